"""The gradebook as plain rows, which any database takes: for one that lies on a server."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from classroom.errors import KitError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

TOGETHER = 1_000
"""Rows that are written at a time."""

VERSION_TABLE = "alembic_version"
"""The table that says which shape nbgrader's tables have."""

_READERS = {"DateTime": dt.datetime.fromisoformat, "Interval": lambda seconds: dt.timedelta(seconds=seconds)}


def dump(url: str) -> Iterator[tuple[str, Iterator[str]]]:
    """nbgrader's tables, each with its rows as lines of JSON, as they are at one moment.

    The rows of a table have to be read before the next table is asked for.

    Args:
        url: of the database.

    Raises:
        KitError: it cannot be read, or has none of these tables.
    """
    from sqlalchemy import inspect, select

    with _connected(url) as connection:
        there = set(inspect(connection).get_table_names())
        if not {"student", "assignment"} <= there:
            raise KitError(f"The database {_shown(url)} holds no gradebook.")
        yield VERSION_TABLE, iter([json.dumps({"version_num": _version(connection)})])
        for table in _tables():
            rows = connection.execute(select(table).order_by(*table.primary_key.columns))
            yield table.name, (json.dumps(_plain(row._mapping), ensure_ascii=False) for row in rows)


def check_empty(url: str) -> None:
    """Say so where a gradebook already has people or assignments in it.

    Raises:
        KitError: it has, or cannot be reached.
    """
    from sqlalchemy import func, inspect, select

    with _connected(url) as connection:
        there = set(inspect(connection).get_table_names())
        for table in _tables():
            if table.name == "course" or table.name not in there:
                continue
            if connection.execute(select(func.count()).select_from(table)).scalar_one():
                raise KitError(
                    f"The gradebook {_shown(url)} is not empty; name an empty database with --gradebook, or say "
                    "--gradebook sqlite for one in the class folder."
                )


@contextmanager
def loading(url: str, course_id: str, language: str, lines: Mapping[str, Iterable[str]]) -> Iterator[None]:
    """Put rows into an empty gradebook; they are there once the block ends well, and not at all otherwise.

    Args:
        url: of the database.
        course_id: as nbgrader_config.py has it.
        language: of the class.
        lines: the rows of each table, as `dump` gave them.

    Raises:
        KitError: it is not empty, takes no such rows, or has tables of another shape.
    """
    from sqlalchemy import select

    from classroom.grading.gradebook import Book

    check_empty(url)
    Book.open(url, course_id, language).close()
    with _connected(url) as connection:
        for line in lines.get(VERSION_TABLE, ()):
            if json.loads(line)["version_num"] != _version(connection):
                raise KitError("The backup's gradebook is of another version of nbgrader than the one installed.")
        for table in _tables():
            there = set(connection.execute(select(table.c.id)).scalars()) if table.name == "course" else set()
            rows = (_typed(table, json.loads(line)) for line in lines.get(table.name, ()))
            batch: list[dict[str, Any]] = []
            for row in rows:
                if row["id"] in there:
                    continue
                batch.append(row)
                if len(batch) == TOGETHER:
                    connection.execute(table.insert(), batch)
                    batch = []
            if batch:
                connection.execute(table.insert(), batch)
        yield


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    from sqlalchemy.exc import SQLAlchemyError

    engine = _engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as problem:
        reason = next(iter(str(getattr(problem, "orig", None) or problem).strip().splitlines()), type(problem).__name__)
        raise KitError(f"The gradebook {_shown(url)} cannot be used: {reason.rstrip('.')}.") from problem
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError
    from sqlalchemy.pool import NullPool

    try:
        engine = create_engine(url, poolclass=NullPool)
    except (ArgumentError, NoSuchModuleError) as problem:
        raise KitError(f"{url!r} is not the address of a database; an example is sqlite:///gradebook.db.") from problem
    except ImportError as problem:
        raise KitError(f"This gradebook needs the Python package {problem.name!r}; install it first.") from problem
    # All tables as they are at one moment, whoever writes meanwhile.
    return engine.execution_options(isolation_level="REPEATABLE READ") if engine.name == "postgresql" else engine


def _tables() -> list[Any]:
    """nbgrader's tables, each behind those that it refers to."""
    from nbgrader import api

    return list(api.Base.metadata.sorted_tables)


def _version(connection: Connection) -> str:
    from sqlalchemy import text

    return str(connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none() or "")


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return value.isoformat()
        return value.total_seconds() if isinstance(value, dt.timedelta) else value

    return {name: plain(value) for name, value in row.items()}


def _typed(table: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for column in table.columns:
        value = row.get(column.name)
        reader = _READERS.get(type(column.type).__name__)
        found[column.name] = reader(value) if reader and value is not None else value
    return found


def _shown(url: str) -> str:
    from sqlalchemy import make_url

    return make_url(url).render_as_string(hide_password=True)
