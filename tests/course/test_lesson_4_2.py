"""Lesson 4.2: its rates counted another way, its winners fall back, and the explorer's answer is the slider's."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from statistics import median

import numpy as np
import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import engagement_by, explorers
from customer_value.settings import LANGUAGES
from solutions.lessons import l4_2

TASKS = {task.id: task for task in l4_2.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("4.2").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language, {"company": "Morning Light"})


def posts_of_the_page(ledger) -> list:
    """The sample's posts of the last year, by hand: those of its page."""
    start = ledger.snapshot - pd.DateOffset(years=1)
    rows = ledger.table("media_daily").itertuples()
    return [day for day in rows if day.medium == "Facebook page" and day.posts and start < day.date <= ledger.snapshot]


@pytest.mark.parametrize("which", ["ledger", "other_ledger"])
def test_the_rates_are_those_of_the_posts_counted_one_by_one(which, request):
    ledger = request.getfixturevalue(which)
    posts = posts_of_the_page(ledger)
    for task, column in (("4.2.kinds", "post_kind"), ("4.2.hours", "post_hour")):
        sums = defaultdict(lambda: [0, 0, 0])
        for post in posts:
            group = sums[getattr(post, column)]
            group[0], group[1], group[2] = group[0] + 1, group[1] + post.reach, group[2] + post.engagements
        found = TASKS[task].answer(ledger)
        assert len(found) == len(sums)
        for key, (count, reach, engagements) in sums.items():
            assert found.loc[key, "posts"] == count
            assert found.loc[key, "rate"] == pytest.approx(engagements / reach)
    cut = int(median(post.post_hour for post in posts))
    late = [post for post in posts if post.post_hour >= cut]
    expected = sum(post.engagements for post in late) / sum(post.reach for post in late)
    assert TASKS["4.2.late-rate"].answer(ledger) == pytest.approx(expected)


def test_the_best_cell_has_few_posts_and_the_quarters_best_hours_fall_back(play, ledger):
    namespace, _ = play("4.2", "en", "learner", ledger)
    assert namespace["cell_posts"] <= 3 < namespace["best_posts"]
    assert namespace["cell_rate"] > namespace["best_rate"]
    assert namespace["n_again"] < namespace["n_pairs"] / 2
    assert namespace["won_rate"] > namespace["after_rate"] > namespace["all_rate"]
    assert namespace["apart"] and namespace["people_points"] < namespace["posts_points"] / 2
    assert namespace["least"] == "link" and namespace["least_clicks"] > namespace["most_clicks"]


def test_the_winners_are_those_of_the_quarters_taken_singly(play, ledger):
    namespace, _ = play("4.2", "en", "learner", ledger)
    days = ledger.table("media_daily")
    page = days[(days["medium"] == "Facebook page") & (days["posts"] > 0) & (days["date"] <= ledger.snapshot)]
    best = []
    for quarter in pd.period_range(page["date"].min(), ledger.snapshot, freq="Q"):
        part = page[(page["date"] >= quarter.start_time) & (page["date"] <= quarter.end_time)]
        best.append(engagement_by(part, "post_hour").set_index("post_hour")["rate"].idxmax())
    assert namespace["best_hours"].tolist() == best
    assert namespace["n_again"] == sum(one == after for one, after in pairwise(best))


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_endings_can_be_told_and_the_guess_is_answered(play, ledger, language):
    namespace, _ = play("4.2", language, "learner", ledger)
    assert namespace["on_guess"] == ""
    namespace["guess"] = {"4.2.again": 8.0}.get
    exec(code("winners", language), namespace)
    assert "8" in namespace["on_guess"]
    told = namespace["plan"]
    posts = namespace["posts"]
    namespace["posts"] = posts.assign(engagements=(posts["reach"] * 0.04).astype(int))
    exec(code("halves", language), namespace)
    namespace["apart"] = False
    exec(code("plan", language), namespace)
    assert namespace["plan"] != told and not namespace["solid"]
    namespace["solid"] = True
    exec(code("plan", language), namespace)
    assert f"{namespace['kept_share']:.0%}" in namespace["plan"]
    namespace["posted"] = namespace["known"]
    exec(code("plan", language), namespace)
    assert namespace["n_new"] == 0 and namespace["on_new"]


def test_without_a_page_of_several_kinds_all_own_media_are_taken(play, ledger, monkeypatch):
    days = ledger.table("media_daily")
    one_kind = days.assign(post_kind=days["post_kind"].where(days["medium"] != "Facebook page", "photo"))
    one_kind.loc[days["post_kind"].isna(), "post_kind"] = None
    monkeypatch.setattr(type(ledger), "table", lambda self, name: one_kind.copy())
    assert set(l4_2._every(ledger)["medium"]) == set(
        days[(days["posts"] > 0) & (days["ownership"] == "owned")]["medium"]
    )
    namespace: dict = {}
    monkeypatch.setattr("customer_value.read_ledger", lambda: ledger, raising=False)
    exec(code("setup", "en"), namespace)
    assert not namespace["several"] and len(namespace["chosen"]) > 1
    assert namespace["n_posts"] > 220 and "YouTube" in namespace["about"]


def test_enough_posts_is_what_the_slider_says(ledger):
    explorer = explorers.small_samples_explorer(l4_2._posts(ledger), np.random.default_rng(7), language="en")
    size = explorer.controls["size"]
    enough = TASKS["4.2.enough-posts"].answer(ledger)
    options = list(size.options)
    said = {}
    for option in options[: options.index(enough) + 1]:
        size.value = option
        (percent,) = re.findall(r"(\d+)% of many such samples", explorer.picture.alt)
        said[option] = int(percent)
    assert said.pop(enough) <= 10 < min(said.values())
