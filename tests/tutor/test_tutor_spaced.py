"""Three questions a day from what was learned: which ones, that the day alone decides, and how they are asked."""

from __future__ import annotations

import datetime as dt
import json

import ipywidgets as widgets
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tutor_tasks import LESSON, QUIZ, STEPS, text

from customer_value.settings import find_settings
from tutor import check, review
from tutor.desk import COMMANDS, desk
from tutor.pack import write_pack
from tutor.progress_file import Progress
from tutor.questions import quiz_box
from tutor.reviewing import questions_of, review_box
from tutor.spaced import NEVER, Answer, Question, box, chosen, due, next_day
from tutor.task import ChoiceTask, Option, OrderingTask

DAY = dt.timedelta(days=1)
FIRST = dt.date(2026, 3, 2)


def question(name: str, since: int = 0, *answers: tuple[int, bool], erred: bool = False) -> Question:
    """A question of lesson and task "lesson.task", with the days counted from FIRST."""
    given_on = tuple(Answer(FIRST + DAY * day, right) for day, right in answers)
    return Question(name, name.rpartition(".")[0], FIRST + DAY * since, given_on, erred)


def asked(questions, day: int) -> list[str]:
    return [one.task for one in chosen(questions, FIRST + DAY * day)]


@pytest.mark.parametrize(
    ("rights", "place"), [("", 0), ("r", 1), ("rr", 2), ("rrrr", 4), ("rrrrrr", 4), ("rrw", 0), ("wr", 1), ("rrwrr", 2)]
)
def test_right_moves_a_box_on_and_wrong_back_to_the_first(rights, place):
    assert box(Answer(FIRST, letter == "r") for letter in rights) == place


def test_a_question_comes_after_a_day_then_three_then_seven_then_fourteen_then_thirty():
    days, day = [], 0
    history: list[tuple[int, bool]] = []
    for _ in range(6):
        while not asked([question("1.1.a", 0, *history)], day):
            day += 1
        days.append(day)
        history.append((day, True))
        day += 1
    assert days == [1, 4, 11, 25, 55, 85]


def test_what_went_wrong_comes_on_the_next_day():
    one = question("1.1.a", 0, (1, True), (4, True), (11, False))
    assert [due(one, FIRST + DAY * day) - FIRST for day in (12, 4)] == [12 * DAY, 4 * DAY]
    assert asked([one], 11) and asked([one], 12)


def test_of_several_answers_on_one_day_the_first_counts():
    assert due(question("1.1.a", 0, (1, False), (1, True)), FIRST + 2 * DAY) == FIRST + 2 * DAY
    assert due(question("1.1.a", 0, (1, True), (1, False)), FIRST + 2 * DAY) == FIRST + 4 * DAY


def test_nothing_comes_on_the_day_on_which_its_lesson_was_done():
    assert asked([question("1.1.a", 3)], 3) == [] and asked([question("1.1.a", 3)], 4) == ["1.1.a"]


def test_what_was_learned_before_times_were_kept_is_due():
    old = Question("1.1.a", "1.1", NEVER)
    assert chosen([old], FIRST) == (old,)


def test_two_that_come_again_and_a_new_one():
    again = [question(f"1.1.{name}", 0, (1, True)) for name in "abc"]
    wrong = question("1.1.w", 0, (1, False))
    new = [question("1.2.n", 0), question("1.3.n", 0)]
    found = asked([*again, *new, wrong], 4)
    assert found[0] == "1.1.w" and found[1][:4] == "1.1." and found[2] in ("1.2.n", "1.3.n")
    assert len(asked([*again, wrong], 4)) == 3, "where nothing is new, what comes again takes its place"
    assert len(asked(again[:1] + new, 4)) == 3


def test_new_ones_come_from_different_lessons_and_first_those_that_went_wrong_there():
    there = [question(f"{lesson}.{name}", 0, erred=name == "c") for lesson in ("1.1", "1.2", "1.3") for name in "abcd"]
    assert sorted(asked(there, 2)) == ["1.1.c", "1.2.c", "1.3.c"]


