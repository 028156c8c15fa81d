"""What a machine lacks for the sandbox, and what there is to read in it."""

from __future__ import annotations

import errno
import os
import platform
import sys
from pathlib import Path

import pytest

import customer_value
from classroom.sandbox import folders, landlock, limits, support
from classroom.sandbox.enter import Limits, enter
from classroom.sandbox.kernel import SandboxError
from classroom.sandbox.user import give_up

KEYS = ("other-system", "other-machine", "old-kernel", "landlock-off", "landlock-forbidden", "no-filter")


def missing(monkeypatch, *, system="linux", machine="x86_64", kernel="6.1.0", problem=None):
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    monkeypatch.setattr(platform, "release", lambda: kernel)

    def version():
        if problem:
            raise OSError(problem, os.strerror(problem))
        return 1

    monkeypatch.setattr(landlock, "version", version)
    return support.support().missing


def test_each_machine_is_told_what_it_lacks(monkeypatch):
    assert missing(monkeypatch, system="darwin") == "other-system"
    assert missing(monkeypatch, system="win32") == "other-system"
    assert missing(monkeypatch, machine="riscv64") == "other-machine"
    assert missing(monkeypatch, kernel="5.10.0-8-amd64", problem=errno.ENOSYS) == "old-kernel"
    assert missing(monkeypatch, kernel="4.19", problem=errno.ENOSYS) == "old-kernel"
    assert missing(monkeypatch, kernel="6.18.44", problem=errno.ENOSYS) == "landlock-forbidden"
    assert missing(monkeypatch, problem=errno.EPERM) == "landlock-forbidden"
    assert missing(monkeypatch, problem=errno.EOPNOTSUPP) == "landlock-off"


def test_every_lack_has_a_text_in_every_language():
    fields = {"system": "macOS", "machine": "riscv64", "kernel": "5.4"}
    for key in ("", *KEYS):
        texts = {
            support.Support(missing=key, fields=fields).text(language) for language in ("en", "zh-Hant", "zh-Hans")
        }
        assert len(texts) == 3 and not any("{" in text for text in texts)


@pytest.mark.parametrize(
    ("version", "files"), [(1, 0x1FFF), (2, 0x3FFF), (3, 0x7FFF), (4, 0x7FFF), (5, 0xFFFF), (9, 0xFFFF)]
)
def test_an_older_landlock_is_asked_for_what_it_knows(version, files):
    assert landlock._known(landlock.ACCESS, version) == files
    assert landlock._known(landlock.NETWORK, version) == (3 if version >= 4 else 0)
    assert landlock._known(landlock.SCOPES, version) == (3 if version >= 6 else 0)


def test_what_is_to_be_read_holds_python_and_not_the_answers(repository):
    found = folders.readable_folders()

    def within(path):
        return any(Path(path).resolve().is_relative_to(one.resolve()) for one in found)

    import numpy as np

    assert within(os.__file__) and within(np.__file__) and within(customer_value.__file__)
    assert (
        within(repository / "tutor")
        and within(repository / "generator")
        and within(repository / "classroom" / "sandbox")
    )
    ours = ("classroom/grading", "classroom/cli.py", "classroom/commands")
    away = ("solutions", "datasets", ".git", *ours, "tests", "course", "exercises")
    for name in away:
        assert not within(repository / name), name
    for name in ("/", "/etc", "/etc/passwd", "/proc", "/sys", "/home", Path.home(), "/tmp", "/var", repository):
        assert not within(name), name


def test_answers_among_the_libraries_are_left_out(tmp_path, monkeypatch):
    library = tmp_path / "lib" / "site-packages"
    for name in ("numpy", "solutions", "customer_value", "classroom/sandbox", "classroom/grading"):
        (library / name).mkdir(parents=True)
    (library / "one.py").touch()
    (tmp_path / "bin").mkdir()

    def folder_of(package):
        folder = library / package.replace(".", "/")
        return folder if folder.is_dir() else None

    monkeypatch.setattr(folders, "_folder_of", folder_of)
    monkeypatch.setattr(folders, "_roots", lambda: [tmp_path, library])
    found = {str(one.relative_to(tmp_path)) for one in folders.readable_folders.__wrapped__()}
    inside = "lib/site-packages/"
    assert found == {"bin", *(inside + one for one in ("numpy", "one.py", "customer_value", "classroom/sandbox"))}
    assert folders.listable_folders.__wrapped__() == (library,)


def test_a_limit_is_never_above_the_one_there_is():
    assert limits._lower(10, -1) == 10 and limits._lower(10, 5) == 5 and limits._lower(10, 20) == 10


@pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc")
def test_what_this_process_has_taken():
    before = limits.taken(os.getuid())
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    assert abs(before.memory - int(status["VmSize"].split()[0]) * 1024) < 2**24
    if before.threads is not None:
        assert before.threads >= int(status["Threads"])


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root becomes somebody else")
def test_root_does_not_stay_root():
    with pytest.raises(SandboxError, match="cannot be root's"):
        give_up([], user=0)


def test_an_unknown_machine_is_not_closed_off(monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    with pytest.raises(SandboxError, match="not known"):
        enter(Limits(), readable=[], writable=[])
