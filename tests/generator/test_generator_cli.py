from __future__ import annotations

import errno
import subprocess
import sys

import pytest
from scenario_texts import scenario_text
from typer.testing import CliRunner

from customer_value.ledger import read_ledger
from generator.cli import app
from generator.engine import job, run
from generator.scenario import load_scenario, scenario_names
from generator.schema import ledger_of, truth_of

RUN = CliRunner()


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_new_makes_a_ledger_and_its_truth_apart(tmp_path):
    out, truth = tmp_path / "mine", tmp_path / "sealed"
    result = RUN.invoke(
        app,
        ["new", "--customers", "40", "--seed", "5", "--language", "zh-Hant", "--out", str(out), "--truth", str(truth)],
    )
    assert result.exit_code == 0, result.output
    boutique = load_scenario("boutique")
    assert files(out) == sorted(["datapackage.json", *(table.path for table in ledger_of(boutique))])
    assert files(truth) == sorted(["datapackage.json", *(table.path for table in truth_of(boutique))])
    assert len(read_ledger(out).customers) == 40
    assert len(read_ledger(truth).table("customer_truth")) == 40
    assert files(tmp_path) == ["mine", "sealed"]


def test_without_a_folder_for_it_there_is_no_truth(tmp_path):
    assert RUN.invoke(app, ["new", "--customers", "5", "--out", str(tmp_path / "mine")]).exit_code == 0
    assert files(tmp_path) == ["mine"]


def test_a_second_run_gives_the_same_bytes_in_the_same_place(tmp_path):
    out = tmp_path / "mine"
    contents = []
    for _ in range(2):
        assert RUN.invoke(app, ["new", "--customers", "20", "--out", str(out)]).exit_code == 0
        contents.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert contents[0] == contents[1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--scenario", "bakery"], "There is no scenario 'bakery'; there is "),
        (["--language", "fr"], "There is no language 'fr' for boutique; there is en and zh-Hant."),
        (["--format", "json"], "There is no format 'json'; there is csv, parquet, sqlite and excel."),
        (["--tables", "orders,sales"], "The scenario boutique has no table 'sales'; it has customers,"),
        (["--tables", " ,"], "Name at least one table; the scenario boutique has customers,"),
        (["--warts", "awful"], "There is no level of warts 'awful'; there is off, light, real."),
        (["--scenario", "nowhere.toml"], "There is no file nowhere.toml."),
        (["--customers", "0"], "A ledger needs at least one customer, not 0."),
        (["--customers", "-3"], "A ledger needs at least one customer, not -3."),
        (["--seed", "-1"], "A seed is a whole number from 0"),
    ],
)
def test_bad_input_ends_in_one_sentence_and_writes_nothing(tmp_path, arguments, sentence):
    result = RUN.invoke(app, ["new", "--out", str(tmp_path / "mine"), *arguments])
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert files(tmp_path) == []


