"""Feedback as one zip: a folder for each learner, with nothing in it but their own pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from classroom.returning.pages import Page

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The same for every file, so that equal pages give equal bytes."""


def zipped(pages: Iterable[Page], folders: Mapping[str, str] | None = None) -> bytes:
    """A zip with the pages.

    Args:
        pages: of one assignment or several.
        folders: what a learner's folder is called, by id; whoever is not in it is left out. The ids themselves when
            None.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for page in sorted(pages, key=lambda page: (page.learner, page.assignment)):
            folder = page.learner if folders is None else folders.get(page.learner)
            if folder is None:
                continue
            one = zipfile.ZipInfo(f"{folder}/{page.name}", _EPOCH)
            one.compress_type = zipfile.ZIP_DEFLATED
            one.external_attr = 0o644 << 16
            packed.writestr(one, page.content)
    return target.getvalue()
