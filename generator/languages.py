"""The languages a ledger can be written in, and Simplified Chinese derived from Traditional.

Words stand in the files in English and in Traditional Chinese as Taiwan writes it. Simplified Chinese with the
mainland's words comes from OpenCC ("tw2sp"); where that would choose a wrong word, a file gives the text as `zh-Hans`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from customer_value import messages

if TYPE_CHECKING:
    from opencc import OpenCC

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
"""By their BCP 47 tags. Every scenario has the first two; which have the third is theirs to say."""

PACKAGE = "generator"

TERMS = {
    "保存格": "单元格",
    "一列是": "一行是",
    "一列的": "一行的",
    "那一列": "那一行",
    "该列": "该行",
    "整列": "整行",
    "列号": "行号",
    "第几列": "第几行",
    "标题列": "标题行",
    "出来的列": "出来的行",
    "没有列": "没有行",
    "多栏": "多列",
    "帐": "账",
    "行销": "营销",
    "名单": "线索",
    "通路": "渠道",
    "管道": "渠道",
    "门市": "门店",
    "下订": "下单",
    "折价券": "优惠券",
    "荷包占有率": "钱包份额",
    "所得级距": "收入区间",
    "级距": "区间",
    "品质": "质量",
    "水准": "水平",
    "纪录": "记录",
    "身分": "身份",
    "客诉": "投诉",
    "贩售": "销售",
    "店家": "商家",
    "获利": "盈利",
    "贴文": "帖子",
    "按赞": "点赞",
    "触及": "触达",
    "拷贝": "复制",
    "网域": "域名",
    "情境": "场景",
    "真假值": "真或假",
    "宅配": "快递",
    "营运": "运营",
    "粉丝专页": "主页",
    "公元年": "公历年份",
}
"""Words of a ledger and its description that OpenCC leaves as Taiwan has them, or mistakes, and the mainland's."""


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


def message(package: str, key: str, language: str, **fields: object) -> str:
    """A message of a package's messages.toml in one of LANGUAGES, with its `{fields}` filled in.

    Raises:
        KeyError: no such key, or a field that the text names was not given.
    """
    if language != "zh-Hans":
        return messages.message(package, key, language, **fields)
    return simplified(messages.catalogue(package)[key].zh_hant).format(**fields)


@cache
def simplified(text: str) -> str:
    """Text as the mainland writes it, from Traditional Chinese as Taiwan writes it, words included."""
    found = _converter("tw2sp").convert(text)
    for taiwan, mainland in TERMS.items():
        found = found.replace(taiwan, mainland)
    return found


@cache
def traditional(name: str) -> str:
    """A mainland given name in Traditional characters, one for one; no words are exchanged."""
    return _converter("s2tw").convert(name)


@cache
def _converter(direction: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(direction)
