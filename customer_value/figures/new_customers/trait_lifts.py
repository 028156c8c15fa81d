"""The traits that the best customers have more often than others, and those they have less often."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import column, dots, height, name_rows, reference, value_axis
from customer_value.figures.style import canvas, styled
from customer_value.figures.tables import table
from customer_value.messages import catalogue

COLUMNS = ["trait", "value", "customers", "best", "lift", "low", "high", "few"]


def trait_lifts(lifts: Any, *, most: int = 12, language: str | None = None) -> Picture:
    """The lift of each trait as a dot on its 95% interval around 1, highest first; hollow where it rests on few.

    Args:
        lifts: what `trait_lift` returns.
        most: how many traits to show; where there are more, those farthest from 1 in both directions.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or no trait has a lift.
    """
    every = table(lifts, "lifts", COLUMNS).dropna(subset="lift").reset_index(drop=True)
    if every.empty:
        raise MeasureError("lifts holds no trait with a lift; there is nothing to draw.")
    shown = farthest(every, most)
    names = [trait_name(row.trait, row.value, language) for row in shown.itertuples()]
    solid = shown[~shown["few"].astype(bool) & (shown["low"] > 1)]
    if len(solid):
        first = solid.iloc[0]
        fields = {"value": first["value"], "trait": trait_words(first["trait"], language)}
        title = words.text("figures.trait_lift.title_clear", language, lift=words.number(first["lift"], 1), **fields)
    else:
        title = words.text("figures.trait_lift.title_unclear", language, n=len(every))
    note = words.text("figures.trait_lift.note", language, shown=len(shown), n=len(every))
    with styled():
        figure = canvas(height(len(shown), names), title, note)
        axes = figure.subplots()
        name_rows(axes, names)
        dots(axes, shown, "lift", quiet=shown["few"])
        top = max(shown["high"].max(), 1.2) * 1.04
        value_axis(axes, top, words.text("figures.trait_lift.x", language), "{:g}".format)
        reference(axes, 1, words.text("figures.trait_lift.one", language))
        texts = [words.number(value, 1) for value in shown["lift"]]
        place = column(axes, 8, words.text("figures.trait_lift.lift", language), texts)
        counts = [
            words.text("figures.trait_lift.of", language, best=words.number(row.best), n=words.number(row.customers))
            for row in shown.itertuples()
        ]
        column(axes, place, words.text("figures.trait_lift.best", language), counts)
    parts = [
        words.text(
            "figures.trait_lift.alt",
            language,
            name=name,
            lift=words.number(row.lift, 1),
            low=words.number(row.low, 1),
            high=words.number(row.high, 1),
            best=words.number(row.best),
            n=words.number(row.customers),
        )
        for name, row in zip(names, shown.itertuples(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def farthest(lifts: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows with the highest and the lowest lifts, at most so many, highest first."""
    ranked = lifts.sort_values("lift", ascending=False, kind="stable", ignore_index=True)
    if len(ranked) > most:
        ranked = pd.concat([ranked.head(most - most // 3), ranked.tail(most // 3)], ignore_index=True)
    return ranked


def trait_name(trait: str, value: str, language: str | None) -> str:
    """A trait and its value, such as "Region: North"."""
    return words.text("figures.trait_lift.trait", language, trait=trait_words(trait, language), value=value)


def trait_words(trait: str, language: str | None) -> str:
    """What a trait is called: a column of the ledger in words, one of your own as it is."""
    text = catalogue("customer_value").get(f"figures.trait_lift.name.{trait}")
    return trait if text is None else text.get(language)
