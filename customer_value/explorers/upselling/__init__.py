"""Explorers: upselling and experiments."""
