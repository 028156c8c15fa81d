"""The feedback page: what a learner did, what came of it, and nothing that is not theirs to see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from classroom import task_cells
from classroom.course import find_course
from classroom.grading.feedback import MARKS, ByHand, Titles, feedback_page, titles_of
from classroom.grading.result import STATES, Graded, Stopped, TaskResult
from classroom.grading.submission import Cell, Note, Submission
from customer_value.messages import catalogue
from solutions import records, trial
from tutor.attempt import attempt
from tutor.checking import verdict_on
from tutor.verdict import box

SEED = "a class of one's own"
LEARNER = "s1134507"
TITLES = Titles(assignment="RFM and tiers", tasks={"a07.one": "The first", "a07.two": "The second"})
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


class Page(HTMLParser):
    """A page as a reader has it: tags, ids, links, and the text without the style sheet."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.text = ""
        self._in_style = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._in_style = tag == "style"

    def handle_endtag(self, tag):
        self._in_style = False

    def handle_data(self, data):
        self.text += "" if self._in_style else data

    def all(self, name: str) -> list[str]:
        return [given[name] for _, given in self.tags if given.get(name) is not None]


def _submission(*cells: Cell, **more: Any) -> Submission:
    return Submission(learner=LEARNER, assignment="a07", notebook="a07_rfm", cells=cells, **more)


def _graded(*tasks: TaskResult, **more: Any) -> Graded:
    return Graded(learner=LEARNER, assignment="a07", notebook="a07_rfm", digest="x", tasks=tasks, **more)


def _one(state: str = "wrong", points: float | None = 0.0, **more: Any) -> TaskResult:
    return TaskResult(task="a07.one", state=state, points=points, maximum=2.0, **more)


def _answer(source: str = "one = 1", task: str = "a07.one", **more: Any) -> Cell:
    return Cell(kind="code", source=source, role="answer", name=task_cells.cell_id(task), task=task, **more)


def _check(task: str = "a07.one") -> Cell:
    return Cell(
        kind="code", source=f'check("{task}")', role="check", name=f"{task_cells.cell_id(task)}-test", task=task
    )


def _page(submission: Submission, graded: Graded, language: str = "en", **more: Any) -> str:
    return feedback_page(submission, graded, language=language, **({"titles": TITLES} | more))


TASKS = ("a07.recency", "a07.scores", "a07.migration", "a07.leak", "a07.calls")
"""Those of a07 that the pages below hold: the cards of all of them take a while to draw."""


def filled_in(language: str) -> tuple[Submission, Graded]:
    """Work in which every other task is right, the others as somebody with a known mistake has them."""
    cells, results = [], []
    for number, task in enumerate(_tasks(), 1):
        name = task_cells.cell_id(task.id)
        cells.append(
            Cell(kind="markdown", source=task_cells.prompt(task, number, language), role="given", name=f"{name}-prompt")
        )
        card = trial.card_of(task, SEED)
        if number % 2:
            verdict = verdict_on(
                card, attempt(card, {card["name"]: trial.model_answer(task, SEED)}), language, hidden=True
            )
        else:
            verdict = trial.verdict_on_wrong(task, trial.wrong_answers(task, SEED)[0], SEED, language)
        cells.append(
            Cell(kind="code", source=task_cells.solution(task, language), role="answer", name=name, task=task.id)
        )
        cells.append(replace(_check(task.id), source=task_cells.test_source(task, hidden=False)))
        results.append(
            TaskResult(
                task=task.id,
                state=verdict.state,
                points=float(verdict),
                maximum=task.points,
                lesson=task.lesson,
                title=verdict.title,
                paragraphs=verdict.paragraphs,
                notes=verdict.notes,
            )
        )
    return _submission(*cells), _graded(*results)


def _tasks() -> list[Any]:
    return [task for task in records("a07").TASKS if task.id in TASKS]


@pytest.fixture(scope="module")
def a07() -> tuple[Submission, Graded]:
    return filled_in("en")


@pytest.fixture(scope="module")
def course():
    return find_course()


