"""Campaigns side by side: the right ones are taken, their sums are those of the measure, and made-up ones stand in."""

from __future__ import annotations

import pandas as pd
import pytest

from customer_value import campaign_returns, read_ledger
from customer_value.lessons.campaign_stories import FEWEST, FOUR, campaign_stories
from customer_value.measures.returns.campaign_returns import RETURNS


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


class Fewer:
    """A ledger whose campaigns are those that are named."""

    def __init__(self, ledger, *kept):
        self.ledger, self.kept, self._kept = ledger, kept, {}
        self.table_names = ledger.table_names if kept else frozenset()

    def __getattr__(self, name):
        return getattr(self.ledger, name)

    def table(self, name):
        found = self.ledger.table(name)
        return found[found["campaign_id"].isin(self.kept)] if name in ("campaigns", "touches") else found


def test_the_sums_are_those_of_the_measure(ledger):
    found = campaign_stories(ledger)
    tables = ledger.table("campaigns"), ledger.table("touches"), ledger.orders, ledger.refunds, ledger.snapshot
    by_measure = campaign_returns(*tables, lines=ledger.order_lines, products=ledger.products).set_index("campaign_id")
    mine = found.returns.set_index("campaign_id")
    pd.testing.assert_frame_equal(mine, by_measure.loc[mine.index], check_dtype=False)
    assert list(found.returns.columns) == list(RETURNS)
    assert list(found.people["campaign"].unique()) == list(found.campaigns.index) == list("ABCD")


def test_on_the_sample_the_last_finished_of_each_kind_is_taken(ledger):
    found = campaign_stories(ledger)
    assert found.campaigns["campaign_id"].tolist() == ["K02", "K06", "K03", "K05"]
    assert tuple(found.campaigns["objective"]) == FOUR
    assert (found.missing, found.own, found.made_up) == ((), "D", False)
    held_out = found.people[found.people["group"] == "held_out"]
    assert held_out["sending"].sum() == held_out["voucher"].sum() == 0


def test_a_welcome_stands_in_for_what_is_missing(ledger):
    found = campaign_stories(Fewer(ledger, "K01", "K02", "K03", "K07", "K08", "K09", "K10"))
    assert found.campaigns["objective"].tolist() == ["acquire", "welcome", "reactivate"]
    assert (found.missing, found.own) == (("refer",), "C")
    two = campaign_stories(Fewer(ledger, "K01", "K02"))
    assert (two.missing, two.own, two.made_up) == (("reactivate", "refer"), "B", False)


@pytest.mark.parametrize("kept", [(), ("K05",), ("K07", "K08", "K09", "K10")])
def test_with_too_few_the_campaigns_are_made_up_and_say_so(ledger, kept):
    found = campaign_stories(Fewer(ledger, *kept))
    assert found.made_up and found.own == "D" and found.missing == ()
    assert tuple(found.campaigns["objective"]) == FOUR and (found.campaigns["name"] == "").all()
    returns = found.returns
    assert returns[["treated", "buyers", "control", "control_buyers"]].iloc[0].tolist() == [240, 84, 80, 14]
    assert (returns["treated"] + returns["control"] >= FEWEST).all()
    # The order turns round, and one of them has paid beyond chance.
    assert returns["roas"].idxmax() == returns["roi"].idxmax() == returns["incremental_roi"].idxmin() == "B"
    assert returns.index[returns["incremental_roi_low"] > 0].tolist() == ["A"]
    assert returns["incremental_orders"].round(6).tolist() == [42, 1, 7, round(28 / 3, 6)]
