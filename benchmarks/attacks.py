"""Hostile and broken submissions against the grading engine: what each comes to, beside the same work without it.

    .venv/bin/python -m benchmarks.attacks
    .venv/bin/python -m benchmarks.attacks disk told

The cases are those of tests/classroom/grading/hostile_*.py. Every one is honest work on six tasks of a07 with two wrong
answers, worth 6 of 9 points, and one attack. "May lose" are the tasks that the attack itself breaks. The limits are
those of the tests: 1.5 s for a cell or a task, 7 s for everything.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.progress import track

from classroom.course import find_course
from classroom.grading.assignment import prepare
from classroom.release import release

TESTS = Path(__file__).resolve().parents[1] / "tests" / "classroom" / "grading"


def main() -> int:
    """Print the table as Markdown, then what did not hold; 1 where something did not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="all of them when left out")
    asked = parser.parse_args().kinds
    sys.path.insert(0, str(TESTS))
    import hostile
    from hostile_code import CODE
    from hostile_files import FILES
    from hostile_machine import MACHINE

    cases = [case for case in (*CODE, *FILES, *MACHINE) if not asked or case.kind in asked]
    rows, found = [], []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        root = Path(made)
        root.chmod(0o755)
        for name in ("class", "open", "temporary"):
            (root / name).mkdir()
        release(find_course(), "a07", root / "class", "en")
        with hostile.place(prepare(root / "class", "a07"), *(root / n for n in ("class", "open", "temporary"))) as at:
            hostile.grade(hostile.Hostile(name="honest", kind=""), at, root / "honest")
            for number, case in enumerate(track(cases, "attacks", console=Console(stderr=True), transient=True)):
                outcome = hostile.grade(case, at, root / str(number))
                found += hostile.faults(case, outcome, at) + hostile.left_behind(at)
                states = Counter(one.state for one in outcome.graded.tasks)
                verdicts = ", ".join(f"{count} {state}" for state, count in states.items())
                points = f"{outcome.graded.points:g}"
                rows.append((case.kind, case.name, verdicts, points, f"{outcome.seconds:.1f}"))
    print(f"| kind | attack | verdicts | points with it (without: {sum(hostile.HONEST.values()):g}) | seconds |")
    print("|---|---|---|---:|---:|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(f"\n{len(rows)} attacks, {len(found)} faults")
    for one in found:
        print(one)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
