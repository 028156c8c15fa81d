"""What a new customer costs: channel by channel, and what the next one costs."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.new_customers.drawing import COSTS, CUSTOMERS, days, draw_shop, orders, table
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, ChoiceTask, FunctionTask, Mistake, Option

NAN = float("nan")


def channel_costs(costs, customers, valid, start, end):
    # 1 what was spent to win customers in the period, channel by channel  # lang-en
    # 1 這段期間，每個通路花了多少錢開發新客  # lang-zh-Hant
    chosen = (costs["kind"] == "acquisition") & costs["month"].between(start, end)
    spend = costs[chosen].groupby("channel")["amount"].sum()

    # 2 new: the customers whose first order ever lies in the period  # lang-en
    # 2 new：有史以來第一筆訂單落在這段期間的顧客  # lang-zh-Hant
    ### BEGIN SOLUTION
    first = valid.groupby("customer_id")["order_date"].min()
    new = first[first.between(start, end)].index
    ### END SOLUTION

    # 3 count: how many of them each channel brought  # lang-en
    # 3 count：其中每個通路帶來幾位  # lang-zh-Hant
    ### BEGIN SOLUTION
    people = customers[customers["customer_id"].isin(new)]
    count = people.groupby("channel")["customer_id"].nunique()
    ### END SOLUTION

    # 4 side by side; a channel that is missing on one side has 0 there  # lang-en
    # 4 並排成一張表；其中一邊沒有的通路，那一邊是 0  # lang-zh-Hant
    result = pd.DataFrame({"spend": spend, "customers": count}).fillna(0)

    # 5 cost per new customer; empty where there is none  # lang-en
    # 5 每位新客的成本；沒有新客的是空值  # lang-zh-Hant
    ### BEGIN SOLUTION
    result["acquisition_cost"] = result["spend"] / result["customers"].where(result["customers"] > 0)
    ### END SOLUTION
    return result


# Other right ways


def costs_by_loop(costs, customers, valid, start, end):
    spend, count, first = defaultdict(int), defaultdict(int), {}
    for cost in costs.itertuples():
        if cost.kind == "acquisition" and start <= cost.month <= end and not pd.isna(cost.channel):
            spend[cost.channel] += cost.amount
    for order in valid.itertuples():
        first[order.customer_id] = min(order.order_date, first.get(order.customer_id, order.order_date))
    for customer in customers.itertuples():
        day = first.get(customer.customer_id)
        if day is not None and start <= day <= end and not pd.isna(customer.channel):
            count[customer.channel] += 1
    return [
        {
            "channel": channel,
            "spend": spend[channel],
            "customers": count[channel],
            "acquisition_cost": spend[channel] / count[channel] if count[channel] else None,
        }
        for channel in sorted({*spend, *count})
    ]


def costs_in_duckdb(costs, customers, valid, start, end):
    import duckdb

    shop = duckdb.connect()
    for name, one in (("costs", costs), ("customers", customers), ("valid", valid)):
        shop.register(name, one)
    return shop.execute(
        """
        with spent as (
            select channel, sum(amount) as spend from costs
            where kind = 'acquisition' and month between $start and $end and channel is not null group by 1
        ),
        new as (select customer_id from valid group by 1 having min(order_date) between $start and $end),
        counted as (
            select channel, count(*) as customers from customers
            where customer_id in (select customer_id from new) and channel is not null group by 1
        )
        select channel, coalesce(spend, 0) as spend, coalesce(customers, 0) as customers,
            coalesce(spend, 0) / nullif(customers, 0) as acquisition_cost
        from spent full join counted using (channel)
        """,
        {"start": start.to_pydatetime(), "end": end.to_pydatetime()},
    ).df()


def costs_by_merging(costs, customers, valid, start, end):
    earliest = valid.sort_values("order_date").drop_duplicates("customer_id")
    people = earliest[earliest["order_date"].between(start, end)].merge(customers, on="customer_id")
    count = people["channel"].value_counts().rename("customers").reset_index()
    paid = costs.query("kind == 'acquisition' and @start <= month <= @end")
    spend = paid.groupby("channel", as_index=False).agg(spend=("amount", "sum"))
    found = spend.merge(count, on="channel", how="outer").fillna({"spend": 0, "customers": 0})
    found["acquisition_cost"] = np.where(
        found["customers"] > 0, found["spend"] / found["customers"].clip(lower=1), np.nan
    )
    return found


def costs_measured(costs, customers, valid, start, end):
    found = customer_value.acquisition_cost_by_channel(costs, customers, valid, start, end)
    return found[found["channel"].notna()]


# What people do instead


def _spend(costs, start, end):
    chosen = (costs["kind"] == "acquisition") & costs["month"].between(start, end)
    return costs[chosen].groupby("channel")["amount"].sum()


def _first(valid):
    return valid.groupby("customer_id")["order_date"].min()


def _new(customers, valid, start, end):
    first = _first(valid)
    return _count(customers, first[first.between(start, end)].index)


def _count(customers, new):
    return customers[customers["customer_id"].isin(new)].groupby("channel")["customer_id"].nunique()


def _table(spend, count):
    found = pd.DataFrame({"spend": spend, "customers": count}).fillna(0)
    found["acquisition_cost"] = found["spend"] / found["customers"].where(found["customers"] > 0)
    return found


def all_buyers(costs, customers, valid, start, end):
    bought = valid.loc[valid["order_date"].between(start, end), "customer_id"]
    return _table(_spend(costs, start, end), _count(customers, bought))


def registered(costs, customers, valid, start, end):
    return _table(
        _spend(costs, start, end),
        customers[customers["registered_on"].between(start, end)].groupby("channel")["customer_id"].nunique(),
    )


def all_kinds(costs, customers, valid, start, end):
    spend = costs[costs["month"].between(start, end)].groupby("channel")["amount"].sum()
    return _table(spend, _new(customers, valid, start, end))


def all_time_spend(costs, customers, valid, start, end):
    spend = costs[costs["kind"] == "acquisition"].groupby("channel")["amount"].sum()
    return _table(spend, _new(customers, valid, start, end))


def all_time_customers(costs, customers, valid, start, end):
    return _table(_spend(costs, start, end), _count(customers, valid["customer_id"]))


def everybody_on_file(costs, customers, valid, start, end):
    return _table(_spend(costs, start, end), _count(customers, customers["customer_id"]))


def last_order(costs, customers, valid, start, end):
    last = valid.groupby("customer_id")["order_date"].max()
    return _table(_spend(costs, start, end), _count(customers, last[last.between(start, end)].index))


def orders_counted(costs, customers, valid, start, end):
    first = _first(valid)
    new = first[first.between(start, end)].index
    bought = valid[valid["customer_id"].isin(new) & valid["order_date"].between(start, end)]
    return _table(
        _spend(costs, start, end),
        bought.merge(customers, on="customer_id").groupby("channel")["order_id"].nunique(),
    )


def orders_ever(costs, customers, valid, start, end):
    first = _first(valid)
    bought = valid[valid["customer_id"].isin(first[first.between(start, end)].index)]
    return _table(
        _spend(costs, start, end),
        bought.merge(customers, on="customer_id").groupby("channel")["order_id"].nunique(),
    )


def dates_as_people(costs, customers, valid, start, end):
    first = _first(valid)
    return _table(_spend(costs, start, end), _count(customers, first[first.between(start, end)]))


def all_new_everywhere(costs, customers, valid, start, end):
    first = _first(valid)
    found = _spend(costs, start, end).to_frame("spend").assign(customers=first.between(start, end).sum())
    found["acquisition_cost"] = found["spend"] / found["customers"].where(found["customers"] > 0)
    return found


def until_end(costs, customers, valid, start, end):
    first = _first(valid)
    return _table(_spend(costs, start, end), _count(customers, first[first <= end].index))


def from_start(costs, customers, valid, start, end):
    first = _first(valid)
    return _table(_spend(costs, start, end), _count(customers, first[first >= start].index))


def last_day_left_out(costs, customers, valid, start, end):
    first = _first(valid)
    return _table(_spend(costs, start, end), _count(customers, first[(first >= start) & (first < end)].index))


def first_day_left_out(costs, customers, valid, start, end):
    first = _first(valid)
    return _table(_spend(costs, start, end), _count(customers, first[(first > start) & (first <= end)].index))


def unpaid_left_out(costs, customers, valid, start, end):
    found = channel_costs(costs, customers, valid, start, end)
    return found[found["spend"] > 0]


def nobody_left_out(costs, customers, valid, start, end):
    found = channel_costs(costs, customers, valid, start, end)
    return found[found["customers"] > 0]


def both_needed(costs, customers, valid, start, end):
    found = channel_costs(costs, customers, valid, start, end)
    return found[(found["customers"] > 0) & (found["spend"] > 0)]


def nobody_is_free(costs, customers, valid, start, end):
    return channel_costs(costs, customers, valid, start, end).fillna(0)


def nobody_is_one(costs, customers, valid, start, end):
    found = channel_costs(costs, customers, valid, start, end)
    found["acquisition_cost"] = found["spend"] / found["customers"].clip(lower=1)
    return found


def unpaid_is_empty(costs, customers, valid, start, end):
    found = channel_costs(costs, customers, valid, start, end)
    found["acquisition_cost"] = found["acquisition_cost"].where(found["spend"] > 0)
    return found


def upside_down(costs, customers, valid, start, end):
    found = channel_costs(costs, customers, valid, start, end)
    found["acquisition_cost"] = found["customers"] / found["spend"].where(found["spend"] > 0)
    return found


def company_cost(costs, customers, valid, start, end):
    found = channel_costs(costs, customers, valid, start, end)
    found["acquisition_cost"] = found["spend"] / max(found["customers"].sum(), 1)
    return found


def blended_everywhere(costs, customers, valid, start, end):
    found = channel_costs(costs, customers, valid, start, end)
    found["acquisition_cost"] = found["spend"].sum() / max(found["customers"].sum(), 1)
    return found


MISTAKES = (
    Mistake(
        key="all-buyers",
        wrong=all_buyers,
        message=Text(
            "You counted everybody who bought in the period, old customers too. Nobody had to be won who was here "
            "before: look at C00003 on the page.",
            "你算了這段期間所有的買家，連老客戶也在內。以前就買過的人不是這次開發來的，看看頁面上的 C00003。",
        ),
    ),
    Mistake(
        key="registered",
        wrong=registered,
        message=Text(
            "You counted who registered in the period. Registered is not bought: look at C00007 and C00008 on the "
            "page, and at the definition of *new*.",
            "你算的是這段期間註冊的人。註冊不等於購買，看看頁面上的 C00007 和 C00008，再看一次「新客」的定義。",
        ),
    ),
    Mistake(
        key="all-kinds",
        wrong=all_kinds,
        message=Text(
            "Your spend holds costs of every kind. Step 1 has chosen what was spent on winning customers.",
            "你的花費包含所有種類的成本。步驟 1 挑的是開發新客的花費。",
        ),
    ),
    Mistake(
        key="all-time-spend",
        wrong=all_time_spend,
        message=Text(
            "Your spend is that of all months, your customers are those of the period. Both have to be of the same "
            "time.",
            "花費是所有月份的，顧客卻只有這段期間的。兩個數字必須是同一段時間。",
        ),
    ),
    Mistake(
        key="all-time-customers",
        wrong=all_time_customers,
        message=Text(
            "You counted everybody who ever bought. Both numbers have to be of the same time: who is *new* in the "
            "period?",
            "你算了所有買過的人。兩個數字必須是同一段時間：這段期間的「新客」是誰？",
        ),
    ),
    Mistake(
        key="everybody-on-file",
        wrong=everybody_on_file,
        message=Text(
            "You counted all customers on file. Step 3 has to keep those who are in `new`.",
            "你算了檔案裡的所有顧客。步驟 3 要只留下 `new` 裡的人。",
        ),
    ),
    Mistake(
        key="last-order",
        wrong=last_order,
        message=Text(
            "You chose customers by their last order. New is who ordered for the first time.",
            "你用最後一筆訂單來挑人。新客看的是第一筆。",
        ),
    ),
    Mistake(
        key="orders",
        wrong=orders_counted,
        message=Text(
            "You counted the orders of the new customers. One person who comes three times has been won once.",
            "你數的是新客的訂單。一個人來三次，只算開發一次。",
        ),
    ),
    Mistake(
        key="orders-ever",
        wrong=orders_ever,
        message=Text(
            "You counted all orders of the new customers, also those after the period. Asked for are people: one who "
            "comes three times has been won once.",
            "你數的是新客的所有訂單，連期間之後的也在內。題目要的是人數：一個人來三次，只算開發一次。",
        ),
    ),
    Mistake(
        key="dates-as-people",
        wrong=dates_as_people,
        message=Text(
            "Not one new customer was found in any channel. What stands in your `new`: dates, True and False, or the "
            "ids of customers? Step 3 looks for the ids.",
            "每個通路都找不到任何新客。看看你的 `new` 裡裝的是什麼：日期、True 和 False，還是顧客編號？步驟 3 "
            "要拿編號去對。",
        ),
    ),
    Mistake(
        key="all-new-everywhere",
        wrong=all_new_everywhere,
        message=Text(
            "Every channel has the same number of new customers: those of all channels together. Step 3 counts them "
            "channel by channel.",
            "你的表裡每個通路的新客人數都一樣，那是全部通路合起來的。步驟 3 要依通路分組來數。",
        ),
    ),
    Mistake(
        key="until-end",
        wrong=until_end,
        message=Text(
            "Everybody counts as new whose first order came before the end of the period, however long before. A "
            "period has a beginning, too.",
            "只要第一筆在期間結束之前，不管多早，你都算成新客。期間也有開頭。",
        ),
    ),
    Mistake(
        key="from-start",
        wrong=from_start,
        message=Text(
            "Customers who came only after the end of the period are in your count. The table `valid` goes on after "
            "it.",
            "期間結束之後才來的人也被你算進去了。`valid` 這張表在期間之後還有訂單。",
        ),
    ),
    Mistake(
        key="last-day",
        wrong=last_day_left_out,
        message=Text(
            "Whoever came first on the last day of the period is missing: C00004 on the page. Look at your comparison.",
            "期間最後一天才第一次來的人沒算到，例如頁面上的 C00004。看看比較符號。",
        ),
    ),
    Mistake(
        key="first-day",
        wrong=first_day_left_out,
        message=Text(
            "Whoever came first on the first day of the period is missing: C00008 on the page. Look at your "
            "comparison.",
            "期間第一天就第一次來的人沒算到，例如頁面上的 C00008。看看比較符號。",
        ),
    ),
    Mistake(
        key="unpaid-left-out",
        wrong=unpaid_left_out,
        message=Text(
            "Channels that cost nothing have lost their row, although they brought customers. Step 4 keeps every "
            "channel that stands on either side.",
            "沒花錢的通路不見了，可是它也帶來了新客。步驟 4 會留下任何一邊有的通路。",
        ),
    ),
    Mistake(
        key="nobody-left-out",
        wrong=nobody_left_out,
        message=Text(
            "Channels that brought nobody have lost their row, and with it the money that was spent there. Step 4 "
            "keeps every channel that stands on either side.",
            "沒帶來新客的通路不見了，花在那裡的錢也跟著消失。步驟 4 會留下任何一邊有的通路。",
        ),
    ),
    Mistake(
        key="both-needed",
        wrong=both_needed,
        message=Text(
            "Only channels with both money and new customers are left. Step 4 keeps every channel that stands on "
            "either side.",
            "你只留下既花了錢、又有新客的通路。步驟 4 會留下任何一邊有的通路。",
        ),
    ),
    Mistake(
        key="nobody-is-free",
        wrong=nobody_is_free,
        message=Text(
            "A channel that brought nobody costs 0 per customer in your table: it looks like the best of all. What "
            "does the definition say where there is nothing to divide by?",
            "沒帶來新客的通路，在你的表裡每位成本是 0，看起來反而最好。沒有東西可以當分母時，定義怎麼說？",
        ),
    ),
    Mistake(
        key="nobody-is-one",
        wrong=nobody_is_one,
        message=Text(
            "Where nobody came you divided by 1, as if there had been one customer. What does the definition say where "
            "there is nothing to divide by?",
            "沒有新客的地方，你除以 1，好像來了一位。沒有東西可以當分母時，定義怎麼說？",
        ),
    ),
    Mistake(
        key="unpaid-is-empty",
        wrong=unpaid_is_empty,
        message=Text(
            "You emptied the cost of channels that nothing was spent on. There is something to divide by: what do "
            "customers cost who came by themselves?",
            "沒花錢的通路，你把成本變成空值。可是分母並不是 0：自己走進來的顧客，一位花了多少錢？",
        ),
    ),
    Mistake(
        key="upside-down",
        wrong=upside_down,
        message=Text(
            "You divided customers by money: how many customers one dollar brings. Asked for is the money for one "
            "customer.",
            "你用人數除以錢，算的是一塊錢帶來幾位顧客。題目要的是一位顧客花多少錢。",
        ),
    ),
    Mistake(
        key="company-cost",
        wrong=company_cost,
        message=Text(
            "You divided each channel's spend by the new customers of all channels. Which customers did this money "
            "bring?",
            "你把每個通路的花費，除以所有通路的新客。這筆錢帶來的是哪些顧客？",
        ),
    ),
    Mistake(
        key="blended",
        wrong=blended_everywhere,
        message=Text(
            "Every channel has the same cost in your table: that of all channels together. Divide row by row.",
            "你的表裡每個通路的成本都一樣，那是全部合起來的成本。要一列一列地除。",
        ),
    ),
)


# What it is tried on

START, END = pd.Timestamp("2025-10-01"), pd.Timestamp("2025-12-31")

SMALL_COSTS = (
    ("2025-09-01", "acquisition", "Web", 3000),
    ("2025-10-01", "acquisition", "Web", 2400),
    ("2025-10-01", "direct", "Web", 5200),
    ("2025-11-01", "acquisition", "Web", 3600),
    ("2025-11-01", "acquisition", "Fair", 9000),
    ("2025-11-01", "acquisition", "Stall", 1000),
    ("2025-12-01", "acquisition", "Referral", 600),
    ("2025-12-01", "acquisition", None, 1500),
    ("2025-12-01", "maintenance", None, 800),
)
SMALL_CUSTOMERS = (
    ("C00001", "Web", "2025-10-03"),
    ("C00002", "Web", "2025-11-02"),
    ("C00003", "Web", "2024-05-01"),
    ("C00004", "Fair", "2025-11-16"),
    ("C00005", "Referral", "2025-12-08"),
    ("C00006", "Walked past", "2025-10-10"),
    ("C00007", "Referral", "2025-12-20"),
    ("C00008", "Web", "2025-09-28"),
    ("C00009", None, "2025-11-11"),
)
SMALL_ORDERS = (
    ("C00003", "2024-05-01"),
    ("C00008", "2025-10-01"),
    ("C00001", "2025-10-05"),
    ("C00006", "2025-10-10"),
    ("C00006", "2025-10-10"),
    ("C00002", "2025-11-02"),
    ("C00009", "2025-11-11"),
    ("C00001", "2025-11-20"),
    ("C00003", "2025-12-03"),
    ("C00005", "2025-12-08"),
    ("C00004", "2025-12-31"),
    ("C00007", "2026-01-04"),
)
SMALL: Arguments = {
    "costs": table(COSTS, SMALL_COSTS),
    "customers": table(CUSTOMERS, SMALL_CUSTOMERS),
    "valid": orders(SMALL_ORDERS),
    "start": START,
    "end": END,
}
"""The quarter that the exercise page prints."""


def _quarter(rng: np.random.Generator) -> tuple[pd.Timestamp, pd.Timestamp]:
    start = pd.Timestamp("2024-01-01") + pd.DateOffset(months=int(rng.integers(0, 18)))
    return start, start + pd.DateOffset(months=int(rng.integers(3, 7))) - days(1)


def draw_small(rng: np.random.Generator) -> Arguments:
    """The printed quarter with other amounts, and the customers' stories under other names."""
    amounts = rng.integers(4, 90, size=len(SMALL_COSTS)) * 100
    ids = [row[0] for row in SMALL_CUSTOMERS]
    renamed = dict(zip(ids, rng.permutation(ids), strict=True))
    people = [(str(renamed[who]), *rest) for who, *rest in SMALL_CUSTOMERS]
    return {
        "costs": table(COSTS, ((*row[:3], amount) for row, amount in zip(SMALL_COSTS, amounts, strict=True))),
        "customers": table(CUSTOMERS, sorted(people, key=lambda row: row[0])),
        "valid": orders((str(renamed[who]), day) for who, day in SMALL_ORDERS),
        "start": START,
        "end": END,
    }


