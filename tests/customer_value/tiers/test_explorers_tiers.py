"""The explorers of tiers, clusters and calls: what a control changes, and the way back."""

from __future__ import annotations

import re
import warnings

import numpy as np
import pandas as pd
import pytest
from figure_tables import LANGUAGES, SNAPSHOT, shop

from customer_value import (
    MeasureError,
    call_profit,
    choose_k,
    cluster_stability,
    explorers,
    kmeans,
    rfm,
    scaled,
    tier_table,
    tiers,
)
from customer_value.explorers.tiers.clusters import ROUNDS
from customer_value.explorers.tiers.thresholds import rounded

LEDGER = shop()
TABLE = rfm(LEDGER.orders, LEDGER.refunds, SNAPSHOT)
CUTS = {"Gold": 8000, "Silver": 3000}
NAMES = ["recency", "frequency", "monetary"]
RNG = np.random.default_rng(5)
CHANCES = pd.Series(RNG.random(120))
CAME = RNG.random(120) < CHANCES


def image(explorer: explorers.Explorer) -> str:
    return explorer.children[-1].value


def alt(explorer: explorers.Explorer) -> str:
    return re.search('alt="([^"]*)"', image(explorer))[1]


def tier_explorer(language: str) -> explorers.Explorer:
    return explorers.tier_explorer(TABLE, CUTS, rest="Bronze", currency="TWD", language=language)


def cluster_explorer(language: str) -> explorers.Explorer:
    return explorers.cluster_explorer(
        TABLE, NAMES, log=NAMES[1:], log_axes=["monetary"], start=3, most=4, currency="TWD", language=language
    )


def call_explorer(language: str) -> explorers.Explorer:
    return explorers.call_explorer(CHANCES, CAME, gain=1000, cost=300, currency="TWD", language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("make", "moves"),
    [
        (tier_explorer, {"from-0": 2, "from-1": 0}),
        (cluster_explorer, {"k": 2}),
        (call_explorer, {"threshold": 10, "cost": 8, "gain": 6}),
    ],
)
def test_every_control_changes_the_figure_and_reset_brings_it_back(make, moves, language, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = make(language)
        start = seen = image(explorer)
        for name, to in moves.items():
            control = explorer.controls[name]
            setattr(control, "index" if hasattr(control, "index") else "value", to)
            assert image(explorer) != seen, name
            seen = image(explorer)
        explorer.reset.click()
    assert image(explorer) == start
    assert capfd.readouterr().err == ""


# Tiers


def test_the_tiers_shown_are_those_of_the_thresholds():
    explorer = tier_explorer("en")
    explorer.controls["from-0"].index = 8
    explorer.controls["from-1"].index = 3
    cuts = {"Gold": explorer.controls["from-0"].value, "Silver": explorer.controls["from-1"].value}
    table = tier_table(tiers(TABLE, cuts, rest="Bronze"), ["Gold", "Silver", "Bronze"])
    for row in table.to_dict("records"):
        assert f"{row['tier']}: {row['customers']} customers ({row['customer_share']:.0%})" in alt(explorer)


def test_a_tier_moved_above_a_higher_one_is_empty():
    explorer = tier_explorer("en")
    explorer.controls["from-1"].index = len(explorer.controls["from-1"].options) - 1
    assert "Silver: 0 customers." in alt(explorer)


def test_the_stops_are_round_and_hold_the_thresholds():
    explorer = tier_explorer("zh-Hant")
    stops = [stop for _, stop in explorer.controls["from-0"].options]
    assert stops == sorted(set(stops))
    assert set(CUTS.values()) <= set(stops)
    assert explorer.controls["from-0"].description == "Gold門檻"
    assert [rounded(amount) for amount in (0, 4217, 15750, 0.0316, -87)] == [0, 4200, 16000, 0.032, -87]


# Clusters


def test_the_map_shows_the_clusters_and_their_quality():
    explorer = cluster_explorer("en")
    explorer.controls["k"].value = 4
    points = scaled(TABLE, NAMES, log=NAMES[1:])
    sizes = kmeans(points, 4).value_counts()
    for number, size in sizes.items():
        assert f"Cluster {number}: {size} customers" in alt(explorer)
    silhouette = choose_k(points, np.random.default_rng(0), ks=[2, 3, 4]).set_index("k").loc[4, "silhouette"]
    agreement = cluster_stability(points, 4, np.random.default_rng(0), rounds=ROUNDS).mean()
    assert f"Silhouette {silhouette:.2f}, agreement when drawn anew {agreement:.2f}." in alt(explorer)


def test_the_map_may_show_two_other_numbers():
    explorer = explorers.cluster_explorer(TABLE, NAMES, axes=("frequency", "recency"), most=3, language="en")
    assert explorer.controls["k"].value == 3
    assert alt(explorer).startswith("Highest in time since the last order:")


def test_the_map_shows_the_quality_that_it_is_given():
    quality = pd.DataFrame({"k": [2, 3], "silhouette": [0.5, 0.4], "agreement": [0.9, 0.123]})
    explorer = explorers.cluster_explorer(TABLE, NAMES, start=3, most=3, quality=quality, language="en")
    assert "Silhouette 0.40, agreement when drawn anew 0.12." in alt(explorer)


# Calls


def test_the_profit_shown_is_the_measures():
    explorer = call_explorer("en")
    explorer.controls["threshold"].value = 20
    explorer.controls["cost"].index = 2
    cost = explorer.controls["cost"].value
    assert cost == 150
    rows = call_profit(CHANCES, CAME, 1000, cost).set_index("threshold")
    row = rows.loc[0.2]
    assert alt(explorer).startswith(
        f"Calling all above 20%: {row['called']:.0f} calls, {row['hits']:.0f} right, profit NT${row['profit']:,.0f}; "
        f"best is {rows['profit'].idxmax():.0%} with NT${rows['profit'].max():,.0f}"
    )


def test_a_dear_enough_call_makes_calling_nobody_best():
    explorer = call_explorer("en")
    explorer.controls["cost"].index = len(explorer.controls["cost"].options) - 1
    assert "a call cannot bring more than it costs" in alt(explorer)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: explorers.tier_explorer(TABLE.iloc[:0], CUTS, rest="Bronze"), "customers has no rows"),
        (lambda: explorers.tier_explorer(TABLE, CUTS, rest="Bronze", value="profit"), "no column 'profit'"),
        (lambda: explorers.cluster_explorer(TABLE, ["age"]), "customers has no column 'age'"),
        (
            lambda: explorers.cluster_explorer(
                TABLE,
                NAMES,
                most=4,
                quality=pd.DataFrame({"k": [2, 4], "silhouette": [0.5, 0.4], "agreement": [1.0, 0.9]}),
            ),
            "quality has no row for 3 clusters",
        ),
        (lambda: explorers.call_explorer(CHANCES, CAME, gain=0, cost=1), "gain is 0; give an amount above 0"),
        (lambda: explorers.call_explorer(CHANCES, CAME, gain=1, cost=1, threshold=20), "threshold is 20"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
