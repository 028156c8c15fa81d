"""The explorer of an industry's largest accounts, and the accounts that the lesson looks at."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from customer_value.errors import MeasureError
from customer_value.explorers.customers.largest_accounts import growth_without, largest_accounts_explorer
from customer_value.lessons.industry_accounts import industry_accounts

BEFORE, NOW = ("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31")
ACCOUNTS = pd.DataFrame({"customer_id": list("ABCD"), "industry": ["Hotels", "Hotels", "Cafés", "Cafés"]})
VALID = pd.DataFrame(
    {
        "customer_id": list("ABCDABCDE"),
        "order_date": pd.to_datetime(["2023-05-01"] * 4 + ["2024-05-01"] * 5),
        "amount": [100.0, 50.0, 80.0, 20.0, 400.0, 50.0, 60.0, 40.0, 999.0],
    }
)


def test_the_growth_is_that_of_those_left():
    none, one = growth_without(VALID, ACCOUNTS, "industry", BEFORE, NOW, 1)
    assert none.set_index("industry")["growth"].to_dict() == {"Hotels": 2.0, "Cafés": 0.0}
    assert one.set_index("industry")["growth"].to_dict() == {"Hotels": 0.0, "Cafés": 1.0}


def test_it_ends_where_nobody_is_left():
    assert len(growth_without(VALID, ACCOUNTS, "industry", BEFORE, NOW, 5)) == 2


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_moving_the_slider_changes_who_is_fastest(language):
    explorer = largest_accounts_explorer(VALID, ACCOUNTS, "industry", BEFORE, NOW, language=language)
    first = explorer.picture.alt
    explorer.controls["leave_out"].value = 1
    assert explorer.controls["leave_out"].max == 1
    assert first != explorer.picture.alt and explorer.picture.alt.index("Cafés") < explorer.picture.alt.index("Hotels")
    explorer.reset.click()
    assert explorer.picture.alt == first


def test_without_an_earlier_period_it_says_so():
    with pytest.raises(MeasureError, match="earlier period"):
        largest_accounts_explorer(VALID[4:], ACCOUNTS, "industry", BEFORE, NOW)


def small_ledger(**columns) -> SimpleNamespace:
    """A ledger of four customers, A and B of them companies, with A has ordered in all three years."""
    customers = pd.DataFrame(
        {
            "customer_id": list("ABCD"),
            "company": ["a", "b", None, None],
            "industry": ["Hotels", None, None, None],
            "channel": ["Shop", "Fair", "Shop", None],
        }
    ).assign(**columns)
    orders = pd.DataFrame(
        {
            "customer_id": ["A", "A", "A"],
            "order_id": ["1", "2", "3"],
            "order_date": pd.to_datetime(["2023-01-01", "2024-07-01", "2025-12-31"]),
            "status": "completed",
            "amount": [10.0, 10.0, 10.0],
        }
    )
    refunds = pd.DataFrame({"order_id": ["1"], "refund_date": pd.to_datetime(["2023-02-01"]), "amount": [1.0]})
    return SimpleNamespace(customers=customers, orders=orders, refunds=refunds, snapshot=pd.Timestamp("2025-12-31"))


def test_companies_are_looked_at_and_the_unknown_stay():
    groups = industry_accounts(small_ledger())
    assert groups.grouped_by == "industry"
    assert groups.accounts.set_index("customer_id")["group"].to_dict() == {"A": "Hotels", "B": "unknown"}
    assert (groups.months, groups.start, groups.start_before) == (
        12,
        pd.Timestamp("2024-12-31"),
        pd.Timestamp("2023-12-31"),
    )
    assert groups.now == (pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31"))
    assert groups.before == (pd.Timestamp("2024-01-01"), pd.Timestamp("2024-12-31"))


def test_without_companies_the_channel_takes_the_place_of_the_industry():
    groups = industry_accounts(small_ledger(company=None, industry=None))
    assert (groups.grouped_by, groups.companies) == ("channel", 0)
    assert groups.accounts["group"].tolist() == ["Shop", "Fair", "Shop", "unknown"]


def test_a_short_ledger_has_shorter_periods():
    ledger = small_ledger()
    ledger.orders["order_date"] = pd.to_datetime(["2025-03-20", "2025-04-01", "2025-12-31"])
    ledger.refunds = ledger.refunds[:0]
    assert industry_accounts(ledger).months == 4
    ledger.orders["order_date"] = pd.to_datetime(["2025-12-20", "2025-12-21", "2025-12-31"])
    assert industry_accounts(ledger).months == 1


def test_companies_that_ordered_in_one_period_only_are_too_few():
    ledger = small_ledger()
    ledger.orders["order_date"] = pd.to_datetime(["2023-01-01", "2025-07-01", "2025-12-31"])
    groups = industry_accounts(ledger)
    assert (groups.grouped_by, groups.companies, len(groups.accounts)) == ("channel", 2, 4)
