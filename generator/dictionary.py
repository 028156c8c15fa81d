"""The data dictionary: the schema as a page people read, in a language."""

from __future__ import annotations

from customer_value.messages import message
from generator.scenario import CoreScenario
from generator.schema import PACKAGE, Column, Table, frictionless_type, ledger_of, truth_of, unit


def dictionary(scenario: CoreScenario, language: str) -> str:
    """The whole page as Markdown."""

    def say(key: str, **fields: object) -> str:
        return message(PACKAGE, f"dictionary.{key}", language, **fields).strip()

    whole = "" if scenario.minor_digits else message(PACKAGE, "dictionary.whole", language)
    parts = [f"# {say('title')}", say("intro", currency=scenario.currency, whole=whole)]
    parts += [_table(scenario, table, language) for table in ledger_of(scenario)]
    parts.append(say("truth"))
    parts += [_table(scenario, table, language) for table in truth_of(scenario)]
    parts.append(f"<!-- {say('note')} -->")
    return "\n\n".join(parts) + "\n"


def _table(scenario: CoreScenario, table: Table, language: str) -> str:
    def say(key: str, **fields: object) -> str:
        return message(PACKAGE, f"dictionary.{key}", language, **fields)

    stop = "." if language == "en" else "。"
    joint = "; " if language == "en" else "；"
    colon = ": " if language == "en" else "："
    keys = [f"{say('key')}{colon}" + ", ".join(f"`{name}`" for name in table.key)]
    keys += [say("refers", column=f"`{column}`", table=f"`{other}`") for column, other in table.refers.items()]
    rows = [_row(scenario, table, column, language) for column in table.columns]
    return "\n".join(
        [
            f"## {table.title(language)} `{table.path}`",
            "",
            table.description(language),
            joint.join(keys) + stop,
            "",
            say("columns"),
            "|---|---|---|---|---|",
            *rows,
        ]
    )


def _row(scenario: CoreScenario, table: Table, column: Column, language: str) -> str:
    kind = message(PACKAGE, f"types.{frictionless_type(column, scenario.minor_digits)}", language)
    if not column.required:
        kind = message(PACKAGE, "dictionary.may_be_empty", language, type=kind)
    cells = [
        f"`{column.name}`",
        table.column_title(column, language),
        kind,
        unit(column, scenario.currency, language),
        table.column_description(column, language),
    ]
    return "| " + " | ".join(cells) + " |"
