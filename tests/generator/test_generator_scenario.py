from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_texts import refusal, refusal_of_change, scenario_text

from generator.scenario import (
    CoreScenario,
    Scenario,
    ScenarioError,
    load_scenario,
    open_scenario,
    parse_scenario,
    scenario_names,
)

BOUTIQUE = scenario_text("boutique")


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
        ("r = 0.37", "r = 'often'", "person.r should be a number, but it is 'often'."),
        ("r = 0.37", "r = inf", "person.r should be less than or equal to 10000, but it is inf."),
        ("r = 0.37", "r = nan", "but it is nan."),
        ("r = 0.37", "r = 500", "person: r / alpha, the mean orders a day, must be at most 10, but it is 15.6."),
        ("alpha = 32.0", "alpha = 1e-300", "person.alpha should be greater than or equal to 0.1"),
        ("alpha = 32.0", "alfa = 32.0", "the key person.alfa is unknown; did you mean alpha?"),
        (
            "median = 1320",
            "median = 1e300",
            "should be less than or equal to 1000000000, but it is 1e+300.",
        ),
        ("start = 2023-01-01", "start = 'soon'", "dates.start should be a date, such as 2025-12-31, but it is 'soon'."),
        ("end = 2026-03-31", "end = 9999-12-31", "dates: "),
        ("minor_digits = 0", "minor_digits = 0.5", "minor_digits should be a whole number, but it is 0.5."),
        ('name = "boutique"', "name = 7", "name should be text in quotation marks, but it is 7."),
        ('name = "boutique"', 'name = ""', "name should not be empty."),
        (
            'currency = "TWD"',
            'currency = "twd"',
            "currency should be three capital letters, such as TWD,",
        ),
        ('place = "taiwan"', "", "the key place is missing."),
        ("person = 0.34, company", "person = 3.4, company", "acquisition.channels[walk-in].person should be less than"),
        (
            '{ share = 0.34, name = { en = "Changed',
            '{ share = -1, name = { en = "Changed',
            "refunds.reasons[1].share should",
        ),
        ("correlation = 0.18", "correlation = 1.0", "person.correlation should be less than 1, but it is 1.0."),
        ("full = 0.45", "full = 1.45", "refunds.full should be less than or equal to 1, but it is 1.45."),
        ("2 = 0.15, 3", "2 = 0.25, 3", "person.quantities: the shares must add up to 1."),
        ("share = 0.95 ", "share = 0.90 ", "person.share and company.share must add up to 1."),
        ("end = 2026-03-31", "end = 2025-06-30", "dates: start must come before snapshot"),
        ("end = 2026-03-31", "end = 2119-03-31", "dates: the ledger and its hidden future must not be longer than 89"),
        ("weekdays = [0.82, ", "weekdays = [", "season.weekdays"),
        (
            'cities = ["taipei"]',
            'cities = ["atlantis"]',
            "taipei names the city 'atlantis', which places/taiwan.toml has not",
        ),
        ('festival = "mid-autumn"', 'festival = "carnival"', "the days of 'carnival' in 2023 are not known"),
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
    assert sentence in refusal_of_change(BOUTIQUE, old, new)


