"""The text of a file whose encoding nobody says: Unicode, Big5, GB18030, or what Windows writes in Europe.

A list of a class is short: charset-normalizer takes every other list of three names in Big5 for something else. What is
known of such lists (surnames, the words above the columns) tells more.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

BROKEN = "\N{REPLACEMENT CHARACTER}"

KNOWN = frozenset(
    "學號姓名班級組別電子郵件信箱系所年座課程備註"
    "学号级组别电邮箱专业备注"
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高簡朱鍾施游詹沈彭胡余盧潘顏梁趙柯翁魏孫戴范方宋鄧杜侯曹薛丁馬董溫唐藍石紀姚連歐程湯田康白涂鄒巫尤鐘龔嚴韓黎阮袁金童陸夏柳邵錢伍倪溥於湛"
    "陈黄张吴刘杨许郑谢赖苏叶庄吕萧罗简钟卢颜赵孙邓马温蓝纪连欧汤邹龚严韩陆钱倪"
    "小明美玲雅婷志家豪淑芬俊傑怡君宗翰佳蓉建宏冠宇詩涵雅文子軒承恩品妍宜庭欣柏睿伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华玉兰飞"
)
"""Characters of the words above columns and of names that many people have, in both scripts."""

MOST_CONTROLS = 0.01
"""No text has a larger share of control characters."""


@dataclass(frozen=True)
class Decoded:
    """A text.

    Attributes:
        text: without a byte order mark.
        encoding: as Python calls it.
        broken: how many characters could not be read; BROKEN stands in their place.
    """

    text: str
    encoding: str
    broken: int = 0


def decoded(data: bytes, *, strict: bool = False) -> Decoded:
    """The text of a file.

    Args:
        data: what is in the file.
        strict: every character has to be readable.

    Raises:
        ValueError: it is no text, or not all of it; the message says so, without a stop at the end.
    """
    found = _marked(data) or _unmarked(data)
    if found is None or _is_binary(found.text) or (strict and found.broken):
        raise ValueError("it is no text in UTF-8, UTF-16, Big5 or GB18030; save it as CSV UTF-8")
    return found


def _marked(data: bytes) -> Decoded | None:
    """A text that says by its first bytes how it is written, or by its zeros that it is UTF-16."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _read(data.removeprefix(mark), encoding)
    even, odd = data[::2].count(0), data[1::2].count(0)
    if even + odd <= len(data) // 20 or 4 * min(even, odd) > max(even, odd):
        return None
    return _read(data, "utf-16-le" if odd > even else "utf-16-be")


def _unmarked(data: bytes) -> Decoded | None:
    try:
        found = Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        # The first of equals counts: Big5 before GB18030.
        tried = [_read(data, encoding) for encoding in _WEIGHTS]
        scores = [_score(one) for one in tried]
        found = tried[scores.index(max(scores))]
        if max(scores) <= 0:
            return None
    return found


def _is_binary(text: str) -> bool:
    controls = sum(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\v\f" for sign in text)
    return controls > MOST_CONTROLS * len(text)


def _read(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count(BROKEN))


def _score(one: Decoded) -> float:
    """How much a text looks like one that somebody wrote: 0 and less for not at all, 2 for every sign being known."""
    signs = Counter(sign for sign in one.text if sign > "\x7f")
    weight = _WEIGHTS[one.encoding]
    if one.encoding == "cp1252":
        return _european(one.text)
    found = sum(count * (-1 if sign == BROKEN else weight(sign) + (sign in KNOWN)) for sign, count in signs.items())
    return found / max(signs.total(), 1)


def _utf_8(sign: str) -> float:
    return 1.0


def _big5(encoding: str) -> Callable[[str], float]:
    def weight(sign: str) -> float:
        first = sign.encode(encoding)[0]
        if first < 0xA4:  # punctuation
            return 0.8 if first >= 0xA1 else 0.0
        return 1.0 if first <= 0xC6 else 0.4  # the 5401 characters in use, and the others

    return weight


def _gb18030(sign: str) -> float:
    whole = sign.encode("gb18030")
    if len(whole) != 2 or min(whole) < 0xA1:  # none of GB 2312; among them are the traditional characters
        return 0.3 if "\u4e00" <= sign <= "\u9fff" else 0.0
    if whole[0] < 0xB0:
        return 0.8 if whole[0] in (0xA1, 0xA3) else 0.1  # punctuation; foreign letters and lines
    return 1.0 if whole[0] <= 0xD7 else 0.4


def _european(text: str) -> float:
    """The share of signs that are letters beside a plain letter, as in José."""
    places = [place for place, sign in enumerate(text) if sign > "\x7f"]
    beside = [text[max(place - 1, 0) : place] + text[place + 1 : place + 2] for place in places]
    good = sum(
        text[place].isalpha() and any(one.isascii() and one.isalpha() for one in near)
        for place, near in zip(places, beside, strict=True)
    )
    return good / len(places) if places else 0.0


_WEIGHTS: dict[str, Callable[[str], float]] = {
    "utf-8": _utf_8,
    "cp950": _big5("cp950"),
    "big5hkscs": _big5("big5hkscs"),
    "gb18030": _gb18030,
    "cp1252": _utf_8,
}
"""How much a character counts, by the encoding that it was read in."""
