"""Assignment a07: right by any route, the rule of the scores on any table, and what an ordinary ledger has to hold.

What holds for every assignment is in test_solutions_assignments.py.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import customer_value
from solutions import records
from solutions.rfm.cases import draw_ordinary
from solutions.trial import verdict
from tutor.cases import PUBLIC_SEED

TASKS = {task.id: task for task in records("a07").TASKS}

ROUTES = {
    "series": lambda s: s,
    "float": lambda s: s.astype(float),
    "renamed": lambda s: s.rename_axis("who").rename("x"),
    "shuffled": lambda s: s.sample(frac=1, random_state=1),
    "frame": lambda s: s.to_frame(),
    "key as column": lambda s: s.reset_index(),
    "dict": lambda s: s.to_dict(),
    "pairs": lambda s: list(s.items()) if len(s) else [],
    "nullable": lambda s: s.astype("Float64"),
    "rounding far behind the point": lambda s: s * (1 + 1e-12),
}


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES.keys())
@pytest.mark.parametrize("task", ["a07.recency", "a07.frequency", "a07.monetary"])
def test_right_by_any_route(task, route):
    answer = TASKS[task].answer
    found = verdict(
        TASKS[task], lambda orders, refunds, snapshot: route(answer(orders, refunds, snapshot)), PUBLIC_SEED
    )
    assert found == TASKS[task].points


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*(st.integers(0, 12) for _ in range(3))), min_size=1, max_size=60), st.randoms())
def test_the_model_scores_hold_to_the_measure_and_to_the_rule(rows, random):
    table = pd.DataFrame(rows, columns=["recency", "frequency", "monetary"])
    table.insert(0, "customer_id", [f"C{number:05d}" for number in range(len(table))])
    columns = ["r_score", "f_score", "m_score"]
    mine = TASKS["a07.scores"].answer(table).set_index("customer_id")[columns]
    measured = customer_value.rfm_scores(table).set_index("customer_id")[columns]
    pd.testing.assert_frame_equal(mine, measured, check_dtype=False)
    assert mine.isin(range(1, 6)).all(axis=None)
    scored = table.join(mine, on="customer_id")
    assert (scored.groupby("recency")["r_score"].agg(["min", "max"]).diff(axis=1)["max"] == 0).all()
    order = list(range(len(table)))
    random.shuffle(order)
    shuffled = TASKS["a07.scores"].answer(table.iloc[order]).set_index("customer_id")[columns]
    pd.testing.assert_frame_equal(shuffled.sort_index(), mine.sort_index())


def test_the_ordinary_ledger_holds_every_trouble_the_rules_are_about():
    for seed in range(5):
        drawn = draw_ordinary(np.random.default_rng(seed))
        orders, refunds, snapshot = drawn["orders"], drawn["refunds"], drawn["snapshot"]
        back = refunds.groupby("order_id")["amount"].agg(["sum", "size"])
        amount = orders.set_index("order_id")["amount"]
        assert (orders["status"] == "cancelled").any()
        assert orders["customer_id"].isna().any()
        assert (orders["order_date"] > snapshot).any() and (refunds["refund_date"] > snapshot).any()
        assert orders.duplicated(["customer_id", "order_date"]).any()
        assert (back["size"] == 2).any()
        assert (back["sum"] == amount[back.index]).any() and (back["sum"] < amount[back.index]).any()
        assert (back["sum"] <= amount[back.index]).all()
        assert refunds.merge(orders, on="order_id").eval("refund_date > order_date").all()
