"""How much the hidden cases see: every model answer changed in one place after another, and which changes cost nothing.

    .venv/bin/python -m benchmarks.mutation
    .venv/bin/python -m benchmarks.mutation a07 a09

A mutant counts if it changes any value on an ordinary case of two draws, and is found if it loses points on the hidden
cases of a class. Those that the ordinary case does not see are looked for too: the edges find some of them, and what is
never seen says the same in other words or is a hole in the cases. What survives is listed with its reason from
survivors.toml.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from benchmarks._mutants import Mutant, mutants
from solutions.trial import SEEDS, assignments, graded
from tutor.cases import DrawnCase, draw_cases, generator
from tutor.compare import agree
from tutor.inputs import copies
from tutor.limits import finish
from tutor.plain import Plain, to_plain
from tutor.task import FunctionTask

LEAST = 0.95
"""The share of a task's mutants, over all tasks, that has to lose points."""

SECONDS = 2.0
"""How long a mutant may take on one case."""


@dataclass
class Count:
    """What became of the mutants of one task.

    Attributes:
        task: the task's id.
        counted: they change a value on the ordinary case.
        found: those of them that lose points on the hidden cases.
        crashed: they stop with an error on the ordinary case.
        edges: the ordinary case does not see them, the hidden edges do.
        survivors: the changes that count and lose nothing; those with a reason in survivors.toml do not count.
        unseen: the changes that no case sees.
    """

    task: str
    counted: int = 0
    found: int = 0
    crashed: int = 0
    edges: int = 0
    survivors: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


def try_mutants(task: FunctionTask, most: int | None = None) -> Count:
    """Try a task's mutants; at most so many, evenly spread, where `most` says so."""
    ordinary = _ordinary(task)
    hidden = sorted(draw_cases(task, SEEDS[1], hidden=True), key=lambda one: not one.case.ordinary)
    made = list(mutants(task.answer, _columns(ordinary)))
    if most is not None and len(made) > most:
        made = [made[place * len(made) // most] for place in range(most)]
    count, known = Count(task.id), reasons().get(task.id, {})
    for mutant in made:
        values = [_value(mutant, one, task) for one in ordinary]
        if any("problem" in value for value in values):
            count.crashed += 1
            continue
        seen = not all(_agrees(task, one, value) for one, value in zip(ordinary, values, strict=True))
        loses = any(not _agrees(task, one, _value(mutant, one, task)) for one in hidden)
        if seen:
            count.counted += loses or mutant.change not in known
            count.found += loses
        else:
            count.edges += loses
        if not loses:
            (count.survivors if seen else count.unseen).append(mutant.change)
    return count


def share_found(counts: Iterable[Count]) -> float:
    """The share of the mutants that count which lose points."""
    counts = list(counts)
    return sum(one.found for one in counts) / max(sum(one.counted for one in counts), 1)


@cache
def reasons() -> dict[str, dict[str, str]]:
    """Why a mutant may survive: by the task's id and the change, from survivors.toml."""
    return tomllib.loads(Path(__file__).with_name("survivors.toml").read_text(encoding="utf-8"))


def _ordinary(task: FunctionTask) -> list[DrawnCase]:
    """The ordinary case, drawn twice with other seeds than a class has; no mistake is computed on it."""
    (case,) = (case for case in task.cases if case.ordinary)
    drawn = []
    for seed in (1, 2):
        arguments = case.draw(generator(f"mutants {seed}", task.id, case.key))
        expected = to_plain(task.answer(**copies(arguments)), task.returns)
        drawn.append(DrawnCase(case=case, arguments=arguments, expected=expected, mistakes={}))
    return drawn


def _agrees(task: FunctionTask, one: DrawnCase, value: Plain) -> bool:
    return agree(one.expected, value, task.returns, task.tolerance)


def _value(mutant: Mutant, one: DrawnCase, task: FunctionTask) -> Plain:
    done = finish(lambda: to_plain(mutant.function(**copies(one.arguments)), task.returns), SECONDS)
    return {"problem": "error"} if done.raised is not None else done.value


def _columns(ordinary: list[DrawnCase]) -> list[str]:
    tables = (item for one in ordinary for item in one.arguments.values() if hasattr(item, "columns"))
    return list(dict.fromkeys(str(column) for table in tables for column in table.columns))


def main() -> int:
    """Print a row per task, then the survivors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="all of them when left out")
    asked = parser.parse_args()
    if unknown := set(asked.assignments) - set(assignments()):
        parser.error(f"there is no assignment {min(unknown)}; there is {', '.join(assignments())}.")
    tasks = [
        task for name in asked.assignments or assignments() for task in graded(name) if isinstance(task, FunctionTask)
    ]
    counts = []
    with Progress(console=Console(stderr=True), transient=True) as bar:
        for task in bar.track(tasks, description="mutants"):
            counts.append(try_mutants(task))
    print(f"{'task':<24}{'count':>8}{'found':>8}{'share':>9}{'crash':>8}{'edges':>8}{'unseen':>8}")
    for one in counts:
        share = f"{one.found / one.counted:.1%}" if one.counted else "-"
        row = f"{one.task:<24}{one.counted:>8}{one.found:>8}{share:>9}{one.crashed:>8}{one.edges:>8}"
        print(f"{row}{len(one.unseen):>8}")
    totals = [sum(getattr(one, name) for one in counts) for name in ("counted", "found", "crashed", "edges")]
    unseen = sum(len(one.unseen) for one in counts)
    print(f"{'all':<24}{totals[0]:>8}{totals[1]:>8}{share_found(counts):>9.1%}{totals[2]:>8}{totals[3]:>8}{unseen:>8}")
    known = reasons()
    for word, changes in (("survives", "survivors"), ("unseen", "unseen")):
        for one in counts:
            for change in getattr(one, changes):
                print(f"{word}: {one.task}: {change}: {known.get(one.task, {}).get(change, 'no reason given yet')}")
    return int(share_found(counts) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
