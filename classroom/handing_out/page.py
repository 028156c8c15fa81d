"""README-START.html: what a learner reads first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from customer_value.messages import catalogue, message

if TYPE_CHECKING:
    from markupsafe import Markup

NAME = "README-START.html"

SCRIPT = "handout.script."


@dataclass(frozen=True)
class Listed:
    """One assignment on the page.

    Attributes:
        label: id and title.
        file: the notebook, by its path in the workspace.
        due: until when, in the class's own time; "" where nobody has said.
    """

    label: str
    file: str
    due: str = ""


def start_page(language: str, class_name: str, assignments: Sequence[Listed], *, other_language: bool) -> str:
    """The page as HTML that needs nothing else.

    Args:
        language: one of READABLE.
        class_name: what the class is called.
        assignments: those that were handed out.
        other_language: whether the assignments are in another language than the page.
    """
    import jinja2
    from markupsafe import Markup

    def say(key: str, **fields: object) -> str:
        return message("classroom", f"handout.page.{key}", language, **fields)

    def markup(key: str) -> Markup:
        return Markup(say(key))

    template = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    ).from_string(resources.files("classroom.handing_out").joinpath("page.html.jinja").read_text(encoding="utf-8"))
    return template.render(
        language=language,
        course=message("classroom", "course.title", language),
        name=class_name,
        assignments=assignments,
        other_language=other_language,
        say=say,
        markup=markup,
        slash=Markup("/<wbr>"),  # where a long path may be broken
    )


def script_words(language: str) -> dict[str, str]:
    """What the start script says, by key; fields in braces are its own to fill in."""
    keys = [key for key in catalogue("classroom") if key.startswith(SCRIPT)]
    return {key.removeprefix(SCRIPT): message("classroom", key, language) for key in keys}
