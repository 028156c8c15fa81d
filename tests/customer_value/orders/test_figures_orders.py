"""What the figures of cleaning and completeness say, on small tables counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from figure_laws import keep_the_laws
from ledger_l import ORDERS, REFUNDS, SNAPSHOT

from customer_value import MeasureError, completeness, order_reasons, reason_counts, words
from customer_value.figures import completeness_bars, row_reasons
from customer_value.measures.orders.cleaning import REASONS

COUNTS = reason_counts(order_reasons(ORDERS, REFUNDS, SNAPSHOT))
FIELDS = pd.DataFrame({"phone": ["02-2345-6789", "abc", None, "N/A"], "city": ["Taipei", "Taipei", "Tainan", "無"]})
TABLE = completeness(FIELDS, {"city": None, "phone": "phone"})


def counts_of(**rows: int) -> pd.DataFrame:
    return pd.DataFrame(
        {"reason": list(rows), "rows": list(rows.values()), "amount": [10.0 * n for n in rows.values()]}
    )


def test_the_reasons_of_ledger_l():
    pictures = keep_the_laws(lambda language: row_reasons(COUNTS, currency="TWD", language=language))
    assert "78% of 9 rows can be used; most of the others: After the snapshot (1)" in pictures["en"].alt
    assert "Counted: 7 (78%), NT$3,600." in pictures["en"].alt
    assert "Given back in full: 1 (11%), NT$800." in pictures["en"].alt
    assert "合計 NT$4,700" in pictures["zh-Hant"].alt and "全額退款：1（11%），NT$800。" in pictures["zh-Hant"].alt


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        (counts_of(usable=5), "All 5 rows can be used"),
        (counts_of(usable=1), "All 1 row can be used"),
        (counts_of(usable=0), "The table has 0 rows"),
        (counts_of(usable=0, no_date=3, test=2), "None of 5 rows can be used; most often: No date (3)"),
        (counts_of(usable=9999, test=1), ">99.9"),
        (counts_of(usable=3, mine=1), "most of the others: mine (1)"),
    ],
)
def test_titles_of_reasons_stay_true(counts, title):
    pictures = keep_the_laws(lambda language: row_reasons(counts, currency="TWD", language=language))
    assert title.removeprefix(">") in pictures["en"].alt


def test_many_reasons_and_long_names_fit():
    counts = counts_of(
        **dict.fromkeys((*REASONS, "自己取名非常長非常長原因名稱用來看看會不會超出邊界"), 1), usable=541_909
    )
    keep_the_laws(lambda language: row_reasons(counts, currency="TWD", language=language))


def test_completeness_of_two_fields():
    pictures = keep_the_laws(lambda language: completeness_bars(TABLE, language=language))
    assert pictures["en"].alt.startswith("phone is the least complete: 25% of 4 rows hold a valid value")
    assert "city: valid 75%, invalid 0%, missing 25%." in pictures["en"].alt
    assert "phone：有效 25%，無效 25%，遺漏 50%。" in pictures["zh-Hant"].alt


def test_fields_can_be_called_otherwise():
    named = completeness_bars(TABLE, labels={"phone": "Telephone"}, language="en")
    assert named.alt.startswith("Telephone is the least complete")


@pytest.mark.parametrize(
    ("table", "title"),
    [
        (completeness(FIELDS.iloc[:1]), "Every field is complete in all 1 row"),
        (completeness(FIELDS.iloc[:0], {"city": None}), "The table has 0 rows"),
        (TABLE.iloc[:0], "The table has 0 rows"),
        (completeness(pd.DataFrame({f"f{n}": ["x", None] for n in range(20)})), "f0 is the least complete: 50%"),
    ],
    ids=["full", "no rows", "no fields", "many fields"],
)
def test_titles_of_completeness_stay_true(table, title):
    pictures = keep_the_laws(lambda language: completeness_bars(table, language=language))
    assert pictures["en"].alt.startswith(title)


def test_bad_input_is_named():
    with pytest.raises(MeasureError, match="counts has no column 'amount'"):
        row_reasons(COUNTS.drop(columns="amount"))
    with pytest.raises(MeasureError, match="table_of_fields has no column 'invalid'"):
        completeness_bars(TABLE.drop(columns="invalid"))


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"),
        (1, "100%"),
        (0.416, "42%"),
        (0.0021, "0.2%"),
        (0.00042, "0.04%"),
        (0.00001, "<0.01%"),
        (0.996, "99.6%"),
        (0.9999999, ">99.99%"),
        (float("nan"), "no base"),
        (-0.2, "−20%"),
        (1.2, "120%"),
    ],
)
def test_small_shares_are_never_shown_as_nothing(share, said):
    assert words.near_percent(share, "en") == said
