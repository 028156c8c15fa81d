"""Explorers: orders and their lines."""
