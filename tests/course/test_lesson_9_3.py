"""Lesson 9.3: its sums are those of the measures, the slider answers its question, and every turn has its words."""

from __future__ import annotations

import re
from functools import lru_cache
from types import SimpleNamespace

import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import break_even_response, campaign_returns, incremental_return
from customer_value.explorers import break_even_explorer
from customer_value.explorers.sliders import round_step
from customer_value.settings import LANGUAGES
from solutions.lessons import l9_3

TASK = {task.id: task for task in l9_3.TASKS}


@lru_cache
def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("9.3").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


@pytest.fixture
def measured(ledger):
    tables = ledger.table("campaigns"), ledger.table("touches"), ledger.orders, ledger.refunds, ledger.snapshot
    found = campaign_returns(*tables, lines=ledger.order_lines, products=ledger.products)
    return found.set_index("campaign_id")


def test_the_records_find_what_the_measures_find(ledger, measured):
    assert TASK["9.3.roi-b"].answer(ledger) == pytest.approx(measured.loc["K06", "roi"])
    own = measured.loc["K05"]
    assert TASK["9.3.added-roi"].answer(ledger) == pytest.approx(own["incremental_roi"])
    touches = ledger.table("touches").query("campaign_id == 'K05' and group == 'treated'")
    campaign = ledger.table("campaigns").set_index("campaign_id").loc["K05"]
    even = break_even_response(
        touches["cost"].sum() / own["treated"],
        order_value=own["order_value"],
        margin=own["margin"],
        coupon=campaign["coupon_value"] * touches["coupon_used"].sum() / own["buyers"],
        fixed_cost=campaign["fixed_cost"],
        contacts=own["treated"],
        base_rate=own["control_buyers"] / own["control"],
    )
    assert TASK["9.3.response"].answer(ledger) == pytest.approx(even)
    # The response lies above break-even exactly where something was added.
    assert (own["buyers"] / own["treated"] > even) == (own["incremental_roi"] > 0)


