"""The report as a page: complete, closed to the network, safe for names, and quick for a large class."""

from __future__ import annotations

import datetime as dt
import json
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from report_class import class_of, large_class, mark, piece

from classroom.grading.submission import Note
from classroom.report.checks import checks_table
from classroom.report.figures import handed_in_bars, task_map
from classroom.report.items import item_table
from classroom.report.noted import Noted, read_noted
from classroom.report.page import page
from classroom.report.standing import progress_table
from tutor.moments import written

NO_CHECKS = pd.DataFrame({"checks": [], "records": []})


class Reader(HTMLParser):
    """A page as its reader has it: the text, tables as rows, and what would be fetched."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.fetched: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.fetched += [value for name, value in attrs if name in ("src", "href", "action") and value]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.words.append(data)
        if "td" in self.open or ("th" in self.open and self.tables):
            self.tables[-1][-1][-1] += data

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module", params=["en", "zh-Hans"])
def middling(request) -> tuple[str, str]:
    """The page of a class of thirty, and its language."""
    return page(large_class(30, 2, language=request.param), Noted(), NO_CHECKS, {}), request.param


def test_it_asks_no_host_for_anything_and_is_whole(middling):
    text, language = middling
    reader = Reader(text)
    assert not reader.open
    assert f'<html lang="{language}">' in text
    assert all(one.startswith(("#", "data:image/png;base64,")) for one in reader.fetched)
    assert "<script" not in text
    anchors = {one[1:] for one in reader.fetched if one.startswith("#")}
    assert anchors <= set(re.findall(r'id="([a-z]+)"', text))
    assert len(anchors) == 8


def test_every_picture_has_words(middling):
    alternatives = re.findall(r'<img[^>]* alt="([^"]*)"', middling[0])
    assert len(alternatives) == 4  # the bars, two histograms, the map of tasks
    assert all(len(one) > 30 for one in alternatives)


def test_everybody_has_a_row_with_every_assignment(middling):
    grid = Reader(middling[0]).tables[-1]
    assert len(grid) == 31
    assert {len(row) for row in grid} == {4}


def test_the_same_class_gives_the_same_bytes():
    first, second = (page(large_class(20, 1), Noted(), NO_CHECKS, {}) for _ in range(2))
    assert first == second


def test_below_twenty_nothing_is_said_of_a_task():
    text = Reader(page(large_class(19, 1), Noted(), NO_CHECKS, {})).text
    assert "There is no task with at least 20 marks yet." in text
    assert "Discrimination" not in text


def test_a_learners_name_is_only_a_name():
    there = class_of(
        [piece("<b>s1", "a01", 1.0, 2.0)],
        [mark("<b>s1", "a01.x", 1.0)],
        names={"<b>s1": "<script>alert(1)</script> \u202e`code`"},
    )
    text = page(there, Noted(), NO_CHECKS, {})
    assert "<script" not in text
    assert "<b>s1" not in text
    assert "\u202e" not in text
    assert "&lt;script&gt;" in text


def test_the_rule_and_the_reasons_stand_on_the_page():
    work = [piece("s1", "a01", state="missing"), piece("s2", "a01", 2.0, 2.0)]
    reader = Reader(page(class_of(work, names={"s1": "Ann Example", "s2": ""}), Noted(), NO_CHECKS, {}))
    assert "with work that is due and not handed in" in reader.text
    assert "1 learner needs help" in reader.text
    assert ["Ann Example (s1)", "Due and not handed in: a01", "–"] in reader.tables[0]


def test_what_waits_is_named():
    work = [
        piece("s1", "a01", 1.0, 2.0, state="waits"),
        piece("s2", "a01", state="unread"),
        piece("s3", "a01", state="to-grade"),
    ]
    text = float("nan")
    marks = [
        mark("s1", "a01.text", text, verdict="by hand", waits=True),
        mark("s2", "a01.text", text, verdict="unreadable", waits=True),
    ]
    noted = Noted(
        repairs={("a01", "s1"): (Note("check-missing", {"task": "a01.x"}),), ("a01", "gone"): (Note("no-cell", {}),)},
        unread={("a01", "s2"): "json"},
        skipped={"a01": (Note("learner-link", {"learner": "odd"}),)},
    )
    text = Reader(page(class_of(work, marks), noted, NO_CHECKS, {})).text
    assert "a01.text a01.text: 1 answer" in text
    assert "1 answer waits for you" in text
    assert "a01: 1 piece of work; classroom grade a01 grades it." in text
    assert "a01, s2: the file is damaged, or no notebook inside." in text
    assert "a01, s1: The check of a01.x is gone; it was put back." in text
    assert "The folder odd in submitted/ is a link" in text
    assert "gone:" not in text


def test_of_a_class_in_which_nothing_happened_yet_it_says_so():
    text = Reader(page(class_of([piece("s1", "a01"), piece("s2", "a01")]), Noted(), NO_CHECKS, {})).text
    for sentence in ("Nobody needs help", "Nothing has been graded yet", "Nothing waits", "No known mistake was recog"):
        assert sentence in text


def test_times_are_left_out_and_it_says_why():
    few = pd.DataFrame({"checks": [2.5], "records": [25], "minutes": [7.5], "timed": [19]}, index=["a01.task-0"])
    assert (
        "Time per task is not shown: it needs at least 20 records"
        in Reader(page(large_class(25, 1), Noted(), few, {})).text
    )
    checks = pd.DataFrame({"checks": [2.5], "records": [12]}, index=["a01.task-0"])
    text = Reader(page(large_class(25, 1), Noted(), checks, {})).text
    assert "Time per task is not shown" in text
    assert "2.5 (12)" in text


def test_times_are_shown_of_the_tasks_that_have_enough_of_them():
    checks = pd.DataFrame(
        {"checks": [2.0, 3.0], "records": [25, 25], "minutes": [7.5, 3.0], "timed": [20, 19]},
        index=["a01.task-0", "a01.task-1"],
    )
    read = Reader(page(large_class(25, 1), Noted(), checks, {}))
    rows = [row for table in read.tables if "Minutes" in table[0] for row in table[1:]]
    assert rows and {row[-1] for row in rows if "a01.task-0" in row[0]} == {"7.5 (20)"}
    assert {row[-1] for row in rows if "a01.task-0" not in row[0]} == {""}
    assert "Time per task is not shown" not in read.text and "Minutes: from a learner's first check" in read.text


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_figures_say_in_words_what_they_show(language):
    there = large_class(40, 2, language=language)
    progress = progress_table(there.work)
    bars = handed_in_bars(progress, language)
    for name, row in progress.iterrows():
        assert name in bars.alt
        assert str(int(row["missing"])) in bars.alt
    marks = there.marks[there.marks["assignment"] == "a01"]
    points = marks.pivot_table("points", "learner", "task")
    items = item_table(points, pd.Series(2.0, index=points.columns))
    odd = items.index[items["kind"] != ""]
    alt = task_map(items, language).alt
    assert all(task in alt for task in odd)
    assert not any(task in alt for task in items.index.difference(odd))


def test_the_journal_of_the_last_time_counts(tmp_path):
    path = tmp_path / "grading" / "grading.jsonl"
    path.parent.mkdir()
    lines = [
        {"event": "begun", "assignment": "a01"},
        {"event": "skipped", "assignment": "a01", "key": "learner-name", "learner": "old"},
        {
            "event": "graded",
            "assignment": "a01",
            "learner": "s1",
            "repairs": [{"key": "no-cell", "cell": 3}],
            "unread": None,
        },
        {"event": "graded", "assignment": "a01", "learner": "s2", "repairs": [], "unread": "json"},
        {"event": "begun", "assignment": "a01"},
        {"event": "skipped", "assignment": "a01", "key": "learner-link", "learner": "new"},
        {"event": "graded", "assignment": "a01", "learner": "s2", "repairs": [], "unread": None},
    ]
    text = "\n".join([json.dumps(line) for line in lines] + ["[1]", '{"event": "graded", "assign'])
    path.write_text(text, encoding="utf-8")
    noted = read_noted(tmp_path)
    assert noted.repairs == {("a01", "s1"): (Note("no-cell", {"cell": 3}),)}
    assert noted.unread == {}
    assert noted.skipped == {"a01": (Note("learner-link", {"learner": "new"}),)}
    assert read_noted(tmp_path / "none") == Noted()


def test_checks_come_from_records_that_were_handed_in(tmp_path):
    there = class_of([piece(f"s{place}", "a01") for place in range(4)], tasks={"a01": {"a01.x": "X"}})
    for place, attempts in enumerate((1, 4, 2)):
        folder = tmp_path / "submitted" / f"s{place}" / "a01" / ".kit"
        folder.mkdir(parents=True)
        tasks = {"a01.x": {"attempts": attempts}, "1.1.y": {"attempts": 9}}
        (folder / "progress.json").write_text(json.dumps({"tasks": tasks}), encoding="utf-8")
    table = checks_table(tmp_path, there)
    assert list(table.index) == ["a01.x"]
    assert (table.loc["a01.x", "checks"], table.loc["a01.x", "records"]) == (2.0, 3)


def test_minutes_come_from_the_times_of_several_checks(tmp_path):
    there = class_of([piece(f"s{place}", "a01") for place in range(5)], tasks={"a01": {"a01.x": "X"}})
    noon = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    checked = (
        [(0, "wrong"), (4, "mistake"), (10, "correct"), (500, "correct")],  # ten minutes
        [(0, "wrong"), (2, "error")],  # two
        [(0, "correct"), (30, "wrong")],  # right at once
        [(0, "wrong")],  # once
        [(9, "correct"), (0, "partial")],  # nine, in whatever order they stand
    )
    for place, steps in enumerate(checked):
        folder = tmp_path / "submitted" / f"s{place}" / "a01" / ".kit"
        folder.mkdir(parents=True)
        tries = [{"at": written(noon + dt.timedelta(minutes=after)), "state": state} for after, state in steps]
        tasks = {"a01.x": {"attempts": len(steps), "tries": [*tries, 3, {"at": "soon"}, {"state": "wrong"}]}}
        (folder / "progress.json").write_text(json.dumps({"tasks": tasks}), encoding="utf-8")
    row = checks_table(tmp_path, there).loc["a01.x"]
    assert (row["minutes"], row["timed"], row["records"]) == (9.0, 3, 5)
