"""From an Arrow table to the bytes of a file, the same on every machine and however many workers there are.

CSV is UTF-8 with CRLF, which Excel on a Chinese Windows opens right where the file begins with BOM. How each column of
Parquet is laid out was measured on blocks of 90,000 orders. Whole numbers and amounts of money are quickest as packed
differences, in which Zstandard finds too little for the time it takes; so are numbers with a known count of decimals,
as decimals: doubles take half as much room again and twice the time. Words, and ids that come again and again, have a
dictionary. All else is quickest as it is, at Zstandard's level 1, since compression sees what neighbours have in
common. Text has no statistics, which cost more than the rest of the column.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.columns import decimal_halves, joined, texts
from generator.schema import Column

BOM = b"\xef\xbb\xbf"
"""Stands at the head of a CSV file."""

MOST_DIGITS = 18
"""Of a number stored as a decimal: as many as 64 bits hold."""

NEEDS_QUOTES = '[",\r\n]'


def csv_header(columns: Sequence[Column]) -> bytes:
    """The head of a CSV file: the byte order mark and the names of the columns."""
    return BOM + ",".join(column.name for column in columns).encode() + b"\r\n"


def csv_rows(table: pa.Table, columns: Sequence[Column]) -> memoryview:
    """The lines of a CSV file without its head; quotes stand only where they must, empty cells for what is null.

    Args:
        columns: the table's columns in the schema, in its order.
    """
    if not table.num_rows:
        return memoryview(b"")
    cells = [_text(table[column.name].combine_chunks(), column) for column in columns]
    cells[-1] = joined(cells[-1], "\r\n")
    lines = joined(*cells, between=",") if len(cells) > 1 else cells[0]
    return _content(lines)


def parquet_file(table: pa.Table, columns: Sequence[Column]) -> memoryview:
    """A whole Parquet file with one row group.

    Args:
        columns: the table's columns in the schema, in its order.
    """
    import pyarrow.parquet as pq

    arrays = [_stored(table[column.name].combine_chunks(), column) for column in columns]
    fields = [
        # What is never empty needs no marks of what is.
        pa.field(column.name, array.type, nullable=not column.required or array.null_count > 0)
        for column, array in zip(columns, arrays, strict=True)
    ]
    table = pa.table(arrays, schema=pa.schema(fields))
    kinds = dict(zip(table.schema.names, table.schema.types, strict=True))
    packed = [name for name, kind in kinds.items() if pa.types.is_integer(kind) or pa.types.is_decimal(kind)]
    text = [name for name, kind in kinds.items() if pa.types.is_string(kind) or pa.types.is_dictionary(kind)]
    words = [column.name for column in columns if column.name in text and (column.words or column.values)]
    words += [name for name in text if pa.types.is_dictionary(kinds[name]) and name not in words]
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        row_group_size=max(table.num_rows, 1),
        compression={name: "none" if name in packed else "zstd" for name in kinds},
        compression_level={name: 1 for name in kinds if name not in packed},
        use_dictionary=words,
        write_statistics=[name for name in kinds if name not in text],
        column_encoding=dict.fromkeys(packed, "DELTA_BINARY_PACKED"),
        store_decimal_as_integer=True,
        store_schema=False,
    )
    return memoryview(sink.getvalue())


def decimals_as_numbers(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """The floats nearest to decimals. Arrow's own way from one to the other makes 4710.400000000001 of 4710.40."""
    return column.cast(pa.string()).cast(pa.float64())


def _stored(array: pa.Array, column: Column) -> pa.Array:
    """A column as it goes into Parquet."""
    if pa.types.is_dictionary(array.type):
        return _each_word_once(array)
    if pa.types.is_floating(array.type) and column.digits is not None:
        return _as_decimal(array, column.digits)
    return array


def _each_word_once(array: pa.DictionaryArray) -> pa.DictionaryArray:
    """A dictionary without repeated words.

    Arrow writes a dictionary page as long as the repeated words would need, with whatever its memory held at the end.
    """
    there = array.dictionary
    if pc.all(pc.less(there[:-1], there[1:]), skip_nulls=False).as_py():
        return array  # ids go up, which is seen far sooner than that none comes twice
    words = there.unique()
    if len(words) == len(there):
        return array
    place = pc.index_in(there, words)
    return pa.DictionaryArray.from_arrays(place.take(array.indices), words)


def _as_decimal(array: pa.DoubleArray, digits: int) -> pa.Array:
    """Numbers as decimals with so many digits behind the point.

    Raises:
        ValueError: a number is not finite, or does not fit.
    """
    valid, data = array.buffers()
    upto = array.offset + len(array)
    if not upto:
        return pa.nulls(0, pa.decimal128(MOST_DIGITS, digits))
    scaled = np.rint(np.frombuffer(data, np.float64, upto) * 10.0**digits)
    fits = np.abs(scaled) < 10.0**MOST_DIGITS
    if not fits.all():
        known = np.unpackbits(np.frombuffer(valid, np.uint8), count=upto, bitorder="little") if valid else fits | True
        if (known > fits)[array.offset :].any():
            raise ValueError(f"A number has more than {MOST_DIGITS} digits, or is none.")
        scaled[~fits] = 0  # what stands below a null is never read
    halves = pa.py_buffer(decimal_halves(scaled.astype(np.int64)))
    kind = pa.decimal128(MOST_DIGITS, digits)
    return pa.Array.from_buffers(kind, len(array), [valid, halves], array.null_count, array.offset)


def _text(array: pa.Array, column: Column) -> pa.Array:
    """A column's cells as they stand in CSV."""
    if pa.types.is_dictionary(array.type):
        # Each word is looked at once, not once a row.
        words = _quoted(array.dictionary)
        cells = words.take(array.indices)
    elif pa.types.is_floating(array.type) and column.digits is not None:
        cells = array.cast(pa.decimal128(38, column.digits)).cast(pa.string())
    elif pa.types.is_string(array.type):
        cells = _quoted(array)
    else:
        cells = array.cast(pa.string())
    return pc.fill_null(cells, texts([""])[0]) if cells.null_count else cells


def _quoted(array: pa.Array) -> pa.Array:
    """Strings in quotes where they hold a comma, a quote or the end of a line."""
    needed = pc.match_substring_regex(array, NEEDS_QUOTES)
    if not pc.any(needed).as_py():
        return array
    doubled = pc.replace_substring(array, '"', '""')
    return pc.if_else(needed, joined('"', doubled, '"'), array)


def _content(strings: pa.StringArray) -> memoryview:
    """The bytes of all the strings, one after the other."""
    _, offsets, data = strings.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32)
    first, last = int(ends[strings.offset]), int(ends[strings.offset + len(strings)])
    return memoryview(data)[first:last]
