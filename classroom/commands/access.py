"""Access for self-study: orders taken in, changed by hand, and explained. `classroom access …`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classroom.commands import access_letters
from classroom.commands.options import ClassFolder, read_day
from classroom.commands.progress import waiting
from classroom.counted import counted
from classroom.errors import KitError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from classroom.access.changing import Changed
    from classroom.access.log import AccessLog

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Who may work in a class by themselves, from which day to which: by orders, vouchers, or by hand.",
)

Who = Annotated[str, typer.Argument(help="A learner's id, or the e-mail address.", metavar="LEARNER")]
Why = Annotated[str, typer.Option("--why", help="A word about it for the log.")]

SHOWN = 20
"""Lines of a kind that are printed before the others are counted only."""


@app.command()
def orders(
    file: Annotated[Path, typer.Argument(help="A list of orders, CSV or .xlsx: a row for each person.")],
    folder: ClassFolder = Path("class"),
) -> None:
    """Take a list of orders in: everybody in it gets a line of the roster and access. Run again, it adds what is new.

    Columns: order number, order date, ticket (single, group, voucher), plan, name, e-mail, voucher code.

    [bold]Example:[/bold] classroom access orders orders.csv --class class
    """
    from classroom.access.ordering import take_list

    with waiting("Taking orders in"):
        taken = take_list(folder, file, access_letters.now())
    left_out = sum(note.left_out for note in taken.notes)
    parts = [f"{counted(len(taken.added), 'order')} taken in"]
    parts += [f"{len(taken.new)} new on the roster"] if taken.new else []
    parts += [f"{taken.before} there before"] if taken.before else []
    parts += [f"{left_out} left out"] if left_out else []
    if taken.added or taken.before or not left_out:
        typer.echo(f"{file}: {', '.join(parts)}.")
    _some([f"  + {one.learner}: {one.plan}, {counted(one.days, 'day')}, opens {one.day}" for one in taken.added])
    for note in taken.notes:
        typer.echo(f"  {note.sentence}")
    if left_out and not (taken.added or taken.before):
        raise KitError(f"No order of {file} could be taken in.")


@app.command("list")
def list_access(
    folder: ClassFolder = Path("class"),
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with orders and moments.")] = False,
) -> None:
    """Show whose access stands how: plan, state, first day, last day, days left.

    [bold]Example:[/bold] classroom access list --class class
    """
    import json

    from rich.console import Console

    from classroom.access.log import present, read_log
    from classroom.access.rules import read_rules
    from classroom.access.table import access_lines, access_table
    from classroom.roster import read_roster

    settings, _ = read_rules(folder)
    log = read_log(folder)
    lines = access_lines(folder, read_roster(folder), log, present(log, access_letters.now()))
    if as_json:
        typer.echo(json.dumps([one.to_json() for one in lines], ensure_ascii=False, indent=2))
        return
    if not lines:
        typer.echo(f"Nobody is in the class in {folder} yet: classroom access orders FILE")
        return
    console = Console(highlight=False)
    console.print(access_table(lines, console.width))
    _tell_of_the_clock(log, settings.zone)


@app.command()
def grant(
    who: Annotated[
        str,
        typer.Argument(
            help="A learner's id, or an e-mail address; whoever is new is put on the roster.", metavar="LEARNER"
        ),
    ],
    folder: ClassFolder = Path("class"),
    days: Annotated[int | None, typer.Option("--days", help="For how many days.")] = None,
    plan: Annotated[str, typer.Option("--plan", help="A plan of class.toml; the only one when left out.")] = "",
    start: Annotated[str, typer.Option("--from", help="The first day, as 2026-03-02; today when left out.")] = "",
    name: Annotated[str, typer.Option("--name", help="The name of somebody new.")] = "",
    why: Why = "",
) -> None:
    """Give somebody access by hand, without a list of orders.

    [bold]Example:[/bold] classroom access grant amy@example.com --plan standard --name "Amy Chen"
    """
    from classroom.access.changing import grant as give

    done = give(
        folder,
        who,
        clock=access_letters.now(),
        days=days,
        plan=plan,
        start=read_day(start, "--from"),
        name=name,
        by=_user(),
        why=_plain(why),
    )
    if done.is_new:
        typer.echo(f"{done.learner.id} is new on the roster.")
    current = done.standing.current
    after = "" if current is None or current.order == done.event.order else ", after those there are"
    _say(done, f"{done.learner.id} got {counted(done.event.days, 'day')}{after}")


@app.command()
def extend(
    who: Who,
    days: Annotated[int, typer.Option("--days", help="How many more days.")],
    folder: ClassFolder = Path("class"),
    why: Why = "",
) -> None:
    """Give a learner more days. Access that has ended goes on at once, and today is the first of them.

    [bold]Example:[/bold] classroom access extend amy --days 3 --why "was ill"
    """
    from classroom.access.changing import extend as give_more

    done = give_more(folder, who, days, clock=access_letters.now(), by=_user(), why=_plain(why))
    _say(done, f"{done.learner.id} got {counted(days, 'more day', 'more days')}")


@app.command()
def pause(who: Who, folder: ClassFolder = Path("class"), why: Why = "") -> None:
    """Stop a learner's days for a while; none is lost.

    [bold]Example:[/bold] classroom access pause amy
    """
    from classroom.access.changing import pause as stop

    done = stop(folder, who, clock=access_letters.now(), by=_user(), why=_plain(why))
    _say(done, f"The days of {done.learner.id} stand still")


@app.command()
def resume(who: Who, folder: ClassFolder = Path("class"), why: Why = "") -> None:
    """Let paused access go on, a day longer for every midnight since.

    [bold]Example:[/bold] classroom access resume amy
    """
    from classroom.access.changing import resume as go_on

    done = go_on(folder, who, clock=access_letters.now(), by=_user(), why=_plain(why))
    _say(done, f"The days of {done.learner.id} go on")


@app.command()
def revoke(who: Who, folder: ClassFolder = Path("class"), why: Why = "") -> None:
    """Take a learner's access away at once, also what has not begun. What was handed in stays.

    [bold]Example:[/bold] classroom access revoke amy --why "order was paid back"
    """
    from classroom.access.changing import revoke as take_away

    done = take_away(folder, who, clock=access_letters.now(), by=_user(), why=_plain(why))
    _say(done, f"Nothing is left to {done.learner.id}")


@app.command()
def why(
    who: Who,
    folder: ClassFolder = Path("class"),
    language: Annotated[
        str, typer.Option("--language", "-l", help="en, zh-Hant or zh-Hans; the class's when left out.")
    ] = "",
) -> None:
    """Say why a learner can come in or cannot, as the learner is told, and what happened until now.

    [bold]Example:[/bold] classroom access why amy
    """
    from classroom.access.explaining import contact_of, explain
    from classroom.access.hindrances import hindrances
    from classroom.access.history import history_line
    from classroom.access.learners import find_learner, on_roster
    from classroom.access.log import present, read_log
    from classroom.access.passes import access_of
    from classroom.access.rules import read_rules
    from classroom.course import check_language
    from classroom.roster import read_roster

    if language:
        check_language(language)
    settings, rules = read_rules(folder)
    roster, log = read_roster(folder), read_log(folder)
    learner = find_learner(folder, roster, log, who)
    now = present(log, access_letters.now())
    events = log.of(learner.id)
    standing = access_of(events, settings.zone, rules.grace_days).at(now)
    spoken = language or settings.language
    name = f"{learner.id} ({learner.name})" if learner.name else learner.id
    typer.echo(f"{name} is told:\n  {explain(standing, now, settings.zone, spoken, contact=contact_of(settings))}")
    is_on_roster = on_roster(roster, learner.id) is not None
    for sentence in hindrances(learner, standing, settings, is_on_roster=is_on_roster):
        typer.echo(sentence)
    if events:
        typer.echo("What happened:")
        for event in events:
            typer.echo(f"  {history_line(event, settings.zone)}")
    _tell_of_the_clock(log, settings.zone)


@app.command("log")
def show_log(
    who: Annotated[str, typer.Argument(help="Only one learner's, by id or address.", metavar="LEARNER")] = "",
    folder: ClassFolder = Path("class"),
) -> None:
    """Show everything that happened to anybody's access, the oldest first.

    [bold]Example:[/bold] classroom access log amy
    """
    from classroom.access.history import history_line
    from classroom.access.learners import find_learner
    from classroom.access.log import read_log
    from classroom.access.rules import read_rules
    from classroom.roster import read_roster

    settings, _ = read_rules(folder)
    log = read_log(folder)
    events = log.of(find_learner(folder, read_roster(folder), log, who).id) if who else log.events
    for event in events:
        typer.echo(history_line(event, settings.zone))
    if not events:
        typer.echo("Nothing has happened yet.")


@app.command()
def vouchers(
    count: Annotated[
        int | None, typer.Argument(help="How many new codes; without it, all are shown.", metavar="N")
    ] = None,
    folder: ClassFolder = Path("class"),
    plan: Annotated[str, typer.Option("--plan", help="What they are good for; the only plan when left out.")] = "",
) -> None:
    """Issue voucher codes, each good for one order; or show those there are, and what they were used for.

    [bold]Example:[/bold] classroom access vouchers 10 --plan standard
    """
    import secrets

    from classroom.access.log import read_log
    from classroom.access.rules import read_rules
    from classroom.access.vouchers import issue, vouchers_of

    if count is not None:
        for one in issue(folder, count, clock=access_letters.now(), choose=secrets.choice, plan=plan, by=_user()):
            typer.echo(one.code)
        return
    read_rules(folder)
    there = vouchers_of(read_log(folder).events).values()
    for one in there:
        used = f"used by {one.learner} in order {one.order}" if one.learner else "not used"
        typer.echo(f"{one.code}  {one.plan}, {counted(one.days, 'day')}  {used}")
    if not there:
        typer.echo("No voucher was issued yet: classroom access vouchers N")


def _say(done: Changed, begin: str) -> None:
    from classroom.access.changing import state_words

    typer.echo(f"{begin}: the access {state_words(done.standing, done.zone)}.")


def _tell_of_the_clock(log: AccessLog, zone: ZoneInfo) -> None:
    from classroom.access.log import is_set_back

    clock = access_letters.now()
    if is_set_back(log, clock):
        typer.echo(
            f"This machine's clock says {clock.astimezone(zone):%Y-%m-%d %H:%M}, but the last line of the log is of "
            f"{log.latest.astimezone(zone):%Y-%m-%d %H:%M}: that counts until the clock is set, and nothing changes."
        )


def _user() -> str:
    """Who gives the command; behind sudo, the person who did."""
    import getpass
    import os

    try:
        return os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):
        return ""


def _plain(text: str) -> str:
    """What was written, in one line, without signs that no text has."""
    return " ".join(text.encode("utf-8", errors="replace").decode().split())


def _some(lines: list[str]) -> None:
    """The first lines, and how many there are more."""
    for line in lines[:SHOWN]:
        typer.echo(line)
    if len(lines) > SHOWN:
        typer.echo(f"  … and {len(lines) - SHOWN} more")


app.command()(access_letters.send)

PANEL = "Self-study"
