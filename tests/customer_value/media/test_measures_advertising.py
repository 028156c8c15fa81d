"""The chain of advertising numbers and the return on ad spend, each with what it is confused with."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    MeasureError,
    click_conversion_rate,
    click_through_rate,
    cost_per_action,
    cost_per_click,
    cost_per_mille,
    roas,
)

RATIOS = {
    "CTR": click_through_rate,
    "CVR": click_conversion_rate,
    "CPM": cost_per_mille,
    "CPC": cost_per_click,
    "CPA": cost_per_action,
    "ROAS": roas,
}

counts = st.integers(1, 10**6)


@given(st.floats(0.01, 1e6), counts, counts, counts)
@settings(max_examples=20, deadline=None)
def test_the_chain_holds_together(spend, impressions, clicks, orders):
    per_click = cost_per_click(spend, clicks)
    through = click_through_rate(clicks, impressions)
    assert per_click == pytest.approx(cost_per_mille(spend, impressions) / (1000 * through))
    assert cost_per_action(spend, orders) == pytest.approx(per_click / click_conversion_rate(orders, clicks))


def test_conversion_is_of_clicks_and_rates_are_pooled():
    ads = [(10_000, 100), (1_000, 50)]  # impressions, clicks
    pooled = click_through_rate(sum(clicks for _, clicks in ads), sum(shown for shown, _ in ads))
    assert pooled == pytest.approx(150 / 11_000)
    assert sum(click_through_rate(clicks, shown) for shown, clicks in ads) / 2 == pytest.approx(
        0.03
    )  # mean of the rates
    assert click_conversion_rate(6, 150) == 0.04
    assert click_through_rate(6, 10_000) == 0.0006  # over impressions


def test_the_return_on_ad_spend_is_not_the_return_on_investment():
    revenue, goods, ad = 300, 50, 100
    assert roas(revenue, ad) == 3
    assert (revenue - goods - ad) / ad == 1.5  # ROI, on the cost of the advertising
    assert (revenue - goods - ad) / (goods + ad) == 1.0  # the goods in the base, too
    assert roas(-20, 100) == -0.2  # more came back than was sold


@pytest.mark.parametrize("name", RATIOS)
def test_an_empty_base_gives_nan_and_missing_stays_missing(name):
    assert math.isnan(RATIOS[name](5, 0))
    assert math.isnan(RATIOS[name](math.nan, 5))
    assert RATIOS[name](0, 5) == 0
    assert type(RATIOS[name](1, 2)) is float


@pytest.mark.parametrize("name", RATIOS)
@pytest.mark.parametrize("bad", ["100", None, math.inf])
def test_what_is_no_number_is_refused(name, bad):
    with pytest.raises(MeasureError, match="give a number"):
        RATIOS[name](bad, 1)
    with pytest.raises(MeasureError, match="give a number"):
        RATIOS[name](1, bad)


@pytest.mark.parametrize("name", RATIOS)
def test_a_negative_base_is_refused(name):
    with pytest.raises(MeasureError, match="is -1; give a number of at least 0"):
        RATIOS[name](1, -1)
