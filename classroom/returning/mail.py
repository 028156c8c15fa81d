"""Feedback by mail: who gets which letter, shown first and sent afterwards, and never what was not shown."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from classroom.grading.feedback import Titles
from classroom.mailing import Letter, Outbox
from classroom.mailing.addresses import NO_ROSTER_LINE, how_often, unfit
from classroom.mailing.outbox import FOLDER
from classroom.returning.letters import about, feedback_letter, says, shown_points
from classroom.returning.pages import Page, Pages, points_of
from classroom.roster import Roster

Turn = Literal["new", "again", "sent", "uncertain", "none"]
"""new: the first letter about this work. again: what it says has changed since the last one. sent: it was sent already.
uncertain: nobody knows if it arrived. none: there is no letter, and `why` says why."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What one learner is to get of an assignment.

    Attributes:
        learner: the id.
        name: from the roster.
        to: the address.
        points: for people, such as "14.5 / 20".
        waits: how many answers a person still has to read.
        turn: one of Turn.
        why: the rest of a sentence that begins with the learner, where there is no letter.
        letter: where there is one that was not sent yet.
        content: the fingerprint by which the outbox knows it.
        at: when something last happened to a letter about this work, in UTC.
    """

    learner: str
    name: str = ""
    to: str = ""
    points: str = ""
    waits: int = 0
    turn: Turn = "none"
    why: str = ""
    letter: Letter | None = None
    content: str = ""
    at: dt.datetime | None = None


def plan(
    pages: Pages, roster: Roster, outbox: Outbox, titles: Titles, class_name: str, language: str
) -> tuple[Row, ...]:
    """What everybody is to get: the learners of the roster in its order, then others.

    An address that two learners share gets nothing: whoever reads there would see what is not theirs.

    Args:
        pages: what can be returned.
        roster: knows the addresses.
        outbox: knows what was sent.
        titles: what assignment, tasks and lessons are called.
        class_name, language: of the class.
    """
    shared = how_often(one.email for one in roster)
    places = {one.id: place for place, one in enumerate(roster)}
    rows = [Row(learner=one.learner, name=_name(roster, one.learner), why=one.why) for one in pages.left_out]
    for page in pages.ready:
        rows.append(_row(page, roster, shared, outbox, titles, class_name, language))
    return tuple(sorted(rows, key=lambda row: (places.get(row.learner, len(places)), row.learner)))


def letters_of(rows: Iterable[Row]) -> dict[str, Letter]:
    """The letters of a plan, by learner."""
    return {row.learner: row.letter for row in rows if row.letter is not None}


def letters_folder(folder: Path, assignment: str) -> Path:
    """Where a class's letters about an assignment are shown."""
    return folder / FOLDER / assignment


def _row(
    page: Page,
    roster: Roster,
    shared: Counter[str],
    outbox: Outbox,
    titles: Titles,
    class_name: str,
    language: str,
) -> Row:
    learner = roster.get(page.learner)
    if learner is None:
        return Row(learner=page.learner, points=shown_points(page), why=NO_ROSTER_LINE)
    points = points_of(page.graded, page.marks)
    row = Row(
        learner=learner.id,
        name=learner.name,
        to=learner.email,
        points=shown_points(page),
        waits=sum(one is None for one in points.values()),
    )
    if why := unfit(learner.email, shared):
        return replace(row, why=why)
    content = says(page, learner.email)
    state = outbox.state(about(page.assignment, learner.id))
    row = replace(row, content=content, at=state.at if state else None)
    before = len(state.sent) if state else 0
    letter = feedback_letter(page, learner, titles, class_name, language, before=before)
    if state is not None and state.uncertain and state.content == content:
        return replace(row, turn="uncertain", letter=letter)
    if state is not None and state.sent[-1:] == (content,) and not state.uncertain:
        return replace(row, turn="sent")
    return replace(row, turn="again" if before else "new", letter=letter)


def _name(roster: Roster, learner: str) -> str:
    found = roster.get(learner)
    return found.name if found else ""
