"""Profiles side by side, as tables in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from generator.check.profile import GAP_QUANTILES, ORDER_QUANTILES, RETENTION_MONTHS, VALUE_QUANTILES
from generator.check.published import Named

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def side_by_side(profiles: Sequence[Named]) -> Group:
    """Every figure of several profiles, a column each."""
    money = max(max(one.profile.value_quantiles) for one in profiles)
    value_format = ",.0f" if money > 1000 else ",.1f"
    blocks = [
        (
            "Customers and orders",
            [
                _row("customers", profiles, "customers", ",.0f"),
                _row("orders", profiles, "orders", ",.0f"),
                _row("days", profiles, "days", ",.0f"),
                _row("one-time share", profiles, "one_time", ".3f"),
                _row("orders per customer, mean", profiles, "orders_mean", ".2f"),
                *_rows([f"  {_quantile(q)}" for q in ORDER_QUANTILES], profiles, "orders_quantiles", ",.0f"),
                _row("Gini of orders", profiles, "gini_orders", ".3f"),
            ],
        ),
        (
            "Days between purchases",
            [
                *_rows([f"  {_quantile(q)}" for q in GAP_QUANTILES], profiles, "gap_quantiles", ",.0f"),
                _row("variation, pooled", profiles, "gap_cv", ".2f"),
                _row("variation, within a customer", profiles, "gap_cv_within", ".2f"),
                _row("second purchase in 90 days", profiles, "repeat_90", ".3f"),
            ],
        ),
        (
            "Money",
            [
                _row("order value, mean", profiles, "value_mean", value_format),
                *_rows([f"  {_quantile(q)}" for q in VALUE_QUANTILES], profiles, "value_quantiles", value_format),
                _row("skewness", profiles, "value_skew", ".1f"),
                _row("log: standard deviation", profiles, "log_sd", ".3f"),
                _row("log: skewness", profiles, "log_skew", "+.2f"),
                _row("log: between customers (ICC)", profiles, "icc", ".3f"),
                _row("orders x mean value, all", profiles, "frequency_value", "+.3f"),
                _row("orders x mean value, repeaters", profiles, "frequency_value_repeaters", "+.3f"),
                _row("Gini of money", profiles, "gini_value", ".3f"),
                _row("money of the best 20 %", profiles, "top_20", ".3f"),
                _row("money of the best 1 %", profiles, "top_1", ".3f"),
            ],
        ),
        (
            "Retention by month after the first order",
            _rows([f"  month {k}" for k in range(1, RETENTION_MONTHS + 1)], profiles, "retention", ".3f"),
        ),
        ("Share of orders by weekday", _rows([f"  {day}" for day in WEEKDAYS], profiles, "weekdays", ".3f")),
        ("Orders per day by month, 1 = average", _rows([f"  {month}" for month in MONTHS], profiles, "months", ".2f")),
    ]
    tables = [_table(title, profiles, rows) for title, rows in blocks]
    if any(one.distances for one in profiles):
        tables.append(_distances(profiles))
    notes = [Text(f"{one.name}: {one.source}", style="dim") for one in profiles]
    return Group(*tables, *notes)


def _table(title: str, profiles: Sequence[Named], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", show_edge=False, pad_edge=False)
    table.add_column("", min_width=33)
    for one in profiles:
        table.add_column(one.name, justify="right", min_width=11)
    for row in rows:
        table.add_row(*row)
    return table


def _distances(profiles: Sequence[Named]) -> Table:
    others = [one for one in profiles if one.distances]
    table = _table("How far the shapes lie apart, 0 = alike", others, [])
    for label, name in (
        ("KS, orders per customer", "orders"),
        ("KS, days between purchases", "gaps"),
        ("KS, order value over its median", "values"),
        ("KS, days since the last order", "recency"),
        ("retention, mean difference", "retention"),
    ):
        table.add_row(label, *(f"{getattr(one.distances, name):.3f}" for one in others))
    return table


def _row(label: str, profiles: Sequence[Named], name: str, how: str) -> list[str]:
    return [label, *(_cell(getattr(one.profile, name), how) for one in profiles)]


def _rows(labels: Sequence[str], profiles: Sequence[Named], name: str, how: str) -> list[list[str]]:
    return [
        [label, *(_cell(getattr(one.profile, name)[index], how) for one in profiles)]
        for index, label in enumerate(labels)
    ]


def _cell(value: float, how: str) -> str:
    return "-" if value != value else format(value, how)


def _quantile(share: float) -> str:
    return "most" if share == 1 else f"{share:.0%} quantile"
