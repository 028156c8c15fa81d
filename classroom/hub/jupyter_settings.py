"""Jupyter's settings for learners and for instructors: files that JUPYTER_CONFIG_PATH leads their servers to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from classroom.class_settings import ClassSettings
from classroom.files import to_json, write_if_new
from classroom.hub.homes import HANDED_OUT
from classroom.hub.places import Places
from classroom.hub.start_today import SERVER_CONFIG
from classroom.lab import LOCALES

SERVER_SIDE = "nbgrader.server_extensions"
"""Where nbgrader's parts of the server are."""

AUTOSAVE, AUTOSAVE_BEFORE_AN_END = 20, 10
"""After how many seconds a page saves what was changed. Where access ends and servers are stopped, what was typed since
then is what can be lost."""

LEARNERS = frozenset(("assignment_list", "validate_assignment"))
INSTRUCTORS = frozenset(("formgrader", "validate_assignment"))
"""Which of them each has."""

PARTS = ("assignment_list", "course_list", "formgrader", "validate_assignment")

PLUGINS = {"assignment_list": "assignment-list", "course_list": "course-list"}
"""What they are called in JupyterLab."""


def write_settings(places: Places, settings: ClassSettings) -> None:
    """Write both folders of settings, for everybody to read."""
    write_if_new(places.learner_config / "jupyter_server_config.py", SERVER_CONFIG)
    for folder, parts, config in (
        (places.learner_config, LEARNERS, learner_nbgrader(places, settings)),
        (places.instructor_config, INSTRUCTORS, instructor_nbgrader(places, settings)),
    ):
        write_if_new(folder / "nbgrader_config.py", config)
        write_if_new(folder / "jupyter_server_config.json", to_json(server_settings(parts)))
        on = {"ServerApp": {"jpserver_extensions": extensions(parts)}}
        write_if_new(folder / "jupyter_server_config.d" / "kit.json", to_json(on))
        lab = folder / "labconfig"
        write_if_new(lab / "page_config.json", to_json({"disabledExtensions": disabled(parts)}))
        write_if_new(
            lab / "default_setting_overrides.json", to_json(lab_settings(settings.language, _autosave(settings)))
        )
        open_to_all(folder)


def _autosave(settings: ClassSettings) -> int:
    return AUTOSAVE if settings.access is None else AUTOSAVE_BEFORE_AN_END


def open_to_all(folder: Path) -> None:
    """Let everybody read a folder and what is in it."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def extensions(parts: frozenset[str]) -> dict[str, bool]:
    """Which parts of the server are on; no other user interface and no notebooks as text."""
    wanted = {f"{SERVER_SIDE}.{part}": part in parts for part in PARTS}
    return {"jupyterlab_jupytext": False, "notebook": False, **wanted}


def disabled(parts: frozenset[str]) -> dict[str, bool]:
    """Which extensions of JupyterLab are off.

    Formgrader always: JupyterLab would show it in a frame, which the hub forbids. It has a page of its own.
    """
    off = {"jupyterlab-jupytext": True, "@jupyter-notebook/lab-extension": True, "@jupyter/nbgrader:formgrader": True}
    off |= {f"@jupyter/nbgrader:{plugin}": True for part, plugin in PLUGINS.items() if part not in parts}
    if "formgrader" not in parts:
        off["@jupyter/nbgrader:create-assignment"] = True
    return off


def server_settings(parts: frozenset[str]) -> dict[str, Any]:
    """What jupyter_server_config.json says.

    Kernels talk through sockets that are files in a closed folder: through the network's, every account of the machine
    could listen to the output of every kernel.
    """
    return {
        "ServerApp": {"jpserver_extensions": extensions(parts), "answer_yes": True},
        "KernelManager": {"transport": "ipc"},
        "KernelSpecManager": {"allowed_kernelspecs": ["python3"]},
        "LabApp": {"extension_manager": "readonly"},
    }


def lab_settings(language: str, autosave: int = AUTOSAVE) -> dict[str, Any]:
    """JupyterLab's settings in a class of this language, which saves every so many seconds."""
    return {
        "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
        "@jupyterlab/docmanager-extension:plugin": {
            "autosaveInterval": autosave,
            "defaultViewers": {"markdown": "Markdown Preview"},
        },
        "@jupyterlab/notebook-extension:tracker": {"showEditorForReadOnlyMarkdown": False},
        "@jupyterlab/translation-extension:plugin": {"locale": LOCALES[language]},
    }


def learner_nbgrader(places: Places, settings: ClassSettings) -> str:
    """A learner's nbgrader_config.py: work is handed in under the id of the roster, whatever the account is called."""
    return f'''"""How a learner's nbgrader works in this class. Made by `classroom serve`."""

import os

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = {settings.course_id!r}
c.CourseDirectory.student_id = os.environ.get("JUPYTERHUB_USER", "*")
c.Exchange.root = {str(places.exchange)!r}
c.Exchange.assignment_dir = os.path.join(os.environ["HOME"], {HANDED_OUT!r})
c.ExecutePreprocessor.timeout = 120
'''


def instructor_nbgrader(places: Places, settings: ClassSettings) -> str:
    """An instructor's nbgrader_config.py, which the class folder's own adds to."""
    return f'''"""How an instructor's nbgrader works in this class. Made by `classroom serve`."""

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = {settings.course_id!r}
c.Exchange.root = {str(places.exchange)!r}
c.ExchangeFactory.collect = "classroom.hub.collecting.CollectByOwner"
c.ExchangeFactory.release_feedback = "classroom.hub.collecting.ReleaseGraded"
c.CollectByOwner.accounts = {str(places.accounts)!r}
'''
