"""What the tasks of a09 are tried on: for each task one printed case, one ordinary, and the edges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from customer_value.messages import Text
from tutor.task import Arguments, Case

Rows = Iterable[tuple[Any, ...]]

ACCOUNT_COLUMNS = {
    "customer_id": "str",
    "revenue": "int64",
    "goods": "int64",
    "direct": "int64",
    "orders": "int64",
    "contacts": "int64",
}
SPENDING_COLUMNS = {"customer_id": "str", "tier": "str", "revenue": "int64", "goods": "int64", "spent": "int64"}
CAMPAIGN_COLUMNS = {
    "campaign_id": "str",
    "budget": "int64",
    "fixed_cost": "int64",
    "touches": "int64",
    "cost_per_touch": "int64",
    "coupons_used": "int64",
    "coupon_value": "int64",
    "revenue": "int64",
    "goods": "int64",
}
PEOPLE_COLUMNS = {"customer_id": "str", "group": "str", "amount": "int64"}
GUEST_COLUMNS = {"customer_id": "str", "came": "bool", "bought": "bool", "referrals": "int64"}


def table(columns: Mapping[str, str], rows: Rows) -> pd.DataFrame:
    """A table with these columns and types."""
    return pd.DataFrame(list(rows), columns=list(columns)).astype(dict(columns))


def customer_ids(count: int) -> list[str]:
    """C00001, C00002 …"""
    return [f"C{number:05d}" for number in range(1, count + 1)]


# A year of the shop's customers


@lru_cache(maxsize=32)
def _year(seed: int, customers: int) -> pd.DataFrame:
    """A year of the generated shop: each customer's revenue, goods, orders, web orders and service contacts."""
    from generator.ledger import draw_ledger, ledger_tables
    from generator.scenario import load_scenario

    needed = ("orders", "refunds", "order_lines", "products", "customers", "service_contacts")
    drawn = draw_ledger(load_scenario("boutique"), seed=seed, customers=customers)
    tables = ledger_tables(drawn, "en", *needed)
    dates = pd.to_datetime(tables["orders"]["order_date"])
    back = tables["refunds"].groupby("order_id")["amount"].sum()
    orders = tables["orders"].assign(net=tables["orders"]["amount"] - tables["orders"]["order_id"].map(back).fillna(0))
    valid = orders[(orders["status"] == "completed") & (orders["net"] > 0) & dates.between("2025-01-01", "2025-12-31")]
    lines = tables["order_lines"].merge(tables["products"][["product_id", "unit_cost"]], on="product_id")
    cost = (lines["quantity"] * lines["unit_cost"]).groupby(lines["order_id"]).sum()
    valid = valid.assign(goods=valid["order_id"].map(cost), web=valid["channel"] == "Web shop")
    found = pd.DataFrame(index=pd.Index(tables["customers"]["customer_id"], name="customer_id"))
    groups = valid.groupby("customer_id")
    for name, sums in {
        "revenue": groups["net"].sum(),
        "goods": groups["goods"].sum(),
        "orders": groups["order_id"].nunique(),
        "web": groups["web"].sum(),
        "contacts": tables["service_contacts"].groupby("customer_id").size(),
    }.items():
        found[name] = sums.reindex(found.index).fillna(0).astype("int64")
    return found.reset_index()


def _drawn_year(rng: np.random.Generator, customers: int = 150) -> pd.DataFrame:
    return _year(int(rng.integers(1, 2**31)), customers)


# Accounts: cost allocation and customer profit

SMALL_ACCOUNTS = (
    ("C00001", 6000, 4200, 150, 10, 1),
    ("C00002", 3000, 2100, 420, 30, 4),
    ("C00003", 1000, 700, 80, 10, 0),
    ("C00004", 0, 0, 60, 0, 3),
)
SMALL_POOL = 1000
"""The accounts that the page prints: a large customer, one of many small orders, a small one, and one who only rang."""


