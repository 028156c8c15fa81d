"""The ports of a hub: one that people reach, and two on this machine alone."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass

HERE = "127.0.0.1"
_PROXY, _HUB = 1, 81
_LAST = 65_535


@dataclass(frozen=True)
class Ports:
    """They follow from the first, because servers that outlive the hub look for it where it was.

    Attributes:
        public: where people come in.
        proxy: where the hub tells the proxy what leads where.
        hub: where the hub itself listens.
    """

    public: int
    proxy: int
    hub: int


def ports(public: int) -> Ports:
    """The ports that go with a public one: 8000, 8001, 8081."""
    up = 1 if public + _HUB <= _LAST else -1
    return Ports(public, public + up * _PROXY, public + up * _HUB)


def is_public(address: str) -> bool:
    """Whether others than this machine reach an address; "" stands for all addresses of the machine."""
    return not (address in ("localhost", "::1") or address.startswith("127."))


def why_not(address: str, port: int) -> str:
    """Why nothing can listen there; "" where it can."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((address, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                return f"The port {port} is in use."
            return f"Nothing can listen at {address or 'this machine'}, port {port}: {problem.strerror}."
    return ""
