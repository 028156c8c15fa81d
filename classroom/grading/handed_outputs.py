"""What cells showed when they were handed in: only what is an output by nbformat 4, and only so much of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

LARGEST_CELL = 1_000_000
"""Bytes of one cell's outputs; an honest figure has a hundred thousand."""

LARGEST = 4_000_000
"""Bytes of all outputs of a notebook."""

DEEPEST = 50
"""Lists and objects in one another, in one output."""


class Outputs:
    """Keeps the outputs of one notebook, cell by cell, until there are LARGEST bytes of them."""

    def __init__(self) -> None:
        self.left = LARGEST

    def keep(self, outputs: Any) -> tuple[Mapping[str, Any], ...]:
        """A cell's outputs, those that are well-formed; none where together they are too large."""
        if not isinstance(outputs, list):
            return ()
        kept, size = [], 0
        for output in outputs[:1000]:
            one = well_formed(output)
            weight = _weight(one) if one else -1
            if one and weight >= 0:
                kept.append(one)
                size += weight
            if size > min(LARGEST_CELL, self.left):
                return ()
        self.left -= size
        return tuple(kept)


def well_formed(output: Any) -> dict[str, Any] | None:
    """An output with the keys that nbformat 4 knows and no other; None for anything else."""
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream" and _is_text(output.get("text")):
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": kind, "name": name, "text": output["text"]}
    if kind == "error" and isinstance(output.get("ename"), str) and isinstance(output.get("evalue"), str):
        lines = output.get("traceback")
        lines = [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
        return {"output_type": kind, "ename": output["ename"], "evalue": output["evalue"], "traceback": lines}
    if kind not in ("display_data", "execute_result") or not isinstance(output.get("data"), dict):
        return None
    metadata = output.get("metadata")
    data = {key: value for key, value in output["data"].items() if _is_text(value) or key.endswith("json")}
    one = {"output_type": kind, "data": data, "metadata": metadata if isinstance(metadata, dict) else {}}
    if kind == "execute_result":
        count = output.get("execution_count")
        one["execution_count"] = count if type(count) is int else None
    return one


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _weight(output: Mapping[str, Any]) -> int:
    """The bytes of an output; -1 where it cannot be written down: too deep, endless numbers, halves of characters."""
    if _is_deep(output):
        return -1
    try:
        return len(json.dumps(output, ensure_ascii=False, allow_nan=False).encode("utf-8"))
    except ValueError:
        return -1


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        inner: list[Any] = []
        for one in level:
            parts = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
            inner += [part for part in parts if isinstance(part, dict | list)]
        if not inner:
            return False
        level = inner
    return True
