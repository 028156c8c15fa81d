"""What the kit itself wrote into a folder, so that what somebody else wrote there is never touched."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from classroom.errors import KitError
from classroom.files import digest, read_json, to_json, write_whole
from tutor.pack import REVEAL

Reveal = int | Literal["never"]
"""After how many different wrong answers a graded task's worked answer can be seen."""

FILE_NAME = ".kit/built.json"
START = "START.ipynb"
"""The page that leads to everything else."""

GLOSSARY = "GLOSSARY.md"
"""The page with the meaning of every term, beside START in the folder of each language.

It is no notebook: JupyterLab opens a notebook before its cells are drawn, and then does not find the place in it.
"""

_REMEMBERED = 12
"""How many of its own versions of a file the kit remembers."""

_TODAY = re.compile(r"^today\([^\n]*\)[ ]*$", re.MULTILINE)
"""How a cell asks for the plan, with whatever a learner chose."""

_PASSING = ("execution", "collapsed", "scrolled", "trusted", "ExecuteTime")
"""What JupyterLab writes into a cell's metadata without anybody having changed the cell."""


@dataclass
class Manifest:
    """The kit's memory of one folder.

    Attributes:
        folder: the folder.
        stamp: the fingerprint of everything the folder was last built from; "" while a build is under way.
        edition: "learner", or "instructor" where the answers are filled in.
        inputs: for each file, by its path in the folder, the fingerprint of what it was made from.
        versions: for each file the fingerprints of the kit's own latest versions of it. A file that is none of these
            was changed by somebody.
        reveal: when the worked answers of graded tasks can be seen.
    """

    folder: Path
    stamp: str = ""
    edition: str = "learner"
    inputs: dict[str, str] = field(default_factory=dict)
    versions: dict[str, list[str]] = field(default_factory=dict)
    reveal: Reveal = REVEAL

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The folder's manifest; an empty one where there is none or it is damaged."""
        values = read_json(folder / FILE_NAME)
        if not isinstance(values, dict):
            return cls(folder)
        inputs, versions = values.get("inputs"), values.get("versions")
        if not isinstance(inputs, dict) or not isinstance(versions, dict):
            return cls(folder)
        reveal = values.get("reveal", REVEAL)
        stamp, edition = str(values.get("stamp", "")), str(values.get("edition", "learner"))
        return cls(folder, stamp, edition, inputs, versions, reveal if isinstance(reveal, int) else "never")

    def save(self) -> None:
        """Write the manifest."""
        content = {
            "edition": self.edition,
            "inputs": self.inputs,
            "reveal": self.reveal,
            "stamp": self.stamp,
            "versions": self.versions,
        }
        write_whole(self.folder / FILE_NAME, to_json(content))

    def is_ours(self, name: str, path: Path | None = None) -> bool:
        """Whether a file is one of the kit's own versions of `name`. A damaged notebook is not."""
        found = fingerprint(self.folder / name if path is None else path)
        return found is not None and found in self.versions.get(name, [])

    def remember(self, name: str, version: str) -> None:
        """Note a version of a file; to be called before the file is written, so that an interruption does no harm."""
        known = [one for one in self.versions.get(name, []) if one != version]
        self.versions[name] = [*known, version][-_REMEMBERED:]


def is_workspace(folder: Path) -> bool:
    """Whether the kit made this folder."""
    return (folder / FILE_NAME).is_file()


def check_free(folder: Path) -> None:
    """Raise KitError where a folder holds something that the kit did not make, or is not a folder."""
    if folder.exists() and not folder.is_dir():
        raise KitError(f"{folder} is a file, not a folder; choose another place.")
    if folder.is_dir() and not is_workspace(folder) and any(folder.iterdir()):
        raise KitError(f"{folder} holds something else already; choose an empty folder or a workspace of the kit.")


def fingerprint(path: Path) -> str | None:
    """What a file holds, as a fingerprint; of a notebook only what a person can have changed.

    None for a file that is missing or, for a notebook, damaged.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return notebook_fingerprint(data, path.name) if path.suffix == ".ipynb" else digest(data)


def notebook_fingerprint(data: bytes | str, name: str = "") -> str | None:
    """A notebook's cells and their outputs as a fingerprint; None for what is not a notebook.

    Opening a notebook makes JupyterLab add the kernel's version and running a cell adds counters and times: neither
    is a change. On a START page the outputs are none either: they are the progress and the plan, which the build shows
    anew. Nor is what a learner asks of the plan there, which is kept elsewhere, nor that its cell was unfolded.

    Args:
        data: the file's content.
        name: the file's name.
    """
    try:
        content = json.loads(data)
        cells = [_essence(cell) for cell in content["cells"]]
        if name == START:
            cells = [_of_start(*cell[:-1]) for cell in cells]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return digest(json.dumps(cells, sort_keys=True, ensure_ascii=False))


def _of_start(kind: str, text: str, metadata: Mapping[str, Any]) -> list[Any]:
    return [kind, _TODAY.sub("today()", text), {} if _TODAY.search(text) else metadata]


def _essence(cell: Mapping[str, Any]) -> list[Any]:
    source = cell["source"]
    outputs = [
        {key: value for key, value in output.items() if key != "execution_count"} for output in cell.get("outputs", [])
    ]
    metadata = {key: value for key, value in cell.get("metadata", {}).items() if key not in _PASSING}
    text = source if isinstance(source, str) else "".join(source)
    return [cell["cell_type"], text, metadata, outputs]
