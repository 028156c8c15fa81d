"""The package as a whole: its public names, what importing it costs, its examples."""

from __future__ import annotations

import doctest
import importlib
import subprocess
import sys
import types
from pathlib import Path

import pytest

import customer_value
from customer_value.measures import SUBJECTS

HEAVY = ("pandas", "narwhals", "numpy", "matplotlib", "seaborn", "ipywidgets")


def test_the_names_that_lessons_import_are_there():
    from customer_value import (
        bought_again,
        explorers,
        figures,
        migration,
        read_ledger,
        rfm,
        rfm_scores,
        say,
        segments,
        valid_orders,
    )

    functions = (bought_again, migration, read_ledger, rfm, rfm_scores, say, segments, valid_orders)
    assert all(callable(function) for function in functions)
    assert isinstance(figures, types.ModuleType)
    assert isinstance(explorers, types.ModuleType)


@pytest.mark.parametrize("name", customer_value.__all__)
def test_every_public_name_can_be_had(name):
    assert getattr(customer_value, name) is not None
    assert name in dir(customer_value)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'recency_of_all'"):
        customer_value.recency_of_all  # noqa: B018


def test_no_module_hides_a_function_of_its_name():
    modules = {name for name in customer_value.__all__ if isinstance(getattr(customer_value, name), types.ModuleType)}
    assert modules == {"explorers", "figures", "measures"}
    for module in set(customer_value._HOMES.values()):
        importlib.import_module(f"customer_value.{module}")
        assert module not in customer_value._HOMES


def test_every_measure_stands_under_one_subject():
    names = [name for named in SUBJECTS.values() for name in named]
    assert len(names) == len(set(names))
    folder = Path(customer_value.measures.__file__).parent
    modules = {path.relative_to(folder).with_suffix("") for path in folder.rglob("*.py")}
    public = {".".join(path.parts) for path in modules if not path.name.startswith("_")}
    assert public == set(SUBJECTS)


def test_importing_the_package_loads_nothing_heavy():
    code = f"import sys, customer_value; print([name for name in {HEAVY!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_examples_in_the_docstrings_run(subject):
    result = doctest.testmod(importlib.import_module(f"customer_value.measures.{subject}"))
    assert result.failed == 0
    assert result.attempted > 0


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_public_is_listed_and_every_function_has_an_example(subject):
    loaded = importlib.import_module(f"customer_value.measures.{subject}")
    own = {
        name: member
        for name, member in vars(loaded).items()
        if isinstance(member, types.FunctionType | type)
        and member.__module__ == loaded.__name__
        and not name.startswith("_")
    }
    listed = set(SUBJECTS[subject])
    assert set(own) <= listed
    assert all(hasattr(loaded, name) for name in listed)
    for name, member in own.items():
        if isinstance(member, types.FunctionType):
            assert ">>>" in (member.__doc__ or ""), f"{name} has no example"
            assert "Args:" in member.__doc__, f"{name} does not say what it takes"
