"""A task of every kind, small enough to see through, for the tests of the tutor."""

from __future__ import annotations

import numpy as np
import pandas as pd

from customer_value.messages import Text
from tutor.shape import Column, Number
from tutor.task import (
    Case,
    ChoiceTask,
    Criterion,
    FunctionTask,
    GuessTask,
    Mistake,
    Option,
    OrderingTask,
    TextTask,
    ValueTask,
)


def text(words: str) -> Text:
    """The same words in both languages, marked, so that a test sees which one was shown."""
    return Text(f"{words} (en)", f"{words} (zh)")


def visits(table):
    return table.groupby("customer_id")["day"].nunique()


def visits_rows(table):
    return table.groupby("customer_id").size()


def visits_repeats(table):
    return visits(table) - 1


def visits_days_passed(table):
    return table.groupby("customer_id")["day"].max()


def draw_visits(rng: np.random.Generator):
    size = 60
    return {
        "table": pd.DataFrame(
            {
                "customer_id": [f"C{number:05d}" for number in rng.integers(1, 20, size=size)],
                "day": rng.integers(1, 25, size=size),
            }
        )
    }


SMALL = {"table": pd.DataFrame({"customer_id": ["C00001", "C00001", "C00002"], "day": [3, 3, 8]})}

VISITS = FunctionTask(
    id="a99.visits",
    title=text("Visits"),
    prompt=text("Write `visits(table)`."),
    points=2,
    lesson="7.1",
    hints=(text("first hint"), text("second hint"), text("third hint")),
    answer=visits,
    returns=Column(name="visits"),
    cases=(
        Case(key="small", name=text("the small table"), share=0.25, draw=draw_visits, printed=SMALL),
        Case(key="ordinary", name=text("an ordinary table"), share=0.75, draw=draw_visits, ordinary=True),
    ),
    mistakes=(
        Mistake(key="rows", wrong=visits_rows, message=text("You counted rows.")),
        Mistake(key="repeats", wrong=visits_repeats, message=text("You left out the first.")),
        Mistake(key="last-day", wrong=visits_days_passed, message=text("You took the last day.")),
    ),
)

SHARE = ValueTask(
    id="9.9.share",
    title=text("Share"),
    prompt=text("Put the share in `share`."),
    name="share",
    answer=lambda ledger: 0.25,
    returns=Number(unit="share"),
    mistakes=(Mistake(key="percent", wrong=lambda ledger: 25.0, message=text("You took it times 100.")),),
    hints=(text("only hint"),),
)


def option(key: str) -> Option:
    return Option(key=key, text=text(f"option {key}"), why=text(f"why {key}"))


QUIZ = ChoiceTask(
    id="9.9.quiz",
    title=text("Quiz"),
    prompt=text("Which `one`?"),
    options=(option("a"), option("b"), option("c")),
    right="b",
)
VOTE = ChoiceTask(id="9.9.vote", title=text("Vote"), prompt=text("Who?"), options=(option("a"), option("b")))
STEPS = OrderingTask(
    id="9.9.steps",
    title=text("Steps"),
    prompt=text("In which order?"),
    items=(option("c"), option("a"), option("b")),
    right=(("a", "b", "c"), ("a", "c", "b")),
)
RANKING = OrderingTask(id="9.9.ranking", title=text("Ranking"), prompt=text("Rank."), items=(option("x"), option("y")))
GUESS = GuessTask(
    id="9.9.guess", title=text("Guess"), prompt=text("How many?"), unit=text("per cent"), low=0, high=100, start=50
)
LETTER = TextTask(id="9.9.letter", title=text("Letter"), prompt=text("Write."), model=text("model sentences"))

MEANS = ChoiceTask(
    id="a97.means",
    title=text("Means"),
    prompt=text("What does it mean?"),
    points=1,
    options=(option("a"), option("b"), option("c")),
    right="b",
    name="it_means",
    hints=(text("first hint"), text("second hint"), text("third hint")),
)
LINES = OrderingTask(
    id="a97.lines",
    title=text("Lines"),
    prompt=text("Put them in order."),
    points=2,
    items=(option("group"), option("read"), option("stray"), option("sum")),
    right=(("read", "group", "sum"), ("group", "read", "sum")),
    name="lines",
)
PLAN = TextTask(
    id="a97.plan",
    title=text("Plan"),
    prompt=text("Write a plan."),
    points=3,
    model=text("model sentences"),
    rubric=(Criterion(text("Names a number"), 2), Criterion(text("Says what it costs"), 1)),
)

LESSON = (SHARE, QUIZ, VOTE, STEPS, RANKING, GUESS, LETTER)
