"""Measures: customer information."""
