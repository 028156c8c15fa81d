"""What a plan begins with: the tiers of the last quarter, judged on its first morning, and how they did before."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures._numbers import NAN
from customer_value.measures.lifetime_value.historic import margin_rate
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.unit_costs import order_goods
from customer_value.measures.tiers.thresholds import tier_cuts, tiers

DAYS = 90
"""How long a quarter is: the days up to its last one."""

LAPSE_DAYS = 180
"""An existing customer's last order is at most so old on the first morning."""

YEAR = 365

SHARES = (0.1, 0.3)
"""Which part of the customers the first and the second tier get, by all that they had spent; the rest is the third."""

QUARTERS = 5
"""How many quarters are looked at: the last one and the year before it."""

CALL, LETTER = 0.15, 0.04
"""What a call with a small gift and what a letter cost, as a share of what an average order leaves."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PlanQuarter:
    """The last quarter of a ledger as a plan needs it; `plan_quarter` makes it.

    Attributes:
        start, end: the first and the last day of the quarter.
        people: one row per customer who had bought before it: `customer_id`, `monetary` (all that they had spent),
            `tier`, `existing`, `bought` (in the quarter), `year_money` (spent in the year before it), `agreed` (true
            where the customer may be contacted) and `tier_after` (by the same limits on the last day).
        tiers: one row per tier from the top: `tier`, `customers`, `revenue_share`, `existing`, `agreed` (of the
            existing), `rate` (repurchase rate), `orders_per_buyer`, `order_value` (of the existing customers' orders
            in the quarter) and `clv` (mean of all customers, by the short formula).
        quarters: `end`, `tier`, `existing`, `rate` for up to five quarters, the last one first; only those before
            which the ledger is long enough to tell who is lapsed.
        margin: the margin rate.
        churn: the share of the buyers of one year who did not buy in the next; NaN on a ledger too young.
        call, letter: what each costs (money).
        lapsed: how many customers had lapsed on the first morning.
        win_back: the share of them who bought in the quarter; NaN where there are none.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    people: pd.DataFrame
    tiers: pd.DataFrame
    quarters: pd.DataFrame
    margin: float
    churn: float
    call: float
    letter: float
    lapsed: int
    win_back: float


ASSUMED_CHURN = 0.4
"""Where a ledger is too young to tell, as in lesson 8.2."""


@once_per_ledger
def plan_quarter(ledger: Ledger, names: tuple[str, str, str]) -> PlanQuarter:
    """The last 90 days of a ledger, tier by tier.

    Args:
        ledger: with the tables orders, refunds, order_lines, products and customers.
        names: what the tiers are called, from the top.
    """
    end = ledger.snapshot
    start = end - pd.Timedelta(days=DAYS - 1)
    valid = _valid(ledger, end)
    margin = margin_rate(valid, order_goods(ledger.order_lines, ledger.products))
    churn = _churn(valid, end)
    people = _people(ledger, end, names)
    agreed = ledger.customers.set_index("customer_id")["consent"].eq(True)
    people["agreed"] = people["customer_id"].map(agreed).fillna(False).astype("bool")
    spent = valid.groupby("customer_id")["amount"].sum()
    after = people[["customer_id"]].assign(monetary=people["customer_id"].map(spent).fillna(0.0))
    cuts = tier_cuts(people, dict(zip(names, SHARES, strict=False)))
    people["tier_after"] = tiers(after, cuts, rest=names[-1])["tier"].astype("str").to_numpy()
    away = people[~people["existing"]]
    each = float(valid.loc[valid["order_date"] >= start, "amount"].mean()) * margin
    return PlanQuarter(
        start=start,
        end=end,
        people=people,
        tiers=_tiers(people, valid[valid["order_date"] >= start], names, margin, churn),
        quarters=_quarters(ledger, people, names),
        margin=margin,
        churn=churn,
        call=float(f"{CALL * each:.2g}"),
        letter=float(f"{LETTER * each:.2g}"),
        lapsed=len(away),
        win_back=float(away["bought"].mean()) if len(away) else NAN,
    )


