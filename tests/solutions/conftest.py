"""The order of the tests of records: task by task, so that each worker draws a task's cases once for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what is tried on the same cases side by side; whatever is not about one task keeps its place before."""
    folder = Path(__file__).parent
    places = [place for place, item in enumerate(items) if item.path.parent == folder]
    ordered = sorted((items[place] for place in places), key=_cases)
    for place, item in zip(places, ordered, strict=True):
        items[place] = item


def _cases(item: pytest.Item) -> tuple[str, str]:
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    return getattr(parameters.get("task"), "id", ""), str(parameters.get("seed", ""))
