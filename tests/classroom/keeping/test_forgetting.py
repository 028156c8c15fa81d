"""Forgetting a person: nothing in the class names them any more, and everybody else's things are what they were."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3

import pytest
from kept_class import all_bytes, learners, rows_of
from typer.testing import CliRunner

from classroom.class_folder import read_class
from classroom.cli import app
from classroom.course import find_course
from classroom.errors import KitError
from classroom.grading.alone import alone
from classroom.grading.batch import grade_class
from classroom.grading.kept import Kept
from classroom.grading.running import Ran
from classroom.keeping import in_grading, in_hub, in_lists
from classroom.keeping.forget import find_person, find_traces, forget
from classroom.keeping.mentions import mentions
from classroom.roster import read_roster
from generator.engine.workers import Here

pytestmark = pytest.mark.filterwarnings("ignore:Object of type")


def expected(before: dict[str, bytes], learner: str, answers: set[str]) -> dict[str, bytes]:
    """The other files, as they have to be: what is a person's taken out in the plainest way."""
    word, found = learner.encode(), {}
    for name, content in before.items():
        data = content
        if name.startswith(("exchange/", "grading/a07/attempts", "grading/a07/results")) or name in answers:
            continue  # looked at by itself, because their names say nothing
        if f"/{learner}" in name or f"<{learner.upper()}@".encode() in content or name.endswith((".db", ".sqlite")):
            continue
        if name.endswith((".csv", ".jsonl")) and not name.startswith("exports/"):
            data = b"".join(line for line in data.splitlines(keepends=True) if word not in line)
        if name.endswith("shown.json"):
            data = json.dumps({key: value for key, value in json.loads(data).items() if key != learner}).encode()
        if name == "class.toml":
            lines = data.decode().splitlines(keepends=True)
            start = next(place for place, line in enumerate(lines) if line.startswith(f"[extensions.{learner}]"))
            data = "".join([*lines[:start], *lines[start + 2 :]]).encode()
        if name.startswith("exports/"):
            continue
        found[name] = data
    return found


def test_where_a_learner_is_named_is_known(a_class):
    """The places that forgetting has to know, found by looking through every file."""
    learner = learners(a_class)[0]
    places = {name.split(learner)[0].rstrip("/") for name in mentions(a_class, learner)}
    kinds = {name if not name.startswith("grading/a07/") else "/".join(name.split("/")[:3]) for name in places}
    assert kinds == {
        *("submitted", "autograded", "feedback", "roster.csv", "class.toml", "gradebook.db"),
        *("grading/grading.jsonl", "grading/a07/scores.csv", "grading/a07/attempts", "grading/a07/results"),
        *("mail/a07", "mail/a07/shown.json", "mail/outbox.jsonl", "mail/a07/notice-0.eml", "exports/csv.csv"),
        f"exchange/{read_class(a_class).name.replace('_', '-')}/inbound",
    }


def test_nothing_is_left_of_a_person_and_everything_of_the_others(a_class):
    gone, *others = learners(a_class)
    gone = others.pop(0)  # one whose work nobody else has
    before, rows = all_bytes(a_class), rows_of(a_class / "gradebook.db")
    answers = {name for name in before if "/answers/" in name}
    removed, left = forget(a_class, gone)
    assert left == ()
    assert mentions(a_class, gone) == ()
    after = all_bytes(a_class)
    for name, data in expected(before, gone, answers).items():
        if name.endswith("shown.json"):
            assert json.loads(after[name]) == json.loads(data)
        else:
            assert after[name] == data, name
    assert sorted(set(after) - set(before)) == []
    elsewhere = ("exchange/", "exports/", "grading/a07/attempts", "grading/a07/results", "gradebook.db")
    assert set(expected(before, gone, answers)) == {
        name for name in after if not name.startswith(elsewhere) and name not in answers
    }
    gone_answers = answers - set(after)
    assert len(gone_answers) == 1  # of the one attempt
    for kind in ("attempts", "results"):
        count = len([name for name in before if name.startswith(f"grading/a07/{kind}/")])
        kept = [name for name in after if name.startswith(f"grading/a07/{kind}/")]
        assert len(kept) == count * 3 // 4
        assert all(after[name] == before[name] for name in kept)
    assert len([name for name in after if name.startswith("exchange/")]) == 6
    assert all(after[name] == before[name] for name in after if name.startswith("exchange/"))
    now = rows_of(a_class / "gradebook.db")
    mine = {row[0] for row in rows["submitted_assignment"] if gone in row}
    books = {row[0] for row in rows["submitted_notebook"] if mine & set(row)}
    for table, found in rows.items():
        assert now[table] == [row for row in found if not {gone, *mine, *books} & set(row)], table
    assert len(now["grade"]) == len(rows["grade"]) * 3 // 4
    assert [one.id for one in read_roster(a_class)] == learners(a_class)
    assert len(removed) >= 12


def test_answers_that_somebody_else_handed_in_too_stay(a_class):
    first, twin = learners(a_class)[0], "s9990001"
    answers = sorted((a_class / "grading" / "a07" / "answers").rglob("*.json"))
    assert len(answers) == 3
    forget(a_class, first)
    assert sorted((a_class / "grading" / "a07" / "answers").rglob("*.json")) == answers
    forget(a_class, twin)
    assert len(list((a_class / "grading" / "a07" / "answers").rglob("*.json"))) == 2


def test_the_others_marks_stand_when_the_class_is_graded_again(a_class, monkeypatch):
    monkeypatch.setattr("classroom.grading.grader.run_submission", lambda *_, **__: pytest.fail("run again"))
    gone = learners(a_class)[1]
    path = a_class / "grading" / "a07" / "scores.csv"
    before = [row for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines()) if row[0] != gone]
    forget(a_class, gone)
    assert grade_class(find_course(), a_class, "a07", lambda _: Here()).submissions == 3
    assert list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines())) == before
    assert mentions(a_class, gone) == ()


