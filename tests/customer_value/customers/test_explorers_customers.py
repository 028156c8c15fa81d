"""Explorers of customer information: moving a control shows what the measures say there, and reset brings it back."""

from __future__ import annotations

import re
import warnings

import pandas as pd
import pytest
from figure_tables import LANGUAGES, SNAPSHOT, shop

from customer_value import (
    MeasureError,
    customers_for_share,
    explorers,
    monetary,
    overdue,
    purchase_cycle,
    revenue_by,
    valid_orders,
)

SHOP = shop()
VALID = valid_orders(SHOP.orders, SHOP.refunds, SNAPSHOT)
IDS = sorted(VALID["customer_id"].unique())
CUSTOMERS = pd.DataFrame(
    {
        "customer_id": IDS,
        "region": ["North" if place % 3 else "South" for place in range(len(IDS))],
        "own_area": [f"area {place % 5}" for place in range(len(IDS))],
    }
)
FEW = overdue(VALID, SNAPSHOT).sort_values("purchase_days", ascending=False)["customer_id"].tolist()[:4]

MAKE = {
    "pareto": lambda language: explorers.pareto_explorer(VALID, SNAPSHOT, currency="TWD", language=language),
    "regions": lambda language: explorers.region_explorer(
        VALID, CUSTOMERS, ("region", "own_area"), currency="TWD", language=language
    ),
    "overdue": lambda language: explorers.overdue_explorer(VALID, SNAPSHOT, language=language),
    "rhythm": lambda language: explorers.rhythm_explorer(VALID, FEW, SNAPSHOT, language=language),
}

MOVES = {
    "pareto": {"target": 0.5, "top": 0.1},
    "regions": {"value": "buyers", "level": "own_area"},
    "overdue": {"k": 2.5, "together": True},
    "rhythm": {"k": 3.0},
}


def image(explorer: explorers.Explorer) -> str:
    return explorer.children[-1].value


def alt(explorer: explorers.Explorer) -> str:
    return re.search('alt="([^"]*)"', image(explorer))[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAKE)
def test_every_control_changes_the_figure_and_reset_brings_it_back(name, language, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = MAKE[name](language)
        start = image(explorer)
        seen = {start}
        moves = MOVES[name] | ({"period": explorer.controls["period"].options[0]} if name == "pareto" else {})
        for control, value in moves.items():
            explorer.controls[control].value = value
            seen.add(image(explorer))
        assert len(seen) == len(moves) + 1
        assert set(moves) == set(explorer.controls)
        explorer.reset.click()
    assert image(explorer) == start
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", MAKE)
def test_controls_say_what_they_are_in_both_languages(name):
    english, chinese = (
        [control.description for control in MAKE[name](language).controls.values()] for language in LANGUAGES
    )
    assert all(english)
    assert all(chinese)
    assert not set(english) & set(chinese)


def moved(name: str, **values) -> str:
    explorer = MAKE[name]("en")
    for control, value in values.items():
        explorer.controls[control].value = value
    return alt(explorer)


def test_the_curve_is_that_of_the_period():
    last_quarter = VALID[VALID["order_date"] > SNAPSHOT - pd.Timedelta(days=90)]
    spend = monetary(last_quarter)["monetary"]
    found = moved("pareto", period="90 days", target=0.5)
    assert f" of {len(spend)} customers (20%)" in found
    assert f"50% of the money comes from {customers_for_share(spend, 0.5)} customers" in found
    assert f"of {VALID['customer_id'].nunique()} customers" in moved("pareto", target=0.5)


def test_a_period_without_orders_is_not_offered():
    old = VALID[VALID["order_date"] < SNAPSHOT - pd.Timedelta(days=200)]
    assert list(explorers.pareto_explorer(old, SNAPSHOT, language="en").controls["period"].options) == [
        "365 days",
        "all time",
    ]


def test_the_tiles_are_those_of_the_level():
    table = revenue_by(VALID, CUSTOMERS, "own_area")
    best = table.loc[table["revenue"].idxmax(), "own_area"]
    assert moved("regions", level="own_area").startswith(f"{best} brings")
    assert [name for name, _ in MAKE["regions"]("en").controls["level"].options] == ["region", "own_area"]
    assert [name for name, _ in MAKE["regions"]("zh-Hant").controls["level"].options] == ["地區", "own_area"]


def test_the_calls_are_those_of_k_and_the_rule():
    called = overdue(VALID, SNAPSHOT, 2.5)
    start = f"{called['overdue'].sum()} of {called['judged'].sum()} customers are overdue"
    assert moved("overdue", k=2.5).startswith(start)
    judged = called[called["judged"]]
    all_alike = (judged["recency"] > 2.5 * purchase_cycle(VALID)).sum()
    assert moved("overdue", k=2.5, together=True).startswith(f"One cycle for all calls {all_alike} of")


def test_the_more_cycles_may_pass_the_fewer_calls_were_in_vain():
    def in_vain(k: float) -> int:
        return sum(map(int, re.findall(r"Called in vain before: (\d+)", moved("rhythm", k=k))))

    assert in_vain(0.75) > in_vain(1.75) >= in_vain(6.0)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: explorers.pareto_explorer(VALID, "2020-01-01"), "valid has no order up to the snapshot"),
        (lambda: explorers.pareto_explorer(VALID, SNAPSHOT, days=(0,)), "days is 0"),
        (lambda: explorers.region_explorer(VALID, CUSTOMERS), "customers has no column 'sales_area'"),
        (lambda: explorers.region_explorer(VALID, CUSTOMERS, ()), "levels is empty"),
        (lambda: explorers.overdue_explorer(VALID[:1], SNAPSHOT), "nobody has bought on two days"),
        (lambda: explorers.rhythm_explorer(VALID, [], SNAPSHOT), "customers is empty"),
    ],
)
def test_bad_input_is_refused(make, words):
    with pytest.raises(MeasureError, match=words):
        make()
