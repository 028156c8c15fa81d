"""Loyalty: four parts that say different things, and a score that says on what it rests."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise
from statistics import mean, pstdev

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, loyalty_parts, loyalty_score

SNAPSHOT = dt.date(2024, 12, 31)

days = st.lists(st.integers(0, 600), min_size=1, max_size=8)


def valid(history: dict[str, list[int]], amount: float = 100) -> pd.DataFrame:
    rows = [(one, SNAPSHOT - dt.timedelta(days=age), amount) for one, ages in history.items() for age in ages]
    return pd.DataFrame(rows, columns=["customer_id", "order_date", "amount"]).astype(
        {"customer_id": "str", "order_date": "datetime64[us]", "amount": "float64"}
    )


def survey(customer: str = "A", nps: float | None = 9, category: float | None = 1000, day: str = "2024-12-01"):
    return pd.DataFrame(
        {
            "customer_id": [customer],
            "asked_on": pd.to_datetime([day]),
            "answered_on": pd.to_datetime([day]) + pd.Timedelta(days=2),
            "nps": pd.Series([nps], dtype="Int64"),
            "category_spend_12m": pd.Series([category], dtype="Int64"),
        }
    )


def part(history: list[int], surveys: pd.DataFrame | None = None) -> dict:
    (row,) = loyalty_parts(valid({"A": history}), surveys, SNAPSHOT).to_dict("records")
    return row


def test_the_four_parts_by_hand():
    found = part([40, 70, 100], survey())
    assert found == {"customer_id": "A", "wallet": pytest.approx(0.3), "tenure": 100, "regularity": 1, "nps": 9}


def test_regularity_needs_two_gaps():
    for history in ([5], [5, 5, 5], [5, 50], [5, 50, 50]):
        assert math.isnan(part(history)["regularity"])
    assert part([5, 50, 95])["regularity"] == 1


@given(days)
@settings(max_examples=40, deadline=None)
def test_a_plain_count_of_gaps_agrees(history):
    dates = sorted(set(history))
    gaps = [later - earlier for earlier, later in pairwise(dates)]
    expected = 1 / (1 + pstdev(gaps) / mean(gaps)) if len(gaps) >= 2 else math.nan
    assert part(history)["regularity"] == pytest.approx(expected, nan_ok=True)
    assert part(history)["tenure"] == max(history)


def test_what_nobody_knows_is_missing_and_not_nought():
    for found in (part([5]), part([5], survey(nps=None, category=None)), part([5], survey("B"))):
        assert math.isnan(found["wallet"])
        assert math.isnan(found["nps"])


def test_a_wallet_smaller_than_what_was_spent_with_us_is_no_answer():
    assert math.isnan(part([40, 70, 100], survey(category=200))["wallet"])
    assert part([40, 70, 100], survey(category=300))["wallet"] == 1
    assert math.isnan(part([40], survey(category=0))["wallet"])


def test_orders_and_answers_after_the_snapshot_are_not_known_yet():
    late = survey(nps=0, day="2025-01-10")
    found = part([40, 70, 100, -20], pd.concat([survey(nps=8), late], ignore_index=True))
    assert (found["nps"], found["tenure"], found["regularity"]) == (8, 100, 1)


def test_nobody_has_no_parts():
    assert loyalty_parts(valid({}), survey(), SNAPSHOT).empty
    assert loyalty_score(loyalty_parts(valid({}), None, SNAPSHOT)).empty


# The score


PARTS = pd.DataFrame({"customer_id": ["A"], "wallet": [0.6], "tenure": [219], "regularity": [0.5], "nps": [9.0]})


def score(weights: dict | None = None, **parts) -> dict:
    options = {} if weights is None else {"weights": weights}
    return loyalty_score(PARTS.assign(**parts), **options).loc[0, ["loyalty", "known"]].to_dict()


def test_the_score_is_a_weighted_mean_of_parts_from_0_to_1():
    assert score() == {"loyalty": pytest.approx(100 * (0.3 * 0.6 + 0.2 * 0.2 + 0.3 * 0.5 + 0.2 * 0.9)), "known": 1}
    assert score({"nps": 1.0})["loyalty"] == pytest.approx(90)


def test_what_is_not_known_does_not_count_as_nought():
    found = score(wallet=math.nan, nps=math.nan)
    assert found["loyalty"] == pytest.approx(100 * (0.2 * 0.2 + 0.3 * 0.5) / 0.5)
    assert found["known"] == pytest.approx(0.5)
    as_nought = score(wallet=0.0, nps=0.0)
    assert as_nought["loyalty"] == pytest.approx(19) != found["loyalty"]


def test_where_nothing_is_known_there_is_no_score():
    found = score({"nps": 1.0}, nps=math.nan)
    assert math.isnan(found["loyalty"])
    assert found["known"] == 0


def test_tenure_counts_in_full_from_a_stated_day():
    assert score({"tenure": 1.0}, tenure=1095)["loyalty"] == score({"tenure": 1.0}, tenure=9999)["loyalty"] == 100
    assert loyalty_score(PARTS, {"tenure": 1.0}, full_tenure=438).loc[0, "loyalty"] == pytest.approx(50)


def test_other_weights_put_another_customer_on_top():
    two = pd.DataFrame({"wallet": [0.9, 0.3], "regularity": [0.4, 0.9], "nps": [6.0, 10.0], "tenure": [100, 1000]})
    by_wallet = loyalty_score(two, {"wallet": 0.7, "nps": 0.3})["loyalty"]
    by_habit = loyalty_score(two, {"regularity": 0.7, "tenure": 0.3})["loyalty"]
    assert by_wallet.idxmax() == 0
    assert by_habit.idxmax() == 1


@given(st.floats(0, 1), st.floats(0, 2000), st.floats(0, 1), st.floats(0, 10))
@settings(max_examples=20, deadline=None)
def test_the_score_is_from_0_to_100_and_grows_with_every_part(wallet, tenure, regularity, nps):
    found = score(wallet=wallet, tenure=tenure, regularity=regularity, nps=nps)["loyalty"]
    assert 0 <= found <= 100 + 1e-9
    assert score(wallet=1.0, tenure=tenure, regularity=regularity, nps=nps)["loyalty"] >= found - 1e-9
    assert score(wallet=wallet, tenure=tenure, regularity=regularity, nps=10.0)["loyalty"] >= found - 1e-9


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: loyalty_parts(valid({"A": [1]}).drop(columns="amount"), None, SNAPSHOT),
            "valid has no column 'amount'",
        ),
        (lambda: part([5], survey().drop(columns="nps")), "surveys has no column 'nps'"),
        (lambda: part([5], survey(nps=11)), r"surveys\['nps'\] has an answer outside 0 to 10"),
        (lambda: score({"charm": 1.0}), "weights has 'charm'; give some of 'wallet', 'tenure', 'regularity', 'nps'"),
        (lambda: score({"nps": 0.5}), "weights sum to 0.5"),
        (lambda: score({"nps": 50}), r"weights\['nps'\] is 50; give a share"),
        (lambda: score(wallet=60), r"parts\['wallet'\] has a number outside 0 to 1"),
        (lambda: score(tenure=-3), r"parts\['tenure'\] has a number outside 0;"),
        (lambda: loyalty_score(PARTS.drop(columns="nps")), "parts has no column 'nps'"),
        (lambda: loyalty_score(PARTS, full_tenure=0), "full_tenure is 0"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
