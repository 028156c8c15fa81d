"""Lesson 1.6: the numbers are those of the measures, nothing is given away, and the sentences follow the ledger."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import mean, median

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import overdue, own_cycles, purchase_cycle, valid_orders
from customer_value.lessons.rhythm_stories import pick_four
from customer_value.settings import LANGUAGES
from solutions.lessons import l1_6

TASKS = {task.id: task for task in l1_6.TASKS}


@pytest.fixture(scope="module")
def valid(ledger):
    return valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("1.6").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_untouched_only_the_worked_example_is_answered(play, ledger):
    namespace, verdicts = play("1.6", "en", "learner", ledger)
    states = {task: verdict.state for task, verdict in verdicts.items()}
    assert states.pop("1.6.cycle-a") == "correct"
    assert set(states.values()) == {"not attempted"}
    assert namespace["ranking"] is None and len(namespace["outcome"]) == 2


def test_the_four_are_the_measures_and_teach_the_point(play, ledger, valid):
    four = pick_four(ledger).set_index("label")["customer_id"]
    judged = overdue(valid, ledger.snapshot).set_index("customer_id")
    cycles = own_cycles(valid).set_index("customer_id")["cycle"]
    assert TASKS["1.6.own-cycles"].answer(ledger).to_dict() == four.map(cycles).to_dict()
    away = TASKS["1.6.cycles-away"].answer(ledger)
    assert away.to_dict() == pytest.approx(four.map(judged["ratio"]).to_dict())
    namespace, _ = play("1.6", "en", "learner", ledger)
    assert namespace["by_rhythm"] != namespace["by_days"], "ranked by days alone the four would come out the same"
    assert namespace["by_rhythm"] == list(away.sort_values(ascending=False).index)


def test_at_six_is_counted_customer_by_customer(ledger, valid):
    days = valid.groupby("customer_id")["order_date"].agg(lambda dates: sorted(set(dates)))
    late = 0
    for dates in days:
        gaps = [(after - before).days for before, after in pairwise(dates)]
        late += bool(gaps) and (ledger.snapshot - dates[-1]).days > 6 * median(gaps)
    assert TASKS["1.6.at-six"].answer(ledger) == late
    assert late > 50, "on the sample no k of the slider makes a list of fifty"


def test_the_other_ledger_has_its_own_four(play, other_ledger):
    namespace, _ = play("1.6", "en", "instructor", other_ledger)
    assert len(namespace["four"]) == 4 and len(namespace["rhythm"]) == 4
    assert all(len(picked) <= 50 for picked in namespace["lists"].values())


def test_early_and_missed_are_those_of_the_figure(play, ledger, valid):
    namespace, _ = play("1.6", "en", "learner", ledger)
    judged = overdue(valid, ledger.snapshot)
    limit = 1.5 * purchase_cycle(valid)
    known = judged[judged["judged"]]
    assert namespace["missed"] == ((known["recency"] <= limit) & known["overdue"]).sum()
    assert namespace["early"] == ((known["recency"] > limit) & ~known["overdue"]).sum()
    picture = namespace["figures"].overdue_customers(judged, purchase_cycle(valid))
    assert f"miss {namespace['missed']}" in picture.alt and f"call {namespace['early']}" in picture.alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ranking_is_told_back(play, ledger, language):
    namespace, _ = play("1.6", language, "learner", ledger)
    assert namespace["on_ranking"] == ""
    namespace["guess"] = {"1.6.who-first": ["C", "A", "B", "D"]}.get
    exec(code("verdict", language), namespace)
    assert "C – A – B – D" in namespace["on_ranking"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_the_result_may_fall_has_its_sentence(play, ledger, language):
    namespace, _ = play("1.6", language, "learner", ledger)
    people = namespace["people"]
    said = set()
    for changed in (
        people,
        people.assign(bought_again=~people["bought_again"]),
        people[~people["overdue"]],
    ):
        namespace["people"] = changed
        exec(code("on-bands", language), namespace)
        said.add(namespace["on_came"])
    assert len(said) == 3
    exec(code("wrong-code", language), namespace)  # nobody is overdue now
    assert not re.search(r"\d", namespace["on_worst"])
    namespace["cycle"] = namespace["with_zeros"]
    exec(code("wrong-code", language), namespace)
    assert not re.search(r"\d+\.\d", namespace["on_zeros"])
    namespace["season"] = namespace["season"].assign(orders_index=float("nan"))
    namespace["known"] = False
    exec(code("on-season", language), namespace)
    assert not re.search(r"\d", namespace["on_season"])
    usual = namespace["whom"]
    namespace["may_call"] = namespace["may_call"].query("ratio > 6")
    exec(code("outcome", language), namespace)
    assert namespace["whom"] != usual and namespace["n_suggested"] > 0
    namespace["people"] = people.head(40)
    exec(code("on-rules", language), namespace)
    assert namespace["n_overdue"] <= 50 and "50" not in namespace["on_many"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ledger_without_the_other_tables_shows_the_signs_it_has(play, ledger, language):
    namespace, _ = play("1.6", language, "learner", ledger)
    assert len(namespace["signs_table"]) == 4
    lacking = [one for one in ledger.package["resources"] if one["name"] in ("customers", "orders", "refunds")]
    bare = type(ledger)(ledger.folder, ledger.snapshot, {**ledger.package, "resources": lacking})
    namespace["ledger"] = bare
    exec(code("signs", language), namespace)
    assert len(namespace["signs_table"]) == 1 and namespace["n_complained"] == 0


def test_the_signs_counted_by_hand(play, ledger):
    namespace, _ = play("1.6", "en", "learner", ledger)
    people = namespace["people"][namespace["people"]["judged"]].set_index("customer_id")
    complaints = ledger.table("service_contacts")
    upset = set()
    for contact in complaints[complaints["complaint"]].itertuples():
        one = contact.customer_id
        if one in people.index and contact.contacted_on <= ledger.snapshot:
            last = ledger.snapshot - pd.Timedelta(days=int(people.loc[one, "recency"]))
            if contact.contacted_on >= last:
                upset.add(one)
    row = namespace["signs_table"].loc[namespace["complained"]]
    assert row.iloc[0] == len(upset)
    assert row.iloc[1] == pytest.approx(people.loc[sorted(upset), "overdue"].mean())
    assert row.iloc[2] == pytest.approx(people.drop(index=upset)["overdue"].mean())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fifth_customer_has_the_numbers_of_her_printed_history(language):
    task = TASKS["1.6.history"]
    days = pd.to_datetime(re.findall(r"^\| O\d \| (\S+) \|$", task.prompt.get(language), flags=re.MULTILINE))
    table = pd.DataFrame({"customer_id": "E", "order_date": days})
    one = overdue(table, "2025-10-19").iloc[0]
    options = {option.key: option.text.get(language) for option in task.options}
    numbers = {key: [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)] for key, text in options.items()}
    gaps = [(after - before).days for before, after in pairwise(days)]
    assert numbers["right"] == [one["cycle"], one["recency"], round(one["ratio"], 1)] and one["overdue"]
    assert numbers["zero-kept"][0] == median(gaps)
    assert numbers["mean"][0] == round(mean(gaps[1:]), 1)
    assert numbers["last-gap"] == [gaps[-1], one["recency"]]
