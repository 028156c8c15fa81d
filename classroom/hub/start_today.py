"""A learner's START page shows the plan of the day from the moment at which their server starts.

Root never writes into a home, so the page is renewed by the learner's own server, as its settings are read.
"""

from __future__ import annotations

from classroom.errors import KitError
from classroom.files import to_json
from classroom.hub.admission import Admission
from classroom.hub.closing import access_file

SERVER_CONFIG = '''"""START shows the plan and the progress of today when a server starts. Made by `classroom serve`."""

import contextlib
import datetime as dt
from pathlib import Path

with contextlib.suppress(Exception):  # whatever a learner's files hold, their server starts
    import nbformat
    from nbformat.sign import NotebookNotary

    from tutor.start_outputs import renew

    start = Path.home() / "START.ipynb"
    if renew(start, dt.datetime.now(dt.UTC)):
        # JupyterLab shows the bars in it only where it is trusted.
        notary = NotebookNotary()
        notary.sign(nbformat.read(start, as_version=4))
        notary.store.close()
'''
"""What jupyter_server_config.py says for learners."""


def access_text(admission: Admission, learner: str) -> str:
    """What `.kit/access.json` in a learner's new home says, so that its first page shows a plan; "" for nothing."""
    settings = admission.members.settings
    if settings.access is None:
        return ""
    try:
        said = access_file(admission.gate.standing(learner, settings, admission.clock()), settings)
    except KitError:  # the log cannot be read, and the learner is not let in
        return ""
    return "" if said is None else to_json(said)
