"""What the tasks on recency, frequency, monetary and their scores share: given code, cases, known mistakes."""
