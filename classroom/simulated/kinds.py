"""Kinds of learners: how each goes about a task, and how often."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.task import Task

WAYS = ("right", "alternative", "mistake", "blank", "stops", "raises", "prints", "misspelt", "copied")
"""How a task may be answered: as the record does it, or otherwise and right; with a known mistake; not at all; in a
cell that stops; by a function that stops, or that prints in place of returning; under a name that is misspelt; with
what the check's own data come to."""

TEXTS = ("model", "short", "empty", "blank")
"""What may stand in the place of a text: the model answer, a sentence, nothing, or what was handed out."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What learners of one kind do.

    Attributes:
        name: what the kind is called.
        ways: the chance of each way, for a task that is not among the certain ones; they sum to 1.
        certain: ways that occur at least once, wherever a task can be answered so.
        texts: the texts that are written, each with the same chance.
        reach: the share of the tasks that are come to, from the first on, from 0 to 1; the rest is left blank.
        tampers: whether a cell is added that is to get points without work (see `tampering`).
        untidy: whether cells are added, run in another order and given other ids, and lines end as on Windows.
    """

    name: str
    ways: Mapping[str, float]
    certain: tuple[str, ...] = ()
    texts: tuple[str, ...] = ("model",)
    reach: float = 1.0
    tampers: bool = False
    untidy: bool = False


@dataclass(frozen=True)
class Learner:
    """Somebody who hands in: the id, as nbgrader's folders have it, and the kind."""

    id: str
    kind: Kind


KINDS = {
    kind.name: kind
    for kind in (
        Kind(name="able", ways={"right": 1.0}),
        Kind(
            name="usual",
            ways={"right": 0.7, "mistake": 0.3},
            certain=("mistake", "blank"),
            texts=("model", "short"),
        ),
        Kind(
            name="struggling",
            ways={"right": 0.25, "mistake": 0.45, "blank": 0.1, "stops": 0.1, "raises": 0.1},
            certain=("stops", "prints", "misspelt", "raises", "blank"),
            texts=("short", "empty", "blank"),
        ),
        Kind(name="early leaver", ways={"right": 0.75, "mistake": 0.25}, reach=0.5),
        Kind(name="alternative", ways={"alternative": 1.0}),
        Kind(name="untidy", ways={"right": 0.8, "alternative": 0.1, "mistake": 0.1}, untidy=True),
        Kind(name="copier", ways={"copied": 1.0}, texts=("short",)),
    )
}
"""The kinds by name. No chance in them is an observed one: they are there so that everything occurs."""

CHEAT = Kind(name="cheat", ways={"mistake": 0.7, "right": 0.3}, texts=("short",), tampers=True)
"""Somebody who tampers. Not among the kinds, because stock nbgrader can be made to give points for it."""

MIX = ("usual", "able", "struggling", "alternative", "untidy", "early leaver", "usual", "copier", "usual", "able")
"""The kinds of a class's learners, one after the other and then from the beginning."""


def ways_of(kind: Kind, tasks: Sequence[Task], can: Callable[[Task, str], bool], rng: np.random.Generator) -> list[str]:
    """How a learner answers each task that is no text.

    Args:
        kind: the learner's kind.
        tasks: in the assignment's order.
        can: whether a task can be answered in a way; "right" and "blank" always can.
        rng: what decides.
    """
    reached = round(kind.reach * len(tasks))
    order = [int(place) for place in rng.permutation(len(tasks)) if place < reached]
    found: dict[int, str] = {}
    for way in kind.certain:
        place = next((place for place in order if place not in found and can(tasks[place], way)), None)
        if place is not None:
            found[place] = way
    names, chances = list(kind.ways), list(kind.ways.values())
    drawn = [names[int(one)] for one in rng.choice(len(names), size=len(tasks), p=chances)]
    for place, way in enumerate(drawn):
        fitting = (one for one in (way, "right") if can(tasks[place], one))
        found.setdefault(place, next(fitting) if place < reached else "blank")
    return [found[place] for place in range(len(tasks))]
