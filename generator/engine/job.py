"""One block of a plan made into files: what a worker does. It depends on the plan and the block's number alone."""

from __future__ import annotations

import json
import os
import pickle
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from generator.block import Block
from generator.engine.encode import csv_rows, parquet_file
from generator.engine.plan import Plan, RequestError, made_with
from generator.schema import Column
from generator.tables import RENUMBERED, Sums, add, makers
from generator.tables.core import IDS
from generator.world import World

CONTENT, DONE, UNFINISHED = "content", "done", "unfinished"
"""Folders of a stage: what will be the finished folder, the records of finished blocks, and files half written."""

RAW = ".raw"
"""Marks parts of RENUMBERED tables as a block has made them, always in Parquet."""


LARGEST_KEPT = 31 << 20
"""Bytes of a piece of memory that is kept when it is freed."""


class OtherKitError(RuntimeError):
    """A worker would make other bytes; the message says why, in one sentence."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One table of one block in one folder of the plan."""

    folder: int
    table: str
    rows: int
    size: int


@dataclass(frozen=True, kw_only=True)
class Done:
    """A block that has been made.

    Attributes:
        parts: what it consists of.
        sums: what it adds to the tables that are made once.
        seconds: how long it took.
        megabytes: the most memory the worker has held so far; 0 where the system does not say.
        content: the bytes of each part, in their order, where the worker could not write them itself.
    """

    number: int
    parts: tuple[Part, ...]
    sums: Sums
    seconds: float
    megabytes: float
    content: tuple[bytes, ...] = field(default=(), repr=False)

    def record(self) -> dict[str, Any]:
        """As JSON has it, without the bytes."""
        return {
            "number": self.number,
            "parts": [vars(part) for part in self.parts],
            "sums": {key: values.tolist() for key, values in self.sums.items()},
            "seconds": self.seconds,
            "megabytes": self.megabytes,
        }

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Done:
        """From what `record` gave. Raises KeyError, TypeError or ValueError where it is damaged."""
        return cls(
            number=int(record["number"]),
            parts=tuple(Part(**part) for part in record["parts"]),
            sums={key: np.array(values, dtype=np.int64) for key, values in record["sums"].items()},
            seconds=float(record["seconds"]),
            megabytes=float(record["megabytes"]),
        )


class Task:
    """A plan ready for work: the world is built once, and every block made from it."""

    def __init__(self, plan: Plan) -> None:
        # Arrow's own allocator keeps what a block needed; the system's gives it back, which saves 80 MB and no time.
        pa.set_memory_pool(pa.system_memory_pool())
        keep_freed_memory()
        self.plan = plan
        self.world = World(plan.scenario, plan.seed)
        self.makers = [makers(plan.scenario, folder.tables) for folder in plan.folders]
        self.schema = [{table.name: table.columns for table in plan.schema(folder)} for folder in plan.folders]

    def make(self, number: int, stages: Sequence[Path] | None) -> Done:
        """Make one block.

        Args:
            stages: where each of the plan's folders is being made; None to give the bytes back instead of writing.

        Raises:
            OSError: they cannot be written.
            RequestError: a table has more rows than there are ids for in a block.
        """
        begin = time.perf_counter()
        block = Block(self.world, number, *self.plan.customers_of(number))
        parts, content = [], []
        for index, (folder, made_by) in enumerate(zip(self.plan.folders, self.makers, strict=True)):
            for name, make in made_by.block.items():
                table = make(block, folder.language)
                if table.num_rows > IDS:
                    raise RequestError(
                        f"A block of {self.plan.scenario.name} has {table.num_rows:,} rows of {name}, but ids for "
                        f"{IDS:,}: give the scenario a smaller `block`."
                    )
                stored, format = (f"{name}{RAW}", "parquet") if name in RENUMBERED else (name, self.plan.format)
                written = encode(table, self.schema[index][name], format)
                part = Part(folder=index, table=stored, rows=table.num_rows, size=len(written))
                parts.append(part)
                if stages is None:
                    content.append(bytes(written))
                else:
                    write_part(stages[index], part, number, self.plan.format, written)
        sums: Sums = {}
        for count in dict.fromkeys(count for made_by in self.makers for count in made_by.sums):
            add(sums, count(block))
        done = Done(
            number=number,
            parts=tuple(parts),
            sums=sums,
            seconds=time.perf_counter() - begin,
            megabytes=peak_megabytes(),
            content=tuple(content),
        )
        if stages is not None:
            write_done(stages[0], done)
        return done


def make_block_parts(order: bytes, number: int, stages: tuple[str, ...] | None = None) -> Done:
    """Make one block of a plan in this process, which keeps the plan's world for the next.

    Args:
        order: what `order_of` made of the plan.
        stages: as for Task.make.

    Raises:
        OSError: a part cannot be written.
        OtherKitError: this worker would make other bytes than the one who asks.
    """
    return task_of(order).make(number, stages and [Path(stage) for stage in stages])


def order_of(plan: Plan) -> bytes:
    """A plan as it travels to workers."""
    return pickle.dumps((made_with(), plan))


@lru_cache(maxsize=1)
def task_of(order: bytes) -> Task:
    """The task of an order, kept for the next call. Raises OtherKitError as above."""
    theirs, plan = pickle.loads(order)
    if theirs != made_with():
        raise OtherKitError("A worker has another version of the kit, of NumPy, SciPy or PyArrow, than this machine.")
    return Task(plan)


def encode(table: pa.Table, columns: tuple[Column, ...], format: str) -> memoryview:
    """The bytes of a part: lines of CSV, or Parquet, which databases and workbooks are made from as well."""
    return csv_rows(table, columns) if format == "csv" else parquet_file(table, columns)


def write_part(stage: Path, part: Part, number: int, format: str, content: memoryview | bytes) -> None:
    """Put a part where it belongs. Raises OSError where it cannot be written."""
    write_whole(stage, part_path(stage / CONTENT, part.table, number, format), content)


def part_path(folder: Path, table: str, number: int, format: str) -> Path:
    """Where a part of a table lies. Parts of Parquet lie where they are to stay."""
    suffix = "csv" if format == "csv" and not table.endswith(RAW) else "parquet"
    return folder / table / f"part-{number:05d}.{suffix}"


def done_path(stage: Path, number: int) -> Path:
    """Where the record of a finished block lies."""
    return stage / DONE / f"{number:05d}.json"


def write_done(stage: Path, done: Done) -> None:
    """Record that every part of a block is there."""
    write_whole(stage, done_path(stage, done.number), json.dumps(done.record()).encode())


def write_whole(stage: Path, path: Path, content: memoryview | bytes) -> None:
    """Write a file below a stage, first under another name, so that a killed process leaves no half file."""
    unfinished = stage / UNFINISHED / f"{os.getpid()}-{threading.get_ident()}-{path.name}"
    for folder in (unfinished.parent, path.parent):
        folder.mkdir(parents=True, exist_ok=True)
    unfinished.write_bytes(content)
    unfinished.replace(path)


def keep_freed_memory() -> None:
    """Have what one part of a block frees stay with the process for the next one, which saves 4 % of the time.

    glibc hands pieces of memory back to the system that are larger than any it has seen freed so far, if that is less
    than 32 MB; asking for such a piece once sees to it. Other allocators take no notice.
    """
    np.empty(LARGEST_KEPT, dtype=np.uint8)


def peak_megabytes() -> float:
    """The most memory this process has held, in MB; 0 where the system does not say."""
    try:
        # Linux counts the memory of the process that started this one into getrusage's figure, but not into this.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6
    except (OSError, IndexError):
        pass
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:
        return 0.0
    return getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
