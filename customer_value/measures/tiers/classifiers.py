"""Classifiers: a discriminant analysis and a decision tree that give every customer a probability of being premium."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from customer_value.errors import MeasureError
from customer_value.frames import whole_number
from customer_value.measures._numbers import checked_seed
from customer_value.measures._tables import pandas_table, whole_table
from customer_value.measures.tiers._people import feature_names
from customer_value.measures.tiers.premium import FEATURES

if TYPE_CHECKING:  # scikit-learn is slow to import, and most notebooks fit no model
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
    from sklearn.tree import DecisionTreeClassifier


@dataclass(frozen=True, kw_only=True)
class Classifier:
    """A fitted model and what it was fitted on.

    Attributes:
        features: the columns it looks at.
        label: the column it predicts.
        model: the model of scikit-learn.
        spread: each feature's standard deviation among the customers it was fitted on.
    """

    features: tuple[str, ...]
    label: str
    model: LinearDiscriminantAnalysis | DecisionTreeClassifier
    spread: tuple[float, ...]


def fit_discriminant(table: Any, features: Sequence[str] = FEATURES, *, label: str = "premium") -> Classifier:
    """Fit a linear discriminant analysis (判別分析): one weighted sum that sets the two groups apart best.

    Each customer gets a score, `constant + sum of weight x feature`; the weights make the groups' mean scores as far
    apart as can be, measured by how much scores differ within a group. Above 0 the label is the likelier answer.

    Args:
        table: a frame, one row per customer, with the features and the label.
        features: columns of numbers. Skewed ones (money, orders) work better as logarithms.
        label: the column of true and false.

    Returns:
        A `Classifier` for `probabilities`, `discriminant_scores` and `discriminant_weights`.

    Raises:
        MeasureError: a column is missing, has gaps or is of another type; the label is among the features; or not
            both groups have at least two customers, so that there is nothing to set apart.

    Notes:
        The variance within the groups is taken over all n customers, as scikit-learn does; R's `lda` divides by n less
        the number of groups, which makes its scores a little smaller.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"recency": [10, 30, 20, 90, 200, 150], "frequency": [6, 4, 5, 2, 1, 2],
        ...                       "premium": [True, True, True, False, False, False]})
        >>> model = fit_discriminant(table, ["recency", "frequency"])
        >>> discriminant_scores(model, table).gt(0).tolist()
        [True, True, True, False, False, False]
    """
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    return _fitted(LinearDiscriminantAnalysis(solver="lsqr"), table, features, label)


def fit_tree(
    table: Any,
    features: Sequence[str] = FEATURES,
    *,
    label: str = "premium",
    depth: int = 3,
    least: int = 20,
    seed: int = 0,
) -> Classifier:
    """Fit a decision tree (決策樹): questions with yes or no, each about one feature, that part the two groups.

    At every step the tree asks the question after which the groups are purest (by the Gini index). A deep tree learns
    its customers by heart and is wrong about the next ones, so depth and the size of a leaf are bounded.

    Args:
        table, features, label: as for `fit_discriminant`.
        depth: how many questions one after another, at least 1.
        least: how many customers have to be left on either side of a question, at least 1.
        seed: decides between questions that part equally well.

    Returns:
        A `Classifier` for `probabilities` and `tree_nodes`.

    Raises:
        MeasureError: as for `fit_discriminant`, or `depth` or `least` is no whole number of at least 1.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"recency": [10, 30, 20, 90, 200, 150], "frequency": [6, 4, 5, 2, 1, 2],
        ...                       "premium": [True, True, True, False, False, False]})
        >>> probabilities(fit_tree(table, ["recency", "frequency"], depth=1, least=1), table).tolist()
        [1.0, 1.0, 1.0, 0.0, 0.0, 0.0]
    """
    for name, value in {"depth": depth, "least": least}.items():
        if (number := whole_number(value)) is None or number < 1:
            raise MeasureError(f"{name} is {value!r}; give a whole number of at least 1.")
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(max_depth=int(depth), min_samples_leaf=int(least), random_state=checked_seed(seed))
    return _fitted(tree, table, features, label)


def probabilities(classifier: Classifier, table: Any) -> pd.Series:
    """Each customer's probability of having the label, from 0 to 1.

    Args:
        classifier: what `fit_discriminant` or `fit_tree` returns.
        table: a frame with the features: other customers, or a later day. Judging a model by the customers it was
            fitted on flatters it.

    Returns:
        A Series on the table's index, named "probability".

    Raises:
        MeasureError: a feature is missing, has gaps or is of another type.

    Examples:
        In a leaf with one premium customer of four the probability is 0.25:

        >>> import pandas as pd
        >>> table = pd.DataFrame({"recency": [10, 20, 90, 95, 99, 200],
        ...                       "premium": [True, True, False, False, True, False]})
        >>> tree = fit_tree(table, ["recency"], depth=1, least=2)
        >>> probabilities(tree, table).tolist()
        [1.0, 1.0, 0.25, 0.25, 0.25, 0.25]
    """
    found, points = _inputs(classifier, table)
    chances = classifier.model.predict_proba(points)[:, 1] if len(points) else np.empty(0)
    return pd.Series(chances, index=found.index, name="probability", dtype="float64")


def discriminant_scores(classifier: Classifier, table: Any) -> pd.Series:
    """Each customer's discriminant score (判別分數): above 0 the label is the likelier answer.

    The score is the logarithm of the odds: a probability of 0.5 is 0, one of 0.2 is `log(0.2/0.8)`, about -1.39.

    Args:
        classifier: what `fit_discriminant` returns.
        table: as for `probabilities`.

    Returns:
        A Series on the table's index, named "score".

    Raises:
        MeasureError: as for `probabilities`, or the classifier is a tree.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"recency": [10, 30, 20, 90], "premium": [True, True, False, False]})
        >>> discriminant_scores(fit_discriminant(table, ["recency"]), table).round(2).tolist()
        [1.45, 0.4, 0.92, -2.77]
    """
    _linear(classifier)
    found, points = _inputs(classifier, table)
    values = classifier.model.decision_function(points) if len(points) else np.empty(0)
    return pd.Series(values, index=found.index, name="score", dtype="float64")


def discriminant_weights(classifier: Classifier) -> pd.DataFrame:
    """What each feature adds to the score, so that features in days, orders and money can be compared.

    Args:
        classifier: what `fit_discriminant` returns.

    Returns:
        A pandas frame, one row per feature, the strongest first: `feature`, `weight` (score for one unit more) and
        `per_spread` (score for one standard deviation more, which is the one to compare).

    Raises:
        MeasureError: the classifier is a tree.

    Notes:
        Features that go together (frequency and money) share their weight, so a small one does not say that a
        feature is useless.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"recency": [10, 30, 20, 90, 200, 150], "frequency": [6, 4, 5, 2, 1, 2],
        ...                       "premium": [True, True, True, False, False, False]})
        >>> discriminant_weights(fit_discriminant(table, ["recency", "frequency"])).round(3)
             feature  weight  per_spread
        0  frequency   6.141      11.024
        1    recency  -0.049      -3.513
    """
    weights = _linear(classifier).coef_[0]
    rows = pd.DataFrame({"feature": classifier.features, "weight": weights})
    rows["per_spread"] = rows["weight"] * np.asarray(classifier.spread)
    order = rows["per_spread"].abs().sort_values(ascending=False, kind="stable").index
    return rows.loc[order].reset_index(drop=True)


def tree_nodes(classifier: Classifier) -> pd.DataFrame:
    """The questions and leaves of a decision tree as a table, the root first, each "yes" before its "no".

    Args:
        classifier: what `fit_tree` returns.

    Returns:
        A pandas frame: `node` (number), `parent` (its number; -1 for the root), `answer` ("yes" or "no" to the
        parent's question, "" for the root), `depth`, `feature` and `at_most` (the question: is the feature at most
        this? missing in a leaf), `customers` and `share` (of them with the label).

    Raises:
        MeasureError: the classifier is no tree.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"recency": [10, 20, 90, 95, 99, 200],
        ...                       "premium": [True, True, False, False, True, False]})
        >>> tree_nodes(fit_tree(table, ["recency"], depth=1, least=2))
           node  parent answer  depth  feature  at_most  customers  share
        0     0      -1             0  recency     55.0          6   0.50
        1     1       0    yes      1      NaN      NaN          2   1.00
        2     2       0     no      1      NaN      NaN          4   0.25
    """
    if not hasattr(classifier.model, "tree_"):
        raise MeasureError(
            "classifier is a discriminant analysis, which asks no questions; give what fit_tree returns."
        )
    tree = classifier.model.tree_
    rows, waiting = [], [(0, -1, "", 0)]
    while waiting:
        node, parent, answer, depth = waiting.pop()
        leaf = tree.children_left[node] < 0
        rows.append(
            {
                "node": node,
                "parent": parent,
                "answer": answer,
                "depth": depth,
                "feature": None if leaf else classifier.features[tree.feature[node]],
                "at_most": np.nan if leaf else float(tree.threshold[node]),
                "customers": int(tree.n_node_samples[node]),
                "share": float(tree.value[node][0][1]),
            }
        )
        if not leaf:
            waiting += [
                (int(tree.children_right[node]), node, "no", depth + 1),
                (int(tree.children_left[node]), node, "yes", depth + 1),
            ]
    return pd.DataFrame(rows).astype({"feature": "str"})


def _fitted(model: Any, table: Any, features: Sequence[str], label: str) -> Classifier:
    """A model fitted to the rows in an order that theirs does not decide."""
    names = feature_names(features, label)
    found = pandas_table(table, "table", **dict.fromkeys(names, "number"), **{label: "flag"})
    truth = found[label].to_numpy()
    if truth.sum() < 2 or (~truth).sum() < 2:
        raise MeasureError(
            f"table[{label!r}] is true for {truth.sum()} and false for {(~truth).sum()} customers; there have to be at "
            "least 2 of each, so choose another cut-off or threshold."
        )
    points = found[names].to_numpy("float64")
    order = np.lexsort((truth, *points.T[::-1]))
    return Classifier(
        features=tuple(names),
        label=label,
        model=model.fit(points[order], truth[order]),
        spread=tuple(float(value) for value in points.std(axis=0)),
    )


def _inputs(classifier: Classifier, table: Any) -> tuple[pd.DataFrame, np.ndarray]:
    names = list(classifier.features)
    found = whole_table(table, "table", **dict.fromkeys(names, "number"))
    return found, found[names].to_numpy("float64")


def _linear(classifier: Classifier) -> LinearDiscriminantAnalysis:
    if not hasattr(classifier.model, "coef_"):
        raise MeasureError("classifier is a decision tree, which has no weights; give what fit_discriminant returns.")
    return classifier.model
