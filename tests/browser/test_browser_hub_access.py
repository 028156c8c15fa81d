"""Access that ends, on a real hub: the letter, work graded as it is handed in, a warning, the end, and nothing that
starts the server again."""

from __future__ import annotations

import datetime as dt
import http.client
import io
import json
import struct
import tempfile
import time
import zipfile
import zoneinfo
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest
from aiosmtpd.controller import Controller
from hub_class import LEARNER, OTHER, PASSWORD, TEACHER, Served, served_class, why_not
from hub_page import LIMIT, ask, base_of, log_in, new_page, open_assignments, run_code, sign_up, wait_for_server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

LEFT = 40.0
"""Seconds that are left when the last part begins: the page saves by itself every ten."""

TYPED = "typed_before_the_end = 42"

LEARNERS = """\
import os, subprocess
subprocess.Popen(["sleep", "600"], start_new_session=True)
print("TOKEN", os.environ["JUPYTERHUB_API_TOKEN"])
"""

CHECK = """\
import os, zoneinfo
zoneinfo.reset_tzpath([{zones!r}])
os.chdir(os.path.expanduser("~/exercises"))
from tutor import check
print("NOTES", check("a01.revenue", {{"revenue": 1.0}}).notes)
"""


class Zones:
    """Time zones of the test's own, in which midnight comes when it is wanted.

    Attributes:
        folder: where they are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, name: str, left: float) -> dt.datetime:
        """Make a zone in which the day lasts so many seconds more; when it ends, to the second."""
        end = (dt.datetime.now(dt.UTC) + dt.timedelta(seconds=left)).replace(microsecond=0)
        west = end.hour * 3600 + end.minute * 60 + end.second
        offset = -west if west < 43_200 else 86_400 - west
        # TZif, version 1: no changes of the clock, one kind of time.
        header = struct.pack(">4sc15x6l", b"TZif", b"\0", 0, 0, 0, 0, 1, 4)
        (self.folder / name).write_bytes(header + struct.pack(">lbB", offset, 0, 0) + b"TST\0")
        return end


class Letters:
    """Takes all letters."""

    def __init__(self) -> None:
        self.to: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.to += envelope.rcpt_tos
        return "250 OK"


class _AnyPort(Controller):
    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture(scope="module")
def zones() -> Iterator[Zones]:
    before = zoneinfo.TZPATH
    with tempfile.TemporaryDirectory(prefix="zones-") as folder, pytest.MonkeyPatch.context() as patch:
        Path(folder).chmod(0o755)
        patch.setenv("PYTHONTZPATH", f"{folder}:{':'.join(before)}")
        zoneinfo.reset_tzpath([folder, *before])
        yield Zones(Path(folder))
        zoneinfo.reset_tzpath(before)


@pytest.fixture(scope="module")
def letters() -> Iterator[Letters]:
    taken = Letters()
    controller = _AnyPort(taken, hostname="127.0.0.1", port=0)
    controller.start()
    taken.port = controller.port
    yield taken
    controller.stop()


@pytest.fixture(scope="module")
def served(repository, chromium, zones, letters) -> Iterator[Served]:
    if reason := why_not(repository):
        pytest.skip(reason)
    zones.make("Noon", 43_200)

    def prepare(folder: Path) -> None:
        from classroom.access.events import Event
        from classroom.access.log import change_log
        from classroom.class_folder import change_class
        from classroom.roster import Learner, Roster, write_roster

        lin = Learner(id=LEARNER, name="Lin Yi", email="lin@example.com")
        people = (lin, Learner(id=OTHER, name="Ada Lee", email=OTHER))
        write_roster(folder, Roster(people))

        def settings(document: Any) -> None:
            document["timezone"] = "Noon"
            document["access"] = {
                "holidays": "",
                "letters_at": dt.time(0),
                "contact": "help@course.example",
                "address": "http://course.example",
            }
            document["mail"] = {
                "host": "127.0.0.1",
                "port": letters.port,
                "security": "none",
                "sender": "course@example.org",
            }

        change_class(folder, settings)
        now = dt.datetime.now(dt.UTC)
        today = now.astimezone(zoneinfo.ZoneInfo("Noon")).date()
        rows = ((LEARNER, today, 1), (OTHER, today + dt.timedelta(days=3), 14))
        events = [
            Event(at=now, what="ordered", learner=who, order=f"{number}", ticket="single", days=days, day=day)
            for number, (who, day, days) in enumerate(rows)
        ]
        change_log(folder, now, lambda log, at: events)

    with served_class(repository, prepare) as one:
        yield one


def test_access_ends(served, letters, zones, browser, picture):
    windows = [browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB") for _ in range(3)]
    try:
        _from_the_letter_to_the_end(served, letters, zones, windows, picture)
    finally:
        for window in windows:
            window.close()


def _from_the_letter_to_the_end(
    served: Served, letters: Letters, zones: Zones, windows: list[BrowserContext], picture: Callable[[Page, str], None]
) -> None:
    learner, other, teacher = (new_page(window) for window in windows)
    _wait(lambda: letters.to == ["lin@example.com"], 60)

    for page, name in ((learner, LEARNER), (other, OTHER)):
        assert "from now on" in sign_up(page, served.url, name, served.code(name), PASSWORD)
    log_in(other, served.url, OTHER, PASSWORD)
    other.wait_for_selector(".login_error")
    assert "opens on" in other.locator(".login_error").text_content()
    picture(other, "hub-access-waiting")

    log_in(learner, served.url, LEARNER, PASSWORD)
    wait_for_server(learner, LEARNER, "lab/tree/START.ipynb")
    own = run_code(learner, served.url, LEARNER, LEARNERS).partition("TOKEN ")[2].split()[0]
    home_page = windows[0].new_page()
    home_page.goto(f"{served.url}hub/home")
    assert home_page.locator("#fetch").is_visible() and home_page.locator("#start").is_visible()
    picture(home_page, "hub-access-open")
    token = json.loads(ask(home_page, f"/hub/api/users/{LEARNER}/tokens", "POST", {})["text"])["token"]
    _hand_in(served, learner, picture)
    _open_exercise(served, learner)

    ends = zones.make("Soon", LEFT)
    _change(served, timezone="Soon")
    _type(learner, TYPED)
    account = _account(served)
    told = served.hub / "homes" / account.name / ".kit" / "access.json"
    _wait(lambda: told.is_file() and json.loads(told.read_text(encoding="utf-8"))["until"] == ends.isoformat(), 10)
    assert told.stat().st_uid == account.number
    said = run_code(learner, served.url, LEARNER, CHECK.format(zones=str(zones.folder)))
    assert "access ends" in said and "24:00" in said, said

    stopped = _stopped_after(account.number, ends)
    print(f"everything had ended {stopped:.1f} s after the end")
    assert 0 <= stopped < 5
    learner.wait_for_timeout(3000)
    picture(learner, "hub-access-lab-after-the-end")

    log_in(teacher, served.url, TEACHER, served.password)
    teacher.wait_for_selector("#instructor-doors", timeout=LIMIT)
    tried = _tries(served, home_page, teacher, {"made before": token, "server's": own})
    print(json.dumps(tried, indent=1))
    assert len(tried) >= 20 and not [one for one, status in tried.items() if status < 300], tried
    time.sleep(1)
    assert not _running(account.number)
    about = json.loads(ask(teacher, f"/hub/api/users/{LEARNER}")["text"])
    assert (about["server"], about["pending"], about["servers"]) == (None, None, {})

    _next_log_in(served, learner, windows[0], account, picture)
    _in_chinese(served, home_page, other, picture)
    _after_the_days_of_grace(served, home_page, token, picture)


def _hand_in(served: Served, page: Page, picture: Callable[[Page, str], None]) -> None:
    """Fetch the assignment, hand it in as it is, and read what comes back without anybody's doing."""
    from classroom.access.hand_ins import read_hand_ins

    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=LIMIT)
    open_assignments(page)
    page.locator("#released_assignments_list button", has_text="Fetch").click()
    submit = page.locator("#fetched_assignments_list button", has_text="Submit")
    submit.wait_for(timeout=LIMIT)
    began = time.monotonic()
    submit.click()
    page.locator("#submitted_assignments_list .list_item").first.wait_for(timeout=LIMIT)
    fetch = page.locator("#submitted_assignments_list button", has_text="Fetch Feedback")
    while not fetch.count():
        assert time.monotonic() < began + LIMIT / 1000
        page.locator("#refresh_assignments_list").click()
        page.wait_for_timeout(1000)
    fetch.first.click(timeout=LIMIT)
    page.locator("#submitted_assignments_list", has_text="view feedback").wait_for(timeout=LIMIT)
    print(f"feedback could be read {time.monotonic() - began:.1f} s after the assignment was handed in")
    picture(page, "hub-access-handed-in")
    (one,) = read_hand_ins(served.folder)
    assert (one.learner, one.assignment, one.attempt, one.points, one.state) == (LEARNER, "a01", 1, 0.0, "graded")
    pages = list((served.hub / "homes" / _account(served).name / "handed-out" / "a01" / "feedback").glob("*/*.html"))
    assert len(pages) == 1 and "Customer information" in pages[0].read_text(encoding="utf-8")


