"""Look at an A/B test of nothing as often as you like, and watch it turn into a success."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.picture import Picture
from customer_value.figures.upselling.ab_peeking import ab_peeking
from customer_value.measures.upselling.peeking import draw_test, early_stops, running_test

MOST_LOOKS = 40


def peeking_explorer(
    rng: np.random.Generator, *, base: float = 0.05, people: int = 200, tests: int = 60, language: str | None = None
) -> Explorer:
    """Sliders for the number of looks and for which of many drawn tests is shown; nothing works in any of them.

    To be found out by moving them: how many of the tests look like a success at some look, and how does that share
    grow with the number of looks, although no treatment does anything?

    Args:
        rng: the source of chance; the same seed gives the same tests.
        base: the true response of both groups.
        people: how many people join each group between two looks.
        tests: how many tests can be looked at one by one.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `draw_test`.
    """
    stops = early_stops(rng, base=base, people=people, looks=MOST_LOOKS, tests=2000)
    runs = [running_test(draw_test(rng, base=base, people=people, looks=MOST_LOOKS)) for _ in range(tests)]

    def draw(test: int, looks: int) -> Picture:
        return ab_peeking(runs[test - 1].head(looks), stops.head(looks), true=0.0, language=language)

    wide = widgets.Layout(width="560px")
    controls = {
        "test": widgets.IntSlider(
            value=1, min=1, max=tests, description=words.text("explorers.peeking.test", language), layout=wide
        ),
        "looks": widgets.IntSlider(
            value=20, min=1, max=MOST_LOOKS, description=words.text("explorers.peeking.looks", language), layout=wide
        ),
    }
    return Explorer(controls, draw, language)
