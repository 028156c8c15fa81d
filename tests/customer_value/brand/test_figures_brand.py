"""Figures of market, prices, positioning, advantage, satisfaction and the journey: the laws, and what they say."""

from __future__ import annotations

import logging
import math
import re

import numpy as np
import pandas as pd
import pytest
from brand_tables import LEVELS, MEANS, US, WEIGHTS, areas, contacts, ratings, surveys
from figure_laws import keep_the_laws

from customer_value import (
    UNKNOWN_AREA,
    MeasureError,
    area_shares,
    attribute_means,
    brand_scores,
    figures,
    high_middle_low,
    importance_performance,
    journey_scorecard,
    market_size,
    nps_by_group,
    price_positions,
)
from customer_value.figures.point_labels import spread_apart
from customer_value.figures.wording import joined

OWN, MARKET, RIVALS = areas(["Taipei", "臺中彰化與南投地區", "East Coast"])
MANY = areas([f"Sales area number {number}" for number in range(1, 19)])
ONE = areas(["Taipei"])
RATINGS = ratings()
POSITIONS = price_positions(LEVELS, RATINGS)
SCORES = brand_scores(RATINGS)
SURVEYS, CONTACTS = surveys(), contacts()
WANTED = SURVEYS.rename(columns={"importance_quality": "x", "importance_choice": "y"})[["x", "y"]]
CARD = journey_scorecard(SURVEYS, CONTACTS, "2025-12-31")
LONG = {"這個品牌名字特別特別長國際股份有限公司": (4.1,) * 7, "另一個名字也相當長之競爭品牌股份有限公司": (4.0,) * 7}
UNKNOWN = pd.concat([OWN, pd.DataFrame({"sales_area": [UNKNOWN_AREA], "customers": [3], "sales": [500.0]})])


def shares(own: pd.DataFrame, market: pd.DataFrame, rivals: pd.DataFrame | None = None) -> pd.DataFrame:
    return area_shares(own, market, rivals)


def nps_of(counts: dict[str, tuple[int, int, int]]) -> pd.DataFrame:
    rows = [
        (group, answer)
        for group, kinds in counts.items()
        for answer, n in zip((10, 8, 2), kinds, strict=True)
        for _ in range(n)
    ]
    return nps_by_group(pd.DataFrame(rows, columns=["group", "nps"]), "group")


