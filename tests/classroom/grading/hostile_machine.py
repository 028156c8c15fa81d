"""Attacks on the machine: processes, memory, disk, floods, code that does not end or ends everything, the network, and
other processes.
"""

from __future__ import annotations

from hostile import ALL, REACH, Hostile

STUBBORN = """
import signal

signal.signal(signal.SIGALRM, signal.SIG_IGN)
signal.signal(signal.SIGXCPU, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""


def _monetary(body: str, before: str = "") -> dict[str, str]:
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return {"monetary": f"{before}def monetary(orders, refunds, snapshot):\n{lines}\n    return 7\n"}


PROCESSES = (
    Hostile(
        name="fork, exec, spawn and a shell",
        kind="processes",
        first=REACH + "import os, subprocess\nreach(lambda: os.fork() >= 0)\n"
        "reach(lambda: subprocess.run(['/bin/true']).returncode == 0)\n"
        "reach(lambda: os.posix_spawn('/bin/true', ['true'], {}))\nreach(lambda: os.system('true') == 0)\n"
        "reach(lambda: os.execv('/bin/true', ['true']))\nreach(lambda: get_ipython().system('true') is None)",
    ),
    Hostile(
        name="a pool of processes",
        kind="processes",
        first=REACH + "import multiprocessing as m\n"
        "for way in ('fork', 'spawn', 'forkserver'):\n"
        "    reach(lambda: m.get_context(way).Process(target=print).start() is None)",
        loses=ALL,
    ),
    Hostile(  # by their numbers on x86_64
        name="calls that Python has no function for",
        kind="processes",
        first=REACH + "import ctypes, os\nlibc = ctypes.CDLL(None)\n"
        "for call, *more in ((57,), (58,), (101, 16, os.getppid()), (310, os.getppid()), (272, 0x10000000), "
        "(165,), (425, 4),\n"
        "                    (323, 0), (298,), (321,), (434, os.getppid(), 0), (29, 1, 4096, 0o1777), (56, 17, 0)):\n"
        "    reach(lambda: libc.syscall(call, *more, 0, 0, 0, 0) >= 0)",
    ),
    Hostile(
        name="threads that outlive the cells",
        kind="processes",
        first="import threading\n\n\ndef on():\n    while True:\n        sum(range(1000))\n\n\n"
        "for daemon in (True, False):\n    threading.Thread(target=on, daemon=daemon).start()",
        loses=ALL,
    ),
    Hostile(
        name="threads without an end",
        kind="processes",
        first="import threading, time\n"
        "while True: threading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
        loses=ALL,
    ),
    Hostile(
        name="signals to others",
        kind="processes",
        first=REACH + "import os\nfor who in (os.getppid(), 1, 0):\n    reach(lambda: os.kill(who, 0) is None)\n"
        "reach(lambda: os.killpg(os.getpgid(os.getppid()), 0) is None)",
    ),
    Hostile(
        name="it stops itself",
        kind="processes",
        first="import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    ),
)

MEMORY = (
    Hostile(name="all at once", kind="memory", first="block = bytearray(2**34)"),
    Hostile(
        name="all at once, in a function",
        kind="memory",
        answers=_monetary("bytearray(2**34)"),
        states={"monetary": "out of memory"},
    ),
    Hostile(
        name="bit by bit, and none of it let go",
        kind="memory",
        first="kept = []\nwhile True:\n    try: kept.append(bytearray(2**22))\n    except MemoryError: break",
        loses=ALL,
    ),
    Hostile(
        name="in a thread",
        kind="memory",
        first="import threading\nkept = []\n\n\ndef take():\n    while True: kept.append(bytearray(2**22))\n\n\n"
        "threading.Thread(target=take, daemon=True).start()",
        loses=ALL,
    ),
    Hostile(name="with NumPy", kind="memory", first="import numpy as np\nnp.ones((2**17, 2**17))"),
    Hostile(
        name="with the C library and mmap",
        kind="memory",
        first="import ctypes, mmap\nlibc = ctypes.CDLL(None)\nlibc.malloc.restype = ctypes.c_void_p\n"
        "while libc.malloc(ctypes.c_size_t(2**20)): pass\nmmap.mmap(-1, 2**33)",
        loses=ALL,
    ),
    Hostile(
        name="an answer of ten million rows",
        kind="memory",
        answers={"monetary": "def monetary(orders, refunds, snapshot):\n    return pd.Series(range(10**7))"},
    ),
)

DISK = (
    Hostile(
        name="one large file",
        kind="disk",
        first="with open('x', 'wb') as file:\n    while True: file.write(bytes(2**20))",
    ),
    Hostile(
        name="many large files",
        kind="disk",
        first="import itertools\nfor number in itertools.count():\n"
        "    with open(f'x{number}', 'wb') as file: file.write(bytes(2**21))",
    ),
    Hostile(
        name="many large files, while it sends something all the time",
        kind="disk",
        first="import itertools, os, struct\nfor number in itertools.count():\n"
        "    with open(f'x{number}', 'wb') as file: file.write(bytes(2**21))\n    os.write(4, struct.pack('>d', 8e4))\n"
        "    os.write(3, b'1\\n')",
    ),
    Hostile(
        name="empty files without an end",
        kind="disk",
        first="import itertools, os\nfor number in itertools.count(): os.close(os.open(f'x{number}', os.O_CREAT))",
    ),
    Hostile(
        name="folders in folders, 400 deep",
        kind="disk",
        first="import os\nfor number in range(400):\n    os.mkdir('deep' * 20)\n    os.chdir('deep' * 20)",
        loses=ALL,
    ),
    Hostile(
        name="a folder that nobody may open, with files in it",
        kind="disk",
        first="import os\nos.umask(0)\nos.mkdir('shut', 0o300)\nopen('shut/x', 'w').write('x')\nos.mkdir('never', 0)",
    ),
    Hostile(
        name="links in a circle, hard and soft, pipes and sockets",
        kind="disk",
        first=REACH + "import os, socket\nreach(lambda: os.symlink('.', 'round') is None)\n"
        "reach(lambda: os.symlink('/etc', 'etc') is None)\nreach(lambda: os.link('kit.toml', 'y') is None)\n"
        "reach(lambda: os.link('/etc/hostname', 'y') is None)\nreach(lambda: os.mkfifo('pipe') is None)\n"
        "reach(lambda: os.mknod('node') is None)\nreach(lambda: socket.socket(socket.AF_UNIX).bind('s') is None)",
    ),
)

FLOODS = (
    Hostile(name="print", kind="floods", first="while True: print('x' * 10**6)"),
    Hostile(
        name="the first three descriptors",
        kind="floods",
        first="import os, time\nuntil = time.time() + 1\nwhile time.time() < until:\n"
        "    for end in (1, 2): os.write(end, bytes(2**16))",
    ),
    Hostile(
        name="all descriptors",
        kind="floods",
        first="import os\nwhile True:\n    for end in (1, 2, 3):\n        os.write(end, bytes(2**16))",
    ),
    Hostile(
        name="warnings, logging and figures",
        kind="floods",
        first="import warnings, logging, matplotlib.pyplot as plt\nfor number in range(30):\n    plt.figure()\n"
        "    warnings.warn('x' * 10**5)\n    logging.error('x' * 10**5)",
    ),
)

ENDLESS = (
    Hostile(name="a loop in a cell", kind="endless", first="while True: pass"),
    Hostile(name="a loop in a cell that nothing stops", kind="endless", first=STUBBORN),
    Hostile(
        name="a loop in a function that nothing stops",
        kind="endless",
        answers=_monetary(STUBBORN.strip()),
        states={"monetary": "timeout"},
    ),
    Hostile(
        name="an object that never lets go",
        kind="endless",
        first="class Never:\n    def __del__(self):\n        while True: pass\n\n\nNever()",
    ),
    Hostile(
        name="one step of C: a power",
        kind="endless",
        answers=_monetary("10**10**9"),
        states={"monetary": "timeout"},
    ),
    Hostile(
        name="one step of C: a regular expression",
        kind="endless",
        first="import re\nre.match('(a+)+$', 'a' * 60 + 'b')",
    ),
    Hostile(
        name="one step of C: singular values",
        kind="endless",
        answers=_monetary("import numpy as np\nnp.linalg.svd(np.random.rand(2500, 2500))"),
    ),
    Hostile(name="sleep", kind="endless", first="import time\ntime.sleep(10**6)"),
    Hostile(
        name="waiting for what never comes, without signals",
        kind="endless",
        answers=_monetary(
            "import signal, threading\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
            "lock = threading.Lock()\nlock.acquire()\nlock.acquire()"
        ),
        states={"monetary": "timeout"},
    ),
    Hostile(
        name="four cells that nothing stops",
        kind="endless",
        first=STUBBORN,
        edit=lambda notebook: (
            notebook | {"cells": [notebook["cells"][0] | {"id": f"x{n}"} for n in range(4)] + notebook["cells"]}
        ),
        loses=ALL,
    ),
)

ENDS = (
    Hostile(name="os._exit in a cell", kind="ends", first="import os\nos._exit(0)"),
    Hostile(
        name="os._exit in a function",
        kind="ends",
        answers=_monetary("import os\nos._exit(0)"),
        states={"monetary": "error"},
    ),
    Hostile(name="os.abort", kind="ends", first="import os\nos.abort()"),
    Hostile(name="a segmentation fault", kind="ends", first="import ctypes\nctypes.string_at(0)"),
    Hostile(name="SIGKILL to itself", kind="ends", first="import os\nos.kill(os.getpid(), 9)"),
    Hostile(name="exit, quit and sys.exit", kind="ends", first="import sys\nexit()\nquit()\nsys.exit(3)"),
    *(
        Hostile(
            name=f"{kind} in a function", kind="ends", answers=_monetary(f"raise {kind}"), states={"monetary": "error"}
        )
        for kind in ("SystemExit", "KeyboardInterrupt", "GeneratorExit", "StopIteration", "MemoryError.__base__")
    ),
    Hostile(
        name="recursion without an end",
        kind="ends",
        first="import sys\nsys.setrecursionlimit(10**9)\n\n\ndef down(x=None):\n"
        "    return down([x]) or down()\n\n\ndown()",
        loses=ALL,
    ),
    Hostile(name="closing every descriptor", kind="ends", first="import os\nos.closerange(0, 128)"),
    Hostile(
        name="turning every descriptor to nowhere",
        kind="ends",
        first="import os\nnothing = os.open('/dev/null', os.O_RDWR)\nfor end in range(3, 60): os.dup2(nothing, end)",
    ),
    Hostile(
        name="its own folder left, changed and removed",
        kind="ends",
        first="import os, shutil\nhere = os.getcwd()\nos.umask(0o777)\nos.chdir('/')\n"
        "shutil.rmtree(here, ignore_errors=True)\n"
        "shutil.rmtree(os.environ['HOME'], ignore_errors=True)\nos.chmod('/tmp', 0)",
    ),
)

NETWORK = (
    Hostile(
        name="sockets, names and pages",
        kind="network",
        first=REACH
        + "import socket, urllib.request\nreach(lambda: socket.create_connection(('127.0.0.1', 1), 1) or True)\n"
        "for kind in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):\n"
        "    for way in (socket.SOCK_STREAM, socket.SOCK_DGRAM): reach(lambda: socket.socket(kind, "
        "way).fileno() >= 0)\n"
        "reach(lambda: socket.getaddrinfo('example.org', 80))\n"
        "reach(lambda: urllib.request.urlopen('http://127.0.0.1:1/', timeout=1))\n"
        "reach(lambda: pd.read_csv('http://127.0.0.1/x'))",
    ),
)

MACHINE = (*PROCESSES, *MEMORY, *DISK, *FLOODS, *ENDLESS, *ENDS, *NETWORK)
