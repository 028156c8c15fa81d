"""How good a forecast of customers was: the hold-out, its error, and how much of that is chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day, whole_number
from customer_value.measures._numbers import NAN, ratio
from customer_value.measures._tables import pandas_table, whole_table
from customer_value.measures.lifetime_value.histories import btyd_summary
from customer_value.measures.orders.valid import valid_orders


def calibration_holdout(
    orders: Any, refunds: Any, calibration_end: Any, holdout_end: Any, *, unit: int = 1
) -> pd.DataFrame:
    """What was known of each customer on a day, and what they bought next: calibration and hold-out (校準期／保留期).

    A model is fitted to the first and judged by the second, which it has not seen. The customers are those with a valid
    order on the first day, judged on that day; who came later was nobody to forecast. Whoever bought nothing in the
    hold-out has a 0 there, and stays.

    Args:
        orders, refunds: as for `valid_orders`; they have to go on to `holdout_end`.
        calibration_end: the last day of the calibration; the model's snapshot.
        holdout_end: the last day of the hold-out, on which its orders are judged.
        unit: how many days make one unit of time; 7 for weeks.

    Returns:
        A pandas frame, one row per customer, sorted by id: `customer_id`, `frequency`, `recency`, `T`, `monetary` (of
        the calibration, as `btyd_summary` gives them), `holdout_orders` (days with a purchase after `calibration_end`
        and up to `holdout_end`), `holdout_value` (money, net).

    Raises:
        MeasureError: as for `valid_orders`, or the hold-out ends before it begins.

    Examples:
        C came back after the snapshot, A did not:

        >>> orders = pd.DataFrame(
        ...     [("A", "o3", "2024-03-01", "completed", 500), ("C", "o5", "2024-12-20", "completed", 300),
        ...      ("C", "o6", "2025-01-08", "completed", 350), ("E", "o7", "2025-01-09", "completed", 90)],
        ...     columns=["customer_id", "order_id", "order_date", "status", "amount"],
        ... ).astype({"order_date": "datetime64[us]"})
        >>> known = calibration_holdout(orders, None, "2024-12-31", "2025-03-31")
        >>> known[["customer_id", "frequency", "T", "holdout_orders", "holdout_value"]]
          customer_id  frequency      T  holdout_orders  holdout_value
        0           A          0  305.0               0            0.0
        1           C          0   11.0               1          350.0
    """
    day, end = calendar_day(calibration_end, "calibration_end"), calendar_day(holdout_end, "holdout_end")
    if end <= day:
        raise MeasureError(f"holdout_end is {end}, not after calibration_end, {day}; give a later day.")
    known = whole_table(btyd_summary(valid_orders(orders, refunds, day), day, unit=unit), "summary")
    known = known.sort_values("customer_id", ignore_index=True)
    later = valid_orders(orders, refunds, end)
    later = pandas_table(later, "orders", customer_id="key", order_date="date", amount="number")
    later = later[later["order_date"] > pd.Timestamp(day)].groupby("customer_id")
    who = known["customer_id"]
    return known.assign(
        holdout_orders=who.map(later["order_date"].nunique()).fillna(0).astype("int64"),
        holdout_value=who.map(later["amount"].sum()).fillna(0.0).astype("float64"),
    )


@dataclass(frozen=True, kw_only=True)
class ForecastError:
    """How far a forecast was off; `forecast_error` makes it.

    Attributes:
        bias: sum of the forecasts over sum of what came, less 1; below 0 the forecast was too low in all.
        mae: mean absolute error per customer, in the unit of what was forecast.
        customers: how many it was about.
        predicted, actual: the two sums.
    """

    bias: float
    mae: float
    customers: int
    predicted: float
    actual: float


def forecast_error(predicted: Any, actual: Any) -> ForecastError:
    """Bias and mean absolute error (預測誤差) of a forecast, over all customers it was made for.

    `bias = sum(predicted) / sum(actual) - 1` tells whether the whole is right, `MAE = mean(|predicted - actual|)` how
    far a customer is off. A forecast may be right in sum and off for everybody. Customers who bought nothing count with
    0: leaving them out hides the very ones the model has to find. A percentage error per customer does not exist for
    them.

    Args:
        predicted, actual: a number per customer, in the same order; two Series have to have the same index.

    Returns:
        A `ForecastError`; the bias is NaN where nothing came, everything is where there is no customer.

    Raises:
        MeasureError: they differ in length or index, or a number is missing or infinite.

    Examples:
        >>> found = forecast_error([2, 1, 0.5, 0.5], [3, 0, 0, 2])
        >>> round(found.bias, 2), found.mae
        (-0.2, 1.0)
    """
    guess, came = _paired(predicted=predicted, actual=actual)
    return ForecastError(
        bias=ratio(guess.sum(), came.sum()) - 1,
        mae=float(np.abs(guess - came).mean()) if len(came) else NAN,
        customers=len(came),
        predicted=float(guess.sum()),
        actual=float(came.sum()),
    )


def forecast_by_frequency(frequency: Any, predicted: Any, actual: Any, *, top: int = 7) -> pd.DataFrame:
    """Forecast and reality by how often customers had bought again: whether the model is right for each kind.

    Args:
        frequency: repeat purchases in the calibration, one number per customer.
        predicted, actual: as for `forecast_error`.
        top: customers with so many or more are one class.

    Returns:
        A pandas frame, one row per class from 0 to `top`, also where nobody is in it: `frequency`, `customers`,
        `actual` and `predicted` (means per customer; NaN without one).

    Raises:
        MeasureError: as for `forecast_error`, or `top` is no whole number of at least 1.

    Examples:
        >>> forecast_by_frequency([0, 0, 1, 5], [0.2, 0.4, 1.0, 3.0], [0, 1, 0, 4], top=2)
           frequency  customers  actual  predicted
        0          0          2     0.5        0.3
        1          1          1     0.0        1.0
        2          2          1     4.0        3.0
    """
    if (highest := whole_number(top)) is None or highest < 1:
        raise MeasureError(f"top is {top!r}; give a whole number of at least 1.")
    often, guess, came = _paired(frequency=frequency, predicted=predicted, actual=actual)
    table = pd.DataFrame({"frequency": np.minimum(often, highest).astype("int64"), "actual": came, "predicted": guess})
    groups = table.groupby("frequency")
    found = groups.mean().assign(customers=groups.size()).reindex(range(highest + 1))
    found["customers"] = found["customers"].fillna(0).astype("int64")
    return found.reset_index()[["frequency", "customers", "actual", "predicted"]]


@dataclass(frozen=True, kw_only=True)
class ErrorSplit:
    """What a forecast's error is made of; `error_split` makes it.

    Attributes:
        mae: mean absolute error of the forecast per customer.
        chance_mae: the error that is left if every customer's true expectation were known: chance.
        chance_share: the second over the first: the part that no model takes away.
        model_mae: how far the forecast is from the true expectation: what a better model could gain.
        customers: how many it is about.
    """

    mae: float
    chance_mae: float
    chance_share: float
    model_mae: float
    customers: int


def error_split(predicted: Any, expected: Any, actual: Any) -> ErrorSplit:
    """How much of a forecast's error is chance, where the truth behind the customers is known (機率造成的誤差).

    Only a made ledger knows each customer's true expectation. Even who knew it would be off by `mean(|expected -
    actual|)`, because whether somebody comes in on a Tuesday is chance. The errors do not add up exactly: absolute
    values of opposite signs cancel.

    Args:
        predicted: the model's forecast, a number per customer.
        expected: what truly had to be expected of the customer.
        actual: what came.

    Returns:
        An `ErrorSplit`; `chance_share` is NaN where the forecast had no error, everything is without customers.

    Raises:
        MeasureError: as for `forecast_error`.

    Examples:
        >>> split = error_split([2, 1, 0.5, 0.5], [2.5, 0.5, 0.2, 1.0], [3, 0, 0, 2])
        >>> round(split.mae, 2), round(split.chance_mae, 2), round(split.chance_share, 2)
        (1.0, 0.55, 0.55)
    """
    guess, truth, came = _paired(predicted=predicted, expected=expected, actual=actual)
    mae, chance, model = (
        float(np.abs(one - other).mean()) if len(came) else NAN
        for one, other in ((guess, came), (truth, came), (guess, truth))
    )
    return ErrorSplit(mae=mae, chance_mae=chance, chance_share=ratio(chance, mae), model_mae=model, customers=len(came))


def _paired(**columns: Any) -> list[np.ndarray]:
    """Numbers of the same customers in the same order, none missing."""
    series = [one for one in columns.values() if isinstance(one, pd.Series)]
    if any(not one.index.equals(series[0].index) for one in series):
        raise MeasureError(
            f"{', '.join(columns)} have different indexes; put them into one table of the same customers."
        )
    found = []
    for name, values in columns.items():
        try:
            numbers = np.asarray(values, dtype=float)
        except (TypeError, ValueError) as problem:
            raise MeasureError(f"{name} has to hold a number for each customer.") from problem
        if isinstance(values, list | tuple) and any(isinstance(one, bool) for one in values):
            raise MeasureError(f"{name} holds true or false; give a number for each customer.")
        if numbers.ndim != 1 or not np.isfinite(numbers).all():
            raise MeasureError(f"{name} has to hold a finite number for each customer; some are missing or infinite.")
        found.append(numbers)
    if len({len(numbers) for numbers in found}) > 1:
        raise MeasureError(f"{', '.join(columns)} differ in length; give one number for each customer in all of them.")
    return found
