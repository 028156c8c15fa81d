"""The pages of the book: what stays of a run notebook, what becomes still, and where links lead."""

from __future__ import annotations

import base64

import pytest
from nbformat import v4

from classroom.executed import VIEW
from classroom.files import digest
from classroom.site.links import led
from classroom.site.pages import site_page
from classroom.site.questions import checked, question
from customer_value.messages import Text
from tutor.pack import card
from tutor.task import ChoiceTask, GuessTask, Option, OrderingTask, TextTask

PNG = base64.b64encode(b"a picture").decode()
IMAGE = f'<img class="kit-figure" src="data:image/png;base64,{PNG}" alt="two bars">'
HINTS = (Text("Look left.", "看左邊。"), Text("Look right.", "看右邊。"))
QUIZ = ChoiceTask(
    id="1.1.quiz",
    title=Text("Quiz", "測驗"),
    prompt=Text("How many?", "有幾個？"),
    options=(
        Option(key="one", text=Text("`one`", "一個"), why=Text("Count again.", "再數一次。")),
        Option(key="two", text=Text("two", "兩個"), why=Text("Two of them.", "有兩個。")),
    ),
    right="two",
)
ORDER = OrderingTask(
    id="1.1.order",
    title=Text("Order", "順序"),
    prompt=Text("In which order?", "照什麼順序？"),
    items=(
        Option(key="a", text=Text("first", "先"), why=Text("It needs the other.", "要先有另一個。")),
        Option(key="b", text=Text("then", "後"), why=Text("", "")),
    ),
    right=(("b", "a"),),
)
LETTER = TextTask(id="1.1.letter", title=Text("L", "信"), prompt=Text("W.", "寫。"), model=Text("Dear owner", "您好"))
GUESS = GuessTask(
    id="1.1.guess",
    title=Text("G", "猜"),
    prompt=Text("Guess.", "猜。"),
    unit=Text("of 100", "位"),
    low=0,
    high=9,
    start=5,
)
SOLVED = {
    "id": "1.1.value",
    "kind": "value",
    "points": 0,
    "hints": [{"en": one.en, "zh-Hant": one.zh_hant} for one in HINTS],
    "solution": {"en": "total = 3", "zh-Hant": "total = 3"},
}
TASKS = {task.id: card(task) for task in (QUIZ, ORDER, LETTER, GUESS)} | {
    "1.1.value": SOLVED,
    "a01.graded": SOLVED | {"points": 5},
}


def code(name, source, *outputs, tags=(), hidden=False, **metadata):
    shown = [one if "output_type" in one else v4.new_output("display_data", one) for one in outputs]
    cell = v4.new_code_cell(
        source, outputs=shown, metadata={"tags": list(tags), "jupyter": {"source_hidden": hidden}, **metadata}
    )
    cell.id = name
    return cell


def text(name, source, *tags):
    cell = v4.new_markdown_cell(source, metadata={"tags": list(tags)})
    cell.id = name
    return cell


@pytest.fixture
def made(course):
    def page(*cells, language="en", there=("GLOSSARY.md", "index.md")):
        run = v4.new_notebook(cells=list(cells), metadata={"kit": {"page": "1.1", "tasks": TASKS}})
        return site_page(course, course.page("1.1"), run, language, there)

    return page


def test_the_head_loses_its_word_on_running_again_and_the_foot_keeps_what_is_graded(made):
    page = made(
        text("header", "# Title\n\nLesson 1.1\n\nOpened this before?"),
        text("start", "Press Shift+Enter."),
        text("footer", "---\n\nWhere it is graded: a01\n\n← before · after →"),
    )
    assert [cell.source for cell in page.notebook.cells] == ["# Title\n\nLesson 1.1", "Where it is graded: a01"]


def test_computed_prose_is_prose_and_its_code_is_gone(made):
    (cell,) = made(code("c", "say(...)", {"text/markdown": "## Found\n\n**3**"}, tags=["computed"])).notebook.cells
    assert (cell.cell_type, cell.source) == ("markdown", "## Found\n\n**3**")


