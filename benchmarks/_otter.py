"""otter-grader on the submissions of a class, in an environment of its own.

That environment has the versions of the lock, so that both run the learners' code on the same libraries, and the kit
from where it lies. It is made on the first run from PyPI and kept.

Every task's locked cell becomes a test of otter's, judged by the same record on the same hidden cases. otter knows
nothing between passed and failed, so a test passes where the record gives all points: what can be compared is which
tasks of whom have full marks.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from classroom.grading.work_list import work_list
from classroom.task_cells import cell_id

OTTER = "otter-grader==7.0.0"
ROOT = Path(__file__).resolve().parents[1]

TEST = """\
from otter.test_files import test_case

OK_FORMAT = False
name = "{name}"
points = {points}


@test_case(hidden=True)
def test_task(env):
    from classroom import grade

    assert float(grade("{task}", env)) > {points} - 1e-6
"""

GENERATE = """
import sys
from otter.generate import main

main(tests_dir=sys.argv[1], output_path=sys.argv[2], files=sys.argv[3:], no_environment=True, no_requirements=True)
"""

GRADE = """
import json, sys, time
from otter.api import grade_submission

for notebook in sys.argv[2:]:
    began = time.perf_counter()
    results = grade_submission(notebook, sys.argv[1], quiet=True)
    passed = [name for name, one in results.results.items() if all(case.passed for case in one.test_case_results)]
    print("@" + json.dumps([notebook, passed, time.perf_counter() - began]), flush=True)
"""


@dataclass(frozen=True)
class Otter:
    """otter ready to grade an assignment of a class.

    Attributes:
        python: that of its environment.
        there: the class folder.
        name: the assignment.
        tasks: the points of each task that a program grades, by its id.
    """

    python: Path
    there: Path
    name: str
    tasks: Mapping[str, float]

    @property
    def folder(self) -> Path:
        """The folder that otter works in: below the class folder, where a test finds the class's secret."""
        return self.there / "otter"

    def generate(self) -> None:
        """Make the file that otter grades with: tests, and what was handed out beside the notebook."""
        tests = self.folder / "tests"
        tests.mkdir(parents=True, exist_ok=True)
        for task, points in self.tasks.items():
            name = cell_id(task).replace("-", "_")
            (tests / f"{name}.py").write_text(TEST.format(name=name, task=task, points=points), encoding="utf-8")
        released = self.there / "release" / self.name
        beside = [one.name for one in released.iterdir() if one.suffix != ".ipynb"]
        self._run(GENERATE, str(tests), str(self.folder / "autograder.zip"), *beside, cwd=released)

    def grade(self) -> tuple[set[tuple[str, str]], list[float]]:
        """Grade everybody one after the other: who has full marks for which task, and the seconds of each."""
        notebooks = {
            str(next(one.folder.glob("*.ipynb"))): one.learner for one in work_list(self.there, self.name).work
        }
        said = self._run(GRADE, str(self.folder / "autograder.zip"), *notebooks, cwd=self.folder)
        lines = [json.loads(line[1:]) for line in said.splitlines() if line.startswith("@")]
        tasks = {cell_id(task).replace("-", "_"): task for task in self.tasks}
        full = {(notebooks[notebook], tasks[name]) for notebook, passed, _ in lines for name in passed if name in tasks}
        return full, [seconds for *_, seconds in lines]

    def _run(self, code: str, *words: str, cwd: Path) -> str:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(self.folder), "PYTHONWARNINGS": "ignore"}
        command = [str(self.python), "-c", code, *words]
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"otter-grader stopped: {done.stderr.strip()[-800:]}")
        return done.stdout


def environment() -> Path | None:
    """The Python of an environment with otter-grader, made on the first run; None, saying why, where it cannot be."""
    folder = Path(sys.prefix) / "beside" / "otter-grader"
    python, ready = folder / "bin" / "python", folder / "ready"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wanted = f"{OTTER}\n{lock}"
    if ready.is_file() and ready.read_text(encoding="utf-8") == wanted:
        return python
    print(f"Making an environment for {OTTER}: a minute or two, once.", flush=True)
    uv = str(Path(sys.prefix) / "bin" / "uv")
    commands = [
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)],
        [uv, "pip", "install", "--quiet", "--python", str(python), OTTER, "-r", str(ROOT / "requirements.lock")],
    ]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{OTTER} cannot be installed and was not measured: {done.stderr.strip()[-300:]}")
            return None
    ready.write_text(wanted, encoding="utf-8")
    return python
