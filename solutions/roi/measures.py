"""The measures that the model answers are held to, with the tasks' inputs. Only tests use them."""

from __future__ import annotations

import customer_value


def allocated(accounts, pool, key):
    return customer_value.allocate_cost(pool, accounts[key]).set_axis(accounts["customer_id"])


def profit(accounts, pool):
    return customer_value.customer_profit(accounts, pool, "orders", costs=["goods", "direct"])[
        ["customer_id", "profit"]
    ]


def _with_profit(customers):
    return customers.assign(profit=customers["revenue"] - customers["goods"], cost=customers["spent"])


def customer_roi(customers):
    return customer_value.customer_roi(_with_profit(customers)).set_axis(customers["customer_id"])


def tier_roi(customers):
    found = customer_value.segment_roi(_with_profit(customers), "tier")
    return found.rename(columns={"group": "tier"})[["tier", "roi"]]


def campaign_roi(campaigns):
    rates = {}
    for one in campaigns.itertuples():
        cost = one.fixed_cost + one.touches * one.cost_per_touch + one.coupons_used * one.coupon_value
        rates[one.campaign_id] = customer_value.campaign_roi(one.revenue, one.goods, cost)
    return rates


def incremental_roi(people, margin, cost, coupon):
    groups = people.groupby("group")["amount"]
    size, buyers = groups.size(), groups.apply(lambda amounts: int((amounts > 0).sum()))
    treated = people.loc[(people["group"] == "treated") & (people["amount"] > 0), "amount"]
    return customer_value.incremental_return(
        *(int(size["treated"]), int(buyers["treated"]), int(size.get("held_out", 0)), int(buyers.get("held_out", 0))),
        order_value=float(treated.mean()),
        margin=margin,
        cost=cost,
        coupon=coupon,
    ).roi


def break_even(cost, order_value, margin, coupon, base_rate):
    return customer_value.break_even_response(
        cost, order_value=order_value, margin=margin, coupon=coupon, base_rate=base_rate
    )


def budget_return(tiers, budget):
    return float(customer_value.split_budget(tiers["strength"], budget)["return"].sum())


def event_profit(guests, base_rate, order_value, margin, referral_value, cost):
    return customer_value.event_profit(
        len(guests),
        int(guests["bought"].sum()),
        base_rate=base_rate,
        order_value=order_value,
        margin=margin,
        cost=cost,
        referrals=int(guests["referrals"].sum()),
        referral_value=referral_value,
    ).profit
