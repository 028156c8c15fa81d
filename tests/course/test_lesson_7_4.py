"""Lesson 7.4: the checks hold to hand computations, the story to the sample, and the sentences to the figures."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from classroom.course import find_course
from classroom.one_language import keep_language
from customer_value import cluster_stability, explorers, rfm, scaled
from customer_value.settings import LANGUAGES
from solutions.lessons import l7_4

TASK = {task.id: task for task in l7_4.TASKS}


def code(name: str, language: str) -> str:
    """The code of one of the lesson's cells."""
    source = find_course().page("7.4").path.read_text(encoding="utf-8")
    (cell,) = re.findall(rf"^:name: {name}\n(?::tags: [^\n]*\n)?(.*?)^```$", source, flags=re.MULTILINE | re.DOTALL)
    return keep_language(cell, language)


def read(name: str, language: str, namespace: dict) -> str:
    """What a cell that ends in a sentence says with other values."""
    *lines, last = re.split(r"^(?=say\()", code(name, language), flags=re.MULTILINE)
    exec("".join(lines), namespace)
    return str(eval(last, namespace))


def two_years(ledger) -> pd.DataFrame:
    return rfm(ledger.orders, ledger.refunds, ledger.snapshot, days=730).set_index("customer_id")


def test_the_largest_spender_stands_where_arithmetic_says(ledger, other_ledger):
    for one in (ledger, other_ledger):
        logs = [np.log(1 + amount) for amount in two_years(one)["monetary"]]
        mean = sum(logs) / len(logs)
        spread = (sum((value - mean) ** 2 for value in logs) / len(logs)) ** 0.5
        assert TASK["7.4.top"].answer(one) == pytest.approx((max(logs) - mean) / spread)
        points = scaled(two_years(one), l7_4.COLUMNS, log=l7_4.SKEWED)
        assert TASK["7.4.top"].answer(one) == pytest.approx(points["monetary"].max())


def test_the_three_clusters_are_those_of_which_each_has_the_nearest_centre(ledger, other_ledger):
    from customer_value import kmeans

    for one in (ledger, other_ledger):
        people = two_years(one)
        points = scaled(people, l7_4.COLUMNS, log=l7_4.SKEWED)
        cluster = kmeans(points, 3)
        centres = points.groupby(cluster).mean()
        gaps = pd.DataFrame({k: ((points - centre) ** 2).sum(axis=1) for k, centre in centres.iterrows()})
        assert (gaps.idxmin(axis=1) == cluster).mean() > 0.99
        money = people["monetary"].groupby(cluster).sum()
        assert TASK["7.4.best-share"].answer(one) == pytest.approx(max(money) / people["monetary"].sum())


def test_on_the_sample_seven_do_not_hold_and_three_do(play, ledger):
    namespace, verdicts = play("7.4", "en", "instructor", ledger)
    assert {verdict.state for verdict in verdicts.values()} == {"correct"}
    found, n = namespace["found"].set_index("k"), len(namespace["people"])
    assert namespace["in_largest"] > 0.9 and namespace["apart"]
    assert namespace["level"] == 1 and 0 < found.loc[7, "silhouette"] - found.loc[7, "shuffled"] < 0.1
    assert found.loc[7, "agreement"] < 0.8 and found.loc[7, "smallest"] < n / 10
    assert found.loc[3, "agreement"] > 0.8 and found.loc[3, "smallest"] > n / 10
    assert namespace["n_versions"] == 3 and TASK["7.4.best-share"].answer(ledger) > 0.5
    # nearest over the border: days and orders that nobody could tell apart
    pair = namespace["pair"]
    assert pair["cluster"].nunique() == 2
    assert pair["recency"].max() - pair["recency"].min() < 30
    assert sorted(namespace["profiles"]["name"]) == ["Long silent", "Now and then", "Regulars"]


def test_the_four_customers_pair_up_by_eye_only_on_one_scale(play, other_ledger):
    namespace, _ = play("7.4", "en", "learner", other_ledger)
    assert namespace["as_they_stand"].drop("A").idxmin() == "B"
    assert namespace["on_one_scale"].drop("A").idxmin() == "C"


def test_the_explorer_shows_the_agreement_that_the_check_goes_by(ledger):
    people = two_years(ledger)
    points = scaled(people, l7_4.COLUMNS, log=l7_4.SKEWED)
    quality = l7_4._quality(ledger).reset_index()
    explorer = explorers.cluster_explorer(
        people, l7_4.COLUMNS, log=l7_4.SKEWED, start=3, quality=quality, language="en"
    )
    shown = {}
    for k in l7_4.KS:
        explorer.controls["k"].value = k
        shown[k] = float(re.search(r"agreement when drawn anew (\d\.\d\d)", explorer.picture.alt)[1])
    again = cluster_stability(points, 6, np.random.default_rng(0), rounds=3).mean()
    assert shown[6] == pytest.approx(again, abs=0.005)
    assert max(k for k, agreement in shown.items() if agreement >= 0.8) == TASK["7.4.finest"].answer(ledger)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whichever_way_it_falls_there_are_words_for_it(play, other_ledger, language):
    namespace, _ = play("7.4", language, "learner", other_ledger)
    said = set()
    for best in (0.1, 0.3, 0.6, 0.9):
        found = namespace["found"].assign(silhouette=best, shuffled=best + 0.3 - best)
        said.add(read("figure-read", language, namespace | {"found": found}))
    assert len(said) == 4

    said = set()
    for more in (-0.1, 0.03, 0.1, 0.2):
        found = namespace["found"].assign(silhouette=0.4, shuffled=0.4 - more)
        said.add(re.sub(r"\d", "", read("figure-read", language, namespace | {"found": found})))
    assert len(said) == 4

    crossed = pd.Series(range(len(namespace["people"])), index=namespace["people"].index) % 2 + 1
    alone, mixed = (read("raw-read", language, namespace | {"raw": raw}) for raw in (namespace["raw"], crossed))
    assert alone != mixed

    answers = []
    n = len(namespace["people"])
    for good in (0, 2, 3, 7):
        agreement = [0.9 if k <= good else 0.5 for k in namespace["found"]["k"]]
        found = namespace["found"].assign(agreement=agreement, smallest=n / 5)
        answers.append(read("versions-own", language, namespace | {"found": found}))
    assert len(set(answers)) == 4
    found = namespace["found"].assign(agreement=0.9, smallest=5)
    assert "5" in read("versions-own", language, namespace | {"found": found})
