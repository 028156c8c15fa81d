"""Explorers: new customers."""
