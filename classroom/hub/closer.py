"""JupyterHub's service for a class that sells access, started so that it ends with the hub, however that ends.

    python -m classroom.hub.closer CLASS_FOLDER

It ends what learners run whose access is over, within seconds and whatever their browsers do; sends the letters that
are due; and tells each learner's home from when to when access lasts, where the tutor reads it. It works in one thread,
and what could make it wait (a mail server, a learner's folder) is done in processes beside it.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from urllib.parse import quote

from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.files import to_json, write_if_new
from classroom.hub.accounts import Account, read_accounts
from classroom.hub.admission import Admission, machine_clock
from classroom.hub.beside import Beside
from classroom.hub.closing import NAME, access_file, look
from classroom.hub.ending import end_all, is_kits
from classroom.hub.places import Places, places
from classroom.hub.system import as_account, processes_by_account
from classroom.sandbox.kernel import end_with

EVERY = 2.0
"""Seconds between two looks, less where somebody's access ends before."""

LETTERS_EVERY = 60.0
HOMES_EVERY = 600.0
"""Seconds after which every home is looked at again: a full disk may have kept something from being written."""

FILE_SECONDS = 10.0
"""Seconds that a learner's folder may take to be written in."""

HUB_SECONDS = 2.0
"""Seconds that the hub may take to answer; it is asked again at the next look."""

PASSWORD = "MAIL_PASSWORD"

log = logging.getLogger(NAME)


class Closer:
    """What the service knows from one look to the next.

    Attributes:
        admission: of the class.
        hub: the process of the hub.
    """

    def __init__(self, folder: Path, hub: int) -> None:
        self.folder, self.hub = folder, hub
        self.admission = Admission(folder)
        self._untold: set[str] = set()
        self._written: dict[str, str] = {}
        self._letters, self._files = Beside("letters"), Beside("files")
        self._letters_at = self._homes_at = 0.0
        self._said = ""

    def turn(self) -> float:
        """Do what is due; in how many seconds to come again."""
        settings = self.admission.members.settings
        if settings.access is None:
            return EVERY
        where = places(self.folder, settings)
        accounts = {learner: one for learner, one in read_accounts(where.accounts).items() if one.number}
        next_end = self._close(accounts)
        self._tell_homes(settings, where, accounts)
        if time.monotonic() >= self._letters_at:
            self._letters_at = time.monotonic() + LETTERS_EVERY
            self._send_letters(settings)
        for beside in (self._letters, self._files):
            beside.report()
        if next_end is None:
            return EVERY
        return min(EVERY, max(0.01, (next_end - self.admission.clock()).total_seconds()))

    def _close(self, accounts: dict[str, Account]) -> dt.datetime | None:
        """End what those run whose access is over; when the next one ends."""
        processes = processes_by_account({one.number for one in accounts.values()})
        own = {number: [one for one in found if not is_kits(one, self.hub)] for number, found in processes.items()}
        running = {learner: one for learner, one in accounts.items() if own.get(one.number)}
        found = look(self.admission, running)
        if found.unknown != self._said:
            self._said = found.unknown
            log.error("%s", f"{found.unknown} Servers go on." if found.unknown else "The log can be read again.")
        if found.over:
            end_all([one.number for one in found.over], self.hub)
            for account in found.over:
                log.info("The access of %s is over: what ran was ended.", account.id)
        self._untold |= {one.id for one in found.over}
        self._untold = {one for one in self._untold if not self.admission.leave(one).start}  # some are back by now
        until = time.monotonic() + HUB_SECONDS
        for learner in sorted(self._untold):
            if time.monotonic() < until and tell_hub(learner):
                self._untold.discard(learner)
        return found.next_end

    def _tell_homes(self, settings: ClassSettings, where: Places, accounts: dict[str, Account]) -> None:
        """Write into homes what has changed."""
        if self._files.busy:
            return
        if time.monotonic() >= self._homes_at:
            self._homes_at = time.monotonic() + HOMES_EVERY
            self._written.clear()
        changed = []
        for learner, account in accounts.items():
            try:
                standing = self.admission.gate.standing(learner, settings, self.admission.clock())
            except KitError:
                return
            home, said = where.homes / account.name, access_file(standing, settings)
            if said is None or self._written.get(learner) == (text := to_json(said)) or not home.is_dir():
                continue
            self._written[learner] = text
            changed.append((account.number, home / ".kit" / "access.json", text))
        if changed:
            self._files.start(partial(write_files, changed))

    def _send_letters(self, settings: ClassSettings) -> None:
        if not (settings.mail.host and settings.mail.sender):
            self._letters.say("Mail is not set up in class.toml: no letters are sent.")
        else:
            self._letters.start(partial(send_letters, self.folder, self.hub, os.getpid()))


