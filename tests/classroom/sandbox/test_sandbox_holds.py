"""What a learner's code tries in the sandbox, and fails to do: as root's nobody, and as the grader's own user."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os
import platform
import resource
import signal
import socket
import struct
import subprocess
import threading
from pathlib import Path

import pytest
from denied_calls import denied_here
from in_sandbox import WAYS, needs_sandbox, scratch, sleeper, try_in

from classroom.sandbox import landlock
from classroom.sandbox.calls import ALLOWED, numbers
from classroom.sandbox.enter import Limits
from classroom.sandbox.kernel import call
from classroom.sandbox.support import LEAST_LANDLOCK

pytestmark = [needs_sandbox, pytest.mark.parametrize("way", WAYS)]

MACHINE = platform.machine()
X86_ONLY = pytest.mark.skipif(MACHINE != "x86_64", reason="only this machine has a second table of calls")

CLOSED = {errno.EACCES, errno.EPERM, errno.EXDEV}


@pytest.fixture
def folder(way):
    with scratch(way) as made:
        yield made


@pytest.fixture
def other(folder, way):
    """A file of the same user's, beside the folder."""
    path = folder.parent / "other.txt"
    path.write_text("the grader's", encoding="utf-8")
    owner = folder.stat()
    if os.geteuid() == 0:
        os.chown(path, owner.st_uid, owner.st_gid)
        os.chown(path.parent, owner.st_uid, owner.st_gid)
    return path


READING = {
    "passwords": lambda other: Path("/etc/passwd").read_text(),
    "root": lambda other: list(Path("/").iterdir()),
    "its own folder's parent": lambda other: list(Path("..").iterdir()),
    "beside its folder": lambda other: other.read_text(),
    "by going there": lambda other: (os.chdir(other.parent), Path("other.txt").read_text()),
    "from a descriptor": lambda other: os.open("other.txt", os.O_RDONLY, dir_fd=os.open(other.parent, os.O_PATH)),
    "the first process": lambda other: Path("/proc/1/status").read_text(),
    "the parent's environment": lambda other: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    "the parent's memory": lambda other: os.open(f"/proc/{os.getppid()}/mem", os.O_RDWR),
    "its own environment": lambda other: Path("/proc/self/environ").read_bytes(),
    "its own memory": lambda other: os.open("/proc/self/mem", os.O_RDWR),
    "its own descriptors": lambda other: list(Path("/proc/self/fd").iterdir()),
    "the processes": lambda other: list(Path("/proc").iterdir()),
    "the system's settings": lambda other: Path("/proc/sys/kernel/hostname").read_text(),
    "devices": lambda other: list(Path("/sys").iterdir()),
    "the tests": lambda other: Path(__file__).read_text(),
    "the answers": lambda other: list((Path(__file__).parents[3] / "solutions").iterdir()),
    "the repository": lambda other: list(Path(__file__).parents[3].iterdir()),
    "the terminal": lambda other: os.open("/dev/tty", os.O_RDWR),
    "shared memory": lambda other: list(Path("/dev/shm").iterdir()),
}


def each(attempts, *arguments):
    """What comes of each attempt: the number of its error, its type where it has none, or "done" with what it gave."""
    said = {}
    for name, attempt in attempts.items():
        try:
            said[name] = f"done: {attempt(*arguments)!r}"
        except OSError as problem:
            said[name] = problem.errno
        except Exception as problem:
            said[name] = repr(problem)
    return said


def test_it_cannot_read(folder, other, way):
    found = try_in(folder, lambda: each(READING, other), way).value
    assert found.pop("the terminal") in {errno.EACCES, errno.ENXIO, errno.ENOENT}
    assert found == dict.fromkeys(found, errno.EACCES) and len(found) == len(READING) - 1