def test_the_lessons_that_had_fewer_questions_come_first():
    there = [question("1.1.a", 0, (1, True)), question("1.1.b"), question("1.2.a")]
    assert asked(there, 2)[0] == "1.2.a"


def test_every_lesson_has_had_its_turn_before_the_fortnight_is_over():
    """A learner who does two lessons a day, and knows four of five answers."""
    answers: dict[str, list[tuple[int, bool]]] = {}
    seen = set()
    for day in range(1, 15):
        there = [
            question(f"{lesson}.{name}", lesson // 2, *answers.get(f"{lesson}.{name}", ()))
            for lesson in range(2 * day)
            for name in "abcdef"
        ]
        found = asked(there, day)
        assert len(found) == len(set(found)) == 3
        for number, task in enumerate(found):
            answers.setdefault(task, []).append((day, (day + number) % 5 != 0))
            seen.add(task.rpartition(".")[0])
    assert len(seen) >= 14, "a new lesson on each day, at the least"
    assert max(len(given_on) for given_on in answers.values()) >= 3, "and some come again and again"


histories = st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=5).map(sorted)
bags = st.dictionaries(
    st.tuples(st.sampled_from(["1.1", "1.2", "7.3"]), st.sampled_from("abcd")), st.tuples(st.integers(0, 9), histories)
).map(lambda about: [question(".".join(name), since, *given_on) for name, (since, given_on) in about.items()])


@given(bags, st.integers(0, 15), st.randoms(use_true_random=False), st.booleans())
def test_the_day_decides_and_nothing_that_happens_on_it(there, number, random, right):
    day = FIRST + DAY * number
    found = chosen(there, day)
    assert len(found) <= 3 and len({one.task for one in found}) == len(found)
    assert all(due(one, day) <= day and one.since < day for one in found)
    assert len(found) == min(3, sum(due(one, day) <= day and one.since < day for one in there))
    mixed = list(there)
    random.shuffle(mixed)
    assert [one.task for one in chosen(mixed, day)] == [one.task for one in found]
    answered = [
        Question(one.task, one.lesson, one.since, (*one.answers, Answer(day, right)), one.erred) for one in there
    ]
    assert [one.task for one in chosen(answered, day)] == [one.task for one in found]


@given(bags, st.integers(0, 15))
def test_the_next_day_is_the_first_on_which_something_is_due(there, number):
    day = FIRST + DAY * number
    there = [
        Question(one.task, one.lesson, min(one.since, day), tuple(given for given in one.answers if given.day <= day))
        for one in there
    ]
    following = next_day(there, day)
    if not there:
        assert following is None
        return
    assert chosen(there, following)
    between = [day + DAY * step for step in range(1, (following - day).days)]
    assert not any(chosen(there, one) for one in between)


# In a notebook.

MORNING = dt.datetime(2026, 3, 2, 1, tzinfo=dt.UTC)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.moment = MORNING

    def __call__(self) -> dt.datetime:
        return self.moment


@pytest.fixture
def clock(workspace):
    """A clock in Taipei, where the learner's access says they are."""
    access = {"until": "2027-01-01T00:00:00+00:00", "days": 300, "first_day": "2026-03-01", "zone": "Asia/Taipei"}
    (workspace / ".kit" / "access.json").write_text(json.dumps(access), encoding="utf-8")
    return Clock()


def learn(clock):
    """Answer everything in lesson 9.9 that has a right answer."""
    check("9.9.share", {"share": 0.25}, clock=clock)
    desk("9.9.quiz", "quiz", tuple(COMMANDS), clock=clock).keep_attempt("a", False, "a")
    desk("9.9.quiz", "quiz", tuple(COMMANDS), clock=clock).keep_attempt("b", True)
    desk("9.9.steps", "order", tuple(COMMANDS), clock=clock).keep_attempt(["a", "b", "c"], True)


