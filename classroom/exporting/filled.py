"""What came of an export: the file's content, and what whoever exports has to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file to be written.

    Attributes:
        content: the bytes.
        count: how many learners' points are in it.
        notes: sentences on what was done otherwise than one might think.
        left: learners with points who are not in it, by id, with the reason.
    """

    content: bytes
    count: int
    notes: tuple[str, ...] = ()
    left: Mapping[str, str] = field(default_factory=dict)


def listed(names: tuple[str, ...] | list[str], most: int = 8) -> str:
    """Names as part of a sentence, the first of them where there are many."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
