"""The numbers of a learner's own ledger, for the instructor who reads the capstone's plan."""

from __future__ import annotations

from pathlib import Path

from classroom.class_folder import read_class
from classroom.errors import KitError
from customer_value.settings import FILE_NAME, read_settings


def own_numbers(folder: Path, learner: str) -> str:
    """What a learner's own ledger comes to when every function is right, as text for a terminal.

    Args:
        folder: the class folder.
        learner: the id, as nbgrader's folders have it.

    Raises:
        KitError: no class there, or no id.
    """
    from solutions.capstone.own import churn, margin
    from solutions.capstone.reference import reference
    from tutor.own import company, graded_ledger, tidy

    settings = read_class(folder)
    if not tidy(learner):
        raise KitError("Name the learner whose numbers you want, as in the folder submitted/LEARNER.")
    handed_out = folder / "source" / "a10" / FILE_NAME  # what learners have, should the class be called otherwise now
    try:
        class_name = read_settings(handed_out).class_name if handed_out.is_file() else settings.name
        ledger = graded_ledger(class_name, tidy(learner), settings.language)
    except ValueError as problem:  # a damaged kit.toml, or no room for the ledger
        raise KitError(str(problem)) from problem
    facts = {
        "company": company(ledger, settings.language),
        "customers on file": f"{ledger.package['customers']}",
        "margin": f"{margin(ledger):.1%}",
        "churn": f"{churn(ledger):.1%}",
        "currency": ledger.currency,
    }
    table = reference(ledger).T.map(_figure).to_string()
    return "\n".join([", ".join(f"{name} {value}" for name, value in facts.items()), table])


def _figure(number: float) -> str:
    if number != number:
        return "no base"
    return f"{number:,.0f}" if abs(number) >= 100 or float(number).is_integer() else f"{number:.3f}"
