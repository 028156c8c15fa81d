"""The service that ends what learners run when access ends: whose turn it is, what is ended, what the hub is told."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hub_access import BEGAN, BOUGHT, END, happens, opened, order, sell

from classroom.access.log import log_path
from classroom.class_folder import read_class
from classroom.errors import KitError
from classroom.files import write_whole
from classroom.hub import closer as module
from classroom.hub.accounts import Account, write_accounts
from classroom.hub.admission import Admission
from classroom.hub.beside import Beside
from classroom.hub.closer import Closer, password_of, tell_hub
from classroom.hub.closing import access_file, look
from classroom.hub.ending import end_all, is_kits
from classroom.hub.system import as_account, processes_by_account, processes_of

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has accounts of others")

MOMENT = dt.timedelta(microseconds=1)

WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
"""Each of the test processes has accounts of its own, because it ends everything that they run."""

S1 = Account("s1", "cv1", 59_900 + 2 * WORKER)
ADA = Account("Ada@example.org", "cv2", 59_901 + 2 * WORKER)
ONE, ANOTHER = 2_000_000_000 + 2 * WORKER, 2_000_000_001 + 2 * WORKER

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
WILLING = "import time; print('up', flush=True); time.sleep(60)"


def at(folder: Path, now: dt.datetime) -> Admission:
    return Admission(folder, clock=lambda: now)


@pytest.fixture
def runs() -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts processes of any account, and ends what is left of them."""
    with contextlib.ExitStack() as all_of_them:

        def start(number: int, code: str = WILLING, *, session: bool = True) -> subprocess.Popen:
            program = next(one for one in ("/usr/bin/python3", sys.executable) if Path(one).exists())
            process = subprocess.Popen(
                [program, "-I", "-c", code],
                user=number,
                group=number,
                extra_groups=[],
                cwd="/",
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=session,
            )
            all_of_them.callback(process.wait)
            all_of_them.callback(process.kill)
            all_of_them.callback(process.stdout.close)
            if process.stdout.readline() != b"up\n":
                pytest.skip("no Python here that other accounts reach")
            return process

        yield start


