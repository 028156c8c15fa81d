"""Downloading one's work: while access lasts, and for the days of grace after it."""

from __future__ import annotations

import asyncio
import os
import pwd
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import IO, Any

from jupyterhub.handlers import BaseHandler
from tornado import web
from tornado.iostream import StreamClosedError

from classroom.errors import KitError
from classroom.hub.accounts import read_accounts
from classroom.hub.admission import admission_of
from classroom.hub.limits import become, learner_limits
from classroom.hub.places import Places, places
from customer_value.messages import message

PATH = r"/my-work\.zip"
"""Where, below the hub's own address."""

SECONDS = 120
"""How long packing may take."""

AT_ONCE = 2
"""How many homes are packed at the same time; each takes a core."""

PIECE = 1 << 18
"""Bytes that are sent at a time, so that nobody's slow line fills the hub's memory."""

_packing: set[str] = set()
"""Whose work is being packed or sent."""

_turns = asyncio.Semaphore(AT_ONCE)


class WorkHandler(BaseHandler):
    """A learner's work as one zip: only one's own, with the cookie of a login and no token."""

    def initialize(self, folder: Path) -> None:
        self.folder = folder
        self.admission = admission_of(folder)

    @web.authenticated
    async def get(self) -> None:
        name = self.current_user.name
        if not self.admission.is_timed(name) or not self.admission.leave(name).fetch:
            raise web.HTTPError(403, self._say("no-fetching"))
        if name in _packing:
            raise web.HTTPError(429, self._say("busy-fetching"))
        _packing.add(name)
        try:
            await self._send(name)
        finally:
            _packing.discard(name)

    async def _send(self, name: str) -> None:
        settings = self.admission.members.settings
        where = places(self.folder, settings)
        home = home_of(where, name)
        if home is None:
            raise web.HTTPError(404, self._say("no-work"))
        with tempfile.TemporaryFile(dir=where.private) as file:
            try:
                async with _turns:
                    work = partial(packed, *home, settings.hub.memory, file)
                    await asyncio.get_running_loop().run_in_executor(None, work)
            except KitError as problem:
                self.log.error("The work of %s was not packed: %s", name, problem)
                raise web.HTTPError(503, self._say("not-fetched")) from problem
            self.set_header("Content-Type", "application/zip")
            self.set_header("Content-Disposition", 'attachment; filename="my-work.zip"')
            self.set_header("Content-Length", str(file.seek(0, os.SEEK_END)))
            self.set_header("Cache-Control", "no-store")
            file.seek(0)
            try:
                while piece := file.read(PIECE):
                    self.write(piece)
                    await self.flush()
            except StreamClosedError:
                return  # whoever asked has gone

    def _say(self, key: str) -> str:
        return message("classroom", f"hub.{key}", self.admission.members.settings.language)

    def write_error(self, status_code: int, **given: Any) -> None:
        """The sentence on a page in the class's language, with the way back."""
        problem = given.get("exc_info", (None, None))[1]
        if not isinstance(problem, web.HTTPError):
            super().write_error(status_code, **given)
            return
        self.clear_header("Content-Disposition")
        page = self.render_template("class-message.html", sync=True, says=problem.log_message or "")
        self.finish(page)


def home_of(where: Places, learner: str) -> tuple[pwd.struct_passwd, Path] | None:
    """The account and the home of a learner; None where there is none yet."""
    account = read_accounts(where.accounts).get(learner)
    if account is None or not account.number:
        return None
    home = where.homes / account.name
    try:
        entry = pwd.getpwuid(account.number)
    except KeyError:
        return None
    return (entry, home) if entry.pw_name == account.name and home.is_dir() else None


def packed(account: pwd.struct_passwd, home: Path, memory: str, out: IO[bytes]) -> None:
    """Pack a home into a file, in a process of its learner's account.

    Args:
        account: the learner's.
        home: its folder.
        memory: what the process may hold, as class.toml says it.
        out: where the zip goes.

    Raises:
        KitError: it did not come to an end, or did not succeed.
    """
    groups = os.getgrouplist(account.pw_name, account.pw_gid)
    before = become(account.pw_uid, account.pw_gid, groups, "/", learner_limits(memory))
    command = [sys.executable, "-I", "-m", "classroom.hub.packing", str(home)]
    try:
        done = subprocess.run(
            command,
            preexec_fn=before,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.PIPE,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise KitError(f"it took more than {SECONDS} seconds.") from problem
    except (OSError, subprocess.SubprocessError) as problem:
        raise KitError(f"{problem}.") from problem
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise KitError(said[-1] if said else f"it ended with {done.returncode}.")
