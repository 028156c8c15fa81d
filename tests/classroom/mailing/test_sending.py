"""Sending, to a real server: what arrives, what is refused, put off or cut off, and that nothing arrives twice."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import smtplib
import socket
import ssl
import struct
import subprocess
import sys
import threading
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult
from mail_server import MailServer, served

from classroom.class_settings import MailSettings
from classroom.errors import KitError
from classroom.mailing import Attachment, Letter, Outbox, Sender, Server, send_letters, sender_of, server_of
from classroom.mailing.smtp import ShutOut, Unreachable, _with_dots

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
SENDER = Sender("course@example.org", "class")
NAMES = ("ann", "bob", "cat")


def letters(*names: str) -> list[tuple[Letter, str]]:
    return [
        (
            Letter(
                to=f"{name}@example.com",
                about=f"feedback/a07/{name}",
                learner=name,
                subject="Feedback",
                text=f".Hello {name}\n..\n.\n",
            ),
            f"content of {name}",
        )
        for name in names or NAMES
    ]


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "mail" / "outbox.jsonl"


def send(settings: MailSettings, path: Path, *names: str, server: Server | None = None, **options):
    slept: list[float] = []
    outcomes = send_letters(
        letters(*names),
        server or Server(settings, patience=5),
        SENDER,
        "class",
        Outbox(path),
        lambda: NOW,
        **{"pauses": (1.0, 2.0), "sleep": slept.append} | options,
    )
    return {one.letter.learner: one.state for one in outcomes}, slept, outcomes


def test_letters_arrive_whole_over_one_connection_and_once(path):
    server = MailServer()
    with served(server) as settings:
        told = []
        states, slept, _ = send(settings, path, tell=lambda outcome, done, total: told.append((done, total)))
        assert states == dict.fromkeys(NAMES, "sent") and slept == [] and told == [(1, 3), (2, 3), (3, 3)]
        assert send(settings, path)[0] == dict.fromkeys(NAMES, "before")
    assert server.addresses == [f"{name}@example.com" for name in NAMES]
    assert [one.get_content().replace("\r\n", "\n") for one in server.messages] == [one.text for one, _ in letters()]
    assert len(server.sessions) == 1
    assert {one.mail_from for one in server.taken} == {"course@example.org"}


def test_one_that_is_refused_is_named_and_the_others_arrive(path):
    server = MailServer()
    server.at_rcpt["bob@example.com"] = ["550 5.1.1 No such user here"]
    server.at_data["cat@example.com"] = ["554 5.7.1 Not wanted"]
    with served(server) as settings:
        states, slept, outcomes = send(settings, path)
    assert states == {"ann": "sent", "bob": "refused", "cat": "refused"} and slept == []
    assert [one.said for one in outcomes] == ["", "550 5.1.1 No such user here", "554 5.7.1 Not wanted"]
    assert server.addresses == ["ann@example.com"]
    assert Outbox.read(path).state("feedback/a07/bob").said == "550 5.1.1 No such user here"


def test_what_is_put_off_is_tried_again_after_the_others(path):
    server = MailServer()
    server.at_rcpt["ann@example.com"] = ["450 4.2.0 Greylisted"] * 2
    server.at_data["bob@example.com"] = ["451 4.3.0 Busy"]
    with served(server) as settings:
        states, slept, _ = send(settings, path)
    assert states == dict.fromkeys(NAMES, "sent") and slept == [1.0, 2.0]
    assert server.addresses == ["cat@example.com", "bob@example.com", "ann@example.com"]


def test_what_is_put_off_for_long_is_sent_by_the_next_call(path):
    server = MailServer()
    server.at_rcpt["ann@example.com"] = ["450 4.2.0 Greylisted"] * 3
    with served(server) as settings:
        states, _, outcomes = send(settings, path)
        assert states["ann"] == "postponed" and "Greylisted" in outcomes[0].said
        assert send(settings, path)[0] == {"ann": "sent", "bob": "before", "cat": "before"}
    assert sorted(server.addresses) == [f"{name}@example.com" for name in NAMES]


def test_a_connection_that_ends_before_the_letter_goes_on_with_another(path):
    server = MailServer()
    server.at_rcpt["bob@example.com"] = [None]
    with served(server) as settings:
        states, slept, _ = send(settings, path)
    assert states == dict.fromkeys(NAMES, "sent") and slept == [1.0]
    assert sorted(server.addresses) == [f"{name}@example.com" for name in NAMES]


def test_a_connection_that_ends_within_a_letter_leaves_that_one_uncertain(path):
    server = MailServer()
    server.at_data["bob@example.com"] = [None]
    with served(server) as settings:
        assert send(settings, path)[0] == {"ann": "sent", "bob": "uncertain", "cat": "sent"}
        assert send(settings, path)[0] == {"ann": "before", "bob": "uncertain", "cat": "before"}
        assert sorted(server.addresses) == ["ann@example.com", "cat@example.com"]
        assert send(settings, path, again=True)[0]["bob"] == "sent"
        assert send(settings, path, again=True)[0]["bob"] == "before"
    assert server.addresses[2:] == ["bob@example.com"]


def test_a_server_that_goes_away_leaves_the_rest_for_later(path):
    server = MailServer()
    with served(server) as settings:
        hanging = Server(settings, patience=5)
    with pytest.raises(Unreachable, match=f"{settings.port} cannot be reached .*sends later"):
        send(settings, path, server=hanging)
    assert Outbox.read(path).states == {}
    server.at_rcpt["bob@example.com"] = ["421 4.3.2 Shutting down"]
    with served(server) as settings:
        gone = Server(settings, patience=5)
        connect = gone.connect

        def once(times=[0]) -> None:  # noqa: B006 - counts the calls
            if gone._connection is None:
                times[0] += 1
                if times[0] > 1:
                    raise Unreachable("The server is down.")
            connect()

        gone.connect = once  # type: ignore[method-assign]
        states, slept, outcomes = send(settings, path, server=gone)
        assert states == {"ann": "sent", "bob": "postponed", "cat": "postponed"} and slept == [1.0, 2.0]
        assert outcomes[2].said == "The server is down."
        assert send(settings, path)[0] == {"ann": "before", "bob": "sent", "cat": "sent"}


def test_a_connection_that_breaks_off_halfway_through_a_letter(path):
    """The server reads some of the first letter, breaks off, and is gone."""

    def serve(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        listening.close()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 here\r\n")
            for answer in (b"250 hello", b"250 sender", b"250 reader", b"354 go on"):
                lines.readline()
                connection.sendall(answer + b"\r\n")
            lines.read(10_000)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    listening = socket.create_server(("127.0.0.1", 0))
    settings = MailSettings(host="127.0.0.1", port=listening.getsockname()[1], security="none")
    thread = threading.Thread(target=serve, args=(listening,))
    thread.start()
    (ann, content), bob, _ = letters()
    large = replace(ann, attachments=(Attachment("page.html", bytes(5_000_000)),))
    outcomes = send_letters(
        [(large, content), bob], Server(settings), SENDER, "class", Outbox(path), lambda: NOW, pauses=()
    )
    thread.join(10)
    assert [one.state for one in outcomes] == ["uncertain", "postponed"]
    box = Outbox.read(path)
    assert box.state(ann.about).uncertain and box.state(bob[0].about) is None


def test_an_address_that_is_none_costs_nobody_else_a_letter(path):
    server = MailServer()
    (ann, _), *others = letters()
    with served(server) as settings:
        outcomes = send_letters(
            [(replace(ann, to="ann"), "1"), *others], Server(settings), SENDER, "class", Outbox(path), lambda: NOW
        )
    assert [one.state for one in outcomes] == ["refused", "sent", "sent"] and "'ann'" in outcomes[0].said


def test_a_letter_that_is_too_large_is_refused_before_it_is_sent(path):
    server = MailServer()
    with served(server, data_size_limit=100) as settings:
        states, _, outcomes = send(settings, path, "ann")
    assert states == {"ann": "refused"} and "552" in outcomes[0].said and server.taken == []


KILLED = """
import sys, datetime as dt
from pathlib import Path
sys.path[:0] = {paths!r}
from test_sending import letters, SENDER
from classroom.class_settings import MailSettings
from classroom.mailing import Outbox, Server, send_letters
settings = MailSettings(host="127.0.0.1", port={port}, security="none", sender="course@example.org")
now = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
send_letters(letters(), Server(settings), SENDER, "class", Outbox(Path({path!r})), lambda: now)
"""


def test_killed_after_the_server_has_a_letter_and_before_it_said_so(path):
    server = MailServer()
    children: list[subprocess.Popen] = []

    def kill() -> None:
        if len(server.taken) == 2:
            os.kill(children[0].pid, signal.SIGKILL)
            children[0].wait()

    server.after_data = kill
    with served(server) as settings:
        paths = [str(Path(__file__).parent), str(Path(__file__).parents[3])]
        code = KILLED.format(paths=paths, port=settings.port, path=str(path))
        children.append(subprocess.Popen([sys.executable, "-c", code]))
        assert children[0].wait(60) == -signal.SIGKILL
        server.after_data = None
        assert send(settings, path)[0] == {"ann": "before", "bob": "uncertain", "cat": "sent"}
    assert server.addresses == [f"{name}@example.com" for name in NAMES]


class Stop(BaseException):
    """The program ends here."""


@pytest.mark.parametrize("at", range(1, 10))
def test_stopped_at_any_line_of_the_outbox_nothing_arrives_twice(path, monkeypatch, at):
    server, count, add = MailServer(), 0, Outbox.add

    def stopping(self, *arguments, **more) -> None:
        nonlocal count
        count += 1
        if count == at:  # after the line
            add(self, *arguments, **more)
            raise Stop
        if count == at + 1:  # before it, the next time
            raise Stop
        add(self, *arguments, **more)

    with served(server) as settings:
        monkeypatch.setattr(Outbox, "add", stopping)
        for _ in range(2):
            with contextlib.suppress(Stop):
                send(settings, path)
        monkeypatch.setattr(Outbox, "add", add)
        states, _, _ = send(settings, path)
    assert len(set(server.addresses)) == len(server.addresses)
    for name, state in states.items():
        arrived = f"{name}@example.com" in server.addresses
        assert arrived or state == "uncertain", "what did not arrive is named"


# Ways in.


@pytest.fixture(scope="module")
def certificate() -> tuple[str, str]:
    """A certificate and its key, which come with the server."""
    folder = resources.files("aiosmtpd") / "tests" / "certs"
    if not (folder / "server.crt").is_file():
        pytest.skip("this aiosmtpd comes without the certificate that its own tests use")
    return str(folder / "server.crt"), str(folder / "server.key")


@pytest.fixture
def of_server(certificate) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def trusting(certificate) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=certificate[0])
    context.check_hostname = False  # it names no host
    return context


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_over_tls(path, security, of_server, trusting):
    server = MailServer()
    options = {"tls_context": of_server, "require_starttls": True} if security == "starttls" else {}
    with served(server, **options, **({"ssl_context": of_server} if security == "tls" else {})) as settings:
        secured = settings.model_copy(update={"security": security})
        assert send(secured, path, server=Server(secured, patience=5, trust=trusting))[0]["ann"] == "sent"
        with pytest.raises(ShutOut, match="cannot be trusted"):
            send(secured, path, "dan")
    assert len(server.taken) == 3 and (security == "tls" or all(server.protected))


def test_a_server_without_starttls_gets_no_password(path):
    server = MailServer()
    with served(server) as settings:
        careful = settings.model_copy(update={"security": "starttls", "user": "course"})
        with pytest.raises(ShutOut, match="offers no STARTTLS"):
            send(careful, path, server=Server(careful, "secret", patience=5))
    assert server.taken == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_logging_in(path):
    def known(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (b"course", b"secret")
        return AuthResult(success=right, handled=right)  # where it is not, the server says so

    server = MailServer()
    options = {"authenticator": known, "auth_required": True, "auth_require_tls": False}
    with served(server, **options) as settings:
        named = settings.model_copy(update={"user": "course"})
        with pytest.raises(ShutOut, match="does not let course in") as problem:
            send(named, path, server=Server(named, "guess", patience=5))
        assert "guess" not in str(problem.value)
        with pytest.raises(ShutOut, match="letters that it cannot take"):
            send(named, path, server=Server(named, "密碼", patience=5))
        assert send(named, path, server=Server(named, "secret", patience=5))[0]["ann"] == "sent"
        assert "secret" not in repr(Server(named, "secret"))


def test_a_host_that_is_none_and_one_that_does_not_speak(path):
    with pytest.raises(Unreachable, match=r"nowhere\.invalid:25 cannot be reached"):
        send(MailSettings(host="nowhere.invalid", port=25, security="none"), path)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = MailSettings(host="127.0.0.1", port=silent.getsockname()[1], security="none")
        with pytest.raises(Unreachable, match="does not answer"):
            send(settings, path, server=Server(settings, patience=0.2))


def test_what_the_settings_have_to_say(monkeypatch):
    monkeypatch.delenv("MAIL_PASSWORD", raising=False)
    with pytest.raises(KitError, match=r"part \[mail\]"):
        sender_of(MailSettings())
    with pytest.raises(KitError, match=r"mail\.sender"):
        sender_of(MailSettings(host="smtp.example.org", sender="course"))
    assert sender_of(MailSettings(host="h", sender="c@example.org"), "name") == Sender("c@example.org", "name")
    with pytest.raises(KitError, match="MAIL_PASSWORD"):
        server_of(MailSettings(host="smtp.example.org", user="course"))
    monkeypatch.setenv("MAIL_PASSWORD", "secret")
    assert server_of(MailSettings(host="smtp.example.org", user="course")).password == "secret"
    open_one = MailSettings(host="smtp.example.org", security="none")
    with pytest.raises(KitError, match="--unprotected"):
        server_of(open_one)
    server_of(open_one, unprotected=True)
    server_of(open_one.model_copy(update={"host": "localhost"}))


@pytest.mark.parametrize("data", [b"one\r\ntwo\r\n", b".\r\n..\r\nx.y\r\n", b".a", b""])
def test_dots_are_written_as_the_standard_library_writes_them(data):
    whole = data if data.endswith(b"\r\n") else data + b"\r\n"
    assert _with_dots(data) == smtplib._quote_periods(whole) + b".\r\n"
