"""What the hub's pages say beside JupyterHub's own, and where people land."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from jupyterhub.handlers import BaseHandler

from classroom.hub.admission import admission_of
from customer_value.messages import message


def template_texts(folder: Path) -> dict[str, Any]:
    """What every template is told: a class's texts, whether an instructor reads them, and what a learner may do now.

    JupyterHub calls what can be called, with the user who reads the page or None, so that it is as the class is now.
    """
    admission = admission_of(folder)
    members = admission.members

    def say(key: str, **fields: object) -> str:
        return message("classroom", f"hub.{key}", members.settings.language, **fields)

    return {
        "say": lambda user: say,
        "language": lambda user: members.settings.language,
        "class_name": lambda user: members.settings.name,
        "is_instructor": lambda user: user is not None and members.is_instructor(user.name),
        "leave": lambda user: (
            admission.leave(user.name) if user is not None and admission.is_timed(user.name) else None
        ),
    }


class ToLab(BaseHandler):
    """Formgrader's links to files, which know nothing of the hub, lead to the person's own JupyterLab."""

    def get(self, path: str) -> None:
        self.redirect(f"{self.hub.base_url}user-redirect/lab/tree/{quote(unquote(path).removeprefix('./'))}")


def landing(folder: Path) -> Callable[[Any], str]:
    """Where somebody comes to who has logged in: learners to their server, instructors to a page with their doors, and
    learners who may have no server now to the page that says why."""
    admission = admission_of(folder)

    def where(handler: Any) -> str:
        user = handler.current_user
        shut_out = user and admission.is_timed(user.name) and not admission.leave(user.name).start
        if user and (admission.members.is_instructor(user.name) or shut_out):
            return f"{handler.hub.base_url}home"
        return f"{handler.hub.base_url}spawn" if user else f"{handler.hub.base_url}login"

    return where
