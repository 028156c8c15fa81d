"""Points for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from classroom.commands.options import ClassFolder
from classroom.commands.progress import waiting
from classroom.errors import KitError


class Form(StrEnum):
    """Whom an export is for."""

    csv = "csv"
    moodle = "moodle"
    canvas = "canvas"


class By(StrEnum):
    """What Moodle knows learners by."""

    email = "email"
    id = "id"


class Decimal(StrEnum):
    """What stands before a fraction."""

    point = "point"
    comma = "comma"


def export(
    assignments: Annotated[
        list[str] | None,
        typer.Argument(help="Such as a07, also several; all when left out.", metavar="[ASSIGNMENT]..."),
    ] = None,
    form: Annotated[Form, typer.Option("--for", help="A plain table, or the program that takes it.")] = Form.csv,
    folder: ClassFolder = Path("class"),
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file; in the class's folder exports/ when left out.")
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(help="Moodle's grading worksheet of one assignment, or Canvas's exported gradebook, to fill in."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(help='What the other program calls an assignment, as in a07="RFM (4711)"; also several.'),
    ] = None,
    long: Annotated[bool, typer.Option("--long", help="Of a plain table: a row for each learner and task.")] = False,
    by: Annotated[By, typer.Option(help="What Moodle knows learners by.")] = By.email,
    scale: Annotated[
        float | None, typer.Option(min=0.01, help="What Moodle's grades are out of; the assignments' points at first.")
    ] = None,
    decimal: Annotated[
        Decimal | None, typer.Option(help="What stands before a fraction, where the other program wants a comma.")
    ] = None,
    gradebook: Annotated[
        str, typer.Option(help="The gradebook's address as nbgrader takes it; the class's own at first.")
    ] = "",
) -> None:
    """Write the points as they are now, with those given by hand and late work counted: a table, Moodle or Canvas.

    [bold]Example:[/bold] classroom export a07 --for moodle --template worksheet.csv --class class
    """
    from classroom.exporting.making import Wanted, make_export, write_export

    if long and form is not Form.csv:
        raise KitError("--long is for a plain table: leave it out, or say --for csv.")
    if template is not None and form is Form.csv:
        raise KitError("A plain table has no template: say --for moodle or --for canvas, or leave --template out.")
    wanted = Wanted(
        form=form.value,
        assignments=tuple(assignments or ()),
        template=template,
        columns=_columns(column or []),
        long=long,
        by=by.value,
        scale=scale,
        decimal={None: "", Decimal.point: ".", Decimal.comma: ","}[decimal],
        gradebook=gradebook,
    )
    with waiting("Reading the gradebook"):
        made = make_export(folder, wanted)
        path = write_export(made, folder, wanted, out)
    who = "1 learner" if made.count == 1 else f"{made.count} learners"
    typer.echo(f"{path} holds the points of {who}.")
    for note in made.notes:
        typer.echo(note)
    if made.left:
        typer.echo("Left over, with points, but not in the file:", err=True)
        for learner, why in sorted(made.left.items()):
            typer.echo(f"  {learner}: {why}", err=True)
        raise typer.Exit(1)


def _columns(given: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in given:
        assignment, sign, title = one.partition("=")
        if not (assignment.strip() and sign and title.strip()):
            raise KitError(f'--column {one!r} says nothing: write it as a07="RFM (4711)".')
        found[assignment.strip()] = title.strip()
    return found


PANEL = "The class"
COMMANDS = (export,)
