"""The customer file as a counter types it: the ledger's own customers, with what three years of hurry do to them.

The customers of a ledger are tidy; nobody's real file is. Since everything here was spoiled on purpose, one can say
afterwards which accounts were really one customer's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.orders.valid import valid_orders

COLUMNS = (
    *("customer_id", "name", "kind", "industry", "birth_year", "phone", "email"),
    *("region", "city", "interests", "registered_on", "consent"),
)
"""What the export holds, in this order."""

NOTHING = ("N/A", "-", " ", "無")
"""What people type where the till lets no box stay empty; the last for shops that write Chinese."""

PLACEHOLDER_YEAR = 1900
"""The year of birth that is typed where none is known, because it is the first in the list."""

SEED = 20260105

NO_PHONE, SHORT_PHONE, SHARED_PHONE = 0.05, 0.04, 0.02
NO_EMAIL, NO_REGION, CITY_FOR_REGION, NO_INDUSTRY = 0.05, 0.02, 0.03, 0.18
TWO_ACCOUNTS = 0.07
"""Shares of the customers; the last of those who came on two days or more."""

BY_EMAIL, BY_PHONE = 0.45, 0.35
"""How second accounts can be told: the same e-mail, the same telephone; the others by name and year of birth alone."""

REPEATED = 0.02
"""The share of the rows that stand in the file twice, at its end: the export stopped, and somebody started it again."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CounterFile:
    """What the till hands over.

    Attributes:
        customers: the customer file, a row for each account, the last rows twice.
        orders: the ledger's orders up to the snapshot; some under the id of a second account.
        accounts: `customer_id` of every account and `really`, the id of the customer who opened it.
    """

    customers: pd.DataFrame
    orders: pd.DataFrame
    accounts: pd.DataFrame


@once_per_ledger
def counter_file(ledger: Ledger) -> CounterFile:
    """The customers and orders of a ledger as of its snapshot, as the till has them; the same every time.

    No box is empty: where nothing is known stands a word for nothing, or 1900. Some telephone numbers lack digits, some
    are shared in a family, some regions hold a city. Some customers have a second account, with their later orders.
    The last rows stand there twice.
    """
    rng = np.random.default_rng(SEED)
    known = ledger.customers[ledger.customers["registered_on"] <= ledger.snapshot]
    people = known[list(COLUMNS)].reset_index(drop=True)
    orders = ledger.orders[ledger.orders["order_date"] <= ledger.snapshot].reset_index(drop=True)
    shared = _shared_phones(people, rng)
    second, orders = _second_accounts(people.assign(phone=shared), orders, ledger, rng)
    accounts = pd.concat([people.assign(really=people["customer_id"]), second], ignore_index=True)
    first = accounts.index < len(people)
    accounts.loc[first, "phone"] = shared.to_numpy()

    nothing = NOTHING if ledger.package.get("language", "en") != "en" else NOTHING[:3]
    for column in ("industry", "interests", "phone", "email", "region"):
        accounts[column] = _filled(accounts[column], nothing, rng)
    drawn = pd.Series(rng.random(len(accounts)))
    _put(accounts, "phone", first & (drawn < NO_PHONE), nothing, rng)
    short = first & drawn.between(NO_PHONE, NO_PHONE + SHORT_PHONE, inclusive="left")
    accounts.loc[short, "phone"] = [_short(phone) for phone in accounts.loc[short, "phone"]]
    drawn = pd.Series(rng.random(len(accounts)))
    _put(accounts, "email", first & (drawn < NO_EMAIL), nothing, rng)
    of_companies = pd.concat([people["industry"], second["industry"]], ignore_index=True).notna()
    drawn = pd.Series(rng.random(len(accounts)))
    _put(accounts, "industry", of_companies & (drawn < NO_INDUSTRY), nothing, rng)
    drawn = pd.Series(rng.random(len(accounts)))
    _put(accounts, "region", drawn < NO_REGION, nothing, rng)
    city = drawn.between(NO_REGION, NO_REGION + CITY_FOR_REGION, inclusive="left") & accounts["city"].notna()
    accounts.loc[city, "region"] = accounts.loc[city, "city"]
    accounts["birth_year"] = accounts["birth_year"].astype("Int64").fillna(PLACEHOLDER_YEAR).astype("int64")

    accounts = accounts.sort_values(["registered_on", "customer_id"], ignore_index=True)
    customers = accounts[list(COLUMNS)]
    again = customers.tail(round(REPEATED * len(customers)))
    return CounterFile(
        customers=pd.concat([customers, again], ignore_index=True),
        orders=orders,
        accounts=accounts[["customer_id", "really"]],
    )


@dataclass(frozen=True, kw_only=True)
class MergeOutcome:
    """What a rule for merging accounts did.

    Attributes:
        second: second accounts in the file.
        found: those among them that were merged with their owner's first account.
        swallowed: people who have disappeared, because they were taken for somebody else.
    """

    second: int
    found: int
    swallowed: int


