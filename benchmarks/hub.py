"""A class on a real hub on this machine: what a learner's server costs, and whether anything handed in is ever lost.

    sudo .venv/bin/python -m benchmarks.hub [--learners 50] [--parallel 100] [--database URL] [--gradebook URL]

Every learner of a made-up class chooses a password, logs in, starts a server and a kernel that reads the ledger,
fetches a07, saves work and hands it in, all over HTTP as their browsers do; then so many submissions are made at the
same moment. The hub is ended with SIGKILL and started again, and everybody hands in once more to the server that went
on running. The instructor's account collects, `classroom grade` is ended with SIGKILL in the middle and started again,
feedback is released, and every learner fetches it. The databases are SQLite unless addresses of others are given, which
have to be empty.

It needs root, Linux, `make hub`, and a Python that every account of the machine can read.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import pwd
import re
import select
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from classroom.class_folder import change_class, read_class
from classroom.course import find_course
from classroom.hub.accounts import read_accounts
from classroom.hub.codes import code_of
from classroom.hub.doctor import STRANGER, missing_parts
from classroom.hub.forgetting import forget_user
from classroom.hub.modes import may
from classroom.hub.owner import instructors_account
from classroom.hub.places import places
from classroom.hub.spawner import server_environment
from classroom.hub.system import remove_account
from classroom.release import release
from classroom.roster import Learner, Roster, write_roster
from classroom.simulated.class_work import made_work

ASSIGNMENT, NOTEBOOK = "a07", "a07_rfm"
BINARIES = Path(sys.executable).parent
PASSWORD = "a phrase of one's own"
PORT = 18_400
SEED = 20261130
AT_ONCE = 10
"""How many log in at the same time; the hub starts as many servers at once."""

READS = "from customer_value import read_ledger\nledger = read_ledger()"
"""What a learner's kernel does first in every lesson."""


@dataclass
class Person:
    """A learner with a browser's cookies.

    Attributes:
        id: as the roster has it.
        browser: the connection.
        work: the notebook that is handed in.
        waited: seconds from logging in until the server answered.
    """

    id: str
    browser: httpx.AsyncClient
    work: str
    waited: float = 0.0
    kernel: str = ""

    @property
    def base(self) -> str:
        return f"/user/{self.id}/"

    @property
    def token(self) -> dict[str, str]:
        """What a page sends along so that no other page can act in its name."""
        found = [one.value for one in self.browser.cookies.jar if one.name == "_xsrf" and one.path == self.base]
        return {"X-XSRFToken": found[-1]} if found else {}


