"""The process that kernels are forked from: it imports what pages import once, and then waits for orders.

It runs no code of a page, holds no 0MQ context, event loop or thread of its own, and ends with the process that
started it. What comes out of a fork is what `python -m ipykernel_launcher` would be, some seconds earlier.

The kit's own modules are not imported beforehand but only compiled: importing some of them has an effect that depends
on the notebook, such as the style of figures in the language of its folder.
"""

from __future__ import annotations

import builtins
import contextlib
import gc
import importlib.util
import json
import os
import select
import signal
import socket
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, SimpleNamespace

LIBRARIES = (
    "ipykernel.kernelapp",
    "ipywidgets",
    "matplotlib.backends.backend_agg",
    "matplotlib.patheffects",
    "matplotlib.pyplot",
    "narwhals.stable.v2",
    "pandas",
    "pyarrow.pandas_compat",
    "seaborn",
    "threadpoolctl",
)
"""What is imported beforehand, with all that it imports itself. None of these may do anything with the notebook when
it is imported, but for pandas and ipywidgets, which `_import_libraries` and `_start_kernel` see to."""

KIT = ("customer_value", "tutor")
"""The packages of the kit that pages import."""

INLINE = "module://matplotlib_inline.backend_inline"

_compiled: dict[str, CodeType] = {}


def main(descriptor: int) -> None:
    """Wait for orders until nobody can give any more; every kernel that is ordered returns from here when it ends.

    Args:
        descriptor: a Unix socket. Each byte that comes on it brings another socket, on which one kernel is ordered
            by a line of JSON (`folder`, `environment`, `arguments`), and on which the kernel's process id is told
            and, when it has ended, its exit code, a line each. Closing that socket ends the kernel.
    """
    _import_libraries()
    _compile_kit()
    gc.collect()
    gc.freeze()  # what is there now is never garbage, and memory that nobody writes to is shared
    template = os.getpid()
    order = _wait(socket.socket(fileno=descriptor))
    if order is not None:
        _become_kernel(order, template)


def _import_libraries() -> None:
    os.environ.setdefault("MPLBACKEND", INLINE)  # as the kernel does before anything is imported
    # pandas asks for both when it is imported: on a terminal it shows as many columns as fit, in a notebook twenty.
    builtins.get_ipython = lambda: SimpleNamespace(kernel=None)
    sys.stdout.reconfigure(encoding="UTF-8")
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):  # the page that needs it says so
            importlib.import_module(name)
    del builtins.get_ipython


def _compile_kit() -> None:
    for package in KIT:
        spec = PathFinder.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        folder = Path(spec.origin).parent
        for path in folder.rglob("*.py"):
            parts = path.relative_to(folder.parent).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            with contextlib.suppress(SyntaxError):  # the page that imports it says so
                _compiled[name] = SourceFileLoader(name, str(path)).get_code(name)
    sys.meta_path.insert(0, _KitFinder())


class _KitFinder:
    """Finds modules of the kit where they are always found, with a loader that need not compile them again."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name in _compiled else None
        if spec is not None and type(spec.loader) is SourceFileLoader:
            spec.loader = _CompiledLoader(spec.loader.name, spec.loader.path)
        return spec


class _CompiledLoader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType | None:
        return _compiled[fullname]


def _wait(control: socket.socket) -> socket.socket | None:
    """Fork for every order. Gives the order's socket in the fork, and None where there will be no more."""
    ended, wake = socket.socketpair()
    wake.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake.fileno())
    poll = select.poll()
    poll.register(control, select.POLLIN)
    poll.register(ended, select.POLLIN)
    kernels: dict[int, socket.socket] = {}
    while True:
        for descriptor, _ in poll.poll():
            if descriptor == ended.fileno():
                ended.recv(4096)
                for pid, code in _codes(kernels):
                    poll.unregister(kernels[pid])
                    _tell(kernels[pid], code)
                    kernels.pop(pid).close()
            elif descriptor != control.fileno():  # who ordered it has let go of it
                for pid in [pid for pid, order in kernels.items() if order.fileno() == descriptor]:
                    _kill(pid)
            elif (order := _next_order(control)) is None:
                for pid in kernels:
                    _kill(pid)
                return None
            elif pid := os.fork():
                os.setpgid(pid, pid)  # here as well, so that it is done whoever comes first
                kernels[pid] = order
                poll.register(order, 0)  # tells when the other end is closed, not what is written there
                _tell(order, pid)
            else:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for other in (control, ended, wake, *kernels.values()):
                    other.close()
                return order


def _next_order(control: socket.socket) -> socket.socket | None:
    word, descriptors, *_ = socket.recv_fds(control, 1, 1)
    return socket.socket(fileno=descriptors[0]) if word else None


def _codes(kernels: dict[int, socket.socket]) -> list[tuple[int, int]]:
    """The processes that have ended, and their exit codes."""
    statuses = [os.waitpid(pid, os.WNOHANG) for pid in kernels]
    return [(pid, os.waitstatus_to_exitcode(status)) for pid, status in statuses if pid]


def _tell(order: socket.socket, number: int) -> None:
    with contextlib.suppress(OSError):  # nobody listens any more
        order.sendall(f"{number}\n".encode())


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _become_kernel(order: socket.socket, template: int) -> None:
    with order, order.makefile(encoding="utf-8") as lines:
        wanted = json.loads(lines.readline())
    os.setpgid(0, 0)
    os.chdir(wanted["folder"])
    os.environ.clear()
    os.environ.update(wanted["environment"], JPY_PARENT_PID=str(template))
    sys.argv = [str(importlib.util.find_spec("ipykernel_launcher").origin), *wanted["arguments"]]
    _start_kernel(template)


def _start_kernel(template: int) -> None:
    """What `python -m ipykernel_launcher` does."""
    import ipywidgets
    import numpy as np
    from ipykernel.kernelapp import IPKernelApp

    np.random.seed()  # noqa: NPY002 - two kernels must not draw the same numbers; `random` does so by itself
    app = IPKernelApp.instance(parent_handle=template)  # it ends when the template has ended
    app.initialize(sys.argv[1:])
    ipywidgets.register_comm_target()  # which it does when it is imported in a kernel
    app.start()
