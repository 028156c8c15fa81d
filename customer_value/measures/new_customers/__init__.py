"""Measures: new customers."""
