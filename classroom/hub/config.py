"""JupyterHub's configuration for a class. JupyterHub reads this file; the environment says for which class."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from classroom.class_folder import read_class
from classroom.class_settings import ClassSettings
from classroom.hub.closing import closing_role, closing_service
from classroom.hub.culling import culling_role, culling_service
from classroom.hub.hand_in_service import hand_in_service
from classroom.hub.places import Places, places
from classroom.hub.ports import HERE, ports
from classroom.hub.proxy import proxy_command

FOLDER, PORT = "CLASSROOM_FOLDER", "CLASSROOM_PORT"
"""The environment's: the class folder, and the port where it is another than in class.toml."""

TEMPLATES = Path(__file__).with_name("templates")

INSTRUCTOR_SCOPES = ("admin-ui", "list:users", "read:servers", "admin:servers", "admin:users")
"""What instructors may do in the hub: see who is there, start and stop servers, give a forgotten password anew. They
cannot come into a learner's server."""


def configure(c: Any, folder: Path, port: int | None = None) -> None:
    """Fill in JupyterHub's configuration.

    Args:
        c: the configuration, as traitlets has it.
        folder: the class folder.
        port: another than class.toml says.
    """
    settings = read_class(folder)
    where = places(folder, settings)
    _listening(c, settings, folder, port or settings.hub.port)
    _keeping(c, settings, where)
    _people(c, settings, folder)
    _servers(c, folder)
    if settings.access is not None:
        _access(c, folder)


def _listening(c: Any, settings: ClassSettings, folder: Path, port: int) -> None:
    chosen = ports(port)
    scheme = "https" if settings.hub.certificate else "http"
    c.JupyterHub.bind_url = f"{scheme}://{settings.hub.address}:{port}"
    c.JupyterHub.hub_ip = HERE
    c.JupyterHub.hub_port = chosen.hub
    if settings.hub.certificate:
        c.JupyterHub.ssl_cert = str(folder / settings.hub.certificate)
        c.JupyterHub.ssl_key = str(folder / settings.hub.key)
    c.ConfigurableHTTPProxy.api_url = f"http://{HERE}:{chosen.proxy}"
    c.ConfigurableHTTPProxy.command = proxy_command()
    c.ConfigurableHTTPProxy.log_level = "warn"


def _keeping(c: Any, settings: ClassSettings, where: Places) -> None:
    c.JupyterHub.db_url = database_url(settings, where)
    c.JupyterHub.cookie_secret_file = str(where.private / "cookie_secret")
    c.ConfigurableHTTPProxy.pid_file = str(where.proxy_pid)
    c.ConfigurableHTTPProxy.auth_token = (where.private / "proxy_token").read_text(encoding="ascii").strip()
    # A hub that is started again finds the servers that run: nobody loses what is not saved.
    c.JupyterHub.cleanup_servers = False


def _people(c: Any, settings: ClassSettings, folder: Path) -> None:
    instructors = list(settings.hub.instructors)
    if settings.hub.authenticator == "native":
        c.JupyterHub.authenticator_class = "classroom.hub.authenticator.RosterAuthenticator"
        c.RosterAuthenticator.class_folder = str(folder)
    else:
        from classroom.roster import read_roster

        c.JupyterHub.authenticator_class = settings.hub.authenticator
        c.Authenticator.allowed_users = {one.id for one in read_roster(folder)} | set(instructors)
    services = [culling_service(settings.hub.idle_minutes)]
    roles = [culling_role(), {"name": "instructors", "scopes": list(INSTRUCTOR_SCOPES), "users": instructors}]
    if settings.access is not None:
        services += [closing_service(folder), hand_in_service(folder)]
        roles += [closing_role()]
    c.JupyterHub.services = services
    c.JupyterHub.load_roles = roles


def _servers(c: Any, folder: Path) -> None:
    from classroom.hub.pages import ToLab, landing, template_texts

    c.JupyterHub.spawner_class = "classroom.hub.spawner.ClassSpawner"
    c.ClassSpawner.class_folder = str(folder)
    c.ClassSpawner.cmd = [str(Path(sys.executable).with_name("jupyterhub-singleuser"))]
    c.ClassSpawner.env_keep = ["LANG", "LC_ALL"]
    c.Spawner.start_timeout = 120
    c.Spawner.http_timeout = 120
    c.JupyterHub.template_paths = [str(TEMPLATES)]
    c.JupyterHub.template_vars = template_texts(folder)
    c.JupyterHub.default_url = landing(folder)
    c.JupyterHub.extra_handlers = [(r"/tree/(.*)", ToLab)]
    c.JupyterHub.concurrent_spawn_limit = 10


def _access(c: Any, folder: Path) -> None:
    from classroom.hub.fetching import PATH, WorkHandler

    c.JupyterHub.extra_handlers += [(PATH, WorkHandler, {"folder": folder})]


def database_url(settings: ClassSettings, where: Places) -> str:
    """Where the hub keeps what it knows."""
    return settings.hub.database or f"sqlite:///{where.database}"


if "get_config" in globals():  # JupyterHub reads this file
    configure(
        get_config(),  # noqa: F821
        Path(os.environ[FOLDER]),
        int(os.environ.get(PORT) or 0) or None,
    )
