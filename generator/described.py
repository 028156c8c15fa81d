"""A ledger's description, as it comes from somebody else: files it must not name, and why one is not as described."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from generator.output import paths_of


def is_sound(package: Any) -> bool:
    """Whether a description has tables, each with its name, its files and its columns' names and types."""
    try:
        fields = [field for one in package["resources"] for field in one["schema"]["fields"]]
        named = [one["name"] for one in package["resources"]] + [field["name"] for field in fields]
        files = [paths_of(one) for one in package["resources"]]
        return all(isinstance(name, str) for name in named) and all(files) and all("type" in field for field in fields)
    except (TypeError, KeyError, AttributeError):
        return False


def outside(package: Mapping[str, Any]) -> str | None:
    """The first file of a sound description that would lie outside the ledger's folder; None where all lie inside."""
    for resource in package["resources"]:
        for path in paths_of(resource):
            if PurePath(path).is_absolute() or ".." in PurePath(path).parts:
                return path
    return None


def in_words(problem: Exception, columns: Sequence[str]) -> str:
    """Why a table's file is not as described, without a full stop.

    Args:
        columns: their names, for where Arrow only counts.
    """
    reason = (str(problem).strip().splitlines() or [type(problem).__name__])[0].rstrip(".")
    if counted := re.search(r"In CSV column #(\d+): CSV conversion error to [^:]*: (.*)", reason):
        place = int(counted[1])
        column = columns[place] if place < len(columns) else f"number {place + 1}"
        return f"column {column}: {counted[2]}"
    if lacking := re.search(r"(?:Column|Field) ['\"](\w+)['\"].* does not exist", reason):
        return f"the column {lacking[1]} is missing"
    if short := re.search(r"Expected (\d+) columns, got (\d+)", reason):
        return f"a row has {short[2]} columns instead of {short[1]}"
    return reason
