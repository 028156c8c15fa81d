"""What a template process imports and does once, so that no submission has to wait for it."""

from __future__ import annotations

import contextlib
import importlib
from typing import Any

IMPORTED = (
    *("numpy", "pandas", "scipy.special", "scipy.stats", "matplotlib.pyplot", "seaborn", "pyarrow"),
    *("customer_value", "customer_value.ledger", "customer_value.frames", "customer_value.settings"),
    *("tutor.checking", "tutor.hints", "tutor.own", "tutor.inputs", "tutor.explain", "tutor.stopped", "tutor.blanks"),
    *("bdb", "pdb", "tempfile", "unittest.mock", "difflib", "zoneinfo", "decimal", "statistics", "asyncio"),
)
"""Modules that are there before the fork; everything else is imported by whoever needs it."""

WHERE_INSTALLED = ("duckdb",)
"""Imported too where the machine has them."""

FIRST_CELLS = (
    "import numpy as np\nimport pandas as pd\nfrom customer_value import read_ledger\nfrom tutor import check, hint",
    'pd.DataFrame({"k": ["a", "b"], "v": [1, 2]}).groupby("k", as_index=False)["v"].sum()',
    "import matplotlib.pyplot as plt\nplt.figure()\nplt.close()",
    "1 / 0",
)
"""What the shell has run before anybody's cells; what it leaves behind is taken away again."""


def warm_up(folder: str) -> Any:
    """Import everything, make the shell, and let it run what a notebook begins with. Gives the shell.

    Args:
        folder: an empty one, for what IPython keeps.
    """
    import matplotlib as mpl

    mpl.use("agg")
    from classroom.sandbox.shell import new_shell

    shell = new_shell(folder)
    for name in IMPORTED:
        importlib.import_module(name)
    for name in WHERE_INSTALLED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    import tutor.blanks
    import tutor.stopped
    from customer_value.messages import catalogue

    for package in ("customer_value", "tutor"):
        catalogue(package)
    tutor.blanks.register(shell)
    tutor.stopped.register(shell)
    from tutor.limits import finish

    for code in FIRST_CELLS:
        finish(lambda code=code: shell.run_cell(code), 60)
    shell.reset(new_session=True)
    tutor.stopped.forget()
    tutor.blanks._skipped.clear()
    return shell
