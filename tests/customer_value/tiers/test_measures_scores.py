"""Scores: the rule for ties beside every other rule in use, cut values, missing values."""

from __future__ import annotations

from itertools import pairwise
from math import inf, nan

import numpy as np
import pandas as pd
import plain_measures as plain
import polars as pl
import pyarrow as pa
import pytest
from frame_kinds import KINDS, columns, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, rfm_scores, score, score_cuts

TIES = [1, 1, 1, 1, 1, 1, 2, 2, 3, 9]
RIGHT = [2, 2, 2, 2, 2, 2, 4, 4, 5, 5]

TABLE = pd.DataFrame(
    {
        "customer_id": ["A", "B", "C", "D", "E"],
        "recency": [305, 12, 40, 12, 200],
        "frequency": [3, 1, 2, 8, 1],
        "monetary": [1700.0, 300.0, 1400.0, 5200.0, 150.0],
    }
)

values = st.lists(st.integers(-20, 20), min_size=1, max_size=40)


@st.composite
def tables(draw) -> pd.DataFrame:
    """RFM tables with many equal customers."""
    n = draw(st.integers(1, 25))
    column = lambda low, high: draw(st.lists(st.integers(low, high), min_size=n, max_size=n))  # noqa: E731
    return pd.DataFrame(
        {
            "customer_id": [f"C{number:03}" for number in range(n)],
            "recency": column(0, 12),
            "frequency": column(1, 6),
            "monetary": column(1, 30),
        }
    )


# Ties


def test_the_ten_customers_of_the_definition():
    assert score(pd.Series(TIES)).tolist() == RIGHT


def test_other_rules_for_ties_give_other_scores_or_none():
    f = pd.Series(TIES)
    n = len(f)

    def by_rank(method: str) -> list[int]:
        return np.ceil(5 * f.rank(method=method) / n).astype(int).tolist()

    with pytest.raises(ValueError, match="Bin edges must be unique"):
        pd.qcut(f, 5, labels=[1, 2, 3, 4, 5])
    with pytest.raises(ValueError, match="labels must be one fewer"):
        pd.qcut(f, 5, labels=[1, 2, 3, 4, 5], duplicates="drop")
    others = {
        "qcut codes": (pd.qcut(f, 5, duplicates="drop").cat.codes + 1).tolist(),
        "first": pd.qcut(f.rank(method="first"), 5, labels=[1, 2, 3, 4, 5]).astype(int).tolist(),
        "min": by_rank("min"),
        "max": by_rank("max"),
        "quantile plus one": [1 + sum(value >= edge + 1 for edge in f.quantile([0.2, 0.4, 0.6, 0.8])) for value in f],
        "equal widths": pd.cut(f, 5, labels=[1, 2, 3, 4, 5]).astype(int).tolist(),
    }
    assert others["qcut codes"] == [1, 1, 1, 1, 1, 1, 2, 2, 3, 3]
    assert others["first"] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert others["min"] == [1, 1, 1, 1, 1, 1, 4, 4, 5, 5]
    assert others["max"] == [3, 3, 3, 3, 3, 3, 4, 4, 5, 5]
    assert others["quantile plus one"] == [1, 1, 1, 1, 1, 1, 3, 3, 4, 5]
    assert others["equal widths"] == [1, 1, 1, 1, 1, 1, 1, 1, 2, 5]
    assert by_rank("average") == RIGHT
    assert RIGHT not in others.values()


def test_rank_first_depends_on_the_order_of_the_rows_and_the_score_does_not():
    f = pd.Series(TIES, index=list("abcdefghij"))
    backwards = f[::-1]
    first = lambda series: np.ceil(5 * series.rank(method="first") / len(series))  # noqa: E731
    assert first(f)["a"] != first(backwards)["a"]
    assert score(backwards)[f.index].tolist() == RIGHT


def test_recency_is_ranked_downwards_and_not_six_minus_the_score():
    days = pd.Series([10, 40, 90, 200, 365])
    assert score(days, ascending=False).tolist() == [5, 4, 3, 2, 1]
    tied = pd.Series(TIES)
    assert score(tied, ascending=False).tolist() == [4, 4, 4, 4, 4, 4, 2, 2, 1, 1]
    seven = pd.Series(range(7))
    assert score(seven, ascending=False).tolist() != (6 - score(seven)).tolist()


@pytest.mark.parametrize(("n", "points"), [(1, 5), (2, 4), (3, 4), (4, 4), (5, 3), (6, 3), (7, 3), (1000, 3)])
def test_all_equal_gets_three_from_five_customers_on(n, points):
    assert score(pd.Series([8] * n)).tolist() == [points] * n
    assert score(pd.Series([8] * n), ascending=False).tolist() == [points] * n


def test_fewer_customers_than_scores_leave_low_scores_out():
    assert score(pd.Series([1, 2])).tolist() == [3, 5]
    assert score(pd.Series([1, 2, 3])).tolist() == [2, 4, 5]


