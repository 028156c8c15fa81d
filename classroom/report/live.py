"""The page that shows a class while it works: served to this machine alone, under an address with a token in it."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from urllib.parse import parse_qs, urlsplit

from classroom.errors import KitError
from classroom.lab import ADDRESS, check_port
from classroom.report.learner_files import Kept, Place, Record, learners_below, read_record

FIRST_PORT, TRIES = 8790, 50

EVERY = 4
"""Seconds after which the page asks again."""

LOOKED_FOR_AGAIN = dt.timedelta(seconds=60)
"""After how long new learners' folders are looked for."""

Clock = Callable[[], dt.datetime]


class Watch:
    """Learners' records below a folder; read again when asked, but never twice in EVERY seconds.

    Attributes:
        root: the folder.
        clock: gives the time, with a time zone.
        owners: whose a folder is that is not called by its learner's id; where any are, other folders are nobody's.
    """

    def __init__(self, root: Path, clock: Clock, owners: Mapping[str, str] | None = None) -> None:
        self.root, self.clock, self.owners = root, clock, owners or {}
        self._places: dict[str, list[Place]] = {}
        self._looked: dt.datetime | None = None
        self._read: dt.datetime | None = None
        self._records: dict[str, Record] = {}
        self._kept: Kept = {}
        self._lock = threading.Lock()

    def records(self) -> tuple[dict[str, Record], dt.datetime]:
        """Everybody's record, and the time at which they were read."""
        with self._lock:
            now = self.clock()
            if self._looked is None or now - self._looked >= LOOKED_FOR_AGAIN:
                self._places, self._looked = self._found(), now
            if self._read is None or now - self._read >= dt.timedelta(seconds=EVERY - 1):
                there = self._places.items()
                self._records = {learner: read_record(self.root, places, self._kept) for learner, places in there}
                self._read = now
            return self._records, self._read

    def _found(self) -> dict[str, list[Place]]:
        there = learners_below(self.root)
        if not self.owners:
            return there
        return {self.owners[name]: places for name, places in there.items() if name in self.owners}


@dataclass(frozen=True, kw_only=True)
class Pages:
    """What is served: the whole page, and what of it is renewed; both made when they are asked for.

    Attributes:
        whole: gets the token and a nonce for the page's own script.
        part: of the page, as it is now.
        token: what has to stand in the address.
    """

    whole: Callable[[str, str], str]
    part: Callable[[], str]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


@contextmanager
def serving(pages: Pages, port: int | None = None) -> Iterator[tuple[ThreadingHTTPServer, str]]:
    """A server that is bound and not running yet, and the address that opens the page.

    Args:
        pages: what it gives.
        port: the port; the next free one from FIRST_PORT on when None.

    Raises:
        KitError: the port is in use, or none is free.
    """
    server = _bound(pages, port)
    try:
        yield server, f"http://{ADDRESS}:{server.server_port}/?token={pages.token}"
    finally:
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there this option would let two servers share a port

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer's own asks the network for this machine's name
        self.server_name, self.server_port = self.server_address[:2]


def _bound(pages: Pages, port: int | None) -> ThreadingHTTPServer:
    if port is not None:
        check_port(port)
    for one in (port,) if port is not None else range(FIRST_PORT, FIRST_PORT + TRIES):
        try:
            return _Server((ADDRESS, one), _handler(pages))
        except OSError:
            continue
    if port is not None:
        raise KitError(f"The port {port} is in use; choose another, or leave --port out to get a free one.")
    raise KitError(f"No port from {FIRST_PORT} to {FIRST_PORT + TRIES - 1} is free; name one with --port.")


def _handler(pages: Pages) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 20
        server_version, sys_version = "classroom", ""

        def do_GET(self) -> None:
            address = urlsplit(self.path)
            given = parse_qs(address.query).get("token", [""])[0]
            if not self._is_for_here() or not secrets.compare_digest(given.encode(), pages.token.encode()):
                self._answer(HTTPStatus.FORBIDDEN, "Open the address that the terminal shows, with its token.\n")
            elif address.path == "/":
                nonce = secrets.token_urlsafe(16)
                self._answer(HTTPStatus.OK, pages.whole(pages.token, nonce), nonce)
            elif address.path == "/room":
                self._answer(HTTPStatus.OK, pages.part(), "-")
            else:
                self._answer(HTTPStatus.NOT_FOUND, "There is nothing here.\n")

        def _is_for_here(self) -> bool:
            """Whether it was asked by this machine's name: a page of another host that leads here is refused."""
            host = self.headers.get("Host", "").rpartition(":")[0]
            return host in (ADDRESS, "localhost")

        def _answer(self, status: HTTPStatus, text: str, nonce: str = "") -> None:
            data = text.encode("utf-8", "replace")
            self.send_response(status)
            self.send_header("Content-Type", f"text/{'html' if nonce else 'plain'}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header(
                "Content-Security-Policy",
                f"default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-{nonce or '-'}'; "
                "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            )
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing: the terminal is for one sentence."""

    return Handler