def parts(whole, kind):
    found = [whole] if isinstance(whole, kind) else []
    for child in getattr(whole, "children", ()):
        found += parts(child, kind)
    return found


def questions_in(whole):
    return [child for child in whole.children if "kit-question" in child._dom_classes]


def head(whole):
    return whole.children[0].value


def answer(whole, key):
    (one,) = [one for one in questions_in(whole) if "kit-quiz" in one._dom_classes]
    parts(one, widgets.RadioButtons)[0].value = key
    parts(one, widgets.Button)[-1].click()
    return parts(one, widgets.HTML)[-1].value


def reviews_of(workspace, task="9.9.quiz"):
    return Progress(workspace / ".kit").entry(task).get("reviews", [])


def test_nothing_learned_yet_is_said(workspace, clock):
    whole = review_box(find_settings(), clock)
    assert "There is nothing to review yet" in head(whole) and questions_in(whole) == []
    check("9.9.share", {"share": 0.25}, clock=clock)
    assert "There is nothing to review yet" in head(review_box(find_settings(), clock)), "a part of a lesson"


def test_on_the_day_after_a_lesson_its_questions_come(workspace, clock):
    learn(clock)
    assert "Nothing is due today. The next question comes on 2026-03-03." in head(review_box(find_settings(), clock))
    clock.moment += DAY
    whole = review_box(find_settings(), clock)
    assert "Today: 2 questions" in head(whole) and len(questions_in(whole)) == 2
    assert "From lesson 9.9" in "".join(one.value for one in parts(whole, widgets.HTML))
    (radio,) = parts(whole, widgets.RadioButtons)
    assert radio.value is None, "what was answered in the lesson is not shown"
    state = json.dumps([child.get_state() for child in parts(whole, widgets.Widget)], default=str)
    assert "why" not in state and '"right"' not in state


def test_a_day_begins_at_the_learners_midnight(workspace, clock):
    clock.moment = dt.datetime(2026, 3, 2, 15, 50, tzinfo=dt.UTC)
    learn(clock)
    assert "2026-03-03" in head(review_box(find_settings(), clock))
    clock.moment += dt.timedelta(minutes=20)  # ten past midnight in Taipei, still the second in UTC
    assert "Today: 2 questions" in head(review_box(find_settings(), clock))


def test_a_right_answer_comes_later_and_leaves_the_lesson_as_it_was(workspace, clock):
    learn(clock)
    before = Progress(workspace / ".kit").entry("9.9.quiz")
    clock.moment += DAY
    said = answer(review_box(find_settings(), clock), "b")
    assert "kit-correct" in said and "why b" in said and "It comes again in 3 days." in said
    entry = Progress(workspace / ".kit").entry("9.9.quiz")
    at = "2026-03-03T01:00:00.000+00:00"
    assert entry.pop("reviews") == [{"at": at, "day": "2026-03-03", "right": True, "given": "b"}]
    assert entry == before
    assert parts(quiz_box(desk("9.9.quiz", "quiz", tuple(COMMANDS))), widgets.RadioButtons)[0].value == "b"
    again = review_box(find_settings(), clock)
    assert len(questions_in(again)) == 2 and parts(again, widgets.RadioButtons)[0].value == "b", "as it was left"


def test_a_wrong_answer_comes_tomorrow_names_the_lesson_and_the_first_answer_counts(workspace, clock):
    learn(clock)
    clock.moment += DAY
    whole = review_box(find_settings(), clock)
    said = answer(whole, "a")
    assert "kit-wrong" in said and "why a" in said
    assert "It comes again tomorrow." in said and "Lesson 9.9 explains this." in said
    said = answer(whole, "b")
    assert "kit-correct" in said and "answers the first one counts: it comes again tomorrow." in said
    assert [one["right"] for one in reviews_of(workspace)] == [False]
    clock.moment += DAY
    assert len(questions_in(review_box(find_settings(), clock))) == 2


