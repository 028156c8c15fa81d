"""Videos: time watched and not views; sums before ratios."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, percent_viewed, viewer_retention, watch_time_share

VIDEOS = pd.DataFrame({"views": [100, 500, 500], "video_seconds": [600, 120, 60], "average": [300, 60, 45]})
VIDEOS["watch_seconds"] = VIDEOS["views"] * VIDEOS["average"]
QUARTERS = pd.DataFrame(
    {
        "views": [100, 300],
        "views_25": [60, 180],
        "views_50": [50, 90],
        "views_75": [30, 70],
        "views_100": [20, 40],
    }
)


def first_of(values: pd.Series) -> float:
    return float(values.iloc[0] / values.sum())


WRONG_SHARE = {
    "views": (first_of(VIDEOS["views"]), 0.091),
    "average seconds": (first_of(VIDEOS["average"]), 0.741),
    "full length": (first_of(VIDEOS["views"] * VIDEOS["video_seconds"]), 0.40),
    "percent viewed": (300 / 600, 0.50),
}
PERCENTS = VIDEOS["average"] / VIDEOS["video_seconds"]
WRONG_PERCENT = {
    "mean of percents": (PERCENTS.mean(), 0.583),
    "weighted by views": (np.average(PERCENTS, weights=VIDEOS["views"]), 0.614),
    "ratio of means": (VIDEOS["average"].mean() / VIDEOS["video_seconds"].mean(), 0.519),
}


def test_the_share_of_time_and_the_percent_viewed_of_the_example():
    assert round(watch_time_share(VIDEOS)[0], 3) == 0.364
    assert percent_viewed(VIDEOS) == 0.55


@pytest.mark.parametrize(
    ("wrong", "said", "right"),
    [(*pair, watch_time_share(VIDEOS)[0]) for pair in WRONG_SHARE.values()]
    + [(*pair, percent_viewed(VIDEOS)) for pair in WRONG_PERCENT.values()],
    ids=[*WRONG_SHARE, *WRONG_PERCENT],
)
def test_mistakes_give_other_numbers(wrong, said, right):
    assert wrong == pytest.approx(said, abs=0.0005)
    assert wrong != pytest.approx(right, rel=0.02)


def test_no_two_mistakes_look_alike():
    for wrong in (WRONG_SHARE, WRONG_PERCENT):
        assert len({said for _, said in wrong.values()}) == len(wrong)


def test_retention_pools_the_views_before_dividing():
    table = viewer_retention(QUARTERS)
    assert table["percent"].tolist() == [0, 25, 50, 75, 100]
    assert table["views"].tolist() == [400, 240, 140, 100, 60]
    assert table["share"].tolist() == [1, 0.6, 0.35, 0.25, 0.15]
    mean = (QUARTERS["views_50"] / QUARTERS["views"]).mean()
    assert mean == pytest.approx(0.40) != table["share"][2]


@pytest.mark.parametrize("kind", KINDS)
def test_any_frame_gives_the_same(kind):
    make = KINDS[kind]
    assert watch_time_share(make(VIDEOS)).tolist() == watch_time_share(VIDEOS).tolist()
    assert percent_viewed(make(VIDEOS)) == 0.55
    pd.testing.assert_frame_equal(viewer_retention(make(QUARTERS)), viewer_retention(QUARTERS))


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 600), st.floats(0, 1)), min_size=1, max_size=12))
@settings(max_examples=20, deadline=None)
def test_shares_sum_to_one_and_minutes_do_for_seconds(drawn):
    videos = pd.DataFrame(drawn, columns=["views", "video_seconds", "part"])
    videos["watch_seconds"] = videos["views"] * videos["video_seconds"] * videos["part"]
    shares = watch_time_share(videos)
    if videos["watch_seconds"].sum() > 1:
        assert shares.sum() == pytest.approx(1)
        minutes = videos.assign(watch_seconds=videos["watch_seconds"] / 60)
        assert watch_time_share(minutes).tolist() == pytest.approx(shares.tolist())
    viewed = percent_viewed(videos)
    assert math.isnan(viewed) if not videos["views"].sum() else 0 <= viewed <= 1 + 1e-12


def test_without_a_view_there_is_no_share():
    assert watch_time_share(VIDEOS.assign(watch_seconds=0)).isna().all()
    assert watch_time_share(VIDEOS[:0]).empty
    assert math.isnan(percent_viewed(VIDEOS[:0]))
    assert viewer_retention(QUARTERS[:0])["share"].isna().all()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: watch_time_share(VIDEOS.drop(columns="watch_seconds")), "videos has no column 'watch_seconds'"),
        (lambda: watch_time_share(VIDEOS.assign(watch_seconds=-1)), r"videos\['watch_seconds'\] is negative"),
        (lambda: percent_viewed(VIDEOS.assign(views="100")), r"videos\['views'\] holds text"),
        (lambda: percent_viewed(VIDEOS.assign(video_seconds=math.inf)), r"videos\['video_seconds'\] is infinite"),
        (lambda: viewer_retention(QUARTERS.assign(views_25=math.nan)), r"videos\['views_25'\] is missing"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(MeasureError, match=said):
        call()
