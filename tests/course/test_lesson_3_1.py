"""Lesson 3.1: its lifts are the measure's, its story holds on the sample, and it copes where no trait stands out."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from customer_value import best_customers, lead_scores, trait_lift, valid_orders
from customer_value.settings import LANGUAGES
from solutions.lessons import l3_1

TASKS = {task.id: task for task in l3_1.TASKS}


def test_the_lifts_are_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        people = l3_1._people(one)
        best = people.loc[people["best"], "customer_id"].tolist()
        assert sorted(best) == sorted(best_customers(l3_1._table(one), 0.2))
        for task, trait in (("3.1.source", "source"), ("3.1.area", "sales_area")):
            expected = trait_lift(people, best, [trait]).set_index("value")["lift"]
            found = TASKS[task].answer(one)
            pd.testing.assert_series_equal(found.sort_index(), expected.sort_index(), check_names=False)


def test_the_story_of_the_sample(play, ledger):
    namespace, _ = play("3.1", "en", "learner", ledger)
    # the most frequent traits of the best are those of everybody, and something else singles the best out
    assert namespace["n_higher"] == 0 and namespace["n_lines"] == len(namespace["traits"]) == 7
    out = namespace["stand_out"]
    assert out.iloc[0]["trait"] == "kind" and not set(out["value"]) & set(namespace["portrait"]["value"])
    # a stricter choice of the best: a higher lift, and fewer traits to build on
    assert namespace["peak"]["lift"] > namespace["lifts"]["lift"].max() and namespace["n_strict"] < namespace["n_out"]
    # the question about a score of 12 is about this pile
    assert namespace["scored"]["score"].max() == pytest.approx(12, abs=0.2)
    gender = trait_lift(namespace["people"], namespace["best"], ["gender"]).set_index("value")["lift"]
    pd.testing.assert_series_equal(namespace["lift_gender"].sort_index(), gender.sort_index(), check_names=False)
    assert namespace["works"] and namespace["no_luck"]
    assert out.iloc[0]["value"] in namespace["decision"]
    # the score is tried on leads that came after it was made
    earlier, ranked = namespace["earlier"], namespace["ranked"]
    assert (ranked["created_on"] > earlier).all() and (ranked["closed_on"] <= ledger.snapshot).all()
    before = valid_orders(ledger.orders, ledger.refunds, earlier)["customer_id"]
    assert set(namespace["people_then"]["customer_id"]) == set(before)
    scores = lead_scores(namespace["later"], namespace["lifts_then"]).set_index("lead_id")["score"]
    first = ranked[ranked["lead_id"].isin(scores.nlargest(len(ranked) // 3).index)]
    won = first.loc[first["stage"] == "won", "customer_id"]
    orders = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    assert orders[orders["customer_id"].isin(won)]["amount"].sum() / len(first) == pytest.approx(
        namespace["top"]["spent"], rel=0.05
    )


def test_where_nothing_singles_the_best_out_it_says_so(play, other_ledger, monkeypatch):
    def nothing(customers, best, traits):
        return trait_lift(customers, best, traits).assign(few=True)

    monkeypatch.setattr("customer_value.trait_lift", nothing, raising=False)
    namespace, _ = play("3.1", "zh-Hant", "learner", other_ledger)
    assert namespace["n_out"] == 0 and namespace["spec_table"] == ""
    assert (namespace["scored"]["score"] == 1).all()
    assert "一半" in namespace["decision"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_traits_have_the_lifts_that_are_told(language):
    task = TASKS["3.1.sixty"]
    rows = re.findall(r"^\| ([A-D]) .*\| (\d+) \| (\d+) \|$", task.prompt.get(language), flags=re.MULTILINE)
    lifts = {row[0].lower(): int(row[2]) / 200 / (int(row[1]) / 1000) for row in rows}
    solid = {name: lift for name, lift in lifts.items() if name != "d"}
    assert max(solid, key=solid.get) == task.right and lifts == pytest.approx(
        {"a": 1.07, "b": 2.2, "c": 1.2, "d": 4}, rel=0.01
    )
