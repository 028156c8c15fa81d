"""The measures that the model answers are held to, with the tasks' inputs. Only tests use them."""

from __future__ import annotations

import pandas as pd

import customer_value


def _orders(valid):
    """The orders of a ledger in which nothing was cancelled or sent back."""
    return valid.assign(status="completed", amount=100.0)


def on_file(valid, customers, end):
    table = customer_value.customers_by_area(_orders(valid), None, customers, end, end)
    areas = customers["sales_area"].fillna("unknown area").unique()
    return table.set_index("sales_area")["on_file"].reindex(areas, fill_value=0)


def first_purchase(valid, start, end):
    return customer_value.first_purchase_customers(_orders(valid), None, start, end)["customer_id"]


def second_rate(valid, start, end, days, snapshot):
    return customer_value.second_purchase_rate(_orders(valid), None, snapshot, days=days, start=start, end=end)


def existing(valid, start, lapse_days):
    return customer_value.existing_customers(_orders(valid), None, start, lapse_days=lapse_days)["customer_id"]


def lapsed(valid, start, lapse_days):
    return customer_value.lapsed_customers(_orders(valid), None, start, lapse_days=lapse_days)


def repurchase_rate(valid, start, end, lapse_days):
    return customer_value.repurchase_rate(_orders(valid), None, start, end, lapse_days=lapse_days)


def win_back_rate(valid, start, end, lapse_days):
    return customer_value.win_back_rate(_orders(valid), None, start, end, lapse_days=lapse_days)


def balance(valid, start, end, lapse_days):
    return customer_value.customer_balance(_orders(valid), None, start, end, lapse_days=lapse_days).iloc[0].to_dict()


def cohort_table(valid, snapshot):
    sizes = customer_value.cohort_sizes(_orders(valid), None, snapshot)
    retention = customer_value.cohort_retention(_orders(valid), None, snapshot)
    table = pd.DataFrame({"size": sizes})
    for month in (1, 2, 3):
        table[f"m{month}"] = retention[month] if month in retention else float("nan")
    table = table[table["size"] > 0]
    return table.set_axis(table.index.astype("str")).rename_axis("cohort")
