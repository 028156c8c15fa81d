"""The row-heavy measures on Spark: the same tables as from pandas. Run by `make test-spark`, as it needs Java."""

from __future__ import annotations

import datetime as dt
import os
import sys
import warnings

import numpy as np
import pandas as pd
import pytest
from frame_kinds import rows
from ledger_l import ORDERS, REFUNDS, SNAPSHOT

import customer_value as cv
from customer_value import MeasureError, check_orders, rfm, rfm_scores, score_cuts, segment_counts, segments

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore:PySpark does not yet fully support")]

DAY = dt.date(2024, 12, 31)


@pytest.fixture(scope="module")
def spark():
    """A Spark of one thread, its own time zone far from the ledger's."""
    sql = pytest.importorskip("pyspark.sql")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = sql.SparkSession.builder.master("local[1]").appName("measures")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.codegen.wholeStage": "false",  # compiling a query takes longer than running it on so few rows
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.session.timeZone": "America/New_York",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def on(spark, table: pd.DataFrame, *dates: str):
    """A pandas frame as one of Spark's, its dates as local times without a zone."""
    texts = table.assign(**{column: table[column].dt.strftime("%Y-%m-%d %H:%M:%S") for column in dates})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # PySpark's own words on pandas 3
        frame = spark.createDataFrame(texts.astype(object).where(texts.notna(), None), schema=_schema(texts))
    for column in dates:
        frame = frame.withColumn(column, frame[column].cast("timestamp_ntz"))
    return frame


def _schema(table: pd.DataFrame) -> str:
    kinds = {"i": "long", "f": "double", "b": "boolean"}
    return ", ".join(f"`{name}` {kinds.get(table[name].dtype.kind, 'string')}" for name in table)


@pytest.fixture(scope="module")
def ledger() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Orders of up to three lines at all times of day, some without a customer, some cancelled, some paid back."""
    rng = np.random.default_rng(3)
    n = 400
    who = rng.integers(0, 60, n)
    day = pd.Timestamp("2023-06-01") + pd.to_timedelta(rng.integers(0, 640 * 1440, n), unit="min")
    lines = rng.integers(1, 4, n)
    orders = pd.DataFrame(
        {
            "customer_id": [None if one == 7 else f"C{one:02}" for one in who],
            "order_id": [f"o{number:03}" for number in range(n)],
            "order_date": day,
            "status": rng.choice(["completed", "completed", "completed", "cancelled"], n),
        }
    )
    orders = orders.loc[orders.index.repeat(lines)].reset_index(drop=True)
    orders["amount"] = rng.integers(50, 5000, len(orders))
    back = orders.drop_duplicates("order_id").sample(80, random_state=1)
    refunds = pd.DataFrame(
        {
            "order_id": back["order_id"],
            "refund_date": back["order_date"] + pd.to_timedelta(rng.integers(0, 60, 80), unit="D"),
            "amount": back["amount"] * rng.choice([1, 3], 80),
        }
    ).reset_index(drop=True)
    return orders, refunds


START, END = dt.date(2024, 7, 1), dt.date(2024, 9, 30)


def valid(orders, refunds):
    return cv.valid_orders(orders, refunds, DAY)


TABLES = {
    "valid_orders": valid,
    "valid_orders of a year": lambda o, r: cv.valid_orders(o, r, DAY, days=365),
    "bought_again": lambda o, r: cv.bought_again(o, r, DAY, days=60),
    "order_reasons": lambda o, r: cv.order_reasons(o, r, DAY),
    "refund_reasons": lambda o, r: cv.refund_reasons(r, o, DAY),
    "recency": lambda o, r: cv.recency(valid(o, r), DAY),
    "frequency": lambda o, r: cv.frequency(valid(o, r)),
    "monetary": lambda o, r: cv.monetary(valid(o, r)),
    "rfm": lambda o, r: rfm(o, r, DAY),
    "segments of scores": lambda o, r: segments(rfm_scores(rfm(o, r, DAY))),
    "scores by cuts": lambda o, r: rfm_scores(
        rfm(o, r, DAY), cuts={"recency": (300, 100, 30), "frequency": (2, 3, 5), "monetary": (500, 2000, 9000)}
    ),
    "customer_dynamics": lambda o, r: cv.customer_dynamics(valid(o, r), DAY, 40),
    "purchase_gaps": lambda o, r: cv.purchase_gaps(valid(o, r)),
    "own_cycles": lambda o, r: cv.own_cycles(valid(o, r)),
    "overdue": lambda o, r: cv.overdue(valid(o, r), DAY),
    "customer_status": lambda o, r: cv.customer_status(o, r, START, END),
    "customer_status by own rhythm": lambda o, r: cv.customer_status(o, r, START, END, lapse_days="personal"),
    "lapsed_customers": lambda o, r: cv.lapsed_customers(o, r, START),
    "first_purchases": lambda o, r: cv.first_purchases(o, r, START, END),
    "second_purchases": lambda o, r: cv.second_purchases(o, r, DAY),
    "time_to_second_order": lambda o, r: cv.time_to_second_order(valid(o, r), DAY),
    "lapse_thresholds": lambda o, r: cv.lapse_thresholds(o, r, DAY),
    "btyd_summary": lambda o, r: cv.btyd_summary(valid(o, r), DAY, unit=7),
    "history_counts": lambda o, r: cv.history_counts(cv.btyd_summary(valid(o, r), DAY, unit=7)),
}
"""Measures that give the caller's kind of frame."""

