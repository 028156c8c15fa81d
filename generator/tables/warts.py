"""Spoiling finished tables, and the key that says what was spoiled.

A clean and a dirty ledger of one seed are the same but for the cells and rows that the key lists: warts have streams of
their own and come last. A cell has one wart at most. The key is a table of the truth; `restore` turns it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from generator import columns, warts
from generator.block import Block
from generator.scenario.warts import Warts
from generator.schema import warts as rules
from generator.world import World

SECOND = 10**9
"""Second accounts are numbered below this."""

SCATTER = 567_629_137
"""Has no factor in common with SECOND, so that second accounts have different numbers in no order."""

ADDED = ("duplicate_row", "negative_row", "drifting_name", "double_customer")
"""Kinds of wart that add a row; the others change a cell."""

WHOLE_ROW = "*"
"""Stands for the column where a row was added."""

KEY_SCHEMA = pa.schema(
    [(column.name, pa.int64() if column.type == "integer" else pa.string()) for column in rules.KEY.columns]
)

OfBlock = Callable[[Block, str], pa.Table]


def dirty(source: Block | World, name: str, table: pa.Table, language: str) -> tuple[pa.Table, pa.Table]:
    """Spoil one clean table of a block, or of what a ledger has only once.

    Args:
        source: the block or world the table was made from; its scenario's `warts` say how much.
        name: the table's name.
        table: as the makers of tables give it.
        language: the table's.

    Returns:
        The dirty table, in which the columns of `schema.warts.text_columns` are strings, and its part of the wart key,
        by row and column. Rows are numbered from 1 within this table.
    """
    sheet = _Sheet(source, name, table, language)
    for spoil in SPOILERS.get(name, ()):
        spoil(sheet)
    return sheet.finish()


def spoiled(name: str, make: OfBlock) -> OfBlock:
    """A maker of a block's table that spoils what it makes; the same maker where no wart falls on that table."""
    if name not in SPOILERS:
        return make
    return lambda block, language: dirty(block, name, make(block, language), language)[0]


def spoiled_whole(name: str, make: Callable[..., pa.Table]) -> Callable[..., pa.Table]:
    """The same for a maker of a table that a ledger has only once."""
    if name not in SPOILERS:
        return make
    return lambda world, sums, language: dirty(world, name, make(world, sums, language), language)[0]


def wart_key(block: Block, language: str) -> pa.Table:
    """What was spoiled in a block; the first block's key lists what was spoiled in the products as well.

    Rows are numbered within the block. `numbered_on` makes them numbers within the whole table.
    """
    from generator.tables import shop

    keys = []
    if block.number == 0:
        products = shop.WHOLE["products"](block.world, {}, language)
        keys.append(dirty(block.world, "products", products, language)[1])
    for name, make in shop.BLOCK.items():
        if name in SPOILERS and (name != "refunds" or block.world.scenario.refunds):
            keys.append(dirty(block, name, make(block, language), language)[1])
    return pa.concat_tables(keys).combine_chunks()


def numbered_on(key: pa.Table, before: Mapping[str, int]) -> pa.Table:
    """A block's key with rows numbered from the first row of each whole table.

    Args:
        before: how many rows the blocks before have, by table.
    """
    names = key["table"].combine_chunks().dictionary_encode()
    shift = np.array([before.get(name, 0) for name in names.dictionary.to_pylist()], dtype=np.int64)
    if not len(shift):
        return key
    rows = key["row"].to_numpy() + shift[names.indices.to_numpy()]
    return key.set_column(key.schema.get_field_index("row"), "row", pa.array(rows))


def restore(name: str, table: pd.DataFrame, key: pd.DataFrame) -> pd.DataFrame:
    """A dirty table made clean again.

    Args:
        name: the table's name.
        table: every cell as text, NA where it is empty, in the order of the file.
        key: the wart key, with row as a whole number and NA in the text columns where empty.

    Returns:
        The clean table, every cell as text, NA where it is empty.
    """
    own = key[key["table"] == name]
    added = own["kind"].isin(ADDED)
    cells = table.astype(object).to_numpy()
    cells[pd.isna(cells)] = None
    places = {column: place for place, column in enumerate(table.columns)}
    for column, changed in own[~added].groupby("column"):
        before = changed["clean"].to_numpy(dtype=object)
        cells[changed["row"].to_numpy(dtype=int) - 1, places[column]] = np.where(pd.isna(before), None, before)
    kept = np.delete(cells, own.loc[added, "row"].to_numpy(dtype=int) - 1, axis=0)
    return pd.DataFrame(kept, columns=table.columns, dtype="str")


