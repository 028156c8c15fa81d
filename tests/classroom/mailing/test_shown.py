"""Letters that are shown before they are sent."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from dataclasses import replace

import pytest

from classroom.errors import KitError
from classroom.mailing import Letter, Sender
from classroom.mailing.shown import show, was_shown

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
SENDER = Sender("course@example.org")
ANN = Letter(to="ann@example.org", about="a", learner="ann", subject="s", text="t")
BOB = replace(ANN, to="bob@example.org", learner="bob")


def test_letters_are_files_and_known_again_as_they_were(tmp_path):
    place = tmp_path / "mail" / "a07"
    with pytest.raises(KitError, match="without --send first"):
        was_shown(place, "ann", ANN)
    show(place, {"ann": ANN, "b.lee": BOB}, SENDER, "class", NOW)
    assert sorted(path.name for path in place.iterdir()) == ["ann.eml", "b.lee.eml", "shown.json"]
    assert place.parent.stat().st_mode & 0o077 == 0
    letter = email.message_from_bytes((place / "b.lee.eml").read_bytes(), policy=email.policy.default)
    assert letter["To"].addresses[0].addr_spec == "bob@example.org"
    assert was_shown(place, "ann", ANN) and was_shown(place, "b.lee", BOB)
    assert not was_shown(place, "ann", BOB) and not was_shown(place, "ann", replace(ANN, text="other"))
    assert not was_shown(place, "cat", ANN)


def test_what_was_shown_before_is_gone(tmp_path):
    place = tmp_path / "mail" / "a07"
    show(place, {"ann": ANN, "bob": BOB}, SENDER, "class", NOW)
    show(place, {"ann": ANN}, SENDER, "class", NOW)
    assert sorted(path.name for path in place.iterdir()) == ["ann.eml", "shown.json"]
    assert not was_shown(place, "bob", BOB)


def test_a_time_that_failed_has_shown_nothing(tmp_path):
    place = tmp_path / "mail" / "a07"
    show(place, {"ann": ANN}, SENDER, "class", NOW)
    with pytest.raises(KitError, match="no e-mail address"):
        show(place, {"ann": ANN, "bob": replace(BOB, to="bob")}, SENDER, "class", NOW)
    with pytest.raises(KitError, match="without --send first"):
        was_shown(place, "ann", ANN)
