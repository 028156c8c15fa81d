"""Packs: the same bytes for the same records, nothing readable in them, one clear reason when one cannot be used."""

from __future__ import annotations

import dataclasses
import gzip
import json

import pytest
from tutor_tasks import LESSON, LETTER, MEANS, PLAN, SHARE, VISITS, option, text

from tutor.cases import RecordError
from tutor.pack import PackError, card, pack_name, read_pack, shape_json, shape_of, write_pack
from tutor.shape import Column, Members, Number, Table


@pytest.mark.parametrize(
    ("task", "name"),
    [("a07.recency", "a07"), ("7.1.five-recency", "7.1"), ("10.2.x.y", "10.2"), ("nonsense", "nonsense")],
)
def test_the_pack_of_a_task(task, name):
    assert pack_name(task) == name


def test_the_same_records_give_the_same_bytes(tmp_path):
    one = write_pack(tmp_path / "one", "a99", [VISITS], title=text("Nine"))
    two = write_pack(tmp_path / "two", "a99", [VISITS], title=text("Nine"))
    assert one.read_bytes() == two.read_bytes()
    assert [path.name for path in one.parent.iterdir()] == ["a99.pack"]


def test_nothing_can_be_read_in_an_editor(tmp_path):
    data = write_pack(tmp_path, "a99", [VISITS]).read_bytes()
    for word in (b"expected", b"C00001", b"You counted", b"visits", b"mistakes"):
        assert word not in data
        assert word in gzip.decompress(data)


def test_a_pack_holds_every_kind_of_task(tmp_path, ledger):
    write_pack(tmp_path, "9.9", LESSON, ledger=ledger, title=text("Nine"))
    pack = read_pack(tmp_path, "9.9")
    kinds = {name: one["kind"] for name, one in pack["tasks"].items()}
    assert kinds["9.9.share"] == "value" and kinds["9.9.quiz"] == kinds["9.9.vote"] == "choice"
    assert {"ordering", "guess", "text"} <= set(kinds.values())
    assert pack["title"]["zh-Hant"] == "Nine (zh)"


def test_a_task_sends_back_only_to_a_lesson_the_learner_has(tmp_path):
    task = dataclasses.replace(VISITS, lesson="7.1")
    for lessons, told in ((None, "7.1"), (["7.1", "7.2"], "7.1"), (["7.2"], ""), ([], "")):
        write_pack(tmp_path, "a99", [task], lessons=lessons)
        assert read_pack(tmp_path, "a99")["tasks"][VISITS.id]["lesson"] == told


def test_a_mistake_may_send_back_to_another_lesson_than_its_task(tmp_path):
    first, *others = VISITS.mistakes
    elsewhere = dataclasses.replace(first, lesson="1.5")
    task = dataclasses.replace(VISITS, lesson="7.1", mistakes=(elsewhere, *others))
    for lessons, told in ((None, {first.key: "1.5"}), (["1.5", "7.1"], {first.key: "1.5"}), (["7.1"], {})):
        write_pack(tmp_path, "a99", [task], lessons=lessons)
        assert read_pack(tmp_path, "a99")["tasks"][VISITS.id]["lessons"] == told


def test_no_code_comes_into_a_pack_unless_the_class_reveals_it(tmp_path):
    assert b"groupby" not in gzip.decompress(write_pack(tmp_path, "a99", [VISITS]).read_bytes())
    write_pack(tmp_path, "a99", [VISITS], reveal=3)
    shown = read_pack(tmp_path, "a99")["tasks"][VISITS.id]
    assert "groupby" in shown["solution"]["zh-Hant"] and shown["reveal"] == 3


def test_the_model_of_a_graded_text_comes_into_a_pack_only_if_revealed():
    assert card(LETTER)["model"] == {"en": "model sentences (en)", "zh-Hant": "model sentences (zh)"}
    assert card(PLAN)["model"] is None
    assert card(PLAN, reveal=2)["model"] is not None


@pytest.mark.parametrize(
    "fault", [{"name": ""}, {"right": None}, {"points": 0}, {"options": tuple(option(f"o{n}") for n in range(27))}]
)
def test_a_graded_question_needs_points_a_right_answer_and_a_variable(fault):
    with pytest.raises(ValueError, match=r"a97\.means: a graded question needs"):
        card(dataclasses.replace(MEANS, **fault))


def test_a_value_task_needs_its_ledger(ledger):
    with pytest.raises(ValueError, match=r"9\.9\.share is computed from a ledger"):
        card(SHARE)
    with pytest.raises(RecordError, match="model answer gives no value"):
        card(dataclasses.replace(SHARE, answer=lambda ledger: None), ledger=ledger)


def test_an_unknown_kind_of_task_is_refused():
    with pytest.raises(TypeError, match="no pack can hold"):
        card(
            object.__new__(
                type("Other", (type(VISITS).__mro__[1],), {"id": "x.y", "__getattr__": lambda *_: text("x")})
            )
        )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "missing"),
        (b"", "damaged"),
        (b"not gzip", "damaged"),
        (gzip.compress(b"not json", mtime=0), "damaged"),
        (gzip.compress(b"[]", mtime=0), "damaged"),
        (gzip.compress(b'{"tasks": 3}', mtime=0), "damaged"),
        (gzip.compress(b"\xff\xfe", mtime=0), "damaged"),
        (gzip.compress(json.dumps({"format": 99, "tasks": []}).encode(), mtime=0), "other-version"),
    ],
)
def test_a_pack_that_cannot_be_used_says_why(tmp_path, content, reason):
    if content is not None:
        (tmp_path / "a99.pack").write_bytes(content)
    with pytest.raises(PackError) as problem:
        read_pack(tmp_path, "a99")
    assert (problem.value.reason, problem.value.name) == (reason, "a99")


def test_a_cut_off_pack_is_damaged(tmp_path):
    path = write_pack(tmp_path, "a99", [VISITS])
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(PackError, match="damaged"):
        read_pack(tmp_path, "a99")


@pytest.mark.parametrize(
    "shape",
    [
        Number(unit="days", whole=True),
        Column(name="a", key="b", unit="c", holds="text"),
        Members(key="x"),
        Table(columns=(Column(name="a"), Column(name="b")), key=("x", "y")),
    ],
)
def test_a_shape_comes_back_as_it_was(shape):
    assert shape_of(json.loads(json.dumps(shape_json(shape)))) == shape
