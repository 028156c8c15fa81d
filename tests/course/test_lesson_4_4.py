"""Lesson 4.4: its costs and rules are the measures', its story holds on the sample, its sentences follow the ledger."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import attribution, attribution_table, media_funnel
from customer_value.explorers.media.attribution import LOOK_BACK
from customer_value.settings import LANGUAGES
from solutions.lessons import l4_4

TASKS = {task.id: task for task in l4_4.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells, as it stands for this company."""
    source = find_course().page("4.4").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language, {"currency": "NT$"})


def run(names: dict, language: str, *cells: str) -> dict:
    for name in cells:
        exec(code(name, language), names)
    return names


def test_the_cost_of_a_lead_is_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        funnel = media_funnel(one.table("media_daily"), one.table("leads"), l4_4._start(one), one.snapshot)
        found = TASKS["4.4.cost-per-lead"].answer(one)
        expected = funnel.set_index("medium")["cost_per_lead"]
        pd.testing.assert_series_equal(found.sort_index(), expected.sort_index(), check_names=False, check_dtype=False)


def test_the_rules_are_the_measures_and_hand_out_the_same(ledger, other_ledger):
    for one in (ledger, other_ledger):
        paths, new = l4_4._paths(one), l4_4._new(one)
        for rule in ("last", "linear"):
            expected = attribution(paths, rule).query("revenue > 0").set_index("channel")["revenue"]
            found = TASKS[f"4.4.{rule}"].answer(one)
            assert found[found > 0].to_dict() == pytest.approx(expected.to_dict())
            assert found.sum() == pytest.approx(new["amount"].sum())


def test_the_look_back_is_counted_touch_by_touch(ledger):
    became = ledger.table("leads").set_index("lead_id")["customer_id"]
    ordered = l4_4._new(ledger).set_index("customer_id")
    nearest: dict[str, int] = {}
    for touch in l4_4._seen(ledger).itertuples():
        who = touch.customer_id if isinstance(touch.customer_id, str) else became.get(touch.lead_id)
        if who in ordered.index:
            days = (ordered.loc[who, "order_date"] - touch.touched_on).days
            nearest[who] = min([days, nearest.get(who, days)]) if days >= 0 else nearest.get(who, 10**6)
    age = ordered.index.map(lambda who: nearest.get(who, 10**6))
    unknown = {days: round(100 * ordered[age > days]["amount"].sum() / ordered["amount"].sum()) for days in LOOK_BACK}
    assert TASKS["4.4.look-back"].answer(ledger) == unknown[7] - unknown[30] > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_sample_the_verdict_on_the_dearest_medium_turns_and_sentences_follow(play, ledger, language):
    names, _ = play("4.4", language, "learner", ledger)
    assert len(names["some"]) == 4 and names["dear_lead"] == names["some"]["cost_per_lead"].max()
    assert names["turning"] == [names["dear"]] and names["dear"] in names["title"]
    assert names["dear_first"] > names["break_even"] > names["dear_last"]
    assert names["reached"].loc[names["one"], "media"] == 3
    assert (names["n_got"], names["n_bought"], names["n_held"], names["held_bought"]) == (262, 40, 121, 8)
    assert names["sure"] and names["claimed"] > names["earned"] and names["most_liked"] != names["most_followed"]
    assert names["table"].sum().to_list() == pytest.approx([names["total"]] * 3)
    for changed, sentences in (
        (nothing_pays, ["title", "verdict"]),
        (everything_pays, ["title", "verdict"]),
        (one_medium_brings_no_lead, ["on_dear", "dear"]),
        (nobody_was_left_out, ["on_trial", "offer", "on_saved"]),
        (as_many_came_without, ["on_added", "on_saved"]),
        (few_were_asked, ["on_added", "on_saved"]),
    ):
        other = changed(dict(names), language)
        assert all(other[one] and other[one] != names[one] for one in sentences), changed


def nothing_pays(names: dict, language: str) -> dict:
    names["break_even_roas"] = lambda margin: 99.0
    return run(names, language, "roas", "roas-facts")


def everything_pays(names: dict, language: str) -> dict:
    names["break_even_roas"] = lambda margin: 0.1
    return run(names, language, "roas", "roas-facts")


def one_medium_brings_no_lead(names: dict, language: str) -> dict:
    leads = names["leads"]
    names["leads"] = leads[leads["medium"] != names["funnel"].index[0]]
    run(names, language, "cost-table")
    assert len(names["idle"]) == 1
    return names


def nobody_was_left_out(names: dict, language: str) -> dict:
    names["all_touches"] = names["all_touches"][names["all_touches"]["group"] == "treated"]
    run(names, language, "trial", "trial-facts", "advice-facts")
    assert names["n_got"] == 200 and names["added"] == 12
    return names


def as_many_came_without(names: dict, language: str) -> dict:
    names["held_bought"] = names["n_held"]
    run(names, language, "trial-facts", "advice-facts")
    assert names["added"] < 0
    return names


def few_were_asked(names: dict, language: str) -> dict:
    names.update(n_got=20, n_bought=4, n_held=20, held_bought=2)
    run(names, language, "trial-facts", "advice-facts")
    assert not names["sure"]
    return names


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_path_has_the_right_parts(language):
    task = TASKS["4.4.one-path"]
    paths = pd.DataFrame({"order_id": "o", "step": [1, 2, 3], "channel": ["page", "page", "message"], "amount": 900.0})
    parts = attribution_table(paths).set_index("channel").loc["page", ["first", "last", "linear"]]
    texts = {option.key: option.text.get(language) for option in task.options}
    assert [int(number) for number in re.findall(r"\d+", texts[task.right])] == parts.astype(int).tolist()
