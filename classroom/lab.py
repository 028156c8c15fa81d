"""Opening JupyterLab on a workspace, with settings of its own and without touching anybody's own Jupyter."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.errors import KitError
from classroom.files import to_json, write_if_new

ADDRESS = "127.0.0.1"
FIRST_PORT = 8888
LOCALES = {"en": "en", "zh-Hant": "zh_TW", "zh-Hans": "zh_CN"}
"""JupyterLab's name for the language of its menus."""

_OFF = ("@jupyter/nbgrader", "@jupyter-notebook/lab-extension", "jupyterlab-jupytext")
"""Extensions that a learner has no use for: grading, another user interface, notebooks as text."""

_SERVER_OFF = (
    "jupyterlab_jupytext",
    "notebook",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
)
"""Their parts on the server's side."""


@dataclass(frozen=True)
class Running:
    """A JupyterLab that is ready to be started: the server, and the address that opens it."""

    server: Any
    url: str


def prepare(workspace: Path, *, page: str, language: str | None, port: int | None, browser: bool) -> Running:
    """Set JupyterLab up on a workspace. It serves once `serve` is called.

    Everything that JupyterLab keeps lies in the workspace's `.kit/lab`: the user's own settings are neither read nor
    changed, and only this environment's own kernel is offered.

    Args:
        workspace: the folder to serve.
        page: the notebook to open, by its path in the workspace.
        language: of JupyterLab's menus; JupyterLab's own default when None.
        port: the port; the next free one from 8888 on when None.
        browser: whether to open a browser.

    Raises:
        KitError: the port is in use.
    """
    if port is not None:
        check_port(port)
    home = workspace.resolve() / ".kit" / "lab"
    write_settings(home, language)
    os.environ.update(_environment(home))

    from jupyterlab.labapp import LabApp  # after the environment, which it reads

    options = {
        "ServerApp.ip": ADDRESS,
        "ServerApp.port": port or FIRST_PORT,
        "ServerApp.port_retries": 0 if port is not None else 50,
        "ServerApp.root_dir": str(workspace.resolve()),
        "ServerApp.open_browser": browser,
        "ServerApp.answer_yes": True,
        "ServerApp.allow_root": _is_root(),
        "ServerApp.log_level": "ERROR",
        "LabApp.default_url": f"/lab/tree/{page}",
        "LabApp.log_level": "ERROR",
        "LabApp.extension_manager": "readonly",
        "KernelSpecManager.allowed_kernelspecs": "python3",
    }
    server = LabApp.initialize_server(argv=[f"--{name}={value}" for name, value in options.items()])
    _trust(workspace, home / "data")
    url = f"http://{ADDRESS}:{server.port}/lab/tree/{page}?token={server.identity_provider.token}"
    return Running(server, url)


def _trust(workspace: Path, data: Path) -> None:
    """Sign the START pages, so that JupyterLab shows the bars in them, which it would strip from a stranger's page."""
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary(data_dir=str(data))
    for path in (workspace / language / "START.ipynb" for language in LOCALES):
        if path.is_file():
            with contextlib.suppress(ValueError, AttributeError):  # damaged: JupyterLab itself says so
                notary.sign(nbformat.read(path, as_version=4))


def serve(running: Running) -> None:
    """Serve until Ctrl-C or a signal ends it."""
    from jupyter_server.extension.application import NoStart

    # From here on JupyterLab's critical messages are its banner and "Shutting down": the command line says both itself.
    running.server.log.addFilter(lambda record: record.levelno < logging.CRITICAL)
    with contextlib.suppress(NoStart):
        running.server.start()


def check_port(port: int) -> None:
    """Raise KitError, in a sentence that says what would do, for a port that cannot be had."""
    if not 1 <= port <= 65535:
        raise KitError(f"There is no port {port}; choose one from 1024 to 65535.")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as attempt:
        if os.name != "nt":  # there this option would let two servers share a port
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((ADDRESS, port))
        except PermissionError as problem:
            raise KitError(f"The port {port} needs an administrator's rights; choose one from 1024 on.") from problem
        except OSError as problem:
            raise KitError(
                f"The port {port} is in use; choose another, or leave --port out to get a free one."
            ) from problem


def missing_fonts() -> str:
    """On a Linux machine without a font for Chinese, the command that installs one; "" elsewhere."""
    tool = shutil.which("fc-list")
    if not sys.platform.startswith("linux") or tool is None:
        return ""
    try:
        found = subprocess.run([tool, ":lang=zh", "family"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return "" if found.returncode or found.stdout.strip() else "sudo apt-get install fonts-noto-cjk"


def write_settings(home: Path, language: str | None) -> None:
    overrides: dict[str, Any] = {
        "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
        "@jupyterlab/docmanager-extension:plugin": {
            "autosaveInterval": 20,
            "defaultViewers": {"markdown": "Markdown Preview"},
        },
        "@jupyterlab/notebook-extension:tracker": {"showEditorForReadOnlyMarkdown": False},
    }
    if language is not None:
        overrides["@jupyterlab/translation-extension:plugin"] = {"locale": LOCALES[language]}
    config = home / "config"
    write_if_new(config / "labconfig" / "default_setting_overrides.json", to_json(overrides))
    server = {"ServerApp": {"jpserver_extensions": dict.fromkeys(_SERVER_OFF, False)}}
    write_if_new(config / "jupyter_server_config.d" / "kit.json", to_json(server))
    # A kernel's warnings go to the terminal, where nobody could do anything about them.
    kernel = {"IPKernelApp": {"log_level": logging.ERROR}}
    write_if_new(home / "ipython" / "profile_default" / "ipython_kernel_config.json", to_json(kernel))
    write_if_new(config / "labconfig" / "page_config.json", to_json({"disabledExtensions": dict.fromkeys(_OFF, True)}))


def _environment(home: Path) -> dict[str, str]:
    """The environment variables of JupyterLab and of its kernels."""
    return {
        "JUPYTER_CONFIG_PATH": str(home / "config"),  # before the environment's own, which switches everything on
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "IPYTHONDIR": str(home / "ipython"),  # nobody's own start-up files run before a lesson
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
        # A learner's own `!python` and `!pip` are this environment's.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
