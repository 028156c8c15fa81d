"""Right answers in other styles (a loop, SQL, Polars, another pandas idiom). Only tests use them."""

from __future__ import annotations

import itertools
import math
import statistics

import numpy as np
import pandas as pd

from solutions.lifetime_value.given import orders_if_alive

NAN = float("nan")


def historic_by_loop(valid, costs, margin):
    worth = {}
    for order in valid.itertuples():
        worth[order.customer_id] = worth.get(order.customer_id, 0) + order.amount * margin
    for cost in costs.itertuples():
        if cost.customer_id in worth:
            worth[cost.customer_id] -= cost.amount
    return worth


def historic_in_duckdb(valid, costs, margin):
    import duckdb

    shop = duckdb.connect()
    shop.register("valid", valid)
    shop.register("costs", costs)
    return shop.execute(
        """
        with brought as (select customer_id, sum(amount) as amount from valid group by customer_id),
             spent as (select customer_id, sum(amount) as amount from costs group by customer_id)
        select customer_id, b.amount * $margin - coalesce(s.amount, 0) as clv
        from brought b left join spent s using (customer_id)
        order by clv desc
        """,
        {"margin": margin},
    ).df()


def historic_by_merge(valid, costs, margin):
    brought = valid.groupby("customer_id", as_index=False)["amount"].sum()
    spent = costs.groupby("customer_id", as_index=False)["amount"].sum().rename(columns={"amount": "spent"})
    both = brought.merge(spent, on="customer_id", how="left")
    both["historic_clv"] = both["amount"] * margin - both["spent"].fillna(0)
    return both[["customer_id", "historic_clv"]]


def short_by_revenue_per_customer(year, annual_churn, margin):
    customers = year["customer_id"].nunique()
    if not customers or not annual_churn:
        return NAN
    return year["amount"].sum() / customers * margin / annual_churn


def short_in_plain_python(year, annual_churn, margin):
    try:
        aov = statistics.mean(year["amount"])
        often = len(year) / len(set(year["customer_id"]))
        return aov * often * margin * (1 / annual_churn)
    except (statistics.StatisticsError, ZeroDivisionError):
        return math.nan


def short_in_polars(year, annual_churn, margin):
    import polars as pl

    orders = pl.from_pandas(year)
    if orders.is_empty() or annual_churn == 0:
        return np.nan
    return orders.select(
        pl.col("amount").mean() * pl.len() / pl.col("customer_id").n_unique() * margin / annual_churn
    ).item()


def finite_in_closed_form(margin, retention, discount, periods):
    q = retention / (1 + discount)
    return margin * periods if q == 1 else margin * (1 - q**periods) / (1 - q)


def finite_with_numpy(margin, retention, discount, periods):
    t = np.arange(periods)
    return (margin * float(retention) ** t / (1 + discount) ** t).sum()


def finite_step_by_step(margin, retention, discount, periods):
    payment, value = margin, 0.0
    while periods:
        value, payment, periods = value + payment, payment * retention / (1 + discount), periods - 1
    return np.float64(value)


def finite_in_duckdb(margin, retention, discount, periods):
    import duckdb

    return duckdb.execute(
        "select sum($m * pow($r, t) / pow(1 + $d, t)) from range($n) as payments(t)",
        {"m": margin, "r": float(retention), "d": float(discount), "n": periods},
    ).fetchall()[0][0]


