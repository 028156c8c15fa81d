from __future__ import annotations

import errno
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from customer_value.ledger import read_ledger
from generator import package
from generator.cli import app

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
    assert files(out) == [
        "customers.csv",
        "datapackage.json",
        "order_lines.csv",
        "orders.csv",
        "products.csv",
        "refunds.csv",
    ]
    assert files(truth) == ["customer_truth.csv", "datapackage.json"]
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
        (["--scenario", "bakery"], "There is no scenario 'bakery'; there is boutique"),
        (["--language", "fr"], "There is no language 'fr'; there is en and zh-Hant."),
        (["--customers", "0"], "A ledger needs at least one customer, not 0."),
        (["--customers", "-3"], "A ledger needs at least one customer, not -3."),
        (["--customers", "9000000"], "A ledger has at most 250,000 customers, not 9,000,000."),
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

    monkeypatch.setattr(package.json, "dumps", full)
    result = RUN.invoke(app, ["new", "--customers", "5", "--out", str(tmp_path / "mine")])
    assert result.exit_code == 1
    assert "the disk is full" in result.stderr
    assert files(tmp_path) == []


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
    for command in ("new", "sample", "profile"):
        result = RUN.invoke(app, [command, "--help"], env={"COLUMNS": "200"})
        assert f"Example: python -m generator {command}" in result.output
    code = (
        "import sys, generator.cli; print([one for one in ('pandas', 'numpy', 'scipy', 'faker') if one in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