WRITING = {
    "anew": lambda other: other.with_name("new.txt").write_text("x"),
    "a folder": lambda other: other.with_name("new").mkdir(),
    "over it": lambda other: other.write_text("x"),
    "at its end": lambda other: os.open(other, os.O_WRONLY | os.O_APPEND),
    "cutting it short": lambda other: os.truncate(other, 0),
    "cutting it short in reading": lambda other: os.open(other, os.O_RDONLY | os.O_TRUNC),
    "mode 3": lambda other: os.open(other, os.O_ACCMODE | os.O_TRUNC),
    "away": lambda other: other.unlink(),
    "moving it in": lambda other: other.rename("mine.txt"),
    "moving out": lambda other: (Path("mine.txt").touch(), Path("mine.txt").rename(other)),
    "linking it in": lambda other: os.link(other, "mine.txt"),
    "linking out": lambda other: (Path("mine.txt").touch(), os.link("mine.txt", other.with_name("new.txt"))),
    "pointing to it": lambda other: Path("mine.txt").symlink_to(other),
    "a pipe with a name": lambda other: os.mkfifo("pipe"),
    "a device": lambda other: os.mknod("device", 0o600 | 0o020000, os.makedev(1, 8)),
    "its owner": lambda other: os.chown(other, os.getuid(), os.getgid()),
    "touching it": os.utime,
    "attributes": lambda other: os.setxattr(other, "user.x", b"x"),
    "into the libraries": lambda other: os.open(pytest.__file__, os.O_WRONLY),
    "cutting a library": lambda other: os.open(os.__file__, os.O_RDONLY | os.O_TRUNC),
    "in /tmp": lambda other: Path("/tmp/written_by_a_test").write_text("x"),
    "in shared memory": lambda other: Path("/dev/shm/written_by_a_test").write_text("x"),
}


def test_it_cannot_write_outside_or_make_what_misleads(folder, other, way):
    before = other.stat()
    found = try_in(folder, lambda: each(WRITING, other), way).value
    assert {name: said for name, said in found.items() if said not in {*CLOSED, errno.EOPNOTSUPP}} == {}
    assert len(found) == len(WRITING)
    after = other.stat()
    assert other.read_text(encoding="utf-8") == "the grader's"
    assert (after.st_mode, after.st_mtime_ns, after.st_uid) == (before.st_mode, before.st_mtime_ns, before.st_uid)
    assert {one.name for one in folder.parent.iterdir()} == {"scratch", "other.txt"}
    assert {one.name for one in folder.iterdir()} == {"mine.txt"}
    assert (folder / "mine.txt").stat().st_nlink == 1


def test_changing_a_mode_says_yes_and_does_nothing(folder, other, way):
    before = other.stat().st_mode
    assert try_in(folder, lambda: other.chmod(0o777), way).error == ""
    assert try_in(folder, lambda: os.utime(other, (1, 1)), way).error == ""
    assert other.stat().st_mode == before and other.stat().st_mtime > 1


def test_the_least_landlock_is_enough(folder, other, way, monkeypatch):
    # The filter has to hold what the first version of Landlock does not know.
    monkeypatch.setattr(landlock, "version", lambda: LEAST_LANDLOCK)
    found = try_in(folder, lambda: each(READING, other) | each(WRITING, other), way).value
    allowed = {*CLOSED, errno.EOPNOTSUPP, errno.ENXIO, errno.ENOENT}
    assert {name: said for name, said in found.items() if said not in allowed} == {}
    assert other.read_text(encoding="utf-8") == "the grader's"
    with sleeper(way) as victim:
        assert try_in(folder, lambda: os.kill(victim, signal.SIGKILL), way).errno == errno.EPERM
        assert os.waitpid(victim, os.WNOHANG) == (0, 0)


def test_without_the_sandbox_the_same_user_could(folder, other, way):
    found = try_in(folder, lambda: (other.write_text("x"), other.chmod(0o640), other.read_text())[-1], way, close=False)
    assert found.value == "x" and other.stat().st_mode & 0o777 == 0o640


