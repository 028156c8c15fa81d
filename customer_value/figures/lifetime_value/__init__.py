"""Figures: lifetime value."""
