"""A class that was graded, with everything around it that may name a learner."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from kept_class import learners

from classroom.class_folder import change_class, read_class
from classroom.course import find_course
from classroom.grading.batch import grade_class
from classroom.mailing.outbox import FOLDER as MAIL
from classroom.roster import Learner, Roster, write_roster
from classroom.sandbox.support import support
from classroom.simulated import write_class
from generator.engine.workers import Here


@pytest.fixture(scope="session")
def whole_class(class_with_a07, made_once) -> Path:
    """A graded class of four, of whom two handed in the same. Nobody is to change it: see `a_class`."""
    here = support()
    if here.missing:
        pytest.skip(here.text("en"))

    def make(folder: Path) -> None:
        shutil.copytree(class_with_a07, folder, ignore=shutil.ignore_patterns("answers"))  # other tests'
        write_class(folder, ["a07"], 3, seed=11)
        first = learners(folder)[0]
        shutil.copytree(folder / "submitted" / first, folder / "submitted" / "s9990001")
        everybody = learners(folder)
        write_roster(
            folder,
            Roster(
                tuple(
                    Learner(id=one, name=f"Learner {place}", email=f"{one}@example.org")
                    for place, one in enumerate(everybody)
                )
            ),
        )
        change_class(folder, lambda document: _extend(document, everybody))
        assert grade_class(find_course(), folder, "a07", lambda _: Here()).graded == 4
        _mail(folder, everybody)
        _exchange(folder, everybody)
        (folder / "exports").mkdir()
        (folder / "exports" / "csv.csv").write_text("\n".join(everybody), encoding="utf-8")
        (folder / "reports").mkdir()
        (folder / "reports" / "report.html").write_text("<p>nobody</p>", encoding="utf-8")

    return made_once("whole-class", make)


def _extend(document, everybody: list[str]) -> None:
    import tomlkit

    document["due"]["a07"] = tomlkit.date("2026-03-13")
    extensions = tomlkit.table(is_super_table=True)
    for one in everybody[:2]:
        extensions[one] = {"a07": tomlkit.date("2026-03-20")}
    document["extensions"] = extensions


def _mail(folder: Path, everybody: list[str]) -> None:
    place = folder / MAIL / "a07"
    place.mkdir(parents=True)
    for one in everybody:
        (place / f"{one}.eml").write_text(f"To: {one}@example.org\n\nYour feedback.\n", encoding="utf-8")
    for number, one in enumerate(everybody):
        to = f"Learner <{one.upper()}@example.org>"
        (place / f"notice-{number}.eml").write_text(f"To: {to}\n\nYour access ends soon.\n", encoding="utf-8")
    (place / "shown.json").write_text(json.dumps(dict.fromkeys(everybody, "0")), encoding="utf-8")
    lines = [
        {
            "at": "2026-03-14T08:00:00.000+00:00",
            "event": event,
            "about": f"feedback/a07/{one}",
            "learner": one,
            "to": f"{one}@example.org",
            "content": "0",
        }
        for one in everybody
        for event in ("begun", "sent")
    ]
    (folder / MAIL / "outbox.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def _exchange(folder: Path, everybody: list[str]) -> None:
    """Work that came in and feedback that went back, as nbgrader 0.9 names them."""
    from nbgrader.utils import notebook_hash

    course = folder / "exchange" / read_class(folder).course_id
    (course / "feedback").mkdir(parents=True)
    for place, one in enumerate(everybody):
        secret = f"secret {place}"
        there = course / "inbound" / f"{one}+a07+2026-03-12 10:00:00 UTC+{place}"
        there.mkdir(parents=True)
        (there / "submission_secret.txt").write_text(secret, encoding="utf-8")
        name = notebook_hash(secret=secret, notebook_id="a07_rfm")
        (course / "feedback" / f"{name}.html").write_text(f"page {place}", encoding="utf-8")


@pytest.fixture
def a_class(whole_class, tmp_path) -> Path:
    """A copy of the graded class, to do with it what one likes."""
    return Path(shutil.copytree(whole_class, tmp_path / "class"))


@pytest.fixture
def with_hub(a_class) -> Path:
    """The same with a hub that all of them have used; its folder lies beside the class folder."""
    import csv

    orm = pytest.importorskip("jupyterhub.orm", reason="the hub is not installed")
    UserInfo = pytest.importorskip("nativeauthenticator.orm", reason="the hub is not installed").UserInfo

    change_class(a_class, lambda document: document.update({"hub": {"folder": "../hub"}}))
    root = a_class.parent / "hub"
    private = root / "private"
    private.mkdir(parents=True)
    (private / "workspace").mkdir()
    (private / "workspace" / "START.ipynb").write_text("{}", encoding="utf-8")
    session = orm.new_session_factory(f"sqlite:///{private / 'hub.sqlite'}")()
    UserInfo.metadata.create_all(session.get_bind())
    session.add(orm.OAuthClient(identifier="jupyterhub", description="JupyterHub"))
    everybody = learners(a_class)
    for one in everybody:
        user = orm.User(name=one)
        session.add(user)
        session.flush()
        server = orm.Server(base_url=f"/user/{one}/", ip="127.0.0.1", port=1)
        session.add_all([server, orm.Spawner(name="", user=user, server=server)])
        session.add(orm.OAuthClient(identifier=f"jupyterhub-user-{one}", description=f"Server at /user/{one}/"))
        session.add(UserInfo(username=one, password=b"x", email=f"{one}@example.org"))
        user.new_api_token(note=f"for {one}")
    session.commit()
    session.close()
    session.get_bind().dispose()
    with (root / "accounts.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [["id", "name", "number"], *([one, f"cv00{place}", 0] for place, one in enumerate(everybody))]
        csv.writer(file, lineterminator="\n").writerows(rows)
    with (a_class / "sign-up.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [["id", "name", "code"], *([one, f"Learner {place}", "x"] for place, one in enumerate(everybody))]
        csv.writer(file, lineterminator="\n").writerows(rows)
    for place, one in enumerate(everybody):
        home = root / "homes" / f"cv00{place}"
        home.mkdir(parents=True)
        (home / "kit.toml").write_text(f'learner = "{one}"\n', encoding="utf-8")
    return a_class
