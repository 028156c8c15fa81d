"""A backup holds everything that cannot be made again; it comes back whole, or nothing does."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import threading
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_class import all_bytes, rows_of
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from classroom.class_folder import change_class, make_class, read_class
from classroom.cli import app
from classroom.course import find_course
from classroom.errors import KitError
from classroom.grading.batch import grade_class
from classroom.keeping.backup import make_backup
from classroom.keeping.restore import restore
from generator.engine.workers import Here

pytestmark = pytest.mark.filterwarnings("ignore:Object of type")


@pytest.fixture
def small(tmp_path) -> Path:
    """A class in which nothing happened but a few files."""
    folder = tmp_path / "small"
    make_class(folder, name="small", language="en", scenario="boutique")
    (folder / "submitted" / "ann").mkdir(parents=True)
    (folder / "submitted" / "ann" / "données 資料.txt").write_text("x" * 5_000, encoding="utf-8")
    (folder / "empty").mkdir()
    return folder


def without(found: dict[str, bytes]) -> dict[str, bytes]:
    return {
        name: data
        for name, data in found.items()
        if "/answers/" not in name and not name.endswith((".being-graded", ".db", ".sqlite"))
    }


def test_a_class_comes_back_as_it_was_and_nothing_runs_twice(a_class, tmp_path, monkeypatch):
    made = make_backup(a_class, tmp_path / "out" / "class.zip")
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    back = tmp_path / "back"
    restored = restore(made.path, back)
    assert (restored.files, restored.gradebook, restored.hub) == (made.files, "", "")
    assert without(all_bytes(back)) == without(all_bytes(a_class))
    assert rows_of(back / "gradebook.db") == rows_of(a_class / "gradebook.db")
    for name in ("class.toml", "roster.csv", "grading", "submitted"):
        assert (back / name).stat().st_mode == (a_class / name).stat().st_mode
        assert (back / name).stat().st_mtime_ns == (a_class / name).stat().st_mtime_ns or (back / name).is_dir()
    assert not (back / "grading" / "a07" / "answers").exists()
    monkeypatch.setattr("classroom.grading.grader.run_submission", lambda *_, **__: pytest.fail("run again"))
    scores = (a_class / "grading" / "a07" / "scores.csv").read_bytes()
    assert grade_class(find_course(), back, "a07", lambda _: Here()).submissions == 4
    assert (back / "grading" / "a07" / "scores.csv").read_bytes() == scores
    assert rows_of(back / "gradebook.db") == rows_of(a_class / "gradebook.db")


def test_the_same_class_gives_the_same_bytes(small, tmp_path):
    first, second = (make_backup(small, tmp_path / name).path for name in ("1.zip", "2.zip"))
    assert first.read_bytes() == second.read_bytes()
    assert (restore(first, tmp_path / "back").files, (tmp_path / "back" / "empty").is_dir()) == (2, True)


def test_a_database_that_is_being_written_is_whole_in_the_backup(small, tmp_path):
    path = small / "gradebook.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE pair (one INTEGER, other INTEGER)")
        connection.execute("INSERT INTO pair VALUES (0, 0)")
    stop = threading.Event()

    def write():
        other = sqlite3.connect(path, timeout=30)
        number = 0
        while not stop.is_set():
            number += 1
            with other:
                other.execute("UPDATE pair SET one = ?", (number,))
                other.execute("UPDATE pair SET other = ?", (number,))
        other.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        made = [make_backup(small, tmp_path / f"{number}.zip") for number in range(3)]
    finally:
        stop.set()
        thread.join()
    for number, one in enumerate(made):
        back = tmp_path / f"back-{number}"
        restore(one.path, back)
        assert not list(back.glob("*-wal"))
        ((first, second),) = rows_of(back / "gradebook.db")["pair"]
        assert first == second


def test_links_and_what_is_half_written_stay_out(small, tmp_path):
    (small / "link").symlink_to("/etc/hostname")
    (small / ".roster.csv.1.tmp").write_text("half", encoding="utf-8")
    made = make_backup(small, tmp_path / "class.zip")
    assert made.passed == ("link",)
    restore(made.path, tmp_path / "back")
    assert set(all_bytes(tmp_path / "back")) == {"class.toml", "submitted/ann/données 資料.txt"}


def test_names_that_are_no_text_come_back(small, tmp_path):
    name = b"bad-\xff-name.txt"
    try:
        (small / os.fsdecode(name)).write_bytes(b"there")
    except OSError:
        pytest.skip("this file system takes no such names")
    restore(make_backup(small, tmp_path / "class.zip").path, tmp_path / "back")
    assert (tmp_path / "back" / os.fsdecode(name)).read_bytes() == b"there"


def test_a_backup_goes_to_a_new_file_outside_the_class(small, tmp_path):
    (tmp_path / "there.zip").write_bytes(b"mine")
    with pytest.raises(KitError, match="is there already"):
        make_backup(small, tmp_path / "there.zip")
    assert (tmp_path / "there.zip").read_bytes() == b"mine"
    with pytest.raises(KitError, match="inside the class folder"):
        make_backup(small, small / "class.zip")
    with pytest.raises(KitError, match="There is no class"):
        make_backup(tmp_path / "none", tmp_path / "class.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["small", "there.zip"]


def test_nothing_is_put_into_a_folder_that_holds_something(small, tmp_path):
    made = make_backup(small, tmp_path / "class.zip")
    before = all_bytes(small)
    for place in (small, small / "class.toml"):
        with pytest.raises(KitError, match="is not empty"):
            restore(made.path, place)
    assert all_bytes(small) == before
    (tmp_path / "empty").mkdir()
    restore(made.path, tmp_path / "empty")
    assert all_bytes(tmp_path / "empty") == before


def test_what_is_no_backup_is_one_sentence(tmp_path):
    with pytest.raises(KitError, match="cannot be read"):
        restore(tmp_path / "none.zip", tmp_path / "back")
    (tmp_path / "text.zip").write_text("not a zip", encoding="utf-8")
    with pytest.raises(KitError, match="is no backup of a class"):
        restore(tmp_path / "text.zip", tmp_path / "back")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("readme.txt", "hello")
    with pytest.raises(KitError, match="is no backup of a class"):
        restore(tmp_path / "other.zip", tmp_path / "back")
    assert not (tmp_path / "back").exists()


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_a_damaged_backup_is_refused_or_comes_back_right(small, tmp_path, place, bit):
    good = tmp_path / "good.zip"
    if not good.exists():
        make_backup(small, good)
    data = bytearray(good.read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    bad, back = tmp_path / "bad.zip", tmp_path / "back"
    bad.write_bytes(data)
    try:
        restore(bad, back)
    except KitError as problem:
        assert "\n" not in str(problem)
        assert not back.exists()
    else:  # a bit that nothing depends on, such as one of a date
        assert all_bytes(back) == all_bytes(small)
        import shutil

        shutil.rmtree(back)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.zip", "good.zip", "small"]


def rewritten(source: Path, target: Path, change) -> Path:
    """A backup with another list of contents, and other entries."""
    with zipfile.ZipFile(source) as packed:
        entries = {name: packed.read(name) for name in packed.namelist()}
    about = json.loads(entries.pop("backup.json"))
    change(about, entries)
    with zipfile.ZipFile(target, "w") as packed:
        for name, data in entries.items():
            packed.writestr(name, data)
        packed.writestr("backup.json", json.dumps(about))
    return target


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "a/../../evil.txt", "a//b", ".", "..", "a/\0b"])
def test_no_path_leads_out_of_the_folder(small, tmp_path, name):
    made = make_backup(small, tmp_path / "class.zip").path

    def change(about, entries):
        about["class/"]["files"][name] = about["class/"]["files"].pop("submitted/ann/données 資料.txt")

    bad = rewritten(made, tmp_path / "bad.zip", change)
    with pytest.raises(KitError, match="is damaged"):
        restore(bad, tmp_path / "below" / "back")
    assert not (tmp_path / "evil.txt").exists()
    assert not any((tmp_path / "below").iterdir()) if (tmp_path / "below").exists() else True


def test_what_is_not_listed_or_listed_wrongly_is_refused(small, tmp_path):
    made = make_backup(small, tmp_path / "class.zip").path
    key = "submitted/ann/données 資料.txt"

    def more(about, entries):
        entries["class/extra.txt"] = b"x"

    def other(about, entries):
        entries[f"class/{key}"] = b"y" * 5_000

    def longer(about, entries):
        entries[f"class/{key}"] += b"x"

    def no_class(about, entries):
        entries.pop("class/class.toml")
        about["class/"]["files"].pop("class.toml")

    def newer(about, entries):
        about["backup"] = 99

    for number, change in enumerate((more, other, longer, no_class, newer)):
        bad = rewritten(made, tmp_path / f"bad-{number}.zip", change)
        with pytest.raises(KitError):
            restore(bad, tmp_path / "back")
        assert not (tmp_path / "back").exists()


def test_the_hubs_own_files_come_along_and_homes_do_not(with_hub, tmp_path):
    hub = with_hub.parent / "hub"
    made = make_backup(with_hub, tmp_path / "out.zip")
    assert made.elsewhere == (f"the learners' homes in {hub}/homes",)
    before = rows_of(hub / "private" / "hub.sqlite")
    said = restore(made.path, with_hub.parent / "second").hub
    assert said == f"{hub} holds a hub's files already, so those of the backup were left out."
    restored = restore(made.path, tmp_path / "elsewhere" / "class")
    there = tmp_path / "elsewhere" / "hub"
    assert restored.hub.endswith("hub again.")
    assert rows_of(there / "private" / "hub.sqlite") == before
    assert sorted(all_bytes(there)) == ["accounts.csv", "private/hub.sqlite"]


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request, tmp_path) -> str:
    """An empty database that is not in the class folder."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'server.db'}"
    address = os.environ.get("KIT_POSTGRES_URL")
    if not address:
        pytest.skip("KIT_POSTGRES_URL names no PostgreSQL database that may be emptied")
    _empty(address)
    return address


