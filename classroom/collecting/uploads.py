"""What was handed in at once by one learner: the files, whose they are, when they came."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from classroom.collecting.entries import Entry, Reader, Unusable
from classroom.collecting.forms import ARCHIVES, NOTEBOOK, OTHER_ARCHIVES, Kind, Parts, is_notebook, stem
from classroom.collecting.grouping import Group, Grouping, Left
from classroom.collecting.matching import Match, Matcher
from classroom.collecting.stored import Stored
from classroom.errors import KitError
from classroom.grading.notebook_file import shown


@dataclass(frozen=True, kw_only=True)
class Upload:
    """What one learner handed in at once.

    Attributes:
        path: where it lies in what was given; by this it is named.
        kind: how it came.
        match: whose it is.
        files: the files, by the path that each gets in submitted/.
        at: when it was last written or sent, in UTC; None for not known.
        marked_late: whether the platform says that it came late.
        dropped: how many files were left out, being too many or too large in all.
        settled: whether somebody has said whose it is, and that it counts.
    """

    path: str
    kind: Kind
    match: Match
    files: Mapping[str, Entry] = field(repr=False)
    at: dt.datetime | None = None
    marked_late: bool = False
    dropped: int = 0
    settled: bool = False


@dataclass(frozen=True)
class Sorted:
    """Everything that was given.

    Attributes:
        uploads: what holds a notebook, whether or not it is known whose.
        left: what cannot be taken.
        passed_over: files that are nothing to be graded.
        other_assignments: files of other assignments.
    """

    uploads: tuple[Upload, ...]
    left: tuple[Left, ...]
    passed_over: int = 0
    other_assignments: int = 0


@dataclass(frozen=True)
class Sorting:
    """Sorts what was given for one assignment.

    Attributes:
        reader: opens zips.
        matcher: the roster.
        assignment: such as "a07".
        notebook: what the handed-out notebook is called, without its ending.
        handed_out: the folder that was handed out; what is called like something in it is nobody's own.
        others: the other assignments' names.
    """

    reader: Reader
    matcher: Matcher
    assignment: str
    notebook: str
    handed_out: Path
    others: frozenset[str] = frozenset()

    def sort(self, entries: Iterable[Entry], settled: Mapping[str, str]) -> Sorted:
        """Sort files into uploads.

        Args:
            entries: the files.
            settled: whose an upload is, by its path, where somebody has said so.

        Raises:
            KitError: an upload was settled that is not there.
        """
        grouping = Grouping(self.reader, self.matcher, self.assignment, self.others)
        grouping.take(entries)
        work = _Work(self, grouping)
        uploads = [upload for group in grouping.groups.values() for upload in work.uploads(group)]
        uploads = _with_settled(work.with_loose(uploads), settled)
        return Sorted(tuple(uploads), tuple(grouping.left), grouping.passed_over, grouping.other_assignments)


class _Work:
    """Groups made into uploads."""

    def __init__(self, sorting: Sorting, grouping: Grouping) -> None:
        self.sorting = sorting
        self.grouping = grouping

    def uploads(self, group: Group) -> list[Upload]:
        """What a group comes to: one upload, or several where Canvas has a file time after time; none without one."""
        files = self._opened(group.files)
        path = "/".join(group.path)
        notebooks = [entry for _, entry in files if is_notebook(entry)]
        if not notebooks:
            if not any(left.path.startswith(path) for left in self.grouping.left):
                packed = any(entry.ending in OTHER_ARCHIVES for _, entry in files)
                why = "holds no notebook" + (", and archives other than zip are not opened" if packed else "")
                self.grouping.left.append(Left(path, why))
            return []
        match = Match(group.learner) if group.learner else self.sorting.matcher.settle(group.found, group.about)
        times = [entry.at for entry in notebooks if entry.at]
        at = group.at or (max(times) if times else None)
        versions = self._versions(group.kind, files)
        made = []
        for version in versions:
            stored = self._stored(version)
            one = path if len(versions) == 1 else next(entry.path for _, entry in version if is_notebook(entry))
            known = at
            if len(versions) > 1:  # Canvas gives them all at once; of others, each has a time of its own
                known = next(entry.at for _, entry in version if is_notebook(entry))
                known = None if group.kind == "canvas" else known
            made.append(
                Upload(
                    path=one,
                    kind=group.kind,
                    match=match,
                    files=stored.files,
                    at=known,
                    marked_late=group.late,
                    dropped=stored.dropped,
                )
            )
        return made

    def _opened(self, files: Sequence[tuple[Parts, Entry]]) -> list[tuple[Parts, Entry]]:
        """The files with those of zips in place of the zips, at the zips' own times: those inside, the learner set."""
        waiting, found = list(files), []
        while waiting:
            inside, entry = waiting.pop(0)
            if entry.problem:
                self.grouping.problem(entry, entry.problem)
            elif entry.ending in ARCHIVES:
                try:
                    members = self.sorting.reader.inside(entry, as_folder=False)
                except Unusable as problem:
                    self.grouping.problem(entry, str(problem))
                    continue
                opened = [
                    ((*inside[:-1], *one.parts[len(entry.parts) :]), replace(one, at=entry.at)) for one in members
                ]
                waiting = opened + waiting
            else:
                found.append((inside, entry))
        return found

    def _versions(self, kind: Kind, files: Sequence[tuple[Parts, Entry]]) -> list[list[tuple[Parts, Entry]]]:
        """One list for each notebook that could be the one that is meant, the other files in each.

        In Canvas that is one for each file of the same name. Where a person has put several into a learner's folder, it
        is every notebook, unless just one is called as it was handed out. Else there is one list.
        """
        notebooks = [pair for pair in files if is_notebook(pair[1])]
        named = [pair for pair in notebooks if self._is_copy(pair[0])]
        several = named if kind == "canvas" or len(named) > 1 else notebooks
        if kind not in ("canvas", "plain") or len(several) < 2 or len(named) == 1:
            return [list(files)]
        rest = [pair for pair in files if pair not in several]
        return [[pair, *rest] for pair in several]

    def _is_copy(self, inside: Parts) -> bool:
        """Whether a file is called as the notebook that was handed out, or as Canvas calls it when it comes again."""
        found = NOTEBOOK.fullmatch(inside[-1])
        copy = rf"{re.escape(self.sorting.notebook)}(-\d+)?"
        return found is not None and re.fullmatch(copy, found["stem"], re.I) is not None

    def with_loose(self, uploads: Sequence[Upload]) -> list[Upload]:
        """The uploads, with files beside a notebook that are called as the same learner's."""
        places: dict[tuple[str, str], list[int]] = {}
        for place, one in enumerate(uploads):
            if one.kind == "plain" and one.match.learner:
                places.setdefault((one.match.learner, one.path.rpartition("/")[0]), []).append(place)
        extra: dict[int, list[tuple[Parts, Entry]]] = {}
        for entry in self.grouping.loose:
            whose = self.sorting.matcher.settle(self.grouping.plain_name(stem(entry))).learner
            beside = places.get((whose, "/".join(entry.parts[:-1])), [])
            for place in beside:
                extra.setdefault(place, []).append((entry.parts[-1:], entry))
            self.grouping.passed_over += not beside
        return [self._with(one, extra[place]) if place in extra else one for place, one in enumerate(uploads)]

    def _with(self, upload: Upload, more: Sequence[tuple[Parts, Entry]]) -> Upload:
        there = [(tuple(name.split("/")), entry) for name, entry in upload.files.items()]
        stored = self._stored([*there, *more])
        return replace(upload, files=stored.files, dropped=upload.dropped + stored.dropped)

    def _stored(self, pairs: Sequence[tuple[Parts, Entry]]) -> Stored:
        return Stored(pairs, self.sorting.notebook, self.sorting.handed_out)


def _with_settled(uploads: Sequence[Upload], settled: Mapping[str, str]) -> list[Upload]:
    """The uploads, with what somebody has said. Raises KitError for one that is not there."""
    found = []
    missing = dict(settled)
    for one in uploads:
        name = next((name for name in (one.path, shown(one.path)) if name in settled), None)
        if name is None:
            found.append(one)
        else:
            missing.pop(name, None)
            found.append(replace(one, match=Match(settled[name]), settled=True))
    if missing:
        raise KitError(f"There is no upload {next(iter(missing))!r}: name it as the list of what was left over has it.")
    return found
