"""Everything that a check finds out about a ledger: facts and figures, before there are words or pictures."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from generator.check.bounds import Bound, bounds
from generator.check.classifier import FEWEST, Auc, auc
from generator.check.details import DETAILS, Details, ledger_details
from generator.check.distances import Distances, distances, halves
from generator.check.features import customer_features
from generator.check.laws import Law, laws
from generator.check.opened import LedgerError, Opened, open_ledger
from generator.check.orders import READERS, customer_days, one_a_day, opened_orders
from generator.check.profile import Profile, ProfileError, profile
from generator.check.published import published
from generator.described import in_words

OTHER_MONEY = 1.5
"""Where currencies differ or are not known, amounts whose medians differ by more than this factor are not alike."""

LONGER = 1.2
"""Two ledgers whose spans differ by more than this factor are told apart by that alone."""


class CheckError(ValueError):
    """A check cannot be made; the message says why, in one sentence."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """A ledger as it is compared.

    Attributes:
        name: what its column is called.
        source: where it comes from.
        orders: plain orders: customer_id, date, value.
        end: the last day observed.
        currency: ISO 4217 code; "" where it is not known.
        profile, details: what was measured; a profile is None where a ledger is too small for one.
    """

    name: str
    source: str
    orders: pd.DataFrame
    end: pd.Timestamp
    currency: str
    profile: Profile | None
    details: Details


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A ledger held against a real one.

    Attributes:
        real: the other ledger.
        distances: of the two.
        chance: of the real ledger's own random halves, which is what chance alone makes; None where it is too small.
        judge: what a classifier makes of them; None where one side has too few customers.
        by_day: whether orders of a customer's day were added together, since one ledger has customer-days only.
        longer: whether one covers a much longer time than the other.
    """

    real: Side
    distances: Distances
    chance: Distances | None
    judge: Auc | None
    by_day: bool
    longer: bool


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a check finds.

    Attributes:
        ledger: where it lies.
        title, scenario, seed: as its description has them.
        own: the ledger.
        unread: rows of its orders that could not be read as they are.
        laws: each with whether it holds.
        bounds: each with whether it holds.
        comparison: with a real ledger, where one was named.
    """

    ledger: Path
    title: str
    scenario: str
    seed: int | None
    own: Side
    unread: int
    laws: tuple[Law, ...]
    bounds: tuple[Bound, ...]
    comparison: Comparison | None

    @property
    def passes(self) -> bool:
        """Whether every law and every bound holds."""
        return all(law.holds for law in self.laws) and all(bound.holds for bound in self.bounds)


@dataclass(frozen=True, kw_only=True)
class Against:
    """The real ledger to compare with.

    Attributes:
        path: cdnow.parquet or online_retail.parquet, by path or by name in the folder REFERENCE_LEDGERS; a ledger of
            the kit; or a file of orders.
        customer, date, amount, order: the columns of a file of orders; `order` where an order has several rows.
    """

    path: Path
    customer: str = ""
    date: str = ""
    amount: str = ""
    order: str = ""


def examine(
    folder: Path, against: Against | None = None, seed: int = 0, watch: Callable[[str], None] = lambda step: None
) -> Findings:
    """Check a ledger.

    Args:
        folder: of the ledger.
        against: a real ledger to compare with.
        seed: decides the judge's folds and the halves.
        watch: told a key of check.steps in messages.toml before each long step, or such a key and a table's name.

    Raises:
        CheckError: there is no ledger, its orders cannot be read at all, or the real ledger cannot be read.
    """
    try:
        ledger = open_ledger(folder)
        held = laws(ledger, lambda table: watch(f"laws {table}"))
        watch("profile")
        own, unread = _own_side(ledger)
    except (LedgerError, ProfileError) as problem:
        raise CheckError(str(problem)) from problem
    scenario = str(ledger.package.get("scenario", ""))
    seed_of = ledger.package.get("seed")
    return Findings(
        ledger=folder,
        title=str(ledger.package.get("title", folder.name)),
        scenario=scenario,
        seed=seed_of if isinstance(seed_of, int) else None,
        own=own,
        unread=unread,
        laws=tuple(held),
        bounds=tuple(bounds(own.profile, scenario)) if own.profile else (),
        comparison=compare(own, real_side(against, watch), seed, watch) if against else None,
    )


def compare(own: Side, real: Side, seed: int = 0, watch: Callable[[str], None] = lambda step: None) -> Comparison:
    """Hold a ledger against a real one.

    Raises:
        CheckError: one of the two has too few customers for a profile.
    """
    if own.profile is None or real.profile is None:
        raise CheckError("A comparison needs at least two customers and orders on two days on both sides.")
    scaled = _other_money(own, real)
    by_day = one_a_day(own.orders) != one_a_day(real.orders)
    ours, theirs = ((customer_days(side.orders) if by_day else side.orders) for side in (own, real))
    watch("distances")
    apart = distances(ours, theirs, own.end, real.end, scaled)
    chance = distances(*halves(theirs, seed), real.end, real.end) if real.profile.customers >= 2 * FEWEST else None
    judge = None
    if min(own.profile.customers, real.profile.customers) >= FEWEST:
        watch("judge")
        judge = auc(customer_features(theirs, real.end, scaled), customer_features(ours, own.end, scaled), seed)
    spans = own.profile.days, real.profile.days
    return Comparison(
        real=real,
        distances=apart,
        chance=chance,
        judge=judge,
        by_day=by_day,
        longer=max(spans) > LONGER * min(spans),
    )


def _other_money(own: Side, real: Side) -> bool:
    """Whether amounts have to be divided by their median before they can be compared.

    A twin is in the currency that its owner says, or in none that is known, but its amounts are those of the original.
    """
    if own.currency == real.currency != "":
        return False
    medians = [side.profile.value_quantiles[2] for side in (own, real)]
    return max(medians) > OTHER_MONEY * min(medians)


def real_side(against: Against, watch: Callable[[str], None] = lambda step: None) -> Side:
    """Read and measure the real ledger.

    Raises:
        CheckError: there is none there, or it cannot be read.
    """
    path = against.path
    folder = os.environ.get("REFERENCE_LEDGERS")
    if not path.exists() and path.name in READERS and path == Path(path.name) and folder:
        path = Path(folder) / path.name
    if not path.exists():
        known = path == Path(path.name) and path.name in READERS
        hint = "; name its folder in REFERENCE_LEDGERS, or give its path" if known else ""
        raise CheckError(f"There is no file {path}{hint}.")
    watch("real")
    try:
        if path.is_dir():
            return _own_side(open_ledger(path))[0]
        if path.name in READERS:
            return _reference(path)
        return _file(path, against)
    except (LedgerError, ProfileError) as problem:
        raise CheckError(str(problem)) from problem


def _own_side(ledger: Opened) -> tuple[Side, int]:
    orders, unread = opened_orders(ledger)
    side = Side(
        name=str(ledger.package.get("scenario", ledger.folder.name)),
        source=str(ledger.folder),
        orders=orders,
        end=ledger.end,
        currency=ledger.currency,
        profile=_profile(orders, ledger.end),
        details=ledger_details(ledger),
    )
    return side, unread


def _reference(path: Path) -> Side:
    stored = published()[path.stem]
    try:
        orders, details = READERS[path.name](path), DETAILS[path.name](path)
    except (OSError, ValueError, KeyError) as problem:
        raise CheckError(f"{path} cannot be read as {path.name}: {in_words(problem, [])}.") from problem
    end = orders["date"].max()
    return Side(
        name=stored.name,
        source=str(path),
        orders=orders,
        end=end,
        currency={"cdnow": "USD", "online_retail": "GBP"}[path.stem],
        profile=profile(orders, end),
        details=details,
    )


def _file(path: Path, against: Against) -> Side:
    from generator.fit.read import FitError, read_orders

    missing = [name for name in ("customer", "date", "amount") if not getattr(against, name)]
    if missing:
        raise CheckError(f"{path.name} is a file of orders, so name its columns with --{', --'.join(missing)}.")
    try:
        orders = read_orders(path, against.customer, against.date, against.amount, against.order or None).orders
    except FitError as problem:
        raise CheckError(str(problem)) from problem
    end = orders["date"].max()
    return Side(
        name=path.stem,
        source=str(path),
        orders=orders,
        end=end,
        currency="",
        profile=_profile(orders, end),
        details=Details(),
    )


def _profile(orders: pd.DataFrame, end: pd.Timestamp) -> Profile | None:
    try:
        return profile(orders, end)
    except ProfileError:
        return None
