"""Measures: lifetime value."""
