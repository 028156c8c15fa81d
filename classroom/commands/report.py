"""The class: what it knows, and where everybody is right now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classroom.commands.browser import show
from classroom.commands.options import ClassFolder, Source
from classroom.commands.progress import waiting
from classroom.errors import KitError

if TYPE_CHECKING:
    from classroom.class_settings import ClassSettings


def report(
    folder: ClassFolder = Path("class"),
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file; reports/report.html of the class when left out.")
    ] = None,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")] = True,
    live: Annotated[
        bool, typer.Option("--live", help="Instead: a page that shows who is where while the class works.")
    ] = False,
    homes: Annotated[
        Path | None,
        typer.Option(
            help="With --live: the folder with a folder for each learner, in which a workspace lies; "
            "the homes of the class's hub when left out."
        ),
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="With --live: the port; the next free one from 8790 on when left out.")
    ] = None,
    gradebook: Annotated[
        str, typer.Option(help="The gradebook's address as nbgrader takes it; the class's own when left out.")
    ] = "",
    source: Source = None,
) -> None:
    """Make one page of what a class has handed in, knows and mixes up, and of who needs help.

    With --live, a page of this machine's own that renews itself, from the records in the learners' workspaces.

    [bold]Example:[/bold] classroom report --class class

    [bold]Example:[/bold] classroom report --live --homes homes
    """
    if live:
        _live(folder, homes, port, browser, source)
        return
    if homes is not None or port is not None:
        raise KitError("--homes and --port go with --live; leave them out, or add --live.")
    import datetime as dt

    from classroom.class_folder import class_course
    from classroom.files import write_whole
    from classroom.report.page import report_page

    with waiting("Making the report"):
        text = report_page(class_course(folder, source), folder, dt.datetime.now(dt.UTC), gradebook)
        path = folder / "reports" / "report.html" if out is None else out
        write_whole(path, text)
        path.chmod(0o600)
    typer.echo(f"{path} is the report. It names learners and their points: it is for instructors.")
    if browser:
        show(path.resolve().as_uri())


def _live(folder: Path, homes: Path | None, port: int | None, browser: bool, source: Path | None) -> None:
    """Serve the page until somebody presses Ctrl-C."""
    import datetime as dt

    from classroom.class_folder import class_course, read_class
    from classroom.report.live import Pages, Watch, serving
    from classroom.report.room import seats
    from classroom.report.room_page import room_page, room_part
    from classroom.report.wrong_answers import WrongAnswers
    from classroom.roster import read_roster

    settings = read_class(folder)
    where, owners = _homes(folder, settings, homes)
    names = {one.id: one.name for one in read_roster(folder)}
    watch = Watch(where, lambda: dt.datetime.now(dt.UTC), owners)
    known = WrongAnswers(class_course(folder, source), settings.language)

    def part() -> str:
        records, at = watch.records()
        return room_part(seats(records, names, at), known, at.astimezone(settings.zone), settings.language)

    def whole(token: str, nonce: str) -> str:
        return room_page(settings.name, settings.language, token, nonce, part())

    with serving(Pages(whole=whole, part=part), port) as (server, address):
        typer.echo(f"The class is at\n  {address}\nCtrl-C ends it.")
        if browser:
            show(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            typer.echo("\nThe page has ended. Nothing of the learners' was changed.")


def _homes(folder: Path, settings: ClassSettings, asked: Path | None) -> tuple[Path, dict[str, str]]:
    """Where the learners' folders lie, and whose each is that is not called by an id: in a hub they are accounts'."""
    import os

    owners: dict[str, str] = {}
    homes = asked
    if homes is None:
        from classroom.hub.accounts import read_accounts
        from classroom.hub.places import places

        hub = places(folder, settings)
        homes = hub.homes
        if not homes.is_dir():
            raise KitError(
                "This class has no hub on this machine, so say with --homes in which folder the learners' folders lie."
            )
        owners = {one.name: one.id for one in read_accounts(hub.accounts).values()}
    if not homes.is_dir():
        raise KitError(f"There is no folder {homes}; --homes names the one with a folder for each learner.")
    there = [one for one in homes.iterdir() if one.is_dir()]
    if there and not any(os.access(one, os.R_OK | os.X_OK) for one in there):
        raise KitError(f"The folders in {homes} are closed to you; run the command as root, with sudo.")
    return homes, owners


PANEL = "The class"
COMMANDS = (report,)
