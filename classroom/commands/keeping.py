"""A class kept safe: backup, restore, forget."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classroom.commands.options import ClassFolder
from classroom.commands.progress import progress_bar, waiting


def backup(
    folder: ClassFolder = Path("class"),
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The file; beside the class folder, with the time, when left out."),
    ] = None,
) -> None:
    """Write a class into one file, from which it can be put back. Nobody has to stop working meanwhile.

    [bold]Example:[/bold] classroom backup --class class --out /media/disk/class.zip
    """
    import datetime as dt

    from classroom.keeping.backup import make_backup

    if out is None:
        here = folder.resolve()
        out = here.parent / f"{here.name}-{dt.datetime.now():%Y%m%d-%H%M%S}.zip"
    with progress_bar("Backing up") as step:
        made = make_backup(folder, out, lambda name, done, total: step("Backing up", done, total))
    typer.echo(f"{made.path} holds {made.files} files of {folder}, {_size(made.size)}.")
    if made.passed:
        typer.echo(f"Passed over, because they are links or no files: {_few(made.passed)}.")
    for one in made.elsewhere:
        typer.echo(f"Not in it: {one}; back that up where it is.")
    typer.echo(
        "The class's secret and everybody's work are in it: keep it where only you can read it.\n"
        f"To put it back: classroom restore {made.path} --class FOLDER"
    )


def restore(
    file: Annotated[Path, typer.Argument(help="A file that classroom backup made.", metavar="FILE")],
    folder: ClassFolder = Path("class"),
    gradebook: Annotated[
        str,
        typer.Option(help="Another gradebook from now on: the address of an empty database, or sqlite for the folder."),
    ] = "",
) -> None:
    """Put a class back into an empty folder, all of it or nothing.

    [bold]Example:[/bold] classroom restore class-20260302-181500.zip --class class
    """
    from classroom.keeping.restore import restore as put_back

    with progress_bar("Restoring") as step:
        made = put_back(file, folder, gradebook, lambda name, done, total: step("Restoring", done, total))
    typer.echo(f"{folder} holds the class {made.name} again, {made.files} files.")
    if made.gradebook:
        from sqlalchemy import make_url

        typer.echo(f"Its gradebook is {make_url(made.gradebook).render_as_string(hide_password=True)}.")
    if made.hub:
        typer.echo(made.hub)


def forget(
    learner: Annotated[str, typer.Argument(help="A learner's id, as in submitted/LEARNER.", metavar="LEARNER")],
    folder: ClassFolder = Path("class"),
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Remove everything that a class holds of a person. Shows what that is, and asks first.

    [bold]Example:[/bold] classroom forget s1234567 --class class
    """
    from classroom.keeping.forget import OUT_OF_REACH, find_person, find_traces
    from classroom.keeping.forget import forget as remove

    with waiting(f"Looking for {learner}"):
        person = find_person(folder, learner)
        traces = find_traces(person)
    if not traces:
        typer.echo(f"There is nothing of {learner} in {folder}.")
        return
    who = f"{learner} ({person.name})" if person.name else learner
    typer.echo(f"Of {who}, {folder} holds:")
    for trace in traces:
        typer.echo(f"  {trace.what}")
    if not yes and not typer.confirm("Remove all of this? It cannot be undone."):
        typer.echo("Nothing was removed.")
        raise typer.Exit(1)
    with waiting(f"Forgetting {learner}"):
        removed, left = remove(folder, learner)
    typer.echo(f"Removed: {len(removed)} of {len(traces)} entries.")
    if left:
        typer.echo(f"The id still stands in what others wrote, please look: {_few(left)}.")
    typer.echo("Out of reach here: " + "; ".join(OUT_OF_REACH) + ".")


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.1f} kB"


def _few(names: tuple[str, ...], most: int = 10) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


PANEL = "The class"
COMMANDS = (backup, restore, forget)
