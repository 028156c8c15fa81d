"""A small course in a folder of the test's own, and the kit made to find its task records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_course import EXERCISE, GLOSSARY, KINDS_PAGE, LESSON, SCENARIO, SECOND, SYLLABUS, fake_records

import solutions
from classroom.course import Course, find_course
from classroom.grading.assignment import prepare
from classroom.release import release


@pytest.fixture
def records(monkeypatch) -> None:
    """Make the kit find the small course's records instead of its own."""
    monkeypatch.setattr(solutions, "records", fake_records)


def write_ledger(folder: Path, language: str) -> None:
    """A ledger of three orders."""
    folder.mkdir(parents=True)
    rows = [
        "order_id,customer_id,order_date,amount",
        "O1,C1,2025-01-02,100",
        "O2,C1,2025-03-04,50",
        "O3,C2,2025-05-06,70",
    ]
    (folder / "orders.csv").write_text("\r\n".join([*rows, ""]), encoding="utf-8-sig", newline="")
    types = {"order_id": "string", "customer_id": "string", "order_date": "date", "amount": "integer"}
    package = {
        "name": "tiny",
        "language": language,
        "scenario": "boutique",
        "currency": "TWD",
        "snapshot": "2025-12-31",
        "end": "2025-12-31",
        "customers": 2,
        "resources": [
            {
                "name": "orders",
                "path": "orders.csv",
                "schema": {"fields": [{"name": name, "type": kind} for name, kind in types.items()]},
            }
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


@pytest.fixture
def course(tmp_path, records) -> Course:
    """The sources of a small course, in a folder of the test's own."""
    root = tmp_path / "kit"
    files = {
        "course/syllabus.yml": SYLLABUS,
        "course/glossary.yml": GLOSSARY,
        "course/1_orders/1_1_count.md": LESSON,
        "course/1_orders/1_2_sum.md": SECOND,
        "exercises/a01_totals/a01_totals.md": EXERCISE,
        "generator/scenarios/boutique.toml": SCENARIO,
        "datasets/DICTIONARY.md": "# Data dictionary\n",
        "datasets/DICTIONARY.zh-Hant.md": "# 資料字典\n",
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    for language in ("en", "zh-Hant"):
        write_ledger(root / "datasets" / "sample" / language, language)
    return Course(root)


@pytest.fixture
def course_of_kinds(course) -> Course:
    """The small course with another assignment, a02, that has a task of every kind."""
    path = course.root / "exercises" / "a02_kinds" / "a02_kinds.md"
    path.parent.mkdir()
    path.write_text(KINDS_PAGE, encoding="utf-8")
    return Course(course.root)


@pytest.fixture(scope="session")
def class_with_a07(made_once) -> Path:
    """A class folder in which a07 was released. Nobody's work is in it, and none is to be put there."""

    def make(folder: Path) -> None:
        release(find_course(), "a07", folder, "en")
        prepare(folder, "a07")

    return made_once("class-with-a07", make)
