"""The page that is alive: what it shows, who may see it, and what becomes of hostile records."""

from __future__ import annotations

import datetime as dt
import http.client
import socket
import threading
from urllib.parse import urlsplit

import pytest
from report_class import NOW, write_record

from classroom.course import find_course
from classroom.errors import KitError
from classroom.report.live import Pages, Watch, serving
from classroom.report.room import seats
from classroom.report.room_page import room_page, room_part
from classroom.report.wrong_answers import WrongAnswers

WRONG = "0123456789abcdef"


def ask(address: str, path: str | None = None, **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
    """What the server answers: its status, text and headers."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    try:
        connection.request("GET", path or f"{parts.path}?{parts.query}", headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


@pytest.fixture(scope="module")
def address():
    """A server of two small pages."""
    pages = Pages(whole=lambda token, nonce: f"whole {len(token)} {nonce}", part=lambda: "part", token="right-token")
    with serving(pages) as (server, where):
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield where
        server.shutdown()


def test_it_listens_to_this_machine_alone_and_keeps_no_copy(address):
    status, text, headers = ask(address)
    assert address.startswith("http://127.0.0.1:")
    assert (status, text.split()[0]) == (200, "whole")
    assert headers["Cache-Control"] == "no-store"
    nonce = text.split()[2]
    assert f"script-src 'nonce-{nonce}'" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert ask(address, "/room?token=right-token")[:2] == (200, "part")


REFUSED = ("/", "/room", "/?token=", "/?token=right", "/room?token=right-token%00", "/?token=%C3%A9")


@pytest.mark.parametrize("path", REFUSED)
def test_nobody_sees_it_without_the_token(address, path):
    status, text, _ = ask(address, path)
    assert status == 403
    assert "token" in text
    assert "part" not in text


def test_a_page_of_another_host_that_leads_here_is_refused(address):
    assert ask(address, "/?token=right-token", Host="evil.example.org:8790")[0] == 403
    assert ask(address, "/?token=right-token", Host="localhost:8790")[0] == 200


def test_there_is_nothing_else_and_nothing_to_be_written(address):
    assert ask(address, "/../../etc/passwd?token=right-token")[0] == 404
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    connection.request("POST", "/room?token=right-token", body=b"x")
    assert connection.getresponse().status == 501
    connection.close()


def test_a_port_in_use_is_said_and_without_one_the_next_is_taken():
    pages = Pages(whole=lambda *_: "", part=lambda: "")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(KitError, match=f"The port {port} is in use"), serving(pages, port):
            pass
    with serving(pages) as (first, _), serving(pages) as (second, _):
        assert second.server_port > first.server_port
    with pytest.raises(KitError, match="There is no port 0"), serving(pages, 0):
        pass


def test_every_token_is_another():
    assert len({Pages(whole=lambda *_: "", part=lambda: "").token for _ in range(20)}) == 20


def test_records_are_read_again_after_a_while_and_learners_looked_for_again(tmp_path):
    times = [NOW]
    watch = Watch(tmp_path, lambda: times[-1])
    write_record(tmp_path / "s1" / ".kit", {"1.1.a": {"attempts": 1}}, at=1000)
    assert {one: record.tasks["1.1.a"].attempts for one, record in watch.records()[0].items()} == {"s1": 1}
    write_record(tmp_path / "s1" / ".kit", {"1.1.a": {"attempts": 2}}, at=1001)
    write_record(tmp_path / "s2" / ".kit", {}, at=1001)
    assert watch.records()[0]["s1"].tasks["1.1.a"].attempts == 1
    times.append(NOW + dt.timedelta(seconds=5))
    records, at = watch.records()
    assert (records["s1"].tasks["1.1.a"].attempts, at) == (2, times[-1])
    assert "s2" not in records
    times.append(NOW + dt.timedelta(seconds=61))
    assert set(watch.records()[0]) == {"s1", "s2"}


def test_in_a_hub_the_homes_are_accounts_and_the_learners_are_called_by_their_ids(tmp_path):
    write_record(tmp_path / "cv1234567890" / ".kit", {"1.1.a": {"attempts": 1}}, at=1000)
    write_record(tmp_path / "instructors" / ".kit", {"1.1.a": {"attempts": 1}}, at=1000)
    watch = Watch(tmp_path, lambda: NOW, {"cv1234567890": "s1", "cvfffffffff": "s2"})
    assert set(watch.records()[0]) == {"s1"}


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_page_shows_who_is_stuck_and_lets_nothing_of_a_learners_through(tmp_path, language):
    known = WrongAnswers(find_course(), language)
    stuck = {"a07.recency": {"state": "wrong", "attempts": 3, "wrong": [WRONG]}}
    ago = (NOW - dt.timedelta(minutes=2)).timestamp()
    write_record(tmp_path / "s1" / ".kit", stuck, before={}, at=ago)
    write_record(tmp_path / "s2" / ".kit", stuck | {"a07.<script>": {"state": "wrong"}}, at=ago)
    write_record(tmp_path / "<b>bold<" / ".kit", stuck, at=ago)
    watch = Watch(tmp_path, lambda: NOW)
    records, at = watch.records()
    part = room_part(seats(records, {"s1": "<i>Ann</i> Example", "s7": ""}, at), known, at, language)
    assert "<script" not in part
    assert "<i>" not in part
    assert "<b>" not in part
    assert "&lt;i&gt;Ann&lt;/i&gt; Example" in part
    assert known.title("a07.recency") in part
    assert "s7" in part
    whole = room_page("evening <class>", language, "the-token", "the-nonce", part)
    assert whole.count("<script") == 1
    assert '<script nonce="the-nonce">' in whole
    assert "evening &lt;class&gt;" in whole
    assert f'lang="{language}"' in whole


def test_a_folder_without_workspaces_is_said(tmp_path):
    part = room_part([], WrongAnswers(find_course(), "en"), NOW, "en")
    assert "There is no workspace in this folder yet." in part