def test_an_order_is_asked_and_kept_apart_too(workspace, clock):
    learn(clock)
    clock.moment += DAY
    whole = review_box(find_settings(), clock)
    (steps,) = [one for one in questions_in(whole) if "kit-order" in one._dom_classes]
    parts(steps, widgets.Button)[-1].click()
    assert "It comes again tomorrow." in parts(steps, widgets.HTML)[-1].value
    assert reviews_of(workspace, "9.9.steps")[0]["given"] == ["c", "a", "b"]
    assert Progress(workspace / ".kit").entry("9.9.steps")["answer"] == ["a", "b", "c"]


def test_when_all_is_answered_it_says_so(workspace, clock):
    learn(clock)
    clock.moment += DAY
    whole = review_box(find_settings(), clock)
    answer(whole, "b")
    assert "answered all" not in head(review_box(find_settings(), clock))
    (steps,) = [one for one in questions_in(whole) if "kit-order" in one._dom_classes]
    parts(steps, widgets.Button)[-1].click()
    assert "You have answered all of today&#x27;s questions." in head(review_box(find_settings(), clock))


def test_three_of_many_and_only_those_that_stand_on_their_own(workspace, clock):
    def one(name, **more):
        options = (Option(key="a", text=text("a"), why=text("because")), Option(key="b", text=text("b"), why=text("")))
        return ChoiceTask(id=f"8.1.{name}", title=text(name), prompt=text(name), options=options, right="a", **more)

    beside = OrderingTask(
        id="8.1.z", title=text("z"), prompt=text("z"), items=STEPS.items, right=STEPS.right, on_page=True
    )
    tasks = [*(one(name) for name in "pqrs"), one("beside", on_page=True), beside]
    write_pack(workspace / ".kit", "8.1", tasks, title=text("Eight"))
    for task in tasks:
        at = desk(task.id, "any", tuple(COMMANDS), clock=clock)
        at.keep_attempt("a" if isinstance(task, ChoiceTask) else ["a", "b", "c"], True)
    clock.moment += DAY
    whole = review_box(find_settings(), clock)
    assert len(questions_in(whole)) == 3
    names = {name for one in questions_in(whole) for name in one._dom_classes if name.startswith("kit-task-")}
    assert names < {f"kit-task-8-1-{name}" for name in "pqrs"}
    assert "From lesson 8.1: Eight (en)" in "".join(one.value for one in parts(whole, widgets.HTML))


def test_a_lesson_that_the_learner_had_right_before_times_were_kept_counts(workspace, clock):
    done = {task.id: {"done": True} for task in LESSON}
    (workspace / ".kit" / "progress.json").write_text(json.dumps({"format": 1, "tasks": done}), encoding="utf-8")
    assert len(questions_in(review_box(find_settings(), clock))) == 2
    (workspace / ".kit" / "9.9.pack").write_bytes(b"x")
    assert "nothing to review" in head(review_box(find_settings(), clock)), "a damaged pack asks nothing"


def test_what_went_wrong_in_the_lesson_is_remembered(workspace, clock):
    learn(clock)
    entries, _ = Progress(workspace / ".kit").tasks()
    found = {one.task: one.erred for one in questions_of(workspace / ".kit", entries, None)}
    assert found == {QUIZ.id: True, STEPS.id: False}


def test_the_command_shows_it_and_says_what_is_wrong(in_chinese, capsys):
    review()
    assert "VBox" in capsys.readouterr().out
    assert "還沒有可以複習的內容" in head(review_box(find_settings()))
    (in_chinese / "kit.toml").write_text("[", encoding="utf-8")
    review()
    assert "cannot be read" in capsys.readouterr().out


def test_a_damaged_progress_file_is_said(workspace, clock):
    (workspace / ".kit" / "progress.json").write_text("{", encoding="utf-8")
    assert "was damaged" in head(review_box(find_settings(), clock))