def _open_exercise(served: Served, page: Page) -> None:
    page.goto(f"{served.url.rstrip('/')}{base_of(LEARNER)}lab/tree/exercises/a01_customers/a01_customers.ipynb?reset")
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=LIMIT)


def _type(page: Page, source: str) -> None:
    """Type into the last code cell that the page shows, and save nothing."""
    editor = page.locator(".jp-Notebook .jp-CodeCell .cm-content").first
    editor.click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text(f"{source}\n")
    assert source in editor.inner_text()


def _account(served: Served) -> Any:
    from classroom.hub.accounts import read_accounts

    return read_accounts(served.hub / "accounts.csv")[LEARNER]


def _change(served: Served, **settings: Any) -> None:
    from classroom.class_folder import change_class

    change_class(served.folder, lambda document: document.update(settings))


def _wait(done: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until
        time.sleep(0.2)


def _running(number: int) -> list[int]:
    from classroom.hub.system import processes_of

    return processes_of(number)


def _stopped_after(number: int, ends: dt.datetime) -> float:
    """How long after the end nothing of an account ran any more."""
    assert _running(number)
    while _running(number):
        now = dt.datetime.now(dt.UTC)
        assert now < ends + dt.timedelta(seconds=30)
        time.sleep(0.05)
    return (dt.datetime.now(dt.UTC) - ends).total_seconds()


def _tries(served: Served, page: Page, teacher: Page, tokens: dict[str, str]) -> dict[str, int]:
    """Everything that would start the server again, by the learner, an instructor and with tokens: what came of it."""
    name = quote(LEARNER, safe="@~")
    tried = {}
    asked = [
        ("POST", f"/hub/api/users/{name}/server"),
        ("POST", f"/hub/api/users/{name}/servers/another"),
        ("PUT", f"/hub/api/users/{name}/servers/another"),
        ("PATCH", f"/hub/api/users/{name}/server"),
        ("GET", "/hub/spawn"),
        ("GET", f"/hub/spawn/{name}"),
        ("GET", f"/hub/spawn/{name}?opt-x=1"),
        ("GET", f"/hub/spawn/{name}/another"),
        ("POST", "/hub/spawn"),
        ("POST", f"/hub/spawn/{name}"),
        ("GET", f"/hub/user-redirect/lab/tree/START.ipynb?x={name}"),
        ("GET", f"{base_of(LEARNER)}lab"),
        ("GET", f"{base_of(LEARNER)}api/contents"),
        ("POST", f"{base_of(LEARNER)}api/kernels"),
    ]
    for method, path in asked:
        tried[f"cookie {method} {path}"] = ask(page, path, method, {})["status"]
    for method, path in asked[:3] + asked[-3:]:
        tried[f"instructor {method} {path}"] = ask(teacher, path, method, {})["status"]
    for whose, token in tokens.items():
        for method, path in asked[:4] + asked[-3:]:
            tried[f"token {whose} {method} {path}"] = _with_token(served, method, path, token)
    said = ask(page, f"/hub/api/users/{name}/server", "POST", {})
    assert said["status"] == 403 and "has ended" in said["text"]
    return tried


def _with_token(served: Served, method: str, path: str, token: str) -> int:
    line = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=30)
    line.request(method, path, body="{}", headers={"Authorization": f"token {token}", "Accept": "application/json"})
    answered = line.getresponse()
    answered.read()
    line.close()
    return answered.status


