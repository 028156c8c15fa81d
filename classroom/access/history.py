"""What happened to access, as lines for whoever runs the class."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from classroom.access.events import Event
from classroom.counted import counted


def history_line(event: Event, zone: ZoneInfo) -> str:
    """An event in one line: when, whose, what, by whom and why.

    Args:
        event: of the log.
        zone: in which the moment is said.
    """
    who = event.learner or event.code
    about = _about(event)
    by = "; ".join(one for one in (event.by, event.why) if one)
    line = f"{event.at.astimezone(zone):%Y-%m-%d %H:%M:%S}  {who}: {event.what}{about}"
    return f"{line} ({by})" if by else line


def _about(event: Event) -> str:
    days = counted(event.days, "day")
    match event.what:
        case "ordered":
            ticket = f"{event.ticket} {event.code}".strip()
            parts = (f"order {event.order}", ticket, event.plan, days, f"from {event.day}" if event.day else "")
            return f" {', '.join(one for one in parts if one)}"
        case "notified":
            return f" about order {event.order}" if event.order else ""
        case "extended":
            return f" by {days}"
        case "voucher":
            return f" issued for {event.plan}, {days}"
        case _:
            return ""