@pytest.fixture
def hub(monkeypatch) -> Iterator[list[str]]:
    """A stand-in for the hub's API that listens for real; what it was asked."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_DELETE(self) -> None:
            asked.append(f"{self.path} {self.headers['Authorization']}")
            self.send_response(404 if "nobody" in self.path else 500 if "broken" in self.path else 204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("JUPYTERHUB_API_URL", f"http://127.0.0.1:{server.server_port}/hub/api")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "t0ken")
    yield asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_whose_turn_it_is(class_folder):
    sell(class_folder)
    opened(class_folder, "s1")
    opened(class_folder, "Ada@example.org", BEGAN + dt.timedelta(hours=1), days=3)
    ada_ends = END - dt.timedelta(days=11)
    both = {"s1": S1, "Ada@example.org": ADA}
    first = look(at(class_folder, ada_ends - MOMENT), both)
    assert (first.over, first.next_end) == ((), ada_ends)
    second = look(at(class_folder, ada_ends), both)
    assert (second.over, second.next_end) == ((ADA,), END)
    assert look(at(class_folder, END), both).over == (S1, ADA)
    assert look(at(class_folder, END), {}).over == ()


def test_whoever_was_never_let_in_or_left_the_roster_runs_nothing(class_folder):
    from classroom.roster import Learner, Roster, write_roster

    sell(class_folder)
    opened(class_folder, "s1")
    admission = at(class_folder, BEGAN)
    assert look(admission, {"s1": S1, "Ada@example.org": ADA}).over == (ADA,)
    write_roster(class_folder, Roster((Learner(id="Ada@example.org"),)))
    assert look(admission, {"s1": S1}).over == (S1,)


def test_nobody_s_work_ends_where_nobody_knows_or_no_access_is_sold(class_folder):
    assert look(at(class_folder, END), {"s1": S1}).over == ()
    sell(class_folder)
    opened(class_folder)
    write_whole(log_path(class_folder), "nonsense\n")
    found = look(at(class_folder, END), {"s1": S1})
    assert found.over == () and "line 1" in found.unknown


def test_what_a_home_is_told(class_folder):
    sell(class_folder)
    settings = read_class(class_folder)

    def told(now: dt.datetime) -> dict | None:
        return access_file(at(class_folder, now).gate.standing("s1", settings, now), settings)

    assert told(BOUGHT) is None
    order(class_folder)
    assert told(BOUGHT) is None
    happens(class_folder, BEGAN, "notified", order="1")
    wanted = {
        "from": "2026-03-02T01:30:00+00:00",
        "until": "2026-03-15T16:00:00+00:00",
        "days": 14,
        "first_day": "2026-03-02",
        "zone": "Asia/Taipei",
    }
    assert told(BEGAN) == wanted and told(END) == wanted
    happens(class_folder, BEGAN, "extended", days=2)
    assert told(BEGAN) == wanted | {"days": 16, "until": "2026-03-17T16:00:00+00:00"}
    taken = BEGAN + dt.timedelta(hours=5)
    happens(class_folder, taken, "revoked")
    assert told(taken)["until"] == taken.isoformat()


def test_what_a_home_is_told_is_what_the_tutor_reads(class_folder, tmp_path):
    from tutor.access_note import remaining

    sell(class_folder)
    opened(class_folder)
    settings = read_class(class_folder)
    said = access_file(at(class_folder, BEGAN).gate.standing("s1", settings, BEGAN), settings)
    (tmp_path / "access.json").write_text(json.dumps(said), encoding="utf-8")
    left = remaining(tmp_path, BEGAN)
    assert (left.until, left.days_left, left.last_day) == (END, 14, dt.date(2026, 3, 15))


@as_root
def test_everything_of_an_account_is_ended_also_what_does_not_want_to(runs):
    willing, stubborn, other = runs(ONE), runs(ONE, STUBBORN), runs(ANOTHER)
    began = time.monotonic()
    end_all([ONE], os.getpid(), patience=0.5)
    assert time.monotonic() - began < 2
    assert processes_of(ONE) == [] and other.poll() is None
    assert (willing.wait(), stubborn.wait()) == (-15, -9)


@as_root
def test_what_the_kit_does_in_a_learner_s_name_goes_on(runs):
    server, packing = runs(ONE), runs(ONE, session=False)
    assert is_kits(packing.pid, os.getpid()) and not is_kits(server.pid, os.getpid())
    end_all([ONE], os.getpid(), patience=0.5)
    assert server.wait() == -15 and packing.poll() is None
    assert processes_by_account({ONE}) == {ONE: [packing.pid]}


@as_root
def test_what_a_learner_starts_from_a_process_of_the_kit_s_is_not_the_kit_s(runs):
    """Somebody could get hold of the process that packs a download, which runs as their account."""
    packing = runs(ONE, "import os, time; os.fork(); print('up', flush=True); time.sleep(60)", session=False)
    deadline = time.monotonic() + 5
    while len(processes_of(ONE)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(processes_of(ONE)) == 2
    end_all([ONE], os.getpid(), patience=0.5)
    assert processes_of(ONE) == [packing.pid]


@as_root
def test_root_s_process_is_nobody_else_s_while_it_sees_files_as_they_do(runs):
    runs(0, f"import os, time; os.seteuid({ONE}); print('up', flush=True); time.sleep(60)")
    assert processes_of(ONE) == []


@as_root
def test_nobody_gets_into_a_session_of_the_kit_s(runs):
    """What a learner's process starts can leave its session, but only for a new one."""
    code = "import os, time; os.fork() or os.setsid(); print('up', flush=True); time.sleep(60)"
    runs(ONE, code)
    deadline = time.monotonic() + 5
    while len(processes_of(ONE)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(processes_of(ONE)) == 2
    end_all([ONE], os.getpid(), patience=0.5)
    assert processes_of(ONE) == []


def test_the_hub_is_told_with_the_service_s_own_token(hub):
    assert tell_hub("Ada@example.org") and tell_hub("nobody") and not tell_hub("broken")
    assert hub[0] == "/hub/api/users/Ada%40example.org/server token t0ken"


def test_a_hub_that_does_not_answer_is_told_later(monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_API_URL", "http://127.0.0.1:9/hub/api")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "t0ken")
    assert not tell_hub("s1")


@pytest.fixture
def served(class_folder, where) -> Path:
    """A class that sells access, with two learners who have accounts."""
    sell(class_folder)
    where.homes.mkdir(parents=True)
    where.root.parent.chmod(0o711)
    write_accounts(where.accounts, {one.id: one for one in (S1, ADA)}, os.getegid())
    return class_folder


@as_root
def test_a_turn_ends_servers_at_the_end_and_tells_the_hub_once(served, hub, runs):
    now = END - dt.timedelta(seconds=0.3)
    opened(served, "s1")
    opened(served, "Ada@example.org", BEGAN + dt.timedelta(days=1))
    closer = Closer(served, os.getpid())
    closer.admission.clock = lambda: now
    server, other = runs(S1.number, STUBBORN), runs(ADA.number)
    pause = closer.turn()
    assert 0.2 < pause <= 0.3 and server.poll() is None and hub == []  # it comes again just at the end
    now = END
    began = time.monotonic()
    closer.turn()
    assert time.monotonic() - began < 4.5
    assert server.wait() == -9 and other.poll() is None
    assert [one.split()[0] for one in hub] == ["/hub/api/users/s1/server"]
    assert closer.turn() == module.EVERY
    assert len(hub) == 1
    again = runs(S1.number)  # however it came about
    closer.turn()
    assert again.wait() == -15 and len(hub) == 2


@as_root
def test_a_hub_that_was_busy_is_told_at_the_next_turn(served, hub, runs, monkeypatch):
    opened(served)
    closer = Closer(served, os.getpid())
    closer.admission.clock = lambda: END
    address = os.environ["JUPYTERHUB_API_URL"]
    monkeypatch.setenv("JUPYTERHUB_API_URL", "http://127.0.0.1:9/hub/api")
    server = runs(S1.number)
    closer.turn()
    assert server.wait() == -15 and hub == []
    monkeypatch.setenv("JUPYTERHUB_API_URL", address)
    closer.turn()
    assert len(hub) == 1


@as_root
def test_the_hub_is_not_told_of_somebody_who_is_back(served, hub, runs, monkeypatch):
    opened(served)
    closer = Closer(served, os.getpid())
    closer.admission.clock = lambda: END
    address = os.environ["JUPYTERHUB_API_URL"]
    monkeypatch.setenv("JUPYTERHUB_API_URL", "http://127.0.0.1:9/hub/api")
    server = runs(S1.number)
    closer.turn()
    assert server.wait() == -15
    happens(served, END, "extended", days=1)
    monkeypatch.setenv("JUPYTERHUB_API_URL", address)
    closer.turn()
    assert hub == []


def until_done(closer: Closer) -> None:
    deadline = time.monotonic() + 20
    while (closer._files.busy or closer._letters.busy) and time.monotonic() < deadline:
        time.sleep(0.05)
        closer._files.report()
        closer._letters.report()
    assert not closer._files.busy and not closer._letters.busy


def test_homes_are_told_when_something_changed(served, where, hub, monkeypatch):
    monkeypatch.setattr(module, "as_account", lambda number, work, seconds: work())
    opened(served)
    closer = Closer(served, os.getpid())
    closer.admission.clock = lambda: BEGAN
    path = where.homes / S1.name / ".kit" / "access.json"
    closer.turn()
    until_done(closer)
    assert not path.exists()  # no home yet: it is made whole, when the learner first comes
    (where.homes / S1.name).mkdir()
    closer.turn()
    until_done(closer)
    assert json.loads(path.read_text(encoding="utf-8"))["until"] == "2026-03-15T16:00:00+00:00"
    path.unlink()
    closer.turn()
    until_done(closer)
    assert not path.exists()  # what has not changed is not written again
    closer._homes_at = 0.0
    closer.turn()
    until_done(closer)
    assert path.exists()  # but looked at again after a while
    happens(served, BEGAN, "extended", days=1)
    closer.turn()
    until_done(closer)
    assert json.loads(path.read_text(encoding="utf-8"))["until"] == "2026-03-16T16:00:00+00:00"


@as_root
def test_work_in_a_learner_s_name_does_not_wait_for_ever():
    with pytest.raises(KitError, match=r"within 0\.2 seconds"):
        as_account(65_534, lambda: time.sleep(30), seconds=0.2)


@as_root
def test_work_that_has_said_something_and_does_not_end_is_not_waited_for_either():
    def work() -> None:
        if os.fork() == 0:  # has what the other says open too, as one does that is stopped in between
            time.sleep(3)
            os._exit(0)
        raise KitError("said")

    with pytest.raises(KitError, match=r"within 0\.3 seconds"):
        as_account(65_534, work, seconds=0.3)


def test_without_a_mail_server_it_is_said_once(served, hub, caplog, monkeypatch):
    monkeypatch.setattr(module, "LETTERS_EVERY", 0.0)
    opened(served)
    closer = Closer(served, os.getpid())
    closer.admission.clock = lambda: BEGAN
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            closer.turn()
            until_done(closer)
    assert caplog.text.count("Mail is not set up") == 1


def test_a_mail_server_that_is_down_delays_nothing(served, hub, caplog, monkeypatch):
    from classroom.class_folder import change_class

    monkeypatch.setattr(module, "LETTERS_EVERY", 0.0)
    mail = {"host": "127.0.0.1", "port": 9, "security": "none", "sender": "course@course.example"}
    change_class(served, lambda document: document.update({"mail": mail}))
    order(served)
    closer = Closer(served, os.getpid())
    closer.admission.clock = lambda: BEGAN
    monkeypatch.setattr(module, "machine_clock", lambda: BEGAN)
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            began = time.monotonic()
            closer.turn()
            assert time.monotonic() - began < 2
            until_done(closer)
    assert len([one for one in caplog.records if one.name == "letters"]) == 1


def test_the_password_comes_from_the_hub_s_own_environment(monkeypatch):
    monkeypatch.delenv("MAIL_PASSWORD", raising=False)
    code = "print('up', flush=True); input()"
    environment = os.environ | {"MAIL_PASSWORD": "a=b c"}
    with subprocess.Popen(
        [sys.executable, "-I", "-c", code], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as hub:
        hub.stdout.readline()
        assert password_of(hub.pid) == {"MAIL_PASSWORD": "a=b c"}
        hub.communicate(b"\n")
    assert password_of(hub.pid) == {}


def test_what_goes_wrong_beside_is_said_once_and_tried_again(caplog):
    def wrong() -> str:
        raise KitError("The disk is full.")

    beside = Beside("files")
    with caplog.at_level(logging.WARNING):
        for work in (wrong, wrong, lambda: "", wrong, lambda: os._exit(3)):
            beside.start(work)
            deadline = time.monotonic() + 10
            while beside.busy and time.monotonic() < deadline:
                time.sleep(0.02)
                beside.report()
    assert [one.message for one in caplog.records] == [
        "The disk is full.",
        "The disk is full.",
        "It ended before its work was done.",
    ]


def test_the_service_ends_with_the_hub(served):
    """The hub is killed: nothing tells the service, and it ends all the same."""
    hub = f"""
import subprocess, sys, time
service = subprocess.Popen([sys.executable, "-m", "classroom.hub.closer", {str(served)!r}])
print(service.pid, flush=True)
time.sleep(60)
"""
    environment = os.environ | {"JUPYTERHUB_API_URL": "http://127.0.0.1:9", "JUPYTERHUB_API_TOKEN": "x"}
    with subprocess.Popen(
        [sys.executable, "-c", hub], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        service = int(process.stdout.readline())
        time.sleep(1.5)
        assert Path(f"/proc/{service}").exists()
        process.kill()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _runs(service):
        time.sleep(0.05)
    assert not _runs(service)


def _runs(process: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] not in "ZX"
    return False


def test_a_service_whose_class_is_damaged_goes_on(served, hub):
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    write_whole(served / "class.toml", "nonsense")
    command = [sys.executable, "-m", "classroom.hub.closer", str(served)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as service:
        line = service.stderr.readline()
        assert "access-closer" in line and "class.toml" in line
        time.sleep(0.5)
        assert service.poll() is None
        service.terminate()
        assert service.stderr.read() == ""
