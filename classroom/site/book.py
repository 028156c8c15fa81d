"""Sphinx, set up for the course: one build for each language, all with the same looks."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from classroom.errors import KitError
from customer_value.messages import message

LOCALES = {"en": "en", "zh-Hant": "zh_TW", "zh-Hans": "zh_CN"}
"""What Sphinx calls the languages."""

NAMES = {"en": "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文"}


@dataclass(frozen=True)
class Book:
    """One language of the book.

    Attributes:
        source: the folder with its pages, pictures and word list.
        out: the folder that the finished pages go to.
        memory: the folder in which Sphinx remembers what it has read.
        language: one of READABLE.
        languages: all that the book is in.
        edition: "learner" or "instructor".
    """

    source: Path
    out: Path
    memory: Path
    language: str
    languages: tuple[str, ...]
    edition: str


def build_book(book: Book) -> None:
    """Build one language; only pages that changed are read again.

    Raises:
        KitError: Sphinx has something to say, such as a link that leads nowhere.
    """
    import jieba
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    jieba.setLogLevel(logging.WARNING)  # it tells of its dictionary on stderr
    said = io.StringIO()
    with patch_docutils(str(book.source)), docutils_namespace():
        sphinx = Sphinx(
            srcdir=str(book.source),
            confdir=None,
            outdir=str(book.out),
            doctreedir=str(book.memory),
            buildername="html",
            confoverrides=settings(book),
            status=None,
            warning=said,
            freshenv=False,
        )
        sphinx.build()
    complaints = [line for line in said.getvalue().splitlines() if line.strip()]
    if complaints:
        first = re.sub(r"\x1b\[[0-9;]*m", "", complaints[0]).replace(f"{book.source}/", "")
        raise KitError(f"The book in {book.language} has {len(complaints)} faults; the first: {first}")


def settings(book: Book) -> dict[str, Any]:
    """What Sphinx is told in place of a conf.py."""
    here = resources.files("classroom.site")
    title = message("classroom", "course.title", book.language)
    if book.edition == "instructor":
        title = message("classroom", "site.instructors", book.language, title=title)
    return {
        "project": title,
        "html_title": title,
        "author": "",
        "copyright": "",
        "language": LOCALES[book.language],
        "extensions": ["myst_nb", "classroom.site.search"],
        "root_doc": "index",
        "source_suffix": {".ipynb": "myst-nb", ".md": "myst-nb"},
        "nb_execution_mode": "off",
        "nb_ipywidgets_js": {},
        "nb_render_markdown_format": "myst",
        "nb_code_prompt_show": message("classroom", "site.code-show", book.language),
        "nb_code_prompt_hide": message("classroom", "site.code-hide", book.language),
        "myst_enable_extensions": ["colon_fence"],
        "myst_heading_anchors": 3,
        "templates_path": [str(here / "templates")],
        "html_theme": "sphinx_book_theme",
        "html_theme_options": {
            "use_download_button": False,
            "use_fullscreen_button": False,
            "use_source_button": False,
            "home_page_in_toc": True,
            "show_navbar_depth": 1,
            "navbar_start": ["navbar-logo"],
            "navbar_center": [],
            "navbar_end": ["languages", "theme-switcher"],
            "navbar_persistent": ["search-button-field"],
            "article_header_start": ["toggle-primary-sidebar.html"],
            "article_header_end": [],
            "footer_content_items": [],
            "pygments_light_style": "a11y-high-contrast-light",
            "pygments_dark_style": "a11y-high-contrast-dark",
        },
        "html_sidebars": {"**": ["sbt-sidebar-nav"]},
        "html_context": {
            "default_mode": "light",
            "kit_languages": [(one, NAMES[one]) for one in book.languages],
            "kit_language": book.language,
        },
        "html_static_path": [str(here / "static")],
        "html_extra_path": [str(book.source / "extra")],
        "html_css_files": ["kit.css"],
        "html_js_files": ["kit.js"],
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_show_sphinx": False,
        "html_show_copyright": False,
        "html_search_language": "zh" if book.language != "en" else "en",
        "html_search_options": {"dict": str(book.source / "words.txt")} if book.language != "en" else {},
    }
