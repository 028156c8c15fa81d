"""The second half of a07: the reference's own numbers, right and wrong, and the laws its tables keep."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import customer_value
from solutions import records
from solutions.rfm import calls, migration, premium, quality, segments, tier_table
from solutions.rfm.given import tiers
from tutor.attempt import attempt
from tutor.cases import generator
from tutor.checking import verdict_on
from tutor.pack import card
from tutor.shape import Column, Members, Table

TASKS = {task.id: task for task in records("a07").TASKS}


def wrong(task: str, key: str, **inputs):
    """What somebody with a known mistake gets."""
    return next(one for one in TASKS[task].mistakes if one.key == key).wrong(**inputs)


def test_the_assignment_is_worth_twenty_points_and_takes_about_an_hour():
    assert sum(task.points for task in TASKS.values()) == 20
    assert 45 <= sum(task.minutes for task in TASKS.values()) <= 60


# Section 37 on section 19's ten customers, in thousands: gold from 20, silver from 4.

TEN = tier_table.SMALL["customers"]


def test_the_ten_customers_are_those_of_the_reference():
    assert (TEN["monetary"] / 1_000).tolist() == [50, 20, 10, 8, 4, 3, 2, 1, 1, 1]
    assert tiers(TEN)["tier"].tolist() == ["gold"] * 2 + ["silver"] * 3 + ["bronze"] * 5


def test_the_tier_table_of_the_ten():
    table = tier_table.tier_table(TEN)
    assert table["customers"].to_dict() == {"platinum": 0, "gold": 2, "silver": 3, "bronze": 5}
    assert table["revenue_share"].tolist() == pytest.approx([0, 0.70, 0.22, 0.08])
    assert table["value_index"].tolist()[1:] == pytest.approx([3.50, 0.733, 0.16], abs=5e-4)
    assert table.loc["platinum", ["customer_share", "revenue_share"]].tolist() == [0, 0]
    assert table.loc["platinum", ["mean", "value_index"]].isna().all()


def test_what_others_get_for_gold():
    strict = wrong("a07.tiers", "strict", customers=TEN).loc["gold"]
    assert (strict["customers"], strict["revenue_share"]) == (1, 0.50)
    assert wrong("a07.tiers", "share-of-means", customers=TEN).loc["gold", "revenue_share"] == pytest.approx(
        0.797, abs=5e-4
    )
    assert "platinum" not in wrong("a07.tiers", "empty-dropped", customers=TEN).index


# Section 37's migration: 20 gold, 50 silver and 30 bronze customers, and 15 who are new.

AMOUNT = {"gold": 25_000, "silver": 5_000, "bronze": 900}
MOVES = {
    ("gold", "gold"): 14,
    ("gold", "silver"): 5,
    ("gold", "gone"): 1,
    ("silver", "gold"): 10,
    ("silver", "silver"): 30,
    ("silver", "bronze"): 5,
    ("silver", "gone"): 5,
    ("bronze", "silver"): 9,
    ("bronze", "bronze"): 15,
    ("bronze", "gone"): 6,
    ("new", "silver"): 3,
    ("new", "bronze"): 12,
}


@pytest.fixture(scope="module")
def lists():
    people = [move for move, count in MOVES.items() for _ in range(count)]
    before = {f"C{place:05d}": AMOUNT[first] for place, (first, _) in enumerate(people) if first != "new"}
    after = {f"C{place:05d}": AMOUNT[second] for place, (_, second) in enumerate(people) if second != "gone"}
    return migration.moved(before, after)


def test_the_migration_of_the_reference(lists):
    shares = migration.migration_table(**lists)
    assert shares.loc["silver", "gold"] == pytest.approx(0.20)
    assert shares.loc["platinum"].isna().all()
    assert shares.drop(index="platinum").sum(axis=1).tolist() == pytest.approx([1] * 4)
    counts = wrong("a07.migration", "counts", **lists)
    assert counts.sum()[["gold", "silver", "bronze"]].tolist() == [24, 47, 32]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("of-columns", 0.417),
        ("of-first-list", 0.10),
        ("gone-left-out", 0.222),
        ("gone-not-in-base", 0.222),
        ("inner", 0.222),
        ("transposed", 0.25),
    ],
)
def test_what_others_get_for_silver_to_gold(lists, key, value):
    assert wrong("a07.migration", key, **lists).loc["silver", "gold"] == pytest.approx(value, abs=5e-4)


# Section 37's classifier: 30 hits, 20 false alarms, 10 misses, 140 left alone.

CONFUSION = quality.called_table(quality.counted(30, 20, 10, 140))


def test_the_calls_of_the_reference():
    assert quality.call_quality(**CONFUSION) == pytest.approx({"precision": 0.60, "recall": 0.75, "base_rate": 0.20})


@pytest.mark.parametrize(
    ("key", "name", "value"),
    [("swapped", "precision", 0.75), ("accuracy", "precision", 0.85), ("specificity", "recall", 0.875)],
)
def test_what_others_get_for_the_calls(key, name, value):
    assert wrong("a07.quality", key, **CONFUSION)[name] == pytest.approx(value)


def test_zeros_in_place_of_no_base_are_not_taken_for_another_mistake():
    task = TASKS["a07.quality"]
    the_card = card(task)
    filled = attempt(
        the_card, {"call_quality": lambda calls: pd.Series(quality.call_quality(calls)).fillna(0).to_dict()}
    )
    found = verdict_on(the_card, filled, "en")
    assert (found.state, found.mistake) == ("partial", "")
    assert "no base" in found.text and 0.7 < float(found) < 1


def test_a_call_pays_above_a_fifth_not_above_a_half():
    inputs = calls.chance_table([0.1, 0.2, 0.21, 0.5, 0.9], gain=100, cost=20)
    assert customer_value.call_threshold(100, 20) == 0.2
    assert calls.call_list(**inputs).tolist() == ["C00003", "C00004", "C00005"]
    assert wrong("a07.calls", "above-half", **inputs).tolist() == ["C00005"]
    assert wrong("a07.calls", "at-the-limit-too", **inputs).tolist() == ["C00002", "C00003", "C00004", "C00005"]


# Laws


scores = st.integers(1, 5)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(scores, scores, scores), min_size=1, max_size=40), st.integers(0, 99))
def test_every_customer_is_in_one_segment_whatever_the_order_of_the_rows(rows, seed):
    inputs = segments.scored_table(rows)
    named = segments.segment_labels(**inputs).set_index("customer_id")["segment"]
    assert named.index.tolist() == inputs["scored"]["customer_id"].tolist()
    mixed = segments.segment_labels(inputs["scored"].sample(frac=1, random_state=seed))
    pd.testing.assert_series_equal(mixed.set_index("customer_id")["segment"].sort_index(), named.sort_index())
    measured = segments.measured(**inputs)["segment"].tolist()
    assert named.tolist() == measured


amounts = st.sampled_from([500, 3_999, 4_000, 4_001, 19_999, 20_000, 99_999, 100_000, 250_000])


@settings(max_examples=40, deadline=None)
@given(st.lists(amounts, max_size=30))
def test_the_tier_table_adds_up_and_holds_to_the_measure(spent):
    inputs = tier_table.spending(spent)
    table = tier_table.tier_table(**inputs)
    assert table["customers"].sum() == len(spent)
    if spent:
        assert table[["customer_share", "revenue_share"]].sum().tolist() == pytest.approx([1, 1])
        known = table[table["customers"] > 0]
        assert (known["value_index"] * np.mean(spent)).tolist() == pytest.approx(known["mean"].tolist())
    measured = tier_table.measured(**inputs).set_index("tier")
    pd.testing.assert_frame_equal(
        table[list(measured.columns.intersection(table.columns))].astype(float),
        measured[list(measured.columns.intersection(table.columns))].astype(float),
        check_index_type=False,
        check_names=False,
    )


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.integers(1, 40), amounts, max_size=25), st.dictionaries(st.integers(1, 40), amounts, max_size=25)
)
def test_the_migration_rows_add_up_and_hold_to_the_measure(first, second):
    inputs = migration.moved(*({f"C{who:05d}": spent for who, spent in one.items()} for one in (first, second)))
    shares = migration.migration_table(**inputs)
    assert all(line.isna().all() or line.sum() == pytest.approx(1) for _, line in shares.iterrows())
    pd.testing.assert_frame_equal(
        shares, migration.measured(**inputs), check_names=False, check_index_type=False, check_column_type=False
    )


@pytest.mark.parametrize("seed", range(3))
def test_no_order_or_refund_after_the_cutoff_moves_a_feature(seed):
    drawn = premium.draw_ordinary(generator(seed, "a07.premium", "law"))
    orders, refunds, cutoff = drawn["orders"], drawn["refunds"], drawn["cutoff"]
    table = premium.premium_table(**drawn)
    known = orders["order_date"] <= cutoff
    cut = premium.premium_table(orders[known], refunds[refunds["refund_date"] <= cutoff], cutoff, drawn["least"])
    features = ["frequency", "monetary"]
    pd.testing.assert_frame_equal(table[features], cut[features])
    assert 0.05 < table["premium"].mean() < 0.95 and cut["premium"].sum() == 0


@pytest.mark.parametrize("seed", range(3))
def test_the_ordinary_cases_hold_every_trouble_the_rules_are_about(seed):
    rng = np.random.default_rng(seed)
    spent = tier_table.draw_ordinary(rng)["customers"]["monetary"]
    assert (spent == 20_000).any() and (spent == 4_000).any() and (spent < 100_000).all()
    drawn = migration.draw_ordinary(rng)
    first, second = (set(drawn[name]["customer_id"]) for name in ("before", "after"))
    assert first - second and second - first and first & second
    counts = wrong("a07.migration", "counts", **drawn)
    assert counts.loc["platinum"].sum() == 0 and counts["platinum"].sum() >= 2
    chances, gain, cost = calls.draw_ordinary(rng).values()
    assert (chances["p"] * gain == cost).any()


def test_unit_and_shape_of_what_comes_back_are_said():
    assert TASKS["a07.segments"].returns == Column(name="segment", holds="text")
    assert isinstance(TASKS["a07.calls"].returns, Members)
    for task in ("a07.tiers", "a07.migration", "a07.premium"):
        returns = TASKS[task].returns
        assert isinstance(returns, Table)
        for column in returns.columns:
            assert f"`{column.name}`" in TASKS[task].prompt.en and f"`{column.name}`" in TASKS[task].prompt.zh_hant
