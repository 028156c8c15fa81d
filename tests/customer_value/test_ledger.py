"""Reading a ledger: types from its description, its snapshot, and clear words where something is missing."""

from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import pytest
from ledger_l import ORDERS, REFUNDS, SNAPSHOT

from customer_value import LedgerError, read_ledger, rfm
from customer_value.ledger import once_per_ledger

DESCRIPTION = {
    "name": "ledger-l",
    "currency": "TWD",
    "start": "2024-01-01",
    "end": "2025-01-31",
    "snapshot": SNAPSHOT,
    "resources": [
        {
            "name": "customers",
            "path": "customers.csv",
            "schema": {
                "fields": [
                    {"name": "customer_id", "type": "string"},
                    {"name": "phone", "type": "string"},
                    {"name": "birth_year", "type": "integer"},
                    {"name": "consent", "type": "boolean"},
                    {"name": "registered_on", "type": "date"},
                ]
            },
        },
        {
            "name": "orders",
            "path": "orders.csv",
            "schema": {
                "fields": [
                    {"name": "customer_id", "type": "string"},
                    {"name": "order_id", "type": "string"},
                    {"name": "order_date", "type": "date"},
                    {"name": "amount", "type": "number"},
                    {"name": "status", "type": "string"},
                ]
            },
        },
        {
            "name": "refunds",
            "path": "refunds.csv",
            "schema": {
                "fields": [
                    {"name": "order_id", "type": "string"},
                    {"name": "refund_date", "type": "date"},
                    {"name": "amount", "type": "number"},
                ]
            },
        },
        {"name": "products", "path": "products.csv", "schema": {"fields": [{"name": "product_id", "type": "string"}]}},
    ],
}

CUSTOMERS = """\
customer_id,phone,birth_year,consent,registered_on
A,0900000001,1980,true,2024-01-05
NA,,1991,,2024-02-10
"""


@pytest.fixture
def folder(tmp_path):
    """Ledger L as files; the products' file is not there."""
    (tmp_path / "datapackage.json").write_text(json.dumps(DESCRIPTION), encoding="utf-8")
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8-sig", newline="\r\n")
    for name, table in (("orders", ORDERS), ("refunds", REFUNDS)):
        table.to_csv(tmp_path / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")
    return tmp_path


def test_the_columns_have_the_types_of_the_description(folder):
    customers = read_ledger(folder).customers
    assert customers.dtypes.astype("str").to_dict() == {
        "customer_id": "str",
        "phone": "str",
        "birth_year": "int64",
        "consent": "boolean",
        "registered_on": "datetime64[us]",
    }


def test_only_an_empty_cell_is_missing(folder):
    customers = read_ledger(folder).customers
    assert customers["customer_id"].tolist() == ["A", "NA"]
    assert customers["phone"].isna().tolist() == [False, True]
    assert customers.loc[0, "phone"] == "0900000001"
    assert customers["consent"].isna().tolist() == [False, True]


def test_a_ledger_knows_its_days_and_its_currency(folder):
    ledger = read_ledger(folder)
    assert ledger.snapshot == pd.Timestamp(SNAPSHOT)
    assert ledger.end == pd.Timestamp("2025-01-31")
    assert ledger.currency == "TWD"


def test_the_measures_take_its_tables(folder):
    ledger = read_ledger(folder)
    table = rfm(ledger.orders, ledger.refunds, ledger.snapshot)
    assert table.to_numpy().tolist() == [["A", 305, 3, 1700.0], ["C", 11, 1, 300.0], ["D", 40, 2, 1400.0]]


def test_a_business_that_takes_nothing_back_has_no_refunds(folder):
    without = [resource for resource in DESCRIPTION["resources"] if resource["name"] != "refunds"]
    (folder / "datapackage.json").write_text(json.dumps(DESCRIPTION | {"resources": without}), encoding="utf-8")
    ledger = read_ledger(folder)
    assert ledger.refunds.empty
    frequency = rfm(ledger.orders, ledger.refunds, ledger.snapshot).set_index("customer_id")["frequency"]
    assert frequency.to_dict() == {"A": 3, "B": 1, "C": 1, "D": 2}  # B's order counts: nothing came back


@pytest.mark.parametrize("text", ["", "A,,1980,true,\n"])
def test_a_table_may_be_empty_and_a_date_missing(folder, text):
    (folder / "customers.csv").write_text(CUSTOMERS.splitlines()[0] + "\n" + text, encoding="utf-8")
    customers = read_ledger(folder).customers
    assert len(customers) == bool(text)
    assert customers["registered_on"].isna().all()


def test_a_table_is_read_once(folder):
    ledger = read_ledger(folder)
    assert ledger.orders is ledger.orders


@pytest.mark.parametrize("snapshot", ["2024-06-30", dt.date(2024, 6, 30), pd.Timestamp("2024-06-30")])
def test_another_snapshot_can_be_asked_for(folder, snapshot):
    assert read_ledger(folder, snapshot=snapshot).snapshot == pd.Timestamp("2024-06-30")


def test_a_notebook_finds_the_ledger_of_its_kit_toml(folder, tmp_path_factory, monkeypatch):
    workspace = tmp_path_factory.mktemp("workspace")
    (workspace / "kit.toml").write_text(
        f"ledger = {json.dumps(str(folder))}\nsnapshot = 2024-09-30\n", encoding="utf-8"
    )
    (workspace / "course").mkdir()
    monkeypatch.chdir(workspace / "course")
    ledger = read_ledger()
    assert ledger.folder == folder
    assert ledger.snapshot == pd.Timestamp("2024-09-30")
    assert read_ledger(folder).snapshot == pd.Timestamp(SNAPSHOT)


def test_no_ledger_there(tmp_path):
    with pytest.raises(LedgerError, match=r"There is no ledger in .*: datapackage\.json is missing"):
        read_ledger(tmp_path)


@pytest.mark.parametrize("text", ["{", "[1]", "{}", '{"resources": []}', '{"snapshot": "2024-12-31"}'])
def test_a_damaged_description(folder, text):
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError, match=r"datapackage\.json (cannot be read|describes no ledger)"):
        read_ledger(folder)


