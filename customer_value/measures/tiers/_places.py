"""Scores by place for a frame that is a query: each distinct value is placed once, by how many have it.

Ranking the rows themselves would sort the whole table once for every number, on one worker, in memory. Counting the
distinct values first leaves a short table to sort, and the scores are joined back to the customers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import narwhals.stable.v2 as nw

from customer_value.frames import Frame


def scored_by_value(frame: nw.LazyFrame, scores: Mapping[str, str], low_is_good: Collection[str], top: int) -> Frame:
    """A lazy frame with the points `ceil(top x average rank / n)` of several numbers, missing where the number is.

    Args:
        frame: with the numbers; columns called like the points are replaced.
        scores: the column of each number's points, by the number's column.
        low_is_good: the numbers of which a low value earns many points.
        top: the most points.
    """
    frame = frame.drop(*scores.values(), strict=False)
    if frame.implementation.is_duckdb():
        return _in_one_statement(frame, scores, low_is_good, top)
    for name, column in scores.items():
        values = frame.select(value=present(frame, name)).filter(~nw.col("value").is_null())
        counts = values.group_by("value").agg(n=nw.len()).with_columns(nw.col("n").cast(nw.Float64()))
        counts = counts.with_columns(up_to=nw.col("n").cum_sum().over(order_by="value"), everybody=nw.col("n").sum())
        worse = nw.col("everybody") - nw.col("up_to") if name in low_is_good else nw.col("up_to") - nw.col("n")
        # Twice the average rank is a whole number, so ceil never goes one too far.
        points = (((worse * 2 + nw.col("n") + 1) * top) / (nw.col("everybody") * 2)).ceil()
        frame = frame.join(counts.select("value", points.alias(column)), left_on=name, right_on="value", how="left")
    return frame


def present(frame: Frame, name: str) -> nw.Expr:
    """A column with NaN made missing, which not every backend takes for the same."""
    return nw.col(name).fill_nan(None) if frame.collect_schema()[name].is_float() else nw.col(name)


def _in_one_statement(
    frame: nw.LazyFrame, scores: Mapping[str, str], low_is_good: Collection[str], top: int
) -> nw.LazyFrame:
    """The same for DuckDB, which computes a step anew for each use of it, here four times, unless one statement says
    that it is to be kept."""
    schema = frame.collect_schema()
    places, points, joins = [], [], []
    for name, column in scores.items():
        there = f'"{name}" IS NOT NULL' + f' AND NOT isnan("{name}")' * schema[name].is_float()
        order = "DESC" if name in low_is_good else "ASC"
        places.append(
            f'"{column}" AS (SELECT "{name}" AS value, count(*)::DOUBLE AS n, '
            f'sum(n) OVER (ORDER BY "{name}" {order}) - n AS worse, sum(n) OVER () AS everybody '
            f'FROM once WHERE {there} GROUP BY "{name}")'
        )
        points.append(
            f'ceil((2 * "{column}".worse + "{column}".n + 1) * {top} / (2 * "{column}".everybody)) AS "{column}"'
        )
        joins.append(f'LEFT JOIN "{column}" ON once."{name}" = "{column}".value')
    statement = (
        f"WITH once AS MATERIALIZED (FROM people), {', '.join(places)} "
        f"SELECT once.*, {', '.join(points)} FROM once {' '.join(joins)}"
    )
    return nw.from_native(frame.to_native().query("people", statement))
