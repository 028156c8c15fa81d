"""Figures: orders and their quality."""
