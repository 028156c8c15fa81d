"""What the next twelve months may bring, worked out by BG/NBD and Gamma-Gamma, and checked where that can be done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import DAY
from customer_value.measures.lifetime_value.bgnbd import fit_bgnbd
from customer_value.measures.lifetime_value.clv_forecast import clv_forecast
from customer_value.measures.lifetime_value.forecast_error import (
    calibration_holdout,
    forecast_by_frequency,
    forecast_error,
)
from customer_value.measures.lifetime_value.gamma_gamma import fit_gamma_gamma
from customer_value.measures.lifetime_value.histories import btyd_summary

if TYPE_CHECKING:
    from customer_value.report.findings import Findings

MONTHS = 12
LEAST_REPEATERS = 100
"""Customers who bought again on another day; with fewer the model's parameters say too little."""

LEAST_DAYS = 180
"""Days from the first order to the snapshot; with fewer too few customers had the time to come back."""

HELD_OUT = 0.25
"""The share of the time, at its end, that is kept back to see how good the forecast would have been."""

CORRELATED = 0.3


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What the model expects of each customer, or why it was not asked.

    Attributes:
        table: `customer_id`, `p_alive`, `expected_orders`, `expected_value`, `clv`; None where there is no forecast.
        missing: the key of the sentence that says why there is none, and its fields.
        repeaters: customers with a second purchase day.
        checked_from: the day from which on orders were kept back for the check; None where that was not possible.
        expected, happened: repeat purchase days in the time kept back.
        bias: by how much the forecast of that time was off, as a share.
        classes: the same by how often customers had bought again, as `forecast_by_frequency` returns it.
        correlation: of frequency and money per purchase.
    """

    table: pd.DataFrame | None = None
    missing: tuple[str, dict[str, int]] = ("", {})
    repeaters: int = 0
    checked_from: dt.date | None = None
    expected: float = float("nan")
    happened: float = float("nan")
    bias: float = float("nan")
    classes: pd.DataFrame | None = None
    correlation: float = float("nan")


def forecast(found: Findings) -> Forecast:
    """Fit BG/NBD and Gamma-Gamma, forecast twelve months, and check the model on the last quarter of the time."""
    summary = btyd_summary(found.valid, found.snapshot)
    repeaters = int((summary["frequency"] > 0).sum())
    days = (found.snapshot - found.first_day).days
    if days < LEAST_DAYS:
        return Forecast(missing=("too_short", {"days": days, "least": LEAST_DAYS}), repeaters=repeaters)
    if repeaters < LEAST_REPEATERS:
        return Forecast(missing=("too_few", {"repeaters": repeaters, "least": LEAST_REPEATERS}), repeaters=repeaters)
    try:
        buying, spending = fit_bgnbd(summary), fit_gamma_gamma(summary)
        table = clv_forecast(summary, buying, spending, margin=found.margin or 1.0, months=MONTHS)
    except MeasureError:
        return Forecast(missing=("no_fit", {}), repeaters=repeaters)
    if table["expected_orders"].isna().any():
        return Forecast(missing=("no_fit", {}), repeaters=repeaters)
    if table["clv"].isna().any():
        return Forecast(missing=("no_mean", {}), repeaters=repeaters)
    return Forecast(table=table, repeaters=repeaters, correlation=spending.correlation, **_check(found, days))


def _check(found: Findings, days: int) -> dict[str, Any]:
    """What the model would have expected of the last quarter of the time, and what happened; {} where it cannot be."""
    held_out = round(days * HELD_OUT)
    known = found.snapshot - held_out * DAY
    try:
        customers = calibration_holdout(found.orders, found.refunds, known, found.snapshot)
        if (customers["frequency"] > 0).sum() < LEAST_REPEATERS / 2:
            return {}
        predicted, actual = fit_bgnbd(customers).expected_orders(customers, held_out), customers["holdout_orders"]
    except MeasureError:
        return {}
    return {
        "checked_from": known + DAY,
        "expected": float(predicted.sum()),
        "happened": float(actual.sum()),
        "bias": forecast_error(predicted, actual).bias,
        "classes": forecast_by_frequency(customers["frequency"], predicted, actual),
    }
