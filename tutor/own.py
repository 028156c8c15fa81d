"""own_ledger: each learner's own company for the capstone, drawn from the class and the learner's id."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import re
import tempfile
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from customer_value.chinese import simplified
from customer_value.ledger import Ledger, LedgerError, read_ledger
from customer_value.settings import DERIVED, Settings, find_settings, graded_learner, written
from tutor.words import Shown, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.scenario import CoreScenario

SCENARIOS = ("cafe", "distributor", "ecommerce", "giftshop")
"""Where customers come and go without a contract and send things back, so that everything in the capstone has a place.
Insurance goes by contract; the boutique is the course's own company, which everybody knows already. The order of the
names is part of what decides who gets which."""

FEWEST, MOST = 250, 400
"""How many customers an own ledger has: enough for tiers, few enough to be drawn while somebody waits."""

FOLDER = "datasets/own"
DICTIONARY = "datasets/DICTIONARY-own.md"
"""Where an own ledger and the meaning of its columns go, beside kit.toml."""


class OwnLedgerError(ValueError):
    """A learner's own ledger cannot be drawn; the message says why, in the notebook's language."""


@dataclass(frozen=True)
class Lot:
    """What was drawn for one learner: a scenario, the seed of the ledger, and its number of customers."""

    scenario: str
    seed: int
    customers: int


def own_ledger(learner: str = "") -> Ledger:
    """Draw your own ledger, or find it again, and say which company it is.

    The same id always gives the same ledger; capital letters and spaces in it make no difference.

    Args:
        learner: your id, such as "s1234567". Where kit.toml names a learner, that one's ledger is drawn; where work is
            graded, that of the learner whose folder it is.

    Returns:
        The ledger, as `read_ledger` opens it.

    Raises:
        OwnLedgerError: no id, or the ledger cannot be written.
    """
    settings = find_settings()
    graded = graded_learner()
    name = tidy(graded or settings.learner or _text(learner, settings.language))
    if not name:
        raise OwnLedgerError(say("own.empty", settings.language))
    if graded:
        ledger = graded_ledger(settings.class_name, name, written(settings.language))
        _show(ledger, settings, [say("own.graded", settings.language, learner=name)])
        return ledger
    lot = lot_of(settings.class_name, name)
    folder = settings.folder / FOLDER
    ledger = _found(folder, lot, written(settings.language))
    notes = [say("own.for", settings.language, learner=name, folder=FOLDER, dictionary=DICTIONARY)]
    if ledger is not None:
        _show(ledger, settings, notes)
        return ledger
    with _waiting(settings) as card:
        ledger = _draw(lot, settings, folder)
        card(ledger, notes)
    return ledger


def lot_of(class_name: str, learner: str) -> Lot:
    """What is drawn for a learner of a class: always the same, and of no use to know somebody else's."""
    digest = hashlib.sha256(f"{tidy(class_name)}\n{tidy(learner)}".encode()).digest()
    scenario, size, seed = digest[0], digest[1:5], digest[5:13]
    return Lot(
        scenario=SCENARIOS[scenario % len(SCENARIOS)],
        seed=int.from_bytes(seed, "big") >> 1,
        customers=FEWEST + int.from_bytes(size, "big") % (MOST - FEWEST + 1),
    )


def tidy(name: str) -> str:
    """A name without what people write once so and once otherwise: spaces, capital letters, full-width forms."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


@cache
def graded_ledger(class_name: str, learner: str, language: str) -> Ledger:
    """A learner's ledger for the grader: drawn anew, so that nothing handed in has changed it, and kept in no folder.

    Raises:
        OwnLedgerError: there is no room for it.
    """
    place = tempfile.TemporaryDirectory(prefix="own-ledger-")
    _kept.append(place)
    folder = Path(place.name) / "ledger"
    return _made(lot_of(class_name, learner), language, folder)


_kept: list[tempfile.TemporaryDirectory] = []
"""Folders that are taken away when Python ends."""


def company(ledger: Ledger, language: str) -> str:
    """What the company of a ledger is called."""
    return _words(ledger, language)["company"]


def _words(ledger: Ledger, language: str) -> dict[str, str]:
    words = _rules(ledger.package["scenario"]).words[written(language)]
    return {name: simplified(word) for name, word in words.items()} if language in DERIVED else words


def _text(learner: Any, language: str) -> str:
    if not isinstance(learner, str):
        raise OwnLedgerError(say("own.not-text", language, type=type(learner).__name__))
    return learner


def _found(folder: Path, lot: Lot, language: str) -> Ledger | None:
    """The ledger that an earlier call has drawn, if it is this one and whole."""
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        same = (package["scenario"], package["seed"], package["customers"], package["language"])
        whole = all((folder / resource["path"]).is_file() for resource in package["resources"])
        if same == (lot.scenario, lot.seed, lot.customers, language) and whole:
            return read_ledger(folder)
    except (OSError, ValueError, KeyError, TypeError, LedgerError):
        pass  # not there, or damaged: then it is drawn anew
    return None


def _draw(lot: Lot, settings: Settings, folder: Path) -> Ledger:
    """Write a ledger, whole or not at all, and the page that explains its columns."""
    from generator.dictionary import dictionary
    from generator.output import OutputError, write_text

    ledger = _made(lot, written(settings.language), folder)
    with contextlib.suppress(OutputError):  # the ledger is there; it can be worked with all the same
        write_text(settings.folder / DICTIONARY, dictionary(_rules(lot.scenario), written(settings.language)))
    return ledger


def _made(lot: Lot, language: str, folder: Path) -> Ledger:
    from generator.engine.plan import plan_of
    from generator.engine.run import StoppedError, make_ledger
    from generator.output import OutputError

    plan = plan_of(_rules(lot.scenario), seed=lot.seed, customers=lot.customers, languages=(language,))
    try:
        make_ledger(plan, [folder])
        return read_ledger(folder)
    except (OutputError, OSError, LedgerError) as problem:
        raise OwnLedgerError(say("own.unwritable", language, folder=folder)) from problem
    except StoppedError as problem:
        raise OwnLedgerError(say("own.stopped", language)) from problem


def _rules(scenario: str) -> CoreScenario:
    from generator.scenario import load_scenario

    return load_scenario(scenario)


# What the notebook shows


def _show(ledger: Ledger, settings: Settings, notes: list[str]) -> None:
    from IPython.display import display

    display(_card(ledger, settings.language, notes))


@contextlib.contextmanager
def _waiting(settings: Settings) -> Iterator[Any]:
    """Say that something is being done, and put the card in its place."""
    from IPython.display import display

    from tutor.verdict import box

    text = say("own.drawing", settings.language)
    place = display(Shown(box("info", text, kind="own"), text), display_id=True)

    def card(ledger: Ledger, notes: list[str]) -> None:
        shown = _card(ledger, settings.language, notes)
        if place is None:  # no notebook
            display(shown)
        else:
            place.update(shown)

    yield card


def _card(ledger: Ledger, language: str, notes: list[str]) -> Shown:
    """Which company it is, in a few lines."""
    from customer_value import words
    from tutor.verdict import box

    named = _words(ledger, language)
    days = {name: dt.date.fromisoformat(ledger.package[name]) for name in ("start", "end", "snapshot")}
    dates = {name: words.date(day, language) for name, day in days.items()}
    title = say("own.title", language, **named)
    about = say("own.about", language, **(named | dates | {"customers": ledger.package["customers"]}))
    return Shown(box("info", title, [about], notes, kind="own"), "\n".join([title, about, *notes]))
