"""Lesson 9.6: its numbers are the capstone's and the measures', and every turn has its words."""

from __future__ import annotations

import posixpath
import re

import numpy as np
import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import operating_plan, repurchase_rate
from customer_value.explorers import plan_explorer
from customer_value.settings import LANGUAGES
from solutions.capstone.clv import clv_by_tier
from solutions.capstone.own import churn, limits, margin, people
from solutions.capstone.roi import plan_roi
from solutions.capstone.tier_table import tier_table
from solutions.lessons import l9_6

CELLS = ("worked-text", "page-read", "quarters-read", "pays-read", "both-halves", "plan-own")
"""Whose words depend on the ledger."""

TASK = {task.id: task for task in l9_6.TASKS}
ORDER = list(l9_6.NAMES)
LINK = re.compile(r"\]\(([^):]+\.ipynb)\)")


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells, up to where it draws."""
    source = find_course().page("9.6").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return re.split(r"^(?:axes = sns|explorers\.)", keep_language(cell, language), flags=re.MULTILINE)[0]


def test_the_plan_begins_with_the_tables_of_the_capstone(other_ledger):
    """On the sample tests/customer_value/test_plan_quarter.py holds them against the capstone's functions."""
    here = l9_6.plan(other_ledger)
    table = tier_table(people(other_ledger), limits(other_ledger))
    for name in ("customers", "revenue_share", "existing", "rate"):
        np.testing.assert_allclose(here[name], table.loc[ORDER, name])
    tiered = l9_6.plan_quarter(other_ledger, l9_6.NAMES).people
    worth = clv_by_tier(tiered, margin(other_ledger), churn(other_ledger))
    np.testing.assert_allclose(here["clv"], worth.loc[ORDER, "clv"])


def test_the_returns_are_those_of_the_capstone_and_of_the_measure(ledger, other_ledger):
    for one in (ledger, other_ledger):
        here, rate = l9_6.plan(one).reset_index(), l9_6.plan_quarter(one, l9_6.NAMES).margin
        assert TASK["9.6.whole"].answer(one) == pytest.approx(plan_roi(here, rate))
        page = operating_plan(
            here.assign(customers=here["existing"]),
            here.set_index("tier")["target"].to_dict(),
            orders_per_buyer=here["orders_per_buyer"],
            order_value=here["order_value"],
            margin=rate,
        ).set_index("tier")
        assert TASK["9.6.whole"].answer(one) == pytest.approx(page.loc["total", "roi"])
        assert TASK["9.6.gold-roi"].answer(one) == pytest.approx(page.loc["gold", "roi"])


def test_the_slider_loses_its_minus_where_the_check_says(ledger):
    here = l9_6.plan(ledger).reset_index()
    tiers = here.assign(customers=here["existing"])
    explorer = plan_explorer(
        tiers,
        orders_per_buyer=here["orders_per_buyer"],
        order_value=here["order_value"],
        margin=l9_6.plan_quarter(ledger, l9_6.NAMES).margin,
        currency="TWD",
        language="en",
    )
    slider = list(explorer.controls.values())[-1]
    answer = TASK["9.6.pays-from"].answer(ledger)
    (place,) = np.flatnonzero(l9_6.stops(here.iloc[-1]).round(3) == round(answer / 100, 3))
    for target, minus in zip(l9_6.stops(here.iloc[-1])[place - 1 : place + 1], (True, False), strict=True):
        slider.value = target
        row = re.search(r"bronze: .*?\.(?= All tiers)", explorer.picture.alt)[0]
        assert ("ROI −" in row) == minus


def test_where_nothing_is_enough_the_answer_is_a_hundred(ledger):
    row = l9_6.plan(ledger).loc["bronze"]
    assert l9_6._first_stop(row.where(row.index != "cost", 1e9)) == 100


