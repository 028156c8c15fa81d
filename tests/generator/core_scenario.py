"""A scenario with orders alone, for tests that change a value or two."""

from __future__ import annotations

from typing import Any

from generator.scenario import CoreScenario

CDNOW = {"r": 0.243, "alpha": 30.9, "a": 0.793, "b": 2.426}
"""CDNOW's parameters, alpha in days."""

PERSON = CDNOW | {
    "share": 1,
    "regularity": 1,
    "median": 26.7,
    "between": 0.208,
    "within": 0.347,
    "skew": 0.43,
    "correlation": 0.18,
    "first": -0.06,
    "one_time": -0.21,
    "smallest": 1,
}

CORE = {
    "name": "core",
    "title": {"en": "Orders alone", "zh-Hant": "只有訂單"},
    "currency": "USD",
    "minor_digits": 2,
    "dates": {"start": "2021-01-01", "end": "2022-06-30", "snapshot": "2022-03-31", "future_months": 36},
    "acquisition": {"months": {"2021-01": 1, "2021-02": 1, "2021-03": 1}},
    "person": PERSON,
}

SEASON = {
    "months": [0.7, 0.7, 0.9, 0.8, 1.0, 1.0, 0.9, 0.8, 1.1, 1.3, 1.7, 1.1],
    "weekdays": [1.1, 1.2, 1.2, 1.4, 1.0, 0.0, 1.1],
}


def core(values: dict[str, Any] | None = None, **sections: Any) -> CoreScenario:
    """The scenario with some values of persons, or whole sections, changed."""
    return CoreScenario.model_validate(CORE | {"person": PERSON | (values or {})} | sections)
