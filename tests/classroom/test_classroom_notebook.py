"""From a page to the notebook of a learner, of the class, of the instructor."""

from __future__ import annotations

import json

import pytest

from classroom.errors import AuthorError
from classroom.task_cells import cell_id
from classroom.workspace import page_text


def cells(course, number: int, language: str = "en", edition: str = "learner") -> dict[str, dict]:
    """The cells of a built page by id, their source as one text."""
    notebook = json.loads(page_text(course, course.pages[number], language, edition))
    return {cell["id"]: cell | {"source": "".join(cell["source"])} for cell in notebook["cells"]}


def change(course, number: int, old: str, new: str) -> None:
    path = course.pages[number].path
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


LESSON, EXERCISE = 0, 2


def test_a_learner_gets_one_language_with_the_words_filled_in(course):
    english, chinese = cells(course, LESSON), cells(course, LESSON, "zh-Hant")
    assert english["question"]["source"] == "## The question\n\nHow many orders has Morning Light?"
    assert "晨光選物有幾筆訂單" in chinese["question"]["source"]
    assert "# every order counts\n" in english["setup"]["source"]
    assert "# 每一筆都算\n" in chinese["setup"]["source"]
    assert list(english) == list(chinese)


def test_the_header_says_what_the_front_matter_says(course):
    header = cells(course, 1)["header"]["source"]
    assert header.startswith("# Adding up\n\nLesson 1.2")
    assert "about 10 minutes" in header
    assert "- count the orders of a ledger" in header
    assert "Before this: [1.1 Counting orders](1_1_count.ipynb)" in header


def test_the_footer_leads_to_the_neighbours_and_to_where_it_is_graded(course):
    first, second = cells(course, 0)["footer"]["source"], cells(course, 1)["footer"]["source"]
    assert "[1.2 Adding up](1_2_sum.ipynb) →" in first
    assert "← [1.1 Counting orders](1_1_count.ipynb)" in second
    assert "[a01 Totals](../../exercises/a01_totals/a01_totals.ipynb)" in first
    assert "[All lessons](../../START.ipynb)" in first


def test_a_computed_sentence_becomes_a_cell_with_its_code_folded(course):
    cell = cells(course, LESSON)["answer"]
    assert cell["cell_type"] == "code"
    assert "count=count" in cell["source"]
    assert cell["metadata"]["jupyter"] == {"source_hidden": True}


def test_notes_for_the_instructor_stay_out_of_the_learners_copy(course):
    assert "note" not in cells(course, LESSON)
    assert cells(course, LESSON, edition="instructor")["note"]["source"] == "Ask the room first."


def test_the_instructors_copy_has_the_answers_filled_in(course):
    assert "____" in cells(course, LESSON)["1-1-count"]["source"]
    assert cells(course, LESSON, edition="instructor")["1-1-count"]["source"] == "orders_count = len(ledger.orders)"
    total = cells(course, EXERCISE, edition="instructor")["a01-total"]["source"]
    assert "SOLUTION" not in total
    assert '    return kept["amount"].sum()' in total


def test_cells_without_a_name_are_numbered(course):
    assert {"1-1-01", "1-1-02"} <= set(cells(course, LESSON))


def test_two_builds_of_a_page_are_the_same_bytes(course):
    for number in range(3):
        assert page_text(course, course.pages[number], "en", "learner") == page_text(
            course, course.pages[number], "en", "learner"
        )


def test_the_source_notebook_is_what_nbgrader_wants(course):
    source = cells(course, EXERCISE, edition="source")
    starter, test = source["a01-total"], source["a01-total-test"]
    assert starter["source"].count("### BEGIN SOLUTION") == 2
    assert starter["metadata"]["nbgrader"]["solution"] and starter["metadata"]["nbgrader"]["grade_id"] == "a01-total"
    assert test["metadata"]["nbgrader"]["grade"] and test["metadata"]["nbgrader"]["points"] == 4
    assert test["source"].index("check(") < test["source"].index("BEGIN HIDDEN TESTS") < test["source"].index("grade(")


def test_a_learners_exercise_holds_no_answer_and_no_hidden_test(course):
    learner = cells(course, EXERCISE, "zh-Hant")
    text = json.dumps(list(learner.values()), ensure_ascii=False)
    assert "SOLUTION" not in text and "grade(" not in text and "HIDDEN" not in text
    assert learner["a01-total"]["source"].count("____  # 把空格換成你的答案") == 2
    assert "# 只留有金額的訂單" in learner["a01-total"]["source"]
    assert learner["a01-total-test"]["source"] == 'from tutor import check\ncheck("a01.total")'
    assert learner["a01-total-test"]["metadata"]["editable"] is False


