"""The six repurchase measures: right on the running example, and different from every number people get wrong."""

from __future__ import annotations

import pandas as pd
import pytest
from frame_kinds import KINDS, LAZY, columns, rows
from repurchase_example import CUSTOMERS, END, FOLLOW, LAPSE, ORDERS, SNAPSHOT, START, ledger, refunded

from customer_value import (
    MeasureError,
    customer_balance,
    customer_status,
    customers_by_area,
    customers_on_file,
    existing_customers,
    first_purchase_customers,
    lapsed_customers,
    repurchase_rate,
    second_purchase_rate,
    second_purchase_table,
    win_back_rate,
)

WINDOW = (ORDERS, None, START, END)
OPENING, LAST = pd.Timestamp(START), pd.Timestamp(END)
BEFORE = ORDERS[ORDERS["order_date"] < OPENING]
INSIDE = ORDERS[ORDERS["order_date"].between(OPENING, LAST)]
UNTIL = ORDERS[ORDERS["order_date"] <= LAST]
LAST_BEFORE = BEFORE.groupby("customer_id")["order_date"].max()
LAST_UNTIL = UNTIL.groupby("customer_id")["order_date"].max()
EVER = ORDERS.groupby("customer_id")["order_date"].min()
BUYERS = set(INSIDE["customer_id"])
EXISTING = set(LAST_BEFORE.index[LAST_BEFORE.ge(OPENING - pd.Timedelta(days=LAPSE))])
LAPSED = set(LAST_BEFORE.index) - EXISTING


def ids(table: object) -> str:
    return "".join(row[0] for row in rows(table, "customer_id"))


# The right answers, whatever the frame


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_who_at_the_opening_and_in_the_window(kind):
    orders = KINDS[kind](ORDERS)
    assert ids(customers_on_file(orders, None, END)) == "ABCDEFGHIKLM"
    assert ids(first_purchase_customers(orders, None, START, END)) == "CDEL"
    assert ids(existing_customers(orders, None, START)) == "ABHKM"
    assert ids(lapsed_customers(orders, None, START)) == "FGI"
    assert type(lapsed_customers(orders, None, START)) is type(orders)


@pytest.mark.parametrize("kind", KINDS)
def test_the_rates(kind):
    orders = KINDS[kind](ORDERS)
    assert repurchase_rate(orders, None, START, END) == 0.4
    assert win_back_rate(orders, None, START, END) == pytest.approx(1 / 3)
    assert second_purchase_rate(orders, None, SNAPSHOT, FOLLOW, start=START, end=END) == pytest.approx(1 / 3)


@pytest.mark.parametrize("kind", KINDS)
def test_the_status_of_everybody(kind):
    orders = KINDS[kind](ORDERS)
    status = customer_status(orders, None, START, END)
    assert type(status) is type(orders)
    assert columns(status) == [
        *("customer_id", "days_since_last", "lapse_days", "existing", "lapsed", "ordered_in_window"),
        *("first_purchase", "won_back", "on_file", "active_at_closing", "lost"),
    ]
    found = {row[0]: row[1:] for row in rows(status)}
    assert len(found) == 12
    assert found["A"] == (42, 180, True, False, True, False, False, True, True, False)
    assert found["B"] == (89, 180, True, False, False, False, False, True, False, True)
    assert found["C"] == (None, None, False, False, True, True, False, True, True, False)
    assert found["F"] == (295, 180, False, True, True, False, True, True, True, False)
    assert found["G"] == (423, 180, False, True, False, False, False, True, False, False)


@pytest.mark.parametrize("kind", KINDS)
def test_the_balance(kind):
    orders = KINDS[kind](ORDERS)
    names = ["opening", "first_purchase", "won_back", "lapsed", "closing"]
    company = customer_balance(orders, None, START, END)
    assert company.to_dict("records") == [dict(zip(names, (5, 4, 1, 1, 9), strict=True))]
    by_area = customer_balance(orders, None, START, END, customers=KINDS[kind](CUSTOMERS))
    assert by_area.columns.tolist() == ["sales_area", *names]
    assert by_area.to_numpy().tolist() == [["N", 4, 2, 0, 1, 5], ["S", 1, 2, 1, 0, 4]]


