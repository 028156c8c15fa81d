"""Scores from 1 to 5: a customer's place among all customers, for recency, frequency and monetary value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, isfinite
from typing import Any

import narwhals.stable.v2 as nw

from customer_value.errors import MeasureError
from customer_value.frames import Frame, checked, collected, open_frame, whole_number
from customer_value.measures.tiers._places import present, scored_by_value

SCORES = {"recency": "r_score", "frequency": "f_score", "monetary": "m_score"}
"""The three numbers and the columns of their scores."""

LOW_IS_GOOD = frozenset({"recency"})
"""The numbers of which a low value earns the high score."""


def score(values: Any, *, ascending: bool = True, bins: int = 5) -> Any:
    """Score every value from 1 to 5 by its place among all of them, 5 being best.

    `score = ceil(5 x average rank / n)`. Line the customers up from worst to best; equal customers share the mean of
    their places; five times the place over the number of customers, rounded up, is the score.

    So equal values always get the same score, whatever the order of the rows, and where all are equal everybody gets
    3. The price is that the groups are not equally large where many are equal, and that a score may go to nobody.
    With fewer than five values the low scores stay empty: a single one gets 5, and two to four equal ones get 4.

    Args:
        values: a Series (pandas, Polars, PyArrow) of numbers.
        ascending: True where a high value is good (frequency, monetary value), False where a low one is (recency).
            Ranking downwards is not `6 - score`, which differs where values are equal or n is no multiple of 5.
        bins: the highest score, 2 to 9.

    Returns:
        The same kind of Series, whole numbers from 1 to `bins`. A missing value gets no score (NaN in pandas, which
        makes that Series floats) and is not counted in n.

    Raises:
        MeasureError: it is no Series, holds no numbers or an infinite one, or `bins` is not from 2 to 9.

    Notes:
        `pandas.qcut` fails on equal values ("Bin edges must be unique"); `rank(method="first")` gives equal customers
        different scores. SQL's NTILE is the latter, CUME_DIST the method "max". Published recipes differ; this rule
        is the course's.

    Examples:
        Ten customers; six bought once:

        >>> import pandas as pd
        >>> orders = pd.Series([1, 1, 1, 1, 1, 1, 2, 2, 3, 9])
        >>> score(orders).tolist()
        [2, 2, 2, 2, 2, 2, 4, 4, 5, 5]

        Days since the last order, the fewer the better:

        >>> score(pd.Series([10, 40, 90, 200, 365]), ascending=False).tolist()
        [5, 4, 3, 2, 1]
    """
    try:
        series = nw.from_native(values, series_only=True)
    except TypeError as problem:
        raise MeasureError(
            f"values has to be a Series, such as one column of a data frame, not {type(values).__name__}."
        ) from problem
    name = series.name if isinstance(series.name, str) and series.name else "values"
    frame = _none_infinite(checked(series.alias(name).to_frame(), "values", **{name: "number"}), "values", name)
    scored = _whole(frame.select(_points(frame, name, ascending, _top(bins)).alias(name)), [name])
    return scored[name].alias(series.name).to_native()


def rfm_scores(rfm_table: Any, bins: int = 5, *, cuts: Mapping[str, Sequence[float]] | None = None) -> Any:
    """Score recency, frequency and monetary value, and join the three scores to a cell such as "555".

    Each of the three is scored by `score`, recency downwards (few days are good).

    Args:
        rfm_table: a frame with `recency`, `frequency` and `monetary`, as `rfm` returns it; other columns stay.
        bins: the highest score, 2 to 9.
        cuts: score by these cut values instead of by place: for each of the three numbers the values at which scores
            2, 3, ... begin, falling for recency, rising for the others (see `score_cuts`). Two snapshots can only be
            compared with the same cut values at both. `bins` is then one more than the number of cuts.

    Returns:
        The same kind of frame with five more columns: `r_score`, `f_score`, `m_score` (whole numbers), `cell` (text:
        the three one after another; a name, not a number to calculate with) and `score_sum` (3 to 15 with five
        bins). A customer with a missing number has that score, the cell and the sum missing.

    Raises:
        MeasureError: a column is missing or holds no numbers or, in an eager frame, an infinite one; `bins` is not from
            2 to 9, or `cuts` is not as above.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({
        ...     "customer_id": ["A", "B", "C", "D", "E"], "recency": [305, 12, 40, 12, 200],
        ...     "frequency": [3, 1, 2, 8, 1], "monetary": [1700, 300, 1400, 5200, 150],
        ... })
        >>> rfm_scores(table)[["customer_id", "r_score", "f_score", "m_score", "cell", "score_sum"]]
          customer_id  r_score  f_score  m_score cell  score_sum
        0           A        1        4        4  144          9
        1           B        5        2        2  522          9
        2           C        3        3        3  333          9
        3           D        5        5        5  555         15
        4           E        2        2        1  221          5

        By given cut values, C's 40 days are more than 30 and so earn 3:

        >>> cuts = {"recency": (365, 180, 90, 30), "frequency": (2, 3, 5, 8), "monetary": (500, 1000, 2000, 5000)}
        >>> rfm_scores(table, cuts=cuts)["cell"].tolist()
        ['233', '511', '423', '555', '211']
    """
    frame = checked(open_frame(rfm_table, "rfm_table", tuple(SCORES)), "rfm_table", **dict.fromkeys(SCORES, "number"))
    frame = _none_infinite(frame, "rfm_table", *SCORES)
    columns = list(SCORES.values())
    if cuts is not None:
        _top(len(_checked_cuts(cuts)["recency"]) + 1)
        scored = frame.with_columns(
            _points_by_cuts(frame, name, cuts[name]).alias(column) for name, column in SCORES.items()
        )
    elif isinstance(frame, nw.LazyFrame):
        scored = scored_by_value(frame, SCORES, LOW_IS_GOOD, _top(bins))
    else:
        top = _top(bins)
        scored = frame.with_columns(
            _points(frame, name, name not in LOW_IS_GOOD, top).alias(column) for name, column in SCORES.items()
        )
    r_score, f_score, m_score = (nw.col(column) for column in columns)
    scored = scored.with_columns(
        cell=_digits((r_score * 10 + f_score) * 10 + m_score), score_sum=r_score + f_score + m_score
    )
    return _whole(scored, [*columns, "score_sum"]).to_native()


def score_cuts(rfm_table: Any, bins: int = 5) -> dict[str, tuple[float, ...]]:
    """The values at which each score begins, to hold a later snapshot to the same cut values.

    Scores by place are relative: the best fifth stays a fifth even in a bad year. To see who moved, take the cut
    values of the first snapshot and score both by them: `rfm_scores(after, cuts=score_cuts(before))`. On the first
    snapshot itself that gives the scores by place again.

    Args:
        rfm_table: as for `rfm_scores`. A lazy frame is run, as the answer is plain numbers.
        bins: the highest score, 2 to 9.

    Returns:
        For "recency", "frequency" and "monetary" the values at which scores 2, 3, ... begin: for recency the highest
        number of days that still earns the score, for the others the lowest value. A score that nobody reached, nor a
        higher one, begins at infinity (recency: minus infinity), so that nobody reaches it later either.

    Raises:
        MeasureError: as for `rfm_scores`, or the table has no rows.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"recency": [305, 12, 40, 12, 200], "frequency": [3, 1, 2, 8, 1],
        ...                       "monetary": [1700, 300, 1400, 5200, 150]})
        >>> score_cuts(table)["monetary"]
        (300.0, 1400.0, 1700.0, 5200.0)
        >>> score_cuts(table)["recency"]
        (200.0, 40.0, 12.0, 12.0)
    """
    frame = nw.from_native(rfm_scores(rfm_table, bins))
    cuts: dict[str, tuple[float, ...]] = {}
    for name, column in SCORES.items():
        low = name in LOW_IS_GOOD
        edge = nw.col("edge").max() if low else nw.col("edge").min()
        scored = frame.filter(~nw.col(column).is_null()).select(column, edge=nw.col(name).cast(nw.Float64()))
        edges = scored.group_by(column).agg(edge)
        edges = collected(edges)
        begins = {int(points): float(edge) for points, edge in edges.select(column, "edge").rows()}
        if not begins:
            raise MeasureError(f"rfm_table[{name!r}] has no values, so there are no cut values to take from it.")
        best = max if low else min
        cuts[name] = tuple(
            best((edge for points, edge in begins.items() if points >= step), default=-inf if low else inf)
            for step in range(2, bins + 1)
        )
    return cuts


def _none_infinite(frame: Frame, table: str, *names: str) -> Frame:
    """The frame, an eager one checked to hold no infinite number; a lazy one is not asked."""
    if isinstance(frame, nw.DataFrame):
        for name in names:
            numbers = frame[name].cast(nw.Float64()).drop_nulls()
            if infinite := int((~numbers.is_finite() & ~numbers.is_nan()).sum()):
                raise MeasureError(
                    f"{table}[{name!r}] is infinite on {infinite} of {len(frame)} rows; find out where it was divided "
                    "by 0."
                )
    return frame


def _top(bins: Any) -> int:
    if (top := whole_number(bins)) is None or not 2 <= top <= 9:
        raise MeasureError(f"bins is {bins!r}; give a whole number from 2 to 9, so that a score is one digit.")
    return top


def _points(frame: Frame, name: str, ascending: bool, top: int) -> nw.Expr:
    """`ceil(top x average rank / n)` as floats, missing where the value is."""
    value = present(frame, name)
    first = value.rank("min", descending=not ascending).cast(nw.Float64())
    last = value.rank("max", descending=not ascending).cast(nw.Float64())
    # The mean of an average-ranked group is that of its first and last place, which every backend has. One division
    # at the very end keeps the quotient exact where it is whole, so ceil never goes one too far.
    return ((first + last) * top / (value.count() * 2)).ceil()


def _points_by_cuts(frame: Frame, name: str, cuts: Sequence[float]) -> nw.Expr:
    """1 and one more for each cut value that is reached, as floats, missing where the value is."""
    value = present(frame, name)
    points = nw.lit(1)
    for cut in cuts:
        if isfinite(cut):
            reached = value <= cut if name in LOW_IS_GOOD else value >= cut
            points = points + nw.when(reached).then(1).otherwise(0)
    return nw.when(~value.is_null()).then(points).otherwise(None).cast(nw.Float64())


def _digits(number: nw.Expr) -> nw.Expr:
    """Whole numbers as text, missing where the number is."""
    digits = nw.when(number.is_null()).then(0).otherwise(number).cast(nw.Int64()).cast(nw.String())
    return nw.when(~number.is_null()).then(digits)


def _whole(frame: Frame, columns: Sequence[str]) -> Frame:
    """Scores as whole numbers; where pandas has missing ones, which its whole numbers cannot hold, they stay floats."""
    keep = {
        column
        for column in columns
        if isinstance(frame, nw.DataFrame) and frame.implementation.is_pandas() and frame[column].is_null().any()
    }
    return frame.with_columns(nw.col(column).cast(nw.Int64()) for column in columns if column not in keep)


def _checked_cuts(cuts: Mapping[str, Sequence[float]]) -> Mapping[str, Sequence[float]]:
    if set(cuts) != set(SCORES):
        raise MeasureError(f"cuts has {', '.join(map(repr, cuts)) or 'nothing'}; give {', '.join(map(repr, SCORES))}.")
    for name, values in cuts.items():
        if len(values) != len(cuts["recency"]):
            raise MeasureError("cuts has more values for one of the three numbers than for another; give as many each.")
        falling = name in LOW_IS_GOOD
        if any(value != value for value in values) or list(values) != sorted(values, reverse=falling):
            raise MeasureError(
                f"cuts[{name!r}] is {tuple(values)}; give the values at which scores 2, 3, ... begin, "
                f"{'falling, since few days are good' if falling else 'rising'}."
            )
    return cuts
