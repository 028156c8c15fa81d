"""The balance of a window, with those who came and went within it set apart among the lapsed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.repurchase.customer_balance import draw_steps
from customer_value.figures.repurchase.key import key_above
from customer_value.figures.style import RUST, canvas, styled
from customer_value.figures.tables import table
from customer_value.figures.wording import joined
from customer_value.measures.repurchase.flow import FLOW


def balance_window(
    status: Any, start: Any, end: Any, *, months: int, lapse_days: int = 180, language: str | None = None
) -> Picture:
    """The five bars of a balance; of the lapsed, those who were not there at the opening are hatched.

    Args:
        status: what `customer_status` returns for the window.
        start, end: the first and the last day of the window, as the note says them.
        months: the length that the title names.
        lapse_days: the threshold that the status was made with, as the note says it.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or nobody was on file.
    """
    people = table(status, "status", list(FLOW.values()))
    if people.empty:
        raise MeasureError("status has no rows; nobody was on file in the window.")
    counts = pd.Series({step: int(people[column].sum()) for step, column in FLOW.items()})
    passing = int((people["lost"] & ~people["existing"]).sum())
    said = {step: words.number(counts[step]) for step in FLOW} | {"passing": words.number(passing)}
    number = "one" if months == 1 else "many"
    length = words.text(f"figures.balance_window.months.{number}", language, n=months)
    key = "title" if passing else "title_none"
    title = words.text(f"figures.balance_window.{key}", language, months=length, **said)
    first, last = (words.short_date(day, language) for day in (start, end))
    note = words.text("figures.balance_window.note", language, start=first, end=last, days=lapse_days)
    with styled():
        figure = canvas(4.1, title, note)
        axes = figure.subplots()
        draw_steps(axes, counts, language)
        there = words.text("figures.balance_window.there", language)
        between = words.text("figures.balance_window.passing", language)
        bar = {"color": RUST, "zorder": 3}
        axes.bar(3, counts["lapsed"] - passing, 0.64, bottom=counts["closing"], label=there, **bar)
        top = counts["closing"] + counts["lapsed"] - passing
        axes.bar(3, passing, 0.64, bottom=top, hatch="////", edgecolor="white", linewidth=0, label=between, **bar)
        key_above(axes)
    alt = words.text("figures.balance.alt", language, **said)
    return Picture(figure, joined(title, note, alt))
