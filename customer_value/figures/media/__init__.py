"""Figures: new media."""
