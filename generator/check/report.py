"""The realism report: a page and a file of figures from what a check found."""

from __future__ import annotations

import dataclasses
import json
import math
from importlib import resources
from typing import Any

from generator.check.findings import Comparison, Findings, Side
from generator.check.published import published
from generator.check.tables import (
    Measured,
    bound_rows,
    distance_rows,
    failures,
    judged,
    law_rows,
    sections,
    tale_rows,
)
from generator.check.wording import Wording


def page(found: Findings, language: str) -> str:
    """The report as one HTML file that needs nothing else.

    Args:
        language: "en" or "zh-Hant".
    """
    from jinja2 import Environment, StrictUndefined

    words = Wording(language)
    source = resources.files("generator.check").joinpath("report.html.jinja").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    stored = [Measured(name=one.name, profile=one.profile, details=one.details) for one in published().values()]
    columns = _columns(found, stored, words)
    return environment.from_string(source).render(
        language=language,
        words=words.text,
        title=found.title,
        passes=found.passes,
        verdict=verdict(found, language),
        failures=failures(found.laws, found.bounds, words),
        compared=_compared(found, words),
        pictures=_pictures(found, stored, words) if found.own.profile else {},
        columns=[column.name for column in columns],
        sections=sections(columns, stored, words) if columns else [],
        judge=_judge(found.comparison, words),
        distances=_distances(found.comparison, words),
        bounds=bound_rows(found.bounds, words),
        laws=law_rows(found.laws, words),
    )


def verdict(found: Findings, language: str) -> str:
    """What the check comes to, in one sentence."""
    words = Wording(language)
    broken = sum(not law.holds for law in found.laws)
    outside = sum(not bound.holds for bound in found.bounds)
    key = {
        (False, False): "passes" if found.bounds else "passes_small",
        (True, False): "fails_laws",
        (False, True): "fails_bounds",
        (True, True): "fails_both",
    }[broken > 0, outside > 0]
    counts = {"laws": len(found.laws), "bounds": len(found.bounds), "broken": broken, "outside": outside}
    sentence = words.text(f"verdict.{key}", **counts)
    judge = found.comparison.judge if found.comparison else None
    if judge is None:
        return sentence + words.text("verdict.unjudged")
    return sentence + words.text(
        "verdict.judged",
        real=found.comparison.real.name,
        auc=words.percent(judge.value),
        words=words.text(f"judge.{judged(judge.value)}"),
    )


def data(found: Findings, language: str) -> str:
    """The report as JSON; what is not known is null."""
    stored = {key: {"profile": one.profile, "details": one.details} for key, one in published().items()}
    compared = found.comparison
    content = {
        "verdict": verdict(found, language),
        "passes": found.passes,
        "ledger": str(found.ledger),
        "title": found.title,
        "scenario": found.scenario,
        "seed": found.seed,
        "failures": failures(found.laws, found.bounds, Wording(language)),
        "laws": [_plain(law) | {"holds": law.holds} for law in found.laws],
        "bounds": [_plain(bound) | {"holds": bound.holds} for bound in found.bounds],
        "rows_left_out": found.unread,
        "own": _side(found.own),
        "against": None
        if compared is None
        else _side(compared.real)
        | {
            "distances": _plain(compared.distances),
            "chance": _plain(compared.chance),
            "auc": _plain(compared.judge),
            "orders_added_by_day": compared.by_day,
            "spans_differ": compared.longer,
        },
        "published": _plain(stored),
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _columns(found: Findings, stored: list[Measured], words: Wording) -> list[Measured]:
    """The ledger, the real one unless it is among those published, and these."""
    if found.own.profile is None:
        return []
    own = Measured(name=words.text("this"), profile=found.own.profile, details=found.own.details)
    names = {one.name for one in stored}
    real = found.comparison.real if found.comparison else None
    if real is None or real.profile is None:
        return [own, *stored]
    measured = Measured(name=real.name, profile=real.profile, details=real.details)
    return (
        [own, *(measured if one.name == real.name else one for one in stored)]
        if real.name in names
        else [
            own,
            measured,
            *stored,
        ]
    )


def _compared(found: Findings, words: Wording) -> list[str]:
    """What was compared and what was done to it, in sentences."""
    if found.own.profile is None:
        said = [words.text("compared.own_small")]
    else:
        said = [words.text("compared.own", **_size(found.own, words))]
    if found.unread:
        said.append(words.text("compared.unread", count=words.number(found.unread)))
    if found.comparison:
        real = found.comparison.real
        said.append(words.text("compared.real", name=real.name, **_size(real, words)))
        notes = {
            "scaled": found.comparison.distances.scaled,
            "by_day": found.comparison.by_day,
            "longer": found.comparison.longer,
        }
        said += [words.text(f"compared.{key}") for key, is_so in notes.items() if is_so]
    sources = words.text("sources.separator").join(words.text(f"sources.{key}") for key in published())
    said.append(words.text("compared.published", sources=sources))
    return said


def _size(side: Side, words: Wording) -> dict[str, str]:
    return {
        "customers": words.number(side.profile.customers),
        "orders": words.number(side.profile.orders),
        "days": words.number(side.profile.days),
        "end": f"{side.end:%Y-%m-%d}",
    }


def _pictures(found: Findings, stored: list[Measured], words: Wording) -> dict[str, str]:
    """Every picture as an img element."""
    from generator.check.pictures import Drawn, pictures

    real = found.comparison.real if found.comparison else None
    scaled = found.comparison.distances.scaled if found.comparison else False
    sides = [(words.text("this"), found.own), *([(real.name, real)] if real else [])]
    shown = [
        Drawn(
            name=name,
            profile=side.profile,
            orders=side.orders,
            scale=float(side.orders["value"].median()) if scaled else 1.0,
        )
        for name, side in sides
    ]
    if real is None:
        shown += [Drawn(name=one.name, profile=one.profile, orders=None) for one in stored]
    drawn = pictures(shown, "" if scaled else found.own.currency, words)
    return {name: picture.img("picture") for name, picture in drawn.items()}


def _judge(found: Comparison | None, words: Wording) -> dict[str, Any] | None:
    if found is None:
        return None
    if found.judge is None:
        return {"few": words.text("judge.few")}
    return {
        "few": "",
        "value": words.number(found.judge.value, 3),
        "words": words.text(f"judge.{judged(found.judge.value)}"),
        "meaning": words.text(
            "judge.meaning", customers=words.number(found.judge.customers), sd=words.number(found.judge.sd, 3)
        ),
        "another": words.text("judge.another", real=found.real.name) if found.judge.value >= 0.6 else "",
        "tales": tale_rows(found.judge, words),
    }


def _distances(found: Comparison | None, words: Wording) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"real": found.real.name, "rows": distance_rows(found, words)}


def _side(side: Side) -> dict[str, Any]:
    return {
        "name": side.name,
        "source": side.source,
        "end": f"{side.end:%Y-%m-%d}",
        "currency": side.currency,
        "profile": _plain(side.profile),
        "details": _plain(side.details),
    }


def _plain(value: Any) -> Any:
    """Data classes as dictionaries, tuples as lists, NaN as None."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float) and math.isnan(value):
        return None
    return value
