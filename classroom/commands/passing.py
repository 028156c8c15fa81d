"""Where there is no hub: the course handed out as a file, and work collected from what learners sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classroom.commands.options import ClassFolder, Source
from classroom.commands.progress import progress_bar
from classroom.errors import KitError

if TYPE_CHECKING:
    from classroom.collecting.collect import Collected


def handout(
    folder: ClassFolder = Path("class"),
    language: Annotated[
        list[str] | None,
        typer.Option("--language", "-l", help="Of the lessons, also several; the class's own when left out."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The folder for the zips; handouts in the class folder at first.")
    ] = None,
    source: Source = None,
) -> None:
    """Make the file that learners open on their own computers: the course with every assignment released so far.

    [bold]Example:[/bold] classroom handout --class class --language zh-Hant
    """
    from classroom.handing_out.handout import LARGEST, hand_out

    with progress_bar("Making the handout") as step:
        made = hand_out(folder, language or (), out, source, step)
    for one in made:
        there = ", ".join(one.assignments) or "no assignment"
        state = "" if one.is_new else ", unchanged"
        typer.echo(f"{one.path} ({one.size / 1e6:.0f} MB{state}): the lessons in {one.language}, and {there}.")
        if one.size > LARGEST:
            typer.echo("  It is larger than 60 MB, which many a learning platform does not take.")
    if made[0].left_out:
        typer.echo(
            f"Left out, because not released: {', '.join(made[0].left_out)}. Release one and hand out again: learners "
            "move their folder workspace into the new one and lose nothing."
        )


def collect(
    assignment: Annotated[str, typer.Argument(help="Such as a07.", metavar="ASSIGNMENT")],
    place: Annotated[
        Path,
        typer.Argument(
            help="A folder or zip with what learners sent, as Moodle and Canvas give it, or with mails, or "
            "with files that have the learners' ids in their names.",
            metavar="FOLDER_OR_ZIP",
        ),
    ],
    folder: ClassFolder = Path("class"),
    settle: Annotated[
        list[str] | None,
        typer.Option("--as", help="Whose an upload is that was left over; also several.", metavar="PATH=LEARNER"),
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Say only what would be done.")] = False,
    source: Source = None,
) -> None:
    """Put what learners sent where it is graded. Whose it is, the roster says; what is not certain is left and listed.

    [bold]Example:[/bold] classroom collect a07 downloads/a07.zip --class class
    """
    from classroom.collecting.collect import collect as collect_work

    with progress_bar(f"Collecting {assignment}") as step:
        done = collect_work(
            folder, assignment, place, settled=_settled(settle or []), dry=dry, source=source, tell=step
        )
    _tell(done, folder)
    if done.left:
        raise typer.Exit(1)


def _settled(given: list[str]) -> dict[str, str]:
    found = {}
    for one in given:
        path, equals, learner = one.rpartition("=")
        if not (equals and path and learner):
            raise KitError(
                f'--as is {one!r}; write "PATH=LEARNER", with the path as the list of what was left over has it.'
            )
        found[path] = learner
    return found


def _tell(done: Collected, folder: Path) -> None:
    """Say what collecting came to."""
    from classroom.collecting.collect import counts

    number = counts(done)
    would = "would be " if done.dry else ""
    words = {
        "new": f"{would}new",
        "newer": f"{would}put in place of an older one, which is kept",
        "attempt": f"{would}kept as an earlier attempt",
        "unchanged": "there already",
        "older": "older than what is there, not taken",
        "set aside": "not taken, because another was named",
    }
    parts = [f"{number[action]} {said}" for action, said in words.items() if action in number]
    typer.echo(f"{done.assignment}: {'; '.join(parts) or 'nothing to take'}.")
    for action in ("newer", "attempt", "older", "set aside"):
        for one in done.placed:
            if one.action == action:
                typer.echo(f"  {one.learner}: {_path(one.path)} {words[action]}")
    for count, said in (
        (done.other_assignments, "Files of other assignments"),
        (done.passed_over, "Files that hold nothing to be graded"),
        (done.dropped, "Files left out of uploads, too many or too large"),
    ):
        if count:
            typer.echo(f"{said}: {count}")
    if done.missing:
        some = ", ".join(done.missing[:12]) + (f" and {len(done.missing) - 12} more" if len(done.missing) > 12 else "")
        typer.echo(f"Nothing yet from {len(done.missing)} of {done.learners}: {some}")
    if done.left:
        typer.echo(f"Left over: {len(done.left)}")
        for one in done.left:
            typer.echo(f"  {_path(one.path)}: {one.why}")
        typer.echo('To say whose one is, add --as "PATH=LEARNER" with the path as it stands here.')
    elif not done.dry:
        typer.echo(f"  classroom grade {done.assignment} --class {folder}")


def _path(path: str) -> str:
    """A stranger's path, to be shown and, where all of it can be seen, to be copied."""
    from classroom.grading.notebook_file import shown

    return path if path.isprintable() else shown(path)


PANEL = "Without a hub"
COMMANDS = (handout, collect)