@once_per_ledger
def _valid(ledger: Ledger, day: pd.Timestamp) -> pd.DataFrame:
    """The orders that count on a day; the eve of one quarter is the last day of the one before."""
    return valid_orders(ledger.orders, ledger.refunds, day)


def _people(ledger: Ledger, end: pd.Timestamp, names: tuple[str, ...]) -> pd.DataFrame:
    """Everybody who had bought before the quarter that ends on a day: what was known then, and who bought in it."""
    start = end - pd.Timedelta(days=DAYS - 1)
    known, now = _valid(ledger, start - pd.Timedelta(days=1)), _valid(ledger, end)
    people = known.groupby("customer_id", as_index=False).agg(monetary=("amount", "sum"), last=("order_date", "max"))
    people["existing"] = people.pop("last") >= start - pd.Timedelta(days=LAPSE_DAYS)
    people["bought"] = people["customer_id"].isin(now.loc[now["order_date"] >= start, "customer_id"])
    year = known[known["order_date"] >= start - pd.Timedelta(days=YEAR)].groupby("customer_id")["amount"].sum()
    people["year_money"] = people["customer_id"].map(year).fillna(0.0)
    cuts = tier_cuts(people, dict(zip(names, SHARES, strict=False)))
    people = tiers(people, cuts, rest=names[-1])
    return people.assign(tier=people["tier"].astype("str"))


def _tiers(
    people: pd.DataFrame, quarter: pd.DataFrame, names: tuple[str, ...], margin: float, churn: float
) -> pd.DataFrame:
    groups, known = people.groupby("tier"), people[people["existing"]]
    table = pd.DataFrame({"tier": names}).set_index("tier")
    table["customers"] = groups.size().reindex(names, fill_value=0)
    table["revenue_share"] = groups["monetary"].sum().reindex(names, fill_value=0.0) / people["monetary"].sum()
    table["existing"] = known.groupby("tier").size().reindex(names, fill_value=0)
    table["agreed"] = known.groupby("tier")["agreed"].sum().reindex(names, fill_value=0)
    table["rate"] = known.groupby("tier")["bought"].mean()
    orders = quarter.merge(known[["customer_id", "tier"]], on="customer_id").groupby("tier")
    table["orders_per_buyer"] = (orders.size() / orders["customer_id"].nunique()).reindex(names, fill_value=0.0)
    table["order_value"] = orders["amount"].mean().reindex(names, fill_value=0.0)
    years = 1 / (churn if churn == churn else ASSUMED_CHURN)
    table["clv"] = groups["year_money"].mean() * margin * years
    return table.reset_index()


def _churn(valid: pd.DataFrame, end: pd.Timestamp) -> float:
    """Of those who bought in the year before last, the share who did not buy in the last one."""
    age = (end - valid["order_date"]).dt.days
    earlier = valid.loc[age.between(YEAR, 2 * YEAR - 1), "customer_id"].drop_duplicates()
    return float(1 - earlier.isin(valid.loc[age < YEAR, "customer_id"]).mean()) if len(earlier) else NAN


def _quarters(ledger: Ledger, people: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """The tiers' rates in the last quarter and in those before it, each judged on its own first morning."""
    first, parts = ledger.orders["order_date"].min(), []
    for back in range(QUARTERS):
        end = ledger.snapshot - pd.Timedelta(days=DAYS * back)
        if back and end - pd.Timedelta(days=DAYS - 1 + LAPSE_DAYS) < first:
            break
        then = _people(ledger, end, names) if back else people
        known = then[then["existing"]].groupby("tier")["bought"]
        rates = pd.DataFrame({"end": end, "tier": names}).set_index("tier")
        rates["existing"] = known.size().reindex(names, fill_value=0)
        rates["rate"] = known.mean()
        parts.append(rates.reset_index())
    return pd.concat(parts, ignore_index=True)[["end", "tier", "existing", "rate"]]
