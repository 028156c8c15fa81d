"""What servers and JupyterHub are told; homes; the exchange."""

from __future__ import annotations

import json
import os
import pwd
import stat
import tomllib
from pathlib import Path

import pytest

from classroom.class_folder import read_class
from classroom.errors import KitError
from classroom.files import write_whole
from classroom.hub.accounts import Account
from classroom.hub.exchange import hand_out, has_exchange, prepare_exchange, released
from classroom.hub.homes import HANDED_OUT, make_home
from classroom.hub.jupyter_settings import disabled, extensions, write_settings
from classroom.hub.limits import Limits, become, learner_limits
from classroom.hub.members import Members
from classroom.hub.ports import is_public, ports, why_not
from classroom.roster import Learner, Roster, write_roster

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has accounts of others")


def test_learners_have_no_formgrader_and_instructors_no_frame_for_it(where, settings):
    write_settings(where, settings)
    for folder, formgrader, lists in ((where.learner_config, False, True), (where.instructor_config, True, False)):
        server = json.loads((folder / "jupyter_server_config.json").read_text(encoding="utf-8"))
        on = server["ServerApp"]["jpserver_extensions"]
        assert on["nbgrader.server_extensions.formgrader"] is formgrader
        assert on["nbgrader.server_extensions.assignment_list"] is lists
        assert on["nbgrader.server_extensions.course_list"] is False
        assert server["KernelManager"]["transport"] == "ipc"
        page = json.loads((folder / "labconfig" / "page_config.json").read_text(encoding="utf-8"))
        assert page["disabledExtensions"]["@jupyter/nbgrader:formgrader"] is True
        assert all(path.stat().st_mode & 0o022 == 0 for path in folder.rglob("*"))


def test_what_is_off_has_a_name_that_nbgrader_knows():
    from importlib.metadata import files

    shipped = {str(one) for one in files("nbgrader")}
    assert {"jupyterlab_jupytext", "notebook"} <= set(extensions(frozenset()))
    for name in extensions(frozenset()):
        if name.startswith("nbgrader."):
            assert any(one.startswith(name.replace(".", "/")) for one in shipped), name
    assert {"@jupyter/nbgrader:course-list", "@jupyter/nbgrader:assignment-list"} <= set(disabled(frozenset()))


def test_work_is_handed_in_under_the_roster_s_id(where, settings, monkeypatch):
    from traitlets.config import PyFileConfigLoader

    write_settings(where, settings)
    monkeypatch.setenv("JUPYTERHUB_USER", "Ada@example.org")
    monkeypatch.setenv("HOME", "/home/x")
    loaded = PyFileConfigLoader("nbgrader_config.py", path=str(where.learner_config)).load_config()
    assert loaded.CourseDirectory.student_id == "Ada@example.org"
    assert loaded.CourseDirectory.course_id == "Spring-class"
    assert loaded.Exchange.root == str(where.exchange)
    assert loaded.Exchange.assignment_dir == f"/home/x/{HANDED_OUT}"


@pytest.fixture
def workspace(tmp_path) -> Path:
    folder = tmp_path / "workspace"
    (folder / ".kit" / "lab").mkdir(parents=True)
    (folder / ".kit" / "a01.pack").write_text("pack", encoding="utf-8")
    (folder / ".kit" / "progress.json").write_text("{}", encoding="utf-8")
    (folder / "kit.toml").write_text('language = "en"\nlearner = ""\n', encoding="utf-8")
    (folder / "START.ipynb").write_text("not a notebook", encoding="utf-8")
    return folder


def test_a_home_is_made_once_and_never_touched_again(workspace, tmp_path):
    account = Account('s"1', "cv1", os.geteuid())
    home = tmp_path / "homes" / "cv1"
    home.parent.mkdir()
    assert make_home(workspace, home, account, os.getegid(), "Frühling 春")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert tomllib.loads((home / "kit.toml").read_text(encoding="utf-8")) == {
        "language": "en",
        "learner": 's"1',
        "class": "Frühling 春",
    }
    assert sorted(one.name for one in (home / ".kit").iterdir()) == ["a01.pack"]
    assert (home / HANDED_OUT).is_dir()
    (home / "START.ipynb").write_text("mine", encoding="utf-8")
    assert not make_home(workspace, home, account, os.getegid(), "Spring")
    assert (home / "START.ipynb").read_text(encoding="utf-8") == "mine"


def test_a_home_that_was_begun_is_made_anew(workspace, tmp_path):
    left = tmp_path / ".making-cv1"
    left.mkdir()
    (left / "half").write_text("", encoding="utf-8")
    assert make_home(workspace, tmp_path / "cv1", Account("s1", "cv1", os.geteuid()), os.getegid())
    assert not left.exists() and not (tmp_path / "cv1" / "half").exists()


def test_half_a_home_is_none(tmp_path):
    with pytest.raises(KitError, match="cannot be made"):
        make_home(tmp_path / "none", tmp_path / "cv1", Account("s1", "cv1", os.geteuid()), os.getegid())
    assert list(tmp_path.iterdir()) == []


@as_root
def test_the_exchange_keeps_learners_apart(where, settings):
    owner = pwd.getpwnam("nobody")
    where.root.mkdir()
    where.root.parent.parent.chmod(0o711)
    course = prepare_exchange_reachable(where, settings, owner)
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in course.iterdir()}
    assert modes == {"outbound": 0o755, "inbound": 0o3733, "feedback": 0o711}
    assert stat.S_IMODE(where.exchange.stat().st_mode) == 0o1777 and where.exchange.stat().st_uid == 0
    assert {one.stat().st_uid for one in (course, *course.iterdir())} == {owner.pw_uid}


