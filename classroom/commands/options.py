"""Options that several commands take."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from classroom.errors import KitError

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
ClassFolder = Annotated[Path, typer.Option("--class", "-c", help="The class folder.")]


def read_day(text: str, option: str) -> dt.date | None:
    """The day that an option names; None where it was left out.

    Args:
        text: what was written; "" for nothing.
        option: how it is written, such as "--from".

    Raises:
        KitError: it is no day.
    """
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as problem:
        raise KitError(f"{option} is {text!r}; write a day such as 2026-03-02.") from problem
