"""The page on a class while it works, as HTML: the whole of it, and the part that is renewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from classroom.grading.clean_text import visible
from classroom.grading.feedback import MARKS
from classroom.report.live import EVERY
from classroom.report.page import own, template
from classroom.report.room import HERE, Seat, wrong_in_a_row, wrong_together
from classroom.report.wording import say, say_of
from classroom.report.wrong_answers import WrongAnswers
from customer_value import words
from tutor.verdict import inline

SHOWN_NAMES = 20
"""Learners that are named beside one wrong answer."""

COUNTED = ("working", "stuck", "away", "not-begun", "not-here")


def room_page(name: str, language: str, token: str, nonce: str, part: str) -> str:
    """The whole page.

    Args:
        name: the class's.
        language: of the words.
        token: with which the page asks for what is new.
        nonce: that lets the page's own script run, and no other.
        part: what `room_part` gives.
    """
    return template("room.html.jinja").render(
        language=language,
        say=lambda key, **fields: say(key, language, **fields),
        style=Markup(own("page.css") + own("room.css")),
        script=Markup(own("room.js")),
        name=name,
        token=token,
        nonce=nonce,
        seconds=EVERY,
        part=Markup(part),
    )


def room_part(there: Sequence[Seat], known: WrongAnswers, at: dt.datetime, language: str) -> str:
    """The part of the page that is renewed.

    Args:
        there: as `seats` gives them.
        known: names for tasks and wrong answers.
        at: when learners' records were read, in the class's time zone.
        language: of the words.
    """
    rows = [_row(one, known, language) for one in there]
    together = [
        {
            "title": known.title(one.task),
            "task": one.task,
            "count": say("live.together-count", language, count=len(one.learners)),
            "text": known.words(one.task, one.fingerprint) or say("live.together-unknown", language),
            "learners": _names(one.learners, language),
        }
        for one in wrong_together(list(there))
    ]
    return template("room_part.html.jinja").render(
        say=lambda key, **fields: say(key, language, **fields),
        inline=lambda text: Markup(inline(visible(text))),
        at=say("live.at", language, time=f"{at:%H:%M:%S}", seconds=EVERY),
        counts=[(key, say(f"live.{key}", language), sum(one.state == key for one in there)) for key in COUNTED],
        stuck=[row for row in rows if row["state"] == "stuck"],
        together=together,
        rows=rows,
        here=[row for row in rows if row["state"] in HERE],
        elsewhere=(elsewhere := [row for row in rows if row["state"] not in HERE]),
        others=say_of("live.elsewhere", len(elsewhere), language),
    )


def _row(one: Seat, known: WrongAnswers, language: str) -> dict[str, Any]:
    state = one.entry.state.replace(" ", "-")
    idle = 0 if one.idle is None else int(one.idle.total_seconds() // 60)
    why = {
        "wrong": say("live.wrong", language, count=wrong_in_a_row(one.entry)),
        "still": say("live.still", language, minutes=idle),
    }
    learner = visible(one.learner)
    return {
        "learner": say("named", language, name=visible(one.name), learner=learner) if one.name else learner,
        "state": one.state,
        "now": say(f"live.{one.state}", language),
        "why": [why[reason] for reason in one.why],
        "task": one.task,
        "title": known.title(one.task) if one.task else "",
        "verdict": _verdict(state, language),
        "kind": state,
        "mark": MARKS.get(one.entry.state, ""),
        "attempts": words.number(one.entry.attempts) if one.entry.attempts else "",
        "done": words.number(one.done) if one.idle is not None else "",
        "idle": "" if one.idle is None else _ago(idle, language),
    }


def _verdict(state: str, language: str) -> str:
    from customer_value.messages import catalogue, message

    key = f"feedback.state.{state}"
    return message("classroom", key, language) if key in catalogue("classroom") else ""


def _ago(minutes: int, language: str) -> str:
    if minutes < 1:
        return say("live.just-now", language)
    if minutes < 60:
        return say("live.minutes", language, minutes=minutes)
    if minutes < 48 * 60:
        return say("live.hours", language, hours=minutes // 60)
    return say_of("live.days", minutes // (24 * 60), language)


def _names(learners: Sequence[str], language: str) -> str:
    shown = [visible(one) for one in learners[:SHOWN_NAMES]]
    rest = len(learners) - len(shown)
    return say("comma", language).join([*shown, *([say("more", language, count=rest)] if rest else [])])