DRAWINGS = {
    "size": lambda lang: figures.market_size(market_size(MARKET, 0.08), OWN, currency="TWD", language=lang),
    "size of many": lambda lang: figures.market_size(
        market_size(MANY[1], 0.08), MANY[0], currency="TWD", language=lang
    ),
    "size of one": lambda lang: figures.market_size(market_size(ONE[1], 1.0), ONE[0], currency="USD", language=lang),
    "size of nothing attainable": lambda lang: figures.market_size(market_size(MARKET, 0.0), language=lang),
    "shares": lambda lang: figures.area_shares(shares(OWN, MARKET, RIVALS), {"B1": "青禾生活"}, language=lang),
    "shares of many": lambda lang: figures.area_shares(shares(*MANY), language=lang),
    "shares of one": lambda lang: figures.area_shares(shares(*ONE[:2]), language=lang),
    "shares with unknown": lambda lang: figures.area_shares(shares(UNKNOWN, MARKET, RIVALS), language=lang),
    "price": lambda lang: figures.price_quality(POSITIONS, language=lang),
    "price of long names": lambda lang: figures.price_quality(
        price_positions(LEVELS[:1], ratings(LONG)), language=lang
    ),
    "price moved": lambda lang: figures.price_quality(
        high_middle_low(POSITIONS.assign(price_level=POSITIONS["price_level"] + 30 * POSITIONS["own"])),
        before=POSITIONS,
        note="Note 1.",
        language=lang,
    ),
    "price of one": lambda lang: figures.price_quality(POSITIONS[:1], language=lang),
    "map": lambda lang: figures.perceptual_map(RATINGS, "quality", "choice", WANTED, language=lang),
    "map of a spot": lambda lang: figures.perceptual_map(
        RATINGS, "quality", "choice", WANTED, spot=(1.0, 5.0), language=lang
    ),
    "map of long names": lambda lang: figures.perceptual_map(ratings(LONG), "quality", "choice", WANTED, language=lang),
    "map of one": lambda lang: figures.perceptual_map(ratings({US: MEANS[US]}), "quality", "choice", language=lang),
    "quadrants": lambda lang: figures.importance_performance(
        importance_performance(attribute_means(SURVEYS)), language=lang
    ),
    "quadrants of one": lambda lang: figures.importance_performance(
        importance_performance(
            pd.DataFrame({"attribute": ["一項名字很長服務品質指標"], "importance": 4.0, "performance": 3.0})
        ),
        language=lang,
    ),
    "nps": lambda lang: figures.nps_groups(nps_by_group(SURVEYS, "group"), language=lang),
    "nps of one": lambda lang: figures.nps_groups(nps_of({"all": (3, 1, 1)}), {"all": "所有顧客"}, language=lang),
    "nps of many": lambda lang: figures.nps_groups(
        nps_of({f"Group number {number}": (20 + number, 20, 30 - number) for number in range(14)}), language=lang
    ),
    "precision": lambda lang: figures.nps_precision(0.45, 0.25, 100, language=lang),
    "precision of all": lambda lang: figures.nps_precision(1.0, 0.0, 5000, language=lang),
    "ranking": lambda lang: figures.advantage_ranking(SCORES, WEIGHTS, US, language=lang),
    "ranking of one": lambda lang: figures.advantage_ranking(SCORES[:1], {"price": 1}, language=lang),
    "ranking of long names": lambda lang: figures.advantage_ranking(
        brand_scores(ratings(LONG)), WEIGHTS, language=lang
    ),
    "sensitivity": lambda lang: figures.weight_sensitivity(SCORES, WEIGHTS, "price", US, language=lang),
    "sensitivity of equals": lambda lang: figures.weight_sensitivity(
        pd.concat([SCORES, SCORES.rename(index={US: "Twin"}).loc[["Twin"]]]), WEIGHTS, "quality", language=lang
    ),
    "journey": lambda lang: figures.journey_scorecard(CARD, language=lang),
    "journey of one": lambda lang: figures.journey_scorecard(CARD[:1], language=lang),
    "journey of own stages": lambda lang: figures.journey_scorecard(
        CARD.assign(stage=[f"stage {number}" for number in range(5)]),
        [f"stage {number}" for number in range(5)],
        {"stage 0": "第一站名字特別特別長"},
        language=lang,
    ),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_figure_keeps_the_laws_of_figures(name):
    keep_the_laws(DRAWINGS[name])


def test_drawing_logs_nothing(caplog):
    with caplog.at_level(logging.WARNING):
        for name in ("price", "map", "ranking", "journey"):
            assert DRAWINGS[name]("zh-Hant").png
    assert not caplog.records


# What the figures say


def small_market(sales: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    market = pd.DataFrame(
        {"sales_area": ["North"], "households": [300], "target_households": [100], "market_sales": [1000.0]}
    )
    return pd.DataFrame({"sales_area": ["North"], "customers": [20], "sales": [sales]}), market


@pytest.mark.parametrize(
    ("sales", "says"),
    [
        (50.0, "We could win US$100 a year of a market of US$1k; today we sell US$50"),
        (100.0, "We already sell US$100 a year, no less than the US$100 we called attainable"),
        (None, "Of a market of US$1k a year, US$100 is within our reach"),
    ],
)
def test_the_size_is_held_to_our_sales(sales, says):
    own, market = small_market(sales or 0.0)
    picture = figures.market_size(
        market_size(market, 0.1), own if sales is not None else None, currency="USD", language="en"
    )
    assert picture.alt.startswith(says)
    assert "North: TAM US$3k, SAM US$1k, SOM US$100." in picture.alt


@pytest.mark.parametrize(
    ("sales", "says"),
    [
        (50.0, "We reach 20% of the target market, but only 5% of what it spends"),
        (200.0, "We reach 20% of the target market, and the same 20% of what it spends"),
        (300.0, "We reach 20% of the target market, and 30% of what it spends"),
    ],
)
def test_the_two_shares_are_beside_one_another(sales, says):
    picture = figures.area_shares(area_shares(*small_market(sales)), language="en")
    assert picture.alt.startswith(says)
    assert "All areas: penetration 20%" in picture.alt


def test_the_rivals_are_named():
    drawn = figures.area_shares(shares(OWN, MARKET, RIVALS), {"B2": "Everyday"}, language="en")
    written = {text.get_text() for text in drawn.figure.axes[0].texts}
    assert {"Everyday"} <= written
    assert "Largest" not in written


def test_an_area_without_a_market_is_not_drawn_and_counts_in_the_company():
    alt = figures.area_shares(shares(UNKNOWN, MARKET), language="en").alt
    assert "unknown" not in alt.lower()
    assert "All areas: penetration" in alt


def positions(ours: float, quality: float = 4.0) -> pd.DataFrame:
    brands = pd.DataFrame(
        {
            "brand": ["We", "A", "B", "C"],
            "own": [True, False, False, False],
            "price_level": [ours, 60.0, 80.0, 120.0],
            "quality": [quality, 3.0, 3.5, 4.5],
            "respondents": 100,
        }
    )
    return high_middle_low(brands)


@pytest.mark.parametrize(
    ("ours", "says"),
    [
        (100.0, "We is high-priced, just what the others' prices suggest for its quality"),
        (80.0, "We is mid-priced; the others' prices would allow 25% more for its quality"),
        (125.0, "We is high-priced; for its quality it asks 25% more than the others' prices suggest"),
        (50.0, "We is low-priced; the others' prices would allow 100% more for its quality"),
    ],
)
def test_the_price_is_held_to_the_line(ours, says):
    assert figures.price_quality(positions(ours), language="en").alt.startswith(says)


def test_prices_without_us_or_without_a_line():
    alone = positions(100.0)
    assert figures.price_quality(alone[1:], language="en").alt.startswith("C is the dearest brand, A the cheapest")
    two = high_middle_low(alone[:2])
    assert "at a quality of 4.0 out of 5" in figures.price_quality(two, language="en").alt


def test_a_moved_brand_leaves_a_ring():
    still = figures.price_quality(positions(100.0), before=positions(100.0), language="en")
    moved = figures.price_quality(positions(90.0), before=positions(100.0), language="en")
    rings = [len(picture.figure.axes[0].collections) for picture in (still, moved)]
    assert rings[1] == rings[0] + 1


def two_axes(spots: dict[str, tuple[float, float]]) -> pd.DataFrame:
    return ratings({brand: (x, 3.0, y, 3.0, 3.0, 3.0, 3.0) for brand, (x, y) in spots.items()})


CORNERS = {"We": (4.5, 2.0), "A": (2.0, 4.5), "B": (4.0, 4.0)}


def test_the_map_says_who_would_want_the_emptiest_spot():
    nobody = figures.perceptual_map(two_axes(CORNERS), "quality", "choice", WANTED, language="en")
    assert nobody.alt.startswith("The emptiest spot on the map would win nobody")
    dream = {"We": (4.5, 2.0), "A": (2.0, 4.5), "B": (2.0, 2.0)}
    everybody = figures.perceptual_map(two_axes(dream), "quality", "choice", WANTED, language="en")
    assert everybody.alt.startswith("Everybody would want the emptiest spot")


def test_the_map_says_who_would_want_a_chosen_spot():
    wanted = pd.DataFrame({"x": [5, 1, 1], "y": [1, 5, 5]})
    picture = figures.perceptual_map(two_axes(CORNERS), "quality", "choice", wanted, spot=(3.9, 4.2), language="en")
    best = [max(w[0] * x + w[1] * y for x, y in CORNERS.values()) for w in wanted.to_numpy()]
    share = np.mean([w[0] * 3.9 + w[1] * 4.2 > b for w, b in zip(wanted.to_numpy(), best, strict=True)])
    assert picture.alt.startswith(f"{share:.0%} would prefer this spot; the nearest brand is B, 0.2 points away")


def test_the_map_without_wishes_names_the_nearest_rival():
    picture = figures.perceptual_map(two_axes(CORNERS), "quality", "choice", language="en")
    assert picture.alt.startswith("In customers' eyes B is nearest to We: 2.1 points away")
    rivals = two_axes(CORNERS).assign(competitor_id="B0")
    assert (
        "Where customers see the brands (3): Quality and Choice We"
        in figures.perceptual_map(rivals, "quality", "choice", language="en").alt
    )


def test_axes_that_say_the_same_are_flagged_and_turned_ones_named():
    picture = figures.perceptual_map(RATINGS, "price", "dear", language="en")
    note = picture.figure.texts[1].get_text().replace("\n", " ")
    assert re.search(r"over these 5 brands the two axes have a correlation of 0\.99", note)
    assert picture.figure.axes[0].get_ylabel() == "not 'Dear' (turned round: high is good)"
    other = figures.perceptual_map(RATINGS, "choice", "shop", language="en")
    assert "correlation" not in other.figure.texts[1].get_text()


def test_what_to_improve_first_starts_with_the_weakest():
    table = pd.DataFrame(
        {
            "attribute": ["taste", "speed", "staff", "parking", "decor"],
            "importance": [4.6, 4.4, 3.9, 2.4, 2.7],
            "performance": [4.5, 3.2, 3.7, 3.0, 4.4],
        }
    )
    alt = figures.importance_performance(importance_performance(table), language="en").alt
    assert alt.startswith("Improve first: speed and staff")
    assert "parking: importance 2.40, performance 3.00, Low priority." in alt
    fine = importance_performance(table.assign(performance=table["importance"]))
    assert figures.importance_performance(fine, language="en").alt.startswith("Nothing that matters more")
    named = figures.importance_performance(importance_performance(table), {"speed": "速度"}, language="zh-Hant").alt
    assert named.startswith("最該先改善的：速度和 staff")


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({"N": (60, 30, 10), "S": (30, 30, 40)}, "N (+50) recommends us more than S (−10)"),
        ({"N": (40, 30, 30), "S": (38, 30, 32)}, "The differences between the groups may be chance"),
        ({"N": (20, 5, 4), "S": (1, 5, 23)}, "Too few answers to rank the groups: fewer than two have 30 or more"),
        ({"N": (60, 30, 10), "S": (0, 0, 29)}, "Too few answers to rank"),
        ({"N": (45, 30, 25)}, "Net promoter score +20; with these answers it may be anything from +4 to +36"),
    ],
)
def test_groups_are_told_apart_only_where_they_are(counts, says):
    assert figures.nps_groups(nps_of(counts), language="en").alt.startswith(says)


