"""Cohort retention: each row over its own size, young cells unknown, all together as a ratio of sums."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from frame_kinds import KINDS
from repurchase_example import ledger, refunded

from customer_value import MeasureError, cohort_retention, cohort_sizes, overall_retention

SNAPSHOT = "2024-03-31"


def cohort(name: str, month: int, size: int, came: dict[int, int]) -> dict[str, str]:
    """Customers who first bought in a month; the first few of them came again so many months later."""
    return {
        f"{name}{n}": " ".join(
            [f"2024-0{month}-10", *(f"2024-0{month + later}-20" for later, count in came.items() if n < count)]
        )
        for n in range(size)
    }


HISTORIES = (
    cohort("jan", 1, 100, {1: 40, 2: 30, 3: 20})
    | cohort("feb", 2, 50, {1: 10, 2: 5})
    | cohort("mar", 3, 80, {1: 24})
    | cohort("apr", 4, 10, {})
)
ORDERS = ledger(HISTORIES)


@pytest.fixture(scope="module")
def example() -> tuple[pd.DataFrame, pd.Series]:
    """The course's three cohorts, seen until the end of April."""
    table, sizes = (measure(ORDERS, None, "2024-04-30") for measure in (cohort_retention, cohort_sizes))
    return table.loc[:"2024-03", [0, 1, 2]], sizes[:"2024-03"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_of_the_course(kind):
    table = cohort_retention(KINDS[kind](ORDERS), None, "2024-04-30").loc[:"2024-03", [0, 1, 2]]
    assert table.round(3).iloc[:2].to_numpy().tolist() == [[1, 0.4, 0.3], [1, 0.2, 0.1]]
    assert table.iloc[2, :2].tolist() == [1, 0.3]
    assert np.isnan(table.iloc[2, 2])
    assert cohort_sizes(KINDS[kind](ORDERS), None, "2024-04-30").tolist() == [100, 50, 80, 10]


def test_all_together_is_a_ratio_of_sums_over_mature_cohorts(example):
    assert overall_retention(*example).round(3).tolist() == [1.0, 0.322, 0.233]


@pytest.mark.parametrize(
    ("mistake", "month", "wrong"),
    [
        (lambda table, sizes: table.mean(), 1, 0.30),  # mean of rates
        (lambda table, sizes: table.mean(), 2, 0.20),
        (lambda table, sizes: table.mul(sizes, axis="index").sum() / sizes.sum(), 2, 0.152),  # immature in the base
        (lambda table, sizes: table.fillna(0).mean(), 2, 0.133),  # 0 for an immature cell
    ],
)
def test_what_people_get_for_all_together(mistake, month, wrong, example):
    value = mistake(*example)[month]
    assert round(value, 3) == wrong != round(overall_retention(*example)[month], 3)


def test_a_row_is_not_divided_by_the_first_size(example):
    table, sizes = example
    wrong = table.loc["2024-02", 1] * sizes["2024-02"] / sizes.iloc[0]
    assert round(wrong, 3) == 0.10 != round(table.loc["2024-02", 1], 3) == 0.2


def test_months_are_counted_over_the_turn_of_the_year():
    orders = ledger({"A": "2024-11-08 2025-01-03"})
    assert cohort_retention(orders, None, "2025-01-31").loc["2024-11"].tolist() == [1, 0, 1]
    first, second = orders["order_date"]
    assert second.month - first.month == -10, "month number only"


@pytest.mark.parametrize(("snapshot", "known"), [("2024-04-30", True), ("2024-04-29", False), ("2024-03-31", False)])
def test_a_month_that_is_not_over_is_not_known(snapshot, known):
    table = cohort_retention(ORDERS, None, snapshot)
    assert table.loc["2024-03", 0] == 1
    assert (table.reindex(columns=range(4)).loc["2024-03", 1] == 0.3) == known
    assert np.isfinite(table.get(3, pd.Series(np.nan, index=table.index))["2024-01"]) == known


def test_the_month_of_the_snapshot_is_a_cohort_without_shares_until_it_is_over():
    assert cohort_sizes(ORDERS, None, "2024-04-29")["2024-04"] == 10
    assert cohort_retention(ORDERS, None, "2024-04-29").loc["2024-04"].isna().all()


def test_a_cohort_of_nobody_has_a_row_without_shares_and_no_weight():
    orders = ledger({"A": "2024-01-10 2024-02-10", "B": "2024-03-10"})
    table, sizes = (measure(orders, None, SNAPSHOT) for measure in (cohort_retention, cohort_sizes))
    assert sizes.tolist() == [1, 0, 1]
    assert table.loc["2024-02"].isna().all()
    assert overall_retention(table, sizes).tolist() == [1, 1, 0]


def test_a_cohort_in_which_nobody_came_back_counts():
    orders = ledger({"A": "2024-01-10 2024-02-10", "B": "2024-02-20", "C": "2024-02-21"})
    table, sizes = (measure(orders, None, SNAPSHOT) for measure in (cohort_retention, cohort_sizes))
    assert table[1].tolist()[:2] == [1, 0]
    assert overall_retention(table, sizes)[1] == pytest.approx(1 / 3)


def test_a_refunded_first_order_moves_a_customer_to_the_next_cohort():
    orders = ledger({"A": "2024-01-10 2024-02-10"})
    assert cohort_sizes(orders, refunded(orders, ("A", "2024-01-10", "2024-02-20")), SNAPSHOT)["2024-02"] == 1


def test_nobody_gives_an_empty_table():
    assert cohort_sizes(ORDERS, None, "2020-01-31").empty
    table = cohort_retention(ORDERS, None, "2020-01-31")
    assert table.shape == (0, 0)
    assert overall_retention(table, cohort_sizes(ORDERS, None, "2020-01-31")).empty


@pytest.mark.parametrize(
    ("table", "sizes", "words"),
    [
        (lambda t: t, lambda s: s[:2], "different cohorts"),
        (lambda t: t, lambda s: -s, "missing or negative number of customers"),
        (lambda t: t[1], lambda s: s, "a frame and a Series"),
    ],
)
def test_what_does_not_belong_together_is_refused(table, sizes, words, example):
    with pytest.raises(MeasureError, match=words):
        overall_retention(table(example[0]), sizes(example[1]))
