"""Explorers: lifetime value."""
