"""The figures of the first two lessons, and the explorer, on tables counted by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from figure_laws import keep_the_laws
from figure_tables import LANGUAGES

from customer_value import MeasureError, explorers
from customer_value.figures import cards_left, category_rankings

DAYS = pd.DataFrame({"order_date": pd.to_datetime(["2025-01-03", "2025-01-03", "2025-02-10", "2025-03-31"])})
YEAR = pd.DataFrame({"order_date": pd.date_range("2025-01-01", "2025-12-31").repeat(3)})
TABLE = pd.DataFrame(
    {"money": [900.0, 500.0, 40.0], "customers": [2, 5, 1]}, index=pd.Index(["Tea", "Cups", "Lamps"], name="category")
)
SNAPSHOT = pd.Timestamp("2025-12-31")
LINES = pd.DataFrame(
    [
        ("Cups", "C1", "2025-12-20", 300.0),
        ("Tea", "C1", "2025-12-05", 100.0),
        ("Tea", "C2", "2025-11-05", 150.0),
        ("Tea", "C3", "2025-10-05", 200.0),
        ("Cups", "C2", "2025-09-05", 10.0),
        ("Lamps", "C4", "2024-12-31", 9999.0),
        ("Lamps", "C5", "2026-01-01", 9999.0),
    ],
    columns=["category", "customer_id", "order_date", "amount"],
).astype({"order_date": "datetime64[us]"})


@pytest.mark.parametrize(
    ("cards", "title"),
    [
        (0, "0 cards are gone on 3 January 2025; 4 orders go without one"),
        (2, "2 cards are gone on 10 February 2025; 2 orders go without one"),
        (3, "3 cards are gone on 31 March 2025; 1 order goes without one"),
        (4, "4 cards are exactly enough: none is left"),
        (5, "5 cards are enough: 1 is left at the end"),
        (104, "104 cards are enough: 100 are left at the end"),
    ],
)
def test_the_title_says_when_the_cards_are_gone(cards, title):
    pictures = keep_the_laws(lambda language: cards_left(DAYS, cards, language=language))
    assert pictures["en"].alt.startswith(title)
    assert "each of 4 orders" in pictures["en"].alt


def test_what_is_left_at_the_ends_of_months():
    alt = cards_left(DAYS, 3, language="en").alt
    assert "31 January 2025: 1 left" in alt and "28 February 2025: 0 left" in alt and "31 March 2025: 1 missing" in alt


@pytest.mark.parametrize("cards", [10, 1000, 1090, 1095, 9_999_999])
def test_a_whole_year_fits(cards):
    keep_the_laws(lambda language: cards_left(YEAR, cards, language=language))


@pytest.mark.parametrize("cards", ["10", -1, None, math.nan, True])
def test_no_number_of_cards_is_refused_in_a_sentence(cards):
    with pytest.raises(MeasureError, match=r"cards is .*give the number of cards"):
        cards_left(DAYS, cards)


def test_no_orders_are_refused():
    with pytest.raises(MeasureError, match="no row with a date"):
        cards_left(DAYS.iloc[:0], 10)
    with pytest.raises(MeasureError, match="order_date"):
        cards_left(TABLE, 10)


@pytest.mark.parametrize(
    ("table", "title"),
    [
        (TABLE, "Most money: Tea; most customers: Cups"),
        (TABLE.assign(customers=[9, 5, 1]), "First on both sides, by money and by customers: Tea"),
        (TABLE.assign(customers=[5, 5, 1]), "Most money: Tea; most customers: Tea and Cups"),
        (TABLE.reset_index(), "Most money: Tea; most customers: Cups"),
        (TABLE.rename(index={"Lamps": "A category with quite a long name"}), "Most money: Tea; most customers: Cups"),
        (TABLE.iloc[:1] * 0, "First on both sides, by money and by customers: Tea"),
        (TABLE * 1_000_000, "Most money: Tea; most customers: Cups"),
    ],
    ids=["two", "one", "tie", "column", "long", "nothing", "millions"],
)
def test_the_title_names_who_leads_where(table, title):
    pictures = keep_the_laws(lambda language: category_rankings(table, currency="TWD", language=language))
    assert pictures["en"].alt.startswith(title)


def test_the_text_alternative_has_every_number():
    alt = category_rankings(TABLE, period="All of 2025", currency="TWD", language="en").alt
    assert "Tea: NT$900, customers: 2. Cups: NT$500, customers: 5. Lamps: NT$40, customers: 1." in alt
    assert "All of 2025." in alt


def test_no_categories_are_refused():
    with pytest.raises(MeasureError, match="no row"):
        category_rankings(TABLE.iloc[:0])
    with pytest.raises(MeasureError, match="money"):
        category_rankings(TABLE[["customers"]])


@pytest.mark.parametrize("language", LANGUAGES)
def test_looking_back_moves_the_leader_and_reset_brings_it_back(language, capfd):
    explorer = explorers.look_back_explorer(LINES, SNAPSHOT, currency="TWD", language=language)
    start = explorer.children[-1].value
    told = {}
    for months in range(1, 13):
        explorer.controls["months"].value = months
        told[months] = explorer.picture.alt
    if language == "en":
        assert "Cups: NT$300, customers: 1." in told[1] and told[1].startswith("Most money: Cups")
        assert told[2].startswith("Most money: Cups; most customers: Tea") and told[3].startswith("First on both sides")
        assert "Cups: NT$310, customers: 2." in told[4] and "1 January 2025 to 31 December 2025" in told[12]
        assert "Lamps" not in told[12]
    assert len(set(told.values())) == 12
    explorer.reset.click()
    assert explorer.children[-1].value == start
    assert capfd.readouterr().err == ""


def test_the_control_says_what_it_is_in_both_languages():
    names = [explorers.look_back_explorer(LINES, SNAPSHOT, language=one).controls["months"] for one in LANGUAGES]
    assert len({one.description for one in names}) == 2
    assert [label for label, _ in names[0].options][:2] == ["1 month", "2 months"]


def test_months_without_lines_are_not_offered():
    old = LINES[LINES["order_date"] == "2025-10-05"]
    options = explorers.look_back_explorer(old, SNAPSHOT, language="en").controls["months"].options
    assert [months for _, months in options] == list(range(3, 13))
    with pytest.raises(MeasureError, match="longest look back"):
        explorers.look_back_explorer(LINES.iloc[-1:], SNAPSHOT)
