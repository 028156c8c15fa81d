"""What the letters of access say, in each language, as text and as HTML."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters_class import TAIPEI, at

from classroom.access.letter_parts import Facts, Heading, Paragraph, Steps, as_html, as_text
from classroom.access.letters import Following, about, ended_letter, opening_letter, warning_letter
from classroom.access.passes import Pass
from classroom.class_settings import ClassSettings
from classroom.hub.codes import code_of
from classroom.mailing import Letter, Sender
from classroom.roster import Learner

ANN = Learner(id="ann.lee", name="Ann Lee", email="ann@example.com")
NOW = at("2026-11-30 08:01")
END = at("2026-12-14 00:00")  # fourteen days, the first being 30 November
GRACE = at("2026-12-21 00:00")
LANGUAGES = ("en", "zh-Hant", "zh-Hans")
HAN = re.compile(r"[\u3400-\u9fff]")


def a_class(language: str = "en", authenticator: str = "native", **access: object) -> ClassSettings:
    given = {"address": "https://course.example.org", "contact": "help@example.org"} | access
    return ClassSettings.model_validate(
        {
            "name": "Self-study" if language == "en" else "自學班",
            "language": language,
            "scenario": "boutique",
            "seed": "0123456789abcdef0123",
            "access": given,
            "mail": {"host": "mail.example.org", "sender": "course@example.org"},
            "hub": {"authenticator": authenticator},
        }
    )


def bought(ticket: str = "single", order: str = "A-1001", plan: str = "standard", days: int = 14) -> Pass:
    return Pass(order, ticket, plan, days, dt.date(2026, 11, 30))  # type: ignore[arg-type]


def opening(language: str = "en", one: Pass | None = None, learner: Learner = ANN, **more: object) -> Letter:
    on_hub = bool(more.pop("on_hub", True))
    return opening_letter(a_class(language, **more), learner, one or bought(), NOW, END, on_hub=on_hub)  # type: ignore[arg-type]


def every_letter(language: str, learner: Learner = ANN) -> list[Letter]:
    chosen = a_class(language)
    after = Following(1, dt.date(2026, 12, 15))
    return [
        opening(language, learner=learner),
        opening(language, bought("granted", "G1", ""), learner, address="", on_hub=False),
        *(warning_letter(chosen, learner, kind, "A", END, GRACE) for kind in ("day", "hour", "minutes")),
        warning_letter(chosen, learner, "day", "A", END, None, after),
        ended_letter(chosen, learner, "A", END, GRACE, END),
        ended_letter(chosen, learner, "A", END, END, END, after),
    ]


class Words(HTMLParser):
    """What a page shows, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shown, self.links, self.hidden = "", [], False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = self.hidden or tag in ("title", "style", "script")
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("title", "style", "script"):
            self.hidden = False

    def handle_data(self, data: str) -> None:
        self.shown += "" if self.hidden else data


def test_the_opening_letter_says_what_was_bought_for_how_long_and_how_to_get_in():
    letter = opening()
    assert letter.subject == "Self-study: the course is open for you until Sunday 13 December 2026"
    assert letter.about == "access/opening/ann.lee/A-1001" and letter.to == "ann@example.com"
    for line in (
        "Hello Ann Lee,",
        "Your ticket: single ticket; plan “standard”",
        "Order: A-1001",
        "Duration: 14 days",
        "First day: Monday 30 November 2026",
        "Last day: Sunday 13 December 2026, until midnight (Taiwan time)",
        "1. Open https://course.example.org in a browser.",
        "Your id in the class: ann.lee",
        f"Your sign-up code: {code_of(a_class(), 'ann.lee')}",
    ):
        assert line in letter.text.splitlines(), line
    assert "Contact help@example.org." in letter.text and "START" in letter.text


