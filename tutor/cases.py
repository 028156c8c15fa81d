"""Drawing the cases of a function task: the public ones that a learner's check uses, and the hidden ones of the grade.

A draw is taken again until it can tell every known mistake from the right answer and from every other mistake.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np

from customer_value.ledger import Ledger
from customer_value.messages import Text
from tutor.compare import agree
from tutor.inputs import copies
from tutor.plain import Plain, to_plain
from tutor.shape import Shape
from tutor.task import Arguments, Case, FunctionTask

PUBLIC_SEED = "public"
"""The seed of the cases that learners have. A class keeps its own for the hidden ones."""

DRAWS = 40
"""How often a task's cases are drawn before its record is called unusable."""


OWN_SHARE = 0.2
"""The share of the points that a case from the learner's own ledger has; the task's other cases share the rest."""


class RecordError(ValueError):
    """A task record cannot be used; the message says which and why."""


@dataclass(frozen=True, kw_only=True)
class DrawnCase:
    """One case with its inputs drawn and its values computed.

    Attributes:
        arguments: the inputs by parameter name.
        expected: the model answer's value, as plain data.
        mistakes: every known mistake's value by the mistake's key; {"problem": ...} where it comes to none.
    """

    case: Case
    arguments: Arguments
    expected: Plain
    mistakes: dict[str, Plain]


def generator(seed: str | int, task: str, case: str, draw: int = 0) -> np.random.Generator:
    """The random generator of one case: the same seed, task, case and draw always give the same inputs."""
    digest = hashlib.sha256(f"{seed}\n{task}\n{case}\n{draw}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))


@cache
def draw_cases(task: FunctionTask, seed: str | int = PUBLIC_SEED, *, hidden: bool = False) -> tuple[DrawnCase, ...]:
    """Draw all cases of a task from a seed, in the record's order.

    On the ordinary case the right value and every mistake's differ from each other by more than the tolerance; over
    all cases each mistake differs from the answer at least once and no two mistakes agree throughout. The same draw is
    made once and kept: what comes back is shared, so give learners' functions copies.

    Args:
        hidden: True draws every case; False takes the printed inputs of the cases that have them.

    Raises:
        RecordError: no such draw was found, or the model answer fails on its own case.
    """
    meeting = ""
    for draw in range(DRAWS):
        found = {}
        for case in sorted(task.cases, key=lambda case: not case.ordinary):  # first the one that turns a draw down
            found[case.key] = _draw(task, case, seed, draw, hidden)
            meeting = _meeting_on(task, found[case.key]) if case.ordinary else ""
            if meeting:
                break
        else:
            drawn = tuple(found[case.key] for case in task.cases)
            meeting = _meeting_throughout(task, drawn)
            if not meeting:
                return drawn
    raise RecordError(f"{task.id}: in {DRAWS} draws from the seed {seed!r} {meeting}.")


def with_own(task: FunctionTask, drawn: tuple[DrawnCase, ...], ledger: Ledger) -> tuple[DrawnCase, ...]:
    """Drawn cases and one more from a learner's own ledger, where the task takes one; the shares sum to 1 as before.

    Raises:
        RecordError: the model answer fails on that ledger.
    """
    if task.own is None:
        return drawn
    arguments = task.own(ledger)
    own = Case(
        key="own",
        name=Text("your own ledger", "你自己的帳本"),
        share=OWN_SHARE,
        draw=lambda _: arguments,
    )
    others = (replace(one, case=replace(one.case, share=one.case.share * (1 - OWN_SHARE))) for one in drawn)
    return (*others, _tried(task, own, arguments))


def collisions(expected: Plain, mistakes: dict[str, Plain], shape: Shape, tolerance: float) -> list[tuple[str, str]]:
    """Pairs of values that are the same: (mistake, "answer") or (mistake, other mistake)."""
    found = [(key, "answer") for key, wrong in mistakes.items() if agree(expected, wrong, shape, tolerance)]
    pairs = combinations(mistakes, 2)
    return found + [pair for pair in pairs if agree(mistakes[pair[0]], mistakes[pair[1]], shape, tolerance)]


def _draw(task: FunctionTask, case: Case, seed: str | int, draw: int, hidden: bool) -> DrawnCase:
    printed = case.printed is not None and not hidden
    return _tried(task, case, case.printed if printed else case.draw(generator(seed, task.id, case.key, draw)))


def _tried(task: FunctionTask, case: Case, arguments: Arguments) -> DrawnCase:
    expected = _value(task.answer, arguments, task.returns)
    if "problem" in expected:
        raise RecordError(f"{task.id}: the model answer gives no value on the case {case.key!r}: {expected}.")
    mistakes = {mistake.key: _value(mistake.wrong, arguments, task.returns) for mistake in task.mistakes}
    return DrawnCase(case=case, arguments=arguments, expected=expected, mistakes=mistakes)


def _value(function: Callable[..., Any], arguments: Arguments, shape: Shape) -> Plain:
    try:
        return to_plain(function(**copies(arguments)), shape)
    except Exception as problem:
        # A wrong way of doing it may well stop on an edge; then it has no value there.
        return {"problem": "error", "type": type(problem).__name__}


def _meeting_on(task: FunctionTask, ordinary: DrawnCase) -> str:
    """Which two values cannot be told apart on the ordinary case, in words; "" where all can."""
    for key, wrong in ordinary.mistakes.items():
        if "problem" in wrong:
            return f"the mistake {key!r} comes to no value on the ordinary case ({wrong})"
    for left, right in collisions(ordinary.expected, ordinary.mistakes, task.returns, task.tolerance):
        return f"{left!r} and {right!r} meet on the ordinary case"
    return ""


def _meeting_throughout(task: FunctionTask, drawn: Sequence[DrawnCase]) -> str:
    """Which two values are the same on every case, in words; "" where none are."""
    keys = [mistake.key for mistake in task.mistakes]
    same: dict[tuple[str, str], int] = {}
    for one in drawn:
        for pair in collisions(one.expected, one.mistakes, task.returns, task.tolerance):
            same[pair] = same.get(pair, 0) + 1
    for pair in [*((key, "answer") for key in keys), *combinations(keys, 2)]:
        if same.get(pair, 0) == len(drawn):
            return f"{pair[0]!r} and {pair[1]!r} are the same on every case"
    return ""
