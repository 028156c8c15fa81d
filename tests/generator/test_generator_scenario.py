from __future__ import annotations

import datetime as dt
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.scenario import ScenarioError, load_scenario, parse_scenario, scenario_names

BOUTIQUE = resources.files("generator").joinpath("scenarios/boutique.toml").read_text(encoding="utf-8")


def changed(old: str, new: str) -> str:
    """The boutique with the first occurrence of some text replaced."""
    assert old in BOUTIQUE
    return BOUTIQUE.replace(old, new, 1)


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_is_sound_and_called_as_its_file(name):
    assert load_scenario(name).name == name


def test_an_unknown_scenario_is_told_which_there_are():
    with pytest.raises(ScenarioError, match=r"no scenario 'bakery'; there is .*boutique"):
        load_scenario("bakery")


def test_the_horizon_is_the_end_of_the_hidden_months(boutique):
    assert boutique.dates.horizon == dt.date(2029, 3, 31)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("r = 0.37", "r = -0.37", "person.r should be greater than 0, but it is -0.37."),
        ("r = 0.37", "", "the key person.r is missing."),
        ("r = 0.37", "r = 0.37\nrr = 1", "the key person.rr is unknown; check its spelling."),
        ("r = 0.37", "r = 'often'", "person.r should be a valid number, unable to parse string as a number"),
        ("r = 0.37", "r = inf", "person.r should be a finite number, but it is inf."),
        ("correlation = 0.18", "correlation = 1.0", "person.correlation should be less than 1, but it is 1.0."),
        ("full = 0.45", "full = 1.45", "refunds.full should be less than or equal to 1, but it is 1.45."),
        ("2 = 0.15, 3", "2 = 0.25, 3", "person.quantities: the shares must add up to 1."),
        ("share = 0.95 ", "share = 0.90 ", "person.share and company.share must add up to 1."),
        ("end = 2026-03-31", "end = 2025-06-30", "dates: start must come before snapshot"),
        ("weekdays = [0.82, ", "weekdays = [", "season.weekdays"),
        (
            'cities = ["taipei"]',
            'cities = ["atlantis"]',
            "taipei names the city 'atlantis', which places/taiwan.toml has not",
        ),
        ('festival = "mid-autumn"', 'festival = "carnival"', "lacks 'carnival'"),
        ('finishes = ["bamboo", "walnut"] }', 'finishes = ["gold"] }', "has the finish 'gold', which finishes has not"),
        ('place = "taiwan"', 'place = "atlantis"', "place 'atlantis' is not known"),
        ('good = "teapot"', "", "words must have the same keys in en and zh-Hant"),
        ("{ below = 2000,", "{ below = 200,", "products.tiers: the price tiers must rise"),
        ("mean = 9 }", "mean = 1 }", "refunds.days: mean must be greater than from"),
        ("2023 = 0.80", "2019 = 0.80", "acquisition.years: 2019 lies outside the ledger"),
        ("person = 0.34, company", "person = 0.44, company", "the channels' shares of person must add up to 1"),
    ],
)
def test_a_wrong_value_is_named_with_its_key_in_one_sentence(old, new, sentence):
    with pytest.raises(ScenarioError) as told:
        parse_scenario(changed(old, new), "my.toml")
    assert str(told.value).startswith("my.toml: ")
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_toml_is_said_to_be_none():
    with pytest.raises(ScenarioError, match=r"my\.toml is not valid TOML: "):
        parse_scenario("name = ", "my.toml")


@given(st.floats(max_value=0, allow_nan=False))
def test_no_rate_parameter_may_be_zero_or_less(value):
    with pytest.raises(ScenarioError, match=r"person\.alpha should be (greater than 0|a finite number)"):
        parse_scenario(changed("alpha = 32.0", f"alpha = {value!r}".replace("-inf", "-inf")), "my.toml")


def test_every_number_is_explained():
    """A number stands in a line with a comment, below one in its paragraph, or in a table whose first one has that."""
    explained, unexplained = set(), []
    table, told = "", False
    for line in BOUTIQUE.splitlines():
        code, _, comment = line.partition("#")
        if not line.strip():
            told = False
        elif code.startswith("["):
            table = code.strip(" []")
            told = told or bool(comment)
        told = told or bool(comment)
        if told:
            explained.add(table)
        elif any(letter.isdigit() for letter in code) and table not in explained:
            unexplained.append(line)
    assert unexplained == []
