"""The explorers of upselling and experiments: what moving a control shows, and that it is the measures' numbers."""

from __future__ import annotations

import re
import warnings

import numpy as np
import pandas as pd
import pytest
from figure_tables import LANGUAGES

from customer_value import (
    MeasureError,
    draw_test,
    early_stops,
    explorers,
    running_test,
    sample_size,
    service_wishes,
    wallet_table,
)

BOTH = pytest.mark.parametrize("language", LANGUAGES)

WALLETS = pd.DataFrame(
    {
        "customer_id": list("ABCD"),
        "tier": ["Gold", "Gold", "Silver", "Silver"],
        "ours": [300, 450, 100, 60],
        "category": [600, 500, 1000, 750],
    }
)


def image(explorer: explorers.Explorer) -> str:
    return explorer.children[-1].value


def alt(explorer: explorers.Explorer) -> str:
    return re.search('alt="([^"]*)"', image(explorer))[1]


def headroom(language: str) -> explorers.Explorer:
    return explorers.headroom_explorer(WALLETS, "tier", currency="TWD", language=language)


def sizes(language: str) -> explorers.Explorer:
    return explorers.sample_size_explorer(people=2000, language=language)


def peeking(language: str) -> explorers.Explorer:
    return explorers.peeking_explorer(np.random.default_rng(5), tests=8, language=language)


SAID = pd.DataFrame(
    {
        "tier": ["Gold"] * 3 + ["Bronze"] * 3,
        "wished_service": ["Adviser", "Adviser", "Wrap", "Express", "Express", "Wrap"],
        "service_openness": 3,
    }
)
COSTS = pd.DataFrame({"name": ["Adviser", "Express", "Wrap"], "yearly_cost": [1600, 190, 70]})


def limit(language: str) -> explorers.Explorer:
    sizes, margins = {"Gold": 40, "Bronze": 500}, {"Gold": 12_000.0, "Bronze": 714.5}
    wishes = service_wishes(SAID, "tier")
    return explorers.service_limit_explorer(wishes, COSTS, sizes, margins, currency="TWD", language=language)


MOVES = {
    limit: {"limit": 27},
    headroom: {"attainable": 0.4},
    sizes: {"base": 10.0, "uplift": 2.0, "power": 0.9},
    peeking: {"test": 3, "looks": 7},
}


@BOTH
@pytest.mark.parametrize("make", MOVES)
def test_every_control_changes_the_figure_and_reset_brings_it_back(make, language, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = make(language)
        assert set(explorer.controls) == set(MOVES[make])
        start = image(explorer)
        seen = {start}
        for name, value in MOVES[make].items():
            explorer.controls[name].value = value
            seen.add(image(explorer))
        assert len(seen) == 1 + len(MOVES[make])
        explorer.reset.click()
    assert image(explorer) == start
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("attainable", [0.3, 0.5, 1.0])
def test_the_headroom_shown_is_the_measures(attainable):
    explorer = headroom("en")
    explorer.controls["attainable"].value = attainable
    for row in wallet_table(WALLETS, "tier", attainable).itertuples():
        assert f"headroom NT${row.headroom_each:,.0f} per customer" in alt(explorer)


@pytest.mark.parametrize(
    ("percent", "gets"),
    [(9, "Gold gets Wrap, Bronze gets nothing"), (14, "Gold gets Adviser, Bronze gets Wrap"), (26, "Bronze gets Wrap"),
     (27, "Bronze gets Express")],
)  # fmt: skip
def test_a_higher_limit_lets_the_lower_tier_have_its_wish(percent, gets):
    explorer = limit("en")
    explorer.controls["limit"].value = percent
    assert f"{gets}" in explorer.picture.alt.split(". ")[0]


def test_the_limit_reaches_beyond_the_dearest_service():
    assert limit("en").controls["limit"].max > 100 * 1600 / 714.5


def test_the_gold_tiers_headroom_is_used_up_first():
    explorer = headroom("en")
    explorer.controls["attainable"].value = 0.5
    assert "Gold, n = 2: NT$375 of NT$550 spent with us (68%), headroom NT$0 per customer" in alt(explorer)
    assert alt(explorer).startswith("Most room to grow per customer: Silver")


@pytest.mark.parametrize(("base", "uplift", "power"), [(4.0, 1.0, 0.8), (4.0, 0.5, 0.8), (20.0, 3.0, 0.95)])
def test_the_sample_size_shown_is_the_measures(base, uplift, power):
    explorer = sizes("en")
    for name, value in {"base": base, "uplift": uplift, "power": power}.items():
        explorer.controls[name].value = value
    need = sample_size(base / 100, (base + uplift) / 100, power=power)
    assert f"each group needs {need:,.0f} people" in alt(explorer)


def test_every_place_of_the_sliders_can_be_drawn():
    explorer = sizes("en")
    for base in (explorer.controls["base"].min, explorer.controls["base"].max):
        for uplift in (explorer.controls["uplift"].min, explorer.controls["uplift"].max):
            explorer.controls["base"].value, explorer.controls["uplift"].value = base, uplift
            assert "people" in alt(explorer)


def test_the_tests_shown_come_from_the_generator():
    rng = np.random.default_rng(5)
    stops = early_stops(rng, base=0.05, people=200, looks=40, tests=2000)
    runs = [running_test(draw_test(rng, base=0.05, people=200, looks=40)) for _ in range(3)]
    explorer = peeking("en")
    explorer.controls["test"].value = 3
    explorer.controls["looks"].value = 12
    hits = int(runs[2]["significant"].head(12).sum())
    assert f"{hits} of 12 looks seem significant" in alt(explorer)
    assert f"{stops['by_now'][11]:.0%} would have been called a success by look 12" in alt(explorer)
    assert image(peeking("en")) == image(peeking("en"))


def test_bad_tables_are_named():
    with pytest.raises(MeasureError, match="wallets has no column 'segment'"):
        explorers.headroom_explorer(WALLETS, "segment")
    with pytest.raises(MeasureError, match="is 5"):
        explorers.peeking_explorer(np.random.default_rng(5), base=5)
