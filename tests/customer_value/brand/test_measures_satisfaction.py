"""NPS and its interval, CSAT, quadrants, complaints settled in time; and what people compute instead."""

from __future__ import annotations

import math
from math import sqrt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    MeasureError,
    answers_needed,
    attribute_means,
    csat,
    importance_performance,
    nps,
    nps_by_group,
    nps_interval,
    settled_in_time,
)

few = settings(max_examples=20, deadline=None)

ANSWERS = [9] * 20 + [10] * 25 + [7] * 18 + [8] * 12 + [6] * 5 + [3] * 20
"""45 promoters, 30 passives, 25 detractors."""

FIVE = pd.DataFrame(
    {
        "attribute": ["taste", "speed", "staff", "parking", "decor"],
        "importance": [4.6, 4.4, 3.9, 2.4, 2.7],
        "performance": [4.5, 3.2, 3.9, 3.0, 4.4],
    }
)
CONTACTS = pd.DataFrame(
    [
        ("2024-12-01", "2024-12-08", True),  # on the seventh day
        ("2024-12-02", "2024-12-10", True),  # a day late
        ("2024-12-05", None, True),  # open
        ("2024-12-24", "2025-01-02", True),  # just old enough, and open on the day
        ("2024-12-25", "2024-12-26", True),  # too young to tell
        ("2024-12-01", "2024-12-01", False),  # a question
    ],
    columns=["contacted_on", "resolved_on", "complaint"],
).assign(
    contacted_on=lambda table: pd.to_datetime(table["contacted_on"]),
    resolved_on=lambda table: pd.to_datetime(table["resolved_on"]),
)

scale = st.lists(st.integers(0, 10), min_size=1, max_size=60)


# NPS


def test_the_score_of_the_example():
    assert nps(ANSWERS) == 20.0


def promoters(answers: list[int], low: int = 9) -> float:
    return sum(answer >= low for answer in answers) / len(answers)


def detractors(answers: list[int]) -> float:
    return sum(answer <= 6 for answer in answers) / len(answers)


@pytest.mark.parametrize(
    ("mistake", "gives"),
    [
        pytest.param(
            lambda a: 100 * (promoters(a) - detractors(a)) / (promoters(a) + detractors(a)), 28.6, id="passives dropped"
        ),
        pytest.param(lambda a: 100 * promoters(a), 45, id="promoters only"),
        pytest.param(lambda a: promoters(a) - detractors(a), 0.20, id="not times 100"),
        pytest.param(lambda a: 100 * (promoters(a, 7) - detractors(a)), 50, id="7 and 8 as promoters"),
    ],
)
def test_wrong_scores(mistake, gives):
    wrong = mistake(ANSWERS)
    assert wrong == pytest.approx(gives, abs=0.05)
    assert wrong != pytest.approx(nps(ANSWERS))


def test_blanks_are_no_answers():
    assert nps(pd.Series([*ANSWERS, None, None], dtype="Int64")) == 20.0
    assert nps([*ANSWERS, math.nan]) == 20.0
    wrong = nps([*ANSWERS, 0, 0])
    assert wrong < 20


def test_the_interval_of_the_example():
    low, high = nps_interval(ANSWERS)
    assert (low, high) == (pytest.approx(4.1, abs=0.05), pytest.approx(35.9, abs=0.05))


P, D, N = 0.45, 0.25, 100


@pytest.mark.parametrize(
    ("mistake", "gives"),
    [
        pytest.param(lambda: 1.96 * 100 * sqrt(P * (1 - P) / N), 9.75, id="promoters only"),
        pytest.param(lambda: 1.96 * 100 * sqrt(0.2 * 0.8 / N), 7.84, id="+20 as a proportion"),
        pytest.param(lambda: 100 * sqrt((P + D - (P - D) ** 2) / N), 8.12, id="one standard error"),
    ],
)
def test_wrong_half_widths(mistake, gives):
    low, high = nps_interval(ANSWERS)
    right = (high - low) / 2
    assert right == pytest.approx(15.92, abs=5e-3)
    assert mistake() == pytest.approx(gives, abs=5e-3)
    assert mistake() != pytest.approx(right, rel=0.05)


