"""What a new customer cost in each channel, on average and the next one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.rate_rows import column, height, name_rows, value_axis
from customer_value.figures.style import INK, NOTE_SIZE, QUIET, RUST, canvas, styled
from customer_value.figures.tables import table
from customer_value.measures.new_customers.acquisition import acquisition_cost, marginal_acquisition_cost

COLUMNS = ["channel", "spend", "customers"]

FEWEST = 10
"""How many extra customers a marginal cost has to rest on to be the figure's finding."""


def acquisition_costs(
    costs: Any, before: Any = None, *, currency: str | None = None, language: str | None = None
) -> Picture:
    """The acquisition cost of each channel as a bar and, where an earlier period is given, that of the next customer.

    Channels that cost nothing or won nobody have no bar, but their numbers stand beside it.

    Args:
        costs: what `acquisition_cost_by_channel` returns: `channel`, `spend`, `customers`.
        before: the same for an earlier period of the same length, to tell what each *extra* customer cost.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or nobody was won.
    """
    rows = marginal_costs(costs, before)
    spend, won = rows["spend"].sum(), int(rows["customers"].sum())
    blended = acquisition_cost(spend, won)
    if words.missing(blended):
        raise MeasureError("costs holds no new customer; there is no cost per customer to draw.")
    nameless = words.text("figures.acquisition.nameless", language)
    names = [nameless if words.missing(value) else str(value) for value in rows["channel"]]
    title = finding(rows, names, blended, currency, language)
    note = words.text(
        f"figures.acquisition.note{'' if before is None else '_marginal'}",
        language,
        spend=words.money(spend, currency, language),
        n=words.number(won),
        blended=words.money(blended, currency, language),
    )
    top = np.nanmax(rows[["average", "marginal"]].to_numpy(), initial=blended)
    with styled():
        figure = canvas(height(len(rows), names) + 0.2, title, note)
        axes = figure.subplots()
        name_rows(axes, names)
        axes.barh(range(len(rows)), rows["average"].fillna(0), 0.46, color=INK, zorder=2)
        axes.axvline(blended, color=QUIET, linewidth=1.1, linestyle=(0, (4, 3)), zorder=3)
        shown = rows["marginal"].where(rows["marginal"] > 0)
        axes.plot(shown, range(len(rows)), "D", color=RUST, markersize=8, mec="white", mew=1.2, zorder=4)
        label = words.text("figures.acquisition.x", language)
        value_axis(axes, top * 1.05 or 1, label, lambda value: words.short_money(value, currency, language))

        def amounts(values: pd.Series) -> list[str]:
            less = words.text("figures.acquisition.less", language)
            shown = [words.money(value, currency, language) if value >= 0 else less for value in values]
            return ["–" if words.missing(value) else text for value, text in zip(values, shown, strict=True)]

        spent = [words.short_money(value, currency, language) for value in rows["spend"]]
        place = column(axes, 8, words.text("figures.acquisition.spend", language), spent)
        place = column(
            axes, place, words.text("figures.acquisition.average", language), amounts(rows["average"]), ("s", INK)
        )
        if before is not None:
            header = words.text("figures.acquisition.marginal", language)
            place = column(axes, place, header, amounts(rows["marginal"]), ("D", RUST))
        counts = [words.number(count) for count in rows["customers"]]
        column(axes, place, words.text("figures.acquisition.customers", language), counts)
        axes.annotate(
            words.text("figures.acquisition.all", language, blended=words.money(blended, currency, language)),
            (blended, 1),
            xycoords=("data", "axes fraction"),
            xytext=(3, 3),
            textcoords="offset points",
            size=NOTE_SIZE,
            color=QUIET,
        )
    parts = [
        words.text(
            f"figures.acquisition.alt{'' if before is None else '_marginal'}",
            language,
            name=name,
            average=words.money(row.average, currency, language),
            marginal=words.money(row.marginal, currency, language),
            n=words.number(row.customers),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def marginal_costs(costs: Any, before: Any) -> pd.DataFrame:
    """Each channel's `spend`, `customers`, `average` cost; against an earlier period also `extra`, `marginal` cost."""
    now = table(costs, "costs", COLUMNS)
    then = table(before, "before", COLUMNS) if before is not None else now.iloc[:0]
    both = now.merge(then, on="channel", how="left", suffixes=("", "_then")).fillna(
        {"spend_then": 0.0, "customers_then": 0}
    )
    named = both["channel"].notna()
    average = [acquisition_cost(row.spend, row.customers) for row in both.itertuples()]
    marginal = [
        marginal_acquisition_cost(row.spend_then, row.customers_then, row.spend, row.customers)
        for row in both.itertuples()
    ]
    both["average"] = pd.Series(average, both.index, dtype="float64").where(named)
    known = named & (before is not None)
    both["marginal"] = pd.Series(marginal, both.index, dtype="float64").where(known)
    both["extra"] = (both["customers"] - both["customers_then"]).where(known)
    order = both.assign(last=~named).sort_values(["last", "average"], ascending=[True, False], na_position="last")
    return order[["channel", "spend", "customers", "average", "marginal", "extra"]].reset_index(drop=True)


def finding(rows: pd.DataFrame, names: list[str], blended: float, currency: str | None, language: str | None) -> str:
    """The title: where the next customer costs most more than the average one; else the dearest and the cheapest.

    A marginal cost that rests on fewer than FEWEST extra customers is no finding.
    """

    def money(value: float) -> str:
        return words.money(value, currency, language)

    more = (rows["marginal"] - rows["average"]).where(rows["extra"] >= FEWEST).fillna(-1)
    if len(more) and more.max() > 0:
        place = int(more.to_numpy().argmax())
        return words.text(
            "figures.acquisition.title_marginal",
            language,
            channel=names[place],
            average=money(rows["average"][place]),
            marginal=money(rows["marginal"][place]),
        )
    paid = rows["average"][rows["average"] > 0]
    if len(paid) < 2 or money(paid.max()) == money(paid.min()):
        return words.text("figures.acquisition.title_one", language, blended=money(blended))
    return words.text(
        "figures.acquisition.title",
        language,
        blended=money(blended),
        cheap=names[int(paid.idxmin())],
        low=money(paid.min()),
        dear=names[int(paid.idxmax())],
        high=money(paid.max()),
    )
