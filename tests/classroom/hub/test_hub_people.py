"""Who comes in, as what, and what is left of somebody who is forgotten."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("jupyterhub", reason="the hub is not installed: run `make hub`")
pytest.importorskip("nativeauthenticator", reason="the hub is not installed: run `make hub`")

from traitlets.config import Config

from classroom.class_settings import HubSettings
from classroom.errors import KitError
from classroom.hub import forgetting, spawner
from classroom.hub.accounts import FIRST_NUMBER, Account, read_accounts
from classroom.hub.authenticator import LEAST_LETTERS, TRIES, RosterAuthenticator
from classroom.hub.codes import code_of
from classroom.hub.config import INSTRUCTOR_SCOPES, configure
from classroom.hub.culling import culling_role, culling_service
from classroom.hub.pages import landing, template_texts
from classroom.hub.serve import _first_passwords, is_running
from classroom.roster import Learner, Roster, write_roster

PASSWORD = "a phrase of one's own"


@pytest.fixture
def session(tmp_path):
    from jupyterhub.orm import new_session_factory

    return new_session_factory(f"sqlite:///{tmp_path}/hub.sqlite")()


@pytest.fixture
def door(class_folder, session) -> RosterAuthenticator:
    return RosterAuthenticator(db=session, class_folder=str(class_folder))


def done(work: Coroutine) -> Any:
    """What a coroutine gives; in a thread of its own, because a browser test before may have left a loop running."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


def enters(door: RosterAuthenticator, name: str, password: str) -> str | None:
    return done(door.authenticate(None, {"username": name, "password": password}))


def test_a_learner_with_the_right_code_chooses_a_password_once(door, settings):
    code = code_of(settings, "s1")
    assert door.sign_up("s1", code, "short", "short") == "weak"
    assert door.sign_up("s1", code, PASSWORD, PASSWORD + "x") == "not-the-same"
    assert door.sign_up("s1", code, PASSWORD, PASSWORD) == ""
    assert enters(door, "S1", PASSWORD) == "s1" and enters(door, "s1", "another phrase") is None
    assert door.sign_up("s1", code, "another phrase", "another phrase") == "there-already"
    assert enters(door, "s1", "another phrase") is None


@pytest.mark.parametrize("name", ["nobody", "teacher", "", "s1/../s2", "root"])
def test_nobody_else_chooses_one(door, settings, name):
    assert door.sign_up(name, code_of(settings, name), PASSWORD, PASSWORD) == "wrong-code"
    assert door.sign_up("s1", code_of(settings, "Ada@example.org"), PASSWORD, PASSWORD) == "wrong-code"


def test_whoever_guesses_has_to_wait(door, settings):
    for _ in range(TRIES):
        assert door.sign_up("s1", "aaaa-bbbb-cccc", PASSWORD, PASSWORD) == "wrong-code"
    assert door.sign_up("s1", code_of(settings, "s1"), PASSWORD, PASSWORD) == "wait"
    assert door.sign_up("Ada@example.org", code_of(settings, "Ada@example.org"), PASSWORD, PASSWORD) == ""


def test_passwords_have_to_be_long_and_not_common(door):
    assert LEAST_LETTERS >= 10
    assert not door.is_password_strong("x" * (LEAST_LETTERS - 1))
    assert not door.is_password_strong("1234567890")
    assert door.is_password_strong(PASSWORD)


def test_whoever_is_taken_off_the_roster_is_out(door, class_folder):
    assert door.check_allowed("s1") and door.check_allowed("teacher") and not door.check_allowed("s2")
    user = SimpleNamespace(name="s1")
    assert done(door.refresh_user(user)) is True
    write_roster(class_folder, Roster((Learner(id="s2"),)))
    assert not door.check_allowed("s1") and door.check_allowed("s2")
    assert done(door.refresh_user(user)) is False


def test_no_page_lets_anybody_in_by_another_way(door):
    pages = [path for path, _ in door.get_handlers(None)]
    assert pages == [r"/login", r"/signup", r"/change-password", r"/change-password/([^/]+)"]


def test_every_text_of_the_pages_is_there_in_each_language(class_folder):
    import re

    from customer_value.messages import catalogue

    templates = Path(spawner.__file__).with_name("templates")
    used = {
        key for one in templates.iterdir() for key in re.findall(r'say\("([\w-]+)"', one.read_text(encoding="utf-8"))
    }
    used |= {"wrong", "wait", "wrong-code", "there-already", "not-the-same", "weak", "chosen", "not-here", "no-server"}
    used |= {"no-work", "not-fetched", "busy-fetching", "no-fetching", "access-unknown"}
    texts = {key.removeprefix("hub."): one for key, one in catalogue("classroom").items() if key.startswith("hub.")}
    assert set(texts) == used
    assert not [
        key for key, one in texts.items() if re.search(r"[a-z]{3}", re.sub(r"\{\w+\}|JupyterLab", "", one.zh_hant))
    ]


def test_an_instructor_gets_one_first_password(settings, where):
    where.private.mkdir(parents=True)
    first = _first_passwords(settings, where)
    assert list(first) == ["teacher"] and len(first["teacher"].replace("-", "")) == 16
    assert _first_passwords(settings, where) == {}
    again = _first_passwords(settings, where, ("teacher",))
    assert list(again) == ["teacher"] and again != first
    with pytest.raises(KitError, match="s1 is no instructor"):
        _first_passwords(settings, where, ("s1",))
    assert first["teacher"].encode() not in where.database.read_bytes()