@dataclass
class Hub:
    """`classroom serve`, as an administrator types it."""

    folder: Path
    process: subprocess.Popen | None = field(default=None)

    def start(self) -> float:
        """Start it and wait until it serves; the seconds that took."""
        began = time.monotonic()
        command = [str(BINARIES / "classroom"), "serve", "--no-open", "--class", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
        said = ""
        while "Ctrl-C ends the hub" not in said:
            if select.select([self.process.stdout], [], [], 1)[0]:
                more = os.read(self.process.stdout.fileno(), 4096).decode()
                if not more:
                    sys.exit(f"The hub did not start: {said}")
                said += more
        return time.monotonic() - began

    def kill(self) -> None:
        """End JupyterHub itself, whose number it leaves in a file; `classroom serve` ends with it."""
        settings = read_class(self.folder)
        os.kill(int(places(self.folder, settings).pid.read_text()), signal.SIGKILL)
        self.process.wait(60)

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(120)


def main() -> int:
    """Print what was measured; 1 where anything was lost."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--learners", type=int, default=50)
    asked.add_argument("--parallel", type=int, default=100, help="submissions made at the same moment")
    asked.add_argument("--database", default="", help="the hub's, where it is not SQLite")
    asked.add_argument("--gradebook", default="", help="the gradebook's, where it is not SQLite")
    options = asked.parse_args()
    if reason := _why_not():
        print(f"Left out: {reason}")
        return 0
    root = Path(tempfile.mkdtemp(prefix="hub-load-"))
    root.chmod(0o755)
    folder = root / "class"
    hub = Hub(folder)
    try:
        people = _make_class(folder, root / "hub", options)
        print(f"hub ready after {hub.start():.0f} s, with the workspace that is built first", flush=True)
        return asyncio.run(_play(hub, people, options.parallel))
    finally:
        hub.end()
        _clear(folder)
        shutil.rmtree(root, ignore_errors=True)


def _why_not() -> str:
    """Why no hub can be tried here; "" where one can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "a hub needs root on Linux."
    if parts := missing_parts():
        return str(parts[0])
    kit = Path(__file__).parents[1]
    closed = [path for path in (Path(sys.base_prefix), Path(sys.prefix), kit) if not may(STRANGER, path, 5)]
    return f"other accounts cannot read {closed[0]}." if closed else ""


def _make_class(folder: Path, hub: Path, options: argparse.Namespace) -> list[Person]:
    release(find_course(), ASSIGNMENT, folder, "zh-Hant")
    made = list(made_work(folder, ASSIGNMENT, options.learners, SEED))
    write_roster(folder, Roster(tuple(Learner(id=learner) for learner, _, _ in made)))

    def settings(document: dict) -> None:
        document["hub"] = {"port": PORT, "folder": str(hub), "instructors": ["teacher"]}
        if options.database:
            document["hub"]["database"] = options.database
        if options.gradebook:
            document["gradebook"] = options.gradebook

    change_class(folder, settings)
    if options.gradebook:  # what releasing wrote stands in the file beside the class
        release(find_course(), ASSIGNMENT, folder, "zh-Hant")
    return [
        Person(
            learner,
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{PORT}", follow_redirects=True, timeout=600),
            work.text,
        )
        for learner, work, _ in made
    ]


async def _play(hub: Hub, people: Sequence[Person], parallel: int) -> int:
    settings = read_class(hub.folder)
    where = places(hub.folder, settings)
    inbound = where.exchange / settings.course_id / "inbound"
    gate = asyncio.Semaphore(AT_ONCE)
    began = time.monotonic()
    await asyncio.gather(*(_come_in(one, gate, code_of(settings, one.id)) for one in people))
    seconds = sorted(one.waited for one in people)
    print(
        f"{len(people)} servers in {time.monotonic() - began:.0f} s; from logging in to JupyterLab "
        f"{statistics.median(seconds):.1f} s in the middle, {seconds[-1]:.1f} s at most",
        flush=True,
    )
    _memory(where, "a server")
    began = time.monotonic()
    await asyncio.gather(*(_read_ledger(one, gate) for one in people))
    print(f"{len(people)} kernels with the ledger in {time.monotonic() - began:.0f} s", flush=True)
    _memory(where, "a server with such a kernel")

    lost = 0
    await asyncio.gather(*(_fetch_and_save(one, settings.course_id, gate) for one in people))
    lost += await _hand_in(people, len(people), settings.course_id, inbound)
    lost += await _hand_in(people, parallel, settings.course_id, inbound)
    hub.kill()
    print(f"hub killed; serves again after {hub.start():.0f} s", flush=True)
    there = await asyncio.gather(*(one.browser.get(f"{one.base}api/kernels/{one.kernel}") for one in people))
    print(f"{sum(one.status_code == 200 for one in there)} of {len(people)} kernels are still there")
    lost += sum(one.status_code != 200 for one in there)
    lost += await _hand_in(people, len(people), settings.course_id, inbound)

    lost += _collect_and_grade(hub.folder, people, where)
    pages = await asyncio.gather(*(_fetch_feedback(one, settings.course_id, gate) for one in people))
    print(f"{sum(pages)} of {len(people)} have fetched their feedback; {lost} lost in all.")
    return 1 if lost or sum(pages) != len(people) else 0


async def _come_in(one: Person, gate: asyncio.Semaphore, code: str) -> None:
    async with gate:
        await one.browser.get("/hub/signup")
        chosen = await one.browser.post(
            "/hub/signup",
            params=_hub_token(one),
            data={"username": one.id, "code": code, "password": PASSWORD, "again": PASSWORD},
        )
        assert chosen.status_code == 200, chosen.text
        began = time.monotonic()
        await one.browser.get("/hub/login")
        await one.browser.post("/hub/login", params=_hub_token(one), data={"username": one.id, "password": PASSWORD})
        while True:
            answer = await one.browser.get(f"{one.base}lab")
            if answer.status_code == 200 and answer.url.path.startswith(f"{one.base}lab"):
                break
            await asyncio.sleep(0.5)
        one.waited = time.monotonic() - began


def _hub_token(one: Person) -> dict[str, str]:
    found = [cookie.value for cookie in one.browser.cookies.jar if cookie.name == "_xsrf" and cookie.path == "/hub/"]
    return {"_xsrf": found[-1]} if found else {}


async def _read_ledger(one: Person, gate: asyncio.Semaphore) -> None:
    async with gate:
        made = await one.browser.post(
            f"{one.base}api/kernels", json={"name": "python3", "path": "course"}, headers=one.token
        )
        one.kernel = made.json()["id"]
        cookies = "; ".join(
            f"{cookie.name}={cookie.value}" for cookie in one.browser.cookies.jar if one.base.startswith(cookie.path)
        )
        address = f"ws://127.0.0.1:{PORT}{one.base}api/kernels/{one.kernel}/channels"
        socket = await websocket_connect(HTTPRequest(address, headers={"Cookie": cookies}, connect_timeout=120))
        head = {"msg_id": "read", "username": "", "session": "load", "msg_type": "execute_request", "version": "5.3"}
        content = {"code": READS, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
        asked = {"header": head, "parent_header": {}, "metadata": {}, "channel": "shell", "content": content}
        await socket.write_message(json.dumps(asked))
        while told := await socket.read_message():
            reply = json.loads(told)
            if reply["msg_type"] == "execute_reply" and reply["parent_header"].get("msg_id") == "read":
                assert reply["content"]["status"] == "ok", reply["content"]
                break
        socket.close()


async def _fetch_and_save(one: Person, course: str, gate: asyncio.Semaphore) -> None:
    about = {"course_id": course, "assignment_id": ASSIGNMENT}
    async with gate:
        fetched = await one.browser.post(f"{one.base}assignments/fetch", data=about, headers=one.token)
        assert fetched.json()["success"], fetched.text
        path = f"{one.base}api/contents/handed-out/{ASSIGNMENT}/{NOTEBOOK}.ipynb"
        body = {"type": "notebook", "format": "json", "content": json.loads(one.work)}
        saved = await one.browser.put(path, json=body, headers=one.token)
        assert saved.status_code == 200, saved.text


async def _hand_in(people: Sequence[Person], count: int, course: str, inbound: Path) -> int:
    """Hand in so often at the same moment, everybody in turn; how many are not where they have to be."""
    before = len(list(inbound.iterdir()))
    about = {"course_id": course, "assignment_id": ASSIGNMENT}

    async def submit(one: Person) -> bool:
        answer = await one.browser.post(f"{one.base}assignments/submit", data=about, headers=one.token)
        return answer.status_code == 200 and answer.json()["success"]

    began = time.monotonic()
    answers = await asyncio.gather(*(submit(people[turn % len(people)]) for turn in range(count)))
    arrived = len(list(inbound.iterdir())) - before
    print(
        f"{count} submissions at the same moment: {sum(answers)} were accepted and {arrived} are there, after "
        f"{time.monotonic() - began:.1f} s",
        flush=True,
    )
    return abs(sum(answers) - arrived) + count - sum(answers)


def _collect_and_grade(folder: Path, people: Sequence[Person], where: object) -> int:
    """What the instructor does, killed on the way; how many learners' work is not graded."""
    owner = pwd.getpwuid(folder.stat().st_uid)
    environment = os.environ | server_environment(owner, where, instructor=True)
    about = {"cwd": folder, "env": environment, "user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    subprocess.run([str(BINARIES / "nbgrader"), "collect", ASSIGNMENT], check=True, capture_output=True, **about)
    collected = len(list((folder / "submitted").iterdir()))
    grade = [str(BINARIES / "classroom"), "grade", ASSIGNMENT, "--class", str(folder)]
    running = subprocess.Popen(grade, stdout=subprocess.DEVNULL, start_new_session=True, **about)
    while running.poll() is None and _graded(folder) < len(people) // 2:
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    killed = _graded(folder)
    began = time.monotonic()
    subprocess.run(grade, check=True, stdout=subprocess.DEVNULL, **about)
    with (folder / "grading" / ASSIGNMENT / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        graded = {row["learner"] for row in csv.DictReader(file)}
    print(
        f"{collected} collected; grading killed at {killed}, and all {len(graded)} done "
        f"{time.monotonic() - began:.0f} s after it was started again; {_graded(folder)} lines in the journal",
        flush=True,
    )
    back = [str(BINARIES / "classroom"), "feedback", ASSIGNMENT, "--to", "exchange", "--class", str(folder)]
    subprocess.run(back, check=True, stdout=subprocess.DEVNULL, **about)
    return len(people) - len(graded & {one.id for one in people})


def _graded(folder: Path) -> int:
    path = folder / "grading" / "grading.jsonl"
    return path.read_text(encoding="utf-8").count('"event": "graded"') if path.is_file() else 0


async def _fetch_feedback(one: Person, course: str, gate: asyncio.Semaphore) -> bool:
    about = {"course_id": course, "assignment_id": ASSIGNMENT}
    async with gate:
        await one.browser.post(f"{one.base}assignments/fetch_feedback", data=about, headers=one.token)
        listed = (await one.browser.get(f"{one.base}assignments", params={"course_id": course})).json()["value"]
    return any(submission.get("local_feedback_path") for entry in listed for submission in entry.get("submissions", []))


def _memory(where: object, what: str) -> None:
    """Print what the learners' processes, the hub and the proxy hold, shared pages counted by share."""
    numbers = {account.number for account in read_accounts(where.accounts).values() if account.number}
    learners, hub, proxy = 0, 0, 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            held = int(re.search(r"Pss:\s+(\d+)", (process / "smaps_rollup").read_text())[1]) * 1024
            owner = process.stat().st_uid
        except (OSError, TypeError):
            continue
        if owner in numbers:
            learners += held
        elif any(word.endswith(b"/jupyterhub") for word in words) or b"jupyterhub" in words:
            hub += held
        elif any(b"configurable-http-proxy" in word for word in words):
            proxy += held
    print(
        f"{what}: {learners / len(numbers) / 2**20:.0f} MiB for each of {len(numbers)} learners; hub "
        f"{hub / 2**20:.0f}, proxy {proxy / 2**20:.0f} MiB",
        flush=True,
    )


def _clear(folder: Path) -> None:
    """Take the class's accounts and groups out of the system again."""
    if not (folder / "class.toml").is_file():
        return
    settings = read_class(folder)
    where = places(folder, settings)
    for learner in read_accounts(where.accounts) if where.accounts.is_file() else ():
        forget_user(folder, learner)
    with_name = instructors_account(settings, where)
    remove_account(with_name)
    subprocess.run(["groupdel", where.group], capture_output=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
