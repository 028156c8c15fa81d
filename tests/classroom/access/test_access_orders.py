"""Lists of orders as shops export them, and what is said of what is wrong in them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from self_study import TAIPEI, put_orders, row

from classroom.access.order_cells import day_in, ticket_in
from classroom.access.orders import Order, read_orders
from classroom.class_settings import AccessSettings
from classroom.errors import KitError

ONE = AccessSettings()
TWO = AccessSettings(plans={"standard": 14, "Long run": 30})
FRIDAY = dt.date(2026, 2, 13)


@pytest.fixture
def read(tmp_path):
    def call(*rows, access=ONE, **more):
        return read_orders(put_orders(tmp_path / "orders.csv", *rows, **more), access, TAIPEI)

    return call


def said(found) -> list[str]:
    return [note.sentence for note in found.notes]


HEADERS = [
    ("訂單編號", "訂購日期", "票種", "方案", "姓名", "電子郵件", "憑證代碼"),
    ("订单号", "下单时间", "票种", "方案", "姓名", "邮箱", "凭证代码"),
    ("Order number", "Order date", "Ticket", "Plan", "Name", "E-mail", "Voucher code"),
    ("訂單號碼", "成立時間", "票券類型", "購買方案", "收件人", "Email", "優惠券代碼"),
    ("Order ID", "Created at", "Ticket type (票種)", "PLAN", "Attendee name", "Attendee email", "Coupon code"),
]
TICKETS = [
    (*("單人票", "團體票"), "VIP 憑證"),
    (*("单人票", "团体票"), "VIP凭证"),
    ("single", "Group ticket", "VIP voucher"),
    ("單人票", "雙人同行", "VIP 兌換券"),
    ("單人票 (Single)", "團體票/Group", "貴賓券"),
]


@pytest.mark.parametrize(("words", "tickets"), list(zip(HEADERS, TICKETS, strict=True)))
def test_the_same_orders_in_every_language(read, words, tickets):
    single, group, voucher = tickets
    found = read(
        row("1", "amy@example.com", ticket=single, name="陳怡君"),
        row("2", "Bob <bob@example.com>", ticket=group, plan=""),
        row("2", "cleo@example.com", ticket=group),
        row("3", "dan@example.com", ticket=voucher, plan="", code="k7mq-x2ph-9dwe"),
        words=words,
    )
    fields = {"day": FRIDAY, "plan": "standard"}
    assert found.orders == (
        Order(number="1", ticket="single", name="陳怡君", email="amy@example.com", **fields),
        Order(number="2", ticket="group", email="bob@example.com", **fields),
        Order(number="2", ticket="group", email="cleo@example.com", **fields),
        Order(number="3", ticket="voucher", email="dan@example.com", day=FRIDAY, code="k7mq-x2ph-9dwe"),
    )
    assert found.people == {"1": 1, "2": 2, "3": 1} and said(found) == []
    assert [(one.line, one.place) for one in found.orders] == [(n, f"Line {n}") for n in range(2, 6)]


def test_a_workbook_with_words_above_and_dates_as_excel_has_them(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "訂單"
    sheet.append(["課程報名", None, None])
    sheet.append(["訂單編號", "訂購日期", "Email"])
    sheet.append([1001, dt.datetime(2026, 2, 13, 20, 15), "amy@example.com"])
    sheet.append([1002, dt.date(2026, 2, 14), "bob@example.com"])
    book.create_sheet("說明").append(["不是訂單"])
    book.save(tmp_path / "orders.xlsx")
    found = read_orders(tmp_path / "orders.xlsx", ONE, TAIPEI)
    assert [(one.number, one.day, one.plan, one.ticket) for one in found.orders] == [
        ("1001", FRIDAY, "standard", ""),
        ("1002", FRIDAY + dt.timedelta(1), "standard", ""),
    ]
    assert said(found) == ["The sheet 訂單 was read, not 說明."] and found.orders[0].place == "Row 3"


def test_a_list_in_big5_with_semicolons(tmp_path):
    text = "訂單編號;訂購日期;票種;姓名;電子郵件\r\n1001;2026/2/13;單人票;陳怡君;amy@example.com\r\n"
    (tmp_path / "orders.csv").write_bytes(text.encode("cp950"))
    assert read_orders(tmp_path / "orders.csv", ONE, TAIPEI).orders[0].name == "陳怡君"


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (row(email=""), "there is no e-mail address (小明)"),
        (row(email="amy@"), "'amy@' is no e-mail address (小明)"),
        (row(email="amy@例子.example"), "'amy@例子.example' is no e-mail address (小明)"),
        (row(plan="gold"), "there is no plan 'gold'; there is standard or Long run"),
        (row(plan=""), "the plan is missing: standard or Long run"),
        (row(number=""), "the order's number is missing (小明)"),
        (row(number="1.13E+09"), "a spreadsheet cut off the number 1.13E+09; save the list with its order numbers as "),
        (row(date=""), "the day of the order is missing (小明)"),
        (row(date="13.2.2026"), "'13.2.2026' is no day of an order; write it as 2026-03-20"),
        (row(date="2026-02-30"), "'2026-02-30' is no day of an order"),
        (
            row(ticket="gold"),
            "'gold' is no kind of ticket; write single, group or voucher (單人票, 團體票 or VIP 兌換券)",
        ),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_kept(read, bad, why):
    named = (*bad[:4], "小明", *bad[5:])
    found = read(row("1", "one@example.com"), named, row("3", "three@example.com", plan="LONG-RUN"), access=TWO)
    assert [one.number for one in found.orders] == ["1", "3"] and found.orders[1].plan == "Long run"
    assert len(found.notes) == 1 and found.notes[0].left_out and found.notes[0].line == 3
    assert found.notes[0].sentence.startswith(f"Line 3 was left out: {why}")


def test_rows_that_say_the_same_and_somebody_twice_in_an_order(read):
    amy = row("7", ticket="團體票", name="Amy")
    found = read(amy, row("7", "bob@example.com", ticket="團體票"), amy, row("7", "AMY@example.com", ticket="團體票"))
    assert [one.email for one in found.orders] == ["amy@example.com", "bob@example.com"] and found.repeated == 1
    assert said(found) == [
        "Line 4 says the same as line 2.",
        "Line 5 was left out: AMY@example.com stands in order 7 already, at line 2.",
    ]
    assert found.people == {"7": 2}


def test_somebody_without_an_address_still_is_one_of_the_group(read):
    assert read(row("7", ticket="團體票"), row("7", "", ticket="團體票"), row("7", "?", ticket="團體票")).people == {
        "7": 3
    }


def test_a_list_that_lacks_a_column(tmp_path):
    path = put_orders(tmp_path / "orders.csv", ("1", "amy@example.com"), words=("訂單編號", "電子郵件"))
    with pytest.raises(
        KitError, match=r"no column with the day of the order, such as .* Its columns: 訂單編號, 電子郵件"
    ):
        read_orders(path, ONE, TAIPEI)
    path.write_text("1001,2026-02-13,amy@example.com\n", encoding="utf-8")
    with pytest.raises(KitError, match="no line that names its columns"):
        read_orders(path, ONE, TAIPEI)
    path.write_bytes(b"")
    with pytest.raises(KitError, match="no line that names its columns"):
        read_orders(path, ONE, TAIPEI)
    with pytest.raises(KitError, match="cannot be read"):
        read_orders(tmp_path / "none.csv", ONE, TAIPEI)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-13", "2026-02-13"),
        ("2026/2/13 20:15", "2026-02-13"),
        ("2026.02.13", "2026-02-13"),
        ("2026年2月13日", "2026-02-13"),
        ("２０２６／０２／１３", "2026-02-13"),
        ("115/2/13", "2026-02-13"),
        ("民國115年2月13日", "2026-02-13"),
        ("2026-02-13 下午 08:15:30", "2026-02-13"),
        ("2026-02-13 8:15 PM", "2026-02-13"),
        ("2026/2/13 (五) 20:15", "2026-02-13"),
        ("2026-02-13T15:59:59Z", "2026-02-13"),  # 23:59:59 in Taipei
        ("2026-02-13T16:00:00Z", "2026-02-14"),
        ("2026-02-13T23:30:00-05:00", "2026-02-14"),
        ("2026-02-13T23:30:00+0800", "2026-02-13"),
        ("2026-02-13 24:30", None),
        ("2026-02-13 13:00 PM", None),
        ("26/2/13", None),
        ("13/02/2026", None),
        ("46066", None),
        ("0000-01-01", None),
        ("9999-12-31T23:00:00-12:00", None),
        ("yesterday", None),
    ],
)
def test_days_of_orders(text, day):
    assert day_in(text, TAIPEI) == (day and dt.date.fromisoformat(day))


@given(
    moment=st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 30), timezones=st.timezones()),
    zone=st.sampled_from(["Asia/Taipei", "America/Sao_Paulo", "Pacific/Apia", "Europe/London"]),
)
def test_a_moment_with_an_offset_has_the_day_that_the_class_has_then(moment, zone):
    utc = moment.astimezone(dt.UTC).replace(microsecond=0)
    place = ZoneInfo(zone)
    assert day_in(utc.isoformat(), place) == day_in(f"{utc:%Y/%m/%d %H:%M}Z", place) == utc.astimezone(place).date()


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_none(text):
    assert day_in(text, TAIPEI) is None or day_in(text, TAIPEI).year > 0
    assert ticket_in(text) in (None, "single", "group", "voucher")
