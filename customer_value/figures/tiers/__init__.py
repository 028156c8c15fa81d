"""Figures: RFM, tiers and segments."""
