"""Measures: repurchase."""
