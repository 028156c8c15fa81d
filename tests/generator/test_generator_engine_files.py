"""What the files of a ledger hold: the same rows in every format, each as its readers expect them."""

from __future__ import annotations

import csv
import datetime as dt
import decimal
import io
import json
import sqlite3
from contextlib import closing

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from core_scenario import core
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value.ledger import LedgerError, read_ledger
from generator.engine import workbook
from generator.engine.encode import BOM, csv_header, csv_rows, parquet_file
from generator.engine.plan import RequestError, plan_of
from generator.engine.run import make_ledger
from generator.export import ExportError, export_ledger
from generator.schema import Column, Table
from generator.schema.core import TABLES

ORDERS = ("customers", "products", "orders", "order_lines", "refunds")


@pytest.fixture(scope="module")
def formats(boutique, tmp_path_factory):
    """Folders with one ledger of 120 customers in two blocks, by format; prices in cents."""
    place = tmp_path_factory.mktemp("formats")
    scenario = boutique.model_copy(update={"block": 64, "minor_digits": 2, "currency": "USD"})
    for format in ("csv", "parquet", "sqlite", "excel"):
        make_ledger(plan_of(scenario, seed=5, customers=120, tables=ORDERS, format=format), [place / format])
    return place


TEXT = st.none() | st.text("ab 12;\",\n'中é", min_size=1, max_size=8)
ROWS = st.lists(
    st.tuples(
        TEXT,
        TEXT,
        st.none() | st.integers(-(2**62), 2**62),
        st.none() | st.integers(-(10**14), 10**14),
        st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)),
        st.none() | st.booleans(),
        st.none() | st.integers(-(10**6), 10**6),
    ),
    max_size=12,
)
COLUMNS = (
    Column(name="text"),
    Column(name="word", words=True),
    Column(name="whole", type="integer"),
    Column(name="price", type="money"),
    Column(name="day", type="date"),
    Column(name="yes", type="boolean"),
    Column(name="number", type="number", digits=3),
)


def arrow(rows) -> pa.Table:
    text, word, whole, cents, day, yes, thousandths = zip(*rows, strict=True) if rows else ((),) * 7
    price = [None if one is None else decimal.Decimal(one).scaleb(-2) for one in cents]
    return pa.table(
        {
            "text": pa.array(text, pa.string()),
            "word": pa.array(word, pa.string()).dictionary_encode(),
            "whole": pa.array(whole, pa.int64()),
            "price": pa.array(price, pa.decimal128(17, 2)),
            "day": pa.array(day, pa.date32()),
            "yes": pa.array(yes, pa.bool_()),
            "number": pa.array([None if one is None else one / 1000 for one in thousandths], pa.float64()),
        }
    )


@settings(max_examples=40)
@given(ROWS)
def test_csv_is_what_pythons_own_writer_makes_of_it(rows):
    expected = io.StringIO(newline="")
    writer = csv.writer(expected, lineterminator="\r\n")
    for text, word, whole, cents, day, yes, thousandths in rows:
        price = "" if cents is None else f"{decimal.Decimal(cents).scaleb(-2):.2f}"
        number = "" if thousandths is None else f"{decimal.Decimal(thousandths).scaleb(-3):.3f}"
        truth = "" if yes is None else "true" if yes else "false"
        writer.writerow([text, word, whole, price, day, truth, number])
    assert bytes(csv_rows(arrow(rows), COLUMNS)).decode() == expected.getvalue()


@settings(max_examples=20)
@given(ROWS)
def test_parquet_gives_back_what_went_in_with_strings_for_dictionaries(rows):
    table = arrow(rows)
    content = parquet_file(table, COLUMNS)
    again = pq.read_table(pa.BufferReader(content))
    assert again.schema.field("word").type == pa.string()
    expected = table.to_pydict()
    expected["number"] = [None if row[-1] is None else decimal.Decimal(row[-1]).scaleb(-3) for row in rows]
    assert again.to_pydict() == expected
    assert bytes(parquet_file(table, COLUMNS)) == bytes(content)
    part = parquet_file(table.slice(1), COLUMNS)  # whose arrays do not begin where their memory does
    assert pq.read_table(pa.BufferReader(part)).to_pydict() == {name: cells[1:] for name, cells in expected.items()}


@pytest.mark.parametrize("number", [1e15, -1e15, float("nan"), float("inf")])
def test_a_number_that_no_decimal_holds_is_refused(number):
    column = (Column(name="number", type="number", digits=3, required=False),)
    with pytest.raises(ValueError, match="more than 18 digits, or is none"):
        parquet_file(pa.table({"number": [1.0, number]}), column)
    unknown = pa.table({"number": pa.array([1.0, number], mask=np.array([False, True]))})
    made = pq.read_table(pa.BufferReader(parquet_file(unknown, column)))
    assert made["number"].to_pylist() == [decimal.Decimal("1.000"), None]


