"""The page and the PDF: what stands on them in each language, and that nobody can change them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import subprocess
import sys

import pdf_text
import pytest
from certified_class import DAY, KEY, OTHER_KEY, statement_of
from hypothesis import given
from hypothesis import strategies as st

from classroom.certificate.code import make_code, read_code
from classroom.certificate.ornament import BAND, HEIGHT, MARGIN, WIDTH, strands
from classroom.certificate.page import page
from classroom.certificate.pdf import MissingFont, pdf
from classroom.certificate.sealing import HTML, PDF, code_in, kind_of, seal
from classroom.certificate.signing import TrustedKey
from classroom.certificate.verifying import verify
from classroom.certificate.wording import words_of

TITLES = {"a01": "Customers <&> 客戶", "a10": "Capstone"}
TRUSTED = TrustedKey(KEY.fingerprint, KEY.public)


def words(language: str = "en", name: str = "Ann Lee", count: int = 10):
    return words_of(read_code(make_code(statement_of(language, name, count), KEY)), TITLES)


def made(kind: str, language: str = "en", name: str = "Ann Lee") -> bytes:
    said = words(language, name)
    return seal(kind, page(said) if kind == HTML else pdf(said, DAY), KEY)


FILES = {kind: made(kind, "zh-Hant", "王小明") for kind in (HTML, PDF)}


@pytest.mark.parametrize(
    ("language", "title", "name", "parts"),
    [
        ("en", "Certificate", "Ann Lee", ("Customer value analysis", "20 March 2026", "133.75 of 200 points, 67%")),
        ("zh-Hant", "結業證書", "王小明", ("「客戶價值分析」課程", "2026 年 3 月 20 日", "133.75 / 200 分（67%）")),
        ("zh-Hans", "结业证书", "王小明", ("「客户价值分析」课程", "2026 年 3 月 20 日", "133.75 / 200 分（67%）")),
    ],
)
def test_both_say_the_same_in_each_language(language, title, name, parts):
    # The points are 12.25, 12.5, …, 14.5: ten of them, 13.375 on the average.
    html = made(HTML, language, name).decode()
    sheet, check = pdf_text.pages(made(PDF, language, name))
    for part in (name, *parts, "Spring 2026", "1130001"):
        assert part in html and part in sheet, part
    assert f"<h1>{title}</h1>" in html and title in sheet.replace("\u2002", "")
    assert f'<html lang="{language}">' in html
    assert "a01 Customers &lt;&amp;&gt; 客戶" in html and "a01 Customers <&> 客戶" in sheet
    assert "a10 Capstone" in sheet and "\na09\n" in sheet
    assert KEY.fingerprint in html and KEY.fingerprint in check
    code = words(language, name).code
    assert code in html and code.replace(" ", "") in check.replace(" ", "").replace("\n", "")


def test_the_page_asks_nobody_for_anything():
    html = FILES[HTML].decode()
    assert not re.search(r"(src|href|url\(|@import|<script|http)", html, re.IGNORECASE)


def test_what_somebody_is_called_is_text_and_nothing_else():
    name = '<script>alert(1)</script> "$x^2$" & Co'
    html = made(HTML, name=name).decode()
    assert "<script" not in html and html.count("&lt;script&gt;") == 2
    assert name in pdf_text.pages(made(PDF, name=name))[0]


def test_the_pdf_is_whole_and_brings_its_fonts(tmp_path):
    data = FILES[PDF]
    counts = pdf_text.outlines(data)
    assert len(counts) >= 3 and sum(counts.values()) > 100
    place = int(re.search(rb"startxref\n(\d+)\n%%EOF\n%seal [A-Z2-7]{103}\n\Z", data)[1])
    assert data[place : place + 4] == b"xref"
    for line, number in zip(data[place:].split(b"\n")[3:], range(1, 10_000), strict=False):
        if not line.endswith(b" n "):
            break
        assert data[int(line[:10]) :].startswith(f"{number} 0 obj".encode())
    assert b"/CreationDate (D:20260320000000Z)" in data and b"/ModDate" not in data


@pytest.mark.parametrize("name", ["Nguyễn Thị Ánh", "O’Brien-Łukasz", "堃喆", "Алёна"])
def test_names_of_many_kinds_are_drawn_with_the_fonts_that_are_always_there(name, monkeypatch):
    monkeypatch.setattr("matplotlib.font_manager.findSystemFonts", list)
    for language in ("en", "zh-Hant"):
        assert name in pdf_text.pages(pdf(words(language, name), DAY))[0].split("\n")


def test_a_rare_character_comes_from_a_font_of_the_machine_or_is_one_sentence(monkeypatch):
    name = "龔𠮷"
    with contextlib.suppress(MissingFont):  # where the machine has no such font
        assert name in pdf_text.pages(pdf(words("zh-Hant", name), DAY))[0].split("\n")
    monkeypatch.setattr("matplotlib.font_manager.findSystemFonts", list)
    with pytest.raises(MissingFont, match=r"No font on this machine has .* \(U\+20BB7\).*; install one that has it"):
        pdf(words("zh-Hant", name), DAY)
    assert name in page(words("zh-Hant", name)).decode()


def test_a_very_long_name_stays_on_the_sheet():
    """Its line is as wide as its letters: at 28 points they would go far beyond it."""
    name = "A very long name of somebody who has many of them " * 4
    data = pdf(words("en", name), DAY)
    sizes = [float(one) for one in re.findall(rb"/F\d+ ([\d.]+) Tf", _content(data, name.strip()))]
    assert 0 < max(sizes) < 28 * 190 / (0.4 * 28 / 72 * 25.4 * len(name.strip()))  # no letter is narrower than .4


def _content(data: bytes, text: str) -> bytes:
    """The piece of a page that writes some text."""
    there = pdf_text.objects(data)
    pages = [body for body in there.values() if b"/Type /Page " in body]
    content = pdf_text.stream(there[int(re.search(rb"/Contents (\d+) 0 R", pages[0])[1])])
    place = pdf_text.pages(data)[0].split("\n").index(text)
    return content.split(b"BT\n")[place + 1].split(b"ET")[0]


@pytest.mark.parametrize("count", [1, 3, 4, 10])
def test_any_number_of_assignments_fits(count):
    sheet = pdf_text.pages(pdf(words(count=count), DAY))[0]
    assert sheet.count(" of 20\n") == count


def test_equal_words_give_equal_bytes_in_every_process_and_at_any_time(tmp_path):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import hashlib, test_certificate_pages as t\n"
        "print(*(hashlib.sha256(t.FILES[kind]).hexdigest() for kind in (t.HTML, t.PDF)))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "1"}
    (tmp_path / "matplotlibrc").write_text("font.size: 30\npdf.fonttype: 42\naxes.facecolor: red\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", script, os.path.dirname(__file__)],  # noqa: PTH120
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [hashlib.sha256(FILES[kind]).hexdigest() for kind in (HTML, PDF)]


def test_matplotlib_is_left_as_it_was():
    import matplotlib as mpl

    mpl.rcParams["font.size"], before = 23.0, mpl.rcParams["font.size"]
    try:
        pdf(words(), DAY)
        assert mpl.rcParams["font.size"] == 23.0
    finally:
        mpl.rcParams["font.size"] = before


def test_the_band_stays_in_its_frame_and_closes():
    for line in strands():
        assert line[:, 0].min() >= MARGIN and line[:, 0].max() <= WIDTH - MARGIN
        assert line[:, 1].min() >= MARGIN and line[:, 1].max() <= HEIGHT - MARGIN
        inside = (line > MARGIN + BAND).all(axis=1) & (line < (WIDTH - MARGIN - BAND, HEIGHT - MARGIN - BAND)).all(
            axis=1
        )
        assert not inside.any()
        assert abs(line[0] - line[-1]).max() < 1e-9


@pytest.mark.parametrize("kind", [HTML, PDF])
def test_a_file_as_it_was_issued_is_valid(kind):
    data = FILES[kind]
    assert kind_of(data) == kind and code_in(kind, data) == words("zh-Hant", "王小明").code
    told = verify(data, TRUSTED)
    assert told.state == "valid" and "王小明 (1130001)" in told.sentence and "a01 12.25/20" in told.sentence
    assert "133.75 of 200 points (67%)" in told.sentence and "20 March 2026" in told.sentence
    assert verify(data, None).state == "not decided"
    assert verify(data, TrustedKey(OTHER_KEY.fingerprint)).state == "not valid"


@pytest.mark.parametrize("kind", [HTML, PDF])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_file_in_which_any_bit_is_another_is_not_valid(kind, place, bit):
    data = bytearray(FILES[kind])
    data[int(place * len(data))] ^= 1 << bit
    assert verify(bytes(data), TRUSTED).state == "not valid"


@pytest.mark.parametrize("kind", [HTML, PDF])
def test_the_end_of_a_file_is_held_too(kind):
    data = FILES[kind]
    for place in range(len(data) - 130, len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        assert verify(bytes(changed), TRUSTED).state == "not valid", place
    for changed in (data[:-1], data + b"\n", data[:-120], data + data[-120:]):
        assert verify(changed, TRUSTED).state == "not valid"


def test_a_name_or_score_that_is_changed_where_it_can_be_seen_is_found():
    for old, new in (("王小明", "王大明"), ("12.25 / 20", "20 / 20"), ("2026 年 3 月 20 日", "2026 年 3 月 21 日")):
        changed = FILES[HTML].decode().replace(f">{old}", f">{new}").encode()
        assert changed != FILES[HTML]
        told = verify(changed, TRUSTED)
        assert (
            told.state == "not valid"
            and "was changed since it was issued" in told.sentence
            and "王小明" in told.sentence
        )


def test_a_genuine_code_in_a_page_of_ones_own_is_not_valid():
    code = words("zh-Hant", "王小明").code
    own = f'<!DOCTYPE html>\n<meta name="certificate" content="{code}">\n<h1>王大明</h1>\n'.encode()
    assert verify(own, TRUSTED).state == "not valid"
    assert verify(seal(HTML, own, OTHER_KEY), TRUSTED).state == "not valid"
    twice = FILES[HTML].replace(b"</head>", f'<meta name="certificate" content="{code[:-1]}A"></head>'.encode())
    assert verify(twice, TRUSTED).state == "not valid"


@given(st.binary(max_size=300))
def test_any_file_gets_an_answer(data):
    for start in (b"", b"%PDF-1.4\n", b"<!DOCTYPE html>\n", b"CERT1 "):
        assert verify(start + data, TRUSTED).state == "not valid"
