"""The command line: python -m generator COMMAND. Heavy imports wait until a command needs them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    import pandas as pd

    from generator.engine.plan import Plan
    from generator.engine.run import Made

INTERRUPTED = 130
"""How a program ends that somebody stopped with Ctrl-C."""

app = typer.Typer(
    help="Makes customer ledgers from a scenario and a seed, and says how real they look.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

SAMPLE = {"scenario": "boutique", "seed": 28, "customers": 2000}
"""What the ledger under datasets/sample is made from; of 60 seeds, this one has the clearest cast for lesson 7.1."""


@app.command(
    epilog="Example: python -m generator new --scenario boutique --customers 2000 --seed 1 "
    "--language zh-Hant --out my-ledger"
)
def new(
    out: Annotated[Path, typer.Option(help="Folder for the ledger: new, empty, or an earlier ledger's.")],
    scenario: Annotated[str, typer.Option(help="Name of a scenario, or path of a scenario file (.toml).")] = "boutique",
    customers: Annotated[int, typer.Option(help="Number of customers; there is no largest.")] = 2000,
    seed: Annotated[int, typer.Option(help="Whole number that decides every draw.")] = 1,
    language: Annotated[str, typer.Option(help="en, zh-Hant or, where a scenario has it, zh-Hans.")] = "en",
    truth: Annotated[Path | None, typer.Option(help="Folder for the truth, apart from the ledger.")] = None,
    format: Annotated[str, typer.Option(help="csv, parquet, sqlite or excel.")] = "csv",
    tables: Annotated[str | None, typer.Option(help="Only these tables, with commas between.")] = None,
    warts: Annotated[str | None, typer.Option(help="How dirty: off, light or real.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes at work. They change no byte.")] = 1,
    cluster: Annotated[str | None, typer.Option(help="Address of a Dask scheduler, to work there instead.")] = None,
) -> None:
    """Make a ledger, and its truth where a folder for it is named."""
    from generator.engine.plan import RequestError, plan_of
    from generator.package import DESCRIPTION
    from generator.scenario import ScenarioError, open_scenario

    if truth is not None and _inside(truth, out):
        _stop("The truth must lie outside the ledger's folder, so that the ledger can be given away without it.")
    try:
        rules = open_scenario(scenario, warts=warts)
        plan = plan_of(
            rules,
            seed=seed,
            customers=customers,
            languages=(language,),
            truth=truth is not None,
            format=format,
            tables=tuple(filter(None, map(str.strip, tables.split(",")))) if tables is not None else None,
        )
    except (ScenarioError, RequestError) as problem:
        _stop(str(problem))
    made = _make(plan, [out, *([truth] if truth is not None else [])], workers, cluster)
    if made.kept:
        typer.echo(f"{made.kept:,} of {made.blocks:,} blocks were there from a run that was stopped.")
    typer.echo(
        f"{out}: {customers:,} customer{'s' if customers > 1 else ''}, scenario {rules.name}, seed {seed}, {language}."
    )
    if truth is not None:
        typer.echo(
            f"{truth}: the truth. Keep it, and the seed in {out / DESCRIPTION}, from those who are to find it out."
        )


@app.command(epilog="Example: python -m generator scenarios")
def scenarios() -> None:
    """List the scenarios that come with the kit."""
    from generator.scenario import ScenarioError, load_scenario, scenario_names

    names = scenario_names()
    for name in names:
        try:
            title = load_scenario(name).title
        except ScenarioError as problem:
            _stop(str(problem))
        typer.echo(f"{name:<{max(map(len, names))}}  {title.get('en')}  {title.get('zh-Hant')}")


@app.command(epilog="Example: python -m generator export my-ledger --format parquet --out my-ledger-parquet")
def export(
    ledger: Annotated[Path, typer.Argument(help="Folder of a ledger in CSV or Parquet.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Folder for the copy: new, empty, or an earlier ledger's.")],
    format: Annotated[str, typer.Option(help="csv, parquet, sqlite or excel.")] = "parquet",
) -> None:
    """Copy a ledger into another format."""
    from generator.engine.plan import RequestError
    from generator.export import ExportError, export_ledger
    from generator.output import OutputError

    try:
        rows = export_ledger(ledger, out, format)
    except (ExportError, OutputError, RequestError) as problem:
        _stop(str(problem))
    typer.echo(f"{out}: {rows:,} rows as {format}.")


@app.command(epilog="Example: python -m generator sample --scenario cafe --customers 1000 --out cafe-datasets")
def sample(
    out: Annotated[Path, typer.Option(help="The folder; the kit's own is datasets.")] = Path("datasets"),
    scenario: Annotated[str, typer.Option(help="Name of a scenario, or path of a scenario file (.toml).")] = str(
        SAMPLE["scenario"]
    ),
    customers: Annotated[int, typer.Option(help="Number of customers.")] = int(SAMPLE["customers"]),
    seed: Annotated[int, typer.Option(help="Whole number that decides every draw.")] = int(SAMPLE["seed"]),
) -> None:
    """Make a ledger to teach on: in both languages, with its truth and data dictionaries. Or the kit's own again."""
    from customer_value.settings import LANGUAGES
    from generator.dictionary import dictionary
    from generator.engine.plan import RequestError, plan_of
    from generator.output import OutputError, write_text
    from generator.scenario import Scenario, ScenarioError, open_scenario, scenario_text

    try:
        rules = open_scenario(scenario)
        if not isinstance(rules, Scenario):
            _stop(f"{scenario} has orders alone, and the course needs a whole business: fit it with --base SCENARIO.")
        plan = plan_of(rules, seed=seed, customers=customers, languages=LANGUAGES, truth=True)
    except (ScenarioError, RequestError) as problem:
        _stop(str(problem))
    _make(plan, [*(out / "sample" / language for language in LANGUAGES), out / "sample" / "truth"])
    try:
        for language in LANGUAGES:
            page = out / ("DICTIONARY.md" if language == "en" else f"DICTIONARY.{language}.md")
            write_text(page, dictionary(rules, language))
        if scenario != SAMPLE["scenario"]:  # the course takes its words from it: a twin's lies nowhere else
            write_text(out / "scenario.toml", scenario_text(scenario))
    except OutputError as problem:
        _stop(str(problem))
    typer.echo(f"{out}: the ledger in {' and '.join(LANGUAGES)}, its truth, and the data dictionaries.")


