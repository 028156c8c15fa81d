"""Signs of life while a command works, and Ctrl-C turned into a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from classroom.errors import KitError


class Stopped(KitError):
    """Somebody pressed Ctrl-C."""


@contextmanager
def interruptible() -> Iterator[None]:
    """Turn Ctrl-C into a sentence that says what became of the work."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise Stopped("Stopped. Nothing was lost; the same command goes on from here.") from stop


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """A moving sign beside what is being done."""
    from rich.console import Console

    with interruptible(), Console(stderr=True).status(what):
        yield


@contextmanager
def progress_bar(word: str = "") -> Iterator:
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
    sign = console.status(word) if word and console.is_terminal else None
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

    with interruptible():
        try:
            yield step
        finally:
            if sign:
                sign.stop()
            if task is not None:
                bar.stop()
