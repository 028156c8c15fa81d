"""Serving a class: everything prepared, JupyterHub started and watched."""

from __future__ import annotations

import contextlib
import logging
import os
import pwd
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from classroom.class_folder import class_course, read_class
from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.files import write_whole
from classroom.hub import config
from classroom.hub.accounts import read_accounts, write_accounts
from classroom.hub.codes import FILE_NAME as CODES
from classroom.hub.codes import codes_text
from classroom.hub.doctor import KIT
from classroom.hub.exchange import hand_out, prepare_exchange
from classroom.hub.jupyter_settings import write_settings
from classroom.hub.modes import close_answers, make_closed
from classroom.hub.owner import give_to_instructors
from classroom.hub.places import Places, places
from classroom.hub.ports import HERE, ports
from classroom.hub.system import STAFF, add_group, as_account, end_processes, processes_of
from classroom.roster import read_roster
from classroom.workspace import Progress, build, no_progress

START_LIMIT = 120
"""Seconds that a hub may take until it answers."""

WORDS = 4
"""Groups of four hexadecimal digits in a first password: 64 bits."""


@dataclass(frozen=True)
class Prepared:
    """What was prepared for a class.

    Attributes:
        places: where it is.
        closed: folders of the kit that were closed to learners.
        handed_out: assignments that were put into the exchange.
        passwords: first passwords of instructors who had none, by name, which are kept nowhere; None where people log
            in with those of their institution.
    """

    places: Places
    closed: tuple[Path, ...] = ()
    handed_out: tuple[str, ...] = ()
    passwords: Mapping[str, str] | None = None


def prepare(
    folder: Path, source: Path | None = None, progress: Progress = no_progress, *, anew: tuple[str, ...] = ()
) -> Prepared:
    """Make everything that a class's hub needs, or bring it up to date. Everything that is there is kept.

    Args:
        folder: the class folder.
        source: the folder with course/ and exercises/; the kit's own when None.
        progress: told of each step of building the workspace.
        anew: instructors who have forgotten their password and get another first one.

    Raises:
        KitError: something cannot be made, or a name in `anew` is no instructor's.
    """
    settings = read_class(folder)
    where = places(folder, settings)
    make_closed(where.root, 0o755)
    make_closed(where.private, 0o700)
    make_closed(where.homes, 0o711)
    make_closed(where.root / "config", 0o755)
    add_group(where.group)
    staff = add_group(STAFF)
    owner = give_to_instructors(folder, settings, where)
    os.chown(where.root, 0, owner.pw_gid)
    write_accounts(where.accounts, read_accounts(where.accounts), owner.pw_gid)
    closed = close_answers(KIT, staff)
    write_settings(where, settings)
    prepare_exchange(where, settings, owner)
    build(
        class_course(folder, source),
        where.workspace,
        [settings.language],
        reveal=settings.reveal,
        required=settings.access.required if settings.access else (),
        progress=progress,
    )
    _secrets(where)
    passwords = None
    if settings.hub.authenticator == "native":
        _codes(folder, settings, owner)
        passwords = _first_passwords(settings, where, anew)
    return Prepared(where, tuple(closed), tuple(hand_out(folder)), passwords)


def _secrets(where: Places) -> None:
    for name in ("cookie_secret", "proxy_token"):
        path = where.private / name
        if not path.is_file():
            write_whole(path, secrets.token_hex(32))
        path.chmod(0o600)


def _codes(folder: Path, settings: ClassSettings, owner: pwd.struct_passwd) -> None:
    """Write the sign-up codes where instructors find them: in the class folder, which nobody else can enter."""
    text = codes_text(settings, [(one.id, one.name) for one in read_roster(folder)])
    path = folder.resolve() / CODES

    def write() -> None:  # as its owner, who could have put a link there
        write_whole(path, text)
        path.chmod(0o600)

    as_account(owner.pw_uid, write)


