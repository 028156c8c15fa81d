"""Segments: names for groups of RFM scores, given by a list of rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import Frame, checked, collected, open_frame, typed
from customer_value.measures._arguments import listed
from customer_value.messages import catalogue

OTHERS = "others"
"""The segment of the customers whom no rule fits."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A segment and the scores that belong to it.

    Attributes:
        segment: the segment's key, such as "champions"; `segment_label` gives its name in a language.
        r, f, m: lowest and highest score of recency, frequency and monetary value, both included.

    Raises:
        MeasureError: an interval runs backwards.
    """

    segment: str
    r: tuple[int, int] = (1, 5)
    f: tuple[int, int] = (1, 5)
    m: tuple[int, int] = (1, 5)

    def __post_init__(self) -> None:
        for letter in "rfm":
            low, high = getattr(self, letter)
            if low > high:
                raise MeasureError(
                    f"The rule for {self.segment!r} has {letter} = ({low}, {high}); the lower score comes first."
                )


RULES = (
    Rule(segment="champions", r=(5, 5), f=(5, 5), m=(5, 5)),
    Rule(segment="potential_loyalist", r=(3, 5), f=(3, 5), m=(2, 5)),
    Rule(segment="loyal", r=(2, 4), f=(2, 4), m=(2, 4)),
    Rule(segment="promising", r=(3, 4), f=(1, 3), m=(3, 5)),
    Rule(segment="new_customers", r=(4, 5), f=(1, 3), m=(1, 5)),
    Rule(segment="cant_lose_them", r=(1, 2), f=(3, 4), m=(4, 5)),
    Rule(segment="at_risk", r=(1, 2), f=(2, 5), m=(4, 5)),
    Rule(segment="need_attention", r=(1, 3), f=(3, 5), m=(3, 5)),
    Rule(segment="about_to_sleep", r=(2, 3), f=(1, 3), m=(1, 4)),
    Rule(segment="lost", r=(1, 1), f=(1, 5), m=(1, 5)),
)
"""Ten published rules, in the order they are tried; after the R package rfm, which calls naming very subjective."""


def segments(scores: Any, rules: Sequence[Rule] = RULES) -> Any:
    """Name every customer's segment by the first rule that fits their three scores.

    The rules are tried from the top and overlap: the first that fits decides, and whom none fits is "others". So
    every customer is in exactly one segment, and the same rules in another order give other segments.

    There is no standard for the names. These ten intervals are those of the R package rfm, whose authors call naming
    "very subjective" and whose earlier version had others. They say where a rule was drawn, not what customers are
    like: write your own where they do not help a decision.

    Args:
        scores: a frame with `r_score`, `f_score`, `m_score`, as `rfm_scores` returns it; other columns stay.
        rules: the rules, tried from the top.

    Returns:
        The same kind of frame with one more column, `segment`: the key of the rule, such as "champions", or "others".
        A customer with a missing score fits no rule that asks for that score and so ends up in "others".

    Raises:
        MeasureError: a score column is missing or holds no numbers, two rules have one name, a rule is called
            "others", or a score is higher than any rule goes (the rules were written for fewer scores).

    Examples:
        >>> import pandas as pd
        >>> scores = pd.DataFrame({"customer_id": ["A", "B", "C"], "r_score": [5, 1, 2], "f_score": [5, 2, 1],
        ...                        "m_score": [5, 1, 5]})
        >>> segments(scores)[["customer_id", "segment"]]
          customer_id    segment
        0           A  champions
        1           B       lost
        2           C     others

        With rules of one's own:

        >>> rules = [Rule(segment="call", r=(1, 2), m=(4, 5)), Rule(segment="thank", r=(4, 5))]
        >>> segments(scores, rules)["segment"].tolist()
        ['thank', 'others', 'call']
    """
    columns = {"r": "r_score", "f": "f_score", "m": "m_score"}
    frame = checked(
        open_frame(scores, "scores", tuple(columns.values())), "scores", **dict.fromkeys(columns.values(), "number")
    )
    _check_rules(rules)
    _check_range(frame, columns, rules)
    segment: nw.Expr = nw.lit(OTHERS)
    for rule in reversed(rules):
        fits = [nw.col(column).is_between(*getattr(rule, letter)) for letter, column in columns.items()]
        segment = nw.when(*fits).then(nw.lit(rule.segment)).otherwise(segment)
    return frame.with_columns(segment=segment).to_native()


def segment_counts(segmented: Any, rules: Sequence[Rule] = RULES) -> pd.DataFrame:
    """How many customers each segment has, and their share of all.

    Args:
        segmented: a frame with `segment`, as `segments` returns it. A lazy frame is run.
        rules: the rules it was made with.

    Returns:
        A pandas frame, one row per rule in the rules' order and then "others", also where nobody is in it:
        `segment`, `customers` (count) and `share` (0 to 1; the shares sum to 1, and are NaN without any customer).

    Raises:
        MeasureError: the column is missing, or holds a segment that the rules do not name.

    Examples:
        >>> import pandas as pd
        >>> rules = [Rule(segment="call", r=(1, 2), m=(4, 5)), Rule(segment="thank", r=(4, 5))]
        >>> segment_counts(pd.DataFrame({"segment": ["thank", "others", "thank", "thank"]}), rules)
          segment  customers  share
        0    call          0   0.00
        1   thank          3   0.75
        2  others          1   0.25
    """
    _check_rules(rules)
    frame = typed(open_frame(segmented, "segmented", ["segment"]), "segmented", segment="text")
    counts = frame.group_by("segment").agg(customers=nw.len())
    counts = collected(counts)
    found = dict(counts.select("segment", "customers").rows())
    order = [*(rule.segment for rule in rules), OTHERS]
    if unknown := sorted(map(str, set(found) - set(order))):
        raise MeasureError(f"segmented['segment'] holds {', '.join(unknown)}, which no rule names; give its rules.")
    table = pd.DataFrame({"segment": order, "customers": [int(found.get(key, 0)) for key in order]})
    return table.assign(share=table["customers"] / table["customers"].sum())


def segment_label(segment: str, language: str | None = None) -> str:
    """The name of a segment in a language; the key itself where it is one of your own.

    Args:
        segment: a key such as "champions".
        language: "en" or "zh-Hant"; the notebook's own when None.

    Examples:
        >>> segment_label("at_risk", "en"), segment_label("at_risk", "zh-Hant"), segment_label("call", "en")
        ('At risk', '有流失風險', 'call')
    """
    text = catalogue("customer_value").get(f"segments.{segment}")
    return segment if text is None else text.get(language)


def _check_rules(rules: Iterable[Rule]) -> None:
    for rule in listed(rules, "rules"):
        if not isinstance(rule, Rule):
            raise MeasureError(f"rules holds {rule!r}; give Rule(segment=..., r=..., f=..., m=...).")
    names = [rule.segment for rule in rules]
    if not names:
        raise MeasureError("rules is empty; give at least one Rule.")
    if OTHERS in names:
        raise MeasureError(f"A rule is called {OTHERS!r}, which is the name of whom no rule fits; call it otherwise.")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise MeasureError(f"Two rules are called {', '.join(twice)}; give each its own name.")


def _check_range(frame: Frame, columns: dict[str, str], rules: Iterable[Rule]) -> None:
    """An eager frame's scores against the rules: five-score rules on ten scores would fill "others" unnoticed."""
    if isinstance(frame, nw.LazyFrame) or not len(frame):
        return
    for letter, column in columns.items():
        lowest, highest = frame[column].min(), frame[column].max()
        top = max(getattr(rule, letter)[1] for rule in rules)
        if lowest is not None and lowest < 1:
            raise MeasureError(
                f"scores[{column!r}] goes down to {lowest:g}; scores begin at 1, as rfm_scores gives them."
            )
        if highest is not None and highest > top:
            raise MeasureError(
                f"scores[{column!r}] goes up to {highest:g}, but no rule goes beyond {top}; write rules for these "
                "scores, or score with bins=5."
            )
