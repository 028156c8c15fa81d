"""Sending the letters that are due, and opening the passes of those whose letter the server took.

The outbox says what the server took, the log says who may come in. A letter that opens a pass is in the outbox first;
where the program was stopped before it was in the log, the next call writes it there, with the time of the outbox.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from classroom.access.due_letters import Due, due_letters
from classroom.access.letters import Kind, about
from classroom.access.log import is_set_back, log_path, present, read_log
from classroom.access.notifying import complete_log, notified_by_hand, open_pass
from classroom.access.rules import read_rules
from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.hub.codes import FILE_NAME as CODES
from classroom.mailing import Outbox, Sender, Server, send_letters, sender_of, server_of
from classroom.mailing.outbox import FOLDER, NAME
from classroom.mailing.sending import PAUSES, Clock
from classroom.mailing.sending import Outcome as Sent
from classroom.mailing.smtp import ShutOut, Unreachable
from classroom.roster import read_roster

__all__ = ["Outcome", "due_letters", "is_on_hub", "look", "notified_by_hand", "outbox_path", "send_due"]

AT_ONCE = 10
"""Letters between two looks at what is due: what they say must still be true when they go out."""

State = Literal["sent", "noted", "uncertain", "refused", "postponed", "none"]
"""sent: now. noted: it was sent before, and stands in the log only now. uncertain: the server may have it. refused: it
never takes it for this address. postponed: the next call sends it. none: there is nobody to write to."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a letter that is due.

    Attributes:
        kind: of the letter.
        learner: the id.
        to: the address, "" where there is none.
        about: what the outbox calls it.
        state: one of State.
        said: what the server said, or why there is no letter; "" for nothing.
    """

    kind: Kind
    learner: str
    to: str
    about: str
    state: State
    said: str = ""


Tell = Callable[[Outcome, int, int], None]
"""Told of an outcome, how many there are by now, and how many letters there are in all."""


def outbox_path(folder: Path) -> Path:
    """Where a class's outbox is."""
    return folder / FOLDER / NAME


def is_on_hub(folder: Path, settings: ClassSettings) -> bool:
    """Whether the class is served to browsers, as far as letters are concerned: it has an address, or codes."""
    return bool(settings.access and settings.access.address) or (folder / CODES).is_file()


def look(folder: Path, settings: ClassSettings, clock: dt.datetime) -> tuple[Due, ...]:
    """The letters of a class that are due now, read anew.

    Raises:
        KitError: the clock was set back, or a file cannot be read.
    """
    log = read_log(folder)
    if is_set_back(log, clock):  # nothing could be written into the log after the sending
        said, latest = (at.astimezone(settings.zone).strftime("%Y-%m-%d %H:%M") for at in (clock, log.latest))
        raise KitError(
            f"This machine's clock says {said}, but in {log_path(folder)} something happened at {latest}: set the "
            "clock, then try again."
        )
    outbox = Outbox.read(outbox_path(folder))
    roster, on_hub = read_roster(folder), is_on_hub(folder, settings)
    return due_letters(settings, roster, log, outbox, present(log, clock), on_hub=on_hub)


def send_due(
    folder: Path,
    clock: Clock,
    server: Server | None = None,
    *,
    unprotected: bool = False,
    again: bool = False,
    pauses: Sequence[float] = PAUSES,
    sleep: Callable[[float], object] = time.sleep,
    goes_on: Callable[[], bool] = lambda: True,
    tell: Tell = lambda outcome, done, total: None,
) -> tuple[Outcome, ...]:
    """Send the letters that are due, each once, and open the passes of those whose letter the server took.

    Whenever it is stopped, the next call goes on, and nothing is sent twice.

    Args:
        folder: the class folder.
        clock: gives the time, with a time zone.
        server: takes the letters; the one that class.toml names when None.
        unprotected: whether letters may cross a network in the open, where class.toml says so.
        again: send once more what may have arrived or was refused.
        pauses: seconds before each round in which what was put off is tried again; none for who calls again anyway.
        sleep: waits.
        goes_on: asked before every few letters; False ends it there.
        tell: told of each outcome.

    Returns:
        What became of each letter that is due.

    Raises:
        KitError: class.toml does not say how mail is sent or has no part [access], the clock was set back, somebody
            else is sending, a file cannot be read or written, or the server cannot be reached at all.
    """
    settings, _ = read_rules(folder)
    run = _Run(folder, settings, clock, sender_of(settings.mail, settings.name), server, unprotected, again, tell)
    look(folder, settings, clock())
    run.complete()
    for number, pause in enumerate((0.0, *pauses)):
        if number:
            if run.hopeless or not run.postponed or not goes_on():
                break
            sleep(pause)
        run.round(goes_on)
    return tuple(run.outcomes.values())


