"""People: a class with its roster, more time for one of them, and where everybody stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classroom.commands.options import ClassFolder, Source, read_day
from classroom.commands.progress import interruptible, waiting
from classroom.counted import counted
from classroom.errors import KitError

if TYPE_CHECKING:
    from classroom.class_settings import ClassSettings
    from classroom.roster import Learner
    from classroom.roster.reading import Imported, Note

SHOWN = 20
"""Lines of a kind that are printed before the others are counted only."""

IdColumn = Annotated[
    str,
    typer.Option(
        "--id",
        help="The words above the column with the ids, where the list calls them otherwise; or email: the part of the "
        "address before @.",
    ),
]


def new(
    name: Annotated[str, typer.Argument(help="What the class is called.", metavar="NAME")],
    language: Annotated[str, typer.Option("--language", "-l", help="en, zh-Hant or zh-Hans.")] = "en",
    scenario: Annotated[
        str | None,
        typer.Option(
            help="The ledger it is taught on: a scenario (`python -m generator scenarios`) or a scenario file; the "
            "kit's sample when left out."
        ),
    ] = None,
    starts: Annotated[str, typer.Option(help="The first day, as 2026-03-02.")] = "",
    ends: Annotated[str, typer.Option(help="The last day; with both, every assignment gets a due date.")] = "",
    timezone: Annotated[str, typer.Option(help="In which its times are said, such as Europe/London.")] = "Asia/Taipei",
    roster: Annotated[
        Path | None, typer.Option(help="The list of learners: CSV or .xlsx, as schools and platforms export it.")
    ] = None,
    id_column: IdColumn = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The class folder; called like the class when left out.")
    ] = None,
    source: Source = None,
) -> None:
    """Begin a class: its folder with settings, due dates, roster and ledger. Run again, it only finishes its ledger.

    [bold]Example:[/bold] classroom new "Spring 2026" --starts 2026-03-02 --ends 2026-03-13 --roster learners.xlsx
    """
    from classroom.course import check_language, find_course
    from classroom.new_class import folder_name, new_class
    from generator.engine.progress import watching

    if not name.strip():
        raise KitError("A class needs a name.")
    check_language(language)
    folder = out or Path(folder_name(name))
    days = {which: read_day(text, f"--{which}") for which, text in (("starts", starts), ("ends", ends))}
    read = _read(roster, id_column) if roster else None
    with interruptible():
        begun = new_class(
            find_course(source),
            folder,
            name.strip(),
            watching=watching,
            language=language,
            scenario=scenario,
            timezone=timezone,
            roster=read.roster if read else None,
            **days,
        )
    place = _quoted(folder)
    if begun.is_new:
        typer.echo(f"{folder} is the folder of the class {begun.settings.name}.")
        typer.echo(_dates_line(begun.settings))
    else:
        typer.echo(f"The class {begun.settings.name} is in {folder} already; its settings stay as they are.")
    if begun.ledger:
        typer.echo(f"Its ledger is in {folder / 'ledgers'}: scenario {begun.settings.scenario}.")
    if begun.rostered:
        typer.echo(f"On its roster: {counted(len(begun.roster), 'learner')}.")
        _tell(read.notes)
    elif read:
        typer.echo(f"Its roster stays too; to change it: classroom roster {_quoted(roster)} --class {place}")
    commands = [f"classroom release a01 --class {place}", f"classroom status --class {place}"]
    if not begun.roster:
        commands.insert(0, f"classroom roster FILE --class {place}")
    typer.echo("\n".join(["Next:", *(f"  {command}" for command in commands)]))


def roster(
    file: Annotated[Path, typer.Argument(help="A list of learners: CSV or .xlsx, as schools and platforms export it.")],
    folder: ClassFolder = Path("class"),
    remove: Annotated[
        bool,
        typer.Option("--remove", help="Take out who is not in the list. What they handed in stays where it is."),
    ] = False,
    id_column: IdColumn = "",
) -> None:
    """Bring the roster up to date with a list: who is new is added, what changed is changed, nobody else is touched.

    [bold]Example:[/bold] classroom roster learners.xlsx --class class
    """
    from classroom.class_folder import read_class
    from classroom.roster import read_roster, write_roster
    from classroom.roster.changes import brought_up_to_date

    read_class(folder)
    before = read_roster(folder)
    read = _read(file, id_column)
    changes = brought_up_to_date(before, read.roster, remove=remove)
    if changes.roster != before:
        write_roster(folder, changes.roster)
    parts = [
        f"{len(found)} {word}"
        for found, word in ((changes.added, "added"), (changes.changed, "changed"), (changes.gone, "taken out"))
        if found
    ]
    parts += [f"{changes.same} as before"] if changes.same else []
    parts += [f"{len(changes.missing)} not in the list"] if changes.missing else []
    typer.echo(f"{folder / 'roster.csv'}: {counted(len(changes.roster), 'learner')}; {', '.join(parts)}.")
    _lines("+", changes.added)
    _lines("-", changes.gone)
    _some(f"  {old.id}: {_difference(old, now)}" for old, now in changes.changed)
    if changes.missing:
        typer.echo("Not in the list, and still on the roster (--remove takes them out):")
        _lines(" ", changes.missing)
    _tell(read.notes)


def extend(
    learner: Annotated[str, typer.Argument(help="A learner's id, as on the roster.", metavar="LEARNER")],
    assignment: Annotated[str, typer.Argument(help="Such as a07.", metavar="ASSIGNMENT")],
    until: Annotated[str, typer.Option(help="A day (its end), or a day and a time: 2026-03-20, '2026-03-20 18:00'.")],
    folder: ClassFolder = Path("class"),
    source: Source = None,
) -> None:
    """Give one learner more time for an assignment; class.toml keeps it.

    [bold]Example:[/bold] classroom extend 1130001 a07 --until 2026-03-20
    """
    from classroom.course import find_course
    from classroom.extending import extend as extend_date

    done = extend_date(find_course(source), folder, learner, assignment, until)
    when = f"{assignment} is due for {done.learner} at {done.until:%Y-%m-%d %H:%M}"
    if done.until == done.before:
        typer.echo(f"{when}, as before.")
        return
    typer.echo(f"{when} instead of {done.before:%Y-%m-%d %H:%M}.")
    if (folder / "submitted" / done.learner / assignment).exists():
        typer.echo(
            f"It was handed in already; the points follow with: classroom grade {assignment} --class {_quoted(folder)}"
        )


def status(
    folder: ClassFolder = Path("class"),
    learners: Annotated[bool, typer.Option("--learners", help="Also every learner, with every assignment.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Everything as JSON, with the learners.")] = False,
    source: Source = None,
) -> None:
    """Say where the class stands: released, due, handed in, graded, and what waits for a person.

    [bold]Example:[/bold] classroom status --class class --learners
    """
    import json

    from rich.console import Console

    from classroom.course import find_course
    from classroom.status import class_status
    from classroom.status_tables import LEGEND, assignments_table, learners_tables

    with waiting("Looking at the class"):
        found = class_status(find_course(source), folder)
    if as_json:
        typer.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False)
    count = counted(len(found.learners), "learner")
    who = f"{count} on the roster" if found.has_roster else f"no roster; {count} with work in submitted/"
    console.print(f"{found.name}: {who}", markup=False)
    console.print(assignments_table(found, console.width))
    if learners and found.learners:
        for table in learners_tables(found, console.width):
            console.print()
            console.print(table)
        console.print(LEGEND, markup=False)
    if to_grade := [one.id for one in found.assignments if one.to_grade]:
        works = sum(one.to_grade for one in found.assignments)
        typer.echo(f"{works} to grade: classroom grade {' '.join(to_grade)} --class {_quoted(folder)}")
    if found.strangers:
        folders = (f"{name} ({', '.join(works) or 'no assignment'})" for name, works in found.strangers.items())
        typer.echo("Folders in submitted/ of nobody on the roster:")
        _some(f"  {one}" for one in folders)
    if found.skipped:
        typer.echo(f"Passed over in submitted/, because they are links or no names: {', '.join(found.skipped)}.")


def _read(path: Path, id_column: str) -> Imported:
    """A list with somebody in it."""
    from classroom.roster.reading import read_list

    with waiting("Reading the list of learners"):
        read = read_list(path, id_column)
    if not read.roster:
        _tell(read.notes)
        raise KitError(f"There is nobody in {path} who could be put on a roster.")
    return read


def _dates_line(settings: ClassSettings) -> str:
    if not settings.due:
        return "No due dates yet: write them into its class.toml below [due]."
    days = sorted(at.date() for at in settings.due.values())
    when = f"on {days[0]}" if days[0] == days[-1] else f"from {days[0]} to {days[-1]}"
    return f"Assignments are due {when}; its class.toml says which when, and can be changed."


def _difference(old: Learner, new: Learner) -> str:
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in ("name", "email", "group"))
    return ", ".join(f"{name} {was or '(none)'} → {now}" for name, was, now in pairs if was != now)


def _lines(sign: str, learners: Iterable[Learner]) -> None:
    _some(f"  {sign} {one.id} {one.name}".rstrip() for one in learners)


def _some(lines: Iterable[str]) -> None:
    """The first lines, and how many there are more."""
    every = list(lines)
    for line in every[:SHOWN]:
        typer.echo(line)
    if len(every) > SHOWN:
        typer.echo(f"  … and {len(every) - SHOWN} more")


def _tell(notes: Iterable[Note]) -> None:
    for note in notes:
        typer.echo(f"  {note.sentence}")


def _quoted(path: Path) -> str:
    """A path as every shell takes it."""
    return str(path) if re.fullmatch(r"[\w./\\:~-]+", str(path)) else f'"{path}"'


PANEL = "People"
COMMANDS = (new, roster, extend, status)
