"""The report's tables: every figure of every ledger, as text, with a reading."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from generator.check.bounds import Bound
from generator.check.classifier import Auc
from generator.check.details import BASKET_QUANTILES, PRICE_QUANTILES, Details
from generator.check.findings import Comparison
from generator.check.laws import Law
from generator.check.profile import (
    GAP_QUANTILES,
    ORDER_QUANTILES,
    RETENTION_MONTHS,
    VALUE_QUANTILES,
    Profile,
)
from generator.check.wording import Wording

LIKE = 0.05
"""A figure this close to a published one, as a share of it, is like it."""

TELLING = 0.005
"""A feature that costs the judge less gives nothing away."""

QUANTILES = {
    "orders_quantiles": ORDER_QUANTILES,
    "gap_quantiles": GAP_QUANTILES,
    "value_quantiles": VALUE_QUANTILES,
    "lines_quantiles": BASKET_QUANTILES,
    "quantity_quantiles": BASKET_QUANTILES,
    "price_quantiles": PRICE_QUANTILES,
}

SECTIONS = {
    "customers": ("customers", "orders", "days", "one_time", "orders_mean", "orders_quantiles", "gini_orders"),
    "timing": ("gap_quantiles", "gap_cv", "gap_cv_within", "repeat_90"),
    "money": (
        "value_mean",
        "value_quantiles",
        "value_skew",
        "log_sd",
        "log_skew",
        "icc",
        "frequency_value",
        "frequency_value_repeaters",
        "gini_value",
        "top_20",
        "top_1",
    ),
    "retention": ("retention",),
    "calendar": ("weekdays", "months"),
    "baskets": (
        "lines_mean",
        "lines_quantiles",
        "quantity_quantiles",
        "price_quantiles",
        "products",
        "zipf",
        "top_products",
    ),
    "dirt": (
        "cancelled",
        "refunded",
        "refund_share",
        "missing_ids",
        "duplicates",
        "negative_rows",
        "zero_prices",
        "drifting_names",
    ),
}
"""The figures of each section of the report."""

SIZES = {"customers", "orders", "days", "products"}
"""Whole numbers that say how large a ledger is, not how it is made."""

MONEY = {"value_mean", "value_quantiles", "price_quantiles"}
"""Figures in the ledger's currency, which are not comparable."""

SHARES = {"one_time", "repeat_90", "top_20", "top_1", "retention", "weekdays", "top_products", *SECTIONS["dirt"]}
"""Figures that are shown as percentages."""

WHOLE = {"orders_quantiles", "gap_quantiles", "lines_quantiles", "quantity_quantiles"}
"""Figures that are shown without decimals."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A column of the report: a ledger's name and figures."""

    name: str
    profile: Profile
    details: Details

    def figure(self, name: str, place: int | None = None) -> float:
        value = getattr(self.profile if hasattr(self.profile, name) else self.details, name)
        return value if place is None else value[place]


@dataclass(frozen=True, kw_only=True)
class Section:
    """Figures that belong together. rows: a label, a cell for each column, and a reading."""

    title: str
    reading: str
    rows: list[tuple[str, list[str], str]]


def sections(columns: Sequence[Measured], published: Sequence[Measured], words: Wording) -> list[Section]:
    """Every section with at least one figure that the first column's ledger shows.

    Args:
        columns: all columns; the ledger in question first.
        published: those among them that the reading compares with.
    """
    found = []
    for name, figures in SECTIONS.items():
        rows = []
        for figure in figures:
            for place, label in _places(figure, words):
                values = [column.figure(figure, place) for column in columns]
                if math.isnan(values[0]):
                    continue
                known = {one.name: one.figure(figure, place) for one in published}
                reading = "" if figure in SIZES | MONEY else compared(values[0], known, words)
                rows.append((label, [shown(figure, value, words) for value in values], reading))
        if rows:
            title = words.text(f"sections.{name}.title")
            found.append(Section(title=title, reading=_reading(name, columns[0], words), rows=rows))
    return found


def label_of(figure: str, words: Wording) -> str:
    """What a figure without places is called."""
    return words.text(f"figure.{figure}")


def shown(figure: str, value: float, words: Wording) -> str:
    """A figure as text."""
    if figure in SIZES or figure in WHOLE:
        return words.number(value)
    if figure in SHARES:
        return words.percent(value, 1)
    if figure in MONEY:
        return words.short(value)
    return words.number(value, 2)


def compared(value: float, known: dict[str, float], words: Wording) -> str:
    """How a figure lies to published ones, in words; "" where none is known."""
    known = {name: other for name, other in known.items() if not math.isnan(other)}
    if not known:
        return ""
    near = [name for name, other in known.items() if abs(value - other) <= LIKE * abs(other)]
    if near:
        return words.text("reading.like_both") if len(near) > 1 else words.text("reading.like", name=near[0])
    if len(known) == 1:
        (name,) = known
        return words.text(f"reading.{'higher' if value > known[name] else 'lower'}_one", name=name)
    if value > max(known.values()):
        return words.text("reading.higher")
    if value < min(known.values()):
        return words.text("reading.lower")
    return words.text("reading.between")


def law_rows(laws: Sequence[Law], words: Wording) -> list[tuple[str, bool]]:
    """Each law as a sentence, and whether it holds."""
    return [(words.text(f"laws.{law.key}", **law.fields), law.holds) for law in laws]


