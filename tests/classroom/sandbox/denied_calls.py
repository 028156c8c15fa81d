"""System calls that nothing in the sandbox may make, with their numbers from the kernel's own tables."""

from __future__ import annotations

import platform

DENIED = """
    fork 57 -, vfork 58 -, execve 59 221, execveat 322 281, ptrace 101 117, process_vm_readv 310 270,
    process_vm_writev 311 271, pidfd_open 434 434, pidfd_getfd 438 438, pidfd_send_signal 424 424,
    rt_sigqueueinfo 129 138, rt_tgsigqueueinfo 297 240, kcmp 312 272, process_madvise 440 440,
    process_mrelease 448 448, migrate_pages 256 238, move_pages 279 239, setpriority 141 140, ioprio_set 251 30,
    sched_setscheduler 144 119, sched_setparam 142 118, sched_setattr 314 274, mount 165 40, umount2 166 39,
    open_tree 428 428, move_mount 429 429, fsopen 430 430, fsconfig 431 431, fsmount 432 432, fspick 433 433,
    mount_setattr 442 442, unshare 272 97, setns 308 268, chroot 161 51, pivot_root 155 41, add_key 248 217,
    request_key 249 218, keyctl 250 219, bpf 321 280, perf_event_open 298 241, userfaultfd 323 282,
    io_uring_setup 425 425, io_uring_enter 426 426, io_uring_register 427 427, io_setup 206 0, memfd_create 319 279,
    memfd_secret 447 447, shmget 29 194, shmat 30 196, msgget 68 186, semget 64 190, mq_open 240 180,
    mq_unlink 241 181, init_module 175 105, finit_module 313 273, delete_module 176 106, kexec_load 246 104,
    kexec_file_load 320 294, reboot 169 142, swapon 167 224, swapoff 168 225, acct 163 89, quotactl 179 60,
    quotactl_fd 443 443, settimeofday 164 170, clock_settime 227 112, adjtimex 159 171, clock_adjtime 305 266,
    sethostname 170 161, setdomainname 171 162, personality 135 92, name_to_handle_at 303 264,
    open_by_handle_at 304 265, fanotify_init 300 262, fanotify_mark 301 263, inotify_init 253 -,
    inotify_init1 294 26, inotify_add_watch 254 27, iopl 172 -, ioperm 173 -, modify_ldt 154 -, syslog 103 116,
    vhangup 153 58, sync 162 81, syncfs 306 267, splice 275 76, tee 276 77, vmsplice 278 75, link 86 -,
    linkat 265 37, symlink 88 -, symlinkat 266 36, mknod 133 -, mknodat 259 33, truncate 76 45, chown 92 -,
    lchown 94 -, fchown 93 55, fchownat 260 54, removexattr 197 14, file_setattr 469 469, setuid 105 146,
    setgid 106 144, setreuid 113 145, setregid 114 143, setresuid 117 147, setresgid 119 149, setgroups 116 159,
    setfsuid 122 151, capset 126 91, setpgid 109 154, setsid 112 157, utime 132 -, utimes 235 -, futimesat 261 -,
    uselib 134 -, nfsservctl 180 42, lookup_dcookie 212 18, mbind 237 235, set_mempolicy 238 237,
    remap_file_pages 216 234, setsockopt 54 208, statmount 457 457, listmount 458 458,
"""
"""Name, number on x86_64, number on aarch64."""


def denied(machine: str) -> dict[str, int]:
    """Their numbers on a machine."""
    column = 1 if machine == "x86_64" else 2
    rows = [entry.split() for entry in DENIED.replace("\n", " ").split(",") if entry.strip()]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


def denied_here() -> dict[str, int]:
    """Their numbers on the machine that the tests run on."""
    return denied(platform.machine())