def _first_passwords(settings: ClassSettings, where: Places, anew: tuple[str, ...] = ()) -> dict[str, str]:
    """Give every instructor without a password a first one, and those in `anew` another.

    Raises:
        KitError: the hub's database says no, or a name in `anew` is no instructor's.
    """
    for name in anew:
        if name not in settings.hub.instructors:
            there = ", ".join(settings.hub.instructors)
            raise KitError(f"{name} is no instructor of this class; there is {there}. Learners get theirs from them.")
    import bcrypt
    from jupyterhub.orm import new_session_factory
    from nativeauthenticator.orm import UserInfo
    from sqlalchemy.exc import SQLAlchemyError

    os.umask(0o077)
    logging.disable(logging.INFO)  # Alembic tells what it does to a new database
    made = {}
    try:
        with contextlib.closing(new_session_factory(config.database_url(settings, where))()) as session:
            UserInfo.__table__.create(session.get_bind(), checkfirst=True)
            for name in settings.hub.instructors:
                there = UserInfo.find(session, name)
                if there is not None and name in anew:
                    session.delete(there)
                if there is None or name in anew:
                    digits = secrets.token_hex(2 * WORDS)
                    made[name] = "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))
                    kept = bcrypt.hashpw(made[name].encode(), bcrypt.gensalt())
                    session.add(UserInfo(username=name, password=kept, is_authorized=True))
            session.commit()
            session.get_bind().dispose()
    except SQLAlchemyError as problem:
        first = str(getattr(problem, "orig", problem)).strip().splitlines()[0]
        raise KitError(f"The hub's database cannot be used: {first}.") from problem
    finally:
        logging.disable(logging.NOTSET)
    return made


class Hub:
    """A running JupyterHub."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        settings = read_class(folder)
        self.where = places(folder, settings)
        self.port = port or settings.hub.port
        scheme = "https" if settings.hub.certificate else "http"
        shown = settings.hub.address if settings.hub.address not in ("", "0.0.0.0", "::") else "localhost"
        self.url = f"{scheme}://{shown}:{self.port}/"
        environment = os.environ | {config.FOLDER: str(folder.resolve()), config.PORT: str(self.port)}
        command = [sys.executable, "-m", "jupyterhub", "-f", str(Path(config.__file__))]
        with self.where.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.where.private,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                umask=0o077,
                start_new_session=True,  # Ctrl-C is passed on once, by `stop`
            )
        write_whole(self.where.pid, str(self.process.pid))

    def wait_until_up(self) -> None:
        """Wait until the hub answers. Raises KitError, with the log's last error, where it ends before."""
        end = time.monotonic() + START_LIMIT
        address = f"http://{HERE}:{ports(self.port).hub}/hub/health"
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise KitError(f"The hub did not start: {self._reason()} The rest is in {self.where.log}.")
            with (
                contextlib.suppress(OSError, HTTPException),
                urllib.request.urlopen(address, timeout=5) as said,
            ):
                if said.status == 200:
                    return
            time.sleep(0.2)
        self.stop()
        raise KitError(f"The hub did not answer within {START_LIMIT} seconds; see {self.where.log}.")

    def _reason(self) -> str:
        lines = self.where.log.read_text(encoding="utf-8", errors="replace").splitlines()[-60:]
        said = [one for one in lines if "Error" in one or one.startswith(("[C", "[E"))]
        return said[-1].strip() if said else "it gives no reason."

    def wait(self) -> int:
        """Wait until the hub ends; how it ended."""
        return self.process.wait()

    def stop(self) -> None:
        """End the hub and its proxy. Learners' servers go on, and the next start finds them."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.where.pid.unlink(missing_ok=True)


def is_running(where: Places) -> bool:
    """Whether a hub of this class runs already."""
    try:
        pid = int(where.pid.read_text(encoding="ascii"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return False
    return b"jupyterhub" in command


def running_servers(where: Places) -> list[str]:
    """The ids of those whose accounts have running processes."""
    return [one.id for one in read_accounts(where.accounts).values() if one.number and processes_of(one.number)]


def end_servers(where: Places, tell: Callable[[str], None] = lambda who: None) -> list[str]:
    """End all learners' servers, which no hub watches any more; whose they were."""
    ended = running_servers(where)
    accounts = read_accounts(where.accounts)
    for learner in ended:
        tell(learner)
        end_processes(accounts[learner].number)
    return ended
