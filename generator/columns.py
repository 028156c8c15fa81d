"""Arrow columns made straight from NumPy arrays, without a Python loop over rows.

Words come as dictionary arrays: a number per row and each word once. Parquet and Arrow's CSV writer take them as they
are, and `plain` makes strings of them where something else reads the table. What is not known is null.

Arrays are made from buffers throughout: pa.array would import pandas wherever it is installed, which costs a worker
33 MB and a third of a second.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

UNKNOWN = -1
"""Stands for null in whole numbers and indices."""

LARGEST_MONEY = 10**15 - 1
"""Minor units that 15 decimal digits hold."""

_GROUP = 4


def ids(letter: str, index: np.ndarray, width: int, before: int = 0) -> pa.StringArray:
    """Ids such as C00001: a letter and the index plus one, with zeros in front up to `width` digits, longer if need be.

    Args:
        letter: one ASCII character.
        index: whole numbers from 0, UNKNOWN for null; shape (rows,).
        width: least number of digits.
        before: how many numbers go before index 0, as those of earlier blocks do.
    """
    index = np.asarray(index, dtype=np.int64)
    number = np.where(index >= 0, index + before + 1, 0)
    rows = len(number)
    most = int(number.max(initial=1))
    known = None
    if int(number.min(initial=1)) < 1:
        known = number > 0
        number = np.where(known, number, most)  # what stands below a null is never read; so all may be equally long
    least = int(number.min(initial=most))
    digits = max(width, len(str(most)))
    text = _digits(letter, number, digits)
    if most < 10**width or least >= 10 ** (digits - 1):
        size = digits + 1
        offsets = np.arange(0, (rows + 1) * size, size, dtype=np.int32)
        return _strings(offsets, text, known)
    # Numbers of different lengths: leave out the zeros in front that the shorter ones do not need.
    bounds = 10 ** np.arange(width, digits, dtype=np.int64)
    spare = digits - width - np.searchsorted(bounds, number, side="right")
    place = np.arange(digits + 1)
    kept = (place == 0) | (place > spare[:, None])
    offsets = np.concatenate([[0], np.cumsum(digits + 1 - spare)]).astype(np.int32)
    return _strings(offsets, text.reshape(rows, digits + 1)[kept], known)


def signs(text: np.ndarray) -> pa.StringArray:
    """Strings of one length from their ASCII codes; uint8 of shape (rows, length)."""
    rows, size = text.shape
    return _strings(np.arange(0, (rows + 1) * size, max(size, 1), dtype=np.int32)[: rows + 1], text.ravel(), None)


def words(choices: Sequence[str] | pa.StringArray, index: np.ndarray) -> pa.DictionaryArray:
    """The word for each index; UNKNOWN gives null."""
    small = np.int8 if len(choices) < 128 else np.int16 if len(choices) < 32_768 else np.int32
    codes = np.ascontiguousarray(index, dtype=small)
    known = codes >= 0
    kind = {np.int8: pa.int8(), np.int16: pa.int16(), np.int32: pa.int32()}[small]
    return pa.DictionaryArray.from_arrays(_fixed(kind, codes, None if known.all() else known), texts(choices))


def chosen(choices: Sequence[str] | pa.StringArray, index: np.ndarray) -> pa.StringArray:
    """The same as plain strings, for joining."""
    return texts(choices).take(_fixed(pa.int32(), np.ascontiguousarray(index, dtype=np.int32), None))


def texts(strings: Sequence[str | None] | pa.Array) -> pa.Array:
    """Strings that are there already, as an Arrow array; None gives null."""
    if isinstance(strings, pa.Array):
        return strings
    coded = [b"" if string is None else string.encode() for string in strings]
    offsets = np.zeros(len(coded) + 1, dtype=np.int32)
    np.cumsum([len(one) for one in coded], out=offsets[1:])
    known = np.array([string is not None for string in strings], dtype=bool)
    return _strings(offsets, np.frombuffer(b"".join(coded), dtype=np.uint8), None if known.all() else known)


def joined(*pieces: pa.Array | str, between: str = "") -> pa.StringArray:
    """Row by row one string of all pieces; a piece of text is the same in every row. One piece must be an array."""
    ready = [texts([piece])[0] if isinstance(piece, str) else piece for piece in (*pieces, between)]
    return pc.binary_join_element_wise(*ready)


def no_texts(rows: int) -> pa.StringArray:
    """A column of strings in which nothing is known."""
    return _strings(np.zeros(rows + 1, dtype=np.int32), np.empty(0, dtype=np.uint8), np.zeros(rows, dtype=bool))


def dates(start: dt.date, day: np.ndarray, known: np.ndarray | None = None) -> pa.Date32Array:
    """The dates that lie `day` days after `start`; null where not `known`. Shape (rows,)."""
    since_1970 = (start - dt.date(1970, 1, 1)).days
    whole = np.ascontiguousarray(np.asarray(day) + since_1970, dtype=np.int32)
    return _fixed(pa.date32(), whole, known)


def times(minute: np.ndarray) -> pa.DictionaryArray:
    """Times of day such as 09:05 from minutes since midnight; shape (rows,)."""
    return pa.DictionaryArray.from_arrays(_fixed(pa.int16(), np.asarray(minute).astype(np.int16), None), _clock())


def money(minor: np.ndarray, digits: int, known: np.ndarray | None = None) -> pa.Array:
    """Amounts from whole minor units: int64 where the currency has no minor digits, else decimal128(15, digits).

    Raises:
        ValueError: an amount has more than 15 digits.
    """
    whole = np.ascontiguousarray(minor, dtype=np.int64)
    if not digits:
        return _fixed(pa.int64(), whole, known)
    if len(whole) and max(int(whole.max()), -int(whole.min())) > LARGEST_MONEY:
        raise ValueError(f"An amount of money has more than 15 digits: {whole[np.abs(whole).argmax()]}.")
    return _fixed(pa.decimal128(15, digits), decimal_halves(whole), known)


def decimal_halves(whole: np.ndarray) -> np.ndarray:
    """What Arrow's decimals of 128 bits consist of, from int64 of shape (rows,); int64 of shape (rows, 2)."""
    halves = np.empty((len(whole), 2), dtype=np.int64)  # little-endian: the low half, then the sign's
    halves[:, 0] = whole
    np.right_shift(whole, 63, out=halves[:, 1])
    return halves


