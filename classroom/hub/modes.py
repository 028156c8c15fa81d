"""Who may do what with a file, by its mode; and what the kit closes by itself before learners come near."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

OPEN = (".venv", "classroom", "customer_value", "datasets", "generator", "tutor")
"""What learners' servers need of the folder of the kit. Everything else in it holds answers or nothing for them."""

HARMLESS = (".lock",)
"""Files that everybody may write and nothing reads: by them uv keeps others waiting."""

OTHERS = stat.S_IRWXO


@dataclass(frozen=True)
class Who:
    """An account as the system sees it when it opens a file.

    Attributes:
        number: its user id.
        groups: the numbers of its groups.
    """

    number: int
    groups: frozenset[int] = frozenset()


def may(who: Who, path: Path, wanted: int) -> bool:
    """Whether an account may do something with a file, and pass the folders above it. Says no for what is not there.

    Args:
        who: the account.
        path: a file or folder; links are followed.
        wanted: bits of 4 (read), 2 (write) and 1 (pass, execute).
    """
    if who.number == 0:
        return path.exists()
    try:
        real = path.resolve(strict=True)
        return all(_allows(who, folder.stat(), 1) for folder in real.parents) and _allows(who, real.stat(), wanted)
    except OSError:
        return False


def _allows(who: Who, about: os.stat_result, wanted: int) -> bool:
    if about.st_uid == who.number:
        shift = 6
    elif about.st_gid in who.groups:
        shift = 3
    else:
        shift = 0
    return (about.st_mode >> shift) & wanted == wanted


def first_closed(who: Who, path: Path) -> Path:
    """The uppermost of a file and the folders above it that an account cannot pass or read; the file where it can."""
    real = path.resolve()
    for folder in reversed(real.parents):
        if not _allows(who, folder.stat(), 1):
            return folder
    return real


def writable_by_others(folders: Iterable[Path], trusted: frozenset[int]) -> Iterator[Path]:
    """Files and folders in some folders that somebody else than the trusted accounts could change.

    Args:
        folders: where to look, to the bottom; links are not followed.
        trusted: numbers of accounts.
    """
    for folder in folders:
        if not folder.is_dir():
            continue
        if _is_loose(folder.stat(), trusted):
            yield folder
        for place, below, files in os.walk(folder):
            for name in (*below, *files):
                path = Path(place, name)
                about = path.lstat()
                if name not in HARMLESS and not stat.S_ISLNK(about.st_mode) and _is_loose(about, trusted):
                    yield path


def _is_loose(about: os.stat_result, trusted: frozenset[int]) -> bool:
    shared = about.st_mode & stat.S_IWGRP and about.st_gid != 0
    return about.st_uid not in trusted or bool(about.st_mode & stat.S_IWOTH) or bool(shared)


def loose_above(path: Path) -> Path | None:
    """The first folder above a path in which everybody could put something else in its place; None for none."""
    for folder in path.absolute().parents:
        if folder.is_dir():
            mode = folder.stat().st_mode
            if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
                return folder
    return None


def open_answers(kit: Path) -> list[Path]:
    """The folders of the kit that everybody can enter, though learners have no business in them."""
    if not (kit / "course").is_dir():
        return []
    found = [one for one in sorted(kit.iterdir()) if one.is_dir() and not one.is_symlink() and one.name not in OPEN]
    return [one for one in found if one.stat().st_mode & OTHERS]


def close_answers(kit: Path, staff: int) -> list[Path]:
    """Close these folders to everybody but their owner and one group; which ones were closed."""
    closed = open_answers(kit)
    for folder in closed:
        mode = stat.S_IMODE(folder.stat().st_mode)
        os.chown(folder, -1, staff)
        folder.chmod((mode & ~OTHERS) | stat.S_IRGRP | stat.S_IXGRP)
    return closed


def make_closed(folder: Path, mode: int, number: int = 0, group: int = 0) -> None:
    """Make a folder with just this mode and owner, or give it them. Only for folders in which root alone can write."""
    folder.mkdir(parents=True, exist_ok=True)
    os.chown(folder, number, group)
    folder.chmod(mode)


def give_whole(folder: Path, number: int, group: int) -> None:
    """Give a folder and everything in it to an account.

    Links are given themselves, not what they lead to; folders are held open, so that whoever owns them already cannot
    put a link in the place of one meanwhile; a file that also has a name elsewhere is left.
    """
    top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        for _, below, files, opened in os.fwalk(".", dir_fd=top, follow_symlinks=False):
            os.chown(opened, number, group)
            for name in (*below, *files):
                about = os.stat(name, dir_fd=opened, follow_symlinks=False)
                elsewhere = not stat.S_ISDIR(about.st_mode) and about.st_nlink > 1
                if not elsewhere and (about.st_uid, about.st_gid) != (number, group):
                    os.chown(name, number, group, dir_fd=opened, follow_symlinks=False)
    finally:
        os.close(top)
