"""Measures: RFM, tiers and segments."""
