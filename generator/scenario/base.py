"""What every table of a scenario file is made of: kinds of numbers, words in each language, shares."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from generator.languages import Text


class ScenarioError(ValueError):
    """A scenario cannot be used; the message says which key, what it holds and what it may hold, in one sentence."""


Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]


Share = Annotated[float, Field(ge=0, le=1)]


Correlation = Annotated[float, Field(gt=-1, lt=1)]


Skew = Annotated[float, Field(gt=0, le=1.5)]


class Record(BaseModel):
    """A table of the file. Unknown keys are refused, so that a misspelt one does not pass in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