def _next_log_in(
    served: Served, page: Page, window: BrowserContext, account: Any, picture: Callable[[Page, str], None]
) -> None:
    page.goto(f"{served.url}hub/logout")
    log_in(page, served.url, LEARNER, PASSWORD)
    page.wait_for_selector("#access", timeout=LIMIT)
    assert "has ended" in page.locator("#standing").text_content() and page.locator("#start").count() == 0
    picture(page, "hub-access-ended")
    with page.expect_download() as began:
        page.click("#fetch")
    with zipfile.ZipFile(io.BytesIO(Path(began.value.path()).read_bytes())) as zipped:
        names = zipped.namelist()
        work = zipped.read("exercises/a01_customers/a01_customers.ipynb")
    there = served.hub / "homes" / account.name / "exercises" / "a01_customers" / "a01_customers.ipynb"
    assert work == there.read_bytes() and TYPED in "".join(
        "".join(cell["source"]) for cell in json.loads(work)["cells"]
    )
    assert "START.ipynb" in names and ".kit/progress.json" in names
    assert not [one for one in names if one.startswith((".cache", ".local", ".jupyter")) or one.endswith(".pack")]
    assert began.value.suggested_filename == "my-work.zip"


def _in_chinese(served: Served, page: Page, other: Page, picture: Callable[[Page, str], None]) -> None:
    _change(served, language="zh-Hant")
    page.goto(f"{served.url}hub/home")
    log_in(page, served.url, LEARNER, PASSWORD) if page.locator("#login_submit").count() else None
    page.wait_for_selector("#access", timeout=LIMIT)
    assert "使用期限" in page.locator("#standing").text_content()
    picture(page, "hub-access-ended-zh")
    page.goto(f"{served.url}hub/spawn")
    assert "使用期限" in page.locator("#standing").text_content()
    picture(page, "hub-access-spawn-zh")
    page.goto(f"{served.url.rstrip('/')}{base_of(LEARNER)}lab")
    assert "使用期限" in page.locator("#standing").text_content()
    picture(page, "hub-access-server-zh")
    log_in(other, served.url, OTHER, PASSWORD)
    other.wait_for_selector(".login_error")
    picture(other, "hub-access-waiting-zh")


def _after_the_days_of_grace(served: Served, page: Page, token: str, picture: Callable[[Page, str], None]) -> None:
    """The learner is thrown out, with every token."""
    from classroom.class_folder import change_class

    change_class(served.folder, lambda document: document["access"].update({"grace_days": 0}))
    time.sleep(1.5)
    page.goto(f"{served.url}hub/home")
    assert page.locator("#login_submit").is_visible()
    assert "/hub/login" in ask(page, "/hub/my-work.zip")["url"]
    assert _with_token(served, "GET", "/hub/api/user", token) == 403
    log_in(page, served.url, LEARNER, PASSWORD)
    page.wait_for_selector(".login_error")
    assert "使用期限" in page.locator(".login_error").text_content()
    picture(page, "hub-access-over-zh")
