"""Letters shown before they are sent: as files that a mail program opens, and remembered by their fingerprints."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from classroom.errors import KitError
from classroom.files import read_json, to_json, write_whole
from classroom.mailing.letter import Letter, Sender

NAME = "shown.json"
"""Which letters were shown, beside them: their digests by the names they were shown under."""


def show(place: Path, letters: Mapping[str, Letter], sender: Sender, class_name: str, now: dt.datetime) -> None:
    """Write letters as NAME.eml and keep in mind which they were; letters of an earlier time go.

    Args:
        place: a folder of the class's folder mail/, which is closed to everybody else on this machine.
        letters: by name, such as the learner's id.
        sender: who they come from.
        class_name: of the class.
        now: the date on them.

    Raises:
        KitError: they cannot be written.
    """
    with contextlib.suppress(OSError):
        (place / NAME).unlink()  # until all of them are there, nothing was shown
    try:
        place.mkdir(parents=True, exist_ok=True)
        place.parent.chmod(0o700)
    except OSError as problem:
        raise KitError(f"{place} cannot be written: {problem.strerror or problem}.") from problem
    for name, letter in letters.items():
        write_whole(place / f"{name}.eml", letter.message(sender, class_name, now).as_bytes())
    for path in place.glob("*.eml"):
        if path.stem not in letters:
            path.unlink()
    write_whole(place / NAME, to_json({name: letter.digest for name, letter in letters.items()}))


def was_shown(place: Path, name: str, letter: Letter) -> bool:
    """Whether a letter was shown as it is now.

    Raises:
        KitError: nothing was shown at all.
    """
    digests = read_json(place / NAME)
    if not isinstance(digests, dict):
        raise KitError(
            f"The letters in {place} have not been looked at yet: run the same command without --send first."
        )
    return digests.get(name) == letter.digest
