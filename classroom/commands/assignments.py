"""Assignments: released, graded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from classroom.commands.options import ClassFolder, Source
from classroom.commands.progress import progress_bar, waiting
from classroom.errors import KitError

if TYPE_CHECKING:
    from classroom.grading.result import Graded


def release(
    assignment: Annotated[str, typer.Argument(help="Such as a07.", metavar="ASSIGNMENT")],
    folder: Annotated[Path, typer.Option("--class", "-c", help="The class folder; made where it is not there.")] = Path(
        "class"
    ),
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="en, zh-Hant or zh-Hans, for a new class; en when left out.")
    ] = None,
    source: Source = None,
) -> None:
    """Make an assignment ready to be handed out and graded with nbgrader: its source and release folders.

    [bold]Example:[/bold] classroom release a07 --class class --language zh-Hant
    """
    from classroom.class_folder import class_course
    from classroom.course import check_language
    from classroom.release import release as release_assignment

    if language is not None:
        check_language(language)
    with waiting(f"Releasing {assignment}"):
        released = release_assignment(class_course(folder, source), assignment, folder, language)
        on_the_hub = _put_on_the_hub(folder, assignment)
    if on_the_hub:
        typer.echo(f"{assignment} is in the exchange: learners on the hub can fetch it.")
    typer.echo(
        f"{released.release} is ready to be handed out.\n"
        f"Put what comes back into {folder / 'submitted'}/LEARNER/{assignment}/, then:\n"
        f"  classroom grade {assignment} --class {folder}"
    )


def _put_on_the_hub(folder: Path, assignment: str) -> bool:
    """Put an assignment where learners on the class's hub fetch it; whether there is such a place."""
    import sys

    if sys.platform == "win32":  # where no hub can be
        return False
    from classroom.hub.exchange import hand_out, has_exchange

    if not has_exchange(folder):
        return False
    hand_out(folder, [assignment])
    return True


def grade(
    assignment: Annotated[list[str], typer.Argument(help="Such as a07, also several.", metavar="ASSIGNMENT...")],
    folder: ClassFolder = Path("class"),
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, help="Processes; one for each core when left out.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="The address of a Dask scheduler whose machines see the class folder.")
    ] = None,
    gradebook: Annotated[
        str,
        typer.Option(help="The gradebook's address as nbgrader takes it; gradebook.db of the class at first."),
    ] = "",
    each: Annotated[bool, typer.Option("--each", help="A line for each learner who is done.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
    trusted: Annotated[
        bool,
        typer.Option(
            "--trust-submissions",
            help="Run work without a sandbox: only what you would run yourself.",
        ),
    ] = False,
    source: Source = None,
) -> None:
    """Grade what was handed in: points, feedback, gradebook. Ctrl-C loses nothing; start it again to go on.

    [bold]Example:[/bold] classroom grade a07 --class class
    """
    import os

    from classroom.class_folder import class_course
    from classroom.grading.batch import grade_class
    from classroom.grading.summary import learner_line, summary_json, summary_text
    from generator.engine.workers import WorkersError, workers_for

    course = class_course(folder, source)
    summaries = []
    for name in assignment:
        with progress_bar(f"Grading {name}") as step:

            def tell(graded: Graded, done: int, total: int, step: Any = step) -> None:
                if each:
                    typer.echo(learner_line(graded), err=as_json)
                step(graded.learner, done, total)

            try:
                summaries.append(
                    grade_class(
                        course,
                        folder,
                        name,
                        workers_for(workers or os.cpu_count() or 1, cluster),
                        gradebook=gradebook,
                        trusted=trusted,
                        tell=tell,
                    )
                )
            except WorkersError as problem:
                raise KitError(str(problem)) from problem
        if not as_json:
            typer.echo(summary_text(summaries[-1], folder))
    if as_json:
        typer.echo(summary_json(summaries))


def own(
    learner: Annotated[str, typer.Argument(help="A learner's id, as in submitted/LEARNER.", metavar="LEARNER")],
    folder: ClassFolder = Path("class"),
) -> None:
    """Print the right numbers of a learner's own ledger, to read the capstone's plan beside them.

    [bold]Example:[/bold] classroom own s1234567 --class class
    """
    from classroom.own_numbers import own_numbers

    with waiting(f"Drawing the ledger of {learner}"):
        numbers = own_numbers(folder, learner)
    typer.echo(numbers)


PANEL = "Assignments"
COMMANDS = (release, grade, own)