def test_the_interval_ends_where_the_scale_ends():
    low, high = nps_interval([10, 10, 10, 0])
    assert high == 100.0
    assert low > -100
    assert nps_interval([10, 10]) == (100.0, 100.0)


@given(scale)
@few
def test_the_variance_is_that_of_plus_and_minus_ones(answers):
    signs = [1 if answer >= 9 else -1 if answer <= 6 else 0 for answer in answers]
    mean = sum(signs) / len(signs)
    variance = sum((one - mean) ** 2 for one in signs) / len(signs)
    assert nps(answers) == pytest.approx(100 * mean)
    low, high = nps_interval(answers, level=0.5)
    half = 100 * 0.6744897501960817 * sqrt(variance / len(signs))
    assert low == pytest.approx(max(100 * mean - half, -100), abs=1e-6)
    assert high == pytest.approx(min(100 * mean + half, 100), abs=1e-6)


@given(scale)
@few
def test_four_times_the_answers_halve_the_interval(answers):
    middle = nps(answers)
    (low, high), (inner_low, inner_high) = nps_interval(answers), nps_interval(answers * 4)
    assert nps(answers * 4) == pytest.approx(middle)
    if low > -100 and high < 100:
        assert inner_high - inner_low == pytest.approx((high - low) / 2)


def test_by_group_with_its_order_and_its_empty_groups():
    surveys = pd.DataFrame({"nps": [10, 9, 3, 7, None], "tier": ["Gold", "Gold", "Silver", "Gold", "Silver"]})
    table = nps_by_group(surveys.astype({"tier": pd.CategoricalDtype(["Silver", "Gold", "Bronze"])}), "tier")
    assert table["group"].tolist() == ["Silver", "Gold", "Bronze"]
    assert table["answers"].tolist() == [1, 3, 0]
    assert table["nps"].tolist()[:2] == [-100.0, pytest.approx(200 / 3)]
    assert table.loc[2, ["nps", "low", "high"]].isna().all()
    assert table["few"].all()
    assert (table[["promoters", "passives", "detractors"]].sum(axis=1) == table["answers"]).all()


def test_thirty_answers_are_not_few():
    surveys = pd.DataFrame({"nps": [9] * 59, "group": ["a"] * 30 + ["b"] * 29})
    assert nps_by_group(surveys, "group")["few"].tolist() == [False, True]


def test_the_group_scores_are_those_of_each_group_alone():
    surveys = pd.DataFrame({"nps": ANSWERS, "half": [number % 2 for number in range(len(ANSWERS))]})
    for row in nps_by_group(surveys, "half").itertuples():
        alone = surveys.loc[surveys["half"] == row.group, "nps"]
        assert (row.nps, row.low, row.high) == (nps(alone), *nps_interval(alone))


@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 40))
@few
def test_the_answers_needed_are_the_fewest_that_do(p, d, width):
    p, d = p / 100, d / 100 * (1 - p / 100)
    n = answers_needed(p, d, width)
    half = lambda answers: 196.0 / 100 * 100 * sqrt(max(p + d - (p - d) ** 2, 0) / answers)  # noqa: E731
    assert n >= 1
    assert half(n) <= width * 1.001
    if n > 2:
        assert half(n - 1) > width * 0.999


def test_half_the_width_takes_four_times_the_answers():
    assert answers_needed(0.45, 0.25, 15.93) == 100
    assert answers_needed(0.45, 0.25, 5) == pytest.approx(4 * answers_needed(0.45, 0.25, 10), rel=0.01)
    assert answers_needed(1.0, 0.0, 10) == 1
    assert math.isnan(answers_needed(math.nan, 0.2, 10))


# CSAT


def test_the_top_two_boxes():
    answers = [5, 4, 4, 3, 2, None]
    assert csat(answers) == 0.6
    given = [answer for answer in answers if answer]
    wrongs = {
        "blanks in the base": 3 / 6,
        "mean over the scale": sum(given) / len(given) / 5,
        "top box only": 1 / 5,
        "times 100": 60,
    }
    assert all(wrong != pytest.approx(0.6) for wrong in wrongs.values())
    assert csat([7, 6, 5], highest=7) == pytest.approx(2 / 3)


