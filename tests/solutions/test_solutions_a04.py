"""Assignment a04: the numbers of the course's reference examples, right and wrong, and what holds for all credit."""

from __future__ import annotations

import inspect
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import customer_value
from solutions import records
from solutions.media import kinds, last_touch, lead_cost, models, return_on_spend, videos
from solutions.media.given import over, pairs
from solutions.media.tables import shuffled
from solutions.trial import verdict
from tutor.cases import PUBLIC_SEED
from tutor.task import FunctionTask

TASKS = {task.id.removeprefix("a04."): task for task in records("a04").TASKS}


def found(task: str, key: str = "", **inputs):
    """What the model answer gives, or the known mistake of that key."""
    if not key:
        return TASKS[task].answer(**inputs)
    return next(one for one in TASKS[task].mistakes if one.key == key).wrong(**inputs)


# Engagement: photos 1000/50 and 4000/120, videos 500/40 and 500/20, on a page with 10,000 followers

POSTS = kinds.SMALL["posts"]


@pytest.mark.parametrize(
    ("key", "photo", "video"),
    [("", 0.034, 0.06), ("mean-of-rates", 0.04, 0.06), ("per-post", 85, 30), ("over-all-reach", 170 / 6000, 0.01)],
)
def test_photos_and_videos(key, photo, video):
    rates = found("kinds", key, posts=POSTS).set_index("post_kind") if key else found("kinds", posts=POSTS)
    assert rates.loc["photo", "rate"] == pytest.approx(photo)
    assert rates.loc["video", "rate"] == pytest.approx(video)


@pytest.mark.parametrize(("key", "value"), [("", 0.0383), ("mean-of-rates", 0.05), ("per-post", 57.5), ("number", 230)])
def test_the_four_posts_of_the_page_as_a_years_posts(key, value):
    day = pd.Timestamp("2025-06-01")
    posts = POSTS[POSTS["post_kind"].isin(["photo", "video"])].assign(date=day, posts=1)
    ledger = SimpleNamespace(snapshot=pd.Timestamp("2025-12-31"), table=lambda name: posts)
    assert found("rate", key, ledger=ledger) == pytest.approx(value, abs=0.00005)


def test_the_options_of_the_first_question_are_what_they_say():
    seen = POSTS.dropna(subset=["post_kind"])
    seen = seen[seen["reach"] > 0]
    rates = 100 * seen["engagements"] / seen["reach"]
    done, reach, followers = seen["engagements"].sum(), seen["reach"].sum(), 10_000
    said = {
        "mean-of-rates": f"{rates.mean():.1f}",
        "followers": f"{100 * done / followers:.1f}",
        "pooled": f"{100 * done / reach:.1f}",
        "middle": f"{rates.median():.1f}",
        "reached": f"{100 * reach / followers:.0f}",
    }
    assert TASKS["mean"].right == "pooled"
    for option in TASKS["mean"].options:
        assert option.text.en.startswith(f"{said[option.key]}:"), option.key
        assert option.text.zh_hant.startswith(f"{said[option.key]} 個"), option.key


# Watch time: views 100, 500, 500; length 600, 120, 60; average viewed 300, 60, 45


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", 0.364),
        ("views", 0.091),
        ("average-seconds", 0.741),
        ("full-length", 0.40),
        ("percent-viewed", 0.50),
        ("seconds", 30_000),
    ],
)
def test_the_long_video_of_three(key, value):
    assert found("watch", key, **videos.SMALL)["share"].iloc[0] == pytest.approx(value, abs=0.0005)


# Leads: 12,000 for 400 leads, 48 of them won, one sent twice


@pytest.mark.parametrize(("key", "value"), [("", 30), ("per-won", 250), ("doubles", 12_000 / 401)])
def test_twelve_thousand_for_four_hundred_leads(key, value):
    leads = [(f"L{n:05d}", "2025-06-02", "Search ads", "won" if n < 48 else "lost") for n in range(400)]
    days = [("2025-06-02", "Search ads", 900, 12_000)]
    inputs = lead_cost.lead_inputs(days, [*leads, leads[-1]], "2025-06-01", "2025-06-30")
    cost = found("lead-cost", key, **inputs)
    cost = cost["cost_per_lead"] if isinstance(cost, pd.DataFrame) else cost
    assert cost["Search ads"] == pytest.approx(value)


