"""How close a twin came: a ledger is drawn from its file and held against the real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from generator.check.classifier import Auc, auc
from generator.check.distances import Distances, distances, halves
from generator.check.features import customer_features
from generator.check.profile import Profile, profile
from generator.fit.ledger import Days
from generator.fit.twin import draw_days
from generator.scenario import CoreScenario

BY_THE_CLOCK = 0.15
"""Gaps of a ledger without contracts come closer than this and chance."""


@dataclass(frozen=True, kw_only=True)
class Closeness:
    """A twin beside its original.

    Attributes:
        real, twin: the profiles.
        apart: distances of the two.
        by_chance: distances of two random halves of the original, mean of three.
        judge: how well a classifier tells customers of the two apart.
    """

    real: Profile
    twin: Profile
    apart: Distances
    by_chance: dict[str, float]
    judge: Auc


def as_orders(ledger: Days) -> pd.DataFrame:
    """Plain orders: customer_id, date and value."""
    date = pd.Timestamp(ledger.start) + pd.to_timedelta(ledger.day, unit="D")
    return pd.DataFrame({"customer_id": ledger.customer, "date": date, "value": ledger.value})


def closeness(real: Days, scenario: CoreScenario, seed: int = 1) -> Closeness:
    """Draw as many customers as the original has, and compare.

    Args:
        real: the original.
        scenario: the twin as read from its file; without products, so that orders are as the fit has them.
    """
    original, made = as_orders(real), as_orders(draw_days(scenario, len(real.count), seed))
    end = original["date"].max()
    chance = [distances(*halves(original, number), end, end) for number in range(3)]
    names = ("orders", "gaps", "values", "recency", "retention")
    return Closeness(
        real=profile(original, end),
        twin=profile(made, end),
        apart=distances(original, made, end, end),
        by_chance={name: float(np.mean([getattr(one, name) for one in chance])) for name in names},
        judge=auc(customer_features(original, end), customer_features(made, end)),
    )


def sentences(found: Closeness) -> Sequence[str]:
    """What the figures say, in plain words."""
    judged = (
        f"A judge trained to tell customers of the twin from real ones is right about a pair with a chance of "
        f"{found.judge.value:.3f} (0.5 = it can only guess)"
    )
    if found.judge.value > 0.52 and found.judge.tell_tales:
        judged += f"; it goes by {found.judge.tell_tales[0].name.replace('_', ' ')} most"
    far = [
        f"{name} ({getattr(found.apart, name):.3f}, by chance {found.by_chance[name]:.3f})"
        for name in ("orders", "gaps", "values")
        if getattr(found.apart, name) > found.by_chance[name] + 0.01
    ]
    close = "Orders per customer, gaps and order values lie as close as two halves of the ledger do, or .01 further."
    said = [judged + ".", f"Further apart than chance and .01 explain: {', '.join(far)}." if far else close]
    if found.apart.gaps > found.by_chance["gaps"] + BY_THE_CLOCK:
        said.append(
            "Gaps so far apart are those of people who buy by the clock, as with subscriptions and policies, which a "
            "twin cannot draw; the scenario insurance is a ledger of that kind."
        )
    return said
