"""Amounts, days and names out of text, in every shape people write them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, amounts_from_text, days_from_text, match_text

DAY = dt.date(2024, 12, 31)


def amount(text, *others):
    return amounts_from_text(pd.Series([text, *others]))[0]


def day(text, *others, **options):
    found = days_from_text(pd.Series([text, *others]), **options)[0]
    return None if pd.isna(found) else found.date()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NT$1,200", 1200),
        ("(35)", -35),
        ("(NT$1,035.50)", -1035.5),
        ("１２００", 1200),
        ("１，２００", 1200),
        ("1.200,50", 1200.5),
        ("1,200.50", 1200.5),
        ("1,234,567", 1234567),
        ("1.234.567,5", 1234567.5),
        ("-80", -80),
        ("−80", -80),
        ("80-", -80),
        ("NT$ -80", -80),
        ("1200元", 1200),
        ("US$ 7.5", 7.5),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1.5e3", 1500),
        ("CHF 1'000.-", 1000),
        (" 12 ", 12),
        ("0", 0),
        (12, 12),
    ],
)
def test_amounts(text, expected):
    assert amount(text) == expected
    assert amount(text, "n/a", None) == expected


@pytest.mark.parametrize("text", ["", " ", "free", "5 for 3", None, "N/A", "-"])
def test_what_is_no_amount(text):
    assert np.isnan(amount(text, "12"))


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["1234,50", "7,25", "1.200"], [1234.5, 7.25, 1200]),
        (["1,200", "1,5"], [1200, 1.5]),
        (["1.200", "7,25", "3.5"], [1.2, 725, 3.5]),
        (["1,200", "35.10"], [1200, 35.1]),
        (["NT$1,200", "1.200,50"], [1200, 1200.5]),
        (["1.234,50", "12.000"], [1234.5, 12000]),
    ],
)
def test_comma_or_point_is_told_by_the_column(column, expected):
    assert amounts_from_text(pd.Series(column)).tolist() == expected


@pytest.mark.parametrize("dtype", ["int64", "float64", "Int64", "Float64", "float64[pyarrow]"])
def test_numbers_stay_as_they_are(dtype):
    found = amounts_from_text(pd.Series([1, 2], dtype=dtype, index=[5, 7], name="money"))
    pd.testing.assert_series_equal(found, pd.Series([1.0, 2.0], index=[5, 7], name="money"))
    assert np.isnan(amounts_from_text(pd.Series([1, None], dtype="Int64"))[1])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=5), st.sampled_from(["NT$", "", "$ ", "US$"]))
def test_amounts_written_with_commas_and_signs_come_back(values, sign):
    texts = [f"{'-' if value < 0 else ''}{sign}{abs(value):,}" for value in values]
    assert amounts_from_text(pd.Series(texts)).tolist() == values


@pytest.mark.parametrize(
    "text",
    [
        "2024-12-31",
        "2024/12/31",
        "2024.12.31",
        "2024/12/31 下午 03:20",
        "2024-12-31T23:59:59",
        "2024-12-31 23:59:59.123",
        "2024年12月31日",
        "20241231",
        "20241231.0",
        "２０２４/１２/３１",
        "113/12/31",
        "113.12.31",
        "113-12-31 10:00",
        "民國113年12月31日",
        "民國 113 年 12 月 31 日",
        "民國113/12/31",
        "1131231",
        "31/12/2024",
        "12/31/2024",
        "31.12.2024 08:15",
        "31 Dec 2024",
        "31-Dec-2024",
        "December 31, 2024",
        "Dec 31, 2024 9:00 PM",
        "45657",
        "45657.5",
        pd.Timestamp("2024-12-31 14:00"),
        dt.date(2024, 12, 31),
    ],
)
def test_days(text):
    assert day(text) == DAY


@pytest.mark.parametrize(
    "text",
    ["", None, "soon", "2024-02-30", "2024-1-311", "12/31/24", "99/12/31", "2024", "13/13/2024", "Foo 31, 2024"],
)
def test_what_is_no_day(text):
    assert day(text) is None


def test_two_digit_years_of_the_republic_only_beside_others():
    assert day("99/12/31", "100/01/02") == dt.date(2010, 12, 31)
    assert day("99/12/31", "2011/01/02") is None
    assert day("民國99年12月31日") == dt.date(2010, 12, 31)


def test_years_of_the_republic_can_be_refused():
    assert day("113/12/31", roc=False) is None
    assert day("民國113年12月31日", roc=False) is None
    assert day("2024/12/31", roc=False) == DAY


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["05/06/2024", "31/12/2024"], dt.date(2024, 6, 5)),
        (["05/06/2024", "12/31/2024"], dt.date(2024, 5, 6)),
    ],
)
def test_one_row_decides_for_the_column(column, expected):
    assert day(*column) == expected
    assert day(*column, day_first=True) == expected


def test_what_cannot_be_told_is_refused_or_asked_for():
    column = pd.Series(["05/06/2024"], name="訂購日")
    with pytest.raises(MeasureError, match="The dates in '訂購日', such as '05/06/2024', could be day first or month"):
        days_from_text(column)
    assert day("05/06/2024", day_first=True) == dt.date(2024, 6, 5)
    assert day("05/06/2024", day_first=False) == dt.date(2024, 5, 6)
    with pytest.raises(MeasureError, match="partly day first and partly month first"):
        days_from_text(pd.Series(["31/12/2024", "12/31/2024"]), day_first=True)


@pytest.mark.parametrize(
    ("stamp", "zone", "expected"),
    [
        ("2024-12-31T16:30Z", "Asia/Taipei", dt.date(2025, 1, 1)),
        ("2024-12-31T16:30Z", None, DAY),
        ("2024-12-31T15:59:59Z", "Asia/Taipei", DAY),
        ("2024-12-31 16:30:00+00:00", "Asia/Taipei", dt.date(2025, 1, 1)),
        ("2025-01-01T00:30:00+0800", "Asia/Taipei", dt.date(2025, 1, 1)),
        ("2025-01-01T00:30:00+08:00", "UTC", DAY),
        ("2024-12-31 16:30", "Asia/Taipei", DAY),
        (pd.Timestamp("2024-12-31 16:30", tz="UTC"), "Asia/Taipei", dt.date(2025, 1, 1)),
        (pd.Timestamp("2024-12-31 16:30", tz="UTC"), None, DAY),
    ],
)
def test_the_local_day_of_a_moment(stamp, zone, expected):
    assert day(stamp, zone=zone) == expected


def test_moments_with_zones_and_days_without_in_one_column():
    column = pd.Series(["2024-12-31T16:30Z", "2024-12-31", None, "113/12/31"], index=[3, 5, 7, 9], name="when")
    found = days_from_text(column, zone="Asia/Taipei")
    assert found.index.tolist() == [3, 5, 7, 9] and found.name == "when"
    assert found.dtype.kind == "M"
    assert [None if pd.isna(one) else one.date() for one in found] == [dt.date(2025, 1, 1), DAY, None, DAY]


@pytest.mark.parametrize("dtype", ["datetime64[us]", "datetime64[ns]", "datetime64[s]"])
def test_dates_lose_their_time(dtype):
    found = days_from_text(pd.Series(pd.to_datetime(["2024-12-31 23:30"])).astype(dtype))
    assert found[0] == pd.Timestamp(DAY)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.dates(dt.date(2012, 1, 1), dt.date(2040, 1, 1)), min_size=1, max_size=6))
def test_every_form_of_a_day_is_read_alike(days):
    forms = [
        lambda one: one.isoformat(),
        lambda one: f"{one.year}/{one.month}/{one.day}",
        lambda one: f"{one.year - 1911}/{one.month:02}/{one.day:02}",
        lambda one: f"民國{one.year - 1911}年{one.month}月{one.day}日",
        lambda one: f"{one:%Y%m%d}",
        lambda one: str((one - dt.date(1899, 12, 30)).days),
    ]
    texts = [forms[place % len(forms)](one) for place, one in enumerate(days)]
    assert [found.date() for found in days_from_text(pd.Series(texts))] == days


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("email", "Amy.W@Example.com ", "amy.w@example.com"),
        ("phone", "+886 2 2345 6789", "(02)2345-6789"),
        ("phone", "+886 (0)912-345-678", "０９１２３４５６７８"),
        ("phone", "00886-912345678", "0912 345 678"),
        ("text", "Wang,  Amy", "wang amy"),
        ("text", "王 小明", "王小明"),
        ("text", "台北市信義路１號", "台北市 信義路 1號"),
    ],
)
def test_spellings_of_one_thing_match(kind, one, other):
    found = match_text(pd.Series([one, other]), kind)
    assert found[0] == found[1] and found.notna().all()


@pytest.mark.parametrize("kind", ["email", "phone", "text"])
@pytest.mark.parametrize("value", [None, "", "  ", "N/A", "無", "-"])
def test_nothing_matches_nothing(kind, value):
    assert match_text(pd.Series([value, "x1"]), kind).isna().tolist()[0]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: amounts_from_text(["1"]), "values has to be a pandas Series"),
        (lambda: days_from_text("2024-12-31"), "values has to be a pandas Series"),
        (lambda: days_from_text(pd.Series(["2024-12-31T16:30Z"]), zone="Asia/Nowhere"), "zone is 'Asia/Nowhere'"),
        (lambda: match_text(pd.Series(["a"]), "colour"), "kind is 'colour'; there is 'email', 'phone', 'text'"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