def test_every_task_stands_in_the_table_and_leads_to_its_place(a07, course):
    graded = a07[1]
    page = Page(feedback_page(*a07, language="en", titles=titles_of(course, "a07", "en")))
    links = [link for link in page.all("href") if link.startswith("#task-")]
    assert links == [f"#task-{number}" for number in range(1, len(graded.tasks) + 1)]
    assert len(page.all("id")) == len(set(page.all("id")))
    assert {link[1:] for link in page.all("href")} <= set(page.all("id"))
    for task in _tasks():
        assert task.title.en in page.text
    given = sum(result.points for result in graded.tasks)
    assert f"{given:.2f}".rstrip("0").rstrip(".") + f" of {graded.maximum:g}" in page.text
    assert "Go back to lesson 7.2, “RFM scores and segments”." in page.text


def test_code_and_verdict_stand_in_the_order_they_were_handed_in():
    cells = (_answer("first_code = 1"), _check(), _answer("second_code = 2", "a07.two"), _check("a07.two"))
    results = (_one(title="Verdict one."), replace(_one(title="Verdict two."), task="a07.two"))
    text = Page(_page(_submission(*cells), _graded(*results))).text
    places = [text.index(words) for words in ("first_code", "Verdict one.", "second_code", "Verdict two.")]
    assert places == sorted(places)
    moved = _submission(*cells[2:], *cells[:2])
    text = Page(_page(moved, _graded(*results))).text
    places = [text.index(words) for words in ("second_code", "Verdict two.", "first_code", "Verdict one.")]
    assert places == sorted(places)


def test_prose_and_checks_are_left_out_and_what_was_given_is_folded():
    cells = (
        Cell(kind="markdown", source="A long story.", role="given", name="why"),
        Cell(kind="code", source="orders = read_ledger()\nmore()", role="given", name="setup"),
        _answer(),
        _check(),
        Cell(kind="markdown", source="What I **think**", role="own"),
        Cell(kind="code", source="", role="own"),
    )
    page = _page(_submission(*cells), _graded(_one()))
    assert "A long story" not in page and "check(" not in page
    assert re.search(r"<details[^>]*>\s*<summary>Given <code>orders = read_ledger\(\)</code></summary>", page)
    assert "What I **think**" in page
    assert page.count("A cell of your own") == 0 and page.count("Your text") == 1


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_has_words_and_a_shape_of_its_own(state, language):
    page = _page(_submission(_answer(), _check()), _graded(_one(state, None if state == "by hand" else 0.0)), language)
    words = catalogue("classroom")[f"feedback.state.{state.replace(' ', '-')}"].get(language)
    assert f'aria-hidden="true">{MARKS[state]}</span>{words}' in page
    assert f'lang="{language}"' in page
    assert len(set(MARKS.values())) == len(STATES)


def test_the_shapes_are_those_of_the_notebook():
    for state in ("correct", "partial", "mistake", "wrong", "error", "timeout", "not attempted"):
        assert f">{MARKS[state]}<" in box(state, "x", kind="check")


def test_what_a_person_grades_is_open_until_they_have():
    text = Cell(kind="markdown", source="My plan is simple.", role="text", name="a07-one", task="a07.one")
    results = (_one("by hand", None, lesson="7.1"), replace(_one("correct", 2.0), task="a07.two"))
    cells = (text, _answer(task="a07.two"), _check("a07.two"))
    before = Page(_page(_submission(*cells), _graded(*results))).text
    assert "Points so far" in before and "2 of 4" in before
    assert "still has to read one answer, worth 2 points" in before
    assert "Go back" not in before
    given = {"a07.one": ByHand(1.5, "Say what it costs.")}
    after = Page(_page(_submission(*cells), _graded(*results), by_hand=given)).text
    assert "3.5 of 4" in after and "Points so far" not in after and "still has to read" not in after
    assert "1.5 of 2 points" in after and "Say what it costs." in after
    assert "Go back to lesson 7.1." in after


