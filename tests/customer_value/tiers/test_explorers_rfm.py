"""The explorers: moving a control changes the figure, the button puts it back, nothing goes to stderr."""

from __future__ import annotations

import re
import warnings

import pandas as pd
import pytest
from figure_tables import LANGUAGES, SNAPSHOT, shop
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, Rule, explorers, rfm, rfm_scores, segments
from customer_value.explorers.tiers.timeline import Timeline
from customer_value.figures.tables import histories
from customer_value.figures.tiers.standing import place_among

LEDGER = shop()
TIMELINE = Timeline(LEDGER.orders, LEDGER.refunds)
SCORES = rfm_scores(rfm(LEDGER.orders, LEDGER.refunds, SNAPSHOT))
RULES = [Rule(segment="wake up", r=(1, 2), m=(4, 5)), Rule(segment="thank", f=(2, 4)), Rule(segment="rest")]
BOTH = pytest.mark.parametrize("language", LANGUAGES)
DAYS = st.dates(pd.Timestamp("2022-12-31").date(), pd.Timestamp("2026-04-30").date())


def image(explorer: explorers.Explorer) -> str:
    """The HTML of the figure that is shown."""
    return explorer.children[-1].value


def alt(explorer: explorers.Explorer) -> str:
    return re.search('alt="([^"]*)"', image(explorer))[1]


@BOTH
def test_moving_the_snapshot_changes_the_figure_and_reset_brings_it_back(language, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = explorers.snapshot_explorer(LEDGER, language=language)
        start = image(explorer)
        explorer.controls["date"].index = 10
        moved = image(explorer)
        explorer.controls["customer"].index = 2
        other = image(explorer)
        assert len({start, moved, other}) == 3
        explorer.reset.click()
    assert image(explorer) == start
    assert explorer.controls["date"].value == SNAPSHOT
    assert explorer.controls["customer"].label == "A"
    assert capfd.readouterr().err == ""


def test_the_figure_and_its_controls_can_be_found_in_a_page():
    explorer = explorers.snapshot_explorer(LEDGER, language="en")
    assert '<img class="kit-explorer-figure" src="data:image/png;base64,' in image(explorer)
    assert "kit-explorer" in explorer._dom_classes
    assert "kit-explorer-date" in explorer.controls["date"]._dom_classes
    assert "kit-explorer-customer" in explorer.controls["customer"]._dom_classes
    assert "kit-explorer-reset" in explorer.reset._dom_classes
    assert explorer.controls["date"].description == "Snapshot date"


def test_the_slider_goes_back_by_weeks_from_the_ledgers_snapshot():
    explorer = explorers.snapshot_explorer(LEDGER, {"X": "C00001"}, weeks=3, language="zh-Hant")
    days = [day for _, day in explorer.controls["date"].options]
    assert days == list(pd.date_range(end=SNAPSHOT, periods=4, freq="7D"))
    assert explorer.controls["date"].options[-1][0] == "2025/12/31"
    assert explorer.controls["customer"].options == (("X", "C00001"),)


@BOTH
def test_the_numbers_shown_are_the_measures(language):
    explorer = explorers.snapshot_explorer(LEDGER, language=language)
    explorer.controls["date"].index = 20
    day, customer = explorer.controls["date"].value, explorer.controls["customer"].value
    places = place_among(rfm(LEDGER.orders, LEDGER.refunds, day), customer)
    for value in places["value"]:
        assert f"{value:,.0f}" in alt(explorer)


def test_before_the_first_order_the_customer_is_not_there_yet():
    late = LEDGER.orders.groupby("customer_id")["order_date"].min().idxmax()
    explorer = explorers.snapshot_explorer(LEDGER, [late], weeks=140, language="en")
    explorer.controls["date"].index = 0
    assert "no valid order yet" in alt(explorer)
    assert "Recency: none yet, place none yet." in alt(explorer)


@settings(max_examples=10, deadline=None)
@given(DAYS)
def test_the_timeline_is_the_measure_on_any_day(day):
    slow = rfm(LEDGER.orders, LEDGER.refunds, day)
    quick = TIMELINE.rfm(day)
    pd.testing.assert_frame_equal(quick, slow, check_dtype=False)


@settings(max_examples=10, deadline=None)
@given(DAYS, st.sampled_from(sorted(LEDGER.orders["customer_id"].unique())))
def test_the_timeline_is_the_history_on_any_day(day, customer):
    slow = histories(LEDGER.orders, LEDGER.refunds, [customer], day)
    pd.testing.assert_frame_equal(TIMELINE.history(customer, day), slow, check_dtype=False)


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(SCORES["customer_id"].tolist()))
def test_the_fifth_is_the_score(customer):
    table = rfm(LEDGER.orders, LEDGER.refunds, SNAPSHOT)
    places = place_among(table, customer)
    scores = SCORES.set_index("customer_id").loc[customer, ["r_score", "f_score", "m_score"]]
    assert places["fifth"].tolist() == scores.tolist()


@BOTH
def test_moving_a_rule_shows_the_sizes_of_the_moved_rules(language):
    explorer = explorers.rules_explorer(SCORES, RULES, language=language)
    start = image(explorer)
    explorer.controls["r-0"].value = 4
    explorer.controls["f-1"].value = (1, 3)
    moved = [Rule(segment="wake up", r=(1, 4), m=(4, 5)), Rule(segment="thank", f=(1, 3)), Rule(segment="rest")]
    after, before = (segments(SCORES, rules)["segment"] for rules in (moved, RULES))
    assert re.search(r"\d+", alt(explorer))[0] == str((after != before).sum())
    for segment, size in after.value_counts().items():
        assert re.search(rf"{segment}(:|：)\s?{size} ", alt(explorer))
    explorer.reset.click()
    assert image(explorer) == start


def test_only_bounds_that_a_rule_asks_for_have_a_slider():
    explorer = explorers.rules_explorer(SCORES, RULES, language="en")
    assert list(explorer.controls) == ["r-0", "m-0", "f-1"]
    said = [control.description for control in explorer.controls.values()]
    assert said == ["wake up: R at most", "wake up: M at least", "thank: F between"]
    with pytest.raises(MeasureError, match="nothing to move"):
        explorers.rules_explorer(SCORES, [Rule(segment="all")])
