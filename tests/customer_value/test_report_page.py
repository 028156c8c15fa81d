"""The whole report from the command line: values, languages, files, and one sentence for whatever is wrong."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from customer_value.cli import app
from customer_value.own_orders import first_row, open_table
from customer_value.report.columns import find_columns
from customer_value.report.page import HEADLINES, PARTS
from customer_value.report.prepared import prepare

RUN = CliRunner()
HAN = re.compile(r"[\u3400-\u9fff]")


def shop(customers=150, seed=3) -> pd.DataFrame:
    """A small shop of two years, as a CSV holds it."""
    rng = np.random.default_rng(seed)
    rows = []
    for who in range(customers):
        day = int(rng.integers(0, 700))
        gap = rng.gamma(2, 50) + 5
        while day < 730:
            rows.append((f"m{who:03}", day, float(np.round(np.exp(rng.normal(6, 0.7))))))
            if rng.random() < 0.2:
                break
            day += int(rng.exponential(gap)) + 1
    table = pd.DataFrame(rows, columns=["customer_id", "day", "amount"]).sort_values("day", kind="stable")
    table["order_date"] = (pd.Timestamp("2023-01-01") + pd.to_timedelta(table["day"], unit="D")).dt.strftime("%Y-%m-%d")
    table["order_id"] = [f"o{place:05}" for place in range(len(table))]
    return table[["order_id", "customer_id", "order_date", "amount"]].astype("str").reset_index(drop=True)


SHOP = shop()


class Words(HTMLParser):
    """What a page says, and what it refers to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said, self.refers, self._skip = [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self._skip = tag == "style"
        for name, value in attributes:
            if name in ("src", "href", "action", "srcset", "data"):
                self.refers.append(value)
            if name in ("alt", "aria-label", "title"):
                self.said.append(value)

    def handle_data(self, data):
        if not self._skip and data.strip():
            self.said.append(data.strip())


def report(folder, table=SHOP, *options, name="orders.csv", language="en"):
    """Run the command on a table; the page, the numbers and the table of customers."""
    path = folder / name
    if isinstance(table, pd.DataFrame):
        table.to_csv(path, index=False)
    elif isinstance(table, bytes):
        path.write_bytes(table)
    files = [folder / "report.html", folder / "numbers.json", folder / "people.csv"]
    written = ["--out", files[0], "--json", files[1], "--customers", files[2], "--language", language]
    result = RUN.invoke(app, ["report", str(path), *map(str, written), *options])
    assert result.exit_code == 0, result.output
    numbers = json.loads(files[1].read_text(encoding="utf-8"))
    return files[0].read_text(encoding="utf-8"), numbers, pd.read_csv(files[2], encoding="utf-8-sig")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return {language: report(tmp_path_factory.mktemp("made"), language=language) for language in ("en", "zh-Hant")}


def test_the_numbers_against_an_independent_computation(made):
    _, numbers, people = made["en"]
    table = SHOP.astype({"amount": float}).assign(order_date=lambda frame: pd.to_datetime(frame["order_date"]))
    groups = table.groupby("customer_id")
    assert numbers["snapshot"] == str(table["order_date"].max().date())
    assert numbers["customers"] == len(groups) == len(people)
    assert numbers["orders"] == len(table)
    assert numbers["net_revenue"] == pytest.approx(table["amount"].sum())
    assert numbers["average_order_value"] == pytest.approx(table["amount"].mean())
    assert numbers["rfm"]["bought_once"] == pytest.approx((groups.size() == 1).mean(), abs=1e-6)
    assert numbers["rfm"]["monetary_median"] == pytest.approx(groups["amount"].sum().median())
    people = people.set_index("customer_id")
    assert people["frequency"].eq(groups.size()).all()
    assert people["recency"].eq((table["order_date"].max() - groups["order_date"].max()).dt.days).all()
    spent = groups["amount"].sum().sort_values(ascending=False)
    best = spent[spent >= spent.iloc[int(np.ceil(0.2 * len(spent))) - 1]]
    assert numbers["concentration"]["tiers"]["best"]["customers"] == len(best)
    assert numbers["concentration"]["tiers"]["best"]["revenue_share"] == pytest.approx(
        best.sum() / spent.sum(), abs=1e-6
    )
    assert sum(one["customers"] for one in numbers["segments"].values()) == len(groups)
    assert sum(one["money_share"] for one in numbers["segments"].values()) == pytest.approx(1, abs=1e-5)


def test_the_last_full_quarter_against_loops(made):
    numbers = made["en"][1]["repurchase"]
    days = SHOP.assign(day=pd.to_datetime(SHOP["order_date"])).groupby("customer_id")["day"].apply(sorted)
    start, end = map(pd.Timestamp, numbers["quarter"])
    assert (start, end) == (pd.Timestamp("2024-10-01"), pd.Timestamp("2024-12-31")) or end.month % 3 == 0
    limit = start - pd.Timedelta(days=180)
    before = days.map(lambda dates: [day for day in dates if day < start])
    existing = before.map(lambda dates: bool(dates) and dates[-1] >= limit)
    lapsed = before.map(lambda dates: bool(dates) and dates[-1] < limit)
    bought = days.map(lambda dates: any(start <= day <= end for day in dates))
    first = days.map(lambda dates: start <= dates[0] <= end)
    assert numbers["balance_opening"] == existing.sum()
    assert numbers["repurchase_rate"] == pytest.approx((existing & bought).sum() / existing.sum(), abs=1e-6)
    assert numbers["lapsed"] == lapsed.sum()
    assert numbers["win_back_rate"] == pytest.approx((lapsed & bought).sum() / lapsed.sum(), abs=1e-6)
    assert numbers["balance_first_purchase"] == first.sum()
    assert (
        numbers["balance_opening"] + numbers["balance_first_purchase"] + numbers["balance_won_back"]
        == numbers["balance_lapsed"] + numbers["balance_closing"]
    )


def purchase_days() -> dict[str, list[pd.Timestamp]]:
    days = SHOP.assign(day=pd.to_datetime(SHOP["order_date"])).groupby("customer_id")["day"]
    return {who: sorted(set(dates)) for who, dates in days}


def test_rhythm_and_overdue_against_loops(made):
    numbers, people = made["en"][1]["overdue"], made["en"][2].set_index("customer_id")
    snapshot = pd.Timestamp(made["en"][1]["snapshot"])
    gaps = {who: [(b - a).days for a, b in pairwise(days)] for who, days in purchase_days().items()}
    every = [gap for each in gaps.values() for gap in each]
    assert numbers["cycle"] == np.median(every)
    assert numbers["gaps"] == len(every)
    away = {
        who: (snapshot - days[-1]).days / np.median(gaps[who]) for who, days in purchase_days().items() if gaps[who]
    }
    assert numbers["judged"] == len(away)
    assert numbers["overdue"] == sum(one > 1.5 for one in away.values()) == people["overdue"].sum()
    recent = [who for who, one in away.items() if 1.5 < one <= 3]
    assert numbers["recently_overdue"] == len(recent)
    assert numbers["recently_overdue_money"] == pytest.approx(people.loc[recent, "monetary"].sum())


def test_cohorts_against_loops(made):
    overall = made["en"][1]["cohorts"]["overall"]
    months = {who: [(day.year * 12 + day.month) for day in days] for who, days in purchase_days().items()}
    snapshot = pd.Timestamp(made["en"][1]["snapshot"])
    over = snapshot.year * 12 + snapshot.month - (not snapshot.is_month_end)
    for k in (1, 3, 6, 12):
        old = [each for each in months.values() if each[0] + k <= over]
        assert overall[str(k)] == pytest.approx(sum(each[0] + k in each for each in old) / len(old), abs=1e-6)


def test_rows_add_up_and_every_part_is_there(made):
    _, numbers, _ = made["en"]
    assert (
        sum(one["rows"] for one in numbers["quality"]["by_reason"].values()) == numbers["quality"]["rows"] == len(SHOP)
    )
    assert set(PARTS) <= set(numbers)
    assert set(HEADLINES) <= set(PARTS)


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_page_needs_nothing_else_and_says_three_things(made, language):
    page, numbers, _ = made[language]
    words = Words(page)
    assert not re.search(r"https?:|//[a-z]", re.sub(r'src="data:[^"]*"', "", page))
    assert all(one.startswith(("data:image/png;base64,", "#")) for one in words.refers)
    assert {one[1:] for one in words.refers if one.startswith("#")} == set(PARTS)
    assert len(numbers["headlines"]) == 3 and all(one in words.said for one in numbers["headlines"])
    assert f'lang="{language}"' in page
    assert not re.search(r"[{}]|\bnan\b|\bNone\b", " ".join(words.said))


def test_each_language_is_free_of_the_other(made):
    english, chinese = (" ".join(Words(made[language][0]).said) for language in ("en", "zh-Hant"))
    assert not HAN.search(english)
    own = {"orders", "csv", "customer_id", "order_date", "order_id", "amount", "RFM", "BG", "NBD", "Gamma", "alive"}
    own |= {"TWD", "Fader", "Hardie", "Lee", "rfm", "NT", "Gini"}
    left = set(re.findall(r"[A-Za-z_]{2,}", re.sub(r"--[a-z-]+", "", chinese))) - own
    assert not left
    assert made["en"][1]["rfm"] == made["zh-Hant"][1]["rfm"]


def test_no_customer_stands_in_the_page(made):
    assert not re.search(r"\bm\d{3}\b", made["en"][0])
    assert "m001" in set(made["en"][2]["customer_id"])


def test_the_same_bytes_twice(made, tmp_path):
    page, numbers, _ = report(tmp_path)
    assert page == made["en"][0]
    assert numbers == made["en"][1]


def valid_of(path):
    """The valid orders of a file, as the command makes them."""
    table = open_table(path)
    columns = find_columns(table, path.name, {})
    found = prepare(table, columns, file=path.name, first_row=first_row(path))
    return found.valid.sort_values("order_id", ignore_index=True)


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    path = tmp_path_factory.mktemp("plain") / "orders.csv"
    SHOP.to_csv(path, index=False)
    return valid_of(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16", "gb18030"])
def test_every_encoding_separator_and_way_of_writing_gives_the_same_orders(expected, tmp_path, encoding):
    table = SHOP.rename(
        columns={"order_id": "訂單編號", "customer_id": "會員編號", "order_date": "訂購日期", "amount": "金額"}
    )
    dates = pd.to_datetime(table["訂購日期"])
    table["訂購日期"] = (dates.dt.year - 1911).astype("str") + dates.dt.strftime("/%m/%d")
    table["金額"] = [f"NT${float(amount):,.0f}" for amount in table["金額"]]
    (tmp_path / "orders.csv").write_bytes(table.to_csv(index=False, sep=";").encode(encoding))
    pd.testing.assert_frame_equal(valid_of(tmp_path / "orders.csv"), expected)


def test_parquet_and_excel_give_the_same_orders(expected, tmp_path):
    table = SHOP.astype({"amount": float}).assign(order_date=lambda frame: pd.to_datetime(frame["order_date"]))
    table.to_parquet(tmp_path / "orders.parquet")
    table.to_excel(tmp_path / "orders.xlsx", index=False)
    for name in ("orders.parquet", "orders.xlsx"):
        pd.testing.assert_frame_equal(valid_of(tmp_path / name), expected)


def test_a_file_whose_ending_says_nothing(tmp_path):
    TINY.to_parquet(tmp_path / "orders.dat")
    assert report(tmp_path, None, "--format", "parquet", name="orders.dat")[1]["orders"] == 3


def test_refunds_and_a_snapshot_of_ones_own(tmp_path):
    refunds = pd.DataFrame({"order_id": ["o00000", "o00001", "nobody"], "refund_date": "2024-06-01"})
    refunds["amount"] = [*SHOP["amount"][:1], "1", "5"]
    refunds.to_csv(tmp_path / "back.csv", index=False)
    options = ("--refunds", str(tmp_path / "back.csv"), "--snapshot", "2024-06-30", "--margin", "0.4")
    page, numbers, _ = report(tmp_path, SHOP, *options)
    reasons = numbers["quality"]["by_reason"]
    kept = SHOP[SHOP["order_date"] <= "2024-06-30"].astype({"amount": float})
    assert numbers["snapshot"] == "2024-06-30"
    assert reasons["refunded"]["rows"] == 1 and reasons["refunded"]["first_row"] == 2
    assert reasons["after_snapshot"]["rows"] == len(SHOP) - len(kept)
    assert numbers["net_revenue"] == pytest.approx(kept["amount"][1:].sum() - 1)
    assert numbers["quality"]["refunds_used"] == 2
    assert "No such order" in page
    assert numbers["clv"].get("value_is", "margin") == "margin"


TINY = pd.DataFrame(
    {"customer": list("aba"), "date": ["2025-01-03", "2025-01-04", "2025-02-01"], "amount": list("123")}
)


@pytest.mark.parametrize(("rows", "language"), [(1, "en"), (1, "zh-Hant"), (2, "en"), (3, "zh-Hant")])
def test_the_smallest_files(tmp_path, rows, language):
    page, numbers, people = report(tmp_path, TINY.iloc[:rows], language=language)
    assert numbers["orders"] == rows
    assert len(people) == min(rows, 2)
    assert numbers["clv"]["missing"] in ("too_short", "too_few")
    assert "nan" not in " ".join(Words(page).said).lower()


def test_a_customer_called_like_html_stays_text(tmp_path):
    table = TINY.assign(status=["<script>alert(1)</script>", "paid", "paid"])
    page, _, _ = report(tmp_path, table.rename(columns={"amount": "amount"}))
    assert "<script>" not in page and "&lt;script&gt;" in page


BAD = [
    ([], "orders.csv has no column", ["--customer", "nobody"], 1),
    ([], "--snapshot is 'soon', which is not a date", ["--snapshot", "soon"], 2),
    ([], "--margin is 1.5; give a share above 0", ["--margin", "1.5"], 2),
    ([], "--currency is 'nt'; give three capital letters", ["--currency", "nt"], 2),
    ([], "There is no language 'fr' for a report", ["--language", "fr"], 2),
    ([], "There is no format 'json'", ["--format", "json"], 2),
    ([], "--time-zone is 'Mars', which names no time zone", ["--time-zone", "Mars"], 2),
    ([], "Say either --day-first or --month-first", ["--day-first", "--month-first"], 2),
    ([], "The page (--out) must end in .html", ["--out", "FOLDER/report.txt"], 2),
    ([], "There is no folder", ["--out", "FOLDER/nowhere/report.html"], 2),
    ([], "is named for two files", ["--customers", "FOLDER/orders.csv"], 2),
    ([], "There is no file", ["--refunds", "FOLDER/nothing.csv"], 1),
    ([], "cannot be read", ["--format", "parquet"], 1),
    ([], "No order in orders.csv counts on 2001-01-01", ["--snapshot", "2001-01-01"], 1),
]


@pytest.mark.parametrize(("sentence", "options", "code"), [one[1:] for one in BAD], ids=[one[1] for one in BAD])
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_bad_input_ends_in_one_sentence_and_writes_nothing(tmp_path, sentence, options, code, language):
    TINY.to_csv(tmp_path / "orders.csv", index=False)
    options = [option.replace("FOLDER", str(tmp_path)) for option in options]
    given = ["report", str(tmp_path / "orders.csv"), "--language", language, "--out", str(tmp_path / "report.html")]
    result = RUN.invoke(app, [*given, *options])
    assert result.exit_code == code, result.output
    assert len(result.stderr.strip().splitlines()) == 1
    if language == "en" or "language" in sentence:
        assert sentence in result.stderr
    else:
        assert HAN.search(result.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "orders.csv cannot be read"),
        (b"customer,date,amount\n", "orders.csv has no rows below its header."),
        (b"\x81\xff\x00\xfe", "orders.csv is in no encoding known here"),
        (b"customer,date,amount\na,05/06/2024,5\n", "could be day first or month first; say --day-first"),
        (b"customer,date,amount\na,2024-01-01,5\nb,2099-01-01,5\n", "Row 3 of orders.csv is dated 2099-01-01"),
        (b"who,date,amount\na,2024-01-01,5\n", "name it with --customer"),
    ],
)
def test_files_that_cannot_be_used(tmp_path, content, sentence):
    (tmp_path / "orders.csv").write_bytes(content)
    result = RUN.invoke(app, ["report", str(tmp_path / "orders.csv"), "--out", str(tmp_path / "report.html")])
    assert result.exit_code == 1
    assert sentence in result.stderr and len(result.stderr.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]


