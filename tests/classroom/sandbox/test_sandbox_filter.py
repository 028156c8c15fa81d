"""The filter, run as the kernel would run it, on the machines it knows."""

from __future__ import annotations

import errno

import pytest
from denied_calls import denied

from classroom.sandbox.calls import ALLOWED, ANSWERED, LAST, numbers
from classroom.sandbox.seccomp import program

X86, ARM = "x86_64", "aarch64"
WORDS = {X86: 0xC000003E, ARM: 0xC00000B7}
I386 = 0x40000003
PID = 4321


def verdict(machine, number, *arguments, word=None):
    """What the filter says to a call: "allow", "kill", or the number of the error."""
    full = [*arguments, *[0] * (6 - len(arguments))]
    seen = {0: number, 4: WORDS[machine] if word is None else word}
    for place, value in enumerate(full):
        seen[16 + 8 * place], seen[20 + 8 * place] = value & 0xFFFFFFFF, value >> 32 & 0xFFFFFFFF
    code, at, held = program(machine, PID), 0, 0
    while True:
        kind, if_so, if_not, value = code[at]
        at += 1
        if kind == 0x20:
            held = seen[value]
        elif kind == 0x54:
            held &= value
        elif kind == 0x06:
            return {0x7FFF: "allow", 0x8000: "kill"}.get(value >> 16, value & 0xFFFF)
        else:
            true = {0x15: held == value, 0x25: held > value, 0x35: held >= value}[kind]
            at += if_so if true else if_not


@pytest.mark.parametrize("machine", WORDS)
def test_what_could_do_harm_is_refused(machine):
    said = {name: verdict(machine, number) for name, number in denied(machine).items()}
    assert len(said) > 100
    assert {name: one for name, one in said.items() if one != errno.EPERM} == {}


@pytest.mark.parametrize("machine", WORDS)
def test_no_call_is_let_through_that_is_not_in_the_table(machine):
    allowed = set(numbers(ALLOWED, machine).values())
    through = {number for number in range(LAST + 200) if verdict(machine, number) == "allow"}
    assert through <= allowed
    # Those that are looked at closer and say no to six zeros; everything else of the table goes through.
    closer = {"kill", "tkill", "tgkill", "clone", "socketpair", "ioctl", "prctl"}
    assert allowed - through == {numbers(ALLOWED, machine)[name] for name in closer}


@pytest.mark.parametrize("machine", WORDS)
def test_a_program_is_short_enough_and_jumps_forward_within_itself(machine):
    code = program(machine, PID)
    assert len(code) < 4096
    for place, (kind, if_so, if_not, _) in enumerate(code):
        assert 0 <= if_so <= 255 and 0 <= if_not <= 255
        assert kind == 0x06 or place + 1 + max(if_so, if_not) < len(code)


@pytest.mark.parametrize("machine", WORDS)
def test_calls_of_other_tables(machine):
    assert verdict(machine, 0, word=I386) == "kill"
    assert verdict(machine, 0, word=WORDS[ARM if machine == X86 else X86]) == "kill"
    assert verdict(machine, 0x40000000) == errno.ENOSYS  # x32's read
    assert verdict(machine, 0x40000000 + 520) == errno.ENOSYS  # x32's execve
    assert verdict(machine, LAST + 1) == errno.ENOSYS
    assert verdict(machine, 0xFFFFFFFF) == errno.ENOSYS


@pytest.mark.parametrize("machine", WORDS)
def test_signals_go_to_the_process_itself_alone(machine):
    call = numbers(ALLOWED, machine)
    for name in ("kill", "tkill", "tgkill"):
        assert verdict(machine, call[name], PID, 9) == "allow"
        assert verdict(machine, call[name], PID | 1 << 40, 9) == "allow"  # the kernel reads the low half, and so is it
        for other in (0, 1, PID + 1, 0xFFFFFFFF, (1 << 64) - PID, PID << 32):
            assert verdict(machine, call[name], other, 9) == errno.EPERM