class _Sheet:
    """A table on its way from clean to dirty.

    Attributes:
        becomes_text: the columns that are text in the dirty table.
        texts: the columns that may be changed, as arrays of text or None, changed in place.
        spoilt: for each of them, which cells have a wart already.
        changes: for each change of cells: kind, column, rows, and the clean cells.
        added: for each kind of added rows: the row it copies, the row it comes behind, and what is different in it.
    """

    def __init__(self, source: Block | World, name: str, table: pa.Table, language: str) -> None:
        self.source, self.name, self.table, self.language = source, name, columns.plain(table), language
        self.world: World = getattr(source, "world", source)
        self.warts: Warts = self.world.scenario.warts
        self.becomes_text = rules.text_columns(name, self.warts)
        self.texts = {
            column: _as_text(self.table[column]) for column in self.table.column_names if column in self.becomes_text
        }
        self.spoilt = {column: np.zeros(table.num_rows, dtype=bool) for column in table.column_names}
        self.changes: list[tuple[str, str, np.ndarray, np.ndarray]] = []
        self.added: list[tuple[str, np.ndarray, np.ndarray, dict[str, np.ndarray]]] = []
        self.own_key = next(iter(table.column_names)) if name != "order_lines" else "order_id"

    def draw(self, what: str) -> np.ndarray:
        """A uniform number for each row, from a stream of this name."""
        return self.source.streams(f"warts/{self.name}/{what}").random(self.table.num_rows)

    def cells(self, column: str) -> np.ndarray:
        """A column's cells as text, as they are now."""
        return self.texts[column] if column in self.texts else _as_text(self.table[column])

    def chosen(self, what: str, share: float, among: np.ndarray | None = None, column: str = "") -> np.ndarray:
        """Rows that a wart falls on: each with a probability, if it is `among` and its cell is not spoilt yet."""
        if not share:
            return np.empty(0, dtype=np.int64)
        hit = self.draw(what) < share
        if among is not None:
            hit &= among
        if column:
            hit &= ~self.spoilt[column]
        return np.flatnonzero(hit)

    def change(self, kind: str, column: str, rows: np.ndarray, cells: np.ndarray) -> None:
        """Put other text into cells."""
        if not len(rows):
            return
        before = self.texts[column][rows]
        differs = before != cells
        rows, before, cells = rows[differs], before[differs], cells[differs]
        self.changes.append((kind, column, rows, before))
        self.texts[column][rows] = cells
        self.spoilt[column][rows] = True

    def finish(self) -> tuple[pa.Table, pa.Table]:
        """The dirty table and its key."""
        clean_ids = self._row_keys()
        table = self.table
        for column, cells in self.texts.items():
            place = table.schema.get_field_index(column)
            kept = pa.string() if column in self.becomes_text else table.schema.field(column).type
            table = table.set_column(place, column, pa.array(cells, pa.string()).cast(kept))
        count = table.num_rows
        behind = np.concatenate([np.arange(count), *(behind for _, _, behind, _ in self.added)])
        in_file = np.argsort(behind, kind="stable")
        at = np.empty(len(in_file), dtype=np.int64)
        at[in_file] = np.arange(1, len(in_file) + 1)
        keys = [
            self._cell_key(kind, column, at[rows], clean_ids[rows], before, rows)
            for kind, column, rows, before in self.changes
        ]
        begin, pieces = count, [table]
        for kind, copy, _, different in self.added:
            rows = table.take(copy)
            for column, cells in different.items():
                place = rows.schema.get_field_index(column)
                kept = rows.schema.field(column).type
                rows = rows.set_column(place, column, pa.array(cells, pa.string()).cast(kept))
            pieces.append(rows)
            own = _as_text(rows[self.own_key])
            keys.append(_key(self.name, at[begin : begin + len(copy)], clean_ids[copy], WHOLE_ROW, kind, None, own))
            begin += len(copy)
        whole = pa.concat_tables(pieces).combine_chunks().take(in_file)
        key = pa.concat_tables(keys) if keys else KEY_SCHEMA.empty_table()
        return whole, key.sort_by([("row", "ascending"), ("column", "ascending")]).combine_chunks()

    def _cell_key(
        self, kind: str, column: str, at: np.ndarray, ids: np.ndarray, before: np.ndarray, rows: np.ndarray
    ) -> pa.Table:
        return _key(self.name, at, ids, column, kind, before, self.texts[column][rows])

    def _row_keys(self) -> np.ndarray:
        """Each row's primary key as it is in the clean table, parts joined by a slash."""
        ids = _as_text(self.table[self.own_key])
        if self.name != "order_lines":
            return ids
        return ids + "/" + _as_text(self.table["line"])


