"""Starting a person's JupyterLab: a learner's in a home of their own, an instructor's in the class folder."""

from __future__ import annotations

import asyncio
import os
import pwd
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock

from jupyterhub.spawner import LocalProcessSpawner
from tornado.web import HTTPError
from traitlets import Unicode

from classroom.errors import KitError
from classroom.hub.admission import Admission, admission_of
from classroom.hub.homes import DATA, make_home
from classroom.hub.limits import Limits, become, learner_limits
from classroom.hub.members import Members
from classroom.hub.modes import make_closed
from classroom.hub.owner import owner_of
from classroom.hub.places import RUNTIME, Places, places
from classroom.hub.start_today import access_text
from classroom.hub.system import end_processes
from customer_value.messages import message

_one_at_a_time = Lock()
"""The system's list of accounts and accounts.csv are changed by one thread at a time."""


class ClassSpawner(LocalProcessSpawner):
    """A process of an account of the system, with the limits of classroom/hub/limits.py: per process, by setrlimit."""

    class_folder = Unicode(help="The class folder").tag(config=True)

    @property
    def members(self) -> Members:
        return Members(Path(self.class_folder))

    async def start(self) -> tuple[str, int]:
        name = self.user.name
        self._refuse_without_leave()
        try:
            loop = asyncio.get_running_loop()
            number = await loop.run_in_executor(None, partial(account_for, Path(self.class_folder), name))
        except KitError as problem:
            self.log.error("%s", problem)
            language = self.members.settings.language
            raise HTTPError(503, message("classroom", "hub.no-server", language)) from problem
        if number is None:
            raise HTTPError(403, message("classroom", "hub.not-here", self.members.settings.language, name=name))
        self.account = pwd.getpwuid(number)
        instructor = self.members.is_instructor(name)
        self.notebook_dir = self.class_folder if instructor else self.account.pw_dir
        self.default_url = "/lab" if instructor else "/lab/tree/START.ipynb"
        self._refuse_without_leave()  # again: making the home took its time
        return await super().start()

    def _refuse_without_leave(self) -> None:
        """Refuse whoever cannot come in now, whoever asks for it and in whatever way."""
        leave = admission_of(Path(self.class_folder)).leave(self.user.name)
        if not leave.start:
            name, language = self.user.name, self.members.settings.language
            raise HTTPError(403, leave.says or message("classroom", "hub.not-here", language, name=name))

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        account = self.account
        groups = os.getgrouplist(account.pw_name, account.pw_gid)
        members = self.members
        limits = Limits() if members.is_instructor(name) else learner_limits(members.settings.hub.memory)
        return become(account.pw_uid, account.pw_gid, groups, self.notebook_dir, limits)

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        account, where = self.account, places(Path(self.class_folder), self.members.settings)
        instructor = self.members.is_instructor(self.user.name)
        return env | server_environment(account, where, instructor=instructor)

    def get_state(self) -> dict:
        return super().get_state() | ({"number": self.account.pw_uid} if hasattr(self, "account") else {})

    def load_state(self, state: dict) -> None:
        super().load_state(state)
        if number := state.get("number"):
            try:
                self.account = pwd.getpwuid(number)
            except KeyError:  # the account is gone, and its processes with it
                self.pid = 0

    async def poll(self) -> int | None:
        if self.proc is None and self.pid and not self._is_ours():
            self.clear_state()  # somebody else's process has the number of one that ended while the hub was down
            return 0
        return await super().poll()

    def _is_ours(self) -> bool:
        try:
            return hasattr(self, "account") and Path(f"/proc/{self.pid}").stat().st_uid == self.account.pw_uid
        except OSError:
            return False

    async def stop(self, now: bool = False) -> None:
        await super().stop(now)
        if hasattr(self, "account") and not self.members.is_instructor(self.user.name):
            # What a learner left running has no door any more.
            await asyncio.get_running_loop().run_in_executor(None, end_processes, self.account.pw_uid)


def account_for(folder: Path, name: str) -> int | None:
    """The number of the account that somebody's server runs as, with everything it needs; None for a stranger.

    Raises:
        KitError: account or home cannot be made.
    """
    from classroom.hub.accounts import learner_account

    members = Members(folder)
    if members.is_instructor(name):
        number = owner_of(folder)
        if number == 0:
            raise KitError(f"{folder} belongs to root, and no server runs as root. Start `classroom serve` again.")
    elif members.is_learner(name):
        where = places(folder, members.settings)
        with _one_at_a_time:
            account = learner_account(where, members.settings, name)
            workspace = where.workspace / members.settings.language
            group = pwd.getpwuid(account.number).pw_gid
            access = access_text(Admission(folder), name)  # one of this thread
            make_home(workspace, where.homes / account.name, account, group, members.settings.name, access)
        number = account.number
    else:
        return None
    entry = pwd.getpwuid(number)
    make_closed(RUNTIME, 0o755)
    make_closed(RUNTIME / entry.pw_name, 0o700, number, entry.pw_gid)
    return number


def server_environment(account: pwd.struct_passwd, where: Places, *, instructor: bool) -> dict[str, str]:
    """The environment of a server and its kernels."""
    home = Path(account.pw_dir)
    config = where.instructor_config if instructor else where.learner_config
    return {
        "HOME": str(home),
        "USER": account.pw_name,
        "LOGNAME": account.pw_name,
        "SHELL": "/bin/bash",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]),
        "JUPYTER_CONFIG_PATH": str(config),  # before the environment's own, which switches everything on
        "JUPYTER_CONFIG_DIR": str(home / ".jupyter"),
        "JUPYTER_DATA_DIR": str(home / DATA),
        "JUPYTER_RUNTIME_DIR": str(RUNTIME / account.pw_name),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
        "MPLCONFIGDIR": str(home / ".cache" / "matplotlib"),
        "OPENBLAS_NUM_THREADS": "1",  # everybody shares the cores
        "OMP_NUM_THREADS": "1",
    }