@app.command(epilog="Example: python -m generator profile datasets/sample/en --against cdnow.parquet")
def profile(
    ledger: Annotated[Path, typer.Argument(help="Folder of a ledger.", show_default=False)],
    against: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="<path>",
            help="cdnow.parquet or online_retail.parquet, as a path or as a name in the folder REFERENCE_LEDGERS; "
            "may be given twice. Both, or their published figures, when left out.",
        ),
    ] = None,
) -> None:
    """Put a ledger's profile beside those of real ledgers."""
    from rich.console import Console

    from generator.check.distances import distances
    from generator.check.opened import LedgerError, open_ledger
    from generator.check.orders import opened_orders
    from generator.check.profile import ProfileError
    from generator.check.profile import profile as measure
    from generator.check.published import Named, published
    from generator.check.terminal import side_by_side

    try:
        opened = open_ledger(ledger)
        own, _ = opened_orders(opened)
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
                    distances=distances(own, real, opened.end, real["date"].max(), scaled=True),
                )
            )
    except (LedgerError, ProfileError) as problem:
        _stop(str(problem))
    Console().print(side_by_side(columns))


@app.command(epilog="Example: python -m generator check my-ledger --against cdnow.parquet --out report")
def check(
    ledger: Annotated[Path, typer.Argument(help="Folder of a ledger.", show_default=False)],
    against: Annotated[
        Path | None,
        typer.Option(
            help="A real ledger to compare with: cdnow.parquet or online_retail.parquet, as a path or as a name in the "
            "folder REFERENCE_LEDGERS; another ledger's folder; or a file of orders (CSV, Parquet, Excel)."
        ),
    ] = None,
    customer: Annotated[str, typer.Option(help="Column with the customer, in a file of orders.")] = "",
    date: Annotated[str, typer.Option(help="Column with the date, in a file of orders.")] = "",
    amount: Annotated[str, typer.Option(help="Column with the amount, in a file of orders.")] = "",
    order: Annotated[str, typer.Option(help="Column with the order, where it has several rows.")] = "",
    out: Annotated[Path, typer.Option(help="Name of the report, without its ending.")] = Path("report"),
    language: Annotated[str | None, typer.Option(help="en or zh-Hant; the ledger's own when left out.")] = None,
) -> None:
    """Say how real a ledger looks: report.html with pictures, and report.json. Exit code 1 where it does not pass."""
    from customer_value.settings import LANGUAGES
    from generator.check.cli import check as report_on
    from generator.check.findings import Against, CheckError
    from generator.output import OutputError

    if language is not None and language not in LANGUAGES:
        _stop(f"There is no language {language!r} for a report; there is {' and '.join(LANGUAGES)}.")
    real = None
    if against is not None:
        real = Against(path=against, customer=customer, date=date, amount=amount, order=order)
    elif customer or date or amount or order:
        _stop("--customer, --date, --amount and --order name the columns of a file of orders: give it with --against.")
    try:
        found = report_on(ledger, real, out, language)
    except (CheckError, OutputError) as problem:
        _stop(str(problem))
    if not found.passes:
        raise typer.Exit(1)


