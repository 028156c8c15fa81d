from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from generator.history import look_back
from generator.orders import Orders


@given(
    arrays.arrays(np.int64, some.integers(1, 30), elements=some.integers(0, 40)),
    some.integers(0, 3),
    some.integers(-10, 60),
    some.integers(-10, 60),
)
def test_history_adds_up_what_was_paid_between_two_days(days, customer, after, until):
    after, until = min(after, until), max(after, until)
    who = np.sort(days % 4)
    day = np.concatenate([np.sort(days[days % 4 == one]) for one in range(4)])
    money, cancelled = 10 + day, day % 5 == 0
    nothing = np.zeros(len(day), dtype=np.int64)
    orders = Orders(
        customer=who,
        purchase=nothing,
        day=day,
        minute=nothing,
        channel=nothing,
        area=nothing,
        cancelled=cancelled,
        reduction=nothing,
    )
    history = look_back(orders, 4, money, last_day=60)
    counted = (who == customer) & (day > after) & (day <= until) & ~cancelled
    asked = np.array([customer]), np.array([after]), np.array([until])
    assert history.spent_within(*asked)[0] == money[counted].sum()
    assert history.any_within(*asked)[0] == counted.any()