def test_a_file_that_is_not_toml_is_said_to_be_none():
    with pytest.raises(ScenarioError, match=r"my\.toml is not valid TOML: "):
        parse_scenario("name = ", "my.toml")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, r"There is no file .*my\.toml\."),
        (b"", r"my\.toml: the key name is missing\."),
        (b"\x89PNG\r\n\x1a\n\x00", r"my\.toml is not text in UTF-8; save it in that encoding\."),
        (BOUTIQUE.encode("big5", "ignore"), r"my\.toml is not text in UTF-8"),
        (BOUTIQUE.encode("utf-16"), r"my\.toml is not text in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path, content, sentence):
    path = tmp_path / "my.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ScenarioError, match=sentence) as told:
        open_scenario(str(path))
    assert "\n" not in str(told.value)


def test_a_file_may_come_from_an_editor_on_windows(tmp_path):
    path = tmp_path / "my.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BOUTIQUE.replace("\n", "\r\n").encode())
    assert open_scenario(str(path)) == load_scenario("boutique")


@settings(max_examples=15)
@given(st.floats(max_value=0, allow_nan=False))
def test_no_rate_parameter_may_be_zero_or_less(value):
    told = refusal_of_change(BOUTIQUE, "alpha = 32.0", f"alpha = {value!r}")
    assert told.startswith("person.alpha should be greater than or equal to 0.1, but it is ")


@pytest.mark.parametrize("name", scenario_names())
def test_every_number_is_explained(name):
    """A number stands in a line with a comment, below one in its paragraph, or in a table whose first one has that."""
    explained, unexplained = set(), []
    table, told = "", False
    for line in scenario_text(name).splitlines():
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


CORE_TOML = """
name = "orders"
title = { en = "Orders alone", zh-Hant = "只有訂單" }
currency = "USD"
minor_digits = 2
[dates]
start = 2021-01-01
end = 2022-06-30
snapshot = 2022-03-31
future_months = 12
[acquisition]
months = { 2021-01 = 2, 2021-03 = 1 }
[company]
share = 1
r = 0.5
alpha = 40
a = 0.8
b = 2.5
cohorts = [
  { from = 2021-03-01, r = 0.4, alpha = 50, a = 0.8, b = 2.5 },
]
regularity = 1.2
median = 50
between = 0.2
within = 0.3
skew = 0.4
correlation = 0.1
first = 0.0
one_time = 0.0
smallest = 1
"""


FESTIVAL = 'festivals = [{ festival = "mid-autumn", from = -3, to = 0, company = 2 }]'


def test_a_file_without_a_place_has_customers_and_orders_only():
    scenario = parse_scenario(CORE_TOML, "my.toml")
    assert type(scenario) is CoreScenario
    assert type(parse_scenario(BOUTIQUE, "boutique.toml")) is Scenario
    assert scenario.block == 32_768 and scenario.season is None
    assert scenario.kind_shares == [0, 1]
    assert scenario.kinds == [scenario.company, scenario.company]
    assert scenario.truth.monthly == pytest.approx(1.1 ** (1 / 12) - 1)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[company]\nshare = 1", "[company]\nshare = 0.5", "company.share must add up to 1"),
        ("2021-03 = 1", "2021-13 = 1", "acquisition.months.2021-13 "),
        ("2021-03 = 1", "2023-03 = 1", "acquisition.months: 2023-03 lies outside the ledger"),
        ("2021-01 = 2, 2021-03 = 1", "2021-01 = 0", "acquisition: at least one month must win customers"),
        ("[acquisition]", "[acquisition]\nyears = { 2021 = 1 }", "acquisition: give either years or months"),
        ("from = 2021-03-01", "from = 2024-03-01", "company.cohorts: 2024-03-01 lies outside the ledger"),
        (
            "  { from = 2021-03-01",
            "  { from = 2021-04-01, r = 1, alpha = 1, a = 1, b = 1 },\n  { from = 2021-03-01",
            "company.cohorts: the dates of the cohorts must rise",
        ),
        ("[company]", "block = 10\n[company]", "acquisition.block is unknown"),
        (
            "minor_digits = 2",
            "minor_digits = 2\nblock = 10",
            "block should be greater than or equal to 64, but it is 10.",
        ),
        (
            "[dates]",
            "[truth]\ndiscount = 10\n[dates]",
            "truth.discount should be less than or equal to 1, but it is 10.",
        ),
        (
            "[dates]",
            "[season]\nmonths = [1,1,1,1,1,1,1,1,1,1,1,1]\n[dates]",
            "season: company_months and company_weekdays",
        ),
        (
            "[dates]",
            f"[season]\ncompany_months = {[1] * 12}\ncompany_weekdays = {[1] * 7}\n{FESTIVAL}\n[dates]",
            "season.festivals: the days of 'mid-autumn' in 2021 are not known",
        ),
        (
            "within = 0.3\nskew = 0.4",
            "within = 1.9\nskew = 1.5",
            "company: within must be below (2 / skew)^2 = 1.78, but it is 1.9",
        ),
        ("regularity = 1.2", "regularity = 1.2\nlines = 2", "the key company.lines is unknown"),
    ],
)
def test_a_wrong_value_of_a_scenario_without_a_place_is_named_too(old, new, sentence):
    assert sentence in refusal_of_change(CORE_TOML, old, new)


def test_a_scenario_has_persons_or_companies_or_both():
    without = CORE_TOML[: CORE_TOML.index("[company]")]
    assert refusal(without) == "at least one of person and company must be there."


def test_contracts_lapse_and_are_not_called_off():
    insurance = scenario_text("insurance")
    told = refusal_of_change(insurance, "[contracts]", "[cancelled]\nweb = 0.1\n[contracts]")
    assert told.startswith("cancelled: shop, web and company must be 0 where there are contracts")
    told = refusal_of_change(insurance, "period_months = 12", "period_months = 0")
    assert told.startswith("contracts.period_months should be greater than or equal to 1")