def test_a_column_that_is_never_empty_says_so():
    columns = (Column(name="whole", type="integer"), Column(name="other", type="integer", required=False))
    made = pq.read_schema(pa.BufferReader(parquet_file(pa.table({"whole": [1, 2], "other": [1, 2]}), columns)))
    assert [made.field(column.name).nullable for column in columns] == [False, True]


def test_a_dictionary_with_repeated_words_is_the_same_bytes_every_time():
    """As Arrow writes it by itself it is not: what its memory held gets into the file."""
    rng = np.random.default_rng(1)
    words = pa.array([f"district {number % 40}" for number in range(120)])
    table = pa.table({"word": pa.DictionaryArray.from_arrays(pa.array(rng.integers(0, 120, 300)), words)})
    column = (Column(name="word", words=True),)
    contents = {bytes(parquet_file(table, column)) for _ in range(5)}
    assert len(contents) == 1
    assert pq.read_table(pa.BufferReader(contents.pop()))["word"].to_pylist() == table["word"].to_pylist()


def test_the_head_of_a_csv_file_is_for_excel():
    assert csv_header(COLUMNS[:3]) == b"\xef\xbb\xbftext,word,whole\r\n"
    assert BOM.decode() == "\ufeff"


def test_parquet_reads_like_csv(formats):
    one, other = read_ledger(formats / "csv"), read_ledger(formats / "parquet")
    for name in ORDERS:
        pd.testing.assert_frame_equal(one.table(name), other.table(name))
    assert one.orders["amount"].dtype == "float64"
    assert pq.read_schema(formats / "parquet" / "orders" / "part-00000.parquet").field("amount").type == pa.decimal128(
        15, 2
    )


@pytest.mark.parametrize("digits", [0, 2])
def test_truth_reads_alike_too_though_its_numbers_are_decimals(tmp_path, digits):
    scenario = core(block=64, minor_digits=digits)
    for format in ("csv", "parquet"):
        plan = plan_of(scenario, seed=3, customers=150, truth=True, format=format)
        make_ledger(plan, [tmp_path / format / "ledger", tmp_path / format / "truth"])
    one, other = (read_ledger(tmp_path / format / "truth").table("customer_truth") for format in ("csv", "parquet"))
    pd.testing.assert_frame_equal(one, other, check_exact=True)
    assert one["clv_36m"].dtype == "float64"
    part = tmp_path / "parquet" / "truth" / "customer_truth" / "part-00000.parquet"
    assert pq.read_schema(part).field("clv_36m").type == pa.decimal128(18, 2)
    export_ledger(tmp_path / "parquet" / "truth", tmp_path / "copy", "csv")
    name = "customer_truth.csv"
    assert (tmp_path / "copy" / name).read_bytes() == (tmp_path / "csv" / "truth" / name).read_bytes()


def test_a_database_has_types_keys_and_indexes(formats):
    expected = read_ledger(formats / "csv")
    with closing(sqlite3.connect(formats / "sqlite" / "ledger.sqlite")) as database:
        for name in ORDERS:
            rows = pd.read_sql(f"SELECT * FROM {name}", database)
            assert list(rows.columns) == list(expected.table(name).columns)
            assert len(rows) == len(expected.table(name))
        orders = pd.read_sql("SELECT order_id, order_date, amount FROM orders", database, parse_dates=["order_date"])
        same = expected.orders[["order_id", "order_date", "amount"]]
        pd.testing.assert_frame_equal(orders, same, check_dtype=False)
        kinds = {row[1]: (row[2], row[3], row[5]) for row in database.execute("PRAGMA table_info(orders)")}
        assert kinds["order_id"] == ("TEXT", 1, 1)
        assert kinds["order_date"] == ("DATE", 1, 0)
        assert kinds["amount"] == ("DECIMAL(15, 2)", 1, 0)
        plan = database.execute("EXPLAIN QUERY PLAN SELECT * FROM orders WHERE customer_id = 'C00001'").fetchone()
        assert "orders_customer_id" in plan[-1]
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("INSERT INTO orders SELECT * FROM orders LIMIT 1")


def test_a_workbook_has_a_sheet_for_each_table_with_dates_as_dates(formats):
    expected = read_ledger(formats / "csv")
    book = openpyxl.load_workbook(formats / "excel" / "ledger.xlsx")
    assert book.sheetnames == list(ORDERS)
    for name in ORDERS:
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == len(expected.table(name)) + 1
        assert [cell.value for cell in sheet[1]] == list(expected.table(name).columns)
    orders = book["orders"]
    assert orders["C2"].is_date and orders["C2"].value == expected.orders["order_date"][0]
    assert [row[7].value for row in orders.iter_rows(min_row=2)] == expected.orders["amount"].tolist()
    assert orders.column_dimensions["A"].width >= 9
    longest = max(map(len, expected.customers["address"].astype(str)))
    assert book["customers"].column_dimensions["M"].width == min(longest, 40) + 2


def test_a_workbook_is_the_same_file_every_time(formats, boutique, tmp_path):
    scenario = boutique.model_copy(update={"block": 64, "minor_digits": 2, "currency": "USD"})
    make_ledger(plan_of(scenario, seed=5, customers=120, tables=ORDERS, format="excel"), [tmp_path / "again"])
    name = "ledger.xlsx"
    assert (tmp_path / "again" / name).read_bytes() == (formats / "excel" / name).read_bytes()


