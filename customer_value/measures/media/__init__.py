"""Measures: new media."""
