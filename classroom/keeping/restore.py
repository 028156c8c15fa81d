"""A class put back from its backup: all of it, as it was, or nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.class_folder import read_class
from classroom.errors import KitError
from classroom.hub.places import places
from classroom.keeping.backup import CLASS, HUB, Told
from classroom.keeping.gradebook_back import gradebook_back
from classroom.keeping.packed import opened, read_about, read_entry
from customer_value.settings import CLASS_FILE


@dataclass(frozen=True, kw_only=True)
class Restored:
    """A class that was put back.

    Attributes:
        name: what it is called.
        files: how many files there are.
        gradebook: where its gradebook's rows were put, where that is not the class folder; else "".
        hub: a sentence on the hub's own files; "" where there are none.
    """

    name: str
    files: int
    gradebook: str = ""
    hub: str = ""


def restore(file: Path, folder: Path, gradebook: str = "", tell: Told = lambda name, done, total: None) -> Restored:
    """Put a class back into an empty folder.

    Everything is unpacked beside the folder and held against its digest; only what is whole takes the folder's place.

    Args:
        file: the backup.
        folder: the class folder; not there, or empty.
        gradebook: where the gradebook is to be from now on: the address of an empty database, or "sqlite" for the class
            folder; as it was when "".
        tell: told of each file that is done.

    Raises:
        KitError: the backup is damaged or none, the folder holds something, or the gradebook cannot be put back.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise KitError(
            f"{folder} is not empty; a class is put back into a folder of its own, name another with --class."
        )
    target = folder.resolve()
    with opened(file) as packed:
        about = read_about(file, packed)
        total = sum(len(about[part]["files"]) for part in (CLASS, HUB))
        with _beside(target) as place, _beside(target) as hub:
            first = len(about[CLASS]["files"])
            _unpack(file, packed, about[CLASS], place, lambda name, done: tell(name, done, total))
            _unpack(file, packed, about[HUB], hub, lambda name, done: tell(name, first + done, total))
            settings = read_class(place)
            _modes(place, about[CLASS])
            (place / CLASS_FILE).chmod(0o600)
            with gradebook_back(file, packed, about, place, target, gradebook) as where:
                _take_place(place, target)
            root = places(target, settings).root.resolve()
            said = _put_hub_back(hub, about[HUB], root) if about[HUB]["files"] else ""
    return Restored(name=settings.name, files=total, gradebook=where, hub=said)


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """An empty folder beside another, so that it can take its place in one step; gone at the end."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as problem:
        raise KitError(f"{target} cannot be made: {problem.strerror or problem}.") from problem
    try:
        place = made / "unpacked"
        place.mkdir()
        yield place
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _put_hub_back(made: Path, about: Mapping[str, Any], root: Path) -> str:
    """Put the hub's own files where the hub looks for them; what is to be said of it.

    Nothing that a hub has there is touched. The class does not need it: without, learners choose their passwords again.
    """
    if root.exists() and any(root.iterdir()):
        return f"{root} holds a hub's files already, so those of the backup were left out."
    try:
        with _beside(root) as place:
            shutil.copytree(made, place, dirs_exist_ok=True)
            _modes(place, about)
            _take_place(place, root)
    except (KitError, OSError) as problem:
        return f"The hub's own files were left out, with the passwords that learners chose: {str(problem).rstrip('.')}."
    return f"The hub's own files are in {root} again."


def _unpack(
    file: Path, packed: zipfile.ZipFile, about: Mapping[str, Any], place: Path, tell: Callable[[str, int], None]
) -> None:
    try:
        for name in about["folders"]:
            (place / name).mkdir(parents=True, exist_ok=True)
        for done, (name, part) in enumerate(about["files"].items(), 1):
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as out:
                read_entry(file, packed, part, out.write)
            tell(name, done)
    except OSError as problem:
        raise KitError(f"{file} cannot be unpacked: {problem.strerror or problem}.") from problem


def _modes(place: Path, about: Mapping[str, Any]) -> None:
    """Times, and who may read what, as they were; folders at last, because one may forbid writing."""
    for name, part in about["files"].items():
        os.utime(place / name, ns=(part["modified"], part["modified"]))
        (place / name).chmod(part["mode"] & 0o777)
    for name in sorted(about["folders"], key=len, reverse=True):
        (place / name).chmod(int(about["folders"][name]) & 0o777 | 0o700)


def _take_place(place: Path, target: Path) -> None:
    try:
        if target.exists():
            target.rmdir()
        place.rename(target)
    except OSError as problem:
        raise KitError(f"{target} cannot be made: {problem.strerror or problem}.") from problem
