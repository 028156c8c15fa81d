from __future__ import annotations

import pyarrow as pa
import pyarrow.csv
import pytest

from generator.described import in_words, is_sound, outside

ORDERS = {"name": "orders", "path": "orders.csv", "schema": {"fields": [{"name": "amount", "type": "integer"}]}}


@pytest.mark.parametrize(
    "package",
    [
        None,
        [],
        "orders",
        {},
        {"resources": 3},
        {"resources": [{}]},
        {"resources": [7]},
        {"resources": [ORDERS | {"name": 7}]},
        {"resources": [ORDERS | {"path": []}]},
        {"resources": [ORDERS | {"schema": {"fields": [{"name": "amount"}]}}]},
        {"resources": [ORDERS | {"schema": {"fields": ["amount"]}}]},
    ],
)
def test_what_describes_no_tables_is_not_sound(package):
    assert not is_sound(package)


def test_tables_with_files_and_columns_are_sound():
    assert is_sound({"resources": [ORDERS, ORDERS | {"name": "lines", "path": ["a/1.csv", "a/2.csv"]}]})


@pytest.mark.parametrize("path", ["/etc/passwd", "../other/orders.csv", "orders/../../x.csv"])
def test_a_description_may_name_no_file_outside_its_folder(path):
    assert outside({"resources": [ORDERS, ORDERS | {"path": ["a.csv", path]}]}) == path
    assert outside({"resources": [ORDERS | {"path": "orders/part-0.csv"}]}) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"id,amount\n1,abc\n", "column amount: invalid value 'abc'"),
        (b"id,sum\n1,2\n", "the column amount is missing"),
        (b"id,amount\n1,2,3\n", "a row has 3 columns instead of 2"),
        (b"", "Empty CSV file"),
    ],
)
def test_what_arrow_says_is_put_in_words(text, words):
    types = {"id": pa.int64(), "amount": pa.int64()}
    convert = pa.csv.ConvertOptions(column_types=types, include_columns=list(types))
    with pytest.raises((pa.ArrowException, KeyError)) as told:
        pa.csv.read_csv(pa.BufferReader(text), convert_options=convert)
    assert in_words(told.value, list(types)) == words
