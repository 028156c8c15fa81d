"""Measures, figures and explorers of customer value.

Importing the package costs next to nothing: a name is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "Ledger": "ledger",
    "LedgerError": "ledger",
    "MeasureError": "errors",
    "OTHERS": "segmenting",
    "RULES": "segmenting",
    "Rule": "segmenting",
    "bought_again": "orders",
    "check_orders": "orders",
    "frequency": "three_numbers",
    "migration": "moving",
    "migration_flow": "moving",
    "migration_shares": "moving",
    "monetary": "three_numbers",
    "read_ledger": "ledger",
    "recency": "three_numbers",
    "rfm": "three_numbers",
    "rfm_scores": "scoring",
    "say": "display",
    "score": "scoring",
    "score_cuts": "scoring",
    "segment_counts": "segmenting",
    "segment_label": "segmenting",
    "segments": "segmenting",
    "valid_orders": "orders",
}
"""Every public name and the module that holds it. No module is called like a function, which it would hide."""

_MODULES = ("explorers", "figures")

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
