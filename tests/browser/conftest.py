"""One JupyterLab for all browser tests, started as a learner starts it, and a browser that looks at it."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

START_LIMIT = 600
"""Seconds that building the workspace and starting JupyterLab may take on a busy machine."""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address, its token, and the workspace it serves."""

    address: str
    token: str
    workspace: Path

    def url(self, page: str) -> str:
        """The address that opens one notebook, whatever was open before."""
        return f"{self.address}/lab/tree/{page}?reset&token={self.token}"


@pytest.fixture(scope="session")
def lab(chromium, made_once, tmp_path_factory) -> Iterator[Lab]:
    """`classroom start` on a workspace that was built once for all test processes."""
    classroom = Path(sys.executable).with_name("classroom")

    def build(there: Path) -> None:
        there.mkdir()
        subprocess.run([classroom, "build"], cwd=there, check=True, capture_output=True, timeout=START_LIMIT)

    folder = made_once("learner", build)
    command = [classroom, "start", "--no-browser"]
    log_path = tmp_path_factory.mktemp("lab") / "log.txt"
    with log_path.open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=log)
        try:
            found = _address(server, time.monotonic() + START_LIMIT)
            assert found, log_path.read_text(encoding="utf-8")
            yield Lab(found[1], found[2], folder / "workspace")
        finally:
            server.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(20)
            server.kill()


def _address(server: subprocess.Popen, until: float) -> re.Match[str] | None:
    """Wait for the line with the address; None where the server ended or took too long."""
    said = ""
    while time.monotonic() < until:
        if select.select([server.stdout], [], [], 1)[0]:
            more = os.read(server.stdout.fileno(), 4096).decode("utf-8")
            if not more:
                return None
            said += more
        if found := re.search(r"(http://[\d.]+:\d+)/lab/tree/START\.ipynb\?token=(\w+)", said):
            return found
    return None


@pytest.fixture
def open_page(lab, browser) -> Iterator[Callable[[str], Page]]:
    """Open a notebook of the workspace in a window of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB")

    def open_notebook(path: str) -> Page:
        page = context.new_page()
        page.goto(lab.url(path))
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        return page

    yield open_notebook
    context.close()


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keep a picture of the page in the folder that KIT_SCREENSHOTS names; nothing where it is not set."""
    folder = os.environ.get("KIT_SCREENSHOTS")

    def keep(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png")

    return keep
