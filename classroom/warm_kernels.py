"""Kernels that are forked from a process in which what pages import is imported already.

A run of a page is spared the two to four seconds that importing pandas, seaborn and the kernel itself takes. What
its cells see and show is the same as in a kernel of Jupyter's own. Only for pages of the course: the kernels of one
process share what Python draws when it starts, such as the order of sets.

Set KIT_KERNELS=fresh for kernels that Jupyter starts itself, as it always is on systems other than Linux.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from jupyter_client import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

BEGIN = "import sys; del sys.path[0]; from classroom.warm_process import main; main({descriptor})"
"""The program of the template. The first place in Python's path is this folder, which is not the kernels'."""

STARTS_WITHIN = 60
"""Seconds that the template has for its imports on a busy machine; Jupyter gives a kernel as many."""

_template: Template | None = None


class WarmKernelManager(AsyncKernelManager):
    """What nbclient manages a kernel with; the kernel is forked from this process's template."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        if warm():
            self.provisioner = WarmProvisioner(kernel_spec=self.kernel_spec, parent=self)


class WarmProvisioner(LocalProvisioner):
    """Asks the template for a process, where Jupyter would start one."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        if cmd[:3] != [sys.executable, "-m", "ipykernel_launcher"]:  # a kernel of another kind, or another Python's
            return await super().launch_kernel(cmd, **kwargs)
        self.cwd = kwargs.get("cwd") or Path.cwd()
        order = {"folder": str(self.cwd), "environment": dict(kwargs["env"]), "arguments": cmd[3:]}
        self.process = template().fork(order)
        self.pid = self.pgid = self.process.pid
        return self.connection_info


def warm() -> bool:
    """Whether kernels are forked here, and not started by Jupyter."""
    return sys.platform == "linux" and os.environ.get("KIT_KERNELS") != "fresh"


def template() -> Template:
    """This process's template; started when it is first asked for, and again after it has ended."""
    global _template
    if _template is None or not _template.alive():
        _template = Template()
    return _template


class Template:
    """The process that forks kernels, seen from here. It is at its imports when this has been made."""

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", BEGIN.format(descriptor=theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is for the one that started it, with which it ends
            )
        atexit.register(self.close)

    def alive(self) -> bool:
        """Whether it can be asked; a copy of this process that was forked needs one of its own."""
        return self._owner == os.getpid() and self._process.poll() is None

    def fork(self, order: dict[str, Any]) -> ForkedProcess:
        """A new kernel, as `classroom.warm_process` takes the order.

        Raises:
            RuntimeError: there is none, because the template has ended or does not answer.
        """
        ours, theirs = socket.socketpair()
        ours.settimeout(STARTS_WITHIN)
        try:
            with theirs:
                socket.send_fds(self._control, [b"+"], [theirs.fileno()])
            ours.sendall(json.dumps(order).encode() + b"\n")
            return ForkedProcess(ours)
        except OSError as problem:
            ours.close()
            raise RuntimeError(
                "the process that kernels are forked from does not answer; KIT_KERNELS=fresh does without it"
            ) from problem

    def close(self) -> None:
        """End it, and with it every kernel that is left."""
        self._control.close()
        if self._owner != os.getpid():
            return
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:  # it is still at its imports
            self._process.kill()
            self._process.wait()


class ForkedProcess:
    """A kernel that was forked, with as much of `subprocess.Popen` as Jupyter asks for.

    Attributes:
        pid: its process id.
        returncode: None while it runs; negative for the signal that ended it.
    """

    stdin = stdout = stderr = None

    def __init__(self, told: socket.socket) -> None:
        self._told = told
        self.returncode: int | None = None
        self.pid = self._number()
        if self.pid is None:
            raise ConnectionResetError

    def _number(self) -> int | None:
        """The next number that the template tells; None where it is gone."""
        line = b""
        while not line.endswith(b"\n"):
            byte = self._told.recv(1)
            if not byte:
                return None
            line += byte
        return int(line)

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self) -> int:
        if self.returncode is None:
            self._told.settimeout(None)
            try:
                code = self._number()
            except ConnectionResetError:  # it ended before it had read its order
                code = None
            self._told.close()
            self.returncode = -signal.SIGKILL if code is None else code
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)