def _newcomers(rng: np.random.Generator, start: pd.Timestamp, end: pd.Timestamp, channels: list[str]):
    """Customers on the borders of the period: channel, day of registration, days of orders."""
    stories = [
        (start, [start]),
        (end - days(3), [end]),
        (start - days(1), [start - days(1), start]),
        (end - days(9), [end + days(1)]),
        (start - days(20), [start + days(2), start + days(12), start + days(40)]),
        (start + days(5), []),
        (start - days(400), [start - days(390), end]),
    ]
    for registered_on, dates in stories:
        for _ in range(int(rng.integers(1, 5))):
            yield (str(rng.choice(channels)), registered_on, dates)


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """The costs, customers and orders of a generated shop, some customers on the borders, a channel for nothing."""
    shop = draw_shop(rng)
    start, end = _quarter(rng)
    costs, customers = shop["costs"], shop["customers"]
    named = sorted(customers["channel"].unique())
    people = list(customers.itertuples(index=False, name=None))
    bought = list(zip(shop["valid"]["customer_id"], shop["valid"]["order_date"], strict=True))
    for channel, registered_on, dates in _newcomers(rng, start, end, named):
        who = f"C{len(people) + 1:05d}"
        people.append((who, None if rng.random() < 0.08 else channel, registered_on))
        bought += [(who, day) for day in dates]
    spent = [
        row for row in costs.itertuples(index=False, name=None) if row[1] in ("acquisition", "maintenance", "direct")
    ]
    spent += [(start + pd.DateOffset(months=1), "acquisition", "Radio", int(rng.integers(10, 60)) * 100)]
    spent += [(start, "maintenance", str(rng.choice(named)), int(rng.integers(10, 60)) * 100)]
    spent += [
        (month, "acquisition", str(rng.choice(named)), int(rng.integers(10, 60)) * 100)
        for month in (start, end + days(1), start - pd.DateOffset(months=1))
    ]
    rows = [people[place] for place in rng.permutation(len(people))]
    return {
        "costs": table(COSTS, spent),
        "customers": table(CUSTOMERS, rows),
        "valid": orders(bought),
        "start": start,
        "end": end,
    }


