"""Measures: orders and their quality."""
