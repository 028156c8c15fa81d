"""Explorers: costs and returns."""