def draw_borders(rng: np.random.Generator) -> Arguments:
    """Only customers on the borders of the period, and a cost in each month around it."""
    start, end = _quarter(rng)
    named = ["Web", "Fair", "Walked past"]
    people, bought = [], []
    for place, (channel, registered_on, dates) in enumerate(_newcomers(rng, start, end, named), start=1):
        people.append((f"C{place:05d}", channel, registered_on))
        bought += [(f"C{place:05d}", day) for day in dates]
    months = [start - pd.DateOffset(months=1), start, end - days(15), end + days(1)]
    spent = [
        (month.replace(day=1), "acquisition", channel, int(rng.integers(10, 60)) * 100)
        for month in months
        for channel in ("Web", "Fair")
    ]
    return {
        "costs": table(COSTS, spent),
        "customers": table(CUSTOMERS, people),
        "valid": orders(bought),
        "start": start,
        "end": end,
    }


def draw_nobody(rng: np.random.Generator) -> Arguments:
    """A period in which nobody was new."""
    drawn = draw_borders(rng)
    first = _first(drawn["valid"])
    old = first[first < drawn["start"]].index
    valid = drawn["valid"]
    return drawn | {"valid": valid[valid["customer_id"].isin(old)].reset_index(drop=True)}


def draw_for_nothing(rng: np.random.Generator) -> Arguments:
    """A period in which nothing was spent on winning customers."""
    drawn = draw_borders(rng)
    costs = drawn["costs"]
    inside = costs["month"].between(drawn["start"], drawn["end"])
    return drawn | {"costs": costs.assign(kind=costs["kind"].mask(inside, "maintenance"))}