def test_who_is_on_file_by_home_area():
    table = customers_by_area(ORDERS, None, CUSTOMERS, START, END)
    table = table[table["end"] == LAST].set_index("sales_area")
    assert table["on_file"].to_dict() == {"N": 7, "S": 5}
    assert table["active"].to_dict() == {"N": 5, "S": 4}
    assert table["lapsed"].to_dict() == {"N": 2, "S": 1}
    whole = ORDERS.merge(CUSTOMERS).groupby("sales_area")["customer_id"].nunique().to_dict()
    assert whole == {"N": 7, "S": 6}, "J bought only after the window"


# What people take for them


def second_purchase_wrong() -> dict[str, float]:
    table = second_purchase_table(ORDERS, None, SNAPSHOT, [FOLLOW], start=START, end=END).iloc[0]
    new = EVER.index[EVER.between(OPENING, LAST)]
    theirs = ORDERS[ORDERS["customer_id"].isin(new)]
    mature = EVER[new].index[EVER[new] + pd.Timedelta(days=FOLLOW) <= pd.Timestamp(SNAPSHOT)]
    again = theirs.groupby("customer_id").size() > 1
    inside = theirs[theirs["order_date"] <= LAST].groupby("customer_id").size() > 1
    return {
        "too young kept in": table["bought_again"] / table["first_purchase"],
        "too young in the numerator only": table["bought_again"] / table["base"],
        "no window of days": again[mature].sum() / len(mature),
        "second order in the window": inside.sum() / len(new),
    }


def repurchase_wrong() -> dict[str, float]:
    came = len(EXISTING & BUYERS)
    both = EXISTING | LAPSED
    return {
        "divided by buyers": came / len(BUYERS),
        "lapsed in the denominator": came / len(both),
        "lapsed in both": len(both & BUYERS) / len(both),
        "all buyers over existing": len(BUYERS) / len(EXISTING),
    }


def win_back_wrong() -> dict[str, float]:
    came = len(LAPSED & BUYERS)
    later = set(ORDERS.loc[ORDERS["order_date"] > LAST, "customer_id"])
    at_end = set(LAST_UNTIL.index[LAST_UNTIL.lt(LAST + pd.Timedelta(days=1 - LAPSE))])
    return {
        "over all on file": came / len(LAST_UNTIL),
        "of buyers": came / len(BUYERS),
        "a return after the window": len(LAPSED & (BUYERS | later)) / len(LAPSED),
        "status at the end": len(at_end & BUYERS) / len(at_end),
    }


