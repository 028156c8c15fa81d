"""The command line of the classroom: build, start, reset, release, grade, slides, site, own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from classroom.errors import KitError

if TYPE_CHECKING:
    from classroom.grading.result import Graded
    from classroom.manifest import Reveal
    from classroom.workspace import Change

app = typer.Typer(
    name="classroom",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Languages = Annotated[
    list[str] | None,
    typer.Option("--language", "-l", help="en, zh-Hant or zh-Hans, also several; the first two when left out."),
]
Workspace = Annotated[Path, typer.Option("--out", "-o", help="The workspace, the folder that learners open.")]
Source = Annotated[
    Path | None, typer.Option("--source", help="The folder with course/, exercises/ and datasets/; the kit's own.")
]
Datasets = Annotated[
    Path | None,
    typer.Option(
        help="A ledger to teach on instead, as `python -m generator sample --scenario cafe --out FOLDER` makes."
    ),
]


@app.callback()
def classroom() -> None:
    """Build the course for learners, open it, and hand out its assignments."""


@app.command()
def build(
    language: Languages = None,
    out: Workspace = Path("workspace"),
    edition: Annotated[
        str, typer.Option(help="learner, or instructor: with the answers filled in and the notes for teaching.")
    ] = "learner",
    reveal: Annotated[
        str | None,
        typer.Option(help="After how many different wrong answers a worked answer can be seen, or never; 3 at first."),
    ] = None,
    datasets: Datasets = None,
    source: Source = None,
) -> None:
    """Make the learners' workspace from the sources, or renew it. What a learner changed is never overwritten.

    [bold]Example:[/bold] classroom build --language zh-Hant --out workspace
    """
    _check_edition(edition)
    changes = _build(out, language, edition=edition, reveal=_reveal(reveal), datasets=datasets, source=source)
    _report(changes, out)


@app.command()
def start(
    language: Annotated[
        str | None,
        typer.Option("--language", "-l", help="Of the course and JupyterLab's menus: en, zh-Hant or zh-Hans."),
    ] = None,
    port: Annotated[int | None, typer.Option(help="The port; the next free one from 8888 on when left out.")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    out: Workspace = Path("workspace"),
    datasets: Datasets = None,
    source: Source = None,
) -> None:
    """Open the course in JupyterLab; the workspace is made or renewed first where that is needed.

    [bold]Example:[/bold] classroom start --language zh-Hant --port 8899
    """
    from classroom.course import check_language
    from classroom.lab import check_port, missing_fonts, prepare, serve
    from customer_value.settings import LANGUAGES

    if language is not None:
        check_language(language)
    if port is not None:
        check_port(port)
    changes = _build(out, None if language is None else [*LANGUAGES, language], datasets=datasets, source=source)
    if changes:
        _report(changes, out)
    if command := missing_fonts():
        typer.echo(f"No font for Chinese was found, so the browser may show boxes. To install one: {command}")
    page = f"{language}/START.ipynb" if language else "START.ipynb"
    running = prepare(out, page=page, language=language, port=port, browser=browser)
    typer.echo(f"The course is open at\n  {running.url}\nCtrl-C ends it.")
    serve(running)
    typer.echo("\nJupyterLab has ended. Your work is saved in the workspace.")


@app.command()
def reset(
    page: Annotated[str, typer.Argument(help="A lesson such as 7.1, or an assignment such as a07.", metavar="PAGE")],
    language: Languages = None,
    out: Workspace = Path("workspace"),
    source: Source = None,
) -> None:
    """Put a lesson or an assignment back to new. The old notebook is kept beside it.

    [bold]Example:[/bold] classroom reset 7.1 --language en
    """
    from classroom.course import check_language, find_course
    from classroom.reset import reset as reset_page

    chosen = [check_language(one) for one in language or _there(out)]
    with _waiting(f"Resetting {page}"):
        changes = reset_page(find_course(source), page, out, chosen)
    for change in changes:
        kept = f"; yours is kept as {change.other.name}" if change.other else ""
        typer.echo(f"{change.path} is new{kept}.")


@app.command()
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
    from classroom.course import check_language, find_course
    from classroom.release import release as release_assignment

    if language is not None:
        check_language(language)
    with _waiting(f"Releasing {assignment}"):
        released = release_assignment(find_course(source), assignment, folder, language)
    typer.echo(
        f"{released.release} is ready to be handed out.\n"
        f"Put what comes back into {folder / 'submitted'}/LEARNER/{assignment}/, then:\n"
        f"  classroom grade {assignment} --class {folder}"
    )


@app.command()
def grade(
    assignment: Annotated[list[str], typer.Argument(help="Such as a07, also several.", metavar="ASSIGNMENT...")],
    folder: Annotated[Path, typer.Option("--class", "-c", help="The class folder.")] = Path("class"),
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

    from classroom.course import find_course
    from classroom.grading.batch import grade_class
    from classroom.grading.summary import learner_line, summary_json, summary_text
    from generator.engine.workers import WorkersError, workers_for

    course = find_course(source)
    summaries = []
    for name in assignment:
        with _progress_bar(f"Grading {name}") as step:

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


@app.command()
def slides(
    lesson: Annotated[list[str] | None, typer.Argument(help="Such as 7.1, also several; all when left out.")] = None,
    language: Languages = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the slides.")] = Path("slides"),
    datasets: Datasets = None,
    source: Source = None,
) -> None:
    """Make slides of lessons, one file each that needs no network; S shows the notes for the speaker.

    [bold]Example:[/bold] classroom slides 7.1 7.2 --language zh-Hant
    """
    from classroom.course import check_language, find_course
    from classroom.slides.making import make_slides
    from customer_value.settings import LANGUAGES

    chosen = [check_language(one) for one in language or LANGUAGES]
    course = find_course(source, datasets)
    entries = [course.lesson(one) for one in lesson] if lesson else list(course.lessons)
    with _progress_bar() as step:
        files = make_slides(course, entries, out, list(dict.fromkeys(chosen)), step)
    for file in files:
        typer.echo(str(file))


@app.command()
def site(
    lesson: Annotated[
        list[str] | None, typer.Argument(help="Only these lessons or assignments, such as 7.1; all when left out.")
    ] = None,
    language: Languages = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the book.")] = Path("site"),
    edition: Annotated[
        str, typer.Option(help="learner, or instructor: with answers, notes, likely mistakes and the guide.")
    ] = "learner",
    datasets: Datasets = None,
    source: Source = None,
) -> None:
    """Make the course a book for the browser that needs no network, and pack it as one file beside its folder.

    [bold]Example:[/bold] classroom site --out site
    """
    from classroom.course import check_language, find_course
    from classroom.site.making import make_site
    from customer_value.settings import READABLE

    _check_edition(edition)
    chosen = [check_language(one) for one in language or READABLE]
    course = find_course(source, datasets)
    entries = [course.page(one) for one in lesson] if lesson else None
    with _progress_bar() as step:
        packed = make_site(course, out, list(dict.fromkeys(chosen)), edition=edition, entries=entries, progress=step)
    typer.echo(f"The book begins at {out / 'index.html'}; all of it in one file: {packed}")


@app.command()
def own(
    learner: Annotated[str, typer.Argument(help="A learner's id, as in submitted/LEARNER.", metavar="LEARNER")],
    folder: Annotated[Path, typer.Option("--class", "-c", help="The class folder.")] = Path("class"),
) -> None:
    """Print the right numbers of a learner's own ledger, to read the capstone's plan beside them.

    [bold]Example:[/bold] classroom own s1234567 --class class
    """
    from classroom.own_numbers import own_numbers

    with _waiting(f"Drawing the ledger of {learner}"):
        numbers = own_numbers(folder, learner)
    typer.echo(numbers)


def _check_edition(edition: str) -> None:
    if edition not in ("learner", "instructor"):
        raise KitError(f"There is no edition {edition!r}; there is learner and instructor.")


def _reveal(asked: str | None) -> Reveal | None:
    if asked is None or asked == "never":
        return asked
    if not asked.isdecimal() or int(asked) < 1:
        raise KitError(f"--reveal is {asked!r}; write never, or a number from 1 on.")
    return int(asked)


def _build(
    out: Path,
    languages: list[str] | None,
    *,
    edition: str = "learner",
    reveal: Reveal | None = None,
    datasets: Path | None = None,
    source: Path | None,
) -> list[Change]:
    """Build a workspace with a progress bar."""
    from classroom.course import check_language, find_course
    from classroom.workspace import build as build_workspace

    chosen = [check_language(one) for one in languages or _there(out)]
    course = find_course(source, datasets)
    with _progress_bar() as step:
        return build_workspace(course, out, list(dict.fromkeys(chosen)), edition=edition, reveal=reveal, progress=step)


def _there(out: Path) -> list[str]:
    """The languages of a workspace where none is asked for: those the course is written in, and any other it has."""
    from classroom.manifest import START
    from customer_value.settings import LANGUAGES, READABLE

    return [one for one in READABLE if one in LANGUAGES or (out / one / START).is_file()]


def _report(changes: list[Change], out: Path) -> None:
    """Say what a build did; every file of a learner's that was met is named."""
    if not changes:
        typer.echo(f"{out} is up to date.")
        return
    for change in changes:
        if change.action == "beside":
            why = "is damaged" if change.damaged else "was changed by you and stays as it is"
            typer.echo(f"{change.path} {why}; the new version is beside it: {change.other.name}")
        elif change.action == "moved":
            typer.echo(f"{change.path} was changed by you and is now called {change.other.name}")
    counts = {action: sum(change.action == action for change in changes) for action in ("written", "updated")}
    parts = [f"{count} {'file' if count == 1 else 'files'} {action}" for action, count in counts.items() if count]
    beside = sum(change.action in ("beside", "moved") for change in changes)
    if beside:
        parts.append(f"{beside} of yours kept")
    typer.echo(f"{out}: {', '.join(parts)}.")


