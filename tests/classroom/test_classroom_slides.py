"""Slides: what becomes a slide and what does not, a lesson's file, and that file in a browser without a network."""

from __future__ import annotations

import re

import pytest
from nbformat import v4

from classroom.errors import KitError
from classroom.executed import executed
from classroom.slides import page
from classroom.slides.deck import ROOM, STATE, VIEW, deck, highlighted, markdown, pieces
from classroom.slides.making import lesson_slides, make_slides
from classroom.slides.page import part
from customer_value.messages import Text
from customer_value.words import width
from tutor.pack import card
from tutor.task import ChoiceTask, Option, OrderingTask, TextTask

QUIZ = ChoiceTask(
    id="9.9.quiz",
    title=Text("Quiz", "測驗"),
    prompt=Text("How many?", "有幾個？"),
    options=(
        Option(key="one", text=Text("one", "一個"), why=Text("No: count again.", "再數一次。")),
        Option(key="two", text=Text("two", "兩個"), why=Text("Two of them.", "有兩個。")),
    ),
    right="two",
)
ORDER = OrderingTask(
    id="9.9.order",
    title=Text("Order", "順序"),
    prompt=Text("In which order?", "照什麼順序？"),
    items=(
        Option(key="a", text=Text("first", "先"), why=Text("", "")),
        Option(key="b", text=Text("then", "後"), why=Text("", "")),
    ),
    right=(("b", "a"),),
)
LETTER = TextTask(
    id="9.9.letter", title=Text("L", "信"), prompt=Text("Write.", "寫。"), model=Text("Dear owner", "老闆您好")
)
CARDS = {task.id: card(task) for task in (QUIZ, ORDER, LETTER)}


def notebook(*cells, **metadata):
    return v4.new_notebook(cells=list(cells), metadata=metadata)


def text(source, name=None, *tags):
    cell = v4.new_markdown_cell(source, metadata={"tags": list(tags)})
    cell.id = name or cell.id
    return cell


def code(source, *outputs, tags=(), hidden=False):
    shown = [v4.new_output("display_data", data) for data in outputs]
    return v4.new_code_cell(source, outputs=shown, metadata={"tags": list(tags), "jupyter": {"source_hidden": hidden}})


def slides_of(*cells, language="en", **metadata):
    return [slide for column in deck(notebook(*cells, **metadata), CARDS, language) for slide in column.slides]


def test_a_heading_begins_a_column_and_short_texts_share_a_slide():
    columns = deck(notebook(text("## One\n\nfirst"), text("second"), text("## Two\n\nthird")), CARDS, "en")
    assert [column.title for column in columns] == ["One", "Two"]
    (only,) = columns[0].slides
    assert "<h2>One</h2>" in only.html and "first" in only.html and "second" in only.html


def test_long_text_is_cut_between_paragraphs_and_nothing_is_lost():
    paragraphs = [f"Paragraph {number} " + "word " * 40 for number in range(9)]
    cut = pieces("\n\n".join(paragraphs))
    assert len(cut) > 2 and all(width(piece) <= ROOM + width(paragraphs[0]) for piece in cut)
    assert "\n\n".join(cut) == "\n\n".join(paragraphs)


@pytest.mark.parametrize("lead", ["After this:", "能做的事：", "**Words**"])
def test_what_announces_a_list_stays_with_it(lead):
    filler = "filler " * 100
    (piece,) = [one for one in pieces(f"{filler}\n\n{lead}\n\n- a\n- b") if lead in one]
    assert "- a" in piece


def test_code_between_fences_stays_whole():
    fence = "```python\nx = 1\n\ny = 2\n```"
    assert any(fence in piece for piece in pieces("word " * 300 + f"\n\n{fence}\n\nafter"))


def test_checks_setup_and_footer_are_no_slides():
    assert not slides_of(text("bye", "footer"), text("press Shift+Enter", "start"), code('check("9.9.quiz")'))


