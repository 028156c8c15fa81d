"""carry and bring: progress and plan in one file that goes to another machine, and becomes part of what is there."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from customer_value.settings import Settings, find_settings
from tutor.desk import Unavailable
from tutor.entries import Entry, is_sound
from tutor.hints import show_unavailable
from tutor.joining import joined_tasks
from tutor.moments import AHEAD, now, read_moment, written
from tutor.plan_file import Kept, PlanFile, kept_of, values_of
from tutor.progress_file import Progress, replace_file
from tutor.words import say, show_box

FORMAT = 1
KIND = "progress to carry along"
NAME = "my-progress.json"

LARGEST = 2**24
"""Bytes of a file that is read; the longest course has a tenth of that."""


class Refused(Exception):
    """A file is not written or read; `key` is one of messages.toml's table `carry`."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key)
        self.key, self.fields = key, fields


@dataclass(frozen=True)
class Plan:
    """A plan and when it was changed last, as `written` writes it."""

    kept: Kept
    changed: str


@dataclass(frozen=True)
class Carried:
    """What a file holds.

    Attributes:
        learner: whose it is; "" where nobody in particular is named.
        tasks: the entries of the progress.
        plan: None where none was made.
    """

    learner: str
    tasks: Mapping[str, Entry]
    plan: Plan | None = None


def carry(file: str = NAME, *, clock: Callable[[], dt.datetime] = now) -> None:
    """Write progress and plan into one file, to be brought to another machine. An older one of that name is replaced.

    Args:
        file: its name, or the way to it from this notebook's folder.
        clock: says what the present moment is.
    """
    _do("carry", file, lambda settings, path: _carry(settings, path, clock))


def bring(file: str = NAME, *, clock: Callable[[], dt.datetime] = now) -> None:
    """Make the progress and the plan in a file part of what is here. Nothing is lost on either side.

    Args:
        file: as `carry` wrote it.
        clock: says what the present moment is.
    """
    _do("bring", file, lambda settings, path: _bring(settings, path, clock))


def read_carried(path: Path, clock: dt.datetime) -> Carried:
    """What a file holds.

    Raises:
        Refused: it is missing, damaged, another kind of file, or holds what the kit never writes.
    """
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            raise Refused("damaged", file=path.name)
        values = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, IsADirectoryError) as problem:
        raise Refused("missing", file=str(path)) from problem
    except (OSError, ValueError, RecursionError) as problem:
        raise Refused("damaged", file=path.name) from problem
    found = _carried(values, clock)
    if found is None:
        raise Refused("damaged", file=path.name)
    return found


def carried_text(carried: Carried) -> str:
    """The file of what is carried; the same gives the same bytes."""
    plan = carried.plan and {"changed": carried.plan.changed, "values": values_of(carried.plan.kept)}
    values = {"kind": KIND, "format": FORMAT, "learner": carried.learner, "tasks": carried.tasks, "plan": plan}
    return json.dumps(values, indent=1, sort_keys=True) + "\n"


def joined_plans(one: Plan | None, other: Plan | None) -> Plan | None:
    """What two plans come to: the choices of the one that was changed later; what is said to be done, on either.

    One in which nothing was chosen yet gives way: whoever looks at a plan on a new machine has not chosen it.
    Commutative, associative and idempotent, as `joining` is.
    """
    if one is None or other is None:
        return one or other
    last = max(one, other, key=lambda plan: (_is_chosen(plan.kept), plan.changed, _choices(plan.kept)))
    done = {name: min(_given(name, one.kept.done, other.kept.done)) for name in {*one.kept.done, *other.kept.done}}
    days = {*one.kept.planned, *other.kept.planned}
    planned = {day: max(_given(day, one.kept.planned, other.kept.planned)) for day in sorted(days)}
    kept = Kept(
        weekday=last.kept.weekday,
        weekend=last.kept.weekend,
        days=last.kept.days,
        first=last.kept.first,
        core=last.kept.core,
        skipped=last.kept.skipped,
        done=dict(sorted(done.items())),
        planned=planned,
    )
    return Plan(kept, last.changed)


def _do(command: str, file: object, work: Callable[[Settings, Path], list[str]]) -> None:
    try:
        settings = find_settings()
    except ValueError as problem:
        show_unavailable(Unavailable(say("pack.settings", problem=problem)))
        return
    try:
        if not isinstance(file, str | os.PathLike) or not str(file).strip() or "\0" in str(file):
            raise Refused("name", command=command)
        told = work(settings, Path(file).expanduser())
    except Refused as problem:
        told = [say(f"carry.{problem.key}", settings.language, **problem.fields)]
    show_box("info", say("carry.title", settings.language), told, kind="carry")