class _Stopped(KitError):
    """Somebody pressed Ctrl-C."""


@contextmanager
def _interruptible() -> Iterator[None]:
    """Turn Ctrl-C into a sentence that says what became of the work."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise _Stopped("Stopped. Nothing was lost; the same command goes on from here.") from stop


@contextmanager
def _waiting(what: str) -> Iterator[None]:
    """A moving sign beside what is being done."""
    from rich.console import Console

    with _interruptible(), Console(stderr=True).status(what):
        yield


@contextmanager
def _progress_bar(waiting: str = "") -> Iterator:
    """A bar that appears when the first step is reported; until then only a sign, where there is a word for it."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    task = None
    sign = console.status(waiting) if waiting and console.is_terminal else None
    if sign:
        sign.start()

    def step(what: str, done: int, total: int) -> None:
        nonlocal task
        if task is None:
            if sign:
                sign.stop()
            bar.start()
            task = bar.add_task(what, total=total)
        bar.update(task, description=what, completed=done, total=total)

    with _interruptible():
        try:
            yield step
        finally:
            if sign:
                sign.stop()
            if task is not None:
                bar.stop()


def main() -> None:
    """Run the command line; what goes wrong in a known way ends in one sentence and a non-zero exit."""
    try:
        app()
    except _Stopped as stop:
        typer.echo(str(stop), err=True)
        sys.exit(130)
    except KitError as problem:
        _fail(str(problem))
    except PermissionError as problem:
        _fail(f"{problem.filename or 'A file'} cannot be read or written: {problem.strerror}.")


def _fail(sentence: str) -> None:
    typer.echo(f"classroom: {sentence}", err=True)
    sys.exit(1)
