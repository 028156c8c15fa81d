"""Explorers of lifetime value: moving a control shows the measure's numbers, the button puts it back."""

from __future__ import annotations

import re
import warnings

import pandas as pd
import pytest
from figure_tables import LANGUAGES, SNAPSHOT, shop

from customer_value import (
    BGNBD,
    MeasureError,
    clv_levers,
    explorers,
    payback_with_retention,
    retention_clv,
    valid_orders,
)
from customer_value.lessons.outlooks import Outlook

LEDGER = shop(60)
VALID = valid_orders(LEDGER.orders, LEDGER.refunds, SNAPSHOT)
MODEL = BGNBD(r=0.43, alpha=5.2, a=0.9, b=3.3, unit=7)
BUSY = VALID["customer_id"].value_counts().index[:2].tolist()
OUTLOOK = Outlook(
    contractual=False,
    margin=0.3,
    months=36,
    ahead=lambda valid, day: valid[["customer_id"]].drop_duplicates().assign(p_alive=0.5, if_there=800.0),
    ledger=LEDGER,
)
BOTH = pytest.mark.parametrize("language", LANGUAGES)

EXPLORERS = {
    "lifelines": lambda language: explorers.lifelines_explorer(OUTLOOK, BUSY, currency="TWD", language=language),
    "retention": lambda language: explorers.retention_explorer(currency="TWD", language=language),
    "alive": lambda language: explorers.alive_explorer(VALID, BUSY, MODEL, SNAPSHOT, language=language),
    "payback": lambda language: explorers.payback_explorer(currency="TWD", language=language),
    "levers": lambda language: explorers.levers_explorer(
        500, 4, 0.3, 0.8, 0.1, acquisition_cost=800, currency="TWD", language=language
    ),
}
MOVES = {
    "lifelines": {"back": 5},
    "retention": {"margin": 150.0, "retention": 0.6, "discount": 0.2},
    "alive": {"later": 200, "added": 100, "customer": BUSY[1]},
    "payback": {"cost": 800.0, "margin": 40.0, "retention": 0.95},
    "levers": {"aov": 700.0, "orders": 2.5, "margin": 0.4, "retention": 0.5, "discount": 0.2, "cost": 300.0},
}


def image(explorer: explorers.Explorer) -> str:
    return explorer.children[-1].value


def alt(explorer: explorers.Explorer) -> str:
    return re.search('alt="([^"]*)"', image(explorer))[1]


@BOTH
@pytest.mark.parametrize("name", EXPLORERS)
def test_every_control_changes_the_figure_and_reset_brings_it_back(name, language, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = EXPLORERS[name](language)
        start = image(explorer)
        assert set(explorer.controls) == set(MOVES[name])
        seen = [start]
        for control, value in MOVES[name].items():
            explorer.controls[control].value = value
            assert image(explorer) not in seen, control
            seen.append(image(explorer))
        explorer.reset.click()
    assert image(explorer) == start
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_end_of_every_control_can_be_drawn(name):
    explorer = EXPLORERS[name]("en")
    for control in explorer.controls.values():
        if hasattr(control, "max"):
            for value in (control.min, control.max):
                control.value = value
                assert alt(explorer)
        explorer.reset.click()


def test_the_forms_shown_are_the_measures():
    explorer = EXPLORERS["retention"]("en")
    explorer.controls["retention"].value = 0.9
    low, high = (retention_clv(100, 0.9, 0.1, first_payment=form) for form in ("just_paid", "now"))
    assert f"worth NT${low:,.0f} to NT${high:,.0f}" in alt(explorer)


def test_the_month_shown_is_the_measures():
    explorer = EXPLORERS["payback"]("en")
    explorer.controls["retention"].value = 0.98
    assert f"is back in month {payback_with_retention(500, 25, 0.98):.0f}" in alt(explorer)
    explorer.controls["retention"].value = 0.9
    assert "never comes back" in alt(explorer)


def test_the_lever_shown_is_the_measures():
    explorer = EXPLORERS["levers"]("en")
    assert "retention rate. 10% better" in alt(explorer)
    explorer.controls["retention"].value = 0.4
    explorer.controls["cost"].value = 100
    best = clv_levers(500, 4, 0.3, 0.4, 0.1, acquisition_cost=100).iloc[0]
    assert f"average order value, orders a year and margin rate. 10% better adds NT${best['gain']:,.0f}" in alt(
        explorer
    )


def test_silence_lowers_and_a_purchase_raises_the_probability():
    def shown(later: int, added: int) -> float:
        explorer.controls["later"].value, explorer.controls["added"].value = later, added
        return float(re.search(r"(\d+)% likely", alt(explorer))[1])

    explorer = EXPLORERS["alive"]("en")
    assert shown(0, 0) > shown(100, 0) > shown(300, 0)
    assert shown(300, 290) > shown(300, 0)
    assert shown(100, 200) == shown(100, 0)  # not yet


def test_only_customers_with_an_order_can_be_looked_at():
    with pytest.raises(MeasureError, match="B has no order in valid"):
        explorers.alive_explorer(VALID, [BUSY[0], "nobody"], MODEL, SNAPSHOT)
    later = VALID.assign(order_date=pd.Timestamp("2026-02-01"))
    with pytest.raises(MeasureError, match="A, B has no order"):
        explorers.alive_explorer(later, BUSY, MODEL, SNAPSHOT)
