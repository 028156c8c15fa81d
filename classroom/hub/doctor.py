"""Everything that has to be so before a class is served, looked at without changing anything."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import ssl
import stat
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from classroom.class_settings import ClassSettings
from classroom.errors import KitError
from classroom.hub.findings import Finding
from classroom.hub.modes import (
    OTHERS,
    Who,
    first_closed,
    loose_above,
    may,
    open_answers,
    writable_by_others,
)
from classroom.hub.places import Places
from classroom.hub.ports import HERE, is_public, ports, why_not
from classroom.hub.proxy import LEAST_NODE, node_program, node_version, proxy_program
from classroom.roster import Roster

KIT = Path(__file__).resolve().parent.parent.parent
"""The folder of the kit."""

NEEDED = ("jupyterhub", "jupyterhub_idle_culler", "nativeauthenticator", "psycopg")
TOOLS = ("groupadd", "useradd", "userdel", "usermod")
STRANGER = Who(65_534)
"""Somebody who owns nothing and belongs to no group, as every learner's account is at first."""

MAKE_HUB = "Run `make hub`."
SHOWN = 3
"""Paths that a finding names."""


def missing_parts() -> list[Finding]:
    """What of the hub is not installed."""
    found = []
    if missing := [one for one in NEEDED if importlib.util.find_spec(one) is None]:
        found.append(Finding("stop", f"The hub is not installed: {', '.join(missing)} missing.", MAKE_HUB))
    if not proxy_program().is_file():
        found.append(Finding("stop", "The hub's proxy is not installed.", MAKE_HUB))
    node = node_program()
    if not node:
        found.append(Finding("stop", "The hub's proxy needs Node, and there is none.", MAKE_HUB))
    elif (version := node_version(node)) < LEAST_NODE:
        text = f"{node} is Node {version or 'of no known version'}; the hub's proxy needs {LEAST_NODE} or later."
        found.append(Finding("stop", text, MAKE_HUB))
    return found


def look(folder: Path, settings: ClassSettings, where: Places, roster: Roster, port: int) -> list[Finding]:
    """Everything there is to say before a class is served.

    Args:
        folder: the class folder.
        settings: what its class.toml says.
        where: the places of its hub.
        roster: who is in the class.
        port: where it is to listen.
    """
    found = _rights()
    if not any(one.weight == "stop" for one in found):
        parts = (
            missing_parts(),
            _system(),
            _environment(),
            _kit(),
            _class_folder(folder),
            _hub_folder(where),
            _network(folder, settings, where, port),
            _database(settings, where),
            _people(settings, roster),
        )
        found += [one for part in parts for one in part]
    return found


def _rights() -> list[Finding]:
    if not sys.platform.startswith("linux"):
        return [Finding("stop", "A class is served on Linux only.", "A virtual machine will do.")]
    if os.geteuid() != 0:
        text = "Only root can start servers in the names of many accounts."
        return [Finding("stop", text, f"Use sudo {Path(sys.executable).with_name('classroom')} serve …")]
    return []


def _system() -> Iterator[Finding]:
    if missing := [one for one in TOOLS if shutil.which(one) is None]:
        text = f"Every learner gets an account of the system, and {', '.join(missing)} is missing."
        yield Finding("stop", text, "Debian, Ubuntu: apt-get install passwd")
    passwd = Path("/etc/passwd")
    read_only = bool(os.statvfs(passwd.parent).f_flag & os.ST_RDONLY)
    if read_only or not os.access(passwd, os.W_OK):
        text = "Every learner gets an account of the system, and /etc/passwd cannot be changed here."
        yield Finding("stop", text, "In a container, start it with a file system that can be written.")


def _environment() -> Iterator[Finding]:
    """Python, its libraries and the kit's packages: readable by everybody, writable by root alone."""
    paths = sysconfig.get_paths()
    here = Path(sys.executable)
    needed = [here, Path(paths["stdlib"]), Path(paths["purelib"]), KIT / "customer_value", KIT / "tutor"]
    for path in dict.fromkeys(needed):
        if not may(STRANGER, path, 5):
            closed = first_closed(STRANGER, path)
            remedy = (
                f"Keep the kit outside of {closed} and make its environment with a Python outside of it, such as "
                "`make clean setup PYTHON=/usr/bin/python3`; /opt and /srv are good places."
                if closed != path.resolve()
                else f"chmod -R o+rX {path}"
            )
            yield Finding("stop", f"Learners' accounts cannot read {path}, because {closed} is closed to them.", remedy)
            break
    trusted = frozenset((0, KIT.stat().st_uid))
    places = [Path(sys.prefix), *(KIT / one for one in ("classroom", "customer_value", "generator", "tutor"))]
    loose = list(writable_by_others(places, trusted))
    if loose:
        text = f"What servers run could be changed by others: {_some(loose)}."
        yield Finding("unsafe", text, f"chmod -R go-w {sys.prefix} {KIT}")
    if above := loose_above(Path(sys.prefix)):
        yield Finding("unsafe", f"Everybody can put something else in the place of {sys.prefix}.", f"chmod o-w {above}")


def _kit() -> Iterator[Finding]:
    if answers := open_answers(KIT):
        text = f"Learners could read the answers to the exercises: {_some(answers)}."
        yield Finding("mends", text, "Serving closes these folders.")


