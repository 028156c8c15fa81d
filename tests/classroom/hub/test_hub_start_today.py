"""A learner's START page on the hub: it shows the plan from the start of their server on."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hub_access import BEGAN, BOUGHT, opened, order, sell

from classroom.access.log import log_path
from classroom.hub.accounts import Account
from classroom.hub.admission import Admission
from classroom.hub.homes import make_home
from classroom.hub.jupyter_settings import write_settings
from classroom.hub.start_today import access_text
from tutor.outline import Item, outline_text

SECOND = dt.timedelta(seconds=1)
LESSON = Item("1.1", "lesson", "Counting orders", "course/1_1.ipynb", 30)


def test_a_new_home_says_what_its_learner_s_access_is(class_folder):
    sell(class_folder)
    order(class_folder, "Ada@example.org", BOUGHT)
    opened(class_folder)
    admission = Admission(class_folder, lambda: BEGAN + SECOND)
    assert json.loads(access_text(admission, "s1")) == {
        "from": "2026-03-02T01:30:00+00:00",
        "until": "2026-03-15T16:00:00+00:00",
        "days": 14,
        "first_day": "2026-03-02",
        "zone": "Asia/Taipei",
    }
    assert access_text(admission, "Ada@example.org") == "", "hers has not begun"


def test_a_class_without_access_says_nothing_and_neither_does_a_damaged_log(class_folder):
    assert access_text(Admission(class_folder, lambda: BEGAN), "s1") == ""
    sell(class_folder)
    log_path(class_folder).parent.mkdir(parents=True, exist_ok=True)
    log_path(class_folder).write_text("no log\n", encoding="utf-8")
    assert access_text(Admission(class_folder, lambda: BEGAN), "s1") == ""


@pytest.fixture
def home(tmp_path) -> Path:
    """A learner's home whose access ends in the far future."""
    workspace = tmp_path / "workspace"
    (workspace / ".kit").mkdir(parents=True)
    (workspace / ".kit" / "outline.json").write_text(outline_text((LESSON,)), encoding="utf-8")
    (workspace / ".kit" / "plan.json").write_text("somebody else's", encoding="utf-8")
    (workspace / "kit.toml").write_text('language = "en"\n', encoding="utf-8")
    cell = {"cell_type": "code", "id": "today", "metadata": {}, "source": "today()", "outputs": []}
    page = {"cells": [cell | {"execution_count": None}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (workspace / "START.ipynb").write_text(json.dumps(page), encoding="utf-8")
    access = {"from": "2026-03-02T01:30:00+00:00", "until": "2199-03-15T16:00:00+00:00", "days": 3650}
    access |= {"first_day": "2026-03-02", "zone": "Asia/Taipei"}
    made = tmp_path / "cv1"
    account = Account("s1", "cv1", os.geteuid())
    assert make_home(workspace, made, account, os.getegid(), access=json.dumps(access))
    assert json.loads((made / ".kit" / "access.json").read_text(encoding="utf-8")) == access
    assert not (made / ".kit" / "plan.json").exists()
    return made


def start_server(home: Path, config: Path) -> str:
    """Read the settings as a server does, and say whether START is trusted then."""
    code = (
        "import nbformat; from nbformat.sign import NotebookNotary; from pathlib import Path\n"
        "from traitlets.config import PyFileConfigLoader\n"
        f"PyFileConfigLoader('jupyter_server_config.py', path={str(config)!r}).load_config()\n"
        "start = Path.home() / 'START.ipynb'\n"
        "print(NotebookNotary().check_signature(nbformat.read(start, as_version=4)))\n"
    )
    data = home / ".local" / "share" / "jupyter"
    environment = {**os.environ, "HOME": str(home), "JUPYTER_DATA_DIR": str(data), "JUPYTER_PLATFORM_DIRS": "1"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=120)
    return done.stdout.strip() or done.stderr


def test_when_a_server_starts_start_shows_the_plan_and_is_trusted(where, settings, home):
    write_settings(where, settings)
    assert start_server(home, where.learner_config) == "True"
    page = json.loads((home / "START.ipynb").read_text(encoding="utf-8"))
    shown = "".join(page["cells"][0]["outputs"][0]["data"]["text/plain"])
    assert shown.startswith("Today, ") and "1.1 Counting orders" in shown
    assert not (where.instructor_config / "jupyter_server_config.py").exists()


def test_a_server_starts_whatever_the_page_holds(where, settings, home):
    write_settings(where, settings)
    (home / "START.ipynb").write_text("{", encoding="utf-8")
    assert "NotJSONError" in start_server(home, where.learner_config), "the page is damaged, and the settings were read"
    assert (home / "START.ipynb").read_text(encoding="utf-8") == "{"
