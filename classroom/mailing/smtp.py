"""The server that takes letters: one connection for many of them, and what its answers mean."""

from __future__ import annotations

import contextlib
import os
import re
import smtplib
import ssl
from dataclasses import dataclass, field

from classroom.class_settings import MailSettings
from classroom.errors import KitError
from classroom.mailing.letter import Sender, is_address, one_line

PASSWORD = "MAIL_PASSWORD"
"""The variable of the environment that holds the password."""

PATIENCE = 60.0
"""Seconds to wait for an answer."""

HERE = {"localhost", "127.0.0.1", "::1"}
"""Names of this machine."""

READY, TAKEN, LATER, NEVER = 354, range(200, 300), range(400, 500), range(500, 600)
"""What the numbers of answers mean: the letter may come; it has arrived; try again later; never."""


class Refused(Exception):
    """The server will not take this letter, now or later; the text is what it said."""


class Postponed(Exception):
    """The server has not got this letter; it may take it later."""


class Uncertain(Exception):
    """The connection ended while the server was getting the letter: it may have it."""


class Unreachable(KitError):
    """The server cannot be reached now."""


class ShutOut(Unreachable):
    """The server lets nobody in until something is changed in class.toml or in the password."""


def sender_of(settings: MailSettings, name: str = "") -> Sender:
    """Who letters come from.

    Args:
        settings: of the class.
        name: what stands before the address.

    Raises:
        KitError: class.toml does not say how mail is sent.
    """
    if not settings.host:
        raise KitError(
            "class.toml does not say how mail is sent: fill in the part [mail] with host, port, user and sender."
        )
    if not is_address(settings.sender):
        raise KitError(f"class.toml: mail.sender is {settings.sender!r}, which is no e-mail address.")
    return Sender(settings.sender, name)


