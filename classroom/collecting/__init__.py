"""Collecting what learners sent: whose it is, when it came, and where the grader looks for it."""