def infinite_by_factor(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    factor = (annual_retention / (1 + annual_discount)) ** (1 / 12)
    return monthly_margin / (1 - factor) - acquisition_cost if factor < 1 else NAN


def infinite_by_payments(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    month = (annual_retention / (1 + annual_discount)) ** (1 / 12)
    if month == 1:
        return NAN
    payments = np.arange(12 * 500)
    return (monthly_margin * month**payments).sum() - acquisition_cost


def infinite_by_form_two(monthly_margin, annual_retention, annual_discount, acquisition_cost):
    r, d = np.power(annual_retention, 1 / 12), np.power(1 + annual_discount, 1 / 12) - 1
    if d + 1 == r:
        return float("nan")
    return -acquisition_cost + monthly_margin + monthly_margin * r / (1 + d - r)


def payback_in_closed_form(costs, valid, start, end, monthly_margin, retention):
    spend = costs.query("kind == 'acquisition' and @start <= month <= @end")["amount"].sum()
    firsts = valid.sort_values("order_date").drop_duplicates("customer_id")
    new = int(((firsts["order_date"] >= start) & (firsts["order_date"] <= end)).sum())
    if not new:
        return pd.Series({"cac": np.nan, "payback_month": np.nan})
    cac = spend / new
    if retention == 1:
        months = cac / monthly_margin
    else:
        gone = cac * (1 - retention) / monthly_margin
        months = math.log(1 - gone) / math.log(retention) if gone < 1 else NAN
    return pd.Series({"cac": cac, "payback_month": months if math.isnan(months) else math.ceil(months - 1e-9)})


def payback_by_running_sum(costs, valid, start, end, monthly_margin, retention):
    in_time = costs[(costs["month"] >= start) & (costs["month"] <= end)]
    spend = in_time.groupby("kind")["amount"].sum().get("acquisition", 0)
    first = {}
    for order in valid.itertuples():
        first[order.customer_id] = min(order.order_date, first.get(order.customer_id, order.order_date))
    new = sum(start <= day <= end for day in first.values())
    if new == 0:
        return {"cac": None, "payback_month": None}
    margins = (monthly_margin * retention**month for month in range(600))
    months = (month for month, earned in enumerate(itertools.accumulate(margins), start=1) if earned >= spend / new)
    return {"payback_month": next(months, None), "cac": spend / new}


def payback_in_duckdb(costs, valid, start, end, monthly_margin, retention):
    import duckdb

    shop = duckdb.connect()
    shop.register("costs", costs)
    shop.register("valid", valid)
    days = {"start": start.to_pydatetime(), "stop": end.to_pydatetime()}
    cac = shop.execute(
        """
        with firsts as (select customer_id, min(order_date) as day from valid group by customer_id),
             new as (select count(*) as heads from firsts where day between $start and $stop),
             spent as (select sum(amount) as money from costs
                       where kind = 'acquisition' and month between $start and $stop)
        select money / nullif(heads, 0) from new, spent
        """,
        days,
    ).fetchall()[0][0]
    month = None
    if cac is not None:
        month = shop.execute(
            """
            select min(t) from (
              select t, sum($m * pow($r, t - 1)) over (order by t) as earned from range(1, 601) as months(t)
            ) where earned >= $cac
            """,
            {"m": float(monthly_margin), "r": float(retention), "cac": float(cac)},
        ).fetchall()[0][0]
    return [("cac", cac), ("payback_month", month)]


def ratio_of_sums(newcomers, spend):
    worth = newcomers.groupby("channel")["clv"].sum()
    paid = spend.set_index("channel")["amount"].replace(0, np.nan)
    return (worth / paid).reindex(spend["channel"])


def ratio_by_loop(newcomers, spend):
    ratios = {}
    for row in spend.itertuples():
        values = [one.clv for one in newcomers.itertuples() if one.channel == row.channel]
        ratios[row.channel] = sum(values) / row.amount if values and row.amount else None
    return ratios


def ratio_in_duckdb(newcomers, spend):
    import duckdb

    shop = duckdb.connect()
    shop.register("newcomers", newcomers)
    shop.register("spend", spend)
    return shop.sql(
        """
        select s.channel, avg(n.clv) / nullif(any_value(s.amount) / nullif(count(n.customer_id), 0), 0) as ratio
        from spend s left join newcomers n using (channel) group by s.channel
        """
    ).df()


def expected_by_loop(customers, snapshot, days, r, alpha, a, b):
    rows = []
    for one in customers.itertuples():
        x = one.purchase_days - 1
        t_x, T = (one.last_order - one.first_order).days / 7, (snapshot - one.first_order).days / 7
        p = 1.0 if x == 0 else 1 / (1 + a / (b + x - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x))
        orders = orders_if_alive(x, T, days / 7, r, alpha, a, b)
        rows.append({"customer_id": one.customer_id, "p_alive": p, "expected_orders": p * orders})
    return rows


def expected_by_logarithms(customers, snapshot, days, r, alpha, a, b):
    week = np.timedelta64(7, "D")
    x = (customers["purchase_days"] - 1).to_numpy()
    t_x = ((customers["last_order"] - customers["first_order"]) / week).to_numpy()
    age = ((snapshot - customers["first_order"]) / week).to_numpy()
    log_odds = np.log(a / (b + np.maximum(x, 1) - 1)) + (r + x) * np.log((alpha + age) / (alpha + t_x))
    there = np.where(x > 0, 1 / (1 + np.exp(log_odds)), 1)
    orders = there * orders_if_alive(x, age, days / 7, r, alpha, a, b)
    return pd.DataFrame({"expected_orders": orders, "p_alive": there}, index=customers["customer_id"])


def expected_in_polars(customers, snapshot, days, r, alpha, a, b):
    import polars as pl

    x, first = pl.col("purchase_days") - 1, pl.col("first_order")
    weeks = pl.from_pandas(customers).with_columns(
        x=x, t_x=(pl.col("last_order") - first).dt.total_days() / 7, T=(snapshot - first).dt.total_days() / 7
    )
    odds = a / (b + pl.col("x") - 1) * ((alpha + pl.col("T")) / (alpha + pl.col("t_x"))) ** (r + pl.col("x"))
    found = weeks.with_columns(p_alive=pl.when(pl.col("x") > 0).then(1 / (1 + odds)).otherwise(1.0))
    orders = orders_if_alive(found["x"].to_numpy(), found["T"].to_numpy(), days / 7, r, alpha, a, b)
    return found.with_columns(expected_orders=pl.col("p_alive") * pl.Series(orders)).select(
        "customer_id", "p_alive", "expected_orders"
    )


def error_by_loop(forecast, later, margin):
    came = {}
    for order in later.itertuples():
        came[order.customer_id] = came.get(order.customer_id, 0) + order.amount * margin
    guess = dict(zip(forecast["customer_id"], forecast["clv"], strict=True))
    actual = {who: came.get(who, 0) for who in guess}
    total = sum(actual.values())
    return {
        "mae": sum(abs(guess[who] - actual[who]) for who in guess) / len(guess),
        "bias": sum(guess.values()) / total - 1 if total else None,
    }


def error_by_map(forecast, later, margin):
    both = forecast.copy()
    both["came"] = both["customer_id"].map(later.groupby("customer_id")["amount"].sum()).fillna(0) * margin
    difference = both["clv"] - both["came"]
    bias = difference.sum() / both["came"].sum() if both["came"].any() else np.nan
    return pd.Series([bias, difference.abs().mean()], index=["bias", "mae"])


def error_in_duckdb(forecast, later, margin):
    import duckdb

    shop = duckdb.connect()
    shop.register("forecast", forecast)
    shop.register("later", later)
    bias, mae = shop.execute(
        """
        with came as (select customer_id, sum(amount) * $margin as money from later group by customer_id),
             both_sides as (select clv, coalesce(money, 0) as money from forecast left join came using (customer_id))
        select sum(clv) / nullif(sum(money), 0) - 1, avg(abs(clv - money)) from both_sides
        """,
        {"margin": margin},
    ).fetchall()[0]
    return {"bias": bias, "mae": mae}
