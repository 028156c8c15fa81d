"""Names, e-mail addresses, telephone numbers and street addresses of people and companies that do not exist.

Given names and how often they and surnames occur come from Faker's lists, read once; after that whole columns are put
together by Arrow. People are the same in every language. How they are written depends on where they live:

- in Taiwan a customer has the same surname in every language and an English given name in English: 陳淑芬 is, say,
  Jennifer Chen, as many write themselves;
- in mainland China names are native in Simplified characters, spelt out in English and converted to Traditional;
- where names are written in Latin letters, they are the same in every language.

E-mail addresses end in the customer's running number, so no two are alike, on domains that RFC 2606 keeps for examples.
Telephone numbers follow the place's patterns, which cannot ring.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from string import Formatter

import numpy as np
import pyarrow as pa

from customer_value.chinese import simplified, traditional
from generator import columns
from generator.customers import COMPANY, UNKNOWN, Customers
from generator.draw import Wheel, pick
from generator.place import Place, read_place
from generator.scenario import Scenario
from generator.streams import Streams

DOMAINS = ("example.com", "example.org", "example.net")
DOMAIN_SHARES = (0.6, 0.2, 0.2)

DIGITS = 12
"""Digits drawn for a telephone number; no pattern has more."""

SEXES = ("female", "male")
"""By the codes FEMALE and MALE."""

MOST = {"number": 260, "lane": 400, "floor": 14}
"""The highest house number, lane and floor there is."""


@dataclass(frozen=True)
class Identities:
    """Contact details in one language; Arrow strings of shape (customers,). A person's `company` is null."""

    name: pa.Array
    company: pa.Array
    email: pa.Array
    phone: pa.Array
    address: pa.Array


@dataclass(frozen=True)
class Pool:
    """Names in groups, such as those of women and of men, and how often each occurs within its group.

    Attributes:
        names: those of all groups, one group after the other.
        starts: where each group begins.
        wheels: one for each group.
    """

    names: tuple[str, ...]
    starts: tuple[int, ...]
    wheels: tuple[Wheel, ...]

    @classmethod
    def of(cls, *groups: dict[str, float]) -> Pool:
        """A pool from names and shares, on any scale, of each group."""
        starts = np.cumsum([0, *(len(group) for group in groups)])[:-1].tolist()
        wheels = tuple(Wheel(group.values()) for group in groups)
        return cls(tuple(name for group in groups for name in group), tuple(starts), wheels)

    def draw(self, group: np.ndarray, luck: np.ndarray) -> np.ndarray:
        """For each uniform number the index of a name of the group asked for."""
        index = np.empty(len(luck), dtype=np.int32)
        for number, (start, wheel) in enumerate(zip(self.starts, self.wheels, strict=True)):
            rows = np.flatnonzero(group == number)
            index[rows] = start + wheel(luck[rows])
        return index


@dataclass(frozen=True)
class Names:
    """The names of a place.

    Attributes:
        surname: as written there; one group.
        given: as written there, by sex; where the young have names of their own, by sex and then age.
        english: English given names by sex; None where people write their own name in Latin letters.
    """

    surname: Pool
    given: Pool
    english: Pool | None


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

    names, sex = _names(place.name), customers.sex
    surname = names.surname.draw(np.zeros(count, dtype=np.int8), luck("surname"))
    young = (customers.birth_year == UNKNOWN) | (customers.birth_year >= place.since)
    in_latin, first = "given", None
    if names.english:
        in_latin, first = "english", names.english.draw(sex, luck("given-english"))
    if first is None or language != "en":
        given = names.given.draw(2 * sex + young if place.modern else sex, luck("given"))
        first = given if first is None else first

    def named(part: str, language: str, index: np.ndarray) -> pa.Array:
        return columns.chosen(_written(place.name, part, language), index)

    if language == "en" or not place.surnames:
        name = columns.joined(named(in_latin, "en", first), " ", named("surname", "en", surname))
    else:
        name = columns.joined(named("surname", language, surname), named("given", language, given))
    email = columns.joined(
        columns.chosen(_handles(place.name, in_latin), first),
        ".",
        columns.chosen(_handles(place.name, "surname"), surname),
        columns.whole(np.arange(first_number, first_number + count)).cast(pa.string()),
        "@",
        columns.chosen(DOMAINS, pick(DOMAIN_SHARES, luck("domain"))),
    )
    return Identities(
        name=name,
        company=_companies(scenario, customers, streams, language),
        email=email,
        phone=_phones(place, customers.city, luck("phone", DIGITS)),
        address=_addresses(place, luck("address", 5), language),
    )


@cache
def _names(place: str) -> Names:
    rules = read_place(place)
    lists = _faker(rules.faker)
    surnames = _shares(lists.last_names)
    if not rules.surnames:
        return Names(Pool.of(surnames), Pool.of(*_by_sex(lists)), None)
    english = None if rules.syllables else Pool.of(*_by_sex(_faker("en_US")))
    own = {name: share for name, share in surnames.items() if name in rules.surnames}
    return Names(Pool.of(own), Pool.of(*_given(rules, lists)), english)


def _given(rules: Place, lists: type) -> list[dict[str, float]]:
    """Given names by sex, and where the young have names of their own by age, older people's first."""
    groups = []
    for sex, names in zip(SEXES, _by_sex(lists), strict=True):
        usual = sum(names.values()) / len(names)
        names |= {name: usual for name in rules.added[sex] if name not in names}
        if not rules.modern:
            groups.append(names)
            continue
        # Faker gives the youngest names next to no weight; within a generation they are levelled.
        for modern in (False, True):
            groups.append({name: share**0.5 for name, share in names.items() if (name in rules.modern) == modern})
    return groups


