"""What one customer could be offered next, and why it is this and not that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, LINE, NOTE_SIZE, PALE, QUIET, TEXT, canvas, styled
from customer_value.figures.tables import table as checked
from customer_value.measures.upselling.offers import next_best_offer

COLUMNS = ["customer_id", "product_id", "probability", "unit_margin", "owned", "in_stock", "consent"]
MOST = 8


def next_offer(
    candidates: Any,
    customer: Any,
    labels: Mapping[Any, str] | None = None,
    *,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """The candidates of one customer by expected margin; what may not be offered is hollow and says why.

    Args:
        candidates: one row per customer and product, as `next_best_offer` takes it.
        customer: the customer's id.
        labels: what to call each product; its id where none is given.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for `next_best_offer`, or the customer has no candidate.
    """
    table = checked(candidates, "candidates", COLUMNS)
    table = table[table["customer_id"] == customer]
    if table.empty:
        raise MeasureError(f"candidates has no row for the customer {customer!r}; there is nothing to draw.")
    offer = next_best_offer(table)
    chosen = offer["product_id"].iloc[0] if len(offer) else None
    table = table.assign(expected=table["probability"] * table["unit_margin"], barrier=barriers(table))
    table = table.sort_values(["expected", "product_id"], ascending=[False, True], kind="stable", ignore_index=True)
    first = table.head(MOST)
    if chosen is not None and chosen not in set(first["product_id"]):
        first = pd.concat([table.head(MOST - 1), table[table["product_id"] == chosen]], ignore_index=True)
    first = first.assign(name=[str((labels or {}).get(product, product)) for product in first["product_id"]])
    title = finding(table, chosen, labels or {}, currency, language)
    note = words.text(
        "figures.next_offer.note", language, customer=customer, n=words.number(len(table)), shown=len(first)
    )
    with styled():
        figure = canvas(1.25 + 0.44 * len(first), title, note)
        bars(figure.subplots(), first, chosen, currency, language)
    parts = [
        words.text("figures.next_offer.alt", language, name=row.name, sum=in_words(row, currency, language))
        + ("" if not row.barrier else words.text(f"figures.next_offer.barrier.{row.barrier}", language))
        + words.text("figures.next_offer.stop", language)
        for row in first.rename(columns={"name": "label"}).assign(name=first["name"]).itertuples(index=False)
    ]
    return Picture(figure, " ".join([title, note, *parts]))


def barriers(table: pd.DataFrame) -> list[str]:
    """Why each product may not be offered; "" where it may."""
    return [
        "owned" if row.owned else "sold_out" if not row.in_stock else "" if row.consent else "consent"
        for row in table.itertuples()
    ]


def finding(
    table: pd.DataFrame, chosen: Any, names: Mapping[Any, str], currency: str | None, language: str | None
) -> str:
    """The title: what is offered, and whether something likelier would have brought less."""
    if chosen is None:
        return words.text("figures.next_offer.title_none", language, n=len(table))
    row = table[table["product_id"] == chosen].iloc[0]
    fields = {
        "name": names.get(chosen, chosen),
        "p": words.percent(row["probability"], language=language),
        "margin": words.money(row["unit_margin"], currency, language),
        "expected": words.money(row["expected"], currency, language),
    }
    free = table[table["barrier"] == ""]
    likeliest = free.loc[free["probability"].idxmax()]
    if likeliest["probability"] == row["probability"]:
        return words.text("figures.next_offer.title_plain", language, **fields)
    return words.text(
        "figures.next_offer.title",
        language,
        **fields,
        other=names.get(likeliest["product_id"], likeliest["product_id"]),
        other_p=words.percent(likeliest["probability"], language=language),
        other_expected=words.money(likeliest["expected"], currency, language),
    )


def in_words(row: Any, currency: str | None, language: str | None) -> str:
    """Probability times margin is expected margin."""
    return words.text(
        "figures.next_offer.sum",
        language,
        p=words.percent(row.probability, language=language),
        margin=words.money(row.unit_margin, currency, language),
        expected=words.money(row.expected, currency, language),
    )


def bars(axes: Axes, first: pd.DataFrame, chosen: Any, currency: str | None, language: str | None) -> None:
    """A bar for each product, the chosen one dark, a hollow one for what may not be offered."""
    longest = max(first["expected"].abs().max(), 1e-9)
    for place, row in enumerate(first.rename(columns={"name": "label"}).itertuples(index=False)):
        free = not row.barrier
        color = INK if row.product_id == chosen else PALE
        axes.barh(
            place,
            row.expected,
            0.6,
            color=color if free else "white",
            edgecolor=color if free else QUIET,
            linewidth=0 if free else 1.1,
            linestyle="-" if free else (0, (3, 2)),
            zorder=2,
        )
        label = in_words(row, currency, language)
        if not free:
            label += words.text(f"figures.next_offer.barrier.{row.barrier}", language)
        axes.text(max(row.expected, 0) + longest * 0.015, place, label, va="center", size=LABEL_SIZE - 1, color=TEXT)
    names = [words.wrap(name, 13) for name in first["name"]]
    axes.set_yticks(range(len(first)), names, color=TEXT, va="center")
    low = min(first["expected"].min(), 0)
    axes.set(xlim=(low * 1.05, longest * 1.75), ylim=(len(first) - 0.4, -0.6), xticks=[])
    axes.axvline(0, color=LINE, linewidth=1)
    axes.grid(visible=False)
    axes.set_xlabel(words.text("figures.next_offer.x", language), color=QUIET, size=NOTE_SIZE + 0.5, loc="left")
    for spine in axes.spines.values():
        spine.set_visible(False)
