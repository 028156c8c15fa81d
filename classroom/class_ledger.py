"""A ledger of a class's own, in the folder ledgers/ of the class: what `python -m generator sample` makes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from classroom.errors import KitError
from customer_value.settings import LANGUAGES

if TYPE_CHECKING:
    from generator.engine.progress import Watch
    from generator.scenario import Scenario

SCENARIO_FILE = "scenario.toml"
"""The scenario that the ledger is drawn from, kept beside it: a run that was stopped goes on from it."""

TRUTH = "truth"


def is_finished(ledgers: Path) -> bool:
    """Whether the ledger is there in every language the course is written in, with its truth."""
    return all((ledgers / "sample" / name / "datapackage.json").is_file() for name in (*LANGUAGES, TRUTH))


def class_scenario(name: str) -> Scenario:
    """A scenario that a class can be taught on.

    Args:
        name: one of the kit's, or a file that ends in .toml.

    Raises:
        KitError: there is none, it is damaged, or it has orders alone.
    """
    from generator.scenario import Scenario, ScenarioError, open_scenario

    try:
        found = open_scenario(name)
    except ScenarioError as problem:
        raise KitError(str(problem)) from problem
    if not isinstance(found, Scenario):
        raise KitError(
            f"{name} has orders alone, and the course needs a whole business; fit it again with --base SCENARIO."
        )
    return found


def begin_ledger(ledgers: Path, scenario: str) -> None:
    """Write down what the ledger is to be drawn from, so that `make_class_ledger` can make it.

    Raises:
        KitError: no such scenario, or the folder cannot be written.
    """
    from classroom.files import write_whole
    from generator.scenario import ScenarioError, scenario_text

    try:
        text = scenario_text(scenario)
    except ScenarioError as problem:
        raise KitError(str(problem)) from problem
    write_whole(ledgers / SCENARIO_FILE, text)


def make_class_ledger(ledgers: Path, watch: Watch | None = None, customers: int | None = None) -> None:
    """Make the ledger that was begun, in every language the course is written in, with its truth and dictionaries.

    Made with the seed and the size of the kit's own sample: the lessons are held against ledgers of these. Stopped
    at any moment, the next call goes on from what there is.

    Args:
        ledgers: the folder; its scenario.toml says which ledger.
        watch: is told how it goes.
        customers: another number of them than the sample's.

    Raises:
        KitError: it cannot be made; the sentence says why.
        KeyboardInterrupt: somebody stopped it.
    """
    from classroom.files import write_whole
    from generator.cli import SAMPLE
    from generator.dictionary import dictionary
    from generator.engine.job import OtherKitError
    from generator.engine.plan import RequestError, plan_of
    from generator.engine.run import StoppedError, make_ledger
    from generator.engine.workers import WorkersError
    from generator.output import OutputError

    rules = class_scenario(str(ledgers / SCENARIO_FILE))
    # The dictionaries first: when the ledger is in its place, everything is.
    for language in LANGUAGES:
        page = ledgers / ("DICTIONARY.md" if language == "en" else f"DICTIONARY.{language}.md")
        write_whole(page, dictionary(rules, language))
    count = int(SAMPLE["customers"]) if customers is None else customers
    try:
        plan = plan_of(rules, seed=int(SAMPLE["seed"]), customers=count, languages=LANGUAGES, truth=True)
        folders = [ledgers / "sample" / name for name in (*LANGUAGES, TRUTH)]
        make_ledger(plan, folders, watch=watch)
    except (RequestError, OutputError, WorkersError, OtherKitError) as problem:
        raise KitError(str(problem)) from problem
    except StoppedError as stop:
        raise KeyboardInterrupt from stop
