"""The numbers beside a plan: those of the learner's ledger as the class handed it out, and what cannot be looked up."""

from __future__ import annotations

import pytest

from classroom.class_folder import FILE_NAME, open_class
from classroom.errors import KitError
from classroom.own_numbers import own_numbers
from solutions.capstone.reference import reference
from tutor.own import graded_ledger


def test_the_numbers_are_those_of_the_learners_own_ledger(tmp_path):
    folder = tmp_path / "evening"
    open_class(folder, "en", "boutique")
    ledger = graded_ledger("evening", "ann", "en")
    told = own_numbers(folder, " Ann")
    assert f"customers on file {ledger.package['customers']}" in told and ledger.currency in told
    table = reference(ledger)
    assert all(name in told for name in (*table.columns, *table.index))
    assert f"{table.loc['gold', 'value']:,.0f}" in told and f"{table.loc['bronze', 'rate']:.3f}" in told


def test_a_class_that_was_renamed_keeps_the_ledgers_it_handed_out(tmp_path):
    folder = tmp_path / "evening"
    open_class(folder, "en", "boutique")
    before = own_numbers(folder, "ann")
    handed_out = folder / "source" / "a10"
    handed_out.mkdir(parents=True)
    (handed_out / "kit.toml").write_text('class = "evening"\n', encoding="utf-8")
    settings = (folder / FILE_NAME).read_text(encoding="utf-8")
    (folder / FILE_NAME).write_text(settings.replace('"evening"', '"Evening class, spring"'), encoding="utf-8")
    assert own_numbers(folder, "ann") == before
    (handed_out / "kit.toml").write_text("class =", encoding="utf-8")
    with pytest.raises(KitError, match="cannot be read"):
        own_numbers(folder, "ann")


def test_without_a_class_or_a_learner_there_is_nothing_to_look_up(tmp_path):
    with pytest.raises(KitError, match=r"class\.toml"):
        own_numbers(tmp_path, "ann")
    open_class(tmp_path / "evening", "en", "boutique")
    with pytest.raises(KitError, match="Name the learner"):
        own_numbers(tmp_path / "evening", "  ")
