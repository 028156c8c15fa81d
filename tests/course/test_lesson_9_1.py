"""Lesson 9.1: its lists are those of the measures, its trap adds up, and every turn has its words."""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import allocate_cost, customer_profit, whale_peak
from customer_value.display import say
from customer_value.explorers import allocation_explorer
from customer_value.lessons.customer_accounts import OWN_COSTS, customer_accounts
from customer_value.settings import LANGUAGES
from solutions.lessons import l9_1

TASK = {task.id: task for task in l9_1.TASKS}
KEYS = {"9.1.by-revenue": "revenue", "9.1.by-orders": "orders"}


@cache
def source() -> str:
    """The lesson as it is written."""
    return find_course().page("9.1").path.read_text(encoding="utf-8")


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells; its question is not asked again."""
    pattern = rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$"
    (cell,) = re.findall(pattern, source(), flags=re.MULTILINE | re.DOTALL)
    return keep_language(re.sub(r"^write\(.*\n", "", cell, flags=re.MULTILINE), language)


def again(name: str, language: str, namespace: dict, **changed: object) -> tuple[dict, str]:
    """A cell run once more with something else in it: its variables and what it says."""
    said: list[str] = []

    def keep(text: str, /, **fields: object) -> object:
        said.append(repr(say(text, **fields)))
        return said[-1]

    no_pictures = SimpleNamespace(cost_kinds=repr, allocation_ways=repr, whale=repr)
    space = namespace | {"say": keep, "display": lambda *shown: None, "figures": no_pictures} | changed
    exec(code(name, language), space)
    return space, "".join(said)


def test_the_record_is_the_measure(ledger, other_ledger):
    for one in (ledger, other_ledger):
        found = customer_accounts(one)
        for task, key in KEYS.items():
            profit = customer_profit(found.accounts.reset_index(), found.pool, key, costs=OWN_COSTS)
            expected = profit.set_index("customer_id")["profit"]
            pd.testing.assert_series_equal(TASK[task].answer(one), expected, check_names=False)
            assert TASK[task].answer(one).sum() == pytest.approx(
                found.accounts["revenue"].sum() - found.books["amount"].sum()
            )


def test_on_the_sample_the_lists_differ_and_dropping_one_costs_money(play, ledger):
    namespace, _ = play("9.1", "en", "learner", ledger)
    by = namespace["n_by"]
    assert by["customers"] > by["orders"] > by["revenue"] > namespace["n_always"] > namespace["n_lost"]
    assert namespace["n_moved"] + namespace["n_always"] == int(namespace["below"].any(axis=1).sum())
    assert namespace["n_hard"] < namespace["n_heads"] / 10
    assert namespace["fifth"] > 1 > namespace["most"]

    # The company's profit with them and without, worked out by adding up anew
    accounts, dropped = namespace["accounts"], namespace["dropped"]
    earned = accounts["revenue"] - accounts[["goods", "direct", "acquisition", "maintenance"]].sum(axis=1)
    missing = namespace["helping"] - namespace["losses"]
    assert missing == pytest.approx(earned.sum() - earned[~dropped].sum()) and missing > 0
    assert namespace["losses"] == pytest.approx(-earned[earned < 0].sum()), "the sum of the table above"
    kept = accounts[~dropped]
    second = namespace["left"][~dropped] - allocate_cost(namespace["pool"], kept["customers"])
    assert namespace["n_second"] == (second < 0).sum() > 100

    assert len(namespace["worst"]) == 30 and sum(namespace["n_of"].values()) == 30
    for name, (hit, good) in namespace["met"].items():
        assert hit >= namespace["n_of"][name] and good < hit, f"a rule for {name} reaches those it is made for"
    assert namespace["met"]["care"][1] > 10 * namespace["n_of"]["care"], "and many who leave something"


def test_the_slider_comes_to_the_number_asked_for(ledger):
    found = customer_accounts(ledger)
    explorer = allocation_explorer(
        found.accounts.reset_index(), found.pool, costs=OWN_COSTS, currency="TWD", language="en"
    )
    explorer.controls["pool"].value = 0
    for key in ("orders", "customers"):
        explorer.controls["key"].value = key
        assert f"the {TASK['9.1.losing'].answer(ledger)} who cost more than they bring" in explorer.picture.alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, other_ledger, language):
    namespace, _ = play("9.1", language, "learner", ledger if language == "en" else other_ledger)
    namespace |= {"guess": {"9.1.best-fifth": 42.0}.get}
    accounts, left = namespace["accounts"], namespace["left"]

    # The books: some bills that reach nobody; none with units; made up
    rates = namespace["rates"].assign(driver="campaigns", rate=np.nan)
    found = namespace["found"]
    bare = type(found)(**{**vars(found), "rates": rates, "made_up": True})
    space, said = again("books", language, namespace, customer_accounts=lambda ledger: bare)
    assert len(space["on_rest"]) > len(namespace["on_rest"]) and space["on_made_up"] and "|" not in said
    odd = found.books["shared"] & (found.books["kind"] != "indirect")
    assert all(item in namespace["on_rest"] for item in found.books.loc[odd, "item"])
    even = type(found)(**{**vars(found), "books": found.books[~odd]})
    assert not again("books", language, namespace, customer_accounts=lambda ledger: even)[0]["on_rest"]

    # The lists: the key decides nothing
    free, _ = again("lists", language, namespace, pool=0.0)
    assert free["n_moved"] == 0 and free["on_moved"] != namespace["on_moved"]

    # The whale: a loss altogether; nobody who loses
    loss = namespace["profits"] - 5000
    space, said = again("whale", language, namespace, profits=loss, earned=loss["orders"].sum())
    assert "42" in said and "nan" not in said and "100%" not in space["on_peak"]
    gain = namespace["profits"].abs() + 1
    space, said = again("whale", language, namespace, profits=gain, earned=gain["orders"].sum())
    assert whale_peak(gain["orders"]).lost == 0 and space["on_peak"] != namespace["on_peak"] and "nan" not in said

    # Who loses: nobody; everybody is new; the goods are too dear
    nobody = left.abs()
    none = {"left": nobody, "lost": nobody < 0}
    space, said = again("who", language, namespace, **none, loss_reasons=lambda rows: pd.Series("", index=rows.index))
    assert "|" not in said and space["n_lost"] == 0 == space["losses"]
    young, _ = again("who", language, namespace, accounts=accounts.assign(new=True))
    assert len(young["on_hard"]) > len(namespace["on_hard"])
    dear, _ = again("who", language, namespace, accounts=accounts.assign(goods=accounts["revenue"] + 1))
    assert len(dear["on_hard"]) > len(namespace["on_hard"])

    # The trap: an empty list; losers who outweigh those who help, with what winning them cost and without
    below, lost = namespace["below"], namespace["lost"]
    empty, _ = again("who", language, namespace, below=below & False, n_heads=0)
    deep = left.where(~lost, left - 10_000)
    poor, _ = again("who", language, namespace, left=deep)
    dearly = accounts.assign(acquisition=accounts["acquisition"] + 20_000, new=True)
    paid, _ = again("who", language, namespace, left=deep, accounts=dearly)
    assert poor["helping"] < poor["losses"] - poor["paid"] and paid["losses"] - paid["paid"] < 0 < paid["losses"]
    assert len({one["on_drop"] for one in (namespace, empty, poor, paid)}) == 4

    # The thirty: nobody, and a ledger too young to say who came again
    fresh = type(found)(**{**vars(found), "came_again": np.nan})
    young, said = again("thirty", language, namespace, found=fresh)
    assert young["on_came"] != namespace["on_came"] and "nan" not in said
    alone, _ = again("thirty-own", language, young, later=namespace["later"].abs())
    assert alone["next_year"] > 0 and "nan" not in alone["on_all"] and "%" not in alone["on_none"]
    space, said = again("thirty", language, namespace, lost=nobody < 0)
    own, _ = again("thirty-own", language, space)
    assert space["worst"].empty and "|" not in said and not own["said"]
    assert own["on_all"] != namespace["on_all"] and "nan" not in own["on_all"]
    worse, _ = again("thirty-own", language, namespace, later=left)
    better, _ = again("thirty-own", language, namespace, later=namespace["later"].abs())
    assert worse["next_year"] < 0 < better["next_year"] < alone["next_year"], "not all of the new come again"
    assert len({one["on_none"] for one in (worse, better, alone)}) == 3
    clear, _ = again(
        "thirty-own",
        language,
        namespace,
        met=dict.fromkeys(namespace["met"], (3, 0)),
        n_of=dict.fromkeys(namespace["n_of"], 1),
    )
    assert len(clear["said"]) == 5


def test_the_numbers_of_the_questions_hold():
    two = pd.DataFrame({"heads": [1, 1], "revenue": [9000, 1000], "orders": [1, 4]}, index=["A", "B"])
    parts, left = {key: allocate_cost(400, two[key])["B"] for key in two}, 1000 - 750 - 4 * 25
    assert {key for key, part in parts.items() if part > left} == {"heads", "orders"}  # 9.1.three-keys
    assert (left, parts["heads"], parts["orders"], left - parts["revenue"]) == (150, 200, 320, 110)
    assert {key for key, part in parts.items() if part > 1000 - 750 - 25} == {"orders"}, "one parcel only"
    assert 60 - 1000 / 10 == -40  # 9.1.drop
    peak = whale_peak([50, 30, 20, -10, -40])  # 9.1.whale
    assert (peak.customers, peak.share, peak.profit, peak.lost) == (3, 2.0, 100, 50)
