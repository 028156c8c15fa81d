"""Every benchmark one after the other, or the ones named: python -m benchmarks [NAME ...].

Each runs in a process of its own, so that one's memory and caches are not another's.
"""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path


def main(names: list[str]) -> int:
    """Run them. Returns 1 where a name is unknown or a benchmark failed, else 0."""
    there = sorted(found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]) if found.name[0] != "_")
    unknown = [name for name in names if name not in there]
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}; there is {', '.join(there)}.", file=sys.stderr)
        return 1
    failed = []
    for name in names or there:
        print(f"\n== {name} {'=' * (76 - len(name))}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nFailed: {', '.join(failed)}.", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
