"""A reader of the PDFs that certificates are, written from the PDF standard: their fonts, and the text of each page."""

from __future__ import annotations

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
STRING = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
TOKEN = re.compile(rb"/(F\d+) [\d.]+ Tf|(\((?:\\.|[^\\()])*\))|\b(ET)\b", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def objects(data: bytes) -> dict[int, bytes]:
    return {int(found[1]): found[2] for found in OBJECT.finditer(data)}


def stream(body: bytes) -> bytes:
    head, _, rest = body.partition(b"stream\n")
    content = rest.removesuffix(b"\nendstream")
    return zlib.decompress(content) if b"/FlateDecode" in head else content


def fonts(data: bytes) -> dict[str, bytes]:
    """The fonts of a document, by the name that its pages use, as their dictionaries have them."""
    there = objects(data)
    resources = next(body for body in there.values() if body.startswith(b"<< /Font "))
    listed = there[int(re.search(rb"/Font (\d+) 0 R", resources)[1])]
    return {name.decode(): there[int(number)] for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", listed)}


def outlines(data: bytes) -> dict[str, int]:
    """How many letters' outlines each font brings with it."""
    there = objects(data)
    counts = {}
    for name, body in fonts(data).items():
        assert b"/Subtype /Type3" in body, name
        procedures = there[int(re.search(rb"/CharProcs (\d+) 0 R", body)[1])]
        numbers = re.findall(rb"(\d+) 0 R", procedures)
        for number in numbers:
            assert stream(there[int(number)]).strip()
        counts[name] = len(numbers)
    return counts


def pages(data: bytes) -> list[str]:
    """The text of each page, a line for each piece that was written at once."""
    there = objects(data)
    maps = {name: _letters(stream(there[_reference(body, b"ToUnicode")])) for name, body in fonts(data).items()}
    found = []
    for body in there.values():
        if b"/Type /Page " in body:
            content = stream(there[_reference(body, b"Contents")])
            lines, font = [""], ""
            for name, text, end in TOKEN.findall(content):
                if name:
                    font = name.decode()
                elif end:
                    lines.append("")
                else:
                    lines[-1] += "".join(maps[font][code] for code in _plain(text))
            found.append("\n".join(lines))
    return found


def _reference(body: bytes, name: bytes) -> int:
    return int(re.search(rb"/" + name + rb" (\d+) 0 R", body)[1])


def _letters(cmap: bytes) -> dict[int, str]:
    """What each code stands for."""
    found = {}
    for first, last, letters in re.findall(rb"<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]", cmap):
        codes = range(int(first, 16), int(last, 16) + 1)
        texts = [bytes.fromhex(one.decode()).decode("utf-16-be") for one in re.findall(rb"<([0-9a-f]+)>", letters)]
        found |= dict(zip(codes, texts, strict=True))
    return found


def _plain(string: bytes) -> bytes:
    """The bytes that a string in brackets stands for."""

    def one(found: re.Match[bytes]) -> bytes:
        escaped = found[1]
        return bytes([int(escaped, 8)]) if escaped.isdigit() else ESCAPES.get(escaped, escaped)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, string[1:-1], flags=re.DOTALL)
