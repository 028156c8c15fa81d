"""review: the questions of the day, from lessons that are done; `tutor.spaced` says which."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from customer_value.settings import Settings, find_settings
from tutor import spaced
from tutor.desk import COMMANDS, Desk, Unavailable, command_for, desk
from tutor.entries import REVIEWS, Entry, latest_of
from tutor.hints import show_unavailable
from tutor.moments import now, read_moment, written, zone_of
from tutor.next_steps import is_wrong
from tutor.pack import Card, PackError, in_language, read_pack
from tutor.progress_file import Progress
from tutor.questions import order_box, quiz_box
from tutor.reasons import gap
from tutor.spaced import Question
from tutor.verdict import box
from tutor.words import say

CHECKED = ("check", "quiz", "order")
"""The commands of tasks that have a right answer: a lesson is done when all of these are right."""

BOXES = {"quiz": quiz_box, "order": order_box}
"""How the questions that come up in a review are asked, by their command."""


def review(*, clock: Callable[[], dt.datetime] = now) -> None:
    """Show today's questions on what was learned before. Their answers leave the lessons' results as they are.

    Args:
        clock: says which day it is.
    """
    from IPython.display import display

    try:
        settings = find_settings()
    except ValueError as problem:
        show_unavailable(Unavailable(say("pack.settings", problem=problem)))
        return
    display(review_box(settings, clock))


def review_box(settings: Settings, clock: Callable[[], dt.datetime] = now) -> widgets.VBox:
    """The widget with the questions of the day, or with what there is to say instead."""
    private, language, moment = settings.private_folder, settings.language, clock()
    zone = zone_of(private, moment)
    today = moment.astimezone(zone).date()
    entries, notes = Progress(private, clock).tasks()
    told = [say(f"note.{note.key}", language, **note.fields) for note in notes]
    learned = questions_of(private, entries, zone)
    asked = spaced.chosen(learned, today)
    shown: list[widgets.Widget] = []
    if asked:
        said = say("review.one" if len(asked) == 1 else "review.count", language, count=len(asked))
        is_done = all(any(one.day == today for one in question.answers) for question in asked)
        told = [said, *([say("review.answered", language)] if is_done else []), *told]
        shown = [part for question in asked for part in _asked(question, settings, clock, today)]
    elif (day := spaced.next_day(learned, today)) is None:
        told.insert(0, say("review.nothing-learned", language))
    else:
        told.insert(0, say("review.nothing-due", language, day=day.isoformat()))
    head = widgets.HTML(box("info", say("review.title", language), told, kind="review"))
    whole = widgets.VBox([head, *shown])
    whole.add_class("kit-review")
    return whole


def questions_of(private: Path, entries: Mapping[str, Entry], zone: dt.tzinfo | None) -> list[Question]:
    """The questions of the lessons that are done: those that can be asked away from their page.

    Args:
        private: the folder `.kit`, where the lessons' packs are.
        entries: the learner's progress, by task.
        zone: whose days count; the machine's own time zone when None.
    """
    found = []
    for path in sorted(private.glob("*.pack")):
        if not path.stem[:1].isdigit():
            continue
        try:
            cards = read_pack(private, path.stem)["tasks"]
        except PackError:
            continue
        since = _done_since(cards, entries, zone)
        if since is not None:
            for task, card in cards.items():
                if command_for(card) in BOXES and not card.get("on_page"):
                    found.append(_question(task, path.stem, since, entries.get(task, {}), zone))
    return found


def _done_since(cards: Mapping[str, Card], entries: Mapping[str, Entry], zone: dt.tzinfo | None) -> dt.date | None:
    """The day on which a lesson's last question was right; NEVER where nobody knows; None where one is not yet."""
    with_answer = [entries.get(task, {}) for task, card in cards.items() if command_for(card) in CHECKED]
    if not with_answer or not all(entry.get("done") for entry in with_answer):
        return None
    return max(_day(entry.get("done_at"), zone) for entry in with_answer)


def _question(task: str, lesson: str, since: dt.date, entry: Entry, zone: dt.tzinfo | None) -> Question:
    erred = any(is_wrong(one["state"]) and _day(one["at"], zone) <= since for one in entry.get("tries", ()))
    return Question(task, lesson, since, spaced.answers_of(entry.get("reviews", ())), erred)


def _day(moment: object, zone: dt.tzinfo | None) -> dt.date:
    read = read_moment(moment)
    return read.astimezone(zone).date() if read else spaced.NEVER


@dataclass(frozen=True, kw_only=True)
class Sitting(Desk):
    """A question as a review asks it: its answers are kept apart from the lesson's.

    Attributes:
        today: the day of the review.
    """

    today: dt.date

    def entry(self) -> Entry:
        """What the question's widget shows: today's answer, and nothing of the lesson's."""
        first = self._first(super().entry())
        return {"answer": first["given"]} if first else {}

    def keep_attempt(self, answer: Any, right: bool, mistake: str = "") -> list[str]:
        """Keep the answer, if it is the first of the day; says when the question comes again."""
        at = self.clock()
        one = {"at": written(at), "day": self.today.isoformat(), "right": right, "given": answer}
        entries: list[Entry] = []

        def kept(entry: Entry) -> Entry:
            reviews = entry.get("reviews", [])
            entry = entry if self._first(entry) else entry | {"reviews": latest_of([*reviews, one], REVIEWS)}
            entries.append(entry)
            return entry

        notes = self.tell(self.progress.change(self.id, kept))
        counted = self._first(entries[-1])
        told = self._again(entries[-1], bool(counted and counted["right"]), right)
        lesson = self.lesson_on(mistake)
        if not right and lesson:
            told = f"{told}{gap(self.language)}{self.say('note.lesson', lesson=lesson)}"
        return [told, *notes]

    def _first(self, entry: Entry) -> Mapping[str, Any] | None:
        return next((one for one in entry.get("reviews", ()) if one["day"] == self.today.isoformat()), None)

    def _again(self, entry: Entry, counted: bool, right: bool) -> str:
        if not counted:
            return self.say("review.first-counts" if right else "review.tomorrow")
        tomorrow = self.today + dt.timedelta(days=1)
        history = Question(self.id, "", spaced.NEVER, spaced.answers_of(entry["reviews"])).before(tomorrow)
        return self.say("review.later", days=spaced.INTERVALS[spaced.box(history)])


def _asked(
    question: Question, settings: Settings, clock: Callable[[], dt.datetime], today: dt.date
) -> list[widgets.Widget]:
    """A question, below the lesson that it comes from; nothing where its pack was exchanged meanwhile."""
    try:
        at = desk(question.task, "review", tuple(COMMANDS), settings.folder, clock)
        pack = read_pack(settings.private_folder, question.lesson)
    except (Unavailable, PackError):
        return []
    title = in_language(pack["title"], at.language)[at.language] if pack.get("title") else ""
    words = at.say("review.from", lesson=question.lesson, title=title).rstrip("：: ")
    from_where = widgets.HTML(f'<p class="kit-from"><strong>{html.escape(words)}</strong></p>')
    sitting = Sitting(at.card, at.language, at.progress, clock, today=today)
    return [from_where, BOXES[command_for(at.card)](sitting)]
