"""Names, e-mail addresses, telephone numbers and street addresses of people and companies that do not exist.

Given names and how often they and surnames occur come from Faker's lists. A customer has the same surname in every
language: 陳淑芬 in a Chinese ledger is, say, Jennifer Chen in an English one, as many in Taiwan write themselves.
E-mail addresses end in the customer's running number, so no two are alike, on domains that RFC 2606 keeps for examples.
Telephone numbers follow the place's patterns, which cannot ring.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from generator.customers import COMPANY, FEMALE, MALE, UNKNOWN, Customers
from generator.draw import pick
from generator.place import Place, read_place
from generator.scenario import Scenario
from generator.streams import Streams

DOMAINS = ("example.com", "example.org", "example.net")


@dataclass(frozen=True)
class Identities:
    """Contact details in one language; object arrays of str, shape (customers,)."""

    name: np.ndarray
    company: np.ndarray
    email: np.ndarray
    phone: np.ndarray
    address: np.ndarray


@dataclass(frozen=True)
class Atoms:
    """A pool of names and how often each occurs."""

    names: np.ndarray
    shares: np.ndarray

    def draw(self, luck: np.ndarray) -> np.ndarray:
        return self.names[pick(self.shares, luck)]


def draw_identities(
    scenario: Scenario, customers: Customers, first_number: int, streams: Streams, language: str
) -> Identities:
    """Invent everybody's name and address in a language. Which atoms are drawn does not depend on the language.

    Args:
        first_number: the running number of the first customer, from 1.
    """
    count = len(customers.kind)
    place = scenario.geography

    def luck(name: str, *shape: int) -> np.ndarray:
        return streams(f"identities/{name}").random((count, *shape))

    local = _surnames(place.name).draw(luck("surname"))
    latin = np.array([place.surnames[name] for name in local], dtype=object)
    given_local, given_english = _given_names(place, customers, luck("given"), luck("given-english"))
    name = given_english + " " + latin if language == "en" else local + given_local

    handle = [_handle(given, family) for given, family in zip(given_english, latin, strict=True)]
    domain = np.array(DOMAINS)[pick([0.6, 0.2, 0.2], luck("domain"))]
    email = [
        f"{before}{number}@{after}"
        for number, (before, after) in enumerate(zip(handle, domain, strict=True), first_number)
    ]
    return Identities(
        name=name,
        company=_companies(scenario, customers, streams("identities/company"), language),
        email=np.array(email, dtype=object),
        phone=_phones(place, customers.city, luck("phone", 12)),
        address=_addresses(place, luck("address", 5), language),
    )


@cache
def _surnames(place: str) -> Atoms:
    from faker.providers.person.zh_TW import Provider

    known = {name: share for name, share in Provider.last_names.items() if name in read_place(place).surnames}
    return Atoms(np.array(list(known), dtype=object), np.array(list(known.values())))


@cache
def _local_given(place: str, sex: int, modern: bool) -> Atoms:
    from faker.providers.person.zh_TW import Provider

    names = Provider.first_names_female if sex == FEMALE else Provider.first_names_male
    chosen = {name: share for name, share in names.items() if (name in read_place(place).modern) == modern}
    # Faker gives the youngest names next to no weight; within a generation they are levelled.
    shares = np.sqrt(np.array(list(chosen.values())))
    return Atoms(np.array(list(chosen), dtype=object), shares)


@cache
def _english_given(sex: int) -> Atoms:
    from faker.providers.person.en_US import Provider

    names = Provider.first_names_female if sex == FEMALE else Provider.first_names_male
    return Atoms(np.array(list(names), dtype=object), np.array(list(names.values())))


def _given_names(
    place: Place, customers: Customers, local_luck: np.ndarray, english_luck: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    count = len(customers.kind)
    local, english = np.empty(count, dtype=object), np.empty(count, dtype=object)
    young = (customers.birth_year == UNKNOWN) | (customers.birth_year >= place.since)
    for sex in (FEMALE, MALE):
        own = customers.sex == sex
        english[own] = _english_given(sex).draw(english_luck[own])
        for modern in (False, True):
            these = own & (young == modern)
            local[these] = _local_given(place.name, sex, modern).draw(local_luck[these])
    return local, english


def _handle(given: str, family: str) -> str:
    letters = f"{given}.{family}".lower()
    return "".join(letter for letter in letters if letter == "." or ("a" <= letter <= "z"))


def _companies(scenario: Scenario, customers: Customers, generator: np.random.Generator, language: str) -> np.ndarray:
    """Company names; "" for persons. No two in a block begin alike until all beginnings have been used."""
    parts = scenario.company_names
    stems = [first.get(language) + second.get(language) for first in parts.first for second in parts.second]
    order = generator.permutation(len(stems))
    names = np.full(len(customers.kind), "", dtype=object)
    joint = " " if language == "en" else ""
    for serial, row in enumerate(np.flatnonzero(customers.kind == COMPANY)):
        ending = scenario.industries[customers.industry[row]].endings[customers.ending[row]].get(language)
        names[row] = stems[order[serial % len(stems)]] + joint + ending
    return names


def _phones(place: Place, city: np.ndarray, luck: np.ndarray) -> np.ndarray:
    digits = (luck * 10).astype(int)
    phones = np.empty(len(city), dtype=object)
    for row, where in enumerate(city):
        drawn = iter(digits[row])
        phones[row] = "".join(str(next(drawn)) if sign == "#" else sign for sign in place.cities[where].phone)
    return phones


def _addresses(place: Place, luck: np.ndarray, language: str) -> np.ndarray:
    streets = [street.get(language) for street in place.streets]
    forms = [form.text.get(language) for form in place.forms]
    street = (luck[:, 0] * len(streets)).astype(int)
    form = pick([form.share for form in place.forms], luck[:, 1])
    number = 1 + (luck[:, 2] ** 2 * 260).astype(int)  # low house numbers are commoner
    lane = 1 + (luck[:, 3] ** 2 * 400).astype(int)
    floor = 2 + (luck[:, 4] ** 1.5 * 13).astype(int)
    return np.array(
        [
            forms[form[row]].format(street=streets[street[row]], number=number[row], lane=lane[row], floor=floor[row])
            for row in range(len(luck))
        ],
        dtype=object,
    )
