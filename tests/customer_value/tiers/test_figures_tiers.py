"""The figures of tiers and segments: the laws of figures in both languages, and what they say on small tables."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from figure_laws import keep_the_laws
from figure_tables import LANGUAGES, SNAPSHOT, shop

from customer_value import (
    MeasureError,
    call_profit,
    choose_k,
    cluster_profiles,
    confusion,
    dimensions,
    discriminant_scores,
    figures,
    fit_discriminant,
    fit_tree,
    kmeans,
    premium_table,
    probabilities,
    rfm,
    scaled,
    tier_policy,
    tier_table,
    tier_values,
    tiers,
    tree_nodes,
    valid_orders,
    worth_calling,
)
from customer_value.figures.tiers.decision_tree import heights_of, threshold
from customer_value.figures.tiers.discriminant import shown_range

LEDGER = shop()
ORDER = ["Gold", "Silver", "Bronze"]
TABLE = rfm(LEDGER.orders, LEDGER.refunds, SNAPSHOT)
VALID = valid_orders(LEDGER.orders, LEDGER.refunds, SNAPSHOT)
TIERED = tiers(TABLE, {"Gold": 8000, "Silver": 3000}, rest="Bronze")
NAMES = ["recency", "frequency", "monetary"]
POINTS = scaled(TABLE, NAMES, log=["frequency", "monetary"])
CLUSTERED = TABLE.assign(cluster=kmeans(POINTS, 4))
LEARNT = premium_table(LEDGER.orders, LEDGER.refunds, "2024-06-30", least=3000)
TREE, LINE = fit_tree(LEARNT, least=8), fit_discriminant(LEARNT)
CHANCES = probabilities(LINE, LEARNT)
CUSTOMERS = pd.DataFrame(
    {
        "customer_id": [f"C{number:05d}" for number in range(1, 151)],
        "registered_on": pd.Timestamp("2023-01-01"),
        "referred_by": [None, "C00001", "C00001", "C00002", "C00004", *[None] * 145],
    }
)
VALUES = TIERED.assign(
    present=TIERED["monetary"], future=500.0, social=np.where(TIERED["customer_id"] < "C00040", 100.0, 0.0)
)
BY_TIER = tier_values(VALUES, ORDER)
POLICY = pd.DataFrame(
    {"tier": ORDER, "policy": ["own adviser and previews", "生日卡與搶先特賣", "newsletter"], "cost_each": [90, 30, 0]}
)
QUALITY = pd.DataFrame({"k": [2, 3, 4, 5], "silhouette": [0.4, 0.3, 0.35, 0.2], "agreement": [0.9, None, 0.7, None]})


def areas(n: int = 200) -> pd.DataFrame:
    rng = np.random.default_rng(7)
    kind = np.where(rng.random(n) < 0.1, "company", "person")
    table = pd.DataFrame({"kind": kind, "area": rng.choice(list("abcd"), n)})
    return table.assign(profit=rng.gamma(2, 100, n) + 900 * (kind == "company"))


FOUND = dimensions(areas(), ["kind", "area"], "profit", np.random.default_rng(1), shuffles=50)

DRAWINGS = {
    "tiers": lambda language: figures.tier_shares(tier_table(TIERED, ORDER), currency="TWD", language=language),
    "seven tiers": lambda language: figures.tier_shares(
        tier_table(
            tiers(TABLE, {"超級重要頂級白金會員": 1e6, "A": 9e3, "B": 5e3, "C": 3e3, "D": 2e3, "E": 1e3}, rest="F"),
            ["超級重要頂級白金會員", *"ABCDEF"],
        ),
        currency="TWD",
        language=language,
    ),
    "tiers of nobody": lambda language: figures.tier_shares(
        tier_table(TIERED.iloc[:0], ORDER), currency="TWD", language=language
    ),
    "dimensions": lambda language: figures.dimensions(FOUND, language=language),
    "choose k": lambda language: figures.choose_k(
        choose_k(POINTS, np.random.default_rng(1), ks=range(2, 6)), language=language
    ),
    "map": lambda language: figures.cluster_map(
        CLUSTERED, "recency", "monetary", log=["monetary"], currency="TWD", language=language
    ),
    "map with quality": lambda language: figures.cluster_map(
        CLUSTERED, "frequency", "monetary", quality=QUALITY, currency="TWD", language=language
    ),
    "map of names": lambda language: figures.cluster_map(
        CLUSTERED.assign(cluster=CLUSTERED["cluster"].map({1: "常客", 2: "新加入小額顧客", 3: "Regulars", 4: "Gone"})),
        "recency",
        "frequency",
        log=["frequency"],
        language=language,
    ),
    "profiles": lambda language: figures.cluster_profiles(
        cluster_profiles(CLUSTERED, NAMES), currency="TWD", language=language
    ),
    "tree": lambda language: figures.decision_tree(TREE, currency="TWD", language=language),
    "deep tree": lambda language: figures.decision_tree(
        fit_tree(LEARNT, depth=4, least=3), currency="TWD", language=language
    ),
    "discriminant": lambda language: figures.discriminant(
        discriminant_scores(LINE, LEARNT), LEARNT["premium"], cut=-0.5, language=language
    ),
    "confusion": lambda language: figures.confusion(
        confusion(LEARNT["premium"], worth_calling(CHANCES, 1000, 300)),
        gain=1000,
        cost=300,
        currency="TWD",
        language=language,
    ),
    "profit": lambda language: figures.call_profit(
        call_profit(CHANCES, LEARNT["premium"], 1000, 300), gain=1000, cost=300, currency="TWD", language=language
    ),
    "profit at a threshold": lambda language: figures.call_profit(
        call_profit(CHANCES, LEARNT["premium"], 1000, 900),
        gain=1000,
        cost=900,
        threshold=0.9,
        currency="TWD",
        language=language,
    ),
    "referrals": lambda language: figures.referrals(
        CUSTOMERS, VALID, SNAPSHOT, ["C00001", "C00009"], currency="TWD", language=language
    ),
    "values": lambda language: figures.tier_values(BY_TIER, currency="TWD", language=language),
    "values and policy": lambda language: figures.tier_values(
        BY_TIER, tier_policy(BY_TIER, POLICY, margin=0.4), currency="TWD", language=language
    ),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_figure_keeps_the_laws_of_figures(name):
    keep_the_laws(DRAWINGS[name])


# Tiers


TEN = pd.DataFrame({"monetary": [50, 20, 10, 8, 4, 3, 2, 1, 1, 1]})


def ten(cuts: dict) -> pd.DataFrame:
    return tier_table(tiers(TEN, cuts, rest="Bronze"), ORDER)


def test_the_tier_with_most_revenue_is_in_the_title():
    picture = figures.tier_shares(ten({"Gold": 20, "Silver": 4}), currency="TWD", language="en")
    assert picture.alt.startswith("Gold: 20% of the customers, 70% of the revenue 10 customers, net revenue NT$100.")
    assert "Silver: 3 customers (30%), 22% of the revenue, NT$7 each, index 0.7." in picture.alt


def test_an_empty_tier_keeps_its_place_without_a_mean():
    picture = figures.tier_shares(ten({"Gold": 99, "Silver": 4}), currency="TWD", language="en")
    assert "Gold: 0 customers." in picture.alt
    assert [label.get_text() for axes in picture.figure.axes for label in axes.texts].count("–") == 2


def test_one_customer_is_not_customers():
    picture = figures.tier_shares(ten({"Gold": 50, "Silver": 4}), currency="TWD", language="en")
    assert "Gold: 1 customer (10%)" in picture.alt


@pytest.mark.parametrize(
    ("money", "words"),
    [
        ([], "0 customers: there is nobody"),
        ([0, 0], "Bronze is the largest tier with 100% of the customers; there is no"),
    ],
)
def test_where_there_is_nothing_to_share_the_title_says_so(money, words):
    table = tier_table(tiers(pd.DataFrame({"monetary": money}), {"Gold": 20, "Silver": 4}, rest="Bronze"), ORDER)
    assert figures.tier_shares(table, language="en").alt.startswith(words)


# Dimensions


def test_only_a_dimension_beyond_chance_is_said_to_separate():
    picture = figures.dimensions(FOUND, value="profit", language="en")
    share = FOUND.set_index("dimension").loc["kind", "eta_squared"]
    assert picture.alt.startswith(f"kind separates profit most: {share:.0%} of the spread lies between its groups")
    weak = figures.dimensions(FOUND[FOUND["dimension"] == "area"], value="profit", language="en")
    assert weak.alt.startswith("None of the 1 dimensions separates profit better than groups drawn by lot")


def test_a_strong_looking_dimension_of_many_groups_is_not_the_finding():
    table = areas().assign(street=np.arange(200) // 2)
    found = dimensions(table, ["kind", "street"], "profit", np.random.default_rng(1), shuffles=50)
    found.loc[found["dimension"] == "street", "eta_squared"] = found["chance"].max() * 0.99
    assert figures.dimensions(found, language="en").alt.startswith("kind separates")


def test_without_any_spread_nothing_is_claimed():
    equal = dimensions(areas().assign(profit=5), ["kind"], "profit", np.random.default_rng(1), shuffles=5)
    picture = figures.dimensions(equal, language="en")
    assert picture.alt.startswith("0 spread: all customers have the same customer value")
    assert "no base" in picture.alt


# Clusters


def test_the_highest_silhouette_is_named_beside_the_shuffled_one():
    found = pd.DataFrame(
        {"k": [2, 3], "inertia": [90.0, 50.0], "silhouette": [0.3, 0.6], "shuffled": [0.2, 0.25], "smallest": [9, 4]}
    )
    picture = figures.choose_k(found, language="en")
    assert picture.alt.startswith("The silhouette is highest at 3 clusters: 0.60, against 0.25 for shuffled customers")
    assert (
        "2 clusters: squared distances 90.00, silhouette 0.30, shuffled 0.20, smallest cluster 9 customers."
        in picture.alt
    )
    none = figures.choose_k(found.assign(shuffled=0.61), language="en")
    assert none.alt.startswith("Real customers form no clearer clusters than shuffled ones: at best 0.60")


FIVE = pd.DataFrame({"recency": [5, 7, 400, 300, 200], "monetary": [900, 700, 10, 20, 30], "cluster": [2, 2, 1, 1, 1]})


def test_the_map_names_the_cluster_that_stands_highest():
    picture = figures.cluster_map(FIVE, "recency", "monetary", currency="TWD", language="en")
    assert picture.alt.startswith("Highest in net spend: Cluster 2, NT$800 in the middle, 40% of the customers")
    assert "Cluster 1: 3 customers (60%), middle time since the last order: 300 days, net spend: NT$20." in picture.alt


def test_the_map_of_equal_or_single_clusters_says_so():
    equal = figures.cluster_map(FIVE.assign(monetary=5), "recency", "monetary", currency="TWD", language="en")
    assert equal.alt.startswith(
        "By net spend the 2 clusters cannot be told apart: the middle customer of each has NT$5"
    )
    single = figures.cluster_map(FIVE.assign(cluster="all"), "recency", "monetary", currency="TWD", language="en")
    assert single.alt.startswith("One cluster holds everybody: 5 customers, net spend in the middle NT$30")
    alone = figures.cluster_map(FIVE.head(1), "recency", "monetary", log=["monetary"], language="zh-Hant")
    (label,) = alone.figure.axes[0].texts
    low, high = alone.figure.axes[0].get_ylim()
    assert low < label.xy[1] < high


def test_clusters_differ_by_mark_as_well_as_by_colour():
    axes = figures.cluster_map(CLUSTERED, "recency", "monetary", language="en").figure.axes[0]
    shapes = {tuple(map(tuple, dots.get_paths()[0].vertices.round(3))) for dots in axes.collections}
    assert len(shapes) == 4
    boxes = [label.get_window_extent() for label in axes.texts if label.get_text().startswith("Cluster")]
    assert len(boxes) == 4
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[:place])


def test_the_quality_panel_marks_the_number_that_is_shown():
    picture = figures.cluster_map(CLUSTERED, "recency", "monetary", quality=QUALITY, language="en")
    assert "Silhouette 0.35, agreement when drawn anew 0.70." in picture.alt
    assert {label.get_text() for label in picture.figure.axes[1].texts} >= {"0.35", "0.70"}


def test_profiles_name_the_number_that_differs_most():
    profiles = cluster_profiles(FIVE, ["recency", "monetary"])
    picture = figures.cluster_profiles(profiles, currency="TWD", language="en")
    assert picture.alt.startswith("The clusters differ most in time since the last order: from 6 days (Cluster 2)")
    assert "Cluster 2: 2 customers (40%); time since the last order 6 days and net spend NT$800." in picture.alt
    same = figures.cluster_profiles(cluster_profiles(FIVE.assign(cluster=1), ["recency"]), language="en")
    assert same.alt.startswith("In none of the 1 numbers do the clusters differ")


# Classifiers


def test_the_tree_says_what_every_leaf_holds():
    people = pd.DataFrame({"recency": [10, 20, 90, 95, 99, 200], "premium": [True, True, False, False, True, False]})
    picture = figures.decision_tree(fit_tree(people, ["recency"], depth=1, least=2), language="en")
    assert picture.alt == (
        "100% premium customers in the best leaf (2 customers), 25% in the worst, 50% overall "
        "time since the last order 55 days or less: 2 customers, 100%. "
        "time since the last order over 55 days: 4 customers, 25%."
    )
    leaf = figures.decision_tree(fit_tree(people.assign(recency=1), ["recency"], least=1), language="en")
    assert leaf.alt.startswith("Share of premium customers: 50% of 6 customers, and no question parts them any better")
    assert leaf.alt.endswith("everybody: 6 customers, 50%.")


def test_a_question_stands_halfway_between_its_answers_and_yes_is_above():
    nodes = tree_nodes(TREE).set_index("node")
    leaves = [node for node in nodes.index if not isinstance(nodes.loc[node, "feature"], str)]
    heights = heights_of(nodes, leaves)
    assert sorted(heights[leaf] for leaf in leaves) == list(range(len(leaves)))
    for node in set(nodes.index) - set(leaves):
        yes, no = (heights[child] for child in nodes.index[nodes["parent"] == node])
        assert yes < heights[node] < no
        assert heights[node] == (yes + no) / 2


@pytest.mark.parametrize(
    ("feature", "at_most", "words"),
    [("recency", 54.5, "54 days"), ("frequency", 2.5, "2"), ("monetary", 8140.5, "NT$8,140"), ("score", 2.25, "2.2")],
)
def test_a_threshold_between_two_whole_numbers_is_the_lower_one(feature, at_most, words):
    assert threshold(feature, at_most, "TWD", "en") == words


def test_the_shares_right_of_the_cut_are_counted():
    scores, actual = [-2, -1, 0, 1, 2, 3], [False, False, False, False, True, True]
    picture = figures.discriminant(scores, actual, cut=0.5, language="en")
    assert picture.alt.startswith("Right of the cut are 100% of the premium customers and 25% of the others")
    assert "others: 4, median score −0.50, 25% right of the cut." in picture.alt
    one = figures.discriminant([0.5], [True], label="regulars", language="en")
    assert one.alt.startswith("1 customer, all of one kind: a score tells nobody apart; 100% lie right of the cut")
    assert "regulars: 1, median score 0.50" in one.alt


def test_every_customer_is_in_a_bar_also_those_beyond_the_axis():
    scores = np.append(np.linspace(-1, 1, 400), 80.0)
    low, high = shown_range(scores, 0.0)
    assert low == -1
    assert 1 < high < 80
    picture = figures.discriminant(scores, scores > 0.9, language="en")
    assert "Scores beyond the axis stand in its last bar." in picture.alt
    for axes in picture.figure.axes:
        assert sum(bar.get_height() for bar in axes.patches) == pytest.approx(1)
    assert shown_range(np.linspace(-1, 1, 400), 5.0) == (-1, 5)


MATRIX = pd.DataFrame([[30, 10], [20, 140]], index=[True, False], columns=[True, False])


def test_each_cell_of_the_confusion_matrix_has_its_money():
    picture = figures.confusion(MATRIX, gain=100, cost=20, currency="TWD", language="en")
    assert picture.alt.startswith("50 called, 30 of them rightly: profit NT$2,000; 10 were missed")
    assert "Precision 60%, recall 75%, accuracy 85%; calling nobody has accuracy 80%." in picture.alt
    for words in (
        "right call: 30 customers, NT$2,400.",
        "missed: 10 customers, not earned: NT$800.",
        "false alarm: 20 customers, −NT$400.",
    ):
        assert words in picture.alt


def profits(gain: float, cost: float) -> pd.DataFrame:
    return call_profit([0.9, 0.6, 0.3, 0.1], [True, False, True, False], gain, cost)


def test_the_best_threshold_is_named_beside_a_half():
    picture = figures.call_profit(profits(100, 20), gain=100, cost=20, currency="TWD", language="en")
    assert picture.alt.startswith(
        "Profit is highest when all above 10% are called: NT$140; calling only above 50% brings NT$60"
    )
    assert "Above 50%: 2 called, 1 right, precision 50%, recall 50%, profit NT$60." in picture.alt


def test_a_chosen_threshold_is_set_beside_the_best():
    picture = figures.call_profit(profits(100, 20), gain=100, cost=20, threshold=0.5, currency="TWD", language="en")
    assert picture.alt.startswith("Calling all above 50%: 2 calls, 1 right, profit NT$60; best is 10% with NT$140")


def test_where_no_call_pays_the_title_says_nobody():
    picture = figures.call_profit(profits(100, 150), gain=100, cost=150, currency="TWD", language="en")
    assert picture.alt.startswith("Calling nobody is best: at NT$150 a call for a gain of NT$100")
    assert "a call cannot bring more than it costs" in picture.alt


# Value of tiers


def test_the_referrals_say_who_brought_most_money():
    spent = VALID.groupby("customer_id")["amount"].sum().reindex(CUSTOMERS["customer_id"]).fillna(0)
    picture = figures.referrals(CUSTOMERS, VALID, SNAPSHOT, {"Ann": "C00001", "Bob": "C00009"}, language="en")
    brought = spent[["C00002", "C00003", "C00004", "C00005"]].sum()
    assert picture.alt.startswith(f"Ann brought 4 customers who spent {brought:,.0f}; Ann spent {spent['C00001']:,.0f}")
    assert f"Ann spent {spent['C00001']:,.0f} and brought 4 customers (2 directly)" in picture.alt
    assert f"Bob spent {spent['C00009']:,.0f} and brought nobody." in picture.alt
    nobody = figures.referrals(CUSTOMERS, VALID, SNAPSHOT, ["C00009"], language="en")
    assert nobody.alt.startswith("1 customer shown, and nobody brought anybody")


def test_the_referrals_of_a_period_leave_earlier_orders_out():
    last = VALID["order_date"].max()
    picture = figures.referrals(CUSTOMERS, VALID, SNAPSHOT, {"Ann": "C00001"}, since=last, language="en")
    day = VALID[VALID["order_date"] >= last].groupby("customer_id")["amount"].sum()
    assert f"Ann spent {day.get('C00001', 0):,.0f} and brought 4 customers" in picture.alt
    assert "spent nothing in that time" in picture.alt


def test_of_very_many_the_nearest_and_largest_are_shown_and_the_rest_counted():
    many = CUSTOMERS.assign(referred_by=[None, *["C00001"] * 149])
    picture = figures.referrals(many, VALID, SNAPSHOT, ["C00001"], language="en")
    labels = [label.get_text() for label in picture.figure.axes[0].texts]
    shown = [label for label in labels if re.match(r"C\d+", label)]
    assert len(shown) == 27
    assert any("and 123 more" in label for label in shown)
    assert "brought 149 customers" in picture.alt


def test_a_tier_is_said_to_hold_its_share_of_each_kind_of_value():
    people = pd.DataFrame(
        {"tier": ["Gold", "Silver", "Silver"], "present": [80, 10, 10], "future": [30, 50, 20], "social": [0, 40, 0]}
    )
    table = tier_values(people, ORDER)
    picture = figures.tier_values(table, language="en")
    assert picture.alt.startswith(
        "Gold: 33% of the customers, 80% of the present value, 30% of the future value and 0% of the social value"
    )
    none = figures.tier_values(tier_values(people.assign(social=0), ORDER), language="en")
    assert none.alt.startswith("Gold: 33% of the customers, 80% of the present value and 30% of the future value 3")
    assert figures.tier_values(tier_values(people.iloc[:0], ORDER), language="en").alt.startswith("0 customers")


def test_a_policy_stands_with_its_cost_and_the_rise_it_needs():
    policy = tier_policy(BY_TIER, POLICY, margin=0.4)
    picture = figures.tier_values(BY_TIER, policy, currency="TWD", language="en")
    gold = policy.set_index("tier").loc["Gold"]
    assert gold["break_even"] == pytest.approx(90 / (500 * 0.4))
    assert f"Gold: own adviser and previews, NT${gold['cost']:,.0f}, pays from +45%." in picture.alt
    assert "Bronze: newsletter, no cost." in picture.alt


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_policy_for_a_tier_without_value_can_never_pay(language):
    empty = tier_values(VALUES.assign(future=0), ORDER)
    picture = figures.tier_values(empty, tier_policy(empty, POLICY, margin=0.4), currency="TWD", language=language)
    assert {"en": "nothing to raise", "zh-Hant": "沒有價值可提高"}[language] in picture.alt


# Bad input


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: figures.tier_shares(TIERED), "tiers has no column 'customers'"),
        (lambda: figures.dimensions(FOUND.iloc[:0]), "found has no rows"),
        (lambda: figures.choose_k(pd.DataFrame({"k": [2]})), "found has no column 'inertia'"),
        (lambda: figures.cluster_map(CLUSTERED.iloc[:0], "recency", "monetary"), "customers has no rows"),
        (
            lambda: figures.cluster_map(CLUSTERED.assign(recency=0), "recency", "monetary", log=["recency"]),
            r"customers\['recency'\] has numbers of 0 or less",
        ),
        (lambda: figures.cluster_profiles(TABLE), "profiles has to have 'cluster'"),
        (lambda: figures.decision_tree(fit_tree(LEARNT, depth=9, least=1)), "questions deep; fit a tree with depth=4"),
        (lambda: figures.decision_tree(LINE), "classifier is a discriminant analysis"),
        (lambda: figures.discriminant([], []), "scores is empty"),
        (lambda: figures.discriminant([1.0, 2.0], [True]), "actual has 1 entries"),
        (lambda: figures.confusion(TABLE, gain=1, cost=1), "has to be a confusion matrix"),
        (lambda: figures.confusion(MATRIX, gain=1, cost=-1), "cost is -1"),
        (lambda: figures.call_profit(profits(1, 1), gain=1, cost=1, threshold=0.123), "threshold is 0.123"),
        (lambda: figures.referrals(CUSTOMERS, VALID, SNAPSHOT, []), "customers is empty"),
        (lambda: figures.tier_values(BY_TIER.iloc[:0]), "values has no rows"),
        (lambda: figures.tier_values(BY_TIER, tier_policy(BY_TIER, POLICY, margin=0.4).head(1)), "no row for Silver"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(MeasureError, match=words):
        call()