def draw_small_accounts(rng: np.random.Generator) -> pd.DataFrame:
    """The printed accounts with other numbers."""
    revenue = rng.integers(8, 80, size=3) * 100
    direct = rng.integers(4, 40, size=4) * 10
    orders = rng.choice(np.arange(3, 40), size=3, replace=False)
    contacts = rng.choice(np.arange(1, 9), size=4, replace=False)
    rows = [
        (name, int(money), int(money) * 7 // 10, int(own), int(count), int(calls))
        for name, money, own, count, calls in zip(
            customer_ids(4), [*revenue, 0], direct, [*orders, 0], contacts, strict=True
        )
    ]
    return table(ACCOUNT_COLUMNS, rows)


def draw_accounts(rng: np.random.Generator) -> pd.DataFrame:
    """150 customers of the shop over a year, about a third of whom did not order in it."""
    year = _drawn_year(rng)
    parcels = year["web"] * 85 + (year["orders"] - year["web"]) * 20
    calls = year["contacts"] + (rng.random(len(year)) < 0.15)
    accounts = year.assign(direct=parcels + calls * 130, contacts=calls)
    return accounts[list(ACCOUNT_COLUMNS)].astype(ACCOUNT_COLUMNS)


def draw_quiet_accounts(rng: np.random.Generator) -> pd.DataFrame:
    """Five customers of whom nobody ordered or called: there is nothing to share by."""
    own = rng.integers(2, 40, size=5) * 10
    return table(
        ACCOUNT_COLUMNS, ((name, 0, 0, int(cost), 0, 0) for name, cost in zip(customer_ids(5), own, strict=True))
    )


def draw_equal_accounts(rng: np.random.Generator) -> pd.DataFrame:
    """Six customers with equally many orders and calls and unequal revenue."""
    revenue = rng.choice(np.arange(10, 90), size=6, replace=False) * 100
    orders, calls = int(rng.integers(2, 9)), int(rng.integers(2, 9))
    rows = (
        (name, int(money), int(money) * 6 // 10, 90 * orders, orders, calls)
        for name, money in zip(customer_ids(6), revenue, strict=True)
    )
    return table(ACCOUNT_COLUMNS, rows)


def draw_one_account(rng: np.random.Generator) -> pd.DataFrame:
    """One customer, who bears everything."""
    money, orders = int(rng.integers(20, 90)) * 100, int(rng.integers(2, 9))
    return table(ACCOUNT_COLUMNS, [("C00001", money, money // 2, 40 * orders, orders, 2)])


def _pool(rng: np.random.Generator, accounts: pd.DataFrame) -> int:
    """Shared cost of about a sixth of the revenue, and some where there is none."""
    return int(round(float(accounts["revenue"].sum()) * rng.uniform(0.1, 0.2), -1)) + int(rng.integers(60, 90)) * 10


def _shared(draw, key: str):
    def arguments(rng: np.random.Generator) -> Arguments:
        accounts = draw(rng)
        return {"accounts": accounts, "pool": _pool(rng, accounts), "key": key}

    return arguments


def _kept(draw):
    def arguments(rng: np.random.Generator) -> Arguments:
        accounts = draw(rng)
        return {"accounts": accounts, "pool": _pool(rng, accounts)}

    return arguments


PAGE_ACCOUNTS = Text("the four customers on the page", "頁面上的四位顧客")
YEAR = Text("150 customers over a year", "150 位顧客一年的資料")

ALLOCATION_CASES = (
    Case(
        key="small",
        name=PAGE_ACCOUNTS,
        share=0.2,
        draw=_shared(draw_small_accounts, "orders"),
        printed={"accounts": table(ACCOUNT_COLUMNS, SMALL_ACCOUNTS), "pool": SMALL_POOL, "key": "orders"},
    ),
    Case(
        key="ordinary",
        name=Text("150 customers, shared by service contacts", "150 位顧客，按客服次數分攤"),
        share=0.35,
        draw=_shared(draw_accounts, "contacts"),
        ordinary=True,
    ),
    Case(
        key="revenue",
        name=Text("150 customers, shared by revenue", "150 位顧客，按營收分攤"),
        share=0.15,
        draw=_shared(draw_accounts, "revenue"),
    ),
    Case(
        key="equal",
        name=Text("customers with equally many orders", "訂單數相同的顧客"),
        share=0.1,
        draw=_shared(draw_equal_accounts, "orders"),
    ),
    Case(
        key="one",
        name=Text("one customer only", "只有一位顧客"),
        share=0.1,
        draw=_shared(draw_one_account, "orders"),
    ),
    Case(
        key="no-base",
        name=Text("a year in which nobody ordered", "整年沒有人下單"),
        share=0.1,
        draw=_shared(draw_quiet_accounts, "orders"),
    ),
)

PROFIT_CASES = (
    Case(
        key="small",
        name=PAGE_ACCOUNTS,
        share=0.2,
        draw=_kept(draw_small_accounts),
        printed={"accounts": table(ACCOUNT_COLUMNS, SMALL_ACCOUNTS), "pool": SMALL_POOL},
    ),
    Case(key="ordinary", name=YEAR, share=0.4, draw=_kept(draw_accounts), ordinary=True),
    Case(
        key="equal",
        name=Text("customers with equally many orders", "訂單數相同的顧客"),
        share=0.15,
        draw=_kept(draw_equal_accounts),
    ),
    Case(key="one", name=Text("one customer only", "只有一位顧客"), share=0.15, draw=_kept(draw_one_account)),
    Case(
        key="no-base",
        name=Text("a year in which nobody ordered", "整年沒有人下單"),
        share=0.1,
        draw=_kept(draw_quiet_accounts),
    ),
)


# What was spent on customers: the ROI of each and of each tier

SMALL_SPENDING = (
    ("C00001", "Gold", 18000, 11700, 2000),
    ("C00002", "Gold", 9000, 5400, 2400),
    ("C00003", "Silver", 5000, 3000, 1000),
    ("C00004", "Silver", 2600, 1500, 100),
    ("C00005", "Silver", 1400, 800, 0),
    ("C00006", "Bronze", 900, 500, 800),
    ("C00007", "New", 1200, 700, 0),
    ("C00008", "New", 0, 0, 0),
)
"""The customers that the page prints: the large customer first, a small success that lifts a mean, and a tier on which
nothing was spent."""


def spending(rows: Rows) -> Arguments:
    """The input of the two tasks on what was spent."""
    return {"customers": table(SPENDING_COLUMNS, rows)}


def draw_small_spending(rng: np.random.Generator) -> Arguments:
    """The printed customers with other amounts."""
    revenue = [int(money) * 100 for money in rng.choice(np.arange(20, 200), size=7, replace=False)]
    spent = [int(money) * 50 for money in rng.choice(np.arange(3, 60), size=5, replace=False)]
    costs = [*spent[:4], 0, spent[4], 0, 0]
    return spending(
        (name, tier, money, money * int(rng.integers(45, 70)) // 100, cost)
        for (name, tier, *_), money, cost in zip(SMALL_SPENDING, [*revenue, 0], costs, strict=True)
    )


def draw_spending(rng: np.random.Generator) -> Arguments:
    """150 customers of the shop: tiers by a year's revenue, nothing spent on every fourth, nor on anybody new."""
    year = _drawn_year(rng)
    revenue = year["revenue"].to_numpy()
    tier = np.select([revenue >= 8000, revenue >= 2500, revenue > 0], ["Gold", "Silver", "Bronze"], "Asleep")
    tier[rng.random(len(year)) < 0.12] = "New"
    spent = np.select([tier == "Gold", tier == "Silver"], [2400, 700], 200) * rng.uniform(0.2, 2.5, size=len(year))
    spent = np.where((tier == "New") | (rng.random(len(year)) < 0.25), 0, spent.round(-1))
    return spending(zip(year["customer_id"], tier, revenue, year["goods"], spent.astype(int), strict=True))


def draw_nothing_spent(rng: np.random.Generator) -> Arguments:
    """Five customers on whom nothing was spent, some of whom bought."""
    revenue = [int(money) * 100 for money in rng.integers(4, 60, size=3)]
    tiers = ["Gold", "Gold", "Silver", "Silver", "New"]
    return spending(
        (name, tier, money, money // 2, 0)
        for name, tier, money in zip(customer_ids(5), tiers, [*revenue, 0, 0], strict=True)
    )


def draw_losses(rng: np.random.Generator) -> Arguments:
    """Customers on whom more was spent than they brought, some of whom bought nothing or below cost."""
    money = [int(amount) * 100 for amount in rng.choice(np.arange(4, 60), size=4, replace=False)]
    return spending(
        [
            ("C00001", "Gold", money[0], money[0] * 6 // 10, money[0]),
            ("C00002", "Silver", 0, 0, money[1]),
            ("C00003", "Silver", money[2], money[2] + 200, 300),
            ("C00004", "Silver", money[3], money[3] * 6 // 10, money[3] - money[3] * 6 // 10),
        ]
    )


def draw_one_each(rng: np.random.Generator) -> Arguments:
    """Three tiers with one customer each."""
    money = [int(amount) * 100 for amount in rng.choice(np.arange(20, 90), size=3, replace=False)]
    return spending(
        (name, tier, amount, amount * 55 // 100, int(rng.integers(2, 20)) * 50)
        for name, tier, amount in zip(customer_ids(3), ["Gold", "Silver", "Bronze"], money, strict=True)
    )


PAGE_SPENDING = Text("the eight customers on the page", "頁面上的八位顧客")
ORDINARY_SPENDING = Text("150 customers in five tiers", "150 位顧客、五個分級")
NOTHING_SPENT = Text("customers on whom nothing was spent", "沒有花過錢經營的顧客")
LOSSES = Text("customers who cost more than they brought", "花的錢比賺的多的顧客")

CUSTOMER_ROI_CASES = (
    Case(key="small", name=PAGE_SPENDING, share=0.25, draw=draw_small_spending, printed=spending(SMALL_SPENDING)),
    Case(key="ordinary", name=ORDINARY_SPENDING, share=0.45, draw=draw_spending, ordinary=True),
    Case(key="losses", name=LOSSES, share=0.15, draw=draw_losses),
    Case(key="no-base", name=NOTHING_SPENT, share=0.15, draw=draw_nothing_spent),
)
TIER_ROI_CASES = (
    Case(key="small", name=PAGE_SPENDING, share=0.2, draw=draw_small_spending, printed=spending(SMALL_SPENDING)),
    Case(key="ordinary", name=ORDINARY_SPENDING, share=0.4, draw=draw_spending, ordinary=True),
    Case(key="losses", name=LOSSES, share=0.15, draw=draw_losses),
    Case(
        key="one-each",
        name=Text("one customer in each tier", "每個分級只有一位顧客"),
        share=0.1,
        draw=draw_one_each,
    ),
    Case(key="no-base", name=NOTHING_SPENT, share=0.15, draw=draw_nothing_spent),
)


# Campaigns with all they cost

SMALL_CAMPAIGNS = (
    ("K01", 20000, 8000, 150, 40, 30, 200, 70000, 35000),
    ("K02", 12000, 6000, 500, 2, 20, 150, 40000, 22000),
    ("K03", 9000, 5000, 50, 80, 0, 0, 12000, 6000),
    ("K04", 0, 0, 900, 0, 0, 0, 8000, 4000),
)
"""The campaigns that the page prints: a letter with a voucher, an e-mail, calls, and a page that costs nothing."""


def campaigns(rows: Rows) -> Arguments:
    """The input of the task on campaigns."""
    return {"campaigns": table(CAMPAIGN_COLUMNS, rows)}


def _campaign(rng: np.random.Generator, number: int, *, free: bool = False, voucher: bool = True) -> tuple[Any, ...]:
    touches = int(rng.integers(60, 900))
    buyers = int(touches * rng.uniform(0.05, 0.3)) + 2
    revenue = buyers * int(rng.integers(60, 240)) * 10
    goods = int(revenue * rng.uniform(0.42, 0.58))
    name = f"K{number:02d}"
    if free:
        return (name, 0, 0, touches, 0, 0, 0, revenue, goods)
    fixed, each = int(rng.integers(3, 20)) * 500, int(rng.integers(2, 60))
    value = int(rng.integers(4, 20)) * 20 if voucher else 0
    used = max(int(buyers * rng.uniform(0.5, 0.9)), 1) if voucher else 0
    planned = round((fixed + touches * each + used * value) * rng.uniform(0.7, 1.4) / 500) * 500 + 250
    return (name, planned, fixed, touches, each, used, value, revenue, goods)


def draw_small_campaigns(rng: np.random.Generator) -> Arguments:
    """Four campaigns like the printed ones."""
    rows = [_campaign(rng, 1), _campaign(rng, 2), _campaign(rng, 3, voucher=False), _campaign(rng, 4, free=True)]
    return campaigns(rows)


def draw_campaigns(rng: np.random.Generator) -> Arguments:
    """Sixteen campaigns, four without a voucher and two that cost nothing."""
    rows = [_campaign(rng, number, free=number in (7, 13), voucher=number % 4 != 0) for number in range(1, 17)]
    return campaigns(rows)


def draw_failed_campaigns(rng: np.random.Generator) -> Arguments:
    """Campaigns that sold nothing, or below cost, or exactly what they cost."""
    one, two, three = (list(_campaign(rng, number)) for number in (1, 2, 3))
    one[5:] = [0, one[6], 0, 0]
    two[8] = two[7] + 500
    cost = three[2] + three[3] * three[4] + three[5] * three[6]
    three[7:] = [cost * 2, cost]
    return campaigns([tuple(one), tuple(two), tuple(three)])


def draw_free_campaigns(rng: np.random.Generator) -> Arguments:
    """Campaigns that cost nothing, one of which also brought nothing."""
    one, two = _campaign(rng, 1, free=True), list(_campaign(rng, 2, free=True))
    two[7:] = [0, 0]
    return campaigns([one, tuple(two)])


CAMPAIGN_CASES = (
    Case(
        key="small",
        name=Text("the four campaigns on the page", "頁面上的四檔活動"),
        share=0.25,
        draw=draw_small_campaigns,
        printed=campaigns(SMALL_CAMPAIGNS),
    ),
    Case(
        key="ordinary",
        name=Text("sixteen campaigns", "十六檔活動"),
        share=0.45,
        draw=draw_campaigns,
        ordinary=True,
    ),
    Case(
        key="failed",
        name=Text("campaigns that earned nothing", "沒有賺到錢的活動"),
        share=0.15,
        draw=draw_failed_campaigns,
    ),
    Case(
        key="no-base",
        name=Text("campaigns that cost nothing", "沒有花錢的活動"),
        share=0.15,
        draw=draw_free_campaigns,
    ),
)


# A campaign with a group that was held out

SMALL_PEOPLE = (
    ("C00001", "treated", 1500),
    ("C00002", "treated", 0),
    ("C00003", "held_out", 0),
    ("C00004", "treated", 900),
    ("C00005", "treated", 0),
    ("C00006", "held_out", 1300),
    ("C00007", "treated", 1100),
    ("C00008", "treated", 0),
    ("C00009", "held_out", 0),
    ("C00010", "treated", 1300),
    ("C00011", "treated", 0),
    ("C00012", "held_out", 0),
)
SMALL_TRIAL = {"margin": 0.35, "cost": 300, "coupon": 25}
"""The campaign that the page prints: eight got the letter and four bought; of four held out, one did."""


def trial(people: pd.DataFrame, margin: float, cost: int, coupon: int) -> Arguments:
    """The input of the task on the incremental return."""
    return {"people": people, "margin": margin, "cost": cost, "coupon": coupon}


def _people(
    rng: np.random.Generator, treated: int, buyers: int, control: int, control_buyers: int, lowest: int = 6
) -> pd.DataFrame:
    """People in an order drawn by lot; those who bought spent 600 to some 3,000."""
    bought = [*([True] * buyers), *([False] * (treated - buyers))]
    bought += [*([True] * control_buyers), *([False] * (control - control_buyers))]
    groups = ["treated"] * treated + ["held_out"] * control
    spent = rng.integers(lowest, 31, size=len(groups)) * 100
    places = rng.permutation(len(groups))
    rows = zip(
        customer_ids(len(groups)),
        (groups[place] for place in places),
        (int(spent[place]) if bought[place] else 0 for place in places),
        strict=True,
    )
    return table(PEOPLE_COLUMNS, rows)


def _margin(rng: np.random.Generator) -> float:
    return float(rng.integers(30, 56)) / 100


def draw_small_trial(rng: np.random.Generator) -> Arguments:
    """Eight with the letter and four held out, with other amounts."""
    people = _people(rng, 8, int(rng.integers(4, 7)), 4, 1)
    return trial(people, _margin(rng), int(rng.integers(4, 10)) * 50, int(rng.integers(2, 8)) * 10)


def draw_trial(rng: np.random.Generator) -> Arguments:
    """180 people, about two thirds of them treated; the orders are those of the generated shop."""
    treated = int(rng.integers(112, 128))
    buyers, control_buyers = int(rng.integers(34, 48)), int(rng.integers(7, 12))
    people = _people(rng, treated, buyers, 180 - treated, control_buyers)
    year = _drawn_year(rng)
    typical = (year["revenue"] / year["orders"].where(year["orders"] > 0)).dropna().round().astype("int64")
    bought = people["amount"] > 0
    people.loc[bought, "amount"] = rng.choice(typical.to_numpy(), size=int(bought.sum()))
    return trial(people, _margin(rng), int(rng.integers(20, 60)) * 100, int(rng.integers(3, 12)) * 10)


def draw_nobody_in_control(rng: np.random.Generator) -> Arguments:
    """None of those held out bought: every order of the treated is the campaign's."""
    return trial(_people(rng, 30, int(rng.integers(5, 12)), 15, 0), _margin(rng), 900, int(rng.integers(2, 9)) * 10)


def draw_harmful(rng: np.random.Generator) -> Arguments:
    """A campaign after which fewer bought than of those held out."""
    return trial(_people(rng, 40, int(rng.integers(4, 8)), 20, int(rng.integers(6, 9))), _margin(rng), 700, 0)


def draw_no_control(rng: np.random.Generator) -> Arguments:
    """Nobody was held out."""
    return trial(_people(rng, 20, int(rng.integers(4, 9)), 0, 0), _margin(rng), 500, 50)


def draw_free_trial(rng: np.random.Generator) -> Arguments:
    """A campaign that cost nothing: a request at the till, without a voucher."""
    return trial(_people(rng, 24, int(rng.integers(8, 14)), 12, int(rng.integers(2, 4))), _margin(rng), 0, 0)


INCREMENTAL_CASES = (
    Case(
        key="small",
        name=Text("the twelve people on the page", "頁面上的十二個人"),
        share=0.2,
        draw=draw_small_trial,
        printed=trial(table(PEOPLE_COLUMNS, SMALL_PEOPLE), **SMALL_TRIAL),
    ),
    Case(
        key="ordinary",
        name=Text("a campaign to 180 people", "180 人的一檔活動"),
        share=0.4,
        draw=draw_trial,
        ordinary=True,
    ),
    Case(
        key="nobody",
        name=Text("a hold-out of whom nobody bought", "對照組沒有人買"),
        share=0.1,
        draw=draw_nobody_in_control,
    ),
    Case(
        key="harmful",
        name=Text("a campaign after which fewer bought", "辦了反而更少人買的活動"),
        share=0.1,
        draw=draw_harmful,
    ),
    Case(key="nobody-held-out", name=Text("nobody held out", "沒有留對照組"), share=0.1, draw=draw_no_control),
    Case(key="free", name=Text("a campaign that cost nothing", "沒有花錢的活動"), share=0.1, draw=draw_free_trial),
)


# Break-even

SMALL_LETTER = {"cost": 12, "order_value": 1200, "margin": 0.35, "coupon": 100, "base_rate": 0.04}
"""The letter that the page prints."""


def draw_letter(rng: np.random.Generator) -> Arguments:
    """A letter with a voucher that leaves something of every order."""
    order_value, margin = int(rng.integers(16, 60)) * 50, _margin(rng)
    return {
        "cost": int(rng.integers(3, 40)),
        "order_value": order_value,
        "margin": margin,
        "coupon": max(round(order_value * margin * rng.uniform(0.15, 0.4) / 10) * 10, 10),
        "base_rate": float(rng.integers(10, 90)) / 1000,
    }


def draw_no_voucher(rng: np.random.Generator) -> Arguments:
    """A letter without a voucher."""
    return {**draw_letter(rng), "coupon": 0}


def draw_no_base_rate(rng: np.random.Generator) -> Arguments:
    """A letter to people of whom nobody buys without it."""
    return {**draw_letter(rng), "base_rate": 0.0}


def draw_hopeless(rng: np.random.Generator) -> Arguments:
    """A letter so dear that not even an order from everybody would pay for it."""
    letter = draw_letter(rng)
    left = letter["order_value"] * letter["margin"] - letter["coupon"]
    return {**letter, "cost": int(left) + int(rng.integers(20, 80))}


def draw_voucher_eats_it(rng: np.random.Generator) -> Arguments:
    """A voucher larger than the margin of an order."""
    letter = draw_letter(rng)
    return {**letter, "coupon": int(letter["order_value"] * letter["margin"]) + int(rng.integers(5, 80))}


def draw_voucher_is_all(rng: np.random.Generator) -> Arguments:
    """A voucher that is exactly the margin of an order: nothing is left."""
    value = int(rng.integers(10, 30)) * 100
    return {
        "cost": int(rng.integers(5, 30)),
        "order_value": value,
        "margin": 0.5,
        "coupon": value // 2,
        "base_rate": 0.02,
    }


BREAK_EVEN_CASES = (
    Case(
        key="small",
        name=Text("the letter on the page", "頁面上的那封信"),
        share=0.2,
        draw=draw_letter,
        printed=SMALL_LETTER,
    ),
    Case(key="ordinary", name=Text("another letter", "另一封信"), share=0.35, draw=draw_letter, ordinary=True),
    Case(
        key="no-voucher", name=Text("a letter without a voucher", "沒有附折價券的信"), share=0.1, draw=draw_no_voucher
    ),
    Case(
        key="never-anyway",
        name=Text("people who never buy without a letter", "沒收到信就不會買的人"),
        share=0.1,
        draw=draw_no_base_rate,
    ),
    Case(
        key="hopeless",
        name=Text("a letter that cannot pay for itself", "不可能回本的信"),
        share=0.05,
        draw=draw_hopeless,
    ),
    Case(
        key="negative",
        name=Text("a voucher larger than an order's margin", "折價券比一筆訂單的毛利還大"),
        share=0.1,
        draw=draw_voucher_eats_it,
    ),
    Case(
        key="nothing-left",
        name=Text("a voucher equal to an order's margin", "折價券剛好等於一筆訂單的毛利"),
        share=0.1,
        draw=draw_voucher_is_all,
    ),
)


# The split of a budget


def split(strengths: Mapping[str, float], budget: float) -> Arguments:
    """The input of the task on the budget."""
    rows = list(strengths.items())
    return {"tiers": table({"tier": "str", "strength": "float64"}, rows), "budget": budget}


SMALL_SPLIT = {"Gold": 30, "Silver": 20, "Bronze": 10}
"""The tiers that the page prints, so strong that every unit of money brings more than itself."""


def _enough(strengths: np.ndarray, rng: np.random.Generator) -> int:
    """A budget that is spent before the last unit of money brings less than itself."""
    return int((strengths**2).sum() / 4 * rng.uniform(0.3, 0.8))


def draw_small_split(rng: np.random.Generator) -> Arguments:
    """Three tiers with other strengths."""
    strengths = rng.choice(np.arange(8, 40), size=3, replace=False)
    return split(dict(zip(SMALL_SPLIT, strengths.tolist(), strict=True)), _enough(strengths, rng))


def draw_split(rng: np.random.Generator) -> Arguments:
    """Six segments of unequal strengths."""
    strengths = np.array([int(rng.integers(low, low + 7)) for low in (52, 38, 28, 20, 13, 8)])
    names = ["Companies", "Gold", "Silver", "Bronze", "New", "Asleep"]
    places = rng.permutation(6)
    return split({names[place]: float(strengths[place]) for place in places}, _enough(strengths, rng))


def draw_equal_split(rng: np.random.Generator) -> Arguments:
    """Four tiers of equal strength."""
    strength = int(rng.integers(10, 40))
    return split(dict.fromkeys(["Gold", "Silver", "Bronze", "New"], strength), int(rng.integers(20, 60)) * 4)


def draw_deaf_tier(rng: np.random.Generator) -> Arguments:
    """A tier that does not answer to money at all."""
    strengths = rng.choice(np.arange(10, 40), size=3, replace=False)
    found = dict(zip(["Gold", "Silver", "Bronze"], strengths.tolist(), strict=True))
    return split({**found, "Asleep": 0}, _enough(strengths, rng))


def draw_one_tier(rng: np.random.Generator) -> Arguments:
    """One tier, which gets everything."""
    return split({"Gold": int(rng.integers(10, 40))}, int(rng.integers(30, 90)))


BUDGET_CASES = (
    Case(
        key="small",
        name=Text("the three tiers on the page", "頁面上的三個分級"),
        share=0.25,
        draw=draw_small_split,
        printed=split(SMALL_SPLIT, 140),
    ),
    Case(key="ordinary", name=Text("six segments", "六個客群"), share=0.45, draw=draw_split, ordinary=True),
    Case(
        key="deaf", name=Text("a tier that does not respond", "怎麼花錢都沒反應的分級"), share=0.1, draw=draw_deaf_tier
    ),
    Case(key="alike", name=Text("tiers of equal strength", "強度相同的分級"), share=0.1, draw=draw_equal_split),
    Case(key="one", name=Text("one tier only", "只有一個分級"), share=0.1, draw=draw_one_tier),
)


# An event

SMALL_GUESTS = (
    ("C00001", True, True, 1),
    ("C00002", True, True, 0),
    ("C00003", False, True, 0),
    ("C00004", True, False, 2),
    ("C00005", False, False, 0),
    ("C00006", True, True, 0),
    ("C00007", False, False, 0),
    ("C00008", True, False, 0),
    ("C00009", False, False, 0),
    ("C00010", True, False, 0),
)
SMALL_EVENT = {"base_rate": 0.1, "order_value": 5000, "margin": 0.4, "referral_value": 3000, "cost": 12000}
"""The event that the page prints: ten invited, six came, four bought, one of whom had stayed away."""


def event(guests: pd.DataFrame, **numbers: float) -> Arguments:
    """The input of the task on the event."""
    return {"guests": guests, **numbers}


def _event(
    rng: np.random.Generator, invited: int, came: float, bought: tuple[float, float], brought: float
) -> Arguments:
    """Guests who come, and buy more often if they came; some bring one, two or three new customers."""
    there = rng.random(invited) < came
    buys = rng.random(invited) < np.where(there, *bought)
    friends = np.where(there & (rng.random(invited) < brought), rng.integers(1, 4, size=invited), 0)
    guests = table(GUEST_COLUMNS, zip(customer_ids(invited), there, buys, friends, strict=True))
    return event(
        guests,
        base_rate=float(rng.integers(6, 18)) / 100,
        order_value=int(rng.integers(40, 120)) * 50,
        margin=_margin(rng),
        referral_value=int(rng.integers(20, 50)) * 50,
        cost=int(invited * rng.integers(18, 40)) * 10,
    )


def draw_small_event(rng: np.random.Generator) -> Arguments:
    """Ten invited, with other numbers."""
    guests = table(GUEST_COLUMNS, SMALL_GUESTS)
    guests["referrals"] = np.where(guests["came"], rng.integers(0, 3, size=len(guests)), 0)
    guests.loc[0, "referrals"] = 2
    return {**_event(rng, 10, 0.6, (0.5, 0.1), 0.2), "guests": guests}


def draw_event(rng: np.random.Generator) -> Arguments:
    """160 invited, more than half of whom came."""
    return _event(rng, 160, 0.6, (0.34, 0.12), 0.08)


def draw_flop(rng: np.random.Generator) -> Arguments:
    """Forty invited of whom fewer bought than would have anyway."""
    drawn = _event(rng, 40, 0.5, (0.0, 0.0), 0.05)
    drawn["guests"].loc[0, "bought"] = True
    return drawn


def draw_nobody_came(rng: np.random.Generator) -> Arguments:
    """Thirty invited, and nobody came: the invitation alone made some of them buy."""
    return _event(rng, 30, 0.0, (0.0, 0.3), 0.0)


def draw_nobody_invited(rng: np.random.Generator) -> Arguments:
    """The event was called off before anybody was invited, but the room was paid for."""
    drawn = _event(rng, 1, 0.5, (0.5, 0.5), 0.0)
    return {**drawn, "guests": drawn["guests"].iloc[:0].reset_index(drop=True), "cost": int(rng.integers(50, 90)) * 100}


EVENT_CASES = (
    Case(
        key="small",
        name=Text("the ten guests on the page", "頁面上的十位賓客"),
        share=0.25,
        draw=draw_small_event,
        printed=event(table(GUEST_COLUMNS, SMALL_GUESTS), **SMALL_EVENT),
    ),
    Case(key="ordinary", name=Text("160 people invited", "邀請 160 人"), share=0.4, draw=draw_event, ordinary=True),
    Case(
        key="flop",
        name=Text("an event after which fewer bought", "辦了反而更少人買的活動"),
        share=0.15,
        draw=draw_flop,
    ),
    Case(key="empty-room", name=Text("nobody came", "一個人都沒來"), share=0.1, draw=draw_nobody_came),
    Case(key="called-off", name=Text("nobody was invited", "一個人都沒邀請"), share=0.1, draw=draw_nobody_invited),
)
