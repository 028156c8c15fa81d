"""Cluster analysis: groups of customers that are alike in several numbers at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from customer_value.errors import MeasureError
from customer_value.frames import whole_number
from customer_value.measures._arguments import column, listed
from customer_value.measures._arguments import columns as column_names
from customer_value.measures._numbers import checked_seed
from customer_value.measures._tables import whole_table

if TYPE_CHECKING:  # scikit-learn is slow to import, and most notebooks make no clusters
    from sklearn.cluster import KMeans

STARTS = 10
"""How many starting points k-means tries; the best result counts."""

MOST = 1500
"""The silhouette compares every customer with every other, so of more than this many a sample is compared."""


def scaled(customers: Any, columns: Sequence[str], *, log: Sequence[str] = ()) -> pd.DataFrame:
    """Put several numbers on one scale (標準化), so that none rules the distance because of its unit.

    Each column less its mean, divided by its standard deviation: 0 is the average customer, 1 is one standard
    deviation above. Without it a customer's money, in thousands, would drown out the number of orders.

    Args:
        customers: a frame, one row per customer, with the columns.
        columns: the numbers that make customers alike.
        log: those of them taken as `log(1 + x)` first, as skewed money and counts should be: then twice as much is
            the same step everywhere. They have to be at least 0.

    Returns:
        A pandas frame of the columns on the customers' index. A column in which all are equal tells nobody apart
        and becomes 0.

    Raises:
        MeasureError: a column is missing, holds no numbers or has gaps; `log` names another column or one with
            numbers below 0.

    Examples:
        >>> import pandas as pd
        >>> customers = pd.DataFrame({"frequency": [1, 1, 4], "monetary": [500, 1500, 40000]})
        >>> scaled(customers, ["frequency", "monetary"], log=["monetary"]).round(2)
           frequency  monetary
        0      -0.71     -0.98
        1      -0.71     -0.39
        2       1.41      1.37
    """
    names, log = _names(columns), column_names(log, "log")
    if strange := [name for name in log if name not in names]:
        raise MeasureError(f"log names {', '.join(map(repr, strange))}, which columns leaves out; add it there.")
    table = whole_table(customers, "customers", **dict.fromkeys(names, "number"))[names]
    for name in log:
        if (table[name] < 0).any():
            raise MeasureError(
                f"customers[{name!r}] has numbers below 0, which have no logarithm; leave it out of log."
            )
        table[name] = np.log1p(table[name])
    spread = table.std(ddof=0)
    spread = spread.where(spread > 1e-12 * table.abs().max(), np.inf)
    return (table - table.mean()) / spread


def kmeans(table: pd.DataFrame, k: int, *, seed: int = 0) -> pd.Series:
    """Sort customers into k clusters of which each is close together (集群分析, k-means).

    Every customer belongs to the cluster whose centre is nearest; every centre is the mean of its customers. The
    clusters are numbered from the largest, 1, to the smallest. Neither the order of the rows nor that of the columns
    changes the result.

    K-means always finds k clusters, also where customers form none: it cuts up whatever it is given. Whether there
    are any is a question for `choose_k` and `cluster_stability`; what they are called is for whoever knows the
    customers.

    Args:
        table: numbers on one scale, as `scaled` returns them, one row per customer.
        k: the number of clusters, from 1 to the number of *different* rows.
        seed: of the starting points, of which 10 are tried.

    Returns:
        A Series on the table's index, named "cluster", whole numbers from 1 to k.

    Raises:
        MeasureError: a value is missing or infinite, or there are not k different rows.

    Examples:
        >>> import pandas as pd
        >>> kmeans(pd.DataFrame({"x": [0.0, 0.1, 5.0, 5.1, 5.2], "y": [0.0, 0.1, 5.0, 5.1, 5.2]}), 2).tolist()
        [2, 2, 1, 1, 1]
    """
    points, order = _points(table)
    numbers = _fit(points, _number_of_clusters(points, k), seed)[0]
    found = np.empty(len(points), dtype="int64")
    found[order] = numbers
    return pd.Series(found, index=table.index, name="cluster")


def choose_k(
    table: pd.DataFrame, rng: np.random.Generator, *, ks: Iterable[int] = range(2, 9), seed: int = 0
) -> pd.DataFrame:
    """What speaks for which number of clusters: the elbow, the silhouette, and the same of shuffled customers.

    `inertia` (the sum of squared distances to the centres) always falls with k; one looks for the k after which it
    falls little, the elbow (手肘法). `silhouette` (輪廓係數) compares each customer's mean distance to their own
    cluster with that to the next one, from -1 to 1: near 1 clusters are far apart, near 0 they touch. One looks for
    its highest value. `shuffled` is the silhouette after every column has been shuffled by itself, which keeps how
    each number is spread and destroys what belongs together. Where the real one is not higher, the clusters only say
    that the numbers are skewed.

    Args:
        table: numbers on one scale, as `scaled` returns them.
        rng: the source of randomness for the shuffling, and for a sample where there are more than 1,500 customers.
        ks: the numbers of clusters to compare, each at least 2 and fewer than the different rows.
        seed: as for `kmeans`, which gives the same clusters with it.

    Returns:
        A pandas frame, one row per k: `k`, `inertia`, `silhouette`, `shuffled` and `smallest` (customers in the
        smallest cluster).

    Raises:
        MeasureError: as for `kmeans`, or a k is out of bounds.

    Examples:
        Two clear groups:

        >>> import numpy as np, pandas as pd
        >>> points = pd.DataFrame({"x": [0, 0.1, 0.2, 5, 5.1, 5.2], "y": [0, 0.2, 0.1, 5, 5.2, 5.1]})
        >>> choose_k(points, np.random.default_rng(1), ks=[2, 3])[["k", "inertia", "silhouette", "smallest"]].round(2)
           k  inertia  silhouette  smallest
        0  2     0.08        0.97         3
        1  3     0.05        0.61         1
    """
    points, _ = _points(table)
    different = len(np.unique(points, axis=0))
    chosen = listed(ks, "ks")
    for k in chosen:
        if (number := whole_number(k)) is None or not 2 <= number < different:
            raise MeasureError(
                f"ks has {k!r}; give whole numbers from 2 to {different - 1}, one less than rows differ."
            )
    mixed = np.column_stack([rng.permutation(column) for column in points.T]) if chosen else points
    sample = rng.choice(len(points), MOST, replace=False) if len(points) > MOST else np.arange(len(points))
    rows = []
    for k in chosen:
        numbers, model = _fit(points, k, seed)
        rows.append(
            {
                "k": int(k),
                "inertia": float(model.inertia_),
                "silhouette": _silhouette(points[sample], numbers[sample]),
                "shuffled": _silhouette(mixed[sample], _fit(mixed, k, seed)[0][sample]),
                "smallest": int(np.bincount(numbers)[1:].min()),
            }
        )
    return pd.DataFrame(rows, columns=["k", "inertia", "silhouette", "shuffled", "smallest"])


def cluster_stability(
    table: pd.DataFrame, k: int, rng: np.random.Generator, *, rounds: int = 20, seed: int = 0
) -> pd.Series:
    """How far the same clusters come out again from other customers of the same kind.

    In each round as many customers are drawn with replacement, clustered anew, and all customers sorted by those
    clusters. The adjusted Rand index compares that with `kmeans` of all: 1 where both sort everybody alike, 0 where
    they agree no more than by chance. A mean below about 0.8 says: do not hang a policy on these clusters.

    Args:
        table, k, seed: as for `kmeans`.
        rng: the source of randomness for drawing customers.
        rounds: how often, at least 1.

    Returns:
        A Series of the adjusted Rand index of each round, named "agreement".

    Raises:
        MeasureError: as for `kmeans`, or `rounds` is no whole number of at least 1.

    Notes:
        Source: the adjusted Rand index is that of Hubert and Arabie (1985); 0.8 is this course's rule of thumb.

    Examples:
        >>> import numpy as np, pandas as pd
        >>> points = pd.DataFrame({"x": [0, 0.1, 0.2, 5, 5.1, 5.2] * 5, "y": [0, 0.2, 0.1, 5, 5.2, 5.1] * 5})
        >>> cluster_stability(points, 2, np.random.default_rng(1), rounds=3).tolist()
        [1.0, 1.0, 1.0]
    """
    if (times := whole_number(rounds)) is None or times < 1:
        raise MeasureError(f"rounds is {rounds!r}; give a whole number of at least 1.")
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score

    points, _ = _points(table)
    numbers = _fit(points, _number_of_clusters(points, k), seed)[0]
    agreement = []
    for _ in range(times):
        drawn = points[np.sort(rng.integers(0, len(points), len(points)))]
        found = min(k, len(np.unique(drawn, axis=0)))  # a few customers drawn again and again may not fill k clusters
        with threadpool_limits(1):
            other = KMeans(found, n_init=STARTS, random_state=seed).fit(drawn).predict(points)
        agreement.append(float(adjusted_rand_score(numbers, other)))
    return pd.Series(agreement, name="agreement")


def cluster_profiles(customers: Any, columns: Sequence[str], *, cluster: str = "cluster") -> pd.DataFrame:
    """What the customers of each cluster are like, in units that mean something: days, orders, money.

    Args:
        customers: a frame, one row per customer, with the columns in their original units and the cluster.
        columns: the numbers to describe by; they need not be those the clusters were made from.
        cluster: the column with the cluster.

    Returns:
        A pandas frame, one row per cluster in rising order: the cluster, `customers` (count), `share` of all (0 to
        1) and the **median** of each column, which a single large customer cannot move.

    Raises:
        MeasureError: a column is missing, holds no numbers or has gaps.

    Examples:
        >>> import pandas as pd
        >>> customers = pd.DataFrame({"cluster": [2, 1, 1, 1], "recency": [400, 10, 20, 30], "monetary": [5, 1, 2, 90]})
        >>> cluster_profiles(customers, ["recency", "monetary"])
           cluster  customers  share  recency  monetary
        0        1          3   0.75     20.0       2.0
        1        2          1   0.25    400.0       5.0
    """
    names = _names(columns)
    table = whole_table(customers, "customers", **{column(cluster, "cluster"): "any"}, **dict.fromkeys(names, "number"))
    groups = table.groupby(cluster, sort=True, observed=True)
    found = groups[names].median()
    found.insert(0, "customers", groups.size())
    found.insert(1, "share", found["customers"] / len(table) if len(table) else np.nan)
    return found.reset_index()


def _names(columns: Sequence[str]) -> list[str]:
    names = column_names(columns, "columns")
    if not names:
        raise MeasureError("columns is empty; name at least one column of numbers.")
    return names


def _points(table: Any) -> tuple[np.ndarray, np.ndarray]:
    """The rows as points in an order that neither rows nor columns decide, and where each one stood."""
    if not isinstance(table, pd.DataFrame) or not len(table.columns):
        raise MeasureError("table has to be a pandas frame of numbers on one scale; make it with scaled.")
    names = sorted(column_names(table.columns, "table.columns"))
    found = whole_table(table, "table", **dict.fromkeys(names, "number"))[names].to_numpy("float64")
    order = np.lexsort(found.T[::-1])
    return found[order], order


def _number_of_clusters(points: np.ndarray, k: Any) -> int:
    different = len(np.unique(points, axis=0))
    if (number := whole_number(k)) is None or not 1 <= number <= different:
        raise MeasureError(f"k is {k!r}; give a whole number from 1 to {different}, as many as rows differ.")
    return number


def _fit(points: np.ndarray, k: int, seed: int) -> tuple[np.ndarray, KMeans]:
    """Clusters numbered from the largest, equally large ones by their centres; and the fitted model."""
    from sklearn.cluster import KMeans

    with threadpool_limits(1):  # several threads add up in an order of their own, and the last bits differ
        model = KMeans(k, n_init=STARTS, random_state=checked_seed(seed)).fit(points)
    sizes = np.bincount(model.labels_, minlength=k)
    ranks = np.lexsort((*model.cluster_centers_.T[::-1], -sizes))
    number = np.empty(k, dtype="int64")
    number[ranks] = np.arange(1, k + 1)
    return number[model.labels_], model


def _silhouette(points: np.ndarray, numbers: np.ndarray) -> float:
    """The mean silhouette; NaN where a sample holds fewer than two clusters."""
    if not 2 <= len(np.unique(numbers)) < len(numbers):
        return float("nan")
    from sklearn.metrics import silhouette_score

    return float(silhouette_score(points, numbers))
