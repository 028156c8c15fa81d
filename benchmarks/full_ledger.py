"""A whole ledger as Parquet on one thread, beside the TPC-H tables of tpchgen-cli, in turn.

    .venv/bin/python -m benchmarks.full_ledger

Both write Parquet with Zstandard's level 1 and are timed as commands, from their start to their end. tpchgen-cli, in
Rust, makes customers, orders and order lines at scale 1 (7.65 million rows); ours makes every table of the boutique
with its truth. Seconds of the processor stand beside those of the clock, since a busy machine stretches only the
latter. Without tpchgen-cli beside the interpreter or on the PATH, ours is timed alone.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

CUSTOMERS = 340_000
"""About as many rows as tpchgen-cli makes."""
SCALE = "1"
ROUNDS = 3


def main() -> int:
    """Print rows a second of each in every round, the medians, and their ratio."""
    other = shutil.which("tpchgen-cli") or shutil.which("tpchgen-cli", path=str(Path(sys.executable).parent))
    runs: dict[str, Callable[[Path], list[str]]] = {"ours, all tables and the truth": _ours}
    if other:
        runs["tpchgen-cli, three tables"] = lambda folder: _tpch(other, folder)
    else:
        print("tpchgen-cli is not installed, so there is nothing to compare with; pip install tpchgen-cli.")
    clock: dict[str, list[float]] = {name: [] for name in runs}
    processor: dict[str, list[float]] = {name: [] for name in runs}
    print(f"{'':<32}{'rows':>12}{'s':>9}{'rows/s':>12}{'CPU s':>9}{'rows/CPU s':>12}")
    for _ in range(ROUNDS):
        for name, command in runs.items():
            rows, seconds, busy = _run(command)
            clock[name].append(rows / seconds)
            processor[name].append(rows / busy)
            print(f"{name:<32}{rows:>12,}{seconds:>9.2f}{rows / seconds:>12,.0f}{busy:>9.2f}{rows / busy:>12,.0f}")
    for title, speeds in (("rows/s", clock), ("rows/CPU s", processor)):
        medians = [statistics.median(speed) for speed in speeds.values()]
        for name, speed in zip(runs, medians, strict=True):
            print(f"{name:<32}median{speed:>12,.0f} {title}")
        if other:
            print(f"ours / tpchgen-cli {medians[0] / medians[1]:.2f}")
    return 0


def _ours(folder: Path) -> list[str]:
    command = [sys.executable, "-m", "generator", "new", "--scenario", "boutique", "--seed", "1"]
    command += ["--customers", str(CUSTOMERS), "--format", "parquet", "--workers", "1"]
    return [*command, "--out", str(folder / "ledger"), "--truth", str(folder / "truth")]


def _tpch(program: str, folder: Path) -> list[str]:
    command = [program, "parquet", "--compression", "ZSTD(1)", "--num-threads", "1", "--scale-factor", SCALE]
    return [*command, "--tables", "customer,orders,lineitem", "--output-dir", str(folder), "--quiet"]


def _run(command: Callable[[Path], list[str]]) -> tuple[int, float, float]:
    """Rows written, seconds taken and processor seconds taken by a command that writes Parquet into an empty folder."""
    # One thread each; and Python may keep what it compiles, as in an installed kit, so only the first round compiles.
    rest = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before, begin = os.times(), time.perf_counter()
        subprocess.run(
            command(folder),
            check=True,
            capture_output=True,
            cwd=Path(__file__).resolve().parent.parent,
            env=rest | {"OMP_NUM_THREADS": "1"},
        )
        seconds, after = time.perf_counter() - begin, os.times()
        busy = after.children_user + after.children_system - before.children_user - before.children_system
        return sum(pq.read_metadata(path).num_rows for path in folder.rglob("*.parquet")), seconds, busy


if __name__ == "__main__":
    sys.exit(main())
