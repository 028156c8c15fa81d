"""A letter, and the message that it becomes: equal letters give equal messages but for their date."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from classroom.errors import KitError

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"(?=.{{3,254}}\Z)(?=[^@]{{1,64}}@){_WORD}(?:\.{_WORD})*@{_LABEL}(?:\.{_LABEL})*", re.ASCII)

_POLICY = SMTP.clone(max_line_length=76)


def is_address(text: str) -> bool:
    """Whether something is an address that every mail server takes: plain letters, one @, nothing quoted, no name."""
    return _ADDRESS.fullmatch(text) is not None


def one_line(text: str) -> str:
    """A text for a header: one line, without characters that cannot be seen."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())


@dataclass(frozen=True)
class Sender:
    """Who letters come from.

    Attributes:
        address: an address that `is_address` takes.
        name: such as the class's; "" for none.
    """

    address: str
    name: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter.

    Attributes:
        name: as it is saved.
        content: its bytes.
        kind: as MIME has it; a text is in UTF-8.
    """

    name: str
    content: bytes
    kind: str = "text/html"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What somebody is sent.

    Attributes:
        to: the address.
        about: what it is about and for whom, such as "feedback/a07/s1134507": of one subject, the outbox knows what
            was sent last.
        learner: who gets it, by id.
        subject: one line; line breaks become spaces.
        text: the plain text.
        html: the same as HTML, "" for none.
        name: the reader's, "" for none.
        language: of the text, such as "zh-Hant".
        attachments: what goes with it.
        turn: how many letters about the same were sent before. A letter that says what an earlier one said is another
            one all the same, which no mail program takes for a copy.
    """

    to: str
    about: str
    learner: str
    subject: str
    text: str
    html: str = ""
    name: str = ""
    language: str = ""
    attachments: tuple[Attachment, ...] = ()
    turn: int = 0

    @property
    def digest(self) -> str:
        """A fingerprint of everything in it, 32 hexadecimal digits."""
        parts = [self.to, self.about, self.learner, self.subject, self.text, self.html, self.name, self.language]
        parts += [str(self.turn), *(field for one in self.attachments for field in (one.name, one.kind))]
        return _digest(*(part.encode("utf-8") for part in parts), *(one.content for one in self.attachments))

    def message_id(self, sender: Sender, class_name: str) -> str:
        """What mail programs know it by: the same whenever the same class sends the same letter."""
        return f"<{_digest(class_name.encode('utf-8'), self.digest.encode())}@{sender.address.rpartition('@')[2]}>"

    def message(self, sender: Sender, class_name: str, now: dt.datetime) -> EmailMessage:
        """The letter as it is sent.

        Args:
            sender: who it comes from.
            class_name: of the class that it is about.
            now: its date, with a time zone.

        Raises:
            KitError: an address that is none.
        """
        for address in (sender.address, self.to):
            if not is_address(address):
                raise KitError(f"{address!r} is no e-mail address that a letter can be sent to or from.")
        message = EmailMessage(policy=_POLICY)
        message["From"] = Address(one_line(sender.name), addr_spec=sender.address)
        message["To"] = Address(one_line(self.name), addr_spec=self.to)
        message["Subject"] = one_line(self.subject)
        message["Date"] = format_datetime(now)
        message["Message-ID"] = self.message_id(sender, class_name)
        message["Auto-Submitted"] = "auto-generated"  # so that nobody's absence notice answers it
        message.set_content(_lines(self.text), cte=_encoding(self.text))
        if self.html:
            message.add_alternative(_lines(self.html), subtype="html", cte=_encoding(self.html))
        for one in self.attachments:
            main, _, sub = one.kind.partition("/")
            params = {"charset": "utf-8"} if main == "text" else None
            message.add_attachment(
                one.content, maintype=main, subtype=sub, filename=one_line(one.name).replace("/", "-"), params=params
            )
        if self.language:  # now, because what stood there would have gone with the text
            message["Content-Language"] = self.language
        for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
            part.set_boundary(f"=_{self.digest}.{number}")  # Python's own is drawn anew each time
        return message


def _lines(text: str) -> str:
    return "\n".join(text.splitlines()) + "\n"


def _encoding(text: str) -> str:
    """A way to write a text that every server passes on as it is."""
    return "quoted-printable" if sum(not letter.isascii() for letter in text) * 5 < len(text) else "base64"


def _digest(*parts: bytes) -> str:
    summary = hashlib.sha256()
    for part in parts:
        summary.update(len(part).to_bytes(8, "little"))
        summary.update(part)
    return summary.hexdigest()[:32]
