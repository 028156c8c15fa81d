"""Who the best customers are: traits they have more often than others, and leads that look like them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import ceil
from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._arguments import column, columns, listed
from customer_value.measures._numbers import not_nan
from customer_value.measures._numbers import share as checked_share
from customer_value.measures._tables import none_negative, one_row_each, over, pandas_table, wilson

FEW = 10
"""Below so many best customers with a trait, its lift is flagged."""


def best_customers(rfm_table: Any, share: float = 0.2, *, by: str = "monetary") -> list[Any]:
    """The ids of the best customers (最佳客戶): the top share of all by one number, decided before looking at traits.

    The top `ceil(share x n)` customers, and everybody equal to the last of them, so that equals are treated alike.

    Args:
        rfm_table: a frame with `customer_id` and the number, one row per customer, such as `rfm` returns.
        share: how large a part of the customers is meant, from 0 to 1.
        by: the column to rank by, high being good.

    Returns:
        A list of customer ids, the best first; empty without customers.

    Raises:
        MeasureError: a column is missing or of another type, a customer stands on two rows, or `share` is no share.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"customer_id": list("ABCDE"), "monetary": [1700, 300, 1400, 5200, 150]})
        >>> best_customers(table), best_customers(table, 0.5)
        (['D'], ['D', 'A', 'C'])
    """
    people = pandas_table(rfm_table, "rfm_table", customer_id="key", **{column(by, "by"): "number"})
    one_row_each(people, "rfm_table", "customer_id")
    part = not_nan(checked_share(share, "share"), "share")
    n = ceil(round(part * len(people), 9))  # 0.07 x 100 is a little more than 7
    if not n:
        return []
    ranked = people.sort_values([by, "customer_id"], ascending=[False, True], ignore_index=True)
    return ranked.loc[ranked[by] >= ranked.loc[n - 1, by], "customer_id"].tolist()


def trait_lift(customers: Any, best: Collection[Any], traits: Sequence[str]) -> pd.DataFrame:
    """How much more often the best customers have a trait than all customers do (特徵提升度).

    `lift = P(trait | best) / P(trait | all)`. 2.5 means: among the best the trait is two and a half times as common as
    among **all** customers (the best are among them, too). 1 says nothing, below 1 the best have it less often. The
    same number says how much likelier a customer with the trait is to be one of the best.

    A lift is no cause, and a trait that the outcome itself makes (a VIP card, a member's discount) is a leak, not a
    finding. From a handful of customers it is chance: `few` marks those, and the interval shows it.

    Args:
        customers: a frame with `customer_id` and the traits as columns of text, one row per customer. A cell may hold
            several values with ";" between, such as interests. Put numbers such as ages into bands first.
        best: the ids of the best customers, as `best_customers` returns them; each has a row in `customers`.
        traits: the columns to look at.

    Returns:
        A pandas frame, one row per trait and value, highest lift first: `trait`, `value`, `customers` (of all, with
        it), `best` (of the best, with it), `share_all` and `share_best` (shares of those whose trait is known),
        `lift` (NaN without a base), `low` and `high` (its 95% interval) and `few` (fewer than 10 in `best`).

    Raises:
        MeasureError: a column is missing or holds no text, a customer stands on two rows, or one of the best is not
            among the customers.

    Examples:
        Of 200 customers 40 are best; 50 live in the north, 25 of them best:

        >>> import pandas as pd
        >>> customers = pd.DataFrame({"customer_id": range(200), "region": ["north"] * 50 + ["south"] * 150})
        >>> lifts = trait_lift(customers, [*range(25), *range(50, 65)], ["region"])
        >>> lifts[["value", "customers", "best", "share_all", "share_best", "lift"]]
           value  customers  best  share_all  share_best  lift
        0  north         50    25       0.25       0.625   2.5
        1  south        150    15       0.75       0.375   0.5
    """
    traits = columns(traits, "traits")
    people = pandas_table(customers, "customers", gaps=traits, customer_id="key", **dict.fromkeys(traits, "text"))
    one_row_each(people, "customers", "customer_id")
    chosen = set(listed(best, "best"))
    if strangers := sorted(map(str, chosen - set(people["customer_id"]))):
        raise MeasureError(f"best names {strangers[0]!r}, who is not in customers ({len(strangers)} in all).")
    people["best"] = people["customer_id"].isin(chosen)
    tables = [_lifts_of(people, trait) for trait in traits]
    if not tables:
        raise MeasureError("traits is empty; name at least one column of customers.")
    table = pd.concat(tables, ignore_index=True)
    return table.sort_values(["lift", "trait", "value"], ascending=[False, True, True], ignore_index=True)


def lead_scores(leads: Any, lifts: Any) -> pd.DataFrame:
    """Score leads by how much they look like the best customers: the product of the lifts of their known traits.

    A lead from a region with lift 2 and with an interest of lift 1.5 scores 3. Traits that are not known, not in the
    table, or seen on too few customers (`few`) count as 1.

    It is an order in which to call people, and no more. It is **not** a probability: traits overlap (whoever lives in
    town also earns more), so a product counts the same thing twice. It is not tested either: whether leads with a high
    score really become good customers has to be seen on leads that closed later.

    Args:
        leads: a frame with `lead_id` and columns named as the traits, one row per lead.
        lifts: what `trait_lift` returns; every trait in it is a column of `leads`.

    Returns:
        A pandas frame, one row per lead, highest score first: `lead_id`, `score` (1 = like all customers) and `known`
        (how many traits had a say).

    Raises:
        MeasureError: a column is missing or of another type, or a lead stands on two rows.

    Examples:
        >>> import pandas as pd
        >>> lifts = pd.DataFrame({"trait": ["region", "region", "kind"], "value": ["north", "south", "company"],
        ...                       "lift": [2.5, 0.5, 3.0], "few": [False, False, True]})
        >>> leads = pd.DataFrame({"lead_id": ["L1", "L2", "L3"], "region": ["south", "north", None],
        ...                       "kind": ["company", "company", "person"]})
        >>> lead_scores(leads, lifts)
          lead_id  score  known
        0      L2    2.5      1
        1      L3    1.0      0
        2      L1    0.5      1
    """
    table = pandas_table(lifts, "lifts", gaps=["lift"], trait="text", value="text", lift="number", few="flag")
    none_negative(table, "lifts", "lift")
    names = sorted(set(table["trait"]))
    table = table[~table["few"] & table["lift"].notna()]
    people = pandas_table(leads, "leads", gaps=names, lead_id="key", **dict.fromkeys(names, "text"))
    one_row_each(people, "leads", "lead_id")
    score, known = pd.Series(1.0, people.index), pd.Series(0, people.index)
    for trait in names:
        lift = table[table["trait"] == trait].set_index("value")["lift"]
        found = _values(people, trait).assign(lift=lambda values, lift=lift: values["value"].map(lift)).dropna()
        score = score.mul(found.groupby("row")["lift"].prod(), fill_value=1.0)
        known.loc[found["row"].unique()] += 1
    scored = pd.DataFrame({"lead_id": people["lead_id"], "score": score, "known": known})
    return scored.sort_values(["score", "lead_id"], ascending=[False, True], ignore_index=True)


def _values(people: pd.DataFrame, trait: str) -> pd.DataFrame:
    """A row for each value a customer or lead has of a trait: `row`, `value`; each value once."""
    values = people[trait].dropna().astype("str").str.split(";").explode().astype("str").str.strip()
    values = values[values != ""]
    return pd.DataFrame({"row": values.index, "value": values.to_numpy()}).drop_duplicates()


def _lifts_of(people: pd.DataFrame, trait: str) -> pd.DataFrame:
    values = _values(people, trait)
    values["best"] = people["best"].to_numpy()[values["row"].to_numpy(dtype=int)]
    asked = people.loc[values["row"].unique(), "best"]
    counts = values.groupby("value", as_index=False).agg(customers=("best", "size"), best=("best", "sum"))
    known, known_best = pd.Series(len(asked), counts.index), pd.Series(int(asked.sum()), counts.index)
    share_all, share_best = over(counts["customers"], known), over(counts["best"], known_best)
    overall = over(known_best, known)
    interval = wilson(counts["best"], counts["customers"])  # of P(best | trait), which is the lift times P(best)
    return counts.assign(
        trait=trait,
        share_all=share_all,
        share_best=share_best,
        lift=over(share_best, share_all),
        low=over(interval["low"], overall),
        high=over(interval["high"], overall),
        few=counts["best"] < FEW,
    )[["trait", "value", "customers", "best", "share_all", "share_best", "lift", "low", "high", "few"]]
