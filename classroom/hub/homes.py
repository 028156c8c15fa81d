"""A learner's home: made once, whole, before the learner's account has ever run anything in it.

Root never writes into a home afterwards: what looks like a folder there could be a link that the learner put there.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

from classroom.errors import KitError
from classroom.files import remove_tree, write_whole
from classroom.hub.accounts import Account
from classroom.hub.modes import give_whole
from customer_value.settings import FILE_NAME

DATA = ".local/share/jupyter"
"""Jupyter's own data in a home."""

HANDED_OUT = "handed-out"
"""Where nbgrader puts what a learner fetches: as deep as exercises/, so that the links in it lead somewhere."""

NEVER = ("lab", "progress.json", "progress.json.bak", "access.json", "plan.json", "plan.json.bak")
"""What lies in a workspace's .kit and is somebody's own."""


def make_home(
    workspace: Path, home: Path, account: Account, group: int, class_name: str = "", access: str = ""
) -> bool:
    """Make a learner's home from a workspace; whether it was made now.

    Args:
        workspace: the folder of one language, as `build` makes it.
        home: where it goes; one that is there already is left as it is.
        account: whose it is.
        group: the account's group.
        class_name: what kit.toml calls the class, from which own ledgers are drawn.
        access: what .kit/access.json says of the learner's days; "" where they have none of their own.

    Raises:
        KitError: it cannot be written. Then there is no half of it.
    """
    if home.exists():
        return False
    making = home.with_name(f".making-{home.name}")
    remove_tree(making)
    try:
        shutil.copytree(workspace, making, ignore=_ignored, symlinks=True)
        name_learner(making / FILE_NAME, account.id, class_name)
        if access:
            write_whole(making / ".kit" / "access.json", access)
        (making / HANDED_OUT).mkdir(exist_ok=True)
        _sign(making)
        _copy_fonts(making)
        give_whole(making, account.number, group)
        making.chmod(0o700)
        making.rename(home)
    except OSError as problem:
        remove_tree(making)
        raise KitError(f"The home {home} cannot be made: {problem.strerror or problem}.") from problem
    return True


def _ignored(folder: str, names: list[str]) -> list[str]:
    return [one for one in names if one in NEVER] if Path(folder).name == ".kit" else []


def name_learner(path: Path, learner: str, class_name: str) -> None:
    """Say in a kit.toml whose it is and in which class, so that own ledgers are the right ones. The rest stays."""
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [one for one in lines if one.partition("=")[0].strip() not in ("learner", "class")]
    own = [f"learner = {json.dumps(learner)}"]
    own += [f"class = {json.dumps(class_name, ensure_ascii=False)}"] if class_name else []
    write_whole(path, "\n".join([*kept, *own]) + "\n")


def _sign(home: Path) -> None:
    """Sign START, so that JupyterLab shows the bars in it, which it would strip from a stranger's page."""
    import nbformat
    from nbformat.sign import NotebookNotary

    data = home / DATA
    data.mkdir(parents=True, exist_ok=True)
    start = home / "START.ipynb"
    if start.is_file():
        notary = NotebookNotary(data_dir=str(data))
        with contextlib.suppress(ValueError, AttributeError):
            notary.sign(nbformat.read(start, as_version=4))
        notary.store.close()


def _copy_fonts(home: Path) -> None:
    """Spare every learner Matplotlib's search for fonts, which takes seconds, where it was done here already."""
    import matplotlib as mpl

    target = home / ".cache" / "matplotlib"
    target.mkdir(parents=True, exist_ok=True)
    for path in Path(mpl.get_cachedir()).glob("fontlist-*.json"):
        shutil.copyfile(path, target / path.name)
