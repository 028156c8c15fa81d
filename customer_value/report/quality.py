"""The part on the data: what became of every row, and how the file was read."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from customer_value.figures import row_reasons
from customer_value.measures.orders.cleaning import USABLE, customers_set_aside, reason_label
from customer_value.report.findings import Findings
from customer_value.report.refunds import SECOND, TAKEN_OFF, UNMATCHED
from customer_value.report.section import Section, Table
from customer_value.report.wording import Wording

ORDERED = (USABLE, TAKEN_OFF)
"""What is used: as an order, or taken off one."""

_MOST_STATUSES = 12

_ID = r"^(?P<id>(?P<letters>[A-Za-z]*)(?P<zeros>0*)(?P<number>[0-9]+))$"


def quality(found: Findings, words: Wording) -> Section:
    """What became of the rows, which columns were read, on which day customers are judged."""
    made = found.prepared
    counts = made.counts.set_index("reason")
    rows = int(counts["rows"].sum())
    aside = counts.drop(index=[key for key in ORDERED if key in counts.index])
    people = customers_set_aside(made.rows)
    says = [*_what_became(found, counts, aside, words), *_how_it_was_read(found, words)]
    if len(people):
        only = int(people["refunds_only"].sum())
        says.append(
            words.text(
                "quality.customers", customers=words.count(len(people), "customer"), refunds_only=words.number(only)
            )
        )
    first = made.rows.dropna(subset="customer_id").groupby("customer_id")["row"].min()
    if pairs := spelt_alike(first.index):
        places = {"one": words.number(first[pairs[0][0]]), "other": words.number(first[pairs[0][1]])}
        says.append(words.text("quality.alike", customers=words.count(len(pairs), "customer"), **places))
    tables = [_reasons(made.counts, made.columns.order is not None, words)]
    if len(made.refund_rows) and made.refund_rows["row"].gt(0).any():
        tables.append(_refunds(made.refund_counts, words))
    if len(made.statuses) > 1 or (made.statuses["taken"] != "completed").any():
        tables.append(_statuses(made.statuses, words))
    return Section(
        key="quality",
        title=words.text("quality.title"),
        says=says,
        pictures=[row_reasons(made.counts, currency=found.currency, language=words.language)],
        tables=tables,
        defined=[words.text(f"quality.defined.{key}") for key in ("valid", "money", "repeats", "below")],
        numbers={
            "rows": rows,
            "used_as_orders": int(counts.loc[USABLE, "rows"]),
            "by_reason": {
                key: {"rows": int(row["rows"]), "amount": float(row["amount"]), "first_row": int(row["row"])}
                for key, row in counts.iterrows()
                if row["rows"]
            },
            "columns": {
                role: made.columns.named(role)
                for role in ("customer", "date", "amount", "order", "status")
                if made.columns.named(role)
            },
            "guessed": list(made.columns.guessed),
            "customers_without_valid_order": len(people),
            "equal_rows": made.repeats[0],
            "refunds_used": int(made.refund_rows["reason"].isna().sum()),
        },
    )


def spelt_alike(ids: Iterable[str]) -> list[tuple[str, str]]:
    """Customer ids that look like another spelling of one that is there too: 593 or C593 for C00593.

    A spreadsheet takes zeros off the front, and a program that reads ids as numbers takes off letters as well. Ids
    without letters are held against those with, unless several kinds of letters stand before the same number.

    Returns:
        Each such id with the one it looks like, by the latter.
    """
    split = pd.Series(sorted(ids), dtype="str").str.extract(_ID)
    split = split.dropna().sort_values("zeros", key=lambda zeros: -zeros.str.len(), kind="stable")
    full = split.drop_duplicates(["letters", "number"])
    shorter = split.merge(full, on=["letters", "number"], suffixes=("", "_full"))
    bare = full[full["letters"] == ""]
    lettered = full[full["letters"] != ""].drop_duplicates("number", keep=False)
    stripped = bare.merge(lettered, on="number", suffixes=("", "_full"))
    pairs = pd.concat([shorter[shorter["id"] != shorter["id_full"]], stripped])
    return sorted(zip(pairs["id_full"], pairs["id"], strict=True))


def _what_became(found: Findings, counts: pd.DataFrame, aside: pd.DataFrame, words: Wording) -> list[str]:
    rows, gone = int(counts["rows"].sum()), int(aside["rows"].sum())
    used = int(counts.loc[USABLE, "rows"])
    orders = words.count(len(found.valid), "order")
    says = [
        words.text(
            "quality.rows",
            file=found.prepared.file,
            rows=words.count(rows, "row"),
            used=words.number(used),
            share=words.percent(used / rows),
            orders=orders,
        )
    ]
    if TAKEN_OFF in counts.index:
        off = counts.loc[TAKEN_OFF]
        says.append(
            words.text("quality.taken_off", rows=words.count(off["rows"], "row"), money=words.money(-off["amount"]))
        )
    if not gone:
        return [*says, words.text("quality.none_aside")]
    most = aside["rows"].idxmax()
    says.append(
        words.text(
            "quality.aside",
            rows=words.count(gone, "row"),
            share=words.percent(gone / rows),
            most=words.number(aside.loc[most, "rows"]),
            reason=reason_label(most, words.language),
            money=words.money(aside.loc[most, "amount"]),
        )
    )
    return says


def _how_it_was_read(found: Findings, words: Wording) -> list[str]:
    made = found.prepared
    roles = [role for role in ("customer", "date", "amount", "order", "status") if made.columns.named(role)]

    def named(chosen: list[str]) -> str:
        pairs = {words.text(f"role.{role}"): made.columns.named(role) for role in chosen}
        return words.listing([words.text("quality.column", role=role, name=name) for role, name in pairs.items()])

    said = [role for role in roles if role not in made.columns.guessed]
    says = []
    if made.columns.guessed:
        says.append(words.text("quality.guessed", columns=named(list(made.columns.guessed))))
    if said:
        says.append(words.text("quality.given", columns=named(said)))
    if made.columns.order is None:
        says.append(words.text("quality.no_order"))
    key = "given" if made.snapshot_given else "last"
    says.append(words.text(f"quality.snapshot_{key}", day=words.date(found.snapshot)))
    if made.zone:
        says.append(words.text("quality.zone", zone=made.zone))
    equal, dropped = made.repeats
    if equal:
        key = "repeats_unknown" if made.columns.order is None else "repeats" if dropped else "repeats_genuine"
        says.append(words.text(f"quality.{key}", rows=words.count(equal, "row"), dropped=words.count(dropped, "row")))
    if (made.counts["reason"] == SECOND).any():
        says.append(words.text("quality.second"))
    elif made.counts["reason"].isin([TAKEN_OFF, UNMATCHED]).any():
        says.append(words.text("quality.below"))
    return says


def _reasons(counts: pd.DataFrame, with_order: bool, words: Wording) -> Table:
    """Every row of the file by what became of it; the last line is the sum."""
    order = [*(key for key in ORDERED if key in set(counts["reason"])), *counts["reason"]]
    shown = counts.set_index("reason").loc[list(dict.fromkeys(order))]
    rows = [
        (
            reason_label(key, words.language),
            words.number(row["rows"]),
            words.money(row["amount"]),
            words.number(row["row"]) if row["rows"] else "",
            words.text(f"why.{key}"),
        )
        for key, row in shown.iterrows()
    ]
    rows.append(
        (words.text("quality.all"), words.number(shown["rows"].sum()), words.money(shown["amount"].sum()), "", "")
    )
    head = [words.text(f"quality.head.{name}") for name in ("became", "rows", "money", "row", "why")]
    return Table(head=head, rows=rows, words=frozenset({4}))


def _refunds(counts: pd.DataFrame, words: Wording) -> Table:
    rows = [
        (
            words.text("quality.refund_used")
            if row["reason"] == USABLE
            else reason_label(row["reason"], words.language),
            words.number(row["rows"]),
            words.money(row["amount"]),
            words.number(row["row"]) if row["rows"] else "",
        )
        for _, row in counts.iterrows()
    ]
    head = [words.text(f"quality.head.{name}") for name in ("became", "rows", "money", "row")]
    return Table(head=head, rows=rows, title=words.text("quality.refunds"))


def _statuses(statuses: pd.DataFrame, words: Wording) -> Table:
    shown = statuses.head(_MOST_STATUSES)
    rows = [
        (row.status, words.text(f"quality.taken.{row.taken}"), words.number(row.rows)) for row in shown.itertuples()
    ]
    if rest := int(statuses["rows"].iloc[_MOST_STATUSES:].sum()):
        taken = sorted(set(statuses["taken"].iloc[_MOST_STATUSES:]))
        names = words.listing([words.text(f"quality.taken.{one}") for one in taken])
        rows.append((words.text("quality.other_statuses"), names, words.number(rest)))
    head = [words.text(f"quality.head.{name}") for name in ("status", "taken", "rows")]
    return Table(head=head, rows=rows, words=frozenset({1}), title=words.text("quality.statuses"))
