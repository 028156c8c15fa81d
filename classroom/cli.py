"""The command line of the classroom. Its commands stand in classroom/commands/."""

from __future__ import annotations

import sys

import typer

from classroom.commands import (
    access,
    assignments,
    certificate,
    course,
    demonstration,
    export,
    hub,
    keeping,
    passing,
    people,
    report,
    returning,
)
from classroom.commands.progress import Stopped
from classroom.errors import KitError

app = typer.Typer(
    name="classroom",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def classroom() -> None:
    """Build and open the course; run a class on it, from the roster to the report."""


SUBJECTS = (course, people, assignments, returning, passing, report, export, certificate, keeping, hub, demonstration)

for subject in SUBJECTS:
    for command in subject.COMMANDS:
        app.command(rich_help_panel=subject.PANEL)(command)

app.add_typer(access.app, name="access", rich_help_panel=access.PANEL)


def main() -> None:
    """Run the command line; what goes wrong in a known way ends in one sentence and a non-zero exit."""
    try:
        app()
    except Stopped as stop:
        typer.echo(str(stop), err=True)
        sys.exit(130)
    except KitError as problem:
        _fail(str(problem))
    except PermissionError as problem:
        _fail(f"{problem.filename or 'A file'} cannot be read or written: {problem.strerror}.")


def _fail(sentence: str) -> None:
    typer.echo(f"classroom: {sentence}", err=True)
    sys.exit(1)