def test_it_cannot_call(folder, way):
    attempts = {name: lambda number=number: call(number, 0, 0, 0, 0, 0, 0) for name, number in denied_here().items()}
    found = try_in(folder, lambda: each(attempts), way).value
    assert {name: said for name, said in found.items() if said != errno.EPERM} == {}
    assert len(found) > 100


STARTING = {
    "fork": os.fork,
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "subprocess": lambda: subprocess.run(["/bin/true"], check=True),
    "a shell": lambda: subprocess.run("true", shell=True, check=True),
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "clone": lambda: call(numbers(ALLOWED, MACHINE)["clone"], signal.SIGCHLD, None, None, None, None),
    "a pty": os.openpty,
}


def test_it_cannot_start_a_process(folder, way):
    found = try_in(folder, lambda: each(STARTING), way).value
    assert {name: said for name, said in found.items() if said not in {*CLOSED, errno.ENOENT}} == {}
    assert len(found) == len(STARTING)
    assert try_in(folder, lambda: os.system("true"), way).value != 0


def test_it_cannot_open_a_socket(folder, way):
    kinds = (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET)

    def work():
        opened = []
        for family in range(1, 46):
            for kind in kinds:
                try:
                    socket.socket(family, kind)
                    opened.append([family, kind])
                except PermissionError:
                    pass
        return opened

    assert try_in(folder, work, way).value == []


def test_a_pair_of_sockets_reaches_nobody_else(folder, way):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0sandbox-test")

        def work():
            said = []
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
                try:
                    one, _ = socket.socketpair(socket.AF_UNIX, kind)
                except PermissionError:
                    said.append("no pair")
                    continue
                attempts = (
                    lambda one=one: one.sendto(b"x", "\0sandbox-test"),
                    lambda one=one: one.sendmsg([b"x"], [], 0, "\0sandbox-test"),
                    lambda one=one: one.connect("\0sandbox-test"),
                )
                for attempt in attempts:
                    try:
                        attempt()
                        said.append("sent")
                    except OSError as problem:
                        said.append(problem.errno)
            return said

        found = try_in(folder, work, way)
        refused = [errno.EPERM, errno.EISCONN, errno.EACCES]
        assert found.value == [*refused, "no pair", "no pair"], found
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.recv(1)


def test_it_cannot_signal_another_process_of_its_user(folder, way):
    send, queue = signal.SIGKILL, ctypes.create_string_buffer(128)
    with sleeper(way) as victim:
        calls = numbers(ALLOWED, MACHINE)
        attempts = {
            "kill": lambda: os.kill(victim, send),
            "group": lambda: os.kill(-os.getpgid(victim), send),
            "everybody": lambda: os.kill(-1, send),
            "parent": lambda: os.kill(os.getppid(), send),
            "tkill": lambda: call(calls["tkill"], victim, send),
            "tgkill": lambda: call(calls["tgkill"], victim, victim, send),
            "queue": lambda: call(denied_here()["rt_sigqueueinfo"], victim, send, queue),
            "queue to a thread": lambda: call(denied_here()["rt_tgsigqueueinfo"], victim, victim, send, queue),
            "descriptor": lambda: call(denied_here()["pidfd_open"], victim, 0),
            "limits": lambda: resource.prlimit(victim, resource.RLIMIT_NOFILE, (0, 0)),
            "processor": lambda: os.sched_setaffinity(victim, [0]),
            "priority": lambda: os.setpriority(os.PRIO_PROCESS, victim, 19),
            "trace": lambda: call(denied_here()["ptrace"], 16, victim, None, None),
            "owner of a pipe": lambda: fcntl.fcntl(os.pipe()[0], fcntl.F_SETOWN, victim),
        }

        assert try_in(folder, lambda: each(attempts), way).value == dict.fromkeys(attempts, errno.EPERM)
        assert os.waitpid(victim, os.WNOHANG) == (0, 0)  # alive
        # Without the sandbox the first of them does harm.
        assert try_in(folder, lambda: os.kill(victim, 0), way, close=False).error == ""


