"""What somebody who waits sees: blocks made, rows so far, and the time left. Only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Watch:
    """Is told how a run goes, and says nothing."""

    def begin(self, blocks: int, finished: int, rows: int) -> None:
        """A run begins: so many blocks, of which so many are there from an earlier run, with so many rows."""

    def made(self, rows: int) -> None:
        """Another block is there, and so many rows now."""

    def assembles(self) -> None:
        """The blocks are all there and are put together."""


class Bar(Watch):
    """A progress bar."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, blocks: int, finished: int, rows: int) -> None:
        if finished:
            self._progress.console.print(f"{finished:,} of {blocks:,} blocks were there; going on from them.")
        self._task = self._progress.add_task("Making blocks", total=blocks, completed=finished, rows=f"{rows:,} rows")

    def made(self, rows: int) -> None:
        self._progress.update(self._task, advance=1, rows=f"{rows:,} rows")

    def assembles(self) -> None:
        self._progress.update(self._task, description="Putting them together", total=None)


@contextmanager
def watching() -> Iterator[Watch]:
    """A progress bar on standard error where that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield Watch()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rows]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress)