def test_an_instructors_points_count_in_place_of_the_graders():
    work = _submission(_answer(), _check()), _graded(_one("partial", 0.5, title="Right in part. 0.5 of 2 points."))
    text = Page(_page(*work, by_hand={"a07.one": ByHand(2.0, "Good thinking.")})).text
    assert "2 of 2 points; this is what counts" in text and "Good thinking." in text
    assert "Everything is right" in text
    only_a_comment = Page(_page(*work, by_hand={"a07.one": ByHand(None, "Nearly.")})).text
    assert "Nearly." in only_a_comment and "0.5 of 2" in only_a_comment and "this is what counts" not in only_a_comment
    zero = Page(_page(*work, by_hand={"a07.one": ByHand(0.0)})).text
    assert "0 of 2 points; this is what counts" in zero


def test_points_taken_off_for_coming_late_are_said():
    work = _submission(_answer(), _check()), _graded(_one("correct", 2.0))
    moment = dt.datetime(2026, 3, 2, 9, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    text = Page(_page(*work, penalty=0.5, handed_in=moment)).text
    assert "1.5 of 2" in text and "0.5 points were taken off. Without that it would be 2." in text
    assert "2 March 2026 09:05 (UTC+08:00)" in text
    assert "0 of 2" in Page(_page(*work, penalty=5)).text
    assert (
        "2026 年 3 月 2 日 09:05 (UTC)"
        in Page(_page(*work, language="zh-Hant", handed_in=moment.replace(tzinfo=dt.UTC))).text
    )
    assert "taken off" not in Page(_page(*work)).text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Attempt that counts2 of 3"),
        ("zh-Hant", "採計的一次第 2 次（共 3 次）"),
        ("zh-Hans", "采计的一次第 2 次（共 3 次）"),
    ],
)
def test_which_attempt_it_is_is_said_where_there_are_several(language, said):
    work = _submission(_answer(), _check()), _graded(_one("correct", 2.0))
    unread = _submission(unread=Note("empty", {"file": "a07_rfm.ipynb"})), _graded(_one("unreadable"))
    for one in (work, unread):
        assert said in Page(_page(*one, language, attempt=2, attempts=3)).text
        assert catalogue("classroom")["feedback.attempt"].get(language) not in Page(_page(*one, language)).text


STOPS = {
    "NameError": ("name 'orders_of' is not defined", "does not know the name orders_of"),
    "KeyError": ("'amuont'", "no column or key amuont"),
    "FileNotFoundError": (
        "[Errno 2] No such file or directory: '/home/mary/a b/orders.csv'",
        "without a folder of your own",
    ),
    "ModuleNotFoundError": ("No module named 'lifelines'", "cannot be found: lifelines"),
    "ConnectionRefusedError": ("[Errno 111] Connection refused", "such as the internet"),
    "timeout": ("", "a loop that never ends"),
    "memory": ("", "more memory than there is"),
    "ended": ("", "exit()"),
    "Odd`<b>Error": ("a `tick` <script>alert(1)</script>", "stopped with Odd'<b>Error"),
}


@pytest.mark.parametrize("kind", STOPS)
def test_a_cell_that_stopped_is_explained_where_it_stands(kind):
    words, told = STOPS[kind]
    cells = (Cell(kind="code", source="own_cell()", role="own"), _answer(), _check())
    graded = _graded(_one(), stopped=(Stopped(place=0, kind=kind, message=words),))
    page = _page(_submission(*cells), graded)
    assert told in Page(page).text
    assert "one cell stopped" in page and 'href="#cell-0"' in page and 'id="cell-0"' in page
    assert "/home/mary" not in page and "<script>alert" not in page


def test_a_blank_is_named_as_a_blank():
    graded = _graded(_one(), stopped=(Stopped(place=0, kind="NameError", message="name '____' is not defined"),))
    assert "Replace every ____" in Page(_page(_submission(_answer("one = ____"), _check()), graded)).text


