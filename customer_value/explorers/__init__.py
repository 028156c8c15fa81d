"""Explorers: a figure with something to move, for where moving teaches more than reading.

Each returns an `Explorer`, a widget that a cell shows as its last line. The figure is an image with a text alternative
that changes with the controls.
"""

from __future__ import annotations

from customer_value.explorers.explorer import Explorer
from customer_value.explorers.rules import rules_explorer
from customer_value.explorers.snapshot import snapshot_explorer

__all__ = ["Explorer", "rules_explorer", "snapshot_explorer"]
