"""Writing files whole: a file is either the old one or the new one, whenever the program is stopped."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

from classroom.errors import KitError


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file under a temporary name beside its place, then put it there in one step.

    Raises:
        KitError: the folder or the file cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as problem:
        raise KitError(f"{path} cannot be written: {_reason(problem)}.") from problem
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def write_if_new(path: Path, content: bytes | str) -> bool:
    """Write a file only where it does not hold this content already; whether it was written."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    write_whole(path, data)
    return True


def copy_whole(source: Path, target: Path) -> bool:
    """Copy one file whole, unless the target holds the same already; whether it was copied."""
    return write_if_new(target, source.read_bytes())


def move_aside(path: Path, word: str) -> Path:
    """Rename a file to the next free NAME.word-N.ext beside it and say what it is called now."""
    number = 1
    while (target := path.with_name(f"{path.stem}.{word}-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.rename(target)
    except OSError as problem:
        raise KitError(f"{path} cannot be renamed: {_reason(problem)}.") from problem
    return target


def remove_tree(folder: Path) -> None:
    """Remove a folder that the kit itself made."""
    if folder.is_dir():
        shutil.rmtree(folder)


def digest(*parts: bytes | str) -> str:
    """A short fingerprint of some content: 16 hexadecimal digits of SHA-256 over the parts and their lengths."""
    summary = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8") if isinstance(part, str) else part
        summary.update(len(data).to_bytes(8, "little"))
        summary.update(data)
    return summary.hexdigest()[:16]


def tree_digest(*places: Path, suffixes: tuple[str, ...] = ()) -> str:
    """A fingerprint of everything in some files and folders: names and content, hidden files and caches left out.

    Args:
        places: files or folders; one that is not there counts as empty.
        suffixes: only files that end so; every file when empty.
    """
    parts: list[bytes | str] = []
    for place in places:
        parts.append(place.name)
        if place.is_file():
            parts.append(place.read_bytes())
            continue
        for path in sorted(place.rglob("*")):
            inside = path.relative_to(place)
            if any(name.startswith((".", "__pycache__")) for name in inside.parts):
                continue
            if path.is_file() and (not suffixes or path.suffix in suffixes):
                parts += [inside.as_posix(), path.read_bytes()]
    return digest(*parts)


def read_json(path: Path) -> Any:
    """The content of a JSON file; None where there is none or it is damaged."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def to_json(value: Any) -> str:
    """JSON as the kit writes it: sorted, readable, ending in a line break."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _reason(problem: OSError) -> str:
    return problem.strerror or str(problem)
