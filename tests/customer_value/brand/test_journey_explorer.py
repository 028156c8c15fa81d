"""The explorer of the journey: its points are the scorecard's, and few customers name the wrong stage more often."""

from __future__ import annotations

import re
import warnings

import numpy as np
import pandas as pd
import pytest
from figure_tables import LANGUAGES

from customer_value import MeasureError, explorers, journey_scorecard
from customer_value.explorers.brand.journey import SIZES, others_named, stage_points
from customer_value.measures.brand.scorecard import JOURNEY

DAY = "2024-12-31"


def answers(customers: int = 60) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Surveys of so many customers, every fifth answered twice, and ratings of half of them and of ten others."""
    chance = np.random.default_rng(3)
    asked = [one for questions in JOURNEY.values() for one in questions if one != "rating"]
    ids = [f"C{number:03d}" for number in [*range(customers), *range(0, customers, 5)]]
    surveys = pd.DataFrame({"customer_id": ids, "answered_on": pd.Timestamp("2024-10-01")})
    for place, question in enumerate(asked):
        worst, best = (0, 10) if question == "nps" else (1, 5)
        level = 0.55 + 0.05 * (place % 5)
        surveys[question] = worst + chance.binomial(best - worst, level, size=len(ids))
    surveys = surveys.astype(dict.fromkeys(asked, "Int64"))
    surveys.loc[::7, asked[0]] = pd.NA
    surveys.loc[len(surveys)] = {"customer_id": "C999", "answered_on": pd.Timestamp("2023-10-01"), asked[0]: 1}
    rated = [f"C{number:03d}" for number in range(customers // 2, customers + 10)]
    contacts = pd.DataFrame({"customer_id": rated, "resolved_on": pd.Timestamp("2024-11-01")})
    return surveys, contacts.assign(rating=1 + chance.binomial(4, 0.6, size=len(rated)))


SURVEYS, CONTACTS = answers()
POINTS = stage_points(SURVEYS, CONTACTS, DAY)


def make(language: str, seed: int = 7) -> explorers.Explorer:
    return explorers.journey_explorer(POINTS, np.random.default_rng(seed), language=language)


def image(explorer: explorers.Explorer) -> str:
    return explorer.children[-1].value


def test_the_points_are_those_of_the_scorecard_for_whoever_answered_the_survey():
    assert len(POINTS) == 60 and "C999" not in POINTS.index
    asked = CONTACTS[CONTACTS["customer_id"].isin(POINTS.index)]
    card = journey_scorecard(SURVEYS, asked, DAY).set_index("stage")
    assert POINTS.mean().to_dict() == pytest.approx(card["score"].to_dict())
    assert POINTS.count().to_dict() == card["customers"].to_dict()


def test_few_customers_name_another_stage_more_often_than_many():
    shares = [others_named(POINTS, size) for size in SIZES]
    assert shares[0] > shares[6] > shares[-1]
    assert others_named(POINTS, 20) == others_named(POINTS, 20)
    sure = pd.DataFrame({"one": [10.0, 20.0], "two": [80.0, 90.0]})
    assert others_named(sure, 3) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_moving_changes_the_figure_and_reset_brings_it_back(language, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = make(language)
        start = image(explorer)
        for control, value in {"size": 300, "draw": 5}.items():
            before = image(explorer)
            explorer.controls[control].value = value
            assert image(explorer) != before
        explorer.reset.click()
    assert image(explorer) == start
    assert capfd.readouterr().err == ""
    for control in explorer.controls.values():
        assert bool(re.search("[\u3400-\u9fff]", control.description)) == (language == "zh-Hant")


def test_the_title_counts_the_samples_and_the_generator_alone_decides_them():
    explorer = make("en")
    explorer.controls["size"].value = 80
    assert explorer.picture.alt.startswith("These 80 customers say: ")
    assert f"{others_named(POINTS, 80):.0%} name another stage" in explorer.picture.alt
    assert image(make("en")) == image(make("en")) != image(make("en", seed=8))


def test_one_stage_alone_cannot_be_compared():
    with pytest.raises(MeasureError, match="at least two"):
        explorers.journey_explorer(POINTS[["delivery"]], np.random.default_rng(7))
    with pytest.raises(MeasureError, match="at least two"):
        explorers.journey_explorer(POINTS.iloc[:0], np.random.default_rng(7))
