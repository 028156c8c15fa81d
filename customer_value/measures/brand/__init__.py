"""Measures: brand, competitors and market."""