def test_a_folder_with_something_else_stays_as_it_is(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine")
    result = RUN.invoke(app, ["new", "--customers", "5", "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert "holds thesis.docx" in result.stderr
    assert files(tmp_path) == ["thesis.docx"]


@pytest.mark.parametrize("truth", ["mine", "mine/truth", "."])
def test_the_truth_stays_out_of_the_ledger(tmp_path, truth):
    result = RUN.invoke(
        app, ["new", "--customers", "5", "--out", str(tmp_path / "mine"), "--truth", str(tmp_path / truth)]
    )
    assert result.exit_code == 1
    assert "must lie outside the ledger's folder" in result.stderr
    assert files(tmp_path) == []


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(job, "write_whole", full)
    result = RUN.invoke(app, ["new", "--customers", "5", "--out", str(tmp_path / "mine")])
    assert result.exit_code == 1
    assert "the disk is full" in result.stderr
    assert files(tmp_path) == []


def test_ctrl_c_ends_with_a_sentence_and_130(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "assemble", stop)
    result = RUN.invoke(app, ["new", "--customers", "5", "--out", str(tmp_path / "mine")])
    assert result.exit_code == 130
    assert result.stderr == (
        f"Stopped. 1 of 1 blocks are kept in {tmp_path / '.mine.making'}; the same command goes on from there.\n"
    )
    monkeypatch.undo()
    result = RUN.invoke(app, ["new", "--customers", "5", "--out", str(tmp_path / "mine")])
    assert "1 of 1 blocks were there from a run that was stopped." in result.output
    assert files(tmp_path) == ["mine"]


def test_only_some_tables_of_a_scenario_file_as_parquet_by_two_workers(tmp_path):
    text = scenario_text("boutique")
    scenario = tmp_path / "own.toml"
    scenario.write_text(text.replace("minor_digits = 0", "minor_digits = 0\nblock = 64", 1), encoding="utf-8")
    arguments = ["--scenario", str(scenario), "--tables", "refunds, orders", "--format", "parquet", "--workers", "2"]
    result = RUN.invoke(app, ["new", "--customers", "100", *arguments, "--out", str(tmp_path / "mine")])
    assert result.exit_code == 0, result.output
    assert files(tmp_path / "mine") == ["datapackage.json", "orders", "refunds"]
    assert files(tmp_path / "mine" / "orders") == ["part-00000.parquet", "part-00001.parquet"]
    assert read_ledger(tmp_path / "mine").orders["order_id"].is_unique


def test_the_scenarios_are_listed_with_their_titles():
    result = RUN.invoke(app, ["scenarios"])
    assert result.exit_code == 0, result.output
    assert [line.split()[0] for line in result.output.splitlines()] == scenario_names()
    assert "Morning Light" in result.output and "晨光選物" in result.output


def test_a_ledger_is_exported_and_what_cannot_be_is_said(tmp_path):
    RUN.invoke(app, ["new", "--customers", "20", "--tables", "orders", "--out", str(tmp_path / "mine")])
    result = RUN.invoke(app, ["export", str(tmp_path / "mine"), "--format", "sqlite", "--out", str(tmp_path / "copy")])
    assert result.exit_code == 0, result.output
    assert files(tmp_path / "copy") == ["datapackage.json", "ledger.sqlite"]
    result = RUN.invoke(app, ["export", str(tmp_path / "copy"), "--out", str(tmp_path / "again")])
    assert result.exit_code == 1
    assert "only CSV and Parquet can be copied" in result.stderr
    assert files(tmp_path) == ["copy", "mine"]


def test_a_folder_below_a_file_is_said_to_be_impossible(tmp_path):
    (tmp_path / "file").write_text("")
    result = RUN.invoke(app, ["new", "--customers", "5", "--out", str(tmp_path / "file" / "mine")])
    assert result.exit_code == 1
    assert "is a file, not a folder" in result.stderr


def test_profile_shows_the_ledger_beside_the_published_figures(tmp_path, monkeypatch):
    monkeypatch.delenv("REFERENCE_LEDGERS", raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    RUN.invoke(app, ["new", "--customers", "200", "--out", str(tmp_path / "mine")])
    result = RUN.invoke(app, ["profile", str(tmp_path / "mine")])
    assert result.exit_code == 0, result.output
    for text in ("one-time share", "0.510", "0.344", "CDNOW", "Online", "stored figures", "month 12", "Sun", "Dec"):
        assert text in result.output
    only = RUN.invoke(app, ["profile", str(tmp_path / "mine"), "--against", "cdnow.parquet"])
    assert "CDNOW" in only.output and "Online" not in only.output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "There is no ledger in nowhere"),
        (["LEDGER", "--against", "other.parquet"], "cannot be compared with other.parquet; there is cdnow.parquet"),
        (["LEDGER", "--against", "nowhere/cdnow.parquet"], "There is no file nowhere"),
    ],
)
def test_profile_says_what_it_cannot_read(tmp_path, monkeypatch, arguments, sentence):
    monkeypatch.delenv("REFERENCE_LEDGERS", raising=False)
    RUN.invoke(app, ["new", "--customers", "50", "--out", str(tmp_path / "mine")])
    result = RUN.invoke(app, ["profile", *(str(tmp_path / "mine") if one == "LEDGER" else one for one in arguments)])
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_a_damaged_real_ledger_is_named(tmp_path):
    RUN.invoke(app, ["new", "--customers", "50", "--out", str(tmp_path / "mine")])
    (tmp_path / "cdnow.parquet").write_bytes(b"nothing of the kind")
    result = RUN.invoke(app, ["profile", str(tmp_path / "mine"), "--against", str(tmp_path / "cdnow.parquet")])
    assert result.exit_code == 1
    assert "cannot be read as cdnow.parquet" in result.stderr


def test_help_has_an_example_and_loads_nothing_heavy():
    for command in ("new", "sample", "export", "scenarios", "check", "profile"):
        result = RUN.invoke(app, [command, "--help"], env={"COLUMNS": "200"})
        assert f"Example: python -m generator {command}" in result.output
    code = (
        "import sys, generator.cli; print([one for one in ('pandas', 'numpy', 'scipy', 'faker') if one in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
