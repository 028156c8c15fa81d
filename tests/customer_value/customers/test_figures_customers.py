"""Figures of customer information: the laws of figures, and what titles and text alternatives say, counted by hand."""

from __future__ import annotations

import itertools
from math import nan

import numpy as np
import pandas as pd
import pytest
from figure_laws import keep_the_laws
from figure_tables import SNAPSHOT, shop
from matplotlib.backends.backend_agg import FigureCanvasAgg

from customer_value import (
    UNKNOWN,
    MeasureError,
    figures,
    growth_by,
    monetary,
    monthly_seasonality,
    overdue,
    own_cycles,
    purchase_cycle,
    purchase_gaps,
    revenue_by,
    valid_orders,
    weekday_seasonality,
)
from customer_value.figures.customers.tile_grids import TAIWAN, in_rows, known_places, packed

SHOP = shop()
VALID = valid_orders(SHOP.orders, SHOP.refunds, SNAPSHOT)
SPEND = monetary(VALID)["monetary"]
TEN = [50, 20, 10, 8, 4, 3, 2, 1, 1, 1]
GAPS = purchase_gaps(VALID)
GROUPED = GAPS.merge(own_cycles(VALID)).assign(
    group=lambda table: pd.cut(table["gaps"], [0, 1, 3, 99], labels=["1", "2–3", "四次以上"])
)
IDS = VALID["customer_id"].drop_duplicates().sort_values().tolist()


def customers_in(places: list, column: str = "region") -> pd.DataFrame:
    """The shop's customers, at home in these places by turns."""
    return pd.DataFrame({"customer_id": IDS, column: list(itertools.islice(itertools.cycle(places), len(IDS)))})


COUNTIES = [chinese for chinese, _ in TAIWAN.values()]
MANY = [f"Region with a long name {number}" for number in range(22)]
YEARS = (("2024-01-01", "2024-12-31"), ("2025-01-01", "2025-12-31"))
INDUSTRIES = ["Hotels and guest houses", "餐飲", "Technology", "室內設計與裝修工程", None]
GROWTH = growth_by(VALID, customers_in(INDUSTRIES, "industry"), "industry", *YEARS)
JUDGED = overdue(VALID, SNAPSHOT)
CYCLE = purchase_cycle(VALID)
FEW = JUDGED.sort_values("purchase_days", ascending=False)["customer_id"].tolist()
MONTHS = monthly_seasonality(VALID, "2023-01-01", "2025-12-31")
DAYS = weekday_seasonality(VALID, "2023-01-01", "2025-12-31")
TILES = {
    "three": revenue_by(VALID, customers_in(["North", "South", "中部地區"]), "region"),
    "unknown": revenue_by(VALID, customers_in(["North", "South", None, "East", "West", "Far West"]), "region"),
    "many": revenue_by(VALID, customers_in(MANY), "region"),
    "counties": revenue_by(VALID, customers_in(COUNTIES), "region"),
    "nobody": revenue_by(VALID[:0], customers_in(["North", "South"]), "region"),
}

