"""What a learner may choose about their plan, read from what they wrote, with a sentence for what cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tutor.outline import Item
from tutor.plan_file import EARLIEST, LATEST, MOST_DAYS, MOST_MINUTES, Kept
from tutor.words import say


class Refused(Exception):
    """A choice cannot be taken; the message is a sentence in the learner's language."""


def chosen(
    kept: Kept,
    asked: Mapping[str, Any],
    *,
    items: Iterable[Item],
    given: tuple[dt.date, dt.date] | None,
    today: dt.date,
    language: str,
) -> Kept:
    """What is kept after a learner has chosen something.

    Args:
        kept: what was chosen before.
        asked: weekday, weekend, days, first, core, skip, done and again, as far as the learner wrote them; None
            stands for what they did not.
        items: the outline.
        given: the first and the last day, where they come with an access.
        today: the learner's day.
        language: one of READABLE.

    Raises:
        Refused: something cannot be taken; then nothing of it is.
    """
    new = {name: value for name, value in asked.items() if value is not None}
    if given is not None and ("days" in new or "first" in new):
        raise Refused(
            say("plan.given", language, first=shown_day(given[0], language), last=shown_day(given[1], language))
        )
    for name in ("weekday", "weekend"):
        if name in new:
            minutes = _number(new[name], 0, MOST_MINUTES)
            if minutes is None:
                raise Refused(say("plan.bad-minutes", language, name=name, most=MOST_MINUTES))
            kept = replace(kept, **{name: minutes})
    if not kept.weekday + kept.weekend:
        raise Refused(say("plan.no-minutes", language))
    if "days" in new:
        days = _number(new["days"], 1, MOST_DAYS)
        if days is None:
            raise Refused(say("plan.bad-days", language, most=MOST_DAYS))
        kept = replace(kept, days=days)
    if "first" in new:
        first = _day(new["first"])
        if first is None:
            raise Refused(say("plan.bad-first", language, date=today.isoformat()))
        kept = replace(kept, first=first)
    if "core" in new:
        if not isinstance(new["core"], bool):
            raise Refused(say("plan.bad-core", language))
        kept = replace(kept, core=new["core"])
    known = {item.id for item in items}
    ids = {name: _ids(name, new.get(name), known, language) for name in ("skip", "done", "again")}
    skipped = (kept.skipped | ids["skip"]) - ids["done"] - ids["again"]
    done = dict.fromkeys(ids["done"], today) | dict(kept.done)
    done = {one: day for one, day in done.items() if one not in ids["skip"] | ids["again"]}
    return replace(kept, skipped=skipped, done=done)


def shown_day(day: dt.date, language: str) -> str:
    """A day with its weekday, as the language writes it."""
    weekday = say("plan.weekdays", language).split()[day.weekday()]
    month = say("plan.months", language).split()[day.month - 1]
    return say("plan.date", language, weekday=weekday, day=day.day, month=month)


def _number(value: object, least: int, most: int) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most else None


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        day = value
    else:
        try:
            day = dt.date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            return None
    return day if day is not None and EARLIEST <= day.year <= LATEST else None


def _ids(name: str, value: object, known: set[str], language: str) -> frozenset[str]:
    parts = [] if value is None else list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
    if not all(isinstance(part, str) and part.strip() for part in parts):
        raise Refused(say("plan.bad-id", language, name=name))
    found = [part.strip() for part in parts]
    for part in found:
        if part not in known:
            raise Refused(say("plan.no-such", language, id=part))
    return frozenset(found)
