"""Certificates of a class: issued once, kept, made again where they were lost, and checked from the command line."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import re
import shutil
import stat
import sys
from pathlib import Path

import pdf_text
import pytest
from certified_class import DAY, KEY, OTHER_KEY, give_points, new_class, statement_of
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from classroom.certificate.code import make_code, read_code
from classroom.certificate.files import all_files, certificate_files
from classroom.certificate.issuing import issue, kit_version
from classroom.certificate.signing import (
    PRIVATE,
    PUBLIC,
    TrustedKey,
    class_key,
    fingerprint,
    trusted_key,
    trusted_of_class,
)
from classroom.certificate.verifying import verify
from classroom.class_folder import change_class
from classroom.cli import main
from classroom.errors import KitError
from classroom.keeping.backup import make_backup
from classroom.keeping.restore import restore
from classroom.roster import Learner, Roster, write_roster

pytestmark = pytest.mark.filterwarnings("ignore:Object of type")


@pytest.fixture
def folder(course, tmp_path) -> Path:
    """A class in which ann and bob have passed."""
    made = new_class(tmp_path / "class", "zh-Hant")
    give_points(course, made, {"a01": {"ann": 0.75, "bob": 1.0, "cy": 0.5}})
    return made


@pytest.fixture
def run(monkeypatch, capsys, tmp_path, course):
    """Run the command line; gives the exit code, the output and what went to stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments: object) -> tuple[int, str, str]:
        more = ["--source", str(course.root)] if arguments[0] == "certificate" else []
        monkeypatch.setattr(sys, "argv", ["classroom", *map(str, arguments), *more])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return call


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "certificates").iterdir()}


def test_everybody_who_has_earned_one_gets_one(course, folder):
    made = issue(course, folder, date=DAY)
    assert [one.learner for one in made.certificates] == ["ann", "bob"]
    assert [(one.learner.id, one.missing[0].kind) for one in made.others] == [("cy", "below")]
    assert sorted(files(folder)) == ["ann.html", "ann.pdf", "ann.txt", "bob.html", "bob.pdf", "bob.txt"]
    trusted = trusted_of_class(folder)
    bob = made.certificates[1].signed.statement
    assert (bob.name, bob.learner, bob.class_name, bob.date, bob.language) == (
        "王小明",
        "bob",
        "Spring 春",
        DAY,
        "zh-Hant",
    )
    assert [(one.assignment, one.points, one.out_of) for one in bob.passed] == [("a01", 4, 4)]
    assert bob.kit == kit_version() and re.fullmatch(r"\d+\.\d+\.\d+.*", bob.kit)
    for name, data in files(folder).items():
        told = verify(data, trusted)
        assert told.state == "valid" and told.signed.statement.learner == name.split(".")[0], name
    assert "總額" in files(folder)["bob.html"].decode()
    assert [path.name for path in certificate_files(folder, "bob")] == ["bob.html", "bob.pdf"]
    assert certificate_files(folder, "cy") == certificate_files(folder, "../class") == ()


def test_again_nothing_changes_whatever_the_day_is_and_the_points(course, folder):
    issue(course, folder, date=DAY)
    before, key = files(folder), (folder / PRIVATE).read_bytes()
    stamps = {path: path.stat().st_mtime_ns for path in (folder / "certificates").iterdir()}
    give_points(course, folder, {"a01": {"ann": 0.0, "bob": 0.8, "cy": 0.5}})
    again = issue(course, folder, date=DAY + dt.timedelta(days=9), language="en")
    assert [(one.learner, one.is_new) for one in again.certificates] == [("ann", False), ("bob", False)]
    assert files(folder) == before and (folder / PRIVATE).read_bytes() == key
    assert {path: path.stat().st_mtime_ns for path in (folder / "certificates").iterdir()} == stamps


def test_what_was_lost_or_changed_is_made_again_as_it_was(course, folder):
    issue(course, folder, ["BOB"], date=DAY)
    before = files(folder)
    assert sorted(before) == ["bob.html", "bob.pdf", "bob.txt"]
    place = folder / "certificates"
    (place / "bob.pdf").unlink()
    (place / "bob.html").write_bytes(before["bob.html"].replace("王小明".encode(), "王大明".encode()))
    issue(course, folder, ["bob"], date=DAY + dt.timedelta(days=1))
    assert files(folder) == before


def test_a_mended_name_needs_a_new_certificate(course, folder):
    issue(course, folder, date=DAY)
    write_roster(folder, Roster((Learner(id="bob", name="王曉明"), Learner(id="ann", name="Ann Lee"))))
    assert issue(course, folder, ["bob"], date=DAY).certificates[0].signed.statement.name == "王小明"
    later = DAY + dt.timedelta(days=1)
    (one,) = issue(course, folder, ["bob"], date=later, language="en", anew=True).certificates
    assert (one.signed.statement.name, one.signed.statement.date, one.is_new) == ("王曉明", later, True)
    assert read_code(files(folder)["bob.txt"].decode()).statement.language == "en"
    assert read_code(files(folder)["ann.txt"].decode()).statement.date == DAY


