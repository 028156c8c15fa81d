"""Cells that stopped with an error: remembered, so that a check can say that it may be judging an earlier answer.

A cell that stops leaves the names it would have given a value as they were. Whoever then runs the check is told about
an answer that no longer stands in the cell. So the notebook's shell is watched, silently: after every cell it is
remembered whether the cell came to its end, and for which names it did not.
"""

from __future__ import annotations

import ast
import re
import traceback
from typing import Any

from tutor.blanks import defined_names
from tutor.plain import Plain

_by_name: dict[str, Plain] = {}
_latest: list[Plain] = []


def stopped_for(name: str) -> Plain | None:
    """The error that kept a name from being given its value, or that the cell run just before stopped with."""
    return _by_name.get(name) or (_latest[0] if _latest else None)


def not_given(name: str) -> bool:
    """Whether the last cell that was to give a name its value stopped before it did."""
    return name in _by_name


def after_cell(result: Any) -> None:
    """Remember how a cell ended; IPython calls this after each. It neither prints nor raises."""
    try:
        _remember(result)
    except Exception:  # whatever a shell hands over: watching must never disturb the notebook
        _latest.clear()


def register(shell: Any) -> None:
    """Let a notebook's shell report how its cells end; asking twice changes nothing."""
    there = shell.events.callbacks.get("post_run_cell", [])
    if not any(getattr(one, "__module__", "") == __name__ for one in there):
        shell.events.register("post_run_cell", after_cell)


def forget() -> None:
    """Forget every cell that stopped."""
    _by_name.clear()
    _latest.clear()


def _remember(result: Any) -> None:
    raised = result.error_before_exec or result.error_in_exec
    code = getattr(result.info, "raw_cell", "") or ""
    _latest.clear()
    given, kept_back = _names(code, raised)
    for name in given:
        _by_name.pop(name, None)
    if raised is None:
        return
    from tutor.explain import problem_of

    problem = problem_of(raised)
    if problem.get("problem") != "error":
        return
    _latest.append(problem)
    _by_name.update(dict.fromkeys(kept_back, problem))


def _names(code: str, raised: BaseException | None) -> tuple[set[str], set[str]]:
    """The names on a cell's outermost level that it gave a value, and those that it would have given one."""
    try:
        cell = ast.parse(code)
    except (SyntaxError, ValueError):
        names = set(re.findall(r"^(?:async\s+)?(?:def|class)\s+(\w+)", code, re.MULTILINE))
        names.update(re.findall(r"^(\w+)\s*(?::[^=\n]*)?=(?!=)", code, re.MULTILINE))
        return (names, set()) if raised is None else (set(), names)
    if raised is None:
        return defined_names(cell), set()
    line = _line_of_cell(raised)
    done = ast.Module(body=[one for one in cell.body if (one.end_lineno or 0) < line], type_ignores=[])
    given = defined_names(done)
    return given, defined_names(cell) - given


def _line_of_cell(raised: BaseException) -> int:
    """The line of the cell at which it stopped; 0 where nothing of it was run."""
    for frame, line in traceback.walk_tb(raised.__traceback__):
        if frame.f_code.co_name == "<module>" and frame.f_globals.get("__name__") == "__main__":
            return line
    return 0
