"""Assignment a03: the reference's numbers, right and wrong; answers in other forms; what is told on the edges."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solutions import records
from solutions.new_customers import costs, leads, second, traits, welcome
from solutions.new_customers.drawing import COSTS, CUSTOMERS, LEADS, orders, table
from solutions.new_customers.given import first_and_second, known_on, ratio
from solutions.trial import card_of, verdict
from tutor.attempt import attempt
from tutor.cases import PUBLIC_SEED
from tutor.checking import verdict_on
from tutor.task import ChoiceTask, FunctionTask, OrderingTask

TASKS = {task.id.removeprefix("a03."): task for task in records("a03").TASKS}
FUNCTIONS = [name for name, task in TASKS.items() if isinstance(task, FunctionTask)]
TODAY = pd.Timestamp("2024-12-31")


def found(task: str, key: str = "", **inputs):
    """The model answer, or what somebody with this mistake gives."""
    record = TASKS[task]
    return (next(one.wrong for one in record.mistakes if one.key == key) if key else record.answer)(**inputs)


def test_the_assignment_asks_for_everything_and_begins_with_what_needs_no_function():
    assert sum(task.points for task in TASKS.values()) == 20
    assert sum(task.minutes for task in TASKS.values()) == 60
    kinds = [type(task) for task in TASKS.values()]
    assert kinds[0] is ChoiceTask and FunctionTask not in kinds[:2] and kinds.count(OrderingTask) == 1


# The funnel: 400 leads, 80 of them open, 300 contacted, 120 quoted, 48 won


def funnel() -> pd.DataFrame:
    rows = []
    for place in range(400):
        contacted = place < 190 or place >= 290  # won, lost and open leads among them
        stage = "won" if place < 48 else "lost" if place < 320 else "open"
        day = {"contacted": "2024-10-02" if contacted else None, "quoted": "2024-10-05" if place < 120 else None}
        closed = None if stage == "open" else "2024-11-20"
        rows.append((f"L{place:05d}", "Web", "2024-10-01", day["contacted"], day["quoted"], closed, stage))
    return table(LEADS, rows)


@pytest.mark.parametrize(
    ("key", "value"),
    [("", 0.15), ("open-kept", 0.12), ("last-step", 0.40), ("won-to-lost", 0.176), ("count", 48)],
)
def test_of_400_leads_48_of_320_are_won(key, value):
    rate = found("conversion", key, leads=funnel(), snapshot=TODAY, days=180)
    assert rate == pytest.approx(value, abs=5e-4)


def test_once_the_open_ones_are_old_enough_they_count():
    assert found("conversion", leads=funnel(), snapshot=TODAY, days=91) == 0.12
    assert found("conversion", leads=funnel(), snapshot=TODAY, days=92) == 0.15


def test_the_mean_of_the_steps_is_the_options_52_percent():
    mean = (300 / 400 + 120 / 300 + 48 / 120) / 3
    assert mean == pytest.approx(0.517, abs=5e-4)


def test_the_twelve_leads_as_the_page_tells_them():
    known = known_on(**{name: leads.SMALL[name] for name in ("leads", "snapshot")}).set_index("lead_id")
    assert "L12" not in known.index and pd.isna(known.loc["L10", "closed_on"]) and not known.loc["L10", "won"]
    assert found("conversion", **leads.SMALL) == pytest.approx(4 / 9)


# Acquisition cost


def test_twelve_thousand_for_two_customers_and_the_quarter_by_hand():
    result = found("channel_costs", **costs.SMALL)
    assert result["customers"].to_dict() == {"Fair": 1, "Referral": 1, "Stall": 0, "Walked past": 1, "Web": 3}
    assert result["acquisition_cost"].drop("Stall").to_dict() == {
        "Fair": 9000,
        "Referral": 600,
        "Walked past": 0,
        "Web": 2000,
    }
    assert math.isnan(result.loc["Stall", "acquisition_cost"])


def web_year(customers: int, buyers: int) -> dict:
    """120,000 for media and 80,000 for staff; some new customers, some who had bought before."""
    start, end = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31")
    ids = [f"C{number:05d}" for number in range(buyers)]
    old = [(who, "2023-06-01") for who in ids[customers:]]
    return {
        "costs": table(
            COSTS, [("2024-03-01", "acquisition", "Web", 120_000), ("2024-04-01", "acquisition", "Web", 80_000)]
        ),
        "customers": table(CUSTOMERS, ((who, "Web", "2023-05-01") for who in ids)),
        "valid": orders([*old, *((who, "2024-05-05") for who in ids)]),
        "start": start,
        "end": end,
    }


@pytest.mark.parametrize(("key", "value"), [("", 500), ("all-buyers", 200)])
def test_400_new_among_1000_buyers_cost_500_each(key, value):
    assert found("channel_costs", key, **web_year(400, 1000))["acquisition_cost"].tolist() == [value]


def test_the_options_on_the_next_customer_are_the_numbers_of_the_reference():
    right = next(one for one in TASKS["next_customer"].options if one.key == TASKS["next_customer"].right)
    assert (120_000 - 100_000) / (220 - 200) == 1000 and "1,000" in right.text.en
    assert round(120_000 / 220) == 545


# Lift: 200 customers, 40 best, the trait on 50 of all and 25 of the best


def portrait() -> pd.DataFrame:
    best = [place < 25 or 50 <= place < 65 for place in range(200)]
    ids = [f"C{place:05d}" for place in range(200)]
    return pd.DataFrame({"customer_id": ids, "best": best, "area": ["north"] * 50 + ["south"] * 150})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", 2.5),
        ("to-the-others", 4.0),
        ("share-best", 0.625),
        ("chance", 0.5),
        ("upside-down", 0.4),
        ("difference", 0.375),
        ("odds", 9.0),
    ],
)
def test_a_trait_of_50_customers_and_25_of_the_best_has_a_lift_of_two_and_a_half(key, value):
    # the reference rounds the odds ratio of 25 x 135 / (15 x 25)
    assert found("trait_lift", key, customers=portrait(), trait="area")["north"] == pytest.approx(value)


def test_the_ten_customers_by_hand():
    lift = found("trait_lift", **traits.SMALL)
    assert lift.to_dict() == pytest.approx({"North": 16 / 9, "South": 2 / 3, "East": 0})


# The second order within 90 days: six mature customers, five immature


def customers(mature, immature) -> pd.DataFrame:
    rows = {}
    for place, (age, gap) in enumerate([*((300, gap) for gap in mature), *((40, gap) for gap in immature)]):
        first = TODAY - pd.Timedelta(days=age)
        rows[f"C{place:05d}"] = [first] if gap is None else [first, first + pd.Timedelta(days=gap)]
    return second.histories(rows)


ELEVEN = customers((41, 136, None, 20, None, 200), (None, None, 13, 9, 5))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", 2 / 6),
        ("young-kept", 5 / 11),
        ("no-days", 4 / 6),
        ("neither", 7 / 11),
        ("young-above-only", 5 / 6),
        ("of-repeaters", 2 / 4),
        ("of-all-repeaters", 5 / 7),
    ],
)
def test_two_of_six_mature_customers_came_back_in_time(key, value):
    assert found("second_within", key, valid=ELEVEN, snapshot=TODAY, days=90) == pytest.approx(value)


# The median: gaps 9, 13, 20, 41, 136, 200; censored at 30, 40, 60, 120, 250. The page prints such customers.


@pytest.mark.parametrize(
    ("key", "value"),
    [("", 136), ("of-buyers", 30.5), ("all-came", 41), ("mean-of-buyers", 69.8), ("mean-of-all", 83.5)],
)
def test_half_of_the_eleven_are_back_on_day_136(key, value):
    assert found("median_days", key, valid=second.SMALL, snapshot=second.SNAPSHOT) == pytest.approx(value, abs=0.05)


def test_the_page_prints_the_reference_customers_and_says_who_is_young():
    pairs = first_and_second(second.SMALL)
    gaps = (pairs["second_order"] - pairs["first_order"]).dt.days.dropna()
    waiting = (second.SNAPSHOT - pairs.loc[pairs["second_order"].isna(), "first_order"]).dt.days
    assert sorted(gaps) == [9, 13, 20, 41, 136, 200] and sorted(waiting) == [30, 40, 60, 120, 250]
    assert found("second_within", valid=second.SMALL, snapshot=second.SNAPSHOT, days=90) == pytest.approx(2 / 6)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=12))
def test_the_median_holds_to_the_measure_where_days_and_ties_are_small(people):
    rows = {}
    for place, (days, came) in enumerate(people):
        first = TODAY - pd.Timedelta(days=days + 5 * came)
        rows[f"C{place:05d}"] = [first, first + pd.Timedelta(days=days)] if came else [first]
    valid = second.histories(rows)
    mine = found("median_days", valid=valid, snapshot=TODAY)
    assert mine == pytest.approx(second.median_measured(valid, TODAY), nan_ok=True)
    assert mine == pytest.approx(second.median_by_loop(valid, TODAY), nan_ok=True)


@pytest.mark.parametrize("seed", range(5))
def test_a_curve_that_comes_to_one_half_exactly_is_not_missed(seed):
    drawn = second._exactly_half(np.random.default_rng(seed))
    days = second._gaps(*drawn[:2])["gap"].dropna().sort_values()
    assert found("median_days", valid=drawn[0], snapshot=drawn[1]) == days.iloc[1]


# Treated and held out: 8,000 with 480 buyers, 2,000 with 80; the welcome series


def trial(treated: int, buyers: int, held_out: int, others: int) -> pd.DataFrame:
    n = treated + held_out
    responded = [place < buyers or 0 <= place - treated < others for place in range(n)]
    opened = [place < buyers * 2 if place < treated else None for place in range(n)]
    ids = [f"C{place:05d}" for place in range(n)]
    group = ["treated"] * treated + ["held_out"] * held_out
    rows = zip(ids, ids, group, opened, responded, strict=True)
    return pd.DataFrame(list(rows), columns=list(welcome.TOUCHES)).astype(welcome.TOUCHES)


def test_two_points_more_are_half_as_much_again():
    touches = trial(8000, 480, 2000, 80)
    assert found("uplift", touches=touches) == pytest.approx({"difference": 0.02, "relative": 0.5})
    assert found("uplift", "no-control", touches=touches)["difference"] == pytest.approx(0.06)
    assert found("uplift", "not-scaled", touches=touches)["difference"] == pytest.approx(0.05)
    assert found("uplift", "buyers", touches=touches)["difference"] == 400
    assert found("uplift", "openers", touches=touches)["difference"] > 0.4


def test_the_eleven_people_by_hand():
    assert found("uplift", **welcome.SMALL) == pytest.approx({"difference": 0.3, "relative": 1.5})


# Right by any route

ROUTES = {
    "channel_costs": [
        lambda result: result.reset_index(),
        lambda result: result.reset_index().to_dict("records"),
        lambda result: result.assign(note="x").sample(frac=1, random_state=1),
        lambda result: result.astype({"customers": "int64", "spend": "Float64"}),
    ],
    "trait_lift": [
        pd.Series.to_dict,
        lambda result: result.rename("anything").to_frame(),
        lambda result: result.rename_axis("value").reset_index(name="lift"),
        lambda result: result.sort_values().rename_axis(None),
    ],
    "uplift": [pd.Series, lambda result: list(result.items())],
    "conversion": [np.float64, lambda result: pd.Series([result])],
    "median_days": [float, lambda result: pd.Timedelta(days=result) if result == result else pd.NaT],
}


@pytest.mark.parametrize(("task", "route"), [(task, route) for task, routes in ROUTES.items() for route in routes])
def test_right_in_any_form(task, route):
    answer = TASKS[task].answer
    given_back = verdict(TASKS[task], lambda *inputs: route(answer(*inputs)), PUBLIC_SEED)
    assert given_back == TASKS[task].points, given_back.text


# What a learner is told


def told(task: str, function, language: str = "en") -> str:
    card = card_of(TASKS[task], PUBLIC_SEED)
    return verdict_on(card, attempt(card, {TASKS[task].name: function}), language).text


@pytest.mark.parametrize("task", ["conversion", "second_within"])
def test_a_percentage_is_told_so(task):
    assert "percentage" in told(task, lambda *inputs: 100 * TASKS[task].answer(*inputs))


def zero_for_nan(result):
    """What somebody returns who knows everything but the rule about an empty base."""
    if isinstance(result, dict):
        return {key: zero_for_nan(value) for key, value in result.items()}
    return result.fillna(0) if isinstance(result, pd.Series) else 0.0 if math.isnan(result) else result


@pytest.mark.parametrize("task", [name for name in FUNCTIONS if name != "channel_costs"])
@pytest.mark.parametrize("seed", [PUBLIC_SEED, "a class of one's own"])
def test_zero_in_place_of_nan_is_no_known_mistake_but_told_by_its_case(task, seed):
    answer = TASKS[task].answer
    given_back = verdict(TASKS[task], lambda *inputs: zero_for_nan(answer(*inputs)), seed)
    assert (given_back.state, given_back.mistake) == ("partial", ""), given_back.text
    assert 0 < given_back < TASKS[task].points


def test_half_exactly_read_as_below_half_is_told_by_its_case():
    def strict(valid, snapshot):
        days, came = second._waited(valid, snapshot)
        waiting = 1.0
        for day in np.unique(days[came]):
            waiting *= 1 - np.sum(came & (days == day)) / np.sum(days >= day)
            if waiting < 0.5 - 1e-9:
                return day
        return float("nan")

    text = told("median_days", strict)
    assert "exactly half" in text


def test_nothing_is_divided_by_nothing():
    assert math.isnan(ratio(0, 0)) and ratio(1, 4) == 0.25
