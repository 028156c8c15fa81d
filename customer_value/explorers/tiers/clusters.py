"""Choose the number of clusters, and see on a map what they cut up, how clear they are and whether they stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets
import numpy as np

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.tables import table
from customer_value.figures.tiers.cluster_map import cluster_map
from customer_value.measures.tiers.clusters import choose_k, cluster_stability, kmeans, scaled

ROUNDS = 3
"""How often customers are drawn anew for each number of clusters; few, since all are worked out at the start."""


def cluster_explorer(
    customers: Any,
    columns: Sequence[str],
    *,
    log: Sequence[str] = (),
    axes: tuple[str, str] | None = None,
    log_axes: Sequence[str] = (),
    start: int = 4,
    most: int = 7,
    quality: Any = None,
    seed: int = 0,
    currency: str | None = None,
    language: str | None = None,
) -> Explorer:
    """A slider for the number of clusters; below, the map, the silhouette, and how far the clusters come out again.

    The question: up to which number do the clusters say something that a manager can act on, and from which on do
    they only cut the same cloud into smaller pieces?

    Args:
        customers: one row per customer with the columns.
        columns: the numbers to cluster by.
        log: those of them to take as logarithms; see `scaled`.
        axes: the two columns of the map; the first and the last of `columns` when None.
        log_axes: those of the two to draw in doubling steps; their numbers have to be above 0.
        start: the number of clusters at the start.
        most: the highest number.
        quality: what is known of the numbers of clusters already, a row for each from 2 to `most`, with `k`,
            `silhouette` and `agreement`; worked out when None.
        seed: of k-means and of drawing customers anew.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `scaled` and `kmeans`, or `quality` lacks a column or one of the numbers.
    """
    x, y = (columns[0], columns[-1]) if axes is None else axes
    people = table(customers, "customers", list(dict.fromkeys([*columns, x, y])))
    points = scaled(people, columns, log=log)
    numbers = range(2, most + 1)
    if quality is None:
        quality = choose_k(points, np.random.default_rng(seed), ks=numbers, seed=seed).assign(
            agreement=[
                cluster_stability(points, k, np.random.default_rng(seed), rounds=ROUNDS, seed=seed).mean()
                for k in numbers
            ]
        )
    quality = table(quality, "quality", ["k", "silhouette", "agreement"])
    if lacking := sorted(set(numbers) - set(quality["k"])):
        raise MeasureError(f"quality has no row for {', '.join(map(str, lacking))} clusters; give one for each.")
    clusters = {k: kmeans(points, k, seed=seed) for k in numbers}

    def draw(k: int) -> Picture:
        sorted_people = people.assign(cluster=clusters[k])
        return cluster_map(
            sorted_people,
            x,
            y,
            log=log_axes,
            quality=quality,
            currency=currency,
            language=language,
        )

    slider = widgets.IntSlider(
        value=min(start, most),
        min=2,
        max=most,
        description=words.text("explorers.clusters.k", language),
        continuous_update=False,
        layout=widgets.Layout(width="440px"),
    )
    return Explorer({"k": slider}, draw, language)