DRAWINGS = {
    "pareto": lambda language: figures.pareto_curve(SPEND, currency="TWD", language=language),
    "pareto of ten": lambda language: figures.pareto_curve(TEN, currency="EUR", language=language),
    "pareto of one": lambda language: figures.pareto_curve([5], currency="TWD", language=language),
    "flat pareto": lambda language: figures.pareto_curve([7] * 40, currency="TWD", language=language),
    "pareto elsewhere": lambda language: figures.pareto_curve(
        SPEND, top=0.85, target=0.99, currency="TWD", language=language
    ),
    "spend": lambda language: figures.spend_distribution(SPEND, currency="TWD", language=language),
    "spend of one": lambda language: figures.spend_distribution([5], currency="TWD", language=language),
    "spend with a zero": lambda language: figures.spend_distribution(
        [1000, 1100, 1050, 0], currency="TWD", language=language
    ),
    "wide spend": lambda language: figures.spend_distribution(
        [1, 5, 90, 4000, 900_000, 7e7], currency="TWD", language=language
    ),
    "ridge": lambda language: figures.purchase_cycle_ridge(GROUPED, "group", language=language),
    "one hill": lambda language: figures.purchase_cycle_ridge(GAPS, language=language),
    "one gap": lambda language: figures.purchase_cycle_ridge(pd.DataFrame({"gap": [7]}), language=language),
    "equal hills": lambda language: figures.purchase_cycle_ridge(
        pd.DataFrame({"gap": [1, 1, 1], "by": ["a", None, "b"]}), "by", language=language
    ),
    "twelve hills": lambda language: figures.purchase_cycle_ridge(
        GAPS.assign(by=[MANY[place % 12] for place in range(len(GAPS))]), "by", language=language
    ),
    **{
        f"tiles {name} {value}": lambda language, table=TILES[name], value=value: figures.region_tiles(
            table, "region", value, currency="TWD", language=language
        )
        for name, value in (
            *(("three", "revenue_per_customer"), ("three", "revenue"), ("unknown", "buyers"), ("many", "buyers")),
            *(("many", "revenue_per_customer"), ("counties", "revenue"), ("nobody", "revenue")),
        )
    },
    "tiles on a grid": lambda language: figures.region_tiles(
        TILES["three"],
        "region",
        grid={"North": (4, 0), "中部地區": (3, 1), "South": (3, 5)},
        currency="TWD",
        language=language,
    ),
    "one tile": lambda language: figures.region_tiles(
        revenue_by(VALID, customers_in(["Everywhere"]), "region"), "region", currency="TWD", language=language
    ),
    "bubbles": lambda language: figures.growth_bubbles(GROWTH, "industry", currency="TWD", language=language),
    "one bubble": lambda language: figures.growth_bubbles(GROWTH[:1], "industry", currency="TWD", language=language),
    "small and large bubbles": lambda language: figures.growth_bubbles(
        GROWTH.assign(revenue=[1e3, 1e5, 1e6, 1e7, 1], growth=[-0.5, 0, 2.4, -0.01, 1]),
        "industry",
        currency="TWD",
        language=language,
    ),
    "bubbles at rest": lambda language: figures.growth_bubbles(
        GROWTH.assign(growth=0.0, revenue_before=GROWTH["revenue"]), "industry", currency="TWD", language=language
    ),
    "overdue": lambda language: figures.overdue_customers(JUDGED, CYCLE, language=language),
    "overdue together": lambda language: figures.overdue_customers(
        JUDGED, CYCLE, 2.25, together=True, language=language
    ),
    "nobody overdue": lambda language: figures.overdue_customers(JUDGED, CYCLE, 1000, language=language),
    "one overdue": lambda language: figures.overdue_customers(
        pd.DataFrame({"recency": [0, 9], "cycle": [3.0, nan]}), 3, language=language
    ),
    "rhythm": lambda language: figures.rhythm_strips(VALID, FEW[:6], SNAPSHOT, language=language),
    "rhythm of one": lambda language: figures.rhythm_strips(
        VALID, {"很久以前來過一次": FEW[-1]}, SNAPSHOT, language=language
    ),
    "rhythm of ten": lambda language: figures.rhythm_strips(VALID, FEW[10:20], SNAPSHOT, 0.5, language=language),
    "rhythm of a day": lambda language: figures.rhythm_strips(
        pd.DataFrame({"customer_id": ["A"], "order_date": [SNAPSHOT]}), ["A"], SNAPSHOT, language=language
    ),
    "months": lambda language: figures.seasonality(MONTHS, language=language),
    "weekdays": lambda language: figures.seasonality(DAYS, language=language),
    "even months": lambda language: figures.seasonality(
        MONTHS.assign(revenue_index=1.0, orders_index=1.0), language=language
    ),
    "one strong month": lambda language: figures.seasonality(
        MONTHS.assign(revenue_index=[12] + [0] * 11, orders_index=[0] * 11 + [12]), language=language
    ),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_figure_keeps_the_laws_of_figures(name):
    keep_the_laws(DRAWINGS[name])


def said(name: str) -> str:
    return DRAWINGS[name]("en").alt


# Spend


def test_the_pareto_curve_says_both_shares():
    alt = said("pareto of ten")
    assert alt.startswith("2 of 10 customers (20%) bring 70% of the money 10 customers with €100 in all")
    assert "Gini coefficient 0.64" in alt
    assert "80% of the money comes from 3 customers (30%). The largest customer brings 50%" in alt
    assert "the smaller half of the customers 8%" in alt
    assert said("pareto of one").startswith("There is one customer, who brings 100%")
    assert said("flat pareto").startswith("All 40 customers bring the same amount")
    twelve = figures.pareto_curve([30, 18, 12, 9, 8, 6, 5, 4, 3, 2, 2, 1], language="en").alt
    assert twelve.startswith("3 of 12 customers (20%) bring 60%")
    other = figures.pareto_curve(TEN, top=0.1, target=0.5, language="en").alt
    assert other.startswith("1 of 10 customers (10%) bring 50%")
    assert "50% of the money comes from 1 customer (10%)" in other


def test_the_distribution_says_mean_and_median_and_what_each_tenth_brings():
    alt = figures.spend_distribution(TEN, currency="TWD", language="en").alt
    assert alt.startswith("Half of the customers spent NT$4 or less; the mean, NT$10, is above 70% of them")
    assert "Skewness 2.0" in alt
    assert "the highest first: 50%, 20%, 10%, 8%, 4%, 3%, 2%, 1%, 1% and 1%." in alt
    assert said("spend with a zero").startswith(
        "Half of the customers spent NT$1,025 or less; the mean, NT$788, is above 25%"
    )
    assert figures.spend_distribution([1000, 1100, 1050], currency="TWD", language="en").alt.startswith(
        "Mean and median tell the same: NT$1,050 and NT$1,050 per customer"
    )
    assert "Skewness no base" in said("spend of one")


# Purchase cycle


def test_the_hills_say_their_medians():
    gaps = pd.DataFrame({"gap": [10, 20, 30, 90, 100], "by": list("aaabb")})
    alt = figures.purchase_cycle_ridge(gaps, "by", language="en").alt
    assert alt.startswith("Half of the repeat purchases come within 20 days (a) to 95 days (b) 5 gaps")
    assert "b: median 95 days, the middle half from 92.5 to 97.5 (2 gaps)." in alt
    assert said("equal hills").startswith("In every group half of the repeat purchases come within 1 day ")
    assert "not stated: median 1 day" in said("equal hills")
    assert figures.purchase_cycle_ridge(gaps, language="en").alt.startswith(
        "Half of all repeat purchases come within 30 days, but one in ten only after more than 96 days"
    )
    assert said("one gap").startswith("Half of all repeat purchases come within 7 days, and nine in ten within 7 days")


def test_a_category_keeps_its_order_and_other_groups_are_sorted_by_median():
    gaps = pd.DataFrame({"gap": [90, 10, 50], "by": ["a", "b", "c"]})

    def rows(table: pd.DataFrame) -> list[str]:
        axes = figures.purchase_cycle_ridge(table, "by", language="en").figure.axes[0]
        return [label.get_text() for label in axes.get_yticklabels()]

    assert rows(gaps) == ["b", "c", "a"]
    assert rows(gaps.assign(by=gaps["by"].astype(pd.CategoricalDtype(["c", "a", "b", "nobody"])))) == ["c", "a", "b"]


def four(recency: list[int], cycle: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"recency": recency, "cycle": cycle})


