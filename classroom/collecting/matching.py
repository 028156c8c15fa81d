"""Whose an upload is: by id, by name or by sender, and by nothing that leaves a doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from classroom.collecting.names import folded, ids_in, name_keys, runs, without
from classroom.grading.notebook_file import shown
from classroom.roster.roster import Roster


@dataclass(frozen=True)
class Match:
    """Whose an upload is.

    Attributes:
        learner: the id; "" where it is not known.
        why: why it is not known, as a sentence.
    """

    learner: str = ""
    why: str = ""


@dataclass(frozen=True)
class Found:
    """What was found in the names around an upload: the learners that each could mean."""

    by_id: frozenset[str] = frozenset()
    by_name: frozenset[str] = frozenset()
    by_sender: frozenset[str] = frozenset()

    def __or__(self, other: Found) -> Found:
        return Found(self.by_id | other.by_id, self.by_name | other.by_name, self.by_sender | other.by_sender)

    def __bool__(self) -> bool:
        return bool(self.by_id or self.by_name or self.by_sender)


@dataclass(frozen=True)
class Matcher:
    """A roster, looked up by ids, names and addresses.

    Attributes:
        roster: the learners.
        titles: what the assignment and its notebook are called: no part of anybody's name or id.
    """

    roster: Roster
    titles: tuple[str, ...] = field(default=())

    def platform_name(self, name: str, number: str = "") -> Found:
        """Who is meant by the name that a learning platform has put before a file: all of it is a name, or an id in it.

        Args:
            name: such as "Mei-Ling Chen".
            number: the platform's own number of the learner, which is nobody's id.
        """
        rest = " ".join(part for part in name.split() if part != number)
        ids = ids_in(rest, self._ids)
        by_name = self._named(name_keys(rest))
        if ids and not by_name:  # an id beside a name: the name has to be the same learner's
            beside = without(rest, sorted(ids))
            by_name = self._named(name_keys(beside)) | self.plain(beside).by_name
        return Found(self._with_ids(ids), by_name)

    def plain(self, text: str) -> Found:
        """Who is meant in the name of a file, without its ending, or of a folder."""
        rest = without(text, self.titles)
        named = [self._named(keys) for keys in runs(rest)]
        return Found(self._with_ids(ids_in(rest, self._ids)), frozenset().union(*named))

    def exact(self, text: str) -> str:
        """The id that a folder's name is; "" for none."""
        return text if text in self.roster else ""

    def sender(self, address: str) -> Found:
        """Whose address it is."""
        return Found(by_sender=self._addresses.get(folded(address).strip(), frozenset()))

    def settle(self, found: Found, about: str = "its name") -> Match:
        """The one learner that everything found agrees on.

        Args:
            found: what was found.
            about: what names nobody where nothing was found, as part of a sentence.
        """
        kinds = [one for one in (found.by_id, found.by_sender, found.by_name) if one]
        if not kinds:
            return Match(why=f"{about} holds no id or name that is on the roster")
        agreed = frozenset.intersection(*kinds)
        if len(found.by_id) <= 1 and len(agreed) == 1 and any(len(one) == 1 for one in kinds):
            return Match(next(iter(agreed)))
        could = sorted(frozenset.union(*kinds))
        listed = ", ".join(map(shown, could[:4])) + (f" and {len(could) - 4} more" if len(could) > 4 else "")
        return Match(why=f"it could be of {listed}")

    def _with_ids(self, found: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*(self._ids[one] for one in found))

    def _named(self, keys: frozenset[str]) -> frozenset[str]:
        return frozenset().union(*(self._names.get(key, frozenset()) for key in keys))

    @cached_property
    def _ids(self) -> Mapping[str, frozenset[str]]:
        return _index((folded(one.id), one.id) for one in self.roster)

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        return _index((key, one.id) for one in self.roster for key in name_keys(one.name))

    @cached_property
    def _addresses(self) -> Mapping[str, frozenset[str]]:
        return _index((folded(one.email).strip(), one.id) for one in self.roster if one.email)


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, learner in pairs:
        found.setdefault(key, set()).add(learner)
    return {key: frozenset(learners) for key, learners in found.items()}
