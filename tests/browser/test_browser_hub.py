"""A class on a real hub: from choosing a password to reading feedback; what nobody may reach; a hub that is killed."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hub_attacks import addresses, in_kernel, paths_out
from hub_class import ANSWER, LEARNER, OTHER, PASSWORD, TEACHER, Served, served_class, why_not
from hub_page import LIMIT, answer, ask, base_of, log_in, new_page, open_assignments, run_code, sign_up, wait_for_server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

FORGED = """\
import os, pathlib
inbound = pathlib.Path({inbound!r})
for name in ({learner!r}, {other!r}):
    folder = inbound / f"{{name}}+a01+2031-01-01 00:00:00.000000 UTC+forged"
    folder.mkdir()
    (folder / "a01_customers.ipynb").write_text("forged")
    (folder / "timestamp.txt").write_text("2031-01-01 00:00:00.000000 UTC")
    (folder / "seed.txt").symlink_to({secret!r})
    folder.chmod(0o777)
(inbound / "nonsense+a01+when").mkdir()
print("forged")
"""

GRADE = """\
import subprocess, sys, pathlib
program = str(pathlib.Path(sys.executable).with_name({program!r}))
done = subprocess.run([program, *{arguments!r}], capture_output=True, text=True, stdin=subprocess.DEVNULL)
print(done.returncode, done.stdout[-300:], done.stderr[-300:] if done.returncode else "")
"""


@pytest.fixture(scope="module")
def served(repository, chromium):
    if reason := why_not(repository):
        pytest.skip(reason)
    with served_class(repository) as one:
        yield one


@pytest.fixture
def windows(browser):
    """A window for each person, with cookies of its own."""
    with contextlib.ExitStack() as open_ones:

        def window() -> BrowserContext:
            context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB")
            open_ones.callback(context.close)
            return context

        yield window


def test_a_class_on_a_hub(served, windows, picture, repository):
    of_learner, of_other, of_teacher, of_stranger = (windows() for _ in range(4))
    learner, other, teacher = new_page(of_learner), new_page(of_other), new_page(of_teacher)
    learner.goto(served.url)
    picture(learner, "hub-login")

    _passwords(served, learner, other)
    log_in(learner, served.url, LEARNER, PASSWORD)
    log_in(teacher, served.url, TEACHER, served.password)
    log_in(other, served.url, OTHER, PASSWORD, f"/hub/spawn?next={base_of(OTHER)}lab")
    teacher.wait_for_selector("#instructor-doors", timeout=LIMIT)
    picture(teacher, "hub-doors")
    assert ask(teacher, f"/hub/change-password/{LEARNER}")["status"] == 200  # for whoever forgets theirs
    with of_teacher.expect_page() as opened:
        teacher.click("#formgrader")
    formgrader = opened.value

    _work_and_hand_in(served, learner, picture)
    wait_for_server(other, OTHER, "lab")
    tried, reached = _attacks(served, other, of_stranger, repository)
    print(f"{tried} addresses and files were tried, {len(reached)} were reached: {reached}")
    assert reached == []
    assert tried > 250

    _collect_and_grade(served, formgrader, picture)
    _read_feedback(learner, picture)
    _killed_and_started_again(served, learner, repository)


def _passwords(served: Served, learner: Page, other: Page) -> None:
    """Only a roster's id with its own code gets a password, once."""
    assert "do not go together" in sign_up(other, served.url, "nobody", served.code(OTHER), PASSWORD)
    assert "do not go together" in sign_up(other, served.url, LEARNER, served.code(OTHER), PASSWORD)
    assert "Choose another" in sign_up(other, served.url, OTHER, served.code(OTHER), "short")
    assert "from now on" in sign_up(other, served.url, OTHER.upper(), served.code(OTHER).upper(), PASSWORD)
    assert "from now on" in sign_up(learner, served.url, LEARNER, served.code(LEARNER), PASSWORD)
    assert "before" in sign_up(learner, served.url, LEARNER, served.code(LEARNER), "another phrase")
    log_in(learner, served.url, LEARNER, "another phrase")
    assert "do not go together" in learner.locator(".login_error").text_content()


