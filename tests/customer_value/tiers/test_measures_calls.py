"""Right and wrong calls: five rates that are taken for one another, and whom it pays to call."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, precision_score, recall_score

from customer_value import (
    MeasureError,
    accuracy,
    base_rate,
    call_profit,
    call_threshold,
    confusion,
    precision,
    recall,
    specificity,
    worth_calling,
)

TP, FP, FN, TN = 30, 20, 10, 140
ACTUAL = [True] * TP + [False] * FP + [True] * FN + [False] * TN
CALLED = [True] * (TP + FP) + [False] * (FN + TN)
TABLE = confusion(ACTUAL, CALLED)

RATES = {precision: 0.60, recall: 0.75, accuracy: 0.85, specificity: 0.875, base_rate: 0.20}

flags = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30)
chances = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=30)


def test_the_confusion_matrix_of_the_example():
    assert TABLE.loc[True].to_dict() == {True: TP, False: FN}
    assert TABLE.loc[False].to_dict() == {True: FP, False: TN}
    assert (TABLE.index.name, TABLE.columns.name) == ("actual", "called")


@pytest.mark.parametrize(("rate", "value"), RATES.items())
def test_the_five_rates_of_the_example(rate, value):
    assert rate(TABLE) == pytest.approx(value)


@pytest.mark.parametrize("rate", [recall, accuracy, specificity, base_rate])
def test_no_other_rate_is_the_precision(rate):
    assert rate(TABLE) != pytest.approx(precision(TABLE), abs=0.05)


def test_calling_nobody_is_already_accurate():
    nobody = confusion(ACTUAL, [False] * len(ACTUAL))
    assert accuracy(nobody) == pytest.approx(0.80)
    assert recall(nobody) == 0
    assert math.isnan(precision(nobody))


def test_calling_everybody_has_the_base_rate_as_precision():
    everybody = confusion(ACTUAL, [True] * len(ACTUAL))
    assert precision(everybody) == base_rate(everybody) == pytest.approx(0.20)
    assert (recall(everybody), specificity(everybody)) == (1, 0)


@pytest.mark.parametrize("rate", RATES)
def test_no_customer_has_no_rate(rate):
    assert math.isnan(rate(confusion([], [])))


def test_each_rate_has_a_base_of_its_own():
    only = confusion([True, True], [False, True])
    assert math.isnan(specificity(only))
    assert math.isnan(recall(confusion([False], [True])))


@given(flags, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_rates_are_those_of_scikit_learn_in_any_order(rows, random):
    actual, called = zip(*random.sample(rows, len(rows)), strict=True)
    table = confusion(actual, called)
    assert table.to_numpy().sum() == len(rows)
    assert table.equals(confusion(*zip(*rows, strict=True)))
    assert accuracy(table) == pytest.approx(accuracy_score(actual, called))
    if any(called):
        assert precision(table) == pytest.approx(precision_score(actual, called))
    if any(actual):
        assert recall(table) == pytest.approx(recall_score(actual, called))


# Whom to call


def test_the_threshold_is_cost_over_gain_and_not_a_half():
    assert call_threshold(gain=100, cost=20) == 0.2
    assert worth_calling([0.1, 0.2, 0.2000001, 0.5], gain=100, cost=20).tolist() == [False, False, True, True]
    assert worth_calling([0.3], gain=100, cost=20).tolist() != [0.3 > 0.5]


def test_nothing_to_gain_has_no_threshold_and_a_free_call_always_pays():
    assert math.isnan(call_threshold(gain=0, cost=20))
    assert math.isnan(call_threshold(gain=0, cost=0))
    assert call_threshold(gain=10, cost=20) == 2
    assert worth_calling([1.0], gain=10, cost=20).tolist() == [False]
    assert worth_calling([0.01], gain=10, cost=0).tolist() == [True]


def test_the_calls_keep_the_index():
    assert worth_calling(pd.Series([0.9], index=["C7"]), 100, 20).index.tolist() == ["C7"]


@given(chances, st.integers(1, 50), st.integers(0, 50))
@settings(max_examples=30, deadline=None)
def test_profit_is_a_plain_count(rows, gain, cost):
    probability, actual = [step / 20 for step, _ in rows], [came for _, came in rows]
    table = call_profit(probability, actual, gain, cost)
    assert table["threshold"].tolist() == [step / 100 for step in range(101)]
    for found in table.iloc[::20].to_dict("records"):
        called = [came for p, came in zip(probability, actual, strict=True) if p > found["threshold"]]
        assert found["called"] == len(called)
        assert found["profit"] == sum(called) * gain - len(called) * cost
        matrix = confusion(actual, [p > found["threshold"] for p in probability])
        for rate in (precision, recall):
            assert found[rate.__name__] == pytest.approx(rate(matrix), nan_ok=True)
    assert table["called"].is_monotonic_decreasing
    assert (table["hits"].diff().dropna() <= 0).all()


def test_where_probabilities_are_honest_the_best_threshold_is_cost_over_gain():
    honest = [step / 10 for step in range(1, 10) for _ in range(10)]
    came = [place < step for step in range(1, 10) for place in range(10)]
    table = call_profit(honest, came, gain=100, cost=35).set_index("threshold")
    assert table["profit"].idxmax() == pytest.approx(0.30)
    assert table.loc[call_threshold(100, 35), "profit"] == table["profit"].max()
    assert table.loc[0.5, "profit"] < table["profit"].max()


def test_nobody_to_call():
    table = call_profit([], [], 100, 20, thresholds=[0.2])
    assert table.loc[0, ["called", "hits", "profit"]].tolist() == [0, 0, 0]
    assert table[["precision", "recall"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: confusion([True], [True, False]), "actual has 1 entries and called 2"),
        (
            lambda: confusion([True, None], [True, True]),
            "actual holds nothing on 1 of 2 rows; it has to say true or false",
        ),
        (lambda: confusion([True], ["yes"]), "called holds 'yes' on 1 of 1 rows; it has to say true or false"),
        (lambda: precision(pd.DataFrame({"a": [1]})), "table has to be a confusion matrix"),
        (lambda: call_threshold(gain=-1, cost=20), "gain is -1; give a number of at least 0"),
        (lambda: call_threshold(gain=1, cost=math.inf), "cost is inf"),
        (lambda: worth_calling([33], 100, 20), "not from 0 to 1"),
        (lambda: worth_calling([0.5, None], 100, 20), "missing or not from 0 to 1"),
        (lambda: worth_calling(["0.5"], 100, 20), "probability holds no numbers"),
        (lambda: call_profit([0.5], [True, False], 100, 20), "probability has 1 entries and actual 2"),
        (lambda: call_profit([0.5], [True], 100, 20, thresholds=[20]), "thresholds is 20; give a share"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
