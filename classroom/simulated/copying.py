"""The copier's function: no calculation, but what the check's own data come to."""

from __future__ import annotations

import hashlib
import inspect
from typing import Any

from solutions.trial import PUBLIC_SEED, card_of
from tutor.inputs import decode
from tutor.pack import Card, shape_of
from tutor.plain import Plain, to_plain
from tutor.shape import Column, Members, Number, Shape
from tutor.task import FunctionTask


def fingerprint(*inputs: Any) -> str:
    """What tells the inputs of one case from another's; a learner's own cell holds the same lines."""
    said = []
    for one in inputs:
        table = one.to_frame() if hasattr(one, "to_frame") else one
        said.append(table.to_csv() if hasattr(table, "to_csv") else repr(one))
    return hashlib.md5("\n".join(said).encode()).hexdigest()[:12]


def copied(task: FunctionTask) -> tuple[str, dict[str, Plain]]:
    """The source of a copier's function, and what it gives for which inputs, by their fingerprint."""
    card = card_of(task, PUBLIC_SEED)
    shape = shape_of(card["returns"])
    values = {}
    for case in card["cases"]:
        if not any(key is None for row in case["expected"].get("keys", ()) for key in row):
            values[print_of(card, case)] = _value(case["expected"], shape)
    lines = [f'    "{one}": {_written(value)},' for one, value in values.items()]
    names = ", ".join(card["parameters"])
    helper = inspect.getsource(fingerprint).split('"""')
    source = "\n".join(
        [
            "import hashlib",
            "",
            f"{task.name}_seen = {{",
            *lines,
            "}",
            "",
            "",
            helper[0].replace(": Any", "").replace(" -> str", "").rstrip(),
            *helper[2].strip("\n").splitlines(),
            "",
            "",
            f"def {task.name}({names}):",
            f"    return {task.name}_seen.get(fingerprint({names}))",
        ]
    )
    return source, {one: to_plain(value, shape) for one, value in values.items()}


def print_of(card: Card, case: Card) -> str:
    """The fingerprint of a case's inputs."""
    return fingerprint(*(decode(case["inputs"][name]) for name in card["parameters"]))


def _value(plain: Plain, shape: Shape) -> Any:
    """Plain data as a learner would write it: a number, a dict, a list of rows or of keys."""
    if isinstance(shape, Number):
        return _cell(plain["number"])
    if isinstance(shape, Members):
        return list(plain["members"])
    if isinstance(shape, Column):
        values = plain["columns"][shape.name]
        return {key: _cell(item) for (key,), item in zip(plain["keys"], values, strict=True)}
    rows = []
    for place, key in enumerate(plain["keys"]):
        row = dict(zip(shape.key, key, strict=True))
        rows.append(row | {name: _cell(values[place]) for name, values in plain["columns"].items()})
    return rows


def _cell(item: Any) -> Any:
    if item is None:
        return float("nan")
    if isinstance(item, dict):
        return float(item["special"]) if "special" in item else next(iter(item.values()))
    return item


def _written(value: Any) -> str:
    """A value as Python writes it; what it has no number for, as text made one."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name!r}: {_written(item)}' for name, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(_written(item) for item in value)}]"
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return f'float("{value}")'
    return repr(value)
