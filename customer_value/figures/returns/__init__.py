"""Figures: costs and returns."""