def test_somebody_without_a_name_goes_by_the_id(course, folder):
    write_roster(folder, Roster((Learner(id="bob"),)))
    (one,) = issue(course, folder, date=DAY).certificates
    assert one.signed.statement.name == "bob"
    told = verify(one.signed.code, trusted_of_class(folder)).sentence
    assert "certifies that bob of the class Spring 春" in told


def test_a_damaged_certificate_stops_with_a_sentence(course, folder):
    issue(course, folder, date=DAY)
    path = folder / "certificates" / "bob.txt"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("A", "B", 1), encoding="utf-8")
    with pytest.raises(KitError, match=r"bob\.txt is damaged: .*--anew"):
        issue(course, folder, date=DAY)
    path.write_text(make_code(dataclasses.replace(statement_of(), learner="bob"), OTHER_KEY), encoding="utf-8")
    with pytest.raises(KitError, match="another class's certificate"):
        issue(course, folder, date=DAY)
    shutil.copy(folder / "certificates" / "ann.txt", path)
    with pytest.raises(KitError, match="another learner's"):
        issue(course, folder, date=DAY)
    assert issue(course, folder, date=DAY, anew=True).certificates[1].is_new
    assert path.read_text(encoding="utf-8") == good


def test_without_a_font_the_page_is_made_all_the_same(course, folder, monkeypatch):
    monkeypatch.setattr("matplotlib.font_manager.findSystemFonts", list)
    write_roster(folder, Roster((Learner(id="bob", name="王𠮷"),)))
    (one,) = issue(course, folder, date=DAY).certificates
    assert [path.name for path in one.files] == ["bob.html"] and "U+20BB7" in one.note
    assert sorted(files(folder)) == ["bob.html", "bob.txt"]


# The key


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX's")
def test_the_key_is_made_once_for_its_owner_alone(tmp_path):
    first = class_key(tmp_path)
    assert stat.S_IMODE((tmp_path / PRIVATE).stat().st_mode) == 0o600
    before = (tmp_path / PRIVATE).read_bytes()
    assert class_key(tmp_path).public == first.public
    assert (tmp_path / PRIVATE).read_bytes() == before
    public = load_pem_public_key((tmp_path / PUBLIC).read_bytes())
    assert public.public_bytes_raw() == first.public
    public.verify(first.sign(b"x", b"y"), b"x\0y")


def test_a_lost_or_damaged_key_is_never_replaced(course, folder):
    issue(course, folder, date=DAY)
    before = files(folder)
    key = (folder / PRIVATE).read_bytes()
    (folder / PRIVATE).unlink()
    for gone in (None, folder / PUBLIC):
        if gone:
            gone.unlink()
        with pytest.raises(KitError, match=r"certificate-key\.pem is gone.*backup"):
            issue(course, folder, date=DAY)
        assert not (folder / PRIVATE).exists()
    for damaged in (b"", b"nothing", key[:40], key.replace(b"PRIVATE", b"OTHER")):
        (folder / PRIVATE).write_bytes(damaged)
        with pytest.raises(KitError, match="is damaged"):
            issue(course, folder, date=DAY)
        assert (folder / PRIVATE).read_bytes() == damaged
    (folder / PRIVATE).write_bytes(key)
    issue(course, folder, date=DAY)
    assert files(folder) == before and (folder / PUBLIC).exists()


def test_a_key_is_named_by_its_fingerprint_or_its_file(tmp_path):
    (tmp_path / "key.pem").write_bytes(_pem(KEY))
    known = TrustedKey(KEY.fingerprint, KEY.public)
    assert trusted_key(str(tmp_path / "key.pem")) == known
    for text in (
        KEY.fingerprint,
        KEY.fingerprint.lower(),
        KEY.fingerprint.replace(" ", ""),
        KEY.fingerprint.replace(" ", ":"),
    ):
        assert trusted_key(text).fingerprint == KEY.fingerprint == fingerprint(KEY.public)
    (tmp_path / "other.pem").write_text("-----BEGIN PRIVATE KEY-----\n", encoding="utf-8")
    for text, said in (
        ("nothing", "no fingerprint"),
        (KEY.fingerprint[:-1], "no fingerprint"),
        (str(tmp_path / "other.pem"), "is the private key"),
        (pdf_text.__file__, "holds no public key"),
        ("x\0y", "no fingerprint"),
    ):
        with pytest.raises(KitError, match=said):
            trusted_key(text)
    with pytest.raises(KitError, match="has no key yet"):
        trusted_of_class(tmp_path)


