"""Lists of learners as schools and platforms export them, and what is said of what is wrong in them."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.errors import KitError
from classroom.roster import Learner, Roster, write_roster
from classroom.roster.reading import Imported, read_list
from classroom.roster.web_tables import web_tables


def put(folder: Path, text: str, encoding: str = "utf-8", name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def said(imported) -> list[str]:
    return [note.sentence for note in imported.notes]


# --- The same list comes back, however it was kept ----------------------------------------------------------------

TRADITIONAL, SIMPLIFIED = (
    "陳林黃張李王吳劉蔡楊怡君宗翰雅婷家豪淑芬俊傑詠晴鈺璇沛蓁",
    "陈林黄张李王吴刘蔡杨怡君宗翰伟娜静丽强磊军洋勇",
)
HEADERS = {
    "Traditional": ("學號", "姓名", "電子郵件", "組別"),
    "Simplified": ("学号", "姓名", "邮箱", "班级"),
    "English": ("Student ID", "Full name", "Email address", "Section"),
    "both": ("學號 Student ID", "姓名/Name", "信箱 (Email)", "班級"),
}
ENCODINGS = {
    "utf-8": tuple(HEADERS),
    "utf-8-sig": tuple(HEADERS),
    "utf-16": tuple(HEADERS),
    "cp950": ("Traditional", "English", "both"),
    "gb18030": ("Simplified", "English"),
}


@st.composite
def exported(draw) -> tuple[str, str, str, str, tuple[Learner, ...]]:
    """An encoding, a sign between columns, words above them, a line above these, and the learners."""
    encoding = draw(st.sampled_from(sorted(ENCODINGS)))
    signs = SIMPLIFIED if encoding == "gb18030" else TRADITIONAL
    names = st.text(signs, min_size=2, max_size=4) | st.sampled_from(
        ["Ann Lee", "O'Neil, Pat", 'Jo "Jo" Wu', "=1+1", "-"]
    )
    learners = st.builds(
        Learner,
        id=st.from_regex(r"[A-Z]?[0-9]{1,9}", fullmatch=True),
        name=names,
        email=st.just("") | st.from_regex(r"[a-z]{1,6}@example\.org", fullmatch=True),
        group=st.just("") | st.text(signs, min_size=1, max_size=3),
    )
    return (
        encoding,
        draw(st.sampled_from([",", ";", "\t", "|"])),
        draw(st.sampled_from(ENCODINGS[encoding])),
        draw(st.sampled_from(["", "2026", "List of learners, spring"])),
        tuple(draw(st.lists(learners, min_size=1, max_size=6, unique_by=lambda one: one.id))),
    )


def table(words: str, title: str, learners: tuple[Learner, ...]) -> list[list[str]]:
    above = [[title]] if title else []
    return [*above, list(HEADERS[words]), *([one.id, one.name, one.email, one.group] for one in learners)]


@given(exported())
def test_a_text_comes_back_in_every_encoding_and_cut(tmp_path_factory, given):
    encoding, sign, words, title, learners = given
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows(table(words, title, learners))
    path = put(tmp_path_factory.mktemp("list"), out.getvalue(), encoding)
    assert read_list(path).roster == Roster(learners)


@given(exported())
def test_a_workbook_comes_back(tmp_path_factory, given):
    _, _, words, title, learners = given
    book = openpyxl.Workbook()
    for number, row in enumerate(table(words, title, learners), start=1):
        for column, text in enumerate(row, start=1):
            if text:
                cell = book.active.cell(number, column, text)
                cell.data_type = "s"  # also where it looks like a formula
    path = tmp_path_factory.mktemp("list") / "list.xlsx"
    book.save(path)
    assert read_list(path).roster == Roster(learners)


# --- What platforms export ----------------------------------------------------------------------------------------


def test_the_participants_of_moodle(tmp_path):
    text = (
        '"First name","Last name","ID number","Email address",Groups,Roles\n'
        "怡君,陳,1130001,amy@example.org,第一組,Student\n"
        'Ann,"van Dam",1130002,ann@example.org,,Student\n'
        "Pat,Lin,,pat@example.org,,Teacher\n"
    )
    found = read_list(put(tmp_path, text, "utf-8-sig"))
    assert found.roster.learners == (
        Learner(id="1130001", name="陳怡君", email="amy@example.org", group="第一組"),
        Learner(id="1130002", name="Ann van Dam", email="ann@example.org"),
    )
    assert said(found) == ["Line 4 was left out: Pat Lin is Teacher, not a learner."]


def test_the_gradebook_of_canvas(tmp_path):
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,RFM (1234),Final Score\n"
        "    Points Possible,,,,,20,(read only)\n"
        '"Lee, Ann",551,s001,ann@example.org,A,18,90\n'
        '"Student, Test",777,,,A,,\n'
    )
    found = read_list(put(tmp_path, text))
    assert found.roster.learners == (Learner(id="s001", name="Lee, Ann", email="ann@example.org", group="A"),)
    assert said(found) == ["Line 4 was left out: there is no id (Student, Test)."]


def test_a_team_has_addresses_alone_and_the_part_before_the_at_is_not_guessed(tmp_path):
    path = put(
        tmp_path, "Name;Email;Role\nAnn;ann@example.org;Member\nBo;bo@example.org;Member\nC;c@x.example.org;Owner\n"
    )
    with pytest.raises(KitError, match=r"no column with an id.*--id email.*Its columns: Name, Email, Role"):
        read_list(path)
    found = read_list(path, "email")
    assert [one.id for one in found.roster] == ["ann", "bo"] and found.roster.get("bo").email == "bo@example.org"
    assert said(found) == ["Line 4 was left out: C is Owner, not a learner."]


def test_the_column_with_the_ids_can_be_named(tmp_path):
    path = put(tmp_path, "編號,學號,姓名\nX1,1130001,陳怡君\n")
    assert [one.id for one in read_list(path).roster] == ["1130001"]
    assert [one.id for one in read_list(path, "編號").roster] == ["X1"]
    with pytest.raises(KitError, match="no column '代號'"):
        read_list(path, "代號")


def test_a_class_list_of_a_school(tmp_path):
    text = (
        "國立○○大學 114 學年度第 2 學期 修課名單,,,,\r\n課程：行銷分析　教師：王老師,,,,\r\n\r\n"
        "序號,學號,姓名,班級,組別\r\n"
        "1,０１１３００１,陳 怡君,企管三甲,第一組\r\n2,0113002,林宗翰,企管三甲,\r\n3,,,,\r\n"
        "序號,學號,姓名,班級,組別\r\n4,0113003,黃雅婷,企管三乙,第二組\r\n"
    )
    found = read_list(put(tmp_path, text, "cp950"))
    assert found.roster.learners == (
        Learner(id="0113001", name="陳 怡君", group="第一組"),
        Learner(id="0113002", name="林宗翰"),
        Learner(id="0113003", name="黃雅婷", group="第二組"),
    )
    assert found.notes == ()


def test_what_spreadsheets_do_to_numbers(tmp_path):
    found = read_list(put(tmp_path, 'sep=;\nStudent ID;Name\n="0012";Ann\n1130001.0;Bo\n1.13E+06;Cy\n\'0013;Di\n'))
    assert [one.id for one in found.roster] == ["0012", "1130001", "0013"]
    assert said(found) == [
        "Line 5 was left out: a spreadsheet cut off the id 1.13E+06 (Cy); save the list with its ids as text."
    ]


# --- What is wrong in a list is named, and the rest is kept --------------------------------------------------------


def test_bad_rows_are_named_and_good_rows_kept(tmp_path):
    text = (
        "學號,姓名,信箱\n"
        "1130001,陳怡君,amy@example.org\n"
        ",林宗翰,bob@example.org\n"
        "113/0003,黃雅婷,\n"
        "=cmd|' /C calc'!A0,張家豪,\n"
        "1130005,李小明,nobody\n"
        "1130006,吳美玲,<mailto:may@example.org>\n"
        "con,王大同,\n"
    )
    found = read_list(put(tmp_path, text))
    assert [(one.id, one.email) for one in found.roster] == [
        ("1130001", "amy@example.org"),
        ("1130005", ""),
        ("1130006", "may@example.org"),
    ]
    rule = "cannot be an id; an id is made of letters from A to Z, digits and . _ - @, 64 at most."
    assert said(found) == [
        "Line 3 was left out: there is no id (林宗翰).",
        f"Line 4 was left out: '113/0003' (黃雅婷) {rule}",
        f"Line 5 was left out: \"=cmd|' /C calc'!A0\" (張家豪) {rule}",
        "Line 6: 'nobody' is no e-mail address and was left out.",
        f"Line 8 was left out: 'con' (王大同) {rule}",
    ]
    assert [note.line for note in found.notes if note.left_out] == [3, 4, 5, 8]


def test_an_id_counts_once(tmp_path):
    text = "Student ID,Name\ns1,Ann\ns2,Bo\nS1,Anne\ns2,Bo\n"
    found = read_list(put(tmp_path, text))
    assert [(one.id, one.name) for one in found.roster] == [("s1", "Ann"), ("s2", "Bo")]
    assert said(found) == ["Line 4 was left out: S1 is Ann of line 2 already.", "Line 5 says the same as line 3."]


def test_two_with_one_address_are_kept(tmp_path):
    found = read_list(put(tmp_path, "Student ID,Email\ns1,home@example.org\ns2,Home@example.org\n"))
    assert len(found.roster) == 2
    assert said(found) == ["s1 and s2 have one address, home@example.org; mail for each of them goes there."]


def test_a_character_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("學號,姓名\r\n1130001,陳怡君\r\n1130002,林".encode("cp950") + b"\xff\r\n")
    found = read_list(path)
    assert found.roster.get("1130002").name == "林\ufffd"
    assert said(found) == ["Line 3: the name 林\ufffd has a character that could not be read."]


def test_the_roster_of_another_class(tmp_path):
    roster = Roster(
        (Learner(id="s1", name="=1+1", group="第一組"), Learner(id="s2", name="'-x", email="x@example.org"))
    )
    write_roster(tmp_path, roster)
    assert read_list(tmp_path / "roster.csv") == Imported(roster)


def test_names_that_look_like_formulas_are_names(tmp_path):
    found = read_list(put(tmp_path, 'Student ID,Name\ns1,=HYPERLINK("http://x.example.org")\ns2,+1\n'))
    assert [one.name for one in found.roster] == ['=HYPERLINK("http://x.example.org")', "+1"]


def test_lines_are_counted_as_an_editor_does(tmp_path):
    found = read_list(put(tmp_path, 'Title\n\nStudent ID,Name\ns1,"Ann\nLee"\n,Bo\n'))
    assert found.roster.get("s1").name == "Ann Lee"
    assert said(found) == ["Line 6 was left out: there is no id (Bo)."]


# --- Workbooks ----------------------------------------------------------------------------------------------------


def workbook(path: Path, **sheets: list[list[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def test_a_workbook_with_a_merged_title_numbers_and_several_sheets(tmp_path):
    path = tmp_path / "list.xlsx"
    rows = [
        ["修課名單"],
        ["學號", "姓名", "組別"],
        [1130001.0, "陳怡君", "第一組"],
        ["0012", "林宗翰"],
        [7, "黃雅婷", "第二組"],
    ]
    book = workbook(path, 說明=[["請先填寫"]], 名單=rows, 舊名單=[["學號"], ["9"]])
    book["名單"].merge_cells("A1:C1")
    book["名單"].merge_cells("C3:C4")
    book["名單"]["A5"].number_format = "0000000"
    book.save(path)
    found = read_list(path)
    assert found.roster.learners == (
        Learner(id="1130001", name="陳怡君", group="第一組"),
        Learner(id="0012", name="林宗翰", group="第一組"),
        Learner(id="0000007", name="黃雅婷", group="第二組"),
    )
    assert said(found) == ["The sheet 名單 was read, not 說明, 舊名單."]


def test_hidden_sheets_are_not_read(tmp_path):
    path = tmp_path / "list.xlsx"
    book = workbook(path, old=[["Student ID"], ["s9"]], new=[["Student ID"], ["s1"]])
    book["old"].sheet_state = "hidden"
    book.save(path)
    found = read_list(path)
    assert [one.id for one in found.roster] == ["s1"] and found.notes == ()


def test_formulas_count_by_their_values(tmp_path):
    path, saved = tmp_path / "list.xlsx", tmp_path / "saved.xlsx"
    workbook(path, a=[["Student ID", "Name"], ["=1130000+1", "Ann"], ["s2", "Bo"]])
    found = read_list(path)
    assert [one.id for one in found.roster] == ["s2"]
    assert "Row 2 was left out: its id is a formula without a value; open the list in Excel" in said(found)[0]
    # As Excel saves it: with the value beside the formula.
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert data.count(b"</f>") == 1
                head, _, tail = data.partition(b"</f>")
                data = head + b"</f><v>1130001</v>" + tail[tail.index(b"</c>") :]
            new.writestr(name, data)
    assert [one.id for one in read_list(saved).roster] == ["1130001", "s2"]


def test_rows_of_a_workbook_are_named_as_rows(tmp_path):
    workbook(tmp_path / "list.xlsx", a=[[], ["Student ID", "Name"], [None, "Ann"], ["s2"], ["s2"]])
    found = read_list(tmp_path / "list.xlsx")
    assert said(found) == ["Row 3 was left out: there is no id (Ann).", "Row 5 says the same as row 4."]


# --- Web pages that are called .xls -------------------------------------------------------------------------------

PAGE = """<html><head><meta charset="big5"><style>td { color: red }</style></head><body>
<table><tr><td>登入者<td>王老師</table>
<table border=1>
<tr><th colspan=4>行銷分析　修課名單</th></tr>
<tr><th>學號<th>姓名<th>組別<th>信箱</tr>
<tr><td>0113001</td><td>陳<br>怡君</td><td rowspan="2">第一組&amp;</td><td>amy@example.org</td></tr>
<tr><td>0113002</td><td>林宗翰</td><td>bob@example.org</td></tr>
<tr><td>&nbsp;</td><td>黃雅婷</td><td>第二組</td><td></td></tr>
<tr><td>0113004<td><table><tr><td>內表</table>張家豪<td><td>
</table></body></html>"""


@pytest.mark.parametrize("encoding", ["cp950", "utf-8", "utf-16"])
def test_a_web_page_of_a_schools_system(tmp_path, encoding):
    found = read_list(put(tmp_path, PAGE, encoding, "list.xls"))
    assert found.roster.learners == (
        Learner(id="0113001", name="陳 怡君", email="amy@example.org", group="第一組&"),
        Learner(id="0113002", name="林宗翰", email="bob@example.org", group="第一組&"),
        Learner(id="0113004", name="張家豪"),
    )
    assert said(found) == ["Row 5 was left out: there is no id (黃雅婷)."]


def test_cells_of_a_web_page_over_several_rows_and_columns():
    page = "<table><tr><td rowspan=3>a<td colspan=2 rowspan=2>b<td>c<tr><td>d<tr><td>e<td>f<tr><td>g</table>"
    assert web_tables(page) == [[["a", "b", "", "c"], ["a", "b", "", "d"], ["a", "e", "f"], ["g"]]]
    assert web_tables("<table><tr><td>a<td rowspan=2>b<tr><tr><td>c") == [[["a", "b"], ["", "b"], ["c"]]]
    assert web_tables("<table><td>a<![ [x]]>") == [[["a"]]]
    assert len(web_tables("<table><td colspan=99999999 rowspan=-1>a")[0][0]) == 1000


# --- What is no list ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\n1,2\n", "no line that names its columns"),
        (b"", "no line that names its columns"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"old workbook \(\.xls\) or has a password"),
        (b"PK\x03\x04 and no more", "no workbook that can be read"),
        ("<html><body><table><tr><td>姓名".encode("cp950"), "no line that names its columns"),
        (b"<html><p>Please log in.", "no line that names its columns"),
        (b'<?xml version="1.0"?><Workbook>', "is XML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "no text"),
        (b'Student ID\n"' + b"x" * 200_000, "this is no CSV"),
    ],
)
def test_what_is_no_list_is_one_sentence(tmp_path, content, told):
    path = tmp_path / "list.xls"
    path.write_bytes(content)
    with pytest.raises(KitError, match=told) as problem:
        read_list(path)
    assert str(path) in str(problem.value) and "\n" not in str(problem.value)


def test_a_workbook_cut_off_and_files_that_are_not_there(tmp_path):
    workbook(tmp_path / "list.xlsx", a=[["Student ID"], ["s1"]])
    whole = (tmp_path / "list.xlsx").read_bytes()
    (tmp_path / "half.xlsx").write_bytes(whole[: len(whole) // 2])
    for name, told in (("half.xlsx", "no workbook"), ("none.csv", "No such file"), (".", "Is a directory")):
        with pytest.raises(KitError, match=told):
            read_list(tmp_path / name)


@given(st.binary(max_size=300))
def test_whatever_is_in_a_file_nothing_but_a_sentence_comes_of_it(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("list") / "list.csv"
    for content in (
        data,
        b"Student ID,Name\n" + data,
        b"PK\x03\x04" + data,
        b"<table><td rowspan=3>Student ID<td>" + data,
    ):
        path.write_bytes(content)
        try:
            assert all(note.sentence for note in read_list(path).notes)
        except KitError as problem:
            assert "\n" not in str(problem)
