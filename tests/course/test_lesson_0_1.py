"""Lesson 0.1: its numbers are those of the ledger, its prose says what its cells show, and its trap is one."""

from __future__ import annotations

import csv
import json
import re

import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value.settings import LANGUAGES
from solutions.lessons import l0_1

TASKS = {task.id: task for task in l0_1.TASKS}


@pytest.fixture(scope="module")
def page() -> str:
    return find_course().page("0.1").path.read_text(encoding="utf-8")


def code(page: str, name: str, language: str = "en") -> str:
    """The code of one of the lesson's cells."""
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language, {"currency": "NT$"})


def test_the_cards_are_counted_from_the_file_itself(repository, ledger):
    folder = repository / "datasets" / "sample" / "en"
    with (folder / "orders.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    last = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["snapshot"]
    assert last.endswith("-12-31")  # so that the last twelve months are a year
    found = sum(row["order_date"].startswith(last[:4]) and row["status"] != "cancelled" for row in rows)
    assert TASKS["0.1.in-boxes"].answer(ledger) * 100 == found
    assert 100 * (TASKS["0.1.enough"].answer(ledger) - 1) < found <= 100 * TASKS["0.1.enough"].answer(ledger)
    assert TASKS["0.1.cost"].answer(ledger) == 250 * TASKS["0.1.enough"].answer(ledger)


def test_one_box_less_runs_out_and_the_answer_does_not(play, ledger):
    namespace, _ = play("0.1", "en", "learner", ledger)
    draw, enough = namespace["figures"].cards_left, TASKS["0.1.enough"].answer(ledger)
    assert "cards are gone on" in draw(namespace["last_year"], (enough - 1) * 100).alt
    assert "cards are gone on" not in draw(namespace["last_year"], enough * 100).alt
    assert "cards are gone on" in draw(namespace["last_year"], namespace["cards"]).alt  # the shop is wrong


def test_the_spreadsheet_trap_and_the_cell_run_thrice_are_as_told(page):
    namespace: dict = {}
    exec(code(page, "no-spreadsheet"), namespace)
    assert namespace["bill"] == 2500 and "It shows 2,500, not 3,000." in page and "2,500，不是 3,000" in page
    exec(code(page, "store"), namespace)
    for _ in range(3):
        exec(code(page, "store-more"), namespace)
    shown = {option.key: option.text.en for option in TASKS["0.1.three-times"].options}
    assert shown[TASKS["0.1.three-times"].right] == str(namespace["store"]) == "35"


def test_the_error_is_the_one_that_is_printed(page):
    printed = re.findall(r"^NameError: .*$", page, flags=re.MULTILINE)
    assert len(printed) == len(LANGUAGES) and len(set(printed)) == 1
    broken = code(page, "per-week").replace("needed", "need")
    assert f"----> 1 {broken.splitlines()[0]}" in page
    with pytest.raises(NameError) as raised:
        exec(broken, {"needed": 1})
    assert f"NameError: {raised.value}" == printed[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("now", "before", "boxes", "spare"),
    [(3226, 2386, 44, 11), (300, 300, 3, 0), (250, 400, 3, 0), (301, 300, 4, 0), (120, 0, 2, 0)],
    ids=["more", "same", "fewer", "hardly more", "no year before"],
)
def test_the_advice_follows_the_growth(page, language, now, before, boxes, spare):
    cell = code(page, "growth", language)
    kept = "\n".join(line for line in cell.splitlines() if not line.startswith(("day_before", "earlier =")))
    namespace = {"needed": now, "earlier": before}
    exec(kept, namespace)
    assert f"{boxes} " in namespace["letter"]
    assert (f"{before:,}" in namespace["trend"]) == bool(before)
    grows = boxes > -(-now // 100)
    assert (f" {spare} " in namespace["letter"]) == grows
    assert ("%" in namespace["trend"]) == grows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("guessed", "off"), [(None, ""), (3000, "226"), (4000, "774"), (3226, "3,226")])
def test_a_guess_is_held_against_the_count(page, language, guessed, off):
    namespace = {"needed": 3226, "guess": lambda task: guessed}
    exec(code(page, "guess-read", language), namespace)
    assert off in namespace["on_guess"] and namespace["on_guess"]


def test_a_small_ledger_without_a_full_box_is_enough(play, other_ledger):
    namespace, _ = play("0.1", "zh-Hant", "instructor", other_ledger)
    assert namespace["enough"] * 100 >= namespace["needed"] > 0
