"""Figures: new customers."""
