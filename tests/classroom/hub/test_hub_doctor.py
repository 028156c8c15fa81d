"""What is found before a class is served, and what `classroom serve` says to it."""

from __future__ import annotations

import os
import socket
import sys

import pytest

from classroom.cli import main
from classroom.errors import KitError
from classroom.hub import doctor
from classroom.hub.doctor import check, look
from classroom.hub.findings import Finding
from classroom.roster import Learner, Roster

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gets further than being refused")

ONE = Roster((Learner(id="s1"),))


@pytest.fixture
def said(monkeypatch, class_folder, settings, where):
    """What is found about a class, with other settings if any are given; the parts of the machine are taken as they
    should be."""
    monkeypatch.setattr(doctor, "missing_parts", list)
    monkeypatch.setattr(doctor, "_environment", lambda: iter(()))
    monkeypatch.setattr(doctor, "_system", lambda: iter(()))
    monkeypatch.setattr(doctor, "_kit", lambda: iter(()))
    monkeypatch.setattr(doctor, "_hub_folder", lambda where: iter(()))

    def ask(roster: Roster = ONE, port: int = 0, **hub: object) -> list[Finding]:
        changed = settings.model_copy(update={"hub": settings.hub.model_copy(update=hub)})
        return [one for one in look(class_folder, changed, where, roster, port or free_port()) if one.weight != "mends"]

    return ask


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def told(found: list[Finding]) -> str:
    return " ".join(f"{one.weight}: {one}" for one in found if "Instructors' servers cannot reach" not in one.what)


@as_root
def test_a_class_in_order_has_nothing_to_say(said):
    assert told(said()) == ""


@as_root
@pytest.mark.parametrize("address", ["", "0.0.0.0"])
def test_a_public_address_needs_tls(said, address):
    assert "unsafe: " in told(said(address=address)) and "no TLS" in told(said(address=address))


@as_root
def test_half_of_tls_is_none(said, class_folder):
    assert "stop: Of certificate and key" in told(said(certificate="cert.pem"))
    assert "cannot be used" in told(said(certificate="cert.pem", key="key.pem"))


@as_root
def test_ports_in_use_are_named(said):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"stop: The port {port} is in use." in told(said(port=port))


@as_root
def test_a_database_that_is_down_is_one_sentence(said):
    text = told(said(database=f"postgresql+psycopg://u:secret@127.0.0.1:{free_port()}/hub"))
    assert text.startswith("stop: The hub's database cannot be reached: ") and "secret" not in text
    assert "stop: " in told(said(database="no-address"))


@as_root
def test_an_instructor_on_the_roster_is_unsafe(said):
    assert "unsafe: teacher is on the roster" in told(said(Roster((Learner(id="teacher"),))))
    assert "note: Nobody is on the roster" in told(said(Roster()))


@as_root
def test_a_seed_that_others_can_read_is_unsafe(said, class_folder):
    (class_folder / "class.toml").chmod(0o644)
    assert "unsafe: " in told(said()) and "chmod 600" in told(said())


def test_nothing_but_root_serves(monkeypatch, class_folder, settings, where):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    found = look(class_folder, settings, where, Roster(), 8000)
    assert [one.weight for one in found] == ["stop"] and "sudo" in found[0].remedy


def test_a_hub_that_is_not_installed_is_said(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "NEEDED", ("os", "no_such_hub"))
    monkeypatch.setattr(doctor, "proxy_program", lambda: tmp_path / "none")
    monkeypatch.setattr(doctor, "node_program", lambda: "node")
    monkeypatch.setattr(doctor, "node_version", lambda program: 18)
    found = doctor.missing_parts()
    assert all(one.remedy == "Run `make hub`." for one in found) and len(found) == 3
    assert "no_such_hub" in found[0].what and "Node 18" in found[2].what


def test_what_keeps_a_class_from_being_served():
    stop, unsafe, note = (
        Finding("stop", "It stops."),
        Finding("unsafe", "It is open.", "Close it."),
        Finding("note", "N."),
    )
    check([note, Finding("mends", "M.")], even_so=False)
    with pytest.raises(KitError, match=r"^It is open\. Close it\. Or use --even-so\.$"):
        check([unsafe, note], even_so=False)
    check([unsafe], even_so=True)
    with pytest.raises(KitError, match=r"^It stops\. \(1 more: --check shows all\.\)$"):
        check([stop, unsafe], even_so=False)
    with pytest.raises(KitError, match=r"^It stops\.$"):
        check([unsafe, stop], even_so=True)


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["classroom", *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", "120")
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return call


def test_serve_has_an_example(run):
    code, out, _ = run("serve", "--help")
    assert code == 0 and "Example:" in out and "classroom serve" in out


def test_serve_says_what_is_in_the_way(run, monkeypatch, class_folder, tmp_path):
    monkeypatch.setattr(doctor, "look", lambda *given: [Finding("unsafe", "It is open.", "Close it.")])
    code, _, err = run("serve", "--class", class_folder, "--no-open")
    assert (code, err) == (1, "classroom: It is open. Close it. Or use --even-so.\n")
    code, out, err = run("serve", "--class", class_folder, "--check")
    assert code == 1 and "UNSAFE  It is open.\n        Close it.\n" in out and err.count("\n") == 1
    assert run("serve", "--class", tmp_path / "none")[0] == 1


def test_check_says_that_all_is_well(run, monkeypatch, class_folder):
    monkeypatch.setattr(doctor, "look", lambda *given: [])
    assert run("serve", "--class", class_folder, "--check")[1] == "Everything is ready: the class can be served.\n"