@app.command(
    epilog="Example: python -m generator fit orders.csv --customer member_id --date order_date --amount total "
    "--out twin.toml"
)
def fit(
    orders: Annotated[Path, typer.Argument(help="Your orders: CSV, Parquet or Excel (.xlsx).", show_default=False)],
    customer: Annotated[str, typer.Option(help="Column that says whose an order is.", show_default=False)],
    date: Annotated[str, typer.Option(help="Column with the day of the order.", show_default=False)],
    amount: Annotated[str, typer.Option(help="Column with what the order came to.", show_default=False)],
    out: Annotated[Path, typer.Option(help="File for the twin, a scenario (.toml).", show_default=False)],
    order: Annotated[str | None, typer.Option(help="Column with the order's number, if it has several rows.")] = None,
    base: Annotated[str | None, typer.Option(help="Scenario that supplies what your orders do not say.")] = None,
    name: Annotated[str, typer.Option(help="What the twin is called.")] = "twin",
    currency: Annotated[str, typer.Option(help="Three letters; with --base, the base's counts.")] = "TWD",
    snapshot: Annotated[str | None, typer.Option(help="Day on which customers are judged, as 2025-12-31.")] = None,
) -> None:
    """Make a twin of your own ledger: a scenario that draws ledgers like it, without a row or name of it."""
    from generator.fit.command import Columns, run
    from generator.fit.read import FitError

    columns = Columns(customer=customer, date=date, amount=amount, order=order)
    try:
        run(orders, columns, out, name=name, currency=currency, base=base, snapshot=snapshot)
    except FitError as problem:
        _stop(str(problem))


def main() -> None:
    """Run the command line."""
    app(prog_name="python -m generator")


def _make(plan: Plan, folders: list[Path], workers: int = 1, cluster: str | None = None) -> Made:
    """Make the folders of a plan; end with a sentence where that cannot be done."""
    from generator.engine.job import OtherKitError
    from generator.engine.plan import RequestError
    from generator.engine.progress import watching
    from generator.engine.run import StoppedError, make_ledger
    from generator.engine.workers import WorkersError, workers_for
    from generator.output import OutputError

    try:
        with watching() as watch:
            return make_ledger(plan, folders, workers=workers_for(workers, cluster), watch=watch)
    except (OutputError, RequestError, WorkersError, OtherKitError) as problem:
        _stop(str(problem))
    except StoppedError as problem:
        _stop(str(problem), code=INTERRUPTED)
    except MemoryError:
        _stop("There is not enough memory for a block of customers: give the scenario a smaller `block`.")


def _references(against: list[Path] | None) -> list[tuple[str, Path | None]]:
    """Which real ledgers to show: (key, file), or (key, None) for published figures."""
    from generator.check.orders import READERS

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
    from generator.check.orders import READERS
    from generator.check.profile import ProfileError
    from generator.described import in_words

    try:
        return READERS[path.name](path)
    except (OSError, ValueError, KeyError) as problem:
        raise ProfileError(f"{path} cannot be read as {path.name}: {in_words(problem, [])}.") from problem


def _key(name: str) -> str:
    return name.removesuffix(".parquet")


def _inside(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve()) or outer.resolve().is_relative_to(inner.resolve())


def _stop(sentence: str, code: int = 1) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(code)
