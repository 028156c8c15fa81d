"""What assignment a09 is made of: given functions, cases, known mistakes, other right answers, and the tasks."""
