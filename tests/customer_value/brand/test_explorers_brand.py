"""Explorers of price and quality, weights, net promoter score and spots on the map: moving them moves the figure."""

from __future__ import annotations

import re
import warnings

import pytest
from brand_tables import LEVELS, US, WEIGHTS, ratings, surveys
from figure_tables import LANGUAGES

from customer_value import (
    MeasureError,
    advantage_ranking,
    brand_scores,
    explorers,
    high_middle_low,
    perceptual_map,
    preference_share,
    price_positions,
)

RATINGS = ratings()
POSITIONS = price_positions(LEVELS, RATINGS)
SCORES = brand_scores(RATINGS)
SURVEYS = surveys()

MAKE = {
    "price": lambda language: explorers.price_quality_explorer(POSITIONS, 0.4, language=language),
    "advantage": lambda language: explorers.advantage_explorer(SCORES, WEIGHTS, US, language=language),
    "nps": lambda language: explorers.nps_explorer(language=language),
    "spot": lambda language: explorers.spot_explorer(RATINGS, SURVEYS, ("quality", "choice"), language=language),
}
MOVES = {
    "price": {"price": -10, "quality": 0.3, "cost": 5},
    "advantage": {"weight-0": 1.0, "weight-4": 0.5},
    "nps": {"answers": 600, "shares": (10, 80)},
    "spot": {"axes": ("price", "shop"), "x": 4.5, "y": 1.5},
}


def image(explorer: explorers.Explorer) -> str:
    return explorer.children[-1].value


def note(explorer: explorers.Explorer) -> str:
    return explorer.picture.figure.texts[1].get_text().replace("\n", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAKE)
def test_every_control_moves_the_figure_and_reset_brings_it_back(name, language, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = MAKE[name](language)
        seen = [image(explorer)]
        for control, value in MOVES[name].items():
            explorer.controls[control].value = value
            seen.append(image(explorer))
        explorer.reset.click()
    assert len(set(seen)) == len(seen)
    assert image(explorer) == seen[0]
    assert all(control.description for control in explorer.controls.values())
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("moves", "says"),
    [
        ({}, "At a margin of 40% nothing changes yet."),
        ({"price": -10}, "At a margin of 40% this needs 33% more pieces sold to earn the same."),
        ({"price": 10}, "this may lose 20% of the pieces sold and still earn the same."),
        ({"price": 10, "cost": 10}, "the same number of pieces earns the same."),
        ({"price": -40}, "this leaves nothing on a piece"),
    ],
)
def test_the_price_says_what_it_has_to_sell(moves, says):
    explorer = MAKE["price"]("en")
    for control, value in moves.items():
        explorer.controls[control].value = value
    assert says in note(explorer)


def test_the_moved_brand_is_that_of_the_measure():
    explorer = MAKE["price"]("en")
    explorer.controls["price"].value = 25
    own = POSITIONS["own"]
    moved = high_middle_low(POSITIONS.assign(price_level=POSITIONS["price_level"] * (1 + 0.25 * own)))
    row = moved[own].iloc[0]
    assert row["position"] == "high"
    assert f"{US}: price level 125, quality {row['quality']:.2f}, High" in explorer.picture.alt


def test_quality_stays_on_its_scale():
    explorer = MAKE["price"]("en")
    explorer.controls["quality"].value = 1.0
    assert f"{US}: price level 100, quality 5.00" in explorer.picture.alt


def test_the_sliders_start_at_the_weights_and_give_the_measures_ranking():
    explorer = MAKE["advantage"]("en")
    assert [control.value for control in explorer.controls.values()] == list(WEIGHTS.values())
    assert [control.description for control in explorer.controls.values()][:2] == ["Quality", "Value for money"]
    explorer.controls["weight-1"].value = 0.5
    ranking = advantage_ranking(SCORES, WEIGHTS | {"price": 0.5})
    found = re.findall(r"(\d): ([^,]+), (\d\.\d\d)\.", explorer.picture.alt)
    assert found == [(f"{row.rank:.0f}", row.brand, f"{row.score:.2f}") for row in ranking.itertuples()]


def test_an_attribute_that_weighs_nothing_has_no_slider():
    explorer = explorers.advantage_explorer(SCORES, {"price": 30, "quality": 20, "shop": 0}, language="en")
    assert [control.description for control in explorer.controls.values()] == ["Value for money", "Quality"]
    assert {control.max for control in explorer.controls.values()} == {30.0}


def test_the_interval_follows_answers_and_shares():
    explorer = MAKE["nps"]("en")
    assert explorer.controls["answers"].value == 100
    assert explorer.controls["shares"].value == (25, 55)
    explorer.controls["answers"].value = 30
    assert explorer.picture.alt.startswith("With 30 answers, +20 cannot be told from zero")
    explorer.controls["shares"].value = (0, 30)
    assert explorer.picture.alt.startswith("With 30 answers, +70 can be told from zero")
    assert explorers.nps_explorer(90, language="en").controls["answers"].value == 100


def test_the_spot_says_who_would_prefer_it():
    explorer = MAKE["spot"]("en")
    explorer.controls["x"].value, explorer.controls["y"].value = 4.4, 4.1
    wanted = SURVEYS.rename(columns={"importance_quality": "x", "importance_choice": "y"})[["x", "y"]]
    share = preference_share(perceptual_map(RATINGS, "quality", "choice"), wanted, 4.4, 4.1)
    assert explorer.picture.alt.startswith(f"{share:.0%} would prefer this spot")


def test_the_axes_start_where_they_differ_most_and_may_be_turned():
    explorer = explorers.spot_explorer(RATINGS, SURVEYS, language="en")
    assert explorer.controls["axes"].value == ("choice", "shop")
    turned = explorers.spot_explorer(RATINGS, SURVEYS, ("choice", "quality"), language="en")
    assert turned.controls["axes"].label == "Choice × Quality"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: explorers.price_quality_explorer(POSITIONS[1:], 0.4), "no row that is our own brand"),
        (lambda: explorers.price_quality_explorer(POSITIONS, 40), "margin is 40"),
        (lambda: explorers.advantage_explorer(SCORES, {"taste": 1}), "weights has 'taste'"),
        (lambda: explorers.nps_explorer(100, 0.8, 0.4), "come to at most 1 together"),
        (lambda: explorers.spot_explorer(RATINGS, SURVEYS[["nps"]]), "fewer than two columns"),
        (lambda: explorers.spot_explorer(RATINGS, SURVEYS, ("quality", "dear")), "axes is ('quality', 'dear')"),
    ],
)
def test_bad_input_is_named_in_one_sentence(make, said):
    with pytest.raises(MeasureError) as caught:
        make()
    assert said in str(caught.value)