def test_overdue_counts_both_rules():
    """With k = 1.5 and a company cycle of 20: both, missed, early, neither twice (once at exactly k), none."""
    judged = four([90, 25, 100, 10, 15, 900], [30, 10, 90, 30, 10, nan])
    alt = figures.overdue_customers(judged, 20, language="en").alt
    assert alt.startswith("2 of 5 customers are overdue by their own rhythm; one cycle for all would miss 1 of them")
    assert "and call 1 too early" in alt
    assert "bought on one day only: 1." in alt
    assert "by both rules 1, by their own rhythm only 1, by one cycle for all only 1, by neither 2." in alt
    together = figures.overdue_customers(judged, 20, together=True, language="en").alt
    assert together.startswith("One cycle for all calls 2 of 5 customers: 1 of them too early, and it misses 1")
    assert figures.overdue_customers(four([100], [90]), 20, language="en").alt.startswith(
        "None of 1 customer is overdue by their own rhythm; one cycle for all would call 1 too early"
    )
    nobody = figures.overdue_customers(four([100], [90]), 20, together=True, language="en").alt
    assert nobody.startswith("One cycle for all calls 1 of 1 customer, though by their own rhythm nobody is overdue")


def test_overdue_agrees_with_the_measure():
    alt = said("overdue")
    assert alt.startswith(f"{JUDGED['overdue'].sum()} of {JUDGED['judged'].sum()} customers are overdue")


