"""A small workspace with a task of every kind, for the tests of the tutor."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tutor_tasks import LESSON, LINES, MEANS, PLAN, VISITS, text

from customer_value.ledger import Ledger
from tutor.pack import write_pack


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger that no task of these tests looks into."""
    return Ledger(folder=tmp_path, snapshot=pd.Timestamp("2025-12-31"), package={"resources": []})


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ledger: Ledger) -> Path:
    """A workspace in English with the packs a99, a97 and 9.9; the working directory is a notebook's folder in it."""
    folder = tmp_path / "workspace"
    notebooks = folder / "course" / "09_nine"
    notebooks.mkdir(parents=True)
    (folder / "kit.toml").write_text('language = "en"\n', encoding="utf-8")
    write_pack(folder / ".kit", "a99", [VISITS], title=text("Nine"))
    write_pack(folder / ".kit", "a97", [MEANS, LINES, PLAN])
    write_pack(folder / ".kit", "9.9", LESSON, ledger=ledger)
    monkeypatch.chdir(notebooks)
    return folder


@pytest.fixture
def in_chinese(workspace: Path) -> Path:
    """The same workspace in Traditional Chinese."""
    (workspace / "kit.toml").write_text('language = "zh-Hant"\n', encoding="utf-8")
    return workspace