def test_a_figure_becomes_a_file_with_its_alternative(made):
    page = made(code("f", "figures.bars()", {"text/html": IMAGE}))
    name = f"{digest(b'a picture')}.png"
    assert page.pictures == {name: b"a picture"}
    (output,) = page.notebook.cells[0].outputs
    assert f'src="../../pictures/{name}"' in output["data"]["text/html"] and 'alt="two bars"' in str(output)


def test_an_explorer_becomes_stills_that_say_their_setting(made):
    still = v4.new_output("display_data", {"text/html": IMAGE}, metadata={"kit": {"explorer": "m", "setting": "R < 3"}})
    (cell,) = made(code("e", "explore()", {VIEW: {"model_id": "m"}}, still, hidden=True)).notebook.cells
    (output,) = cell.outputs
    assert "<figcaption>R &lt; 3</figcaption>" in output["data"]["text/html"]
    assert cell.metadata["tags"] == ["hide-input"]


def test_what_stands_beside_a_question_in_its_cell_stays(made):
    figure, asked = made(
        code("q", 'figures.bars()\nquiz("1.1.quiz")', {"text/html": IMAGE}, {VIEW: {"model_id": "q"}})
    ).notebook.cells
    assert len(figure.outputs) == 1 and figure.metadata["tags"] == ["hide-input"] and "kit-question" in asked.source


def test_blanks_and_checks_lose_their_boxes_and_hidden_code_without_a_result_goes(made):
    page = made(
        code("1-1-value", "total = ____", {"text/html": '<div class="kit-box">blank</div>'}, tags=["starter"]),
        code("v", 'check("1.1.value")', {"text/html": '<div class="kit-box">not yet</div>'}),
        code("h", "share = 1", hidden=True),
    )
    starter, check = page.notebook.cells
    assert starter.outputs == [] and starter.source == "total = ____"
    assert "Look left." in check.source and "total = 3" in check.source


def test_a_graded_task_keeps_its_answer(made):
    assert made(code("v", 'check("a01.graded")')).notebook.cells == []
    test = code("t", 'check("a01.graded")\ngrade("a01.graded")', nbgrader={"grade": True})
    assert made(test).notebook.cells == []


def test_a_wide_table_scrolls_by_itself_and_its_style_is_the_books(made):
    html = "<style>td { color: red }</style><table><tr><td>1</td></tr></table>"
    (cell,) = made(code("t", "table", {"text/html": html})).notebook.cells
    assert cell.outputs[0]["data"]["text/html"].startswith('<div class="kit-wide" tabindex="0"><table>')
    assert "color: red" not in str(cell)


def test_notes_for_the_instructor_are_in_a_box(made):
    (cell,) = made(text("n", "Ask the room.", "instructor"), text("1-1-quiz-answers", "B", "instructor")).notebook.cells
    assert cell.source.startswith(":::{admonition} For the instructor") and "Ask the room." in cell.source


def test_terms_lead_to_the_glossary_and_the_door_to_the_books(made):
    (cell,) = made(
        text("t", "An [order](term:order), [home](../../START.ipynb), [x](../../nowhere.ipynb).")
    ).notebook.cells
    assert cell.source == "An [order](../../GLOSSARY.md#order), [home](../../index.md), x."


def test_links_in_code_and_out_of_the_book_stay():
    kept = "`[a](b.md)` and [site](https://example.org/x) and [here](#place) and ![p](q.png)"
    assert led(kept, "index.md", ()) == kept


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_option_opens_on_its_own_reason(language):
    shown = question(TASKS["1.1.quiz"], language)
    first, second = shown.split("<details>")[1:]
    why = [option.why.get(language) for option in QUIZ.options]
    assert why[0] in first and why[1] in second and "✗" in first and "✓" in second


def test_code_in_an_option_is_code():
    assert "<b>A</b> <code>one</code>" in question(TASKS["1.1.quiz"], "en")


def test_an_order_a_letter_and_a_guess():
    assert "**B → A**" in question(TASKS["1.1.order"], "en").split("<details>")[1]
    assert "Dear owner" in question(TASKS["1.1.letter"], "en").split("<details>")[1]
    assert "<details>" not in question(TASKS["1.1.guess"], "en")


def test_where_answers_are_kept_only_hints_open():
    shown = checked(SOLVED | {"solution": None}, "en")
    assert "Look right." in shown and "total = 3" not in shown
