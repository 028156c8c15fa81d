"""Figures: repurchase."""
