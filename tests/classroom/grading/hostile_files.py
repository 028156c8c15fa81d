"""What is handed in as files: links, pipes, names, sizes, broken notebooks, and cells and metadata that are not the
handed-out ones.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import handed_in
from handed_in import Notebook
from hostile import ALL, REACH, Hostile

UNREAD = dict.fromkeys(ALL, "unreadable")

NAME = "a07_rfm.ipynb"


def _gone(notebook: Notebook) -> None:
    return None


def _cell(name: str, **more: object):
    def change(notebook: Notebook) -> Notebook:
        handed_in.cell(notebook, name).update(more)
        return notebook

    return change


def _each(**more: object):
    def change(notebook: Notebook) -> Notebook:
        for cell in notebook["cells"]:
            cell.update(more)
        return notebook

    return change


def _marks(**more: object):
    """Change nbgrader's metadata of every cell that has some."""

    def change(notebook: Notebook) -> Notebook:
        for cell in notebook["cells"]:
            if "nbgrader" in cell["metadata"]:
                cell["metadata"]["nbgrader"].update(more)
        return notebook

    return change


def _added(*sources: str, at: int = 0):
    def change(notebook: Notebook) -> Notebook:
        notebook["cells"][at:at] = [handed_in.own(source) for source in sources]
        return notebook

    return change


def _twice(notebook: Notebook) -> Notebook:
    notebook["cells"] = [one for cell in notebook["cells"] for one in (cell, json.loads(json.dumps(cell)))]
    return notebook


def _nbformat_3(notebook: Notebook) -> Notebook:
    cells = [
        cell | {"input": cell["source"], "language": "python", "prompt_number": 1}
        if cell["cell_type"] == "code"
        else cell
        for cell in notebook["cells"]
    ]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}


def _linked(target: str):
    def link(folder: Path) -> None:
        (folder / NAME).symlink_to(target)

    return link


def _folder_linked(folder: Path) -> None:
    other = folder.parents[1] / "another"
    other.mkdir()
    (other / NAME).write_text(json.dumps(handed_in.answered()))
    shutil.rmtree(folder)
    folder.symlink_to(other)


def _beside(folder: Path) -> None:
    """Files that are in the way of those handed out, lie too deep, are called oddly, or are no files."""
    (folder / "datasets").write_text("in the way")
    (folder / "kit.toml").mkdir()
    (folder / "kit.toml" / "x").write_text("x")
    (folder / "class.toml").write_text('name = "mine"\nseed = "0"')
    (folder / "secret.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.csv")
    for name in ("..\\..\\up.txt", "\u202etxt.exe", "a\nb", "-rf", "é" * 100):
        (folder / name).write_text("x")
    deep = folder
    for _ in range(12):
        deep = deep / ("x" * 240)
    deep.mkdir(parents=True)
    (deep / "y").write_text("y")


def _modules(folder: Path) -> None:
    """Modules that stand in for the kit's and for the libraries'."""
    for name in ("json", "tutor", "pandas", "classroom", "sitecustomize", "solutions"):
        (folder / f"{name}.py").write_text("raise SystemExit")
    (folder / "customer_value").mkdir()
    (folder / "customer_value" / "__init__.py").write_text("raise SystemExit")


def _many(folder: Path) -> None:
    for number in range(300):
        (folder / f"{number}.csv").write_text("x")
    with (folder / "large.bin").open("wb") as file:
        file.truncate(2**34)


