"""The hidden folder in which a run works, beside the folder it makes: `.NAME.making`.

plan.json       what is being made; another plan does not go on from here
lock            held by the run at work; the system lets go of it when that process ends, however it ends
done/           a record for each finished block; a block without one does not count
unfinished/     files half written
content/        what will be the folder
earlier/        the folder that was there before, while the two change places
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from generator.engine.assemble import finished_table
from generator.engine.job import CONTENT, DONE, RAW, UNFINISHED, Done, Part, done_path, part_path, write_whole
from generator.engine.plan import Plan
from generator.output import OutputError, check_folder

PLAN, LOCK, EARLIER = "plan.json", "lock", "earlier"


def stage_of(folder: Path) -> Path:
    """The stage of a folder."""
    return folder.with_name(f".{folder.name}.making")


@contextmanager
def opened(folders: Sequence[Path], record: dict[str, Any]) -> Iterator[list[Path]]:
    """The stages of some folders, locked and holding nothing of another plan.

    A stage without a plan at the end is taken away; one with a plan stays, for a later run to go on from.

    Raises:
        OutputError: another run is at work there, or a folder holds what is not ours.
        OSError: the system does not let us write.
    """
    record = record | {"for": [str(folder.resolve()) for folder in folders]}
    for folder in folders:
        check_folder(folder)
    with ExitStack() as held:
        stages = [held.enter_context(_held(folder)) for folder in folders]
        if any(_read(stage / PLAN) != record for stage in stages):
            for stage in stages:
                clear(stage)
            for stage in stages:
                write_whole(stage, stage / PLAN, (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode())
        for stage in stages:
            (stage / CONTENT).mkdir(exist_ok=True)
            shutil.rmtree(stage / UNFINISHED, ignore_errors=True)
        yield stages


def finished_blocks(stages: Sequence[Path], plan: Plan) -> Iterator[Done]:
    """The blocks that an earlier run with the same plan finished.

    A block counts when its record is there and its parts are as the record says, or have gone into a finished table.
    """
    for number in _recorded(stages[0]):
        record = _read(done_path(stages[0], number))
        try:
            done = Done.of(record or {})
            if done.number == number < plan.blocks and all(
                _is_there(stages[part.folder], part, number, plan) for part in done.parts
            ):
                yield done
        except (KeyError, TypeError, ValueError, IndexError):
            continue


def _recorded(stage: Path) -> list[int]:
    """The numbers of the blocks whose records lie in a stage, in their order: not more than were ever made there."""
    return sorted(int(entry.stem) for entry in (stage / DONE).glob("*.json") if entry.stem.isdecimal())


def clear(stage: Path) -> None:
    """Empty a stage of all but its lock."""
    for entry in stage.iterdir():
        if entry.name == LOCK:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _is_there(stage: Path, part: Part, number: int, plan: Plan) -> bool:
    path = part_path(stage / CONTENT, part.table, number, plan.format)
    try:
        return path.stat().st_size == part.size
    except OSError:
        return finished_table(
            stage / CONTENT, plan.folders[part.folder], part.table.removesuffix(RAW), plan.format
        ).exists()


@contextmanager
def _held(folder: Path) -> Iterator[Path]:
    """A folder's stage, which no other process has as long as this one lives.

    Raises:
        OutputError: another process has it.
    """
    stage = stage_of(folder)
    stage.mkdir(parents=True, exist_ok=True)
    with (stage / LOCK).open("a+b") as file:
        if not _take(file) or not _same_file(file, stage / LOCK):
            raise OutputError(f"Another run is making {folder} right now; wait for it, or name another folder.")
        _bring_back(stage / EARLIER, folder)
        try:
            yield stage
        finally:
            finished = not (stage / PLAN).exists()
            if finished:
                shutil.rmtree(stage, ignore_errors=True)
    if finished:  # where the system does not remove files that are open
        shutil.rmtree(stage, ignore_errors=True)


def _take(file: IO[bytes]) -> bool:
    """Lock an open file for this process; False where another has it. The system unlocks it when the process ends."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _same_file(file: IO[bytes], path: Path) -> bool:
    """Whether the open file still is the one with that name: the run that had it may just have taken it away."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _bring_back(earlier: Path, folder: Path) -> None:
    """Put the folder back that a killed run had set aside and not replaced."""
    if not earlier.exists():
        return
    if folder.exists():
        shutil.rmtree(earlier)
    else:
        earlier.replace(folder)


def _read(path: Path) -> dict[str, Any] | None:
    """A JSON object; None where the file is missing or damaged."""
    try:
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return found if isinstance(found, dict) else None
