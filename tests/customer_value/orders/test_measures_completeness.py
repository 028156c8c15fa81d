"""Completeness: ten telephone numbers, every kind of rule and every kind of frame."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MISSING_WORDS, MeasureError, completeness

GOOD = ["02-2345-6789", "0912-345-678", "+886 2 2345 6789", "(04)2345-6789"]
PHONES = pd.DataFrame({"phone": [*GOOD, "abc", "N/A", "", " \u3000", None, None]})


@pytest.mark.parametrize("kind", KINDS)
def test_ten_telephone_numbers(kind):
    found = completeness(KINDS[kind](PHONES), {"phone": "phone"})
    assert found.values.tolist() == [["phone", 10, 5, 1, 0.4]]


@pytest.mark.parametrize(
    ("wrong", "mistake"),
    [
        (0.5, lambda column: 1 - column.map(missing).mean()),
        (0.6, lambda column: column.fillna("").str.strip().ne("").mean()),
        (0.7, lambda column: column.fillna("").ne("").mean()),
        (0.8, lambda column: column.notna().mean()),
    ],
    ids=["abc kept", "N/A kept too", "only null and empty dropped", "isna only"],
)
def test_the_documented_mistakes(wrong, mistake):
    assert mistake(PHONES["phone"]) == pytest.approx(wrong)
    assert completeness(PHONES, {"phone": "phone"})["complete"][0] != pytest.approx(wrong)


def missing(value) -> bool:
    return pd.isna(value) or value.strip().lower() in {"", *MISSING_WORDS}


FIELDS = pd.DataFrame(
    {
        "area": ["North", " South ", "Nrth", "無", None],
        "code": ["12345678", "1234", "12345678x", " 87654321", "-"],
        "born": [1980.0, 0.0, float("nan"), 2030.0, float("inf")],
        "orders": [0, 1, 2, 3, 40],
        "since": pd.to_datetime(["2024-01-01", "2024-12-31 23:00", "2025-01-01", None, "1900-01-01"], format="mixed"),
        "mail": ["amy@example.com", "amy@", "amy@example", "a b@example.com", "UNKNOWN"],
    }
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("field", "rule", "missing", "invalid"),
    [
        ("area", None, 2, 0),
        ("area", {"North", "South"}, 2, 1),
        ("code", re.compile("[0-9]{8}"), 1, 2),
        ("code", re.compile("([0-9]{4}){1,2}"), 1, 1),
        ("born", (1900, 2010), 1, 3),
        ("born", (0, None), 1, 1),
        ("born", None, 1, 0),
        ("orders", None, 0, 0),
        ("orders", (1, 10), 0, 2),
        ("orders", {0, 1, 2, 3}, 0, 1),
        ("since", ("2000-01-01", "2024-12-31"), 1, 2),
        ("since", ("2024-12-31", None), 1, 2),
        ("since", None, 1, 0),
        ("mail", "email", 1, 3),
    ],
    ids=lambda value: "+".join(sorted(map(str, value))) if isinstance(value, set) else str(value),
)
def test_every_kind_of_rule(kind, field, rule, missing, invalid):
    found = completeness(KINDS[kind](FIELDS), {field: rule})
    assert found.values.tolist() == [[field, 5, missing, invalid, (5 - missing - invalid) / 5]]


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("02-2345-6789#123", True),
        ("(02) 2345 6789 分機 12", True),
        ("0912345678", True),
        ("+1 (212) 555-0100", True),
        ("1234567", False),
        ("0912-345-67８", False),
        ("call me", False),
        ("12345678901234567", False),
    ],
)
def test_what_a_telephone_number_is(number, valid):
    assert completeness(pd.DataFrame({"phone": [number]}), {"phone": "phone"})["invalid"][0] == (not valid)


def test_without_rules_every_field_is_judged_and_zero_is_a_value():
    found = completeness(FIELDS).set_index("field")
    assert found.index.tolist() == list(FIELDS)
    assert found["invalid"].sum() == 0
    assert found.loc["orders", "complete"] == 1
    assert found.loc["born", "missing"] == 1


def test_words_for_nothing_can_be_ones_own():
    table = pd.DataFrame({"city": ["Taipei", "TBD", "N/A"]})
    assert completeness(table)["missing"][0] == 1
    assert completeness(table, missing_words=["tbd "])["missing"][0] == 1
    assert completeness(table, missing_words=[*MISSING_WORDS, "tbd"])["missing"][0] == 2


@pytest.mark.parametrize("kind", KINDS)
def test_no_rows_are_no_base(kind):
    found = completeness(KINDS[kind](FIELDS.iloc[:0]), {"area": None, "born": None})
    assert found["rows"].tolist() == [0, 0]
    assert found["complete"].isna().all()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([*PHONES["phone"]]), min_size=1, max_size=30))
def test_laws(values):
    """Counts add up, the order of rows does not matter, doubling the table leaves the share."""
    table = pd.DataFrame({"phone": pd.Series(values, dtype="str")})
    found = completeness(table, {"phone": "phone"}).iloc[0]
    good = sum(value is not None and sum(map(str.isdigit, str(value))) >= 8 for value in values)
    assert found["rows"] - found["missing"] - found["invalid"] == good
    assert completeness(table.iloc[::-1], {"phone": "phone"}).iloc[0].tolist() == found.tolist()
    assert completeness(pd.concat([table, table]), {"phone": "phone"})["complete"][0] == pytest.approx(
        found["complete"]
    )


@pytest.mark.parametrize(
    ("table", "rules", "words"),
    [
        (FIELDS, {"colour": None}, "table has no column 'colour'"),
        (FIELDS, {}, "rules is empty"),
        (FIELDS, {"area": "postcode"}, "'postcode'; there is 'email' and 'phone'"),
        (FIELDS, {"born": "phone"}, r"table\['born'\] holds no text"),
        (FIELDS, {"area": (1, 2)}, r"table\['area'\] holds neither numbers nor dates"),
        (FIELDS, {"born": ("a", 2)}, "bound 'a'"),
        (FIELDS, {"since": ("soon", None)}, "'since' is 'soon'"),
        (FIELDS, {"area": 5}, "is 5; give None, a name"),
        ([1], None, "has to be a data frame"),
    ],
)
def test_bad_input_is_named(table, rules, words):
    with pytest.raises(MeasureError, match=words):
        completeness(table, rules)


def test_a_pattern_with_groups_makes_no_warning(recwarn):
    completeness(FIELDS, {"code": re.compile("([0-9])+")})
    assert not recwarn.list