def _faker(locale: str) -> type:
    return import_module(f"faker.providers.person.{locale}").Provider


def _by_sex(lists: type) -> list[dict[str, float]]:
    """Given names of women and of men, in the order of their codes."""
    return [_shares(getattr(lists, f"first_names_{sex}")) for sex in SEXES]


def _shares(names: dict[str, float] | Iterable[str]) -> dict[str, float]:
    """Faker's lists say how often a name occurs, or count all names alike."""
    return dict(names) if isinstance(names, dict) else dict.fromkeys(names, 1.0)


def _write(rules: Place, part: str, name: str, language: str) -> str:
    """A surname, given name or English given name in a language."""
    if part == "english" or not rules.surnames:
        return name
    if language == "en":
        return rules.surnames[name] if part == "surname" else rules.latin(name)
    in_simplified = bool(rules.traditional)
    if language == "zh-Hans":
        return name if in_simplified else simplified(name)
    if part == "surname":
        return rules.traditional.get(name, name)
    return traditional(name) if in_simplified else name


@cache
def _written(place: str, part: str, language: str) -> pa.Array:
    """The names of a pool in a language."""
    rules = read_place(place)
    return columns.texts([_write(rules, part, name, language) for name in getattr(_names(place), part).names])


@cache
def _handles(place: str, part: str) -> pa.Array:
    """The names of a pool as they stand in an e-mail address: small letters from a to z."""
    names = _written(place, part, "en").to_pylist()
    return columns.texts(["".join(sign for sign in name.lower() if "a" <= sign <= "z") for name in names])


def _companies(scenario: Scenario, customers: Customers, streams: Streams, language: str) -> pa.Array:
    """Company names; null for persons. No two in a block begin alike until all beginnings have been used."""
    count = len(customers.kind)
    rows = np.flatnonzero(customers.kind == COMPANY)
    if not len(rows):
        return columns.no_texts(count)
    parts = scenario.company_names
    stems = [first.get(language) + second.get(language) for first in parts.first for second in parts.second]
    # A name in Latin letters stays one in Chinese: Brightfield Family Practice.
    stems = [f"{stem} " if stem[-1:].isascii() else stem for stem in stems]
    order = streams("identities/company").permutation(len(stems))
    endings = [[ending.get(language) for ending in industry.endings] for industry in scenario.industries]
    starts = np.cumsum([0, *(len(group) for group in endings)])[:-1]
    which = starts[customers.industry[rows]] + customers.ending[rows]
    names = columns.joined(
        columns.chosen(stems, order[np.arange(len(rows)) % len(stems)]),
        columns.chosen([ending for group in endings for ending in group], which),
    )
    place = np.full(count, -1, dtype=np.int32)
    place[rows] = np.arange(len(rows))
    return names.take(columns.whole(place))


def _phones(place: Place, city: np.ndarray, luck: np.ndarray) -> pa.Array:
    """Numbers after each city's pattern, "#" by "#" the digits drawn."""
    digits = (luck * 10).astype(np.uint8) + np.uint8(ord("0"))
    patterns = sorted({one.phone for one in place.cities})
    pattern = np.array([patterns.index(one.phone) for one in place.cities])[city]
    parts = []
    for index, signs in enumerate(patterns):
        rows = np.flatnonzero(pattern == index)
        text = np.empty((len(rows), len(signs)), dtype=np.uint8)
        text[:] = np.frombuffer(signs.encode("ascii"), dtype=np.uint8)
        open_places = [column for column, sign in enumerate(signs) if sign == "#"]
        text[:, open_places] = digits[rows, : len(open_places)]
        parts.append((rows, columns.signs(text)))
    return _mix(parts)


def _addresses(place: Place, luck: np.ndarray, language: str) -> pa.Array:
    """Street addresses after the place's forms; low house numbers are commoner."""
    street = (luck[:, 0] * len(place.streets)).astype(np.int32)
    form = pick([form.share for form in place.forms], luck[:, 1])
    numbers = {
        "number": (luck[:, 2] ** 2 * MOST["number"]).astype(np.int32) + 1,
        "lane": (luck[:, 3] ** 2 * MOST["lane"]).astype(np.int32) + 1,
        "floor": (luck[:, 4] ** 1.5 * (MOST["floor"] - 1)).astype(np.int32) + 2,
    }
    streets = columns.texts([street.get(language) for street in place.streets])
    counted = columns.texts([str(number) for number in range(max(MOST.values()) + 1)])
    parts = []
    for index, one in enumerate(place.forms):
        rows = np.flatnonzero(form == index)
        pieces = []
        for literal, field, _, _ in Formatter().parse(one.text.get(language)):
            pieces.append(literal)
            if field == "street":
                pieces.append(columns.chosen(streets, street[rows]))
            elif field:
                pieces.append(columns.chosen(counted, numbers[field][rows]))
        parts.append((rows, columns.joined(*pieces)))
    return _mix(parts)


def _mix(parts: list[tuple[np.ndarray, pa.Array]]) -> pa.Array:
    """One array of several that hold the rows named; every row is in one of them."""
    rows = np.concatenate([rows for rows, _ in parts])
    back = np.empty(len(rows), dtype=np.int32)
    back[rows] = np.arange(len(rows), dtype=np.int32)
    return columns.chosen(pa.concat_arrays([array for _, array in parts]), back)
