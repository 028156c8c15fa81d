"""Measures: upselling and experiments."""