def _class_folder(folder: Path) -> Iterator[Finding]:
    about = folder.stat()
    if about.st_mode & OTHERS:
        text = f"{folder} can be entered by everybody; the secret seed, answers and grades are in it."
        yield Finding("mends", text, "Serving closes it.")
    if about.st_uid == 0:
        text = f"{folder} belongs to root, and no instructor's server runs as root."
        yield Finding("mends", text, "Serving gives it to an account of its own.")
        owner = STRANGER
    else:
        try:
            entry = pwd.getpwuid(about.st_uid)
        except KeyError:
            yield Finding("stop", f"{folder} belongs to an account that is not there.", f"chown -R root {folder}")
            return
        owner = Who(entry.pw_uid, frozenset(os.getgrouplist(entry.pw_name, entry.pw_gid)))
    if not may(owner, folder.resolve().parent, 1):
        closed = first_closed(owner, folder.resolve().parent)
        text = f"Instructors' servers cannot reach {folder}, because {closed} is closed to their account."
        yield Finding("stop", text, "Move the class folder, for example into /srv.")
    for name in ("class.toml", "roster.csv"):
        path = folder / name
        if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            text = f"{path} can be read by others than its owner."
            yield Finding("unsafe" if name == "class.toml" else "mends", text, f"chmod 600 {path}")


def _hub_folder(where: Places) -> Iterator[Finding]:
    if where.root.is_symlink():
        yield Finding("unsafe", f"{where.root} is a link.", "Name the folder itself in class.toml.")
    if where.root.is_dir() and where.root.stat().st_uid != 0:
        yield Finding("unsafe", f"{where.root} does not belong to root.", f"chown root {where.root}")
    there = next(one for one in (where.root, *where.root.parents) if one.is_dir())
    if not may(STRANGER, there, 1):
        closed = first_closed(STRANGER, there)
        text = f"Learners' accounts cannot come to their homes in {where.root}, because {closed} is closed to them."
        yield Finding("stop", text, "Set `folder` of [hub] in class.toml to a place in /srv or /var/lib.")
    if above := loose_above(where.root):
        text = f"Everybody can put something else in the place of {where.root}."
        yield Finding("unsafe", text, f"chmod o-w {above}")


def _network(folder: Path, settings: ClassSettings, where: Places, port: int) -> Iterator[Finding]:
    hub = settings.hub
    if is_public(hub.address) and not hub.certificate:
        text = f"{hub.address or 'Every network of this machine'} can be reached by others, and there is no TLS: "
        text += "passwords could be read on the way."
        yield Finding("unsafe", text, "Set certificate and key of [hub] in class.toml, or address to 127.0.0.1.")
    if bool(hub.certificate) != bool(hub.key):
        yield Finding("stop", "Of certificate and key in class.toml, one is missing.", "TLS needs both.")
    elif hub.certificate:
        yield from _certificate(folder / hub.certificate, folder / hub.key)
    if not _runs(where.proxy_pid):
        chosen = ports(port)
        for address, one in ((hub.address, chosen.public), (HERE, chosen.proxy), (HERE, chosen.hub)):
            if reason := why_not(address, one):
                yield Finding("stop", reason, "Choose another port: --port, or port of [hub] in class.toml.")


def _certificate(certificate: Path, key: Path) -> Iterator[Finding]:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as problem:
        text = f"The certificate {certificate} with the key {key} cannot be used: {problem}."
        yield Finding("stop", text, "Both are files in PEM, and belong together.")
        return
    if key.stat().st_mode & 0o077:
        yield Finding("unsafe", f"{key} can be read by others than its owner.", f"chmod 600 {key}")


def _runs(pid: Path) -> bool:
    """Whether a process that was written down still runs."""
    try:
        os.kill(int(pid.read_text(encoding="ascii")), 0)
    except (OSError, ValueError):
        return False
    return True


def _database(settings: ClassSettings, where: Places) -> Iterator[Finding]:
    if not settings.hub.database:
        return
    from sqlalchemy import create_engine
    from sqlalchemy.exc import SQLAlchemyError

    try:
        engine = create_engine(settings.hub.database)
        with engine.connect():
            pass
        engine.dispose()
    except (SQLAlchemyError, ImportError) as problem:
        first = str(getattr(problem, "orig", problem)).strip().splitlines()[0]
        yield Finding("stop", f"The hub's database cannot be reached: {first}.", "See database of [hub] in class.toml.")


def _people(settings: ClassSettings, roster: Roster) -> Iterator[Finding]:
    if not len(roster):
        yield Finding("note", "Nobody is on the roster yet.", "`classroom roster FILE` makes it from a list.")
    for name in settings.hub.instructors:
        if name in roster:
            text = f"{name} is on the roster and an instructor too."
            yield Finding("unsafe", text, "Take the name out of roster.csv, or out of instructors of [hub].")


def _some(paths: list[Path]) -> str:
    more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
    return ", ".join(str(one) for one in paths[:SHOWN]) + more


def check(found: list[Finding], *, even_so: bool) -> None:
    """Raise KitError for what keeps a class from being served.

    Args:
        found: what was found.
        even_so: serve it in spite of what is unsafe.
    """
    weights = ("stop",) if even_so else ("stop", "unsafe")
    bad = [one for one in found if one.weight in weights]
    if not bad:
        return
    more = f" ({len(bad) - 1} more: --check shows all.)" if len(bad) > 1 else ""
    unsafe = " Or use --even-so." if all(one.weight == "unsafe" for one in bad) else ""
    raise KitError(f"{bad[0]}{unsafe}{more}")
