"""Whose row of another program's table is whose: by what names one learner only, never by likeness."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from classroom.exporting.filled import listed
from classroom.roster import Learner


@dataclass(frozen=True, kw_only=True)
class Row:
    """Somebody in the other table.

    Attributes:
        place: the row's number.
        ids: an id of the institution's, or a login.
        emails: addresses.
        name: as it is written there.
    """

    place: int
    ids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Matched:
    """Who is where.

    Attributes:
        places: each learner's row, by id.
        left: learners without one, with the reason.
        by_name: learners whom only the name named, to be looked at.
        others: whom the rows name that are nobody's of these learners.
    """

    places: Mapping[str, int] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)
    by_name: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def of(self, learners: Collection[str]) -> Matched:
        """The same of some learners alone, by their ids."""
        return Matched(
            places={one: place for one, place in self.places.items() if one in learners},
            left={one: why for one, why in self.left.items() if one in learners},
            by_name=tuple(one for one in self.by_name if one in learners),
            others=self.others,
        )


def match(learners: Sequence[Learner], rows: Sequence[Row]) -> Matched:
    """Find each learner's row.

    An id or an e-mail address decides. Only where neither is anywhere in the table, the name does: if nobody else has
    it, there or here, and no address says otherwise. Where two rows could be a learner's, or two learners a row's,
    none is taken.
    """
    names = Counter(key for one in learners if (key := name_key(one.name)))
    named = Counter(key for row in rows if (key := name_key(row.name)))
    keyed: dict[str, dict[int, Row]] = {}
    called: dict[str, list[Row]] = {}
    for row in rows:
        called.setdefault(name_key(row.name), []).append(row)
        for text in (*row.ids, *row.emails):
            keyed.setdefault(_same(text), {})[row.place] = row
    found: dict[str, Row] = {}
    left: dict[str, str] = {}
    by_name: list[str] = []
    for learner in learners:
        sure = _sure(learner, keyed)
        key = name_key(learner.name)
        if len(sure) == 1:
            found[learner.id] = sure[0]
        elif sure:
            lines = ", ".join(str(row.place + 1) for row in sure)
            left[learner.id] = f"lines {lines} could all be meant"
        elif key and named[key] and (named[key] > 1 or names[key] > 1):
            left[learner.id] = f"more than one is called {learner.name}"
        elif key and named[key] and not _contradicts(learner, called[key][0]):
            found[learner.id] = called[key][0]
            by_name.append(learner.id)
        else:
            left[learner.id] = "no line has this id, e-mail address or name"
    taken = Counter(row.place for row in found.values())
    for learner, row in list(found.items()):
        if taken[row.place] > 1:
            left[learner] = f"line {row.place + 1} could be somebody else's too"
            del found[learner]
    places = {learner: row.place for learner, row in found.items()}
    used = set(taken)
    return Matched(
        places=places,
        left=left,
        by_name=tuple(one for one in by_name if one in places),
        others=tuple(row.name or next(iter((*row.ids, *row.emails)), "") for row in rows if row.place not in used),
    )


def match_notes(matched: Matched) -> list[str]:
    """What whoever exports has to know of who was found how, as sentences."""
    notes = []
    if matched.by_name:
        notes.append(f"Found by name alone, please look at these: {listed(matched.by_name)}.")
    if matched.others:
        notes.append(f"Left as they were, because nobody here with points is meant: {listed(matched.others)}.")
    return notes


def name_key(name: str) -> str:
    """A name as it is compared: "Lin, Ann" is "Ann Lin", and width, capitals and spaces make no difference."""
    text = unicodedata.normalize("NFKC", name).casefold()
    family, comma, given = text.partition(",")
    return " ".join((f"{given} {family}" if comma else text).split())


def _sure(learner: Learner, keyed: Mapping[str, Mapping[int, Row]]) -> list[Row]:
    """The rows with a learner's id or address."""
    found: dict[int, Row] = {}
    for text in (learner.id, learner.email):
        if key := _same(text):
            found |= keyed.get(key, {})
    return [found[place] for place in sorted(found)]


def _contradicts(learner: Learner, row: Row) -> bool:
    """Whether both have an address; that it is not the same one is known by then."""
    return bool(learner.email and any(_same(text) for text in row.emails))


def _same(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
