"""JupyterHub's service that stops idle servers, started so that it ends with the hub, however that ends."""

from __future__ import annotations

import os
import signal

from classroom.sandbox.kernel import end_with


def main() -> None:
    """Run the service with the options of the command line."""
    end_with(os.getppid(), signal.SIGTERM)
    from jupyterhub_idle_culler import main as cull

    cull()


if __name__ == "__main__":
    main()
