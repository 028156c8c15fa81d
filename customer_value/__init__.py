"""Measures, figures and explorers of customer value.

Importing the package costs next to nothing: a name is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module

from customer_value.measures import SUBJECTS

_HOMES = {
    "Ledger": "ledger",
    "LedgerError": "ledger",
    "MeasureError": "errors",
    "read_ledger": "ledger",
    "say": "display",
} | {name: f"measures.{subject}" for subject, names in SUBJECTS.items() for name in names}
"""Every public name and the module that holds it."""

_MODULES = ("explorers", "figures", "measures")

__all__ = sorted((*_HOMES, *_MODULES))  # noqa: PLE0605


def __getattr__(name: str) -> object:
    if name in _HOMES:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    elif name in _MODULES:
        value = import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