HISTORY = pd.DataFrame(
    {
        "customer_id": ["A"] * 5 + ["B"] * 3 + ["C"],
        "order_date": pd.to_datetime(
            [
                *("2024-01-10", "2024-02-09", "2024-03-10", "2024-10-06", "2024-10-06"),
                *("2024-08-12", "2024-09-21", "2025-01-05"),
                "2024-06-14",
            ]
        ),
    }
)


def test_the_strips_say_who_is_overdue_and_who_was_called_in_vain():
    strips = figures.rhythm_strips(HISTORY, ["A", "B", "C"], "2024-12-31", language="en")
    assert strips.alt.startswith(
        "At 1.5 own cycles 2 of 3 are overdue; before, the rule would have called in vain once (1)"
    )
    assert "A: 4 purchase days, own cycle 30 days, last purchase 86 days ago, 2.9 cycles: overdue." in strips.alt
    assert "Called in vain before: 1." in strips.alt
    assert "B: 2 purchase days, own cycle 40 days, last purchase 101 days ago, 2.5 cycles: overdue." in strips.alt
    assert "C: bought on one day, 200 days ago; not judged." in strips.alt
    alarm = next(line for line in strips.figure.axes[0].lines if line.get_marker() == "v" and len(line.get_xdata()))
    assert pd.Timestamp(alarm.get_xdata()[0], unit="D") == pd.Timestamp("2024-04-25")  # 46 days after 10 March
    patient = figures.rhythm_strips(HISTORY, {"甲": "A"}, "2024-12-31", 7, language="en").alt
    assert patient.startswith(
        "At 7 own cycles 0 of 1 are overdue; before, the rule would never have called in vain (0)"
    )


# Regions and industries


def test_tiles_name_the_first_and_the_last():
    valid = pd.DataFrame(
        {
            "customer_id": [f"C{number}" for number in range(80)],
            "order_date": SNAPSHOT,
            "amount": [200.0] * 40 + [100.0] * 35 + [9000.0] * 5,
        }
    )
    customers = pd.DataFrame(
        {"customer_id": valid["customer_id"], "region": ["North"] * 40 + ["South"] * 35 + ["East"] * 5}
    )
    table = revenue_by(valid, customers, "region")

    def title(value: str, rows: pd.DataFrame = table) -> str:
        return figures.region_tiles(rows, "region", value, currency="TWD", language="en").alt

    assert title("revenue_per_customer").startswith("A customer in North brings NT$200, one in South NT$100")
    assert title("revenue").startswith("East brings 80% of the revenue, South 6%")
    assert title("buyers").startswith("North has 40 customers, East 5")
    assert "East: 5 customers, revenue NT$45,000 (80%), NT$9,000 per customer." in title("buyers")
    assert title("revenue_per_customer", table[table["region"] == "East"]).startswith("A customer in East brings")
    equal = table[table["region"] != "East"].assign(revenue_per_customer=100.0)
    assert title("revenue_per_customer", equal).startswith("A customer brings NT$100 on average, wherever")
    assert said("tiles nobody revenue").startswith("Nobody has bought in any of the 2 regions")
    assert "not stated: " in said("tiles unknown buyers")


