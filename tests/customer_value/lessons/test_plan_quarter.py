"""The quarter that a plan begins with is judged on its first morning, and looked back from only as far as can be."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from customer_value import read_ledger, repurchase_rate, win_back_rate
from customer_value.lessons.plan_quarter import plan_quarter
from solutions.capstone.given import customer_table, yearly_churn

NAMES = ("gold", "silver", "bronze")


@pytest.fixture(scope="module")
def sample(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


@pytest.fixture(scope="module")
def found(sample):
    return plan_quarter(sample, NAMES)


def test_people_and_churn_are_those_of_the_capstone(sample, found):
    table = customer_table(sample.orders, sample.refunds, sample.snapshot)
    same = ["customer_id", "monetary", "existing", "bought", "year_money"]
    pd.testing.assert_frame_equal(found.people[same], table[same], check_dtype=False)
    assert found.churn == pytest.approx(yearly_churn(sample.orders, sample.refunds, sample.snapshot))
    assert (found.end - found.start).days == 89


def test_the_tiers_together_are_the_company(sample, found):
    known = found.tiers
    rate = (known["rate"] * known["existing"]).sum() / known["existing"].sum()
    assert rate == pytest.approx(repurchase_rate(sample.orders, sample.refunds, found.start, found.end))
    assert known["revenue_share"].sum() == pytest.approx(1)
    assert (known["agreed"] <= known["existing"]).all() and known["agreed"].sum() > 0
    assert found.lapsed == len(found.people) - known["existing"].sum()
    assert found.win_back == pytest.approx(win_back_rate(sample.orders, sample.refunds, found.start, found.end))


def test_each_quarter_is_what_it_was_on_its_own_last_day(sample, found):
    """The second quarter from the end is the last one of a ledger that ends with it."""
    end = found.end - pd.Timedelta(days=90)
    then = plan_quarter(read_ledger(sample.folder, end), NAMES)
    before = found.quarters[found.quarters["end"] == end].set_index("tier")
    last = then.quarters[then.quarters["end"] == end].set_index("tier")
    np.testing.assert_allclose(before["rate"], last["rate"])
    assert len(found.quarters) == 15


def test_who_bought_may_stand_in_another_tier_afterwards(found):
    people = found.people
    moved_up = people[(people["tier"] == "silver") & (people["tier_after"] == "gold")]
    assert len(moved_up) and moved_up["bought"].all()


def test_a_young_ledger_has_one_quarter_and_no_churn(sample):
    young = plan_quarter(read_ledger(sample.folder, "2023-09-30"), NAMES)
    assert len(young.quarters) == len(NAMES) and np.isnan(young.churn)
    assert young.tiers["clv"].notna().all()
