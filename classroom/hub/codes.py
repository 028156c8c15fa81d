"""Sign-up codes: what a learner needs, beside the id, to choose a password.

An id is known to the whole class, so without a code of one's own anybody could choose the password of somebody else. A
code is worked out from the class's secret; the same learner always has the same.
"""

from __future__ import annotations

import csv
import hmac
import io
from collections.abc import Iterable

from classroom.class_settings import ClassSettings
from classroom.hub.places import keyed

FILE_NAME = "sign-up.csv"
"""The list of codes in the class folder."""

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another: i, l, o, 0, 1."""

GROUPS, EACH = 3, 4


def code_of(settings: ClassSettings, learner: str) -> str:
    """A learner's code, such as "k7mq-x2ph-9dwe": 59 bits."""
    number = int(keyed(settings, f"code\0{learner}"), 16)
    found = []
    for _ in range(GROUPS * EACH):
        number, place = divmod(number, len(LETTERS))
        found.append(LETTERS[place])
    return "-".join("".join(found[start : start + EACH]) for start in range(0, GROUPS * EACH, EACH))


def is_code(settings: ClassSettings, learner: str, given: str) -> bool:
    """Whether somebody gave a learner's code; capitals, spaces and dashes make no difference."""
    plain = "".join(letter for letter in given.lower() if letter.isalnum())
    return hmac.compare_digest(plain.encode(), code_of(settings, learner).replace("-", "").encode())


def codes_text(settings: ClassSettings, learners: Iterable[tuple[str, str]]) -> str:
    """The list to hand codes out from, as CSV.

    Args:
        settings: of the class.
        learners: ids and names.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "name", "code"])
    writer.writerows([learner, name, code_of(settings, learner)] for learner, name in learners)
    return out.getvalue()
