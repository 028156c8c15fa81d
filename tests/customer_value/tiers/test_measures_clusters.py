"""Clusters: the same whatever the order, found where there are some, and not where there are none."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, choose_k, cluster_profiles, cluster_stability, kmeans, scaled

CENTRES = {3: (0, 0), 2: (9, 0), 1: (0, 9)}
"""Three clear groups by the number they have to get: 30, 20 and 10 customers."""


def groups() -> pd.DataFrame:
    rng = np.random.default_rng(2)
    parts = [
        pd.DataFrame(rng.normal(CENTRES[number], 0.5, (size, 2)), columns=["x", "y"])
        for number, size in {1: 30, 2: 20, 3: 10}.items()
    ]
    return pd.concat(parts, ignore_index=True)


def cloud(n: int = 150) -> pd.DataFrame:
    return pd.DataFrame(np.random.default_rng(6).random((n, 3)), columns=list("abc"))


# One scale


def test_each_column_gets_mean_0_and_spread_1():
    table = pd.DataFrame({"recency": [5, 50, 400], "monetary": [300, 900, 60000.0]}, index=[7, 8, 9])
    found = scaled(table, ["recency", "monetary"], log=["monetary"])
    assert found.index.tolist() == [7, 8, 9]
    assert found.mean().to_numpy() == pytest.approx([0, 0], abs=1e-12)
    assert found.std(ddof=0).to_numpy() == pytest.approx([1, 1])
    logs = np.log([301, 901, 60001])
    assert found["monetary"].to_numpy() == pytest.approx((logs - logs.mean()) / logs.std())


def test_without_one_scale_money_alone_decides():
    people = pd.DataFrame({"frequency": [1, 1, 9, 9], "monetary": [1000.0, 1200.0, 1010.0, 1190.0]})
    assert kmeans(people, 2).tolist() in ([1, 2, 1, 2], [2, 1, 2, 1])
    even = scaled(people, ["frequency", "monetary"])
    even["frequency"] *= 1.5
    assert kmeans(even, 2).tolist() in ([1, 1, 2, 2], [2, 2, 1, 1])


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=20, unique=True), st.integers(2, 1000))
@settings(max_examples=20, deadline=None)
def test_another_currency_changes_no_scaled_number(money, factor):
    one = scaled(pd.DataFrame({"m": money}), ["m"])
    other = scaled(pd.DataFrame({"m": [amount * factor for amount in money]}), ["m"])
    assert other["m"].to_numpy() == pytest.approx(one["m"].to_numpy())


def test_a_column_of_equals_tells_nobody_apart():
    assert scaled(pd.DataFrame({"m": [0.1 + 0.2, 0.3]}), ["m"])["m"].tolist() == pytest.approx([0, 0])


# K-means


def test_clear_groups_are_found_and_numbered_from_the_largest():
    assert kmeans(groups(), 3).tolist() == [1] * 30 + [2] * 20 + [3] * 10


@given(st.integers(0, 10**6), st.integers(2, 6))
@settings(max_examples=20, deadline=None)
def test_neither_rows_nor_columns_decide_by_their_order(seed, k):
    table = cloud(60)
    shuffled = table.sample(frac=1, random_state=seed)[list("cab")]
    assert kmeans(shuffled, k).reindex(table.index).tolist() == kmeans(table, k).tolist()


def test_every_customer_is_with_the_nearest_centre():
    table = cloud()
    found = kmeans(table, 4)
    centres = table.groupby(found).mean()
    distances = ((table.to_numpy()[:, None] - centres.to_numpy()) ** 2).sum(axis=2)
    assert (centres.index.to_numpy()[distances.argmin(axis=1)] == found).all()
    assert found.value_counts().loc[[1, 2, 3, 4]].is_monotonic_decreasing
    assert found.name == "cluster"


def test_equally_large_clusters_are_numbered_by_their_centres():
    table = pd.DataFrame({"x": [9.0, 9.0, 0.0, 0.0]})
    assert kmeans(table, 2).tolist() == [2, 2, 1, 1]


def test_one_cluster_is_everybody_and_as_many_as_differ_is_everybody_alone():
    table = pd.DataFrame({"x": [1.0, 1.0, 2.0, 3.0]})
    assert kmeans(table, 1).tolist() == [1, 1, 1, 1]
    assert kmeans(table, 3).tolist() == [1, 1, 2, 3]


# How many


def test_three_groups_have_their_elbow_and_highest_silhouette_at_three():
    found = choose_k(groups(), np.random.default_rng(1), ks=range(2, 7)).set_index("k")
    assert found["silhouette"].idxmax() == 3
    assert found["silhouette"][3] > 0.8 > found["shuffled"][3]
    falls = -found["inertia"].diff().dropna()
    assert (falls > 0).all()
    assert falls[3] > 10 * falls[4]
    assert found.loc[3, "smallest"] == 10


def test_customers_in_no_groups_have_no_better_silhouette_than_shuffled_ones():
    found = choose_k(cloud(), np.random.default_rng(1), ks=[2, 3, 4, 5])
    assert (found["silhouette"] < 0.4).all()
    assert (found["silhouette"] - found["shuffled"]).abs().max() < 0.06


def test_the_silhouette_is_that_of_a_plain_count():
    table = groups()
    found = choose_k(table, np.random.default_rng(1), ks=[3]).loc[0, "silhouette"]
    points, numbers = table.to_numpy(), kmeans(table, 3).to_numpy()
    each = []
    for place, point in enumerate(points):
        gaps = np.sqrt(((points - point) ** 2).sum(axis=1))
        means = {
            number: gaps[numbers == number].sum() / ((numbers == number).sum() - (number == numbers[place]))
            for number in (1, 2, 3)
        }
        own = means.pop(numbers[place])
        other = min(means.values())
        each.append((other - own) / max(own, other))
    assert found == pytest.approx(np.mean(each))


def test_the_order_of_rows_does_not_decide_how_many():
    one = choose_k(cloud(), np.random.default_rng(3), ks=[2, 4])
    other = choose_k(cloud().sample(frac=1, random_state=1), np.random.default_rng(3), ks=[2, 4])
    pd.testing.assert_frame_equal(one, other)


def test_of_very_many_customers_a_sample_is_compared():
    many = pd.concat([groups()] * 40, ignore_index=True) + np.random.default_rng(1).normal(0, 0.1, (2400, 2))
    found = choose_k(many, np.random.default_rng(1), ks=[3])
    assert found.loc[0, "silhouette"] > 0.8
    assert found.loc[0, "smallest"] == 400


# Stability


def test_clear_groups_come_out_again_and_a_cloud_does_not():
    clear = cluster_stability(groups(), 3, np.random.default_rng(1), rounds=6)
    vague = cluster_stability(cloud(), 6, np.random.default_rng(1), rounds=6)
    assert clear.tolist() == [1.0] * 6
    assert vague.mean() < 0.8
    assert vague.name == "agreement"


def test_the_order_of_rows_does_not_decide_stability():
    one = cluster_stability(cloud(60), 4, np.random.default_rng(9), rounds=3)
    other = cluster_stability(cloud(60).sample(frac=1, random_state=5), 4, np.random.default_rng(9), rounds=3)
    assert one.tolist() == other.tolist()


def test_a_few_customers_may_be_drawn_again_and_again():
    few = pd.DataFrame({"x": [0.0, 1.0, 5.0]})
    assert len(cluster_stability(few, 3, np.random.default_rng(1), rounds=5)) == 5


# Profiles


def test_profiles_are_medians_in_original_units():
    people = pd.DataFrame(
        {"cluster": [1, 1, 1, 2, 2], "recency": [10, 20, 300, 400, 500], "monetary": [100, 200, 90000, 5, 7]}
    )
    found = cluster_profiles(people, ["recency", "monetary"])
    assert found.to_dict("list") == {
        "cluster": [1, 2],
        "customers": [3, 2],
        "share": [0.6, 0.4],
        "recency": [20, 450],
        "monetary": [200, 6],
    }
    named = cluster_profiles(
        people.assign(name=people["cluster"].map({1: "regulars", 2: "gone"})), "recency", cluster="name"
    )
    assert named["name"].tolist() == ["gone", "regulars"]


def test_profiles_of_nobody_are_empty():
    nobody = pd.DataFrame({"cluster": pd.Series(dtype="int64"), "recency": pd.Series(dtype="float64")})
    assert cluster_profiles(nobody, ["recency"]).empty


RNG = np.random.default_rng(1)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: scaled(cloud(), ["d"]), "customers has no column 'd'"),
        (lambda: scaled(cloud(), []), "columns is empty"),
        (lambda: scaled(cloud(), ["a"], log=["b"]), "log names 'b', which columns leaves out"),
        (lambda: scaled(cloud() - 5, ["a"], log=["a"]), r"customers\['a'\] has numbers below 0"),
        (lambda: scaled(cloud().assign(a=math.inf), ["a"]), r"customers\['a'\] is infinite on"),
        (lambda: scaled(cloud().assign(a="x"), ["a"]), r"customers\['a'\] holds text, not numbers"),
        (lambda: kmeans(cloud().where(cloud() > 0.01), 2), "is missing on"),
        (lambda: kmeans([1, 2], 2), "table has to be a pandas frame"),
        (lambda: kmeans(pd.DataFrame({"x": [1.0, 1.0]}), 2), "k is 2; give a whole number from 1 to 1"),
        (lambda: kmeans(cloud(), 2.5), "k is 2.5"),
        (lambda: choose_k(cloud(5), RNG, ks=[5]), "ks has 5; give whole numbers from 2 to 4"),
        (lambda: choose_k(cloud(5), RNG, ks=[1]), "ks has 1"),
        (lambda: cluster_stability(cloud(), 2, RNG, rounds=0), "rounds is 0"),
        (lambda: cluster_profiles(cloud(), ["a"]), "customers has no column 'cluster'"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