# Quadrants


def test_the_quadrants_of_the_example():
    table = importance_performance(FIVE).set_index("attribute")
    assert table["importance_cut"].iloc[0] == pytest.approx(3.6)
    assert table["performance_cut"].iloc[0] == pytest.approx(3.8)
    assert table["quadrant"].to_dict() == {
        "taste": "keep",
        "speed": "concentrate",
        "staff": "keep",
        "parking": "low_priority",
        "decor": "overkill",
    }


@pytest.mark.parametrize(
    ("mistake", "gives"),
    [
        pytest.param(lambda t: t[(t["importance"] >= 3) & (t["performance"] < 3)], [], id="midpoint of the scale"),
        pytest.param(
            lambda t: t[(t["performance"] >= t["performance"].mean()) & (t["importance"] < t["importance"].mean())],
            ["decor"],
            id="axes swapped",
        ),
        pytest.param(lambda t: t.nsmallest(1, "performance"), ["parking"], id="lowest performance only"),
    ],
)
def test_wrong_things_to_concentrate_on(mistake, gives):
    right = importance_performance(FIVE).query("quadrant == 'concentrate'")["attribute"].tolist()
    assert right == ["speed"]
    assert mistake(FIVE)["attribute"].tolist() == gives


def test_what_lies_on_the_cut_is_high():
    table = importance_performance(pd.DataFrame({"attribute": list("abc"), "importance": 4.1, "performance": 3.3}))
    assert table["quadrant"].tolist() == ["keep", "keep", "keep"]


def test_an_attribute_nobody_rated_takes_no_part():
    more = pd.concat([FIVE, pd.DataFrame({"attribute": ["web"], "importance": [math.nan], "performance": [1.0]})])
    table = importance_performance(more)
    assert pd.isna(table["quadrant"].iloc[-1])
    assert table["performance_cut"].iloc[0] == pytest.approx(3.8)
    assert importance_performance(FIVE[:0]).empty


@given(st.permutations(range(5)), st.floats(0, 0.4))
@few
def test_neither_order_nor_a_milder_public_moves_a_quadrant(order, milder):
    whole = importance_performance(FIVE).set_index("attribute")["quadrant"]
    moved = FIVE.iloc[list(order)].assign(performance=lambda table: table["performance"] + milder)
    assert importance_performance(moved).set_index("attribute")["quadrant"].to_dict() == whole.to_dict()


def test_means_are_of_the_answers_with_their_number():
    surveys = pd.DataFrame(
        {
            "importance_taste": [5, 4, None],
            "performance_taste": [4, None, 5],
            "importance_price": pd.array([3, None, None], dtype="Int64"),
            "performance_price": pd.array([None, None, None], dtype="Int64"),
            "importance_alone": [1, 1, 1],
        }
    )
    table = attribute_means(surveys)
    assert table["attribute"].tolist() == ["taste", "price"]
    assert table["importance"].tolist() == [4.5, 3.0]
    assert table["performance"].tolist()[0] == 4.5
    assert math.isnan(table["performance"].iloc[1])
    assert table["performance_answers"].tolist() == [2, 0]


# Closing the loop


def test_complaints_settled_in_time():
    assert settled_in_time(CONTACTS, "2024-12-31", days=7) == 0.25
    assert settled_in_time(CONTACTS, "2024-12-31", days=8) == pytest.approx(2 / 3)  # the fourth is too young then
    assert settled_in_time(CONTACTS, "2025-01-02", days=7) == pytest.approx(2 / 5)