def test_on_the_sample_the_praised_one_is_not_the_first_and_one_is_certain(play, ledger):
    namespace, _ = play("9.3", "en", "instructor", ledger)
    assert namespace["roas"] == pytest.approx(10.89, abs=0.005) and namespace["roi"] == pytest.approx(5.19, abs=0.005)
    assert namespace["by_roas"] == ["B", "A", "C", "D"] and namespace["by_added"] == ["A", "B", "C", "D"]
    assert list(namespace["sure"]) == ["A"] and list(namespace["open_"]) == ["B", "C", "D"]
    assert namespace["pick"] == "A" and namespace["rival"] == "B" and namespace["widest"] == "B"
    assert not len(namespace["gone"]) and not len(namespace["lost"]) and not len(namespace["few"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_the_comparison_falls_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("9.3", "en", "instructor", ledger)
    namespace["guess"] = {"9.3.how-many": 3.0}.get
    if language != "en":
        namespace |= _in(language, namespace)
    returns = namespace["returns"]

    def read(**columns):
        space = quiet(namespace) | {"returns": returns.assign(**columns)}
        exec(code("comparison", language), space)
        exec(code("again-own", language), space)
        assert "nan" not in "".join(v for k, v in space.items() if k.startswith("on_") and isinstance(v, str))
        return space

    as_it_is = read()
    assert "3" in as_it_is["on_sure"] and as_it_is["on_gone"] == as_it_is["on_few"] == "" != as_it_is["on_sketch"]
    added, low, high = (f"incremental_roi{end}" for end in ("", "_low", "_high"))
    all_sure = read(**{low: [0.1, 0.2, 0.3, 0.4]})
    assert (
        list(all_sure["sure"]) == list("ABCD")
        and all_sure["pick"] == "D"
        and all_sure["on_open"] != as_it_is["on_open"]
    )
    nothing = read(**{added: -0.5, low: -1.0, high: [-0.2, -0.1, -0.1, -0.1]})
    assert nothing["on_pick"] not in (as_it_is["on_pick"], all_sure["on_pick"]) and nothing["none"]
    assert nothing["on_room"] == nothing["on_rival"] == "" != nothing["on_gone"]
    assert len(nothing["lost"]) == 4 and nothing["on_open"] == all_sure["on_open"]
    unsure = read(**{low: -2.0})
    assert (
        not len(unsure["sure"])
        and unsure["on_sure"] != as_it_is["on_sure"]
        and unsure["on_pick"] != as_it_is["on_pick"]
    )
    turned = read(**{added: [0.3, -2.0, 0.2, 0.1], low: -3.0})
    assert (
        list(turned["gone"]) == ["B"] and turned["by_added"][-1] == "B" and turned["on_order"] != as_it_is["on_order"]
    )
    assert turned["rival"] == "B" and "200%" in turned["on_rival"] and turned["on_rival"] != as_it_is["on_rival"]
    same = read(roas=[9.0, 8, 7, 6], roi=[4.0, 3, 2, 1], **{added: [4.0, 3, 2, 1]})
    first = "agency's sum|廣告公司的算法"
    assert not re.search(first, same["on_order"]) and re.search(first, as_it_is["on_order"])
    few = read(control_buyers=[2, 9, 9, 9])
    assert few["on_few"] and few["on_sketch"] != as_it_is["on_sketch"] and not unsure["on_sketch"]
    one_open = read(**{low: [0.1, 0.1, 0.1, -1.0]})
    assert list(one_open["open_"]) == ["D"] and one_open["on_open"] not in (as_it_is["on_open"], all_sure["on_open"])
    finer = read(**{added: [1.35, 9.0, 0.4, 0.3], "roi": [5.0, 2.0, 8.0, 1.0]})
    assert finer["rival"] == "B" and finer["on_rival"] != as_it_is["on_rival"]
    # B's list is called small beside A's of 384, and not beside one that is no longer than 150.
    assert "84" in as_it_is["on_size"] and not read(treated=100, control=50)["on_size"]


def _in(language, namespace):
    """The words of the list's cell in another language, without its question."""
    space = quiet(namespace)
    exec(code("the-list", language), space)
    return space


def quiet(namespace):
    """The lesson's names, with nothing shown, asked or drawn."""
    return namespace | {
        "predict": lambda task: None,
        "display": lambda shown: None,
        "figures": SimpleNamespace(campaign_comparison=lambda returns: None, break_even=lambda *a, **k: None),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_loss_a_free_gift_and_a_campaign_without_voucher_have_their_words(play, ledger, language):
    namespace, _ = play("9.3", "en", "instructor", ledger)
    said = []
    for roi, goods in ((5.0, 10.0), (-0.2, 10.0), (-1.0, 10.0), (-1.5, 200.0)):
        space = quiet(namespace) | {"roi": roi, "goods": goods, "revenue": 100.0}
        exec(code("worked-read", language), space)
        said.append((space["on_roi"], space["on_needed"]))
    assert len({roi for roi, _ in said}) == 3 and len({needed for _, needed in said}) == 2
    words = []
    people = namespace["people"]
    for voucher in (people["voucher"], 0 * people["voucher"], 5.0):
        space = quiet(namespace) | {"people": people.assign(voucher=voucher)}
        exec(code("worked-read", language), space)
        words.append(space["on_voucher"])
    assert len(set(words)) == 3 and all("voucher" in word for word in words)
    still = quiet(namespace)
    exec(code("worked-read", language), still)
    seen = []
    lost = still["one"].replace(still["one"]["incremental_roi"], -0.4)
    for changes in ({}, {"base_rate": 0.0}, {"one": lost}, {"open_": pd.Index([])}):
        space = still | changes
        exec(code("break-even", language), space)
        seen.append((space["on_seen"], space["on_naive"], space["on_luck"]))
    assert seen[0][0] == seen[1][0] != seen[2][0] and seen[0][1] != seen[1][1]
    assert seen[0][2] != seen[2][2] and seen[0][2] and not seen[3][2]
    assert namespace["added_own"] == pytest.approx(namespace["returns"].loc["D", "incremental_orders"])


def test_a_made_up_list_has_names_in_either_language(play, ledger):
    namespace, _ = play("9.3", "en", "instructor", ledger)
    stories = namespace["stories"]
    for language in LANGUAGES:
        space = quiet(namespace)
        space["stories"] = pd.Series({name: getattr(stories, name) for name in ("campaigns", "returns", "own")})
        space["stories"]["made_up"], space["stories"]["missing"] = True, ()
        exec(code("the-list", language), space)
        assert space["on_missing"].startswith("**") and space["returns"]["name"].nunique() == 4
        space["stories"]["made_up"], space["stories"]["missing"] = False, ("keep", "refer")
        exec(code("the-list", language), space)
        assert "**" not in space["on_missing"] and len(space["on_missing"]) > 10


def test_the_slider_comes_to_the_answers_of_its_question():
    terms = {"order_value": 20.0, "margin": 0.5, "coupon": 2.0, "base_rate": 0.1}
    explorer = break_even_explorer(1000, 0.2, **terms, currency="TWD", language="en")
    assert "15.0%" in explorer.picture.alt
    explorer.controls["base"].value = 0.05
    assert explorer.controls["base"].value == 0.05 and "8.8%" in explorer.picture.alt
    halved = [
        break_even_response(0.1, **terms),
        break_even_response(0.2, **terms | {"coupon": 1.0}),
        break_even_response(0.2, **terms | {"base_rate": 0.05}),
    ]
    assert [f"{rate:.0%}" for rate in halved] == ["14%", "13%", "9%"]


@pytest.mark.parametrize("margin", [1.0, 10.0, 1000.0, 10_000.0])
def test_each_slider_stops_at_the_half_of_where_it_starts(margin):
    for start, most in ((margin / 50, margin / 5), (margin / 5, margin)):
        steps = start / 2 / round_step(start, most)
        assert steps == pytest.approx(round(steps))


def test_the_numbers_of_the_questions_hold():
    found = incremental_return(400, 60, 100, 10, order_value=600, margin=0.5, cost=4000)
    assert (found.orders, found.roi) == (20, 0.5)
    assert [(60 * 300 - 4000) / 4000, (50 * 300 - 4000) / 4000, 20 * 300 / 4000] == [3.5, 2.75, 1.5]
    assert (150_000 * 0.25 - 50_000) / 50_000 == -0.25 and 150_000 * 0.25 / 50_000 == 0.75
    assert 30 - 300 * 8 / 100 == 6 and (300 - 250) / 250 == 0.2 and round(50 / 300, 2) == 0.17
