"""Figures of media: the laws of figures, and what titles and text alternatives say of small tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from figure_laws import keep_the_laws

from customer_value import MeasureError, attribution_table, engagement_by, figures, viewer_retention
from customer_value.figures.media.viewers import spread

NAN = float("nan")
LONG = "名字特別長而一行放不下所以需要換行才看得清楚"


def media_of(rows: list[tuple]) -> pd.DataFrame:
    columns = ["medium", "ownership", "reach", "engagements", "clicks", "leads", "customers", "spend"]
    return pd.DataFrame(rows, columns=columns)


MEDIA = media_of(
    [
        ("Page", "owned", 6000, 230, 120, 4, 1, 300.0),
        ("Search", "paid", 1000, 0, 60, 9, 3, 1200.0),
        (LONG, "earned", 0, 0, 0, 1, 0, 0.0),
        ("Odd", None, 0, 0, 0, 0, 0, 0.0),
    ]
)


def posts(sizes: dict[str, int], seed: int = 4) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rates = {"video": 0.05, "photo": 0.035, "link": 0.012}
    rows = [
        (kind, reach, rng.binomial(reach, min(rates.get(kind, 0.03) * rng.gamma(5, 0.2), 1)), hour)
        for kind, size in sizes.items()
        for reach, hour in zip(rng.integers(300, 3000, size), rng.integers(8, 22, size), strict=True)
    ]
    return pd.DataFrame(rows, columns=["post_kind", "reach", "engagements", "post_hour"])


POSTS = posts({"photo": 60, "video": 20, "link": 40, LONG: 1})
SAMPLE = POSTS.groupby("post_kind").head(3)
VIDEOS = pd.DataFrame({"views": [400], "views_25": [240], "views_50": [140], "views_75": [100], "views_100": [60]})
RETENTION = viewer_retention(VIDEOS)
STAY = viewer_retention(VIDEOS.assign(views_25=400, views_50=400, views_75=400, views_100=400))
PATHS = pd.DataFrame(
    {
        "order_id": ["o1", "o1", "o1", "o2", "o3", "o3", "o3", "o4"],
        "step": [1, 2, 3, 1, 1, 2, 3, 1],
        "channel": ["fb", "yt", "mail", "mail", "yt", "yt", "fb", "direct"],
        "amount": [1200] * 3 + [300] + [600] * 3 + [900],
    }
)
REVENUE = attribution_table(PATHS)

DRAWINGS = {
    "media": lambda language: figures.media_funnel(MEDIA, currency="TWD", language=language),
    "one medium": lambda language: figures.media_funnel(MEDIA[:1], currency="USD", language=language),
    "media without customers": lambda language: figures.media_funnel(MEDIA[2:3], currency="TWD", language=language),
    "kinds": lambda language: figures.engagement_rates(engagement_by(POSTS), language=language),
    "one post": lambda language: figures.engagement_rates(engagement_by(POSTS[:1]), language=language),
    "hours": lambda language: figures.engagement_rates(
        engagement_by(POSTS, "post_hour"), "post_hour", language=language
    ),
    "sample": lambda language: figures.engagement_rates(
        engagement_by(SAMPLE), whole=engagement_by(POSTS), flips=0.13, language=language
    ),
    "viewers": lambda language: figures.viewer_retention(RETENTION, language=language),
    "viewers who stay": lambda language: figures.viewer_retention(STAY, language=language),
    "several viewers": lambda language: figures.viewer_retention(
        {"甲": RETENTION, "乙": RETENTION, LONG[:8]: STAY, "丁": RETENTION}, language=language
    ),
    "rules": lambda language: figures.attribution_rules(REVENUE, currency="TWD", language=language),
    "rules by last": lambda language: figures.attribution_rules(
        REVENUE.replace({"channel": {"yt": LONG}}), rule="last", days=14, currency="TWD", language=language
    ),
    "one channel": lambda language: figures.attribution_rules(REVENUE[1:2], currency="TWD", language=language),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_figure_keeps_the_laws_of_figures(name):
    keep_the_laws(DRAWINGS[name])


def test_who_reaches_most_and_who_brings_most_are_named():
    alt = figures.media_funnel(MEDIA, currency="TWD", language="en").alt
    assert alt.startswith("Page reaches most people (86%), Search brings most customers (75%)")
    assert "Search (paid): reach 1,000, engagements 0, clicks 60, leads 9, customers 3, spend NT$1,200." in alt
    assert "Odd (ownership unknown)" in alt
    same = figures.media_funnel(MEDIA[:1], language="en").alt
    assert same.startswith("Page reaches most people, 100% of all, and brings most customers, 100%")
    assert DRAWINGS["media without customers"]("en").alt.startswith("None of the 1 media brought a customer")


def rates(rows: list[tuple], by: str = "post_kind") -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[by, "posts", "reach", "engagements", "rate", "low", "high"])


def test_kinds_are_ranked_where_their_intervals_are_apart():
    table = rates([("link", 40, 1000, 12, 0.012, 0.01, 0.014), ("video", 20, 1000, 49, 0.049, 0.04, 0.058)])
    alt = figures.engagement_rates(table, language="en").alt
    assert alt.startswith("Most engaging: videos, with 4.9% per person reached; least: links, with 1.2%")
    assert "videos: 4.9% (4.0% to 5.8%), 20 posts." in alt
    unsure = figures.engagement_rates(table.assign(low=0.001), language="en").alt
    assert unsure.startswith("First with 4.9%: videos, yet links with 1.2% may be as good: the intervals overlap")


def test_two_single_posts_prove_nothing():
    table = rates([("photo", 1, 1000, 50, 0.05, NAN, NAN), ("video", 1, 500, 40, 0.08, NAN, NAN)])
    alt = figures.engagement_rates(table, language="en").alt
    assert alt.startswith("First with 8.0%: videos, yet photos with 5.0% may be as good")
    assert "videos: 8.0%, no interval from so few posts (1)." in alt


def test_hours_stand_in_their_order():
    table = rates([(20, 9, 1000, 40, 0.04, 0.03, 0.05), (8, 9, 1000, 20, 0.02, 0.01, 0.03)], "post_hour")
    alt = figures.engagement_rates(table, "post_hour", language="en").alt
    assert alt.index("8:00: 2.0%") < alt.index("20:00: 4.0%")


def test_a_sample_is_set_beside_all_posts():
    whole = rates([("photo", 60, 6000, 200, 0.033, 0.03, 0.04), ("video", 20, 2000, 100, 0.05, 0.04, 0.06)])
    wrong = rates([("photo", 3, 300, 18, 0.06, 0.01, 0.11), ("video", 3, 300, 12, 0.04, 0.01, 0.07)])
    alt = figures.engagement_rates(wrong, whole=whole, flips=0.13, language="en").alt
    assert alt.startswith("This sample ranks them wrongly: photos, videos")
    assert "6 posts drawn; amber: what all posts say. 13% of many such samples rank them wrongly." in alt
    right = figures.engagement_rates(wrong.assign(rate=[0.03, 0.05]), whole=whole, language="en").alt
    assert right.startswith("This sample ranks them as all posts do: videos, photos")


def test_the_title_says_where_most_viewers_leave():
    alt = figures.viewer_retention(RETENTION, language="en").alt
    assert alt.startswith("15% of the views come to the end; most leave in the first quarter: 40%")
    assert "all videos, at a quarter, half, three quarters and the end: 60%, 35%, 25% and 15%." in alt
    assert figures.viewer_retention(STAY, language="en").alt.startswith("Nobody leaves on the way: 100%")
    two = figures.viewer_retention({"short": STAY, "long": RETENTION}, language="en").alt
    assert two.startswith("short: 100% of the views come to the end, long: 15%")
    equal = figures.viewer_retention({"a": RETENTION, "b": RETENTION}, language="en").alt
    assert equal.startswith("All keep 15% of the views to the end")


def test_labels_at_the_ends_keep_apart_and_in_order():
    assert spread([0.3, 0.31, 0.8], room=0.1) == pytest.approx([0.3, 0.4, 0.8])
    assert spread([0.5]) == [0.5]


def test_the_channel_that_the_rule_moves_most_is_named():
    alt = figures.attribution_rules(REVENUE, currency="TWD", language="en").alt
    assert alt.startswith("mail: NT$300 by first touch, NT$1.5k by last touch – from the same orders")
    assert "Every rule divides the same NT$3,000; NT$900 of it (30%) came without a touch" in alt
    assert "yt: first touch NT$600, last touch NT$0, linear NT$800." in alt
    last = figures.attribution_rules(REVENUE, rule="last", days=14, currency="TWD", language="en").alt
    assert last.startswith("By last touch mail comes first with NT$1.5k Touches up to 14 days before")
    single = attribution_table(PATHS[3:4])
    assert figures.attribution_rules(single, language="en").alt.startswith("All three rules agree on all 1 channels")


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: figures.media_funnel(MEDIA[:0]), "funnel holds no medium"),
        (lambda: figures.media_funnel(MEDIA.drop(columns="spend")), "funnel has no column 'spend'"),
        (lambda: figures.engagement_rates(engagement_by(POSTS[:0])), "no post that reached somebody"),
        (lambda: figures.engagement_rates(engagement_by(POSTS), "hour"), "no column 'hour'"),
        (lambda: figures.viewer_retention(viewer_retention(VIDEOS[:0])), "retention holds no views"),
        (lambda: figures.viewer_retention({}), "retention has 0 lines"),
        (lambda: figures.viewer_retention(dict.fromkeys("abcde", RETENTION)), "retention has 5 lines"),
        (lambda: figures.attribution_rules(REVENUE, rule="best"), "rule is 'best'; choose one of first, last, linear"),
        (lambda: figures.attribution_rules(REVENUE[REVENUE["channel"] == "direct"]), "no channel that led to an order"),
    ],
)
def test_bad_input_is_named_in_one_sentence(draw, words):
    with pytest.raises(MeasureError, match=words):
        draw()
