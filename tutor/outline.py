"""The outline of the course that a workspace holds: its lessons and assignments in order, with minutes and needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

FORMAT = 1
NAME = "outline.json"

Kind = Literal["lesson", "assignment"]


@dataclass(frozen=True)
class Item:
    """A lesson or an assignment.

    Attributes:
        id: "7.1" or "a07".
        kind: which of the two.
        title: in the language of the workspace.
        target: its notebook, by its path in the workspace.
        minutes: how long somebody new to Python needs.
        core: whether it belongs to the short path.
        before: what comes before it, by id: for an assignment the lessons that it needs.
        required: whether an assignment has to be passed.
    """

    id: str
    kind: Kind
    title: str
    target: str
    minutes: int
    core: bool = False
    before: tuple[str, ...] = ()
    required: bool = False


def read_outline(folder: Path) -> tuple[Item, ...]:
    """The outline in a folder `.kit`, in the course's order; () where there is none or it is damaged."""
    try:
        values = json.loads((folder / NAME).read_text(encoding="utf-8"))
        items = tuple(_item(one) for one in values["items"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    return items if len({item.id for item in items}) == len(items) else ()


def outline_text(items: tuple[Item, ...]) -> str:
    """The file `outline.json` of some items; the same items give the same bytes."""
    rows = [
        {
            "id": item.id,
            "kind": item.kind,
            "title": item.title,
            "target": item.target,
            "minutes": item.minutes,
            "core": item.core,
            "before": list(item.before),
            "required": item.required,
        }
        for item in items
    ]
    return json.dumps({"format": FORMAT, "items": rows}, ensure_ascii=False, indent=1) + "\n"


def _item(values: Any) -> Item:
    """One row of the file. Raises ValueError, KeyError or TypeError where it is none."""
    minutes, kind, before = values["minutes"], values["kind"], values["before"]
    texts = [values["id"], values["title"], values["target"], *before]
    if type(minutes) is not int or minutes < 1 or kind not in ("lesson", "assignment"):
        raise ValueError("no item of the outline")
    if not all(isinstance(text, str) for text in texts) or not isinstance(before, list):
        raise ValueError("no item of the outline")
    core, required = values["core"] is True, values["required"] is True
    return Item(values["id"], kind, values["title"], values["target"], minutes, core, tuple(before), required)
