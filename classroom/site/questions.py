"""A lesson's questions on a page on which nothing runs: options that open, a model answer, hints."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from classroom.as_html import inline
from customer_value.messages import message
from tutor.letters import letters

if TYPE_CHECKING:
    from tutor.pack import Card


def question(card: Card, language: str) -> str:
    """One question as Markdown with parts that open on a click.

    Args:
        card: as a pack holds it, its texts in `language`.
        language: one of READABLE.
    """
    kinds = {"choice": _choice, "ordering": _ordering, "text": _text, "guess": _guess}
    body = kinds[card["kind"]](card, language)
    title = f"**{card['title'][language]}**"
    return "\n\n".join(['<div class="kit-question">', title, card["prompt"][language], *body, "</div>"])


def checked(card: Card, language: str) -> str:
    """What stands where the notebook checks an answer: hints, and the worked answer; both open on a click.

    Args:
        card: of a number or table that the learner computes.
        language: one of READABLE.
    """
    parts = [f"**{_say('check', language)}** {_say('check-note', language)}"]
    parts += [
        _opens(_say("hint", language, number=place + 1), hint[language]) for place, hint in enumerate(card["hints"])
    ]
    if card.get("solution"):
        parts.append(_opens(_say("worked", language), f"```python\n{card['solution'][language].strip()}\n```"))
    return "\n\n".join(['<div class="kit-check">', *parts, "</div>"])


def _choice(card: Card, language: str) -> Iterator[str]:
    options = card["options"]
    for name, option in zip(letters(len(options)), options, strict=True):
        verdict = ""
        if card.get("right"):
            right = option["key"] == card["right"]
            verdict = f"**{_say('right' if right else 'wrong', language)}** "
        yield _opens(f"<b>{name}</b> {inline(option['text'][language])}", verdict + option["why"][language], html=True)


def _ordering(card: Card, language: str) -> Iterator[str]:
    options = card["options"]
    names = dict(zip((one["key"] for one in options), letters(len(options)), strict=True))
    yield "\n".join(f"- **{names[one['key']]}** {one['text'][language]}" for one in options)
    if card.get("right"):
        whys = [f"- **{names[one['key']]}** {one['why'][language]}" for one in options if one["why"][language]]
        order = " → ".join(names[key] for key in card["right"][0])
        yield _opens(_say("order", language), "\n".join([f"**{order}**", "", *whys]))


def _text(card: Card, language: str) -> Iterator[str]:
    if card.get("model"):
        yield _opens(_say("model", language), card["model"][language])


def _guess(card: Card, language: str) -> Iterator[str]:
    yield f"*{_say('guess', language)}*" if language == "en" else _say("guess", language)


def _opens(summary: str, body: str, *, html: bool = False) -> str:
    """Something that opens on a click; the body is Markdown."""
    shown = summary if html else escape(summary)
    return f"<details>\n<summary>{shown}</summary>\n\n{body}\n\n</details>"


def _say(key: str, language: str, **fields: Any) -> str:
    return message("classroom", f"site.{key}", language, **fields)
