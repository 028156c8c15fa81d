from __future__ import annotations

import re

import numpy as np
import pytest
from faker.providers.person.en_US import Provider as English
from faker.providers.person.zh_TW import Provider as Taiwanese
from hypothesis import given
from hypothesis import strategies as st

from generator.identities import Pool, draw_identities
from generator.ledger import draw_ledger
from generator.place import read_place
from generator.scenario import load_scenario, scenario_names

EMAIL = re.compile(r"[a-z]+\.[a-z]+\d+@example\.(com|org|net)")


def test_emails_are_unique_and_on_example_domains(tables):
    emails = tables["customers"]["email"]
    assert emails.is_unique
    assert emails.map(lambda email: EMAIL.fullmatch(email) is not None).all()


def test_telephone_numbers_are_of_the_place_and_cannot_ring(small, tables):
    patterns = {city.name.en: city.phone for city in read_place("taiwan").cities}
    for pattern in patterns.values():
        assert re.fullmatch(r"0\d{1,2}-0#{2,3}-#{3,4}", pattern), "the local part must begin with 0"
    for city, phone in zip(tables["customers"]["city"], tables["customers"]["phone"], strict=True):
        assert re.fullmatch(patterns[city].replace("#", r"\d"), phone)


def test_the_surname_is_the_same_in_every_language(tables, chinese):
    surnames = read_place("taiwan").surnames
    for english, own in zip(tables["customers"]["name"], chinese["customers"]["name"], strict=True):
        family = own[:2] if own[:2] in surnames else own[0]
        assert english.split(" ", 1)[1] == surnames[family]


def test_given_names_fit_the_gender_and_the_generation(tables, chinese):
    place = read_place("taiwan")
    for language, table, lists in (
        ("en", tables, (English.first_names_female, English.first_names_male)),
        ("zh-Hant", chinese, (Taiwanese.first_names_female, Taiwanese.first_names_male)),
    ):
        for row in table["customers"].dropna(subset="gender").itertuples():
            known = lists[0 if row.gender in ("Female", "女") else 1]
            given = row.name.split(" ")[0] if language == "en" else row.name[-2:]
            assert given in known, row.name
            if language == "zh-Hant" and row.birth_year:
                assert (given in place.modern) == (row.birth_year >= place.since)


def test_nearly_every_surname_of_taiwan_can_be_drawn():
    known = read_place("taiwan").surnames
    drawn = sum(share for name, share in Taiwanese.last_names.items() if name in known)
    assert drawn > 0.97 * sum(Taiwanese.last_names.values())


def test_every_modern_name_is_one_of_fakers():
    assert read_place("taiwan").modern <= {*Taiwanese.first_names_female, *Taiwanese.first_names_male}


def test_company_names_do_not_repeat(tables, chinese):
    for table in (tables, chinese):
        names = table["customers"]["company"].dropna()
        assert len(names) > 15
        assert names.is_unique


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_addresses_have_nothing_left_to_fill_in(language, tables, chinese):
    addresses = (tables if language == "en" else chinese)["customers"]["address"]
    assert not addresses.str.contains(r"[{}]").any()
    assert addresses.str.contains(r"\d").all()
    assert addresses.nunique() > 0.95 * len(addresses)
    if language == "zh-Hant":
        assert addresses.str.contains(r"[路街].*號").all()


def test_people_live_where_their_sales_area_is(boutique, tables):
    cities = {city.key: city.name.en for city in boutique.geography.cities}
    areas = {area.name.en: {cities[key] for key in area.cities} for area in boutique.areas}
    for row in tables["customers"].itertuples():
        assert row.city in areas[row.sales_area]


@pytest.mark.parametrize("name", scenario_names())
def test_people_are_the_same_in_every_language(name):
    """E-mail addresses and telephone numbers hold no words; and names are as many as the place's lists allow."""
    scenario = load_scenario(name)
    block = draw_ledger(scenario, 3, 400).blocks[0]
    made = {
        language: draw_identities(scenario, block.customers, 1, block.streams, language)
        for language in scenario.languages
    }
    for identities in made.values():
        assert identities.email == made["en"].email
        assert identities.phone == made["en"].phone
        assert (identities.company.null_count == 400) == (scenario.company is None)
        for column in (identities.name, identities.address, identities.email):
            assert column.null_count == 0
            assert len(set(column.to_pylist())) > 300
    assert len(set(made["en"].email.to_pylist())) == 400


def test_mainland_names_are_native_and_converted_sign_for_sign():
    scenario = load_scenario("ecommerce")
    place = scenario.geography
    block = draw_ledger(scenario, 3, 400).blocks[0]
    english, simple, full = (
        draw_identities(scenario, block.customers, 1, block.streams, language).name.to_pylist()
        for language in ("en", "zh-Hans", "zh-Hant")
    )
    for spelt, own, converted in zip(english, simple, full, strict=True):
        family = own[:2] if own[:2] in place.surnames else own[0]
        given = own[len(family) :]
        assert spelt == f"{place.latin(given)} {place.surnames[family]}"
        assert len(converted) == len(own)
        assert converted.startswith(place.traditional.get(family, family))
    assert any(own != converted for own, converted in zip(simple, full, strict=True))


def test_american_names_are_written_alike_in_every_language():
    scenario = load_scenario("giftshop")
    block = draw_ledger(scenario, 3, 400).blocks[0]
    english, chinese = (
        draw_identities(scenario, block.customers, 1, block.streams, language) for language in ("en", "zh-Hant")
    )
    assert english.name == chinese.name
    lists = (English.first_names_female, English.first_names_male)
    for sex, name in zip(block.customers.sex, english.name.to_pylist(), strict=True):
        given, family = name.split(" ", 1)
        assert given in lists[sex]
        assert family in English.last_names


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_american_companies_have_a_space_before_their_ending_in_every_language(language):
    scenario = load_scenario("giftshop")
    block = draw_ledger(scenario, 3, 400).blocks[0]
    names = draw_identities(scenario, block.customers, 1, block.streams, language).company.drop_null().to_pylist()
    endings = {ending.en for industry in scenario.industries for ending in industry.endings}
    assert len(names) > 10
    assert all(any(name.endswith(f" {ending}") for ending in endings) for name in names)


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(0, 1, exclude_max=True)), max_size=40))
def test_a_pool_draws_from_the_group_asked_for(rows):
    groups = [{"a": 1.0}, {"b": 2.0, "c": 1.0}, {"d": 0.0, "e": 1.0}]
    pool = Pool.of(*groups)
    group = np.array([group for group, _ in rows], dtype=np.int64)
    drawn = pool.draw(group, np.array([luck for _, luck in rows], dtype=float))
    for number, (asked, _) in zip(drawn.tolist(), rows, strict=True):
        assert groups[asked].get(pool.names[number], 0.0) > 0
