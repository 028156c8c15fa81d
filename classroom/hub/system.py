"""What is asked of the system: accounts and groups, work done as another account, processes ended."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Set
from pathlib import Path

from classroom.errors import KitError

STAFF = "classroom-staff"
"""The group of those who may read the kit's answers: the accounts of instructors, of all classes of the machine."""

TURNS = 20
"""How often the list of accounts is asked for while somebody else changes it, a quarter of a second apart."""


def add_group(name: str) -> int:
    """A group's number; the group is made where it is not there. Raises KitError where the system will not."""
    try:
        return grp.getgrnam(name).gr_gid
    except KeyError:
        _run(["groupadd", "--system", name])
    return grp.getgrnam(name).gr_gid


def add_account(name: str, home: Path, group: str, number: int = 0, staff: str = "") -> None:
    """Make an account without a password, to which only the hub leads. The home is not made.

    Args:
        name: of the account.
        home: its folder.
        group: its only group, or its first.
        number: the one it had before; 0 for the next free one.
        staff: another group that it belongs to.

    Raises:
        KitError: the system will not make it.
    """
    from classroom.hub.accounts import FIRST_NUMBER, LAST_NUMBER

    command = ["useradd", "--no-create-home", "--no-user-group", "--no-log-init", "--shell", "/bin/bash"]
    command += ["--home-dir", str(home), "--gid", group, "-K", "SUB_UID_COUNT=0", "-K", "SUB_GID_COUNT=0"]
    command += ["-K", f"UID_MIN={FIRST_NUMBER}", "-K", f"UID_MAX={LAST_NUMBER}"]
    command += ["--uid", str(number)] if number else []
    command += ["--groups", staff] if staff else []
    _run([*command, name])


def join_group(account: pwd.struct_passwd, group: str) -> None:
    """Put an account into a group that it does not belong to yet."""
    if grp.getgrnam(group).gr_gid not in os.getgrouplist(account.pw_name, account.pw_gid):
        _run(["usermod", "--append", "--groups", group, account.pw_name])


def remove_account(name: str) -> None:
    """Remove an account from the system, not its files; nothing where there is none."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return
    _run(["userdel", name])


def _run(command: list[str]) -> None:
    for turn in range(TURNS):
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        except FileNotFoundError as problem:
            raise KitError(f"{command[0]} is not on this machine: install it (Debian, Ubuntu: passwd).") from problem
        if done.returncode == 0:
            return
        if "lock" not in done.stderr or turn == TURNS - 1:
            break
        time.sleep(0.25)
    said = " ".join(done.stderr.split()) or f"it ended with {done.returncode}"
    raise KitError(f"`{command[0]}` of the system did not do its work for {command[-1]}: {said}")


def as_account(
    number: int, work: Callable[[], None], *, groups: tuple[int, ...] | None = None, seconds: float | None = None
) -> None:
    """Do some work as another account, in a process of its own; as it is where this process is not root's.

    Args:
        number: of the account.
        work: what is done.
        groups: the account's own when None.
        seconds: how long it may take; None for as long as it needs. Whoever has the account could make it wait.

    Raises:
        KitError: the work raised something, and the sentence is the same; or it took too long.
    """
    if os.geteuid() != 0 or number == 0:
        work()
        return
    entry = pwd.getpwuid(number)
    belongs = tuple(os.getgrouplist(entry.pw_name, entry.pw_gid)) if groups is None else groups
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:  # never comes back from here
        status = 1
        try:
            os.close(reading)
            os.setgroups(belongs)
            os.setresgid(entry.pw_gid, entry.pw_gid, entry.pw_gid)
            os.setresuid(number, number, number)
            os.environ |= {"HOME": entry.pw_dir, "USER": entry.pw_name, "LOGNAME": entry.pw_name}
            work()
            status = 0
        except BaseException as problem:  # whatever it is, it is told in the other process
            said = str(problem) if isinstance(problem, KitError) else f"{type(problem).__name__}: {problem}"
            os.write(writing, said.encode("utf-8", "replace")[:60_000])
        finally:
            os._exit(status)
    os.close(writing)
    until = None if seconds is None else time.monotonic() + seconds
    said = b""
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while True:  # also a child that has said something can be stopped by whoever has the account
            if until is not None and not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                raise KitError(f"The work of {entry.pw_name} was not done within {seconds:g} seconds.")
            piece = pipe.read(1 << 16)
            if not piece:
                break
            said += piece
    _, status = os.waitpid(child, 0)
    if status:
        why = said.decode("utf-8", "replace")
        raise KitError(why or f"The process of {entry.pw_name} ended before its work was done.")


def processes_of(number: int) -> list[int]:
    """The processes of an account that still run."""
    return processes_by_account({number}).get(number, [])


def processes_by_account(numbers: Set[int]) -> dict[int, list[int]]:
    """The processes of some accounts that still run, by the account's number; accounts without any are left out.

    One of root's that sees files as an account does, for a moment, is none of the account's.
    """
    found: dict[int, list[int]] = {}
    for entry in os.scandir("/proc"):
        with contextlib.suppress(OSError):
            if not entry.name.isdigit() or (number := entry.stat().st_uid) not in numbers:
                continue
            if _runs_as(int(entry.name), number):
                found.setdefault(number, []).append(int(entry.name))
    return found


def _runs_as(process: int, number: int) -> bool:
    """Whether a process was begun by an account or went over to it, and does not only wait to be asked how it ended."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace").splitlines()
    about = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
    real = int(about["Uid"][0])
    return about["State"][0] not in ("Z", "X") and (real != 0 or number == 0)


def end_processes(number: int, patience: float = 3.0) -> None:
    """End every process of an account: asked first, then killed after some seconds."""
    end = time.monotonic() + patience
    sign = signal.SIGTERM
    while running := processes_of(number):
        for process in running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, sign)
        if time.monotonic() > end:
            if sign == signal.SIGKILL:
                return  # it is beyond reach: in a system call that does not end
            sign, end = signal.SIGKILL, time.monotonic() + patience
        time.sleep(0.1)
