"""What every test may ask for: the repository, the real ledgers, a browser."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Enough draws to find what a change breaks; `make test-slow` takes many more.
settings.register_profile("quick", max_examples=20, deadline=None)
settings.register_profile("thorough", max_examples=300, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

REPOSITORY = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder the kit lies in."""
    return REPOSITORY


@pytest.fixture(scope="session")
def reference_ledgers() -> Path:
    """The folder with the real ledgers, which are not part of the kit."""
    folder = os.environ.get("REFERENCE_LEDGERS")
    if not folder:
        pytest.skip("REFERENCE_LEDGERS is not set: it names the folder with cdnow.parquet and online_retail.parquet")
    return Path(folder)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Gives a folder that is made by whichever of the test processes comes first; the others wait for it."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def folder_of(name: str, make: Callable[[Path], object]) -> Path:
        folder, done, failed = (root / f"{name}{end}" for end in ("", ".done", ".failed"))
        try:
            (root / f"{name}.making").mkdir()
        except FileExistsError:
            while not done.exists():
                time.sleep(0.2)
        else:
            try:
                make(folder)
            except BaseException:
                failed.touch()
                raise
            finally:
                done.touch()
        assert not failed.exists(), f"{name} could not be made; the test that came first says why"
        return folder

    return folder_of


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium the browser tests can drive."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium on this machine; Debian, Ubuntu: sudo apt-get install chromium")


@pytest.fixture(scope="session")
def browser(chromium) -> Iterator[Browser]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quiet += ["--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=quiet)
        yield running
        running.close()