def _work_and_hand_in(served: Served, page: Page, picture) -> None:
    wait_for_server(page, LEARNER, "lab/tree/START.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=LIMIT)
    picture(page, "hub-start")
    open_assignments(page)
    page.locator("#released_assignments_list button", has_text="Fetch").click()
    page.locator("#fetched_assignments_list button", has_text="Submit").wait_for(timeout=LIMIT)
    picture(page, "hub-assignments")

    page.goto(f"{served.url.rstrip('/')}{base_of(LEARNER)}lab/tree/handed-out/a01/a01_customers.ipynb?reset")
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=LIMIT)
    answer(page, "DateOffset", ANSWER)
    answer(page, "repeats_answer", 'repeats_answer = "D"')
    page.locator(".jp-ToolbarButtonComponent", has_text="Validate").click()
    page.wait_for_selector(".jp-Dialog", timeout=LIMIT)
    assert "passes all the tests" in page.locator(".jp-Dialog").inner_text()
    picture(page, "hub-validated")
    page.locator(".jp-Dialog .jp-mod-accept").click()

    open_assignments(page)
    page.locator("#fetched_assignments_list button", has_text="Submit").click()
    page.locator("#submitted_assignments_list .list_item").first.wait_for(timeout=LIMIT)
    handed_in = list((served.hub / "exchange" / "class" / "inbound").iterdir())
    assert [one.name.split("+")[:2] for one in handed_in] == [[LEARNER, "a01"]]


def _attacks(served: Served, page: Page, stranger: BrowserContext, repository: Path) -> tuple[int, list[str]]:
    """What a learner and a stranger reach of others: how much was tried, and what answered."""
    asked = addresses(LEARNER, TEACHER)
    tried, reached = 0, []
    outside = new_page(stranger)
    outside.goto(f"{served.url}hub/login")
    for who, one in (("learner", page), ("stranger", outside)):
        for method, address in asked:
            tried += 1
            said = ask(one, address, method, {})
            if said["status"] == 0:
                print("no answer:", who, method, address, said["text"])
            elif said["status"] < 400 and "/hub/login" not in said["url"]:
                reached.append(f"{who} {method} {address} {said['status']} {said['url']}")
    own = ask(page, f"{base_of(OTHER)}api/contents/kit.toml")
    assert own["status"] == 200 and OTHER in own["text"], own  # what is one's own is reached in the same way
    for path in paths_out(base_of(OTHER), str(served.folder)):
        tried += 1
        status, text = _raw(served, page, path)
        if status < 300 and ("seed" in text or "root:" in text or "SQLite" in text or "formgrader" in path):
            reached.append(f"learner {path} {status}")
    said = run_code(page, served.url, OTHER, in_kernel(_wanted(served, repository)))
    figures = json.loads(said.partition("FIGURES ")[2])
    inbound = served.hub / "exchange" / "class" / "inbound"
    forged = FORGED.format(inbound=str(inbound), learner=LEARNER, other=OTHER, secret=str(served.folder / "class.toml"))
    assert "forged" in run_code(page, served.url, OTHER, forged)
    return tried + figures[0], reached + figures[1]


def _raw(served: Served, page: Page, path: str) -> tuple[int, str]:
    """Ask for an address just as it is written, with the cookies of a page."""
    cookies = page.context.cookies([f"{served.url.rstrip('/')}{base_of(OTHER)}"])
    line = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=30)
    line.request("GET", path, headers={"Cookie": "; ".join(f"{one['name']}={one['value']}" for one in cookies)})
    answered = line.getresponse()
    text = answered.read().decode("utf-8", "replace")
    line.close()
    return answered.status, text


def _wanted(served: Served, repository: Path) -> dict:
    """What a learner would like to get at from a kernel."""
    from classroom.hub.accounts import read_accounts
    from classroom.hub.ports import ports
    from classroom.hub.system import processes_of

    hub, folder = served.hub, served.folder
    account = read_accounts(hub / "accounts.csv")[LEARNER]
    home, course = hub / "homes" / account.name, hub / "exchange" / "class"
    handed_in = next(iter((course / "inbound").iterdir()))
    chosen = ports(served.port)
    private = [hub / "private" / one for one in ("hub.sqlite", "cookie_secret", "proxy_token", "hub.log", "hub.pid")]
    names = ("class.toml", "gradebook.db", "roster.csv", "sign-up.csv", "source/a01/a01_customers.ipynb")
    of_class = [folder / one for one in names]
    of_kit = [repository / one for one in ("solutions/__init__.py", ".git/HEAD", "tests/conftest.py")]
    of_learner = [home / "START.ipynb", home / "kit.toml", hub / "accounts.csv", Path("/etc/shadow")]
    closed = [hub / "private", hub / "homes", home, folder, course / "inbound", course / "feedback"]
    closed += [
        Path("/run/classroom") / account.name,
        *(repository / one for one in ("solutions", "exercises", "course")),
    ]
    written = [repository / ".venv/bin/intruder", repository / "customer_value/intruder.py", Path("/etc/passwd")]
    written += [repository / "customer_value/__init__.py", hub / "config/learner/nbgrader_config.py"]
    written += [course / "outbound/a01/a01_customers.ipynb", handed_in / "a01_customers.ipynb"]
    written += [one / "x" for one in (folder, hub, hub / "homes", home, course / "feedback", closed[6])]
    servers = processes_of(account.number) + processes_of(folder.stat().st_uid)
    urls = [f"{chosen.proxy}/api/routes", f"{chosen.hub}/hub/api/users", f"{chosen.hub}/hub/api/users/{LEARNER}"]
    for port in _listening(account.number):  # a server itself, past the proxy
        urls += [f"{port}{base_of(LEARNER)}{page}" for page in ("api/contents", "files/START.ipynb")]
    return {
        "read": [str(one) for one in (*private, *of_class, *of_kit, *of_learner)],
        "list": [str(one) for one in closed],
        "write": [str(one) for one in written],
        "make": [str(course / "x"), str(course / "outbound/a99"), str(hub / "homes/x"), "/run/classroom/x"],
        "glob": [str(one / "*") for one in (course / "inbound", home, folder)],
        "processes": [*servers, int((hub / "private" / "hub.pid").read_text(encoding="ascii"))],
        "urls": [f"http://127.0.0.1:{one}" for one in urls],
        "sockets": [str(one) for one in (Path("/run/classroom") / account.name).glob("kernel-*-ipc-*")],
        "other": account.number,
        "kit": str(repository),
    }