def merge_outcome(links: pd.DataFrame, accounts: pd.DataFrame) -> MergeOutcome:
    """Hold merged accounts against whose they really were.

    Args:
        links: `customer_id` and `same_as`, as `same_customers` returns them.
        accounts: `customer_id` and `really`, as a `CounterFile` has them.
    """
    kept = dict(zip(links["customer_id"], links["same_as"], strict=True))
    group = accounts["customer_id"].map(lambda one: kept.get(one, one))
    second = accounts["customer_id"] != accounts["really"]
    found = second & (group == accounts["really"].map(lambda one: kept.get(one, one)))
    people = accounts.groupby(group)["really"].nunique()
    return MergeOutcome(second=int(second.sum()), found=int(found.sum()), swallowed=int((people - 1).sum()))


def _shared_phones(people: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """The telephone numbers, where a few people have that of somebody else in their city."""
    phones = people["phone"].copy()
    for place in np.flatnonzero(rng.random(len(people)) < SHARED_PHONE):
        near = np.flatnonzero((people["city"] == people.loc[place, "city"]) & (people.index != place))
        if len(near):
            phones[place] = people.loc[rng.choice(near), "phone"]
    return phones


def _second_accounts(
    people: pd.DataFrame, orders: pd.DataFrame, ledger: Ledger, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Second accounts of some who came on two days or more, and the orders, their later ones under the new id."""
    valid = valid_orders(orders, ledger.refunds, ledger.snapshot)
    days = valid.drop_duplicates(["customer_id", "order_date"]).sort_values(["customer_id", "order_date"])
    days = days[days["customer_id"].isin(people["customer_id"])].groupby("customer_id")["order_date"]
    often = days.size()[lambda sizes: sizes >= 2]
    drawn = rng.random(len(often)) < TWO_ACCOUNTS
    chosen = often[drawn] if drawn.any() else often.head(1)
    later = {one: days.get_group(one).iloc[size // 2] for one, size in chosen.items()}
    second = people.set_index("customer_id").loc[list(later)].reset_index()
    second = second.assign(really=second["customer_id"], registered_on=list(later.values()))
    prefix = "WX" if people["customer_id"].str.startswith("W").any() else "W"
    new_ids = [f"{prefix}{number + 1:05d}" for number in range(len(second))]
    second["customer_id"] = pd.Series(new_ids, index=second.index, dtype="str")
    nothing = NOTHING[0]
    sure = second["birth_year"].notna()
    kinds = rng.random(len(second))
    by_email = kinds < BY_EMAIL
    by_phone = ~by_email & ((kinds < BY_EMAIL + BY_PHONE) | ~sure)
    new_email = [f"web{number + 1}@example.net" for number in range(len(second))]
    second["email"] = second["email"].str.upper().where(by_email, new_email)
    second["phone"] = second["phone"].str.replace(r"[-\s()]", "", regex=True).where(by_phone, nothing)
    otherwise = (by_email | by_phone) & (rng.random(len(second)) < 0.5)
    second["name"] = second["name"].where(~otherwise, [_short_name(name) for name in second["name"]])
    since = second["registered_on"].astype("datetime64[us]")
    renamed = pd.DataFrame({"customer_id": second["really"], "since": since, "new": second["customer_id"]})
    moved = orders[["customer_id", "order_date"]].merge(renamed, on="customer_id", how="left")
    late = (moved["order_date"] >= moved["since"]).to_numpy()
    orders = orders.assign(customer_id=orders["customer_id"].where(~late, moved["new"].to_numpy()))
    return second, orders


def _short_name(name: str) -> str:
    """A name as somebody writes it who is in a hurry: K. Sung for Kim Sung, 宋○蘭 for 宋秀蘭."""
    if " " in name:
        first, rest = name.split(" ", 1)
        return f"{first[0]}. {rest}"
    return f"{name[0]}○{name[2:]}"


def _short(phone: str) -> str:
    """A telephone number that breaks off after its sixth digit."""
    digits = 0
    for place, sign in enumerate(phone):
        digits += sign.isdigit()
        if digits == 6:
            return phone[: place + 1]
    return phone


def _filled(column: pd.Series, nothing: tuple[str, ...], rng: np.random.Generator) -> pd.Series:
    """A column with a word for nothing in its empty cells."""
    words = pd.Series(rng.choice(nothing, size=len(column)), index=column.index, dtype="str")
    return column.astype("str").where(column.notna(), words)


def _put(
    table: pd.DataFrame, column: str, where: pd.Series, nothing: tuple[str, ...], rng: np.random.Generator
) -> None:
    """Words for nothing in some cells of a column."""
    table.loc[where, column] = rng.choice(nothing, size=int(where.sum()))
