"""The same orders, three rules: how much revenue each gives to each channel."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import column, height, name_rows, value_axis
from customer_value.figures.style import AMBER, INK, PALE, TEAL, canvas, styled
from customer_value.figures.tables import table
from customer_value.measures.media.attribution import ATTRIBUTION_RULES, DIRECT

MARKS = {"first": ("o", TEAL), "last": ("D", AMBER), "linear": ("|", INK)}
"""Each rule's mark, told apart by shape as well as colour."""


def attribution_rules(
    revenue: Any,
    *,
    rule: str | None = None,
    days: int | None = None,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """The revenue of each channel under first touch, last touch and linear, as three marks on one line.

    A long line is a channel whose worth depends on the rule. What no touch led to is the same under every rule: the
    note tells how much it is.

    Args:
        revenue: what `attribution_table` returns.
        rule: a rule to rank the channels by, and to tell the revenue of; linear when None.
        days: the look-back; for the words only.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, there is no such rule, or no channel led to an order.
    """
    every = table(revenue, "revenue", ["channel", *ATTRIBUTION_RULES])
    shown_rule = "linear" if rule is None else rule
    if shown_rule not in ATTRIBUTION_RULES:
        raise MeasureError(f"rule is {rule!r}; choose one of {', '.join(ATTRIBUTION_RULES)}.")
    touched = every[every["channel"] != DIRECT]
    if touched.empty:
        raise MeasureError("revenue holds no channel that led to an order; there is nothing to compare.")
    direct = float(every.loc[every["channel"] == DIRECT, "linear"].sum())
    total = float(every["linear"].sum())
    channels = touched.sort_values([shown_rule, "channel"], ascending=[False, True], ignore_index=True)
    names = [str(name) for name in channels["channel"]]
    title = finding(channels, names, rule, currency, language)
    note = words.text(
        f"figures.attribution.note{'' if days is None else '_days'}",
        language,
        total=words.money(total, currency, language),
        direct=words.money(direct, currency, language),
        share=words.percent(direct / total if total else float("nan"), language=language),
        days=days,
    )
    with styled():
        figure = canvas(height(len(channels), names) + 0.3, title, note)
        axes = figure.subplots()
        name_rows(axes, names)
        for row, one in channels.iterrows():
            low, high = min(one[list(ATTRIBUTION_RULES)]), max(one[list(ATTRIBUTION_RULES)])
            axes.plot([low, high], [row, row], color=PALE, linewidth=5, solid_capstyle="butt", zorder=2)
        for name, (marker, color) in MARKS.items():
            edge, wide, size, above = (color, 2.6, 15, 4) if marker == "|" else ("white", 0.8, 8.5, 5)
            style = {"color": color, "markersize": size, "mew": wide, "markeredgecolor": edge, "zorder": above}
            axes.plot(channels[name], range(len(channels)), marker, clip_on=False, **style)
        money = channels[list(ATTRIBUTION_RULES)].to_numpy()
        value_axis(
            axes,
            money.max() * 1.06 if money.max() > 0 else 1,
            words.text("figures.attribution.x", language),
            lambda value: words.short_money(value, currency, language),
            low=min(0.0, money.min()),
        )
        place = 8.0
        for name, mark in MARKS.items():
            texts = [words.short_money(value, currency, language) for value in channels[name]]
            place = column(axes, place, words.text(f"figures.attribution.{name}", language), texts, mark)
    parts = [
        words.text(
            "figures.attribution.alt",
            language,
            name=name,
            **{one: words.money(row[one], currency, language) for one in ATTRIBUTION_RULES},
        )
        for name, (_, row) in zip(names, channels.iterrows(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def finding(
    channels: pd.DataFrame, names: list[str], rule: str | None, currency: str | None, language: str | None
) -> str:
    """The title: the channel that the choice of rule moves most; with a rule, the channel that leads under it."""

    def money(value: float) -> str:
        return words.short_money(value, currency, language)

    if rule is not None:
        return words.text(
            "figures.attribution.title_rule",
            language,
            rule=words.text(f"figures.attribution.{rule}", language),
            name=names[0],
            amount=money(channels[rule][0]),
        )
    gap = (channels["first"] - channels["last"]).abs()
    if gap.max() == 0:
        return words.text("figures.attribution.title_same", language, n=len(channels))
    place = int(gap.to_numpy().argmax())
    return words.text(
        "figures.attribution.title",
        language,
        name=names[place],
        first=money(channels["first"][place]),
        last=money(channels["last"][place]),
    )
