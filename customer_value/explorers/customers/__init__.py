"""Explorers: customer information."""
