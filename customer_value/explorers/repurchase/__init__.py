"""Explorers: repurchase."""
