"""The letters of access: shown, sent, and sent on and on."""

from __future__ import annotations

import contextlib
import datetime as dt
import signal
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classroom.commands.options import ClassFolder
from classroom.commands.progress import interruptible, progress_bar
from classroom.counted import counted
from classroom.errors import KitError

if TYPE_CHECKING:
    from classroom.access.due_letters import Due
    from classroom.access.sending import Outcome
    from classroom.class_settings import ClassSettings

EVERY = 60.0
"""Seconds between two looks of --watch."""

KINDS = {
    "opening": "opening the course",
    "day": "a day before the end",
    "hour": "an hour before the end",
    "minutes": "ten minutes before the end",
    "ended": "after the end",
}
"""What the letters are called."""


def send(
    folder: ClassFolder = Path("class"),
    sends: Annotated[bool, typer.Option("--send", help="Send the letters that are due.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Send what becomes due, with a look every minute, until Ctrl-C.")
    ] = False,
    again: Annotated[
        bool,
        typer.Option("--again", help="With --send: also those that may have arrived, and those that were refused."),
    ] = False,
    unprotected: Annotated[
        bool, typer.Option("--unprotected", help="Let letters cross a network without encryption.")
    ] = False,
    without_mail: Annotated[
        list[str] | None,
        typer.Option(help="A learner whom you have written to yourself: access opens now. Also several.", metavar="ID"),
    ] = None,
) -> None:
    """Letters to those who study by themselves: the course is open, the time is running out, it has ended.

    They are shown first, and sent with --send. Access opens at the moment at which the mail server takes the letter.

    [bold]Example:[/bold] classroom access send --send --class class
    """
    from classroom.access.rules import read_rules

    if again and not sends:
        raise KitError("--again is for --send alone.")
    if sum((sends, watch, bool(without_mail))) > 1:
        raise KitError("Take one of --send, --watch and --without-mail.")
    settings, _ = read_rules(folder)
    if without_mail:
        _without_mail(folder, settings, without_mail)
    elif watch:
        _watch(folder, unprotected=unprotected)
    elif sends:
        _send(folder, again=again, unprotected=unprotected)
    else:
        _show(folder, settings)


def now() -> dt.datetime:
    """The time on this machine's clock."""
    return dt.datetime.now(dt.UTC)


def _show(folder: Path, settings: ClassSettings) -> None:
    from classroom.access.sending import look
    from classroom.mailing import sender_of
    from classroom.mailing.outbox import FOLDER
    from classroom.mailing.shown import show

    sender = sender_of(settings.mail, settings.name)
    rows = look(folder, settings, now())
    place = folder / FOLDER / "access"
    letters = {row.learner: row.letter for row in rows if row.letter is not None}
    if rows or place.exists():  # letters of an earlier time go
        show(place, letters, sender, settings.name, now().astimezone(settings.zone))
    if not rows:
        _nothing_due(folder)
        return
    _table(rows, settings)
    new = sum(row.turn == "new" for row in rows)
    typer.echo(f"In {place}: {counted(len(letters), 'letter')}, none of them sent by this command. Open some of them.")
    if len(letters) < len(rows):
        typer.echo(f"No letter for {counted(len(rows) - len(letters), 'learner')}: the table says why.")
    if new:
        typer.echo(f"Send them:\n  classroom access send --send --class {folder}")


def _nothing_due(folder: Path) -> None:
    from classroom.access.due_letters import next_opening
    from classroom.access.log import present, read_log
    from classroom.access.rules import read_rules

    settings, _ = read_rules(folder)
    log = read_log(folder)
    following = next_opening(settings, log, present(log, now()))
    if following is None:
        typer.echo("No letter is due now.")
        return
    at = following.astimezone(settings.zone)
    typer.echo(
        f"No letter is due now. The next that opens the course goes out from {at:%Y-%m-%d %H:%M} on ({at.tzinfo})."
    )


def _table(rows: Iterable[Due], settings: ClassSettings) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title="Letters that are due", title_justify="left", header_style="bold")
    for column in ("Learner", "Name", "Address", "Order", "Letter"):
        table.add_column(column, overflow="fold")
    for row in rows:
        at = f" on {row.at.astimezone(settings.zone):%Y-%m-%d %H:%M}" if row.at else ""
        said = f" ({row.said})" if row.said else ""
        turn = {
            "new": "",
            "uncertain": f"; begun{at}, may have arrived; only with --again",
            "refused": f"; refused{at}{said}; only with --again, or to another address",
            "none": f"; none: {row.said}",
        }
        cells = (row.learner, row.name, row.to, row.order, KINDS[row.kind] + turn[row.turn])
        table.add_row(*(escape(cell) for cell in cells))
    Console().print(table)


