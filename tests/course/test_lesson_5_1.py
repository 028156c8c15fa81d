"""Lesson 5.1: the counts are those of the measures, the sample's story holds, and every way it can fall has words."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import customer_flow, customers_by_area, customers_on_file
from customer_value.settings import LANGUAGES
from solutions.lessons import l5_1

TASK = {task.id: task for task in l5_1.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("5.1").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def test_untouched_only_the_worked_example_is_answered(play, ledger):
    _, verdicts = play("5.1", "en", "learner", ledger)
    states = {task: verdict.state for task, verdict in verdicts.items()}
    assert states.pop("5.1.on-file") == "correct"
    assert set(states.values()) == {"not attempted"}


def test_the_counts_are_the_measures(ledger):
    year_ago = ledger.snapshot - pd.DateOffset(years=1)
    months = customers_by_area(ledger.orders, ledger.refunds, ledger.customers, year_ago, ledger.snapshot)
    for task, column, day in (
        ("5.1.on-file", "on_file", ledger.snapshot),
        ("5.1.active", "active", ledger.snapshot),
        ("5.1.active-then", "active", year_ago),
    ):
        wanted = months[months["end"] == day].set_index("sales_area")[column]
        pd.testing.assert_series_equal(
            TASK[task].answer(ledger).sort_index(), wanted.sort_index(), check_dtype=False, check_names=False
        )
    everybody = customers_on_file(ledger.orders, ledger.refunds, ledger.snapshot)
    assert TASK["5.1.on-file"].answer(ledger).sum() == len(everybody)


def test_the_areas_year_is_the_flow_counted_by_hand(play, ledger):
    namespace, _ = play("5.1", "en", "learner", ledger)
    found = {name: namespace[f"n_{name}"] for name in ("new", "back", "lost")}
    found |= {name: namespace[name] for name in ("opening", "closing")}
    year = l5_1._year_of_the_area(ledger)
    assert found == {
        "new": year["new"],
        "back": year["back"],
        "lost": year["silent"],
        "opening": year["opening"],
        "closing": year["closing"],
    }
    flow = customer_flow(
        ledger.orders,
        ledger.refunds,
        namespace["year_ago"] + pd.Timedelta(days=1),
        ledger.snapshot,
        customers=ledger.customers,
    )
    assert flow["lapsed"].sum() == namespace["overview"]["fell_silent"].sum()


def test_on_the_sample_an_area_grows_on_file_and_shrinks_in_truth(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    namespace, _ = play("5.1", "en", "instructor", ledger)
    assert namespace["file_now"] > namespace["file_then"] and namespace["active_now"] < namespace["active_before"]
    assert (namespace["two_days"]["on_file"] >= namespace["two_days"]["on_file_then"]).all()
    assert namespace["place"] > len(namespace["large"]) / 2, "the highest share is not the best at keeping"
    assert namespace["worst_kept"] == namespace["focus"]


def test_on_the_day_the_half_year_runs_out_somebody_lapses(play, ledger):
    namespace, _ = play("5.1", "en", "learner", ledger)
    people = l5_1._people(ledger, namespace["worst_month"])
    the_day_before = l5_1._people(ledger, namespace["worst_month"] - pd.Timedelta(days=1))
    last_seen = namespace["last_seen"]
    assert (namespace["worst_month"] - last_seen).days == 180
    assert not (people["days_silent"] < 180)[people["days_silent"] == 180].any()
    assert (the_day_before["days_silent"] < 180)[the_day_before["days_silent"] == 179].all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_the_active_go_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("5.1", language, "learner", ledger)
    said = []
    for active in (40, 50, 60):
        namespace["two_days"] = pd.DataFrame(
            {"on_file_then": [80, 80], "on_file": [90, 90], "active_then": [50, 50], "active": [active, 70]},
            index=pd.Index(["North", "South"], name="sales_area"),
        ).assign(change_active=[active / 50 - 1, 0.4])
        exec(code("two-days-numbers", language), namespace)
        assert namespace["focus"] == "North"
        said.append(namespace["on_focus"])
    assert len(set(said)) == 3

    marked = {"kept": [0.3, 0.7], "share_active": [0.6, 0.5], "active_a_year_ago": [50, 50]}
    areas = pd.Index(["North", "South"], name="sales_area")
    letters = []
    for kept, silent in (([0.3, 0.7], [10, 90]), ([0.3, 0.7], [90, 10]), ([0.5, 0.55], [90, 10])):
        namespace["marks"] = namespace["large"] = pd.DataFrame(marked | {"kept": kept}, index=areas)
        namespace["flow"] = pd.DataFrame(
            {"first_purchase": 1, "won_back": 1, "lapsed": silent}, index=areas
        ).reset_index()
        namespace["then"] = namespace["now"] = pd.DataFrame({"active": [50, 50]}, index=areas)
        namespace |= {"worst_kept": "North", "name_worst": "North", "worst_share": kept[0]}
        exec(code("overview", language), namespace)
        letters.append(namespace["advice"])
    assert len(set(letters)) == 3 and "South" in letters[0] and "South" not in letters[1]

    flows = []
    for lost in (30, 25, 10):
        namespace["one_area"] = pd.DataFrame({"end": [ledger.snapshot], "lapsed": [lost]})
        namespace |= {"n_new": 20, "n_back": 5, "n_lost": lost}
        exec(code("flow-read-numbers", language), namespace)
        flows.append(namespace["on_flow"])
    assert len(set(flows)) == 3 and "40" in flows[-1]


def test_a_ledger_too_young_for_a_year_is_compared_with_its_middle(ledger):
    days = pd.date_range(ledger.snapshot - pd.Timedelta(days=200), ledger.snapshot)
    young = SimpleNamespace(snapshot=ledger.snapshot, orders=pd.DataFrame({"order_date": days}))
    for kept, half_way in ((young, 100), (ledger, None)):
        a_year_ago = kept.snapshot - pd.DateOffset(years=1)
        namespace = {"pd": pd, "ledger": kept, "snapshot": kept.snapshot, "year_ago": a_year_ago}
        exec(code("day-numbers", "en"), namespace)
        expected = kept.snapshot - pd.Timedelta(days=half_way) if half_way else a_year_ago
        assert namespace["year_ago"] == l5_1._year_ago(kept) == expected
        assert bool(namespace["on_short"]) == bool(half_way)


def test_a_small_shop_has_answers_too(play, other_ledger):
    namespace, _ = play("5.1", "zh-Hant", "instructor", other_ledger)
    assert namespace["overview"]["active"].sum() == namespace["n_active"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_six_of_the_quiz_are_counted_as_the_rule_counts(language):
    task = TASK["5.1.six-customers"]
    rows = re.findall(r"^\| ([A-F]) \| (.+?) \| (.+?) \| (.+?) \|$", task.prompt.get(language), flags=re.MULTILINE)
    months = ["", "", "February", "March", "", "", "", "July", "August", "", "", "November", "December"]
    orders = []
    for who, _, days, area in rows:
        year = 2026 if "next year" in days or "隔年" in days else 2025
        chinese = [(int(month), int(day)) for month, day in re.findall(r"(\d+) 月 (\d+) 日", days)]
        english = [
            (months.index(month) if month in months else 1, int(day))
            for day, month in re.findall(r"(\d+) (January|February|March|July|August|November|December)", days)
        ]
        orders += [(who, pd.Timestamp(year, *day), area) for day in chinese or english]
    table = pd.DataFrame(orders, columns=["customer_id", "order_date", "sales_area"]).assign(
        order_id=lambda made: [f"O{place}" for place in made.index], amount=100, status="completed"
    )
    customers = pd.DataFrame([(who, home) for who, home, *_ in rows], columns=["customer_id", "sales_area"])
    north = customers["sales_area"].iloc[0]
    found = customers_by_area(table, None, customers, "2025-12-01", "2025-12-31").set_index("sales_area").loc[north]
    text = {option.key: option.text.get(language) for option in task.options}[task.right]
    assert len(rows) == 6 and [int(one) for one in re.findall(r"\d+", text)] == [found["on_file"], found["active"]]
