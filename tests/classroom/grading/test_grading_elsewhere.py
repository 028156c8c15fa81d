"""Graded into PostgreSQL and by a Dask cluster, the command line comes to the same as alone on SQLite; killed, too."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from classroom.grading.gradebook import sqlite_url
from classroom.sandbox.support import support
from classroom.simulated import write_class

pytestmark = pytest.mark.slow

LEARNERS = 30
"""More than are written into the gradebook at a time, so that there is a middle."""

COMMAND = [sys.executable, "-c", "from classroom.cli import main; main()", "grade", "a07", "--workers", "2", "--class"]
PATIENCE = 300


@pytest.fixture(scope="module")
def handed_in_by_all(class_with_a07, tmp_path_factory) -> Path:
    """A class that has handed in, and of which nothing was graded."""
    here = support()
    if here.missing:
        pytest.skip(here.text("en"))
    folder = tmp_path_factory.mktemp("elsewhere") / "handed-in"
    shutil.copytree(class_with_a07, folder)
    write_class(folder, ["a07"], LEARNERS, seed=11)
    return folder


@pytest.fixture(scope="module")
def alone(handed_in_by_all) -> Path:
    """The same class, graded on this machine on SQLite without a stop."""
    folder = Path(shutil.copytree(handed_in_by_all, handed_in_by_all.with_name("class")))
    subprocess.run([*COMMAND, str(folder)], check=True, capture_output=True, timeout=PATIENCE)
    return folder


@pytest.fixture
def again(handed_in_by_all, tmp_path) -> Path:
    """The class once more, not graded, under the same name."""
    return Path(shutil.copytree(handed_in_by_all, tmp_path / "class"))


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The address of a server of the test's own, which PostgreSQL does not let root run."""
    initdb, postgres = shutil.which("initdb"), shutil.which("postgres")
    if initdb is None or postgres is None:
        pytest.skip("initdb and postgres are not on the path; Debian, Ubuntu: sudo apt-get install postgresql")
    pytest.importorskip("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    other: dict[str, object] = {"cwd": folder}
    if os.geteuid() == 0:
        user = pwd.getpwnam("nobody")
        os.chown(folder, user.pw_uid, user.pw_gid)
        other |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    port = free_port()
    data = str(folder / "data")
    made = [initdb, "-D", data, "-U", "grader", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run(made, check=True, capture_output=True, **other)
    told = ["listen_addresses=127.0.0.1", f"port={port}", "unix_socket_directories=", "fsync=off"]
    settings = [part for one in told for part in ("-c", one)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([postgres, "-D", data, *settings], stdout=log, stderr=log, **other)
    try:
        wait_until(lambda: answers(port), server)
        yield f"postgresql+psycopg://grader@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def cluster(tmp_path) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """The address of a Dask scheduler, and its two workers."""
    pytest.importorskip("distributed")
    address = f"tcp://127.0.0.1:{(port := free_port())}"
    dask = [sys.executable, "-m", "dask"]
    with contextlib.ExitStack() as ending:

        def started(*words: str) -> subprocess.Popen:
            process = subprocess.Popen(
                [*dask, *words], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            ending.callback(process.wait, PATIENCE)
            ending.callback(process.kill)
            return process

        scheduler = started("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        wait_until(lambda: answers(port), scheduler)
        about = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path / "dask")]
        workers = [started("worker", address, *about, "--name", name) for name in ("one", "two")]
        wait_until(lambda: joined(address) == 2, scheduler)
        yield address, workers


def test_postgresql_has_what_sqlite_has_though_the_grading_was_killed(alone, again, postgresql):
    command = [*COMMAND, str(again), "--gradebook", postgresql]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as grading:
        wait_until(lambda: journalled(again) > 0, grading)
        grading.kill()
    assert 0 < journalled(again) < LEARNERS and not (again / "grading" / "a07" / "scores.csv").exists()
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
    assert f"{LEARNERS} submissions" in done.stdout and "unchanged" in done.stdout
    assert journalled(again) == LEARNERS
    assert rows(again) == rows(alone)
    there = gradebook(postgresql)
    assert there == gradebook(sqlite_url(alone)) and len(there) > 20 * LEARNERS
    assert gradebook(sqlite_url(again)) == [], "the class's own was left alone"


def test_a_cluster_that_loses_a_worker_comes_to_the_same(alone, again, cluster):
    address, workers = cluster
    command = [*COMMAND, str(again), "--cluster", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as grading:
        wait_until(lambda: len(list((again / "feedback").rglob("*.html"))) > 3, grading)
        workers[0].kill()
        _, said = grading.communicate(timeout=PATIENCE)
    assert grading.returncode == 0, said
    assert joined(address) == 1
    assert rows(again) == rows(alone)
    assert gradebook(sqlite_url(again)) == gradebook(sqlite_url(alone))


def rows(folder: Path) -> list[dict[str, str]]:
    """scores.csv without the seconds."""
    with (folder / "grading" / "a07" / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        return [{name: value for name, value in row.items() if name != "seconds"} for row in csv.DictReader(file)]


def gradebook(url: str) -> list[tuple]:
    """What nbgrader's own code reads: marks, comments and times of every learner, in an order of their own."""
    with Gradebook(url, "class") as book:
        found = []
        for work in book.assignment_submissions("a07"):
            about = (work.student.id, work.timestamp, work.score, work.max_score, work.late_submission_penalty)
            found.append((*about, work.needs_manual_grade))
            for notebook in work.notebooks:
                for grade in notebook.grades:
                    given = (grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
                    found.append((work.student.id, grade.name, grade.max_score, *given))
                found += [(work.student.id, one.name, one.auto_comment) for one in notebook.comments]
        return sorted(found, key=repr)


def journalled(folder: Path) -> int:
    """How many learners the journal says were graded."""
    path = folder / "grading" / "grading.jsonl"
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        with contextlib.suppress(ValueError):  # the last one may not be whole
            found |= {about["learner"]} if (about := json.loads(line))["event"] == "graded" else set()
    return len(found)


def joined(address: str) -> int:
    """How many workers a scheduler has."""
    from distributed import Client

    with Client(address, timeout="10s", set_as_default=False) as client:
        return len(client.scheduler_info(n_workers=-1)["workers"])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def wait_until(done: Callable[[], bool], process: subprocess.Popen) -> None:
    """Wait for something that a process brings about."""
    end = time.monotonic() + PATIENCE
    while not done():
        assert process.poll() is None, "it ended before"
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)
