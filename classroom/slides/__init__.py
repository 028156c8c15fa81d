"""Slides of a lesson, made of its own source and its own run, as one file that needs no network."""
