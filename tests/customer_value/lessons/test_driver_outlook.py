"""The outlook: the same quarter a year before, with the farthest that rule has been off."""

from __future__ import annotations

import pandas as pd
import pytest

from customer_value.errors import MeasureError
from customer_value.lessons.driver_outlook import driver_outlook, steps_back


def test_it_looks_a_year_back_and_a_quarter_where_there_are_too_few():
    quarters = pd.DataFrame({"aov": [100.0, 80.0, 90.0, 120.0, 110.0, 76.0]})
    found = driver_outlook(quarters, ["aov"]).loc["aov"]
    assert steps_back(quarters) == 4
    assert (found["forecast"], found["low"], found["high"]) == pytest.approx((90, 81, 99))  # 110 for 100 was 10% off
    assert pd.isna(found["came"]) and found["inside"] is None
    young = driver_outlook(quarters[:3], ["aov"], {"aov": 100.0}).loc["aov"]
    assert steps_back(quarters[:4]) == 1
    assert (young["forecast"], young["off"]) == pytest.approx((90, 0.2)) and young["inside"] is True


def test_shares_stay_shares():
    shares = pd.DataFrame({"retention": [0.2, 0.7], "recommended": [0.0, 0.5]})
    found = driver_outlook(shares, ["retention", "recommended"], {"retention": 0.1, "recommended": 0.5})
    assert found.loc["retention", ["low", "high"]].tolist() == [0.0, 1.0] and found.loc["retention", "inside"] is True
    # From nothing to half is no share of nothing: there is no doubt to be read off, and so no range.
    assert found.loc["recommended", ["off", "low", "high"]].isna().all() and found.loc["recommended", "inside"] is None


def test_one_quarter_has_no_doubt_to_show_and_none_no_forecast():
    one = driver_outlook(pd.DataFrame({"aov": [100.0]}), ["aov"], {"aov": 90.0}).loc["aov"]
    assert one["forecast"] == 100 and pd.isna(one["off"]) and one["inside"] is None
    with pytest.raises(MeasureError, match="no rows"):
        driver_outlook(pd.DataFrame({"aov": pd.Series(dtype=float)}), ["aov"])
    with pytest.raises(MeasureError, match="retention"):
        driver_outlook(pd.DataFrame({"aov": [100.0]}), ["retention"])
