"""Somebody else's code ends in time, says nothing, and raises nothing."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
import warnings

import pytest

from tutor.limits import TimeUp, finish


def endless():
    while True:
        pass


def endless_that_catches_exceptions():
    while True:
        try:
            while True:
                pass
        except Exception:
            continue


def endless_that_catches_everything():
    while True:
        try:
            sum(range(100))
        except:  # noqa: E722
            continue


def endless_output():
    while True:
        print("x" * 1000)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarms on this system")
@pytest.mark.parametrize(
    "call", [endless, endless_that_catches_exceptions, endless_that_catches_everything, endless_output]
)
def test_what_never_ends_is_ended(call):
    begin = time.monotonic()
    done = finish(call, 0.1)
    assert done.timed_out
    assert time.monotonic() - begin < 10
    assert len(done.printed) < 1000


@pytest.mark.parametrize("call", [endless, endless_that_catches_exceptions])
def test_a_thread_is_ended_where_there_is_no_alarm(call, monkeypatch):
    monkeypatch.delattr(signal, "setitimer", raising=False)
    assert finish(call, 0.1).timed_out
    assert finish(lambda: 3, 5).value == 3
    assert isinstance(finish(lambda: 1 / 0, 5).raised, ZeroDivisionError)


def test_another_thread_may_check_too():
    came = []
    worker = threading.Thread(target=lambda: came.append(finish(endless, 0.1).timed_out))
    worker.start()
    worker.join(10)
    assert came == [True]


@pytest.mark.parametrize("problem", [ValueError, SystemExit, KeyboardInterrupt, GeneratorExit, RecursionError, TimeUp])
def test_nothing_gets_out(problem):
    def fail():
        raise problem("x")

    assert type(finish(fail, 1).raised) is problem


def test_it_is_silent_and_leaves_everything_as_it_was(capfd):
    def loud():
        print("to the page")
        print("to the error stream", file=sys.stderr)
        warnings.warn("careful", UserWarning, stacklevel=1)
        logging.getLogger("learner").error("a log line")
        return 3

    before = sys.stdout, sys.stderr, logging.root.manager.disable, list(warnings.filters)
    done = finish(loud, 1)
    assert done.value == 3 and done.printed.startswith("to the page")
    assert (sys.stdout, sys.stderr, logging.root.manager.disable, list(warnings.filters)) == before
    assert capfd.readouterr() == ("", "")


def test_a_warning_made_an_error_still_does_not_count():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert finish(lambda: warnings.warn("careful", UserWarning, stacklevel=1) or 3, 1).value == 3


def test_figures_left_open_are_closed():
    from matplotlib import pyplot

    before = pyplot.get_fignums()
    finish(pyplot.figure, 5)
    assert pyplot.get_fignums() == before