def test_a_group_with_few_answers_is_hollow_and_an_empty_one_left_out():
    table = nps_of({"N": (20, 10, 10), "S": (9, 10, 10)})
    empty = table.iloc[:1].assign(group="E", answers=0, promoters=0, passives=0, detractors=0, nps=math.nan)
    drawn = figures.nps_groups(pd.concat([table, empty], ignore_index=True), language="en")
    right = drawn.figure.axes[1]
    faces = [line.get_markerfacecolor() for line in right.lines if line.get_marker() == "o"]
    assert [face == "white" for face in faces] == [False, True]
    assert "E:" not in drawn.alt


@pytest.mark.parametrize(
    ("shares_of", "answers", "says"),
    [
        ((0.45, 0.25), 100, "With 100 answers, +20 can be told from zero: it lies between +4 and +36"),
        ((0.45, 0.25), 63, "With 63 answers, +20 cannot be told from zero: it may lie anywhere from −0 to +40"),
        ((0.30, 0.30), 1000, "With 1,000 answers, 0 cannot be told from zero: it may lie anywhere from −5 to +5"),
        ((0.20, 0.50), 400, "With 400 answers, −30 can be told from zero"),
    ],
)
def test_how_sure_a_score_is(shares_of, answers, says):
    alt = figures.nps_precision(*shares_of, answers, language="en").alt
    assert alt.startswith(says.replace("−0", "0"))


