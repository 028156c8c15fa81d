"""Right answers in other styles (a loop, SQL, Polars, another pandas idiom). Only tests use them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from solutions.rfm.given import valid_orders


def recency_by_loop(orders, refunds, snapshot):
    back = {}
    for refund in refunds.itertuples():
        if refund.refund_date <= snapshot:
            back[refund.order_id] = back.get(refund.order_id, 0) + refund.amount
    last = {}
    for order in orders.itertuples():
        counts = order.status != "cancelled" and order.order_date <= snapshot and pd.notna(order.customer_id)
        if counts and order.amount > back.get(order.order_id, 0):
            last[order.customer_id] = max(order.order_date, last.get(order.customer_id, order.order_date))
    return {customer: (snapshot - day).days for customer, day in last.items()}


def recency_in_duckdb(orders, refunds, snapshot):
    import duckdb

    return duckdb.execute(
        """
        with back as (select order_id, sum(amount) as amount from refunds where refund_date <= $day group by order_id)
        select o.customer_id, date_diff('day', max(o.order_date), $day) as days
        from orders o left join back b using (order_id)
        where o.customer_id is not null and o.status <> 'cancelled' and o.order_date <= $day
          and o.amount > coalesce(b.amount, 0)
        group by o.customer_id
        """,
        {"day": snapshot.to_pydatetime()},
    ).df()


def recency_by_sorting(orders, refunds, snapshot):
    newest_first = valid_orders(orders, refunds, snapshot).sort_values("order_date", ascending=False)
    newest = newest_first.drop_duplicates("customer_id").set_index("customer_id")
    return (snapshot - newest["order_date"]).to_frame()


def frequency_by_loop(orders, refunds, snapshot):
    counts = {}
    for customer in valid_orders(orders, refunds, snapshot)["customer_id"]:
        counts[customer] = counts.get(customer, 0) + 1
    return list(counts.items())


def frequency_by_value_counts(orders, refunds, snapshot):
    return valid_orders(orders, refunds, snapshot)["customer_id"].value_counts()


def frequency_in_polars(orders, refunds, snapshot):
    import polars as pl

    known = pl.from_pandas(refunds).filter(pl.col("refund_date") <= snapshot)
    back = known.group_by("order_id").agg(back=pl.col("amount").sum())
    return (
        pl.from_pandas(orders)
        .lazy()
        .filter(pl.col("customer_id").is_not_null(), pl.col("status") != "cancelled", pl.col("order_date") <= snapshot)
        .join(back.lazy(), on="order_id", how="left")
        .filter(pl.col("amount") > pl.col("back").fill_null(0))
        .group_by("customer_id")
        .agg(orders=pl.col("order_id").n_unique())
    )


def monetary_by_pivot(orders, refunds, snapshot):
    return valid_orders(orders, refunds, snapshot).pivot_table(index="customer_id", values="amount", aggfunc="sum")


def monetary_by_loop(orders, refunds, snapshot):
    from decimal import Decimal

    sums = {}
    for order in valid_orders(orders, refunds, snapshot).itertuples():
        sums[order.customer_id] = sums.get(order.customer_id, Decimal(0)) + Decimal(str(order.amount))
    return sums


def monetary_in_duckdb(orders, refunds, snapshot):
    import duckdb

    shop = duckdb.connect()
    shop.register("valid", valid_orders(orders, refunds, snapshot))
    return shop.sql("select customer_id, sum(amount) as spent from valid group by customer_id order by spent desc")


def scores_by_pct_rank(rfm):
    indexed = rfm.set_index("customer_id")
    ranks = indexed.assign(recency=-indexed["recency"]).rank(pct=True)
    return (
        (ranks * 5).apply(np.ceil).rename(columns={"recency": "R Score", "frequency": "F Score", "monetary": "M Score"})
    )


def scores_by_counting(rfm):
    n = len(rfm)

    def score(values, value):
        below = sum(other < value for other in values)
        equal = sum(other == value for other in values)
        return -(-5 * (2 * below + equal + 1) // (2 * n))

    worse = [-days for days in rfm["recency"]]
    return [
        {
            "customer_id": row.customer_id,
            "r_score": score(worse, -row.recency),
            "f_score": score(rfm["frequency"], row.frequency),
            "m_score": score(rfm["monetary"], row.monetary),
        }
        for row in rfm.itertuples()
    ]