def test_only_repairs_that_touch_the_learners_work_are_told():
    notes = (
        Note("answer-duplicate", {"task": "a07.one", "count": 2, "cell": 7}),
        Note("metadata-changed", {"count": 3, "cell": 4}),
        Note("check-missing", {}),
        Note("of another version", {"task": "a07.one"}),
    )
    text = Page(_page(_submission(_answer(), _check(), repairs=notes), _graded(_one()))).text
    assert "There are 2 cells that answer “1. The first”. The last one that you wrote in counts." in text
    assert "metadata" not in text and "lock" not in text and "{" not in text.replace("{}", "")


def test_every_note_for_learners_is_one_that_there_is():
    keys = catalogue("classroom")
    for kind, below in (("repair", "feedback.repair."), ("unread", "feedback.unread.reason.")):
        told = [key.removeprefix(below) for key in keys if key.startswith(below)]
        assert len(told) > 5
        for key in told:
            fields = set(re.findall(r"{(\w+)}", keys[f"{kind}.{key}"].en))
            for text in (keys[below + key].en, keys[below + key].zh_hant):
                assert set(re.findall(r"{(\w+)}", text)) <= fields


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("key", ["json", "none", "of another version"])
def test_work_that_could_not_be_read_is_told_what_to_do(key, language):
    unread = _submission(unread=Note(key, {"file": "mine<b>`\u202e.ipynb", "line": 12}))
    page = _page(unread, _graded(_one("unreadable")), language)
    assert "a07_rfm.ipynb" in page and "Ctrl+S" in page and "<b>" not in page and "\u202e" not in page
    assert ("mine" in page) == (key == "json")


HOSTILE_OUTPUT = (
    {"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script><img src=x onerror=alert(1)>"}},
    {"output_type": "display_data", "data": {"text/html": "</div></section></main><h1 id=task-1>20 of 20</h1>"}},
    {
        "output_type": "display_data",
        "data": {"text/html": '<svg onload=alert(1)></svg><iframe src="https://evil.example">'},
    },
    {"output_type": "display_data", "data": {"text/html": '<p style="background:url(https://evil.example/x)">x</p>'}},
    {"output_type": "display_data", "data": {"image/png": '" onerror="alert(1)', "text/plain": "</pre><script>"}},
    {"output_type": "display_data", "data": {"image/png": PICTURE}},
    {"output_type": "stream", "name": "stdout", "text": "</pre><script>alert(1)</script>\u202e\x1b[31m"},
    {"output_type": "error", "ename": "<script>", "evalue": "/home/mary/x/secret.py </pre><script>", "traceback": []},
)


def hostile() -> tuple[Submission, Graded]:
    code = '</pre><script>alert(1)</script>\n"""\u202e{{ 7 * 7 }}{% raw %}'
    cells = (
        Cell(kind="code", source=code, role="given", name="setup"),
        _answer(code, outputs=HOSTILE_OUTPUT),
        Cell(kind="markdown", source="<script>alert(1)</script>[x](javascript:alert(1))", role="own"),
        Cell(kind="code", source="half \ud800 \0", role="own", name='"><script>', outputs=HOSTILE_OUTPUT),
        _check(),
    )
    result = _one(title="<script>", paragraphs=("`<script>alert(1)</script>`",), notes=("<img src=x>",), lesson='"><b>')
    graded = _graded(result, stopped=(Stopped(place=3, kind="<script>", message="</p><script>"),))
    return replace(_submission(*cells), learner='"><script>alert(1)</script>\u202e', notebook="<i>"), graded


def test_nothing_hostile_comes_through():
    page = _page(*hostile(), by_hand={"a07.one": ByHand(1.0, "</p><script>alert(1)</script>")})
    page.encode("utf-8")
    read = Page(page)
    tags = [tag for tag, _ in read.tags]
    assert not {"script", "svg", "iframe", "object", "link", "base", "form"} & set(tags)
    assert tags.count("h1") == 1 and tags.count("main") == 1 and tags.count("style") == 1
    attributes = {name for _, given in read.tags for name in given}
    assert not [name for name in attributes if name.startswith("on")] and "style" not in attributes
    assert all(link.startswith("#") for link in read.all("href"))
    assert all(source.startswith("data:image/png;base64,") for source in read.all("src"))
    assert {given["http-equiv"] for tag, given in read.tags if "http-equiv" in given} == {"Content-Security-Policy"}
    assert len(read.all("id")) == len(set(read.all("id")))
    assert "\u202e" not in page and "49" not in read.text and "/home/mary" not in page


