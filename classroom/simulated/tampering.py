"""What a learner who is after points without work puts into a notebook.

Each is a cell before the first answer. The grading engine gives none of them a point that was not earned; the tests of
the engine try many more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

TAMPERINGS: Mapping[str, str] = {
    "patches-the-check": """
import tutor
import tutor.compare
import tutor.judge

tutor.check = lambda task: "correct"
for module in (tutor.compare, tutor.judge):
    for name, one in list(vars(module).items()):
        if callable(one) and not isinstance(one, type):
            setattr(module, name, lambda *args, **kwargs: True)
""",
    "always-equal": """
class Anything(float):
    __eq__ = __le__ = __ge__ = lambda self, other: True
    __hash__ = float.__hash__
    __sub__ = __rsub__ = __abs__ = lambda self, *other: Anything(0)


import builtins

builtins.abs = lambda value: Anything(0)
builtins.isinstance = lambda *args: True
""",
    "writes-the-gradebook": """
import sqlite3
from pathlib import Path

for folder in [Path.cwd(), *Path.cwd().parents]:
    if (folder / "gradebook.db").exists():
        book = sqlite3.connect(folder / "gradebook.db")
        book.execute("update grade set manual_score = 100")
        book.commit()
""",
    "reads-the-answers": """
import glob

found = [*glob.glob("/**/solutions/*.py", recursive=True), *glob.glob("../../../source/*/*.ipynb")]
answers = [open(path).read() for path in found]
""",
    "leaves-early": """
import atexit
import os

atexit.register(lambda: os.write(1, b'{"points": 100}'))
os._exit(0)
""",
    "rewrites-the-cells": """
import ast


class NoComparisons(ast.NodeTransformer):
    def visit_Compare(self, node):
        return ast.copy_location(ast.Constant(True), node)

    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)


get_ipython().ast_transformers.append(NoComparisons())
""",
}
"""The cells by what they try."""


def tamper(cells: list[dict[str, Any]], rng: np.random.Generator) -> str:
    """Put one of the cells before the first answer; its name."""
    name = list(TAMPERINGS)[int(rng.integers(len(TAMPERINGS)))]
    first = next(place for place, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("solution"))
    source = TAMPERINGS[name].strip()
    made = {"cell_type": "code", "id": f"tried-{name}", "metadata": {}, "source": source}
    cells.insert(first, made | {"execution_count": None, "outputs": []})
    return name
