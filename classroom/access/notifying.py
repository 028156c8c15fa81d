"""Writing into the log that a pass's letter has gone out, which opens the pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from classroom.access.changing import state_words
from classroom.access.events import Event
from classroom.access.learners import find_learner
from classroom.access.letters import about
from classroom.access.log import AccessLog, change_log, read_log
from classroom.access.passes import Pass, access_of
from classroom.access.rules import read_rules
from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.mailing import Outbox
from classroom.mailing.outbox import State
from classroom.mailing.sending import Clock
from classroom.roster import read_roster

BY_MAIL, BY_HAND = "mail", "written by hand"


def open_pass(folder: Path, settings: ClassSettings, clock: Clock, learner: str, order: str, taken: State) -> bool:
    """Write down that the server took the letter of a pass; whether that was still missing.

    Args:
        folder: the class folder.
        settings: of the class.
        clock: gives the time, with a time zone.
        learner, order: whose pass, and of which order.
        taken: what the outbox says of the letter: the pass is open from that moment.

    Raises:
        KitError: the log cannot be read or written, or the clock was set back.
    """

    def make(log: AccessLog, now: dt.datetime) -> Iterable[Event]:
        passes = access_of(log.of(learner), settings.zone).passes
        if any(one.order == order and one.waits for one in passes):
            yield Event(at=taken.at, what="notified", learner=learner, order=order, by=BY_MAIL)

    return bool(change_log(folder, clock(), make)[1])


def complete_log(folder: Path, settings: ClassSettings, clock: Clock, outbox: Outbox) -> tuple[tuple[str, str], ...]:
    """Write down what the outbox knows and the log does not, because the program was stopped in between.

    Where something else was written into the log meanwhile, the pass is open from then on: nobody came in before.

    Args:
        folder: the class folder.
        settings: of the class.
        clock: gives the time, with a time zone.
        outbox: as it is now.

    Returns:
        The learners and orders whose passes are open now.

    Raises:
        KitError: as `open_pass`.
    """
    missing = []
    log = read_log(folder)
    for learner in log.learners:
        for one in access_of(log.of(learner), settings.zone).passes:
            state = outbox.state(about("opening", learner, one.order))
            if one.waits and state is not None and state.last == "sent":
                missing.append((learner, one.order, state))
    return tuple(
        (learner, order)
        for learner, order, state in missing
        if open_pass(folder, settings, clock, learner, order, state)
    )


def notified_by_hand(folder: Path, who: str, clock: Clock, by: str = BY_HAND) -> tuple[str, Pass]:
    """Open the pass of a learner whom somebody has written to without this program.

    Args:
        folder: the class folder.
        who: the learner, by id or by e-mail address.
        clock: gives the time, with a time zone: that day is the first.
        by: who has written.

    Returns:
        The learner's id, and the pass, which is open now.

    Raises:
        KitError: there is no such learner, no pass of theirs can begin now, or the log cannot be read or written.
    """
    settings, _ = read_rules(folder)
    learner = find_learner(folder, read_roster(folder), read_log(folder), who).id

    def make(log: AccessLog, now: dt.datetime) -> Iterable[Event]:
        standing = access_of(log.of(learner), settings.zone).at(now)
        if standing.state != "due" or standing.current is None:
            raise KitError(f"The access of {learner} {state_words(standing, settings.zone)}.")
        yield Event(at=now, what="notified", learner=learner, order=standing.current.order, by=by)

    log, (event,) = change_log(folder, clock(), make)
    passes = access_of(log.of(learner), settings.zone).passes
    return learner, next(one for one in passes if one.order == event.order and one.spans)
