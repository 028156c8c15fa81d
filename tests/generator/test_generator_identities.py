from __future__ import annotations

import re

import pytest
from faker.providers.person.en_US import Provider as English
from faker.providers.person.zh_TW import Provider as Taiwanese

from generator.place import read_place

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
