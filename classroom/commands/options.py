"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
