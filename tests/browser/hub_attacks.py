"""What a learner and a stranger try on a hub, by addresses and from a kernel. Every line that succeeds is a hole."""

from __future__ import annotations

import json
from urllib.parse import quote

OWN = """\
import glob, json, os, pathlib, resource, socket, subprocess, urllib.request
found, tried = [], 0

def attempt(name, work):
    global tried
    tried += 1
    try:
        result = work()
    except BaseException as problem:
        return
    if result is not False:
        found.append(name)

given = json.loads(GIVEN)
read = lambda path: (open(path, "rb").read(1), None)[1]
def write(path):
    with open(path, "ab"):
        pass
def make(path):
    pathlib.Path(path).mkdir()
def listed(path):
    os.listdir(path)
for path in given["read"]:
    attempt("read " + path, lambda: read(path))
for path in given["list"]:
    attempt("list " + path, lambda: listed(path))
for path in given["write"]:
    attempt("write " + path, lambda: write(path))
for path in given["make"]:
    attempt("make " + path, lambda: make(path))
for path in given["glob"]:
    attempt("glob " + path, lambda: bool(glob.glob(path)))
for number in given["processes"]:
    attempt(f"environ {number}", lambda: read(f"/proc/{number}/environ"))
    attempt(f"memory {number}", lambda: read(f"/proc/{number}/mem"))
    attempt(f"files {number}", lambda: listed(f"/proc/{number}/fd"))
    attempt(f"signal {number}", lambda: os.kill(number, 0))
def answer(url):
    with urllib.request.urlopen(url, timeout=2) as said:
        return said.status == 200
for url in given["urls"]:
    attempt("url " + url, lambda: answer(url))
for path in given["sockets"]:
    def connect():
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(path)
    attempt(f"socket {path}", connect)
attempt("become root", lambda: os.setuid(0))
attempt("groups", lambda: os.setgroups([0]))
attempt("become another", lambda: os.setuid(given["other"]))
attempt("more processes", lambda: resource.setrlimit(resource.RLIMIT_NPROC, (10**6, 10**6)))
attempt("import answers", lambda: bool(__import__("solutions.a01_customers")))
attempt("give away", lambda: os.chown(os.path.expanduser("~/START.ipynb"), given["other"], -1))
def ran(command):
    return subprocess.run(command, capture_output=True, timeout=20, stdin=subprocess.DEVNULL).returncode == 0
for command in (["su", "-c", "id"], ["sudo", "-n", "id"], ["useradd", "intruder"], ["git", "-C", given["kit"], "log"]):
    attempt(" ".join(command), lambda: ran(command))
print("FIGURES", json.dumps([tried, found]))
"""


def in_kernel(given: dict) -> str:
    """The code that tries everything, for a kernel; it prints how much was tried and what succeeded."""
    return f"GIVEN = {json.dumps(json.dumps(given))}\n{OWN}"


def addresses(learner: str, teacher: str) -> list[tuple[str, str]]:
    """What somebody asks the hub for who has no business there: method and address.

    Args:
        learner: whose work is wanted.
        teacher: the instructor.
    """
    found = []
    for name in (learner, teacher):
        base = f"/user/{quote(name, safe='@~')}"
        found += [("GET", f"{base}/{page}") for page in PAGES]
        found += [("POST", f"{base}/api/kernels"), ("POST", f"{base}/api/terminals")]
        found += [("GET", f"/hub/api/users/{name}"), ("DELETE", f"/hub/api/users/{name}/server")]
        found += [("POST", f"/hub/api/users/{name}/{what}") for what in ("server", "tokens")]
        found += [("GET", f"/hub/{page}/{name}") for page in ("change-password", "discard", "authorize", "spawn")]
    found += [("GET", f"/user/{quote(teacher, safe='@~')}/{page}") for page in TEACHERS]
    found += [("GET", f"/hub/{page}") for page in HUB]
    found += [
        ("POST", "/hub/api/shutdown"),
        ("POST", "/hub/api/users/intruder"),
        ("DELETE", f"/hub/api/users/{learner}"),
    ]
    return found


def paths_out(own: str, folder: str) -> list[str]:
    """Addresses on one's own server that would lead out of one's home.

    Args:
        own: the server, such as "/user/ada/".
        folder: the class folder.
    """
    pages = ("formgrader", "formgrader/api/assignments", "formgrader/manage_assignments", "formgrader/gradebook")
    found = [f"{own}{page}" for page in pages]
    for path in (f"{folder}/class.toml", f"{folder}/gradebook.db", "/etc/shadow", f"{folder}/source"):
        up = "/".join([".."] * 8)
        for way in (path, f"{up}{path}", f"{up.replace('.', '%2e')}{path}", quote(f"{up}{path}", safe="")):
            found += [f"{own}{door}/{way}" for door in ("api/contents", "files", "lab/tree", "static")]
    return found


PAGES = (
    "",
    "lab",
    "api/contents",
    "api/contents/START.ipynb",
    "api/kernels",
    "api/sessions",
    "api/terminals",
    "api/status",
    "files/START.ipynb",
    "files/.kit/progress.json",
    "assignments?course_id=class",
    "lab/api/workspaces",
)

TEACHERS = (
    "formgrader",
    "formgrader/api/assignments",
    "formgrader/api/students",
    "formgrader/gradebook",
    "api/contents/class.toml",
    "files/gradebook.db",
    "files/sign-up.csv",
)

HUB = (
    "admin",
    "api/users",
    "api/groups",
    "api/proxy",
    "api/services",
    "api/info",
    "authorize",
    "api/user-redirect",
)