CASES = (
    Case(
        key="small", name=Text("the quarter on the page", "頁面上的那一季"), share=0.2, draw=draw_small, printed=SMALL
    ),
    Case(key="ordinary", name=Text("an ordinary shop", "一家一般的店"), share=0.4, draw=draw_ordinary, ordinary=True),
    Case(
        key="borders",
        name=Text("customers new on the first and last day", "第一天和最後一天的新客"),
        share=0.2,
        draw=draw_borders,
    ),
    Case(key="nobody", name=Text("a period without new customers", "沒有新客的期間"), share=0.1, draw=draw_nobody),
    Case(
        key="nothing-spent",
        name=Text("a period in which nothing was spent", "沒有花錢開發新客的期間"),
        share=0.1,
        draw=draw_for_nothing,
    ),
)

CHANNEL_COSTS = FunctionTask(
    id="a03.channel_costs",
    title=Text("Acquisition cost by channel", "各通路的獲客成本"),
    points=3,
    minutes=8,
    lesson="3.2",
    prompt=Text(
        en="""
Write `channel_costs(costs, customers, valid, start, end)`: what a new customer cost in each channel, from `start` to
`end`, **both days included**.

**Definition.** [Acquisition cost](term:acquisition-cost) = spend ÷ new customers, channel by channel

- *Spend*: costs of the kind `"acquisition"` in the months of the period.
- *New customers*: customers whose **first order ever** lies in the period. They belong to the channel that stands
  beside them in `customers`.
- Every channel with spend or with new customers has a row; the number that is missing is 0. A channel that brought
  nobody has nothing to divide by: its cost is empty (`NaN`). One that cost nothing has a cost of 0.
- Costs and customers without a channel are left out. (`groupby` leaves them out by itself. In lesson 3.2 they had a row
  without a name.)

**Comes back:** a table with one row per channel, `channel` as the index or a column: `spend` (dollars), `customers`
(new ones), `acquisition_cost` (dollars per new customer, not rounded).

Steps 1 and 4 are done for you. Useful: `column.between(start, end)` is True where a value lies between the two,
ends included; `column.isin(new)` is True where it stands in the list `new`; `column.where(column > 0)` empties what is
not above 0.
""",
        zh_hant="""
請寫出 `channel_costs(costs, customers, valid, start, end)`：從 `start` 到 `end`（**頭尾兩天都算**），\
每個通路開發一位新客花了多少錢。

**定義：** [獲客成本](term:acquisition-cost) ＝ 花費 ÷ 新客人數，一個通路一個通路算

- **花費**：這段期間的月份裡，種類是 `"acquisition"` 的成本。
- **新客**：**有史以來第一筆訂單**落在這段期間的顧客。他屬於哪個通路，看 `customers` 裡他旁邊那一欄。
- 有花費或有新客的通路都要有一列，沒有的那個數字是 0。沒帶來新客的通路沒有分母，\
成本是空值（`NaN`）；沒花錢的通路，成本是 0。
- 沒有通路的成本和顧客不列入（`groupby` 自己就會略過；第 3.2 課的表則替它們留了沒有名稱的一列）。

**傳回：** 一個通路一列的表格，`channel` 放在索引或欄位都可以：`spend`（元）、`customers`（新客人數）、\
`acquisition_cost`（每位新客幾元，不要四捨五入）。

步驟 1 和 4 已經寫好。用得到的工具：`欄位.between(start, end)` 在兩者之間（頭尾都算）是 True；\
`欄位.isin(new)` 在清單 `new` 裡的是 True；`欄位.where(欄位 > 0)` 會把不大於 0 的變成空值。
""",
    ),
    answer=channel_costs,
    returns=Table(
        key=("channel",),
        columns=(
            Column(name="spend", key="channel", unit="money"),
            Column(name="customers", key="channel", unit="customers"),
            Column(name="acquisition_cost", key="channel", unit="money"),
        ),
    ),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(costs_by_loop, costs_in_duckdb, costs_by_merging),
    measure=costs_measured,
    hints=(
        Text(
            "Step 2: group `valid` by customer and take the smallest `order_date`. Then keep the dates that lie in the "
            "period; `.index` gives the customers they belong to.",
            "步驟 2 先把 `valid` 依顧客分組，取最小的 `order_date`，再留下落在期間內的日期；`.index` "
            "就是這些日期屬於哪些顧客。",
        ),
        Text(
            "Step 3 is two lines: keep the rows of `customers` whose `customer_id` is in `new`, then group by "
            '`channel` and count with `["customer_id"].nunique()`.',
            "步驟 3 是兩行：留下 `customers` 裡 `customer_id` 在 `new` 裡的列，再依 `channel` 分組，"
            '用 `["customer_id"].nunique()` 數人數。',
        ),
        Text(
            'Step 5 begins `result["acquisition_cost"] = result["spend"] / …`. Behind the stroke stands the column '
            "`customers` in which each 0 has been made empty with `.where(…)`.",
            '步驟 5 的開頭是 `result["acquisition_cost"] = result["spend"] / …`。斜線後面是 `customers` 欄，'
            "先用 `.where(…)` 把 0 變成空值。",
        ),
    ),
)