def test_a_snapshot_that_is_no_date(folder):
    with pytest.raises(LedgerError, match="The snapshot is 'soon'; write a date"):
        read_ledger(folder, snapshot="soon")


def test_a_table_that_is_not_described_or_not_there(folder):
    ledger = read_ledger(folder)
    with pytest.raises(LedgerError, match=r"no table 'leads' .*; it has customers, orders, refunds, products"):
        ledger.table("leads")
    with pytest.raises(LedgerError, match=r"products\.csv is missing"):
        _ = ledger.products


@pytest.mark.parametrize(
    "text",
    [
        "customer_id,phone,birth_year,consent,registered_on\nA,1,unknown,true,2024-01-05\n",
        "customer_id,phone,birth_year,consent\nA,1,1980,true\n",
        "customer_id,birth_year,consent,registered_on\nA,1980,true,2024-01-05\n",
        "customer_id,phone,birth_year,consent,registered_on\nA,1,1980,true,soon\n",
        "customer_id,phone,birth_year,consent,registered_on\nA,1,1980,true,2024-01-05\nB,1,1980,true,soon\n",
        "customer_id,phone,birth_year,consent,registered_on\nA,1,1980,true,2024-01-05,9,9\n",
        "",
    ],
)
def test_a_table_that_is_not_as_described(folder, text):
    (folder / "customers.csv").write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError, match=r"customers\.csv does not hold what datapackage\.json describes"):
        _ = read_ledger(folder).customers


def test_what_is_kept_with_a_ledger_is_computed_once_for_each(folder):
    ledgers = [read_ledger(folder), read_ledger(folder)]
    asked = []

    @once_per_ledger
    def customers(ledger):
        asked.append(ledger)
        return len(ledger.customers)

    assert [customers(ledger) for ledger in (*ledgers, *ledgers)] == [2, 2, 2, 2]
    assert asked[0] is ledgers[0] and asked[1] is ledgers[1] and len(asked) == 2


def test_what_is_asked_of_a_ledger_for_several_days_is_kept_for_each(folder):
    asked = []

    @once_per_ledger
    def orders_until(ledger, day):
        asked.append(day)
        return (ledger.orders["order_date"] <= day).sum()

    ledger, days = read_ledger(folder), [pd.Timestamp("2024-03-01"), pd.Timestamp("2024-12-31")]
    assert [orders_until(ledger, day) for day in (*days, *days)] == [5, 8, 5, 8]
    assert asked == days


def test_parquet_and_tables_in_several_files_are_read_alike(folder, tmp_path):
    """Decimals become numbers, days become dates, and a table may be a list of files."""
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    as_csv = read_ledger(folder).orders
    package = json.loads(json.dumps(DESCRIPTION))
    orders = next(resource for resource in package["resources"] if resource["name"] == "orders")
    orders |= {"format": "parquet", "path": ["orders/part-00000.parquet", "orders/part-00001.parquet"]}
    table = pa.Table.from_pandas(as_csv, preserve_index=False)
    kinds = {"order_date": pa.date32(), "amount": pa.decimal128(15, 2)}
    table = table.cast(pa.schema([(field.name, kinds.get(field.name, field.type)) for field in table.schema]))
    (folder / "orders").mkdir()
    for path, part in zip(orders["path"], (table.slice(0, 3), table.slice(3)), strict=True):
        pq.write_table(part, folder / path, store_schema=False)
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    pd.testing.assert_frame_equal(read_ledger(folder).orders, as_csv)
    (folder / orders["path"][1]).unlink()
    with pytest.raises(LedgerError, match=r"part-00001\.parquet is missing"):
        _ = read_ledger(folder).orders
    (folder / orders["path"][1]).write_bytes(b"not Parquet")
    with pytest.raises(LedgerError, match=r"does not hold what datapackage\.json describes"):
        _ = read_ledger(folder).orders


def test_a_format_that_cannot_be_read_here_is_named(folder):
    package = json.loads(json.dumps(DESCRIPTION))
    package["resources"][1]["format"] = "sqlite"
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(LedgerError, match="holds its tables as sqlite"):
        _ = read_ledger(folder).orders


def test_it_names_the_tables_there_are(repository):
    ledger = read_ledger(repository / "datasets" / "sample" / "en")
    assert {"customers", "orders", "campaigns", "costs"} <= ledger.table_names
    assert "policies" not in ledger.table_names
    assert all(len(ledger.table(name).columns) for name in ledger.table_names)
