"""Figures: upselling and experiments."""
