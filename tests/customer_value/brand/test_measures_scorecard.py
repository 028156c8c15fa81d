"""The brand scorecard: one scale, one voice per customer, the worst stage first."""

from __future__ import annotations

import math
from statistics import mean, stdev

import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import JOURNEY, MeasureError, journey_scorecard

DAY = "2024-12-31"
STAGES = {
    "delivery": ["performance_delivery"],
    "service": ["performance_service", "rating"],
    "afterwards": ["nps"],
}


def surveys_of(rows: list[tuple]) -> pd.DataFrame:
    names = ["customer_id", "answered_on", "performance_delivery", "performance_service", "nps"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.astype({"answered_on": "datetime64[us]"} | dict.fromkeys(names[2:], "Int64"))


def contacts_of(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["customer_id", "resolved_on", "rating"])
    return frame.astype({"resolved_on": "datetime64[us]", "rating": "Int64"})


SURVEYS = surveys_of(
    [
        ("A", "2024-11-05", 3, 4, 9),
        ("B", "2024-11-06", 1, None, 10),
        ("C", "2024-11-07", 5, 5, 2),
        ("A", "2024-06-01", 5, 4, 9),
        ("D", None, None, None, None),
        ("E", "2023-12-31", 1, 1, 0),  # the day before the window
        ("F", "2025-01-01", 1, 1, 0),  # after the snapshot
    ]
)
CONTACTS = contacts_of(
    [("A", "2024-12-01", 2), ("A", "2024-12-02", 2), ("G", "2024-12-05", 1), ("H", None, None), ("I", "2025-01-02", 1)]
)


def card(surveys: pd.DataFrame = SURVEYS, contacts: pd.DataFrame = CONTACTS, **options) -> pd.DataFrame:
    return journey_scorecard(surveys, contacts, DAY, stages=STAGES, **options).set_index("stage")


def test_every_answer_goes_onto_one_scale_and_every_customer_counts_once():
    table = card()
    # delivery: A (50 + 100) / 2, B 0, C 100; service: A (75 + 75 + 25 + 25) / 4, C 100, G 0; nps: A 90, B 100, C 20
    assert table["score"].to_dict() == pytest.approx({"service": 50.0, "delivery": 175 / 3, "afterwards": 70.0})
    assert table["customers"].tolist() == [3, 3, 3]
    assert table.index.tolist() == ["service", "delivery", "afterwards"]  # the worst first


def test_what_people_compute_instead():
    answers = SURVEYS[SURVEYS["answered_on"].between("2024-01-01", "2024-12-31")]
    pooled = 100 * (answers["performance_delivery"].astype(float).mean() - 1) / 4
    over_the_best = 100 * answers["performance_delivery"].astype(float).mean() / 5
    everything = 100 * (SURVEYS["performance_delivery"].astype(float).mean() - 1) / 4
    right = card().loc["delivery", "score"]
    assert len({round(number, 6) for number in (right, pooled, over_the_best, everything)}) == 4


def test_the_interval_is_students():
    people = [75.0, 0.0, 100.0]
    half = 4.302652729911275 * stdev(people) / math.sqrt(3)
    row = card().loc["delivery"]
    assert row["low"] == max(mean(people) - half, 0.0)
    assert row["high"] == min(mean(people) + half, 100.0)
    narrow = card(level=0.5).loc["delivery"]
    assert narrow["high"] - narrow["score"] == pytest.approx(0.816496580927726 * stdev(people) / math.sqrt(3))


def test_the_window_ends_on_the_snapshot_and_is_as_long_as_said():
    assert card(days=366).loc["delivery", "customers"] == 3
    assert card(days=367).loc["delivery", "customers"] == 4  # 2024 is a leap year
    assert card(days=57).loc["delivery", "customers"] == 3
    assert card(days=56).loc["delivery", "customers"] == 2


def test_a_stage_that_nobody_rated_comes_last_without_a_score():
    table = card(contacts=CONTACTS[:0], surveys=SURVEYS.assign(nps=pd.array([None] * len(SURVEYS), dtype="Int64")))
    assert table.index[-1] == "afterwards"
    assert table.loc["afterwards", ["score", "low", "high"]].isna().all()
    assert table.loc["afterwards", "customers"] == 0


def test_one_customer_has_a_score_and_no_interval():
    row = card(surveys=SURVEYS[:1], contacts=CONTACTS[:0]).loc["delivery"]
    assert row["score"] == 50.0
    assert row[["low", "high"]].isna().all()


def test_nobody_at_all():
    table = card(SURVEYS[:0], CONTACTS[:0])
    assert table["customers"].tolist() == [0, 0, 0]
    assert table["score"].isna().all()
    assert table.index.tolist() == list(STAGES)


def test_equal_stages_keep_the_order_of_the_journey():
    same = surveys_of([("A", "2024-11-05", 3, 3, 5), ("B", "2024-11-05", 3, 3, 5)])
    assert card(same, CONTACTS[:0]).index.tolist() == list(STAGES)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_gives_the_same(kind):
    pd.testing.assert_frame_equal(card(KINDS[kind](SURVEYS), KINDS[kind](CONTACTS)), card())


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_rows_does_not_matter(seed):
    shuffled = [table.sample(frac=1, random_state=seed) for table in (SURVEYS, CONTACTS)]
    pd.testing.assert_frame_equal(card(*shuffled), card())


@given(st.lists(st.tuples(st.sampled_from("ABCDEF"), st.integers(1, 5)), min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_the_score_is_that_of_a_plain_count(answers):
    rows = [(customer, "2024-11-05", answer, None, None) for customer, answer in answers]
    each: dict[str, list[float]] = {}
    for customer, answer in answers:
        each.setdefault(customer, []).append(25 * (answer - 1))
    row = card(surveys_of(rows), CONTACTS[:0]).loc["delivery"]
    assert row["score"] == pytest.approx(mean(mean(points) for points in each.values()))
    assert row["customers"] == len(each)


def test_the_journey_of_the_ledger_has_its_five_stages():
    assert list(JOURNEY) == ["first_contact", "purchase", "delivery", "service", "afterwards"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: card(SURVEYS.drop(columns="nps")), "surveys has no column 'nps'"),
        (lambda: card(SURVEYS.assign(performance_delivery=6)), "surveys['performance_delivery'] holds 6"),
        (lambda: card(contacts=CONTACTS.assign(rating=0)), "contacts['rating'] holds 0; it is asked on a scale from 1"),
        (lambda: card(SURVEYS.assign(answered_on="2024-11-05")), "surveys['answered_on'] holds text"),
        (lambda: card(contacts=CONTACTS.assign(customer_id=["A", None, "G", "H", "I"])), "contacts['customer_id'] is"),
        (lambda: card(level=95), "level is 95"),
        (lambda: card(days=0), "days is 0"),
    ],
)
def test_bad_input_is_named_in_one_sentence(call, said):
    with pytest.raises(MeasureError) as caught:
        call()
    assert said in str(caught.value)