@pytest.mark.parametrize("stop", (1, 7, 13))
def test_stopped_anywhere_and_done_again_nothing_is_left(a_class, stop):
    gone = learners(a_class)[1]

    class Stop(Exception):
        pass

    done = []

    def tell(trace):
        done.append(trace)
        if len(done) > stop:
            raise Stop

    try:
        forget(a_class, gone, tell)
    except Stop:
        if len(read_roster(a_class)) == 4:
            assert find_traces(find_person(a_class, gone))
    forget(a_class, gone)
    assert mentions(a_class, gone) == ()
    assert forget(a_class, gone) == ((), ())


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="accounts of the system are root's")
def test_the_hub_forgets_too(with_hub):
    gone, others = learners(with_hub)[1], learners(with_hub)
    others.remove(gone)
    root = with_hub.parent / "hub"
    codes = (with_hub / "sign-up.csv").read_text(encoding="utf-8").splitlines()
    before = rows_of(root / "private" / "hub.sqlite")
    assert mentions(root, gone)
    forget(with_hub, gone)
    left = (with_hub / "sign-up.csv").read_text(encoding="utf-8").splitlines()
    assert left == [line for line in codes if gone not in line]
    assert mentions(root, gone) == ()
    after = rows_of(root / "private" / "hub.sqlite")
    assert set(before["oauth_clients"]) - set(after["oauth_clients"]) == {
        row for row in before["oauth_clients"] if f"jupyterhub-user-{gone}" in row
    }
    for table in ("users", "users_info", "spawners", "servers", "api_tokens"):
        assert len(after[table]) == len(before[table]) * 3 // 4 == 3, table
        assert set(after[table]) <= set(before[table])
    for one in others:
        assert mentions(root, one)
    assert [path.name for path in sorted((root / "homes").iterdir())] == ["cv000", "cv002", "cv003"]


def test_whoever_grades_is_waited_for(a_class):
    with alone(a_class), pytest.raises(KitError, match="being graded already"):
        forget(a_class, learners(a_class)[0])
    assert len(learners(a_class)) == 4


def test_links_are_removed_and_not_what_they_lead_to(a_class, tmp_path):
    gone = learners(a_class)[1]
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("keep", encoding="utf-8")
    (a_class / "submitted" / gone / "link").symlink_to(outside)
    shutil.rmtree(a_class / "feedback" / gone)
    (a_class / "feedback" / gone).symlink_to(outside)
    forget(a_class, gone)
    assert (outside / "mine.txt").read_text(encoding="utf-8") == "keep"
    assert mentions(a_class, gone) == ()


def test_an_id_that_is_part_of_anothers_touches_nobody(a_class):
    whole = learners(a_class)[1]
    before = all_bytes(a_class)
    assert forget(a_class, whole[:-1])[0] == ()
    before.pop("grading/.being-graded", None)
    assert before.items() <= all_bytes(a_class).items()
    for bad in ("../outside", "", "a/b", ".", "*"):
        with pytest.raises(KitError, match="cannot be a learner's id"):
            forget(a_class, bad)


def test_a_database_that_is_taken_is_one_sentence_and_nothing_is_lost(a_class, monkeypatch):
    def taken(*_):
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr("classroom.keeping.in_gradebook.vacuum", taken)
    with pytest.raises(KitError, match="database is locked"):
        forget(a_class, learners(a_class)[1])
    assert len(read_roster(a_class)) == 4


def test_the_command_shows_first_asks_and_says_what_it_cannot_reach(a_class):
    gone = learners(a_class)[1]
    words = ["forget", gone, "--class", str(a_class)]
    shown = CliRunner().invoke(app, words, input="n\n")
    assert shown.exit_code == 1
    assert f"submitted/{gone} (2 files)" in shown.output
    assert "the line in roster.csv" in shown.output
    assert "Nothing was removed." in shown.output
    assert len(learners(a_class)) == 4
    done = CliRunner().invoke(app, [*words, "--yes"])
    assert done.exit_code == 0
    assert "Out of reach here: backups that were made before" in done.output
    again = CliRunner().invoke(app, [*words, "--yes"])
    assert (again.exit_code, again.output) == (0, f"There is nothing of {gone} in {a_class}.\n")


def test_the_parts_are_removed_in_the_order_in_which_they_are_found_by_one_another():
    from classroom.keeping.forget import PARTS

    assert PARTS[0] is in_grading.find
    assert PARTS[-2:] == (in_lists.find_on_the_roster, in_hub.find)


def test_answers_on_a_ledger_of_ones_own_are_ones_own(a_class):
    """Where a task is tried on each learner's ledger, answers are kept for each, whoever handed in the same."""
    first, twin = learners(a_class)[0], "s9990001"
    kept = Kept(a_class / "grading" / "a07" / "answers")
    path = a_class / "grading" / "a07" / "assignment.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**about, "own": ["a07.recency"]}), encoding="utf-8")
    before = all_bytes(kept.folder)
    (digest,) = {
        json.loads(one.read_text(encoding="utf-8"))["graded"]["digest"]
        for one in (a_class / "grading" / "a07" / "results").rglob("*.json")
        if first in one.read_text(encoding="utf-8")
    }
    for learner in (first, twin):
        kept.write(digest, learner, Ran(seconds=1.0), {})
    forget(a_class, first)
    assert kept.read(digest, first).ran.seconds == 0.0
    assert kept.read(digest, twin).ran.seconds == 1.0
    forget(a_class, twin)
    assert all_bytes(kept.folder) == before
