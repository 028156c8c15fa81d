"""Who may log in, start a server and fetch work, at which moment, in a class that sells access."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hub_access import BEGAN, BOUGHT, END, GRACE, happens, opened, order, sell

pytest.importorskip("jupyterhub", reason="the hub is not installed: run `make hub`")
pytest.importorskip("nativeauthenticator", reason="the hub is not installed: run `make hub`")

from tornado.web import HTTPError
from traitlets.config import Config

from classroom.access.log import log_path
from classroom.class_folder import read_class
from classroom.files import write_whole
from classroom.hub import spawner
from classroom.hub.admission import ALWAYS, NOBODY, Admission, admission_of
from classroom.hub.authenticator import ClassLogin, RosterAuthenticator
from classroom.hub.closing import closing_role, closing_service
from classroom.hub.codes import code_of
from classroom.hub.config import configure
from classroom.hub.jupyter_settings import write_settings
from classroom.hub.pages import landing, template_texts

PASSWORD = "a phrase of one's own"
MOMENT = dt.timedelta(microseconds=1)


def at(folder: Path, now: dt.datetime) -> Admission:
    return Admission(folder, clock=lambda: now)


def rights(admission: Admission, name: str = "s1") -> str:
    leave = admission.leave(name)
    return " ".join(word for word in ("log_in", "start", "fetch") if getattr(leave, word))


def done(work: Coroutine) -> Any:
    """What a coroutine gives; in a thread of its own, because a browser test before may have left a loop running."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


@pytest.fixture
def door(class_folder, tmp_path):
    from jupyterhub.orm import new_session_factory

    def made(now: dt.datetime) -> RosterAuthenticator:
        admission_of.cache_clear()
        admission_of(class_folder).clock = lambda: now
        session = new_session_factory(f"sqlite:///{tmp_path}/hub.sqlite")()
        return RosterAuthenticator(db=session, class_folder=str(class_folder))

    yield made
    admission_of.cache_clear()


def test_an_ordinary_class_lets_everybody_in_at_any_time(class_folder, door):
    opened(class_folder)  # a log that a class had before it sold no access any more
    for now in (BOUGHT, END, GRACE):
        assert at(class_folder, now).leave("s1") == ALWAYS
        assert at(class_folder, now).leave("teacher") == ALWAYS
        assert at(class_folder, now).leave("s9") == NOBODY
    one = door(END)
    assert (one.auth_refresh_age, one.auth_refresh_strict) == (60, False)
    assert template_texts(class_folder)["leave"](SimpleNamespace(name="s1")) is None


def test_to_the_microsecond(class_folder):
    sell(class_folder)
    opened(class_folder)
    wanted = {
        BEGAN: "log_in start fetch",
        END - MOMENT: "log_in start fetch",
        END: "log_in fetch",
        GRACE - MOMENT: "log_in fetch",
        GRACE: "",
        GRACE + dt.timedelta(days=900): "",
    }
    assert {now: rights(at(class_folder, now)) for now in wanted} == wanted
    assert rights(at(class_folder, END), "Ada@example.org") == ""  # who has bought nothing
    for now in wanted:
        assert at(class_folder, now).leave("teacher") == ALWAYS


def test_without_days_of_grace_nothing_can_be_fetched_after_the_end(class_folder):
    sell(class_folder, grace_days=0)
    opened(class_folder)
    assert rights(at(class_folder, END - MOMENT)) == "log_in start fetch" and rights(at(class_folder, END)) == ""


def test_what_happens_counts_at_once(class_folder):
    sell(class_folder)
    day = dt.timedelta(days=1)
    now = BEGAN - day
    admission = Admission(class_folder, clock=lambda: now)
    order(class_folder, at=BEGAN - 2 * day)
    assert rights(admission) == ""
    now = BEGAN
    happens(class_folder, now, "notified", order="1")
    assert rights(admission) == "log_in start fetch"
    now = BEGAN + day
    happens(class_folder, now, "paused")
    assert rights(admission) == "log_in fetch"
    now = BEGAN + 2 * day
    happens(class_folder, now, "resumed")
    assert rights(admission) == "log_in start fetch"
    now = END + 2 * day
    assert rights(admission) == "log_in fetch"
    happens(class_folder, now, "extended", days=3)
    assert rights(admission) == "log_in start fetch"
    now += day
    happens(class_folder, now, "revoked")
    assert rights(admission) == "log_in fetch"


def test_a_clock_that_is_set_back_opens_nothing(class_folder):
    sell(class_folder)
    opened(class_folder)
    happens(class_folder, END + dt.timedelta(hours=1), "ordered", "Ada@example.org", order="2", days=14)
    assert rights(at(class_folder, BEGAN)) == "log_in fetch"


def test_a_log_that_cannot_be_read_lets_nobody_in_but_instructors(class_folder):
    sell(class_folder)
    opened(class_folder)
    write_whole(log_path(class_folder), "nonsense\n")
    damaged = at(class_folder, BEGAN)
    assert rights(damaged) == "" and "cannot be read" in damaged.leave("s1").says
    assert damaged.leave("teacher") == ALWAYS


def test_what_was_read_counts_while_the_log_is_mended(class_folder):
    sell(class_folder)
    opened(class_folder)
    admission = at(class_folder, BEGAN)
    assert rights(admission) == "log_in start fetch"
    write_whole(log_path(class_folder), "nonsense\n")
    assert rights(admission) == "log_in start fetch"


