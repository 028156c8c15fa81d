"""Grading: what is handed in is read, run in a sandbox, judged outside of it, and written down.

The way of one submission, and the file that each step is in:

    submitted/ --reading--> Submission --sandbox--> answers --judging--> Graded --> gradebook, autograded/, feedback/
"""