def test_the_note_says_how_many_answers_it_takes():
    assert "takes about 64 answers" in figures.nps_precision(0.45, 0.25, 10, language="en").alt
    assert "never told from zero" in figures.nps_precision(0.3, 0.3, 10, language="en").alt


EXAMPLE = pd.DataFrame({"price": [3, 5, 4], "quality": [5, 2, 4], "service": [4, 3, 2]}, index=["Us", "X", "Y"])
FIVE_THREE_TWO = {"price": 5, "quality": 3, "service": 2}


@pytest.mark.parametrize(
    ("own", "weights", "says"),
    [
        ("Us", FIVE_THREE_TWO, "Us is ahead of X by 0.10 points"),
        (None, FIVE_THREE_TWO, "Us is ahead of X by 0.10 points"),
        ("Y", FIVE_THREE_TWO, "Y is number 3, 0.20 points behind Us"),
        ("X", {"price": 1, "quality": 1}, "Us and Y are first together"),
    ],
)
def test_the_ranking_says_who_leads(own, weights, says):
    assert figures.advantage_ranking(EXAMPLE, weights, own, language="en").alt.startswith(says)


def test_the_heads_hold_each_attributes_share_of_the_weight():
    axes = figures.advantage_ranking(EXAMPLE, pd.Series(FIVE_THREE_TWO), language="en").figure.axes[0]
    heads = [label.get_text().split("\n")[-1] for label in axes.get_xticklabels()]
    assert heads == ["50%", "30%", "20%"]


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        (FIVE_THREE_TWO, "At today's weight of 50% Us leads; once 'Value for money' weighs more than 52%, X does"),
        (
            FIVE_THREE_TWO | {"price": 15},
            "At today's weight of 75% X leads; if 'Value for money' weighs less than 52%, Us does",
        ),
    ],
)
def test_the_sensitivity_says_where_the_leader_changes(weights, says):
    picture = figures.weight_sensitivity(EXAMPLE, weights, "price", "Us", language="en")
    assert picture.alt.startswith(says)
    assert "From 0% to 52%: Us. From 52% to 100%: X." in picture.alt


