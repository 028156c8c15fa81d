"""Explorers of new customers and media: a moved control shows what the measures say; reset brings the start back."""

from __future__ import annotations

import re
import warnings

import numpy as np
import pandas as pd
import pytest
from figure_tables import LANGUAGES, SNAPSHOT, shop

from customer_value import (
    MeasureError,
    attribution_table,
    best_customers,
    engagement_by,
    explorers,
    rfm,
    time_to_second_order,
    touch_paths,
    trait_lift,
    valid_orders,
)
from customer_value.explorers.media.small_samples import wrong_rankings

LEDGER = shop()
VALID = valid_orders(LEDGER.orders, LEDGER.refunds, SNAPSHOT)
TABLE = rfm(LEDGER.orders, LEDGER.refunds, SNAPSHOT)
PEOPLE = pd.DataFrame({"customer_id": sorted(LEDGER.orders["customer_id"].unique())})
PEOPLE["kind"] = np.where(PEOPLE["customer_id"].isin(best_customers(TABLE, 0.1)), "company", "person")
PEOPLE["region"] = np.where(PEOPLE.index % 3 == 0, "north", "south")
FUNNEL = pd.DataFrame(
    {
        "step": ["created", "contacted", "quoted", "won"],
        "reached": [400, 300, 121, 48],
        "step_rate": [np.nan, 300 / 400, 121 / 300, 48 / 121],
    }
)
CHANCE = np.random.default_rng(3)
POSTS = pd.DataFrame(
    {
        "post_kind": ["video"] * 25 + ["photo"] * 60 + ["link"] * 40 + ["poll"] + [None] * 3,
        "reach": CHANCE.integers(300, 3000, 129),
        "engagements": np.concatenate([CHANCE.integers(5, 260, 25), CHANCE.integers(2, 190, 60), [9] * 44]),
    }
)
FIRST = VALID.drop_duplicates("customer_id")
TOUCHES = pd.DataFrame(
    {
        "touch_id": [f"T{number:04d}" for number in range(300)],
        "customer_id": CHANCE.choice(FIRST["customer_id"].to_numpy(), 300),
        "channel": CHANCE.choice(["page", "search", "mail"], 300),
    }
)
TOUCHES["touched_on"] = TOUCHES["customer_id"].map(FIRST.set_index("customer_id")["order_date"]) - pd.to_timedelta(
    CHANCE.integers(1, 80, 300), unit="D"
)

MAKERS = {
    "funnel": lambda language: explorers.funnel_explorer(FUNNEL, spend=48_000, currency="TWD", language=language),
    "best": lambda language: explorers.best_explorer(TABLE, PEOPLE, ["kind", "region"], language=language),
    "survival": lambda language: explorers.survival_explorer(VALID, SNAPSHOT, language=language),
    "small samples": lambda language: explorers.small_samples_explorer(
        POSTS, np.random.default_rng(7), language=language
    ),
    "attribution": lambda language: explorers.attribution_explorer(TOUCHES, FIRST, currency="TWD", language=language),
}
MOVES = {
    "funnel": ("quoted", 50),
    "best": ("share", 0.05),
    "survival": ("day", 200),
    "small samples": ("draw", 9),
    "attribution": ("days", 7),
}


def image(explorer: explorers.Explorer) -> str:
    return explorer.children[-1].value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAKERS)
