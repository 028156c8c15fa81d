"""The command line: python -m generator new | sample | profile. Heavy imports wait until a command needs them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(
    help="Makes customer ledgers from a scenario and a seed, and says how real they look.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

SAMPLE = {"scenario": "boutique", "seed": 28, "customers": 2000}
"""What the ledger under datasets/sample is made from; of 60 seeds, this one has the clearest cast for lesson 7.1."""


@app.command(epilog="Example: python -m generator new --customers 2000 --seed 1 --language zh-Hant --out my-ledger")
def new(
    out: Annotated[Path, typer.Option(help="Folder for the ledger: new, empty, or an earlier ledger's.")],
    scenario: Annotated[str, typer.Option(help="Name of the scenario.")] = "boutique",
    customers: Annotated[int, typer.Option(help="Number of customers.")] = 2000,
    seed: Annotated[int, typer.Option(help="Whole number that decides every draw.")] = 1,
    language: Annotated[str, typer.Option(help="en or zh-Hant; decides words only.")] = "en",
    truth: Annotated[Path | None, typer.Option(help="Folder for the truth, apart from the ledger.")] = None,
) -> None:
    """Make a ledger, and its truth where a folder for it is named."""
    from customer_value.settings import LANGUAGES

    if language not in LANGUAGES:
        _stop(f"There is no language {language!r}; there is {' and '.join(LANGUAGES)}.")
    if truth is not None and _inside(truth, out):
        _stop("The truth must lie outside the ledger's folder, so that the ledger can be given away without it.")
    _make(scenario, customers, seed, {out: language}, truth)
    typer.echo(f"{out}: {customers:,} customers, scenario {scenario}, seed {seed}, {language}.")
    if truth is not None:
        typer.echo(f"{truth}: the truth. Keep it from those who are to find it out.")


@app.command(epilog="Example: python -m generator sample --out datasets")
def sample(out: Annotated[Path, typer.Option(help="The kit's folder datasets.")] = Path("datasets")) -> None:
    """Make the kit's own sample again: both languages, the truth, and the data dictionaries."""
    from customer_value.settings import LANGUAGES
    from generator.dictionary import dictionary
    from generator.output import OutputError, explain
    from generator.scenario import load_scenario

    folders = {out / "sample" / language: language for language in LANGUAGES}
    _make(str(SAMPLE["scenario"]), int(SAMPLE["customers"]), int(SAMPLE["seed"]), folders, out / "sample" / "truth")
    try:
        for language in LANGUAGES:
            page = out / ("DICTIONARY.md" if language == "en" else f"DICTIONARY.{language}.md")
            unfinished = page.with_name(f".{page.name}.new")
            unfinished.write_text(
                dictionary(load_scenario(str(SAMPLE["scenario"])), language), encoding="utf-8", newline="\n"
            )
            unfinished.replace(page)
    except OSError as problem:
        _stop(str(OutputError(explain(problem, out))))
    typer.echo(f"{out}: the sample in {' and '.join(LANGUAGES)}, its truth, and the data dictionaries.")


@app.command(epilog="Example: python -m generator profile datasets/sample/en --against cdnow.parquet")
def profile(
    ledger: Annotated[Path, typer.Argument(help="Folder of a ledger.", show_default=False)],
    against: Annotated[
        list[Path] | None,
        typer.Option(
            help="cdnow.parquet or online_retail.parquet, as a path or as a name in the folder REFERENCE_LEDGERS; "
            "may be given twice. Both, or their published figures, when left out."
        ),
    ] = None,
) -> None:
    """Put a ledger's profile beside those of real ledgers."""
    from rich.console import Console

    from customer_value.ledger import LedgerError, read_ledger
    from generator.profile import ProfileError, distances, ledger_orders
    from generator.profile import profile as measure
    from generator.report import Named, published, side_by_side

    try:
        opened = read_ledger(ledger)
        own = ledger_orders(opened.orders)
        columns = [
            Named(
                name="this ledger",
                source=f"{ledger}, {opened.package.get('title', '')}",
                profile=measure(own, opened.end),
            )
        ]
        for key, path in _references(against):
            if path is None:
                columns.append(published()[key])
                continue
            real = _read_real(path)
            columns.append(
                Named(
                    name=published()[key].name,
                    source=str(path),
                    profile=measure(real),
                    distances=distances(own, real, opened.end, real["date"].max()),
                )
            )
    except (LedgerError, ProfileError) as problem:
        _stop(str(problem))
    Console().print(side_by_side(columns))


def main() -> None:
    """Run the command line."""
    app(prog_name="python -m generator")


def _make(scenario: str, customers: int, seed: int, folders: dict[Path, str], truth: Path | None) -> None:
    """Draw one ledger and write it in each folder's language, and the truth; all of it or nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from generator.ledger import RequestError, draw_ledger, ledger_tables, truth_tables
    from generator.output import OutputError, check_folder, replaced_together
    from generator.package import ledger_description, truth_description, write_package
    from generator.scenario import ScenarioError, load_scenario

    places = [*folders, *([truth] if truth is not None else [])]
    try:
        rules = load_scenario(scenario)
        for place in places:
            check_folder(place)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        terminal = Console(stderr=True)
        with Progress(*columns, console=terminal, transient=True, disable=not terminal.is_terminal) as progress:
            task = progress.add_task("Drawing", total=1 + len(places))
            draw = draw_ledger(rules, seed, customers)
            progress.advance(task)
            with replaced_together(places) as made:
                for unfinished, (folder, language) in zip(made, folders.items(), strict=False):
                    progress.update(task, description=f"Writing {folder.name}")
                    write_package(unfinished, ledger_tables(draw, language), ledger_description(draw, language))
                    progress.advance(task)
                if truth is not None:
                    progress.update(task, description="Writing the truth")
                    write_package(made[-1], truth_tables(draw), truth_description(draw, "en"))
                    progress.advance(task)
    except (ScenarioError, OutputError, RequestError) as problem:
        _stop(str(problem))


def _references(against: list[Path] | None) -> list[tuple[str, Path | None]]:
    """Which real ledgers to show: (key, file), or (key, None) for published figures."""
    from generator.profile import READERS

    folder = os.environ.get("REFERENCE_LEDGERS")
    if against is None:
        there = {name: Path(folder) / name for name in READERS} if folder else {}
        return [(_key(name), there[name] if name in there and there[name].is_file() else None) for name in READERS]
    found: list[tuple[str, Path | None]] = []
    for path in against:
        if path.name not in READERS:
            _stop(f"A ledger cannot be compared with {path.name}; there is {' and '.join(READERS)}.")
        here = path if path.is_file() else (Path(folder) / path.name if folder else path)
        if not here.is_file() and path != Path(path.name):
            _stop(f"There is no file {path}.")
        found.append((_key(path.name), here if here.is_file() else None))
    return found


def _read_real(path: Path) -> pd.DataFrame:
    """Plain orders of a real ledger's file."""
    from generator.profile import READERS, ProfileError

    try:
        return READERS[path.name](path)
    except (OSError, ValueError, KeyError) as problem:
        raise ProfileError(f"{path} cannot be read as {path.name}: {problem}.") from problem


def _key(name: str) -> str:
    return name.removesuffix(".parquet")


def _inside(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve()) or outer.resolve().is_relative_to(inner.resolve())


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
