"""The files in a folder or a zip that somebody else filled: listed without unpacking, and read with a limit.

No name in it decides where anything is written, no link is followed, and nothing is read that is larger than it may be.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from zoneinfo import ZoneInfo

from classroom.errors import KitError
from classroom.grading.notebook_file import shown

MOST_FILES = 200_000
"""Files in what is collected."""

MOST_INSIDE = 2_000
"""Files in a zip inside of it."""

LARGEST_ZIP, LARGEST_INSIDE = 100_000_000, 200_000_000
"""Bytes of a zip inside of it, and of what it comes to."""

DEEPEST = 3
"""Zips inside zips."""

LONGEST_NAME, MOST_FOLDERS = 255, 1_000
"""Characters of a file's name, and folders that it lies in; a zip can hold longer ones, which no system writes."""

_PASSED_OVER = ("__macosx", "thumbs.db", "desktop.ini")

_ENCODINGS = {"zh-Hans": "gb18030"}


class Unusable(Exception):
    """A file cannot be taken; the text says why, as the end of a sentence."""


class _Open:
    """Zips that are open: a few at a time, because to open one anew for each file in it takes long."""

    MOST = 8

    def __init__(self) -> None:
        self._zips: dict[Path, zipfile.ZipFile] = {}

    def get(self, path: Path) -> zipfile.ZipFile:
        found = self._zips.pop(path, None) or zipfile.ZipFile(path)
        self._zips[path] = found  # the last one is the one used last
        while len(self._zips) > self.MOST:
            self._zips.pop(next(iter(self._zips))).close()
        return found

    def close(self) -> None:
        while self._zips:
            self._zips.popitem()[1].close()


@dataclass(frozen=True)
class Entry:
    """One file.

    Attributes:
        parts: its path, below what was given; a zip counts as a folder.
        size: in bytes, as it is said to be.
        file: the file on this machine that it is, or that it is in.
        member: which member of that zip it is; None where it is the file itself.
        at: when it was last written, in UTC; None for not known.
        problem: why it cannot be taken, as the end of a sentence; "" where it can.
        depth: how many zips it lies in, not counting one that was given.
        zips: where the zip that it is in is held open.
    """

    parts: tuple[str, ...]
    size: int
    file: Path
    member: int | None = None
    at: dt.datetime | None = None
    problem: str = ""
    depth: int = 0
    zips: _Open | None = field(default=None, repr=False, compare=False)

    @property
    def path(self) -> str:
        return "/".join(self.parts)

    @property
    def shown(self) -> str:
        """The path, fit to stand in a sentence."""
        return shown(self.path)

    @property
    def ending(self) -> str:
        return os.path.splitext(self.parts[-1])[1].casefold()  # noqa: PTH122 - a stranger's name, not a path

    def read(self, most: int) -> bytes:
        """What is in it. Raises Unusable where it is larger, damaged or closed."""
        if self.problem:
            raise Unusable(self.problem)
        if self.size > most:
            raise Unusable(f"is larger than {most // 1_000_000} MB")
        try:
            if self.member is None or self.zips is None:
                data = _read_file(self.file, most)
            else:
                packed = self.zips.get(self.file)
                with packed.open(packed.infolist()[self.member]) as stream:
                    data = stream.read(most + 1)
        except (OSError, ValueError, EOFError, RuntimeError, NotImplementedError) as problem:
            raise Unusable("cannot be read") from problem
        except (zipfile.BadZipFile, zlib.error, struct.error) as problem:
            raise Unusable("is damaged") from problem
        if len(data) > most:
            raise Unusable(f"is larger than {most // 1_000_000} MB")
        return data