def whole(values: np.ndarray) -> pa.Int64Array:
    """Whole numbers; UNKNOWN gives null."""
    values = np.ascontiguousarray(values, dtype=np.int64)
    known = values != UNKNOWN
    return _fixed(pa.int64(), values, None if known.all() else known)


def numbers(values: np.ndarray, digits: int, known: np.ndarray | None = None) -> pa.DoubleArray:
    """Numbers rounded to some decimals; null where not `known`."""
    return _fixed(pa.float64(), np.round(np.asarray(values, dtype=np.float64), digits), known)


def booleans(values: np.ndarray, known: np.ndarray | None = None) -> pa.BooleanArray:
    """True or false; null where not `known`."""
    bits = np.packbits(np.asarray(values, dtype=bool), bitorder="little")
    valid, nulls = _validity(known)
    return pa.Array.from_buffers(pa.bool_(), len(values), [valid, pa.py_buffer(bits)], nulls)


def plain(table: pa.Table) -> pa.Table:
    """The same table with strings where it has dictionaries."""
    fields = [
        pa.field(field.name, field.type.value_type) if pa.types.is_dictionary(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def _digits(letter: str, number: np.ndarray, digits: int) -> np.ndarray:
    """The bytes of a letter and `digits` digits for each number, one after the other; shape (rows * (digits + 1),).

    Four digits at a time from a table. Groups are written from the left, the leftmost one over the letter and the end
    of the row before, which are written after it; so every group is one copy of four bytes whatever the width.
    """
    rows, size, table = len(number), digits + 1, _four_digits()
    if not rows:
        return np.empty(0, dtype=np.uint8)
    if size < _GROUP:  # a group would lie over whole rows
        narrow = np.ascontiguousarray(table[number].view(np.uint8).reshape(rows, _GROUP)[:, -size:])
        narrow[:, 0] = ord(letter)
        return narrow.ravel()
    pad = _GROUP
    text = np.empty(pad + rows * size, dtype=np.uint8)
    groups = -(-digits // _GROUP)
    quotient = number.astype(np.int32) if digits < 10 else number  # halves the time
    group = []
    for _ in range(groups):
        higher = quotient // 10**_GROUP
        group.append((quotient - higher * 10**_GROUP).astype(np.int16))
        quotient = higher
    for place in reversed(range(groups)):
        offset = pad + size - _GROUP * (place + 1)
        np.ndarray((rows,), dtype=np.uint32, buffer=text, offset=offset, strides=(size,))[:] = table[group[place]]
    text[pad::size] = ord(letter)
    return text[pad:]


@cache
def _four_digits() -> np.ndarray:
    """The digits of 0 to 9,999 as the four bytes of a number."""
    number = np.arange(10**_GROUP)
    signs = np.stack([number // 10**place % 10 for place in reversed(range(_GROUP))], axis=1) + ord("0")
    return np.ascontiguousarray(signs, dtype=np.uint8).view(np.uint32).ravel()


@cache
def _clock() -> pa.StringArray:
    return texts([f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(24 * 60)])


def _strings(offsets: np.ndarray, text: np.ndarray, known: np.ndarray | None) -> pa.StringArray:
    valid, nulls = _validity(known)
    return pa.StringArray.from_buffers(
        len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(text)), valid, nulls
    )


def _fixed(kind: pa.DataType, values: np.ndarray, known: np.ndarray | None) -> pa.Array:
    valid, nulls = _validity(known)
    return pa.Array.from_buffers(kind, len(values), [valid, pa.py_buffer(values)], nulls)


def _validity(known: np.ndarray | None) -> tuple[pa.Buffer | None, int]:
    """Arrow's bitmap of what is known, and how much is not."""
    if known is None:
        return None, 0
    return pa.py_buffer(np.packbits(known, bitorder="little")), int(len(known) - np.count_nonzero(known))
