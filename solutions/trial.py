"""Trying out records as learners would: right answers, known wrong ones, and none, on the public and on hidden cases.

The tests of the grader and the benchmarks stand on this; nothing of it reaches a learner.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from customer_value.ledger import Ledger, read_ledger
from solutions import names, records
from tutor.attempt import attempt
from tutor.cases import PUBLIC_SEED
from tutor.checking import verdict_on
from tutor.judge import judge
from tutor.lettered import common, right_letters
from tutor.letters import letter
from tutor.own import graded_ledger
from tutor.pack import Card, card
from tutor.plain import Plain
from tutor.task import ChoiceTask, FunctionTask, OrderingTask, Task, TextTask, ValueTask
from tutor.verdict import Verdict

SEEDS: tuple[str | int, ...] = (PUBLIC_SEED, "a class of one's own", 20260104)
"""What records are tried on: the cases that learners have, and the hidden ones of two classes."""


def assignments() -> tuple[str, ...]:
    """Every assignment that has records: "a07"."""
    return tuple(name for name in names() if name.startswith("a"))


def graded(assignment: str) -> tuple[Task, ...]:
    """The tasks of an assignment that a program grades; all but texts."""
    return tuple(task for task in records(assignment).TASKS if not isinstance(task, TextTask))


@cache
def card_of(task: Task, seed: str | int) -> Card:
    """A task's card: the learner's for the public seed, else the grader's.

    A value has no hidden cases, but two ledgers: it is tried on the English sample for the public seed and on the
    Chinese one for the others. A task that takes a learner's own ledger is tried on somebody's for the hidden seeds.
    """
    ledger = ledger_for(seed) if isinstance(task, ValueTask) else None
    hidden = seed != PUBLIC_SEED
    takes_own = hidden and isinstance(task, FunctionTask) and task.own is not None
    own = graded_ledger("a class", "somebody", "en") if takes_own else None
    return card(task, ledger=ledger, seed=seed, hidden=hidden, own=own)


@cache
def ledger_for(seed: str | int) -> Ledger:
    """The sample ledger that values are tried on."""
    language = "en" if seed == PUBLIC_SEED else "zh-Hant"
    return read_ledger(Path(__file__).resolve().parent.parent / "datasets" / "sample" / language)


def model_answer(task: Task, seed: str | int) -> Any:
    """What stands under the task's name in a notebook that is right."""
    if isinstance(task, FunctionTask):
        return task.answer
    return task.answer(ledger_for(seed)) if isinstance(task, ValueTask) else right_letters(card_of(task, seed))


def other_right_answers(task: Task, seed: str | int) -> Iterator[tuple[str, Any]]:
    """The alternatives by name; of an ordering the other right orders, and for letters another way to write them."""
    if isinstance(task, FunctionTask):
        yield from ((function.__name__, function) for function in task.alternatives)
    elif isinstance(task, ValueTask):
        yield from ((function.__name__, function(ledger_for(seed))) for function in task.alternatives)
    elif isinstance(task, OrderingTask):
        places = {item.key: place for place, item in enumerate(task.items)}
        for right in task.right:
            yield "-".join(right), "".join(letter(places[key]) for key in right)
    else:
        yield "lower case", right_letters(card_of(task, seed))[0].lower()


@dataclass(frozen=True, eq=False)
class Wrong:
    """A known wrong answer: the key it has to be named by, and what it comes to on each case, as plain data."""

    key: str
    plain: tuple[Plain, ...]


@cache
def wrong_answers(task: Task, seed: str | int) -> tuple[Wrong, ...]:
    """Every known wrong answer to a task: its mistakes, its wrong options, an order that goes wrong at each step."""
    the_card = card_of(task, seed)
    if isinstance(task, ChoiceTask):
        options = enumerate(task.options)
        return tuple(Wrong(one.key, (_letters([place]),)) for place, one in options if one.key != task.right)
    if isinstance(task, OrderingTask):
        return tuple(_wrong_orders(task))
    keys = [mistake.key for mistake in task.mistakes]  # type: ignore[attr-defined]
    return tuple(Wrong(key, tuple(case["mistakes"][key] for case in the_card["cases"])) for key in keys)


def verdict(task: Task, answer: Any, seed: str | int, language: str = "en") -> Verdict:
    """The verdict on what a notebook has under the task's name, taken and judged as check and grade do."""
    the_card = card_of(task, seed)
    answers = attempt(the_card, {the_card["name"]: answer})
    return verdict_on(the_card, answers, language, hidden=seed != PUBLIC_SEED)


@cache
def verdict_on_wrong(task: Task, wrong: Wrong, seed: str | int, language: str) -> Verdict:
    """The verdict on a known wrong answer."""
    return judge(card_of(task, seed), wrong.plain, language, hidden=seed != PUBLIC_SEED)


def untouched(task: Task, seed: str | int) -> Verdict:
    """The verdict on a notebook in which nothing was written."""
    the_card = card_of(task, seed)
    return verdict_on(the_card, attempt(the_card, {}), "en", hidden=seed != PUBLIC_SEED)


def _wrong_orders(task: OrderingTask) -> Iterator[Wrong]:
    """Each item that does not belong, and each two steps changed over: named by the first in a wrong place."""
    keys = [item.key for item in task.items]
    right = list(task.right[0])
    belong = {key for one in task.right for key in one}
    for key in keys:
        if key not in belong:
            yield Wrong(key, (_letters([keys.index(one) for one in [key, *right[1:]]]),))
    for left, other in combinations(range(len(right)), 2):
        given = list(right)
        given[left], given[other] = given[other], given[left]
        if tuple(given) not in task.right:
            first = given[common(given, task.right)]
            yield Wrong(first, (_letters([keys.index(one) for one in given]),))


def _letters(places: list[int]) -> Plain:
    return {"letters": [letter(place) for place in places]}