@pytest.mark.filterwarnings("error")
def test_a_workbook_that_cannot_be_written_is_an_error_and_nothing_more(formats, tmp_path):
    parts = tmp_path / "orders.parquet"
    pq.write_table(pa.table({"order_id": ["O1", "O2"]}), parts)
    table = Table(name="orders", columns=(Column(name="order_id", type="string"),), key=(), refers={})
    with pytest.raises(FileNotFoundError):
        workbook.write_workbook(tmp_path / "nowhere" / "ledger.xlsx", [(table, [parts]), (table, [parts])])


def test_too_many_rows_for_a_sheet_are_said_and_nothing_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 150)
    with pytest.raises(RequestError, match="The table orders has more than 150 rows, too many for a sheet"):
        make_ledger(plan_of(core(block=64), seed=1, customers=200, format="excel"), [tmp_path / "ledger"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["sqlite", "excel"])
def test_what_a_lesson_cannot_open_is_said(formats, format):
    with pytest.raises(LedgerError, match=f"holds its tables as {format}; make a copy"):
        _ = read_ledger(formats / format).orders


@pytest.mark.parametrize("begin", ["csv", "parquet"])
def test_a_copy_is_what_would_have_been_made(formats, tmp_path, begin):
    rows = export_ledger(formats / begin, tmp_path / "csv", "csv")
    for name in [*(f"{table}.csv" for table in ORDERS), "datapackage.json"]:
        assert (tmp_path / "csv" / name).read_bytes() == (formats / "csv" / name).read_bytes()
    assert rows == sum(len(read_ledger(formats / "csv").table(name)) for name in ORDERS)
    for format, file in (("sqlite", "ledger.sqlite"), ("excel", "ledger.xlsx")):
        export_ledger(formats / begin, tmp_path / format, format)
        assert (tmp_path / format / file).stat().st_size == pytest.approx(
            (formats / format / file).stat().st_size, rel=0.01
        )
    export_ledger(formats / begin, tmp_path / "parquet", "parquet")
    assert (tmp_path / "parquet" / "orders.parquet").is_file()
    pd.testing.assert_frame_equal(read_ledger(tmp_path / "parquet").orders, read_ledger(formats / "csv").orders)


def test_a_ledger_whose_scenario_is_called_after_the_truth_is_a_ledger(tmp_path):
    make_ledger(plan_of(core(name="truth-shop", block=64), seed=1, customers=20), [tmp_path / "csv"])
    export_ledger(tmp_path / "csv", tmp_path / "sqlite", "sqlite")
    assert (tmp_path / "sqlite" / "ledger.sqlite").is_file()


def test_what_cannot_be_copied_is_said(formats, tmp_path):
    with pytest.raises(ExportError, match="There is no ledger in"):
        export_ledger(tmp_path, tmp_path / "out", "csv")
    with pytest.raises(ExportError, match="another folder for the copy"):
        export_ledger(formats / "csv", formats / "csv", "parquet")
    with pytest.raises(ExportError, match="no format 'json'"):
        export_ledger(formats / "csv", tmp_path / "out", "json")
    broken = tmp_path / "broken"
    make_ledger(plan_of(core(), seed=1, customers=5), [broken])
    (broken / "orders.csv").write_text("order_id,customer_id,order_date,amount\nO1,C1,soon,1.00\n", encoding="utf-8")
    with pytest.raises(ExportError, match=r"orders\.csv does not hold what datapackage\.json describes"):
        export_ledger(broken, tmp_path / "out", "parquet")
    (broken / "orders.csv").unlink()
    with pytest.raises(ExportError, match=r"orders\.csv is missing"):
        export_ledger(broken, tmp_path / "out", "parquet")
    with pytest.raises(ExportError, match="There is no ledger in"):
        export_ledger(broken / "customers.csv", tmp_path / "out", "parquet")
    (broken / "datapackage.json").write_text('{"scenario": "x", "seed": 1, "customers": 5, "resources": 3}')
    with pytest.raises(ExportError, match="describes no ledger made here"):
        export_ledger(broken, tmp_path / "out", "parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["broken"]


def test_orders_alone_are_described_as_they_are(tmp_path):
    make_ledger(plan_of(core(), seed=1, customers=50, truth=True), [tmp_path / "ledger", tmp_path / "truth"])
    package = json.loads((tmp_path / "ledger" / "datapackage.json").read_bytes())
    (orders,) = package["resources"]
    assert [field["name"] for field in orders["schema"]["fields"]] == [column.name for column in TABLES[0].columns]
    assert orders["schema"]["fields"][-1]["decimals"] == 2
    ledger, truth = read_ledger(tmp_path / "ledger"), read_ledger(tmp_path / "truth")
    assert set(ledger.orders["customer_id"]) == set(truth.table("customer_truth")["customer_id"])
    assert ledger.orders["order_date"].is_monotonic_increasing
