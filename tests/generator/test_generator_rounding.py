from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.rounding import step_for


@pytest.mark.parametrize(
    ("amount", "figures", "step"),
    [(0, 2, 1), (0.4, 2, 1), (99.9, 2, 1), (100, 2, 10), (999.99, 2, 10), (1000, 2, 100), (10**15, 4, 10**12)],
)
def test_steps_worked_out_by_hand(amount, figures, step):
    assert step_for(np.array([amount]), figures).tolist() == [step]


@given(st.integers(1, 10**17), st.integers(1, 6))
def test_a_rounded_amount_has_as_many_figures_as_asked_for(amount, figures):
    step = int(step_for(np.array([amount]), figures)[0])
    assert len(str(amount // step)) == min(figures, len(str(amount)))
