"""What a learner finds in the assignment list for work that was handed in: feedback, or why there is none."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from classroom.errors import KitError
from classroom.grading.feedback import notice_page
from customer_value.messages import message
from customer_value.words import date

Why = Literal["late", "over-limit", "too-large", "failed"]
"""Why work was not graded."""

READABLE = 0o644
"""Of a page, whose name its learner alone knows."""


def put_page(folder: Path, secret: str, notebooks: Sequence[str], page: bytes) -> None:
    """Put a page where nbgrader's assignment list finds it as the feedback on each notebook that was handed in.

    Args:
        folder: the exchange's with feedback.
        secret: what came with the work; without one nbgrader finds nothing, and nothing is put.
        notebooks: the names that they were handed in under, without the ending: for nbgrader there is feedback on work
            when there is a page for every one.
        page: the page.

    Raises:
        KitError: it cannot be written.
    """
    from nbgrader.utils import notebook_hash

    for notebook in notebooks if secret else ():
        path = folder / f"{notebook_hash(secret=secret, notebook_id=notebook)}.html"
        making = folder / f".{path.name}.{os.getpid()}.tmp"
        try:
            with making.open("wb") as file:
                file.write(page)
                os.fchmod(file.fileno(), READABLE)
            making.replace(path)
        except OSError as problem:
            with contextlib.suppress(OSError):
                making.unlink()
            raise KitError(f"{path} cannot be written: {problem.strerror or problem}.") from problem


def why_not_graded(
    why: Why, *, language: str, title: str, assignment: str, learner: str, at: dt.datetime, limit: int
) -> bytes:
    """The page that says why work was not graded, and what to do.

    Args:
        why: the reason.
        language: one of READABLE of `customer_value.settings`.
        title: the assignment's.
        assignment: such as "a07".
        learner: whose work it is.
        at: when it arrived, in the class's time zone.
        limit: how often the class grades an assignment.
    """

    def say(key: str) -> str:
        day, time = date(at.date(), language), f"{at:%H:%M:%S}"
        return message("classroom", f"hand-in.{key}", language, day=day, time=time, limit=limit)

    parts = {
        "late": ("late-what", "kept", "late-do"),
        "over-limit": ("over-limit-what-one" if limit == 1 else "over-limit-what", "kept", "over-limit-do"),
        "too-large": ("too-large-what",),
        "failed": ("failed-what", "kept"),
    }[why]
    page = notice_page(
        language=language,
        title=title,
        assignment=assignment,
        learner=learner,
        head=say(why),
        paragraphs=[say(one) for one in parts],
        handed_in=at,
    )
    return page.encode("utf-8")