def write_files(files: Iterable[tuple[int, Path, str]]) -> str:
    """Write files into learners' folders, each as the account that it belongs to; what went wrong, "" for nothing."""
    wrong = []
    for number, path, text in files:
        try:
            as_account(number, partial(write_if_new, path, text), seconds=FILE_SECONDS)
        except KitError as problem:
            wrong.append(str(problem))
    return " ".join(wrong)


def send_letters(folder: Path, hub: int, closer: int) -> str:
    """Send the letters that are due, as the account that the class folder belongs to; what went wrong, "" for nothing.

    Args:
        folder: the class folder.
        hub: the process of the hub, in whose environment the password of the mail server is.
        closer: the service, with which this ends between two letters.
    """
    os.environ |= password_of(hub)

    def send() -> None:
        from classroom.access.sending import send_due

        told = send_due(folder, machine_clock, pauses=(), goes_on=partial(is_there, closer))
        if bad := [one for one in told if one.state in ("refused", "uncertain", "none")]:
            raise KitError("; ".join(f"{one.about}: {one.state} {one.said}".strip() for one in bad) + ".")

    as_account(folder.stat().st_uid, send)
    return ""


def password_of(hub: int) -> dict[str, str]:
    """The mail server's password, from the environment that the hub was started with.

    Through JupyterHub it would come into the hub's database.
    """
    if PASSWORD in os.environ:
        return {}
    try:
        lines = Path(f"/proc/{hub}/environ").read_bytes().split(b"\0")
    except OSError:
        return {}
    found = (line.decode("utf-8", "surrogateescape").partition("=") for line in lines)
    return {name: value for name, _, value in found if name == PASSWORD}


def is_there(process: int) -> bool:
    """Whether a process still runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def tell_hub(learner: str) -> bool:
    """Let the hub know that a learner's server has ended, or end it where it is only starting; whether it knows."""
    address = f"{os.environ['JUPYTERHUB_API_URL']}/users/{quote(learner, safe='')}/server"
    asked = urllib.request.Request(address, method="DELETE")
    asked.add_header("Authorization", f"token {os.environ['JUPYTERHUB_API_TOKEN']}")
    try:
        with urllib.request.urlopen(asked, timeout=HUB_SECONDS):
            return True
    except urllib.error.HTTPError as problem:
        if problem.code == 404:  # nobody of that name has ever logged in
            return True
        log.warning("The hub did not end the server of %s: %s.", learner, problem)
    except OSError as problem:
        log.warning("The hub did not answer: %s.", problem)
    return False


def main() -> None:
    """Run the service until the hub ends."""
    hub = os.getppid()
    end_with(hub, signal.SIGTERM)
    logging.basicConfig(format=f"[%(levelname)1.1s %(asctime)s {NAME}] %(message)s", level=logging.INFO)
    closer, said = Closer(Path(sys.argv[1]), hub), ""
    while True:
        try:
            pause, now_said = closer.turn(), ""
        except Exception as problem:  # whatever it is, the next look may succeed
            pause, now_said = EVERY, f"{type(problem).__name__}: {problem}"
        if now_said and now_said != said:
            log.error("%s", now_said)
        said = now_said
        time.sleep(pause)


if __name__ == "__main__":
    main()
