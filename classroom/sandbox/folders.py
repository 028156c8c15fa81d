"""What Python and its libraries have to read."""

from __future__ import annotations

import mimetypes
import os
import site
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("customer_value", "tutor", "generator", "classroom.sandbox")
"""The kit's packages that a learner's code works with."""

HIDDEN = ("solutions", "classroom")
"""The kit's packages that hold or lead to the answers, and lie among the libraries where the kit is installed."""

SYSTEM = (
    *("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib"),
    *("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/zoneinfo", "/usr/share/locale", "/etc/localtime"),
    *("/etc/ld.so.cache", "/etc/ssl/openssl.cnf", "/dev/urandom", "/dev/zero", *mimetypes.knownfiles),
)
"""Shared libraries and where the loader finds them, fonts, time zones, random numbers; and what the standard library
reads where it is there, and stops where that is refused."""


@cache
def readable_folders() -> tuple[Path, ...]:
    """The files and folders to read: Python, its libraries, the kit's packages but those with the answers.

    Without /etc, /proc and /sys, and without anybody's home except where Python itself lies there. A folder of
    libraries that holds the kit's answers too is given entry by entry; `listable_folders` has the folder then.
    """
    hidden = [folder for name in HIDDEN if (folder := _folder_of(name))]
    found: list[Path] = []
    for folder in _roots():
        found += _without(folder, hidden)
    found += [folder for name in PACKAGES if (folder := _folder_of(name))]
    return tuple(_outermost(found))


@cache
def listable_folders() -> tuple[Path, ...]:
    """The folders that are given entry by entry, in which libraries want to see what there is."""
    parents = {folder.parent for name in HIDDEN if (folder := _folder_of(name))}
    return tuple(sorted(one for one in parents if any(one.is_relative_to(root) for root in _roots())))


def _roots() -> list[Path]:
    """Where Python and the system's libraries are, as far as they exist."""
    import matplotlib as mpl

    paths = sysconfig.get_paths()
    places = [sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, mpl.get_cachedir(), *SYSTEM]
    places += [paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    places += [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    whole = [Path(place) for place in places if os.path.lexists(place) and Path(place).exists()]
    return [path for path in whole if path != Path("/")]


def _folder_of(package: str) -> Path | None:
    """Where a package lies, without importing it."""
    top, _, below = package.partition(".")
    spec = find_spec(top)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations)), below)
    return folder if folder.is_dir() else None


def _without(folder: Path, hidden: Iterable[Path]) -> list[Path]:
    """A folder; or what is in it, where something below it is hidden."""
    within = [one for one in hidden if one.resolve().is_relative_to(folder.resolve())]
    if not within:
        return [folder]
    if any(one.resolve() == folder.resolve() for one in within):
        return []
    found: list[Path] = []
    for entry in sorted(folder.iterdir()):
        found += _without(entry, within) if entry.exists() else []
    return found


def _outermost(paths: Iterable[Path]) -> list[Path]:
    """Without what lies below another, each place once."""
    kept: list[Path] = []
    for path in sorted(set(paths), key=lambda one: (len(one.parts), one)):
        if not any(path.is_relative_to(one) for one in kept):
            kept.append(path)
    return kept
