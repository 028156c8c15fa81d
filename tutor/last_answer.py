"""why: what was wrong with the last answer to a task, and what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from customer_value.messages import Text
from customer_value.settings import DERIVED, LANGUAGES, find_settings
from tutor.desk import COMMANDS, Desk, Unavailable, command_for, desk
from tutor.entries import Entry
from tutor.hints import show_unavailable
from tutor.moments import now
from tutor.next_steps import is_wrong, next_steps
from tutor.progress_file import Progress
from tutor.verdict import STATES
from tutor.words import say, show_box


@dataclass(frozen=True)
class Reason:
    """What there is to say of the last answer to a task.

    Attributes:
        state: one of the verdicts' STATES, or "info" where there is none.
        title: in a few words.
        paragraphs: why.
        notes: what to do next.
    """

    state: str
    title: str
    paragraphs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def why(task: str = "", *, clock: Callable[[], dt.datetime] = now) -> None:
    """Show why the last answer to a task was wrong.

    Args:
        task: the task's id; the one that was answered last when "".
        clock: says what the present moment is.
    """
    try:
        asked = task or last_task(clock)
        if not asked:
            show_box("info", say("why.never"), kind="why")
            return
        at = desk(asked, "why", tuple(COMMANDS), clock=clock)
    except Unavailable as problem:
        show_unavailable(problem)
        return
    found = reason(at)
    show_box(found.state, found.title, found.paragraphs, found.notes, kind="why")


def last_task(clock: Callable[[], dt.datetime] = now) -> str:
    """The task whose right or wrong answer is the latest; "" where there is none whose time is known.

    Raises:
        Unavailable: the settings cannot be used.
    """
    try:
        folder = find_settings().private_folder
    except ValueError as problem:
        raise Unavailable(say("pack.settings", problem=problem)) from problem
    tasks, _ = Progress(folder, clock).tasks()
    tried = {task: entry["tries"][-1]["at"] for task, entry in tasks.items() if entry.get("tries")}
    return max(tried, key=lambda task: (tried[task], task), default="")


def reason(at: Desk) -> Reason:
    """What there is to say of the last answer that a desk's progress has of its task."""
    entry, command = at.entry(), command_for(at.card)
    which = at.say("why.which", task=at.id, title=at.text(at.card["title"]))
    state = entry.get("state", "")
    if command in ("", "predict", "write"):
        return Reason("info", at.say("why.open" if command else "why.by-hand"), (which,))
    if state == "correct":
        return Reason("correct", at.say("why.right"), (which,))
    if not is_wrong(state) or state not in STATES:
        return Reason("info", at.say("why.not-yet", task=at.id, command=command), (which,))
    last = entry.get("last", {})
    mistake = last.get("mistake", "")
    told = _told(at, entry, mistake)
    if not told:
        told = [at.say("why.again", task=at.id, command=command)]
    before = [at.say("why.before")] if entry.get("done") else []
    return Reason(state, at.say("why.title"), (which, *told), (*before, *next_steps(at, mistake, own_lesson=True)))


def _told(at: Desk, entry: Entry, mistake: str) -> list[str]:
    """What is wrong with the answer: what was said of it, and what the mistake's record says."""
    told = _in_language(entry.get("last", {}).get("told", {}), at.language) or _of_question(at, entry)
    known = _explanation(at, mistake)
    return [known, *told] if known and not any(known in line for line in told) else told


def _in_language(told: dict[str, list[str]], language: str) -> list[str]:
    if language not in DERIVED:
        return list(told.get(language, ()))
    english, chinese = (told.get(one, ()) for one in LANGUAGES)
    return [Text(*lines).get(language) for lines in zip(english, chinese, strict=False)]


def _explanation(at: Desk, mistake: str) -> str:
    """What the task's record says of a known mistake, a wrong option or a misplaced step."""
    known = at.card.get("mistakes", {}) | {one["key"]: one["why"] for one in at.card.get("options", ())}
    if mistake in known:
        return at.text(known[mistake])
    try:
        return at.say(mistake.replace("unit-", "unit."), name=at.card["name"]) if mistake.startswith("unit-") else ""
    except KeyError:  # a mistake of unit of another version
        return ""


def _of_question(at: Desk, entry: Entry) -> list[str]:
    """What a lesson's question says of the answer that is kept."""
    from tutor.questions import choice_told, order_told

    given, kind = entry.get("answer"), at.card["kind"]
    keys = [one["key"] for one in at.card.get("options", ())]
    if kind == "choice" and given in keys and isinstance(given, str):
        return choice_told(at, given)[2]
    if kind == "ordering" and isinstance(given, list) and sorted(map(str, given)) == sorted(keys):
        return order_told(at, given)[2]
    return []
