"""The record of a task: one description from which check, grade, feedback and the grader's own tests all come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from customer_value.ledger import Ledger
from customer_value.messages import Text
from tutor.shape import Shape

Arguments = Mapping[str, Any]
"""The inputs of a function task, by parameter name."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Mistake:
    """A known wrong answer.

    Attributes:
        key: a short name, such as "first-order"; goes into the log and the item statistics.
        wrong: takes what the model answer takes and returns what somebody with this misconception returns.
        message: what was computed and one thing to look at; never the answer.
        lesson: the lesson that treats it, where that is another than the task's.
    """

    key: str
    wrong: Callable[..., Any]
    message: Text
    lesson: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """One set of inputs a function task is tried on.

    Attributes:
        key: a short name, such as "ties".
        name: what feedback may call it ("customers with equal counts").
        share: its share of the points; the shares of a task's cases sum to 1.
        draw: makes the inputs from a random generator; the same generator gives the same inputs.
        printed: the inputs of the public case where the page prints them; the hidden case is drawn all the same.
        ordinary: True for the one case on which every mistake must differ from the answer and from the others.
    """

    key: str
    name: Text
    share: float
    draw: Callable[[np.random.Generator], Arguments]
    printed: Arguments | None = None
    ordinary: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """What every kind of task has.

    Attributes:
        id: the assignment or lesson and the task's own name: "a07.recency", "7.1.five-recency".
        title: a few words.
        prompt: Markdown: the question, the definition, the signature or the variable's name, and what comes back
            in which unit.
        points: what the whole task is worth; 0 inside a lesson.
        minutes: how long a learner new to Python needs.
        hints: two or three, each giving away a little more.
        lesson: the lesson to go back to.
    """

    id: str
    title: Text
    prompt: Text
    points: float = 0.0
    minutes: int = 2
    hints: tuple[Text, ...] = ()
    lesson: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class FunctionTask(Task):
    """The learner writes a function; it is tried on cases.

    Attributes:
        answer: the model answer: ordinary pandas; what stands between nbgrader's solution marks in its source is what
            the learner has to write. Its name is the name the learner's function must have.
        returns: what comes back.
        cases: one tiny and printed, one ordinary, one or more on the edge.
        mistakes: at least three known wrong answers.
        alternatives: right answers in another style; used by tests only.
        measure: the measure of `customer_value` that the answer is held to, written independently: takes the same
            inputs, by name or else in the same order, and gives the same values, perhaps among other columns; used by
            tests only.
        own: makes the inputs from a learner's own ledger; the grade then has one more case (see `cases.with_own`).
        tolerance: relative, for numbers.
    """

    answer: Callable[..., Any]
    returns: Shape
    cases: tuple[Case, ...]
    mistakes: tuple[Mistake, ...]
    alternatives: tuple[Callable[..., Any], ...] = ()
    measure: Callable[..., Any] | None = None
    own: Callable[[Ledger], Arguments] | None = None
    tolerance: float = 1e-6

    @property
    def name(self) -> str:
        """The name of the function the learner writes."""
        return self.answer.__name__


@dataclass(frozen=True, kw_only=True, eq=False)
class ValueTask(Task):
    """The learner computes a number or a table from the ledger they have and leaves it in a variable.

    Attributes:
        name: the variable's name.
        answer: computes the right value from the ledger.
        returns: what it has to look like.
        mistakes: known wrong answers, each from the ledger.
        solution: the lines a learner could have written, as they stand in the instructor's edition; paired lines end in
            `# lang-en` and `# lang-zh-Hant`. In a graded task the learner writes what stands between nbgrader's
            solution marks, or all of it where there are none.
        alternatives: right answers in another style, each from the ledger; used by tests only.
        measure: the measure of `customer_value` that the answer is held to, from the ledger; used by tests only.
        tolerance: relative, for numbers.
    """

    name: str
    answer: Callable[[Ledger], Any]
    returns: Shape
    mistakes: tuple[Mistake, ...] = ()
    solution: str = ""
    alternatives: tuple[Callable[[Ledger], Any], ...] = ()
    measure: Callable[[Ledger], Any] | None = None
    tolerance: float = 1e-6


@dataclass(frozen=True, kw_only=True, eq=False)
class Option:
    """One option of a question: its text, why it is right or what it mixes up, and the lesson if not the task's."""

    key: str
    text: Text
    why: Text
    lesson: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class ChoiceTask(Task):
    """One right option among several; every wrong one explains itself.

    Attributes:
        options: what there is to choose from, as it is shown; in a graded task the build puts letters before them.
        right: the right one's key; None for a prediction.
        name: the variable that a graded one is answered in, by letter; "" inside a lesson, where a widget is used.
        on_page: whether it can only be answered beside what its page shows, such as an explorer, and not in a review.
    """

    options: tuple[Option, ...]
    right: str | None = None
    name: str = ""
    on_page: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class OrderingTask(Task):
    """Put lines or things in order.

    Attributes:
        items: what is to be ordered, as it is shown at first: things, steps or lines of code. An item's `why` is told
            where it is the first that stands in the wrong place.
        right: every right order, as tuples of the items' keys, all equally long; empty for a prediction. In a graded
            task an item that is in none of them does not belong; its `why` names the misconception behind it.
        name: the variable that a graded one is answered in, by letters; "" inside a lesson, where a widget is used.
        on_page: whether it can only be answered beside what its page shows, such as an explorer, and not in a review.
    """

    items: tuple[Option, ...]
    right: tuple[tuple[str, ...], ...] = ()
    name: str = ""
    on_page: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class GuessTask(Task):
    """A number the learner commits to before seeing it; only stored, never marked. `unit` stands behind the box."""

    unit: Text
    low: float
    high: float
    start: float


@dataclass(frozen=True, eq=False)
class Criterion:
    """One line of a rubric: what a text has to do, and the points for it; none inside a lesson."""

    text: Text
    points: float = 0.0


@dataclass(frozen=True, kw_only=True, eq=False)
class TextTask(Task):
    """A few sentences: compared with a model answer afterwards, or graded by hand with a rubric.

    Attributes:
        model: one good answer; in a graded task it is never in the learner's notebook.
        rubric: what earns the points, shown to learner and grader; in a graded task its points come to the task's.
    """

    model: Text
    rubric: tuple[Criterion, ...] = ()
