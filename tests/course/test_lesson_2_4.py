"""Lesson 2.4: its shares are the measures', its story holds on the sample, and the text follows the ledger."""

from __future__ import annotations

import re

import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import empty_space, perceptual_map, preference_share
from customer_value.settings import LANGUAGES
from solutions.lessons import l2_4

TASKS = {task.id: task for task in l2_4.TASKS}


def code(name: str, language: str = "en") -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("2.4").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_untouched_nothing_is_answered(play, ledger):
    namespace, verdicts = play("2.4", "en", "learner", ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"not attempted"}
    assert "better_share" not in namespace and "by_leaning" not in namespace


def test_the_shares_are_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        x, y = l2_4._axes(one)
        places, wanted = perceptual_map(one.table("brand_ratings"), x, y), l2_4._wanted(one)
        own_x, own_y = places.loc[places["own"], ["x", "y"]].iloc[0]
        step = l2_4._step(one)
        expected = preference_share(places, wanted[["x", "y"]], own_x, own_y + step)
        assert TASKS["2.4.better-y"].answer(one) == pytest.approx(expected, abs=1e-12)
        found = TASKS["2.4.by-leaning"].answer(one)
        for leans, group in wanted.groupby("leans"):
            expected = preference_share(places, group[["x", "y"]], own_x + step, own_y)
            assert found[leans] == pytest.approx(expected, abs=1e-12)


def test_the_step_is_the_smallest_that_one_customer_in_ten_would_notice(ledger, other_ledger):
    for one in (ledger, other_ledger):
        places, wanted, (own_x, own_y) = l2_4._places(one), l2_4._wanted(one)[["x", "y"]], l2_4._us(one)
        step = l2_4._step(one)
        noticed = {
            size: max(
                preference_share(places, wanted, own_x + size, own_y),
                preference_share(places, wanted, own_x, own_y + size),
            )
            for size in l2_4.STEPS
        }
        assert noticed[step] >= 0.1 and all(share < 0.1 for size, share in noticed.items() if size < step)


def test_each_customer_counts_once_with_the_last_answer(ledger):
    x, _ = l2_4._axes(ledger)
    surveys = ledger.table("surveys")
    surveys = surveys[surveys["answered_on"] <= ledger.snapshot]
    twice = surveys[surveys["customer_id"].duplicated(keep=False)].sort_values("answered_on")
    last = twice.groupby("customer_id").tail(1)[[f"importance_{x}", f"importance_{l2_4._axes(ledger)[1]}"]].dropna()
    wanted = l2_4._wanted(ledger)
    assert len(last) and wanted.loc[last.index, "x"].tolist() == last.iloc[:, 0].tolist()
    assert len(wanted) <= surveys["customer_id"].nunique()


def test_half_is_reached_between_two_steps_of_the_slider(ledger):
    places, wanted = l2_4._places(ledger), l2_4._wanted(ledger)[["x", "y"]]
    across = round(places.loc[places["own"], "x"].item(), 1)
    half = TASKS["2.4.half-from"].answer(ledger)
    shares = [preference_share(places, wanted, across, at) for at in (half - 0.1, half)]
    assert shares[0] < 0.495 <= shares[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_sample_nobody_wants_the_ring_and_a_small_step_wins_many(play, ledger, language):
    namespace, _ = play("2.4", language, "learner", ledger)
    ring = empty_space(namespace["places"], namespace["wanted"][["x", "y"]]).iloc[0]
    assert (namespace["ring_x"], namespace["ring_y"]) == (ring["x"], ring["y"])
    assert namespace["ring_share"] == 0 == ring["demand"]
    assert namespace["us"]["brand"] == namespace["favourite"]
    assert namespace["won_y"] == pytest.approx(TASKS["2.4.better-y"].answer(ledger))
    assert namespace["won_x"] > namespace["won_y"] > namespace["our_share"]
    assert str(namespace["n_wanted"]) in namespace["to_agency"]
    assert namespace["line_r"] < -0.8 < namespace["r"] and namespace["on_turned"]
    assert namespace["top_few"] == pytest.approx(100 * namespace["top_cost"] * namespace["top_wish"])


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_the_answer_to_the_agency_follows_the_share(play, ledger, share):
    namespace, _ = play("2.4", "en", "learner", ledger)
    namespace |= {"ring_share": share, "won_x": 0.0, "won_y": 0.0}
    exec(code("design-card").replace('write("2.4.design-card")', ""), namespace)
    assert namespace["to_agency"].startswith({0.0: "No:", 0.4: "Not because", 1.0: "Not like this"}[share])
    assert namespace["on_close"] in namespace["on_place"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_hand_only_one_of_the_three_would_come(language):
    task = TASKS["2.4.empty"]
    prompt = task.prompt.get(language)
    spots = [(float(a), float(b)) for a, b in re.findall(r"[PQS] ?[(（]([\d.]+)[,，] ?([\d.]+)[)）]", prompt)]
    weights = [(int(a), int(b)) for a, b in re.findall(r"(\d) (?:and|和) (\d)", prompt)]
    assert len(spots) == 3 and len(weights) == 3
    worth = [[w[0] * s[0] + w[1] * s[1] for s in spots] for w in weights]
    assert [row[2] > max(row[:2]) for row in worth] == [False, True, False]
    assert task.right == "ben"
