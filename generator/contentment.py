"""How content each customer is, and how much of the customer's spending in the category comes to the company.

Both are lasting traits that nobody sees: service contacts and surveys show them through noise, the truth tells them.
Content customers are those who leave less readily. What a customer spends elsewhere does not follow from what the
customer spends here, so that the company's share of the wallet is large where somebody buys often and much.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import betaincinv, ndtr

from generator.scenario import Scenario
from generator.spend import Spend
from generator.streams import Streams
from generator.traits import Traits

YEAR = 365.25
"""Days."""

SCORES = np.linspace(-5.5, 5.5, 1101)
"""Normal scores between which a dropout probability's own is interpolated: exact to a thousandth."""


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


def draw_contentment(strength: float, traits: Traits, streams: Streams) -> np.ndarray:
    """Each customer's standard normal score of satisfaction, shape (customers,).

    Args:
        strength: how strongly it falls with the rank of the customer's dropout probability, 0 to 1; the correlation of
            the two normal scores is minus that.
    """
    score = np.empty(len(traits.dropout))
    for a, b in np.unique(np.column_stack([traits.a, traits.b]), axis=0).tolist():
        own = (traits.a == a) & (traits.b == b)
        score[own] = np.interp(traits.dropout[own], _quantiles(a, b), SCORES)
    own = streams("voice/contentment").standard_normal(len(score))
    return np.sqrt(1 - strength**2) * own - strength * score


@cache
def _quantiles(a: float, b: float) -> np.ndarray:
    """The values of Beta(a, b) whose ranks are those of SCORES in a standard normal distribution."""
    return betaincinv(a, b, ndtr(SCORES))


def satisfaction_level(scenario: Scenario, kind: np.ndarray, contentment: np.ndarray) -> np.ndarray:
    """The satisfaction, 1 to 5, that each customer would state on average, before complaints and passing changes."""
    survey = scenario.voice.survey
    weights = np.array([one.weight for one in survey.attributes.values()])
    usual = np.array([weights @ survey.column("performance", company) for company in (False, True)])
    spread = survey.spread * np.sqrt(survey.halo * survey.steady)
    return np.clip(usual[kind] + spread * contentment, 1.0, 5.0)


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