def failures(laws: Sequence[Law], bounds: Sequence[Bound], words: Wording) -> list[str]:
    """A sentence for everything that does not hold."""
    found = []
    for law in laws:
        if law.reason:
            found.append(law.reason)
        elif not law.holds:
            name = words.text(f"laws.{law.key}", **law.fields)
            found.append(words.text("laws.broken", law=name, count=words.number(law.broken), example=law.example))
    for bound in bounds:
        if not bound.holds:
            side = "low" if bound.value < bound.low else "high"
            found.append(
                words.text(
                    f"bounds.{side}",
                    figure=label_of(bound.name, words),
                    value=shown(bound.name, bound.value, words),
                    bound=shown(bound.name, getattr(bound, side), words),
                )
            )
    return found


def bound_rows(bounds: Sequence[Bound], words: Wording) -> list[tuple[str, list[str], bool]]:
    """Each bound: its figure, its value and both ends, and whether it holds."""
    return [
        (
            label_of(bound.name, words),
            [shown(bound.name, value, words) for value in (bound.value, bound.low, bound.high)],
            bound.holds,
        )
        for bound in bounds
    ]


def distance_rows(found: Comparison, words: Wording) -> list[tuple[str, str, str]]:
    """Each distance: to the real ledger, and by chance alone."""
    rows = []
    for name in ("orders", "gaps", "values", "recency", "retention"):
        key = "values_scaled" if name == "values" and found.distances.scaled else name
        chance = getattr(found.chance, name) if found.chance else float("nan")
        rows.append(
            (
                words.text(f"distances.{key}"),
                words.number(getattr(found.distances, name), 3),
                words.number(chance, 3),
            )
        )
    return rows


def tale_rows(judge: Auc, words: Wording) -> list[tuple[str, str, str, str]]:
    """What gives a ledger away: the feature, what it costs the judge, and its median on both sides."""
    return [
        (
            words.text(f"features.{tale.name}"),
            words.number(tale.drop, 3),
            words.short(tale.generated),
            words.short(tale.real),
        )
        for tale in judge.tell_tales
        if tale.drop >= TELLING
    ]


def judged(value: float) -> str:
    """The key of what an area under the curve means."""
    for bound, key in ((0.53, "guessing"), (0.60, "hardly"), (0.75, "noticeably")):
        if value < bound:
            return key
    return "easily"


def _places(figure: str, words: Wording) -> list[tuple[int | None, str]]:
    """The places of a figure that has several, each with its label."""
    if figure in QUANTILES:
        names = [_quantile(at, words) for at in QUANTILES[figure]]
    elif figure == "retention":
        names = [str(month) for month in range(1, RETENTION_MONTHS + 1)]
    elif figure in ("weekdays", "months"):
        names = words.text(figure).split(",")
    else:
        return [(None, label_of(figure, words))]
    return [(place, words.text(f"figure.{figure}", at=name)) for place, name in enumerate(names)]


def _quantile(at: float, words: Wording) -> str:
    if at == 1:
        return words.text("at.most")
    if at == 0.5:
        return words.text("at.median")
    return words.text("at.quantile", rank=f"{at * 100:.0f}")


def _reading(section: str, own: Measured, words: Wording) -> str:
    """What a section's figures say of the ledger, in a sentence or two."""
    found, more = own.profile, own.details
    match section:
        case "customers":
            fields = {
                "one_time": words.percent(found.one_time),
                "orders_mean": words.number(found.orders_mean, 1),
                "orders_median": words.number(found.orders_quantiles[0]),
                "orders_99": words.number(found.orders_quantiles[3]),
            }
        case "timing":
            fields = {
                "gap_median": words.number(found.gap_quantiles[2]),
                "gap_90": words.number(found.gap_quantiles[4]),
                "gap_cv": words.number(found.gap_cv, 2),
                "gap_cv_within": words.number(found.gap_cv_within, 2),
                "repeat_90": words.percent(found.repeat_90),
            }
        case "money":
            fields = {
                "top_20": words.percent(found.top_20),
                "top_1": words.percent(found.top_1),
                "icc": words.percent(found.icc),
                "direction": words.text(f"sections.money.{'more' if found.frequency_value >= 0 else 'less'}"),
                "frequency_value": words.number(found.frequency_value, 2),
            }
        case "retention":
            fields = {
                name: words.percent(found.retention[month - 1], 1)
                for name, month in (("first", 1), ("sixth", 6), ("twelfth", 12))
            }
        case "calendar":
            fields = _calendar(found, words)
        case "baskets":
            fields = {
                "lines_mean": words.number(more.lines_mean, 1),
                "products": words.number(more.products),
                "top_products": words.percent(more.top_products),
            }
        case _:
            shares = ("cancelled", "refund_share", "missing_ids")
            fields = {name: words.percent(getattr(more, name), 1) for name in shares}
    return words.text(f"sections.{section}.reading", **fields)


def _calendar(found: Profile, words: Wording) -> dict[str, str]:
    days, months = words.text("weekday_names").split(","), words.text("month_names").split(",")
    known = [(index, month) for month, index in zip(months, found.months, strict=True) if not math.isnan(index)]
    busiest = max(known)
    by_day = list(zip(found.weekdays, days, strict=True))
    return {
        "best_day": max(by_day)[1],
        "best_day_share": words.percent(max(by_day)[0]),
        "worst_day": min(by_day)[1],
        "worst_day_share": words.percent(min(by_day)[0]),
        "best_month": busiest[1],
        "best_month_index": words.number(busiest[0], 2),
    }
