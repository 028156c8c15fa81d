"""A class played through, to see what there is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classroom.commands.browser import show
from classroom.commands.options import Source
from classroom.commands.progress import progress_bar
from classroom.errors import KitError


def demo(
    folder: Annotated[Path, typer.Option("--out", "-o", help="The folder for the class.")] = Path("demo-class"),
    language: Annotated[str, typer.Option("--language", "-l", help="en, zh-Hant or zh-Hans.")] = "en",
    learners: Annotated[int, typer.Option(min=1, max=500, help="How many learners there are.")] = 30,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, help="Processes; one for each core when left out.")
    ] = None,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the report in a browser.")] = True,
    trusted: Annotated[
        bool, typer.Option("--trust-submissions", help="Without a sandbox, where this machine has none.")
    ] = False,
    source: Source = None,
) -> None:
    """Play a whole class through: learners of several kinds hand in, are graded and get feedback, up to the report.

    [bold]Example:[/bold] classroom demo --language zh-Hant
    """
    import os

    from classroom.course import check_language, find_course
    from classroom.demo import play
    from classroom.grading.summary import summary_text
    from generator.engine.workers import WorkersError, workers_for

    check_language(language)
    with progress_bar("Playing a class") as step:
        try:
            played = play(
                find_course(source),
                folder,
                language=language,
                learners=learners,
                workers=workers_for(workers or os.cpu_count() or 1, None),
                step=step,
                trusted=trusted,
            )
        except WorkersError as problem:
            raise KitError(str(problem)) from problem
    for one in played.graded:
        typer.echo(summary_text(one, folder))
    typer.echo(
        f"\nThe report   {played.report}\nFeedback     {played.feedback}\nScores       {played.scores}\n"
        f"Where everybody stands: classroom status --learners --class {folder}"
    )
    if browser:
        show(played.report.resolve().as_uri())


PANEL = "The class"
COMMANDS = (demo,)
