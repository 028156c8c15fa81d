"""Lesson 6.5: interval and profit are the measures', the other shop's test is open, and every result has words."""

from __future__ import annotations

import re

import numpy as np
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import ab_decision, early_stops, explorers, read_ledger
from customer_value.ledger import Ledger
from customer_value.lessons.ab_tests import pick_test
from customer_value.settings import LANGUAGES
from solutions.lessons import l6_5

TASK = {task.id: task for task in l6_5.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("6.5").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language, {"currency": "NT$"})


def test_the_low_end_is_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        test = pick_test(one)
        counts = test.treated, test.treated_buyers, test.control, test.control_buyers
        found = ab_decision(*counts, margin=test.margin, cost=test.cost)
        assert TASK["6.5.profit-low"].answer(one) == pytest.approx(found.low, rel=1e-5)


def test_a_simulated_interval_holds_the_truth_so_often(ledger):
    """The low end of 95 in 100 such tests lies below what is true, give or take the half of the rest."""
    rng = np.random.default_rng(8)
    first, second = (rng.binomial(5000, rate, 20_000) / 5000 for rate in (0.055, 0.045))
    error = np.sqrt((first * (1 - first) + second * (1 - second)) / 5000)
    assert ((first - second) - l6_5.Z_ALPHA * error < 0.01).mean() == pytest.approx(0.975, abs=0.005)


def test_the_other_shops_test_is_significant_and_open(ledger):
    found = ab_decision(5000, 275, 5000, 225, margin=400, cost=3)
    assert TASK["6.5.other"].answer(ledger) == pytest.approx(found.low, rel=1e-5)
    assert found.decision == "test more" and round(found.uplift.p, 2) == 0.02
    prose = find_course().page("6.5").path.read_text(encoding="utf-8")
    for number in ("5,000", "275", "225", "400", "p = 0.02", "p 值 0.02"):
        assert number in prose


def test_the_table_of_four_tests_has_one_to_roll_out():
    rows = re.findall(
        r"\| ([K-N]) \| [\d.]+ \| (−?[\d.]+) \| (−?[\d.]+) \| (−?[\d.]+) \|", TASK["6.5.which-decision"].prompt.en
    )
    low = {name: float(low.replace("−", "-")) for name, _, low, _ in rows}
    assert len(rows) == 4 and [name.lower() for name in low if low[name] > 0] == [TASK["6.5.which-decision"].right]


def test_twenty_looks_make_every_fourth_test_of_nothing_a_success():
    explorer = explorers.peeking_explorer(np.random.default_rng(5), base=0.1, people=50, language="en")
    assert explorer.controls["looks"].value == 20
    share = int(re.search(r"(\d+)%[^%]*5?%", explorer.picture.alt.split("95% interval")[-1]).group(1))
    found = early_stops(np.random.default_rng(99), base=0.1, people=50, looks=20, tests=5000)
    assert 21 < share < 30 and found["by_now"].iloc[-1] == pytest.approx(0.25, abs=0.03)
    assert TASK["6.5.looks"].right == "quarter"


def test_on_the_sample_it_is_rolled_out_and_the_mornings_contradicted_each_other(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    space, verdicts = play("6.5", "en", "learner", ledger)
    assert verdicts["6.5.profit-low"].state == "not attempted"
    assert space["found"].decision == "roll out" and space["found"].low > 0
    assert space["on_days"] and space["changes"] >= 3 and space["first_day"] < 10
    assert space["then"] < space["difference"] / 2
    running = space["running"]
    assert running["treated_responders"].iloc[-1] == space["test"].treated_buyers
    assert running["control_responders"].iloc[-1] == space["test"].control_buyers
    assert space["opened"]["responded"].mean() > space["with_offer"]
    assert 0 < space["pays"] < 100 * space["difference"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    space, _ = play("6.5", language, "learner", ledger)
    quiet = {"quiz": lambda task: None, "display": lambda shown: None}
    said = set()
    for low, high in ((0.01, 0.05), (-0.01, 0.05), (-0.05, -0.01)):
        one = space | {"low": low, "high": high, "difference": (low + high) / 2, "guess": lambda task: 20.0}
        exec(code("uplift-read", language), one)
        said.add((one["on_open"], one["on_extra"]))
    assert len(said) == 3 and "20" in one["on_guess"]
    plans = set()
    for margin, cost in ((1000.0, 20.0), (100.0, 60.0), (200.0, 20.0), (100.0, 12.0)):
        test = vars(space["test"]) | {"margin": margin, "cost": cost}
        one = space | quiet | {"test": type(space["test"])(**test)}
        for name in ("figure-read", "back", "check-yourself-questions"):
            exec(code(name, language), one)
        plans.add((one["decided"], one["on_size"], one["choice"], one["do"]))
        assert one["decided"] and one["choice"] and one["do"]
    assert len(plans) == 4
    mornings = set()
    for changed in ([], [4], [29], [4, 29], list(range(4, 30))):
        running = space["running"].assign(significant=[day in changed for day in range(len(space["running"]))])
        one = space | {"running": running}
        exec(code("mornings-read", language), one)
        mornings.add(re.sub(r"[\d.+−]+", "", one["on_mornings"]))
    assert len(mornings) >= 4
    base = {"base_before": space["without"]}
    one = space | quiet
    exec(code("back", language).replace("plan_base, by_luck", "base_before = without\nplan_base, by_luck"), one)
    assert one["plan_base"] == base["base_before"]


def test_without_a_test_the_lesson_is_a_dry_run(play, repository):
    sample = read_ledger(repository / "datasets" / "sample" / "en")
    rest = [one for one in sample.package["resources"] if one["name"] not in ("campaigns", "touches")]
    bare = Ledger(folder=sample.folder, snapshot=sample.snapshot, package=sample.package | {"resources": rest})
    assert pick_test(bare).kind == "dry run"
    space, _ = play("6.5", "en", "learner", sample)
    one = space | {"test": pick_test(bare), "ledger": bare, "quiz": lambda task: None, "display": lambda shown: None}
    one |= {"predict": lambda task: None}
    for name in ("the-test", "uplift", "uplift-read", "figure-read", "mornings", "mornings-read", "back"):
        exec(code(name, "en"), one)
    exec(code("check-yourself-questions", "en"), one)
    assert "dry run" in one["on_test"] and "nobody" in one["on_cost"]
    assert one["opened"].empty and "luck" in one["decided"]


def test_a_small_shop_has_answers_too(play, other_ledger):
    _, verdicts = play("6.5", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
