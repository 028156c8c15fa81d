"""Peeking: what happens to an A/B test that is looked at again and again and stopped at the first good day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import whole_number
from customer_value.measures._numbers import finite, not_nan, share
from customer_value.measures._tables import none_negative, pandas_table
from customer_value.measures.upselling._two_rates import difference

COUNTS = ("treated", "treated_responders", "control", "control_responders")

ALPHA = 0.05
"""Below this p a look counts as "significant"."""


def running_test(counts: Any) -> pd.DataFrame:
    """An A/B test as it stood at every look: the difference, its interval, and whether it looked significant.

    Args:
        counts: one row per look, in time order: `treated`, `treated_responders`, `control`, `control_responders`, each
            all people so far, not only the new ones.

    Returns:
        A pandas frame, one row per look: `look` (from 1), the four counts, `difference` (treated rate - control rate,
        a share), `low` and `high` (95% interval), `p` and `significant` (p below 0.05; false where there is no p).

    Raises:
        MeasureError: a column is missing or of another type, a count is missing, below 0 or falls from one look to
            the next, or more responded than there are people.

    Examples:
        Significant at the second look, and at the last no more:

        >>> import pandas as pd
        >>> counts = pd.DataFrame({"treated": [200, 400, 800], "treated_responders": [10, 28, 44],
        ...                        "control": [200, 400, 800], "control_responders": [8, 14, 34]})
        >>> running_test(counts)[["look", "difference", "p", "significant"]].round(3)
           look  difference      p  significant
        0     1       0.010  0.629        False
        1     2       0.035  0.026         True
        2     3       0.012  0.245        False
    """
    plain = pandas_table(counts, "counts", **dict.fromkeys(COUNTS, "number"))
    none_negative(plain, "counts", *COUNTS)
    for column in COUNTS:
        if (plain[column].diff() < 0).any():
            raise MeasureError(
                f"counts[{column!r}] falls from one look to the next; give all people so far at each look, in time "
                "order."
            )
    for people, responders in (COUNTS[:2], COUNTS[2:]):
        if (plain[responders] > plain[people]).any():
            raise MeasureError(f"counts[{responders!r}] is above counts[{people!r}]; count each person once.")
    found = difference(*(plain[column] for column in COUNTS))
    table = plain.astype("int64").assign(**{name: found[name] for name in ("difference", "low", "high", "p")})
    table.insert(0, "look", range(1, len(table) + 1))
    return table.assign(significant=table["p"] < ALPHA)


def draw_test(
    rng: np.random.Generator, *, base: float, uplift: float = 0.0, people: int = 100, looks: int = 20
) -> pd.DataFrame:
    """Draw an A/B test that grows from look to look, with a known true difference.

    Args:
        rng: the source of chance; the same seed gives the same test.
        base: the true response of the control group, 0 to 1.
        uplift: the true difference in response; 0 for a treatment that does nothing.
        people: how many people join **each** group between two looks.
        looks: how often somebody looks.

    Returns:
        A pandas frame of counts so far, as `running_test` takes it.

    Raises:
        MeasureError: a rate is missing or outside 0 to 1, or `people` or `looks` is no whole number of at least 1.

    Examples:
        >>> import numpy as np
        >>> counts = draw_test(np.random.default_rng(1), base=0.05, people=1000, looks=3)
        >>> counts["treated"].tolist()
        [1000, 2000, 3000]
    """
    first, second = _rates(base, uplift)
    people, looks = _count(people, "people"), _count(looks, "looks")
    bought = rng.binomial(people, (first, second), size=(looks, 2)).cumsum(axis=0)
    so_far = people * np.arange(1, looks + 1)
    return pd.DataFrame(dict(zip(COUNTS, (so_far, bought[:, 0], so_far, bought[:, 1]), strict=True))).astype("int64")


def early_stops(
    rng: np.random.Generator,
    *,
    base: float,
    uplift: float = 0.0,
    people: int = 100,
    looks: int = 20,
    tests: int = 1000,
) -> pd.DataFrame:
    """How often a test is called a success if it may be stopped at every look, beside looking only once.

    Many tests are drawn as by `draw_test`. With `uplift` 0 nothing is there to be found, and a test that is read once
    is wrong in 5 of 100. One that is read at every look and stopped at the first p below 0.05 is wrong far more often:
    each look is another chance.

    Args:
        rng, base, uplift, people, looks: as for `draw_test`.
        tests: how many tests are drawn.

    Returns:
        A pandas frame, one row per look: `look` (from 1), `people` (in each group by then), `at_this_look` (share of
        the tests with p below 0.05 at this look alone) and `by_now` (share with p below 0.05 at this or any earlier
        look: those that would have been stopped).

    Raises:
        MeasureError: as for `draw_test`, or `tests` is no whole number of at least 1.

    Notes:
        Source: Armitage, McPherson and Rowe (1969), who give 5% for one look, 14% for five, 25% for twenty.

    Examples:
        >>> import numpy as np
        >>> found = early_stops(np.random.default_rng(1), base=0.05, people=1000, looks=20, tests=2000)
        >>> bool(found["by_now"].iloc[-1] > 0.2), bool(found["at_this_look"].iloc[-1] < 0.07)
        (True, True)
    """
    first, second = _rates(base, uplift)
    people, looks, tests = _count(people, "people"), _count(looks, "looks"), _count(tests, "tests")
    so_far = people * np.arange(1, looks + 1)
    treated, control = (rng.binomial(people, rate, size=(tests, looks)).cumsum(axis=1) for rate in (first, second))
    significant = difference(so_far, treated, so_far, control)["p"] < ALPHA
    ever = np.logical_or.accumulate(significant, axis=1)
    return pd.DataFrame(
        {
            "look": np.arange(1, looks + 1),
            "people": so_far,
            "at_this_look": significant.mean(axis=0),
            "by_now": ever.mean(axis=0),
        }
    )


def _rates(base: Any, uplift: Any) -> tuple[float, float]:
    """The true rates of the treated and of the control group."""
    second = not_nan(share(base, "base"), "base")
    return share(second + not_nan(finite(uplift, "uplift"), "uplift"), "base + uplift"), second


def _count(value: Any, name: str) -> int:
    count = whole_number(value)
    if count is None or count < 1:
        raise MeasureError(f"{name} is {value!r}; give a whole number of at least 1.")
    return count
