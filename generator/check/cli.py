"""What `python -m generator check` does once its arguments are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.check.findings import Against, CheckError, Findings, examine
from generator.check.report import data, page, verdict
from generator.check.tables import failures
from generator.check.wording import Wording
from generator.output import write_text


def check(folder: Path, against: Against | None, out: Path, language: str | None) -> Findings:
    """Check a ledger, write report.html and report.json, and say what came of it on standard output.

    Args:
        out: the report's name without its ending, or a folder that is there for a report of the name "report".
        language: "en" or "zh-Hant"; the ledger's own where it is one of these, else English, when None.

    Raises:
        CheckError: the ledger or the real one cannot be read, or the report would lie inside the ledger's folder.
        OutputError: the report cannot be written.
    """
    import typer

    stem = out / "report" if out.is_dir() else out.with_suffix("") if out.suffix in (".html", ".json") else out
    if stem.resolve().is_relative_to(folder.resolve()):
        raise CheckError("The report must lie outside the ledger's folder, which holds nothing but the ledger.")
    with _steps() as watch:
        found = examine(folder, against, watch=lambda step: watch(step, language or "en"))
        spoken = language or _language_of(folder)
        watch("report", spoken)
        html, figures = page(found, spoken), data(found, spoken)
    written = [stem.with_name(f"{stem.name}.html"), stem.with_name(f"{stem.name}.json")]
    for path, text in zip(written, (html, figures), strict=True):
        write_text(path, text)
    words = Wording(spoken)
    typer.echo(verdict(found, spoken))
    for sentence in failures(found.laws, found.bounds, words):
        typer.echo(f"- {sentence}")
    typer.echo(words.text("command.written", page=written[0], data=written[1]))
    return found


def _language_of(folder: Path) -> str:
    from customer_value.settings import LANGUAGES
    from generator.check.opened import open_ledger

    language = open_ledger(folder).package.get("language")
    return language if language in LANGUAGES else "zh-Hant" if str(language).startswith("zh") else "en"


@contextmanager
def _steps() -> Iterator:
    """A function to call with each step's key and a language; shows the steps on a terminal's standard error."""
    from rich.console import Console

    terminal = Console(stderr=True)
    if not terminal.is_terminal:
        yield lambda step, language: None
        return
    with terminal.status("") as status:

        def show(step: str, language: str) -> None:
            key, _, table = step.partition(" ")
            status.update(Wording(language).text(f"steps.{key}", table=table))

        yield show
