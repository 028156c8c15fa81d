"""Which groups of leads become customers, and how sure the few of them allow one to be."""

from __future__ import annotations

from typing import Any

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import (
    column,
    dots,
    group_name,
    height,
    name_rows,
    percent,
    reference,
    share_axis,
)
from customer_value.figures.style import canvas, styled
from customer_value.figures.tables import table


def conversion_rates(groups: Any, by: str = "source", *, language: str | None = None) -> Picture:
    """The conversion rate of each group of leads as a dot on its 95% interval, best first, beside that of all leads.

    Args:
        groups: what `conversion_by` returns: the group, `leads`, `open`, `won`, `conversion`, `low`, `high`.
        by: the column with the group.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or no lead is settled.
    """
    found = table(groups, "groups", [by, "leads", "open", "won", "conversion", "low", "high"])
    found["settled"] = found["leads"] - found["open"]
    shown = found[found["settled"] > 0].sort_values("conversion", ascending=False, kind="stable", ignore_index=True)
    if shown.empty:
        raise MeasureError("groups holds no settled lead; there is no rate to draw.")
    overall = shown["won"].sum() / shown["settled"].sum()
    names = [group_name(value, language) for value in shown[by]]
    best, worst = shown.iloc[0], shown.iloc[-1]
    kind = "one" if len(shown) == 1 else "clear" if best["low"] > worst["high"] else "unclear"
    title = words.text(
        f"figures.conversion.title_{kind}",
        language,
        best=names[0],
        worst=names[-1],
        most=percent(best["conversion"], language),
        least=percent(worst["conversion"], language),
    )
    note = words.text(
        "figures.conversion.note",
        language,
        n=words.number(shown["settled"].sum()),
        open=words.number(found["open"].sum()),
    )
    with styled():
        figure = canvas(height(len(shown), names), title, note)
        axes = figure.subplots()
        name_rows(axes, names)
        dots(axes, shown, "conversion")
        share_axis(axes, shown["high"].max(), words.text("figures.conversion.x", language), language)
        label = words.text("figures.conversion.all", language, share=percent(overall, language))
        reference(axes, overall, label)
        texts = [percent(rate, language) for rate in shown["conversion"]]
        place = column(axes, 8, words.text("figures.conversion.rate", language), texts)
        counts = [
            words.text("figures.conversion.of", language, won=words.number(row.won), n=words.number(row.settled))
            for row in shown.itertuples()
        ]
        column(axes, place, words.text("figures.conversion.won", language), counts)
    parts = [
        words.text(
            "figures.conversion.alt",
            language,
            name=name,
            rate=percent(row.conversion, language),
            won=words.number(row.won),
            n=words.number(row.settled),
            low=percent(row.low, language),
            high=percent(row.high, language),
        )
        for name, row in zip(names, shown.itertuples(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))