FILES = (
    Hostile(name="nothing", kind="files", edit=_gone, loses=ALL, states=UNREAD),
    Hostile(
        name="a link to /etc/passwd", kind="files", edit=_gone, files=_linked("/etc/passwd"), loses=ALL, states=UNREAD
    ),
    Hostile(name="a link in a circle", kind="files", edit=_gone, files=_linked(NAME), loses=ALL, states=UNREAD),
    Hostile(name="a folder that is another's", kind="files", files=_folder_linked, loses=ALL, states=UNREAD),
    Hostile(
        name="a pipe", kind="files", edit=_gone, files=lambda folder: os.mkfifo(folder / NAME), loses=ALL, states=UNREAD
    ),
    Hostile(
        name="a folder called like the notebook",
        kind="files",
        edit=_gone,
        files=lambda folder: (folder / NAME).mkdir(),
        loses=ALL,
        states=UNREAD,
    ),
    Hostile(name="files that are in the way", kind="files", files=_beside),
    Hostile(name="modules called like the kit's", kind="files", files=_modules),
    Hostile(name="too many files, and one too large", kind="files", files=_many),
    Hostile(
        name="two notebooks",
        kind="files",
        files=lambda folder: (folder / f"best_{NAME}").write_text(json.dumps(handed_in.answered())),
    ),
    Hostile(name="no JSON", kind="files", edit=lambda notebook: b"{'cells': []}", loses=ALL, states=UNREAD),
    Hostile(name="JSON too deep", kind="files", edit=lambda notebook: b"[" * 10**6, loses=ALL, states=UNREAD),
    Hostile(name="21 MB", kind="files", edit=lambda notebook: b" " * 21_000_000, loses=ALL, states=UNREAD),
    Hostile(
        name="half surrogates, zeros and turned writing",
        kind="files",
        edit=_added("x = '\ud800'", "y = '\u202e\u2066'  # \u202e", "z = '\x00'"),
    ),
    Hostile(name="10,000 cells", kind="files", edit=_added(*["pass"] * 10_000, at=99)),
    Hostile(name="a cell of 5 MB", kind="files", edit=_added("x = '" + "<b>\\'\"" * 10**6 + "'", at=99)),
    Hostile(name="a line of 200,000 brackets", kind="files", edit=_added("(" * 200_000)),
    Hostile(name="nbformat 3", kind="files", edit=_nbformat_3),
    Hostile(name="every cell twice", kind="cells", edit=_twice),
    Hostile(name="metadata gone", kind="cells", edit=_each(metadata={})),
    Hostile(name="100 points in the metadata", kind="cells", edit=_marks(points=100)),
    Hostile(name="one mark for all cells", kind="cells", edit=_marks(grade_id="a07-recency-test", points=2)),
    Hostile(name="checks that are no checks", kind="cells", edit=_marks(grade=False, locked=False, solution=True)),
    Hostile(
        name="a check that gives full points",
        kind="cells",
        edit=_cell("a07-monetary-test", source="from tutor.verdict import Verdict\nVerdict(2.0, state='correct')"),
    ),
    Hostile(
        name="a check that is prose, and an answer that is",
        kind="cells",
        edit=lambda notebook: _cell("a07-calls-test", cell_type="markdown")(
            _cell("a07-monetary-test", cell_type="markdown")(notebook)
        ),
    ),
    Hostile(
        name="a check of another task",
        kind="cells",
        edit=_cell("a07-monetary-test", source='from tutor import check\ncheck("a07.recency")'),
    ),
    Hostile(
        name="outputs that say full marks",
        kind="cells",
        edit=_each(outputs=[{"output_type": "execute_result", "data": {"text/plain": ["2.0"]}, "metadata": {}}]),
    ),
    Hostile(
        name="grade() with a class of its own",
        kind="cells",
        first=REACH
        + "open('class.toml', 'w').write('name = \"mine\"\\nlanguage = \"en\"\\nseed = \"0\"\\nreveal = 0\\n')\n"
        "from tutor import check\nimport importlib\n"
        "reach(lambda: importlib.import_module('classroom.grading').grade('a07.monetary'))",
    ),
    Hostile(
        name="settings that name another learner",
        kind="cells",
        first="open('kit.toml', 'w').write('language = \"en\"\\nlearner = \"another\"\\nclass = \"mine\"\\n')\n"
        "import os\nos.makedirs('../../another/a07', exist_ok=True)\nos.chdir('../../another/a07')",
    ),
)
