"""The two trials of a lesson: which are picked, what they cost, and the dry run where a ledger has none."""

from __future__ import annotations

import pandas as pd
import pytest

from customer_value import campaign_costs, read_ledger, trial_groups
from customer_value.ledger import Ledger
from customer_value.lessons.trial_stories import DRY_RUN_DAYS, FEWEST, pick_trials


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


@pytest.fixture(scope="module")
def bare(ledger):
    """The same ledger without its campaigns."""
    rest = [one for one in ledger.package["resources"] if one["name"] not in ("campaigns", "touches")]
    return Ledger(folder=ledger.folder, snapshot=ledger.snapshot, package=ledger.package | {"resources": rest})


def on(ledger: Ledger, day: str) -> Ledger:
    return Ledger(folder=ledger.folder, snapshot=pd.Timestamp(day), package=ledger.package)


def test_the_welcome_series_comes_first_and_then_the_largest_that_is_to_keep(ledger):
    series, other = pick_trials(ledger)
    campaigns = ledger.table("campaigns").set_index("campaign_id")
    assert (series.kind, other.kind) == ("welcome", "keep")
    for trial in (series, other):
        (key,) = trial.touches["campaign_id"].unique()
        row = campaigns.loc[key]
        assert (trial.name, trial.channel, trial.response_days) == (row["name"], row["channel"], row["response_days"])
        assert row["ends_on"] <= ledger.snapshot
    sizes = ledger.table("touches").groupby("campaign_id")["customer_id"].nunique()
    assert other.touches["customer_id"].nunique() == sizes[campaigns["objective"] == "keep"].max()


def test_the_cost_is_that_of_all_the_treated(ledger):
    costs = campaign_costs(ledger.table("campaigns"), ledger.table("touches")).groupby("campaign_id")["cost"].sum()
    for trial in pick_trials(ledger):
        assert trial.cost == pytest.approx(costs[trial.touches["campaign_id"].iloc[0]])


def test_what_is_not_over_on_the_snapshot_is_not_taken(ledger):
    series, other = pick_trials(on(ledger, "2025-01-31"))
    assert (series.kind, other.kind) == ("reactivate", "dry run")
    assert {trial.kind for trial in pick_trials(on(ledger, "2024-12-31"))} == {"dry run"}


def test_a_dry_run_divides_by_lot_and_counts_real_orders(bare):
    series, other = pick_trials(bare)
    assert series.kind == other.kind == "dry run" and series.cost == 0
    assert series.touches["customer_id"].is_unique and len(series.touches) >= FEWEST
    assert not series.touches["group"].equals(other.touches["group"])
    groups = trial_groups(series.touches).set_index("group")
    assert groups.loc["treated", "people"] / len(series.touches) == pytest.approx(0.75, abs=0.01)
    some = series.touches.sample(40, random_state=1)
    for touch in some.itertuples():
        orders = bare.orders[(bare.orders["customer_id"] == touch.customer_id) & (bare.orders["status"] != "cancelled")]
        days = (orders["order_date"] - touch.touched_on).dt.days
        assert touch.responded == bool(days.between(1, DRY_RUN_DAYS).any())


def test_the_same_ledger_gives_the_same_two(bare):
    again = Ledger(folder=bare.folder, snapshot=bare.snapshot, package=bare.package)
    pd.testing.assert_frame_equal(pick_trials(bare)[0].touches, pick_trials(again)[0].touches)