def edges(name: str) -> dict[str, str]:
    """Whether the tiles are drawn with a whole or a broken edge, by their first text."""
    axes = DRAWINGS[name]("en").figure.axes[0]
    names = [text.get_text() for text in axes.texts[::3]]
    return {name: patch.get_linestyle() for name, patch in zip(names, axes.patches, strict=True)}


def test_a_region_with_few_customers_has_a_broken_edge():
    assert "-" not in edges("tiles many revenue_per_customer").values()
    assert set(edges("tiles many buyers").values()) == {"-"}
    note = DRAWINGS["tiles many revenue_per_customer"]("en").figure.texts[1].get_text()
    assert "A dashed edge: fewer than 30 customers" in note.replace("\n", " ")
    assert edges("tiles unknown buyers")["not stated"] != "-"
    assert edges("tiles three revenue_per_customer")["North"] == "-"


def test_tiles_stand_where_they_lie_or_in_rows():
    places = known_places(COUNTIES)
    assert places["臺北市"][1] < places["臺中市"][1] < places["高雄市"][1]
    assert places["臺中市"][0] < places["花蓮縣"][0]
    assert len(set(places.values())) == 22
    assert known_places(["Taipei City", "台中市"]) == {"Taipei City": (4, 0), "台中市": (3, 2)}
    assert known_places(["Taipei City", "Elsewhere"]) is None
    assert in_rows("abc") == {"a": (0, 0), "b": (1, 0), "c": (2, 0)}
    rows = in_rows(range(22))
    assert len(set(rows.values())) == 22
    assert max(row for _, row in rows.values()) == 3
    assert packed({"a": (4, 0), "b": (3, 1), "c": (3, 5)}) == {"a": (1, 0), "b": (0, 1), "c": (0, 2)}


def test_the_darkest_tile_has_most_and_white_is_nothing():
    axes = DRAWINGS["tiles three revenue"]("en").figure.axes[0]
    revenue = TILES["three"].set_index("region")["revenue"]
    shades = {
        text.get_text(): sum(patch.get_facecolor()[:3])
        for text, patch in zip(axes.texts[::3], axes.patches, strict=True)
    }
    assert sorted(shades, key=shades.get) == revenue.sort_values(ascending=False).index.tolist()


def growth(**columns: list) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    table = {
        "group": [f"g{number}" for number in range(size)],
        "accounts": [5] * size,
        "revenue_per_account": [1.0] * size,
    }
    return pd.DataFrame(table | {"revenue_before": [100] * size} | columns)


def test_bubbles_say_who_is_large_and_who_grows():
    def alt(**columns: list) -> str:
        return figures.growth_bubbles(growth(**columns), "group", currency="TWD", language="en").alt

    assert alt(revenue=[300, 110], growth=[0.1, 0.5]).startswith("g1 grew fastest (+50%); g0 is the largest (+10%)")
    assert "Those drawn grew by +105% together." in alt(revenue=[300, 110], growth=[2.0, 0.1])
    assert alt(revenue=[300, 110], growth=[2.0, 0.1]).startswith("g0 is the largest and grew fastest (+200%)")
    assert alt(revenue=[90, 80], growth=[-0.1, 0.0]).startswith(
        "None grew: g1 held up best (0%), g0 is the largest (−10%)"
    )
    assert alt(revenue=[120], growth=[0.2]).startswith("g0: +20%")
    some = growth(revenue=[120, 80, 50], growth=[0.2, nan, 0.1]).assign(group=["a", "new", UNKNOWN])
    found = figures.growth_bubbles(some, "group", currency="TWD", language="en").alt
    assert "Not drawn: new and not stated." in found
    assert "a: revenue NT$120 (+20%), 5 customers, NT$1 each." in found
    assert "b:" not in found


