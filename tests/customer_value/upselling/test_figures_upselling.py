"""The figures of upselling and experiments: the laws of figures, and what each says on tables counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from figure_laws import keep_the_laws

from customer_value import (
    MeasureError,
    basket_pairs,
    draw_test,
    early_stops,
    figures,
    price_ladder,
    running_test,
    service_wishes,
)
from customer_value.figures.picture import Picture
from customer_value.figures.upselling.points import points

LONG = ["北部科學園區半導體設備供應商", "中南部連鎖餐飲與伴手禮通路", "個人", "會員", "東部與離島觀光業者聯合採購"]


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def wallets(n: int = 200, groups: list[str] = LONG) -> pd.DataFrame:
    draw = rng()
    ours = draw.gamma(2, 500, n).round()
    category = (ours + draw.gamma(2, 3000, n)).round()
    ids = [f"C{number:03}" for number in range(n)]
    return pd.DataFrame({"customer_id": ids, "tier": draw.choice(groups, n), "ours": ours, "category": category})


def hand_wallets() -> pd.DataFrame:
    tiers = pd.Categorical(["Gold", "Gold", "Silver", "Silver", "Silver"], ["Gold", "Silver", "Bronze"])
    return pd.DataFrame(
        {"customer_id": list("ABCDE"), "tier": tiers, "ours": [30, 45, 10, 60, 5], "category": [120, 50, 100, 40, None]}
    )


def ladder(moves: list[tuple[str, str, int]], tiers: list[str]) -> pd.DataFrame:
    """A ladder of customers with first tier, last tier and visits."""
    table = pd.DataFrame(moves, columns=["first_tier", "last_tier", "visits"])
    step = table["last_tier"].map(tiers.index) - table["first_tier"].map(tiers.index)
    move = np.select([table["visits"] == 1, step > 0, step < 0], ["one visit", "up", "down"], "same")
    kind = pd.CategoricalDtype(tiers, ordered=True)
    return table.assign(customer_id=range(len(table)), move=move).astype({"first_tier": kind, "last_tier": kind})


TIERS = ["Everyday", "Select", "Fine"]
MOVES = ladder(
    [("Everyday", "Fine", 2), ("Everyday", "Everyday", 3), ("Fine", "Select", 2), ("Select", "Select", 1)], TIERS
)
FIVE = ["日常生活用品價格帶", "中價", "高價精品收藏級", "頂級訂製", "傳家級"]


def many_moves() -> pd.DataFrame:
    first = rng().integers(0, 5, 300)
    last = np.clip(first + rng(2).integers(-2, 3, 300), 0, 4)
    return ladder([(FIVE[one], FIVE[other], 2) for one, other in zip(first, last, strict=True)], FIVE)


def drivers(shares: list[float], stated: list[float] | None = None, n: int = 50) -> pd.DataFrame:
    names = [f"driver {letter}" for letter in "abcdefghijkl"[: len(shares)]]
    said = [np.nan] * len(shares) if stated is None else stated
    gains = np.array(shares) * 0.5
    return pd.DataFrame({"driver": names, "n": n, "r": 0.3, "gain": gains, "share": shares, "stated": said})


def wishes(groups: list[str] = LONG, services: int = 5, n: int = 300) -> pd.DataFrame:
    names = ["專屬顧問一對一服務", "隔日到貨", "陶瓷修補", "會員茶會", "禮品包裝", "宅配到府", "到府收件維修與保固延長"]
    table = pd.DataFrame({"tier": rng().choice(groups, n), "wished_service": rng(3).choice(names[:services], n)})
    return service_wishes(table.assign(service_openness=3), "tier")


def hand_wishes(rows: list[tuple[str, str]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["tier", "wished_service"]).assign(service_openness=3)
    return service_wishes(table, "tier")


SERVICES = pd.DataFrame(
    {
        "name": ["專屬顧問一對一服務", "隔日到貨", "陶瓷修補", "會員茶會", "禮品包裝", "宅配到府", "茶會"],
        "yearly_cost": [1600, 190, 340, 480, 70, 120, 480],
    }
)


def offers(limit: float, language: str, services: int = 5) -> Picture:
    """Three tiers of very different margin, and services of very different cost."""
    said = wishes(["金級", "銀級", "銅級"], min(services, 6))
    sizes, margins = {"金級": 40, "銀級": 100, "銅級": 12_000}, {"金級": 11_000, "銀級": 2_500.5, "銅級": 7}
    return figures.service_offers(said, SERVICES, sizes, margins, limit, currency="TWD", language=language)


def hand_offers(limit: float, margins: dict[str, float]) -> str:
    """Gold: two of three for the adviser. Silver: two of three for the wrapping."""
    rows = [("Gold", "Adviser")] * 2 + [("Gold", "Wrap")] + [("Silver", "Wrap")] * 2 + [("Silver", "Adviser")]
    costs = pd.DataFrame({"name": ["Adviser", "Wrap"], "yearly_cost": [1600, 70]})
    sizes = {"Gold": 40, "Silver": 100}
    return figures.service_offers(hand_wishes(rows), costs, sizes, margins, limit, currency="TWD", language="en").alt


def pairs(items: int, baskets: int = 300) -> pd.DataFrame:
    names = [f"商品類別第{number}號" for number in range(items)]
    draw = rng()
    lines = [
        (basket, item)
        for basket in range(baskets)
        for item in draw.choice(names, draw.integers(1, min(4, items + 1)), replace=False)
    ]
    return basket_pairs(pd.DataFrame(lines, columns=["order_id", "product_id"]))


CANDIDATES = pd.DataFrame(
    {
        "customer_id": "X",
        "product_id": list("BCDE"),
        "probability": [0.5, 0.3, 0.9, 0.05],
        "unit_margin": [40, 100, 50, 200],
        "owned": [False, False, True, False],
        "in_stock": True,
        "consent": True,
    }
)


def many_candidates() -> pd.DataFrame:
    table = pd.DataFrame({"product_id": [f"P{number:02}" for number in range(20)], "customer_id": "X"})
    return table.assign(
        probability=rng().uniform(0, 0.6, 20),
        unit_margin=rng(2).uniform(-50, 3000, 20),
        owned=[True, False] * 10,
        in_stock=[True, True, False, True] * 5,
        consent=True,
    )


NOTHING = draw_test(rng(4), base=0.05, people=200, looks=30)
STOPS = early_stops(rng(4), base=0.05, people=200, looks=30, tests=300)

DRAWINGS = {
    "wallets": lambda language: figures.wallet_headroom(wallets(), "tier", currency="TWD", language=language),
    "one wallet": lambda language: figures.wallet_headroom(wallets(1), "tier", currency="TWD", language=language),
    "ladder": lambda language: figures.price_ladder(MOVES, language=language),
    "five rungs": lambda language: figures.price_ladder(many_moves(), language=language),
    "drivers": lambda language: figures.driver_importance(
        drivers([0.4, 0.3, 0.2, 0.1], [3.0, 4.9, 4.0, 3.5]), {"driver a": "門市人員專業與親切程度"}, language=language
    ),
    "derived only": lambda language: figures.driver_importance(drivers([0.7, 0.3]), language=language),
    "no importance": lambda language: figures.driver_importance(drivers([np.nan, np.nan], [3, 4]), language=language),
    "wishes": lambda language: figures.service_wishes(wishes(), language=language),
    "seven wishes": lambda language: figures.service_wishes(wishes(services=7), language=language),
    "offers by tier": lambda language: offers(0.1, language),
    "offers, most too dear": lambda language: offers(0.01, language, services=7),
    "one tier without a margin": lambda language: figures.service_offers(
        hand_wishes([("會員", "茶會")]), SERVICES, {"會員": 3}, {"會員": -5}, 0.1, currency="TWD", language=language
    ),
    "one wish": lambda language: figures.service_wishes(hand_wishes([("會員", "茶會")]), language=language),
    "lift": lambda language: figures.basket_lift(pairs(7), language=language),
    "lift of many": lambda language: figures.basket_lift(pairs(16), language=language),
    "one pair": lambda language: figures.basket_lift(pairs(2), language=language),
    "offer": lambda language: figures.next_offer(CANDIDATES, "X", currency="TWD", language=language),
    "offers": lambda language: figures.next_offer(
        many_candidates(), "X", {"P01": "柴燒手捏茶壺與茶海雙人組合禮盒"}, currency="TWD", language=language
    ),
    "size": lambda language: figures.sample_sizes(0.04, 0.05, people=2000, language=language),
    "size downward": lambda language: figures.sample_sizes(0.1, 0.08, power=0.9, language=language),
    "size of equals": lambda language: figures.sample_sizes(0.04, 0.04, language=language),
    "size at the edge": lambda language: figures.sample_sizes(0.5, 1.0, people=5, language=language),
    "result": lambda language: figures.ab_result(
        4000, 200, 4000, 160, margin=300, cost=2, currency="TWD", language=language
    ),
    "result without money": lambda language: figures.ab_result(415, 172, 137, 39, language=language),
    "result of nothing": lambda language: figures.ab_result(
        10, 0, 10, 0, margin=300, cost=2, currency="TWD", language=language
    ),
    "peeking": lambda language: figures.ab_peeking(running_test(NOTHING), STOPS, true=0.0, language=language),
    "peeking alone": lambda language: figures.ab_peeking(running_test(NOTHING), true=0.02, language=language),
    "one look": lambda language: figures.ab_peeking(running_test(NOTHING[:1]), STOPS[:1], language=language),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_figure_keeps_the_laws_of_figures(name):
    keep_the_laws(DRAWINGS[name])


# What the figures say


def test_headroom_is_told_per_customer_and_in_all():
    alt = figures.wallet_headroom(hand_wallets(), "tier", 0.8, currency="TWD", language="en").alt
    assert alt.startswith("Most room to grow per customer: Silver, NT$70 a year more if we won 80% of each wallet")
    assert "answers counted: 3; left out: 2" in alt
    assert "Gold, n = 2: NT$38 of NT$85 spent with us (44%), headroom NT$33 per customer, NT$66 in all." in alt
    assert "Silver, n = 1: NT$10 of NT$100 spent with us (10%), headroom NT$70 per customer, NT$70 in all." in alt
    assert "Bronze" not in alt


def test_where_no_headroom_is_left_the_title_says_so():
    alt = figures.wallet_headroom(hand_wallets(), "tier", 0.05, currency="TWD", language="en").alt
    assert alt.startswith("No room to grow: all of these customers spend at least 5% of their wallet with us")


def test_the_ladder_counts_who_moved():
    alt = figures.price_ladder(MOVES, language="en").alt
    assert alt.startswith("1 of 3 customers with two visits or more (33%) bought on a higher rung")
    assert "1 came once" in alt
    assert "Everyday: 1 customers now (25%); of 2 who began there 1 went up, 1 stayed, 0 came down." in alt
    assert "Select: 2 customers now (50%); of 0 who began there 0 went up, 0 stayed, 0 came down." in alt


def test_bands_are_as_thick_as_the_moves_are_many():
    (_, right) = figures.price_ladder(MOVES, language="en").figure.axes
    heights = sorted(round(float(np.ptp(patch.get_path().vertices[[0, 7], 1])), 3) for patch in right.patches[:3])
    assert heights == [0.333, 0.333, 0.333]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (drivers([0.6, 0.4], [5, 4]), "driver a moves satisfaction most (60%), and customers put it first themselves"),
        (drivers([0.4, 0.35, 0.25], [4, 5, 3]), "driver a moves satisfaction most (40%); asked, customers put it in"),
        (
            drivers([0.4, 0.3, 0.2, 0.1], [5, 2, 4, 3]),
            "driver a moves satisfaction most (40%); driver b moves more than customers say: 30%, but place 4 of 4",
        ),
        (drivers([0.5, 0.5], [5, 4]), "driver a and driver b move satisfaction most, 50% each"),
        (drivers([0.6, 0.4]), "driver a moves satisfaction most: 60% of what the ratings explain"),
        (drivers([np.nan] * 2, [5, 4]), "These answers do not show what moves satisfaction"),
    ],
)
def test_the_title_of_the_drivers_is_true_of_the_data(table, said):
    alt = figures.driver_importance(table, language="en").alt
    assert alt.startswith(said)
    assert "50 complete answers" in alt or "Complete answers: 50" in alt


def test_drivers_are_called_by_their_labels_and_sorted_by_what_they_move():
    alt = figures.driver_importance(drivers([0.2, 0.8], [5, 4]), {"driver a": "Shop"}, language="en").alt
    assert alt.index("driver b: derived 80%, stated 4.0.") < alt.index("Shop: derived 20%, stated 5.0.")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("a", "Tea"), ("b", "Tea"), ("b", "Cup"), ("b", "Tea")], "Every group wishes most for Tea: 67% to 100%"),
        ([("a", "Tea"), ("b", "Cup")], "Most wished for: a, Tea (100%); b, Cup (100%)"),
        ([("a", "Tea"), ("a", "Cup")], "Most wished for: a, Cup and Tea (50%)"),
        (
            [("a", "Tea"), ("b", "Cup"), ("c", "Tea"), ("d", "Tea"), ("d", "Cup")],
            "4 groups, 3 different favourites; the clearest wish is that of a for Tea (100%)",
        ),
    ],
)
def test_the_title_of_the_wishes_is_true_of_the_data(rows, said):
    assert figures.service_wishes(hand_wishes(rows), language="en").alt.startswith(said)


def test_wishes_come_with_their_intervals():
    alt = figures.service_wishes(hand_wishes([("a", "Tea")] * 3 + [("a", "Cup")]), language="en").alt
    assert "a, n = 4: Tea 75% (30% to 95%) and Cup 25% (5% to 70%)." in alt


RICH = {"Gold": 20_000, "Silver": 2_000}


@pytest.mark.parametrize(
    ("limit", "margins", "said"),
    [
        (0.08, RICH, "Up to 8% of the margin: Gold gets Adviser, Silver gets Wrap. For everybody"),
        (0.07, RICH, "Up to 7% of the margin, every tier gets Wrap. For everybody in them that is NT$9,800 a"),
        (0.02, RICH, "Up to 2% of the margin: Gold gets Wrap, Silver gets nothing."),
        (0.001, RICH, "Up to 0% of the margin, no tier gets anything"),
        (0.5, {"Gold": 20_000, "Silver": -10}, "Up to 50% of the margin: Gold gets Adviser, Silver gets nothing."),
    ],
)  # fmt: skip
def test_the_title_of_the_offers_is_what_the_limit_allows(limit, margins, said):
    assert hand_offers(limit, margins).startswith(said)


def test_the_offers_are_told_with_what_they_take_of_the_margin():
    assert "Silver, 100 customers: Wrap, NT$7,000 a year. Wrap (4% of the margin, wished for by 67%)" in hand_offers(
        0.08, RICH
    )


def test_the_lift_of_the_best_pair_is_the_title():
    rows = [("o1", "Tea"), ("o1", "Cup"), ("o2", "Tea"), ("o2", "Cup"), ("o3", "Soap"), ("o4", "Soap"), ("o4", "Tea")]
    table = basket_pairs(pd.DataFrame(rows, columns=["order_id", "product_id"]))
    alt = figures.basket_lift(table, {"Cup": "cups"}, language="en").alt
    assert alt.startswith("cups and Tea are bought together 1.3 times as often as chance would have it")
    assert "4 baskets" in alt
    assert "cups and Tea: lift 1.33, 2 baskets. Soap and Tea: lift 0.67, 1 baskets." in alt
    below = figures.basket_lift(table[table["lift"] < 1], language="en").alt
    assert below.startswith("No pair is bought together more often than chance; nearest to it: Soap and Tea, 0.67")


def test_of_many_items_the_most_bought_are_drawn_and_the_note_says_so():
    (axes,) = figures.basket_lift(pairs(16), language="en").figure.axes
    assert len(axes.patches) == 12 * 11 / 2
    assert "The 12 most bought of 16." in figures.basket_lift(pairs(16), language="en").alt


def test_the_offer_and_what_is_likelier():
    alt = figures.next_offer(CANDIDATES, "X", {"C": "Teapot"}, currency="TWD", language="en").alt
    assert alt.startswith("Offer Teapot: 30% × NT$100 = NT$30. B is likelier (50%) but brings NT$20")
    assert "D: 90% × NT$50 = NT$45, owned already." in alt
    plain = figures.next_offer(CANDIDATES.query("product_id != 'B'"), "X", currency="TWD", language="en").alt
    assert plain.startswith("Offer C: 30% × NT$100 = NT$30, the likeliest that may be offered")


@pytest.mark.parametrize(
    ("change", "said"),
    [({"consent": False}, ", no consent"), ({"in_stock": False}, ", not in stock"), ({"owned": True}, ", owned")],
)
def test_no_offer_is_drawn_with_its_reason(change, said):
    alt = figures.next_offer(CANDIDATES.assign(**change), "X", currency="TWD", language="en").alt
    assert alt.startswith("No offer: none of the 4 candidates")
    assert said in alt


def test_the_offer_is_shown_even_if_many_barred_products_would_bring_more():
    table = many_candidates().assign(owned=True)
    table.loc[table["probability"].mul(table["unit_margin"]).idxmin(), "owned"] = False
    lowest = table.loc[~table["owned"], "product_id"].iloc[0]
    picture = figures.next_offer(table.assign(in_stock=True), "X", currency="TWD", language="en")
    assert picture.alt.startswith(f"Offer {lowest}:")
    assert lowest in [label.get_text() for label in picture.figure.axes[0].get_yticklabels()]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "To tell 5% from 4%, each group needs 6,743 people; for half that difference, 25,549"),
        ({"people": 7000}, "To tell 5% from 4%, each group needs 6,743 people; the 7,000 there are will do"),
        ({"people": 2000}, "each group needs 6,743 people; the 2,000 there are can only show 1.9 points or more"),
    ],
)
def test_the_title_of_the_sample_size(options, said):
    assert said in figures.sample_sizes(0.04, 0.05, language="en", **options).alt


def test_people_who_can_show_nothing_at_all():
    alt = figures.sample_sizes(0.96, 0.97, people=20, language="en").alt
    assert alt.startswith("To tell 97% from 96%, each group needs 5,298 people; the 20 there are can show nothing")


def test_rates_have_as_many_decimals_as_they_need():
    assert figures.sample_sizes(0.005, 0.0075, language="en").alt.startswith("To tell 0.75% from 0.5%")
    assert "no test is large enough" in figures.sample_sizes(0.04, 0.04, language="en").alt


@pytest.mark.parametrize(
    ("difference", "said"),
    [(0.01, "1.0"), (0.0009, "0.09"), (0.005, "0.5"), (-0.0172, "\u22121.7"), (0.0, "0.0")],
)
def test_points_are_hundredths_with_the_decimals_they_need(difference, said):
    assert points(difference, "en") == said


@pytest.mark.parametrize(
    ("counts", "money", "said"),
    [
        ((4000, 200, 4000, 160), (300, 2), "Test more: each contact may earn anything from \u2212NT$1.72 to NT$3.72"),
        ((4000, 280, 4000, 160), (300, 2), "Roll out: each contact earns NT$7.00, and even the low end, NT$4.01"),
        ((4000, 165, 4000, 160), (300, 20), "Stop: profit per contact is \u2212NT$19.62, and even the high end"),
        ((8000, 480, 2000, 80), None, "The treatment raised the response by 2.0 points; the data allow 1.0 to 3.0"),
        ((2000, 80, 8000, 480), None, "The treatment lowered the response by 2.0 points"),
        ((100, 6, 100, 5), None, "Open: a difference of 1.0 points, but the data allow anything from \u22125.3 to 7.3"),
        ((10, 0, 10, 0), (300, 2), "0.0% against 0.0%: too little was seen for an interval, so test more"),
    ],
)
def test_the_title_of_the_result_is_the_decision(counts, money, said):
    options = {} if money is None else {"margin": money[0], "cost": money[1], "currency": "TWD"}
    assert figures.ab_result(*counts, language="en", **options).alt.startswith(said)


def test_the_result_tells_the_counts_and_warns_of_few():
    alt = figures.ab_result(4000, 200, 4000, 160, margin=300, cost=2, currency="TWD", language="en").alt
    assert "Treated: 200 of 4,000 responded (5.0%). Control: 160 of 4,000 (4.0%). Difference 1.0 points." in alt
    assert "95% interval 0.09 to 1.9, p 0.031. Profit per contact NT$1.00, 95% interval" in alt
    assert "Fewer than 5" not in alt
    assert "Fewer than 5 responders in a group" in figures.ab_result(50, 2, 60, 7, language="en").alt


def looks(*rows: tuple[int, int]) -> pd.DataFrame:
    """A running test of 400 people more in each group at every look, with the responders so far."""
    so_far = [400 * (number + 1) for number in range(len(rows))]
    table = pd.DataFrame(rows, columns=["treated_responders", "control_responders"])
    return running_test(table.assign(treated=so_far, control=so_far))


@pytest.mark.parametrize(
    ("table", "true", "said"),
    [
        (looks((20, 18), (40, 37)), None, "None of 2 looks is significant; at the end the difference is 0.38 points"),
        (looks((28, 14), (44, 34)), None, "Stopped at look 1 it would have been a success (3.5 points); at the end"),
        (looks((20, 18), (90, 40)), None, "Significant for the first time at look 2 (6.2 points), and at the end too"),
        (looks((28, 14)), None, "One look, at the end: a difference of 3.5 points, significant"),
        (looks((20, 18)), None, "One look, at the end: a difference of 0.5 points, not significant"),
        (looks((28, 14), (44, 34)), 0, "There is nothing to be found, and yet look 1 of 2 seems significant (3.5"),
        (looks((28, 14), (90, 40)), 0, "There is nothing to be found, and yet look 1 of 2 seems significant (3.5"),
        (looks((28, 14)), 0, "There is nothing to be found, and yet the one look seems significant (3.5 points)"),
    ],
)
def test_the_title_of_a_running_test_is_true_of_it(table, true, said):
    assert figures.ab_peeking(table, true=true, language="en").alt.startswith(said)


def test_the_share_of_false_successes_is_told():
    alt = figures.ab_peeking(looks((28, 14)), STOPS, language="en").alt
    ever, once = STOPS["by_now"].iloc[-1], STOPS["at_this_look"].iloc[-1]
    assert f"{ever:.0%} would have been called a success by look 30, {once:.0%} at that look alone" in alt


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda: figures.wallet_headroom(wallets().drop(columns="tier"), "tier"), "wallets has no column 'tier'"),
        (lambda: figures.wallet_headroom(wallets().assign(category=0), "tier"), "nothing to draw"),
        (lambda: figures.price_ladder(MOVES[3:]), "no customer with two visits"),
        (lambda: figures.price_ladder(pd.DataFrame()), "as price_ladder returns it"),
        (lambda: figures.driver_importance(drivers([])), "drivers has no rows"),
        (lambda: figures.driver_importance(drivers([1]).drop(columns="gain")), "drivers has no column 'gain'"),
        (lambda: figures.service_wishes(wishes()[:0]), "wishes has no answers"),
        (lambda: figures.service_offers(wishes()[:0], SERVICES, {}, {}, 0.1), "wishes has no rows"),
        (
            lambda: figures.service_offers(hand_wishes([("a", "茶會")]), SERVICES, {"a": 3}, {}, 0.1),
            "no margin for 'a'",
        ),
        (lambda: figures.basket_lift(pairs(4)[:0]), "pairs has no rows"),
        (lambda: figures.next_offer(CANDIDATES, "Y"), "no row for the customer 'Y'"),
        (lambda: figures.sample_sizes(4, 5), "base is 4"),
        (lambda: figures.ab_result(0, 0, 10, 1), "A group of the test is empty"),
        (lambda: figures.ab_result(10, 1, 10, 1, margin=3), "Give margin and cost, or neither"),
        (lambda: figures.ab_peeking(running_test(NOTHING * 0)), "no look with people in both groups"),
        (lambda: figures.ab_peeking(NOTHING), "running has no column 'look'"),
    ],
)
def test_bad_input_is_named_in_one_sentence(draw, said):
    with pytest.raises(MeasureError) as caught:
        draw()
    assert said in str(caught.value)


def test_the_ladder_is_drawn_from_the_measure():
    valid = pd.DataFrame({"customer_id": ["A", "A"], "order_id": ["o1", "o2"]}).assign(
        order_date=pd.to_datetime(["2024-01-05", "2024-03-01"])
    )
    lines = pd.DataFrame({"order_id": ["o1", "o2"], "product_id": ["P1", "P2"]})
    products = pd.DataFrame({"product_id": ["P1", "P2"], "price_tier": ["Low", "High"], "list_price": [1, 2]})
    assert figures.price_ladder(price_ladder(valid, lines, products), language="en").alt.startswith("1 of 1 customers")
