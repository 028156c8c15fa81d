"""The text of a list in whatever encoding it comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.roster.decoding import BROKEN, decoded

TRADITIONAL = "學號,姓名,班級\r\n1130001,陳怡君,企管三甲\r\n1130002,林宗翰,資管三乙\r\n"
SIMPLIFIED = "学号,姓名,班级\r\n1130001,陈怡君,市场营销\r\n1130002,王伟,电子商务\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp950", "gb18030"])
def test_traditional_chinese_in_every_encoding(encoding):
    assert decoded(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030", "gb2312"])
def test_simplified_chinese_in_every_encoding(encoding):
    assert decoded(SIMPLIFIED.encode(encoding), strict=True).text == SIMPLIFIED


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp950", "陳怡君"), ("cp950", "鄔媞"), ("gb18030", "王伟"), ("gb18030", "诸葛娥"), ("big5hkscs", "林堃瑋")],
)
def test_one_name_is_enough(encoding, name):
    text = f"Student ID,Name\r\n1,{name}\r\n"
    assert decoded(text.encode(encoding)).text == text


def test_names_from_europe_as_windows_writes_them():
    text = "Student ID;Name\r\n1;Jérôme Müller\r\n2;José Nuñez\r\n"
    assert decoded(text.encode("cp1252")).text == text


@pytest.mark.parametrize(("encoding", "stray"), [("utf-8", b"\xe9"), ("cp950", b"\xff"), ("gb18030", b"\xff")])
def test_a_sign_that_cannot_be_read_costs_no_other(encoding, stray):
    text = TRADITIONAL if encoding != "gb18030" else SIMPLIFIED
    found = decoded(text.encode(encoding) + b"3,x" + stray + b"y\r\n")
    assert found.text == f"{text}3,x{BROKEN}y\r\n" and found.broken == 1
    with pytest.raises(ValueError, match="no text"):
        decoded(text.encode(encoding) + b"3,x" + stray + b"y\r\n", strict=True)


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 50, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"]
)
def test_what_is_no_text_is_told(data):
    with pytest.raises(ValueError, match="no text"):
        decoded(data, strict=True)


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"])))
def test_what_is_in_utf_8_stays_as_it_is(text):
    text = text.lstrip("\ufeff")
    assert decoded(text.encode()).text == text == decoded(text.encode("utf-8-sig")).text
