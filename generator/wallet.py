"""How much of what a customer spends in the category comes to the company: the share of wallet.

It is a lasting trait that nobody sees; surveys show it through noise, the truth tells it. What a customer spends
elsewhere does not follow from what the customer spends here, so that the share is large where somebody buys often and
much.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.scenario import Scenario
from generator.spend import Spend
from generator.streams import Streams
from generator.traits import Traits

YEAR = 365.25
"""Days."""


@dataclass(frozen=True, kw_only=True)
class Wallet:
    """A customer's spending in an average year; arrays of shape (customers,), in currency units.

    Attributes:
        own: what the customer would spend with the company.
        elsewhere: what with others in the same category, above 0.
    """

    own: np.ndarray
    elsewhere: np.ndarray

    @property
    def share(self) -> np.ndarray:
        """The company's share of the wallet, 0 to 1."""
        return self.own / (self.own + self.elsewhere)


def draw_wallet(scenario: Scenario, kind: np.ndarray, traits: Traits, spend: Spend, streams: Streams) -> Wallet:
    """What each customer spends here and elsewhere in an average year."""
    rules = scenario.voice.survey.wallet
    mean_order = spend.typical * np.exp(np.array([one.within for one in scenario.kinds])[kind] / 2)
    own = streams("voice/elsewhere").standard_normal(len(kind))
    median = np.array(rules.medians)[kind]
    return Wallet(
        own=yearly_orders(scenario, traits) * mean_order,
        elsewhere=median * np.exp(rules.by_level * spend.level + rules.spread * own),
    )


def yearly_orders(scenario: Scenario, traits: Traits) -> np.ndarray:
    """Orders in an average year of each customer who stays; shape (customers,).

    With contracts: the payments of the first policy and of those taken within a year of it.
    """
    contracts = getattr(scenario, "contracts", None)
    if contracts:
        return 12 / contracts.period_months * (1 + traits.rate * YEAR)
    return traits.rate * YEAR