ANSWERS = {
    "score_cuts": lambda o, r: score_cuts(rfm(o, r, DAY)),
    "segment_counts": lambda o, r: segment_counts(segments(rfm_scores(rfm(o, r, DAY)))),
    "purchase_cycle": lambda o, r: cv.purchase_cycle(valid(o, r)),
    "average_order_value": lambda o, r: cv.average_order_value(valid(o, r)),
    "repurchase_rate": lambda o, r: cv.repurchase_rate(o, r, START, END),
    "win_back_rate": lambda o, r: cv.win_back_rate(o, r, START, END),
    "second_purchase_rate": lambda o, r: cv.second_purchase_rate(o, r, DAY),
    "repeat_purchase_rate": lambda o, r: cv.repeat_purchase_rate(o, r, START, END),
    "cohort_sizes": lambda o, r: cv.cohort_sizes(o, r, DAY),
    "cohort_retention": lambda o, r: cv.cohort_retention(o, r, DAY),
    "customer_balance": lambda o, r: cv.customer_balance(o, r, START, END),
}
"""Measures that run the query and give a number or a small table."""


@pytest.mark.parametrize("name", TABLES)
def test_spark_gives_the_same_table_as_pandas(name, spark, ledger):
    orders, refunds = ledger
    expected = rows(TABLES[name](orders, refunds))
    frame = TABLES[name](on(spark, orders, "order_date"), on(spark, refunds, "refund_date"))
    assert type(frame).__module__.startswith("pyspark"), "a measure has run the query"
    found = rows(frame)
    assert len(found) == len(expected) > 5
    for one, other in zip(found, expected, strict=True):
        assert one == tuple(pytest.approx(value) if isinstance(value, float) else value for value in other)


@pytest.mark.parametrize("name", ANSWERS)
def test_what_ends_in_numbers_is_the_same_too(name, spark, ledger):
    orders, refunds = ledger
    expected = ANSWERS[name](orders, refunds)
    found = ANSWERS[name](on(spark, orders, "order_date"), on(spark, refunds, "refund_date"))
    if isinstance(expected, pd.DataFrame):
        pd.testing.assert_frame_equal(found, expected)
    elif isinstance(expected, pd.Series):
        pd.testing.assert_series_equal(found, expected)
    else:
        assert found == (expected if isinstance(expected, dict) else pytest.approx(expected))


def test_ledger_l_on_dates_without_a_time(spark):
    orders = on(spark, ORDERS, "order_date")
    orders = orders.withColumn("order_date", orders["order_date"].cast("date"))
    found = rows(rfm(orders, on(spark, REFUNDS, "refund_date"), SNAPSHOT))
    assert found == [("A", 305, 3, 1700.0), ("C", 11, 1, 300.0), ("D", 40, 2, 1400.0)]


def test_moments_of_a_session_time_zone_are_refused_with_sparks_own_way_out(spark):
    orders = on(spark, ORDERS, "order_date")
    moments = orders.withColumn("order_date", orders["order_date"].cast("timestamp"))
    with pytest.raises(MeasureError, match=r"orders\['order_date'\] .*America/New_York.*cast\('date'\)"):
        rfm(moments, None, SNAPSHOT)


def test_rows_of_spark_are_checked_when_asked(spark):
    orders = on(spark, ORDERS.assign(amount=[float("inf"), *ORDERS["amount"][1:]]), "order_date")
    rfm(orders, None, SNAPSHOT)
    with pytest.raises(MeasureError, match="not finite on 1 of 9 rows"):
        check_orders(orders)
