"""What every test may ask for: the repository, the real ledgers, a browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# Enough draws to find what a change breaks; `make test-slow` takes many more.
settings.register_profile("quick", max_examples=30, deadline=None)
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
def chromium() -> str:
    """The path of a Chromium the browser tests can drive."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium on this machine; Debian, Ubuntu: sudo apt-get install chromium")
