"""Feedback, back to the learners."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classroom.commands.options import ClassFolder, Source
from classroom.commands.progress import progress_bar, waiting
from classroom.counted import counted
from classroom.errors import KitError

if TYPE_CHECKING:
    from classroom.class_settings import ClassSettings
    from classroom.course import Course
    from classroom.mailing import Outbox, Outcome
    from classroom.returning.mail import Row
    from classroom.returning.pages import LeftOut, Pages


class Way(StrEnum):
    """How feedback gets to the learners."""

    exchange = "exchange"
    zip = "zip"
    mail = "mail"


class Taker(StrEnum):
    """Who takes a zip."""

    moodle = "moodle"


def feedback(
    assignment: Annotated[list[str], typer.Argument(help="Such as a07, also several.", metavar="ASSIGNMENT...")],
    way: Annotated[
        Way, typer.Option("--to", help="nbgrader's exchange, one zip with a folder for each learner, or mail.")
    ],
    folder: ClassFolder = Path("class"),
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The zip, for --to zip.")] = None,
    taker: Annotated[
        Taker | None, typer.Option("--for", help="A zip as Moodle takes it under Upload multiple feedback files.")
    ] = None,
    moodle_names: Annotated[
        Path | None,
        typer.Option(help="Moodle's grading worksheet of the assignment, or its download of all submissions."),
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Send the letters that were shown without it.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="With --send: also those of which nobody knows if they arrived.")
    ] = False,
    unprotected: Annotated[
        bool, typer.Option("--unprotected", help="Let letters cross a network without encryption.")
    ] = False,
    source: Source = None,
) -> None:
    """Return feedback to the learners, each their own page. Mail is shown first, and sent with --send.

    [bold]Example:[/bold] classroom feedback a07 --to mail --class class
    """
    from classroom.class_folder import class_course, read_class
    from classroom.returning.pages import read_pages

    names = list(dict.fromkeys(assignment))
    _check(way, names, out, taker, moodle_names, send, again)
    settings = read_class(folder)
    course = class_course(folder, source)
    if way is Way.mail:
        failed = [_mail(course, folder, settings, name, send, again, unprotected) for name in names]
        if any(failed):
            raise typer.Exit(1)
        return
    with waiting("Reading the feedback"):
        pages = [read_pages(course, folder, settings, name) for name in names]
    if way is Way.exchange:
        _exchange(folder, pages)
    else:
        assert out is not None
        _zip(folder, pages, out, moodle_names)


def _check(
    way: Way, names: list[str], out: Path | None, taker: Taker | None, moodle: Path | None, send: bool, again: bool
) -> None:
    """Say what does not go together."""
    from classroom.returning.moodle import HOW

    if way is Way.zip and out is None:
        raise KitError("Say with --out what the zip is to be called.")
    if way is not Way.zip and (out or taker or moodle):
        raise KitError("--out, --for and --moodle-names are for --to zip alone.")
    if way is not Way.mail and (send or again):
        raise KitError("--send and --again are for --to mail alone.")
    if again and not send:
        raise KitError("--again is for --send alone: without it no letter is sent at all.")
    if taker and not moodle:
        raise KitError(f"Moodle goes by names and numbers of its own: {HOW}.")
    if moodle and not taker:
        raise KitError("--moodle-names is for --for moodle alone.")
    if taker and len(names) > 1:
        raise KitError("Moodle takes one assignment in a zip, and numbers learners anew in each: name one.")


def _exchange(folder: Path, pages: Iterable[Pages]) -> None:
    from classroom.returning.exchange import release_feedback

    for one in pages:
        with waiting(f"Releasing the feedback on {one.assignment}"):
            released = release_feedback(folder, one)
        _list_left_out(released.left_out)
        if not released.learners:
            raise KitError(
                f"Nobody's feedback on {one.assignment} can go through the exchange: take --to zip or --to mail."
            )
        typer.echo(f"{one.assignment}: feedback for {counted(len(released.learners), 'learner')} is in the exchange.")


def _zip(folder: Path, pages: list[Pages], out: Path, moodle_names: Path | None) -> None:
    from classroom.files import write_whole
    from classroom.returning.moodle import folders_of, read_participants
    from classroom.returning.pages import LeftOut
    from classroom.returning.zipped import zipped
    from classroom.roster import Learner, read_roster

    ready = [page for one in pages for page in one.ready]
    left_out = [left for one in pages for left in one.left_out]
    folders = None
    unfound: list[LeftOut] = []
    if moodle_names is not None:
        roster = read_roster(folder)
        others = [Learner(id=page.learner) for page in ready if page.learner not in roster]
        found = folders_of([*roster, *others], read_participants(moodle_names))
        folders = found.names
        unfound = [LeftOut(page.learner, found.left[page.learner]) for page in ready if page.learner in found.left]
        by_name = [page.learner for page in ready if page.learner in found.by_name]
        if by_name:
            typer.echo(f"Found by name alone, please look at these: {', '.join(by_name)}.")
    count = len({page.learner for page in ready} - {left.learner for left in unfound})
    _list_left_out([*left_out, *unfound])
    if not count:
        raise KitError(f"There is no feedback that can go into {out}.")
    write_whole(out, zipped(ready, folders))
    typer.echo(f"{out} holds the feedback for {counted(count, 'learner')}.")
    if moodle_names is not None:
        typer.echo("In Moodle: open the assignment, View all submissions, Upload multiple feedback files in a zip.")
    if unfound:
        raise typer.Exit(1)


def _mail(
    course: Course, folder: Path, settings: ClassSettings, name: str, send: bool, again: bool, unprotected: bool
) -> bool:
    """One assignment's letters, shown or sent; whether any of those that were to be sent was not."""
    import datetime as dt

    from classroom.grading.feedback import titles_of
    from classroom.mailing import Outbox, sender_of
    from classroom.mailing.outbox import FOLDER, NAME
    from classroom.mailing.shown import show
    from classroom.returning.mail import letters_folder, letters_of, plan
    from classroom.returning.pages import read_pages
    from classroom.roster import read_roster

    sender = sender_of(settings.mail, settings.name)
    roster = read_roster(folder)
    if not len(roster):
        raise KitError(f"There is no roster in {folder}, so nobody's address is known: classroom roster FILE adds one.")
    with waiting(f"Reading the feedback on {name}"):
        pages = read_pages(course, folder, settings, name)
        outbox = Outbox.read(folder / FOLDER / NAME)
        titles = titles_of(course, name, settings.language)
        rows = plan(pages, roster, outbox, titles, settings.name, settings.language)
    if send:
        return _send(folder, settings, name, rows, outbox, again, unprotected)
    letters, place = letters_of(rows), letters_folder(folder, name)
    show(place, letters, sender, settings.name, dt.datetime.now(settings.zone))
    _table(name, rows, settings)
    again_to = sum(row.turn == "again" for row in rows)
    none = sum(row.turn == "none" for row in rows)
    typer.echo(f"In {place}: {counted(len(letters), 'letter')}, none of them sent yet. Open some of them.")
    if none:
        typer.echo(f"No letter for {counted(none, 'learner')}: the table says why.")
    if again_to:
        typer.echo(f"Of these, {counted(again_to, 'letter')} to somebody whose last one said something else.")
    if letters:
        typer.echo(f"Send them:\n  classroom feedback {name} --to mail --send --class {folder}")
    return False


