"""What learners are told about their access, in both languages."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from self_study import TAIPEI, at

from classroom.access.events import Event
from classroom.access.explaining import days_left, explain, spelled_day, spelled_last_day, spelled_moment, spelled_zone
from classroom.access.passes import access_of


def happened(when: str, what: str, **more) -> Event:
    return Event(at=at(when), what=what, learner="amy", **more)


BOUGHT = [happened("2026-02-13 20:00", "ordered", order="1", days=14, day=dt.date(2026, 2, 23))]
OPENED = [*BOUGHT, happened("2026-02-23 08:00", "notified", order="1")]
PAUSED = [*OPENED, happened("2026-03-01 10:05", "paused")]
REVOKED = [*OPENED, happened("2026-03-01 10:05", "revoked")]
AGAIN = [*OPENED, happened("2026-03-20 10:00", "ordered", order="2", days=30, day=dt.date(2026, 3, 23))]

STATES = {
    "none": ([], "2026-02-01 12:00"),
    "waiting": (BOUGHT, "2026-02-14 12:00"),
    "due": (BOUGHT, "2026-02-23 07:00"),
    "open": (OPENED, "2026-02-23 08:00"),
    "last day": (OPENED, "2026-03-08 23:59"),
    "paused": (PAUSED, "2026-03-05 12:00"),
    "ended": (OPENED, "2026-03-09 00:00"),
    "over": (OPENED, "2026-03-16 00:00"),
    "revoked": (REVOKED, "2026-03-02 12:00"),
    "again": (AGAIN, "2026-03-20 12:00"),
}

ENGLISH = {
    "none": ["no order of yours", "write to help@example.com, with your order number"],
    "waiting": ["cannot come in yet", "opens on Monday 23 February 2026", "day 1 of 14"],
    "due": ["cannot come in yet", "from Monday 23 February 2026", "unwanted mail", "help@example.com"],
    "open": [
        *("You can come in", "08:00 on Monday 23 February 2026 (Taiwan time)"),
        *("its last day is Sunday 8 March 2026, the whole of it", "that leaves 14 days"),
    ],
    "last day": ["its last day is Sunday 8 March 2026, the whole of it. That is today."],
    "paused": ["paused since 10:05 on Sunday 1 March 2026", "download your work meanwhile", "To go on, write to help@"],
    "ended": [
        *("Its last day was Sunday 8 March 2026, the whole of it.", "until the end of Sunday 15 March 2026"),
        "For more days, write to help@example.com.",
    ],
    "over": ["Its last day was Sunday 8 March 2026", "For more days"],
    "revoked": ["taken away at 10:05 on Sunday 1 March 2026", "until the end of Sunday 8 March 2026", "mistake"],
    "again": [
        "you had before has ended; its last day was Sunday 8 March 2026",
        "opens on Monday 23 March 2026",
        "of 30",
    ],
}
CHINESE = {
    "none": ["沒有你的訂單", "請聯絡 help@example.com，並附上訂單編號"],
    "waiting": ["現在還不能登入", "2026 年 2 月 23 日（一）開放", "共 14 天"],
    "due": ["通知信一寄出即可登入", "垃圾郵件匣，再聯絡 help@example.com。"],
    "open": [
        "你可以登入",
        "2026 年 2 月 23 日（一）08:00（台灣時間）起",
        "2026 年 3 月 8 日（日），當天全天",
        "還有 14 天",
    ],
    "last day": ["也就是今天。"],
    "paused": ["2026 年 3 月 1 日（日）10:05（台灣時間）起暫停", "請聯絡 help@example.com。"],
    "ended": ["最後一天是 2026 年 3 月 8 日（日），當天全天", "到 2026 年 3 月 15 日（日）當天結束為止"],
    "over": ["最後一天是 2026 年 3 月 8 日（日）", "想延長使用天數"],
    "revoked": ["2026 年 3 月 1 日（日）10:05（台灣時間）取消"],
    "again": ["前一次的使用期限已經結束", "2026 年 3 月 23 日（一）開放", "共 30 天"],
}


def told(name: str, language: str, contact: str = "help@example.com") -> str:
    events, when = STATES[name]
    return explain(access_of(events, TAIPEI, 7).at(at(when)), at(when), TAIPEI, language, contact=contact)


@pytest.mark.parametrize("name", STATES)
def test_what_is_told_in_each_state(name):
    for language, pieces in (("en", ENGLISH[name]), ("zh-Hant", CHINESE[name])):
        text = told(name, language)
        for piece in pieces:
            assert piece in text
        assert "{" not in text and "  " not in text
        assert "2026-03-09" not in text and "9 March" not in text and "3 月 9 日" not in text  # never midnight's day
    assert not re.search(r"[A-Za-z]{3,}", told(name, "zh-Hant", "").replace("VIP", ""))
    assert told(name, "zh-Hans") != told(name, "zh-Hant")


def test_what_is_over_is_not_promised():
    assert "download" not in told("over", "en") and "下載" not in told("over", "zh-Hant")
    assert "download" in told("ended", "en") and "下載" in told("ended", "zh-Hant")


def test_without_anybody_to_write_to_the_seller_is_named():
    assert "write to whoever you bought the course from." in told("ended", "en", "")
    assert "請聯絡賣這門課給你的單位。" in told("ended", "zh-Hant", "")


@pytest.mark.parametrize(
    ("events", "when", "left"),
    [
        ([], "2026-02-01 12:00", None),
        (BOUGHT, "2026-02-14 12:00", 14),
        (OPENED, "2026-02-23 08:00", 14),
        (OPENED, "2026-02-23 23:59", 14),
        (OPENED, "2026-02-24 00:00", 13),
        (OPENED, "2026-03-08 23:59", 1),
        (OPENED, "2026-03-09 00:00", None),
        (PAUSED, "2026-05-05 12:00", 8),  # from 1 to 8 March, as it was when the pause began
        (REVOKED, "2026-03-02 12:00", None),
    ],
)
def test_days_left(events, when, left):
    assert days_left(access_of(events, TAIPEI, 7).at(at(when)), at(when), TAIPEI) == left


def test_days_and_moments_are_spelled_in_the_classs_zone():
    london = ZoneInfo("Europe/London")
    moment = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
    assert spelled_moment(moment, london, "en") == "00:30 on Thursday 2 July 2026 (Europe/London time)"
    assert spelled_moment(moment, TAIPEI, "zh-Hant") == "2026 年 7 月 2 日（四）07:30（台灣時間）"
    assert spelled_last_day(at("2026-03-09 00:00"), TAIPEI, "en") == "Sunday 8 March 2026"
    assert spelled_last_day(at("2026-03-09 00:01"), TAIPEI, "en") == "Monday 9 March 2026"
    assert spelled_zone(ZoneInfo("America/Sao_Paulo"), "zh-Hant") == "America/Sao Paulo 時間"
    days = [spelled_day(dt.date(2026, month, month), "en") for month in range(1, 13)]
    assert [one.split(" ", 1)[1] for one in days] == [f"{n} {dt.date(2026, n, n):%B} 2026" for n in range(1, 13)]
