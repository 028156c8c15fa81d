"""Split a budget by hand, and watch how close it comes to the best split."""

from __future__ import annotations

import ipywidgets as widgets
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.explorers.sliders import WIDTH
from customer_value.figures.picture import Picture
from customer_value.figures.returns.budget_response import MOST, budget_response
from customer_value.measures._numbers import finite

PARTS = 20
"""How many parts a tier may get at most; what counts is its parts over those of all."""


def budget_explorer(
    strengths: pd.Series, budget: float, *, currency: str | None = None, language: str | None = None
) -> Explorer:
    """A slider for each tier's part of the budget, against rings at the best split.

    How many percent does an equal split lose, and in which direction do the slopes say the money should move? The
    parts are scaled to the budget, so more for one is less for the others.

    Args:
        strengths: `a` of each tier in `a sqrt(x)`, a Series whose index names them; at most 5.
        budget: the money to split.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: there are no tiers or too many, or a number is out of bounds.
    """
    if not isinstance(strengths, pd.Series) or not 1 <= len(strengths) <= MOST:
        raise MeasureError(f"strengths has to be a pandas Series of 1 to {MOST} tiers, named by its index.")
    money = finite(budget, "budget", least=0)

    def draw(**parts: int) -> Picture:
        whole = sum(parts.values())
        spend = [money * part / whole if whole else 0.0 for part in parts.values()]
        return budget_response(strengths, money, spend=spend, currency=currency, language=language)

    controls = {
        f"part-{place}": widgets.IntSlider(
            value=PARTS // 2, min=0, max=PARTS, description=str(name), layout=widgets.Layout(width=WIDTH)
        )
        for place, name in enumerate(strengths.index)
    }
    return Explorer(controls, draw, language)
