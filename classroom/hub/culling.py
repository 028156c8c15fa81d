"""Stopping the servers that nobody uses: JupyterHub's own service for it, with just the rights that it needs."""

from __future__ import annotations

import sys
from typing import Any

NAME = "idle-culler"


def culling_service(idle_minutes: int) -> dict[str, Any]:
    """The service that stops servers after some minutes without use."""
    command = [sys.executable, "-m", "classroom.hub.culler", f"--timeout={idle_minutes * 60}"]
    return {"name": NAME, "command": [*command, f"--cull-every={min(300, idle_minutes * 30)}"]}


def culling_role() -> dict[str, Any]:
    """What the service may do: see who is active and stop servers."""
    scopes = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
    return {"name": NAME, "scopes": scopes, "services": [NAME]}
