"""Classifiers: the same whatever the order of rows, honest probabilities, a tree that can be read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import (
    MeasureError,
    discriminant_scores,
    discriminant_weights,
    fit_discriminant,
    fit_tree,
    probabilities,
    tree_nodes,
)

FEATURES = ["recency", "monetary"]
FITS = pytest.mark.parametrize("fit", [fit_discriminant, fit_tree])


def people(n: int = 300, seed: int = 3) -> pd.DataFrame:
    """Customers of whom recent ones and big spenders are premium more often."""
    rng = np.random.default_rng(seed)
    recency, monetary = rng.integers(0, 400, n), rng.gamma(2, 2000, n).round()
    chance = 1 / (1 + np.exp(0.015 * (recency - 60) - 0.0006 * (monetary - 4000)))
    return pd.DataFrame({"recency": recency, "monetary": monetary, "premium": rng.random(n) < chance})


PEOPLE = people()


@FITS
@given(seed=st.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_does_not_decide(fit, seed):
    shuffled = PEOPLE.sample(frac=1, random_state=seed)
    one, other = (probabilities(fit(table, FEATURES), PEOPLE) for table in (PEOPLE, shuffled))
    assert one.tolist() == other.tolist()


@FITS
def test_probabilities_keep_the_index_and_say_who_is_likelier(fit):
    found = probabilities(fit(PEOPLE, FEATURES), PEOPLE.set_axis(range(1000, 1300)))
    assert found.index[0] == 1000
    assert found.between(0, 1).all()
    assert found[PEOPLE["premium"].to_numpy()].mean() > found[~PEOPLE["premium"].to_numpy()].mean() + 0.1


@FITS
def test_of_the_customers_it_was_fitted_on_the_mean_probability_is_about_their_rate(fit):
    assert probabilities(fit(PEOPLE, FEATURES), PEOPLE).mean() == pytest.approx(PEOPLE["premium"].mean(), abs=0.02)


@FITS
def test_other_customers_may_lack_the_label_but_no_feature(fit):
    model = fit(PEOPLE, FEATURES)
    assert len(probabilities(model, people(20, 8).drop(columns="premium"))) == 20
    assert probabilities(model, PEOPLE.iloc[:0]).empty
    with pytest.raises(MeasureError, match="table has no column 'recency'"):
        probabilities(model, PEOPLE.drop(columns="recency"))


# Discriminant analysis


def test_scores_are_log_odds_and_a_weighted_sum():
    model = fit_discriminant(PEOPLE, FEATURES)
    scores, chances = discriminant_scores(model, PEOPLE), probabilities(model, PEOPLE)
    assert scores.to_numpy() == pytest.approx(np.log(chances / (1 - chances)).to_numpy())
    weights = discriminant_weights(model).set_index("feature")
    sums = sum(PEOPLE[feature] * weights.loc[feature, "weight"] for feature in FEATURES)
    assert (scores - sums).std() == pytest.approx(0, abs=1e-9)
    assert weights.loc["monetary", "per_spread"] == pytest.approx(
        weights.loc["monetary", "weight"] * PEOPLE["monetary"].std(ddof=0)
    )
    assert weights.loc["recency", "weight"] < 0 < weights.loc["monetary", "weight"]


def test_with_one_feature_the_score_is_the_formula_of_the_textbook():
    rng = np.random.default_rng(2)
    table = pd.DataFrame({"x": [*rng.normal(3, 1, 40), *rng.normal(0, 1, 60)], "premium": [True] * 40 + [False] * 60})
    one, other = table.loc[table["premium"], "x"], table.loc[~table["premium"], "x"]
    pooled = (((one - one.mean()) ** 2).sum() + ((other - other.mean()) ** 2).sum()) / 100
    weight = (one.mean() - other.mean()) / pooled
    constant = np.log(40 / 60) - weight * (one.mean() + other.mean()) / 2
    found = discriminant_scores(fit_discriminant(table, "x"), table)
    assert found.to_numpy() == pytest.approx((constant + weight * table["x"]).to_numpy())


def test_other_units_change_no_score():
    one = discriminant_scores(fit_discriminant(PEOPLE, FEATURES), PEOPLE)
    cents = PEOPLE.assign(monetary=PEOPLE["monetary"] * 100)
    model = fit_discriminant(cents, FEATURES)
    assert discriminant_scores(model, cents).to_numpy() == pytest.approx(one.to_numpy())
    assert discriminant_weights(model)["per_spread"].tolist() == pytest.approx(
        discriminant_weights(fit_discriminant(PEOPLE, FEATURES))["per_spread"].tolist()
    )


# Decision tree


def test_the_nodes_tell_where_every_customer_ends():
    model = fit_tree(PEOPLE, FEATURES, depth=3, least=15)
    nodes = tree_nodes(model).set_index("node")
    assert nodes.index[0] == 0
    ends = []
    for row in PEOPLE.to_dict("records"):
        node = 0
        while isinstance(nodes.loc[node, "feature"], str):
            answer = "yes" if row[nodes.loc[node, "feature"]] <= nodes.loc[node, "at_most"] else "no"
            (node,) = nodes.index[(nodes["parent"] == node) & (nodes["answer"] == answer)]
        ends.append(node)
    found = PEOPLE["premium"].groupby(pd.Series(ends)).agg(["size", "mean"])
    leaves = nodes[nodes["feature"].isna()].sort_index()
    assert found["size"].tolist() == leaves["customers"].tolist()
    assert found["mean"].tolist() == pytest.approx(leaves["share"].tolist())
    assert probabilities(model, PEOPLE).tolist() == pytest.approx(leaves["share"][ends].tolist())
    assert leaves["customers"].min() >= 15
    assert nodes["depth"].max() <= 3


def test_children_add_up_to_their_parent():
    nodes = tree_nodes(fit_tree(PEOPLE, FEATURES))
    assert nodes.loc[0, ["customers", "share"]].tolist() == [300, pytest.approx(PEOPLE["premium"].mean())]
    for node in nodes.to_dict("records"):
        children = nodes[nodes["parent"] == node["node"]]
        if len(children):
            assert children["answer"].tolist() == ["yes", "no"]
            assert children["customers"].sum() == node["customers"]
            mean = (children["customers"] * children["share"]).sum() / node["customers"]
            assert mean == pytest.approx(node["share"])


def test_a_deep_tree_knows_its_customers_by_heart_and_is_wrong_about_others():
    others = people(300, 9)
    deep, flat = fit_tree(PEOPLE, FEATURES, depth=30, least=1), fit_tree(PEOPLE, FEATURES)

    def right(model, table: pd.DataFrame) -> float:
        return float(((probabilities(model, table) > 0.5) == table["premium"]).mean())

    assert right(deep, PEOPLE) == 1
    assert right(deep, others) < right(flat, others)


def test_where_no_question_helps_the_tree_is_one_leaf():
    nodes = tree_nodes(fit_tree(PEOPLE.assign(recency=1), ["recency"]))
    assert len(nodes) == 1
    assert nodes["feature"].isna().all()


TREE, LINE = fit_tree(PEOPLE, FEATURES), fit_discriminant(PEOPLE, FEATURES)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: fit_tree(PEOPLE, [*FEATURES, "premium"]), "features has 'premium', which is what is to be predicted"),
        (lambda: fit_discriminant(PEOPLE, ["age"]), "table has no column 'age'"),
        (lambda: fit_tree(PEOPLE.assign(recency=np.inf), FEATURES), r"table\['recency'\] is infinite on"),
        (lambda: fit_tree(PEOPLE.assign(recency=np.nan), FEATURES), r"table\['recency'\] is missing on 300 of 300"),
        (
            lambda: fit_tree(PEOPLE.assign(premium=2), FEATURES),
            r"table\['premium'\] holds .* it has to say true or false",
        ),
        (lambda: fit_tree(PEOPLE.assign(premium=True), FEATURES), "is true for 300 and false for 0 customers"),
        (lambda: fit_discriminant(PEOPLE.iloc[:0], FEATURES), "is true for 0 and false for 0 customers"),
        (lambda: fit_tree(PEOPLE, FEATURES, depth=0), "depth is 0"),
        (lambda: fit_tree(PEOPLE, FEATURES, least=0.5), "least is 0.5"),
        (lambda: tree_nodes(LINE), "classifier is a discriminant analysis"),
        (lambda: discriminant_scores(TREE, PEOPLE), "classifier is a decision tree"),
        (lambda: discriminant_weights(TREE), "classifier is a decision tree"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
