"""A learner's own ledger: the same for the same id, found again, never half written; in a grade it is the folder's."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_value.settings import LANGUAGES, find_settings, graded_learner
from generator.engine import run
from generator.scenario import load_scenario
from solutions import records
from tutor import own, own_ledger
from tutor.cases import OWN_SHARE, collisions, draw_cases, with_own
from tutor.own import DICTIONARY, FEWEST, FOLDER, MOST, SCENARIOS, OwnLedgerError, graded_ledger, lot_of, tidy
from tutor.pack import card

TASKS = [task for task in records("a10").TASKS if getattr(task, "own", None)]


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A folder with a kit.toml, to be in; more of its lines may be given."""

    def made(*lines: str, language: str = "en") -> Path:
        (tmp_path / "kit.toml").write_text("\n".join([f'language = "{language}"', *lines]), encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return made


def test_the_ledger_lies_beside_the_settings_with_its_dictionary_and_without_its_truth(workspace, capsys):
    folder = workspace()
    ledger = own_ledger("s1234567")
    lot = lot_of("", "s1234567")
    assert ledger.folder == folder / FOLDER and (folder / DICTIONARY).is_file()
    assert (ledger.package["scenario"], ledger.package["customers"]) == (lot.scenario, lot.customers)
    assert len(ledger.customers) == lot.customers and len(ledger.refunds) and len(ledger.orders)
    assert not [path for path in folder.rglob("*") if "truth" in path.name]
    company = load_scenario(lot.scenario).words["en"]["company"]
    said = capsys.readouterr().out
    assert company in said and f"{lot.customers} customers" in said and "31 December 2025" in said


def test_it_is_found_again_in_whatever_way_the_id_is_written(workspace, monkeypatch):
    workspace()
    first = own_ledger("s1234567").folder.stat().st_mtime_ns
    monkeypatch.setattr(run, "make_ledger", lambda *_, **__: pytest.fail("drawn again"))
    for written in ("S1234567", " s123 4567 ", "ｓ１２３４５６７"):
        assert own_ledger(written).folder.stat().st_mtime_ns == first


def test_another_id_another_class_and_another_language_draw_another_ledger(workspace):
    folder = workspace()
    one = own_ledger("one").package["seed"]
    assert own_ledger("two").package["seed"] != one
    workspace('class = "evening"')
    assert own_ledger("one").package["seed"] != one
    workspace(language="zh-Hant")
    assert own_ledger("one").package["language"] == "zh-Hant"
    assert [path.name for path in (folder / "datasets").iterdir() if path.is_dir()] == ["own"]


def test_a_damaged_ledger_is_drawn_anew(workspace):
    workspace()
    ledger = own_ledger("one")
    before = len(ledger.orders)
    (ledger.folder / "orders.csv").unlink()
    assert len(own_ledger("one").orders) == before
    for path in ledger.folder.iterdir():
        path.unlink()
    assert len(own_ledger("one").orders) == before


def test_kit_toml_may_name_the_learner(workspace):
    workspace('learner = "one"')
    assert own_ledger().package["seed"] == own_ledger("somebody else").package["seed"] == lot_of("", "one").seed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("nothing", ["", "  ", "\t", "\u3000"])
def test_no_id_is_said_in_the_notebooks_language(workspace, language, nothing):
    workspace(language=language)
    with pytest.raises(OwnLedgerError, match="own_ledger\\(") as problem:
        own_ledger(nothing)
    assert ("學號" in str(problem.value)) == (language == "zh-Hant")


@pytest.mark.parametrize("odd", [1234567, None, ["s1"]])
def test_an_id_that_is_no_text_is_refused(workspace, odd):
    workspace()
    with pytest.raises(OwnLedgerError, match="quotation marks"):
        own_ledger(odd)


def test_what_lies_in_its_place_is_left_alone(workspace):
    folder = workspace()
    (folder / FOLDER).mkdir(parents=True)
    (folder / FOLDER / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OwnLedgerError, match="cannot be written"):
        own_ledger("one")
    assert (folder / FOLDER / "thesis.txt").read_text(encoding="utf-8") == "mine"
    (folder / FOLDER / "thesis.txt").unlink()
    (folder / FOLDER).rmdir()
    (folder / FOLDER).write_text("a file", encoding="utf-8")
    with pytest.raises(OwnLedgerError, match="cannot be written"):
        own_ledger("one")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_stopped_in_the_middle_nothing_half_made_is_left(workspace, monkeypatch, stop):
    folder = workspace()
    one = own_ledger("one").package["seed"]

    def stopped(*_: object, **__: object) -> None:
        raise stop

    with monkeypatch.context() as patch:
        patch.setattr(run, "assemble", stopped)
        with pytest.raises(OwnLedgerError, match=r"stopped|cannot be written"):
            own_ledger("two")
    left = [path.name for path in (folder / "datasets").iterdir() if not path.name.startswith(".")]
    assert sorted(left) == [DICTIONARY.split("/")[1], "own"]
    assert own._found(folder / FOLDER, lot_of("", "one"), "en").package["seed"] == one
    assert own_ledger("two").package["seed"] == lot_of("", "two").seed


@given(st.text(min_size=1), st.text())
def test_every_id_has_one_lot(learner, class_name):
    lot = lot_of(class_name, learner)
    assert lot == lot_of(class_name, f" {learner.upper().lower()} ") or tidy(learner) != tidy(learner.upper().lower())
    assert lot.scenario in SCENARIOS and FEWEST <= lot.customers <= MOST and 0 <= lot.seed < 2**63


def test_lots_are_spread_over_scenarios_and_sizes_and_stay_what_they_are():
    lots = [lot_of("class", f"s{number}") for number in range(400)]
    counts = [sum(lot.scenario == name for lot in lots) for name in SCENARIOS]
    assert min(counts) > 60 and len({lot.seed for lot in lots}) == 400
    assert np.ptp([lot.customers for lot in lots]) > 140
    kept = lot_of("class", "s1234567")  # work that was handed in has to be graded on the same ledger later
    assert (kept.scenario, kept.customers, kept.seed) == KEPT


KEPT = ("giftshop", 285, 8649942769737199305)


# In a grade


def test_whose_folder_it_is_comes_from_nbgraders_layout_alone(tmp_path, monkeypatch):
    (tmp_path / "class.toml").touch()
    for step, learner, found in (
        ("autograded", "ann", "ann"),
        ("submitted", "ann", ""),
        ("feedback", "ann", ""),
        ("source", "a10", ""),
    ):
        place = tmp_path / step / learner / "a10"
        place.mkdir(parents=True)
        assert graded_learner(place) == found
    assert graded_learner(tmp_path) == graded_learner(tmp_path / "autograded") == ""
    assert graded_learner(tmp_path / "autograded" / "ann") == ""
    monkeypatch.chdir(tmp_path / "autograded" / "ann" / "a10")
    assert graded_learner() == "ann"
    (tmp_path / "class.toml").unlink()
    assert graded_learner() == ""


def test_in_a_grade_the_folder_says_whose_ledger_it_is_and_nothing_is_written_there(workspace, monkeypatch):
    folder = workspace('class = "evening"', 'learner = "somebody"')
    (folder / "class.toml").touch()
    place = folder / "autograded" / "Ann" / "a10"
    (place / FOLDER).mkdir(parents=True)
    (place / FOLDER / "datapackage.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(place)
    ledger = own_ledger("bea")
    assert ledger.package["seed"] == lot_of("evening", "ann").seed
    assert not ledger.folder.is_relative_to(folder) and find_settings().class_name == "evening"
    assert own_ledger("") is ledger


@pytest.fixture(scope="module")
def ledgers():
    """The ledgers of four learners, one for each scenario."""
    by_scenario: dict[str, list[str]] = {name: [] for name in SCENARIOS}
    for number in range(60):
        by_scenario[lot_of("class", f"s{number}").scenario].append(f"s{number}")
    return [graded_ledger("class", learner, "en") for learners in by_scenario.values() for learner in learners[:1]]


@pytest.mark.parametrize("task", TASKS, ids=[task.id for task in TASKS])
def test_on_own_ledgers_every_mistake_can_be_told(task, ledgers):
    for ledger in ledgers:
        (tried,) = with_own(task, (), ledger)
        assert not collisions(tried.expected, tried.mistakes, task.returns, task.tolerance), ledger.package["name"]


def test_the_case_from_ones_own_ledger_takes_its_share_from_the_others(ledgers):
    (task,) = (task for task in TASKS if task.id == "a10.roi")
    drawn = draw_cases(task, "a class", hidden=True)
    with_it = with_own(task, drawn, ledgers[0])
    assert sum(one.case.share for one in with_it) == pytest.approx(1) == sum(one.case.share for one in drawn)
    assert (with_it[-1].case.key, with_it[-1].case.share, len(with_it)) == ("own", OWN_SHARE, len(drawn) + 1)
    plain = dataclasses.replace(task, own=None)
    assert with_own(plain, drawn, ledgers[0]) is drawn


def test_a_learners_pack_has_no_case_from_a_ledger(ledgers):
    (task,) = (task for task in TASKS if task.id == "a10.roi")
    assert [case["key"] for case in card(task, ledger=ledgers[0])["cases"]] == [case.key for case in task.cases]
    graded = card(task, seed="a class", hidden=True, own=ledgers[0])
    assert graded["cases"][-1]["name"] == {"en": "your own ledger", "zh-Hant": "你自己的帳本"}