def test_moving_changes_the_figure_and_reset_brings_it_back(name, language, capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        explorer = MAKERS[name](language)
        start = image(explorer)
        control, value = MOVES[name]
        explorer.controls[control].value = value
        assert image(explorer) != start
        explorer.reset.click()
    assert image(explorer) == start
    assert capfd.readouterr().err == ""
    for control in explorer.controls.values():
        assert control.description
        assert bool(re.search("[\u3400-\u9fff]", control.description)) == (language == "zh-Hant")


def test_a_funnel_starts_as_it_is_although_sliders_are_rounded():
    explorer = MAKERS["funnel"]("en")
    assert explorer.controls["quoted"].value == 40
    assert explorer.picture.alt.startswith("The steps as they are: 48 customers")
    explorer.controls["quoted"].value = 50
    assert explorer.picture.alt.startswith("12 more customers (24%): 60 instead of 48")
    assert "a customer costs NT$807; as it is, NT$1,000." in explorer.picture.alt


def test_the_narrowest_step_is_worth_most():
    won = {}
    for step in ("contacted", "quoted", "won"):
        explorer = MAKERS["funnel"]("en")
        explorer.controls[step].value += 5
        won[step] = int(re.match(r"(\d+) more", explorer.picture.alt)[1])
    assert won["contacted"] < won["quoted"]
    assert won["contacted"] < won["won"]


def test_a_stricter_best_shows_the_lifts_of_that_share():
    explorer = MAKERS["best"]("en")
    explorer.controls["share"].value = 0.1
    lifts = trait_lift(PEOPLE, best_customers(TABLE, 0.1), ["kind", "region"])
    top = lifts.iloc[0]
    assert top["value"] == "company"
    assert f"Kind: company: lift {top['lift']:.1f}" in explorer.picture.alt


def test_the_day_of_contact_divides_the_customers_as_the_curve_does():
    explorer = MAKERS["survival"]("en")
    explorer.controls["day"].value = 100
    times = time_to_second_order(VALID, SNAPSHOT)
    back = 1 - np.prod(  # Kaplan and Meier once more
        [
            1 - (times["observed"] & (times["days"] == day)).sum() / (times["days"] >= day).sum()
            for day in range(101)
            if (times["days"] >= day).any()
        ]
    )
    assert explorer.picture.alt.startswith(f"By day 100, {back:.0%} are back by themselves")
    explorer.controls["days"].value = 7
    assert "in the next 7 days" in explorer.picture.alt


def test_samples_depend_on_the_generator_alone():
    assert image(MAKERS["small samples"]("en")) == image(MAKERS["small samples"]("en"))
    other = explorers.small_samples_explorer(POSTS, np.random.default_rng(8), language="en")
    assert image(other) != image(MAKERS["small samples"]("en"))


def test_all_posts_of_the_rarest_kind_and_kinds_of_one_post():
    explorer = MAKERS["small samples"]("en")
    assert explorer.controls["size"].options[-1] == 25  # as many as there are videos; the single poll is left out
    explorer.controls["size"].value = 25
    rate = engagement_by(POSTS).set_index("post_kind").loc["video", "rate"]
    assert f"videos: {rate:.1%}" in explorer.picture.alt
    assert "poll" not in explorer.picture.alt


def test_few_posts_rank_wrongly_more_often_than_many():
    kinds = {kind: POSTS[POSTS["post_kind"] == kind] for kind in ("link", "photo", "video")}
    few, many = (wrong_rankings(kinds, size, np.random.default_rng(1)) for size in (2, 20))
    assert few > many
    whole = {kind: group.head(20) for kind, group in kinds.items()}
    assert wrong_rankings(whole, 20, np.random.default_rng(1)) == 0


def test_the_look_back_and_the_rule_shown_are_the_measures():
    explorer = MAKERS["attribution"]("en")
    assert explorer.controls["days"].value == 30
    explorer.controls["days"].value = 14
    explorer.controls["rule"].value = "first"
    table = attribution_table(touch_paths(TOUCHES, FIRST, days=14)).set_index("channel")
    best = table["first"].drop("direct").idxmax()
    assert explorer.picture.alt.startswith(f"By first touch {best} comes first")
    assert f"{best}: first touch NT${table.loc[best, 'first']:,.0f}" in explorer.picture.alt


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: explorers.funnel_explorer(FUNNEL.assign(step_rate=np.nan)), "a step that nobody could reach"),
        (lambda: explorers.best_explorer(TABLE, PEOPLE, ["age"]), "no column 'age'"),
        (lambda: explorers.survival_explorer(VALID[:0], SNAPSHOT), "no customer"),
        (lambda: explorers.small_samples_explorer(POSTS[:25], np.random.default_rng(1)), "posts has 1 kinds"),
        (lambda: explorers.attribution_explorer(TOUCHES[:0], FIRST), "No touch led to an order within 90 days"),
    ],
)
def test_bad_input_is_named_in_one_sentence(make, words):
    with pytest.raises(MeasureError, match=words):
        make()
