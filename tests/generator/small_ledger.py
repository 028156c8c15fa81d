"""A small ledger of orders and their truth in several blocks, and a run of it in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from core_scenario import core

from generator.engine.plan import Plan, plan_of

CUSTOMERS = 300


def small_plan(format: str = "csv", **changes) -> Plan:
    """Five blocks of 64 customers, the last one short: orders, and the truth."""
    settings = {"seed": 3, "customers": CUSTOMERS, "truth": True, "format": format} | changes
    return plan_of(core(block=64), **settings)


def folders(place: Path) -> list[Path]:
    """Where the ledger and the truth go."""
    return [place / "ledger", place / "truth"]


def contents(place: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones included."""
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def run_alone(place: Path, code: str, format: str = "csv") -> subprocess.CompletedProcess:
    """Make the small ledger in a process of its own; `code` may change `watch`, and is indented by nothing."""
    script = f"""
import multiprocessing, os, signal, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from small_ledger import folders, small_plan
from generator.engine.progress import Watch
from generator.engine.run import make_ledger
from generator.engine.workers import workers_for

class Told(Watch):
    count = 0
    def made(self, rows):
        self.count += 1
        self.after(self.count)
    def after(self, count):
        pass

{code}

if __name__ == "__main__":
    make_ledger(small_plan({format!r}), folders(Path({str(place)!r})), workers=workers_for(2, None), watch=Watching())
"""
    file = place.with_name(f"{place.name}.py")
    file.write_text(script, encoding="utf-8")
    return subprocess.run([sys.executable, str(file)], capture_output=True, text=True, timeout=120, check=False)