def test_ten_thousand_cells_and_long_ones_make_a_page_all_the_same():
    many = (Cell(kind="code", source="x = 1\n" * 20_000, role="own"),) * 10_000
    page = _page(_submission(*many[:2], _answer(), _check(), *many), _graded(_one()))
    assert "9702 more cells" in page
    assert len(page) < 6_000_000


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from (*_strings(key), *_strings(value))
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _strings(value)
    elif isinstance(node, bool) or node is None:
        return
    else:
        yield str(node)


def hidden_values(known: str) -> set[str]:
    """What stands in the hidden cards and nowhere else: ids, dates and numbers long enough to be recognised."""
    found = set()
    for task in _tasks():
        for case in trial.card_of(task, SEED).get("cases", ()):
            kept = {name: part for name, part in case.items() if name not in ("name", "key", "share", "ordinary")}
            texts = (text for text in _strings(kept) if len(text) > 5 and text not in known)
            found |= {text for text in texts if any(letter.isdigit() for letter in text)}
    return found


def test_no_hidden_value_is_on_the_page(a07, course):
    submission, graded = a07
    hidden = hidden_values("".join(cell.source for cell in submission.cells))
    assert len(hidden) > 200
    page = feedback_page(*a07, language="en", titles=titles_of(course, "a07", "en"))
    assert [value for value in hidden if value in page] == []
    leaking = replace(graded.tasks[0], paragraphs=(f"It should be {sorted(hidden)[0]}.",))
    leaked = _page(submission, replace(graded, tasks=(leaking, *graded.tasks[1:])))
    assert [value for value in hidden if value in leaked] != []


def test_no_test_text_is_on_the_page(a07):
    page = _page(*a07)
    for words in ("HIDDEN TESTS", "from classroom import", "grade(", "from tutor import check"):
        assert words not in page


def test_equal_input_gives_equal_bytes(a07):
    moment = dt.datetime(2026, 3, 2, 9, 5)
    assert _page(*a07, handed_in=moment) == _page(*a07, handed_in=moment)
    assert _page(*hostile()) == _page(*hostile())


def test_a_page_is_small(a07):
    assert len(_page(*a07).encode("utf-8")) < 60_000


def test_titles_are_in_the_readers_language(course):
    assert titles_of(course, "a07", "en").lessons["7.1"] == "Recency, frequency, monetary"
    taiwan, mainland = titles_of(course, "a07", "zh-Hant"), titles_of(course, "a07", "zh-Hans")
    assert taiwan.tasks["a07.recency"] == "最近一次消費"
    assert mainland.tasks["a07.recency"] == "最近一次消费"
    assert set(taiwan.tasks) == {task.id for task in records("a07").TASKS}


@pytest.mark.browser
def test_everybody_can_read_it_and_nothing_of_it_runs(browser, tmp_path, a07):
    from axe_playwright_python.sync_playwright import Axe

    work = {"plain": _page(*a07, "zh-Hant", penalty=1), "hostile": _page(*hostile())}
    work["unread"] = _page(_submission(unread=Note("empty", {"file": "a07_rfm.ipynb"})), _graded(_one("unreadable")))
    for name, content in work.items():
        path = tmp_path / f"{name}.html"
        path.write_text(content, encoding="utf-8")
        for scheme, width in (("light", 1100), ("dark", 390)):
            page = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
            asked, said = [], []
            page.on("request", lambda one, asked=asked: asked.append(one.url))
            page.on("dialog", lambda one, said=said: said.append(one.message))
            page.goto(path.as_uri())
            assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
            assert said == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            faults = Axe().run(page).response["violations"]
            assert [one["id"] for one in faults if one["impact"] in ("serious", "critical")] == []
