"""Lesson 3.3: its numbers are the measures', its story holds on the sample, and it copes without a trial."""

from __future__ import annotations

import re

import pytest

from customer_value import trial_groups, uplift
from customer_value.ledger import Ledger
from customer_value.lessons.trial_stories import pick_trials
from customer_value.settings import LANGUAGES
from solutions.lessons import l3_3

TASKS = {task.id: task for task in l3_3.TASKS}


def test_rates_and_differences_are_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        for trial, task in zip(pick_trials(one), ("3.3.difference", "3.3.other"), strict=True):
            groups = trial_groups(trial.touches).set_index("group").loc[["treated", "held_out"]]
            found = uplift(*(int(count) for count in groups[["people", "responders"]].to_numpy().ravel()))
            assert TASKS[task].answer(one) == pytest.approx(found.difference)
            if task == "3.3.difference":
                assert TASKS["3.3.rate-treated"].answer(one) == pytest.approx(found.treated_rate)


def test_five_comparisons_give_five_numbers_and_the_lead_melts(play, ledger):
    namespace, _ = play("3.3", "en", "learner", ledger)
    told = [round(namespace["all_points"]), namespace["click_points"], namespace["before_points"]]
    told += [namespace["rows_points"], round(namespace["points"])]
    assert len({str(one).lstrip("+") for one in told}) == 5
    assert namespace["low"] > 0 and namespace["share_clicked"] > namespace["share_not"]
    assert namespace["gap_early"] == pytest.approx(namespace["points"])  # the picture and the test count alike
    assert 0 < namespace["gap_late"] < 0.7 * namespace["gap_early"] and namespace["late"].low < 0
    assert list(namespace["early"].values()) == sorted(namespace["early"].values(), reverse=True)


def test_without_any_trial_a_dry_run_is_named_as_such(play, other_ledger, monkeypatch):
    rest = [one for one in other_ledger.package["resources"] if one["name"] not in ("campaigns", "touches")]
    package = other_ledger.package | {"resources": rest}
    bare = Ledger(folder=other_ledger.folder, snapshot=other_ledger.snapshot, package=package)
    monkeypatch.setattr("customer_value.ledger.read_ledger", lambda *given, **named: bare)
    monkeypatch.setattr("customer_value.read_ledger", lambda *given, **named: bare, raising=False)
    namespace, verdicts = play("3.3", "zh-Hant", "instructor", bare)
    assert namespace["dry"] and {verdict.state for verdict in verdicts.values()} == {"correct"}
    assert "演練" in namespace["on_series"]
    assert namespace["gap_early"] == pytest.approx(namespace["points"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_note_brought_back_as_many_as_the_key_says(language):
    task = TASKS["3.3.extra"]
    treated, back, held, held_back = (int(n) for n in re.findall(r"\d+", task.prompt.get(language))[:4])
    right = next(option for option in task.options if option.key == task.right)
    found = uplift(treated, back, held, held_back).incremental
    assert int(re.search(r"\d+", right.text.get(language))[0]) == pytest.approx(found)