def _as_text(column: pa.ChunkedArray) -> np.ndarray:
    """Cells as CSV has them, None where empty; a new array."""
    return np.array(column.cast(pa.string()).to_pylist(), dtype=object)


def _key(
    name: str,
    at: np.ndarray,
    ids: np.ndarray,
    column: str,
    kind: str,
    clean: np.ndarray | None,
    spoilt: np.ndarray,
) -> pa.Table:
    """Rows of the key. `clean` is None where rows were added: then `spoilt` has their own ids."""
    rows = len(at)
    cells = {
        "table": [name] * rows,
        "row": at,
        "row_key": ids,
        "column": [column] * rows,
        "kind": [kind] * rows,
        "clean": [None] * rows if clean is None else clean,
        "dirty": spoilt,
    }
    return pa.table([pa.array(cells[field.name], field.type) for field in KEY_SCHEMA], schema=KEY_SCHEMA)


def _customer_ids(sheet: _Sheet) -> None:
    """Orders under a second account, without a customer, with ids read as numbers, with zeros lost."""
    share = sheet.warts
    if "customer_id" not in sheet.texts:
        return
    ids = sheet.texts["customer_id"]
    if share.double_customers:
        block: Block = sheet.source
        number = np.array([int(one[1:]) - 1 for one in ids], dtype=np.int64)
        has_second = _has_second(block)[number - block.first]
        rows = sheet.chosen("second_account", 0.5, has_second, "customer_id")
        sheet.change("second_account", "customer_id", rows, _second_ids(number[rows]))
    rows = sheet.chosen("missing_ids", share.missing_ids, column="customer_id")
    sheet.change("missing_id", "customer_id", rows, np.full(len(rows), None, dtype=object))
    ours = np.array([one is not None and one.startswith("C") for one in ids], dtype=bool)
    rows = sheet.chosen("float_ids", share.float_ids, ours, "customer_id")
    sheet.change("float_id", "customer_id", rows, warts.float_ids(ids[rows]))
    zeros = np.array([one is not None and one.startswith("C0") for one in ids], dtype=bool)
    rows = sheet.chosen("short_ids", share.short_ids, zeros, "customer_id")
    sheet.change("short_id", "customer_id", rows, warts.short_ids(ids[rows]))


def _stamps(sheet: _Sheet) -> None:
    """Orders stamped in universal time: date and time of day in one cell."""
    rows = sheet.chosen("utc_stamps", sheet.warts.utc_stamps)
    if len(rows):
        dates, times = sheet.texts["order_date"][rows], sheet.texts["order_time"][rows]
        stamps = warts.utc_stamps(dates, times, sheet.world.scenario.geography.time_zone)
        sheet.change("utc_stamp", "order_date", rows, stamps)
        sheet.change("utc_stamp", "order_time", rows, np.full(len(rows), None, dtype=object))


