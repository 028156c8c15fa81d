"""Lesson 6.2: shares by hand, the same means as lesson 2.6, and words for whatever the ratings of a ledger say."""

from __future__ import annotations

import re
import shutil
from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import importance_performance, read_ledger
from customer_value.settings import LANGUAGES
from solutions.lessons import l2_6, l6_2

TASK = {task.id: task for task in l6_2.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("6.2").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def play_cell(name: str, namespace: dict, language: str, **changes) -> dict:
    """The variables after a cell is run with some changed; what it says is in `spoken`."""
    space = namespace | {"say": lambda text, **fields: text.format(**fields)} | changes
    exec(re.sub(r"^say\(", "spoken = say(", code(name, language), flags=re.MULTILINE), space)
    return space


def explained(table: pd.DataFrame, columns: list[str]) -> float:
    """R squared of a least-squares fit."""
    y = table["satisfaction"].to_numpy(float)
    x = np.column_stack([np.ones(len(y)), table[columns].to_numpy(float)])
    missed = y - x @ np.linalg.lstsq(x, y)[0]
    return 1 - (missed @ missed) / ((y - y.mean()) @ (y - y.mean()))


def shares(table: pd.DataFrame, columns: list[str]) -> dict[str, float]:
    """Each column's share of what all explain: its mean gain over all orders of coming in."""
    gains = dict.fromkeys(columns, 0.0)
    orders = list(permutations(columns))
    for order in orders:
        so_far = 0.0
        for place, column in enumerate(order, start=1):
            now = explained(table, list(order[:place]))
            gains[column] += (now - so_far) / len(orders)
            so_far = now
    return {column: gain / sum(gains.values()) for column, gain in gains.items()}


def test_the_shares_of_both_pairs_are_those_of_all_orders(ledger, other_ledger):
    for one in (ledger, other_ledger):
        answers = l6_2._answers(one)
        for task, mine, other in (("price", "price", "service"), ("delivery", "delivery", "quality")):
            columns = [f"performance_{mine}", f"performance_{other}"]
            by_hand = shares(answers[["satisfaction", *columns]].dropna(), columns)
            assert TASK[f"6.2.share-{task}"].answer(one) == pytest.approx(by_hand[columns[0]])


def test_what_customers_say_is_what_lesson_2_6_says(play, ledger, other_ledger):
    for one in (ledger, other_ledger):
        namespace, _ = play("6.2", "en", "learner", one)
        items, said = l2_6._items(one), namespace["said"]
        for name in ("attribute", "importance", "performance"):
            assert said[name].tolist() == items[name].tolist()
        assert said["quadrant"].tolist() == importance_performance(items)["quadrant"].tolist()


def test_on_the_sample_price_is_named_first_and_moves_little(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    namespace, verdicts = play("6.2", "en", "learner", ledger)
    assert verdicts["6.2.share-price"].state == "not attempted"
    assert namespace["asked_place"]["price"] == 1 and namespace["place"]["price"] >= 4
    assert namespace["pairs"].min() > 0.2
    assert namespace["squares"].sum() > 1.4 > 2 * namespace["all_six"]
    assert namespace["sure"] and namespace["leads"].index[0] == "service"
    # what lesson 2.6 gave the money to stays right; price goes, service comes
    assert (namespace["stays"], namespace["comes"], namespace["goes"]) == (["delivery"], ["service"], ["price"])
    assert namespace["instead"] == ["service", "delivery"] and "Delivery stays" in namespace["say_money"]
    drivers = namespace["drivers"].set_index("driver")["share"]
    three = ["performance_service", "performance_delivery", "performance_price"]
    by_hand = shares(namespace["rated"], three)
    assert sorted(three, key=by_hand.get) == sorted(three, key=drivers.get)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("6.2", language, "learner", ledger)
    drivers, keys = namespace["drivers"], namespace["keys"]

    # the guess; price at the top; too few answers to be sure; none to share out
    read = play_cell("drivers-read", namespace, language, guess={"6.2.price-share": 61.0}.get)
    assert "61" in read["on_guess"] and "61" not in namespace["on_drivers"]
    high = drivers.assign(share=[0.9 if key == "price" else 0.02 for key in keys])
    assert play_cell("drivers-read", namespace, language, drivers=high)["on_price"] != namespace["on_price"]
    few = play_cell("drivers-read", namespace, language, rated=namespace["rated"].head(40))
    assert not few["sure"] and few["on_top"] != namespace["on_top"]
    near = drivers.assign(stated=drivers["share"].rank() + np.where([key == "price" for key in keys], 1.5, 0))
    unsure = play_cell("drivers-read", namespace, language, drivers=near, rated=namespace["rated"].head(40))
    assert unsure["on_price"] not in (namespace["on_price"], few["on_price"])
    none = play_cell("drivers-read", namespace, language, drivers=drivers.assign(share=np.nan))
    assert none["on_drivers"] != namespace["on_drivers"] and "nan" not in none["on_drivers"]
    after = play_cell("matrix-read", none, language, moved=namespace["moved"].assign(quadrant=None))
    assert after["first_moved"] == after["goes"] == []
    assert play_cell("decision-own", after, language)["say_price"] != namespace["say_price"]

    # the corners
    texts = set()
    for corner in (namespace["said"]["quadrant"], ["concentrate"] * len(keys), ["keep"] * len(keys)):
        read = play_cell("matrix-read", namespace, language, moved=namespace["moved"].assign(quadrant=list(corner)))
        texts.add(read["on_stays"] + read["on_comes"] + read["on_goes"])
        decided = play_cell("decision-own", namespace, language, first_moved=read["first_moved"], stays=read["stays"])
        texts.add(decided["say_price"] + decided["say_money"])
    assert len(texts) == 6
    unsure = play_cell("decision-own", namespace, language, sure=False)
    assert unsure["say_money"] != namespace["say_money"]

    # whether the satisfied come again
    said = {namespace["on_worth"]}
    early = namespace["early"]
    for buyers in (early.loc[early["satisfaction"] >= 4], early.loc[early["satisfaction"] < 4], early.head(0)):
        bought = pd.DataFrame(
            {"customer_id": buyers["customer_id"], "order_date": buyers["day"] + pd.Timedelta(days=9)}
        )
        changed = {"valid_orders": lambda *_, bought=bought: bought.assign(amount=1.0)}
        said.add(play_cell("matrix-read", namespace, language, **changed)["on_worth"])
    said.add(play_cell("matrix-read", namespace, language, surveys=namespace["surveys"].head(0))["on_worth"])
    assert len(said) == 5


def test_the_six_marks_may_explain_less_than_everything_one_by_one(play, ledger):
    namespace, _ = play("6.2", "en", "learner", ledger)
    together = namespace["together"] * 0.3
    assert "everything" not in play_cell("heat-read", namespace, "en", together=together)["spoken"]
    assert "everything" in namespace["on_sum"]
    assert "not for every pair" in play_cell("heat-read", namespace, "en", pairs=namespace["pairs"] - 0.4)["on_halo"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_by_hand_is_right(language):
    task = TASK["6.2.by-hand"]
    a, b, both = (float(number) for number in re.findall(r"0\.\d+", task.prompt.get(language)))
    text = {option.key: option.text.get(language) for option in task.options}
    assert text[task.right] == f"{(a + both - b) / 2 / both:.0%}"
    assert [text[key] for key in ("first", "squares", "last")] == [
        f"{share:.0%}" for share in (a / both, a / (a + b), (both - b) / both)
    ]


def test_a_small_shop_has_answers_too(play, other_ledger):
    namespace, verdicts = play("6.2", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} <= {"correct"}
    assert namespace["drivers"]["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize(("language", "answered"), [("en", 0), ("zh-Hant", 3)])
def test_with_hardly_any_answers_there_is_a_sentence(play, ledger, tmp_path, language, answered):
    folder = shutil.copytree(ledger.folder, tmp_path / "few")
    surveys = pd.read_csv(folder / "surveys.csv")
    surveys.dropna(subset=["satisfaction"]).head(answered).to_csv(folder / "surveys.csv", index=False)
    namespace, verdicts = play("6.2", language, "instructor", read_ledger(folder))
    assert not namespace["known"] and {verdict.state for verdict in verdicts.values()} == {"correct"}
    assert "nan" not in namespace["on_heat"] + namespace["on_total"] + namespace["say_price"]
