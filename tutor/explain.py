"""What went wrong in a learner's code, as plain data: the kind of error, their own line, the name it is about."""

from __future__ import annotations

import ast
import inspect
import linecache
import re
import sysconfig
import textwrap
import traceback
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

from tutor.blanks import BLANK
from tutor.plain import Plain

LONGEST = 160
"""Characters of a line or of Python's own words that are shown."""

_LIBRARIES = tuple(
    {str(Path(sysconfig.get_paths()[name]).resolve()) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
)
_TUTOR = str(Path(__file__).parent.resolve())


def problem_of(raised: BaseException) -> Plain:
    """An exception as a {"problem": ...}: "not-attempted" where it only says that something was left blank."""
    left_open = type(raised) is NotImplementedError and _raised_by_learner(raised)
    if left_open or (isinstance(raised, NameError) and raised.name == BLANK):
        return {"problem": "not-attempted"}
    return {
        "problem": "error",
        "type": _known_type(raised),
        "about": _short(_about(raised)),
        "line": _short(_own_line(raised)),
        "detail": _short(_words(raised)),
        "there": _short(_columns_there(raised)),
    }


def is_empty(function: Callable[..., Any]) -> bool:
    """True where a function's body holds nothing but a docstring, `pass` or `...`."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError, ValueError):
        return False
    body = getattr(tree.body[0], "body", [ast.Return()]) if tree.body else []
    return isinstance(body, list) and all(
        isinstance(line, ast.Pass) or (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))
        for line in body
    )


KNOWN = (
    *("TabError", "IndentationError", "SyntaxError"),
    *("UnboundLocalError", "NameError", "KeyError", "AttributeError", "TypeError", "ZeroDivisionError", "IndexError"),
    *("ImportError", "RecursionError", "MemoryError", "SystemExit", "KeyboardInterrupt", "ValueError"),
)
"""The errors that messages.toml explains, the special before the general."""


SPECIAL = {
    ("ValueError", "truth value of a"): "TruthValue",
    ("ValueError", "Cannot construct a Series from a DataFrame"): "MapTable",
    ("TypeError", "for ^:"): "Caret",
    ("TypeError", "ufunc 'bitwise_xor' not supported"): "Caret",
    ("TypeError", "Cannot perform 'xor'"): "Caret",
    ("TypeError", "object is not callable"): "NotCallable",
    ("NotImplementedError", "not implemented for bool"): "TruthMath",
    ("TypeError", "numpy boolean"): "TruthMath",
    ("TypeError", "Choicelist and default"): "SelectDefault",
}
"""Errors with a message of their own, by the error and a part of Python's words."""

EMPTY_NAMES = ("nan", "na", "null", "inf")
"""What people write, in whatever case, who mean an empty number."""


def _known_type(raised: BaseException) -> str:
    if isinstance(raised, NameError) and str(raised.name).lower() in EMPTY_NAMES:
        return "NanName"
    if isinstance(raised, NameError) and raised.name in ("true", "false", "none"):
        return "SmallName"
    for (kind, part), key in SPECIAL.items():
        if type(raised).__name__ == kind and part in _words(raised):
            return key
    names = [kind.__name__ for kind in type(raised).__mro__]
    return next((name for name in KNOWN if name in names), type(raised).__name__)


def _about(raised: BaseException) -> str:
    if isinstance(raised, KeyError) and raised.args:
        return _key_asked_for(str(raised.args[0]))
    if isinstance(raised, (NameError, AttributeError, ImportError)) and getattr(raised, "name", None):
        return str(raised.name)
    quoted = re.search(r"'([^']+)'", _words(raised))
    return quoted.group(1) if quoted else _words(raised)


def _key_asked_for(words: str) -> str:
    """The column or key itself, out of pandas' several ways of saying that it is not there."""
    if match := re.fullmatch(r"Column not found: (.+)", words):
        return match.group(1)
    if re.search(r"not in index|not found|do not exist|are in the ", words):
        return ", ".join(re.findall(r"'([^']+)'", words.split(", dtype=")[0])) or words
    return words


def _columns_there(raised: BaseException) -> str:
    """The columns of the table that was asked for one it has not; "" where that was no table."""
    if not isinstance(raised, KeyError):
        return ""
    for frame, _ in traceback.walk_tb(raised.__traceback__):
        if _is_own(frame.f_code):
            continue
        asked = frame.f_locals.get("self")
        table = getattr(asked, "obj", asked) if type(asked).__name__ == "DataFrameGroupBy" else asked
        if type(table).__name__ == "DataFrame" and not isinstance(frame.f_locals.get("key"), int):
            return ", ".join(str(column) for column in table.columns)
    return ""


def _words(raised: BaseException) -> str:
    if isinstance(raised, SyntaxError) and isinstance(raised.msg, str):
        return raised.msg
    try:
        return str(raised)
    except Exception:  # a learner's own exception may fail to describe itself
        return ""


def _own_line(raised: BaseException) -> str:
    """The line of the deepest frame that is the learner's own; of code that cannot be read, the line that cannot."""
    if isinstance(raised, SyntaxError):
        return (raised.text or "").strip()
    line = ""
    for frame, number in traceback.walk_tb(raised.__traceback__):
        if _is_own(frame.f_code):
            line = linecache.getline(frame.f_code.co_filename, number, frame.f_globals).strip() or line
    return line


def _raised_by_learner(raised: BaseException) -> bool:
    """True where the learner's own line raised it, not a library that the line called."""
    frames = [frame for frame, _ in traceback.walk_tb(raised.__traceback__)]
    return bool(frames) and _is_own(frames[-1].f_code)


def _is_own(code: CodeType) -> bool:
    name = code.co_filename
    if name.startswith("<frozen"):
        return False
    return name.startswith("<") or not str(Path(name).resolve()).startswith((*_LIBRARIES, _TUTOR))


def _short(text: str) -> str:
    text = " ".join(text.split()).replace("`", "'")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
