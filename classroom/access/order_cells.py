"""What the cells of an order say, in English, Traditional and Simplified Chinese: the day, the kind of ticket."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from zoneinfo import ZoneInfo

from classroom.access.days import day_of
from classroom.access.events import Ticket
from classroom.roster.columns import WORDS as PEOPLE
from classroom.roster.columns import places_of, readings

WORDS: dict[str, tuple[str, ...]] = {
    "order": (
        *("order number", "order no", "order id", "order", "order ref", "order reference", "purchase number"),
        *("訂單編號", "訂單號碼", "訂單號", "訂單代號", "訂購編號", "訂購單號", "交易編號", "單號", "訂單"),
        *("订单编号", "订单号码", "订单号", "订购编号", "交易编号", "单号", "订单"),
    ),
    "date": (
        *("order date", "ordered on", "ordered at", "date ordered", "order time", "order datetime", "purchase date"),
        *("purchased at", "purchased on", "date of order", "created at", "date", "ordered"),
        *(
            "訂購日期",
            "訂單日期",
            "下單日期",
            "購買日期",
            "訂購時間",
            "訂單時間",
            "下單時間",
            "購買時間",
            "訂單成立時間",
        ),
        *("訂單成立日期", "成立時間", "日期"),
        *("订购日期", "订单日期", "下单日期", "购买日期", "订购时间", "订单时间", "下单时间", "购买时间"),
    ),
    "ticket": (
        *("ticket kind", "ticket type", "kind of ticket", "ticket", "tickets", "ticket name"),
        *("票種", "票券種類", "票券類型", "票別", "票券名稱", "票券", "票种", "票券种类", "票券类型", "票别", "票类"),
    ),
    "plan": (
        *("plan", "plan name", "course plan", "方案", "方案名稱", "課程方案", "購買方案", "訂購方案", "選購方案"),
        *("方案名称", "课程方案", "购买方案", "订购方案"),
    ),
    "code": (
        *("voucher code", "voucher", "vip code", "vip voucher", "redeem code", "code", "coupon code"),
        *(
            "憑證代碼",
            "憑證序號",
            "憑證號碼",
            "憑證",
            "貴賓券代碼",
            "貴賓券序號",
            "貴賓券號碼",
            "貴賓券",
            "兌換券代碼",
            "兌換券序號",
            "兌換券號碼",
            "兌換券",
            "優惠券代碼",
            "優惠券序號",
            "優惠碼",
            "優惠代碼",
            "兌換碼",
            "序號",
        ),
        *("vip 憑證", "vip 代碼", "vip 凭证", "vip 代码"),
        *(
            "凭证代码",
            "凭证序号",
            "凭证",
            "贵宾券代码",
            "贵宾券序号",
            "贵宾券",
            "兑换券代码",
            "兑换券",
            "优惠券代码",
            "优惠码",
            "兑换码",
            "序列号",
        ),
    ),
    "name": (
        *("attendee", "attendee name", "participant", "participant name", "參加者", "參加者姓名", "参加者姓名"),
        *PEOPLE["name"],
        *("customer name", "buyer", "buyer name", "訂購人", "訂購人姓名", "購買人", "购买人", "订购人", "订购人姓名"),
        *("收件人", "收件人姓名", "收件者", "收件者姓名"),
    ),
    "first": PEOPLE["first"],
    "last": PEOPLE["last"],
    "email": (
        *("attendee email", "attendee e mail", "participant email", "參加者電子郵件", "參加者信箱", "参加者邮箱"),
        *PEOPLE["email"],
        *("customer email", "buyer email", "訂購人信箱", "訂購人電子郵件", "订购人邮箱"),
    ),
}
"""The words above the columns, by what a column of theirs holds; of several, the one whose word stands first counts."""

PLACES = places_of(WORDS)

TICKETS: dict[Ticket, tuple[str, ...]] = {
    "single": (
        *("single", "single ticket", "individual", "individual ticket", "one person", "solo"),
        *("單人票", "單人", "個人票", "個人", "一人票", "单人票", "单人", "个人票", "个人"),
    ),
    "group": (
        *("group", "group ticket", "team", "team ticket"),
        *(
            "團體票",
            "團體",
            "團票",
            "多人票",
            "雙人票",
            "雙人",
            "雙人同行",
            "雙人套票",
            "双人票",
            "双人同行",
            "团体票",
            "团体",
            "团票",
        ),
    ),
    "voucher": (
        *("voucher", "vip voucher", "vip", "vip ticket", "vip 憑證", "vip 凭证", "憑證", "凭证", "vip 票"),
        *("兌換券", "vip 兌換券", "vip 票券", "兑换券", "vip 兑换券"),
        *("vip 憑證票", "貴賓券", "貴賓憑證", "vip 貴賓券", "贵宾券", "贵宾凭证", "vip 贵宾券"),
    ),
}

_TICKETS = {word: kind for kind, words in places_of(TICKETS).items() for word in words}

_MOMENT = re.compile(
    r"(\d{3,4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?"
    r"(?:(?:[T ,]| ?[(][^()]*[)] ?)? ?(上午|下午|早上|晚上|[AaPp]\.?[Mm]\.?)? ?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r" ?([AaPp]\.?[Mm]\.?)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)

_ROC = 1911
"""Years of the Republic of China begin with 1912."""


def ticket_in(text: str) -> Ticket | None:
    """The kind of ticket that a cell names; None for anything else."""
    return next((_TICKETS[one] for one in readings(text) if one in _TICKETS), None)


def day_in(text: str, zone: ZoneInfo) -> dt.date | None:
    """The day of a cell: year, month and day in this order, with or without a time.

    Years of three digits are those of the Republic of China. A time with an offset (or Z) is a moment, whose day is the
    one in the class's zone; any other is the class's own.

    Returns:
        None where it is no day.
    """
    found = _MOMENT.fullmatch(" ".join(unicodedata.normalize("NFKC", text).split()).removeprefix("民國"))
    if found is None:
        return None
    year, month, day, before, hour, minute, second, after, offset = found.groups()
    try:
        date = dt.date(int(year) + (_ROC if len(year) == 3 else 0), int(month), int(day))
        if hour is None:
            return date
        time = dt.time(_hour(int(hour), before or after or ""), int(minute), int(second or 0))
        if offset is None:
            return date
        plain = "+00:00" if offset.isalpha() else offset
        return day_of(dt.datetime.fromisoformat(f"{date}T{time:%H:%M:%S}{plain}"), zone)
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, half: str) -> int:
    """An hour from 0 to 23. Raises ValueError where it is not of the half of the day that is named."""
    if not half:
        return hour
    if not 0 <= hour <= 12:
        raise ValueError("no hour of half a day")
    late = half in ("下午", "晚上") or half[0] in "pP"
    return hour % 12 + (12 if late else 0)
