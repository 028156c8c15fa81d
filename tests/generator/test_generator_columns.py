from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from generator import columns

indices = st.lists(st.one_of(st.integers(-1, 12), st.integers(-1, 10**6), st.integers(-1, 4 * 10**12)), max_size=40)


@given(indices, st.integers(1, 9))
def test_ids_are_the_number_with_zeros_in_front(index, width):
    made = columns.ids("O", np.array(index, dtype=np.int64), width)
    made.validate(full=True)
    assert made.to_pylist() == [None if one < 0 else f"O{one + 1:0{width}d}" for one in index]


@given(st.integers(1, 12), st.data())
def test_signs_are_strings_of_one_length(size, data):
    text = st.text(st.characters(codec="ascii"), min_size=size, max_size=size)
    strings = data.draw(st.lists(text, max_size=30))
    codes = np.array([[ord(sign) for sign in string] for string in strings], dtype=np.uint8).reshape(-1, size)
    made = columns.signs(codes)
    made.validate(full=True)
    assert made.to_pylist() == strings


def test_ids_take_any_kind_of_whole_number():
    for kind in (np.int8, np.int32, np.uint16, np.int64):
        assert columns.ids("C", np.array([0, 8, 9], dtype=kind), 5).to_pylist() == ["C00001", "C00009", "C00010"]
    assert columns.ids("C", np.arange(100)[::33], 2).to_pylist() == ["C01", "C34", "C67", "C100"]


@given(st.lists(st.text(max_size=6), min_size=1, max_size=200), st.data())
def test_words_are_those_of_the_index(choices, data):
    index = data.draw(st.lists(st.integers(-1, len(choices) - 1), max_size=40))
    made = columns.words(choices, np.array(index, dtype=np.int64))
    made.validate(full=True)
    assert made.to_pylist() == [None if one < 0 else choices[one] for one in index]


def test_words_hold_more_choices_than_a_byte_counts():
    choices = [str(number) for number in range(40_000)]
    for count in (127, 128, 129, 32_768, 40_000):
        index = np.array([count - 1, 0, -1])
        assert columns.words(choices[:count], index).to_pylist() == [str(count - 1), "0", None]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.lists(st.integers(-5000, 5000), max_size=30), st.data())
def test_dates_lie_days_after_the_start(start, day, data):
    known = np.array(data.draw(st.lists(st.booleans(), min_size=len(day), max_size=len(day))), dtype=bool)
    made = columns.dates(start, np.array(day, dtype=np.int64), known)
    made.validate(full=True)
    expected = [start + dt.timedelta(days=one) for one in day]
    assert made.to_pylist() == [one if there else None for one, there in zip(expected, known, strict=True)]
    assert columns.dates(start, np.array(day, dtype=np.int32)).to_pylist() == expected


def test_times_are_those_of_a_clock_with_24_hours():
    assert columns.times(np.array([0, 5, 65, 1439])).to_pylist() == ["00:00", "00:05", "01:05", "23:59"]


@given(arrays(np.int64, st.integers(0, 30), elements=st.integers(-(10**15) + 1, 10**15 - 1)), st.integers(0, 3))
def test_money_is_exact(minor, digits):
    made = columns.money(minor, digits)
    made.validate(full=True)
    assert made.type == (pa.decimal128(15, digits) if digits else pa.int64())
    assert made.to_pylist() == [Decimal(int(one)).scaleb(-digits) if digits else one for one in minor.tolist()]


def test_money_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="more than 15 digits: -1000000000000000"):
        columns.money(np.array([1, -(10**15)]), 2)


@given(arrays(np.int16, st.integers(0, 30), elements=st.integers(-1, 100)))
def test_whole_numbers_and_what_is_not_known(values):
    made = columns.whole(values)
    made.validate(full=True)
    assert made.type == pa.int64()
    assert made.to_pylist() == [None if one == -1 else one for one in values.tolist()]


def test_numbers_are_rounded_and_may_be_unknown():
    values = np.array([0.12345678, 2.5, 7.0])
    assert columns.numbers(values, 3).to_pylist() == [0.123, 2.5, 7.0]
    assert columns.numbers(values, 1, np.array([True, False, True])).to_pylist() == [0.1, None, 7.0]


@given(st.lists(st.sampled_from([True, False, None]), max_size=30))
def test_booleans_may_be_unknown(values):
    known = np.array([value is not None for value in values], dtype=bool)
    assert columns.booleans(np.array([bool(value) for value in values], dtype=bool), known).to_pylist() == values


@given(st.lists(st.one_of(st.none(), st.text(max_size=5)), max_size=30))
def test_texts_are_the_strings_given(strings):
    made = columns.texts(strings)
    made.validate(full=True)
    assert made.to_pylist() == strings
    assert columns.texts(made) is made
    assert columns.no_texts(len(strings)).to_pylist() == [None] * len(strings)


@given(st.lists(st.tuples(st.text(max_size=4), st.text(max_size=4)), min_size=1, max_size=20), st.text(max_size=2))
def test_pieces_are_joined_row_by_row(rows, between):
    one, other = (columns.texts([row[place] for row in rows]) for place in (0, 1))
    made = columns.joined(one, ", ", other, between=between)
    assert made.to_pylist() == [between.join([first, ", ", second]) for first, second in rows]


def test_chosen_are_words_as_plain_strings():
    assert columns.chosen(["a", "b"], np.array([1, 0, 1])).to_pylist() == ["b", "a", "b"]


def test_a_ledger_is_made_without_pandas(tmp_path):
    """pyarrow imports it on the slightest occasion, which would cost every worker memory and time."""
    script = (
        "import sys; from generator.cli import app; "
        f"app(['new', '--customers', '100', '--out', {str(tmp_path / 'ledger')!r}], standalone_mode=False); "
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, capture_output=True).returncode == 0


def test_plain_tables_have_strings_for_dictionaries():
    table = pa.table({"word": columns.words(["a", "b"], np.array([1, -1, 0])), "n": columns.whole(np.array([1, 2, 3]))})
    assert columns.plain(table).schema == pa.schema([("word", pa.string()), ("n", pa.int64())])
    assert columns.plain(table).to_pylist() == table.to_pylist()
