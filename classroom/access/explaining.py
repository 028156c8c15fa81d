"""Why a learner can come in or cannot, in words: since when, until when, and what to do about it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from classroom.access.days import day_of, last_day, midnights_between
from classroom.access.passes import Standing
from classroom.class_settings import ClassSettings
from customer_value.messages import catalogue, message


def explain(standing: Standing, now: dt.datetime, zone: ZoneInfo, language: str, *, contact: str = "") -> str:
    """A learner's standing as the learner reads it: why, until when work can be fetched, and what to do.

    Args:
        standing: at that moment.
        now: the time that counts.
        zone: the class's, in which days and times are said.
        language: en, zh-Hant or zh-Hans.
        contact: whom to write to, such as an address; the seller where "".
    """
    parts = (reason(standing, now, zone, language), grace(standing, now, zone, language))
    return joined(language, *parts, remedy(standing, language, contact))


def contact_of(settings: ClassSettings) -> str:
    """Whom a learner can write to, as class.toml says it; "" for nobody in particular."""
    return settings.access.contact or settings.mail.sender if settings.access else ""


def reason(standing: Standing, now: dt.datetime, zone: ZoneInfo, language: str) -> str:
    """Why somebody can come in or cannot."""
    current, until = standing.current, standing.until
    if current is None:
        return _text("none", language)
    match standing.state:
        case "open":
            began = spelled_moment(current.spans[-1][0], zone, language)
            left = days_left(standing, now, zone) or 0
            said = _text("open", language, began=began, last=spelled_last_day(until, zone, language))
            return joined(language, said, _text("left-one" if left == 1 else "left-more", language, days=left))
        case "waiting" | "due":
            before = _text("before", language, last=spelled_last_day(until, zone, language)) if until else ""
            opens = spelled_day(standing.opens or current.first, language)
            return joined(language, before, _text(standing.state, language, opens=opens, days=current.days))
        case "paused":
            return _text("paused", language, paused=spelled_moment(until, zone, language))
        case "revoked":
            return _text("revoked", language, moment=spelled_moment(until, zone, language))
        case _:
            return _text("ended", language, last=spelled_last_day(until, zone, language))


def grace(standing: Standing, now: dt.datetime, zone: ZoneInfo, language: str) -> str:
    """Until when work can be fetched while nobody can come in; "" where that is over, or needs no word."""
    if standing.state == "paused":
        return _text("grace-paused", language)
    if standing.grace is None or now >= standing.grace:
        return ""
    return _text("grace", language, last=spelled_last_day(standing.grace, zone, language))


_REMEDIES = {
    "none": "ask-order",
    "due": "ask-letter",
    "paused": "ask-resume",
    "ended": "ask-more",
    "revoked": "ask-revoked",
}


def remedy(standing: Standing, language: str, contact: str = "") -> str:
    """What the learner can do; "" where there is only to wait, or nothing."""
    if standing.state not in _REMEDIES:
        return ""
    contact = contact or _text("seller", language)
    # Chinese stands apart from other letters by a space.
    apart = " " if language != "en" and contact.isascii() else ""
    return _text(_REMEDIES[standing.state], language, contact=f"{apart}{contact}")


def days_left(standing: Standing, now: dt.datetime, zone: ZoneInfo) -> int | None:
    """How many days there are to use, with today; those of the pass where it waits or is paused; None after the end."""
    current = standing.current
    match standing.state:
        case "waiting" | "due":
            return current.days if current else None
        case "open" | "paused":
            # A pause keeps what was left when it began.
            since = standing.until if standing.state == "paused" else now
            return midnights_between(day_of(since, zone), day_of(current.end, zone), zone)
        case _:
            return None


def spelled_day(day: dt.date, language: str) -> str:
    """A day, such as "Sunday 8 March 2026" or 2026 年 3 月 8 日（日）."""
    weekday = _text(f"weekday.{day.isoweekday()}", language)
    month = _text(f"month.{day.month}", language)
    return _text("day", language, weekday=weekday, day=day.day, month=month, year=day.year)


def spelled_last_day(end: dt.datetime, zone: ZoneInfo, language: str) -> str:
    """The day that an end belongs to: for midnight, the day that is over then, not the one that begins."""
    return spelled_day(last_day(end, zone), language)


def spelled_moment(moment: dt.datetime, zone: ZoneInfo, language: str) -> str:
    """A moment to the minute, such as "14:05 on Sunday 8 March 2026 (Taiwan time)"."""
    local = moment.astimezone(zone)
    day = spelled_day(local.date(), language)
    return _text("moment", language, time=f"{local:%H:%M}", day=day, zone=spelled_zone(zone, language))


def spelled_zone(zone: ZoneInfo, language: str) -> str:
    """Whose time it is, such as "Taiwan time"."""
    key = f"zone.{zone.key}"
    if f"access.{key}" in catalogue("classroom"):
        return _text(key, language)
    return _text("zone-time", language, zone=zone.key.replace("_", " "))


def joined(language: str, *sentences: str) -> str:
    """Sentences one after the other, without those that say nothing; Chinese puts no space between them."""
    return (" " if language == "en" else "").join(one for one in sentences if one)


def _text(key: str, language: str, **fields: object) -> str:
    return message("classroom", f"access.{key}", language, **fields).replace("） ", "）")
