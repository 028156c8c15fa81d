"""What is asked in the sandbox: a task's card without anything to judge by."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tutor.pack import Card

ASKED = ("id", "kind", "name", "parameters", "returns")
"""What taking an answer needs to know of a card."""


def question_of(card: Card) -> dict[str, Any]:
    """A card with its inputs and without what is expected, mistaken, worth or said."""
    question = {name: card[name] for name in ASKED if name in card}
    if "options" in card:
        question["options"] = [None] * len(card["options"])
    if card["kind"] == "function":
        question["cases"] = [{"inputs": case["inputs"]} for case in card["cases"]]
    return question


def digest_of(question: dict[str, Any]) -> str:
    """The same question has the same digest: answers to it need not be asked for again."""
    text = json.dumps(question, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:32]
