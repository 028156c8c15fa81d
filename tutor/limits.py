"""Running somebody else's code: for so long and no longer, without a sound, and whatever it raises."""

from __future__ import annotations

import contextlib
import ctypes
import io
import logging
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

AGAIN = 0.02
"""Seconds between further interruptions of code that swallows the first."""


class TimeUp(BaseException):
    """The time is up. Not an Exception, so that `except Exception` in a learner's loop does not swallow it."""


@dataclass(frozen=True)
class Finished:
    """What came of a call: its value or what it raised, and what it printed."""

    value: Any = None
    raised: BaseException | None = None
    printed: str = ""

    @property
    def timed_out(self) -> bool:
        return isinstance(self.raised, TimeUp)


class _Ear(io.StringIO):
    """Hears the beginning of what is printed and lets the rest go by: an endless loop may print without end."""

    ENOUGH = 200

    def write(self, text: str) -> int:
        if self.tell() < self.ENOUGH:
            super().write(text[: self.ENOUGH])
        return len(text)


def finish(call: Callable[[], Any], seconds: float) -> Finished:
    """Call something silently and for at most so many seconds; nothing it raises gets out.

    Warnings, prints, logging, displayed objects and open figures are kept from the notebook. On the main thread of
    Linux and macOS an alarm ends a call that takes too long; elsewhere the call runs in a thread that is told to stop.
    """
    said = _Ear()
    with _silence(said):
        if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
            value, raised = _under_alarm(call, seconds)
        else:
            value, raised = _in_thread(call, seconds)
    return Finished(value, raised, said.getvalue())


def _under_alarm(call: Callable[[], Any], seconds: float) -> tuple[Any, BaseException | None]:
    over = False

    def ring(signum: int, frame: Any) -> None:
        if not over:
            raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), AGAIN)
            value, raised = call(), None
        except BaseException as problem:  # SystemExit and KeyboardInterrupt too: they must not end the notebook
            value, raised = None, problem
        over = True
    except TimeUp as problem:  # rang between the call's end and the line above
        value, raised = None, problem
    finally:
        over = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return value, raised


def _in_thread(call: Callable[[], Any], seconds: float) -> tuple[Any, BaseException | None]:
    came: list[tuple[Any, BaseException | None]] = []

    def work() -> None:
        try:
            came.append((call(), None))
        except BaseException as problem:
            came.append((None, problem))

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(seconds)
    for _ in range(50):
        if not worker.is_alive():
            break
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(worker.ident or 0), ctypes.py_object(TimeUp))
        worker.join(AGAIN)
    return came[0] if came else (None, TimeUp())


@contextlib.contextmanager
def _silence(said: io.StringIO) -> Iterator[None]:
    disabled = logging.root.manager.disable
    figures = _open_figures()
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(_no_display())
        stack.enter_context(contextlib.redirect_stdout(said))
        stack.enter_context(contextlib.redirect_stderr(_Ear()))
        logging.disable(logging.CRITICAL)
        try:
            yield
        finally:
            logging.disable(disabled)
            for number in _open_figures() - figures:
                sys.modules["matplotlib.pyplot"].close(number)


def _open_figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


@contextlib.contextmanager
def _no_display() -> Iterator[None]:
    """Objects shown with display() while a check runs would fill the check's output."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None or not hasattr(shell, "display_pub"):
        yield
        return
    from IPython.core.displaypub import CapturingDisplayPublisher

    before = shell.display_pub
    shell.display_pub = CapturingDisplayPublisher()
    try:
        yield
    finally:
        shell.display_pub = before
