"""What measures are told beside tables: lists, mappings and names of columns, checked before anything is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from customer_value.errors import MeasureError


def listed(values: Any, name: str) -> list[Any]:
    """The entries of a list, a tuple, a Series or the like.

    Args:
        values: what the caller gave.
        name: what to call it in the message.

    Raises:
        MeasureError: it is a text, a frame, or nothing that has entries.
    """
    if isinstance(values, str) or hasattr(values, "columns") or not isinstance(values, Iterable):
        raise MeasureError(f"{name} is {_shown(values)}; give a list.")
    return list(values)


def mapping(values: Any, name: str) -> dict[Any, Any]:
    """The entries of a dict or another mapping.

    Raises:
        MeasureError: it is none.
    """
    if not isinstance(values, Mapping):
        raise MeasureError(f"{name} is {_shown(values)}; give a dict, with a value for each name.")
    return dict(values)


def column(value: Any, name: str) -> str:
    """The name of a column.

    Raises:
        MeasureError: it is no text.
    """
    if not isinstance(value, str):
        raise MeasureError(f"{name} is {_shown(value)}; give the name of a column as a text.")
    return value


def columns(values: Any, name: str) -> list[str]:
    """The names of columns; a text is one name.

    Raises:
        MeasureError: it is no list of texts.
    """
    return [column(one, name) for one in ([values] if isinstance(values, str) else listed(values, name))]


def _shown(value: Any) -> str:
    """A plain value as it is, anything larger by its type."""
    return repr(value) if value is None or isinstance(value, str | int | float) else f"a {type(value).__name__}"