def test_a_leader_at_every_weight():
    best = EXAMPLE.assign(price=[5, 4, 3])
    alt = figures.weight_sensitivity(best, FIVE_THREE_TWO, "price", language="en").alt
    assert alt.startswith("Us leads however much 'Value for money' weighs")


def card(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["stage", "score", "low", "high", "customers"])


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            [("delivery", 60.0, 58.0, 62.0, 90), ("service", 70.0, 68.0, 72.0, 80), ("purchase", 80.0, 78.0, 82.0, 99)],
            "The weakest stage is Delivery: 60 of 100 points, against 80 for Purchase",
        ),
        (
            [("delivery", 60.0, 55.0, 65.0, 90), ("service", 66.0, 63.0, 69.0, 80), ("purchase", 80.0, 78.0, 82.0, 99)],
            "Weakest, and too close to tell apart: Delivery and Service",
        ),
        (
            [("delivery", 60.0, 50.0, 70.0, 9), ("service", 66.0, 56.0, 76.0, 8)],
            "No stage of the journey is surely weaker than the others",
        ),
        ([("delivery", 60.0, math.nan, math.nan, 1)], "Only one stage was rated: Delivery, 60 of 100 points"),
        (
            [("delivery", 60.0, math.nan, math.nan, 1), ("service", 66.0, 60.0, 72.0, 8)],
            "No stage of the journey is surely weaker than the others",
        ),
    ],
)
def test_the_weakest_stage_is_named_only_where_it_is_sure(rows, says):
    assert figures.journey_scorecard(card(rows), language="en").alt.startswith(says)


