"""Draw a few posts, and watch the ranking of their kinds flip."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.media.engagement import engagement_rates
from customer_value.figures.picture import Picture
from customer_value.figures.tables import table
from customer_value.measures.media.engagement import engagement_by

DRAWS = 40
"""How many samples the slider goes through."""

TRIES = 400
"""How many samples the share of wrong rankings is taken from."""


def small_samples_explorer(
    posts: Any, rng: np.random.Generator, *, by: str = "post_kind", language: str | None = None
) -> Explorer:
    """A slider for how many posts of each kind are drawn, and one for which sample it is.

    The question: from how many posts on can you trust the ranking? (Move the second slider at three posts, then at
    thirty: at three the dots jump and change places.)

    Args:
        posts: one row per post, as for `engagement_by`; a kind needs at least two posts.
        rng: a generator with a fixed seed, such as `numpy.random.default_rng(7)`, so that everybody sees the same.
        by: the column with the kind.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there are fewer than two kinds with two posts that reached somebody.
    """
    every = table(posts, "posts", [by, "reach", "engagements"]).dropna(subset=by)
    every = every[every["reach"] > 0]
    sizes = every[by].value_counts()
    every = every[every[by].isin(sizes.index[sizes >= 2])].reset_index(drop=True)
    kinds = sorted(every[by].unique())
    if len(kinds) < 2:
        raise MeasureError(f"posts has {len(kinds)} kinds with two posts or more; give at least two, to compare them.")
    whole = engagement_by(every, by)
    most = int(every[by].value_counts().min())
    seeds = rng.integers(2**32, size=2)
    groups = {kind: every[every[by] == kind] for kind in kinds}

    def sample(size: int, draw: int) -> pd.DataFrame:
        chance = np.random.default_rng([int(seeds[0]), size, draw])
        return pd.concat([group.sample(size, random_state=chance) for group in groups.values()], ignore_index=True)

    def draw(size: int, draw: int) -> Picture:
        flips = wrong_rankings(groups, size, np.random.default_rng([int(seeds[1]), size]))
        return engagement_rates(engagement_by(sample(size, draw), by), by, whole=whole, flips=flips, language=language)

    controls = {
        "size": widgets.SelectionSlider(
            options=[size for size in (2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 80, 120, 200) if size < most] + [most],
            value=min(3, most),
            description=words.text("explorers.small_samples.size", language),
            layout=widgets.Layout(width="520px"),
        ),
        "draw": widgets.IntSlider(
            value=1,
            min=1,
            max=DRAWS,
            description=words.text("explorers.small_samples.draw", language),
            layout=widgets.Layout(width="520px"),
        ),
    }
    return Explorer(controls, draw, language)


def wrong_rankings(groups: dict[Any, pd.DataFrame], size: int, rng: np.random.Generator) -> float:
    """The share of samples of so many posts each that rank the kinds otherwise than all posts do."""
    sampled, truth = [], []
    for group in groups.values():
        reach, engagements = group["reach"].to_numpy(dtype=float), group["engagements"].to_numpy(dtype=float)
        chosen = rng.random((TRIES, len(group))).argsort(axis=1)[:, :size]
        sampled.append(engagements[chosen].sum(axis=1) / reach[chosen].sum(axis=1))
        truth.append(engagements.sum() / reach.sum())
    rankings = np.argsort(sampled, axis=0, kind="stable")
    return float(np.mean((rankings != np.argsort(truth, kind="stable")[:, None]).any(axis=0)))
