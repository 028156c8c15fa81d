"""A mail server on this machine that takes letters, refuses, puts off or drops them, as a test says."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from classroom.class_settings import MailSettings

Answer = str | None
"""What the server says; None for a connection that ends without a word."""


class MailServer:
    """Answers by address; the letters that it took, in their order.

    Attributes:
        taken: the envelopes.
        at_rcpt, at_data: what it says to an address there, one after another, and then that all is well.
        after_data: called when it has a letter and has not said so yet.
        sessions: the connections there were.
        protected: for each letter whether it came over TLS.
    """

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.at_rcpt: dict[str, list[Answer]] = {}
        self.at_data: dict[str, list[Answer]] = {}
        self.after_data: Callable[[], None] | None = None
        self.sessions: set[tuple] = set()
        self.protected: list[bool] = []

    @property
    def messages(self) -> list[EmailMessage]:
        return [email.message_from_bytes(one.content, policy=email.policy.default) for one in self.taken]

    @property
    def addresses(self) -> list[str]:
        return [address for one in self.taken for address in one.rcpt_tos]

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        self.sessions.add(session.peer)
        if self.at_rcpt.get(address):
            answer = self.at_rcpt[address].pop(0)
            if answer is None:
                server.transport.abort()
                return "421 gone"
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        (address,) = envelope.rcpt_tos
        if self.at_data.get(address):
            answer = self.at_data[address].pop(0)
            if answer is None:
                server.transport.abort()
                return "421 gone"
            return answer
        self.taken.append(envelope)
        self.protected.append(session.ssl is not None)
        if self.after_data:
            self.after_data()
        return "250 OK"


class _AnyPort(Controller):
    """Listens where nobody else does."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def served(server: MailServer, **options: Any) -> Iterator[MailSettings]:
    """The server at a free port, and settings that lead to it."""
    controller = _AnyPort(server, hostname="127.0.0.1", port=0, server_hostname="mail.example.org", **options)
    controller.start()
    try:
        yield MailSettings(host="127.0.0.1", port=controller.port, security="none", sender="course@example.org")
    finally:
        controller.stop()
