"""Upselling (a06): the specification's worked numbers, right and wrong; the measures; what the drawn cases hold."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import customer_value
from solutions import records
from solutions.trial import card_of, verdict
from solutions.upselling import baskets, decisions, drivers, offers, sizes, wallet
from tutor.attempt import attempt
from tutor.cases import PUBLIC_SEED
from tutor.checking import verdict_on

TASKS = {task.id.partition(".")[2]: task for task in records("a06").TASKS}


def wrong(task: str, key: str):
    """The function of one known mistake."""
    return next(one.wrong for one in TASKS[task].mistakes if one.key == key)


# The worked numbers: share of wallet and headroom

FOUR = wallet.wallet_table([(30, 120), (45, 50), (10, 100), (60, 75)])["wallets"]

SHARES = {"mean-of-shares": 0.5125, "median-of-shares": 0.525, "over-rivals": 0.725, "the-rest": 0.580}
HEADROOMS = {"everything": 200, "not-floored": 131, "part-of-the-rest": 160, "aim-only": 276}


def test_share_of_wallet_of_the_four_customers():
    assert wallet.share_of_wallet(FOUR) == pytest.approx(145 / 345)
    found = {key: wrong("share_of_wallet", key)(FOUR) for key in SHARES}
    assert found == pytest.approx(SHARES, abs=5e-4)


def test_headroom_of_the_four_customers():
    assert wallet.headroom(FOUR, 0.8) == pytest.approx(136)
    found = {key: wrong("headroom", key)(FOUR, 0.8) for key in HEADROOMS}
    assert found == pytest.approx(HEADROOMS)


@pytest.mark.parametrize("change", [{"category": 40.0}, {"category": math.nan}], ids=["too low", "blank"])
def test_an_answer_that_cannot_be_right_is_in_neither_sum(change):
    more = pd.concat([FOUR, FOUR.tail(1).assign(**change)], ignore_index=True)
    assert wallet.share_of_wallet(more) == wallet.share_of_wallet(FOUR)
    assert wallet.headroom(more, 0.8) == wallet.headroom(FOUR, 0.8)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 90), st.none() | st.integers(0, 90)), max_size=20),
    st.sampled_from([0.0, 0.5, 0.8, 1.0]),
)
def test_wallet_answers_hold_to_the_measures(rows, attainable):
    table = wallet.wallet_table(rows)["wallets"]
    share = customer_value.share_of_wallet(table["ours"], table["category"])
    room = customer_value.headroom(table["ours"], table["category"], attainable)
    assert wallet.share_of_wallet(table) == pytest.approx(share, nan_ok=True)
    assert wallet.headroom(table, attainable) == pytest.approx(room, nan_ok=True)


# Key drivers


def answers_with(first: float, second: float, among: float, people: int = 40) -> pd.DataFrame:
    """Answers whose correlations are exactly these: first and second with satisfaction, and with each other."""
    noise = np.random.default_rng(1).normal(size=(people, 3))
    noise -= noise.mean(axis=0)
    white = noise @ np.linalg.inv(np.linalg.cholesky(noise.T @ noise)).T
    wanted = np.array([[1, first, second], [first, 1, among], [second, among, 1]])
    return pd.DataFrame(white @ np.linalg.cholesky(wanted).T, columns=["satisfaction", "one", "two"])


DRIVER_SHARES = {
    "squares": 0.754,
    "correlations": 0.636,
    "weights": 0.909,
    "last-in": 0.676,
    "not-divided": 0.412,
}


def test_driver_shares_of_the_three_correlations():
    table = answers_with(0.7, 0.4, 0.5)
    right = drivers.driver_shares(table, "one", "two")
    assert right == pytest.approx({"one": 0.834, "two": 0.166}, abs=6e-4)
    found = {key: wrong("driver_shares", key)(table, "one", "two")["one"] for key in DRIVER_SHARES}
    assert found == pytest.approx(DRIVER_SHARES, abs=6e-4)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*(st.none() | st.integers(1, 5) for _ in range(3))), max_size=14))
def test_driver_shares_hold_to_the_measure(rows):
    table = pd.DataFrame(rows, columns=["satisfaction", "one", "two"], dtype="float64")
    mine = drivers.driver_shares(table, "one", "two")
    measured = customer_value.key_drivers(table, "satisfaction", ["one", "two"]).set_index("driver")["share"]
    assert mine == pytest.approx(measured.to_dict(), abs=1e-6, nan_ok=True)


def test_driver_shares_work_on_the_ledgers_own_types(sample_ledger):
    rated = customer_value.latest_answers(sample_ledger.table("surveys"), sample_ledger.snapshot)
    mine = drivers.driver_shares(rated, "performance_service", "performance_price")
    measured = drivers.measured(rated, "performance_service", "performance_price").set_index("driver")["share"]
    assert mine == pytest.approx(measured.to_dict())
    assert all(type(share) is float for share in mine.values())


@pytest.fixture(scope="module")
def sample_ledger(repository):
    return customer_value.read_ledger(repository / "datasets" / "sample" / "en")


# Baskets and offers


def hundred_baskets() -> pd.DataFrame:
    """100 baskets: 40 with A, 25 with B, 20 with both."""
    held = ["AB"] * 20 + ["A"] * 20 + ["B"] * 5 + ["C"] * 55
    return baskets.basket_lines(
        (f"o{number}", f"c{number}", product, 1) for number, products in enumerate(held) for product in products
    )


LIFTS = {"confidence-a-to-b": 0.5, "confidence-b-to-a": 0.8, "support": 0.2, "own-base": 1.25, "beyond-chance": 0.1}


def test_lift_of_the_hundred_baskets():
    assert baskets.lift(hundred_baskets(), "A", "B") == baskets.lift(hundred_baskets(), "B", "A") == 2.0
    found = {key: wrong("lift", key)(hundred_baskets(), "A", "B") for key in LIFTS}
    assert found == pytest.approx(LIFTS)


def test_the_next_best_offer_of_the_four_products():
    rows = [("B", 0.5, 40, False), ("C", 0.3, 100, False), ("D", 0.9, 50, True), ("E", 0.05, 200, False)]
    table = offers.candidate_table(
        ("X", one, chance, 100 + gain, 100, has, True, True) for one, chance, gain, has in rows
    )
    assert offers.next_best_offer(**table).values.tolist() == [["X", "C", 30.0]]
    for key, product in {"likeliest": "B", "owned-kept": "D", "dearest": "E"}.items():
        assert wrong("next_best_offer", key)(**table)["product_id"].tolist() == [product]


def test_the_ordinary_candidates_hold_every_trouble():
    for seed in range(3):
        table = offers.draw_ordinary(np.random.default_rng(seed))["candidates"]
        assert not table.duplicated(["customer_id", "product_id"]).any()
        assert table.groupby("customer_id")["consent"].nunique().max() == 1
        right = offers.next_best_offer(table).set_index("customer_id")["product_id"]
        assert len(right) < table["customer_id"].nunique(), "somebody has no candidate"
        for key in ("higher-id", "first-row", "chosen-then-filtered", "out-of-stock-kept"):
            other = wrong("next_best_offer", key)(table).set_index("customer_id")["product_id"]
            assert (other.reindex(right.index) != right).any(), key


# Tests


SIZES = {
    "both-groups": 13486,
    "one-sided": 5311,
    "without-power": 3300,
    "base-twice": 6028,
    "one-spread": 3014,
    "relative": 154302,
}


def test_sample_size_of_four_and_five_percent():
    assert sizes.sample_size(0.04, 0.05) == 6743
    assert sizes.size_by_textbook(0.04, 0.05) == 6745
    assert {key: wrong("sample_size", key)(0.04, 0.05) for key in SIZES} == SIZES


def test_the_textbooks_variants_lie_within_the_tolerance_on_every_case():
    """The pooled variance adds two or three people, and 1.96 with 0.84 takes one in a thousand."""
    for seed in range(40):
        rng = np.random.default_rng(seed)
        for case in TASKS["sample_size"].cases:
            inputs = case.draw(rng)
            if inputs["base"] != inputs["target"]:
                assert sizes.sample_size(**inputs) >= sizes.LEAST
                right = sizes.sample_size(**inputs)
                assert sizes.size_by_textbook(**inputs) == pytest.approx(right, rel=1e-3)
                assert sizes.size_with_table_values(**inputs) == pytest.approx(right, rel=2e-3)


ONE_TEST = decisions.test_table([(4000, 200, 4000, 160, 300, 2)])["tests"]
PROFITS = {"cost-forgotten": 3.0, "without-control": 13.0, "relative": 73.0}


def test_the_decision_on_the_test_of_four_and_five_percent():
    (found,) = decisions.ab_decisions(ONE_TEST).itertuples()
    assert (found.profit, found.low, found.high) == pytest.approx((1.0, -1.72, 3.72), abs=5e-3)
    assert found.decision == "test more"
    assert wrong("ab_decisions", "by-p")(ONE_TEST)["decision"].tolist() == ["roll out"]
    profits = {key: wrong("ab_decisions", key)(ONE_TEST)["profit"].item() for key in PROFITS}
    assert profits == pytest.approx(PROFITS)


@pytest.mark.parametrize("row", [(40, 0, 30, 0, 300, 2), (40, 40, 30, 0, 300, 2), (40, 40, 30, 30, 300, 2)])
def test_without_any_spread_there_is_no_interval_and_no_decision(row):
    (found,) = decisions.ab_decisions(decisions.test_table([row])["tests"]).itertuples()
    assert math.isnan(found.low) and math.isnan(found.high) and not math.isnan(found.profit)
    assert found.decision == "test more"


def test_a_year_of_tests_holds_every_kind():
    for seed in range(3):
        table = decisions.draw_ordinary(np.random.default_rng(seed))["tests"]
        right = decisions.ab_decisions(table)
        assert set(right["decision"]) == {"roll out", "stop", "test more"}
        assert right["low"].isna().sum() == 3 and right["profit"].isna().sum() == 1
        by_p = wrong("ab_decisions", "by-p")(table)
        assert ((by_p["decision"] == "roll out") & (right["decision"] == "test more")).sum() >= 5


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(*(st.integers(0, 60) for _ in range(4)), st.integers(1, 500), st.integers(0, 30)), max_size=6)
)
def test_decisions_hold_to_the_measure(rows):
    sane = [(n, min(x, n), m, min(y, m), margin, cost) for n, x, m, y, margin, cost in rows]
    table = decisions.test_table(sane)["tests"]
    mine, measured = decisions.ab_decisions(table), decisions.measured(table)
    close = ~(np.minimum(mine["low"].abs(), mine["high"].abs()) < 1e-4)
    pd.testing.assert_frame_equal(mine[close], measured[close], check_dtype=False, rtol=1e-5, atol=1e-4)


# Right by any route

ROUTES = {
    "driver_shares": [
        pd.Series,
        lambda found: pd.Series(found, name="share").rename_axis("driver").reset_index(),
        lambda found: [(name, share) for name, share in found.items()],
    ],
    "next_best_offer": [
        lambda found: found.set_index("customer_id"),
        lambda found: found.sample(frac=1, random_state=1).assign(note="x"),
        lambda found: found.to_dict("records"),
    ],
    "ab_decisions": [
        lambda found: found.set_index("campaign_id")[["decision", "high", "low", "profit"]],
        lambda found: found.assign(uplift=0.1),
        lambda found: found.astype({"profit": "Float64"}),
    ],
    "share_of_wallet": [np.float64, lambda found: pd.Series([found])],
    "headroom": [np.float64, lambda found: [found]],
}


@pytest.mark.parametrize(("task", "route"), [(task, route) for task, routes in ROUTES.items() for route in routes])
def test_right_in_any_form(task, route):
    answer = TASKS[task].answer
    assert verdict(TASKS[task], lambda *given: route(answer(*given)), PUBLIC_SEED) == TASKS[task].points


# What a learner is told


def told(task: str, function, language: str = "en") -> str:
    card = card_of(TASKS[task], PUBLIC_SEED)
    return verdict_on(card, attempt(card, {TASKS[task].name: function}), language).text


def test_a_percentage_is_told_so():
    assert "percentage" in told("share_of_wallet", lambda wallets: 100 * wallet.share_of_wallet(wallets))


def zero_for_nan(found):
    """What somebody returns who knows everything but the rule about an empty base."""
    if isinstance(found, dict):
        return {key: zero_for_nan(value) for key, value in found.items()}
    return 0.0 if math.isnan(found) else found


@pytest.mark.parametrize("task", ["share_of_wallet", "headroom", "driver_shares", "lift", "sample_size"])
@pytest.mark.parametrize("seed", [PUBLIC_SEED, "a class of one's own"])
def test_zero_in_place_of_nan_is_no_known_mistake_but_told_by_its_case(task, seed):
    answer = TASKS[task].answer
    found = verdict(TASKS[task], lambda *given: zero_for_nan(answer(*given)), seed)
    assert (found.state, found.mistake) == ("partial", ""), found.text
    assert 0 < found < TASKS[task].points


def test_all_rows_of_a_customer_are_too_many():
    text = told("next_best_offer", offers._allowed)
    assert "more than one row" in text