def test_a_question_shows_its_options_and_its_answer_on_a_click():
    (slide,) = slides_of(text("## Q"), code('quiz("9.9.quiz")', hidden=True))[1:]
    before, after = slide.html.split('<div class="fragment">')
    assert "How many?" in before and "<b>A</b> one" in before and "Two of them." not in before
    assert "<b>B</b> Two of them." in after and "count again" not in slide.html


def test_an_order_and_a_letter_have_their_answers_on_a_click():
    first, second = slides_of(text("## Q"), code('order("9.9.order")\nwrite("9.9.letter")'))[1:]
    assert "B → A" in first.html.split('class="fragment"')[1]
    assert "Dear owner" in second.html.split('class="fragment"')[1]


def test_a_learners_answer_comes_up_on_a_click_and_other_code_at_once():
    shown, answer = slides_of(text("## Q"), code("a = 1\n" * 9), code("b = 2", tags=["starter"]))[-2:]
    assert "fragment" not in shown.html and 'class="fragment"' in answer.html and "One way" in answer.html


def test_folded_code_is_not_shown_but_what_it_shows_is():
    (slide,) = slides_of(code("secret = 1", {"text/html": "<table><tr><td>42</td></tr></table>"}, hidden=True))
    assert "42" in slide.html and "secret" not in slide.html


def test_a_figure_and_the_picture_in_an_explorer_have_slides_of_their_own():
    image = '<img class="kit-explorer-figure" src="data:image/png;base64,AAAA" alt="x">'
    states = {
        "box": {"state": {"children": ["IPY_MODEL_slider", "IPY_MODEL_html"]}},
        "slider": {"state": {"value": 3}},
        "html": {"state": {"value": image}},
    }
    cell = code("explore()", {VIEW: {"model_id": "box"}}, hidden=True)
    (slide,) = slides_of(cell, widgets={STATE: {"state": states}})
    assert slide.kind == "figure" and slide.html == image


def test_notes_for_the_instructor_are_the_speakers():
    one, _ = slides_of(text("Ask the room.", "n", "instructor"), text("## One\n\na"), text("## Two\n\nb"))
    assert "Ask the room." in one.notes and "Ask the room." not in one.html


def test_links_lose_where_they_led():
    assert markdown("[recency](GLOSSARY.md#recency)") == "<p>recency</p>\n"


def test_code_keeps_its_words():
    assert re.sub(r"<[^>]+>", "", highlighted('x = "台北"')).strip().replace("&quot;", '"') == 'x = "台北"'


def test_a_lessons_file_has_the_answers_of_its_own_run_and_asks_no_other_host(course):
    html = lesson_slides(course, course.lesson("1.1"), "zh-Hant")
    assert "<b>3</b>" in html.replace("strong", "b") and "數一數訂單" in html and "先問全班" in html
    assert not re.search(r'(?:src|href)="(?!data:|#)', html.split("</style>")[-1].split("<script")[0])


def test_files_are_named_after_the_lessons(course, tmp_path):
    told = []
    entry = course.lesson("1.2")
    made = make_slides(course, [entry], tmp_path, ["en"], lambda *step: told.append(step))
    assert made == [tmp_path / "en" / "1_2_sum.html"] and made[0].is_file() and told[-1] == ("", 1, 1)


def test_a_lesson_that_stops_is_told(course, tmp_path):
    path = course.lesson("1.1").path
    path.write_text(path.read_text(encoding="utf-8").replace("count = len(", "count = le("), encoding="utf-8")
    with pytest.raises(KitError, match=r"1\.1 stops in en: NameError: name 'le'"):
        executed(type(course)(course.root), course.lesson("1.1"), "en", tmp_path)


def test_an_unknown_lesson_is_told(course):
    with pytest.raises(KitError, match=r"no lesson 'a01'; there is 1\.1, 1\.2"):
        course.lesson("a01")


def test_a_missing_reveal_is_told(monkeypatch):
    part.cache_clear()
    monkeypatch.setattr(page.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(KitError, match=r"reveal\.js is not installed"):
        part("dist/reveal.js")
