"""What learners send to a class, and a class to send it to."""

from __future__ import annotations

import datetime as dt
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from classroom.collecting.collect import Collected, collect
from classroom.roster.roster import Learner

LEARNERS = (
    Learner(id="s001", name="陳美玲", email="mei@example.org"),
    Learner(id="s002", name="Lee, Sean", email="sean@example.com"),
    Learner(id="s003", name="王小明", email="wang@example.org"),
    Learner(id="s004", name="王小明", email="ming@example.org"),
    Learner(id="7", name="林七"),
)

TEN = (2026, 3, 5, 10, 0, 0)
"""Ten in the morning, as a zip has it."""


def notebook(answer: str = "") -> bytes:
    """A notebook as it was handed out, with something written into its one answer."""
    task = {"kit": {"task": "a01.total"}}
    graded = {"grade_id": "a01-total", "schema_version": 3, "locked": False, "grade": False, "solution": True}
    checked = {**graded, "grade_id": "a01-total-test", "locked": True, "grade": True, "solution": False, "points": 4}
    cells = [
        ("a01-total", f"def total(orders):\n    {answer or '____'}", {**task, "nbgrader": graded}),
        ("a01-total-test", 'check("a01.total")', {**task, "nbgrader": checked}),
    ]
    plain = [
        {"id": one, "cell_type": "code", "source": text, "metadata": about, "outputs": [], "execution_count": None}
        for one, text, about in cells
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": plain}).encode()


def packed(path: Path, files: Mapping[str, bytes], at: tuple[int, ...] = TEN) -> Path:
    """A zip of some files, all of one time."""
    with zipfile.ZipFile(path, "w") as target:
        for name, data in files.items():
            target.writestr(zipfile.ZipInfo(name, at), data)
    return path


@dataclass(frozen=True)
class Room:
    """The class, and a place for what is sent to it."""

    folder: Path
    source: Path
    inbox: Path

    def zip(
        self, files: Mapping[str, bytes], name: str = "sent.zip", at: tuple[int, ...] = (2026, 3, 5, 10, 0, 0)
    ) -> Path:
        return packed(self.inbox / name, files, at)

    def put(self, name: str, data: bytes, at: dt.datetime | None = None) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if at is not None:
            os.utime(path, (at.timestamp(), at.timestamp()))
        return path

    def collect(self, place: Path | None = None, **options: object) -> Collected:
        return collect(self.folder, "a01", place or self.inbox, source=self.source, **options)

    def handed_in(self) -> dict[str, dict[str, bytes]]:
        """What lies in submitted/ for the assignment, by learner, without the times."""
        found: dict[str, dict[str, bytes]] = {}
        for path in sorted((self.folder / "submitted").glob("*/a01/**/*")):
            inside = path.relative_to(self.folder / "submitted")
            if path.is_file() and path.name != "timestamp.txt":
                found.setdefault(inside.parts[0], {})["/".join(inside.parts[2:])] = path.read_bytes()
        return found

    def time(self, learner: str) -> str:
        """What timestamp.txt says; "" where there is none."""
        path = self.folder / "submitted" / learner / "a01" / "timestamp.txt"
        return path.read_text(encoding="utf-8") if path.is_file() else ""
