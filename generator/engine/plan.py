"""What a run is to make: two runs with equal plans make equal bytes, so one may finish what the other began."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal

from generator.scenario import CoreScenario
from generator.schema import Table, ledger_of, truth_of

LARGEST_SEED = 2**63 - 1

FORMATS = ("csv", "parquet", "sqlite", "excel")
Format = Literal["csv", "parquet", "sqlite", "excel"]


class RequestError(ValueError):
    """A ledger was asked for that cannot be made; the message says why, in one sentence."""


@dataclass(frozen=True, kw_only=True)
class Folder:
    """One folder of tables.

    Attributes:
        kind: "ledger", or "truth" for what lies behind it.
        language: of the words in its tables and its description.
        tables: the names of its tables, in the schema's order.
    """

    kind: Literal["ledger", "truth"]
    language: str
    tables: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A ledger to be made: which, in which folders, how written.

    Attributes:
        scenario: the rules.
        seed: what decides every draw.
        customers: how many.
        folders: one for each language of the ledger, and one for the truth where it is wanted.
        format: of every folder.
    """

    scenario: CoreScenario
    seed: int
    customers: int
    folders: tuple[Folder, ...]
    format: Format = "csv"

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return math.ceil(self.customers / self.scenario.block)

    def customers_of(self, block: int) -> tuple[int, int]:
        """Index of a block's first customer, and how many it has."""
        first = block * self.scenario.block
        return first, min(self.scenario.block, self.customers - first)

    def schema(self, folder: Folder) -> tuple[Table, ...]:
        """What a folder's tables are."""
        every = ledger_of(self.scenario) if folder.kind == "ledger" else truth_of(self.scenario)
        return tuple(table for table in every if table.name in folder.tables)

    def record(self) -> dict[str, Any]:
        """The plan as JSON has it: equal for two runs exactly where every byte they write is."""
        rules = json.dumps(self.scenario.model_dump(mode="json", by_alias=True), sort_keys=True)
        return {
            "scenario": self.scenario.name,
            "rules": hashlib.blake2b(rules.encode(), digest_size=16).hexdigest(),
            "seed": self.seed,
            "customers": self.customers,
            "format": self.format,
            "folders": [
                {"kind": folder.kind, "language": folder.language, "tables": list(folder.tables)}
                for folder in self.folders
            ],
            "made_with": made_with(),
        }


def plan_of(
    scenario: CoreScenario,
    *,
    seed: int,
    customers: int,
    languages: tuple[str, ...] = ("en",),
    truth: bool = False,
    format: Format = "csv",
    tables: tuple[str, ...] | None = None,
) -> Plan:
    """A plan, after a look at whether it can be carried out.

    Args:
        languages: the ledger is made in each of them, in a folder of its own; the truth is described in the first.
        truth: whether the truth is wanted, which comes last of the folders.
        tables: only these of the ledger's tables; all when None.

    Raises:
        RequestError: no customers, a seed that does not fit 63 bits, a language, format or table that there is not.
    """
    if customers < 1:
        raise RequestError(f"A ledger needs at least one customer, not {customers}.")
    if not 0 <= seed <= LARGEST_SEED:
        raise RequestError(f"A seed is a whole number from 0 to {LARGEST_SEED}, not {seed}.")
    for language in languages:
        check_language(scenario, language)
    if format not in FORMATS:
        raise RequestError(f"There is no format {format!r}; there is {_listed(FORMATS)}.")
    there = tuple(table.name for table in ledger_of(scenario))
    for name in tables or ():
        if name not in there:
            raise RequestError(f"The scenario {scenario.name} has no table {name!r}; it has {_listed(there)}.")
    chosen = there if tables is None else tuple(name for name in there if name in tables)
    if not chosen:
        raise RequestError(f"Name at least one table; the scenario {scenario.name} has {_listed(there)}.")
    folders = [Folder(kind="ledger", language=language, tables=chosen) for language in languages]
    if truth:
        behind = tuple(table.name for table in truth_of(scenario))
        folders.append(Folder(kind="truth", language=languages[0], tables=behind))
    return Plan(scenario=scenario, seed=seed, customers=customers, folders=tuple(folders), format=format)


def check_language(scenario: CoreScenario, language: str) -> None:
    """See that a scenario's ledger can be written in a language. Raises RequestError where it cannot."""
    languages = getattr(scenario, "languages", ("en", "zh-Hant"))
    if language not in languages:
        raise RequestError(f"There is no language {language!r} for {scenario.name}; there is {_listed(languages)}.")


@cache
def made_with() -> str:
    """A digest of all that decides bytes besides the plan: this package's own files, and the libraries' versions."""
    import numpy
    import pyarrow
    import scipy

    digest = hashlib.blake2b(digest_size=16)
    for library in (numpy, pyarrow, scipy):
        digest.update(f"{library.__name__} {library.__version__}\n".encode())
    for name, content in sorted(_sources(resources.files("generator"), "")):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            found += _sources(entry, f"{name}/")
        elif entry.name.endswith((".py", ".toml")):
            found.append((name, entry.read_bytes()))
    return found


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
