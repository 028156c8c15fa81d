"""The A/B test of two lessons: which is picked, what it cost, and the dry run where a ledger has none."""

from __future__ import annotations

import pytest

from customer_value import read_ledger, trial_groups
from customer_value.ledger import Ledger
from customer_value.lessons.ab_tests import pick_test


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


def test_it_is_the_ledgers_test_and_every_person_is_counted_once(ledger):
    test = pick_test(ledger)
    campaigns = ledger.table("campaigns")
    row = campaigns[campaigns["objective"] == "test"].iloc[0]
    assert (test.kind, test.name, test.response_days) == ("test", row["name"], row["response_days"])
    assert test.people["customer_id"].is_unique and set(test.people["group"]) == {"treated", "control"}
    groups = test.people.groupby("group")["responded"].agg(["size", "sum"])
    assert groups.loc["treated"].tolist() == [test.treated, test.treated_buyers]
    assert groups.loc["control"].tolist() == [test.control, test.control_buyers]
    sent = ledger.table("touches").query("campaign_id == @row['campaign_id']")
    assert trial_groups(sent).set_index("group").loc["treated", "responders"] == test.treated_buyers
    assert test.people.loc[test.people["responded"], "days"].between(1, test.response_days).all()
    assert test.people.loc[~test.people["responded"], "days"].isna().all()


def test_the_cost_is_what_the_offer_adds_and_the_margin_is_after_the_goods(ledger):
    test = pick_test(ledger)
    assert test.cost == pytest.approx(test.coupons_used * test.coupon_value / test.treated)
    sent = ledger.table("touches").merge(ledger.table("campaigns")[["campaign_id", "objective"]], on="campaign_id")
    ids = set(sent.query("objective == 'test' and responded")["order_id"])
    cost = ledger.products.set_index("product_id")["unit_cost"]
    left = sum(
        line.amount - line.quantity * cost[line.product_id]
        for line in ledger.order_lines[ledger.order_lines["order_id"].isin(ids)].itertuples()
    )
    assert test.margin == pytest.approx(left / len(ids))


def test_without_a_test_lots_are_drawn_over_people_who_got_nothing(ledger):
    rest = [one for one in ledger.package["resources"] if one["name"] not in ("campaigns", "touches")]
    test = pick_test(
        Ledger(folder=ledger.folder, snapshot=ledger.snapshot, package=ledger.package | {"resources": rest})
    )
    assert (test.kind, test.cost, test.coupons_used, test.name) == ("dry run", 0, 0, "")
    assert test.people["customer_id"].is_unique and test.treated > test.control > 30
    assert test.people.loc[test.people["responded"], "days"].between(1, test.response_days).all()
    assert test.margin > 0
