"""Another program's table: what is filled in is there, and every other byte is what it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.errors import KitError
from classroom.exporting.numbers import number, read_number
from classroom.exporting.sheet import Sheet

CELL = st.text(st.sampled_from('ab中 ",;\t\n\r='), max_size=5)


def sheet(tmp_path, data: bytes | str, name: str = "sheet.csv") -> Sheet:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return Sheet.read(path)


@given(rows=st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=4), quoted=st.booleans())
def test_every_table_is_read_as_csv_reads_it_and_comes_back_unchanged(rows, quoted, tmp_path_factory):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows([["a", "b"], *rows])
    one = sheet(tmp_path_factory.mktemp("sheet"), out.getvalue())
    assert one.to_bytes().decode() == out.getvalue()
    assert [[one.value(row, place) for place in range(len(cells))] for row, cells in enumerate(rows, 1)] == rows


@given(text=CELL, row=st.integers(1, 2), column=st.integers(0, 2))
def test_a_cell_that_is_filled_in_is_the_only_one_that_changes(text, row, column, tmp_path_factory):
    before = [["id", "x", "y"], ["1", "a,b", ""], ["2", "", '"']]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(before)
    one = sheet(tmp_path_factory.mktemp("sheet"), out.getvalue())
    one.put(row, column, text)
    after = list(csv.reader(io.StringIO(one.to_bytes().decode(), newline="")))
    before[row][column] = text
    assert after == before


def test_quotation_marks_line_ends_and_marks_stay_as_they_were(tmp_path):
    data = b'\xef\xbb\xbfIdentifier;"Grade"\r\n"P 1";\n"P 2";"3"\r\n'
    one = sheet(tmp_path, data)
    assert (one.separator, one.head) == (";", ("Identifier", "Grade"))
    one.put(1, 1, "7,5")
    assert one.to_bytes() == b'\xef\xbb\xbfIdentifier;"Grade"\r\n"P 1";7,5\n"P 2";"3"\r\n'
    one.put(2, 1, "4")
    assert one.to_bytes().endswith(b'"P 2";"4"\r\n')


def test_a_row_that_is_too_short_is_made_longer(tmp_path):
    one = sheet(tmp_path, "a,b,c\n1\n")
    one.put(1, 2, "x")
    assert one.to_bytes() == b"a,b,c\n1,,x\n"


def test_utf_16_comes_back_as_utf_16(tmp_path):
    data = "\ufeff識別碼\t成績\n1\t\n".encode("utf-16-le")
    one = sheet(tmp_path, data)
    one.put(1, 1, "5")
    assert one.to_bytes().decode("utf-16") == "識別碼\t成績\n1\t5\n"


def test_what_is_no_table_is_said_in_one_sentence(tmp_path):
    with pytest.raises(KitError, match="is no table in UTF-8"):
        sheet(tmp_path, "學號".encode("big5"))
    with pytest.raises(KitError, match="damaged in line 2"):
        sheet(tmp_path, 'a,b\n1,"open\n')
    with pytest.raises(KitError, match="cannot be read"):
        Sheet.read(tmp_path / "none.csv")


def test_numbers_are_written_short_and_read_in_both_ways():
    assert [number(value) for value in (7.0, 7.25, 1 / 3, 0.0, -0.0000001)] == ["7", "7.25", "0.33333", "0", "0"]
    assert number(7.5, ",") == "7,5"
    assert [read_number(text) for text in ("100", "100.00", "99,5", " 4 ", "-", "", "4 of 5")] == [
        *(100.0, 100.0, 99.5, 4.0),
        *(None, None, None),
    ]
