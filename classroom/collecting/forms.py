"""What uploads are called, by those who write their names: learning platforms, nbgrader, browsers.

Moodle's names are those of its "Download all submissions", with folders and without; Canvas's those of its "Download
Submissions", in which the first number is the learner's and the second the file's.
"""

from __future__ import annotations

import re
from typing import Literal

from classroom.collecting.entries import Entry

Kind = Literal["moodle", "canvas", "nbgrader", "mail", "plain"]
"""How it came."""

Parts = tuple[str, ...]

MOODLE = re.compile(r"(?P<head>(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z]+)_?)(?P<rest>.*)", re.S)
CANVAS = re.compile(
    r"(?P<name>.*?[^\W\d_].*?)(?P<late>_LATE)?_(?P<user>[1-9]\d*)_(?P<file>[1-9]\d*)_(?P<rest>.+\..+)", re.S
)
EXCHANGE = re.compile(r"(?P<learner>[^+]+)\+(?P<assignment>[^+]+)\+(?P<at>[^+]+)(?:\+.*)?", re.S)
"""A folder of nbgrader's exchange."""

NOTEBOOK = re.compile(r"(?P<stem>.+)\.ipynb(?:\.txt|\.json)?(?: ?\(\d+\))?", re.I | re.S)
"""What a notebook's file is called, also after a browser has saved it as something else."""

ARCHIVES = (".zip",)
OTHER_ARCHIVES = (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")


def is_notebook(entry: Entry) -> bool:
    """Whether a file is called as a notebook is."""
    return NOTEBOOK.fullmatch(entry.parts[-1]) is not None


def stem(entry: Entry) -> str:
    """A file's name without what says that it is a notebook, or without its ending."""
    name = entry.parts[-1]
    if found := NOTEBOOK.fullmatch(name):
        return found["stem"]
    return name[: -len(entry.ending)] if entry.ending else name
