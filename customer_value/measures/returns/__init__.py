"""Measures: costs and returns."""
