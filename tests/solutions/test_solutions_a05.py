"""Assignment a05: the numbers of the running example, right and wrong, on the customers that the page prints."""

from __future__ import annotations

import pandas as pd
import pytest

from solutions import records
from solutions.repurchase.cases import DAYS, END, LAPSE_DAYS, SMALL, SMALL_CUSTOMERS, SNAPSHOT, START, histories
from solutions.repurchase.given import buyers, last_before, month_number

TASKS = {task.id.removeprefix("a05."): task for task in records("a05").TASKS}
LETTERS = {f"C{place:05d}": letter for place, letter in enumerate("ABCDEFGHIJKLM", start=1)}

AREAS = {"valid": SMALL, "customers": SMALL_CUSTOMERS, "end": END}
WINDOW = {"valid": SMALL, "start": START, "end": END}
FOLLOWED = {**WINDOW, "days": DAYS, "snapshot": SNAPSHOT}
OPENING = {"valid": SMALL, "start": START, "lapse_days": LAPSE_DAYS}
JUDGED = {**WINDOW, "lapse_days": LAPSE_DAYS}


def found(task: str, inputs: dict, key: str = ""):
    """The model answer, or what somebody with this mistake gives."""
    record = TASKS[task]
    answer = next(one.wrong for one in record.mistakes if one.key == key) if key else record.answer
    return answer(**inputs)


def letters(ids) -> str:
    return "".join(sorted(LETTERS[one] for one in ids))


@pytest.mark.parametrize(("key", "value"), [("", (7, 5)), ("later-orders", (7, 6))])
def test_customers_on_file_north_and_south(key, value):
    counts = found("areas", AREAS, key)
    assert (counts["North"], counts["South"]) == value


@pytest.mark.parametrize(("key", "value"), [("", "CDEL"), ("first-in-window", "ACDEFKL")])
def test_first_purchase_customers(key, value):
    assert letters(found("first-purchase", WINDOW, key)) == value


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", 1 / 3),
        ("young-kept", 0.5),
        ("young-above-only", 2 / 3),
        ("no-days", 1.0),
        ("inside-the-window", 0.25),
    ],
)
def test_first_purchase_customers_who_buy_again(key, value):
    assert found("bought-again", FOLLOWED, key) == pytest.approx(value)


@pytest.mark.parametrize(("key", "value"), [("", "ABHKM"), ("lapsed-kept", "ABFGHIKM")])
def test_existing_customers(key, value):
    assert letters(found("existing", OPENING, key)) == value


@pytest.mark.parametrize(
    ("key", "value"),
    [("", 0.4), ("of-buyers", 2 / 7), ("lapsed-in-base", 0.25), ("lapsed-in-both", 0.375), ("all-buyers", 1.4)],
)
def test_repurchase_rate(key, value):
    assert found("repurchase-rate", JUDGED, key) == pytest.approx(value)


def test_lapsed_customers_at_the_opening_and_as_seen_from_the_end():
    assert letters(found("lapsed", OPENING)["customer_id"]) == "FGI"
    at_the_end = {**OPENING, "start": END + pd.Timedelta(days=1)}
    assert letters(found("lapsed", at_the_end)["customer_id"]) == "BGI"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", 1 / 3),
        ("of-everybody", 1 / 12),
        ("of-buyers", 1 / 7),
        ("ever-after", 2 / 3),
        ("judged-at-the-end", 0.0),
    ],
)
def test_win_back_rate(key, value):
    assert found("win-back", JUDGED, key) == pytest.approx(value)


def test_the_balance_balances():
    counts = found("balance", JUDGED)
    assert list(counts.values()) == [5, 4, 1, 1, 9]
    assert found("balance", JUDGED, "last-day-left-out")["closing"] == 10


@pytest.mark.parametrize("lapse_days", [1, 30, 92, 93, 180, 400])
def test_the_balance_balances_under_any_threshold(lapse_days):
    counts = found("balance", {**JUDGED, "lapse_days": lapse_days})
    came = counts["opening"] + counts["first_purchase"] + counts["won_back"]
    assert came - counts["lapsed"] == counts["closing"]


def test_january_is_month_two_of_november():
    dates = pd.Series(pd.to_datetime(["2024-11-30", "2025-01-02"]))
    assert month_number(dates).diff().iloc[1] == 2
    table = {"valid": histories({"A": dates, "B": dates[:1]}), "snapshot": pd.Timestamp("2025-02-28")}
    assert found("cohorts", table).loc["2024-11", ["m1", "m2", "m3"]].tolist() == [0, 0.5, 0]
    assert found("cohorts", table, "month-only").loc["2024-11", "m2"] == 0


def cohorts() -> pd.DataFrame:
    """100, 50 and 80 new customers; 40, 10 and 24 of them came one month later, 30 and 5 two months later."""
    days: dict[str, list[str]] = {}
    for first, size, later in ((1, 100, (40, 30)), (2, 50, (10, 5)), (3, 80, (24,))):
        for place in range(size):
            again = [f"2024-{first + k:02d}-15" for k, count in enumerate(later, start=1) if place < count]
            days[f"{first}-{place}"] = [f"2024-{first:02d}-10", *again]
    return histories(days)


def test_the_cohorts_of_100_50_and_80():
    table = found("cohorts", {"valid": cohorts(), "snapshot": pd.Timestamp("2024-04-30")})
    assert table["size"].tolist() == [100, 50, 80]
    assert table["m1"].tolist() == [0.4, 0.2, 0.3]
    assert table["m2"].tolist()[:2] == [0.3, 0.1] and pd.isna(table["m2"].iloc[2])
    wrong = found("cohorts", {"valid": cohorts(), "snapshot": pd.Timestamp("2024-04-30")}, "first-size")
    assert wrong["m1"].iloc[1] == 0.1


def test_both_days_belong_to_a_window_and_the_day_itself_is_not_before_it():
    assert letters(buyers(SMALL, START, END)) == "ACDEFKL"
    before = last_before(SMALL, START).set_index("customer_id")["order_date"]
    assert before["C00011"] == pd.Timestamp("2024-04-04") and "C00003" not in before
