"""What an instructor wants to know of a class: one page after grading, and one that is alive while it works."""