def prepare_exchange_reachable(where, settings, owner) -> Path:
    """pytest's folders are closed to others: as root, then, whose process stays root's."""
    import classroom.hub.exchange as module

    before = module.as_account
    module.as_account = lambda number, work: work()
    try:
        course = prepare_exchange(where, settings, owner)
    finally:
        module.as_account = before
    from classroom.hub.modes import give_whole

    give_whole(course, owner.pw_uid, owner.pw_gid)
    return course


def test_released_assignments_are_handed_out_and_only_where_they_changed(class_folder, where, settings):
    assert released(class_folder) == [] and not has_exchange(class_folder)
    (class_folder / "release" / "a01" / ".kit").mkdir(parents=True)
    notebook = class_folder / "release" / "a01" / "a01.ipynb"
    notebook.write_text("{}", encoding="utf-8")
    (class_folder / "release" / "a01" / ".kit" / "a01.pack").write_text("pack", encoding="utf-8")
    where.root.mkdir()
    course = where.exchange / "Spring-class"
    for name in ("outbound", "inbound"):
        (course / name).mkdir(parents=True)
    where.exchange.chmod(0o1777)
    assert has_exchange(class_folder)
    assert hand_out(class_folder) == ["a01"]
    there = course / "outbound" / "a01"
    assert (there / "a01.ipynb").read_text(encoding="utf-8") == "{}"
    assert (there / ".kit" / "a01.pack").read_text(encoding="utf-8") == "pack"
    assert hand_out(class_folder) == []
    notebook.write_text('{"new": 1}', encoding="utf-8")
    assert hand_out(class_folder) == ["a01"]
    assert (there / "a01.ipynb").read_text(encoding="utf-8") == '{"new": 1}'
    with pytest.raises(KitError, match="a09"):
        hand_out(class_folder, ["a09"])


def test_the_roster_counts_as_it_is_now(class_folder):
    members = Members(class_folder)
    assert members.is_learner("s1") and members.is_instructor("teacher")
    assert "teacher" in members and "s2" not in members and not members.is_learner("teacher")
    assert members.spelled(" ADA@example.org ") == "Ada@example.org" and members.spelled("s9") == "s9"
    write_roster(class_folder, Roster((Learner(id="s2"), Learner(id="S3"), Learner(id="teacher"))))
    assert "s2" in members and "s1" not in members and not members.is_learner("teacher")
    assert members.spelled("s3") == "S3" and members.spelled("TEACHER") == "teacher"
    write_whole(class_folder / "roster.csv", "nonsense")
    assert "s2" in members  # while the file is being mended, as it was


def test_limits_are_what_class_toml_says():
    assert learner_limits("1G") == Limits(1 << 30, 400, 0o077)
    assert learner_limits("1.5G").memory == 3 << 29 and learner_limits("512M").memory == 512 << 20
    with pytest.raises(ValueError, match="root"):
        become(0, 0, [], "/", Limits())


@as_root
def test_a_process_has_its_account_and_its_limits():
    import subprocess
    import sys

    nobody = pwd.getpwnam("nobody")
    code = "import os,resource as r;print(os.getuid(),os.getgroups(),os.umask(0),r.getrlimit(r.RLIMIT_DATA)[1],"
    code += "r.getrlimit(r.RLIMIT_NPROC)[1]);print(open('/proc/self/status').read())"
    before = become(nobody.pw_uid, nobody.pw_gid, [nobody.pw_gid], "/", learner_limits("1G"))
    program = next(one for one in ("/usr/bin/python3", sys.executable) if Path(one).exists())
    done = subprocess.run([program, "-I", "-c", code], preexec_fn=before, capture_output=True, text=True, check=False)
    if done.returncode and "Permission" in done.stderr:
        pytest.skip("no Python here that other accounts reach")
    assert done.stdout.splitlines()[0] == f"{nobody.pw_uid} [{nobody.pw_gid}] 63 {1 << 30} 400"
    assert "NoNewPrivs:\t1" in done.stdout


def test_ports_go_together():
    assert (ports(8000).proxy, ports(8000).hub) == (8001, 8081)
    for port in (443, 8000, 65_535):
        chosen = ports(port)
        assert len({chosen.public, chosen.proxy, chosen.hub}) == 3
        assert all(0 < one < 65_536 for one in (chosen.public, chosen.proxy, chosen.hub))


@pytest.mark.parametrize("address", ["", "0.0.0.0", "192.0.2.7", "::", "class.example.org"])
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_addresses_of_this_machine(address):
    assert not is_public(address)


def test_a_port_in_use_is_said():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert why_not("127.0.0.1", port) == f"The port {port} is in use."
    assert why_not("127.0.0.1", port) == ""
    assert "192.0.2.7" in why_not("192.0.2.7", port)


def test_where_the_hub_keeps_what(class_folder):
    from classroom.hub.config import database_url
    from classroom.hub.places import places

    settings = read_class(class_folder)
    where = places(class_folder, settings)
    assert where.root == (class_folder / "../hub").absolute()
    assert database_url(settings, where) == f"sqlite:///{where.root}/private/hub.sqlite"
