"""Every lesson, run as a notebook on every scenario: what stops, what is written to stderr, and how long cells take.

    .venv/bin/python -m benchmarks.lessons
    .venv/bin/python -m benchmarks.lessons 7.1 7.2 --on sample --on cafe

The sample ledger is taken in both languages, a small ledger of each other scenario in one, and, where REFERENCE_LEDGERS
names a folder with online_retail.parquet, one of a twin of it. The edition with the answers filled in is run, so that
every check is made as well. Seconds are those of the cells; the slowest cell stands in brackets.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from classroom.course import Course, find_course
from classroom.workspace import build
from customer_value.settings import LANGUAGES
from generator.check.orders import online_retail_orders
from generator.cli import app as generator
from generator.scenario import scenario_names

CUSTOMERS = 400
"""Customers of every ledger but the sample."""

LONGEST_CELL, LONGEST_LESSON = 3.0, 10.0
"""Seconds on the sample ledger."""


@dataclass(frozen=True)
class Run:
    """One lesson run once: the seconds of its cells, and what went wrong, "" where nothing did."""

    lesson: str
    ledger: str
    seconds: tuple[float, ...]
    fault: str

    def __str__(self) -> str:
        return "fails" if self.fault else f"{sum(self.seconds):.1f} ({max(self.seconds, default=0):.1f})"


def main(asked: list[str], on: list[str]) -> int:
    """Print the table. Returns 1 where a lesson stops, writes to stderr, or is too slow on the sample ledger.

    Args:
        asked: lessons by id; all when empty.
        on: "sample", "twin" and names of scenarios; all when empty.
    """
    course = find_course()
    lessons = {entry.id: entry.target for entry in course.lessons}
    unknown = [lesson for lesson in asked if lesson not in lessons]
    if unknown:
        print(f"There is no lesson {unknown[0]!r}; there is {', '.join(lessons)}.", file=sys.stderr)
        return 1
    ledgers = ["sample", *(name for name in scenario_names() if name != "boutique"), "twin"]
    if strange := [name for name in on if name not in ledgers]:
        print(f"There is no ledger {strange[0]!r}; there is {', '.join(ledgers)}.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, Progress(console=Console(stderr=True), transient=True) as bar:
        chosen = asked or list(lessons)
        workspaces = dict(_workspaces(Path(folder), chosen, on or ledgers, bar))
        step = bar.add_task("Running", total=len(chosen) * len(workspaces))
        runs: dict[tuple[str, str], Run] = {}
        with ProcessPoolExecutor() as pool:
            waiting = [
                pool.submit(run, lesson, ledger, where / lessons[lesson])
                for lesson in chosen
                for ledger, where in workspaces.items()
            ]
            for done in as_completed(waiting):
                one = done.result()
                runs[one.lesson, one.ledger] = one
                bar.advance(step)
    table = Table("lesson", *workspaces, title="Seconds of all cells (of the slowest)")
    for lesson in chosen:
        table.add_row(lesson, *(str(runs[lesson, ledger]) for ledger in workspaces))
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    faults = [f"{one.lesson} on {one.ledger}: {fault}" for one in runs.values() if (fault := one.fault or _slow(one))]
    for fault in sorted(faults):
        print(fault)
    print(f"{len(runs)} runs, {len(faults)} with a fault.")
    return bool(faults)


def _workspaces(folder: Path, chosen: list[str], ledgers: list[str], bar: Progress) -> Iterator[tuple[str, Path]]:
    """Build a workspace for each ledger; gives what the ledger is called and the folder of the language."""
    step = bar.add_task("Building", total=len(ledgers))
    if "sample" in ledgers:
        build(_lessons_alone(chosen), folder / "sample", LANGUAGES, edition="instructor")
        bar.advance(step)
        for language in LANGUAGES:
            yield f"sample {language}", folder / "sample" / language
    for name in ledgers:
        if name == "sample":
            continue
        scenario = str(twin) if name == "twin" and (twin := _twin(folder)) else name
        if scenario == "twin":
            continue
        data = folder / f"{name}-datasets"
        _generate("sample", "--scenario", scenario, "--customers", str(CUSTOMERS), "--seed", "1", "--out", str(data))
        build(_lessons_alone(chosen, data), folder / name, ["en"], edition="instructor")
        bar.advance(step)
        yield name, folder / name / "en"


def _lessons_alone(chosen: list[str], datasets: Path | None = None) -> Course:
    """The course with some lessons and no assignments, whose packs take longer to make than all the lessons to run."""
    course = find_course(datasets=datasets)
    vars(course).update(lessons=tuple(entry for entry in course.lessons if entry.id in chosen), exercises=())
    return course


def _twin(folder: Path) -> Path | None:
    """A twin of Online Retail with the gift shop for what its orders do not say; None where it is not there."""
    real = Path(os.environ.get("REFERENCE_LEDGERS", "")) / "online_retail.parquet"
    if not os.environ.get("REFERENCE_LEDGERS") or not real.is_file():
        print("No twin: REFERENCE_LEDGERS names no folder with online_retail.parquet.", file=sys.stderr)
        return None
    orders, out = folder / "orders.parquet", folder / "twin.toml"
    online_retail_orders(real).to_parquet(orders)
    columns = ["--customer", "customer_id", "--date", "date", "--amount", "value"]
    _generate("fit", str(orders), *columns, "--base", "giftshop", "--out", str(out))
    return out


def _generate(*arguments: str) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        ended = generator(list(arguments), standalone_mode=False)
    if ended:
        raise RuntimeError(f"python -m generator {' '.join(arguments)}: {said.getvalue()}")


def run(lesson: str, ledger: str, path: Path) -> Run:
    """Run one notebook in a kernel of its own, from its own folder."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, record_timing=True, resources={"metadata": {"path": path.parent}})
    fault = ""
    try:
        client.execute()
    except CellExecutionError as problem:
        fault = f"{problem.ename}: {problem.evalue}"
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    written = [output["text"] for output in outputs if output.get("name") == "stderr"]
    return Run(lesson, ledger, tuple(map(_seconds, notebook.cells)), fault or " ".join("".join(written).split())[:300])


def _seconds(cell: dict) -> float:
    times = cell["metadata"].get("execution", {})
    begin, end = (times.get(f"iopub.status.{state}") for state in ("busy", "idle"))
    return (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds() if begin and end else 0.0


def _slow(one: Run) -> str:
    if not one.ledger.startswith("sample"):
        return ""
    if max(one.seconds, default=0) > LONGEST_CELL:
        return f"a cell takes {max(one.seconds):.1f} s"
    return f"it takes {sum(one.seconds):.1f} s" if sum(one.seconds) > LONGEST_LESSON else ""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Run every lesson, or the ones named, on every scenario.")
    parser.add_argument("lessons", nargs="*", help="such as 7.1; all when left out")
    parser.add_argument("--on", action="append", default=[], help="sample, twin or a scenario; all when left out")
    arguments = parser.parse_args()
    sys.exit(main(arguments.lessons, arguments.on))
