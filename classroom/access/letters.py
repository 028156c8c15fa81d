"""The letters to somebody who studies alone: the course is open, the time is running out, it has ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from classroom.access.days import day_of
from classroom.access.explaining import spelled_day, spelled_last_day, spelled_zone
from classroom.access.letter_parts import Facts, Heading, Paragraph, Part, Steps, as_html, as_text
from classroom.access.passes import Pass
from classroom.class_settings import ClassSettings
from classroom.hub.codes import code_of
from classroom.mailing import Letter
from classroom.mailing.letter import one_line
from classroom.roster import Learner
from customer_value.messages import message

Warned = Literal["minutes", "hour", "day"]
Kind = Literal["opening", Warned, "ended"]
"""opening: the course is open. minutes, hour, day: it ends in ten minutes, an hour, a day. ended: it has."""

KINDS: tuple[Kind, ...] = ("opening", *get_args(Warned), "ended")


@dataclass(frozen=True)
class Following:
    """The pass that comes after the one that ends.

    Attributes:
        days: how many it has.
        opens: the first day on which it can begin.
    """

    days: int
    opens: dt.date


def about(kind: Kind, learner: str, order: str, end: dt.datetime | None = None) -> str:
    """What the outbox calls a letter: of one about an end, there is another one for each end that a pass gets.

    Args:
        kind: of the letter.
        learner: the id.
        order: the number of the order that the pass comes from.
        end: when the pass ends or ended; None for the letter that opens it.
    """
    name = f"access/{kind}/{learner}/{order}"
    return name if end is None else f"{name}/{end.astimezone(dt.UTC):%Y-%m-%dT%H:%MZ}"


def opening_letter(
    settings: ClassSettings, learner: Learner, bought: Pass, now: dt.datetime, end: dt.datetime, *, on_hub: bool
) -> Letter:
    """The letter that opens the course.

    Args:
        settings: of the class.
        learner: as the roster has them.
        bought: the pass, which has not begun.
        now: when the letter goes out, with a time zone: that day is the first.
        end: when the pass ends if it goes out now.
        on_hub: whether the class is served to browsers.
    """
    say = _Words(settings)
    facts = [(say("ticket.label"), _ticket(bought, say))]
    if bought.ticket != "granted":
        facts.append((say("opening.order"), one_line(bought.order)))
    facts += [
        (say("opening.duration"), say.days(bought.days)),
        (say("opening.first"), say.day(day_of(now, settings.zone))),
        (say("opening.last"), say("until-midnight", day=say.last(end))),
    ]
    parts = [
        Paragraph(say("opening.lead")),
        Facts(tuple(facts), say("colon")),
        *_how_to_log_in(settings, learner.id, say, on_hub=on_hub),
        Heading(say("opening.begin")),
        Steps(tuple(say(f"opening.{step}") for step in ("start", "lesson", "stuck"))),
        Paragraph(say("contact")),
    ]
    name = about("opening", learner.id, bought.order)
    return _letter(learner, name, say("opening.subject", last=say.last(end)), say("opening.heading"), parts, say)


def warning_letter(
    settings: ClassSettings,
    learner: Learner,
    kind: Warned,
    order: str,
    end: dt.datetime,
    grace: dt.datetime | None,
    following: Following | None = None,
) -> Letter:
    """A letter before the end.

    Args:
        settings: of the class.
        learner: as the roster has them.
        kind: how little is left.
        order: the number of the order that the pass comes from.
        end: when it ends.
        grace: until when work can be fetched; None or the end where it cannot afterwards.
        following: the pass that comes after it, None without one.
    """
    say = _Words(settings)
    left = say(f"warning.left.{kind}")
    parts = [
        Paragraph(say("warning.lead", last=say.last(end), left=left)),
        Paragraph(say("warning.save")),
        Heading(say("work.heading")),
        Paragraph(_fetch(settings, grace, say) if grace and grace > end else say("work.download-now")),
        *_more(following, say),
    ]
    name = about(kind, learner.id, order, end)
    return _letter(learner, name, say(f"warning.subject.{kind}"), say(f"warning.heading.{kind}"), parts, say)


def ended_letter(
    settings: ClassSettings,
    learner: Learner,
    order: str,
    end: dt.datetime,
    grace: dt.datetime | None,
    now: dt.datetime,
    following: Following | None = None,
) -> Letter:
    """The letter after the end; the arguments are those of `warning_letter`, and `now`, when it goes out."""
    say = _Words(settings)
    parts = [
        Paragraph(say("ended.lead", last=say.last(end))),
        Heading(say("work.heading")),
        Paragraph(_fetch(settings, grace, say) if grace and grace > now else say("work.download-over")),
        *_more(following, say),
    ]
    return _letter(
        learner, about("ended", learner.id, order, end), say("ended.subject"), say("ended.heading"), parts, say
    )


class _Words:
    """Says the letters' messages in the class's language; class_name and contact are known to all of them."""

    def __init__(self, settings: ClassSettings) -> None:
        assert settings.access is not None
        self.language = settings.language
        self.zone: ZoneInfo = settings.zone
        self.always = {
            "class_name": one_line(settings.name),
            "contact": one_line(settings.access.contact) or settings.mail.sender,
            "address": one_line(settings.access.address),
            "zone": spelled_zone(settings.zone, settings.language),
        }

    def __call__(self, key: str, **fields: object) -> str:
        return message("classroom", f"access-letter.{key}", self.language, **(self.always | fields))

    def day(self, day: dt.date) -> str:
        return spelled_day(day, self.language)

    def last(self, end: dt.datetime) -> str:
        """The day that ends at a moment."""
        return spelled_last_day(end, self.zone, self.language)

    def days(self, count: int) -> str:
        return self("days-one") if count == 1 else self("days", count=count)


def _ticket(bought: Pass, say: _Words) -> str:
    ticket = say(f"ticket.{bought.ticket}")
    return say("ticket.with-plan", ticket=ticket, plan=one_line(bought.plan)) if bought.plan else ticket


def _how_to_log_in(settings: ClassSettings, learner: str, say: _Words, *, on_hub: bool) -> list[Part]:
    if not on_hub:
        return [Paragraph(say("opening.ask-way"))]
    hub = {name: message("classroom", f"hub.{name}", settings.language) for name in ("name", "code", "choose")}
    where = say("opening.open") if say.always["address"] else say("opening.ask-address")
    account = [(hub["name"], learner)]
    if settings.hub.authenticator == "native":
        account.append((hub["code"], code_of(settings, learner)))
        steps = (where, say("opening.sign-up", choose=hub["choose"]), say("opening.password"))
    else:
        steps = (where, say("opening.institution"))
    return [
        Heading(say("opening.log-in")),
        Steps(steps),
        Facts(tuple(account), say("colon"), exact=True),
        Paragraph(say("opening.private")),
    ]


def _fetch(settings: ClassSettings, grace: dt.datetime, say: _Words) -> str:
    button = message("classroom", "hub.fetch", settings.language)
    return say("work.fetch" if say.always["address"] else "work.fetch-ask", grace=say.last(grace), fetch=button)


def _more(following: Following | None, say: _Words) -> list[Part]:
    if following is None:
        return [Heading(say("more.heading")), Paragraph(say("more.extend"))]
    return [
        Heading(say("more.next-heading")),
        Paragraph(say("more.next", days=say.days(following.days), day=say.day(following.opens))),
        Paragraph(say("contact")),
    ]


def _letter(learner: Learner, name: str, subject: str, heading: str, parts: list[Part], say: _Words) -> Letter:
    reader = one_line(learner.name) or learner.id
    whole = [Paragraph(say("greeting", name=reader)), *parts, Paragraph(say("end"))]
    return Letter(
        to=learner.email,
        name=one_line(learner.name),
        about=name,
        learner=learner.id,
        subject=subject,
        text=as_text(whole),
        html=as_html(whole, heading, say.language),
        language=say.language,
    )
