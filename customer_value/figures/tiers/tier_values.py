"""What each tier holds of present, future and social value, and what its policy has to earn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.columns import column_name, counted
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, NOTE_SIZE, PALE, QUIET, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.measures.tiers.tier_values import VALUES


def tier_values(
    values: Any,
    policy: Any = None,
    *,
    kinds: Sequence[str] = VALUES,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """A column of bars for the customers and for each kind of value, a row for each tier, all on one scale.

    Args:
        values: what the measure `tier_values` returns.
        policy: what the measure `tier_policy` returns, to write each tier's policy, its cost and the rise it needs
            beside the bars; left out when None.
        kinds: the kinds of value to draw.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: a column is missing, or there is no tier.
    """
    shares = ["customer_share", *(f"{kind}_share" for kind in kinds)]
    rows = table(values, "values", ["tier", "customers", *shares])
    if rows.empty:
        raise MeasureError("values has no rows; there is no tier to draw.")
    names = [column_name(name, language) for name in ("customers", *kinds)]
    n = int(rows["customers"].sum())
    title = finding(rows, shares, names, n, language)
    note = words.text("figures.tier_values.note", language, people=counted(n, language))
    offers = None if policy is None else offers_in_words(rows, policy, currency, language)
    if offers:
        gap = " " if note.endswith(".") else ""
        note = f"{note}{gap}{words.text('figures.tier_values.policy_note', language)}"
    with styled():
        figure = canvas(1.5 + (0.72 if offers else 0.52) * max(len(rows), 2), title, note)
        widths = [1.0] * len(shares) + [1.75] * bool(offers)
        panels = np.atleast_1d(figure.subplots(1, len(widths), sharey=True, width_ratios=widths))
        top = max(float(rows[shares].max().max()), 0.01) if n else 1.0
        for position, (axes, share) in enumerate(zip(panels, shares, strict=False)):
            bars(axes, rows[share], PALE if share == "customer_share" else INK, top, language)
            axes.set_title(names[position], size=NOTE_SIZE + 1, color=QUIET, pad=5)
        panels[0].set_yticks(range(len(rows)), [words.wrap(tier, 9) for tier in rows["tier"]], color=TEXT, va="center")
        panels[0].set_ylim(len(rows) - 0.45, -0.55)
        if offers:
            write_offers(panels[-1], rows, offers, language)
    parts = [
        words.text(
            "figures.tier_values.alt",
            language,
            tier=row["tier"],
            people=counted(int(row["customers"]), language),
            shares=in_shares(row, shares, names, language),
        )
        for _, row in rows.iterrows()
    ]
    if offers:
        parts += [
            words.text("figures.tier_values.alt_policy", language, tier=tier, policy=offer, pays=pays)
            for tier, (offer, pays) in offers.items()
        ]
    return Picture(figure, " ".join([title, note, *parts]))


def finding(rows: pd.DataFrame, shares: list[str], names: list[str], n: int, language: str | None) -> str:
    """The title: what the tier with most of the first kind of value holds of each kind."""
    if not n:
        return words.text("figures.tier_values.title_nobody", language)
    first = shares[1] if rows[shares[1]].notna().any() else "customer_share"
    row = rows.loc[rows[first].idxmax()]
    held = in_shares(row, shares, names, language)
    return words.text("figures.tier_values.title", language, tier=row["tier"], shares=held)


def in_shares(row: pd.Series, shares: list[str], names: list[str], language: str | None) -> str:
    """What a tier holds of the customers and of each kind of value, those without a base left out."""
    return words.listing(
        [
            words.text(
                "figures.tier_values.share", language, share=words.percent(row[share], language=language), column=name
            )
            for share, name in zip(shares, names, strict=True)
            if not words.missing(row[share])
        ],
        language,
    )


def offers_in_words(
    rows: pd.DataFrame, policy: Any, currency: str | None, language: str | None
) -> dict[str, tuple[str, str]]:
    """Each tier's policy, and in words what it costs and from what rise of the tier's value it pays."""
    found = table(policy, "policy", ["tier", "policy", "cost", "break_even"]).set_index("tier")
    if missing := [tier for tier in rows["tier"] if tier not in found.index]:
        raise MeasureError(f"policy has no row for {', '.join(missing)}; make it with tier_policy from the same table.")
    offers = {}
    for tier in rows["tier"]:
        cost, rise = found.loc[tier, "cost"], found.loc[tier, "break_even"]
        if not cost:
            pays = words.text("figures.tier_values.free", language)
        elif words.missing(rise):
            pays = words.text("figures.tier_values.never_pays", language, cost=words.money(cost, currency, language))
        else:
            share = words.percent(rise, 0 if rise >= 0.1 else 1, language)
            pays = words.text(
                "figures.tier_values.pays", language, cost=words.money(cost, currency, language), share=share
            )
        offers[tier] = (str(found.loc[tier, "policy"]), pays)
    return offers


def bars(axes: Axes, shares: pd.Series, color: str, top: float, language: str | None) -> None:
    """One kind's bars with their percentages."""
    axes.barh(range(len(shares)), shares.fillna(0), 0.52, color=color, zorder=2)
    for place, share in enumerate(shares):
        if not words.missing(share):
            label = words.percent(share, language=language)
            axes.text(share + top * 0.04, place, label, va="center", size=LABEL_SIZE, color=TEXT)
    axes.axvline(0, color=TEXT, linewidth=0.8, zorder=3)
    axes.grid(visible=False)
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.set_xlim(0, top * 1.5)
    for spine in axes.spines.values():
        spine.set_visible(False)


def write_offers(axes: Axes, rows: pd.DataFrame, offers: dict[str, tuple[str, str]], language: str | None) -> None:
    """The policies as words, a row for each tier."""
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(bottom=False, labelbottom=False, length=0)
    axes.set_xlim(0, 1)
    axes.set_title(words.text("figures.tier_values.policy", language), size=NOTE_SIZE + 1, color=QUIET, pad=5)
    for place, tier in enumerate(rows["tier"]):
        offer, pays = offers[tier]
        axes.text(0, place - 0.03, words.wrap(offer, 18), va="bottom", size=NOTE_SIZE + 0.5, color=TEXT)
        axes.text(0, place + 0.03, words.wrap(pays, 19), va="top", size=NOTE_SIZE, color=QUIET)
