"""Engagement by kind of post or by hour, and how little a few posts say about it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import column, dots, height, name_rows, percent, reference, share_axis
from customer_value.figures.style import AMBER, LABEL_SIZE, canvas, styled
from customer_value.figures.tables import table
from customer_value.messages import catalogue

COLUMNS = ["posts", "reach", "engagements", "rate", "low", "high"]

FEW = 10
"""A rate from fewer posts is drawn hollow."""


def engagement_rates(
    groups: Any, by: str = "post_kind", *, whole: Any = None, flips: float | None = None, language: str | None = None
) -> Picture:
    """The engagement rate of each group of posts as a dot on its 95% interval, with the number of posts.

    Kinds are ranked, hours stand in their order. Given the rates over all posts as well, the picture is of a sample:
    amber marks show what all posts say, and the title whether the sample ranks the groups alike.

    Args:
        groups: what `engagement_by` returns.
        by: the column with the group.
        whole: the same over all posts, where `groups` is of a sample of them.
        flips: the share of such samples that rank the groups otherwise than all posts do; for the note of a sample.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or nobody was reached.
    """
    found = table(groups, "groups", [by, *COLUMNS]).dropna(subset="rate")
    if found.empty:
        raise MeasureError("groups holds no post that reached somebody; there is no rate to draw.")
    ranked = found.sort_values("rate", ascending=False, kind="stable", ignore_index=True)
    in_time = pd.api.types.is_numeric_dtype(found[by])
    shown = found.sort_values(by, ignore_index=True) if in_time else ranked
    names = [post_name(by, value, language) for value in shown[by]]
    truth = None if whole is None else table(whole, "whole", [by, "rate"]).set_index(by)["rate"]
    overall = found["engagements"].sum() / found["reach"].sum()
    title = finding(ranked, by, truth, language)
    note = words.text("figures.engagement.note", language, n=words.number(found["posts"].sum()), few=FEW)
    if truth is not None:
        note = words.text(
            "figures.engagement.note_sample",
            language,
            n=words.number(found["posts"].sum()),
            flips=words.percent(float("nan") if flips is None else flips, language=language),
        )
    marks = [] if truth is None else [truth.get(value, float("nan")) for value in shown[by]]
    top = max([*shown["high"].fillna(shown["rate"]), *(mark for mark in marks if not words.missing(mark))])
    with styled():
        figure = canvas(height(len(shown), names), title, note)
        axes = figure.subplots()
        name_rows(axes, names)
        dots(axes, shown, "rate", quiet=shown["posts"] < FEW)
        share_axis(axes, top, words.text("figures.engagement.x", language), language)
        if truth is None:
            reference(axes, overall, words.text("figures.engagement.all", language, share=digits(overall, language)))
        for row, mark in enumerate(marks):
            axes.plot([mark, mark], [row - 0.3, row + 0.3], color=AMBER, linewidth=3.2, zorder=3)
        place = column(
            axes, 8, words.text("figures.engagement.rate", language), [digits(rate, language) for rate in shown["rate"]]
        )
        counts = [words.number(count) for count in shown["posts"]]
        column(axes, place, words.text("figures.engagement.posts", language), counts)
        axes.tick_params(axis="y", labelsize=LABEL_SIZE)
    parts = [
        words.text(
            f"figures.engagement.alt{'_one' if words.missing(row.low) else ''}",
            language,
            name=name,
            rate=digits(row.rate, language),
            low=digits(row.low, language),
            high=digits(row.high, language),
            posts=words.number(row.posts),
        )
        for name, row in zip(names, shown.itertuples(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def digits(rate: float, language: str | None) -> str:
    """A rate of a few percent, with the decimals that tell posts apart."""
    return percent(rate, language, 1 if words.missing(rate) or rate >= 0.01 else 2)


def post_name(by: str, value: object, language: str | None) -> str:
    """What a group of posts is called: an hour as a time, a kind in the language, anything else as it is."""
    if by == "post_hour":
        return words.text("figures.engagement.hour", language, hour=int(value))
    text = catalogue("customer_value").get(f"figures.engagement.kind.{value}")
    return str(value) if text is None else text.get(language)


def finding(ranked: pd.DataFrame, by: str, truth: pd.Series | None, language: str | None) -> str:
    """The title: the best group beside the worst; of a sample, whether it ranks the groups as all posts do."""
    best, worst = ranked.iloc[0], ranked.iloc[-1]
    fields = {
        "best": post_name(by, best[by], language),
        "most": digits(best["rate"], language),
        "worst": post_name(by, worst[by], language),
        "least": digits(worst["rate"], language),
    }
    if truth is not None:
        order = truth.sort_values(ascending=False, kind="stable").index.tolist()
        there = [value for value in order if value in set(ranked[by])]
        same = there == ranked[by].tolist()
        listed = words.text("words.comma", language).join(post_name(by, value, language) for value in ranked[by])
        return words.text(
            f"figures.engagement.title_sample_{'same' if same else 'other'}",
            language,
            order=listed,
            n=int(best["posts"]),
        )
    apart = len(ranked) > 1 and best["low"] > worst["high"]
    kind = "one" if len(ranked) == 1 else "clear" if apart else "unclear"
    return words.text(f"figures.engagement.title_{kind}", language, **fields)
