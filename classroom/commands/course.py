"""The course itself: a workspace, JupyterLab, slides, the book."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classroom.commands.options import Datasets, Languages, Source, Workspace
from classroom.commands.progress import progress_bar, waiting
from classroom.errors import KitError

if TYPE_CHECKING:
    from classroom.manifest import Reveal
    from classroom.workspace import Change


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
    with waiting(f"Resetting {page}"):
        changes = reset_page(find_course(source), page, out, chosen, dt.datetime.now(dt.UTC))
    for change in changes:
        kept = f"; yours is kept as {change.other.name}" if change.other else ""
        typer.echo(f"{change.path} is new{kept}.")


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
    with progress_bar() as step:
        files = make_slides(course, entries, out, list(dict.fromkeys(chosen)), step)
    for file in files:
        typer.echo(str(file))


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
    with progress_bar() as step:
        packed = make_site(course, out, list(dict.fromkeys(chosen)), edition=edition, entries=entries, progress=step)
    typer.echo(f"The book begins at {out / 'index.html'}; all of it in one file: {packed}")


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
    with progress_bar() as step:
        return build_workspace(
            course,
            out,
            list(dict.fromkeys(chosen)),
            edition=edition,
            reveal=reveal,
            now=dt.datetime.now(dt.UTC),
            progress=step,
        )


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


PANEL = "The course"
COMMANDS = (build, start, reset, slides, site)
