"""Assignment a01: the numbers of the course's reference examples, right and as people get them wrong."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from solutions import records
from solutions.customers import cleaning_cases, money_cases
from solutions.customers.drawing import valid_table
from solutions.customers.file import COLUMNS, NOTHING, file_of
from solutions.customers.given import tidy
from solutions.rfm.cases import ledger
from solutions.trial import verdict
from tutor.cases import PUBLIC_SEED

TASKS = {task.id.removeprefix("a01."): task for task in records("a01").TASKS}


def found(task: str, key: str, **inputs):
    """The model answer's value, or with a key that of a known mistake."""
    record = TASKS[task]
    wrong = {one.key: one.wrong for one in record.mistakes}
    return (wrong[key] if key else record.answer)(**inputs)


# Running ledger L: A bought in three orders, B sent everything back, C's second order came after the snapshot.

LEDGER_L = cleaning_cases.export(
    ledger(
        [
            ("A", "2024-01-05", "completed", 1000),
            ("A", "2024-01-05", "completed", 200),
            ("A", "2024-03-01", "completed", 500),
            ("B", "2024-02-10", "completed", 800),
            ("C", "2024-12-20", "completed", 300),
            ("C", "2025-01-08", "completed", 300),
            ("D", "2024-06-01", "completed", 700),
            ("D", "2024-11-21", "completed", 900),
        ],
        [(3, "2024-02-20", 800), (7, "2024-11-25", 200)],
        pd.Timestamp("2024-12-31"),
    ),
    orders_twice=(0,),
    refunds_twice=(1,),
)


@pytest.mark.parametrize(
    ("key", "spent"),
    [
        ("", {"A": 1700, "C": 300, "D": 1400}),
        ("gross", {"A": 1700, "B": 800, "C": 300, "D": 1600}),
        ("zeros-kept", {"A": 1700, "B": 0, "C": 300, "D": 1400}),
        ("later-orders", {"A": 1700, "C": 600, "D": 1400}),
        ("orders-repeated", {"A": 2700, "C": 300, "D": 1400}),
        ("refunds-repeated", {"A": 1700, "C": 300, "D": 1200}),
        ("both-dropped", {"A": 700, "C": 300, "D": 1600}),
        ("refunded-orders-out", {"A": 1700, "C": 300, "D": 700}),
    ],
)
def test_what_the_customers_of_the_running_ledger_have_spent(key, spent):
    assert found("clean", key, **LEDGER_L).to_dict() == spent


PHONES = ["02-2345-6789", "0912-345-678", "+886 2 2345 6789", "(04)2345-6789", "abc", "N/A", "", "  ", None, None]
TEN = file_of((f"C{number:02d}", phone, *[None] * (len(COLUMNS) - 2)) for number, phone in enumerate(PHONES))


@pytest.mark.parametrize(
    ("key", "share"),
    [("", 0.4), ("no-digits", 0.5), ("blank-any-phone", 0.6), ("empty-any-phone", 0.7), ("isna-any-phone", 0.8)],
)
def test_ten_telephone_numbers_of_which_four_can_be_called(key, share):
    assert found("completeness", key, customers=TEN, nothing=NOTHING)["phone"] == pytest.approx(share)


def test_tidy_text_has_no_blanks_at_its_ends_no_capitals_and_no_empty_cells():
    assert tidy(pd.Series([" N/A ", None, "Tea"], dtype="str")).tolist() == ["n/a", "", "tea"]
    assert tidy(pd.Series([0, None, 30], dtype="Int64")).tolist() == ["0", "", "30"]


@pytest.mark.parametrize(
    ("key", "share"), [("", 0.7), ("gini", 0.638), ("customers-for-80", 0.3), ("eighty", 0.8), ("bottom", 0.02)]
)
def test_ten_customers_the_top_two_of_whom_bring_70_percent(key, share):
    valid = money_cases.spending([50, 20, 10, 8, 4, 3, 2, 1, 1, 1])
    assert found("top-share", key, valid=valid) == pytest.approx(share)


@pytest.mark.parametrize(("key", "share"), [("", 0.60), ("floor", 0.48)])
def test_a_fifth_of_twelve_customers_is_rounded_up(key, share):
    valid = money_cases.spending([30, 18, 12, 9, 8, 6, 5, 4, 3, 2, 2, 1])
    assert found("top-share", key, valid=valid) == pytest.approx(share)


VISITS = {
    "A": "2024-01-10 2024-02-09 2024-03-10 2024-10-06",
    "B": "2024-08-12 2024-09-21 2024-10-31",
    "C": "2023-10-28 2024-05-05",
    "D": "2024-06-14",
    "E": "2024-03-01 2024-03-01 2024-07-29 2024-11-26",
}
VALID = valid_table((who, day, 100) for who, days in VISITS.items() for day in days.split())
SNAPSHOT = pd.Timestamp("2024-12-31")


@pytest.mark.parametrize(
    ("key", "days"), [("", 80), ("mean", 101.25), ("own-medians", 87.5), ("zero-gaps", 40), ("one-series", 26)]
)
def test_the_purchase_cycle_of_five_customers(key, days):
    assert found("cycle", key, valid=VALID) == pytest.approx(days)


@pytest.mark.parametrize(
    ("key", "late"),
    [
        ("", "AB"),
        ("company-cycle", "CD"),
        ("company-cycle-of-judged", "C"),
        ("mean-own", "B"),
        ("no-k", "ABC"),
        ("single-too", "DAB"),
        ("not-overdue", "CE"),
    ],
)
def test_who_of_five_customers_is_overdue(key, late):
    assert set(found("overdue", key, valid=VALID, snapshot=SNAPSHOT)) == set(late)


def test_rows_by_industry_add_up_to_the_revenue_unless_somebody_is_lost():
    inputs = next(case.printed for case in money_cases.INDUSTRY_CASES if case.printed)
    money = inputs["valid"]["amount"].sum()
    assert found("industry", "", **inputs)["revenue"].sum() == money
    for key in ("unknown-lost", "not-on-file-lost", "file-kept"):
        assert found("industry", key, **inputs)["revenue"].sum() < money
    assert math.isclose(found("industry", "", **inputs).loc["unknown", "customers"], 2)


# Other answers that follow the definition


def series_without_a_name(customers, nothing):
    return pd.Series(TASKS["completeness"].answer(customers, nothing))


def frame_of_ids(valid, snapshot):
    return pd.DataFrame({"customer_id": TASKS["overdue"].answer(valid, snapshot)})


def by_hand(valid):
    gaps = []
    last = {}
    for row in valid.sort_values("order_date").itertuples():
        if row.customer_id in last and row.order_date > last[row.customer_id]:
            gaps.append((row.order_date - last[row.customer_id]).days)
        last[row.customer_id] = row.order_date
    return pd.Series(gaps, dtype=float).quantile(0.5)


def top_by_rank(valid):
    spent = valid.groupby("customer_id")["amount"].sum()
    place = spent.rank(ascending=False, method="first")
    return spent[place <= math.ceil(len(spent) * 20 / 100)].sum() / spent.sum()


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        ("completeness", series_without_a_name),
        ("overdue", frame_of_ids),
        ("cycle", by_hand),
        ("top-share", top_by_rank),
    ],
)
def test_other_right_ways_earn_everything(task, answer):
    assert float(verdict(TASKS[task], answer, PUBLIC_SEED)) == TASKS[task].points
