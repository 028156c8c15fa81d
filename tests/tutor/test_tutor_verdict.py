"""A verdict is a plain float between 0 and the maximum whatever it is made of, and its box is safe and readable."""

from __future__ import annotations

import copy
import html.parser
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from tutor.verdict import STATES, Verdict, box, inline

anything = (
    st.floats() | st.integers(-(10**6), 10**6) | st.floats(width=32).map(np.float32) | st.floats().map(np.float64)
)


@given(anything, st.floats(0, 1e6))
def test_a_verdict_lies_between_0_and_the_maximum(points, maximum):
    verdict = Verdict(points, maximum=maximum)
    assert 0.0 <= verdict <= maximum
    assert type(float(verdict)) is float
    assert isinstance(verdict, float) and not isinstance(verdict, np.floating)
    assert float(repr(verdict)) == verdict == float(str(verdict))


@given(st.floats(0, 4), st.sampled_from([1, 2, 4]))
def test_nbgrader_takes_exactly_these_points(points, maximum):
    verdict = Verdict(points, maximum=maximum, state="partial", title="Right in part.")
    cell = new_code_cell(metadata={"nbgrader": {"grade": True, "solution": False, "points": maximum}})
    data = {"text/plain": repr(verdict), "text/html": verdict._repr_html_()}
    cell.outputs = [new_output("execute_result", data)]
    assert determine_grade(cell) == (float(verdict), maximum)


def test_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="splendid"):
        Verdict(1, maximum=1, state="splendid")


def test_what_is_copied_or_pickled_is_only_the_number():
    verdict = Verdict(1.5, maximum=2, title="a title")
    assert type(pickle.loads(pickle.dumps(verdict))) is float
    assert copy.copy(verdict) == 1.5


class Balanced(html.parser.HTMLParser):
    """Notes the text, and whether every tag that is opened is closed in order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.fine = True
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.fine &= bool(self.open) and self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@given(st.sampled_from([*STATES, "info"]), st.text(), st.lists(st.text()), st.lists(st.text()))
def test_the_box_is_well_formed_whatever_the_text(state, title, paragraphs, notes):
    page = Balanced(box(state, title, paragraphs, notes, kind="check"))
    assert page.fine and not page.open


def test_the_box_says_its_state_in_words_and_by_a_mark():
    verdict = Verdict(0, maximum=2, state="wrong", title="Not yet.", paragraphs=["Look at `status` & <b>."])
    markup = verdict._repr_html_()
    assert "kit-check" in markup and "kit-wrong" in markup and 'role="status"' in markup
    assert "<code>status</code> &amp; &lt;b&gt;." in markup
    assert {"✗", "Not yet."} <= set(Balanced(markup).words)
    assert verdict.text == "Not yet.\nLook at `status` & <b>."


def test_every_state_has_a_mark_of_its_own():
    marks = [Balanced(box(state, "", kind="check")).words[0] for state in STATES]
    assert len(set(marks)) == len(STATES)


@pytest.mark.parametrize(
    ("text", "markup"), [("a `b` c", "a <code>b</code> c"), ("a ` c", "a ` c"), ("a\nb", "a<br>b")]
)
def test_inline(text, markup):
    assert inline(text) == markup


def test_strong_and_stressed_words_are_set_as_such_and_a_product_is_not():
    assert inline("**Not** *each* one") == "<strong>Not</strong> <em>each</em> one"
    assert inline("3 * 4 * 5 and `a*b*c`, 2*3*4") == "3 * 4 * 5 and <code>a*b*c</code>, 2*3*4"