def test_it_may_signal_itself(folder, way):
    assert try_in(folder, lambda: os.kill(os.getpid(), signal.SIGTERM), way).signal == signal.SIGTERM
    assert try_in(folder, lambda: signal.raise_signal(signal.SIGUSR1), way).signal == signal.SIGUSR1
    assert try_in(folder, os.abort, way).signal == signal.SIGABRT


def _machine_code(code: bytes):
    page = mmap.mmap(-1, mmap.PAGESIZE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, 7)
    page.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return ctypes.CFUNCTYPE(ctypes.c_long)(address)()


@X86_ONLY
def test_another_machines_calls_end_it(folder, way):
    by_interrupt = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"  # mov eax, 20 (getpid); int 0x80; ret
    assert try_in(folder, lambda: _machine_code(by_interrupt), way).signal in {signal.SIGSYS, signal.SIGSEGV}
    x32 = b"\xb8\x27\x00\x00\x40\x0f\x05\xc3"  # mov eax, 0x40000000 + 39 (getpid); syscall; ret
    assert try_in(folder, lambda: _machine_code(x32), way).value == -errno.ENOSYS
    fork = b"\xb8\x39\x00\x00\x00\x0f\x05\xc3"  # mov eax, 57 (fork); syscall; ret
    assert try_in(folder, lambda: _machine_code(fork), way).value == -errno.EPERM


def test_it_does_not_get_back_what_it_gave_up(folder, way):
    def tries():
        yield lambda: os.setuid(0)
        yield lambda: os.setgroups([0])
        yield lambda: os.chroot(".")
        yield os.setsid
        yield lambda: resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)
        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2**40,) * 2)
        yield lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (4096,) * 2)
        yield lambda: resource.prlimit(os.getpid(), resource.RLIMIT_CPU, (10_000, 10_000))
        yield lambda: call(numbers(ALLOWED, MACHINE)["prctl"], 1, 0)  # outlive the parent

    def work():
        done = []
        for place, attempt in enumerate(tries()):
            try:
                attempt()
                done.append(place)
            except (PermissionError, ValueError):  # Python's own word for a limit above the hard one
                pass
        return done

    assert try_in(folder, work, way).value == []


def test_it_is_an_ordinary_user_without_groups_or_ways_to_more(folder, way):
    def work():
        words = (ctypes.c_uint32 * 6)()
        call(
            numbers(ALLOWED, MACHINE)["capget"], ctypes.byref((ctypes.c_uint32 * 2)(0x20080522, 0)), ctypes.byref(words)
        )
        no_new = ctypes.CDLL(None).prctl(39, 0, 0, 0, 0)
        return [os.getresuid(), os.getresgid(), os.getgroups(), list(words), no_new, os.getsid(0) == os.getpid()]

    users, groups, more, (effective, permitted, inheritable, *high), no_new, session = try_in(folder, work, way).value
    assert len({*users, *groups}) == 1 and users[0] != 0
    assert set(more) <= set(os.getgroups() if way == "as we are" else [])
    # Where Python lies in root's home it may read what it is shown, and that alone.
    assert effective == permitted and permitted in {0, 4 if way == "dropped" else 0}
    assert [inheritable, *high] == [0, 0, 0, 0]
    assert no_new == 1 and session


def test_shutting_in_again_can_only_narrow(folder, other, way):
    def widen():
        rules = call(444, ctypes.byref((ctypes.c_uint64 * 1)(1 << 2)), 8, 0)
        beneath = os.open("/", os.O_PATH)
        call(445, rules, 1, ctypes.create_string_buffer(struct.pack("=Qi", 1 << 2, beneath), 12), 0)
        call(446, rules, 0)
        return other.read_text()

    assert try_in(folder, widen, way).errno == errno.EACCES

    def allow_everything():
        code = ctypes.create_string_buffer(struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000), 8)
        filters = ctypes.create_string_buffer(struct.pack("@HP", 1, ctypes.addressof(code)), 16)
        call(numbers(ALLOWED, MACHINE)["seccomp"], 1, 0, filters)
        return os.fork()

    assert try_in(folder, allow_everything, way).errno == errno.EPERM


