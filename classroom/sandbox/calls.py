"""The system calls a learner's code gets by with, and their numbers on each machine.

What does not stand here is refused. So nothing has to be known of a call that could do harm, and a call that a later
kernel brings is refused until somebody has thought about it.
"""

from __future__ import annotations

from functools import cache

from classroom.sandbox.kernel import ARCHITECTURES

LAST = 469
"""The highest number that was given out when this was written. A program that asks for a later one is told that this
kernel does not have it, and does without; for the others the answer is that it may not."""

ALLOWED = """
    # Files that are open already, or that Landlock lets it open
    read 0 63, write 1 64, open 2 -, openat 257 56, close 3 57, creat 85 -, lseek 8 62, pread64 17 67, pwrite64 18 68,
    readv 19 65, writev 20 66, preadv 295 69, pwritev 296 70, preadv2 327 286, pwritev2 328 287, sendfile 40 71,
    copy_file_range 326 285, fsync 74 82, fdatasync 75 83, ftruncate 77 46, fallocate 285 47, fadvise64 221 223,
    readahead 187 213, sync_file_range 277 84, flock 73 32, fcntl 72 25, ioctl 16 29, dup 32 23, dup2 33 -,
    dup3 292 24, pipe 22 -, pipe2 293 59, close_range 436 436,
    # Folders and names
    stat 4 -, lstat 6 -, fstat 5 80, newfstatat 262 79, statx 332 291, statfs 137 43, fstatfs 138 44, access 21 -,
    faccessat 269 48, faccessat2 439 439, readlink 89 -, readlinkat 267 78, getdents 78 -, getdents64 217 61,
    getcwd 79 17, chdir 80 49, fchdir 81 50, umask 95 166, mkdir 83 -, mkdirat 258 34, rmdir 84 -, unlink 87 -,
    unlinkat 263 35, rename 82 -, renameat 264 38, renameat2 316 276,
    # Memory
    mmap 9 222, munmap 11 215, mremap 25 216, mprotect 10 226, brk 12 214, madvise 28 233, msync 26 227,
    mincore 27 232, mlock 149 228, mlock2 325 284, munlock 150 229, get_mempolicy 239 236, membarrier 324 283,
    mseal 462 462, map_shadow_stack 453 453,
    # Threads, and their end
    clone 56 220, futex 202 98, futex_waitv 449 449, futex_wake 454 454, futex_wait 455 455, futex_requeue 456 456,
    set_robust_list 273 99, set_tid_address 218 96, gettid 186 178, rseq 334 293, arch_prctl 158 -,
    sched_yield 24 124, sched_getaffinity 204 123, sched_setaffinity 203 122, sched_getparam 143 121,
    sched_getscheduler 145 120, sched_get_priority_max 146 125, sched_get_priority_min 147 126, getcpu 309 168,
    restart_syscall 219 128, exit 60 93, exit_group 231 94,
    # Signals, to itself
    rt_sigaction 13 134, rt_sigprocmask 14 135, rt_sigreturn 15 139, rt_sigpending 127 136, rt_sigtimedwait 128 137,
    rt_sigsuspend 130 133, sigaltstack 131 132, signalfd 282 -, signalfd4 289 74, kill 62 129, tkill 200 130,
    tgkill 234 131, pause 34 -,
    # Time
    time 201 -, gettimeofday 96 169, clock_gettime 228 113, clock_getres 229 114, clock_nanosleep 230 115,
    nanosleep 35 101, times 100 153, getitimer 36 102, setitimer 38 103, alarm 37 -, timer_create 222 107,
    timer_settime 223 110, timer_gettime 224 108, timer_getoverrun 225 109, timer_delete 226 111,
    timerfd_create 283 85, timerfd_settime 286 86, timerfd_gettime 287 87,
    # Waiting
    poll 7 -, ppoll 271 73, select 23 -, pselect6 270 72, epoll_create 213 -, epoll_create1 291 20, epoll_ctl 233 21,
    epoll_wait 232 -, epoll_pwait 281 22, epoll_pwait2 441 441, eventfd 284 -, eventfd2 290 19, wait4 61 260,
    waitid 247 95,
    # Two ends of a socket in one process
    socketpair 53 199, sendto 44 206, recvfrom 45 207, sendmsg 46 211, recvmsg 47 212, sendmmsg 307 269,
    recvmmsg 299 243, shutdown 48 210, getsockname 51 204, getpeername 52 205, getsockopt 55 209,
    # What it may ask about itself
    getpid 39 172, getppid 110 173, getpgrp 111 -, getpgid 121 155, getsid 124 156, getuid 102 174, geteuid 107 175,
    getgid 104 176, getegid 108 177, getresuid 118 148, getresgid 120 150, getgroups 115 158, capget 125 90,
    uname 63 160, sysinfo 99 179, getrusage 98 165, getrlimit 97 163, setrlimit 160 164, prlimit64 302 261,
    prctl 157 167, getrandom 318 278,
    # Shutting itself in further
    landlock_create_ruleset 444 444, landlock_add_rule 445 445, landlock_restrict_self 446 446, seccomp 317 277,
"""
"""Name, number on x86_64, number on aarch64, or "-" where the machine never had it. Some are looked at closer:
see `seccomp`."""

ANSWERED = """
    chmod 90 -, fchmod 91 52, fchmodat 268 53, fchmodat2 452 452, utimensat 280 88, clone3 435 435, openat2 437 437,
    socket 41 198, connect 42 203, bind 49 200, listen 50 201, accept 43 202, accept4 288 242,
    getxattr 191 8, lgetxattr 192 9, fgetxattr 193 10, listxattr 194 11, llistxattr 195 12, flistxattr 196 13,
    setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7,
"""
"""Calls that are not made but answered in a way of their own, written in the same way."""


@cache
def numbers(table: str, machine: str) -> dict[str, int]:
    """The numbers that a table has for a machine, by the calls' names."""
    column = 1 + ARCHITECTURES[machine]
    rows = [
        entry.split() for line in table.splitlines() if not line.strip().startswith("#") for entry in line.split(",")
    ]
    return {row[0]: int(row[column]) for row in rows if row and row[column] != "-"}