def _dates(sheet: _Sheet) -> None:
    """Dates in other forms and in years of the Republic."""
    place = sheet.world.scenario.geography
    for column in rules.DATES[sheet.name]:
        if sheet.warts.date_formats:
            rows = sheet.chosen(f"{column}/date_formats", sheet.warts.date_formats, column=column)
            form = sheet.draw(f"{column}/date_format")[rows]
            sheet.change("date_format", column, rows, warts.other_dates(sheet.texts[column][rows], form, place))
        if sheet.warts.roc_years and place.era is not None:
            rows = sheet.chosen(f"{column}/roc_years", sheet.warts.roc_years, column=column)
            form = sheet.draw(f"{column}/roc_year")[rows]
            sheet.change("roc_year", column, rows, warts.roc_dates(sheet.texts[column][rows], form, place.era))


def _amounts(sheet: _Sheet) -> None:
    """Amounts as text."""
    scenario = sheet.world.scenario
    sign = scenario.words["zh-Hant" if sheet.language.startswith("zh") else "en"].get("currency", scenario.currency)
    for column in rules.AMOUNTS[sheet.name]:
        rows = sheet.chosen(f"{column}/text_amounts", sheet.warts.text_amounts, column=column)
        if len(rows):
            form = sheet.draw(f"{column}/text_amount")[rows]
            cells = warts.text_amounts(sheet.texts[column][rows], form, sign, sheet.language)
            sheet.change("text_amount", column, rows, cells)


def _status(sheet: _Sheet) -> None:
    """Other spellings of "cancelled"."""
    if not sheet.warts.status_spellings:
        return
    cancelled = sheet.texts["status"] == "cancelled"
    rows = sheet.chosen("status_spellings", sheet.warts.status_spellings, cancelled, "status")
    forms = np.array(warts.forms_of("cancelled", sheet.language), dtype=object)
    sheet.change(
        "status_spelling", "status", rows, forms[(sheet.draw("status_spelling")[rows] * len(forms)).astype(int)]
    )


def _missing_words(sheet: _Sheet) -> None:
    """Empty cells with a word for "nothing" in them."""
    forms = np.array(warts.forms_of("words", sheet.language), dtype=object)
    for column in rules.EMPTY[sheet.name]:
        if column not in sheet.texts:
            continue
        empty = np.array([one is None for one in sheet.texts[column]], dtype=bool)
        rows = sheet.chosen(f"{column}/missing_words", sheet.warts.missing_words, empty, column)
        if len(rows):
            word = (sheet.draw(f"{column}/missing_word")[rows] * len(forms)).astype(int)
            sheet.change("missing_word", column, rows, forms[word])


def _blanks(sheet: _Sheet) -> None:
    """Blanks too many."""
    for column in rules.BLANKS[sheet.name]:
        rows = sheet.chosen(f"{column}/whitespace", sheet.warts.whitespace, column=column)
        if len(rows):
            form = sheet.draw(f"{column}/blank")[rows]
            sheet.change("whitespace", column, rows, warts.blanks(sheet.texts[column][rows], form))


def _wide(sheet: _Sheet) -> None:
    """Full-width digits."""
    for column in rules.WIDE[sheet.name]:
        rows = sheet.chosen(f"{column}/full_width", sheet.warts.full_width, column=column)
        if len(rows):
            cells = np.array([warts.wide(one) for one in sheet.texts[column][rows]], dtype=object)
            sheet.change("full_width", column, rows, cells)


def _zero_prices(sheet: _Sheet) -> None:
    """Lines whose unit price is lost; their amount is still there."""
    if not sheet.warts.zero_prices:
        return
    prices = sheet.table["unit_price"]
    above = pc.greater(prices, pa.scalar(0, prices.type)).to_numpy(zero_copy_only=False)
    rows = sheet.chosen("zero_prices", sheet.warts.zero_prices, above, "unit_price")
    if len(rows):
        sheet.texts["unit_price"] = _as_text(prices)
        nothing = pa.scalar(0, prices.type).cast(pa.string()).as_py()
        sheet.change("zero_price", "unit_price", rows, np.full(len(rows), nothing, dtype=object))


def _copies(sheet: _Sheet) -> None:
    """Rows that are there twice, the second directly behind the first."""
    rows = sheet.chosen("duplicates", sheet.warts.duplicates)
    if len(rows):
        sheet.added.append(("duplicate_row", rows, rows, {}))


