"""What the tasks of a05 are made of: given code, cases, and a module for each subject."""
