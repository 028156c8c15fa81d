"""today: the plan of somebody who studies alone, and changing it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from customer_value.settings import find_settings
from tutor import moments
from tutor.access_note import access_note
from tutor.desk import Unavailable
from tutor.hints import show_unavailable
from tutor.outline import read_outline
from tutor.plan_choices import Refused, chosen
from tutor.plan_file import PlanFile
from tutor.plan_outlook import days_of, look, today_at
from tutor.plan_picture import picture
from tutor.words import Shown, say, show_box


def today(
    *,
    weekday: int | None = None,
    weekend: int | None = None,
    days: int | None = None,
    first: str | dt.date | None = None,
    core: bool | None = None,
    skip: str | list[str] | None = None,
    done: str | list[str] | None = None,
    again: str | list[str] | None = None,
) -> None:
    """Show what to do today, what is done and left, and the days. What is chosen is remembered.

    Args:
        weekday: the minutes on a day from Monday to Friday.
        weekend: the minutes on a Saturday or Sunday.
        days: how many days there are, counted from the first; where they do not come with an access.
        first: the first day, such as "2026-12-01"; where it does not come with an access.
        core: whether to keep to the short path and the assignments.
        skip: what to leave out, such as "3.4" or ["3.4", "a02"].
        done: what is done, whatever the checks say.
        again: what is neither left out nor done after all.
    """
    from IPython.display import display

    asked = {"weekday": weekday, "weekend": weekend, "days": days, "first": first}
    asked |= {"core": core, "skip": skip, "done": done, "again": again}
    try:
        settings = find_settings()
    except ValueError as problem:
        show_unavailable(Unavailable(say("pack.settings", problem=problem)))
        return
    try:
        display(plan_shown(settings.folder, Path.cwd(), settings.language, moments.now(), asked))
    except Unavailable as problem:
        show_unavailable(problem)
    except Refused as problem:
        show_box("info", say("plan.nothing-changed", settings.language), [str(problem)], kind="unavailable")


def plan_shown(
    workspace: Path, origin: Path, language: str, now: dt.datetime, asked: dict[str, Any] | None = None
) -> Shown:
    """The plan of a workspace as it stands, after what a learner has asked for.

    Args:
        workspace: the folder with kit.toml.
        origin: the folder of the notebook that shows it.
        language: one of READABLE.
        now: the moment, with a time zone.
        asked: what the learner chose, as `today` takes it.

    Raises:
        Unavailable: there is no outline.
        Refused: something cannot be chosen.
    """
    folder = workspace / ".kit"
    items = read_outline(folder)
    if not items:
        raise Unavailable(say("plan.no-outline", language))
    kept, notes = PlanFile(folder).read()
    first, last, is_given = days_of(folder, kept, now)
    kept = chosen(
        kept,
        asked or {},
        items=items,
        given=(first, last) if is_given else None,
        today=today_at(folder, now),
        language=language,
    )
    at, more = look(folder, now, kept)
    told = [say(f"note.{note.key}", language, **note.fields) for note in [*notes, *more]]
    return picture(at, workspace, origin, language, told, ending=access_note(folder, now, language))
