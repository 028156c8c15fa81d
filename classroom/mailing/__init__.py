"""Mail: letters, what was sent of them, and the server that takes them."""

from __future__ import annotations

from classroom.mailing.letter import Attachment, Letter, Sender, is_address
from classroom.mailing.outbox import Outbox, State
from classroom.mailing.sending import Outcome, send_letters
from classroom.mailing.smtp import Server, sender_of, server_of

__all__ = [
    "Attachment",
    "Letter",
    "Outbox",
    "Outcome",
    "Sender",
    "Server",
    "State",
    "is_address",
    "send_letters",
    "sender_of",
    "server_of",
]
