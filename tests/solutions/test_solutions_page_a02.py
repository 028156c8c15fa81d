"""The exercise page of a02 prints what its records are tried on, and its last cell works with every right answer."""

from __future__ import annotations

import ast
import io

import jupytext
import numpy as np
import pandas as pd
import pytest
from exercise_page import cell, printed_table

import customer_value
from solutions import records
from solutions.brand import advantage, areas, attributes, intervals, prices, shares, survey
from tutor.blanks import has_blank
from tutor.task import FunctionTask


@pytest.fixture(scope="module")
def page(repository):
    return jupytext.read(repository / "exercises" / "a02_brand" / "a02_brand.md", fmt="md:myst")


def made_by(page, name):
    made: dict = {"pd": pd}
    exec(cell(page, name), made)
    return made


def as_text(table: pd.DataFrame) -> list[list[str]]:
    cells = pd.read_csv(io.StringIO(table.to_csv(index=False)), dtype=str, keep_default_na=False, header=None)
    return cells.map(str.strip).values.tolist()


PRINTED = {
    "sold": ("areas-tables", "small-areas", areas.SMALL["sold"]),
    "areas": ("areas-tables", "small-areas", areas.SMALL["market"]),
    "own": ("shares-tables", "small-shares", shares.SMALL["own"]),
    "panel": ("shares-tables", "small-shares", shares.SMALL["market"]),
    "items": ("items-table", "small-items", prices.SMALL["items"]),
    "surveys": ("surveys-table", "small-surveys", intervals.SMALL),
    "attributes": ("attributes-table", "small-attributes", attributes.SMALL),
    "ratings": ("brands-tables", "small-brands", advantage.SMALL["ratings"]),
    "weights": ("brands-tables", "small-brands", advantage.SMALL["weights"]),
}
WHOLE = {"items": "rival_price", "surveys": "nps"}


@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_table_and_the_one_to_try_things_on_are_the_small_case(page, name):
    printed_in, made_in, case = PRINTED[name]
    shown = case.astype({WHOLE[name]: "Int64"}) if name in WHOLE else case
    printed = printed_table(cell(page, printed_in), name)
    assert [list(printed.columns), *printed.values.tolist()] == as_text(shown)
    pd.testing.assert_frame_equal(made_by(page, made_in)[name], case, check_dtype=False)


def test_the_answers_to_try_things_on_are_those_of_the_small_case(page):
    made = made_by(page, "small-answers")["answers"]
    pd.testing.assert_series_equal(made, survey.answers_of(survey.SMALL_ANSWERS), check_names=False)


def test_given_functions_stand_on_the_page_once_and_before_what_uses_them(page):
    places = [one.metadata.get("given") or one.metadata.get("task") for one in page.cells]
    assert [one for one in places if one in {"share_of", "csat"}] == ["share_of", "csat"]
    assert places.index("share_of") < places.index("a02.penetration")
    assert places.index("csat") < places.index("a02.nps")


def test_the_example_is_the_companys_penetration(page, repository, capsys):
    shop = customer_value.read_ledger(repository / "datasets" / "sample" / "en")
    made = {"ledger": shop, "valid_orders": customer_value.valid_orders}
    exec(cell(page, "example-penetration"), made)
    market = made["theirs"]
    own = customer_value.sales_by_area(made["ours"], shop.customers)
    assert made["reached"] == customer_value.area_shares(own, market)["penetration"].iloc[-1]
    assert capsys.readouterr().out.startswith(str(made["year"]))


def shown_by_the_last_cell(page, ledger, wrap=lambda answer: answer):
    """The four tables of the last cell, and its names, with the model answers in a form of one's own."""
    shown: list = []
    answers = {task.name: task.answer for task in records("a02").TASKS if isinstance(task, FunctionTask)}
    made = {name: lambda *inputs, answer=answer: wrap(answer(*inputs)) for name, answer in answers.items()}
    made |= {"np": np, "pd": pd, "ledger": ledger, "valid_orders": customer_value.valid_orders}
    made["display"] = shown.append
    *lines, last = cell(page, "your-page").replace("____", "0.5").strip().splitlines()
    assert last.startswith("advantage(")
    exec("\n".join([*lines, f"display({last})"]), made)
    return shown, made


@pytest.mark.parametrize("wrap", [lambda answer: answer, lambda answer: answer.reset_index()], ids=["index", "column"])
def test_the_owners_page_waits_for_the_learner_and_is_what_the_measures_say(page, repository, wrap):
    assert has_blank(ast.parse(cell(page, "your-page")))
    shop = customer_value.read_ledger(repository / "datasets" / "sample" / "en")
    shown, made = shown_by_the_last_cell(page, shop, wrap)
    by_area, scores, fields, brands = (table.reset_index() for table in shown)

    own = customer_value.sales_by_area(made["bought"], shop.customers)
    market = shop.table("market")
    measured = customer_value.area_shares(own, market[market["year"] == made["year"]])
    assert by_area["sales_area"].tolist() == measured["sales_area"].tolist()
    assert by_area["customer_share"].tolist() == pytest.approx(measured["penetration"].tolist())
    assert by_area["sales_share"].tolist() == pytest.approx(measured["sales_share"].tolist())

    assert not made["replies"].duplicated("customer_id").any()
    groups = customer_value.nps_by_group(made["replies"], "sales_area", level=intervals.LEVEL)
    assert scores["high"].tolist() == pytest.approx(groups["high"].tolist())

    means = customer_value.attribute_means(made["replies"])
    quadrant = customer_value.importance_performance(means).set_index("attribute")["quadrant"]
    assert fields.set_index("attribute")["quadrant"].to_dict() == quadrant.to_dict()

    ratings = customer_value.brand_scores(shop.table("brand_ratings"))
    asked = shop.table("brand_ratings").dropna(subset="importance").drop_duplicates("attribute")
    weights = asked.set_index("attribute")["importance"]
    moved = customer_value.advantage_by_weight(ratings, weights, "price", 0.5)
    assert brands.set_index("brand")["score"].to_dict() == pytest.approx(moved.to_dict())
