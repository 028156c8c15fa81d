"""Plain numbers on their way into a measure."""

from __future__ import annotations

import math

import numpy as np
import pytest

from customer_value import MeasureError
from customer_value.measures._numbers import finite, ratio, share


def test_a_ratio_without_a_base_is_nan():
    assert ratio(1, 4) == 0.25
    assert math.isnan(ratio(1, 0))
    assert math.isnan(ratio(math.nan, 2))
    assert math.isnan(ratio(2, math.nan))


def test_numbers_come_from_python_and_numpy():
    assert finite(np.float64(1.5), "cost") == 1.5
    assert type(finite(np.int64(3), "cost")) is float
    assert math.isnan(finite(math.nan, "cost"))


@pytest.mark.parametrize("value", ["3", None, True, [1], math.inf, -math.inf])
def test_what_is_no_number_is_refused_by_name(value):
    with pytest.raises(MeasureError, match=r"^cost is .*; give a number\.$"):
        finite(value, "cost")


def test_bounds_are_said():
    with pytest.raises(MeasureError, match="give a number of at least 0 and at most 10"):
        finite(-1, "score", least=0, most=10)
    with pytest.raises(MeasureError, match="give a number of at least 0\\."):
        finite(-1, "cost", least=0)


def test_a_percentage_is_told_from_a_share():
    assert share(0.35, "margin") == 0.35
    with pytest.raises(MeasureError, match="margin is 35; give a share from 0 to 1"):
        share(35, "margin")
