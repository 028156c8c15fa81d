"""The outbox: what it knows after the program was stopped anywhere, and that nothing is sent twice unsaid."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.errors import KitError
from classroom.mailing import Letter, Outbox
from classroom.mailing.outbox import EVENTS
from classroom.mailing.sending import is_due

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
ANN = Letter(to="ann@example.org", about="feedback/a07/ann", learner="ann", subject="s", text="t")
BOB = replace(ANN, to="bob@example.org", about="feedback/a07/bob", learner="bob")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "mail" / "outbox.jsonl"


def write(path, *events) -> None:
    with Outbox(path).open() as box:
        for event, letter, content in events:
            box.add(event, letter, content, NOW)


def test_what_was_written_is_read(path):
    assert Outbox.read(path).states == {}
    write(path, ("begun", ANN, "1"), ("sent", ANN, "1"), ("begun", BOB, "2"))
    write(path, ("begun", ANN, "3"), ("refused", ANN, "3"))
    ann, bob = (Outbox.read(path).state(one.about) for one in (ANN, BOB))
    assert (ann.sent, ann.last, ann.content, ann.to, ann.at) == (("1",), "refused", "3", "ann@example.org", NOW)
    assert bob.uncertain and bob.sent == ()
    assert path.stat().st_mode & 0o077 == 0


def test_one_begun_and_not_ended_is_uncertain_and_another_one_is_not(path):
    write(path, ("begun", ANN, "1"))
    state = Outbox.read(path).state(ANN.about)
    assert not is_due(state, "1") and is_due(state, "1", again=True)
    assert is_due(state, "2"), "what it says has changed: that was never sent"


def test_what_was_sent_last_is_not_due_and_what_was_sent_before_it_is(path):
    assert is_due(None, "1")
    write(path, ("begun", ANN, "1"), ("sent", ANN, "1"))
    assert not is_due(Outbox.read(path).state(ANN.about), "1", again=True)
    write(path, ("begun", ANN, "2"), ("sent", ANN, "2"))
    state = Outbox.read(path).state(ANN.about)
    assert not is_due(state, "2") and is_due(state, "1"), "the learner holds the second one, which is wrong by now"
    write(path, ("begun", ANN, "1"), ("postponed", ANN, "1"))
    assert is_due(Outbox.read(path).state(ANN.about), "1")


@given(cut=st.integers(0, 400), events=st.lists(st.sampled_from(EVENTS), min_size=1, max_size=4))
def test_cut_off_anywhere_the_whole_lines_hold_and_writing_goes_on(tmp_path_factory, cut, events):
    path = tmp_path_factory.mktemp("cut") / "outbox.jsonl"
    write(path, *((event, ANN, str(number)) for number, event in enumerate(events)))
    data = path.read_bytes()
    left = data[: min(cut, len(data))]
    path.write_bytes(left)
    whole = left.count(b"\n")
    state = Outbox.read(path).state(ANN.about)
    assert (state is None) if not whole else (state.last, state.content) == (events[whole - 1], str(whole - 1))
    write(path, ("sent", BOB, "b"))
    after = Outbox.read(path)
    assert after.state(ANN.about) == state and after.state(BOB.about).sent == ("b",)


@pytest.mark.parametrize("line", [b"{}\n", b"nonsense\n", b'{"event": "eaten", "about": "x"}\n', b"[1]\n", b"\xff\n"])
def test_a_damaged_line_is_named(path, line):
    write(path, ("begun", ANN, "1"))
    path.write_bytes(path.read_bytes() + line)
    with pytest.raises(KitError, match="line 2"):
        Outbox.read(path)


def test_two_do_not_send_at_once(path):
    with Outbox(path).open(), pytest.raises(KitError, match="being sent"), Outbox(path).open():
        pass
    with Outbox(path).open():
        pass


def test_an_outbox_that_cannot_be_written(tmp_path):
    (tmp_path / "mail").write_text("a file", encoding="utf-8")
    with pytest.raises(KitError, match="cannot be"), Outbox(tmp_path / "mail" / "outbox.jsonl").open():
        pass