def test_a_lead_of_the_month_on_the_page():
    cost = found("lead-cost", **lead_cost.SMALL)["cost_per_lead"]
    assert cost.index.tolist() == ["Blogs and reviews", "Facebook page", "Search ads", "YouTube channel"]
    assert cost.tolist()[:3] == [0, 160, 400] and np.isnan(cost["YouTube channel"])


# Advertising for 100 sold goods of 50 for 300


@pytest.mark.parametrize(
    ("key", "value"), [("", 3.0), ("roi", 1.5), ("less-one", 2.0), ("margin", 2.5), ("upside-down", 1 / 3)]
)
def test_an_advertisement_for_100_that_sold_for_300_goods_of_50(key, value):
    inputs = return_on_spend.roas_inputs([("Search ads", "2025-06-01", 100)], [("Search ads", 300, 0, 50)])
    back = found("roas", key, **inputs)
    back = back["roas"] if isinstance(back, pd.DataFrame) else back
    assert back["Search ads"] == pytest.approx(value)


def test_no_order_is_a_return_of_nothing_and_no_spend_is_no_return():
    back = found("roas", **return_on_spend.SMALL_ROAS)["roas"]
    assert back["Search ads"] == 3.5 and back["YouTube channel"] == 2 and back["Facebook page"] == 1.5
    assert back["LINE newsletter"] == 0 and np.isnan(back["Blogs and reviews"])


@pytest.mark.parametrize(
    ("key", "search", "video"),
    [("margin", -10, 20), ("not-less-spend", 90, 120), ("less-one", 200, 100)],
)
def test_the_options_on_what_a_return_on_ad_spend_leaves(key, search, video):
    """A hundred dollars each: ROAS 3 at a margin of 30%, and ROAS 2 at 60%."""
    ways = {
        "margin": lambda roas, margin: 100 * (roas * margin - 1),
        "not-less-spend": lambda roas, margin: 100 * roas * margin,
        "less-one": lambda roas, margin: 100 * (roas - 1),
    }
    assert ways[key](3.0, 0.3) == pytest.approx(search) and ways[key](2.0, 0.6) == pytest.approx(video)
    text = next(option.text for option in TASKS["not-roi"].options if option.key == key)
    for language in (text.en, text.zh_hant):
        assert str(abs(search)) in language and str(abs(video)) in language
    assert TASKS["not-roi"].right == "margin"


# Credit: fb, yt, mail 1200; mail 300; yt, yt, fb 600

PATHS = models.paths_table([(1200, ("fb", "yt", "mail")), (300, ("mail",)), (600, ("yt", "yt", "fb"))])


def test_three_models_of_three_orders():
    credit = found("models", **PATHS).loc[["fb", "yt", "mail"]]
    assert credit["first"].tolist() == [1200, 600, 300]
    assert credit["last"].tolist() == [600, 0, 1500]
    assert credit["linear"].tolist() == [600, 800, 700]
    assert credit.sum().tolist() == [2100] * 3


@pytest.mark.parametrize(
    ("key", "value", "total"),
    [
        ("linear-is-first", 600, 2100),
        ("repeats-merged", 700, 2100),
        ("full-credit", 1800, 5100),
        ("by-all-touches", 900, 2100),
    ],
)
def test_the_linear_credit_of_yt_as_people_get_it_wrong(key, value, total):
    linear = found("models", key, **PATHS)["linear"]
    assert linear["yt"] == pytest.approx(value) and linear.sum() == pytest.approx(total)


def test_the_last_touches_of_the_page():
    last = found("last-touch", **last_touch.SMALL_LAST)
    assert last.tolist() == ["LINE newsletter", "direct", "Search ads", "Blogs and reviews", "direct"]