@dataclass
class _Run:
    """One call: what became of the letters until now, by what they are about."""

    folder: Path
    settings: ClassSettings
    clock: Clock
    sender: Sender
    server: Server | None
    unprotected: bool
    again: bool
    tell: Tell
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    reached: bool = False
    hopeless: bool = False

    @property
    def postponed(self) -> bool:
        return any(one.state == "postponed" for one in self.outcomes.values())

    def complete(self) -> None:
        """Bring the log up to what the outbox knows."""
        box = Outbox.read(outbox_path(self.folder))
        for learner, order in complete_log(self.folder, self.settings, self.clock, box):
            name = about("opening", learner, order)
            state = box.state(name)
            to = state.to if state else ""
            self._end(Outcome(kind="opening", learner=learner, to=to, about=name, state="noted"))

    def round(self, goes_on: Callable[[], bool]) -> None:
        """Try each letter once that is due and has not been taken, a few at a time."""
        tried: set[str] = set()
        while goes_on():
            rows = self._ready(tried)
            if not rows:
                return
            tried |= {row.about for row in rows[:AT_ONCE]}
            try:
                self._send(rows[:AT_ONCE])
            except Unreachable as problem:
                if not self.reached:
                    raise
                self.hopeless = isinstance(problem, ShutOut)
                for row in rows:
                    self._end(_outcome(row, "postponed", str(problem)))
                return

    def _ready(self, tried: set[str]) -> list[Due]:
        """What is to be sent as things are now; of what is not, it is said why not."""
        found = []
        for row in look(self.folder, self.settings, self.clock()):
            before = self.outcomes.get(row.about)
            if row.about in tried or (before is not None and before.state != "postponed"):
                continue
            if row.letter is not None and (row.turn == "new" or self.again):
                found.append(row)
            elif before is None and row.turn != "new":
                self._end(_outcome(row, row.turn, row.said))
        self.known |= {row.about for row in found}
        return found

    def _send(self, rows: Iterable[Due]) -> None:
        by_name = {row.about: row for row in rows}
        box = Outbox(outbox_path(self.folder))
        if self.server is None:
            self.server = server_of(self.settings.mail, unprotected=self.unprotected)

        def done(sent: Sent, *_: int) -> None:
            self.reached = True
            row, state = by_name[sent.letter.about], box.state(sent.letter.about)
            if row.kind == "opening" and state is not None and state.last == "sent":
                open_pass(self.folder, self.settings, self.clock, row.learner, row.order, state)
            self._end(_outcome(row, "sent" if sent.state == "before" else sent.state, sent.said))

        letters = [(row.letter, row.about) for row in by_name.values() if row.letter is not None]
        name, zone = self.settings.name, self.settings.zone

        def clock() -> dt.datetime:  # a letter's date says the class's time
            return self.clock().astimezone(zone)

        try:
            send_letters(letters, self.server, self.sender, name, box, clock, again=self.again, pauses=(), tell=done)
        finally:
            _give_to_owner(self.folder)

    def _end(self, outcome: Outcome) -> None:
        self.outcomes[outcome.about] = outcome
        self.known.add(outcome.about)
        self.tell(outcome, len(self.outcomes), len(self.known))


def _give_to_owner(folder: Path) -> None:
    """Where root sends, let the outbox belong to whom the class belongs to, who sends too."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        owner = folder.stat()
        for path in (folder / FOLDER, outbox_path(folder)):
            with contextlib.suppress(FileNotFoundError):
                os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _outcome(row: Due, state: State, said: str) -> Outcome:
    return Outcome(kind=row.kind, learner=row.learner, to=row.to, about=row.about, state=state, said=said)
