"""JupyterHub's service that stops idle servers, started so that it ends with the hub, however that ends."""

from __future__ import annotations

import os
import signal
import sys

from classroom.sandbox.kernel import PARENT_DEATH_SIGNAL, prctl


def main() -> None:
    """Run the service with the options of the command line."""
    prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() == 1:  # the hub ended before it could be asked for
        sys.exit()
    from jupyterhub_idle_culler import main as cull

    cull()


if __name__ == "__main__":
    main()
