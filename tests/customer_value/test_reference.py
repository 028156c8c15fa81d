"""The reference of the measures: every public name with its example, as a page and as a list."""

from __future__ import annotations

import html
import inspect
import re
from types import FunctionType

import pytest
from typer.testing import CliRunner

import customer_value
from customer_value.cli import app
from customer_value.measures import SUBJECTS
from customer_value.reference import index, listed, page, prose, sections, signature

PUBLIC = [
    name
    for names in SUBJECTS.values()
    for name in names
    if isinstance(getattr(customer_value, name), FunctionType | type)
]


@pytest.fixture(scope="module")
def written() -> str:
    return page()


@pytest.mark.parametrize("name", PUBLIC)
def test_every_measure_is_on_the_page_with_its_example(name, written):
    article = html.unescape(re.search(rf'<article id="{name}">.*?</article>', written, flags=re.DOTALL)[0])
    member = getattr(customer_value, name)
    assert signature(member) in article
    if isinstance(member, FunctionType):
        assert re.search(r">>> .*", inspect.getdoc(member))[0] in article


def test_the_page_needs_no_other_host_and_leaves_no_markup(written):
    assert not re.search(r"https?://|src=|url\(", written)
    text = re.sub(r"<style>.*?</style>|<pre>.*?</pre>|<code>.*?</code>|<[^>]+>", "", written, flags=re.DOTALL)
    assert not re.search(r"`|[*][*]|Args:|Returns:|Raises:|Examples:", text)


def test_the_committed_list_is_that_of_the_docstrings(repository):
    committed = (repository / "customer_value" / "MEASURES.md").read_text(encoding="utf-8")
    assert committed == index(), "run: python -m customer_value reference --out customer_value/MEASURES.md"
    assert set(re.findall(r"^- [*][*](\w+)[*][*]: \S", committed, flags=re.MULTILINE)) == set(PUBLIC)


def test_a_docstring_comes_apart_into_its_sections():
    text = "One line.\n\nMore.\n\nArgs:\n    a, b: two\n        things.\n    c: one.\n\nReturns:\n    Three."
    parts = sections(text)
    assert parts == {"": "One line.\n\nMore.", "Args": "a, b: two\n    things.\nc: one.", "Returns": "Three."}
    assert listed(parts["Args"]) == [("a, b", "two\nthings."), ("c", "one.")]


def test_prose_is_escaped_and_examples_stay_as_they_are():
    assert prose("a < `b & c` is **so**, *not* 2 * 3 * 4") == (
        "<p>a &lt; <code>b &amp; c</code> is <strong>so</strong>, <em>not</em> 2 * 3 * 4</p>"
    )
    assert prose("- one\n  more\n- two") == "<ul><li>one more</li><li>two</li></ul>"
    assert prose(">>> 1 < 2\nTrue") == "<pre><code>&gt;&gt;&gt; 1 &lt; 2\nTrue</code></pre>"


@pytest.mark.parametrize(("name", "start"), [("all.html", "<!DOCTYPE html>"), ("list.md", "# The measures")])
def test_the_command_writes_the_page_or_the_list(name, start, tmp_path):
    out = tmp_path / name
    answer = CliRunner().invoke(app, ["reference", "--out", str(out)])
    assert answer.exit_code == 0
    assert out.read_text(encoding="utf-8").startswith(start)
    assert name in answer.output


@pytest.mark.parametrize(
    ("out", "code", "said"), [("all.pdf", 2, "ends in .html or .md"), ("no/all.html", 1, "cannot be written")]
)
def test_the_command_says_in_a_sentence_what_is_wrong(out, code, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = CliRunner().invoke(app, ["reference", "--out", out])
    assert answer.exit_code == code
    assert said in answer.output
    assert "Traceback" not in answer.output
