"""A class with a hub's places in a folder of the test's own; nothing is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from classroom.class_folder import change_class, make_class
from classroom.class_settings import ClassSettings
from classroom.hub.places import Places, places
from classroom.roster import Learner, Roster, write_roster


@pytest.fixture
def class_folder(tmp_path) -> Path:
    """A class of two learners and an instructor."""
    folder = tmp_path / "class"
    folder.mkdir()
    make_class(folder, name="Spring class", language="en", scenario="boutique")

    def settings(document) -> None:
        document["hub"] = {"instructors": ["teacher"], "folder": "../hub"}

    change_class(folder, settings)
    write_roster(folder, Roster((Learner(id="s1", name="Lin Yi"), Learner(id="Ada@example.org", name="Ada Lee"))))
    return folder


@pytest.fixture
def settings(class_folder) -> ClassSettings:
    from classroom.class_folder import read_class

    return read_class(class_folder)


@pytest.fixture
def where(class_folder, settings) -> Places:
    return places(class_folder, settings)
