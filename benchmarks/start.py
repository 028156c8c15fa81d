"""How long `make start` works before JupyterLab itself, when nothing has changed since the last time.

    .venv/bin/python -m benchmarks.start

That is make's look at the set-up and the kit's look at the workspace (`classroom build` does that and nothing else).
Beside it stands what JupyterLab needs only to tell its version.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5


def main() -> int:
    """Print the median seconds of each part, the parts taken in turn."""
    binaries = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        parts = {
            "make setup": ["make", "--silent", "setup"],
            "classroom build": [str(binaries / "classroom"), "build", "--out", f"{folder}/workspace"],
            "jupyter lab --version": [str(binaries / "jupyter-lab"), "--version"],
        }
        for command in parts.values():
            _seconds(command)
        seconds = {name: [] for name in parts}
        for _ in range(ROUNDS):
            for name, command in parts.items():
                seconds[name].append(_seconds(command))
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    for name, median in medians.items():
        print(f"{name:<24}{median:>8.2f} s")
    before = medians["make setup"] + medians["classroom build"]
    print(f"before JupyterLab: {before:.2f} s, {before / medians['jupyter lab --version']:.2f} times its --version")
    return 0


def _seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
