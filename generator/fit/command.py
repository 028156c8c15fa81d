"""The command `fit`: from a file of orders to a twin's file, and a report on the terminal."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from generator.fit.file import MARK, base_values, core_text, text_on_base
from generator.fit.fit import FULL, Effort, Wanted, fit_twin
from generator.fit.ledger import Days
from generator.fit.read import FitError, read_orders
from generator.fit.report import Closeness, closeness, sentences
from generator.fit.safe import check_size
from generator.output import OutputError, write_text
from generator.scenario import parse_scenario


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Names of the file's columns."""

    customer: str
    date: str
    amount: str
    order: str | None = None


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """What a fit gives.

    Attributes:
        text: the twin's file.
        notes: sentences on what was left out, added together or assumed.
        closeness: how close it came.
    """

    text: str
    notes: tuple[str, ...]
    closeness: Closeness


def fit_file(
    path: Path,
    columns: Columns,
    *,
    name: str,
    currency: str = "TWD",
    base: str | None = None,
    snapshot: dt.date | None = None,
    step: Callable[[str, float], None] = lambda what, share: None,
    effort: Effort = FULL,
) -> Fitted:
    """Fit a twin to a file of orders.

    Args:
        name: what the twin is called.
        currency: three letters; with a base, the base's counts.
        base: the scenario that supplies what the ledger does not say.
        snapshot: the day customers are judged; three months before the end when None.
        step: told what is being done and how much of the whole is done.
        effort: how much is drawn while fitting.

    Raises:
        FitError: the orders cannot be fitted; the message says why.
    """
    rules = base_values(base)[1] if base else None
    step("Reading", 0.0)
    read = read_orders(path, columns.customer, columns.date, columns.amount, columns.order)
    check_size(read.orders, read.left_out)
    real = Days.of(read.orders)
    end = real.start + dt.timedelta(days=real.days - 1)
    if snapshot is not None and not real.start < snapshot <= end:
        raise FitError(f"The snapshot {snapshot} does not lie between {real.start} and {end}, the ledger's days.")
    wanted = Wanted(
        name=name,
        currency=rules.currency if rules else currency,
        minor_digits=rules.minor_digits if rules else None,
        snapshot=snapshot,
    )
    try:
        twin = fit_twin(real, wanted, step, effort)
        orders_alone = core_text(twin)
    except ValidationError as problem:
        wrong = problem.errors()[0]
        where = ".".join(str(part) for part in wrong["loc"])
        raise FitError(f"No scenario can hold a twin of these orders: {where}: {wrong['msg']}.") from problem
    text, notes = text_on_base(twin, base) if base else (orders_alone, [])
    # Compared is what was fitted: the base's baskets round amounts to prices, which no real ledger backs.
    found = closeness(real, parse_scenario(orders_alone, f"{name}.toml"))
    return Fitted(text=text, notes=(*read.notes, *notes), closeness=found)


def run(
    path: Path, columns: Columns, out: Path, *, name: str, currency: str, base: str | None, snapshot: str | None
) -> None:
    """Fit a twin, write its file and say on the terminal how close it came.

    Raises:
        FitError: something is wrong with the request, the orders or the file.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from generator.check.published import Named
    from generator.check.terminal import side_by_side

    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise FitError(f"A currency is three capital letters such as TWD, but --currency is {currency!r}.")
    if not name.strip() or not name.isprintable():
        raise FitError("The twin's name must not be empty.")
    try:
        judged = dt.date.fromisoformat(snapshot) if snapshot is not None else None
    except ValueError as problem:
        raise FitError(f"--snapshot is {snapshot!r}, which is not a date such as 2025-12-31.") from problem
    _check_place(out)

    terminal = Console(stderr=True)
    shown = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*shown, console=terminal, transient=True, disable=not terminal.is_terminal) as progress:
        task = progress.add_task("Reading", total=1.0)

        def step(what: str, share: float) -> None:
            progress.update(task, description=what, completed=share)

        fitted = fit_file(path, columns, name=name.strip(), currency=currency, base=base, snapshot=judged, step=step)
    try:
        write_text(out, fitted.text)
    except OutputError as problem:
        raise FitError(str(problem)) from problem

    found = fitted.closeness
    beside = [
        Named(name="your orders", source=path.name, profile=found.real),
        Named(name="twin", source=out.name, profile=found.twin, distances=found.apart),
    ]
    console = Console()
    console.print(side_by_side(beside))
    for sentence in (*fitted.notes, *sentences(found)):
        console.print(sentence, highlight=False, soft_wrap=True)
    console.print(f"{out}: the twin. Next: python -m generator new --scenario {out} --out my-ledger", soft_wrap=True)


def _check_place(out: Path) -> None:
    """Refuse a place for the file before the work is done."""
    if out.suffix != ".toml":
        raise FitError(f"The twin's file must end in .toml, but --out is {out}.")
    if not out.parent.is_dir():
        raise FitError(f"There is no folder {out.parent}.")
    if out.is_dir():
        raise FitError(f"{out} is a folder.")
    if out.exists():
        first = out.read_bytes()[:400].decode("utf-8", errors="replace").split("\n", 1)[0]
        if MARK not in first:
            raise FitError(f"{out} exists and is no twin; name another file.")