def _send(folder: Path, *, again: bool, unprotected: bool) -> None:
    from classroom.access.sending import send_due

    outcomes: dict[str, Outcome] = {}
    try:
        with progress_bar("Sending letters") as step, _until_stopped() as stopped:

            def tell(outcome: Outcome, done: int, total: int) -> None:
                outcomes[outcome.about] = outcome
                step(outcome.learner, done, total)

            send_due(
                folder,
                now,
                unprotected=unprotected,
                again=again,
                sleep=stopped.wait,
                goes_on=lambda: not stopped.is_set(),
                tell=tell,
            )
            if stopped.is_set():
                raise KeyboardInterrupt
    finally:  # also what was done before something stopped it
        _report(outcomes.values())
        if outcomes:
            typer.echo(_summary(outcomes.values()))
    if not outcomes:
        _nothing_due(folder)
    if any(_line(one) for one in outcomes.values()):
        raise typer.Exit(1)


def _report(outcomes: Iterable[Outcome]) -> None:
    for one in outcomes:
        if line := _line(one):
            typer.echo(line, err=True)


def _line(one: Outcome) -> str:
    """What is said of a letter that did not simply arrive; "" for one that did."""
    said = f" ({one.said})" if one.said else ""
    about = f"{one.learner} ({one.to}): the letter {KINDS[one.kind]}"
    match one.state:
        case "none":
            return f"{one.learner} {one.said}: no letter {KINDS[one.kind]}."
        case "refused":
            return f"{about} was refused{said}; correct the address in roster.csv, or send it --again."
        case "postponed":
            return f"{about} was put off{said}; the same command sends it later."
        case "uncertain" if one.kind == "opening":
            return (
                f"{about} may have arrived or not, and access is not open. Ask: if it has, "
                f"--without-mail {one.learner} opens it; if not, --send --again sends it once more."
            )
        case "uncertain":
            return f"{about} may have arrived or not; --again sends it once more."
        case _:
            return ""


def _summary(outcomes: Iterable[Outcome]) -> str:
    states = [one.state for one in outcomes]
    words = [f"{counted(states.count('sent'), 'letter')} sent now"]
    if noted := states.count("noted"):
        words.append(f"access opened for {noted} whose letter was sent before")
    if none := states.count("none"):
        words.append(f"{counted(none, 'learner')} without a letter")
    return ", ".join(words) + "."


def _watch(folder: Path, *, unprotected: bool) -> None:
    with interruptible(), _until_stopped() as stopped:
        typer.echo(f"Letters are sent as they become due, with a look every {EVERY:g} seconds. Ctrl-C ends it.")
        keep_sending(folder, stopped, unprotected=unprotected)
    typer.echo("Ended. What becomes due from now on is sent by the next call.")


def keep_sending(folder: Path, stopped: threading.Event, *, unprotected: bool = False, every: float = EVERY) -> None:
    """Send what becomes due until somebody says that it is enough.

    What cannot be sent is said once, until something else is the matter.

    Args:
        folder: the class folder.
        stopped: set to end it, after the letters that are under way.
        unprotected: whether letters may cross a network in the open.
        every: seconds between two looks.

    Raises:
        KitError: class.toml says nothing that letters could be sent by when it begins.
    """
    from classroom.access.rules import read_rules
    from classroom.access.sending import send_due
    from classroom.mailing import sender_of, server_of

    settings, _ = read_rules(folder)
    sender_of(settings.mail, settings.name)
    server_of(settings.mail, unprotected=unprotected)
    said: set[str] = set()
    while not stopped.is_set():
        lines = set()
        try:
            outcomes = send_due(folder, now, unprotected=unprotected, pauses=(), goes_on=lambda: not stopped.is_set())
        except KitError as problem:
            lines.add(f"{problem}")
        else:
            if any(one.state in ("sent", "noted") for one in outcomes):
                typer.echo(f"{now().astimezone(settings.zone):%Y-%m-%d %H:%M}  {_summary(outcomes)}")
            lines |= {line for one in outcomes if (line := _line(one))}
        for line in sorted(lines - said):
            typer.echo(f"{now().astimezone(settings.zone):%Y-%m-%d %H:%M}  {line}", err=True)
        said = lines
        stopped.wait(every)


@contextlib.contextmanager
def _until_stopped() -> Iterator[threading.Event]:
    """An event that Ctrl-C sets, so that no letter is cut off in the middle; pressed again, it stops at once."""
    stopped = threading.Event()
    signs = (signal.SIGINT, signal.SIGTERM)

    def stop(*_: object) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = {sign: signal.signal(sign, stop) for sign in signs}
    try:
        yield stopped
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def _without_mail(folder: Path, settings: ClassSettings, learners: list[str]) -> None:
    from classroom.access.days import last_day
    from classroom.access.sending import notified_by_hand

    failed = False
    for who in dict.fromkeys(learners):
        try:
            learner, opened = notified_by_hand(folder, who, now)
        except KitError as problem:
            typer.echo(str(problem), err=True)
            failed = True
        else:
            assert opened.end is not None
            last = last_day(opened.end, settings.zone)
            typer.echo(f"{learner} can come in now; the last day is {last}, until midnight ({settings.timezone}).")
    if failed:
        raise typer.Exit(1)
