"""Honest work is read as it is; of broken and hostile work everything that can be graded is kept, and said."""

from __future__ import annotations

import copy
import io
import json
import os
import random
import socket
import sys
from collections.abc import Callable

import nbformat
import pytest
from handed_in import (
    again,
    answer,
    answered,
    cell,
    handed_out,
    index,
    keys,
    own,
    place,
    read,
    released,
    released_text,
    roles,
    text,
    without_ids,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classroom.grading.notebook_file import LARGEST
from classroom.grading.reading import read_submission
from classroom.grading.submission import Submission
from classroom.grading.work_list import work_list
from customer_value.messages import message
from solutions.trial import assignments

TASKS = handed_out().tasks


def complete(submission: Submission, assignment: str = "a07") -> None:
    """Hold a submission to what the grader relies on."""
    assert submission.unread is None and submission.file is not None
    asked = [one.task for one in submission.cells if one.role in ("check", "text")]
    assert sorted(asked) == sorted(handed_out(assignment).tasks)
    released_checks = {one.id: one.source for one in handed_out(assignment).cells if one.role == "check"}
    for number, one in enumerate(submission.cells):
        assert one.kind in ("code", "markdown") and "\r" not in one.source
        one.source.encode("utf-8")
        if one.role == "check":
            assert (one.kind, one.source) == ("code", released_checks[one.name])
            answers = [(other.role, other.task) == ("answer", one.task) for other in submission.cells]
            assert True not in answers or answers.index(True) < number
    told(submission)


def told(submission: Submission) -> None:
    """Everything that is noted can be said, in both languages, in one line without anything hidden in it."""
    notes = [("repair", note) for note in submission.repairs]
    notes += [("unread", submission.unread)] if submission.unread else []
    for prefix, note in notes:
        for language in ("en", "zh-Hant"):
            assert message("classroom", f"{prefix}.{note.key}", language, **note.fields).isprintable()


# Honest work


@pytest.mark.parametrize("assignment", assignments())
def test_honest_work_needs_no_repair(tmp_path, assignment):
    for number, notebook in enumerate((released(assignment), answered(assignment))):
        done = read(tmp_path / str(number), notebook, assignment)
        complete(done, assignment)
        assert done.repairs == ()
        assert [one.source for one in done.cells] == [text(one) for one in notebook["cells"]]
        assert [one.name for one in done.cells] == [one["id"] for one in notebook["cells"]]
        wanted = [task for task in handed_out(assignment).tasks for _ in range(1 if task == "a10.plan" else 2)]
        assert [task for _, task in roles(done)] == wanted


def with_own_cells(notebook):
    for name in ("setup", "a07-recency", "a07-recency-test", "footer"):
        notebook["cells"].insert(place(notebook, name) + 1, own(f'hint("a07.recency")\ncheck("a07.recency")  # {name}'))
    notebook["cells"].insert(0, own("My notes", "markdown"))
    notebook["cells"].insert(3, own("as it is", "raw"))
    return notebook


def with_outputs(notebook):
    shown = [
        {"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]},
        {"output_type": "execute_result", "data": {"text/plain": "1"}, "metadata": {}, "execution_count": 3},
        {"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": ["one"]},
        {
            "output_type": "display_data",
            "data": {"image/png": "iVBORw0=", "application/json": {"a": [1]}},
            "metadata": {},
        },
    ]
    for one in notebook["cells"]:
        if one["cell_type"] == "code":
            one |= {"outputs": copy.deepcopy(shown), "execution_count": 3}
    return notebook


def by_nbformat(notebook):
    file = io.StringIO()
    nbformat.write(nbformat.from_dict(notebook), file)
    return json.loads(file.getvalue())


def by_colab(notebook):
    for one in notebook["cells"]:
        one["metadata"] = {**one["metadata"], "id": one.pop("id"), "colab": {"base_uri": "https://example.org/"}}
    return notebook | {"nbformat_minor": 0, "metadata": {**notebook["metadata"], "colab": {"provenance": []}}}


def by_vs_code(notebook):
    for number, one in enumerate(notebook["cells"]):
        one["id"] = f"{number:08x}"
        one["metadata"] = {**one["metadata"], "vscode": {"languageId": "python"}}
    return notebook


def with_given_cells_changed(notebook):
    cell(notebook, "your-shop")["source"] = text(cell(notebook, "your-shop")).replace("____", "12")
    cell(notebook, "try-valid-orders")["source"] = "valid_orders(orders, refunds, snapshot).head()"
    return notebook


SAVED: dict[str, Callable] = {
    "own cells": with_own_cells,
    "outputs": with_outputs,
    "nbformat": by_nbformat,
    "Colab": by_colab,
    "Colab, given cells changed": lambda notebook: by_colab(with_given_cells_changed(notebook)),
    "VS Code": by_vs_code,
    "VS Code, given cells changed": lambda notebook: by_vs_code(with_given_cells_changed(notebook)),
    "given cells changed": with_given_cells_changed,
    "prose deleted": lambda notebook: notebook | {"cells": [one for one in notebook["cells"] if one["id"] != "why"]},
}


@pytest.mark.parametrize("way", SAVED)
def test_honest_work_needs_no_repair_however_it_was_saved(tmp_path, way):
    done = read(tmp_path, SAVED[way](answered()))
    complete(done)
    assert done.repairs == ()


def test_line_ends_marks_and_endings_change_nothing(tmp_path):
    plain = json.dumps(answered(), ensure_ascii=False, indent=1)
    before = read(tmp_path / "0", plain.encode())
    lines = plain.replace("\\n", "\\r\\n").replace("\n", "\r\n")
    spaced = answered()
    for one in spaced["cells"]:
        if one["id"].endswith("-test"):
            one["source"] = text(one) + "  \n\n"
    forms = (lines.encode(), b"\xef\xbb\xbf" + plain.encode(), plain.encode() + b"\n\n", json.dumps(spaced).encode())
    for number, form in enumerate(forms, start=1):
        done = read(tmp_path / str(number), form)
        assert (done.repairs, done.cells, done.digest) == ((), before.cells, before.digest)


def test_the_digest_is_of_code_and_texts_alone(tmp_path):
    plain = read(tmp_path / "plain", answered()).digest
    assert len(plain) == 64
    assert read(tmp_path / "outputs", with_outputs(answered())).digest == plain
    assert read(tmp_path / "ids", by_vs_code(answered())).digest == plain
    prose = answered()
    cell(prose, "why")["source"] = "other words"
    assert read(tmp_path / "prose", prose).digest == plain
    code = answered()
    cell(code, "setup")["source"] += ["\nx = 1"]
    written = released("a10")
    cell(written, "a10-plan")["source"] = "My plan"
    digests = {plain, read(tmp_path / "code", code).digest, read(tmp_path / "kinds", released("a10"), "a10").digest}
    assert len(digests | {read(tmp_path / "text", written, "a10").digest}) == 4


def test_outputs_are_kept_as_they_were(tmp_path):
    done = read(tmp_path, with_outputs(released()))
    first = done.cells[3]
    assert [one["output_type"] for one in first.outputs] == ["stream", "execute_result", "error", "display_data"]
    assert first.outputs[3]["data"] == {"image/png": "iVBORw0=", "application/json": {"a": [1]}}


# Work in which something is wrong: what is done to the notebook, and what is said of it.


def changed(name: str, **more) -> Callable:
    def change(notebook):
        cell(notebook, name).update(more)

    return change


def deleted(*names: str) -> Callable:
    def delete(notebook):
        notebook["cells"] = [one for one in notebook["cells"] if one["id"] not in names]

    return delete


def inserted(name: str, *made: Callable | dict) -> Callable:
    """Puts cells behind one of the notebook's."""

    def insert(notebook):
        new = [one(cell(notebook, name)) if callable(one) else one for one in made]
        at = place(notebook, name) + 1
        notebook["cells"][at:at] = new

    return insert


def moved(name: str, behind: str) -> Callable:
    def move(notebook):
        one = notebook["cells"].pop(place(notebook, name))
        notebook["cells"].insert(place(notebook, behind) + 1, one)

    return move


def graded(name: str, **more) -> Callable:
    def change(notebook):
        cell(notebook, name)["metadata"]["nbgrader"].update(more)

    return change


def cells(change: Callable) -> Callable:
    """Puts another list of cells in place of the notebook's."""

    def replace(notebook):
        notebook["cells"] = change(notebook["cells"])

    return replace


def each(change: Callable) -> Callable:
    def do(notebook):
        for one in notebook["cells"]:
            change(one)

    return do


def joined(*names: str) -> Callable:
    """Joins cells as JupyterLab does: the first one's id and metadata stay."""

    def join(notebook):
        first, *others = (cell(notebook, name) for name in names)
        first["source"] = "\n\n".join(text(one) for one in (first, *others))
        notebook["cells"] = [one for one in notebook["cells"] if not any(one is other for other in others)]

    return join


def both(*changes: Callable) -> Callable:
    def do(notebook):
        for change in changes:
            change(notebook)

    return do


def swap_grade_ids(notebook):
    one, other = (cell(notebook, name)["metadata"]["nbgrader"] for name in ("a07-recency", "a07-recency-test"))
    one["grade_id"], other["grade_id"] = other["grade_id"], one["grade_id"]
    cell(notebook, "a07-recency")["id"], cell(notebook, "a07-recency-test")["id"] = "x", "y"


WRITTEN = "def recency(orders, refunds, snapshot):\n    return 1"
REPAIRED: dict[str, tuple[Callable, list[str]]] = {
    "answer copied": (inserted("a07-recency", again), ["answer-duplicate"]),
    "check copied": (inserted("a07-recency-test", again), ["check-duplicate"]),
    "both copied": (inserted("a07-recency-test", again, lambda _: own("1")), ["check-duplicate"]),
    "answer deleted": (deleted("a07-recency"), ["answer-missing"]),
    "check deleted": (deleted("a07-recency-test"), ["check-missing"]),
    "task deleted": (deleted("a07-recency", "a07-recency-test"), ["answer-missing", "check-missing"]),
    "setup deleted": (deleted("setup"), ["given-missing"]),
    "setup and more deleted": (deleted("header", "why", "how", "setup", "ledger"), ["given-missing"]),
    "trial deleted": (deleted("try-valid-orders"), []),
    "check above": (moved("a07-recency-test", "a07-recency-prompt"), ["check-moved"]),
    "check at the top": (moved("a07-recency-test", "header"), ["check-moved"]),
    "check at the end": (moved("a07-recency-test", "footer"), []),
    "task moved": (both(moved("a07-recency", "hand-in"), moved("a07-recency-test", "a07-recency")), []),
    "turned round": (cells(lambda all_cells: all_cells[::-1]), ["check-moved"]),
    "answer as text": (changed("a07-recency", cell_type="markdown"), ["answer-retyped"]),
    "answer raw": (changed("a07-recency", cell_type="raw"), ["answer-retyped"]),
    "answer as prose": (
        changed("a07-recency", cell_type="markdown", source="I do not know."),
        ["answer-not-run"],
    ),
    "answer as text, and again": (
        both(changed("a07-recency", cell_type="markdown"), inserted("a07-recency", own(WRITTEN))),
        ["answer-not-run"],
    ),
    "check as text": (changed("a07-recency-test", cell_type="markdown"), ["check-retyped"]),
    "setup as text": (changed("setup", cell_type="markdown"), ["given-retyped"]),
    "prose as code": (changed("why", cell_type="code"), ["given-retyped"]),
    "unknown type": (changed("why", cell_type="poem"), ["cell-type"]),
    "type is a list": (changed("why", cell_type=["code"]), ["cell-type"]),
    "check emptied": (changed("a07-recency-test", source=""), ["check-edited"]),
    "check always right": (changed("a07-recency-test", source="print('20 points')"), ["check-edited"]),
    "answer in the check": (
        changed("a07-recency-test", source=WRITTEN + '\ncheck("a07.recency")'),
        ["check-edited"],
    ),
    "points": (graded("a07-recency-test", points=100), ["metadata-changed"]),
    "points in words": (graded("a07-recency-test", points="abc"), ["metadata-changed"]),
    "points without end": (graded("a07-recency-test", points=float("inf")), ["metadata-changed"]),
    "check made a solution": (graded("a07-recency-test", solution=True), ["metadata-changed"]),
    "unlocked": (graded("a07-recency-test", locked=False), ["metadata-changed"]),
    "checksum": (graded("a07-recency", checksum="0"), ["metadata-changed"]),
    "old schema": (
        each(lambda one: one["metadata"].get("nbgrader", {}).update(schema_version=1)),
        ["metadata-changed"],
    ),
    "answer says check": (swap_grade_ids, ["metadata-changed"]),
    "metadata gone": (without_ids, ["recognised"]),
    "only nbgrader's gone": (each(lambda one: one["metadata"].pop("nbgrader", None)), []),
    "metadata are a list": (each(lambda one: one.update(metadata=[1])), []),
    "metadata gone altogether": (each(lambda one: one.pop("metadata")), []),
    "ids gone": (each(lambda one: one.pop("id")), []),
    "ids are numbers": (each(lambda one: one.update(id=7)), []),
    "all ids equal": (each(lambda one: one.update(id="setup")), ["given-duplicate"]),
    "grade ids all equal": (
        each(lambda one: one["metadata"].get("nbgrader", {}).update(grade_id="a07-recency")),
        ["answer-duplicate", "answer-elsewhere", "check-missing", "metadata-changed"],
    ),
    "source is a number": (changed("why", source=7), ["source"]),
    "source is missing": (cells(lambda all_cells: [*all_cells, {"cell_type": "code"}]), ["source"]),
    "source of mixed things": (changed("setup", source=["import numpy as np\n", None, 3]), ["source"]),
    "cells that are none": (cells(lambda all_cells: [None, 1, "x", [], *all_cells]), ["no-cell"]),
    "half a character": (changed("why", source="a\ud800b"), ["characters"]),
    "NUL": (changed("a07-recency", source="x = 1\0"), ["characters"]),
    "format 5": (lambda notebook: notebook.update(nbformat=5, nbformat_minor=1), ["format"]),
    "format in words": (lambda notebook: notebook.update(nbformat="4\n\u202e"), ["format"]),
    "no format": (lambda notebook: notebook.pop("nbformat"), ["format"]),
    "ten thousand cells": (cells(lambda all_cells: [own("1 + 1")] * 10_000 + all_cells), ["own-left-out"]),
    "a thousand things": (cells(lambda all_cells: [*all_cells, *[None] * 1_000]), ["more", "no-cell"]),
    "a long cell": (inserted("setup", own("#" * 600_000)), ["own-left-out"]),
    "a long answer": (changed("a07-recency", source="#" * 600_000), ["too-long"]),
    "answered elsewhere": (
        both(changed("a07-recency", source=["def recency(o, r, s):\n", "    ____"]), inserted("footer", own(WRITTEN))),
        [],
    ),
    "answers joined": (
        joined("a07-recency", "a07-recency-test", "a07-frequency"),
        ["answer-elsewhere", "check-missing"],
    ),
    "given cells joined": (joined("setup", "small-ledger"), []),
    "deep code": (changed("a07-recency", source="x = " + "-" * 50_000 + "1", metadata={}, id="z"), ["recognised"]),
    "no cells of tasks but one": (
        cells(lambda all_cells: [one for one in all_cells if one["id"] == "a07-leak"]),
        ["answer-missing", "check-missing", "given-missing"],
    ),
}


@pytest.mark.parametrize("case", REPAIRED)
def test_what_is_wrong_is_repaired_and_said(tmp_path, case):
    change, said = REPAIRED[case]
    notebook = answered()
    change(notebook)
    done = read(tmp_path, notebook)
    complete(done)
    assert keys(done) == sorted(said)
    assert sum(one.role == "own" for one in done.cells) <= 1_000
    assert done == read(tmp_path, notebook)


def test_of_copied_answers_the_last_that_was_written_in_counts(tmp_path):
    notebook = released()
    stub = cell(notebook, "a07-recency")
    copies = [
        again(stub, source="def recency(a, b, c):\n    return 1"),
        again(stub, id="later"),
        again(stub, source="\n"),
    ]
    notebook["cells"][place(notebook, "a07-recency") + 1 : 0] = []
    at = place(notebook, "a07-recency") + 1
    notebook["cells"][at:at] = copies
    done = read(tmp_path, notebook)
    complete(done)
    assert answer(done, "a07.recency").source == "def recency(a, b, c):\n    return 1"
    (note,) = done.repairs
    assert note.fields == {"task": "a07.recency", "count": 4, "cell": at + 1}
    around = [one.source for one in done.cells[at - 1 : at + 4]]
    assert around == [
        text(stub),
        copies[0]["source"],
        text(stub),
        "\n",
        'from tutor import check\ncheck("a07.recency")',
    ]
    assert [one.role for one in done.cells[at - 1 : at + 4]] == ["own", "answer", "own", "own", "check"]


def test_a_task_that_was_copied_whole_is_asked_after_the_copy(tmp_path):
    notebook = released()
    copies = [again(cell(notebook, "a07-recency"), source=WRITTEN), again(cell(notebook, "a07-recency-test"))]
    notebook["cells"] += copies
    done = read(tmp_path, notebook)
    complete(done)
    assert done.cells[index(done, "answer", "a07.recency")].source == WRITTEN
    assert index(done, "check", "a07.recency") == len(done.cells) - 1
    assert keys(done) == ["answer-duplicate", "check-duplicate"]


def test_a_text_that_was_copied_counts_once(tmp_path):
    notebook = released("a10")
    plan = cell(notebook, "a10-plan")
    notebook["cells"].insert(place(notebook, "a10-plan"), again(plan, source="My plan."))
    done = read(tmp_path, notebook, "a10")
    complete(done, "a10")
    assert [one.source for one in done.cells if one.role == "text"] == ["My plan."]
    assert keys(done) == ["text-duplicate"]


@pytest.mark.parametrize("kept", [True, False])
def test_a_text_is_found_without_its_marks(tmp_path, kept):
    notebook = answered("a10")
    written = text(cell(notebook, "a10-plan"))
    cell(notebook, "a10-plan").update(metadata={}, id="other")
    done = read(tmp_path, notebook if kept else without_ids(notebook), "a10")
    complete(done, "a10")
    assert [one.source for one in done.cells if one.role == "text"] == [written]
    assert keys(done) == ["recognised"]


def test_a_text_that_is_gone_is_put_back_empty(tmp_path):
    notebook = answered("a10")
    deleted("a10-plan")(notebook)
    done = read(tmp_path, notebook, "a10")
    complete(done, "a10")
    (back,) = [one for one in done.cells if one.role == "text"]
    assert back.source.startswith("*Write your answer here") and keys(done) == ["text-missing"]
    assert done.cells[done.cells.index(back) - 1].name == "a10-plan-prompt"


def test_a_given_cell_is_put_back_where_it_stood(tmp_path):
    notebook = answered()
    deleted("setup", "given-valid_orders")(notebook)
    done = read(tmp_path, notebook)
    assert [one.name for one in done.cells] == [one["id"] for one in released()["cells"]]
    assert [note.fields["cell"] for note in done.repairs] == ["setup", "given-valid_orders"]


@pytest.mark.parametrize("assignment", assignments())
def test_work_without_any_marks_is_recognised_by_what_it_says(tmp_path, assignment):
    done = read(tmp_path, without_ids(answered(assignment)), assignment)
    complete(done, assignment)
    assert [one.name for one in done.cells] == [one["id"] for one in released(assignment)["cells"]]
    assert keys(done) == ["recognised"]


def test_answers_in_a_notebook_of_ones_own_are_found(tmp_path):
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [own("import pandas as pd\n" + WRITTEN)]}
    done = read(tmp_path, notebook)
    complete(done)
    assert answer(done, "a07.recency").source.endswith(WRITTEN)
    assert index(done, "check", "a07.recency") == index(done, "answer", "a07.recency") + 1


def test_code_in_a_check_is_run_before_it(tmp_path):
    notebook = released()
    source = WRITTEN + '\ncheck("a07.recency")'
    cell(notebook, "a07-recency-test")["source"] = source
    done = read(tmp_path, notebook)
    at = index(done, "check", "a07.recency")
    assert (done.cells[at - 1].role, done.cells[at - 1].source) == ("own", source)


def test_an_answer_below_the_check_is_asked_after_itself(tmp_path):
    notebook = released()
    inserted("a07-recency-test", own(WRITTEN))(notebook)
    done = read(tmp_path, notebook)
    complete(done)
    assert answer(done, "a07.recency").source == WRITTEN
    assert keys(done) == ["answer-elsewhere", "check-moved"]


def test_the_tasks_are_asked_in_the_learners_order(tmp_path):
    notebook = answered()
    moved("a07-frequency", "footer")(notebook)
    moved("a07-frequency-test", "a07-frequency")(notebook)
    done = read(tmp_path, notebook)
    asked = [task for role, task in roles(done) if role == "check"]
    assert asked == [*(task for task in TASKS if task != "a07.frequency"), "a07.frequency"]


# Older formats


@pytest.mark.parametrize("version", [3, 2])
def test_older_formats_are_read(tmp_path, version):
    old = json.loads(nbformat.writes(nbformat.reads(json.dumps(answered()), as_version=4), version=3))
    if version == 2:
        old["nbformat"] = 2
    done = read(tmp_path, old)
    complete(done)
    assert "format" in keys(done)
    assert answer(done, "a07.recency").source == text(cell(answered(), "a07-recency"))


# What is no notebook of the assignment at all


def deep(depth: int) -> bytes:
    return b'{"nbformat": 4, "cells": ' + b"[" * depth + b"]" * depth + b"}"


whole = released_text("a07").encode()
UNREAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "spaces": (b" \n\n", "empty"),
    "NULs": (b"\0" * 1000, "empty"),
    "words": (b"I did it on paper.", "json"),
    "truncated": (whole[: len(whole) // 2], "truncated"),
    "truncated at the end": (whole.rstrip()[:-1], "truncated"),
    "cut in a character": (json.dumps({"a": "一" * 9}, ensure_ascii=False).encode()[:-3], "truncated"),
    "conflict": (b"<<<<<<< HEAD\n" + whole + b"\n>>>>>>> mine", "json"),
    "twice": (whole + whole, "json"),
    "zip": (b"PK\x03\x04\x14\0\x08\0\xff\xfe\x00", "json"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "json"),
    "a page": (b"<!DOCTYPE html><html></html>", "json"),
    "a list": (b"[1]", "not-notebook"),
    "a text": (b'"cells"', "not-notebook"),
    "a number": (b"1" * 10_000, "not-notebook"),
    "null": (b"null", "not-notebook"),
    "no cells": (b'{"nbformat": 4}', "not-notebook"),
    "cells are a number": (b'{"nbformat": 4, "cells": 3}', "not-notebook"),
    "cells are an object": (b'{"nbformat": 4, "cells": {}}', "not-notebook"),
    "worksheets are a text": (b'{"nbformat": 3, "worksheets": "x"}', "not-notebook"),
    "worksheets hold nothing": (b'{"nbformat": 3, "worksheets": [1, {"cells": 2}, {}]}', "nothing"),
    "no cell": (b'{"nbformat": 4, "cells": []}', "nothing"),
    "deep": (deep(100_000), "deep"),
    "a little too deep": (deep(200), "deep"),
    "very many lists": (b'{"cells": [' + b"[]," * 600_000 + b"1]}", "deep"),
    "deep in a text": (json.dumps({"cells": ["[" * 9999]}).encode(), "nothing"),
    "open text": (b'{"a": "' + b'\\"' * 500_000, "truncated"),
    "broken UTF-16": (b"\xff\xfe\x00\xd8\x00", "encoding"),
    "another assignment": (released_text("a02").encode(), "other-assignment"),
    "cells of nobody": (json.dumps({"nbformat": 4, "cells": [own("1"), own("x", "markdown")]}).encode(), "nothing"),
    "too large": (b" " * (LARGEST + 1), "too-large"),
}


@pytest.mark.parametrize("case", UNREAD)
def test_what_is_no_notebook_is_told(tmp_path, case):
    content, key = UNREAD[case]
    done = read(tmp_path, content)
    assert (done.unread.key, done.cells, done.file) == (key, (), None)
    assert done.digest and done.notebook == "a07_rfm"
    told(done)


ENCODINGS = {"utf-16": ["encoding"], "utf-16-le": ["encoding"], "utf-16-be": ["encoding"], "utf-32": ["encoding"]}


@pytest.mark.parametrize("encoding", [*ENCODINGS, "utf-8", "utf-8-sig"])
def test_other_encodings_are_read(tmp_path, encoding):
    if encoding == "utf-32":
        pytest.importorskip("encodings.utf_32")
    notebook = answered()
    inserted("setup", own("x = '中文 ü'"))(notebook)
    done = read(tmp_path, json.dumps(notebook, ensure_ascii=False).encode(encoding))
    complete(done)
    assert keys(done) == ENCODINGS.get(encoding, [])
    assert "x = '中文 ü'" in [one.source for one in done.cells]


def test_latin_1_is_read(tmp_path):
    notebook = answered()
    inserted("setup", own("x = 'ü'"))(notebook)
    dumped = json.dumps(notebook, ensure_ascii=False).replace("▶", ">").replace("×", "x").replace("…", "...")
    done = read(tmp_path, dumped.encode("latin-1", errors="replace"))
    complete(done)
    assert "encoding" in keys(done) and "x = 'ü'" in [one.source for one in done.cells]


def test_odd_json_is_read(tmp_path):
    odd = json.dumps(answered())
    odd = odd.replace('"nbformat": 4', f'"n": NaN, "m": -Infinity, "big": {"9" * 5000}, "cells": [1], "nbformat": 4')
    before, _, after = odd.rpartition('"cells": [1], ')
    done = read(tmp_path, ('{"cells": [1], ' + (before + after)[1:]).encode())
    complete(done)
    assert done.repairs == ()


# Which file is read


def test_a_renamed_notebook_is_read(tmp_path):
    done = read(tmp_path, answered(), name="x..\\..\\evil\u202e\n.ipynb")
    complete(done)
    (note,) = done.repairs
    assert note.key == "notebook-renamed" and "[U+202E]" in note.fields["file"]


@pytest.mark.parametrize("name", ["A07_RFM.ipynb", "a07_rfm.IPYNB"])
def test_large_and_small_letters_are_the_same_name(tmp_path, name):
    assert read(tmp_path, answered(), name=name).repairs == ()


def test_the_handed_out_name_goes_before_others(tmp_path):
    read(tmp_path, answered(), name="a07_rfm (1).ipynb")
    done = read(tmp_path, released())
    assert done.file.name == "a07_rfm.ipynb" and keys(done) == ["notebook-several"]


def test_of_other_names_the_notebook_with_most_cells_of_tasks_is_read(tmp_path):
    few = answered()
    few["cells"] = few["cells"][:20]
    read(tmp_path, few, name="a.ipynb")
    read(tmp_path, answered(), name="b.ipynb")
    read(tmp_path, b"{", name="0.ipynb")
    done = read(tmp_path, answered(), name="c.ipynb")
    complete(done)
    assert done.file.name == "b.ipynb"
    assert keys(done) == ["notebook-renamed", "notebook-several", "notebook-unreadable"]


def test_a_broken_notebook_does_not_hide_another(tmp_path):
    read(tmp_path, answered(), name="a07_rfm-Copy1.ipynb")
    done = read(tmp_path, b"{")
    assert done.file.name == "a07_rfm-Copy1.ipynb" and "notebook-unreadable" in keys(done)


def test_a_folder_below_is_looked_into(tmp_path):
    done = read(tmp_path / "a07" / "my work.ipynb", answered())
    assert done.unread is None
    done = read_submission(tmp_path, handed_out(), "ann")
    complete(done)
    assert keys(done) == ["notebook-in-folder"]


def test_checkpoints_and_hidden_files_are_passed_over(tmp_path):
    read(tmp_path / ".ipynb_checkpoints", answered())
    read(tmp_path, answered(), name="._a07_rfm.ipynb")
    assert read(tmp_path, None).unread.key == "none"
    assert read(tmp_path, answered()).repairs == ()


def test_links_are_not_followed(tmp_path):
    outside = tmp_path / "outside"
    assert read(outside, answered()).unread is None
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a07_rfm.ipynb").symlink_to(outside / "a07_rfm.ipynb")
    assert read(tmp_path / "in", None).unread.key == "link"
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a07").symlink_to(outside)
    assert read(tmp_path / "deep", None).unread.key == "none"
    (tmp_path / "whole").symlink_to(outside)
    assert read_submission(tmp_path / "whole", handed_out(), "ann").unread.key == "folder-link"


def test_pipes_sockets_and_folders_are_not_opened(tmp_path, monkeypatch):
    for name in ("pipe", "folder", "socket"):
        (tmp_path / name).mkdir()
    os.mkfifo(tmp_path / "pipe" / "a07_rfm.ipynb")
    (tmp_path / "folder" / "a07_rfm.ipynb").mkdir()
    monkeypatch.chdir(tmp_path / "socket")  # a socket's path must not be long
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("a07_rfm.ipynb")
    for name in ("pipe", "folder", "socket"):
        done = read(tmp_path / name, None)
        assert done.unread.key == "special"
        told(done)


def test_a_notebook_that_must_not_be_read_is_told(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    read(tmp_path, answered())
    (tmp_path / "a07_rfm.ipynb").chmod(0)
    assert read(tmp_path, None).unread.key == "permission"


def test_a_folder_that_is_not_there_is_told(tmp_path):
    assert read_submission(tmp_path / "nothing", handed_out(), "ann").unread.key == "no-folder"
    (tmp_path / "file").write_text("x")
    assert read_submission(tmp_path / "file", handed_out(), "ann").unread.key == "folder"


def test_a_large_file_is_not_read(tmp_path):
    (tmp_path / "a07_rfm.ipynb").touch()
    os.truncate(tmp_path / "a07_rfm.ipynb", 10**12)
    done = read(tmp_path, None)
    assert (done.unread.key, done.unread.fields["size"]) == ("too-large", 1_000_000)


def test_what_the_list_of_work_names_can_be_read(tmp_path):
    read(tmp_path / "submitted" / "ann" / "a07", answered())
    (one,) = work_list(tmp_path, "a07").work
    assert read_submission(one.folder, handed_out(), one.learner).repairs == ()


# Whatever is handed in

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
KNOWN = st.sampled_from([*(one.id for one in handed_out().cells), "", "x"])
SOURCE = JSON | st.sampled_from([one.source for one in handed_out().cells]) | st.lists(st.text(), max_size=3)
CELL = JSON | st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw"]) | JSON,
        "id": KNOWN | JSON,
        "source": SOURCE,
        "outputs": st.lists(JSON | st.fixed_dictionaries({"output_type": st.just("stream"), "text": JSON}), max_size=2)
        | JSON,
        "metadata": st.fixed_dictionaries(
            {},
            optional={
                "nbgrader": st.fixed_dictionaries({"grade_id": KNOWN | JSON}, optional={"points": JSON}) | JSON,
                "kit": st.fixed_dictionaries({"task": st.sampled_from(TASKS) | JSON}) | JSON,
            },
        )
        | JSON,
    },
)
NOTEBOOK = JSON | st.fixed_dictionaries(
    {"cells": st.lists(CELL, max_size=12) | JSON, "nbformat": st.sampled_from([2, 3, 4, 5]) | JSON},
    optional={
        "metadata": JSON,
        "worksheets": st.lists(st.fixed_dictionaries({"cells": st.lists(CELL, max_size=4)}) | JSON),
    },
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@QUICK
@given(NOTEBOOK)
def test_no_json_makes_it_raise(tmp_path_factory, content):
    _never_raises(tmp_path_factory, json.dumps(content).encode())


@QUICK
@given(
    st.binary(max_size=200)
    | st.builds(
        lambda at, new: whole[:at] + new + whole[at + len(new) :], st.integers(0, len(whole)), st.binary(max_size=8)
    )
)
def test_no_bytes_make_it_raise(tmp_path_factory, data):
    _never_raises(tmp_path_factory, data)


@pytest.mark.parametrize("seed", range(25))
def test_cells_in_any_order_deleted_and_doubled_are_complete(tmp_path, seed):
    chance = random.Random(seed)
    notebook = answered()
    notebook["cells"] = [copy.deepcopy(one) for one in chance.choices(notebook["cells"], k=80)]
    for one in notebook["cells"]:
        if chance.random() < 0.3:
            one["metadata"] = {}
        if chance.random() < 0.3:
            one["id"] = f"x{chance.randrange(10**6)}"
        if chance.random() < 0.1:
            one["cell_type"] = chance.choice(["code", "markdown", "raw"])
    complete(read(tmp_path, notebook))


def _never_raises(tmp_path_factory, data: bytes) -> None:
    limit = sys.getrecursionlimit()
    done = read(tmp_path_factory.getbasetemp() / "any", data)
    assert sys.getrecursionlimit() == limit
    told(done)
    if done.unread is None:
        complete(done)