def test_the_opening_letter_in_traditional_chinese():
    letter = opening("zh-Hant", learner=Learner(id="lin", name="林雅婷", email="lin@example.com"))
    assert letter.subject == "【自學班】課程開通了，可以上到 2026 年 12 月 13 日（日）"
    for line in (
        "林雅婷，你好：",
        "票種：單人票，方案「standard」",
        "訂單編號：A-1001",
        "天數：14 天",
        "第一天：2026 年 11 月 30 日（一）",
        "最後一天：2026 年 12 月 13 日（日）晚上 12 點為止（台灣時間）",
        "1. 用瀏覽器開啟 https://course.example.org",
        "你的課程帳號：lin",
        f"你的註冊碼：{code_of(a_class(), 'lin')}",
    ):
        assert line in letter.text.splitlines(), line
    assert "請聯絡 help@example.org" in letter.text


def test_simplified_chinese_is_derived():
    assert "课程开通了" in opening("zh-Hans").subject and "注册码" in opening("zh-Hans").text


@pytest.mark.parametrize(
    ("more", "there", "not_there"),
    [
        ({"address": ""}, "Ask help@example.org for the address", "https://"),
        ({"address": "", "on_hub": False}, "Ask help@example.org how you open the course", "sign-up"),
        ({"authenticator": "institution.Login"}, "the password that belongs to it", "sign-up"),
        ({"contact": ""}, "Contact course@example.org.", "help@"),
    ],
)
def test_what_class_toml_does_not_say_is_asked_for_or_left_out(more, there, not_there):
    text = opening(**more).text
    assert there in text and not_there not in text


def test_a_code_stands_in_no_letter_of_a_class_without_a_hub():
    assert code_of(a_class(), "ann.lee") not in opening(on_hub=False).text


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (bought("group"), "Your ticket: group ticket, your place in it; plan “standard”"),
        (bought("voucher"), "Your ticket: VIP voucher; plan “standard”"),
        (bought("granted", "G1", ""), "Your ticket: given to you by your instructor"),
        (bought(days=1), "Duration: 1 day"),
    ],
)
def test_each_kind_of_ticket(one, line):
    letter = opening(one=one)
    assert line in letter.text.splitlines()
    assert ("Order:" in letter.text) == (one.ticket != "granted")


def test_a_warning_says_until_when_what_becomes_of_the_work_and_how_to_go_on():
    letter = warning_letter(a_class(), ANN, "hour", "A-1001", END, GRACE)
    assert letter.subject == "Self-study: less than an hour left"
    assert letter.about == "access/hour/ann.lee/A-1001/2026-12-13T16:00Z"
    assert (
        "ends at midnight at the end of Sunday 13 December 2026 (Taiwan time). That is in less than an hour."
        in letter.text
    )
    assert "Until the end of Sunday 20 December 2026 you can download it" in letter.text
    assert "Contact help@example.org and ask for more days" in letter.text
    assert "sign-up" not in letter.text


def test_what_cannot_be_fetched_afterwards_is_to_be_fetched_before():
    for grace in (None, END):
        assert "download now" in warning_letter(a_class(), ANN, "day", "A", END, grace).text
        assert "cannot be downloaded any more" in ended_letter(a_class(), ANN, "A", END, grace, END).text
    assert "cannot be downloaded any more" in ended_letter(a_class(), ANN, "A", END, GRACE, GRACE).text
    asked = warning_letter(a_class(address=""), ANN, "day", "A", END, GRACE).text
    assert "ask help@example.org if you do not know where" in asked and "log in" not in asked


def test_who_has_another_ticket_is_told_when_it_opens_and_not_to_buy_one():
    after = Following(1, dt.date(2026, 12, 15))
    for letter in (
        warning_letter(a_class(), ANN, "day", "A", END, GRACE, after),
        ended_letter(a_class(), ANN, "A", END, GRACE, END, after),
    ):
        assert (
            "another ticket for 1 day." in letter.text and "on Tuesday 15 December 2026 at the earliest" in letter.text
        )
        assert "ask for more days" not in letter.text


def test_after_the_end():
    letter = ended_letter(a_class("zh-Hant"), ANN, "A", END, GRACE, END)
    assert letter.subject == "【自學班】使用期限已經結束" and letter.about.endswith("/2026-12-13T16:00Z")
    assert "2026 年 12 月 13 日（日）晚上 12 點（台灣時間）為止，現在已經結束" in letter.text
    assert "2026 年 12 月 20 日（日）結束以前都可以下載" in letter.text and "「下載我的作品」" in letter.text