def _pem(key) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_a_backup_carries_key_and_certificates(course, folder, tmp_path):
    from certified_class import hand_in

    issue(course, folder, date=DAY)
    hand_in(folder, "ann", 3.0, ())
    before = files(folder)
    restore(make_backup(folder, tmp_path / "class.zip").path, tmp_path / "back")
    back = tmp_path / "back"
    assert files(back) == before
    for name in (PRIVATE, PUBLIC, "access/hand-ins.jsonl"):
        assert (back / name).read_bytes() == (folder / name).read_bytes()
    assert stat.S_IMODE((back / PRIVATE).stat().st_mode) == stat.S_IMODE((folder / PRIVATE).stat().st_mode)
    assert not issue(course, back, ["bob"], date=DAY).certificates[0].is_new
    assert files(back) == before


# The commands


def test_issued_and_checked_from_the_command_line(run, folder, tmp_path):
    code, out, err = run("certificate", "--class", folder, "--date", "2026-03-20")
    assert (code, err) == (0, "")
    key = class_key(folder).fingerprint
    assert "bob (王小明): issued 2026-03-20: " in out and "cy has not earned one yet.\n" in out
    assert "  a01: 2 of 4 points (50%); it is passed with 2.4.\n" in out
    assert f"2 certificates in {folder / 'certificates'}, signed with the key {key}." in out
    again = run("certificate", "--class", folder)
    assert "bob (王小明): issued before, with the date 2026-03-20: " in again[1]

    path = folder / "certificates" / "bob.pdf"
    text = (folder / "certificates" / "bob.txt").read_text(encoding="utf-8")
    for given in ((path,), (path.with_suffix(".html"),), (path.with_suffix(".txt"),), (text,), tuple(text.split())):
        for trust in (("--key", key), ("--class", folder), ("--key", folder / PUBLIC)):
            code, out, err = run("verify", *given, *trust)
            assert (code, err) == (0, "") and out.startswith("valid: it certifies that 王小明 (bob) of the class")
            assert out.endswith(f"a01 4/4, together 4 of 4 points (100%). Its key is {key}.\n")
    assert run("verify", path)[0] == 2
    wrong = run("verify", path, "--key", OTHER_KEY.fingerprint)
    assert wrong[0] == 1 and wrong[1].startswith("not valid: it is signed with another key")
    shutil.copy(path, tmp_path / "copy.pdf")
    (tmp_path / "copy.pdf").write_bytes(path.read_bytes().replace(b"/Title", b"/title"))
    changed = run("verify", tmp_path / "copy.pdf", "--key", key)
    assert changed[0] == 1 and changed[1].startswith("not valid: the file was changed since it was issued.")


def test_the_date_is_the_classs_day_where_none_is_named(run, folder):
    change_class(folder, lambda text: text.update(timezone="Pacific/Kiritimati"))
    ahead = dt.timezone(dt.timedelta(hours=14))
    before = dt.datetime.now(ahead).date()
    assert run("certificate", "ann", "--class", folder)[0] == 0
    found = read_code((folder / "certificates" / "ann.txt").read_text(encoding="utf-8")).statement.date
    assert before <= found <= dt.datetime.now(ahead).date()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("certificate", "ana", "--class", "class"),
            "There is no learner 'ana' in the class in class; did you mean ann?",
        ),
        (("certificate", "--class", "class", "--date", "20.3.2026"), "--date is '20.3.2026'; write a day"),
        (("certificate", "--class", "class", "-l", "fr"), "There is no language 'fr'"),
        (("certificate", "--class", "none"), "There is no class in none"),
        (("verify", "none.pdf", "--key", KEY.fingerprint), "There is no file 'none.pdf'"),
        (("verify", "CERT1 AAAAA", "--key", "abc"), "'abc' is no fingerprint"),
        (("verify", "CERT1 AAAAA", "--class", "class"), "has no key yet"),
        (("verify", "CERT1 AAAAA", "--class", "class", "--key", "x"), "not both"),
    ],
)
def test_what_is_wrong_is_one_sentence(run, folder, arguments, said):
    code, out, err = run(*arguments)
    assert code == 1 and out == "" and said in err and err.count("\n") == 1
    assert not (folder / PRIVATE).exists() and all_files(folder, "ann") == ()


def test_nobody_has_earned_one(run, tmp_path, course):
    new_class(tmp_path / "empty")
    code, out, _ = run("certificate", "--class", "empty")
    assert code == 0 and out.endswith("Nobody has a certificate.\n") and out.count("nothing was handed in") == 3
    assert sorted(path.name for path in (tmp_path / "empty").iterdir()) == ["class.toml", "roster.csv"]


@pytest.mark.parametrize("command", ["certificate", "verify"])
def test_help_has_an_example(run, command):
    code, out, _ = run(command, "--help") if command == "verify" else run("certificate", "--help")
    assert code == 0 and "Example:" in out and "fingerprint" in out
