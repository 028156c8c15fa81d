"""Explorers: brand, competitors and market."""
