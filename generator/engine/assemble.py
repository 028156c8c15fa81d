"""From the parts of all blocks to a finished folder: a file for each table, or one for all, and the description."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.engine.encode import csv_header
from generator.engine.job import (
    CONTENT,
    RAW,
    UNFINISHED,
    Part,
    Task,
    encode,
    part_path,
    write_part,
    write_whole,
)
from generator.engine.plan import Folder
from generator.package import DESCRIPTION, description
from generator.schema import Table
from generator.tables import RENUMBERED, Sums

SUFFIX = {"csv": ".csv", "parquet": ".parquet", "sqlite": ".sqlite", "excel": ".xlsx"}

COPIED_AT_ONCE = 4 << 20

Rows = Mapping[int, Mapping[str, int]]
"""Of each block, the rows of each table."""


def assemble(task: Task, stages: Sequence[Path], sums: Sums, rows: Rows) -> None:
    """Make every folder of a plan whose blocks are all there. What an earlier run did of this stays.

    Args:
        rows: of the ledger's tables.

    Raises:
        OSError: something cannot be written.
    """
    for index, (folder, stage) in enumerate(zip(task.plan.folders, stages, strict=True)):
        content = stage / CONTENT
        tables = task.plan.schema(folder)
        parts = {table.name: _parts(task, index, stage, table, sums, rows) for table in tables}
        files = Files(content, stage / UNFINISHED, folder.kind, task.plan.format, task.plan.scenario.minor_digits)
        paths = files.finish(tables, parts)
        for table in tables:
            shutil.rmtree(content / f"{table.name}{RAW}", ignore_errors=True)
        text = json.dumps(description(task.plan, folder, paths), ensure_ascii=False, indent=2) + "\n"
        write_whole(stage, content / DESCRIPTION, text.encode())


def finished_table(content: Path, folder: Folder, table: str, format: str) -> Path:
    """The file that a table has gone into when it is finished. Several parts of Parquet stay parts and have none."""
    return Files(content, content, folder.kind, format, 0).of(table)


@dataclass(frozen=True)
class Files:
    """The files of a folder.

    Attributes:
        content: the folder.
        scratch: where they lie until they are whole.
        kind: what a file is called that holds every table, "ledger" or "truth".
        format: one of plan.FORMATS.
        minor_digits: decimals of an amount of money.
    """

    content: Path
    scratch: Path
    kind: str
    format: str
    minor_digits: int

    def of(self, table: str) -> Path:
        """The file of a table that is in one file."""
        name = table if self.format in ("csv", "parquet") else self.kind
        return self.content / f"{name}{SUFFIX[self.format]}"

    def finish(self, tables: Sequence[Table], parts: Mapping[str, Sequence[Path]]) -> dict[str, list[str]]:
        """Make the files of some tables from their parts, which are used up. Files that are there stay.

        Args:
            parts: of each table; CSV without its head where the format is CSV, Parquet else.

        Returns:
            The files of each table, relative to the folder.
        """
        self.scratch.mkdir(exist_ok=True)
        paths = {table.name: [self.of(table.name).name] for table in tables}
        if self.format == "csv":
            for table in tables:
                self._join(self.of(table.name), csv_header(table.columns), parts[table.name])
        elif self.format == "parquet":
            for table in tables:
                if len(parts[table.name]) > 1:
                    paths[table.name] = [part.relative_to(self.content).as_posix() for part in parts[table.name]]
                elif not self.of(table.name).exists():
                    parts[table.name][0].replace(self.of(table.name))
        elif not self.of("").exists():
            self._write_all(self.of(""), [(table, parts[table.name]) for table in tables])
        for table in tables:
            if len(paths[table.name]) == 1:
                shutil.rmtree(self.content / table.name, ignore_errors=True)
        return paths

    def _join(self, path: Path, head: bytes, parts: Sequence[Path]) -> None:
        if path.exists():
            return
        unfinished = self.scratch / path.name
        with unfinished.open("wb") as whole:
            whole.write(head)
            for part in parts:
                with part.open("rb") as file:
                    shutil.copyfileobj(file, whole, COPIED_AT_ONCE)
        unfinished.replace(path)

    def _write_all(self, path: Path, tables: Sequence[tuple[Table, Sequence[Path]]]) -> None:
        unfinished = self.scratch / path.name
        unfinished.unlink(missing_ok=True)
        if self.format == "sqlite":
            from generator.engine.database import write_database

            write_database(unfinished, tables, self.minor_digits)
        else:
            from generator.engine.workbook import write_workbook

            write_workbook(unfinished, tables)
        unfinished.replace(path)


def _parts(task: Task, index: int, stage: Path, table: Table, sums: Sums, rows: Rows) -> list[Path]:
    """Where a table's parts are, after those have been made that no block could make by itself."""
    plan, content = task.plan, stage / CONTENT
    of_blocks = table.name in task.makers[index].block
    if not finished_table(content, plan.folders[index], table.name, plan.format).exists():
        if not of_blocks:
            _write_once(task, index, stage, table, sums)
        elif table.name in RENUMBERED:
            _renumber(task, index, stage, table, rows)
    numbers = range(plan.blocks if of_blocks else 1)
    return [part_path(content, table.name, number, plan.format) for number in numbers]


def _write_once(task: Task, index: int, stage: Path, table: Table, sums: Sums) -> None:
    """A table that is made once, as the only part it has."""
    plan = task.plan
    made = task.makers[index].whole[table.name](task.world, sums, plan.folders[index].language)
    written = encode(made, table.columns, plan.format)
    part = Part(folder=index, table=table.name, rows=made.num_rows, size=len(written))
    write_part(stage, part, 0, plan.format, written)


def _renumber(task: Task, index: int, stage: Path, table: Table, rows: Rows) -> None:
    """The parts of a table whose rows name rows of other tables, now that it is known how many come before."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from generator.tables.warts import numbered_on

    plan, content = task.plan, stage / CONTENT
    there = pa.array(plan.folders[0].tables)
    before: Counter[str] = Counter()
    for number in range(plan.blocks):
        with pq.ParquetFile(part_path(content, f"{table.name}{RAW}", number, plan.format)) as file:
            raw = file.read()
        key = numbered_on(raw.filter(pc.is_in(raw["table"], there)), before)
        written = encode(key, table.columns, plan.format)
        part = Part(folder=index, table=table.name, rows=key.num_rows, size=len(written))
        write_part(stage, part, number, plan.format, written)
        before.update(rows[number])
