"""A wheel of the kit's packages that learners use, the same bytes for the same sources."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from classroom.files import digest

NAME = "customer_value_learner"

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in what is handed out, so that the same content is the same bytes."""


def make_wheel(root: Path, packages: Sequence[str], version: str, needs: Sequence[str]) -> tuple[str, bytes]:
    """A wheel as pip installs it: its file name, and its content.

    The version bears a fingerprint of the content, so that pip tells one wheel from another.

    Args:
        root: the folder that the packages lie in.
        packages: which of them.
        version: the kit's.
        needs: the distributions that it needs, as requirements.
    """
    files = package_files(root, packages)
    version = f"{version}+h{digest(*(part for name in sorted(files) for part in (name, files[name])))}"
    about = f"{NAME}-{version}.dist-info"
    head = ["Metadata-Version: 2.1", f"Name: {NAME.replace('_', '-')}", f"Version: {version}", "License: MIT"]
    head += ["Requires-Python: >=3.11,<3.14", *(f"Requires-Dist: {one}" for one in sorted(needs))]
    files[f"{about}/METADATA"] = ("\n".join(head) + "\n").encode()
    files[f"{about}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: classroom\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{about}/top_level.txt"] = ("\n".join(sorted(packages)) + "\n").encode()
    record = f"{about}/RECORD"
    files[record] = "".join([*(_recorded(name, files[name]) for name in sorted(files)), f"{record},,\n"]).encode()
    return f"{NAME}-{version}-py3-none-any.whl", zipped(files)


def package_files(root: Path, packages: Sequence[str]) -> dict[str, bytes]:
    """Every file of some packages, by its path below the folder; caches and hidden files left out."""
    found = {}
    for package in packages:
        for path in sorted((root / package).rglob("*")):
            inside = path.relative_to(root)
            hidden = any(part.startswith(".") or part == "__pycache__" for part in inside.parts)
            if path.is_file() and not hidden and path.suffix != ".pyc":
                found[inside.as_posix()] = path.read_bytes()
    return found


def zipped(files: Mapping[str, bytes], runnable: Sequence[str] = ()) -> bytes:
    """A zip of some files: sorted, all of one time, readable by everybody.

    Args:
        files: the content, by path.
        runnable: the paths of those that may be run.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            one = zipfile.ZipInfo(name, EPOCH)
            one.compress_type = zipfile.ZIP_DEFLATED
            one.create_system = 3  # Unix, whatever machine this is: else nothing would be runnable after unpacking
            one.external_attr = (0o100755 if name in runnable else 0o100644) << 16
            packed.writestr(one, files[name])
    return target.getvalue()


def _recorded(name: str, data: bytes) -> str:
    fingerprint = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    quoted = f'"{name}"' if "," in name else name
    return f"{quoted},sha256={fingerprint},{len(data)}\n"
