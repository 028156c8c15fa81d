"""The data package: what datapackage.json says of a folder of tables (Frictionless)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from customer_value.messages import message
from customer_value.settings import LANGUAGES
from generator.schema import PACKAGE, Column, Table, frictionless_type, unit

if TYPE_CHECKING:
    from generator.engine.plan import Folder, Plan
    from generator.scenario import CoreScenario

DESCRIPTION = "datapackage.json"

MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "excel": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def description(plan: Plan, folder: Folder, paths: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The datapackage.json of one of a plan's folders.

    One truth serves every language, so its columns are described in each.

    Args:
        paths: the files of each table, relative to the folder.
    """
    scenario, language = plan.scenario, folder.language
    tables = plan.schema(folder)
    resources = [_resource(scenario, tables, table, language, plan.format, paths[table.name]) for table in tables]
    if folder.kind == "truth":
        for resource, table in zip(resources, tables, strict=True):
            for field, column in zip(resource["schema"]["fields"], table.columns, strict=True):
                for other in LANGUAGES:
                    if other != language:
                        field[f"title_{other}"] = table.column_title(column, other)
                        field[f"description_{other}"] = table.column_description(column, other)
    dates = scenario.dates
    title = "package.title" if folder.kind == "ledger" else "package.truth_title"
    return {
        "profile": "tabular-data-package",
        "name": f"{scenario.name}-{folder.kind}-{plan.seed}",
        "title": message(PACKAGE, title, language, title=scenario.title.get(language), seed=plan.seed),
        "language": language,
        "scenario": scenario.name,
        "seed": plan.seed,
        "currency": scenario.currency,
        "start": dates.start.isoformat(),
        "end": dates.end.isoformat(),
        "snapshot": dates.snapshot.isoformat(),
        "customers": plan.customers,
        "resources": resources,
    }


def in_format(package: Mapping[str, Any], format: str, paths: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The description of the same tables in files of another format.

    Args:
        paths: the files of each table, relative to the folder.
    """
    resources = []
    for resource in package["resources"]:
        name = resource["name"]
        kept = {key: value for key, value in resource.items() if key not in ("encoding", "dialect", "schema")}
        resources.append(
            {
                **kept,
                "path": _path(paths[name]),
                "format": format,
                "mediatype": MEDIA_TYPES[format],
                **_dialect(format, name),
                "schema": resource["schema"],
            }
        )
    return {**package, "resources": resources}


def _path(paths: Sequence[str]) -> str | list[str]:
    """As Frictionless has it: one file by its name, several as a list."""
    return paths[0] if len(paths) == 1 else list(paths)


def _resource(
    scenario: CoreScenario,
    tables: Sequence[Table],
    table: Table,
    language: str,
    format: str,
    paths: Sequence[str],
) -> dict[str, Any]:
    there = {one.name: one for one in tables}
    keys = [
        {
            "fields": column,
            "reference": {"resource": "" if other == table.name else other, "fields": there[other].key[0]},
        }
        for column, other in table.refers.items()
        if other in there and there[other].key
    ]
    return {
        "name": table.name,
        "path": _path(paths),
        "profile": "tabular-data-resource",
        "title": table.title(language),
        "description": table.description(language),
        "format": format,
        "mediatype": MEDIA_TYPES[format],
        **_dialect(format, table.name),
        "schema": {
            "fields": [_field(scenario, table, column, language) for column in table.columns],
            "missingValues": [""],
            **({"primaryKey": list(table.key)} if table.key else {}),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _dialect(format: str, table: str) -> dict[str, Any]:
    """How the table is to be found in its file, and read."""
    match format:
        case "csv":
            return {"encoding": "utf-8", "dialect": {"lineTerminator": "\r\n", "header": True}}
        case "sqlite":
            return {"dialect": {"table": table}}
        case "excel":
            return {"dialect": {"sheet": table}}
    return {}


def _field(scenario: CoreScenario, table: Table, column: Column, language: str) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": column.required}
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.values:
        constraints["enum"] = list(column.values)
    measured = unit(column, scenario.currency, language)
    return {
        "name": column.name,
        "type": frictionless_type(column, scenario.minor_digits),
        **({"decimals": scenario.minor_digits} if column.type == "money" and scenario.minor_digits else {}),
        **({"unit": measured} if measured else {}),
        "title": table.column_title(column, language),
        "description": table.column_description(column, language),
        "constraints": constraints,
    }