def test_the_stages_stand_in_the_order_of_the_journey():
    axes = figures.journey_scorecard(CARD, language="en").figure.axes[0]
    names = [label.get_text().split("\n")[0] for label in axes.get_xticklabels()]
    assert names == ["First contact", "Purchase", "Delivery", "Service", "Afterwards"]


# The small helpers


def test_sentences_are_joined_as_each_language_does():
    assert joined("One.", "", "Two.") == "One. Two."
    assert joined("一。", "二。") == "一。二。"


def test_labels_are_spread_apart_and_stay_near():
    placed = spread_apart([0.5, 0.51, 0.9], 0.2, 0.0, 1.0)
    assert np.diff(sorted(placed)).min() >= 0.2 - 1e-6
    assert placed[0] < placed[1] < placed[2]
    assert spread_apart([0.1, 0.9], 0.2, 0.0, 1.0) == [0.1, 0.9]
    crowded = spread_apart([0.5] * 5, 0.4, 0.0, 1.0)
    assert min(crowded) >= -1e-9
    assert max(crowded) <= 1 + 1e-9
    assert spread_apart([], 0.2, 0.0, 1.0) == []


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda: figures.market_size(market_size(MARKET, 0.1)[:1]), "no row 'all areas'"),
        (lambda: figures.market_size(market_size(MARKET.assign(market_sales=0), 0.1)), "'sam' is 0"),
        (lambda: figures.market_size(MARKET), "sizes has no column 'tam'"),
        (lambda: figures.area_shares(area_shares(OWN, MARKET)[:0]), "no area with a market"),
        (lambda: figures.price_quality(POSITIONS[:0]), "positions has no rows"),
        (lambda: figures.price_quality(POSITIONS.drop(columns="own")), "positions has no column 'own'"),
        (lambda: figures.perceptual_map(RATINGS, "quality", "choice", spot=(3, 3)), "spot is given without wanted"),
        (lambda: figures.perceptual_map(RATINGS, "quality", "taste"), "no attribute 'taste'"),
        (
            lambda: figures.perceptual_map(RATINGS.query("brand != @US or attribute == 'dear'"), "price", "price"),
            "a map needs two attributes",
        ),
        (lambda: figures.importance_performance(CARD), "quadrants has no column 'attribute'"),
        (lambda: figures.nps_groups(nps_of({"N": (1, 1, 1)})[:0]), "groups has no answers"),
        (lambda: figures.nps_precision(0.5, 0.6, 10), "come to 1.1"),
        (lambda: figures.nps_precision(0.5, 0.4, 0), "answers is 0"),
        (lambda: figures.nps_precision(math.nan, 0.4, 10), "is missing"),
        (lambda: figures.advantage_ranking(EXAMPLE, {"price": 0}), "No brand has a score"),
        (lambda: figures.weight_sensitivity(EXAMPLE[:0], FIVE_THREE_TWO, "price"), "No brand has a score"),
        (lambda: figures.journey_scorecard(CARD.assign(score=math.nan)), "no stage with a score"),
        (lambda: figures.journey_scorecard(CARD.assign(stage="x")), "card['stage'] has 'x'"),
    ],
)
def test_bad_input_is_named_in_one_sentence(draw, said):
    with pytest.raises(MeasureError) as caught:
        draw()
    assert said in str(caught.value)