class Reader:
    """Lists what was given and what is in zips inside of it; to be used in a `with`, because it keeps copies meanwhile.

    Args:
        zone: whose time a zip's times are, which do not say so.
        language: of the class; names in old zips are read as its computers write them.
    """

    def __init__(self, zone: ZoneInfo, language: str) -> None:
        self.zone = zone
        self.old_encoding = _ENCODINGS.get(language, "cp950")
        self._folder = ""
        self._count = 0
        self._open = _Open()

    def __enter__(self) -> Reader:
        self._folder = tempfile.mkdtemp(prefix="collected-")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def given(self, place: Path) -> list[Entry]:
        """Everything in a folder or a zip, sorted. Raises KitError where it is neither."""
        if place.is_dir():
            return _walk(place)
        if not place.exists():
            raise KitError(f"There is nothing at {place}: name the folder or the zip that holds what learners sent.")
        if zipfile.is_zipfile(place):
            try:
                return self._members(place, (), MOST_FILES, 0)
            except Unusable as problem:
                raise KitError(f"{place} {problem}.") from problem
        if place.suffix.casefold() in (".eml", ".mbox", ".ipynb"):
            return [_entry(place, (place.name,))]
        raise KitError(f"{place} is neither a folder nor a zip that can be read, nor mail.")

    def inside(self, entry: Entry, *, as_folder: bool) -> list[Entry]:
        """What is in a zip inside of what was given.

        Args:
            entry: the zip.
            as_folder: whether it stands in the paths as a folder does, without its ending.

        Raises:
            Unusable: it is damaged, or comes to too much.
        """
        if entry.depth >= DEEPEST:
            raise Unusable("lies in too many zips")
        path = self.keep(entry.read(LARGEST_ZIP))
        stem = entry.parts[-1].removesuffix(entry.parts[-1][-len(entry.ending) :])
        above = (*entry.parts[:-1], stem) if as_folder else entry.parts
        return self._members(path, above, MOST_INSIDE, entry.depth + 1)

    def keep(self, data: bytes) -> Path:
        """A file of this machine with some content, there as long as this is used."""
        self._count += 1
        path = Path(self._folder) / str(self._count)
        path.write_bytes(data)
        return path

    def _members(self, path: Path, above: tuple[str, ...], most: int, depth: int) -> list[Entry]:
        try:
            infos = self._open.get(path).infolist()
        except (OSError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile, struct.error) as problem:
            raise Unusable("is no zip that can be read") from problem
        if len(infos) > most:
            raise Unusable(f"holds more than {most:,} files")
        if depth and sum(info.file_size for info in infos) > LARGEST_INSIDE:
            raise Unusable(f"comes to more than {LARGEST_INSIDE // 1_000_000} MB")
        found = []
        for number, info in enumerate(infos):
            if info.is_dir():
                continue
            parts, problem = _inner_parts(self._name(info))
            if not parts or any(map(_is_passed_over, parts)):
                continue
            kind = stat.S_IFMT(info.external_attr >> 16)
            if kind not in (0, stat.S_IFREG):
                problem = problem or ("is a link" if kind == stat.S_IFLNK else "is no plain file")
            if info.flag_bits & 0x1:
                problem = problem or "is locked with a password"
            at = self._time(info)
            found.append(Entry((*above, *parts), info.file_size, path, number, at, problem, depth, self._open))
        return sorted(found, key=lambda one: (one.parts, one.member or 0))

    def _name(self, info: zipfile.ZipInfo) -> str:
        """A member's name: where it does not say how it is written, UTF-8 or else the class's old encoding."""
        if info.flag_bits & 0x800:
            return info.filename
        try:
            raw = info.filename.encode("cp437")
        except UnicodeEncodeError:
            return info.filename
        for encoding in ("utf-8", self.old_encoding):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
        return info.filename

    def _time(self, info: zipfile.ZipInfo) -> dt.datetime | None:
        """When a member was written: in UTC where the zip says so, else as a clock in the class's zone showed it."""
        if (seconds := _unix_time(info.extra)) is not None:
            return dt.datetime.fromtimestamp(seconds, dt.UTC)
        if info.date_time[:3] == (1980, 1, 1):
            return None
        try:
            return dt.datetime(*info.date_time, tzinfo=self.zone).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            return None


def _walk(top: Path) -> list[Entry]:
    found: list[Entry] = []
    waiting: list[tuple[Path, tuple[str, ...]]] = [(top, ())]
    while waiting:
        folder, above = waiting.pop()
        try:
            with os.scandir(folder) as there:
                entries = sorted(there, key=lambda one: one.name)
        except OSError as problem:
            if folder == top:
                raise KitError(f"{top} cannot be read: {problem.strerror or problem}.") from problem
            found.append(Entry(above, 0, folder, problem="cannot be read"))
            continue
        for entry in entries:
            parts = (*above, entry.name)
            if _is_passed_over(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((Path(entry.path), parts))
            else:
                found.append(_entry(Path(entry.path), parts))
        if len(found) > MOST_FILES:
            raise KitError(f"{top} holds more than {MOST_FILES:,} files: name the folder with what learners sent.")
    return sorted(found, key=lambda one: one.parts)


def _entry(path: Path, parts: tuple[str, ...]) -> Entry:
    try:
        about = path.lstat()
    except OSError:
        return Entry(parts, 0, path, problem="cannot be read")
    if not stat.S_ISREG(about.st_mode):
        return Entry(parts, 0, path, problem="is a link" if stat.S_ISLNK(about.st_mode) else "is no plain file")
    at = dt.datetime.fromtimestamp(int(about.st_mtime), dt.UTC)
    return Entry(parts, about.st_size, path, at=at)


def _read_file(path: Path, most: int) -> bytes:
    # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Unusable("is no plain file")
        return file.read(most + 1)


def _inner_parts(name: str) -> tuple[tuple[str, ...], str]:
    """The parts of a name in a zip, and what is wrong with it."""
    pieces = name.replace("\\", "/").split("/")
    parts = tuple(piece for piece in pieces if piece not in ("", "."))
    if name.startswith(("/", "\\")) or ".." in parts or re.fullmatch("[A-Za-z]:", pieces[0]):
        return parts, "has a path that leads out of its folder"
    if len(parts) > MOST_FOLDERS or any(len(part) > LONGEST_NAME for part in parts):
        return tuple(part[:LONGEST_NAME] for part in parts[-MOST_FOLDERS:]), "has a longer name than a file can have"
    return parts, ""


def _is_passed_over(name: str) -> bool:
    """Whether it is what computers leave behind, or hidden: the grader looks at neither."""
    return (name.startswith((".", "~$")) and name != "..") or name.casefold() in _PASSED_OVER


def _unix_time(extra: bytes) -> int | None:
    """The time of the extra field "UT", which is in UTC; None where there is none."""
    for tag, data in _fields(extra):
        if tag == 0x5455 and len(data) >= 5 and data[0] & 1:
            return struct.unpack("<i", data[1:5])[0]
    return None


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= 4:
        tag, size = struct.unpack("<HH", extra[:4])
        yield tag, extra[4 : 4 + size]
        extra = extra[4 + size :]
