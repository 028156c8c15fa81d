"""Figures: customer information."""
