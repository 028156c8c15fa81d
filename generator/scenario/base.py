"""What every table of a scenario file is made of: kinds of numbers, words in each language, shares."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from generator.languages import Text


class ScenarioError(ValueError):
    """A scenario cannot be used; the message says which key, what it holds and what it may hold, in one sentence."""


LARGEST = 1_000_000_000
"""Nothing in a scenario is larger, so that what is worked out from it stays within what a number can hold."""

Positive = Annotated[float, Field(gt=0, le=LARGEST)]


NotNegative = Annotated[float, Field(ge=0, le=LARGEST)]


Share = Annotated[float, Field(ge=0, le=1)]


Correlation = Annotated[float, Field(gt=-1, lt=1)]


Skew = Annotated[float, Field(ge=0.01, le=1.5)]


Spread = Annotated[float, Field(gt=0, le=5)]
"""A standard deviation, of a logarithm or of answers to a question."""


class Record(BaseModel):
    """A table of the file. Unknown keys are refused, so that a misspelt one does not pass in silence."""

    # Built when first used: by then all parts of a scenario are known, and only its outermost table is built.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Words(Record):
    """A piece of text in every language. Simplified Chinese is derived from Traditional where it is not given."""

    en: str = Field(min_length=1)
    zh_hant: str = Field(min_length=1, alias="zh-Hant")
    zh_hans: str = Field(default="", alias="zh-Hans")

    def get(self, language: str) -> str:
        """The text in "en", "zh-Hant" or "zh-Hans"."""
        return self.text.get(language)

    @property
    def text(self) -> Text:
        return Text(self.en, self.zh_hant, self.zh_hans)


class Option(Record):
    """One of several names, drawn with its share."""

    share: NotNegative
    name: Words


def mixture(value: dict[int, float]) -> dict[int, float]:
    if abs(sum(value.values()) - 1) > 1e-9:
        raise ValueError("the shares must add up to 1")
    return value


def sums_to_one(options: tuple[Option, ...]) -> tuple[Option, ...]:
    if abs(sum(option.share for option in options) - 1) > 1e-9:
        raise ValueError("the shares must add up to 1")
    return options
