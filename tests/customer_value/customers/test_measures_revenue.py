"""Revenue by region and industry: by the customer's home, unknown as its own row, adding up to the company."""

from __future__ import annotations

import datetime as dt
from math import inf, isnan, nan

import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import UNKNOWN, MeasureError, growth_by, revenue_by, sales_by_area

VALID = pd.DataFrame(
    [
        ("A", "o1", "2024-02-01", "North", 600.0),
        ("A", "o2", "2024-03-01", "South", 200.0),
        ("B", "o3", "2024-05-01", "North", 400.0),
        ("C", "o4", "2023-06-01", "East", 900.0),
        ("D", "o5", "2024-07-01", "South", 300.0),
        ("E", "o6", "2024-12-31", "South", 500.0),
        ("E", "o7", "2025-01-01", "South", 70.0),
        ("F", "o8", "2025-01-02", "North", 80.0),
    ],
    columns=["customer_id", "order_id", "order_date", "sales_area", "amount"],
).assign(order_date=lambda table: pd.to_datetime(table["order_date"]).astype("datetime64[us]"))
CUSTOMERS = pd.DataFrame(
    {
        "customer_id": list("ABCDFGH"),
        "region": ["North", "North", "East", None, "North", "West", "South"],
        "consent": [True, False, True, True, False, True, True],
    }
)
YEAR = {"start": "2024-01-01", "end": "2024-12-31"}


