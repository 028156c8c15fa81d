"""Sets the course up beside itself and opens it in JupyterLab. It is handed out as it stands, and needs only Python.

What the learner works in is the folder `workspace`. It may come from an older handout: what the learner wrote there is
never touched.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path

KIT = Path(__file__).resolve().parent
HOME = KIT.parent
WORKSPACE = HOME / "workspace"
HANDED = WORKSPACE / ".kit" / "handed-out.json"
ENVIRONMENT = HOME / ".venv"
READY = ENVIRONMENT / "ready.txt"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
START = "START.ipynb"
PORT = 8888
ASKED = re.compile(r"^today\([^\n]*\)[ ]*$", re.MULTILINE)
"""How a cell asks for the plan. What a learner chose in it is kept elsewhere, so it makes no page their own."""


def main() -> int:
    """Set up what is missing, bring the workspace up to date, open JupyterLab; the exit code."""
    parser = argparse.ArgumentParser(description="Open the course in JupyterLab.")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument("--port", type=int, default=None, help="the port; the next free one from 8888 on at first")
    asked = parser.parse_args()
    say = json.loads((KIT / "words.json").read_text(encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        return fail(say["python"].format(version=".".join(map(str, sys.version_info[:2]))))
    try:
        python = find_python(say)
        for told in renew(KIT / "workspace", WORKSPACE):
            print(say["beside"].format(**told), flush=True)
        return open_lab(python, say, asked)
    except subprocess.CalledProcessError:
        return fail(say["install-failed"])
    except OSError as problem:
        return fail(say["disk"].format(problem=problem))
    except KeyboardInterrupt:
        return fail(say["stopped"])


def fail(sentence: str) -> int:
    """Say what is wrong; the exit code of a program that failed."""
    print(sentence, file=sys.stderr, flush=True)
    return 1


def find_python(say: dict[str, str]) -> Path:
    """The Python that has everything: this one where an environment was made for the course, else that of `.venv`."""
    wheel = KIT / json.loads((KIT / "about.json").read_text(encoding="utf-8"))["wheel"]  # older ones may lie beside it
    requirements = KIT / "requirements.txt"
    if has_everything(wheel):
        return Path(sys.executable)
    wanted = hashlib.sha256(requirements.read_bytes() + wheel.name.encode()).hexdigest()
    if PYTHON.exists() and READY.is_file() and READY.read_text(encoding="utf-8") == wanted:
        return PYTHON
    print(say["setting-up"], flush=True)
    if not (PYTHON.exists() and READY.is_file()):  # where one is whole, only what is new is installed
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
    READY.unlink(missing_ok=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--requirement", str(requirements)], check=True)
    subprocess.run([*pip, "--quiet", "--no-deps", "--force-reinstall", str(wheel)], check=True)
    READY.write_text(wanted, encoding="utf-8")
    return PYTHON


def has_everything(wheel: Path) -> bool:
    """Whether this very Python has JupyterLab and the course's own package in the version that was handed out."""
    name, version = wheel.name.split("-")[:2]
    try:
        return importlib.util.find_spec("jupyterlab") is not None and metadata.version(name) == version
    except metadata.PackageNotFoundError:
        return False


def renew(source: Path, target: Path) -> list[dict[str, str]]:
    """Bring the learner's folder up to date; what the learner wrote stays, with the new version beside it.

    Args:
        source: the folder that was handed out.
        target: the folder that the learner works in.

    Returns:
        For each file of the learner's that was met: what it is called, and what the new version beside it is.
    """
    try:
        before = json.loads((target / HANDED.relative_to(WORKSPACE)).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    known = before if isinstance(before, dict) else {}
    met, now = [], {}
    for path in sorted(source.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(source).as_posix()
        mine, data = target / name, path.read_bytes()
        now[name] = essence(data, name)
        there = essence(mine.read_bytes(), name) if mine.is_file() else None
        if there == now[name]:
            continue
        if there is None or there == known.get(name) or name.startswith(".kit/"):
            write(mine, data)
        elif known.get(name) != now[name]:
            beside = free_name(mine)
            if name.endswith(".ipynb"):
                write(beside, data)
                met.append({"file": name, "other": beside.name})
            else:
                mine.replace(beside)
                write(mine, data)
    write(target / HANDED.relative_to(WORKSPACE), json.dumps(now, indent=1, sort_keys=True).encode())
    return met


def essence(data: bytes, name: str) -> str:
    """A fingerprint of what a person can have written: of a notebook only the cells' text, of other files all."""
    if name.endswith(".ipynb"):
        try:
            cells = [
                [one["cell_type"], ASKED.sub("today()", "".join(one["source"]))] for one in json.loads(data)["cells"]
            ]
            data = json.dumps(cells).encode()
        except (ValueError, KeyError, TypeError):
            pass
    return hashlib.sha256(data).hexdigest()


def free_name(path: Path) -> Path:
    """A name beside a file that nothing has yet."""
    number = 1
    while (other := path.with_name(f"{path.stem}.new{'' if number == 1 else f'-{number}'}{path.suffix}")).exists():
        number += 1
    return other


def write(path: Path, data: bytes) -> None:
    """Write a file whole: under another name first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(data)
    temporary.replace(path)


def open_lab(python: Path, say: dict[str, str], asked: argparse.Namespace) -> int:
    """Open JupyterLab with settings of its own, and serve until it is ended."""
    lab = WORKSPACE / ".kit" / "lab"
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_PATH": str(lab / "config"),
        "JUPYTER_CONFIG_DIR": str(lab / "config"),
        "JUPYTER_DATA_DIR": str(lab / "data"),
        "IPYTHONDIR": str(lab / "ipython"),
        "JUPYTERLAB_SETTINGS_DIR": str(lab / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(lab / "workspaces"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
        "PATH": os.pathsep.join([str(python.parent), os.environ.get("PATH", "")]),
    }
    # START shows the plan and the progress of today, and JupyterLab the bars in it only where it is trusted.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    for module in ("tutor.start_outputs", "nbformat.sign"):
        subprocess.run([str(python), "-m", module, START], cwd=WORKSPACE, env=environment, check=False, **quiet)
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": asked.port or PORT,
        "ServerApp.port_retries": 50 if asked.port is None else 0,
        "ServerApp.root_dir": str(WORKSPACE),
        "ServerApp.open_browser": not asked.no_browser,
        "ServerApp.answer_yes": True,
        "ServerApp.allow_root": hasattr(os, "geteuid") and os.geteuid() == 0,
        "ServerApp.log_level": "ERROR",
        "LabApp.default_url": f"/lab/tree/{START}",
        "LabApp.log_level": "ERROR",
        "LabApp.extension_manager": "readonly",
        "KernelSpecManager.allowed_kernelspecs": "python3",
    }
    print(say["opening"], flush=True)
    command = [str(python), "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]
    serving = subprocess.Popen(command, cwd=WORKSPACE, env=environment)
    while True:
        try:
            code = serving.wait()
            break
        except KeyboardInterrupt:  # JupyterLab got it too, and ends by itself
            continue
    print(say["ended"] if code == 0 else say["lab-failed"], flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
