"""Kernels forked from a process that has imported what pages import."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from classroom import warm_kernels
from classroom.course import Course
from classroom.errors import KitError
from classroom.executed import executed
from classroom.warm_kernels import WarmKernelManager, template
from classroom.warm_process import LIBRARIES

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

STATE = """
import json, os, sys
before = sorted(name for name in sys.modules if name.split(".")[0] in {"customer_value", "tutor", "generator"})
import signal, warnings
import ipywidgets, matplotlib, pandas as pd, seaborn
import matplotlib.pyplot as plt
from ipywidgets.comm import get_comm_manager
plt.figure()
plt.close()
json.dumps({
    "the kit is not imported": before,
    "folder": os.getcwd(),
    "arguments": [*sys.argv[:2], *sys.argv[3:]],
    "path": sys.path,
    "environment": {name: value for name, value in os.environ.items() if name != "JPY_PARENT_PID"},
    "input": sys.stdin.read() if hasattr(sys.stdin, "fileno") else "none",
    "flags": str(sys.flags),
    "signals": [str(signal.getsignal(number)).split(" at ")[0] for number in (signal.SIGINT, signal.SIGCHLD)],
    "filters": sorted(str(one) for one in warnings.filters),
    "columns": pd.get_option("display.max_columns"),
    "options": pd.describe_option("display", _print_desc=False),
    "backend": matplotlib.get_backend(),
    "style": {name: str(value) for name, value in matplotlib.rcParams.items()},
    "events": [str(one).split(" at ")[0] for one in get_ipython().events.callbacks["post_execute"]],
    "comms": sorted(get_comm_manager().targets),
    "home": __name__,
})
"""
"""What a page can see of the kernel that it runs in."""


QUICK = warm_kernels.BEGIN.replace(
    "import main", "import main; from classroom import warm_process as one; one.LIBRARIES = one.KIT = ()"
)
"""A template that imports nothing beforehand."""


def run(folder: Path, *cells: str) -> list[str]:
    """Run cells in a warm kernel and give what each of them shows as text."""
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=60, kernel_manager_class=WarmKernelManager, resources=resources).execute()
    return [output["data"]["text/plain"] for cell in notebook.cells for output in cell.outputs if "data" in output]


def run_lesson(course: Course, folder: Path, code: str) -> NotebookNode:
    """Run a lesson with a line more in one of its cells."""
    path, line = course.lesson("1.1").path, "count = len(ledger.orders)\n"
    text = path.read_text(encoding="utf-8")
    assert line in text
    path.write_text(text.replace(line, f"{code}\n{line}"), encoding="utf-8")
    return executed(Course(course.root), course.lesson("1.1"), "en", folder)


def order(folder: Path) -> dict:
    """An order of a kernel that nobody connects to."""
    connection = folder / "connection.json"
    ports = {f"{name}_port": 0 for name in ("shell", "iopub", "stdin", "control", "hb")}
    connection.write_text(json.dumps({"ip": "127.0.0.1", "transport": "tcp", "key": "", **ports}), encoding="utf-8")
    return {"folder": str(folder), "environment": dict(os.environ), "arguments": ["-f", str(connection)]}


def children() -> list[int]:
    """The processes of the template."""
    return [process.pid for process in psutil.Process(template()._process.pid).children()]


def gone(pid: int, within: float = 20) -> bool:
    """Whether a process ends soon; one that nobody has asked for its exit code has ended."""
    for _ in range(round(within / 0.05)):
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False


def test_a_page_of_the_course_is_run_in_a_fork(course, tmp_path):
    notebook = run_lesson(course, tmp_path, "import os; print('forked from', os.getppid())")
    printed = [output["text"] for cell in notebook.cells for output in cell.get("outputs", ()) if "text" in output]
    assert f"forked from {template()._process.pid}\n" in printed


def test_what_pages_import_is_there_already(tmp_path):
    libraries, others = run(
        tmp_path,
        f"import sys; [name for name in {LIBRARIES} if name not in sys.modules]",
        "had = set(sys.modules)\n"
        "known = {name.split('.')[0] for name in had} | sys.stdlib_module_names | {'customer_value', 'tutor'}",
        "from customer_value import explorers, figures, read_ledger\n"
        "from tutor import check, guess, hint, order, predict, quiz, write\n"
        "{name.split('.')[0] for name in sys.modules.keys() - had} - known",
    )
    assert libraries == "[]" and others == "set()"


def test_one_run_does_not_see_what_another_left(tmp_path):
    cells = "'left' in globals(), 'shelve' in sys.modules", "left = 1", "import shelve", "pd.options.display.width = 7"
    first, *_ = run(tmp_path, "import sys, pandas as pd", *cells)
    second, width = run(tmp_path, "import sys, pandas as pd", cells[0], "pd.options.display.width")
    assert first == second == "(False, False)" and width == "80"


def test_two_runs_draw_different_numbers(tmp_path):
    draws = "import random, numpy as np, uuid; random.random(), np.random.rand(), uuid.uuid4().hex"
    one, other = (run(tmp_path, draws)[0].strip("()").split(", ") for _ in range(2))
    assert len(one) == 3 and not set(one) & set(other)


def test_a_page_sees_what_it_sees_in_a_kernel_of_jupyters_own(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_TEST", "a variable that is set after the template has been started")
    template()
    (forked,) = run(tmp_path, STATE)
    monkeypatch.setenv("KIT_KERNELS", "fresh")
    (fresh,) = run(tmp_path, STATE)
    forked, fresh = (json.loads(eval(text)) for text in (forked, fresh))
    assert fresh["environment"].pop("KIT_KERNELS") == "fresh"
    assert forked["environment"]["KIT_TEST"].startswith("a variable")
    assert forked["folder"] == str(tmp_path) and forked["columns"] == 20
    for name, seen in fresh.items():
        assert forked[name] == seen, name


def test_a_cell_that_stops_is_told(course, tmp_path):
    with pytest.raises(KitError, match=r"^1\.1 stops in en: ZeroDivisionError: division by zero$"):
        run_lesson(course, tmp_path, "1 / 0")
    assert not children()


def test_a_kernel_that_is_killed_is_told(course, tmp_path):
    with pytest.raises(KitError, match=r"^1\.1 stops in en: Kernel died\.$"):
        run_lesson(course, tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert not children()


def test_nothing_is_left_running(tmp_path):
    (pid,) = run(tmp_path, "import os; os.getpid()")
    assert gone(int(pid)) and not children()


def test_a_kernel_that_nobody_holds_any_more_ends(tmp_path):
    process = template().fork(order(tmp_path))
    assert process.poll() is None and children() == [process.pid]
    process._told.close()
    assert gone(process.pid)


def test_the_exit_code_is_told(tmp_path):
    process = template().fork(order(tmp_path))
    while Path(f"/proc/{process.pid}/cwd").resolve() != tmp_path:
        assert process.poll() is None
        time.sleep(0.01)
    process.terminate()
    assert process.wait() == process.poll() == -signal.SIGTERM and not children()


def test_everything_ends_with_the_one_that_started_it(tmp_path):
    program = """
import sys, time
from pathlib import Path
from test_warm_kernels import QUICK, order, warm_kernels
warm_kernels.BEGIN = QUICK
process = warm_kernels.template().fork(order(Path(sys.argv[1])))
print(warm_kernels.template()._process.pid, process.pid, flush=True)
time.sleep(600)
"""
    here = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=here) as owner:
        pids = [int(word) for word in owner.stdout.readline().split()]
        assert len(pids) == 2 and all(psutil.pid_exists(pid) for pid in pids)
        owner.kill()
    assert all(gone(pid) for pid in pids)


def test_another_template_is_started_where_one_has_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(warm_kernels, "BEGIN", QUICK)
    first = template()
    process = first.fork(order(tmp_path))
    first._process.kill()
    first._process.wait()
    assert process.wait() == -signal.SIGKILL and gone(process.pid)
    with pytest.raises(RuntimeError, match="does not answer"):
        first.fork(order(tmp_path))
    assert run(tmp_path, "1 + 1") == ["2"] and template() is not first
    template().close()
