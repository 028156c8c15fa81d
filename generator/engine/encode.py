"""From an Arrow table to the bytes of a file, the same on every machine and however many workers there are.

CSV is UTF-8 with CRLF, which Excel on a Chinese Windows opens right where the file begins with BOM. Parquet is
compressed with Zstandard's level 1. How each column is laid out was measured on blocks of 90,000 orders: amounts of
money are smallest and quickest as packed differences; words, and ids that come again and again, have a dictionary, but
no statistics, which cost more than the rest of the column; all else is quickest as it is, since compression sees what
neighbours have in common.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.columns import joined, texts
from generator.schema import Column

BOM = b"\xef\xbb\xbf"
"""Stands at the head of a CSV file."""

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

    names = [column.name for column in columns]
    table = pa.table([_each_word_once(table[name].combine_chunks()) for name in names], names=names)
    words = [
        column.name
        for column, kind in zip(columns, table.schema.types, strict=True)
        if pa.types.is_dictionary(kind) or column.words or column.values
    ]
    layout = {
        column.name: "DELTA_BINARY_PACKED"
        for column, kind in zip(columns, table.schema.types, strict=True)
        if column.type == "money" and (pa.types.is_integer(kind) or pa.types.is_decimal(kind))
    }
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        row_group_size=max(table.num_rows, 1),
        compression="zstd",
        compression_level=1,
        use_dictionary=words,
        write_statistics=[name for name in names if name not in words],
        column_encoding=layout,
        store_decimal_as_integer=True,
        store_schema=False,
    )
    return memoryview(sink.getvalue())


def decimals_as_numbers(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """The floats nearest to decimals. Arrow's own way from one to the other makes 4710.400000000001 of 4710.40."""
    return column.cast(pa.string()).cast(pa.float64())


def _each_word_once(array: pa.Array) -> pa.Array:
    """A dictionary without repeated words; other arrays as they are.

    Arrow writes a dictionary page as long as the repeated words would need, with whatever its memory held at the end.
    """
    if not pa.types.is_dictionary(array.type):
        return array
    words = array.dictionary.unique()
    if len(words) == len(array.dictionary):
        return array
    place = pc.index_in(array.dictionary, words)
    return pa.DictionaryArray.from_arrays(place.take(array.indices), words)


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
