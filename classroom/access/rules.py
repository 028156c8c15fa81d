"""What a class sells: the part [access] of its class.toml, and a plan of it by name."""

from __future__ import annotations

from pathlib import Path

from classroom.class_folder import FILE_NAME, read_class
from classroom.class_settings import AccessSettings, ClassSettings
from classroom.errors import KitError
from classroom.roster.columns import plain_words


def read_rules(folder: Path) -> tuple[ClassSettings, AccessSettings]:
    """A class's settings and its rules of access.

    Raises:
        KitError: no class there, a damaged class.toml, or a class that everybody on the roster can come into.
    """
    settings = read_class(folder)
    if settings.access is None:
        raise KitError(
            f"Everybody on the roster can come into the class in {folder}; for access by orders, write a part [access] "
            f"into its {FILE_NAME}, and below it a plan such as plans = {{ standard = 14 }}."
        )
    return settings, settings.access


def find_plan(access: AccessSettings, name: str) -> tuple[str, int]:
    """A plan as class.toml writes it, with its number of days.

    Args:
        access: the rules of the class.
        name: in any capitals and spaces; "" for the only plan.

    Raises:
        ValueError: there is no such plan, or several to choose from; the message is without a stop at the end.
    """
    *others, last = access.plans
    there = f"{', '.join(others)} or {last}" if others else last
    if not plain_words(name):
        if len(access.plans) > 1:
            raise ValueError(f"the plan is missing: {there}")
        return next(iter(access.plans.items()))
    if name in access.plans:
        return name, access.plans[name]
    like = [plan for plan in access.plans if plain_words(plan) == plain_words(name)]
    if len(like) != 1:
        raise ValueError(f"there is no plan {name!r}; there is {there}")
    return like[0], access.plans[like[0]]
