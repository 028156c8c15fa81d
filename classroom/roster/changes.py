"""A roster brought up to date with a newer list."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from classroom.roster.roster import Learner, Roster


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What a newer list changes.

    Attributes:
        roster: as it is then.
        added: who is new.
        changed: of whom something changed: before and after.
        same: how many are as they were.
        gone: who was taken out.
        missing: who is not in the list and stays.
    """

    roster: Roster
    added: tuple[Learner, ...] = ()
    changed: tuple[tuple[Learner, Learner], ...] = ()
    same: int = 0
    gone: tuple[Learner, ...] = ()
    missing: tuple[Learner, ...] = ()


def brought_up_to_date(before: Roster, newer: Roster, *, remove: bool = False) -> Changes:
    """A roster with a newer list's learners: those who were there in their order, then the new ones.

    An id stays as it is written, because folders are called so, even where the list writes it in other capitals. What
    the list does not say (there is no column for it, or an empty cell) stays too.

    Args:
        before: the roster.
        newer: the list.
        remove: take out who is not in the list.
    """
    left = {one.id.casefold(): one for one in newer}
    kept: list[Learner] = []
    changed: list[tuple[Learner, Learner]] = []
    absent: list[Learner] = []
    for old in before:
        new = left.pop(old.id.casefold(), None)
        if new is None:
            absent.append(old)
            if remove:
                continue
            now = old
        else:
            told = {one.name: getattr(new, one.name) for one in fields(Learner) if one.name != "id"}
            now = replace(old, **{name: value for name, value in told.items() if value})
            if now != old:
                changed.append((old, now))
        kept.append(now)
    added = tuple(left.values())
    return Changes(
        roster=Roster((*kept, *added)),
        added=added,
        changed=tuple(changed),
        same=len(before) - len(changed) - len(absent),
        gone=tuple(absent) if remove else (),
        missing=() if remove else tuple(absent),
    )
