"""A class for self-study, whose learners hand in: its folders, and work put into its exchange as nbgrader puts it."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "grading"))
import handed_in

from classroom.access.events import Event
from classroom.access.log import change_log
from classroom.class_folder import change_class
from classroom.hub.inbound import WHOLE

SECRET = "0123456789abcdef" * 8
NOTEBOOK = "a07_rfm"


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def answers(*, right: bool = True, note: str = "") -> str:
    """A notebook of a07, with the model answers or as it was handed out."""
    notebook: dict[str, Any] = handed_in.answered() if right else handed_in.released()
    if note:
        notebook["cells"].append(handed_in.own(f"# {note}"))
    return json.dumps(notebook)


def make_class(made: Path, folder: Path, *, hand_ins: int = 2, hub: str = "../hub") -> None:
    """A copy of a class with a07, for self-study."""
    shutil.copytree(made, folder)

    def settings(document) -> None:
        document["access"] = {"hand_ins": hand_ins, "holidays": ""}
        document["hub"] = {"folder": hub}

    change_class(folder, settings)


def happened(folder: Path, learner: str, what: str, **about: Any) -> None:
    """Something happens to a learner's access now."""
    change_log(folder, now(), lambda _, at: [Event(at=at, what=what, learner=learner, order=f"of {learner}", **about)])


def give_access(folder: Path, learner: str) -> None:
    """A learner's access begins now."""
    happened(folder, learner, "ordered", ticket="single", plan="standard", days=14, day=dt.date(2020, 1, 1))
    happened(folder, learner, "notified")


def hand_in(
    inbound: Path,
    learner: str,
    content: str | bytes,
    *,
    number: int | None = None,
    secret: str = SECRET,
    notebook: str = NOTEBOOK,
    when: str = "2026-03-01 10:00:00.000000 UTC",
    end: str = "abc",
) -> str:
    """Put work into the inbound folder, step by step as nbgrader does; the name of its folder.

    Args:
        number: the account that it is given to; this process's own when None.
        when: what the learner says of the time.
    """
    name = f"{learner}+a07+{when}+{end}"
    folder = inbound / name
    folder.mkdir(mode=0o700)
    (folder / f"{notebook}.ipynb").write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "timestamp.txt").write_text(when, encoding="utf-8")
    (folder / "submission_secret.txt").write_text(secret, encoding="utf-8")
    for path in (*folder.iterdir(), folder):
        path.chmod(0o444 if path.is_file() else 0o755)
        if number is not None:
            os.chown(path, number, number)
    folder.chmod(WHOLE)
    return name


def page_of(feedback: Path, secret: str = SECRET, notebook: str = NOTEBOOK) -> str:
    """The page that a learner's assignment list finds; "" for none."""
    from nbgrader.utils import notebook_hash

    path = feedback / f"{notebook_hash(secret=secret, notebook_id=notebook)}.html"
    return path.read_text(encoding="utf-8") if path.is_file() else ""
