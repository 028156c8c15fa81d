"""The ways in which a value gets spoiled: dates, amounts, ids and words as people and programs also write them.

Every function takes and gives arrays of text (dtype object, None for an empty cell) of one length.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from customer_value.chinese import simplified
from generator.languages import LANGUAGES
from generator.place import Place
from generator.scenario.warts import wart_rules

WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
SERIAL_DAY_0 = np.datetime64("1899-12-30")
"""Day 0 of the numbers that spreadsheets keep dates as."""


def other_dates(dates: np.ndarray, choice: np.ndarray, place: Place) -> np.ndarray:
    """Dates YYYY-MM-DD in another form: the place's own, with no zeros in front, with no signs, or a spreadsheet's.

    Args:
        choice: uniform numbers that pick the form.
    """
    days = pd.to_datetime(pd.Series(dates, dtype="str"))
    local = days.dt.strftime(place.date_format)
    bare = local.str.replace(r"\b0", "", regex=True)
    signless = days.dt.strftime("%Y%m%d")
    serial = ((days.to_numpy() - SERIAL_DAY_0) // np.timedelta64(1, "D")).astype(str)
    return _picked((local, bare, signless, serial), choice)


def roc_dates(dates: np.ndarray, choice: np.ndarray, era: int) -> np.ndarray:
    """Dates YYYY-MM-DD in years of the Republic: 113/01/05, 民國113年1月5日 or 1130105.

    Args:
        era: the year before the first of that count, 1911.
    """
    days = pd.to_datetime(pd.Series(dates, dtype="str"))
    year = (days.dt.year - era).astype(str)
    slashes = year + days.dt.strftime("/%m/%d")
    words = "民國" + year + "年" + days.dt.month.astype(str) + "月" + days.dt.day.astype(str) + "日"
    signless = year + days.dt.strftime("%m%d")
    return _picked((slashes, words, signless), choice)


def utc_stamps(dates: np.ndarray, times: np.ndarray, zone: str) -> np.ndarray:
    """Local dates YYYY-MM-DD and times HH:MM as one stamp in universal time, 2024-01-05T08:30:00Z.

    An hour that a change to summer time leaves out counts as the next; one that it brings twice, as the first.
    """
    local = pd.to_datetime(pd.Series(dates, dtype="str") + " " + pd.Series(times, dtype="str"), format="%Y-%m-%d %H:%M")
    twice_is_first = np.ones(len(local), dtype=bool)
    there = local.dt.tz_localize(zone, ambiguous=twice_is_first, nonexistent="shift_forward")
    return there.dt.tz_convert("UTC").dt.strftime("%Y-%m-%dT%H:%M:%SZ").to_numpy(dtype=object)


def text_amounts(amounts: np.ndarray, choice: np.ndarray, sign: str, language: str) -> np.ndarray:
    """Amounts such as 1596 or 12.50 as text with commas, a currency sign, blanks or full-width digits."""
    forms = forms_of("amounts", language)
    found = []
    for amount, one in zip(amounts, (choice * len(forms)).astype(int), strict=True):
        whole, dot, minor = amount.partition(".")
        grouped = f"{int(whole):,}{dot}{minor}"
        found.append(forms[one].format(sign=sign, plain=amount, grouped=grouped, wide=wide(amount)))
    return np.array(found, dtype=object)


def float_ids(ids: np.ndarray) -> np.ndarray:
    """Ids such as C00593 read as a number: 593.0."""
    return np.array([f"{int(one[1:])}.0" for one in ids], dtype=object)


def short_ids(ids: np.ndarray) -> np.ndarray:
    """Ids such as C00593 without the zeros in front: C593."""
    return np.array([one[0] + one[1:].lstrip("0") for one in ids], dtype=object)


def blanks(words: np.ndarray, choice: np.ndarray) -> np.ndarray:
    """Words with a blank before or behind, two between, or a full-width one behind."""
    between = np.array([one.replace(" ", "  ") if " " in one else f" {one} " for one in words], dtype=object)
    return _picked((" " + words, words + " ", between, words + "\u3000"), choice)


def wide(text: str) -> str:
    """Digits and hyphens as full-width signs."""
    return text.translate(WIDE)


def other_names(names: np.ndarray, choice: np.ndarray, language: str) -> np.ndarray:
    """Another description of the same product, never the same text."""
    forms = forms_of("names", language)
    found = []
    for name, one in zip(names, (choice * len(forms)).astype(int), strict=True):
        *rest, last = name.split(" ")
        swapped = f"{last}, {' '.join(rest)}" if rest else f"{name}."
        spaced = f"{name[:2]} {name[2:]}"
        other = forms[one].format(name=name, upper=name.upper(), lower=name.lower(), swapped=swapped, spaced=spaced)
        found.append(other if other != name else f"{name} ")
    return np.array(found, dtype=object)


def misspelt(name: str, choice: float) -> str:
    """A person's name as a second clerk writes it, never the same text."""
    first, blank, last = name.partition(" ")
    if blank:
        forms = (name.lower(), name.upper(), f"{last}, {first}", f"{first[:1]}. {last}", f"{first}  {last}")
    else:
        forms = (f"{name[:1]} {name[1:]}", f"{name[:1]}\u3000{name[1:]}", f"{name} ", f"{name}.")
    other = forms[int(choice * len(forms))]
    return other if other != name else f"{name} "


def forms_of(kind: str, language: str) -> Sequence[str]:
    """The words or forms of a kind of wart in a language; warts.toml has them."""
    rules = wart_rules()[kind]
    if language not in LANGUAGES:
        raise ValueError(f"There is no language {language!r}; choose one of {', '.join(LANGUAGES)}.")
    return [simplified(form) for form in rules["zh-Hant"]] if language == "zh-Hans" else rules[language]


def _picked(forms: Sequence[pd.Series | np.ndarray], choice: np.ndarray) -> np.ndarray:
    """For each row the form that its uniform number falls on."""
    every = np.stack([np.asarray(form, dtype=object) for form in forms])
    return every[(choice * len(forms)).astype(int), np.arange(len(choice))]