@dataclass
class Server:
    """A mail server; it is connected when the first letter is delivered, and again when the connection was lost.

    Attributes:
        settings: of the class.
        password: for its user; "" where nobody logs in.
        patience: seconds to wait for an answer.
        trust: whose certificates hold; those that this machine trusts when None.
    """

    settings: MailSettings
    password: str = field(default="", repr=False)
    patience: float = PATIENCE
    trust: ssl.SSLContext | None = None
    _connection: smtplib.SMTP | None = field(default=None, init=False, repr=False)

    def __enter__(self) -> Server:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:  # in the middle of a letter a goodbye would be taken for a part of it
            self._lost()

    @property
    def name(self) -> str:
        """How people speak of it."""
        return f"{self.settings.host}:{self.settings.port}"

    def close(self) -> None:
        """Say goodbye, as far as the server listens."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()

    def connect(self) -> None:
        """Connect and log in, where that has not been done.

        Raises:
            Unreachable: there is no server.
            ShutOut: there is no protected connection, or nobody is let in.
        """
        if self._connection is not None:
            return
        try:
            self._connection = self._connected()
        except ssl.SSLError as problem:
            why = getattr(problem, "verify_message", "") or problem.reason or "no protected connection"
            raise ShutOut(
                f"The connection to the mail server {self.name} cannot be trusted ({one_line(str(why))}): look at "
                'host, port and security in class.toml; with the port 465 it is mostly "tls", with 587 "starttls".'
            ) from problem
        except smtplib.SMTPNotSupportedError as problem:
            raise ShutOut(
                f"The mail server {self.name} offers no {'STARTTLS' if 'STARTTLS' in str(problem) else 'log-in'}: look "
                'at port, security and user in class.toml; with the port 465 security is mostly "tls".'
            ) from problem
        except smtplib.SMTPAuthenticationError as problem:
            kind = ShutOut if problem.smtp_code in NEVER else Unreachable
            raise kind(
                f"The mail server {self.name} does not let {self.settings.user} in: look at mail.user in class.toml "
                f"and at {PASSWORD}. It said: {_said(problem.smtp_code, problem.smtp_error)}"
            ) from problem
        except UnicodeError as problem:
            raise ShutOut(
                f"The name, user or password for the mail server {self.name} has letters that it cannot take."
            ) from problem
        except (OSError, smtplib.SMTPException) as problem:
            raise Unreachable(
                f"The mail server {self.name} cannot be reached ({_reason(problem)}); the same command sends later "
                "what has not been sent."
            ) from problem

    def deliver(self, data: bytes, sender: str, to: str) -> None:
        """Hand over one letter.

        Args:
            data: the message, its lines ending in CR LF.
            sender, to: the addresses on the envelope.

        Raises:
            Refused, Postponed, Uncertain: see there.
            Unreachable: as `connect`.
        """
        self.connect()
        connection = self._connection
        assert connection is not None
        try:
            size = [f"size={len(data)}"] if connection.has_extn("size") else []
            self._expect(connection.mail(sender, size), 250)
            self._expect(connection.rcpt(to), 250, 251, 252)
            self._expect(connection.docmd("DATA"), READY)
        except (OSError, smtplib.SMTPException) as problem:
            self._lost()
            raise Postponed(_reason(problem)) from problem
        try:
            connection.send(_with_dots(data))
            answer = connection.getreply()
        except (OSError, smtplib.SMTPException) as problem:
            self._lost()
            raise Uncertain(_reason(problem)) from problem
        if answer[0] not in (*TAKEN, *LATER, *NEVER):
            self._lost()
            raise Uncertain(_said(*answer))
        self._expect(answer, *TAKEN)

    def _expect(self, answer: tuple[int, bytes], *right: int) -> None:
        """Take an answer for what it means; after one that ends a letter, the next one can follow."""
        code, text = answer
        if code in right:
            return
        if code == 421 or code not in (*LATER, *NEVER):  # it is closing the connection, or speaks another language
            self._lost()
            raise Postponed(_said(code, text))
        assert self._connection is not None
        try:
            self._connection.rset()
        except (OSError, smtplib.SMTPException):
            self._lost()
        raise (Postponed if code in LATER else Refused)(_said(code, text))

    def _lost(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        settings = self.settings
        greeting = settings.sender.rpartition("@")[2] or None  # not this machine's own name
        about = {"host": settings.host, "port": settings.port, "local_hostname": greeting, "timeout": self.patience}
        if settings.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(**about, context=self._trust())
        else:
            connection = smtplib.SMTP(**about)
        try:
            if settings.security == "starttls":
                connection.starttls(context=self._trust())
            connection.ehlo_or_helo_if_needed()
            if settings.user:
                connection.login(settings.user, self.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _trust(self) -> ssl.SSLContext:
        return self.trust or ssl.create_default_context()


def server_of(settings: MailSettings, *, unprotected: bool = False) -> Server:
    """The server that a class sends by, with the password of the environment.

    Args:
        settings: of the class.
        unprotected: whether letters may cross a network in the open.

    Raises:
        KitError: no password for a user, or an open connection to another machine that nobody asked for.
    """
    if settings.security == "none" and settings.host.lower() not in HERE and not unprotected:
        raise KitError(
            f'class.toml has mail.security = "none", and {settings.host} is another machine: everybody on the way '
            'could read letters and password. Set "starttls" or "tls", or add --unprotected.'
        )
    password = os.environ.get(PASSWORD, "")
    if settings.user and not password:
        raise KitError(
            f"There is no password for the mail server: put that of {settings.user} into the environment as {PASSWORD}."
        )
    return Server(settings, password)


def _with_dots(data: bytes) -> bytes:
    """A message as it goes over the line: a line that begins with a dot gets another, and one dot ends it."""
    data = data if data.endswith(b"\r\n") else data + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", data) + b".\r\n"


def _said(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return one_line(f"{code} {words}")[:300]


def _reason(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPResponseException):
        return _said(problem.smtp_code, problem.smtp_error)
    if isinstance(problem, TimeoutError) or isinstance(problem.__context__, TimeoutError):
        return "it does not answer"
    text = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    return one_line(str(text)).rstrip(".")[:300]
