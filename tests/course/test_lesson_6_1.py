"""Lesson 6.1: both lists are the measures', the slider turns where the check says, all ways it can fall have words."""

from __future__ import annotations

import re
import shutil

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import headroom, read_ledger, share_of_wallet, valid_orders, wallet_table, wallets
from customer_value.explorers.upselling.headroom import headroom_explorer
from customer_value.settings import LANGUAGES
from solutions.lessons import l6_1

TASK = {task.id: task for task in l6_1.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("6.1").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def said(name: str, namespace: dict, language: str, **changes) -> str:
    """What a cell says with some variables changed."""
    space = namespace | {"say": lambda text, **fields: text.format(**fields)} | changes
    lines = code(name, language).rstrip()
    exec(re.sub(r"^say\(", "spoken = say(", lines, flags=re.MULTILINE), space)
    return space["spoken"]


def test_the_numbers_are_those_of_the_measures(ledger, other_ledger):
    for one in (ledger, other_ledger):
        valid = valid_orders(one.orders, one.refunds, one.snapshot)
        both = wallets(valid, one.table("surveys"), one.snapshot)
        both = both[both["category"] >= both["ours"]]
        first = both.sort_values("ours", ascending=False, kind="stable").head(round(len(both) / 10))
        assert TASK["6.1.share-big"].answer(one) == pytest.approx(share_of_wallet(first["ours"], first["category"]))
        rooms = [headroom([ours], [whole]) for ours, whole in zip(both["ours"], both["category"], strict=True)]
        most = sum(sorted(rooms, reverse=True)[: round(len(both) / 10)])
        assert TASK["6.1.room-best"].answer(one) == pytest.approx(most)


def test_on_the_sample_the_owner_is_wrong_about_the_best_and_right_about_the_room(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    namespace, verdicts = play("6.1", "en", "learner", ledger)
    assert verdicts["6.1.share-big"].state == "not attempted"
    assert namespace["share_manager"] < 0.5 and "wrong" in namespace["on_right"]
    assert namespace["room_owner"] > 1.8 * namespace["room_manager"]
    assert namespace["by_luck"] < namespace["n_both"] < namespace["n_places"] / 2
    assert namespace["low_up"] > 0.3 and namespace["top_down"] > 0.5
    assert namespace["after"] < 1.1 * namespace["before"] and len(namespace["early"]) >= 10
    assert namespace["room_half"] < namespace["room_all"] / 2
    assert namespace["share_mixed"] > 1.5 * namespace["share_all"]
    assert namespace["n_both"] + namespace["n_lot"] + namespace["n_fill"] == namespace["n_places"]
    # the total is the headroom of everybody whose answer counts
    assert namespace["room_all"] == pytest.approx(
        headroom(namespace["answers"]["ours"], namespace["answers"]["category"])
    )


def test_the_slider_turns_where_the_check_says(play, ledger):
    namespace, _ = play("6.1", "en", "learner", ledger)
    counted, flip = namespace["counted"], TASK["6.1.flip"].answer(ledger)
    assert flip > 0
    explorer = headroom_explorer(counted, "fifth", language="en")
    group = {}
    for setting in (0.8, flip + 0.05, flip):
        explorer.controls["attainable"].value = round(setting, 2)
        group[setting] = re.search(r"customer: (.*?), ", explorer.picture.alt).group(1)
    assert group[0.8] == group[flip + 0.05] != group[flip]


def test_the_lower_the_share_the_more_room_lies_with_those_who_spend_little(play, ledger, other_ledger):
    for one in (ledger, other_ledger):
        namespace, _ = play("6.1", "en", "learner", one)
        of_first = []
        for share in (0.8, 0.4):
            room = wallet_table(namespace["counted"], "fifth", share).set_index("group")["headroom"]
            of_first.append(room.iloc[0] / room.sum())
        assert of_first[1] < of_first[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("6.1", language, "learner", ledger)
    manager = namespace["manager"]
    texts = {said("two-lists-read", namespace, language)}
    for share in (0.6, 0.9):
        texts.add(said("two-lists-read", namespace, language, manager=manager.assign(category=manager["ours"] / share)))
    texts.add(said("two-lists-read", namespace, language, n_both=namespace["n_places"] - 1))
    texts.add(said("two-lists-read", namespace, language, guess={"6.1.of-hundred": 77.0}.get))
    nothing = manager.assign(room=0.0)
    texts.add(said("two-lists-read", namespace, language, manager=nothing))
    assert len(texts) == 6 and sum("77" in text for text in texts) == 1
    nobody = ledger.customers.assign(company=None)
    alone = said("two-lists-read", namespace, language, ledger=type("L", (), {"customers": nobody}))
    assert len(alone) < min(len(text) for text in texts)

    ladder = namespace["ladder"]
    moves = {}
    for keep in ("up", "down"):
        space = namespace | {"ladder": ladder[ladder["move"] != keep]}
        exec(code("ladder-facts", language), space)
        moves[keep] = space["on_net"]
    assert len({namespace["on_net"], *moves.values()}) == 2  # on the sample somewhat more go up
    late = namespace["counted"].assign(asked_on=namespace["snapshot"])
    few = namespace["counted"].assign(
        asked_on=namespace["counted"]["asked_on"].where(namespace["counted"].index < 90, pd.NaT)
    )
    for counted in (late, few):
        space = namespace | {"counted": counted}
        exec(code("ladder-facts", language), space)
        assert space["on_later"] != namespace["on_later"]
    assert said("note-own", namespace, language) != said("note-own", namespace, language, n_both=0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nobody_came_twice_the_ladder_has_a_sentence(play, ledger, language):
    namespace, _ = play("6.1", "en", "learner", ledger)
    space = dict(namespace) | {"valid": namespace["valid"].drop_duplicates("customer_id")}
    exec(code("ladder", language), space)
    exec(code("ladder-facts", language), space)
    assert space["n_up"] == space["n_down"] == 0
    assert ("nobody on this ledger came twice" if language == "en" else "沒有人來過兩次") in space["on_net"]
    assert "nan" not in space["on_climb"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_wallets_have_the_room_that_the_measure_finds(language):
    task = TASK["6.1.four-wallets"]
    rows = re.findall(r"^\| [A-D] \| ([\d,]+) \| (.+?) \|$", task.prompt.get(language), flags=re.MULTILINE)
    ours, whole = zip(*rows, strict=True)
    whole = [float(one.replace(",", "")) if one[0].isdigit() else None for one in whole]
    found = headroom([float(one.replace(",", "")) for one in ours], whole, attainable=0.8)
    text = {option.key: option.text.get(language) for option in task.options}
    assert len(rows) == 4 and text[task.right] == f"{found:,.0f}"
    everything = sum(max(0, b - float(a.replace(",", ""))) for (a, _), b in zip(rows, whole, strict=True) if b)
    assert text["all"] == f"{everything:,.0f}" and text["of-rest"] == f"{0.8 * everything:,.0f}"


def test_a_small_shop_has_answers_too(play, other_ledger):
    namespace, verdicts = play("6.1", "zh-Hant", "instructor", other_ledger)
    assert {verdict.state for verdict in verdicts.values()} <= {"correct"}
    assert namespace["share_big"] == pytest.approx(namespace["share_manager"])
    assert namespace["room_best"] == pytest.approx(namespace["room_owner"])


@pytest.mark.parametrize(("language", "answered"), [("en", 0), ("zh-Hant", 3)])
def test_with_hardly_any_answers_there_is_a_sentence(play, ledger, tmp_path, language, answered):
    folder = shutil.copytree(ledger.folder, tmp_path / "few")
    surveys = pd.read_csv(folder / "surveys.csv")
    surveys.dropna(subset=["satisfaction"]).head(answered).to_csv(folder / "surveys.csv", index=False)
    namespace, verdicts = play("6.1", language, "instructor", read_ledger(folder))
    assert namespace["scarce"] and verdicts["6.1.flip"].state == "correct"
    assert not re.search(r"nan|inf|no base", "".join(map(str, (namespace["read"], namespace["answer"]))))
