"""Lesson 4.3: its shares are the measures', its story holds on the sample, and its sentences follow the ledger."""

from __future__ import annotations

import re

import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import percent_viewed, watch_time_share
from customer_value.settings import LANGUAGES
from solutions.lessons import l4_3

TASKS = {task.id: task for task in l4_3.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("4.3").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_the_shares_are_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        videos = l4_3._videos(one)
        share = watch_time_share(videos)
        assert TASKS["4.3.time-share"].answer(one).tolist() == pytest.approx(share.tolist())
        assert TASKS["4.3.viewed"].answer(one) == pytest.approx(percent_viewed(videos))


def test_the_way_to_a_lead_is_counted_day_by_day(ledger):
    leads = clicks = 0
    for day in ledger.table("media_daily").itertuples():
        if day.medium == "YouTube channel" and day.date.year == 2025:
            leads, clicks = leads + day.leads, clicks + day.clicks
    assert TASKS["4.3.leads-per-click"].answer(ledger) == leads / clicks


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_questions_have_three_winners_and_sentences_turn_with_the_ledger(play, ledger, language):
    names, _ = play("4.3", language, "learner", ledger)
    assert len({names["started"], names["watched"], names["clicked"]}) == 3
    assert all(names[one] in names["title"] for one in ("started", "watched", "clicked"))
    assert names["short_time"] < 0.3 < 0.5 < names["short_views"]
    assert names["mean_of_each"] - names["pooled"] > 0.05 and names["apart"] > 5
    assert names["quiet_best"] >= names["best_day"] and names["others"] > names["with_video"]
    assert names["short_part"] > names["long_part"] and names["short_seconds"] < names["long_seconds"]
    for changed, sentences in (
        (half_of_all_is_watched, ["on_apart"]),
        (no_leads_and_hardly_a_click, ["on_leads", "on_days", "on_click"]),
        (one_video_is_first_in_all, ["title", "on_winners"]),
        (everybody_stays, ["on_leaving"]),
        (one_length, ["average_text"]),
    ):
        other = changed(dict(names), language)
        assert all(other[one] and other[one] != names[one] for one in sentences)


def run(names: dict, language: str, *cells: str) -> dict:
    for name in cells:
        exec(code(name, language), names)
    return names


def half_of_all_is_watched(names: dict, language: str) -> dict:
    videos = names["videos"]
    names["videos"] = videos.assign(watch_seconds=videos["views"] * videos["video_seconds"] // 2)
    return run(names, language, "viewed-facts")


def no_leads_and_hardly_a_click(names: dict, language: str) -> dict:
    names["on_channel"], names["n_clicks"] = names["on_channel"].assign(leads=0), 12
    names["videos"] = names["videos"].assign(leads=0)
    return run(names, language, "leads-facts", "answer-facts")


def one_video_is_first_in_all(names: dict, language: str) -> dict:
    videos = names["videos"]
    names["videos"] = videos.assign(watch_seconds=videos["views"], clicks=videos["views"])
    run(names, language, "shares-facts", "figure")
    assert names["n_winners"] == 1 and names["started"] in names["title"]
    return names


def everybody_stays(names: dict, language: str) -> dict:
    columns = ["views_25", "views_50", "views_75", "views_100"]
    names["videos"] = names["videos"].assign(**dict.fromkeys(columns, names["videos"]["views"]))
    run(names, language, "curves", "curves-facts")
    assert set(names["asks"].values()) == {75}
    return names


def one_length(names: dict, language: str) -> dict:
    """A channel whose videos are all equally long still runs; none of them is shorter."""
    year = names["year"][names["year"]["medium"] == names["channel"]]
    names["year"] = year[year["video_seconds"].isna() | year["video_seconds"].eq(60)]
    cells = ("videos", "view-share", "shares-facts", "figure", "viewed-facts", "curves", "curves-facts", "click-rate")
    run(names, language, *cells, "leads-facts", "monday-table", "answer-facts")
    assert names["n_shorter"] == 0 and names["pick"]
    return names


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_videos_have_the_shares_of_their_table(language):
    task = TASKS["4.3.three-videos"]
    rows = re.findall(r"^\| ([ABC]) \| (\d+) \| (\d+) \S+ \| (\d+) \S+ \|$", task.prompt.get(language), re.MULTILINE)
    watched = {video: int(views) * int(seconds) for video, views, _, seconds in rows}
    texts = {option.key: option.text.get(language) for option in task.options}
    assert len(rows) == 3 and texts[task.right].replace(" ", "") == f"{watched['B'] / sum(watched.values()):.0%}"
    assert len(set(texts.values())) == len(texts)