@pytest.mark.parametrize(
    "make", [pd.Series, lambda given: pl.Series("orders", given), lambda given: pa.chunked_array([given])]
)
def test_any_kind_of_series_comes_back_as_it_was(make):
    found = score(make(TIES))
    assert type(found) is type(make(TIES))
    assert found.to_pylist() == RIGHT if isinstance(found, pa.ChunkedArray) else found.to_list() == RIGHT


def test_a_pandas_series_keeps_its_index_and_name():
    days = pd.Series([3, 1, 2], index=["A", "B", "C"], name="recency")
    expected = pd.Series([2, 5, 4], index=["A", "B", "C"], name="recency")
    pd.testing.assert_series_equal(score(days, ascending=False), expected)
    assert score(pd.Series([3, 1])).name is None


def test_a_missing_value_gets_no_score_and_does_not_count():
    found = score(pd.Series([1.0, nan, 2.0, 3.0, 4.0, 5.0]))
    assert found.dropna().tolist() == [1, 2, 3, 4, 5]
    assert found.isna().tolist() == [False, True, False, False, False, False]
    assert score(pl.Series([1.0, nan, 2.0, None])).to_list() == [3, None, 5, None]
    assert score(pd.Series([], dtype="float64")).tolist() == []
    assert score(pd.Series([nan, nan])).isna().all()


@given(values, st.booleans(), st.integers(2, 9))
@settings(max_examples=60, deadline=None)
def test_the_oracle_agrees(numbers, ascending, bins):
    assert score(pl.Series(numbers), ascending=ascending, bins=bins).to_list() == plain.score(
        numbers, ascending=ascending, bins=bins
    )


@given(values)
@settings(max_examples=40, deadline=None)
def test_scores_are_whole_rise_with_the_value_and_are_equal_for_equals(numbers):
    scored = sorted(zip(numbers, score(pl.Series(numbers)).to_list(), strict=True))
    assert all(1 <= points <= 5 for _, points in scored)
    for (value, points), (next_value, next_points) in pairwise(scored):
        assert points <= next_points
        assert value != next_value or points == next_points


@given(values)
@settings(max_examples=40, deadline=None)
def test_only_the_order_of_the_values_counts(numbers):
    series = pl.Series(numbers)
    expected = score(series).to_list()
    assert score(series**3 + 7).to_list() == expected
    assert score((series / 10).exp()).to_list() == expected
    assert score(-series, ascending=False).to_list() == expected


