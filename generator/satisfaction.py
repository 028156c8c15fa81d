"""How content each customer is: a lasting trait that nobody sees.

Service contacts and surveys show it through noise, the truth tells it. Content customers leave less readily.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import betaincinv, ndtr

from generator.scenario import Scenario
from generator.streams import Streams
from generator.traits import Traits

SCORES = np.linspace(-5.5, 5.5, 1101)
"""Normal scores between which a dropout probability's own is interpolated: exact to a thousandth."""


def draw_contentment(strength: float, traits: Traits, streams: Streams) -> np.ndarray:
    """Each customer's standard normal score of satisfaction, shape (customers,).

    Args:
        strength: how strongly it falls with the rank of the customer's dropout probability, 0 to 1; the correlation of
            the two normal scores is minus that.
    """
    score = np.empty(len(traits.dropout))
    rest = np.arange(len(score))
    while len(rest):  # once for each of the few laws that dropouts are drawn from
        a, b = float(traits.a[rest[0]]), float(traits.b[rest[0]])
        alike = (traits.a[rest] == a) & (traits.b[rest] == b)
        own, rest = rest[alike], rest[~alike]
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
