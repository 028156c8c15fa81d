"""Figures: brand, competitors and market."""