def by_row(table: pd.DataFrame, column: str) -> dict:
    return dict(zip(table.iloc[:, 0], table[column], strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_a_year_by_region_on_every_kind_of_frame(kind):
    table = revenue_by(KINDS[kind](VALID), KINDS[kind](CUSTOMERS), "region", **YEAR)
    assert list(table) == ["region", "customers", "buyers", "revenue", "revenue_per_customer", "share"]
    assert table["region"].tolist() == ["East", "North", "South", "West", UNKNOWN]
    assert table["customers"].tolist() == [1, 2, 0, 0, 2]
    assert table["buyers"].tolist() == [0, 2, 0, 0, 2]
    assert table["revenue"].tolist() == [0, 1200, 0, 0, 800]
    assert table["revenue_per_customer"].tolist() == pytest.approx([nan, 600, nan, nan, 400], nan_ok=True)
    assert table["share"].tolist() == [0, 0.6, 0, 0, 0.4]


@pytest.mark.parametrize(
    ("mistake", "column", "wrong"),
    [
        (lambda t: t.groupby("sales_area")["amount"].sum()["North"], "revenue", 1000),
        (lambda t: t.groupby("region")["amount"].mean()["North"], "revenue_per_customer", 400),
        (lambda t: t.groupby("region")["amount"].sum()["North"] / 3, "revenue_per_customer", 400),
        (lambda t: t.groupby("region")["amount"].sum()["North"] / t.dropna()["amount"].sum(), "share", 1.0),
    ],
    ids=["area of the order", "per order", "all registered", "unknown dropped"],
)
def test_what_people_get_wrong(mistake, column, wrong):
    year = VALID[VALID["order_date"].dt.year == 2024].merge(CUSTOMERS, on="customer_id", how="left")
    assert mistake(year) == wrong
    assert by_row(revenue_by(VALID, CUSTOMERS, "region", **YEAR), column)["North"] != wrong


def test_on_file_is_whoever_has_bought_by_the_end():
    first, later = (revenue_by(VALID, CUSTOMERS, "region", end=end) for end in ("2023-12-31", "2025-12-31"))
    assert by_row(first, "customers") == {"East": 1, "North": 0, "South": 0, "West": 0}
    assert by_row(later, "customers") == {"East": 1, "North": 3, "South": 0, "West": 0, UNKNOWN: 2}
    assert by_row(revenue_by(VALID, CUSTOMERS, "region"), "revenue") == by_row(later, "revenue")
    assert by_row(revenue_by(VALID, CUSTOMERS, "region", start="2025-01-02"), "revenue")["North"] == 80


def test_both_ends_of_the_period_belong_to_it():
    one_day = revenue_by(VALID, CUSTOMERS, "region", start="2024-12-31", end="2024-12-31")
    assert by_row(one_day, "revenue")[UNKNOWN] == 500
    evening = VALID.assign(order_date=VALID["order_date"] + pd.Timedelta(hours=23))
    pd.testing.assert_frame_equal(
        revenue_by(evening, CUSTOMERS, "region", **YEAR), revenue_by(VALID, CUSTOMERS, "region", **YEAR)
    )


def test_any_column_and_the_order_of_a_category():
    assert revenue_by(VALID, CUSTOMERS, "consent", **YEAR)["consent"].tolist() == [False, True, UNKNOWN]
    order = pd.CategoricalDtype(["West", "North", "East", "South"])
    ordered = CUSTOMERS.assign(region=CUSTOMERS["region"].astype(order))
    table = revenue_by(VALID, ordered, "region", **YEAR)
    assert table["region"].tolist() == ["West", "North", "East", "South", UNKNOWN]
    named = CUSTOMERS.assign(region=CUSTOMERS["region"].fillna(UNKNOWN))
    pd.testing.assert_frame_equal(revenue_by(VALID, named, "region"), revenue_by(VALID, CUSTOMERS, "region"))


def test_it_agrees_with_sales_by_area():
    areas = CUSTOMERS.rename(columns={"region": "sales_area"})
    ours, theirs = revenue_by(VALID, areas, "sales_area"), sales_by_area(VALID, areas)
    assert ours["revenue"].tolist() == theirs["sales"].tolist()
    assert ours["buyers"].tolist() == theirs["customers"].tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_has_bought(kind):
    table = revenue_by(KINDS[kind](VALID[:0]), CUSTOMERS, "region")
    assert table["customers"].sum() == table["revenue"].sum() == 0
    assert table["share"].isna().all()
    assert table["revenue_per_customer"].isna().all()
    assert UNKNOWN not in table["region"].tolist()


YEARS = (("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31"))
INDUSTRY = CUSTOMERS.assign(region=["Hotels", "Hotels", "Hotels", "Technology", "Hotels", "Cafés", "Cafés"])


def test_growth_beside_size():
    table = growth_by(VALID, INDUSTRY, "region", *YEARS)
    assert table["region"].tolist() == ["Cafés", "Hotels", "Technology", UNKNOWN]
    assert table["revenue_before"].tolist() == [0, 900, 0, 0]
    assert table["revenue"].tolist() == [0, 1200, 300, 500]
    assert table["accounts_before"].tolist() == [0, 1, 0, 0]
    assert table["accounts"].tolist() == [0, 2, 1, 1]
    assert table["growth"].tolist() == pytest.approx([nan, 1 / 3, nan, nan], nan_ok=True)
    assert table["revenue_per_account"].tolist() == pytest.approx([nan, 600, 300, 500], nan_ok=True)
    assert table["share"].tolist() == pytest.approx([0, 0.6, 0.15, 0.25])


def test_the_growth_of_the_company_is_not_the_mean_of_growths():
    valid = pd.DataFrame(
        {
            "customer_id": ["H", "T", "H", "T"],
            "order_date": pd.to_datetime(["2023-05-01", "2023-05-01", "2024-05-01", "2024-05-01"]),
            "amount": [1000, 100, 1100, 300],
        }
    )
    customers = pd.DataFrame({"customer_id": ["H", "T"], "industry": ["Hotels", "Technology"]})
    table = growth_by(valid, customers, "industry", *YEARS)
    assert table["growth"].tolist() == pytest.approx([0.1, 2.0])
    assert table["growth"].mean() == pytest.approx(1.05)
    assert table["revenue"].sum() / table["revenue_before"].sum() - 1 == pytest.approx(0.2727, abs=1e-4)


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (YEARS[1], YEARS[0], "the later one has to come after"),
        (YEARS[0], ("2023-12-31", "2024-12-30"), "the later one has to come after"),
        (YEARS[0], ("2024-01-01", "2024-06-30"), "before is 365 days long and now 182"),
        (YEARS[0], ("2024-12-31", "2024-01-01"), "the end of now is 2024-01-01, before the start of now"),
        ("2023", YEARS[1], "before is '2023'; give the first and the last day"),
        (YEARS[0], ("2024-01-01", "soon"), "the end of now is 'soon'"),
    ],
)
def test_two_periods_that_cannot_be_compared(before, now, words):
    with pytest.raises(MeasureError, match=words):
        growth_by(VALID, INDUSTRY, "region", before, now)


