"""The learner's side: checks, hints, questions and their review, progress, the plan, and the capstone's own ledger.

    from tutor import check, guess, hint, order, own_ledger, predict, progress, quiz, solution, write
    from tutor import bring, carry, review, today, why

Importing this in a notebook also makes cells that still hold the blank `____` say so instead of failing, and lets a
check know when the cell before it stopped with an error.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

_COMMANDS = {
    "check": "tutor.checking",
    "hint": "tutor.hints",
    "quiz": "tutor.questions",
    "order": "tutor.questions",
    "predict": "tutor.questions",
    "guess": "tutor.questions",
    "write": "tutor.questions",
    "own_ledger": "tutor.own",
    "progress": "tutor.overview",
    "solution": "tutor.revealing",
    "today": "tutor.planning",
    "review": "tutor.reviewing",
    "why": "tutor.last_answer",
    "carry": "tutor.carrying",
    "bring": "tutor.carrying",
}

__all__ = ["bring", "carry", "check", "guess", "hint", "order", "own_ledger", "predict", "progress", "quiz", "review"]
__all__ += ["solution", "today", "why", "write"]


def __getattr__(name: str) -> Any:
    """The commands, each imported when first asked for, so that importing the tutor itself costs nothing."""
    if name in _COMMANDS:
        return getattr(import_module(_COMMANDS[name]), name)
    raise AttributeError(f"module 'tutor' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


def _watch_cells() -> None:
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        from tutor import blanks, stopped

        blanks.register(shell)
        stopped.register(shell)


_watch_cells()
