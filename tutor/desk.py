"""What a command in a notebook works with: the task's card from its pack, the learner's progress and language."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from customer_value.settings import find_settings
from tutor.entries import TRIES, Entry, latest_of
from tutor.moments import now, written
from tutor.outline import read_outline
from tutor.pack import Card, PackError, in_language, pack_name, read_pack
from tutor.plain import Plain
from tutor.progress_file import Note, Progress
from tutor.words import listed, say

COMMANDS = {
    "function": "check",
    "value": "check",
    "choice": "quiz",
    "ordering": "order",
    "guess": "predict",
    "text": "write",
}
"""Which command belongs to a kind of task inside a lesson."""

ANSWERING = ("check", "quiz", "order", "predict", "write")
"""The commands with which a task is answered; hint, guess and solution only go with one."""


class Unavailable(Exception):
    """A command cannot be carried out here; the message is a sentence in the learner's language."""


@dataclass(frozen=True)
class Desk:
    """One task as a notebook's command finds it."""

    card: Card
    language: str
    progress: Progress
    clock: Callable[[], dt.datetime] = now

    @property
    def id(self) -> str:
        return self.card["id"]

    @property
    def lesson(self) -> str:
        """The lesson that explains the task: the one its record names, or its own; "" where the learner has none."""
        own = pack_name(self.id)
        return self.card["lesson"] or (own if own[:1].isdigit() else "")

    def lesson_on(self, mistake: str) -> str:
        """The lesson that treats a mistake; the task's where no other one does."""
        return self.card.get("lessons", {}).get(mistake) or self.lesson

    def text(self, part: dict[str, str]) -> str:
        """A text of the card in the learner's language."""
        return part[self.language]

    def say(self, key: str, **fields: object) -> str:
        return say(key, self.language, **fields)

    def entry(self) -> Entry:
        return self.progress.entry(self.id)

    def keep(self, **fields: Any) -> list[str]:
        """Keep some fields of the task's entry; returns what there is to tell about the file."""
        return self.tell(self.progress.change(self.id, lambda entry: entry | fields))

    def keep_given(self, answer: Any) -> list[str]:
        """Keep an answer that is only to be given: a guess, sentences."""
        at = self.clock()
        return self.tell(self.progress.change(self.id, lambda entry: after_giving(entry, answer, at)))

    def keep_attempt(self, answer: Any, right: bool, mistake: str = "") -> list[str]:
        """Keep an answer that is right or wrong, with the key of the option or step that made it wrong."""
        state, points = ("correct", self.card["points"]) if right else ("wrong", 0.0)
        at, mark = self.clock(), fingerprint(answer)

        def kept(entry: Entry) -> Entry:
            return after_attempt(entry, state, points, mark, at=at, mistake=mistake) | {"answer": answer}

        return self.tell(self.progress.change(self.id, kept))

    def tell(self, notes: list[Note]) -> list[str]:
        return [self.say(f"note.{note.key}", **note.fields) for note in notes]


def desk(
    task: str,
    command: str,
    kinds: tuple[str, ...],
    folder: Path | None = None,
    clock: Callable[[], dt.datetime] = now,
) -> Desk:
    """Find a task's card and the learner's progress.

    Args:
        command: the name of the command, for the message when the task is of another kind.
        kinds: the kinds of task the command is for.
        folder: where to look for kit.toml, upwards; the notebook's own folder when None.
        clock: says when an answer is given.

    Raises:
        Unavailable: no such task, no pack, unusable settings, or a task of another kind.
    """
    try:
        settings = find_settings(folder)
    except ValueError as problem:
        raise Unavailable(say("pack.settings", problem=problem)) from problem
    language = settings.language
    try:
        pack = read_pack(settings.private_folder, pack_name(str(task)))
    except PackError as problem:
        items = {item.id for item in read_outline(settings.private_folder)}
        if problem.reason == "missing" and items and problem.name not in items:
            raise Unavailable(say("pack.no-such", language, task=task)) from problem
        raise Unavailable(say(f"pack.{problem.reason}", language, name=problem.name)) from problem
    if task not in pack["tasks"]:
        there = listed((f"`{one}`" for one in pack["tasks"]), language)
        raise Unavailable(say("pack.no-task", language, task=task, there=there))
    card = in_language(pack["tasks"][task], language)
    right = command_for(card)
    if not right and command in ANSWERING:
        raise Unavailable(say("pack.by-hand", language))
    if card["kind"] not in kinds or (command in ANSWERING and command != right):
        raise Unavailable(say("pack.other-kind", language, task=task, command=command, right=right))
    return Desk(card, language, Progress(settings.private_folder, clock), clock)


def command_for(card: Card) -> str:
    """The command with which a task is answered; "" where a person reads the answer."""
    kind = card["kind"]
    if kind in ("choice", "ordering") and (card["name"] or not card["right"]):
        return "check" if card["name"] else "predict"
    return "" if kind == "text" and card["points"] else COMMANDS[kind]


def after_attempt(
    entry: Entry,
    state: str,
    points: float,
    fingerprint: str,
    *,
    at: dt.datetime | None = None,
    mistake: str = "",
    told: Mapping[str, Sequence[str]] | None = None,
) -> Entry:
    """A task's entry after one more attempt. A wrong answer counts for the next hint only if it is a new one.

    Args:
        at: when it was made; None keeps no time.
        mistake: the known mistake's key, or the option's or step's; "" where it is none.
        told: what was said of a wrong answer, by language.
    """
    if state == "not attempted":
        return entry
    entry = entry | {"attempts": entry.get("attempts", 0) + 1, "state": state}
    entry["points"] = max(points, entry.get("points", 0.0))
    first_right = state == "correct" and not entry.get("done", False)
    entry["done"] = entry.get("done", False) or state == "correct"
    entry.pop("last", None)
    if state != "correct":
        if fingerprint not in entry.get("wrong", []):
            entry["wrong"] = [*entry.get("wrong", []), fingerprint]
        said = {language: list(lines) for language, lines in (told or {}).items()}
        entry["last"] = {"mistake": mistake, "told": said}
    if at is not None:
        one = {"at": written(at), "state": state}
        one |= {"mistake": mistake} if mistake else {}
        one |= {"print": fingerprint} if state != "correct" else {}
        entry["tries"] = latest_of([*entry.get("tries", []), one], TRIES)
        entry = _changed(entry, at, done=first_right)
    return entry


def after_giving(entry: Entry, answer: Any, at: dt.datetime) -> Entry:
    """A task's entry after an answer that is only to be given."""
    return _changed(entry | {"answer": answer, "done": True}, at, done=not entry.get("done", False))


def _changed(entry: Entry, at: dt.datetime, *, done: bool) -> Entry:
    when = written(at)
    entry = entry | {"changed": max(when, entry.get("changed", ""))}
    return entry | {"done_at": when} if done else entry


def fingerprint(answers: list[Plain] | str) -> str:
    """A short text that is the same for the same answers only; the answers themselves are not kept."""
    return hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()[:16]
