"""Which files were handed in together, and whose they could be, by the folders, names and mails that they came in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from classroom.collecting.entries import Entry, Reader, Unusable
from classroom.collecting.forms import ARCHIVES, CANVAS, EXCHANGE, MOODLE, Kind, Parts, is_notebook, stem
from classroom.collecting.mails import ENDINGS, Letter, letters
from classroom.collecting.matching import Found, Matcher
from classroom.grading.notebook_file import ENDING, shown
from classroom.grading.work_list import TIMESTAMP, read_time


@dataclass(frozen=True)
class Left:
    """Something that was not taken: its path, and why, as the end of a sentence."""

    path: str
    why: str


@dataclass
class Group:
    """Files that were handed in together.

    Attributes:
        kind: how they came.
        path: where they lie in what was given.
        found: whose they could be.
        learner: whose they are, where nbgrader's own folder says so; else "".
        about: what it is that names nobody, as part of a sentence.
        at: when they were handed in, where a mail or nbgrader says so.
        late: whether the platform says that they came late.
        files: the files, with their paths in it.
    """

    kind: Kind
    path: Parts
    found: Found = field(default_factory=Found)
    learner: str = ""
    about: str = "its name"
    at: dt.datetime | None = None
    late: bool = False
    files: list[tuple[Parts, Entry]] = field(default_factory=list)


class Grouping:
    """Puts files together that one learner handed in at once.

    What a learning platform wrote is believed: its folder or the beginning of a file's name says whose it is, and no
    name that a learner gave to a file inside has a say. Where there are only such names, all of them have to agree.

    Attributes:
        groups: what was found, by how and where it came.
        loose: files that are nobody's, and no notebooks.
        left: what cannot be taken.
        passed_over: files that are nothing to be graded.
        other_assignments: files of other assignments.
    """

    def __init__(self, reader: Reader, matcher: Matcher, assignment: str, others: frozenset[str]) -> None:
        """Begin with nothing.

        Args:
            reader: opens zips.
            matcher: the roster.
            assignment: such as "a07".
            others: the other assignments' names.
        """
        self.reader = reader
        self.matcher = matcher
        self.assignment = assignment
        self.others = others
        self.plain_name = cache(matcher.plain)
        self.groups: dict[tuple, Group] = {}
        self.loose: list[Entry] = []
        self.left: list[Left] = []
        self.passed_over = 0
        self.other_assignments = 0

    def take(self, entries: Iterable[Entry]) -> None:
        """Put every file where it belongs: what lies outermost says whose it is, because a learner fills the rest."""
        for entry in entries:
            inner = range(len(entry.parts) - 1)
            if not any(self._in_folder(entry, place) for place in inner):
                self._alone(entry)

    def _in_folder(self, entry: Entry, place: int) -> bool:
        """Whether one of the folders that a file lies in is somebody's."""
        return self._moodle(entry, place) or self._nbgrader(entry, place) or self._named(entry, place)

    def _alone(self, entry: Entry) -> None:
        """A file in nobody's folder."""
        if self._canvas(entry) or self._moodle(entry, len(entry.parts) - 1):
            return
        if entry.problem:
            self.problem(entry, entry.problem)
        elif entry.ending in ENDINGS or entry.parts[-1].casefold() == "mbox":
            self._mails(entry)
        elif entry.ending in ARCHIVES:
            self._archive(entry)
        elif is_notebook(entry):
            group = self._group("plain", entry.parts, entry.member)
            group.found = self.plain_name(stem(entry))
            group.files.append((entry.parts[-1:], entry))
        else:
            self.loose.append(entry)

    def _group(self, kind: Kind, path: Parts, key: object = None) -> Group:
        return self.groups.setdefault((kind, path, key), Group(kind, path))

    def _moodle(self, entry: Entry, place: int) -> bool:
        found = MOODLE.fullmatch(entry.parts[place])
        if not found:
            return False
        is_file = place == len(entry.parts) - 1
        if found["plugin"] != "file" or (is_file and not found["rest"]):
            self.passed_over += 1
            return True
        group = self._group("moodle", (*entry.parts[:place], found["head"]))
        group.found = self.matcher.platform_name(found["name"], found["number"])
        rest = (found["rest"],) if found["rest"] else ()
        group.files.append(((*rest, *entry.parts[place + 1 :]), entry))
        return True

    def _canvas(self, entry: Entry) -> bool:
        found, other = CANVAS.fullmatch(entry.parts[-1]), MOODLE.fullmatch(entry.parts[-1])
        if not found or (other and other.start("number") < found.start("user")):  # what comes later, the learner wrote
            return False
        group = self._group("canvas", (*entry.parts[:-1], f"{found['name']}_{found['user']}"))
        group.found = self.matcher.platform_name(found["name"])
        group.late = group.late or bool(found["late"])
        group.files.append(((found["rest"],), entry))
        return True

    def _nbgrader(self, entry: Entry, place: int) -> bool:
        """LEARNER/ASSIGNMENT/… as nbgrader has it, or a folder of its exchange."""
        part = entry.parts[place]
        exchanged = EXCHANGE.fullmatch(part)
        if exchanged and (learner := self.matcher.exact(exchanged["learner"])):
            assignment, path, at = exchanged["assignment"], entry.parts[: place + 1], read_time(exchanged["at"])
        elif (learner := self.matcher.exact(part)) and place + 2 < len(entry.parts):
            assignment, path, at = entry.parts[place + 1], entry.parts[: place + 2], None
        else:
            return False
        if assignment in self.others:
            self.other_assignments += 1
            return True
        if assignment != self.assignment:
            return False
        group = self._group("nbgrader", path)
        group.learner, group.at = learner, group.at or at
        inside = entry.parts[len(path) :]
        if inside == (TIMESTAMP,):
            group.at = _said_time(entry) or group.at
        else:
            group.files.append((inside, entry))
        return True

    def _named(self, entry: Entry, place: int) -> bool:
        """By the name of a folder that could be somebody's; the names of notebooks and folders in it have to agree."""
        found = self.plain_name(entry.parts[place])
        if not found:
            return False
        group = self._group("plain", entry.parts[: place + 1])
        for name in [*entry.parts[place + 1 : -1], *([stem(entry)] if is_notebook(entry) else [])]:
            found |= self.plain_name(name)
        group.found |= found
        group.files.append((entry.parts[place + 1 :], entry))
        return True

    def _archive(self, entry: Entry) -> None:
        if found := self.plain_name(stem(entry)):
            group = self._group("plain", entry.parts)
            group.found |= found
            group.files.append((entry.parts[-1:], entry))
            return
        try:
            self.take(self.reader.inside(entry, as_folder=True))
        except Unusable as problem:
            self.problem(entry, str(problem))

    def _mails(self, entry: Entry) -> None:
        try:
            for letter in letters(entry, self.reader):
                self._mail(entry, letter)
        except Unusable as problem:
            self.problem(entry, str(problem))

    def _mail(self, entry: Entry, letter: Letter) -> None:
        if not letter.files:
            self.passed_over += 1
            return
        group = self._group("mail", letter.parts, entry.member)
        group.at = letter.at
        group.about = f"mail from {shown(letter.sender)}" if letter.sender else "its name, without one known sender,"
        group.found = self.matcher.sender(letter.sender)
        names = [stem(file) for file in letter.files if is_notebook(file) or file.ending in ARCHIVES]
        for name in [*names, *([stem(entry)] if entry.ending == ".eml" else [])]:
            group.found |= self.plain_name(name)
        group.files += [(file.parts[-1:], file) for file in letter.files]

    def problem(self, entry: Entry, why: str) -> None:
        """Say what cannot be taken; what would not have been looked at anyway is passed over."""
        if entry.ending in (ENDING, *ARCHIVES, *ENDINGS, "") or entry.depth:
            self.left.append(Left(entry.path, why))
        else:
            self.passed_over += 1


def _said_time(entry: Entry) -> dt.datetime | None:
    try:
        return read_time(entry.read(1_000).decode("ascii", errors="replace").strip())
    except Unusable:
        return None
