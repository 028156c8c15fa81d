"""Forgetting a person: everything that a class holds of them is found, shown, and removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from classroom.grading.alone import alone
from classroom.hub.places import places
from classroom.keeping import in_access, in_folders, in_gradebook, in_grading, in_hub, in_lists, in_made, in_mail
from classroom.keeping.mentions import mentions
from classroom.keeping.person import Person, Trace, find_person

PARTS = (
    in_grading.find,
    in_folders.find,
    in_made.find,
    in_access.find,
    in_mail.find,
    in_gradebook.find,
    in_lists.find_extensions,
    in_lists.find_on_the_roster,
    in_hub.find,
)
"""What finds traces, in the order in which they are removed. What others are found by comes after them; so does the
roster, which knows the address. Only the hub comes later: whoever is on the roster gets a new home at the next log-in.
Whoever was stopped can begin again."""

OUT_OF_REACH = (
    "backups that were made before",
    "mails that were sent",
    "what was put into a learning platform, or handed back to the person",
    "copies that somebody made, and the journals of the machine",
)
"""What no command reaches."""


def find_traces(person: Person) -> tuple[Trace, ...]:
    """Everything that a class holds of a person."""
    return tuple(trace for part in PARTS for trace in part(person))


def forget(
    folder: Path, learner: str, tell: Callable[[Trace], None] = lambda trace: None
) -> tuple[tuple[Trace, ...], tuple[str, ...]]:
    """Remove everything that a class holds of a person.

    Nobody may grade meanwhile. Where it is stopped, the same again removes the rest.

    Args:
        folder: the class folder.
        learner: the id.
        tell: told of each trace when it is gone.

    Returns:
        What was removed, and the files that hold the id still: others may have written it.

    Raises:
        KitError: no class there, somebody is grading it, or something cannot be removed.
    """
    removed = []
    with alone(folder):
        person = find_person(folder, learner)
        for part in PARTS:
            for trace in tuple(part(person)):
                trace.remove()
                removed.append(trace)
                tell(trace)
    private = places(folder, person.settings).private.resolve()
    in_the_hub = (str(private / name) for name in mentions(private, person.id, person.email))
    return tuple(removed), (*mentions(folder, person.id, person.email), *in_the_hub)
