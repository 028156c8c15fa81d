"""Which day of a plan it is, and what is to be done on it."""

from __future__ import annotations

import html
import posixpath
from pathlib import Path
from urllib.parse import quote

from tutor.outline import Item
from tutor.plan import Piece
from tutor.plan_outlook import Outlook
from tutor.plan_parts import DONE, PLANNED, Part, named

HANDED_OUT = "handed-out"
"""Where a class's own copy of an assignment lies once it was fetched."""


class Head(Part):
    """Which day it is, and how many are left."""

    def _texts(self) -> tuple[str, str]:
        at = self.at
        if at.today > at.last:
            return self.say("today", date=self.day(at.today)), self.say("ended", date=self.day(at.last))
        if at.today < at.first:
            return self.say("begins-title"), self.say("begins", date=self.day(at.first), count=at.days)
        number, left = (at.today - at.first).days + 1, (at.last - at.today).days
        days = self.say("days-left", count=left + 1) if left else self.say("last-day")
        return self.say("today", date=self.day(at.today)), (
            f"{self.say('day-of', number=number, count=at.days)} · {days}"
        )

    def html(self) -> str:
        title, about = (html.escape(text) for text in self._texts())
        return (
            f'<div style="margin:0 0 .4em"><strong style="font-size:1.3em">{title}</strong>'
            f'<span style="margin-left:.9em;white-space:nowrap">{about}</span></div>'
        )

    def lines(self) -> list[str]:
        return [" · ".join(self._texts())]


class Today(Part):
    """Today's work, each with a link to its notebook."""

    def __init__(self, at: Outlook, language: str, workspace: Path, origin: Path) -> None:
        super().__init__(at, language)
        self.workspace = workspace
        self.origin = origin
        on = at.plan.days[0] if at.plan.days and at.plan.days[0].date == at.today else None
        self.pieces = on.pieces if on else ()
        self.has = on.has if on else 0
        self.is_in = on is not None
        self.finished = [item for item in at.done if at.work.finished.get(item.id) == at.today]

    def _tells(self) -> list[str]:
        at, said = self.at, []
        if at.worked and self.is_in and self.has:
            said.append(self.say("worked", worked=self.hours(at.worked), has=self.hours(at.planned[at.today])))
        if not at.plan.left:
            said.append(self.say("all-done"))
        elif self.is_in and not self.pieces:
            said.append(self.say("enough" if at.worked else "free"))
        if not self.pieces and (following := next((day for day in at.plan.days if day.pieces), None)):
            items = self.listed(named(piece.item) for piece in following.pieces)
            said.append(self.say("next", date=self.day(following.date), items=items))
        return said

    def _time(self, piece: Piece) -> str:
        return self.say(piece.part, minutes=self.hours(piece.minutes))

    def html(self) -> str:
        rows = [self._row("✓", item, self.say("finished"), DONE) for item in self.finished]
        rows += [self._row("○", piece.item, self._time(piece), PLANNED) for piece in self.pieces]
        table = f'<table style="border-collapse:collapse;margin:.2em 0">{"".join(rows)}</table>' if rows else ""
        return table + "".join(f'<p style="margin:.3em 0">{html.escape(one)}</p>' for one in self._tells())

    def _row(self, mark: str, item: Item, about: str, colour: str) -> str:
        target = self._target(item)
        name = html.escape(named(item))
        link = f'<a href="{html.escape(target)}">{name}</a>' if target else name
        cell = 'style="text-align:left;background:none;padding:.15em .9em .15em 0'
        return (
            f'<tr style="background:none"><td aria-hidden="true" {cell};color:{colour};font-weight:bold">{mark}</td>'
            f'<td {cell};font-size:1.1em">{link}</td><td {cell}">{html.escape(about)}</td></tr>'
        )

    def _target(self, item: Item) -> str:
        """The link to an item's notebook; to the class's own copy of an assignment where that was fetched."""
        copy = f"{HANDED_OUT}/{item.id}/{posixpath.basename(item.target)}"
        target = copy if (self.workspace / copy).is_file() else item.target
        if not (self.workspace / target).is_file():
            return ""
        try:
            depth = len(self.origin.resolve().relative_to(self.workspace.resolve()).parts)
        except ValueError:
            return ""
        return quote("../" * depth + target)

    def lines(self) -> list[str]:
        done = [f"✓ {named(item)} ({self.say('finished')})" for item in self.finished]
        return [*done, *(f"○ {named(one.item)} ({self._time(one)})" for one in self.pieces), *self._tells()]
