"""The package as a whole: its public names, what importing it costs, its examples."""

from __future__ import annotations

import doctest
import importlib
import subprocess
import sys
import types

import pytest

import customer_value

MEASURE_MODULES = ("orders", "three_numbers", "scoring", "segmenting", "moving")
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
    assert modules == {"explorers", "figures"}
    for module in set(customer_value._HOMES.values()):
        importlib.import_module(f"customer_value.{module}")
        assert module not in customer_value._HOMES


def test_importing_the_package_loads_nothing_heavy():
    code = f"import sys, customer_value; print([name for name in {HEAVY!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("module", MEASURE_MODULES)
def test_the_examples_in_the_docstrings_run(module):
    loaded = importlib.import_module(f"customer_value.{module}")
    result = doctest.testmod(loaded)
    assert result.failed == 0
    assert result.attempted > 0


@pytest.mark.parametrize("module", MEASURE_MODULES)
def test_every_public_function_has_an_example(module):
    loaded = importlib.import_module(f"customer_value.{module}")
    public = [
        member
        for name, member in vars(loaded).items()
        if isinstance(member, types.FunctionType) and member.__module__ == loaded.__name__ and not name.startswith("_")
    ]
    assert public
    for function in public:
        assert ">>>" in (function.__doc__ or ""), f"{function.__name__} has no example"
