"""The customer file of a counter: spoiled on purpose, the same way every time, and what was done is known."""

from __future__ import annotations

import warnings

import pandas as pd
import pytest
from figure_laws import keep_the_laws
from figure_tables import LANGUAGES

from customer_value import explorers, read_ledger, same_customers, valid_orders
from customer_value.figures import merging
from customer_value.lessons.counter_file import COLUMNS, PLACEHOLDER_YEAR, MergeOutcome, counter_file, merge_outcome


@pytest.fixture(scope="module")
def ledger(repository):
    return read_ledger(repository / "datasets" / "sample" / "en")


@pytest.fixture(scope="module")
def file(ledger):
    return counter_file(ledger)


def test_no_box_is_empty_and_everybody_of_the_snapshot_is_there(file, ledger):
    customers = file.customers
    assert tuple(customers.columns) == COLUMNS
    assert customers.notna().all().all()
    known = ledger.customers.loc[ledger.customers["registered_on"] <= ledger.snapshot, "customer_id"]
    assert set(file.accounts["really"]) == set(known)
    assert (customers["birth_year"] == PLACEHOLDER_YEAR).any()


def test_the_last_rows_stand_there_twice_and_no_others(file):
    again = file.customers.duplicated()
    once = file.customers[~again]
    assert again.sum() == round(0.02 * len(once))
    assert once["customer_id"].is_unique and set(once["customer_id"]) == set(file.accounts["customer_id"])
    assert again.tail(again.sum()).all()


def test_orders_are_moved_and_none_is_lost(file, ledger):
    before = ledger.orders[ledger.orders["order_date"] <= ledger.snapshot]
    owner = file.accounts.set_index("customer_id")["really"]
    assert file.orders["order_id"].tolist() == before["order_id"].tolist()
    assert file.orders["customer_id"].map(owner).tolist() == before["customer_id"].tolist()
    second = file.accounts.loc[file.accounts["customer_id"] != file.accounts["really"], "customer_id"]
    bought = valid_orders(file.orders, ledger.refunds, ledger.snapshot)["customer_id"].unique()
    assert set(second) <= set(bought) and set(owner[second]) <= set(bought)


def test_it_is_the_same_every_time_and_in_every_language(repository, file):
    again = counter_file(read_ledger(repository / "datasets" / "sample" / "en"))
    pd.testing.assert_frame_equal(again.customers, file.customers)
    other = counter_file(read_ledger(repository / "datasets" / "sample" / "zh-Hant"))
    assert other.customers["customer_id"].tolist() == file.customers["customer_id"].tolist()
    assert (other.customers["interests"] == "無").any() and not (file.customers["interests"] == "無").any()


def test_where_nobody_came_twice_nobody_has_a_second_account(repository):
    fresh = read_ledger(repository / "datasets" / "sample" / "en")
    fresh.__dict__["orders"] = fresh.orders.drop_duplicates("customer_id")
    found = counter_file(fresh)
    assert found.accounts["customer_id"].equals(found.accounts["really"])
    assert found.customers.notna().all().all()


ACCOUNTS = pd.DataFrame({"customer_id": ["C1", "C2", "C3", "W1", "W2"], "really": ["C1", "C2", "C3", "C1", "C3"]})


@pytest.mark.parametrize(
    ("pairs", "outcome"),
    [
        ([], (2, 0, 0)),
        ([("W1", "C1")], (2, 1, 0)),
        ([("W1", "C1"), ("W2", "C3")], (2, 2, 0)),
        ([("W1", "C2")], (2, 0, 1)),
        ([("C2", "C1"), ("W1", "C1")], (2, 1, 1)),
        ([("C2", "C1"), ("C3", "C1"), ("W1", "C1"), ("W2", "C1")], (2, 2, 2)),
    ],
)
def test_who_was_found_and_who_disappeared(pairs, outcome):
    found = merge_outcome(pd.DataFrame(pairs, columns=["customer_id", "same_as"]), ACCOUNTS)
    assert (found.second, found.found, found.swallowed) == outcome


@pytest.mark.parametrize(
    ("outcome", "chosen", "title"),
    [
        (MergeOutcome(second=82, found=41, swallowed=0), True, "41 of 82 second accounts found, and nobody was"),
        (MergeOutcome(second=82, found=49, swallowed=270), True, "but 270 people were taken for somebody else"),
        (MergeOutcome(second=1, found=1, swallowed=1), True, "1 of 1 second account found, but 1 person was"),
        (MergeOutcome(second=82, found=0, swallowed=0), False, "No rule chosen: 82 second accounts stay"),
        (MergeOutcome(second=0, found=0, swallowed=0), True, "0 of 0 second accounts found"),
    ],
)
def test_the_title_says_what_was_found_and_at_what_price(outcome, chosen, title):
    pictures = keep_the_laws(lambda language: merging(outcome, chosen=chosen, language=language))
    assert title in pictures["en"].alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_box_changes_the_figure_and_reset_brings_it_back(file, language, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = explorers.merge_explorer(file, language=language)
        start = explorer.children[-1].value
        seen = {start}
        for box in explorer.controls.values():
            box.value = not box.value
            seen.add(explorer.children[-1].value)
            box.value = not box.value
        explorer.controls["phone"].value = True
        assert len(seen) == len(explorer.controls) + 1
        explorer.reset.click()
    assert explorer.children[-1].value == start
    assert capfd.readouterr().err == ""


def test_the_figure_is_that_of_the_rules(file):
    explorer = explorers.merge_explorer(file, language="en")
    outcome = merge_outcome(same_customers(file.customers.drop_duplicates(), by=["email"]), file.accounts)
    assert outcome.swallowed == 0
    assert f"{outcome.found} of {outcome.second} second accounts found, and nobody" in explorer.picture.alt