@pytest.mark.parametrize(
    ("mistake", "gives"),
    [
        pytest.param(lambda t: t[t["complaint"]], 2 / 5, id="the young one counted in"),
        pytest.param(lambda t: t[t["complaint"] & t["resolved_on"].notna()], 2 / 4, id="open ones left out"),
        pytest.param(lambda t: t, 3 / 6, id="questions counted in"),
    ],
)
def test_wrong_shares_of_complaints(mistake, gives):
    rows = mistake(CONTACTS)
    wrong = (rows["resolved_on"] - rows["contacted_on"] <= pd.Timedelta(days=7)).sum() / len(rows)
    assert wrong == pytest.approx(gives)
    assert wrong != pytest.approx(settled_in_time(CONTACTS, "2024-12-31"))


@given(st.integers(-3000, 3000))
@few
def test_shifting_every_date_changes_nothing(days):
    by = pd.Timedelta(days=days)
    moved = CONTACTS.assign(**{name: CONTACTS[name] + by for name in ("contacted_on", "resolved_on")})
    assert settled_in_time(moved, pd.Timestamp("2024-12-31") + by) == 0.25


def test_the_time_of_day_does_not_matter():
    late = CONTACTS.assign(
        contacted_on=CONTACTS["contacted_on"] + pd.Timedelta(hours=1),
        resolved_on=CONTACTS["resolved_on"] + pd.Timedelta(hours=22),
    )
    assert settled_in_time(late, "2024-12-31") == 0.25


# Edges


def test_without_answers_there_is_no_score():
    assert math.isnan(nps([]))
    assert all(math.isnan(bound) for bound in nps_interval(pd.Series([None, None], dtype="Int64")))
    assert math.isnan(csat([]))
    assert math.isnan(settled_in_time(CONTACTS[:0], "2024-12-31"))
    assert math.isnan(settled_in_time(CONTACTS[-1:].astype({"resolved_on": "datetime64[us]"}), "2024-12-31"))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: nps([11]), "answers holds 11; the answers are whole numbers from 0 to 10"),
        (lambda: nps([7.5]), "answers holds 7.5"),
        (lambda: nps([-1]), "answers holds -1"),
        (lambda: nps(["nine"]), "answers holds something that is no number"),
        (lambda: nps_interval([9], level=95), "level is 95; give a share between 0 and 1"),
        (lambda: nps_by_group(pd.DataFrame({"nps": [11], "g": ["a"]}), "g"), "surveys['nps'] holds 11"),
        (lambda: nps_by_group(pd.DataFrame({"nps": [9], "g": ["a"]}), "area"), "surveys has no column 'area'"),
        (lambda: nps_by_group(pd.DataFrame({"nps": [9, 8], "g": ["a", None]}), "g"), "surveys['g'] is missing"),
        (lambda: answers_needed(0.8, 0.4, 10), "come to 1.2"),
        (lambda: answers_needed(0.4, 0.2, 0), "width is 0"),
        (lambda: answers_needed(45, 0.2, 10), "promoters is 45"),
        (lambda: csat([0]), "answers holds 0; the answers are whole numbers from 1 to 5"),
        (lambda: csat([5], highest=2.5), "highest is 2.5"),
        (lambda: attribute_means(pd.DataFrame({"importance_x": [1]})), "no pair of columns"),
        (
            lambda: attribute_means(pd.DataFrame({"importance_x": [6], "performance_x": [1]})),
            "surveys['importance_x'] holds 6",
        ),
        (
            lambda: importance_performance(pd.concat([FIVE, FIVE])),
            "attributes has two rows with one 'attribute', such as 'taste'",
        ),
        (lambda: importance_performance(FIVE.drop(columns="importance")), "attributes has no column 'importance'"),
        (
            lambda: settled_in_time(CONTACTS.assign(complaint="yes"), "2024-12-31"),
            "contacts['complaint'] holds 'yes' on 6 of 6 rows; it has to say",
        ),
        (lambda: settled_in_time(CONTACTS, "2024-12-31", days=0), "days is 0"),
        (
            lambda: settled_in_time(CONTACTS.assign(contacted_on=pd.Timestamp("2025-02-01")), "2024-12-31"),
            "contacts['resolved_on'] is before",
        ),
    ],
)
def test_bad_input_is_named_in_one_sentence(call, said):
    with pytest.raises(MeasureError) as caught:
        call()
    assert said in str(caught.value)
