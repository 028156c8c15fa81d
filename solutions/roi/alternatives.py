"""Right answers in other styles (a loop, SQL, Polars, another pandas idiom). Only tests use them."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from solutions.roi.given import brought, roi

# Customers


def allocate_by_loop(accounts, pool, key):
    total = sum(accounts[key])
    return {
        customer: pool * units / total if total else math.nan
        for customer, units in zip(accounts["customer_id"], accounts[key], strict=True)
    }


def allocate_by_rate(accounts, pool, key):
    by_customer = accounts.set_index("customer_id")[key].astype(float)
    return by_customer.mul(pool / by_customer.sum() if by_customer.sum() else np.nan)


def allocate_in_duckdb(accounts, pool, key):
    import duckdb

    shop = duckdb.connect()
    shop.register("accounts", accounts)
    return shop.execute(
        f"select customer_id, ? * {key} / nullif(sum({key}) over (), 0) as allocated from accounts", [float(pool)]
    ).df()


def profit_by_loop(accounts, pool):
    orders = sum(accounts["orders"])
    profits = []
    for account in accounts.itertuples():
        part = pool * account.orders / orders if orders else math.nan
        profits.append((account.customer_id, account.revenue - account.goods - account.direct - part))
    return profits


def profit_by_assign(accounts, pool):
    return accounts.assign(
        allocated=lambda t: pool * t["orders"] / t["orders"].sum(),
        profit=lambda t: t.eval("revenue - goods - direct - allocated"),
    )[["customer_id", "profit"]]


def profit_in_polars(accounts, pool):
    import polars as pl

    part = pool * pl.col("orders") / pl.col("orders").sum()
    return pl.from_pandas(accounts).select(
        "customer_id", profit=pl.col("revenue") - pl.col("goods") - pl.col("direct") - part
    )


def customer_roi_by_apply(customers):
    rates = customers.apply(lambda row: roi(row["revenue"] - row["goods"], row["spent"]), axis=1)
    return rates.set_axis(customers["customer_id"])


def customer_roi_by_loop(customers):
    return {one.customer_id: roi(one.revenue - one.goods, one.spent) for one in customers.itertuples()}


def customer_roi_in_duckdb(customers):
    import duckdb

    shop = duckdb.connect()
    shop.register("customers", customers)
    return shop.sql("select customer_id, (revenue - goods - spent) / nullif(spent, 0)::double as roi from customers")


def tier_roi_by_apply(customers):
    groups = customers.groupby("tier")[["revenue", "goods", "spent"]]
    return groups.apply(lambda tier: roi((tier["revenue"] - tier["goods"]).sum(), tier["spent"].sum()))


def tier_roi_by_pivot(customers):
    sums = customers.pivot_table(index="tier", values=["revenue", "goods", "spent"], aggfunc="sum")
    rates = (sums["revenue"] - sums["goods"]) / sums["spent"] - 1
    return rates.replace([np.inf, -np.inf], np.nan).rename("roi").reset_index()


def tier_roi_of_means(customers):
    means = customers.groupby("tier")[["revenue", "goods", "spent"]].mean()
    return means["revenue"].sub(means["goods"]).div(means["spent"].replace(0, np.nan)).sub(1)


def tier_roi_in_duckdb(customers):
    import duckdb

    shop = duckdb.connect()
    shop.register("customers", customers)
    return shop.execute(
        "select tier, (sum(revenue) - sum(goods)) / nullif(sum(spent), 0)::double - 1 as roi from customers group "
        "by tier"
    ).df()


# Campaigns


def campaign_roi_by_loop(campaigns):
    rates = {}
    for one in campaigns.itertuples():
        cost = one.fixed_cost + one.touches * one.cost_per_touch + one.coupons_used * one.coupon_value
        rates[one.campaign_id] = roi(one.revenue - one.goods, cost)
    return rates


def campaign_roi_by_eval(campaigns):
    table = campaigns.set_index("campaign_id")
    cost = table.eval("fixed_cost + touches * cost_per_touch + coupons_used * coupon_value")
    return ((table["revenue"] - table["goods"]) / cost.replace(0, np.nan) - 1).to_frame("roi")


def campaign_roi_in_polars(campaigns):
    import polars as pl

    cost = pl.col("fixed_cost") + pl.col("touches") * pl.col("cost_per_touch")
    cost = cost + pl.col("coupons_used") * pl.col("coupon_value")
    rate = (pl.col("revenue") - pl.col("goods") - cost) / cost
    return pl.from_pandas(campaigns).select("campaign_id", roi=pl.when(cost > 0).then(rate))


def incremental_by_loop(people, margin, cost, coupon):
    sizes, buyers, money = {"treated": 0, "held_out": 0}, {"treated": 0, "held_out": 0}, 0
    for one in people.itertuples():
        sizes[one.group] += 1
        if one.amount > 0:
            buyers[one.group] += 1
            money += one.amount if one.group == "treated" else 0
    if not sizes["held_out"] or not buyers["treated"]:
        return math.nan
    added = buyers["treated"] - sizes["treated"] * buyers["held_out"] / sizes["held_out"]
    return roi(added * money / buyers["treated"] * margin, cost + coupon * buyers["treated"])


def incremental_by_groups(people, margin, cost, coupon):
    bought = people[people["amount"] > 0]
    size = people["group"].value_counts().reindex(["treated", "held_out"])
    buyers = bought["group"].value_counts().reindex(["treated", "held_out"], fill_value=0)
    rates = buyers / size
    added = (rates["treated"] - rates["held_out"]) * size["treated"]
    spent = cost + coupon * buyers["treated"]
    if spent == 0:
        return np.nan
    value = bought.groupby("group")["amount"].mean()["treated"]
    return added * value * margin / spent - 1


def incremental_in_duckdb(people, margin, cost, coupon):
    import duckdb

    shop = duckdb.connect()
    shop.register("people", people)
    return shop.execute(
        """
        with seen as (
          select
            count(*) filter ("group" = 'treated') as n,
            count(*) filter ("group" = 'held_out') as m,
            count(*) filter ("group" = 'treated' and amount > 0) as buyers,
            count(*) filter ("group" = 'held_out' and amount > 0) as others,
            avg(amount) filter ("group" = 'treated' and amount > 0) as value
          from people
        ),
        spent as (select *, ($cost + $coupon * buyers)::double as cost from seen)
        select ((buyers - n * others / nullif(m, 0)::double) * value * $margin - cost) / nullif(cost, 0) from spent
        """,
        {"margin": margin, "cost": cost, "coupon": coupon},
    ).df()


def break_even_by_search(cost, order_value, margin, coupon, base_rate):
    each = order_value * margin
    if each <= coupon:
        return math.nan

    def profit(response):  # of one letter, beyond what would have come without it
        return response * (each - coupon) - base_rate * each - cost

    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if profit(middle) > 0 else (middle, high)
    return high


def break_even_in_numpy(cost, order_value, margin, coupon, base_rate):
    left = np.float64(order_value * margin - coupon)
    return np.where(left > 0, (cost + base_rate * order_value * margin) / np.where(left > 0, left, 1), np.nan)


# The plan


def budget_in_small_steps(tiers, budget):
    steps = 2000
    strengths = list(tiers["strength"])
    spend = [0.0] * len(strengths)
    for _ in range(steps):
        step = budget / steps
        gains = [a * ((x + step) ** 0.5 - x**0.5) for a, x in zip(strengths, spend, strict=True)]
        spend[gains.index(max(gains))] += step
    return brought(tiers, spend, budget)


def budget_by_scipy(tiers, budget):
    from scipy.optimize import minimize

    strengths = tiers["strength"].to_numpy()
    start = np.full(len(strengths), budget / len(strengths))
    found = minimize(
        lambda x: -(strengths * np.sqrt(np.maximum(x, 0))).sum(),
        start,
        bounds=[(1e-9, budget)] * len(strengths),
        constraints={"type": "ineq", "fun": lambda x: budget - x.sum()},
    )
    return brought(tiers, found.x * budget / max(found.x.sum(), budget), budget)


def budget_by_dict(tiers, budget):
    squares = {tier: strength**2 for tier, strength in zip(tiers["tier"], tiers["strength"], strict=True)}
    total = sum(squares.values())
    return brought(tiers, {tier: budget * square / total for tier, square in squares.items()}, budget)


def budget_whole_money(tiers, budget):
    squares = tiers["strength"] ** 2
    spend = np.floor(budget * squares / squares.sum() * 1000) / 1000
    return brought(tiers, spend, budget)


def event_by_loop(guests, base_rate, order_value, margin, referral_value, cost):
    profit = -cost
    for guest in guests.itertuples():
        profit += (guest.bought - base_rate) * order_value * margin + guest.referrals * referral_value
    return profit


def event_by_rates(guests, base_rate, order_value, margin, referral_value, cost):
    if guests.empty:
        return -cost
    lift = guests["bought"].mean() - base_rate
    return len(guests) * (lift * order_value * margin + guests["referrals"].mean() * referral_value) - cost


def event_in_duckdb(guests, base_rate, order_value, margin, referral_value, cost):
    import duckdb

    shop = duckdb.connect()
    shop.register("guests", guests)
    counts = shop.execute(
        "select count(*), count(*) filter (bought), coalesce(sum(referrals), 0) from guests"
    ).fetchall()[0]
    invited, buyers, friends = (float(count) for count in counts)
    return pd.Series([(buyers - invited * base_rate) * order_value * margin + friends * referral_value - cost])