def test_on_the_sample_a_wish_meets_a_season(play, ledger):
    """The story of the sample; on other ledgers the lesson says what is so there."""
    namespace, _ = play("9.6", "en", "learner", ledger)
    assert namespace["most"] == "Gold" and namespace["point"]["Bronze"] > 0.9 * namespace["point"]["Gold"]
    assert len(namespace["never"]) == 3 and namespace["n_quarters"] == 5
    assert namespace["then"] < namespace["now"] - 0.05
    assert namespace["losing"] == [] and namespace["dearest"] > namespace["letter"]
    assert namespace["seasons"] == 6 and namespace["moved"] > 0 and namespace["rate_after"] > 0.74
    assert namespace["first"] == "Silver" and namespace["once"] < 0
    to_win = namespace["need"] / (1 - namespace["plan"]["rate"])
    assert to_win["Gold"] > 3 * to_win["Silver"]
    ends = sorted(namespace["rates"]["end"].unique())
    start = ends[-2] - pd.Timedelta(days=89)
    assert (ends[-1] - ends[-2]).days == 90
    weighed = namespace["rates"][namespace["rates"]["end"] == ends[-2]]
    by_hand = repurchase_rate(ledger.orders, ledger.refunds, start, ends[-2])
    assert (weighed["rate"] * weighed["existing"]).sum() / weighed["existing"].sum() == pytest.approx(by_hand)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, ledger, language):
    namespace, _ = play("9.6", "en", "learner", ledger)
    source = {cell: code(cell, language) for cell in CELLS}
    for cell in CELLS:
        exec(source[cell], namespace)
    plan, rates, by_tier = (namespace[name] for name in ("plan", "rates", "by_tier"))
    gold, silver, bronze = plan.index

    def again(cell: str, **changes) -> dict:
        space = namespace | changes
        exec(source[cell], space)
        return space

    class Quarter:
        def __init__(self, **changes):
            self.__dict__ = namespace["quarter"].__dict__ | changes

    young = again("worked-text", quarter=Quarter(lapsed=0, churn=float("nan")))
    assert young["on_lapsed"] != namespace["on_lapsed"] and young["on_churn"] != "" == namespace["on_churn"]

    said, titles = {namespace["on_roi"]}, {namespace["title"]}
    page, quarters = namespace["page"], namespace["quarter"].quarters
    for returns in ([-0.1, 1, 1, 1], [-0.5, -0.5, -0.5, -0.5]):
        said.add(again("page-read", page=page.assign(roi=returns))["on_roi"])
    for changed in (
        quarters.assign(rate=1.0),
        quarters.where(quarters["tier"] != gold, quarters.assign(rate=1.0)),
        quarters[quarters["end"] == quarters["end"].max()],
    ):
        titles.add(again("page-read", quarter=Quarter(quarters=changed))["title"])
    assert len(said) == 3 and len(titles) == 4
    guessed = [again("page-read", guess={"9.6.point": key}.get)["on_guess"] for key in ("gold", "silver")]
    assert len({"", *guessed}) == 3 and namespace["on_guess"] == ""

    seasons = {namespace["on_season"]}
    seasons.add(again("quarters-read", rates=rates[rates["end"] == rates["end"].max()])["on_season"])
    for change in (0.3, 0.0):
        moved = rates.assign(rate=rates["tier"].map(plan["rate"]) + change)
        seasons.add(again("quarters-read", rates=moved)["on_season"])
    assert len(seasons) == 4

    dear = again("pays-read", plan=plan.assign(cost=50 * plan["cost"]), letter=10_000)
    assert dear["on_cost"] != namespace["on_cost"] and dear["on_need"][gold] != namespace["on_need"][gold]

    agreed = plan["existing"] // 2
    some = again("both-halves", quarter=Quarter(tiers=namespace["quarter"].tiers.assign(agreed=agreed.to_numpy())))
    assert (some["contacted"] + some["held"]).tolist() == agreed.tolist()
    few = again("both-halves", quarter=Quarter(tiers=namespace["quarter"].tiers.assign(agreed=1)))
    assert set(few["hours"].values()) <= {"0 hours", "0 小時"}, "one who agreed is held out"
    lucky = {namespace["on_luck"]}
    for lift in (namespace["lift"] * 9, namespace["lift"] / 9):
        lucky.add(again("both-halves", lift=lift)["on_luck"])
    assert len(lucky) == 3
    still = namespace["people"].assign(tier_after=namespace["people"]["tier"])
    assert again("both-halves", quarter=Quarter(people=still))["on_moved"] != namespace["on_moved"]

    whys, answers = {namespace["why"]}, {namespace["answer"]}
    best = namespace["best"]
    whys.add(again("plan-own", best=best + 0.2)["why"])
    hard = again("plan-own", plan=plan.assign(target=plan["rate"] + 0.3 * (1 - plan["rate"])), best=best + 0.02)
    whys.add(hard["why"])
    only = again("plan-own", by_tier=by_tier.assign(roi=[0.2, -0.5, -0.5, -0.1]))
    assert only["first"] == gold and only["do"] != namespace["do"]
    whys.add(only["why"])
    assert len(whys) == 4
    assert again("plan-own", need=namespace["need"] / 99)["answers"] != namespace["answers"]
    none = again("plan-own", by_tier=by_tier.assign(roi=-0.5))
    answers.add(none["answer"])
    assert len(answers) == 2
    assert again("plan-own", luck=namespace["luck"] / 9)["on_end"] != namespace["on_end"]
    once = again("plan-own", plan=plan.assign(orders_per_buyer=1.0))
    assert once["on_once"] != namespace["on_once"]
    assert silver.lower() in only["waits"].lower() and bronze.lower() in only["waits"].lower()


def test_the_numbers_of_the_questions_hold():
    def said(task: str) -> str:
        return {option.key: option.text.en for option in TASK[task].options}[TASK[task].right]

    assert said("9.6.back-sums") == f"{(3_000 + 9_000 - 10_000) / 10_000:.0%}"
    extra = 0.1 * 0.3 * 150
    assert said("9.6.quiz-ten") == f"{(extra * 800 - 4_000) / 4_000:.0%}".replace("-", "−")
    assert f"{(15 * 800 - 4_000) / 4_000:.0%}" == "200%" and f"{(0.33 * 150 * 800 - 4_000) / 4_000:.0%}" == "890%"


def test_the_look_back_leads_to_the_first_lesson_of_every_module():
    course = find_course()
    page = course.page("9.6")
    for language in LANGUAGES:
        (text,) = (
            cell.text
            for cell in course.source(page).cells
            if cell.name == "key-points" and f"lang-{language}" in cell.tags
        )
        led = [posixpath.normpath(posixpath.join(posixpath.dirname(page.target), link)) for link in LINK.findall(text)]
        assert led == [entry.target for entry in course.lessons if entry.id.endswith(".1")]