@pytest.mark.parametrize(
    ("language", "opens", "ended"), [("en", "opens on", "Its last day was"), ("zh-Hant", "開放", "結束")]
)
def test_the_reason_is_said_in_the_class_s_language(class_folder, language, opens, ended):
    from classroom.class_folder import change_class

    sell(class_folder)
    change_class(class_folder, lambda document: document.update({"language": language}))
    order(class_folder)
    assert opens in at(class_folder, BOUGHT).leave("s1").says
    happens(class_folder, BEGAN, "notified", order="1")
    said = at(class_folder, END).leave("s1").says
    assert ended in said and "help@course.example" in said


def test_only_who_gives_the_right_password_is_told(class_folder, settings, door):
    sell(class_folder)
    opened(class_folder)
    one = door(GRACE)
    assert one.sign_up("s1", code_of(settings, "s1"), PASSWORD, PASSWORD) == ""

    def told(password: str) -> str:
        handler = SimpleNamespace(turned_away=ClassLogin.turned_away)
        name = done(one.authenticate(handler, {"username": "s1", "password": password}))
        assert name is None or not one.check_allowed(name)
        return handler.turned_away

    assert told("another phrase") == ""
    assert "has ended" in told(PASSWORD)


def test_whoever_has_no_right_to_be_logged_in_is_thrown_out(class_folder, door):
    sell(class_folder)
    opened(class_folder)
    user, teacher = SimpleNamespace(name="s1"), SimpleNamespace(name="teacher")
    stays = {now: done(door(now).refresh_user(user)) for now in (BEGAN, END, GRACE - MOMENT, GRACE)}
    assert list(stays.values()) == [True, True, True, False]
    strict = door(GRACE)
    assert strict.auth_refresh_strict and strict.auth_refresh_age == 1
    assert done(strict.refresh_user(teacher)) is True


@pytest.mark.parametrize(
    ("name", "now", "refused"),
    [
        ("s1", BEGAN, False),
        ("s1", END - MOMENT, False),
        ("s1", END, True),
        ("Ada@example.org", BEGAN, True),
        ("teacher", END, False),
    ],
)
def test_no_server_starts_outside_of_access(class_folder, door, monkeypatch, name, now, refused):
    sell(class_folder)
    opened(class_folder)
    door(now)
    asked = []
    monkeypatch.setattr(spawner, "account_for", lambda folder, who: asked.append(who))
    one = spawner.ClassSpawner(class_folder=str(class_folder))
    one.user = SimpleNamespace(name=name)
    with pytest.raises(HTTPError) as stopped:
        done(one.start())  # where it is not refused, it ends because there is no account
    assert stopped.value.status_code == 403
    assert asked == ([] if refused else [name])
    assert ("list" in stopped.value.log_message) is not refused


def test_people_land_where_they_can_be(class_folder, door):
    sell(class_folder)
    opened(class_folder)

    def of(name: str | None) -> str:
        user = SimpleNamespace(name=name) if name else None
        where_to = landing(class_folder)
        return where_to(SimpleNamespace(current_user=user, hub=SimpleNamespace(base_url="/hub/")))

    door(BEGAN)
    assert (of("s1"), of("teacher"), of(None)) == ("/hub/spawn", "/hub/home", "/hub/login")
    door(END)
    assert (of("s1"), of("teacher")) == ("/hub/home", "/hub/home")
    leave = template_texts(class_folder)["leave"](SimpleNamespace(name="s1"))
    assert (leave.start, leave.fetch) == (False, True)
    assert template_texts(class_folder)["leave"](SimpleNamespace(name="teacher")) is None


def test_the_hub_has_the_service_and_the_download_only_where_access_is_sold(class_folder, where):
    where.private.mkdir(parents=True)
    (where.private / "proxy_token").write_text("token", encoding="ascii")

    def told() -> tuple[list[str], list[str], list[str]]:
        c = Config()
        configure(c, class_folder)
        hub = c.JupyterHub
        return (
            [one["name"] for one in hub.services],
            [one["name"] for one in hub.load_roles],
            [one[0] for one in hub.extra_handlers],
        )

    assert told() == (["idle-culler"], ["idle-culler", "instructors"], ["/tree/(.*)"])
    sell(class_folder)
    services, roles, pages = told()
    assert "access-closer" in services and "access-closer" in roles and r"/my-work\.zip" in pages


def test_the_service_may_stop_servers_and_nothing_else(class_folder, monkeypatch):
    monkeypatch.setenv("MAIL_PASSWORD", "secret")
    service, role = closing_service(class_folder), closing_role()
    assert role["scopes"] == ["delete:servers"] and role["services"] == [service["name"]]
    assert "secret" not in str(service)  # JupyterHub keeps it all in its database


def test_pages_save_more_often_where_servers_are_stopped(class_folder, where):
    def seconds() -> int:
        write_settings(where, read_class(class_folder))
        overrides = where.learner_config / "labconfig" / "default_setting_overrides.json"
        manager = json.loads(overrides.read_text(encoding="utf-8"))["@jupyterlab/docmanager-extension:plugin"]
        return manager["autosaveInterval"]

    assert seconds() == 20
    sell(class_folder)
    assert seconds() == 10
