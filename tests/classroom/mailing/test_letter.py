"""Letters: equal ones are equal to the byte, and nothing in one becomes a line of its head."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.errors import KitError
from classroom.mailing import Attachment, Letter, Sender, is_address

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
SENDER = Sender("course@example.org", "顧客價值分析")
LETTER = Letter(
    to="lin@example.com",
    about="feedback/a07/s1",
    learner="s1",
    subject="批改結果",
    text="林雅婷，你好：\n\n.一行以點開頭\n",
    name="林雅婷",
    language="zh-Hant",
    attachments=(Attachment("a07_rfm.html", "<p>甲</p>".encode()),),
)


def as_read(letter: Letter, sender: Sender = SENDER) -> email.message.EmailMessage:
    """The message as who gets it reads it."""
    data = letter.message(sender, "class", NOW).as_bytes()
    return email.message_from_bytes(data, policy=email.policy.default)


def test_what_is_written_is_what_is_read():
    read = as_read(replace(LETTER, html="<p>林雅婷</p>"))
    assert (read["To"].addresses[0].display_name, read["To"].addresses[0].addr_spec) == ("林雅婷", "lin@example.com")
    assert str(read["From"]) == "顧客價值分析 <course@example.org>"
    assert (read["Subject"], read["Content-Language"]) == ("批改結果", "zh-Hant")
    assert read["Date"].datetime == NOW
    assert read.get_body(("plain",)).get_content().splitlines() == LETTER.text.splitlines()
    assert read.get_body(("html",)).get_content().splitlines() == ["<p>林雅婷</p>"]
    (page,) = read.iter_attachments()
    assert (page.get_filename(), page.get_content_type()) == ("a07_rfm.html", "text/html")
    assert page.get_content() == "<p>甲</p>"


def test_every_server_can_pass_it_on():
    data = LETTER.message(SENDER, "class", NOW).as_bytes()
    assert data.isascii()
    lines = data.split(b"\r\n")
    assert all(len(line) <= 998 for line in lines) and not any(b"\n" in line or b"\r" in line for line in lines)


def test_the_same_letter_is_the_same_to_the_byte_but_for_its_date():
    one = LETTER.message(SENDER, "class", NOW)
    assert one.as_bytes() == replace(LETTER).message(SENDER, "class", NOW).as_bytes()
    later = LETTER.message(SENDER, "class", NOW + dt.timedelta(days=1))
    assert later["Message-ID"] == one["Message-ID"] and later["Date"] != one["Date"]


@pytest.mark.parametrize(
    "change",
    [
        {"to": "lin@example.org"},
        {"about": "feedback/a08/s1"},
        {"subject": "其他"},
        {"text": "你好"},
        {"html": "<p>"},
        {"turn": 1},
        {"attachments": (Attachment("a07_rfm.html", b"other"),)},
        {"attachments": (Attachment("other.html", "<p>甲</p>".encode()),)},
        {"attachments": ()},
    ],
)
def test_another_letter_has_another_id(change):
    other = replace(LETTER, **change)
    assert other.digest != LETTER.digest
    assert other.message_id(SENDER, "class") != LETTER.message_id(SENDER, "class")


def test_another_class_has_other_ids():
    assert LETTER.message_id(SENDER, "spring") != LETTER.message_id(SENDER, "autumn")


@pytest.mark.parametrize(
    "address", ["ann@example.org", "ann.lee+course@mail.example.org", "o'hara@example.com", "a@localhost", "9@e-x.org"]
)
def test_addresses_that_servers_take(address):
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "ann", "@example.org", "ann@", "ann@@example.org", "ann lee@example.org", "ann@example.org "),
        *("ann@example.org\n", "ann@example.org\r\nBcc: eve@example.org", "ann@example.org,eve@example.org"),
        *("Ann <ann@example.org>", '"ann"@example.org', "ann..lee@example.org", ".ann@example.org", "ann.@example.org"),
        *("ann@-example.org", "ann@example..org", "ann@example.org.", "安@example.org", "ann@例.org"),
        *("a" * 65 + "@example.org", "ann@" + "a" * 64 + ".org", "ann@" + "abc." * 70 + "org"),
    ],
)
def test_addresses_that_are_none(address):
    assert not is_address(address)
    with pytest.raises(KitError, match="no e-mail address"):
        replace(LETTER, to=address).message(SENDER, "class", NOW)
    with pytest.raises(KitError, match="no e-mail address"):
        LETTER.message(Sender(address), "class", NOW)


@settings(max_examples=40)
@given(name=st.text(), subject=st.text(), sender=st.text(), file=st.text())
def test_no_text_becomes_a_line_of_the_head(name, subject, sender, file):
    # Half a surrogate pair stands in no file of UTF-8, where names come from.
    name, subject, sender, file = (
        text.encode("utf-8", "ignore").decode() for text in (f"{name}\r\nBcc: eve@example.org", subject, sender, file)
    )
    letter = replace(
        LETTER, name=name, subject=f"{subject}\nX-Odd: 1", attachments=(Attachment(f"{file}\r\nX-Odd: 1", b"x"),)
    )
    read = as_read(letter, Sender("course@example.org", sender))
    known = {"from", "to", "subject", "date", "message-id", "auto-submitted", "content-language", "mime-version"}
    assert {key.lower() for key in read} == known | {"content-type"}
    assert [one.addr_spec for one in read["To"].addresses] == ["lin@example.com"]
    assert [one.addr_spec for one in read["From"].addresses] == ["course@example.org"]
    (page,) = read.iter_attachments()
    assert page.get_content() == "x" and "x-odd" not in {key.lower() for key in page}
