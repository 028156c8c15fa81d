"""The measures on real ledgers: every kind of frame, against one groupby and against the loops."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plain_measures as plain
import pytest
from frame_kinds import KINDS, rows

from customer_value import rfm, rfm_scores, segment_counts, segments

pytestmark = pytest.mark.reference

SNAPSHOT = "1998-06-30"


@pytest.fixture(scope="module")
def cdnow(reference_ledgers) -> pd.DataFrame:
    """Every purchase of CDNOW's customers of early 1997, as orders."""
    purchases = pd.read_parquet(reference_ledgers / "cdnow.parquet")
    return pd.DataFrame(
        {
            "customer_id": purchases["customer_id"],
            "order_id": [f"O{number:06}" for number in range(len(purchases))],
            "order_date": purchases["date"],
            "status": "completed",
            "amount": purchases["value"],
        }
    )


@pytest.fixture(scope="module")
def scored(cdnow) -> pd.DataFrame:
    return rfm_scores(rfm(cdnow, None, SNAPSHOT))


def test_cdnow_against_one_groupby(cdnow, scored):
    paid = cdnow[cdnow["amount"] > 0].groupby("customer_id")
    assert len(scored) == len(paid)
    scored = scored.set_index("customer_id")
    assert (scored["recency"] == (pd.Timestamp(SNAPSHOT) - paid["order_date"].max()).dt.days).all()
    assert (scored["frequency"] == paid.size()).all()
    assert scored["monetary"].to_numpy() == pytest.approx(paid["amount"].sum().to_numpy())


def test_cdnow_against_the_loops(cdnow, scored):
    orders = cdnow.itertuples(index=False, name=None)
    expected = plain.rfm(list(orders), [], dt.date.fromisoformat(SNAPSHOT))
    found = rows(scored, "customer_id", "recency", "frequency", "monetary")
    assert [row[:3] for row in found] == [row[:3] for row in expected]
    assert [row[3] for row in found] == pytest.approx([row[3] for row in expected])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_scores_cdnow_alike(kind, cdnow, scored):
    found = rfm_scores(rfm(KINDS[kind](cdnow), None, SNAPSHOT))
    columns = ("customer_id", "recency", "frequency", "r_score", "f_score")
    assert rows(found, *columns) == rows(scored, *columns)


def test_everybody_of_cdnow_has_one_segment(scored):
    counts = segment_counts(segments(scored))
    assert counts["customers"].sum() == len(scored)
    assert counts["share"].sum() == pytest.approx(1)
