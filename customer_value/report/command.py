"""What `python -m customer_value report` does once its arguments are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from customer_value.errors import MeasureError
from customer_value.frames import calendar_day
from customer_value.own_orders import OwnOrdersError, first_row, open_table
from customer_value.report.wording import Wording
from customer_value.whole_file import write_whole

FILE_FORMATS = ("csv", "parquet", "excel")


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for.

    Attributes:
        orders: the file of orders.
        out, json, customers: the files to write; None where one was not asked for.
        given: role ("customer", "date", "amount", "order", "status") to column, None where it is to be guessed.
        refunds: a file of refunds.
        snapshot: the day on which customers are judged, as a text.
        language: "en" or "zh-Hant".
        currency, margin, zone, day_first, format: as the page's footer, `Findings`, `prepare` and `open_table` say.
    """

    orders: Path
    out: Path
    json: Path | None = None
    customers: Path | None = None
    given: dict[str, str | None] = field(default_factory=dict)
    refunds: Path | None = None
    snapshot: str | None = None
    language: str = "en"
    currency: str = "TWD"
    margin: float | None = None
    zone: str = "Asia/Taipei"
    day_first: bool | None = None
    format: str | None = None


def report(asked: Request, step: Callable[[str, float], None] = lambda what, share: None) -> list[str]:
    """Make the report and write its files.

    Args:
        step: told what is being done and how much of the whole is done.

    Returns:
        A sentence for each file that was written.

    Raises:
        OwnOrdersError: the file cannot be used, or a file cannot be written.
    """
    words = Wording(asked.language, asked.currency)
    check_request(asked)
    step(words.text("steps.reading", file=asked.orders.name), 0.0)
    try:
        return _made(asked, words, step)
    except MeasureError as problem:
        raise OwnOrdersError("other", reason=str(problem)) from problem


def check_request(asked: Request) -> None:
    """Refuse what cannot be done before any work is.

    Raises:
        OwnOrdersError: an option makes no sense, or a file cannot be written where it should be.
    """
    if not re.fullmatch(r"[A-Z]{3}", asked.currency):
        raise OwnOrdersError("currency", value=repr(asked.currency))
    if asked.margin is not None and not 0 < asked.margin <= 1:
        raise OwnOrdersError("margin", value=asked.margin)
    if asked.format is not None and asked.format not in FILE_FORMATS:
        raise OwnOrdersError("format", value=repr(asked.format))
    if asked.snapshot is not None:
        try:
            calendar_day(asked.snapshot)
        except MeasureError as problem:
            raise OwnOrdersError("snapshot", value=repr(asked.snapshot)) from problem
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(asked.zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise OwnOrdersError("zone", value=repr(asked.zone)) from problem
    words = Wording(asked.language, asked.currency)
    files = {"page": (asked.out, ".html"), "json": (asked.json, ".json"), "customers": (asked.customers, ".csv")}
    named = [path.resolve() for path in (asked.orders, asked.refunds) if path is not None]
    for what, (path, ending) in files.items():
        if path is None:
            continue
        if path.resolve() in named:
            raise OwnOrdersError("same_file", path=path)
        named.append(path.resolve())
        if path.is_dir():
            raise OwnOrdersError("is_folder", path=path)
        if path.suffix.lower() != ending:
            raise OwnOrdersError("ending", what=words.text(f"what.{what}"), ending=ending, path=path)
        if not path.parent.is_dir():
            raise OwnOrdersError("no_folder", path=path.parent)


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """A function to call with what is being done and how much is done; shows a bar on a terminal's standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    terminal = Console(stderr=True)
    shown = (TextColumn("{task.description}"), BarColumn())
    with Progress(*shown, console=terminal, transient=True, disable=not terminal.is_terminal) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda what, share: bar.update(task, description=what, completed=share)


def _made(asked: Request, words: Wording, step: Callable[[str, float], None]) -> list[str]:
    from customer_value.report.columns import find_columns, find_refund_columns
    from customer_value.report.findings import Findings
    from customer_value.report.prepared import prepare

    table = open_table(asked.orders, asked.format)
    refunds, refund_columns = None, None
    if asked.refunds is not None:
        refunds = open_table(asked.refunds)
    columns = find_columns(table, asked.orders.name, asked.given)
    if refunds is not None:
        if columns.order is None:
            raise OwnOrdersError("no_order_for_refunds", name=asked.orders.name)
        refund_columns = find_refund_columns(refunds, asked.refunds.name)
    step(words.text("steps.preparing"), 0.1)
    prepared = prepare(
        table,
        columns,
        file=asked.orders.name,
        first_row=first_row(asked.orders, asked.format),
        snapshot=asked.snapshot,
        zone=asked.zone,
        day_first=asked.day_first,
        refunds=refunds,
        refund_columns=refund_columns,
    )
    del table
    from customer_value.report.page import PARTS, customer_table, data, page, sections

    found = Findings(prepared=prepared, currency=asked.currency, margin=asked.margin)

    def part(key: str, number: int) -> None:
        step(words.text("steps.part", title=words.text(f"{key}.title")), 0.3 + 0.6 * number / len(PARTS))

    parts = sections(found, words, part)
    step(words.text("steps.writing"), 0.9)
    written = [_write(asked.out, page(found, parts, words).encode(), "page", words)]
    if asked.json is not None:
        written.append(_write(asked.json, data(found, parts).encode(), "json", words))
    if asked.customers is not None:
        rows = customer_table(found, words).to_csv(index=False, lineterminator="\n")
        written.append(_write(asked.customers, rows.encode("utf-8-sig"), "customers", words))
    return written


def _write(path: Path, content: bytes, what: str, words: Wording) -> str:
    """Write a whole file or leave what was there; a sentence that names it."""
    try:
        write_whole(path, content)
    except OSError as problem:
        raise OwnOrdersError("unwritable", path=path, reason=problem.strerror or str(problem)) from problem
    return words.text(f"written.{what}", path=path)
