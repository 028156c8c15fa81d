"""Opening somebody's own file: formats, encodings, and sentences in both languages."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from customer_value.messages import catalogue
from customer_value.own_orders import OwnOrdersError, check_columns, first_row, open_table

TABLE = pd.DataFrame({"會員": ["王", "李"], "金額": ["1", "2"]}, dtype="str")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_of_any_encoding_and_separator(tmp_path, encoding, separator):
    path = tmp_path / "orders.txt"
    path.write_bytes(TABLE.to_csv(index=False, sep=separator).encode(encoding))
    found = open_table(path)
    assert list(found) == list(TABLE)
    assert found.values.tolist() == TABLE.values.tolist()
    assert first_row(path) == 2


def test_parquet_excel_and_an_index_with_a_name(tmp_path):
    TABLE.set_index("會員").to_parquet(tmp_path / "orders.parquet")
    TABLE.to_excel(tmp_path / "orders.xlsx", index=False)
    for name, row in (("orders.parquet", 1), ("orders.xlsx", 2)):
        found = open_table(tmp_path / name)
        assert found["會員"].tolist() == ["王", "李"]
        assert first_row(tmp_path / name) == row


def test_the_format_can_be_said(tmp_path):
    TABLE.to_parquet(tmp_path / "orders")
    assert len(open_table(tmp_path / "orders", "parquet")) == 2
    assert first_row(tmp_path / "orders", "parquet") == 1
    with pytest.raises(OwnOrdersError, match="orders is not a CSV, Parquet or Excel"):
        open_table(tmp_path / "orders")


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("orders.csv", None, "no_file"),
        ("orders.csv", b"", "unreadable"),
        ("orders.csv", b"\x81\xff\x00\xfe", "no_encoding"),
        ("orders.parquet", b"x", "unreadable"),
        ("orders.xlsx", b"x", "unreadable"),
        ("orders.docx", b"x", "no_format"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_sentence_in_both_languages(tmp_path, name, content, key):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(OwnOrdersError) as caught:
        open_table(tmp_path / name)
    assert caught.value.key == key
    assert str(caught.value) == caught.value.say("en")
    for language in ("en", "zh-Hant"):
        assert name in caught.value.say(language) and "\n" not in caught.value.say(language)
    assert re.search("[\u4e00-\u9fff]", caught.value.say("zh-Hant"))


def test_a_column_that_is_not_there(tmp_path):
    check_columns(TABLE, tmp_path / "orders.csv", "會員", None)
    with pytest.raises(OwnOrdersError, match=r"orders\.csv has no column 'member'; its columns are 會員, 金額\."):
        check_columns(TABLE, tmp_path / "orders.csv", "會員", "member")


def test_every_sentence_is_one():
    for key, text in catalogue("customer_value").items():
        if key.startswith("own_orders.") and key != "own_orders.other":
            assert re.search(r"[.}]$", text.en) and re.search("[。}]$", text.zh_hant), key
