"""What a notebook looks like that was worked on for an evening: cells of one's own, other ids, another order."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

import numpy as np

from customer_value.messages import message

_FIGURE = """import matplotlib.pyplot as plt

bars = plt.bar(["A", "B", "C", "D"], [4, 7, 2, 5])
plt.title("test")
plt.show()"""


def make_untidy(cells: list[dict[str, Any]], rng: np.random.Generator, language: str) -> None:
    """Add cells of the learner's own, let Windows end the lines of one answer, mix up the numbers, change every id.

    What is graded stays what it was.
    """
    for scratch in _scratch_cells(language):
        answered = [place for place, cell in enumerate(cells) if _is_answer(cell)]
        cells.insert(answered[int(rng.integers(len(answered)))], scratch)
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    answers = [cell for cell in code if _is_answer(cell)]
    windows = answers[int(rng.integers(len(answers)))]
    windows["source"] = windows["source"].replace("\n", "\r\n")
    counts = rng.permutation(len(code) * 3)[: len(code)] + 1
    for cell, count in zip(code, counts, strict=True):
        cell["execution_count"] = int(count)
        for output in cell["outputs"]:
            if "execution_count" in output:
                output["execution_count"] = int(count)
    for cell in cells:
        cell["id"] = f"{int(rng.integers(2**32)):08x}"


def _is_answer(cell: dict[str, Any]) -> bool:
    return cell["cell_type"] == "code" and bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def _scratch_cells(language: str) -> list[dict[str, Any]]:
    note = message("classroom", "simulated.note", language)
    said = {"name": "stdout", "output_type": "stream", "text": f"{note}\n"}
    four = {"data": {"text/plain": "4"}, "execution_count": 1, "metadata": {}, "output_type": "execute_result"}
    picture = {"image/png": base64.b64encode(picture_png()).decode() + "\n", "text/plain": "<Figure size 640x480>"}
    figure = {"data": picture, "metadata": {}, "output_type": "display_data"}
    return [
        _code(_FIGURE, figure),
        _code("2 + 2", four),
        _code(f"# {note}\nprint({note!r})", said),
        _code(""),
        {"cell_type": "markdown", "id": "", "metadata": {}, "source": f"**{note}**"},
    ]


def _code(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    common = {"cell_type": "code", "execution_count": None, "id": "", "metadata": {}}
    return common | {"outputs": list(outputs), "source": source}


def picture_png(width: int = 240, height: int = 160) -> bytes:
    """Four bars on white as a PNG of so many pixels; no library draws it, so it is the same everywhere."""
    bars = (4, 7, 2, 5)
    rows = []
    for y in range(height):
        row = bytearray(b"\xff" * (3 * width))
        for number, tall in enumerate(bars):
            start, end = (number * width + width // 8) // len(bars), ((number + 1) * width - width // 8) // len(bars)
            if y >= height - tall * height // 8:
                row[3 * start : 3 * end] = b"\x1f\x77\xb4" * (end - start)
        rows.append(b"\x00" + bytes(row))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
