"""Move the look-back and the rule, and watch the same revenue change hands."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.explorers.explorer import Explorer
from customer_value.figures.media.attribution_rules import attribution_rules
from customer_value.figures.picture import Picture
from customer_value.measures.media.attribution import ATTRIBUTION_RULES, DIRECT, attribution_table, touch_paths

LOOK_BACK = (3, 7, 14, 21, 30, 45, 60, 90)


def attribution_explorer(
    touches: Any, orders: Any, *, leads: Any = None, currency: str | None = None, language: str | None = None
) -> Explorer:
    """A slider for the look-back and a choice of the rule that ranks the channels.

    The question: which channel comes first, and under how many of the rules and look-backs? (Where that changes, the
    ranking is a convention; and the shorter the look-back, the more revenue seems to come by itself.)

    Args:
        touches, orders, leads: as for `touch_paths`.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `touch_paths`, or no touch led to an order within the shortest look-back.
    """
    tables = {days: attribution_table(touch_paths(touches, orders, days=days, leads=leads)) for days in LOOK_BACK}
    tables = {days: one for days, one in tables.items() if (one["channel"] != DIRECT).any()}
    if not tables:
        raise MeasureError(f"No touch led to an order within {LOOK_BACK[-1]} days; there is nothing to attribute.")

    def draw(days: int, rule: str) -> Picture:
        return attribution_rules(tables[days], rule=rule, days=days, currency=currency, language=language)

    controls = {
        "days": widgets.SelectionSlider(
            options=list(tables),
            value=30 if 30 in tables else next(iter(tables)),
            description=words.text("explorers.attribution.days", language),
            layout=widgets.Layout(width="520px"),
        ),
        "rule": widgets.Dropdown(
            options=[(words.text(f"figures.attribution.{rule}", language), rule) for rule in ATTRIBUTION_RULES],
            value="last",
            description=words.text("explorers.attribution.rule", language),
            layout=widgets.Layout(width="auto"),
        ),
    }
    return Explorer(controls, draw, language)
