"""What the START page shows without being run: the learner's plan and progress as they stand now.

    python -m tutor.start_outputs START.ipynb

brings a START page up to date wherever the course is opened by something that does not build it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sys
from pathlib import Path

from customer_value.settings import read_settings
from tutor.words import Shown

PROGRESS, TODAY = "progress", "today"
"""The ids of the cells of a START page that show something of the learner's."""


def plan_at(workspace: Path, language: str, now: dt.datetime | None) -> Shown | None:
    """The plan of a workspace; None where nobody has asked for one, or no day is known to draw it for.

    Args:
        workspace: the folder with kit.toml.
        language: one of READABLE.
        now: the moment, with a time zone; None where what is shown may depend on no clock.
    """
    from tutor.plan_file import has_plan

    if now is None or not has_plan(workspace / ".kit", now):
        return None
    from tutor.desk import Unavailable
    from tutor.planning import plan_shown

    try:
        return plan_shown(workspace, workspace, language, now)
    except Unavailable:
        return None


def as_data(shown: Shown) -> dict[str, str]:
    """What a notebook keeps of something that a cell displays."""
    return {"text/html": shown.html, "text/plain": shown.text}


def renewed(notebook: str, workspace: Path, language: str, now: dt.datetime) -> str:
    """A START page with the learner's plan and progress as they stand now; everything else in it stays.

    Raises:
        ValueError: the notebook is damaged.
    """
    from tutor.overview import picture
    from tutor.plan_picture import invitation

    makes = {
        TODAY: lambda: plan_at(workspace, language, now) or invitation(language),
        PROGRESS: lambda: picture(workspace / ".kit", language),
    }
    try:
        content = json.loads(notebook)
        for cell in content["cells"]:
            if cell["cell_type"] == "code" and cell.get("id") in makes:
                shown = makes[cell["id"]]()
                cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": as_data(shown)}]
                cell["execution_count"] = None
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError("the page is no notebook") from problem
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def renew(start: Path, now: dt.datetime) -> bool:
    """Bring a START page in a workspace up to date; whether it could be. A damaged one is left as it is."""
    try:
        before = start.read_text(encoding="utf-8")
        after = renewed(before, start.parent, read_settings(start.parent / "kit.toml").language, now)
        if after != before:
            making = start.with_name(f".{start.name}.new")
            try:
                making.write_text(after, encoding="utf-8")
                making.replace(start)
            finally:
                with contextlib.suppress(OSError):
                    making.unlink()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    renew(Path(sys.argv[1] if len(sys.argv) > 1 else "START.ipynb").resolve(), dt.datetime.now(dt.UTC))