@given(values, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_shuffling_moves_scores_with_their_rows(numbers, random):
    places = list(range(len(numbers)))
    random.shuffle(places)
    shuffled = score(pl.Series([numbers[place] for place in places])).to_list()
    expected = score(pl.Series(numbers)).to_list()
    assert shuffled == [expected[place] for place in places]


@pytest.mark.parametrize("n", [5, 10, 49, 1000, 99_990])
def test_fifths_are_exact_however_many_customers(n):
    found = score(pl.Series(range(n)))
    assert found.to_list() == [-(-5 * place // n) for place in range(1, n + 1)]


# The table


@pytest.mark.parametrize("kind", KINDS)
def test_scores_of_a_table(kind):
    table = KINDS[kind](TABLE)
    found = rfm_scores(table)
    assert type(found) is type(table)
    assert columns(found) == [*TABLE.columns, "r_score", "f_score", "m_score", "cell", "score_sum"]
    assert rows(found, "customer_id", "r_score", "f_score", "m_score", "cell", "score_sum") == [
        ("A", 1, 4, 4, "144", 9),
        ("B", 5, 2, 2, "522", 9),
        ("C", 3, 3, 3, "333", 9),
        ("D", 5, 5, 5, "555", 15),
        ("E", 2, 2, 1, "221", 5),
    ]


@pytest.mark.parametrize("kind", KINDS)
@given(table=tables())
@settings(max_examples=12, deadline=None)
def test_every_kind_of_frame_gives_the_oracles_scores(kind, table):
    found = rows(rfm_scores(KINDS[kind](table)), "customer_id", "r_score", "f_score", "m_score")
    expected = zip(
        table["customer_id"],
        plain.score(table["recency"].tolist(), ascending=False),
        plain.score(table["frequency"].tolist()),
        plain.score(table["monetary"].tolist()),
        strict=True,
    )
    assert found == sorted(expected)


@given(table=tables())
@settings(max_examples=30, deadline=None)
def test_cell_and_sum_are_of_the_three_scores(table):
    for cell, total, *points in (
        rfm_scores(pl.from_pandas(table)).select("cell", "score_sum", "r_score", "f_score", "m_score").rows()
    ):
        assert cell == "".join(map(str, points))
        assert total == sum(points)
        assert 3 <= total <= 15


def test_a_cell_is_a_name_and_not_a_number():
    found = rfm_scores(TABLE)
    assert found["cell"].dtype == "str"
    assert found.loc[3, "cell"] == "555"
    assert found.loc[3, "score_sum"] == 15


def test_more_or_fewer_scores():
    ten = rfm_scores(TABLE, bins=2)
    assert ten["m_score"].tolist() == [2, 1, 2, 2, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_number_leaves_score_cell_and_sum_missing(kind):
    table = TABLE.assign(monetary=[1700.0, nan, 1400.0, 5200.0, 150.0])
    found = rows(rfm_scores(KINDS[kind](table)), "customer_id", "f_score", "m_score", "cell", "score_sum")
    assert found[1] == ("B", 2, None, None, None)
    assert found[3] == ("D", 5, 5, "555", 15)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_table_gets_the_columns(kind):
    found = rfm_scores(KINDS[kind](TABLE.iloc[:0]))
    assert columns(found)[-5:] == ["r_score", "f_score", "m_score", "cell", "score_sum"]
    assert rows(found) == []


# Cut values


def test_cut_values_are_where_scores_begin():
    cuts = score_cuts(TABLE)
    assert cuts == {
        "recency": (200, 40, 12, 12),
        "frequency": (1, 2, 3, 8),
        "monetary": (300, 1400, 1700, 5200),
    }


@pytest.mark.parametrize("kind", KINDS)
@given(table=tables(), bins=st.integers(2, 9))
@settings(max_examples=8, deadline=None)
def test_a_tables_own_cut_values_give_its_scores_again(kind, table, bins):
    frame = KINDS[kind](table)
    by_place = rows(rfm_scores(frame, bins), "customer_id", "cell")
    assert rows(rfm_scores(frame, cuts=score_cuts(frame, bins)), "customer_id", "cell") == by_place


def test_with_the_same_cut_values_a_bad_year_shows():
    worse = TABLE.assign(monetary=TABLE["monetary"] / 10)
    assert rfm_scores(worse)["m_score"].tolist() == rfm_scores(TABLE)["m_score"].tolist()
    assert rfm_scores(worse, cuts=score_cuts(TABLE))["m_score"].tolist() == [1, 1, 1, 2, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_on_a_cut_has_reached_it(kind):
    cuts = {"recency": (90, 30), "frequency": (2, 5), "monetary": (500, 1000)}
    table = pd.DataFrame(
        {
            "customer_id": list("ABC"),
            "recency": [91, 90, 30],
            "frequency": [1, 2, 5],
            "monetary": [499.99, 500.0, 1000.0],
        }
    )
    assert rows(rfm_scores(KINDS[kind](table), cuts=cuts), "customer_id", "cell") == [
        ("A", "111"),
        ("B", "222"),
        ("C", "333"),
    ]


def test_a_score_nobody_reached_stays_out_of_reach():
    same = TABLE.assign(frequency=1)
    cuts = score_cuts(same)
    assert cuts["frequency"] == (1, 1, inf, inf)
    assert score_cuts(TABLE.assign(recency=7))["recency"] == (7, 7, -inf, -inf)
    assert rfm_scores(TABLE.assign(frequency=99), cuts=cuts)["f_score"].tolist() == [3] * 5


def test_cut_values_of_nobody_are_refused():
    with pytest.raises(MeasureError, match=r"rfm_table\['recency'\] has no values"):
        score_cuts(TABLE.iloc[:0])


@pytest.mark.parametrize(
    ("cuts", "words"),
    [
        ({"recency": (90, 30)}, "give 'recency', 'frequency', 'monetary'"),
        ({"recency": (90, 30), "frequency": (2,), "monetary": (1, 2)}, "as many each"),
        ({"recency": (30, 90), "frequency": (2, 3), "monetary": (1, 2)}, "falling, since few days are good"),
        ({"recency": (90, 30), "frequency": (3, 2), "monetary": (1, 2)}, r"cuts\['frequency'\] is \(3, 2\)"),
        ({"recency": (), "frequency": (), "monetary": ()}, "whole number from 2 to 9"),
        ({"recency": (nan, 30), "frequency": (2, 3), "monetary": (1, 2)}, r"cuts\['recency'\]"),
    ],
)
def test_bad_cut_values_are_refused(cuts, words):
    with pytest.raises(MeasureError, match=words):
        rfm_scores(TABLE, cuts=cuts)


# Bad input


@pytest.mark.parametrize("bins", [0, 1, 10, 2.5, "5", True, None])
def test_bins_are_two_to_nine(bins):
    with pytest.raises(MeasureError, match="whole number from 2 to 9"):
        score(pd.Series(TIES), bins=bins)
    with pytest.raises(MeasureError, match="whole number from 2 to 9"):
        rfm_scores(TABLE, bins)


@pytest.mark.parametrize("wrong", [TIES, np.array(TIES), TABLE, 5, None])
def test_only_a_series_can_be_scored(wrong):
    with pytest.raises(MeasureError, match="has to be a Series"):
        score(wrong)


def test_text_cannot_be_scored():
    with pytest.raises(MeasureError, match="holds text, not numbers"):
        score(pd.Series(["1", "2"]))
    with pytest.raises(MeasureError, match=r"rfm_table\['monetary'\] holds text"):
        rfm_scores(TABLE.astype({"monetary": "str"}))
    with pytest.raises(MeasureError, match="rfm_table has no column 'frequency'"):
        rfm_scores(TABLE.drop(columns="frequency"))