def _carry(settings: Settings, path: Path, clock: Callable[[], dt.datetime]) -> list[str]:
    tasks, notes = Progress(settings.private_folder, clock).tasks()
    if path.exists():
        try:
            read_carried(path, clock())
        except Refused as problem:
            raise Refused("not-ours", file=str(path)) from problem
    carried = Carried(settings.learner, tasks, _plan(settings.private_folder, clock()))
    try:
        replace_file(path, carried_text(carried).encode("utf-8"))
    except OSError as problem:
        raise Refused("unwritable", file=str(path)) from problem
    said = say("carry.carried", settings.language, count=len(tasks), file=str(path.resolve()), name=path.name)
    return [said, *(say(f"note.{note.key}", settings.language, **note.fields) for note in notes)]


def _bring(settings: Settings, path: Path, clock: Callable[[], dt.datetime]) -> list[str]:
    carried = read_carried(path, clock())
    if carried.learner and settings.learner and carried.learner != settings.learner:
        raise Refused("somebody-else", file=path.name, other=carried.learner, learner=settings.learner)
    new: list[str] = []

    def both(here: dict[str, Entry]) -> dict[str, Entry]:
        found = joined_tasks(here, carried.tasks)
        new.extend(task for task, entry in found.items() if here.get(task) != entry)
        return found

    notes = Progress(settings.private_folder, clock).change_all(both)
    key, more = _bring_plan(settings.private_folder, carried.plan, clock())
    said = [say("carry.brought" if new else "carry.nothing-new", settings.language, new=len(new), file=path.name)]
    said += [say(f"carry.{key}", settings.language)] if key else []
    return said + [say(f"note.{note.key}", settings.language, **note.fields) for note in [*notes, *more]]


def _plan(private: Path, clock: dt.datetime) -> Plan | None:
    """The plan that is kept here, with the time at which its file was changed."""
    file = PlanFile(private)
    kept, _ = file.read()
    try:
        changed = dt.datetime.fromtimestamp(file.path.stat().st_mtime, dt.UTC)
    except (OSError, ValueError, OverflowError):
        return None
    return Plan(kept, written(min(changed, clock)))


def _bring_plan(private: Path, brought: Plan | None, clock: dt.datetime) -> tuple[str, list[Any]]:
    """Join a plan with the one that is here; which message says what became of it, and notes on the file."""
    here = _plan(private, clock)
    both = joined_plans(here, brought)
    if both is None:
        return "", []
    is_kept = here is not None and brought is not None and _choices(both.kept) != _choices(brought.kept)
    if here is not None and values_of(both.kept) == values_of(here.kept):
        return "plan-kept" if is_kept else "", []
    notes = PlanFile(private).write(both.kept)
    if not notes and (changed := read_moment(both.changed)):
        os.utime(PlanFile(private).path, (changed.timestamp(), changed.timestamp()))
    return "" if notes else "plan-kept" if is_kept else "plan", notes


def _carried(values: Any, clock: dt.datetime) -> Carried | None:
    if not isinstance(values, dict) or (values.get("kind"), values.get("format")) != (KIND, FORMAT):
        return None
    learner, tasks, plan = values.get("learner"), values.get("tasks"), values.get("plan")
    if not isinstance(learner, str) or not is_sound(tasks, clock):
        return None
    if plan is None:
        return Carried(learner, tasks)
    kept = kept_of(plan.get("values")) if isinstance(plan, dict) else None
    changed = read_moment(plan.get("changed")) if isinstance(plan, dict) else None
    if kept is None or changed is None or changed > clock + AHEAD:
        return None
    return Carried(learner, tasks, Plan(kept, written(changed)))


def _given(name: Any, *parts: Mapping[Any, Any]) -> list[Any]:
    return [part[name] for part in parts if name in part]


def _is_chosen(kept: Kept) -> bool:
    """Whether a learner chose anything of it; its first day comes by itself."""
    return _choices(replace(kept, first=None)) != _choices(Kept())


def _choices(kept: Kept) -> str:
    values = values_of(kept)
    return json.dumps([values[name] for name in ("weekday", "weekend", "days", "first", "core", "skipped")])