CASES = {
    "first-purchase": (
        lambda: len(first_purchase_customers(ORDERS, None, START, END)),
        4,
        lambda: {"first order in the window": len(BUYERS), "orders": len(INSIDE)},
        {"first order in the window": 7, "orders": 9},
    ),
    "bought again": (
        lambda: second_purchase_rate(ORDERS, None, SNAPSHOT, FOLLOW, start=START, end=END),
        0.333,
        second_purchase_wrong,
        {
            "too young kept in": 0.5,
            "too young in the numerator only": 0.667,
            "no window of days": 1.0,
            "second order in the window": 0.25,
        },
    ),
    "existing": (
        lambda: len(existing_customers(ORDERS, None, START)),
        5,
        lambda: {"lapsed kept in": len(LAST_BEFORE)},
        {"lapsed kept in": 8},
    ),
    "repurchase rate": (
        lambda: repurchase_rate(*WINDOW),
        0.4,
        repurchase_wrong,
        {
            "divided by buyers": 0.286,
            "lapsed in the denominator": 0.25,
            "lapsed in both": 0.375,
            "all buyers over existing": 1.4,
        },
    ),
    "win-back rate": (
        lambda: win_back_rate(*WINDOW),
        0.333,
        win_back_wrong,
        {"over all on file": 0.083, "of buyers": 0.143, "a return after the window": 0.667, "status at the end": 0.0},
    ),
    "closing": (
        lambda: int(customer_balance(*WINDOW)["closing"].iloc[0]),
        9,
        lambda: {"last day left out": int(LAST_UNTIL.ge(LAST - pd.Timedelta(days=LAPSE)).sum())},
        {"last day left out": 10},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_mistakes_give_their_numbers_and_not_the_right_one(name):
    measure, right, mistakes, wrong = CASES[name]
    assert round(measure(), 3) == right
    assert {mistake: round(value, 3) for mistake, value in mistakes().items()} == wrong
    assert len({right, *wrong.values()}) == len(wrong) + 1


def test_lapsed_judged_at_the_end_are_three_other_people():
    at_end = LAST_UNTIL.index[LAST_UNTIL.lt(LAST + pd.Timedelta(days=1 - LAPSE))]
    assert "".join(at_end) == "BGI"
    assert ids(lapsed_customers(ORDERS, None, START)) == "FGI"


# Edges


@pytest.mark.parametrize(
    ("day", "existing"), [("2024-06-30", True), ("2024-01-03", True), ("2024-01-02", False), ("2024-07-01", None)]
)
def test_both_ends_of_the_threshold_are_inclusive(day, existing):
    status = customer_status(ledger({"A": day}), None, START, END).iloc[0]
    assert (status["existing"], status["lapsed"]) == (existing is True, existing is False)
    assert status["first_purchase"] == (existing is None)


@pytest.mark.parametrize(("day", "ordered"), [("2024-07-01", True), ("2024-09-30", True), ("2024-10-01", False)])
def test_both_days_of_the_window_belong_to_it(day, ordered):
    status = customer_status(ledger({"A": f"2024-06-01 {day}"}), None, START, END).iloc[0]
    assert status["ordered_in_window"] == ordered


def test_a_late_hour_of_the_last_day_belongs_to_the_window():
    orders = ledger({"A": "2024-06-01 2024-09-30T23:59"})
    assert repurchase_rate(orders, None, "2024-07-01T18:00", END) == 1.0


def test_a_refund_counts_from_its_own_date():
    orders = ledger({"A": "2024-05-20 2024-08-03", "B": "2024-04-03 2024-08-01"})
    late = refunded(orders, ("A", "2024-05-20", "2024-07-10"), ("B", "2024-08-01", "2024-10-01"))
    assert ids(existing_customers(orders, late, START)) == "AB"
    assert ids(first_purchase_customers(orders, late, START, END)) == "", "A was on file at the opening"
    assert repurchase_rate(orders, late, START, END) == 1.0
    early = refunded(orders, ("A", "2024-05-20", "2024-06-30"), ("B", "2024-08-01", "2024-09-30"))
    assert ids(existing_customers(orders, early, START)) == "B"
    assert ids(first_purchase_customers(orders, early, START, END)) == "A"
    assert repurchase_rate(orders, early, START, END) == 0.0


def test_an_order_paid_back_in_parts_ends_with_the_last_part():
    orders = ledger({"A": "2024-05-20"})
    parts = pd.DataFrame({"order_id": "o000", "refund_date": pd.to_datetime(["2024-07-09", "2024-06-20"])})
    parts = parts.assign(amount=[40.0, 60.0])
    assert ids(customers_on_file(orders, parts, "2024-07-08")) == "A"
    assert ids(customers_on_file(orders, parts, "2024-07-09")) == ""


def test_whom_a_refund_takes_off_the_file_is_lost():
    orders = ledger({"A": "2024-05-20"})
    back = refunded(orders, ("A", "2024-05-20", "2024-07-10"))
    assert customer_balance(orders, back, START, END).to_numpy().tolist() == [[1, 0, 0, 1, 0]]
    status = customer_status(orders, back, START, END).iloc[0]
    assert status["lost"]
    assert not status["on_file"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_personal_threshold_is_three_own_gaps(kind):
    orders = ledger(
        {
            "two weeks": "2024-05-01 2024-05-15 2024-05-29",
            "half a year": "2023-01-01 2023-07-01 2023-12-31",
            "every day": "2024-05-27 2024-05-28 2024-05-28 2024-05-29 2024-06-01",
            "even gaps": "2024-04-01 2024-04-12 2024-05-01",
            "once": "2024-01-03",
        }
    )
    found = customer_status(KINDS[kind](orders), None, START, END, lapse_days="personal")
    assert {row[0]: row[1:] for row in rows(found, "customer_id", "lapse_days", "lapsed")} == {
        "two weeks": (42, False),
        "half a year": (546, False),
        "every day": (30, False),
        "even gaps": (45, True),
        "once": (180, False),
    }


def test_a_refund_that_lengthens_the_own_rhythm_brings_back_without_an_order():
    orders = ledger({"A": "2024-05-01 2024-05-08"})
    back = refunded(orders, ("A", "2024-05-08", "2024-07-20"))
    status = customer_status(orders, back, START, END, lapse_days="personal").iloc[0]
    assert (status["lapsed"], status["won_back"], status["ordered_in_window"]) == (True, True, False)
    assert customer_balance(orders, back, START, END, lapse_days="personal").to_numpy().tolist() == [[0, 0, 1, 0, 1]]
    assert win_back_rate(orders, back, START, END, lapse_days="personal") == 0.0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lapse_days", [180, "personal"])
def test_an_empty_base_has_no_rate(kind, lapse_days):
    orders = KINDS[kind](ledger({"C": "2024-07-05"}))
    assert pd.isna(repurchase_rate(orders, None, START, END, lapse_days=lapse_days))
    assert pd.isna(win_back_rate(orders, None, START, END, lapse_days=lapse_days))
    nobody = customer_status(KINDS[kind](ORDERS), None, "2020-01-01", "2020-03-31", lapse_days=lapse_days)
    assert rows(nobody) == []
    assert customer_balance(KINDS[kind](ORDERS), None, "2020-01-01", "2020-03-31").to_numpy().tolist() == [[0] * 5]


def test_an_empty_table_of_orders_is_no_error():
    nothing = ORDERS[:0]
    assert customers_on_file(nothing, None, END).empty
    assert pd.isna(repurchase_rate(nothing, None, START, END))
    assert customers_by_area(nothing, None, CUSTOMERS, START, END)["on_file"].sum() == 0


def test_lazy_frames_stay_lazy():
    for kind in LAZY:
        orders = KINDS[kind](ORDERS)
        for table in (customer_status(orders, None, START, END), existing_customers(orders, None, START)):
            assert type(table) is type(orders)


def test_a_customer_without_a_known_area_is_in_a_row_of_its_own():
    customers = CUSTOMERS[CUSTOMERS["customer_id"] != "A"].assign(
        sales_area=lambda table: table["sales_area"].where(table["customer_id"] != "B", None)
    )
    balance = customer_balance(*WINDOW, customers=customers).set_index("sales_area")
    assert balance.index.tolist() == ["N", "S", "unknown area"]
    assert balance.loc["unknown area"].tolist() == [2, 0, 0, 1, 1]
    assert balance.sum().tolist() == [5, 4, 1, 1, 9]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"start": "July"}, "start is 'July'; write a date"),
        ({"end": "2024-06-30"}, "end is 2024-06-30, before start, 2024-07-01"),
        ({"lapse_days": 0}, "lapse_days is 0; give a whole number of days"),
        ({"lapse_days": "own"}, "lapse_days is 'own'; give a number of days, such as 180, or 'personal'"),
        ({"orders": ORDERS.drop(columns="status")}, "orders has no column 'status'"),
        ({"orders": ORDERS.assign(amount=float("inf"))}, r"orders\['amount'\] is missing or not finite"),
        ({"orders": ORDERS.assign(order_date="2024-01-01")}, r"orders\['order_date'\] holds text"),
        (
            {"refunds": pd.DataFrame({"order_id": ["o001"], "refund_date": [OPENING], "amount": [-5]})},
            r"refunds\['amount'\] is negative",
        ),
        ({"refunds": pd.DataFrame({"order_id": ["o001"], "amount": [5]})}, "refunds has no column 'refund_date'"),
    ],
)
@pytest.mark.parametrize("measure", [customer_status, repurchase_rate, customer_balance])
def test_bad_input_is_refused(measure, options, words):
    arguments = {"orders": ORDERS, "refunds": None, "start": START, "end": END} | options
    with pytest.raises(MeasureError, match=words):
        measure(**arguments)


@pytest.mark.parametrize(
    ("customers", "words"),
    [
        (CUSTOMERS[["customer_id"]], "customers has no column 'sales_area'"),
        (pd.concat([CUSTOMERS, CUSTOMERS[:1]]), "customers has two rows with one 'customer_id'"),
    ],
)
def test_bad_tables_of_customers_are_refused(customers, words):
    with pytest.raises(MeasureError, match=words):
        customer_balance(*WINDOW, customers=customers)
