"""The class in the browser: served, checked, ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classroom.commands.browser import show
from classroom.commands.options import ClassFolder, Source
from classroom.commands.progress import progress_bar, waiting
from classroom.errors import KitError

if TYPE_CHECKING:
    from classroom.hub.findings import Finding
    from classroom.hub.serve import Prepared

MARKS = {"stop": "STOP", "unsafe": "UNSAFE", "mends": "mends", "note": "note"}


def serve(
    folder: ClassFolder = Path("class"),
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port; the one in class.toml when left out.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only look whether everything is ready and safe.")] = False,
    even_so: Annotated[bool, typer.Option("--even-so", help="Serve although something is unsafe.")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="End all learners' servers after the hub has ended.")] = False,
    new_password: Annotated[
        list[str] | None,
        typer.Option(help="An instructor who gets a new first password, also several.", metavar="NAME"),
    ] = None,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser.")] = True,
    source: Source = None,
) -> None:
    """Serve the class to browsers with JupyterHub: everybody on the roster gets the course, handed-out work, feedback.

    [bold]Example:[/bold] sudo .venv/bin/classroom serve --class class
    """
    from classroom.class_folder import read_class
    from classroom.hub import doctor
    from classroom.hub.places import places
    from classroom.roster import read_roster

    settings = read_class(folder)
    where = places(folder, settings)
    if stop:
        _stop(folder)
        return
    with waiting("Looking at this machine"):
        chosen = port or settings.hub.port
        found = doctor.look(folder, settings, where, read_roster(folder), chosen)
    if check:
        _report(found)
        return
    doctor.check(found, even_so=even_so)
    _serve(folder, port, browser=browser, source=source, anew=tuple(new_password or ()))


def _stop(folder: Path) -> None:
    import os

    from classroom.class_folder import read_class
    from classroom.hub import serve as hub
    from classroom.hub.places import places

    where = places(folder, read_class(folder))
    if os.geteuid() != 0:
        raise KitError("Only root can end servers of many accounts; use sudo.")
    if hub.is_running(where):
        raise KitError("The hub is running; end it first, with Ctrl-C where it was started.")
    with progress_bar("Ending servers"):
        ended = hub.end_servers(where)
    typer.echo(f"{len(ended)} servers were ended." if ended else "No server was running.")


def _report(found: list[Finding]) -> None:
    for one in found:
        typer.echo(f"{MARKS[one.weight]:>6}  {one.what}\n{'':8}{one.remedy}".rstrip())
    bad = [one for one in found if one.weight in ("stop", "unsafe")]
    if bad:
        raise KitError(f"{len(bad)} of these have to be put right first.")
    typer.echo("Everything is ready: the class can be served.")


def _serve(folder: Path, port: int | None, *, browser: bool, source: Path | None, anew: tuple[str, ...]) -> None:
    import contextlib
    import signal

    from classroom.class_folder import read_class
    from classroom.hub import serve as hub
    from classroom.hub.places import places

    where = places(folder, read_class(folder))
    if hub.is_running(where):
        raise KitError("The hub of this class is running already.")
    with progress_bar("Preparing") as step:
        prepared = hub.prepare(folder, source, step, anew=anew)
    _tell(folder, prepared)
    for sign in (signal.SIGINT, signal.SIGTERM):  # also where a shell has it ignored, which all servers would inherit
        signal.signal(sign, signal.default_int_handler)
    with waiting("Starting the hub"):
        running = hub.Hub(folder, port)
        try:
            running.wait_until_up()
        except BaseException:
            running.stop()
            raise
    typer.echo(f"The class is open at\n  {running.url}\nCtrl-C ends the hub; learners' servers go on.")
    if browser:
        show(running.url)
    ended = None
    with contextlib.suppress(KeyboardInterrupt):
        ended = running.wait()
    running.stop()
    if ended is not None:
        raise KitError(f"The hub has ended by itself; see {where.log}. The same command starts it again.")
    left = hub.running_servers(where)
    typer.echo(
        f"\nThe hub has ended. {len(left)} servers go on, and the next start finds them; "
        f"`classroom serve --stop --class {folder}` ends them."
        if left
        else "\nThe hub has ended. Everybody's work is saved in their homes."
    )


def _tell(folder: Path, prepared: Prepared) -> None:
    from classroom.hub.codes import FILE_NAME as CODES

    if prepared.closed:
        typer.echo(f"Closed to learners: {', '.join(str(one) for one in prepared.closed)}")
    if prepared.handed_out:
        typer.echo(f"Handed out: {', '.join(prepared.handed_out)}")
    if prepared.passwords is not None:
        for name, password in prepared.passwords.items():
            typer.echo(f"First password of {name}, shown this once: {password}")
        typer.echo(f"Sign-up codes for learners: {folder / CODES}")


PANEL = "The class"
COMMANDS = (serve,)