def _negative_orders(sheet: _Sheet) -> None:
    """Refunds booked a second time as orders below zero, whose id is the order's with a C before it."""
    share = sheet.warts.negative_rows
    if not share or not sheet.world.scenario.refunds:
        return
    from generator.tables import shop

    given = columns.plain(shop.BLOCK["refunds"](sheet.source, sheet.language))
    if not given.num_rows:
        return
    chance = min(1.0, share * sheet.table.num_rows / given.num_rows)
    booked = sheet.source.streams("warts/orders/negative_rows").random(given.num_rows) < chance
    given = given.filter(pa.array(booked))
    orders = pa.array(sheet.table["order_id"].to_pylist(), pa.string())
    source = pc.index_in(given["order_id"], value_set=orders).to_numpy().astype(np.int64)
    days = given["refund_date"].to_numpy()
    behind = np.searchsorted(sheet.table["order_date"].to_numpy(), days, side="right") - 1
    sheet.added.append(
        (
            "negative_row",
            source,
            behind,
            {
                "order_id": np.array([f"C{one}" for one in _as_text(given["order_id"])], dtype=object),
                "customer_id": _as_text(sheet.table["customer_id"])[source],
                "order_date": _as_text(given["refund_date"]),
                "order_time": _as_text(sheet.table["order_time"])[source],
                "status": np.full(len(source), "completed", dtype=object),
                "amount": np.array([f"-{one}" for one in _as_text(given["amount"])], dtype=object),
            },
        )
    )


def _second_accounts(sheet: _Sheet) -> None:
    """Customers who are there twice: a second account, with the name spelt otherwise."""
    if not sheet.warts.double_customers:
        return
    block: Block = sheet.source
    rows = np.flatnonzero(_has_second(block))
    if not len(rows):
        return
    form, mail = sheet.draw("second_name")[rows], sheet.draw("second_email")[rows]
    names = _as_text(sheet.table["name"])[rows]
    misspelt = [warts.misspelt(name, one) for name, one in zip(names, form, strict=True)]
    emails = _as_text(sheet.table["email"])[rows]
    different = {
        "customer_id": _second_ids(block.first + rows),
        "name": np.array(misspelt, dtype=object),
        "email": np.where(mail < 0.5, np.array([one.upper() for one in emails], dtype=object), emails),
        "phone": np.array([one.replace("-", "") for one in _as_text(sheet.table["phone"])[rows]], dtype=object),
    }
    sheet.added.append(("double_customer", rows, rows, different))


def _other_descriptions(sheet: _Sheet) -> None:
    """Products that are there twice, the second time under another description."""
    rows = sheet.chosen("drifting_names", sheet.warts.drifting_names)
    if len(rows):
        form = sheet.draw("drifting_name")[rows]
        names = warts.other_names(_as_text(sheet.table["name"])[rows], form, sheet.language)
        sheet.added.append(("drifting_name", rows, rows, {"name": names}))


def _has_second(block: Block) -> np.ndarray:
    """Which customers of a block have a second account."""
    return (
        block.streams("warts/customers/double_customers").random(block.count)
        < block.world.scenario.warts.double_customers
    )


def _second_ids(index: np.ndarray) -> np.ndarray:
    """Ids of second accounts by customers' indices in the whole ledger: W and nine digits, in no order."""
    number = (index.astype(object) * SCATTER + 123_456_789) % SECOND
    return np.array([f"W{one:09d}" for one in number], dtype=object)


SPOILERS: dict[str, tuple[Callable[[_Sheet], None], ...]] = {
    "customers": (_missing_words, _blanks, _wide, _dates, _second_accounts),
    "products": (_other_descriptions,),
    "orders": (_customer_ids, _stamps, _dates, _amounts, _status, _blanks, _negative_orders, _copies),
    "order_lines": (_zero_prices, _copies),
    "refunds": (_dates, _amounts, _copies),
}
"""What spoils each table, in this order: cells first, then rows."""

TRUTH = {"wart_key": wart_key}
