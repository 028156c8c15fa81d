"""List prices look like those of their trade, and stay near what the scenario says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.prices import STYLES, list_price


@pytest.mark.parametrize(
    ("style", "digits", "price", "nice"),
    [
        ("tw", 0, 184, 180),
        ("tw", 0, 640, 650),
        ("tw", 0, 1733, 1780),
        ("tw", 0, 14_800, 14_800),
        ("counter", 0, 91.5, 90),
        ("counter", 0, 133.5, 135),
        ("counter", 0, 1, 5),
        ("trade", 0, 87.4, 87),
        ("trade", 0, 1256, 1300),
        ("trade", 0, 86_400, 86_000),
        ("cn", 2, 25.7, 2590),
        ("cn", 2, 35.1, 3490),
        ("cn", 2, 71, 6990),
        ("cn", 2, 152.1, 14_900),
        ("cn", 2, 1_870, 189_900),
        ("us", 2, 5.4, 550),
        ("us", 2, 8.9, 899),
        ("us", 2, 23.1, 2295),
        ("us", 2, 118, 12_000),
        ("us", 2, 48_001, 4_800_000),
    ],
)
def test_prices_end_as_the_trade_writes_them(style, digits, price, nice):
    assert list_price(style, price, digits) == nice


@given(st.sampled_from(sorted(STYLES)), st.floats(12, 1e6), st.sampled_from([0, 2]))
def test_every_style_stays_close(style, price, digits):
    assert abs(list_price(style, price, digits) / 10**digits - price) / price < 0.3


@given(st.sampled_from(sorted(STYLES)), st.floats(30, 1e6))
def test_prices_of_everyday_size_are_within_a_sixth(style, price):
    assert abs(list_price(style, price, 2) / 100 - price) / price < 0.17


@given(st.sampled_from(sorted(STYLES)), st.floats(0.01, 12))
def test_no_price_is_zero(style, price):
    assert list_price(style, price, 2) > 0