def test_a_given_function_is_shown_whole_in_one_language(course):
    source = cells(course, EXERCISE)["given-positive"]["source"]
    assert source.startswith("def positive(") and "# Orders worth something" in source and "訂單" not in source


KINDS = 3


def test_a_question_is_asked_with_letters_and_answered_in_a_variable(course_of_kinds):
    learner = cells(course_of_kinds, KINDS)
    assert learner["a02-means-prompt"]["source"].endswith(
        "- **A** option now\n- **B** option later\n- **C** option never"
    )
    assert learner["a02-means"]["source"] == (
        "# one letter from A to C, in quotation marks\nit_means = (\n    ____  # replace the blank with your answer\n)"
    )
    assert learner["a02-means-test"]["source"].endswith('check("a02.means")')
    prompt = learner["a02-steps-prompt"]["source"]
    assert "- **A**\n  ```python\n  total = (\n      sizes.sum()\n  )\n  ```\n- **B** option read" in prompt
    assert prompt.endswith("One of them is not used.")
    assert (
        learner["a02-steps"]["source"].startswith("# the letters")
        and "steps = [\n    ____" in learner["a02-steps"]["source"]
    )


def test_a_value_without_given_lines_says_what_it_is_to_be_called(course_of_kinds):
    assert cells(course_of_kinds, KINDS)["a02-count"]["source"].splitlines() == [
        "# your own lines; the last one begins with: orders_count =",
        "____  # replace the blank with your answer",
    ]


def test_a_text_has_its_rubric_and_is_left_to_a_person(course_of_kinds):
    learner = cells(course_of_kinds, KINDS, "zh-Hant")
    assert "| 提到一個數字 | 2 |\n| 提到代價 | 1 |" in learner["a02-plan-prompt"]["source"]
    assert "nbgrader" not in learner["a02-plan-prompt"]["metadata"], "a deleted answer could not be put back"
    plan = learner["a02-plan"]
    assert plan["cell_type"] == "markdown" and plan["source"].startswith("（在這裡作答")
    marks = plan["metadata"]["nbgrader"]
    assert (marks["grade"], marks["solution"], marks["locked"], marks["points"]) == (True, True, False, 3)
    assert "a02-plan-test" not in learner


def test_the_instructors_copy_answers_every_kind(course_of_kinds):
    answered = {name: cell["source"] for name, cell in cells(course_of_kinds, KINDS, edition="instructor").items()}
    assert answered["a02-count"] == "orders_count = len(ledger.orders)"
    assert answered["a02-means"] == 'it_means = "B"'
    assert answered["a02-steps"] == 'steps = ["B", "D", "A"]'
    assert answered["a02-plan"] == "A model answer."


def test_no_answer_of_any_kind_is_in_the_learners_copy(course_of_kinds):
    learner = cells(course_of_kinds, KINDS)
    starters = "".join(learner[name]["source"] for name in ("a02-count", "a02-means", "a02-steps", "a02-plan"))
    assert '"B"' not in starters and "len(" not in starters and "model answer" not in starters
    source = cells(course_of_kinds, KINDS, edition="source")
    assert '    "B", "D", "A"' in source["a02-steps"]["source"] and source["a02-plan"]["source"] == "A model answer."


MISTAKES = {
    "unknown task": (EXERCISE, '{"task": "a01.total"}', '{"task": "a01.totals"}', r"a01\.totals.*there is a01\.total"),
    "unknown given": (EXERCISE, '{"given": "positive"}', '{"given": "negative"}', "no given function 'negative'"),
    "unknown check": (LESSON, 'check("1.1.count")', 'check("1.1.cuont")', r"no task '1\.1\.cuont'"),
    "unknown starter": (LESSON, ":name: 1.1.count", ":name: 1.1.cuont", r"cell '1\.1\.cuont'"),
    "starter without a blank": (LESSON, "orders_count = ____", "orders_count = 3", "at least one blank"),
    "missing word": (LESSON, "{{ company }}", "{{ compani }}", r"cell 'question' \(en\).*compani"),
    "own title": (LESSON, "+++", "# A title\n\n+++", "front matter"),
    "task in a lesson": (LESSON, "A shared cell", '+++ {"task": "1.1.count"}\n\nA shared cell', "exercise page"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_of_the_author_is_told_with_the_cell(course, case):
    number, old, new, told = MISTAKES[case]
    change(course, number, old, new)
    with pytest.raises(AuthorError, match=told) as problem:
        page_text(course, course.pages[number], "en", "learner")
    assert course.pages[number].path.name in str(problem.value)


@pytest.mark.parametrize(
    ("name", "identity"), [("a07.recency", "a07-recency"), ("a b/c", "a-b-c"), ("x" * 80, "x" * 64)]
)
def test_names_become_ids_that_notebooks_allow(name, identity):
    assert cell_id(name) == identity
