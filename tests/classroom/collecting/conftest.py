"""A class with a roster and one assignment handed out."""

from __future__ import annotations

import pytest
from sent import LEARNERS, Room, notebook

from classroom.class_folder import make_class
from classroom.roster.roster import Roster, write_roster


@pytest.fixture
def room(tmp_path, course) -> Room:
    """The class, in Taipei's time."""
    folder = tmp_path / "class"
    folder.mkdir()
    make_class(folder, name="spring", language="zh-Hant", scenario="boutique")
    write_roster(folder, Roster(LEARNERS))
    release = folder / "release" / "a01"
    (release / "datasets" / "sample").mkdir(parents=True)
    (release / "a01_totals.ipynb").write_bytes(notebook())
    (release / "kit.toml").write_text('language = "zh-Hant"\n', encoding="utf-8")
    (release / "datasets" / "sample" / "orders.csv").write_text("order_id\n", encoding="utf-8")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return Room(folder, course.root, inbox)
