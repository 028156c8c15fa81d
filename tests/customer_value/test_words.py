"""Numbers, money, dates and line breaks in both languages."""

from __future__ import annotations

import datetime as dt
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_value import words


def test_numbers_have_commas_and_a_true_minus_sign():
    assert words.number(1234567) == "1,234,567"
    assert words.number(-1234.5, 1) == "−1,234.5"
    assert words.percent(0.416) == "42%"
    assert words.percent(-0.05, 1) == "−5.0%"
    assert words.percent(11.07) == "1,107%"


@pytest.mark.parametrize("write", [words.number, words.percent, words.money, words.short_money, words.date])
@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NaT, pd.NA])
def test_what_has_no_base_is_said_in_words(write, nothing):
    assert write(nothing, language="en") == "no base"
    assert write(nothing, language="zh-Hant") == "無法計算"


@pytest.mark.parametrize(
    ("currency", "expected"), [("TWD", "NT$1,200"), ("EUR", "€1,200"), ("CHF", "CHF 1,200"), ("", "1,200")]
)
def test_money_carries_its_sign(currency, expected):
    assert words.money(1200, currency) == expected
    assert words.money(-1200, currency) == f"−{expected}"


def test_a_loss_that_rounds_to_nothing_has_no_minus_sign():
    assert words.money(-0.3, "TWD") == "NT$0"


def test_the_currency_is_that_of_the_ledger_around(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert words.money(5) == "5"
    (tmp_path / "kit.toml").write_text('ledger = "mine"', encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "datapackage.json").write_text('{"currency": "TWD"}', encoding="utf-8")
    assert words.money(5) == "NT$5"


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        (800, "NT$800", "NT$800"),
        (12000, "NT$12k", "NT$1.2 萬"),
        (-3.4e6, "−NT$3.4m", "−NT$340 萬"),
        (2e8, "NT$200m", "NT$2 億"),
        (11.3e6, "NT$11.3m", "NT$1,130 萬"),
        (999_700, "NT$1m", "NT$100 萬"),
        (1.25e9, "NT$1,250m", "NT$12.5 億"),
        (12_345, "NT$12.3k", "NT$1.23 萬"),
        (9_994_000, "NT$9.99m", "NT$999 萬"),
        (-10_440_000, "−NT$10.4m", "−NT$1,040 萬"),
    ],
)
def test_large_money_is_counted_as_each_language_counts(amount, english, chinese):
    assert words.short_money(amount, "TWD", "en") == english
    assert words.short_money(amount, "TWD", "zh-Hant") == chinese


@pytest.mark.parametrize("day", [dt.date(2025, 12, 31), pd.Timestamp("2025-12-31 18:30")])
def test_dates(day):
    assert words.date(day, "en") == "31 December 2025"
    assert words.date(day, "zh-Hant") == "2025 年 12 月 31 日"
    assert words.short_date(day, "en") == "31 Dec 2025"
    assert words.short_date(day, "zh-Hant") == "2025/12/31"


def test_listing():
    assert words.listing([], "en") == ""
    assert words.listing(["A"], "en") == "A"
    assert words.listing(["A", "B", "C"], "en") == "A, B and C"
    assert words.listing(["A", "B", "C"], "zh-Hant") == "A、B 和 C"
    assert words.listing(["頻率", "金額"], "zh-Hant") == "頻率和金額"


def test_chinese_breaks_between_characters_and_never_before_punctuation():
    assert words.wrap("最近一次消費，消費頻率", 6) == "最近一次消\n費，消費頻率"
    assert words.wrap("（甲）（乙）", 4) == "（甲）\n（乙）"


def test_english_breaks_between_words():
    assert words.wrap("those who bought most recently", 6).split("\n") == ["those who", "bought most", "recently"]
    assert words.wrap("unbreakable", 2) == "unbreakable"
    assert words.wrap("kept\nas it is", 50) == "kept\nas it is"


@given(st.text(alphabet="abc NT$%，。（）消費金額1 ", max_size=60), st.integers(2, 30))
def test_wrapping_loses_nothing_and_keeps_to_the_width(line, ems):
    wrapped = words.wrap(line, ems)
    assert wrapped.replace("\n", "").replace(" ", "") == line.replace(" ", "")
    for part in wrapped.split("\n"):
        unbreakable = len(list(words._pieces(part.strip()))) <= 1
        assert unbreakable or words.width(part.rstrip()) <= ems or math.isclose(words.width(part.rstrip()), ems)