def _send(
    folder: Path,
    settings: ClassSettings,
    name: str,
    rows: tuple[Row, ...],
    outbox: Outbox,
    again: bool,
    unprotected: bool,
) -> bool:
    import datetime as dt

    from classroom.mailing import send_letters, sender_of, server_of
    from classroom.mailing.shown import was_shown
    from classroom.returning.mail import letters_folder

    place = letters_folder(folder, name)
    there = [row for row in rows if row.letter is not None]
    ready = [row for row in there if row.letter is not None and was_shown(place, row.learner, row.letter)]
    changed = [row for row in there if row not in ready]
    outcomes: list[Outcome] = []
    due = [row for row in ready if row.turn != "uncertain" or again]
    if due:
        server = server_of(settings.mail, unprotected=unprotected)
        with progress_bar(f"Sending the letters about {name}") as step:
            outcomes = send_letters(
                [(row.letter, row.content) for row in due if row.letter is not None],
                server,
                sender_of(settings.mail, settings.name),
                settings.name,
                outbox,
                lambda: dt.datetime.now(settings.zone),
                again=again,
                tell=lambda outcome, done, total: step(outcome.letter.learner, done, total),
            )
    lines = [f"{row.learner} was not sent: the letter is not the one that was shown." for row in changed]
    lines += [_outcome_line(one.letter.learner, one.letter.to, one.state, one.said) for one in outcomes]
    lines += [_outcome_line(row.learner, row.to, "uncertain", "") for row in ready if row not in due]
    for line in filter(None, lines):
        typer.echo(line, err=True)
    sent = sum(one.state == "sent" for one in outcomes)
    before = sum(row.turn == "sent" for row in rows) + sum(one.state == "before" for one in outcomes)
    none = sum(row.turn == "none" for row in rows)
    without = counted(none, "learner")
    typer.echo(f"{name}: {counted(sent, 'letter')} sent now, {before} sent before, {without} without a letter.")
    if changed:
        typer.echo(f"Look again what has changed: classroom feedback {name} --to mail --class {folder}")
    if any(one.state == "postponed" for one in outcomes):
        typer.echo("The same command sends what was put off.")
    if any(one.state == "uncertain" for one in outcomes) or len(due) < len(ready):
        typer.echo("Ask those whose letters may have arrived; --again sends them once more.")
    return any(lines)


def _outcome_line(learner: str, to: str, state: str, said: str) -> str:
    """What is said of a letter that did not simply arrive; "" for one that did."""
    words = {
        "refused": "was refused",
        "postponed": "was put off",
        "uncertain": "may have arrived or not: the sending was cut off",
    }
    if state not in words:
        return ""
    return f"{learner} ({to}): the letter {words[state]}{f' ({said})' if said else ''}."


def _table(name: str, rows: tuple[Row, ...], settings: ClassSettings) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=f"Letters about {name}", title_justify="left", header_style="bold")
    for column in ("Learner", "Name", "Address", "Points", "Letter"):
        table.add_column(column, overflow="fold", justify="right" if column == "Points" else "left")
    for row in rows:
        at = f" on {row.at.astimezone(settings.zone):%Y-%m-%d}" if row.at else ""
        words = {
            "new": "new",
            "again": f"again: changed since the last{at}",
            "sent": f"sent{at}",
            "uncertain": f"begun{at}, may have arrived; only with --again",
            "none": f"none: {row.why}",
        }
        letter = words[row.turn]
        if row.letter and row.waits:
            letter += f"; {counted(row.waits, 'answer')} still to be read by you"
        table.add_row(*(escape(cell) for cell in (row.learner, row.name, row.to, row.points, letter)))
    Console().print(table)


def _list_left_out(left_out: Iterable[LeftOut]) -> None:
    for one in left_out:
        typer.echo(f"Left out: {one.learner} {one.why}.")


PANEL = "Assignments"
COMMANDS = (feedback,)
