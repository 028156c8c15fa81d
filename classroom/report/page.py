"""The report on a class as one HTML file that asks no host for anything."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from classroom.grading.clean_text import visible
from classroom.report.checks import checks_table
from classroom.report.class_work import ClassWork, read_class_work
from classroom.report.figures import handed_in_bars, score_histogram, task_map
from classroom.report.items import FEWEST, KINDS, item_table
from classroom.report.known_mistakes import mistake_table, mistake_words, to_talk_about
from classroom.report.noted import Noted, read_noted
from classroom.report.standing import Reason, Standing, progress_table, shares, standings
from classroom.report.wording import correlation, moment, points, say, say_of
from customer_value import words
from customer_value.messages import catalogue, message
from tutor.verdict import inline

if TYPE_CHECKING:
    import jinja2

    from classroom.course import Course

SHOWN_MISTAKES, SHOWN_LINES = 12, 40
"""Known mistakes that are open at first; learners, or lines of a kind in what waits. The rest is folded or counted."""

GOOD, HALF = 0.8, 0.5
"""Shares of points from which on a cell counts as good, and as half done."""

_UNREAD = {
    "no-folder": "folder",
    "folder-link": "folder",
    "link": "file",
    "special": "file",
    "permission": "file",
    "gone": "file",
    "encoding": "damaged",
    "deep": "damaged",
    "json": "damaged",
    "not-notebook": "damaged",
}
"""Reasons that have words in common."""


def report_page(course: Course, folder: Path, now: dt.datetime, gradebook: str = "") -> str:
    """The page on a class as it is now.

    Args:
        course: the sources, for titles.
        folder: the class folder.
        now: with a time zone; what is due before it and not there counts as missing.
        gradebook: the database's address; the class's own when "".

    Raises:
        KitError: no class there, nothing released, or something that cannot be read.
    """
    there = read_class_work(course, folder, now, gradebook)
    lessons = {one.id: one.matter.title.get(there.language) for one in course.lessons}
    return page(there, read_noted(folder), checks_table(folder, there), lessons)


def page(there: ClassWork, noted: Noted, checks: pd.DataFrame, lessons: Mapping[str, str]) -> str:
    """The page on what is known of a class; equal input gives equal bytes.

    Args:
        there: what was handed in and what it came to.
        noted: what the journal says of it.
        checks: as `checks_table` gives it.
        lessons: the lessons' titles by id.
    """
    made = _Page(there, noted, checks, lessons)
    return template("report.html.jinja").render(
        language=there.language,
        say=lambda key, **fields: say(key, there.language, **fields),
        inline=lambda text: Markup(inline(visible(text))),
        style=Markup(own("page.css")),
        **made.content(),
    )


class _Page:
    """What the template is filled with."""

    def __init__(self, there: ClassWork, noted: Noted, checks: pd.DataFrame, lessons: Mapping[str, str]) -> None:
        self.there, self.noted, self.checks, self.lessons = there, noted, checks, lessons
        self.language = there.language
        self.progress = progress_table(there.work)
        self.standings = standings(there)
        self.mistakes = mistake_table(there.marks)
        self.titles = {one.id: one.title for one in there.assignments}

    def say(self, key: str, **fields: object) -> str:
        return say(key, self.language, **fields)

    def content(self) -> dict[str, Any]:
        in_need = [one for one in self.standings if one.reasons]
        return {
            "name": self.there.name,
            "at": moment(self.there.now, self.language),
            "count": say_of("learners", len(self.there.names), self.language),
            "has_roster": self.there.has_roster,
            "headlines": self._headlines(len(in_need)),
            "talk": [self._mistake(row) for row in to_talk_about(self.mistakes).itertuples(index=False)],
            "in_need": [self._in_need(one) for one in in_need],
            "bars": Markup(handed_in_bars(self.progress, self.language).img("picture")),
            "progress": [self._progress(one.id) for one in self.there.assignments],
            "strangers": self._names(self.there.strangers),
            "histograms": self._histograms(),
            "items": self._items(),
            "mistakes": [self._mistake(row) for row in self.mistakes.itertuples(index=False)],
            "shown_mistakes": SHOWN_MISTAKES,
            "waits": self._waits(),
            "assignments": [(one.id, one.title) for one in self.there.assignments],
            "grid": self._grid(),
            "shown_learners": SHOWN_LINES,
            "others": lambda count: say_of("everybody.others", count, self.language),
        }

    def learner(self, learner: str) -> str:
        """What a learner is called: the name, with the id behind it."""
        name = visible(self.there.names.get(learner, ""))
        return self.say("named", name=name, learner=visible(learner)) if name else visible(learner)

    def _names(self, learners: tuple[str, ...]) -> str:
        shown = [visible(one) for one in learners[:SHOWN_LINES]]
        rest = len(learners) - len(shown)
        return self.say("comma").join([*shown, *([self.say("more", count=rest)] if rest else [])])

    # The top

    def _headlines(self, in_need: int) -> list[str]:
        lines = []
        begun = self.progress[self.progress["handed_in"] > 0]
        if len(begun):
            last = begun.iloc[-1]
            about = {"title": f"{last.name} {self.titles[last.name]}", "of": words.number(last["learners"])}
            graded = not words.missing(last["median"])
            key = "headline.handed-in" if graded else "headline.handed-in-ungraded"
            median = words.percent(last["median"], 0, self.language)
            lines.append(self.say(key, count=words.number(last["handed_in"]), median=median, **about))
        lines.append(
            say_of("headline.help", in_need, self.language) if in_need else self.say("headline.help-none"),
        )
        if len(talk := to_talk_about(self.mistakes)):
            first = talk.iloc[0]
            title = self.there.title(first["task"])
            lines.append(self.say("headline.mistake", count=first["learners"], of=first["of"], task=title))
        if waiting := sum(self._by_hand().values()):
            lines.append(say_of("headline.waits", waiting, self.language))
        return lines

    def _mistake(self, row: Any) -> dict[str, Any]:
        told = mistake_words(row.task, row.mistake, self.language)
        title = self.lessons.get(told.lesson)
        lesson = self.say("lesson", lesson=told.lesson, title=title) if title else ""
        share = words.percent(row.share, 0, self.language)
        return {
            "task": row.task,
            "title": self.there.title(row.task),
            "key": row.mistake,
            "text": told.text,
            "lesson": lesson or (self.say("lesson-only", lesson=told.lesson) if told.lesson else ""),
            "said": self.say("talk.count", count=row.learners, of=row.of, share=share),
            "count": self.say("with-n", value=self.say("points-of", points=row.learners, maximum=row.of), count=share),
            "width": round(100 * row.share, 1),
        }

    # Learners

    def _in_need(self, one: Standing) -> dict[str, Any]:
        return {
            "learner": self.learner(one.learner),
            "reasons": [self._reason(reason) for reason in one.reasons],
            "share": "–" if words.missing(one.share) else words.percent(one.share, 0, self.language),
        }

    def _reason(self, reason: Reason) -> str:
        where = self.say("comma").join(reason.where)
        return self.say(f"help.{reason.kind}", where=where, mistake=reason.mistake)

    def _grid(self) -> list[dict[str, Any]]:
        work = self.there.work.assign(share=shares(self.there.work))
        cells = {(row.learner, row.assignment): self._cell(row) for row in work.itertuples(index=False)}
        return [
            {
                "learner": self.learner(one.learner),
                "cells": [cells[one.learner, assignment.id] for assignment in self.there.assignments],
                "total": "–" if words.missing(one.share) else words.percent(one.share, 0, self.language),
            }
            for one in self.standings
        ]

    def _cell(self, row: Any) -> dict[str, str]:
        """One learner's work on one assignment: a colour, a sign, the points, and what else there is to know."""
        small = [self.say("everybody.late")] if row.late and row.state not in ("missing", "open") else []
        if row.state == "waits":
            small.append(self.say("everybody.waits"))
        if words.missing(row.share):
            sign = {"missing": "✗", "open": "·", "to-grade": "…", "unread": "?"}.get(row.state, "…")
            key = row.state if row.state in ("missing", "open", "to-grade", "unread") else "waits"
            said = self.say(f"everybody.{key}")
            small = [one for one in small if one != said]
            return {"kind": key, "sign": sign, "points": said, "small": self.say("comma").join(small)}
        kind, sign = ("good", "●") if row.share >= GOOD else ("half", "◐") if row.share >= HALF else ("low", "○")
        of = self.say("points-of", points=points(row.points), maximum=points(row.known))
        return {"kind": kind, "sign": sign, "points": of, "small": self.say("comma").join(small)}

    # Assignments and tasks

    def _progress(self, assignment: str) -> dict[str, str]:
        row = self.progress.loc[assignment]
        due = next(one.due for one in self.there.assignments if one.id == assignment)
        names = ("late", "missing", "graded", "waits")
        numbers = {name: words.number(row[name]) for name in names}
        numbers["graded"] = words.number(row["graded"] + row["waits"])
        return numbers | {
            "id": assignment,
            "title": self.titles[assignment],
            "due": moment(due.astimezone(self.there.now.tzinfo), self.language) if due else self.say("progress.no-due"),
            "handed_in": self.say(
                "points-of", points=words.number(row["handed_in"]), maximum=words.number(row["learners"])
            ),
            "median": "–" if words.missing(row["median"]) else words.percent(row["median"], 0, self.language),
        }

    def _histograms(self) -> list[Markup]:
        work = self.there.work
        found = []
        for one in self.there.assignments:
            reached = shares(work[work["assignment"] == one.id]).dropna()
            if len(reached):
                found.append(Markup(score_histogram(one.id, one.title, reached, self.language).img("picture")))
        return found

    def _items(self) -> dict[str, Any]:
        """Of the tasks: what is said of those with enough marks."""
        tables = []
        for one in self.there.assignments:
            marks = self.there.marks[self.there.marks["assignment"] == one.id]
            if len(marks):
                wide = marks.pivot_table("points", "learner", "task", aggfunc="first", dropna=False)
                order = [task for task in one.tasks if task in wide.columns]
                maxima = marks.groupby("task")["maximum"].first()
                tables.append(item_table(wide[order], maxima))
        items = pd.concat(tables) if tables else item_table(pd.DataFrame(), pd.Series(dtype=float))
        known = items[items["learners"] >= FEWEST]
        few = _whole(items["learners"] < FEWEST)
        places = known["discrimination"].notna()
        return {
            "map": Markup(task_map(known, self.language).img("picture")) if places.any() else "",
            "all": [self._item(task, row) for task, row in known.iterrows()],
            "odd": [
                {
                    "title": self.say(f"item.{kind}.head"),
                    "do": self.say(f"item.{kind}.do"),
                    "rows": [self._item(task, row) for task, row in known[known["kind"] == kind].iterrows()],
                }
                for kind in KINDS
                if (known["kind"] == kind).any()
            ],
            "few": self.say("tasks.few", fewest=FEWEST, where=self.say("comma").join(few)) if few else "",
            "none": self.say("tasks.none", fewest=FEWEST),
            "checks": bool(len(self.checks)),
            "times": bool(self._timed()),
            "no-times": self.say("tasks.time", fewest=FEWEST),
        }

    def _timed(self) -> set[str]:
        """The tasks of which enough records hold times."""
        return set(self.checks.index[self.checks["timed"] >= FEWEST]) if "timed" in self.checks else set()

    def _item(self, task: str, row: pd.Series) -> dict[str, str]:
        kind = row["kind"]
        checks = ""
        if task in self.checks.index:
            one = self.checks.loc[task]
            checks = self.say("with-n", value=points(one["checks"]), count=int(one["records"]))
        minutes = ""
        if task in self._timed():
            one = self.checks.loc[task]
            minutes = self.say("with-n", value=words.number(one["minutes"], 1), count=int(one["timed"]))
        return {
            "task": task,
            "title": self.there.title(task),
            "difficulty": words.percent(row["difficulty"], 0, self.language),
            "discrimination": correlation(row["discrimination"], self.language),
            "learners": words.number(row["learners"]),
            "checks": checks,
            "minutes": minutes,
            "kind": kind,
            "said": self.say(f"item.{kind}.name") if kind else "",
        }

    # What waits

    def _by_hand(self) -> dict[str, int]:
        marks = self.there.marks
        read = marks[marks["waits"].astype(bool) & (marks["verdict"] != "unreadable")]
        return read.groupby("task", sort=False).size().to_dict()

    def _waits(self) -> list[dict[str, Any]]:
        by_hand = [
            say_of("waits.by-hand-line", count, self.language, task=f"{task} {self.there.title(task)}")
            for task, count in self._by_hand().items()
        ]
        to_grade = [
            say_of("waits.to-grade-line", int(row["to_grade"]), self.language, assignment=name)
            for name, row in self.progress.iterrows()
            if row["to_grade"]
        ]
        strangers = [self.say("waits.strangers", learners=self._names(self.there.strangers))]
        skipped = [
            _told("unread", note.key, self.language, note.fields)
            for notes in self.noted.skipped.values()
            for note in notes
        ]
        parts = {
            "by-hand": (by_hand, self.say("waits.by-hand-where")),
            "to-grade": (to_grade, ""),
            "unread": (self._unread(), ""),
            "repairs": (self._repairs(), ""),
            "nobody": ([*dict.fromkeys(skipped), *(strangers if self.there.strangers else [])], ""),
        }
        return [
            {"title": self.say(f"waits.{key}"), "lines": self._cut(lines), "below": below}
            for key, (lines, below) in parts.items()
            if lines
        ]

    def _cut(self, lines: list[str]) -> list[str]:
        rest = len(lines) - SHOWN_LINES
        return lines if rest <= 0 else [*lines[:SHOWN_LINES], self.say("more", count=rest)]

    def _unread(self) -> list[str]:
        rows = self.there.work[self.there.work["state"] == "unread"]
        lines = []
        for row in rows.itertuples(index=False):
            key = self.noted.unread.get((row.assignment, row.learner), "damaged")
            key = _UNREAD.get(key, key)
            known = f"report.unread.{key}" in catalogue("classroom")
            why = self.say(f"unread.{key if known else 'damaged'}")
            name = self.learner(row.learner)
            lines.append(self.say("waits.unread-line", assignment=row.assignment, learner=name, why=why))
        return lines

    def _repairs(self) -> list[str]:
        """What was put right, by kind: how often, in which assignments, and the first case as an example."""
        counts: Counter[str] = Counter()
        first: dict[str, tuple[str, str]] = {}
        where: dict[str, dict[str, None]] = {}
        for (assignment, learner), notes in sorted(self.noted.repairs.items()):
            if learner not in self.there.names:
                continue
            for note in {note.key: note for note in notes}.values():
                counts[note.key] += 1
                where.setdefault(note.key, {})[assignment] = None
                first.setdefault(note.key, (learner, _told("repair", note.key, self.language, note.fields)))
        lines = []
        for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            learner, example = first[key]
            about = {"works": self.say("comma").join(where[key]), "learner": self.learner(learner), "example": example}
            lines.append(say_of("waits.repairs-line", count, self.language, **about))
        return lines


def _told(table: str, key: str, language: str, fields: Mapping[str, object]) -> str:
    """The grader's words for a note; its key where they belong to another version of the kit."""
    safe = {name: visible(str(value)) for name, value in fields.items()}
    try:
        return message("classroom", f"{table}.{key}", language, **safe)
    except (KeyError, IndexError):
        return visible(key)


def _whole(chosen: pd.Series) -> list[str]:
    """The chosen tasks; where all of an assignment are chosen, the assignment instead."""
    pages = pd.Series([task.partition(".")[0] for task in chosen.index], index=chosen.index, dtype=str)
    every = chosen.groupby(pages).all()
    return list(dict.fromkeys(pages[task] if every[pages[task]] else task for task in chosen.index[chosen]))


@cache
def environment() -> jinja2.Environment:
    """The report's templates: everything that is put into them is escaped."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(own),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template(name: str) -> jinja2.Template:
    """One of the report's templates."""
    return environment().get_template(name)


@cache
def own(name: str) -> str:
    """A file of the report's folder of templates."""
    return resources.files("classroom.report").joinpath("templates", name).read_text(encoding="utf-8").strip()
