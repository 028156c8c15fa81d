"""The data package: a folder of CSV files and the datapackage.json that describes them (Frictionless)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from customer_value.messages import message
from customer_value.settings import LANGUAGES
from generator.ledger import Draw
from generator.schema import LEDGER, PACKAGE, TRUTH, Column, Table, frictionless_type, unit

DESCRIPTION = "datapackage.json"


def write_package(folder: Path, tables: Mapping[str, pd.DataFrame], description: Mapping[str, Any]) -> None:
    """Write every table and then the description into a folder that exists.

    CSV is UTF-8 with a byte order mark and CRLF, which Excel on a Chinese Windows opens right.
    """
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")
    text = json.dumps(description, ensure_ascii=False, indent=2) + "\n"
    (folder / DESCRIPTION).write_text(text, encoding="utf-8", newline="\n")


def ledger_description(draw: Draw, language: str) -> dict[str, Any]:
    """The datapackage.json of a ledger in a language."""
    return {
        **_head(draw, "ledger", "package.title", language),
        "resources": [_resource(draw, table, language) for table in LEDGER],
    }


def truth_description(draw: Draw, language: str) -> dict[str, Any]:
    """The datapackage.json of a ledger's truth. One truth serves every language, so columns are described in each."""
    resources = [_resource(draw, table, language) for table in TRUTH]
    for resource, table in zip(resources, TRUTH, strict=True):
        for field, column in zip(resource["schema"]["fields"], table.columns, strict=True):
            for other in LANGUAGES:
                if other != language:
                    field[f"title_{other}"] = table.column_title(column, other)
                    field[f"description_{other}"] = table.column_description(column, other)
    return {**_head(draw, "truth", "package.truth_title", language), "resources": resources}


def _head(draw: Draw, what: str, title: str, language: str) -> dict[str, Any]:
    scenario, dates = draw.scenario, draw.scenario.dates
    return {
        "profile": "tabular-data-package",
        "name": f"{scenario.name}-{what}-{draw.seed}",
        "title": message(PACKAGE, title, language, title=scenario.title.get(language), seed=draw.seed),
        "language": language,
        "scenario": scenario.name,
        "seed": draw.seed,
        "currency": scenario.currency,
        "start": dates.start.isoformat(),
        "end": dates.end.isoformat(),
        "snapshot": dates.snapshot.isoformat(),
        "customers": draw.customers,
    }


def _resource(draw: Draw, table: Table, language: str) -> dict[str, Any]:
    keys: Sequence[dict[str, Any]] = [
        {"fields": column, "reference": {"resource": "" if other == table.name else other, "fields": _key_of(other)}}
        for column, other in table.refers.items()
    ]
    return {
        "name": table.name,
        "path": table.path,
        "profile": "tabular-data-resource",
        "title": table.title(language),
        "description": table.description(language),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n", "header": True},
        "schema": {
            "fields": [_field(draw, table, column, language) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _key_of(table: str) -> str:
    return next(one.key[0] for one in LEDGER if one.name == table)


def _field(draw: Draw, table: Table, column: Column, language: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": column.required}
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.values:
        constraints["enum"] = list(column.values)
    measured = unit(column, draw.scenario.currency, language)
    return {
        "name": column.name,
        "type": frictionless_type(column, draw.scenario.minor_digits),
        **({"unit": measured} if measured else {}),
        "title": table.column_title(column, language),
        "description": table.column_description(column, language),
        "constraints": constraints,
    }
