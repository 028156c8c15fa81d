"""Explorers: RFM, tiers and segments."""
