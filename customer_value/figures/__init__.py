"""Figures of the course: each takes plain tables and returns a `Picture`, an image with a text alternative.

Importing this module sets the course's fonts and style for whatever seaborn and matplotlib draw afterwards; `show`
gives a figure drawn in the open a title and a text alternative. Titles are computed from the data and say the finding.
"""

from __future__ import annotations

from customer_value.figures.distributions import distributions
from customer_value.figures.equal import ties
from customer_value.figures.flow import migration_flow
from customer_value.figures.grid import rfm_grid
from customer_value.figures.groups import response_by_group
from customer_value.figures.picture import Picture, show
from customer_value.figures.segment_sizes import segment_sizes
from customer_value.figures.standing import standing
from customer_value.figures.strips import purchase_strips
from customer_value.figures.style import PALETTE, SEQUENTIAL, style
from customer_value.figures.treemap import segment_treemap

__all__ = [
    "PALETTE",
    "SEQUENTIAL",
    "Picture",
    "distributions",
    "migration_flow",
    "purchase_strips",
    "response_by_group",
    "rfm_grid",
    "segment_sizes",
    "segment_treemap",
    "show",
    "standing",
    "style",
    "ties",
]

style()
