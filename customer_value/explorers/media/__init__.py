"""Explorers: new media."""
