"""Real places: counties, districts, festivals, streets and surnames of a country, from places/NAME.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from customer_value.messages import Text


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
        surnames: the local surname and how it is written in Latin letters.
        since: the year of birth from which given names come from `modern`.
        modern: given names of the young.
    """

    name: str
    cities: tuple[City, ...]
    streets: tuple[Text, ...]
    forms: tuple[AddressForm, ...]
    festivals: dict[str, tuple[dt.date, ...]]
    surnames: dict[str, str]
    since: int
    modern: frozenset[str]


@cache
def read_place(name: str) -> Place:
    """Read places/NAME.toml. Raises ValueError where there is no such file."""
    path = resources.files("generator") / "places" / f"{name}.toml"
    if not path.is_file():
        raise ValueError(f"place {name!r} is not known; there is no places/{name}.toml")
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    regions = {key: _text(words) for key, words in values["regions"].items()}
    return Place(
        name=values["name"],
        cities=tuple(
            City(
                key=city["key"],
                region=regions[city["region"]],
                name=_text(city["name"]),
                phone=city["phone"],
                districts=tuple(
                    District(name=_text(district["name"]), population=district["population"])
                    for district in city["districts"]
                ),
            )
            for city in values["cities"]
        ),
        streets=tuple(_text(street) for street in values["address"]["streets"]),
        forms=tuple(AddressForm(share=form["share"], text=_text(form["text"])) for form in values["address"]["forms"]),
        festivals={key: tuple(days) for key, days in values["festivals"].items()},
        surnames=dict(values["surnames"]),
        since=values["given_names"]["since"],
        modern=frozenset(values["given_names"]["modern"]),
    )


def _text(words: dict[str, str]) -> Text:
    return Text(words["en"], words["zh-Hant"])