def test_names_of_bubbles_do_not_cover_one_another():
    picture = DRAWINGS["bubbles"]("zh-Hant")
    FigureCanvasAgg(picture.figure).draw()
    renderer = picture.figure.canvas.get_renderer()
    axes = picture.figure.axes[0]
    names = set(GROWTH["industry"])
    boxes = [text.get_window_extent(renderer) for text in axes.texts if text.get_text() in names]
    assert len(boxes) == 4
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


# Seasonality


def test_seasonality_names_the_strongest_and_the_weakest():
    index = MONTHS.assign(revenue_index=[1.0] * 10 + [0.7, 1.3], orders_index=[1.0] * 12)
    alt = figures.seasonality(index, language="en").alt
    assert alt.startswith("December is 30% above an average month, November 30% below")
    assert "November: revenue 0.70, orders 1.00." in alt
    assert figures.seasonality(index, language="zh-Hant").alt.startswith("12 月比平均月份高 30%，11 月低 30%")
    days = DAYS.assign(revenue_index=[0.5, 1, 1, 1, 1, 1.5, 1])
    assert figures.seasonality(days, language="en").alt.startswith(
        "Saturday is 50% above an average day, Monday 50% below"
    )
    assert said("even months").startswith("Every month is as strong as the others")


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: figures.pareto_curve([]), "no money in it"),
        (lambda: figures.pareto_curve([-1, 5]), "below 0 in 1 of 2 places"),
        (lambda: figures.pareto_curve([1], top=20), "top is 20"),
        (lambda: figures.spend_distribution([0, 0]), "no money in it"),
        (lambda: figures.purchase_cycle_ridge(GAPS[:0]), "gaps has no rows"),
        (lambda: figures.purchase_cycle_ridge(GAPS, "segment"), "gaps has no column 'segment'"),
        (lambda: figures.purchase_cycle_ridge(GAPS.assign(gap=0)), "missing or below 1 day"),
        (lambda: figures.purchase_cycle_ridge(GAPS, "customer_id"), "groups; give at most 12"),
        (lambda: figures.region_tiles(TILES["three"], "region", "share"), "value is 'share'"),
        (lambda: figures.region_tiles(TILES["three"], "city"), "revenue has no column 'city'"),
        (lambda: figures.region_tiles(TILES["three"][:0], "region"), "revenue has 0 regions"),
        (lambda: figures.region_tiles(TILES["three"], "region", grid={"North": (0, 0)}), "grid has no place for"),
        (lambda: figures.growth_bubbles(GROWTH.assign(growth=nan), "industry"), "growth has 0 groups"),
        (lambda: figures.overdue_customers(JUDGED.assign(cycle=nan), 30), "judged has nobody with a cycle"),
        (lambda: figures.overdue_customers(JUDGED, nan), "cycle is nan"),
        (lambda: figures.overdue_customers(JUDGED, 30, 0), "k is 0"),
        (lambda: figures.rhythm_strips(VALID, FEW[:11], SNAPSHOT), "customers names 11; give at most 10"),
        (lambda: figures.rhythm_strips(VALID, ["nobody"], SNAPSHOT), "customers names 'nobody', who has no order"),
        (lambda: figures.rhythm_strips(VALID, FEW[:1], SNAPSHOT, -1), "k is -1"),
        (lambda: figures.seasonality(MONTHS.assign(revenue_index=np.nan)), "index has no values on some rows"),
        (lambda: figures.seasonality(MONTHS[:0]), "index has no values on some rows"),
    ],
)
def test_bad_input_is_named_in_one_sentence(draw, words):
    with pytest.raises(MeasureError, match=words):
        draw()