def test_the_same_end_has_the_same_name_in_every_time_zone():
    assert about("day", "ann", "A", END) == about("day", "ann", "A", END.astimezone(dt.UTC))
    assert about("day", "ann", "A", END) != about("day", "ann", "A", END + dt.timedelta(days=1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_says_what_the_text_says(language):
    for letter in every_letter(language):
        page = Words(letter.html)
        shown = re.sub(r"\s+", "", page.shown)
        for line in letter.text.splitlines():
            words = re.sub(r"^\d+\. ", "", line)
            label, _, value = words.partition("：" if language != "en" else ": ")
            for part in (words,) if re.sub(r"\s+", "", words) in shown else (label, value):
                assert re.sub(r"\s+", "", part) in shown, (letter.about, line)
        assert f'<html lang="{language}">' in letter.html and letter.language == language
        assert set(page.links) <= {"https://course.example.org", "mailto:help@example.org"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_is_unfinished_or_in_the_wrong_language(language):
    for letter in every_letter(language):
        for text in (letter.subject, letter.text):
            assert not re.search(r"[{}]|\bNone\b", text) and "  " not in text
            if language == "en":
                assert not HAN.search(text)
            else:
                assert not re.search(r"[\u3400-\u9fff][,.;:!?()]|[,;!?()][\u3400-\u9fff]", text), text


NASTY = ("<b>Ann</b> & Co", 'Ann" onload="x', "Ann\r\nBcc: all@example.org", "安 & <script>alert(1)</script>")


@pytest.mark.parametrize("name", NASTY)
def test_a_name_stays_a_name(name):
    learner = Learner(id="ann", name=name, email="ann@example.com")
    for letter in every_letter("en", learner):
        assert "<script>" not in letter.html and "<b>" not in letter.html and 'onload="' not in letter.html
        message = letter.message(Sender("course@example.org", "Self-study"), "Self-study", NOW)
        assert message["Bcc"] is None and message["To"].addresses[0].addr_spec == "ann@example.com"
        assert " ".join(name.split()) in Words(letter.html).shown


def test_what_class_toml_says_stays_text_too():
    letter = opening(contact="<img src=x>", address='https://x.example"><script>')
    assert "<img" not in letter.html and "<script>" not in letter.html


def test_equal_letters_are_equal_messages():
    sender = Sender("course@example.org")
    first, second = (opening().message(sender, "Self-study", NOW).as_bytes() for _ in range(2))
    assert first == second


# The parts.


def test_parts_as_text():
    parts = [
        Paragraph("One."),
        Heading("About"),
        Steps(("First", "Second")),
        Facts((("Id", "ann"), ("Code", "x"))),
        Paragraph("End"),
    ]
    assert as_text(parts) == "One.\n\nAbout\n1. First\n2. Second\n\nId: ann\nCode: x\n\nEnd\n"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Write to help@example.org.", ["mailto:help@example.org"]),
        ("請聯絡 help@example.org。", ["mailto:help@example.org"]),
        ("登入網址：https://course.example.org/hub/", ["https://course.example.org/hub/"]),
        ("log in at https://x.example as always", ["https://x.example"]),
        ("See https://x.example/a?b=1&c=2.", ["https://x.example/a?b=1&c=2"]),
        ("LINE @course, javascript:alert(1), a@b@c", []),
        ("course.example.org", []),
    ],
)
def test_links_lead_where_the_text_says(text, links):
    assert Words(as_html([Paragraph(text)], "Title", "en")).links == links


@settings(max_examples=80)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_shown_as_it_is(one, two, three):
    texts = [text.replace("\r", "").replace("\0", "") for text in (one, two, three)]
    page = as_html([Paragraph(texts[0]), Steps((texts[1],)), Facts(((texts[2], texts[0]),))], "T", "en")
    shown = Words(page).shown
    assert all(text in shown for text in texts)


def test_the_zone_of_the_class_decides_which_day_it_is():
    late = dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC)  # already the first of December in Taipei
    letter = opening_letter(a_class(), ANN, bought(), late, at("2026-12-15 00:00", TAIPEI), on_hub=True)
    assert "First day: Tuesday 1 December 2026" in letter.text and "Last day: Monday 14 December 2026" in letter.text