def test_memory(folder, way):
    def work():
        kept = []
        for _ in range(64):
            kept.append(bytearray(2**24))
        return len(kept)

    few = Limits(memory=2**28)
    assert try_in(folder, work, way, limits=few).error == "MemoryError"
    assert try_in(folder, work, way, limits=Limits(memory=2**31)).value == 64
    shared = try_in(folder, lambda: len(mmap.mmap(-1, 2**29)), way, limits=few)
    assert shared.errno == errno.ENOMEM


def test_computing(folder, way):
    def work():
        while True:
            pass

    assert try_in(folder, work, way, limits=Limits(cpu=1)).signal == signal.SIGXCPU

    def deaf():
        signal.signal(signal.SIGXCPU, signal.SIG_IGN)
        work()

    if way == WAYS[0]:  # once is enough for what takes two seconds
        assert try_in(folder, deaf, way, limits=Limits(cpu=1)).signal == signal.SIGKILL


def test_one_file_and_many_open(folder, way):
    limits = Limits(file=100_000, files=40)
    found = try_in(folder, lambda: Path("big").write_bytes(bytes(200_000)), way, limits=limits)
    assert found.errno == errno.EFBIG and (folder / "big").stat().st_size <= 100_000
    found = try_in(folder, lambda: len([os.open(".", os.O_RDONLY) for _ in range(50)]), way, limits=limits)
    assert found.errno == errno.EMFILE


def test_threads(folder, way):
    def work():
        go = threading.Event()
        threading.stack_size(2**16)
        started = 0
        try:
            for _ in range(200):
                threading.Thread(target=go.wait, daemon=True).start()
                started += 1
        except RuntimeError:
            pass
        return started

    if str(Path("/proc/self/ns/pid").readlink()) != "pid:[4026531836]":
        pytest.skip("in a container, whose threads outside of it cannot be counted")
    assert try_in(folder, work, way, limits=Limits(threads=20)).value <= 20
    assert try_in(folder, work, way, limits=Limits(threads=400)).value == 200


def test_descriptors_are_turned_away(folder, other, way):
    held = os.open(other, os.O_RDWR)
    try:
        assert try_in(folder, lambda: os.read(held, 3).decode(), way).value == "the"
        os.lseek(held, 0, os.SEEK_SET)
        keep = set(range(65_536)) - {held}  # with the pipe of the answer, whatever its number
        assert try_in(folder, lambda: os.read(held, 3).decode(), way, keep=keep).value == ""
    finally:
        os.close(held)
    assert other.read_text(encoding="utf-8") == "the grader's"


def test_it_ends_with_its_parent(folder, way):
    ready, told = os.pipe()
    middle = os.fork()
    if middle == 0:
        try:
            try_in(folder, lambda: (os.write(told, str(os.getpid()).encode()), signal.pause()), way)
        finally:
            os._exit(0)
    os.close(told)
    assert os.read(ready, 20).isdigit()
    os.kill(middle, signal.SIGKILL)
    os.waitpid(middle, 0)
    assert os.read(ready, 20) == b""  # nobody holds the other end any more
    os.close(ready)


def test_more_than_one_thread_is_not_closed_off(folder, way):
    from classroom.sandbox.enter import enter

    def work():
        threading.Thread(target=threading.Event().wait, daemon=True).start()
        enter(Limits(), readable=[], writable=[])

    found = try_in(folder, work, way, close=False)
    assert found.error == "SandboxError" and "2 threads" in found.message


def test_what_is_not_there_is_not_closed_off(folder, way):
    from classroom.sandbox.enter import enter

    found = try_in(folder, lambda: enter(Limits(), readable=[Path("/not/there")], writable=[]), way, close=False)
    assert found.error == "SandboxError" and "/not/there" in found.message
