"""A class on a real hub: one small assignment, two learners, an instructor; everything of it gone afterwards."""

from __future__ import annotations

import grp
import os
import random
import re
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LEARNER, OTHER, TEACHER = "s1234567", "ada.lee@example.org", "teacher"
PASSWORD = "a phrase of one's own"

START_LIMIT = 300
"""Seconds that a hub may take on a busy machine, with the workspace that is built first."""

SYLLABUS = """\
modules:
  - id: 0
    title: {en: Before you start, zh-Hant: 開始之前}
    lessons:
      - id: "0.1"
        title: {en: Your first notebook, zh-Hant: 第一本筆記本}
        minutes: 30
        before: []
    assignments:
      - id: a01
        title: {en: Customer information, zh-Hant: 客戶資訊}
        minutes: 10
        before: ["0.1"]
"""

PAGE = """\
---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}
kit:
  id: a01
  title: {en: Customer information, zh-Hant: 客戶資訊}
  minutes: 10
  objectives:
    - {en: say what the shop took in a year, zh-Hant: 說出店裡一年的營收}
  before: ["0.1"]
  topics: [A1.5]
  tables: [orders, refunds, customers]
---

```{code-cell} ipython3
:name: setup
import pandas as pd

from customer_value import read_ledger, valid_orders
from tutor import check

ledger = read_ledger()
```

+++ {"task": "a01.revenue"}

a01.revenue

+++ {"task": "a01.repeats"}

a01.repeats
"""

ANSWER = """\
valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
start = ledger.snapshot - pd.DateOffset(years=1)
year = valid[valid["order_date"] > start]
revenue = year["amount"].sum()
"""


@dataclass(frozen=True)
class Served:
    """A class that is served.

    Attributes:
        url: where.
        folder, hub, source: the class folder, the hub's, the course's.
        password: the instructor's first.
        process: of `classroom serve`.
        said: what it said.
    """

    url: str
    folder: Path
    hub: Path
    source: Path
    password: str
    process: subprocess.Popen
    said: str

    def code(self, learner: str) -> str:
        """A learner's sign-up code, as the instructor reads it."""
        lines = (self.folder / "sign-up.csv").read_text(encoding="utf-8").splitlines()
        return next(line.rpartition(",")[2] for line in lines if line.startswith(f"{learner},"))

    @property
    def port(self) -> int:
        return int(self.url.rstrip("/").rpartition(":")[2])


