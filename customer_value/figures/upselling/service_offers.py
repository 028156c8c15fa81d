"""What each tier would be offered if a service may cost so much of the margin that a customer of the tier leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from customer_value import words
from customer_value.errors import MeasureError
from customer_value.figures.picture import Picture
from customer_value.figures.style import INK, LABEL_SIZE, LINE, MIST, NOTE_SIZE, RUST, TEXT, canvas, styled
from customer_value.figures.tables import table
from customer_value.measures.upselling.service_wishes import service_offers as offered

LEAST, MOST = 0.0005, 30.0
"""Where the axis of cost over margin ends at the latest: dots beyond are drawn at the end."""

PLACES = (0.001, 0.01, 0.1, 1.0, 10.0)


def service_offers(
    wishes: Any,
    services: Any,
    customers: Mapping[str, int],
    margins: Mapping[str, float],
    limit: float,
    *,
    currency: str | None = None,
    language: str | None = None,
) -> Picture:
    """A panel for each tier; in it a dot for each service: how much of a customer's margin it takes, and who wishes it.

    Left of the line is what the limit allows. The filled dot is what the tier would be offered: of those allowed the
    one that most of the tier wishes for.

    Args:
        wishes: one row per group and service, as the measure `service_wishes` returns it.
        services: one row per service: `name`, `yearly_cost` (money for one customer and year).
        customers: how many customers each tier has, the tiers in the order of the panels.
        margins: the margin that one customer of each tier leaves in a year.
        limit: the most that a service may cost, as a share of that margin.
        currency: of the money; that of the notebook's ledger when None.
        language: of the text; the notebook's when None.

    Raises:
        MeasureError: as for the measure `service_offers`, a tier has no margin, or no service is wished for.
    """
    wanted = table(wishes, "wishes", ["group", "service", "share"]).astype({"group": "str"})
    costs = table(services, "services", ["name", "yearly_cost"]).set_index("name")["yearly_cost"]
    if wanted.empty:
        raise MeasureError("wishes has no rows; there is no service to draw.")
    if without := [name for name in customers if name not in margins]:
        raise MeasureError(f"margins has no margin for {without[0]!r}; give one for every tier.")
    most = {name: max(margins[name] * limit, 0.0) for name in customers}
    offers = offered(wanted, services, customers, most=most).set_index("group")
    names = costs[costs.index.isin(wanted["service"])].sort_values(kind="stable").index
    shares = wanted.pivot_table("share", "service", "group", aggfunc="first").reindex(names)
    gets = {name: None if words.missing(row["share"]) else row["service"] for name, row in offers.iterrows()}
    told = {name: service or words.text("figures.service_offers.nothing", language) for name, service in gets.items()}
    title = finding(gets, limit, offers["cost"].sum(), currency, language)
    allowed = words.percent(limit, language=language)
    note = words.text("figures.service_offers.note", language, limit=allowed)
    ratios = pd.DataFrame(
        {name: costs[names] / margins[name] if margins[name] > 0 else np.nan for name in customers}, index=names
    )
    seen = ratios.to_numpy()[np.isfinite(ratios.to_numpy())]
    low = min(seen.min(), limit) if len(seen) else limit
    high = max(seen.max(), limit) if len(seen) else limit
    ends = (max(low / 2.2, LEAST), min(high * 3.5, MOST))
    with styled():
        figure = canvas(2.3 + 0.56 * len(names), title, note)
        panels = figure.subplots(1, len(told), sharey=True, squeeze=False)[0]
        for axes, name in zip(panels, told, strict=True):
            share = shares[name] if name in shares else pd.Series(np.nan, names)
            panel(axes, ratios[name], share, told[name], limit, ends, language)
            head = words.text(
                "figures.service_offers.tier",
                language,
                name=name,
                n=words.number(customers[name]),
                margin=words.money(margins[name], currency, language),
            )
            axes.set_title(head, size=LABEL_SIZE)
            below = words.text(
                "figures.service_offers.below",
                language,
                service=words.wrap(told[name], 13),
                cost=words.money(offers.loc[name, "cost"], currency, language),
            )
            axes.set_xlabel(below, color=RUST, size=NOTE_SIZE + 1)
        labels = [
            words.text(
                "figures.service_offers.service",
                language,
                name=words.wrap(name, 13),
                cost=words.money(costs[name], currency, language),
            )
            for name in names
        ]
        panels[0].set_yticks(range(len(names)), labels, color=TEXT, va="center")
        panels[0].set_ylim(len(names) - 0.45, -0.6)
    lines = [
        words.text(
            "figures.service_offers.alt",
            language,
            name=name,
            n=words.number(customers[name]),
            service=told[name],
            cost=words.money(offers.loc[name, "cost"], currency, language),
            dots=words.listing(
                [
                    words.text(
                        "figures.service_offers.dot",
                        language,
                        service=service,
                        ratio=words.near_percent(ratios.loc[service, name], language),
                        share=words.percent(shares.loc[service, name] if name in shares else np.nan, 0, language),
                    )
                    for service in names
                ],
                language,
            ),
        )
        for name in told
    ]
    return Picture(figure, " ".join([title, note, *lines]))


def finding(gets: dict[str, str | None], limit: float, cost: float, currency: str | None, language: str | None) -> str:
    """The title: what each tier gets, in one sentence where it is the same for all."""
    fields = {"limit": words.percent(limit, language=language), "cost": words.money(cost, currency, language)}
    if len(set(gets.values())) == 1:
        (service,) = set(gets.values())
        if service is None:
            return words.text("figures.service_offers.title_none", language, limit=fields["limit"])
        if len(gets) > 1:
            return words.text("figures.service_offers.title_same", language, service=service, **fields)
    parts = [
        words.text("figures.service_offers.part", language, name=name, service=service)
        if service
        else words.text("figures.service_offers.part_none", language, name=name)
        for name, service in gets.items()
    ]
    between = words.text("figures.service_offers.between", language)
    return words.text("figures.service_offers.title", language, parts=between.join(parts), **fields)


def panel(
    axes: Axes,
    ratios: pd.Series,
    shares: pd.Series,
    chosen: str,
    limit: float,
    ends: tuple[float, float],
    language: str | None,
) -> None:
    """One tier: a dot for each service, filled where it is the offer; what costs too much lies on grey."""
    axes.set_xscale("log")
    axes.set_xlim(*ends)
    axes.axvspan(max(limit, ends[0]), ends[1], color=MIST, zorder=0)
    axes.axvline(limit, color=INK, linewidth=1.4, linestyle="--")
    for place, service in enumerate(ratios.index):
        if not np.isfinite(ratios[service]):
            continue
        ratio, best = min(max(ratios[service], ends[0] * 1.1), ends[1] / 1.1), service == chosen
        color = RUST if best else INK
        axes.plot(ratio, place, "o", markersize=10, mec=color, mew=1.6, color=color if best else "white", zorder=3)
        axes.annotate(
            words.percent(shares[service], 0, language),
            (ratio, place),
            xytext=(0, 8),
            textcoords="offset points",
            ha="center",
            size=NOTE_SIZE,
            color=color,
            bbox={"boxstyle": "square,pad=0.08", "facecolor": "white", "alpha": 0.75, "linewidth": 0},
        )
    axes.xaxis.set_major_locator(FixedLocator([at for at in PLACES if ends[0] <= at <= ends[1]]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda at, _: words.near_percent(at, language)))
    axes.grid(visible=True, axis="y", color=LINE)
    axes.grid(visible=False, axis="x")
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