def test_day_first_can_be_said(tmp_path):
    table = TINY.assign(date=["05/06/2024", "06/06/2024", "07/06/2024"])
    assert report(tmp_path, table, "--day-first")[1]["snapshot"] == "2024-06-07"
    assert report(tmp_path, table, "--month-first")[1]["snapshot"] == "2024-07-06"


def test_what_was_there_stays_when_writing_fails(tmp_path, monkeypatch):
    from pathlib import Path

    (tmp_path / "report.html").write_text("mine")
    TINY.to_csv(tmp_path / "orders.csv", index=False)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    result = RUN.invoke(app, ["report", str(tmp_path / "orders.csv"), "--out", str(tmp_path / "report.html")])
    assert result.exit_code == 1
    assert "report.html cannot be written: No space left on device." in result.stderr
    assert (tmp_path / "report.html").read_text() == "mine"


def test_help_has_an_example_and_loads_nothing_heavy():
    for option in ("-h", "--help"):
        result = RUN.invoke(app, ["report", option], env={"COLUMNS": "200"})
        assert "Example: python -m customer_value report orders.csv" in result.output
    code = "import sys, customer_value.cli; print([one for one in ('pandas', 'numpy', 'scipy') if one in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.reference
@pytest.mark.parametrize(
    ("name", "options", "orders"),
    [
        ("online_retail.parquet", ["--currency", "GBP"], 18338),
        ("cdnow.parquet", ["--currency", "USD"], 69579),
    ],
)
@pytest.mark.slow
def test_real_ledgers(reference_ledgers, tmp_path, name, options, orders):
    files = ["--out", str(tmp_path / "report.html"), "--json", str(tmp_path / "numbers.json")]
    result = RUN.invoke(app, ["report", str(reference_ledgers / name), *files, *options])
    assert result.exit_code == 0, result.output
    numbers = json.loads((tmp_path / "numbers.json").read_text(encoding="utf-8"))
    rows = pd.read_parquet(reference_ledgers / name)
    assert sum(one["rows"] for one in numbers["quality"]["by_reason"].values()) == len(rows)
    assert numbers["orders"] == orders
