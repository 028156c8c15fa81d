"""Move the weights of the attributes, and watch who leads."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

import ipywidgets as widgets
import pandas as pd

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.brand.advantage import advantage_ranking
from customer_value.figures.picture import Picture
from customer_value.figures.wording import attribute_name
from customer_value.measures.brand.advantage import weighted_advantage

LEAST = 0.01
"""No weight goes to 0: with all of them there, nobody would have a score."""


def advantage_explorer(
    scores: pd.DataFrame,
    weights: Mapping[str, float],
    own: str | None = None,
    labels: Mapping[str, str] | None = None,
    *,
    language: str | None = None,
) -> Explorer:
    """A slider for the weight of every attribute; below, the ranking of the brands.

    A question that only moving it answers: which single weight has to move least for another brand to lead, and is
    that change smaller than what you do not know about your customers' wishes?

    Args:
        scores, weights: as for `weighted_advantage`; the weights are where the sliders start. An attribute that
            weighs 0 has none.
        own: our brand, which stands out.
        labels: the attributes' names by key; those of the surveys' six when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `weighted_advantage`, or no brand has a score.
    """
    weighted_advantage(scores, weights)  # says what is wrong with scores or weights before anything is drawn
    start = {key: float(weight) for key, weight in dict(weights).items() if weight > 0}
    top = max(5.0, ceil(max(start.values(), default=0.0)))
    keys = {f"weight-{place}": key for place, key in enumerate(start)}

    def draw(**moved: Any) -> Picture:
        chosen = {keys[name]: weight for name, weight in moved.items()}
        return advantage_ranking(scores, chosen or dict(weights), own, labels, language=language)

    controls = {
        name: widgets.FloatSlider(
            value=start[key],
            min=LEAST,
            max=top,
            step=LEAST,
            readout_format=".2f",
            description=words.text("explorers.advantage.weight", language, name=attribute_name(key, labels, language)),
            layout=widgets.Layout(width="520px"),
        )
        for name, key in keys.items()
    }
    return Explorer(controls, draw, language)
