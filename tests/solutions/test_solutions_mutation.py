"""A model answer that is changed in one place loses points: some mutants of every task, and how they are made.

All of them: python -m benchmarks.mutation.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from benchmarks import mutation
from benchmarks._mutants import mutants
from solutions.trial import assignments, graded
from tutor.task import FunctionTask

FUNCTIONS = [
    pytest.param(task, id=task.id) for name in assignments() for task in graded(name) if isinstance(task, FunctionTask)
]
MOST = 6


@pytest.mark.parametrize("task", FUNCTIONS)
def test_a_changed_model_answer_loses_points(task):
    count = mutation.try_mutants(task, most=MOST)
    assert count.counted, "no mutant changes anything on an ordinary case"
    assert mutation.share_found([count]) >= mutation.LEAST, count.survivors


def spread(table, least):
    kept = table[(table["amount"] >= least) & ~table["gone"]]
    return -kept.groupby("who", sort=False)["amount"].sum().max() + np.ceil(1.5)


TABLE = pd.DataFrame({"who": ["a", "a", "b"], "amount": [3, 4, 9], "gone": [False, False, True]})


def test_each_kind_of_change_is_made_once_and_nothing_else_moves():
    made = {one.change.partition(" in ")[0]: one for one in mutants(spread, ["who", "amount", "gone"])}
    assert {
        *("GtE -> Gt", "GtE -> LtE", "BitAnd -> BitOr", "Add -> Sub", "without its sign", "without sort="),
        *("sum -> mean", "max -> min", "ceil -> floor", "1.5 -> 1.6500000000000001", "'amount' -> 'gone'"),
    } <= set(made)
    values = {change: one.function(TABLE, 3) for change, one in made.items() if change in ("Add -> Sub", "sum -> mean")}
    assert spread(TABLE, 3) == -5 and values == {"Add -> Sub": -9.0, "sum -> mean": -1.5}


def test_a_mutant_that_no_case_sees_survives(monkeypatch):
    (task,) = (one.values[0] for one in FUNCTIONS if one.id == "a07.recency")
    monkeypatch.setattr(mutation, "draw_cases", lambda *_, **__: ())
    count = mutation.try_mutants(task)
    assert (count.found, len(count.survivors)) == (0, count.counted) and count.counted
    assert mutation.share_found([count]) == 0
    assert "max -> min in `last = valid.groupby" in count.survivors[0]