def _empty(address: str) -> None:
    from nbgrader.api import Base

    engine = create_engine(address)
    with engine.begin() as connection:
        Base.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    engine.dispose()


def test_a_gradebook_goes_from_one_kind_of_database_to_another_and_back(a_class, tmp_path, elsewhere):
    from nbgrader.api import Gradebook

    def all_rows(url: str) -> dict[str, list[dict]]:
        with Gradebook(url, "class") as book:
            return {
                # A database adds the points up in an order of its own.
                "points": [
                    {name: round(one, 9) if isinstance(one, float) else one for name, one in row.items()}
                    for row in sorted(book.submission_dicts("a07"), key=lambda row: row["student"])
                ],
                "comments": sorted(
                    (comment.name, comment.auto_comment or "")
                    for work in book.assignment_submissions("a07")
                    for comment in work.notebooks[0].comments
                ),
            }

    own = f"sqlite:///{a_class / 'gradebook.db'}"
    before = all_rows(own)
    first = make_backup(a_class, tmp_path / "1.zip").path
    moved = tmp_path / "moved"
    assert restore(first, moved, elsewhere).gradebook == elsewhere
    assert not (moved / "gradebook.db").exists()
    assert read_class(moved).gradebook == elsewhere
    assert all_rows(elsewhere) == before
    second = make_backup(moved, tmp_path / "2.zip").path
    with pytest.raises(KitError, match="is not empty"):
        restore(second, tmp_path / "third")
    assert not (tmp_path / "third").exists()
    assert restore(second, tmp_path / "third", "sqlite").gradebook == ""
    assert read_class(tmp_path / "third").gradebook == ""
    assert all_rows(f"sqlite:///{tmp_path / 'third' / 'gradebook.db'}") == before
    assert grade_class(find_course(), tmp_path / "third", "a07", lambda _: Here()).submissions == 4


def test_a_gradebook_that_class_toml_names_by_its_path_moves_with_the_folder(a_class, tmp_path):
    change_class(a_class, lambda document: document.update({"gradebook": f"sqlite:///{a_class / 'gradebook.db'}"}))
    restore(make_backup(a_class, tmp_path / "1.zip").path, tmp_path / "back")
    assert read_class(tmp_path / "back").gradebook == ""
    assert rows_of(tmp_path / "back" / "gradebook.db") == rows_of(a_class / "gradebook.db")


def test_the_commands_say_what_they_did(small, tmp_path):
    done = CliRunner().invoke(app, ["backup", "--class", str(small), "--out", str(tmp_path / "class.zip")])
    assert done.exit_code == 0, done.output
    assert f"{tmp_path / 'class.zip'} holds 2 files of {small}" in done.output
    assert "The class's secret" in done.output
    done = CliRunner().invoke(app, ["restore", str(tmp_path / "class.zip"), "--class", str(tmp_path / "back")])
    assert (done.exit_code, done.output) == (0, f"{tmp_path / 'back'} holds the class small again, 2 files.\n")
    CliRunner().invoke(app, ["backup", "--class", str(small)])
    assert len(list(tmp_path.glob("small-*.zip"))) == 1
