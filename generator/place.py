"""Real places: regions, cities, districts, festivals, streets and names of a country, from places/NAME.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from generator.languages import Text, text_of

NEVER = 9999
"""A year of birth that nobody has."""


@dataclass(frozen=True, kw_only=True)
class District:
    """A district of a city; population in thousands."""

    name: Text
    population: float


@dataclass(frozen=True, kw_only=True)
class City:
    """A city or county. `phone` is a pattern of telephone numbers that cannot ring; "#" is a digit."""

    key: str
    region: Text
    name: Text
    phone: str
    districts: tuple[District, ...]


@dataclass(frozen=True, kw_only=True)
class AddressForm:
    """A way to write an address, with the fields {street}, {number}, {lane} and {floor}, and how often it occurs."""

    share: float
    text: Text


@dataclass(frozen=True, kw_only=True)
class Place:
    """A country as far as a ledger needs it.

    Attributes:
        cities: with their districts.
        streets: names that nearly every town has.
        forms: how addresses are written.
        festivals: the days of each festival, by its key.
        faker: the locale whose lists in Faker say how often a surname occurs, and where its given names come from.
        surnames: how each surname, as it is written there, is written in Latin letters. Empty where people write
            themselves in Latin letters in every language: then Faker's surnames are taken as they are.
        traditional: surnames in Traditional characters where that is not the native writing; a surname that is the
            same in both is not in it.
        syllables: how each character of a given name is read. Empty where people take an English given name in an
            English ledger.
        since: the year of birth from which given names come from `modern`; NEVER where one list serves every age.
        modern: given names of the young.
        time_zone: the IANA name of the zone that local times are in.
        date_format: how a date is written there by hand, as strftime has it.
        era: the year before the first of another count of years in everyday use; None where there is none.
        added: given names for each sex, "female" and "male", that Faker's list has not.
    """

    name: str
    cities: tuple[City, ...]
    streets: tuple[Text, ...]
    forms: tuple[AddressForm, ...]
    festivals: dict[str, tuple[dt.date, ...]]
    faker: str
    surnames: dict[str, str]
    traditional: dict[str, str]
    syllables: dict[str, str]
    since: int
    modern: frozenset[str]
    added: dict[str, tuple[str, ...]]
    time_zone: str
    date_format: str
    era: int | None

    def latin(self, given: str) -> str:
        """A given name in Latin letters, as one word: 晓明 is Xiaoming. Needs `syllables`."""
        return "".join(self.syllables[sign] for sign in given).capitalize()


@cache
def read_place(name: str) -> Place:
    """Read places/NAME.toml. Raises ValueError where there is no such file."""
    path = resources.files("generator") / "places" / f"{name}.toml"
    if not path.is_file():
        raise ValueError(f"place {name!r} is not known; there is no places/{name}.toml")
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    regions = {key: text_of(words) for key, words in values["regions"].items()}
    given = values.get("given_names", {})
    return Place(
        name=values["name"],
        cities=tuple(
            City(
                key=city["key"],
                region=regions[city["region"]],
                name=text_of(city["name"]),
                phone=city["phone"],
                districts=tuple(
                    District(name=text_of(district["name"]), population=district["population"])
                    for district in city["districts"]
                ),
            )
            for city in values["cities"]
        ),
        streets=tuple(text_of(street) for street in values["address"]["streets"]),
        forms=tuple(
            AddressForm(share=form["share"], text=text_of(form["text"])) for form in values["address"]["forms"]
        ),
        festivals={key: tuple(days) for key, days in values["festivals"].items()},
        faker=values["faker"],
        surnames=dict(values.get("surnames", {})),
        traditional=dict(values.get("traditional", {})),
        syllables={sign: sound for sound, signs in given.get("syllables", {}).items() for sign in signs},
        since=given.get("since", NEVER),
        modern=frozenset(given.get("modern", ())),
        time_zone=values["time_zone"],
        date_format=values["date_format"],
        era=values.get("era"),
        added={sex: tuple(given.get("added", {}).get(sex, ())) for sex in ("female", "male")},
    )