def why_not(repository: Path) -> str:
    """Why no hub can be tried here; "" where it can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "a hub needs root on Linux"
    from classroom.hub.doctor import TOOLS, missing_parts

    if parts := missing_parts():
        return str(parts[0])
    if lacking := [one for one in TOOLS if shutil.which(one) is None]:
        return f"no {lacking[0]} on this machine"
    if not os.access("/etc/passwd", os.W_OK):
        return "/etc/passwd cannot be changed"
    done = subprocess.run([*around(repository), "true"], capture_output=True, text=True, check=False)
    return f"Python cannot be shown to other accounts: {done.stderr.strip()}" if done.returncode else ""


def around(repository: Path) -> list[str]:
    """What a command is started through, so that every account reaches Python; nothing where all do anyway.

    Where Python or the kit lies in root's closed home, the command gets a view of the files of its own, in which that
    home is open and holds nothing else.
    """
    from classroom.hub.doctor import STRANGER
    from classroom.hub.modes import first_closed, may

    needed = [Path(sys.base_prefix), Path(sys.prefix), repository]
    closed = {first_closed(STRANGER, path) for path in needed if not may(STRANGER, path, 5)}
    if not closed:
        return []
    steps = ["kept=$(mktemp -d)", "chmod 755 $kept"]
    for home in closed:
        inside = [path for path in needed if path.resolve().is_relative_to(home)]
        for number, path in enumerate(inside):
            steps += [f"mkdir $kept/{number}", f"mount --bind {path} $kept/{number}"]
        steps.append(f"mount -t tmpfs -o mode=755 none {home}")
        for number, path in enumerate(inside):
            steps += [f"mkdir -p {path}", f"mount --bind $kept/{number} {path}"]
    script = " && ".join([*steps, 'exec "$@"'])
    return ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, "sh"]


@contextmanager
def served_class(repository: Path, prepare: Callable[[Path], None] = lambda folder: None) -> Iterator[Served]:
    """`classroom serve` on a class of its own, as an administrator types it.

    Args:
        repository: the kit.
        prepare: does something with the class folder before.
    """
    before = {path: path.stat() for path in repository.iterdir() if path.is_dir()}
    staff = _has_staff()
    root = Path(tempfile.mkdtemp(prefix="hub-"))  # not where pytest keeps its folders, which are closed to others
    root.chmod(0o755)
    folder, hub, source = root / "class", root / "hub", root / "source"
    try:
        _make_source(repository, source)
        _make_class(folder, hub, source)
        prepare(folder)
        process, said = start(repository, folder, source)
        url = re.search(r"http://[\d.]+:\d+/", said)
        assert url, said + (root / "errors.txt").read_text(encoding="utf-8")
        password = re.search(rf"First password of {TEACHER}[^:]*: (\S+)", said)
        yield Served(url[0], folder, hub, source, password[1], process, said)
    finally:
        if "process" in locals():
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        _clear(folder, hub)
        shutil.rmtree(root, ignore_errors=True)
        for path, about in before.items():
            os.chown(path, about.st_uid, about.st_gid)
            path.chmod(stat.S_IMODE(about.st_mode))
        if not staff:
            subprocess.run(["groupdel", "classroom-staff"], capture_output=True, check=False)


def _has_staff() -> bool:
    """Whether this machine serves classes already."""
    return any(one.gr_name == "classroom-staff" for one in grp.getgrall())


def start(repository: Path, folder: Path, source: Path) -> tuple[subprocess.Popen, str]:
    """Start `classroom serve` and wait until it serves; the process and what it said."""
    command = [*around(repository), str(Path(sys.executable).with_name("classroom")), "serve", "--no-open"]
    command += ["--class", str(folder), "--source", str(source)]
    with (folder.parent / "errors.txt").open("wb") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, start_new_session=True)
    return process, _said(process, time.monotonic() + START_LIMIT)


def _make_source(repository: Path, source: Path) -> None:
    for name in ("course/0_before", "exercises/a01_customers", "generator"):
        (source / name).mkdir(parents=True)
    (source / "datasets").symlink_to(repository / "datasets")
    (source / "generator" / "scenarios").symlink_to(repository / "generator" / "scenarios")
    (source / "course" / "syllabus.yml").write_text(SYLLABUS, encoding="utf-8")
    shutil.copy(repository / "course" / "glossary.yml", source / "course")
    shutil.copy(next((repository / "course").glob("0_*/0_1_*.md")), source / "course" / "0_before")
    (source / "exercises" / "a01_customers" / "a01_customers.md").write_text(PAGE, encoding="utf-8")


def _make_class(folder: Path, hub: Path, source: Path) -> None:
    from classroom.class_folder import change_class
    from classroom.course import find_course
    from classroom.release import release
    from classroom.roster import Learner, Roster, write_roster

    release(find_course(source), "a01", folder, "en")
    write_roster(folder, Roster((Learner(id=LEARNER, name="Lin Yi"), Learner(id=OTHER, name="Ada Lee"))))

    def settings(document) -> None:
        document["hub"] = {"port": _free_port(), "folder": str(hub), "instructors": [TEACHER]}

    change_class(folder, settings)


def _free_port() -> int:
    """A port that is free, with those that go with it, and that the system gives nobody who only asks for any."""
    from classroom.hub.ports import HERE, ports
    from classroom.hub.ports import why_not as taken

    for port in random.sample(range(10_000, 30_000), 1_000):
        chosen = ports(port)
        if not any(taken(HERE, one) for one in (chosen.public, chosen.proxy, chosen.hub)):
            return port
    raise AssertionError("no port is free")


def _said(process: subprocess.Popen, until: float) -> str:
    said = ""
    while time.monotonic() < until and "Ctrl-C ends the hub" not in said:
        if select.select([process.stdout], [], [], 1)[0]:
            more = os.read(process.stdout.fileno(), 4096).decode("utf-8")
            if not more:
                break
            said += more
    return said


def _clear(folder: Path, hub: Path) -> None:
    """Take the class's accounts and groups out of the system again."""
    from classroom.class_folder import read_class
    from classroom.hub.forgetting import forget_user
    from classroom.hub.owner import instructors_account
    from classroom.hub.places import RUNTIME, places
    from classroom.hub.system import end_processes, remove_account

    if not (folder / "class.toml").is_file() or not hub.is_dir():
        return
    settings = read_class(folder)
    where = places(folder, settings)
    for learner in (LEARNER, OTHER):
        forget_user(folder, learner)
    name = instructors_account(settings, where)
    end_processes(folder.stat().st_uid) if folder.stat().st_uid else None
    shutil.rmtree(RUNTIME / name, ignore_errors=True)
    remove_account(name)
    subprocess.run(["groupdel", where.group], capture_output=True, check=False)
