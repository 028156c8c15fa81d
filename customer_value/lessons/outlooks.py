"""What is still to come of each customer on any day: by their contracts where there are any, by a model where not.

And three customers to follow: one who brought most and has fallen silent, a regular, a newcomer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.stories import Rule, portraits
from customer_value.measures.lifetime_value.bgnbd import fit_bgnbd
from customer_value.measures.lifetime_value.clv_forecast import DAYS_PER_MONTH
from customer_value.measures.lifetime_value.gamma_gamma import fit_gamma_gamma
from customer_value.measures.lifetime_value.historic import margin_rate
from customer_value.measures.lifetime_value.histories import btyd_summary
from customer_value.measures.lifetime_value.renewals import renewal_table
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns.unit_costs import order_goods

MONTHS = 36
"""How far an outlook goes: three years."""

COLUMNS = ["customer_id", "p_alive", "if_there", "clv"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Outlook:
    """What is to come of the customers of one ledger; `look_ahead` makes it.

    Attributes:
        contractual: whether leaving is seen (the ledger has contracts) or has to be inferred from silence.
        margin: the margin rate of all valid orders, a share.
        months: how many months after the day are looked at.
        ahead: from valid orders and a day to the outlook on that day.
        ledger: the ledger.
    """

    contractual: bool
    margin: float
    months: int
    ahead: Callable[[pd.DataFrame, pd.Timestamp], pd.DataFrame]
    ledger: Ledger

    def on(self, day: Any, customers: Iterable[Any] | None = None) -> pd.DataFrame:
        """What is to come after a day, as it could be judged on that day.

        Args:
            day: the day to stand on; orders, refunds and lapses after it are not known yet.
            customers: the ids that are wanted; all when None.

        Returns:
            One row per customer with a valid order, sorted by id: `customer_id`, `p_alive` (share: the chance of still
            being a customer), `if_there` (money: the margin to expect of somebody who certainly is one), `clv` (money,
            `p_alive x if_there`, not discounted).
        """
        now = pd.Timestamp(day)
        orders, refunds = self.ledger.orders, self.ledger.refunds
        if customers is not None:
            orders = orders[orders["customer_id"].isin(list(customers))]
        valid = valid_orders(orders, refunds, now)
        if valid.empty:
            return pd.DataFrame(
                {name: pd.Series(dtype="object" if name == "customer_id" else float) for name in COLUMNS}
            )
        table = self.ahead(valid, now)
        return table.assign(clv=table["p_alive"] * table["if_there"])[COLUMNS]


@once_per_ledger
def look_ahead(ledger: Ledger, months: int = MONTHS) -> Outlook:
    """The outlook on a ledger's customers.

    Where the ledger has contracts, a customer with one that runs is there for certain, and without one is gone for
    certain; what comes are the renewal payments of those contracts, each as likely as renewals were so far. Elsewhere
    BG/NBD says how likely a silent customer is still there and how often one who is will buy, Gamma-Gamma for how much.

    Raises:
        MeasureError: the ledger has too few customers who bought again for a model.
    """
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    margin = margin_rate(valid, order_goods(ledger.order_lines, ledger.products))
    contractual = "policies" in ledger.table_names
    ahead = _by_contract(ledger, margin, months) if contractual else _by_model(valid, ledger.snapshot, margin, months)
    return Outlook(contractual=contractual, margin=margin, months=months, ahead=ahead, ledger=ledger)


def _by_model(
    valid: pd.DataFrame, snapshot: pd.Timestamp, margin: float, months: int
) -> Callable[[pd.DataFrame, pd.Timestamp], pd.DataFrame]:
    """Of a shop, fitted on the snapshot: chance and purchases by BG/NBD, money per purchase by Gamma-Gamma."""
    histories = btyd_summary(valid, snapshot)
    buying, spending = fit_bgnbd(histories), fit_gamma_gamma(histories)

    def ahead(known: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
        people = btyd_summary(known, day).reset_index(drop=True)
        often = buying.orders_if_alive(people["frequency"], people["T"], months * DAYS_PER_MONTH)
        worth = spending.expected_value(people).to_numpy() * margin
        return people[["customer_id"]].assign(p_alive=buying.p_alive(people).to_numpy(), if_there=often * worth)

    return ahead


def _by_contract(ledger: Ledger, margin: float, months: int) -> Callable[[pd.DataFrame, pd.Timestamp], pd.DataFrame]:
    """Of contracts: who has one is seen; each renewal to come is as likely as renewals were up to the snapshot."""
    policies = ledger.table("policies")
    tables = [renewal_table(of_period, ledger.snapshot) for _, of_period in policies.groupby("period_months")]
    counted = pd.concat(tables)[["due", "renewed"]].sum()
    stays = counted["renewed"] / counted["due"] if counted["due"] else 1.0

    def ahead(known: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
        begun = policies[policies["started_on"] <= day]
        gone = begun["lapsed_on"].where(begun["lapsed_on"] <= day)
        payments = months // begun["period_months"]
        # What one contract brings if it runs: r + r^2 + ... over the renewals in the months ahead.
        renewals = payments if stays == 1 else stays * (1 - stays**payments) / (1 - stays)
        worth = begun["premium"] * margin * renewals
        running = gone.isna()
        by = begun["customer_id"]
        runs, last = running.groupby(by).any(), gone.groupby(by).transform("max")
        # Of somebody without a contract that runs: what the ones that ran last would have brought.
        counts = running | (~by.map(runs) & (gone == last))
        money = worth.where(counts, 0.0).groupby(by).sum()
        people = pd.Index(np.sort(known["customer_id"].unique()), name="customer_id")
        found = pd.DataFrame({"p_alive": runs.astype(float), "if_there": money}).reindex(people, fill_value=0.0)
        return found.reset_index()

    return ahead


@once_per_ledger
def pick_three(ledger: Ledger) -> pd.DataFrame:
    """Three customers to follow from the first order on: the same three every time for the same ledger and snapshot.

    A has brought a lot and is probably gone, B comes regularly and has brought less, C is new. Only what is known on
    the snapshot decides. Where a ledger has nobody like that, the nearest is taken.

    Returns:
        Three rows: `label` (A to C), `customer_id`, `story` ("gone", "regular", "new"), `exact` (False for a nearest
        one).

    Raises:
        MeasureError: fewer than three customers have bought twice.
    """
    people = portraits(ledger.orders, ledger.refunds, ledger.snapshot)
    people = people.merge(look_ahead(ledger).on(ledger.snapshot), on="customer_id")
    people = people[people["orders"] >= 2]
    if len(people) < len(RULES):
        raise MeasureError(
            f"{len(people)} customers have bought twice by {ledger.snapshot:%Y-%m-%d}; three are needed to follow."
        )
    rows = []
    for label, (story, order, rules) in zip("ABC", RULES, strict=True):
        fits, exact = people, False
        for place, rule in enumerate(rules):
            if len(found := people[rule(people)]):
                fits, exact = found, place == 0
                break
        best = fits.sort_values([order, "customer_id"], ascending=[False, True]).iloc[0]
        rows.append((label, best["customer_id"], story, exact))
        people = people[people["customer_id"] != best["customer_id"]]
        if label == "A" and (people["money"] < best["money"]).sum() >= 2:
            people = people[people["money"] < best["money"]]
    return pd.DataFrame(rows, columns=["label", "customer_id", "story", "exact"])


def _gone(chance: float, fewest: int) -> Rule:
    return lambda one: (one["p_alive"] <= chance) & one["orders"].between(fewest, 40)


def _there(fewest: int, age: int) -> Rule:
    return lambda one: (one["p_alive"] >= 0.8) & one["orders"].between(fewest, 40) & (one["age"] >= age)


def _new(oldest: int) -> Rule:
    return lambda one: (one["p_alive"] >= 0.7) & one["orders"].between(2, 5) & (one["age"] <= oldest)


RULES: tuple[tuple[str, str, tuple[Rule, ...]], ...] = (
    (
        "gone",
        "money",
        (
            lambda one: _gone(0.35, 6)(one) & (one["p_alive"] >= 0.05) & (one["recency"] > 180),
            _gone(0.35, 6),
            _gone(0.5, 4),
            _gone(0.6, 2),
            lambda one: one["recency"] > 365,
            lambda one: one["recency"] > one["gap"].fillna(0) * 2,
        ),
    ),
    ("regular", "clv", (_there(6, 730), _there(6, 365), _there(4, 180), _there(2, 0))),
    ("new", "clv", (_new(150), _new(270), _new(400))),
)
"""Each story, what ranks those who fit (largest first), and its rules from the story as told to looser ones."""