CHANNELS = st.sampled_from(["fb", "yt", "mail", "ads"])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 90), st.lists(CHANNELS, min_size=1, max_size=5).map(tuple)), min_size=1, max_size=8
    ),
    st.integers(0, 10**6),
)
def test_credit_sums_to_the_revenue_by_every_model_whatever_the_order_of_rows(orders, seed):
    paths = models.paths_table(orders)["paths"]
    credit = found("models", paths=shuffled(paths, np.random.default_rng(seed)))
    assert credit.sum().tolist() == pytest.approx([sum(amount for amount, _ in orders)] * 3)
    pd.testing.assert_frame_equal(credit, found("models", paths=paths))
    assert set(credit.index) == set(paths["channel"])


@pytest.mark.parametrize("seed", range(3))
def test_the_last_touch_of_each_order_is_where_the_last_model_puts_its_money(seed):
    inputs = last_touch.draw_ordinary_last(np.random.default_rng(seed))
    orders = inputs["orders"].assign(amount=range(1, len(inputs["orders"]) + 1))
    paths = customer_value.touch_paths(inputs["touches"], orders, days=inputs["days"])
    last = found("last-touch", **inputs)
    money = orders.set_index("order_id")["amount"].groupby(last).sum()
    credit = found("models", paths=paths)["last"]
    pd.testing.assert_series_equal(credit[credit > 0], money.astype("float64"), check_names=False, check_dtype=False)


def test_the_given_functions():
    assert over(pd.Series([50, 0, 5]), pd.Series([1000, 500, 0])).fillna(-1).tolist() == [0.05, 0, -1]
    both = pairs(last_touch.SMALL_LAST["touches"], last_touch.SMALL_LAST["orders"])
    assert both["order_id"].value_counts().to_dict() == {"O000001": 3, "O000003": 2, "O000004": 2, "O000005": 3}
    assert sorted(both.loc[both["order_id"] == "O000004", "days_before"]) == [-7, 30]


@pytest.mark.parametrize(
    "task", [one for one in TASKS.values() if isinstance(one, FunctionTask)], ids=lambda one: one.id
)
def test_what_the_learner_writes_is_marked_in_pairs(task):
    marks = [line.strip() for line in inspect.getsource(task.answer).splitlines() if line.strip().endswith("SOLUTION")]
    assert marks and marks == ["### BEGIN SOLUTION", "### END SOLUTION"] * (len(marks) // 2)


# Other right ways, and ways to be wrong that no list foresees


def last_by_id_alone(touches, orders, days):
    """The ids follow the time, so they alone are enough."""
    both = pairs(touches, orders).query("0 <= days_before <= @days").sort_values("touch_id")
    last = both.drop_duplicates("order_id", keep="last").set_index("order_id")["channel"]
    return {order: last.get(order, "direct") for order in orders["order_id"]}


def roas_by_pivot(spend, orders):
    orders = orders.assign(net=orders["amount"] - orders["refunded"])
    net = orders.pivot_table(index="medium", values="net", aggfunc="sum").reindex(spend["medium"].unique()).fillna(0)
    return (net["net"] / spend.groupby("medium")["spend"].sum().replace(0, np.nan)).to_frame("roas").reset_index()


@pytest.mark.parametrize(("task", "answer"), [("last-touch", last_by_id_alone), ("roas", roas_by_pivot)])
def test_another_way_is_right(task, answer):
    for seed in (PUBLIC_SEED, "a class of one's own"):
        assert verdict(TASKS[task], answer, seed).state == "correct"


def unguarded(media, leads, start, end):
    days = media[(media["date"] >= start) & (media["date"] <= end)]
    asked = leads[(leads["created_on"] >= start) & (leads["created_on"] <= end)]
    cost = days.groupby("medium")["spend"].sum() / asked.groupby("medium")["lead_id"].nunique()
    return cost.rename("cost_per_lead")


def test_media_of_the_leads_alone_cost_their_cases_only():
    """Two Series divided get a row for a medium of either; the definition has rows for media with a day only."""
    mark = verdict(TASKS["lead-cost"], unguarded, PUBLIC_SEED)
    assert 0 < mark < 2 and mark.state == "partial"
