"""Media: engagement pooled over posts, an interval that knows what the sample is, and the way to customers."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from frame_kinds import KINDS
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, conversion_rate, engagement_by, engagement_rate, media_funnel
from customer_value.measures._tables import wilson

POSTS = pd.DataFrame(
    {
        "post_kind": ["photo", "photo", "video", "video"],
        "reach": [1000, 4000, 500, 500],
        "engagements": [50, 120, 40, 20],
    }
)
FOLLOWERS = 10_000

WRONG = {
    "mean of the posts' rates": (lambda p: (p["engagements"] / p["reach"]).mean(), 0.05),
    "mean of the kinds' rates": (lambda p: np.mean([170 / 5000, 60 / 1000]), 0.047),
    "by followers": (lambda p: p["engagements"].sum() / FOLLOWERS, 0.023),
    "by followers per post": (lambda p: p["engagements"].sum() / (FOLLOWERS * len(p)), 0.00575),
    "reach by followers": (lambda p: p["reach"].sum() / FOLLOWERS, 0.6),
}

posts = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 900), st.integers(0, 90)), max_size=15)


def frame(drawn: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(drawn, columns=["post_kind", "reach", "engagements"]).astype({"post_kind": "str"})


def test_the_engagement_rate_of_the_example():
    assert round(engagement_rate(POSTS), 4) == 0.0383
    assert engagement_by(POSTS).set_index("post_kind")["rate"].to_dict() == {"photo": 0.034, "video": 0.06}


@pytest.mark.parametrize("mistake", WRONG)
def test_mistakes_give_other_rates(mistake):
    wrong, value = WRONG[mistake]
    assert wrong(POSTS) == pytest.approx(value)
    assert wrong(POSTS) != pytest.approx(engagement_rate(POSTS), rel=0.05)
    assert [said for _, said in WRONG.values()].count(value) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_any_frame_gives_the_same(kind):
    pd.testing.assert_frame_equal(engagement_by(KINDS[kind](POSTS)), engagement_by(POSTS))
    assert engagement_rate(KINDS[kind](POSTS)) == engagement_rate(POSTS)


@given(posts)
@settings(max_examples=20, deadline=None)
def test_groups_add_up_and_agree_with_a_plain_sum(drawn):
    table = engagement_by(frame(drawn).sample(frac=1, random_state=1))
    assert table["posts"].sum() == len(drawn)
    reach = sum(reach for _, reach, _ in drawn)
    rate = engagement_rate(frame(drawn))
    assert rate == sum(count for *_, count in drawn) / reach if reach else math.isnan(rate)
    for row in table.itertuples():
        mine = [(reach, count) for kind, reach, count in drawn if kind == row.post_kind]
        base = sum(reach for reach, _ in mine)
        assert row.rate == sum(count for _, count in mine) / base if base else math.isnan(row.rate)
        assert math.isnan(row.low) if len(mine) < 2 or not base else 0 <= row.low <= row.rate <= row.high


def test_the_interval_is_that_of_the_mean_where_all_posts_reach_the_same():
    rates = np.array([0.02, 0.05, 0.03, 0.08, 0.04])
    table = engagement_by(pd.DataFrame({"post_kind": "photo", "reach": 1000, "engagements": rates * 1000}))
    half = 2.776445 * rates.std(ddof=1) / np.sqrt(5)  # Student's t with four degrees of freedom
    assert table.loc[0, ["low", "high"]].tolist() == pytest.approx([rates.mean() - half, rates.mean() + half], rel=1e-6)


def test_the_posts_are_the_sample_not_the_people_they_reached():
    """Draws of ten posts: the interval over posts nearly always holds the truth, that over people rarely."""
    rng = np.random.default_rng(11)
    every = pd.DataFrame({"post_kind": "photo", "reach": rng.integers(500, 4000, 600)})
    every["engagements"] = rng.binomial(every["reach"], 0.03 * rng.gamma(4, 0.25, 600))
    truth = engagement_rate(every)
    held, people = 0, 0
    for _ in range(300):
        drawn = every.sample(10, random_state=rng)
        row = engagement_by(drawn).iloc[0]
        held += row["low"] <= truth <= row["high"]
        by_people = wilson([row["engagements"]], [row["reach"]]).iloc[0]
        people += by_people["low"] <= truth <= by_people["high"]
    assert held > 0.85 * 300
    assert people < 0.5 * 300


def test_one_post_has_a_rate_and_no_interval():
    row = engagement_by(POSTS[:1]).iloc[0]
    assert row["rate"] == 0.05
    assert math.isnan(row["low"])
    assert math.isnan(row["high"])


def test_hours_stay_whole_and_days_without_a_post_are_no_group():
    hours = POSTS.assign(post_hour=pd.array([20, 8, None, 20], dtype="Int64"))
    table = engagement_by(hours, "post_hour")
    assert table["post_hour"].tolist() == [8, 20]
    assert table["posts"].tolist() == [1, 2]


def test_where_nobody_was_reached_there_is_no_rate():
    assert math.isnan(engagement_rate(POSTS[:0]))
    assert math.isnan(engagement_rate(POSTS.assign(reach=0)))
    assert engagement_by(POSTS.assign(reach=0))[["rate", "low", "high"]].isna().all(axis=None)
    assert engagement_by(POSTS[:0]).empty


# The funnel of media

MEDIA = pd.DataFrame(
    [
        ("2024-06-01", "Page", "owned", 5000, 170, 100, 0),
        ("2024-06-02", "Page", "owned", 1000, 60, 20, 300),
        ("2024-06-02", "Search", "paid", 1000, 0, 60, 1200),
        ("2024-07-01", "Search", "paid", 9999, 9999, 9999, 9999),
    ],
    columns=["date", "medium", "ownership", "reach", "engagements", "clicks", "spend"],
).astype({"date": "datetime64[us]"})
LEADS = pd.DataFrame(
    [
        ("L1", "2024-06-01", "Search", "won", "2024-06-20"),
        ("L2", "2024-06-30", "Search", "lost", "2024-06-30"),
        ("L3", "2024-06-30", "Search", "won", "2024-07-01"),  # not yet on the last day
        ("L4", "2024-05-31", "Page", "won", "2024-06-02"),  # before the first day
        ("L5", "2024-06-05", None, "won", "2024-06-06"),
        ("L6", "2024-06-05", "Blog", "open", None),
    ],
    columns=["lead_id", "created_on", "medium", "stage", "closed_on"],
).assign(contacted_on=pd.NaT, quoted_on=pd.NaT)
LEADS = LEADS.astype({"created_on": "datetime64[us]", "closed_on": "datetime64[us]"})


def funnel(media=MEDIA, leads=LEADS, start="2024-06-01", end="2024-06-30"):
    return media_funnel(media, leads, start, end)


def test_the_funnel_of_media_by_hand():
    table = funnel().set_index("medium")
    assert table.index.tolist() == ["Page", "Search", "Blog"]
    counts = table[["reach", "engagements", "clicks", "leads", "customers", "spend"]]
    assert counts.loc["Page"].tolist() == [6000, 230, 120, 0, 0, 300]
    assert counts.loc["Search"].tolist() == [1000, 0, 60, 3, 1, 1200]
    assert counts.loc["Blog"].tolist() == [0, 0, 0, 1, 0, 0]
    search = table.loc["Search"]
    assert search[["engagement_rate", "click_through_rate", "lead_rate", "conversion_rate"]].tolist() == [
        0,
        0.06,
        0.05,
        0.5,  # of the two that are closed
    ]
    assert search[["cost_per_lead", "cost_per_customer"]].tolist() == [400, 1200]
    assert table.loc["Page", ["conversion_rate", "cost_per_lead"]].isna().all()
    assert table.loc["Page", "engagement_rate"] == 230 / 6000
    assert math.isnan(table.loc["Blog", "click_through_rate"])


def test_its_conversion_is_the_measure_of_leads():
    one = LEADS[(LEADS["medium"] == "Search")]
    assert funnel().set_index("medium").loc["Search", "conversion_rate"] == conversion_rate(one, "2024-06-30")


def test_an_empty_funnel():
    assert funnel(MEDIA[:0], LEADS[:0]).empty
    assert funnel(start="2020-01-01", end="2020-12-31").empty


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: engagement_rate(POSTS.drop(columns="reach")), "posts has no column 'reach'"),
        (lambda: engagement_rate(POSTS.assign(reach="1000")), r"posts\['reach'\] holds text, not numbers"),
        (lambda: engagement_rate(POSTS.assign(reach=math.inf)), r"posts\['reach'\] is infinite on 4 of 4"),
        (lambda: engagement_rate(POSTS.assign(engagements=-1)), r"posts\['engagements'\] is negative on 4 of 4"),
        (lambda: engagement_rate(POSTS.assign(reach=[1, 2, None, 4])), r"posts\['reach'\] is missing on 1 of 4"),
        (lambda: engagement_by(POSTS, "hour"), "posts has no column 'hour'"),
        (lambda: engagement_by(POSTS, confidence=95), "confidence is 95"),
        (lambda: funnel(start="2024-07-01", end="2024-06-01"), "the period has to end after it starts"),
        (lambda: funnel(pd.concat([MEDIA, MEDIA])), "two rows with one 'date' and 'medium'"),
        (lambda: funnel(MEDIA.assign(ownership=["owned", "paid", "paid", "paid"])), "differs for 'Page'"),
        (lambda: funnel(leads=LEADS.drop(columns="medium")), "leads has no column 'medium'"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(MeasureError, match=said):
        call()