def test_the_configuration(class_folder, where):
    where.private.mkdir(parents=True)
    (where.private / "proxy_token").write_text("token", encoding="ascii")
    c = Config()
    configure(c, class_folder, 9000)
    assert c.JupyterHub.bind_url == "http://127.0.0.1:9000" and c.JupyterHub.hub_port == 9081
    assert c.JupyterHub.cleanup_servers is False
    assert c.ConfigurableHTTPProxy.api_url == "http://127.0.0.1:9001"
    assert "admin_users" not in c.Authenticator
    roles = {one["name"]: one for one in c.JupyterHub.load_roles}
    assert roles["instructors"]["users"] == ["teacher"]
    assert not {"access:servers", "admin:all", "shutdown", "proxy"} & set(INSTRUCTOR_SCOPES)


def test_an_institution_s_own_authenticator_lets_the_roster_in(class_folder, where):
    from classroom.class_folder import change_class

    where.private.mkdir(parents=True)
    (where.private / "proxy_token").write_text("token", encoding="ascii")
    change_class(class_folder, lambda document: document["hub"].update({"authenticator": "school.Authenticator"}))
    c = Config()
    configure(c, class_folder)
    assert c.JupyterHub.authenticator_class == "school.Authenticator"
    assert c.Authenticator.allowed_users == {"s1", "Ada@example.org", "teacher"}


def test_idle_servers_are_stopped_by_a_service_with_few_rights():
    service = culling_service(HubSettings().idle_minutes)
    assert "--timeout=3600" in service["command"]
    assert culling_role()["services"] == [service["name"]]
    assert not [one for one in culling_role()["scopes"] if one.startswith(("admin", "access"))]


def test_people_land_where_their_work_is(class_folder):
    where_to = landing(class_folder)

    def of(user: object) -> str:
        return where_to(SimpleNamespace(current_user=user, hub=SimpleNamespace(base_url="/hub/")))

    assert of(None) == "/hub/login"
    assert of(SimpleNamespace(name="s1")) == "/hub/spawn"
    assert of(SimpleNamespace(name="teacher")) == "/hub/home"
    texts = template_texts(class_folder)
    assert texts["class_name"](None) == "Spring class" and texts["language"](None) == "en"
    assert texts["is_instructor"](SimpleNamespace(name="teacher")) and not texts["is_instructor"](None)


def test_a_stranger_gets_no_server(class_folder):
    assert spawner.account_for(class_folder, "s9") is None
    assert spawner.account_for(class_folder, "root") is None


def test_a_server_knows_nothing_of_the_hub_s_environment(where):
    account = SimpleNamespace(pw_name="cv1", pw_dir="/srv/hub/homes/cv1")
    learner = spawner.server_environment(account, where, instructor=False)
    assert learner["HOME"] == "/srv/hub/homes/cv1" and learner["JUPYTER_RUNTIME_DIR"] == "/run/classroom/cv1"
    assert learner["JUPYTER_CONFIG_PATH"] == str(where.learner_config)
    assert spawner.server_environment(account, where, instructor=True)["JUPYTER_CONFIG_PATH"] == str(
        where.instructor_config
    )


def test_a_hub_that_has_ended_is_not_running(where):
    where.private.mkdir(parents=True)
    assert not is_running(where)
    where.pid.write_text(str(os.getpid()), encoding="ascii")
    assert not is_running(where)  # the number is somebody else's now


@pytest.mark.skipif(os.geteuid() != 0, reason="only root removes accounts")
def test_somebody_is_forgotten_and_nobody_else(class_folder, where, session, monkeypatch):
    removed = []
    monkeypatch.setattr(forgetting, "remove_account", removed.append)
    monkeypatch.setattr(forgetting, "end_processes", lambda number: None)
    monkeypatch.setattr(forgetting, "RUNTIME", where.root / "run")
    assert not forgetting.traces(class_folder, "s1")
    inbound = where.exchange / "Spring-class" / "inbound"
    inbound.mkdir(parents=True)
    accounts = [Account("s1", "cv1", FIRST_NUMBER + 1), Account("s2", "cv2", FIRST_NUMBER + 2)]
    rows = "".join(f"{one.id},{one.name},{one.number}\n" for one in accounts)
    where.accounts.write_text(f"id,name,number\n{rows}", encoding="utf-8")
    for account in accounts:
        (where.homes / account.name / "deep").mkdir(parents=True)
        for name in (f"{account.id}+a01+2026", f"under another name {account.id}"):
            (inbound / name).mkdir()
            os.chown(inbound / name, account.number, -1)
    (inbound / "s1+a02+2026").mkdir()  # root's, after a restore
    found = forgetting.traces(class_folder, "s1")
    assert found.account == "cv1" and len(found.paths) == 4 and not found.known
    assert forgetting.forget_user(class_folder, "s1") == found
    assert removed == ["cv1"] and not forgetting.traces(class_folder, "s1")
    assert sorted(one.name for one in inbound.iterdir()) == ["s2+a01+2026", "under another name s2"]
    assert list(read_accounts(where.accounts)) == ["s2"] and (where.homes / "cv2" / "deep").is_dir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root removes accounts")
def test_what_the_hub_knows_of_somebody_is_forgotten(class_folder, where, monkeypatch):
    from jupyterhub.orm import User, new_session_factory
    from nativeauthenticator.orm import UserInfo

    where.private.mkdir(parents=True)
    session = new_session_factory(f"sqlite:///{where.database}")()
    UserInfo.__table__.create(session.get_bind(), checkfirst=True)
    for name in ("s1", "s2"):
        session.add(User(name=name))
        session.add(UserInfo(username=name, password=b"x"))
    session.commit()
    session.close()
    assert forgetting.traces(class_folder, "s1").known
    assert forgetting.forget_user(class_folder, "s1").known
    assert not forgetting.traces(class_folder, "s1") and forgetting.traces(class_folder, "s2").known
