"""Scenario files as text: plain nested values as TOML, with a comment where one is wanted."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence

BARE = re.compile(r"[A-Za-z0-9_-]+")
WIDTH = 110


def write_toml(values: Mapping, comments: Mapping[str, str], head: Sequence[str]) -> str:
    """A TOML file.

    Args:
        values: nested mappings, lists, strings, numbers, dates and booleans; a None is left out.
        comments: by the dotted path of a key or table, what is said above it.
        head: the lines of the comment at the top.
    """
    lines = [f"# {line}".rstrip() for line in head] + [""]
    plain = {key: value for key, value in values.items() if not _is_table(value)}
    for key, value in plain.items():
        _entry(lines, key, value, comments.get(key))
    for key, value in values.items():
        if _is_table(value):
            _table(lines, _key(key), value, comments)
    return "\n".join(lines).rstrip() + "\n"


def _is_table(value: object) -> bool:
    """Whether a value becomes a table of its own instead of standing behind its key."""
    if isinstance(value, Mapping):
        return len(_inline(value)) > WIDTH or any(isinstance(one, Mapping) for one in value.values())
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _table(lines: list[str], path: str, value: Mapping | Sequence, comments: Mapping[str, str]) -> None:
    """A table, or an array of tables, with the tables in it."""
    several = not isinstance(value, Mapping)
    if path in comments:
        lines += ["", *(f"# {line}" for line in comments[path].split("\n"))]
    elif "." not in path:
        lines.append("")
    for one in value if several else [value]:
        lines.append(f"[[{path}]]" if several else f"[{path}]")
        inside = {key: part for key, part in one.items() if isinstance(part, Mapping) and _is_table(part)}
        for key, part in one.items():
            if key not in inside:
                _entry(lines, key, part, comments.get(f"{path}.{key}"))
        for key, part in inside.items():
            _table(lines, f"{path}.{_key(key)}", part, comments)


def _entry(lines: list[str], key: str, value: object, comment: str | None) -> None:
    if value is None:
        return
    if comment:
        lines += [f"# {line}" for line in comment.split("\n")]
    text = _inline(value)
    if len(text) + len(key) <= WIDTH or not isinstance(value, list | tuple):
        lines.append(f"{_key(key)} = {text}")
        return
    lines.append(f"{_key(key)} = [")
    line = " "
    for part in (_inline(one) + "," for one in value):
        if len(line) + len(part) > WIDTH and line.strip():
            lines.append(line)
            line = " "
        line += f" {part}"
    lines += [line, "]"]


def _inline(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_inline(one)}" for key, one in value.items() if one is not None) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_inline(one) for one in value) + "]"
    if isinstance(value, int | float):
        return _number(value)
    raise TypeError(f"TOML has no {type(value).__name__}")


def _number(value: int | float) -> str:
    if isinstance(value, int):
        return str(value)
    return f"{value:.10g}" if abs(value) < 1e9 and value != int(value) else f"{value:.1f}"


def _key(key: object) -> str:
    text = str(key)
    return text if BARE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    """As JSON writes it, and TOML allows no DEL either."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
