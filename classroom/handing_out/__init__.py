"""Handing the course out as one file: what a learner opens on a machine of their own."""
