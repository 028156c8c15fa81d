"""The languages a ledger can be written in, and Simplified Chinese derived from Traditional.

Words stand in the files in English and in Traditional Chinese as Taiwan writes it. Simplified Chinese with the
mainland's words is derived; where that would choose a wrong word, a file gives the text as `zh-Hans`.
"""

from __future__ import annotations

from dataclasses import dataclass

from customer_value.chinese import simplified

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
"""By their BCP 47 tags. Every scenario has the first two; which have the third is theirs to say."""

PACKAGE = "generator"


@dataclass(frozen=True)
class Text:
    """One piece of text in every language.

    Attributes:
        zh_hans: "" where it is derived from `zh_hant`.
    """

    en: str
    zh_hant: str
    zh_hans: str = ""

    def get(self, language: str) -> str:
        """The text in one of LANGUAGES.

        Raises:
            ValueError: there is no such language.
        """
        match language:
            case "en":
                return self.en
            case "zh-Hant":
                return self.zh_hant
            case "zh-Hans":
                return self.zh_hans or simplified(self.zh_hant)
        raise ValueError(f"There is no language {language!r}; choose one of {', '.join(LANGUAGES)}.")


def text_of(words: dict[str, str]) -> Text:
    """A text from a table of a TOML file: en, zh-Hant, and zh-Hans where it is given."""
    return Text(words["en"], words["zh-Hant"], words.get("zh-Hans", ""))