NEXT_CUSTOMER = ChoiceTask(
    id="a03.next_customer",
    name="next_answer",
    title=Text("Does more advertising pay?", "再加廣告費，划算嗎？"),
    points=1,
    minutes=3,
    lesson="3.2",
    prompt=Text(
        en="""
In May advertising on the web cost 100,000 dollars and brought 200 new customers. In June it was raised to 120,000
dollars and brought 220; nothing else changed. A new customer earns the shop 800 dollars. "Shall we keep the extra
20,000 dollars in July?" asks the owner. **Which number decides, and what does it say?**
""",
        zh_hant="""
五月的網路廣告花了 100,000 元，帶來 200 位新客；六月加到 120,000 元，帶來 220 位，其他都沒變。一位新客能讓店裡賺 800 \
元。老闆問：「多的這 20,000 元，七月要不要繼續花？」**該看哪個數字，答案是什麼？**
""",
    ),
    options=(
        Option(
            key="average-after",
            text=Text(
                "120,000 ÷ 220, about 545 dollars a customer. That is below 800: keep it.",
                "120,000 ÷ 220，每位約 545 元，低於 800 元：繼續花。",
            ),
            why=Text(
                "That is what all 220 cost on average. 200 of them came without the extra money; the question is about "
                "the extra money alone.",
                "這是 220 位的平均成本。其中 200 位不多花錢也會來；老闆問的只有多花的那一筆。",
            ),
        ),
        Option(
            key="marginal",
            text=Text(
                "20,000 ÷ 20 = 1,000 dollars for each customer more. That is above 800: stop it.",
                "20,000 ÷ 20 ＝ 多一位新客要 1,000 元，高於 800 元：停掉。",
            ),
            why=Text(
                "Extra money against extra customers: this is what the next customer costs. The average still looks "
                "good because the easiest to win come first.",
                "多花的錢，對上多來的人：這就是「下一位新客」的成本。平均看起來還很好，是因為最容易開發的人先來了。",
            ),
        ),
        Option(
            key="average-before",
            text=Text(
                "100,000 ÷ 200 = 500 dollars a customer. That is below 800: keep it.",
                "100,000 ÷ 200 ＝ 每位 500 元，低於 800 元：繼續花。",
            ),
            why=Text(
                "That is the average before anything was raised. It says that the first 100,000 dollars were well "
                "spent; nobody asks about those.",
                "這是加碼之前的平均。它說的是原本的 100,000 元花得值得，但沒有人問那一筆。",
            ),
        ),
        Option(
            key="spread",
            text=Text(
                "20,000 ÷ 220, about 91 dollars a customer. That is far below 800: keep it.",
                "20,000 ÷ 220，每位約 91 元，遠低於 800 元：繼續花。",
            ),
            why=Text(
                "The extra money is spread over all customers here, also over those who had come before it was spent. "
                "Whom did it bring?",
                "這裡把多花的錢攤給所有新客，連不多花也會來的人都算進去。它真正帶來的是誰？",
            ),
        ),
        Option(
            key="all-on-extra",
            text=Text(
                "120,000 ÷ 20 = 6,000 dollars for each customer more. That is above 800: stop all advertising.",
                "120,000 ÷ 20 ＝ 多一位新客要 6,000 元，高於 800 元：廣告全部停掉。",
            ),
            why=Text(
                "The money of all customers is laid upon the 20 who came last. The first 100,000 dollars had brought "
                "their own 200.",
                "這裡把全部的錢都算到最後來的 20 位頭上。原本的 100,000 元，自己已經帶來 200 位了。",
            ),
        ),
    ),
    right="marginal",
    hints=(
        Text(
            "The decision is about 20,000 dollars. What would be different in June had they not been spent?",
            "要決定的是 20,000 元。如果六月沒花這筆錢，什麼會不一樣？",
        ),
        Text(
            "Set only the money that came on top against only the customers who came on top.",
            "只拿「多出來的錢」，去對「多出來的顧客」。",
        ),
    ),
)