@pytest.mark.parametrize("before", [("2023-10-01", "2023-12-31"), ("2023-11-30", "2023-12-31")])
def test_quarters_and_months_may_differ_by_some_days(before):
    days = (pd.Timestamp(before[1]) - pd.Timestamp(before[0])).days - 2
    growth_by(VALID, INDUSTRY, "region", before, ("2024-01-01", str(dt.date(2024, 1, 1) + dt.timedelta(days=days))))


@pytest.mark.parametrize(
    ("valid", "customers", "by", "words"),
    [
        (VALID.drop(columns="amount"), CUSTOMERS, "region", "valid has no column 'amount'"),
        (VALID, CUSTOMERS, "city", "customers has no column 'city'"),
        (
            VALID.assign(amount=[1, nan, 1, 1, 1, inf, 1, 1]),
            CUSTOMERS,
            "region",
            "missing on 1 of 8 rows",
        ),
        (VALID.assign(amount=[-1] + [1] * 7), CUSTOMERS, "region", "money below 0"),
        (VALID, pd.concat([CUSTOMERS, CUSTOMERS[:1]]), "region", "two rows with one 'customer_id', such as 'A'"),
        (VALID, CUSTOMERS.assign(customer_id=range(7)), "region", "None of the customers in valid is in customers"),
        (VALID.assign(order_date="2024"), CUSTOMERS, "region", r"valid\['order_date'\] holds text"),
    ],
)
def test_bad_input_is_named(valid, customers, by, words):
    with pytest.raises(MeasureError, match=words):
        revenue_by(valid, customers, by)
    with pytest.raises(MeasureError, match=words):
        growth_by(valid, customers, by, *YEARS)


def test_a_period_that_ends_before_it_starts():
    with pytest.raises(MeasureError, match="end is 2023-01-01, before start"):
        revenue_by(VALID, CUSTOMERS, "region", start="2024-01-01", end="2023-01-01")


days = st.dates(dt.date(2023, 1, 1), dt.date(2024, 12, 31))
rows = st.lists(st.tuples(st.sampled_from("ABCDEFXYZ"), days, st.integers(1, 5000)), min_size=1, max_size=25)


@settings(max_examples=20, deadline=None)
@given(rows, st.integers(0, 2**20), st.integers(2, 50))
def test_rows_add_up_to_the_company_in_any_order_and_currency(found, seed, rate):
    valid = pd.DataFrame(found, columns=["customer_id", "order_date", "amount"])
    valid["order_date"] = pd.to_datetime(valid["order_date"]).astype("datetime64[us]")
    known = valid["customer_id"].isin(CUSTOMERS["customer_id"])
    if not known.any():
        return
    table = revenue_by(valid, CUSTOMERS, "region", **YEAR)
    inside = valid[valid["order_date"].dt.year == 2024]
    assert table["revenue"].sum() == inside["amount"].sum()
    assert table["buyers"].sum() == inside["customer_id"].nunique()
    assert table["customers"].sum() == valid["customer_id"].nunique()
    other = revenue_by(
        valid.assign(amount=valid["amount"] * rate).sample(frac=1, random_state=seed), CUSTOMERS, "region", **YEAR
    )
    assert other["revenue"].tolist() == (table["revenue"] * rate).tolist()
    assert other["share"].tolist() == pytest.approx(table["share"].tolist(), nan_ok=True)
    both = growth_by(valid, CUSTOMERS, "region", *YEARS).set_index("region")
    for region, revenue in by_row(table, "revenue").items():
        assert both.loc[region, "revenue"] == revenue
        was = both.loc[region, "revenue_before"]
        assert isnan(both.loc[region, "growth"]) if not was else both.loc[region, "growth"] == revenue / was - 1
