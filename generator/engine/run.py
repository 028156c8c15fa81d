"""A run: the blocks of a plan made by workers, put together, and renamed into place."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from generator.engine.assemble import assemble
from generator.engine.job import CONTENT, Done, make_block_parts, order_of, task_of, write_done, write_part
from generator.engine.plan import Plan, RequestError
from generator.engine.progress import Watch
from generator.engine.stage import EARLIER, clear, finished_blocks, opened, stage_of
from generator.engine.workers import Here, Workers, WorkersError
from generator.output import OutputError, explain, put_in_place
from generator.tables import Sums, add

LOSSES = 3
"""Workers may be lost so often, one time after the other, without a block finished in between."""


class StoppedError(RuntimeError):
    """Somebody pressed Ctrl-C; the message says, in one sentence, what is kept."""


@dataclass
class Made:
    """What has been made so far.

    Attributes:
        blocks: how many blocks are there, and how many of them from an earlier run.
        rows: of each table that is made block by block, by (folder of the plan, table).
        by_block: for the wart key, the rows of each table of the ledger by block.
        sums: what the blocks add up to.
        seconds: the workers' time, added up.
        megabytes: the most memory that a worker held.
    """

    blocks: int = 0
    kept: int = 0
    rows: Counter[tuple[int, str]] = field(default_factory=Counter)
    by_block: dict[int, dict[str, int]] = field(default_factory=dict)
    sums: Sums = field(default_factory=dict)
    seconds: float = 0.0
    megabytes: float = 0.0

    def take(self, done: Done) -> None:
        """Count a finished block."""
        self.blocks += 1
        for part in done.parts:
            self.rows[part.folder, part.table] += part.rows
        self.by_block[done.number] = {part.table: part.rows for part in done.parts if part.folder == 0}
        add(self.sums, done.sums)
        self.seconds += done.seconds
        self.megabytes = max(self.megabytes, done.megabytes)

    @property
    def total_rows(self) -> int:
        return sum(self.rows.values())


def make_ledger(
    plan: Plan,
    folders: Sequence[Path],
    *,
    workers: Callable[[int], Workers] = lambda blocks: Here(),
    watch: Watch | None = None,
) -> Made:
    """Make the folders of a plan: all of them, or, when something goes wrong, none.

    What a run has finished when it is stopped, or fails for want of space or workers, stays in a hidden folder beside
    the first; a run with the same plan goes on from there.

    Args:
        folders: where each of the plan's folders is to be; new, empty, or an earlier ledger's.
        workers: gives the workers for a number of blocks; asked only when there are blocks to make.
        watch: is told how it goes.

    Raises:
        OutputError: a folder cannot be written; the message says why.
        RequestError: the ledger is too large for its format.
        WorkersError: the workers are not there, or are lost again and again.
        StoppedError: Ctrl-C.
    """
    watch = watch or Watch()
    made = Made()
    try:
        with opened(folders, plan.record()) as stages:
            try:
                task = task_of(order_of(plan))
                _make_blocks(plan, stages, made, workers, watch)
                watch.assembles()
                assemble(task, stages, made.sums, made.by_block)
                put_in_place([one / CONTENT for one in stages], folders, [one / EARLIER for one in stages])
            except BaseException as problem:
                if not made.blocks or isinstance(problem, RequestError):
                    _give_up(stages)
                raise
            _give_up(stages)
    except OSError as problem:
        why = str(problem) if isinstance(problem, OutputError) else explain(problem, folders[0])
        raise OutputError(f"{why} {_kept(plan, folders, made)}".strip()) from problem
    except WorkersError as problem:
        raise WorkersError(f"{problem} {_kept(plan, folders, made)}".strip()) from problem
    except KeyboardInterrupt:
        raise StoppedError(f"Stopped. {_kept(plan, folders, made) or 'Nothing was written.'}") from None
    return made


def _make_blocks(
    plan: Plan, stages: Sequence[Path], made: Made, workers: Callable[[int], Workers], watch: Watch
) -> None:
    there = set()
    for done in finished_blocks(stages, plan):
        made.take(done)
        there.add(done.number)
    made.kept = len(there)
    missing = (number for number in range(plan.blocks) if number not in there)
    watch.begin(plan.blocks, len(there), made.total_rows)
    if len(there) == plan.blocks:
        return
    team = workers(plan.blocks - len(there))
    try:
        _hand_out(plan, stages, made, missing, team, watch)
    except BaseException:
        team.close(at_once=True)
        raise
    team.close(at_once=False)


def _hand_out(
    plan: Plan, stages: Sequence[Path], made: Made, missing: Iterator[int], team: Workers, watch: Watch
) -> None:
    """Have all missing blocks made, a few at a time, and those of lost workers again."""
    order = order_of(plan)
    places = tuple(str(stage) for stage in stages) if team.share_files else None
    at_work: dict[Future, int] = {}
    again: deque[int] = deque()
    losses = 0
    while True:
        lost: list[int] = []
        while len(at_work) < team.ahead:
            number = again.popleft() if again else next(missing, None)
            if number is None:
                break
            try:
                at_work[team.submit(make_block_parts, order, number, places)] = number
            except team.lost:
                lost.append(number)
                break
        if not at_work and not lost:
            return
        for future in wait(at_work, return_when=FIRST_COMPLETED).done:
            number = at_work.pop(future)
            try:
                done: Done = future.result()
            except team.lost:
                lost.append(number)
                continue
            if places is None:
                for part, content in zip(done.parts, done.content, strict=True):
                    write_part(stages[part.folder], part, number, plan.format, content)
                write_done(stages[0], done)
            made.take(done)
            check_rows(plan, made)
            watch.made(made.total_rows)
            losses = 0
        if lost:
            losses += 1
            if losses == LOSSES:
                raise WorkersError(
                    f"Workers were lost {LOSSES} times in a row, perhaps for want of memory; try fewer --workers."
                )
            if team.renew():
                lost += at_work.values()
                at_work.clear()
            again.extendleft(sorted(lost, reverse=True))


def check_rows(plan: Plan, made: Made) -> None:
    """See that a workbook can hold what there is so far. Raises RequestError where it cannot."""
    if plan.format != "excel":
        return
    from generator.engine.workbook import MOST_ROWS

    for (_, table), rows in made.rows.items():
        if rows > MOST_ROWS:
            raise RequestError(
                f"The table {table} has more than {MOST_ROWS:,} rows, too many for a sheet of a workbook: "
                "ask for --format parquet or sqlite, or for fewer customers."
            )


def _give_up(stages: Sequence[Path]) -> None:
    """Empty the stages, which are taken away when they are let go of."""
    for stage in stages:
        clear(stage)


def _kept(plan: Plan, folders: Sequence[Path], made: Made) -> str:
    """What a run leaves for the next, as a sentence; "" for nothing."""
    if not made.blocks:
        return ""
    return (
        f"{made.blocks:,} of {plan.blocks:,} blocks are kept in {stage_of(folders[0])}; "
        "the same command goes on from there."
    )