@pytest.mark.parametrize("machine", WORDS)
def test_a_thread_is_no_process_and_makes_no_namespace(machine):
    clone = numbers(ALLOWED, machine)["clone"]
    assert verdict(machine, clone, 0x3D0F00) == "allow"  # what the C library asks for
    for flags in (17, 0x4111, 0x100, *(0x3D0F00 | 1 << bit for bit in (17, 25, 26, 27, 28, 29, 30))):
        assert verdict(machine, clone, flags) == errno.EPERM
    assert verdict(machine, numbers(ANSWERED, machine)["clone3"]) == errno.ENOSYS


@pytest.mark.parametrize("machine", WORDS)
def test_sockets(machine):
    answered, call = numbers(ANSWERED, machine), numbers(ALLOWED, machine)
    for family in range(46):
        assert verdict(machine, answered["socket"], family, 1) == errno.EACCES
    assert verdict(machine, call["socketpair"], 1, 1 | 0x80000) == "allow"  # streams, closed on exec
    for family, kind in ((1, 2), (1, 3), (1, 5), (2, 1), (16, 1), (40, 1)):
        assert verdict(machine, call["socketpair"], family, kind) == errno.EACCES
    assert verdict(machine, call["sendto"], 3, 4, 5, 0, 0, 0) == "allow"
    assert verdict(machine, call["sendto"], 3, 4, 5, 0, 1, 110) == errno.EPERM
    assert verdict(machine, call["sendto"], 3, 4, 5, 0, 1 << 32, 110) == errno.EPERM


@pytest.mark.parametrize("machine", WORDS)
def test_commands_and_flags(machine):
    call = numbers(ALLOWED, machine)
    assert verdict(machine, call["ioctl"], 0, 0x5401) == "allow"
    for command in (0x5412, 0x541C, 0x8901, 0x8902, 0x540E, 1 << 32 | 0x5412):  # typing into terminals, owners
        assert verdict(machine, call["ioctl"], 0, command) == errno.EPERM
    assert verdict(machine, call["fcntl"], 0, 3) == "allow"
    for command in (8, 10, 15, 1024, 1026):  # owner, signal, owner, lease, notice
        assert verdict(machine, call["fcntl"], 0, command) == errno.EPERM
    assert verdict(machine, call["prctl"], 15) == "allow"
    for option in (1, 4, 8, 28, 0x59616D61):  # death signal, dumpable, capabilities, secure bits, tracer
        assert verdict(machine, call["prctl"], option) == errno.EPERM
    for who, said in ((0, "allow"), (PID, "allow"), (1, errno.EPERM)):
        assert verdict(machine, call["prlimit64"], who, 7) == said
        assert verdict(machine, call["sched_setaffinity"], who, 8) == said
    reading, cutting, writing, mode_3 = 0, 0o1000, 0o1001, 3
    for flags, said in ((reading, "allow"), (writing, "allow"), (cutting, errno.EPERM), (mode_3, errno.EPERM)):
        assert verdict(machine, call["openat"], 0, 1, flags) == said
        if machine == X86:
            assert verdict(machine, call["open"], 1, flags) == said


@pytest.mark.parametrize("machine", WORDS)
def test_modes_and_dates_say_yes_and_touching_says_no(machine):
    answered = numbers(ANSWERED, machine)
    assert verdict(machine, answered["fchmod"], 3, 0o777) == 0
    assert verdict(machine, answered["utimensat"], -100, 1, 0x7F00_0000_0000) == 0
    assert verdict(machine, answered["utimensat"], -100, 1, 0) == errno.EPERM
    assert verdict(machine, answered["fsetxattr"], 3) == errno.EOPNOTSUPP
    assert verdict(machine, answered["openat2"], 3) == errno.ENOSYS


@pytest.mark.parametrize("machine", WORDS)
def test_every_name_has_one_number_and_stands_in_one_table(machine):
    both = [numbers(table, machine) for table in (ALLOWED, ANSWERED)]
    values = [number for table in both for number in table.values()]
    assert len(values) == len(set(values))
    assert not set(values) & set(denied(machine).values())