def _listening(number: int) -> list[int]:
    """The ports at which processes of an account listen."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    found = [int(row[1].partition(":")[2], 16) for row in rows if row[3] == "0A" and int(row[7]) == number]
    assert found
    return found


def _collect_and_grade(served: Served, page: Page, picture) -> None:
    wait_for_server(page, TEACHER, "formgrader")
    page.locator("td.collect a").click(timeout=LIMIT)
    page.wait_for_selector("text=Successfully collected", timeout=LIMIT)
    picture(page, "hub-formgrader")
    submitted = served.folder / "submitted"
    assert sorted(one.name for one in submitted.iterdir()) == sorted([LEARNER, OTHER])
    assert "revenue" in (submitted / LEARNER / "a01" / "a01_customers.ipynb").read_text(encoding="utf-8")
    assert not os.path.lexists(submitted / OTHER / "a01" / "seed.txt")

    arguments = ["grade", "a01", "--class", str(served.folder), "--source", str(served.source), "--json"]
    said = run_code(page, served.url, TEACHER, GRADE.format(program="classroom", arguments=arguments))
    assert said.startswith("0 "), said
    scores = (served.folder / "grading" / "a01" / "scores.csv").read_text(encoding="utf-8-sig")
    assert f"{LEARNER},a01,a01.revenue,1,1,correct" in scores, scores
    said = run_code(page, served.url, TEACHER, GRADE.format(program="nbgrader", arguments=["release_feedback", "a01"]))
    assert said.startswith("0 "), said


def _read_feedback(page: Page, picture) -> None:
    page.locator("#refresh_assignments_list").click()
    page.locator("#submitted_assignments_list button", has_text="Fetch Feedback").click(timeout=LIMIT)
    page.locator("#submitted_assignments_list", has_text="view feedback").wait_for(timeout=LIMIT)
    folder = "handed-out/a01/feedback"
    when = json.loads(ask(page, f"{base_of(LEARNER)}api/contents/{folder}")["text"])["content"][0]["name"]
    here = urlsplit(page.url)._replace(path=base_of(LEARNER), query="").geturl()
    page.goto(f"{here}lab/tree/{folder}/{when}/a01_customers.html")
    frame = page.frame_locator("iframe.jp-IFrame-content, .jp-HTMLViewer iframe").first
    frame.locator("text=The revenue of the last year").first.wait_for(timeout=LIMIT)
    picture(page, "hub-feedback")


def _killed_and_started_again(served: Served, page: Page, repository: Path) -> None:
    """A hub that is killed leaves the servers, and the next start finds them."""
    from hub_class import start

    pid_file = served.hub / "private" / "hub.pid"
    before = json.loads(ask(page, f"{base_of(LEARNER)}api/status")["text"])["started"]
    os.kill(int(pid_file.read_text()), signal.SIGKILL)
    assert served.process.wait(60) == 1
    again, said = start(repository, served.folder, served.source)
    try:
        assert "is open" in said
        assert "First password" not in said
        assert json.loads(ask(page, f"{base_of(LEARNER)}api/status")["text"])["started"] == before
    finally:
        again.send_signal(signal.SIGINT)
        again.wait(60)
    assert again.returncode == 0
