"""The exercise page of a04 prints what its records are tried on, and every cell of it runs."""

from __future__ import annotations

import ast
import io

import jupytext
import pandas as pd
import pytest
from exercise_page import cell, printed_table

import customer_value
from solutions import records
from solutions.media import kinds, last_touch, lead_cost, models, return_on_spend, videos
from tutor.blanks import has_blank
from tutor.task import FunctionTask

PRINTED = {
    "posts": ("posts-table", "small-posts", kinds.SMALL),
    "videos": ("videos-table", "small-videos", videos.SMALL),
    "media": ("media-table", "small-media", lead_cost.SMALL),
    "leads": ("media-table", "small-media", lead_cost.SMALL),
    "spend": ("spend-table", "small-spend", return_on_spend.SMALL_ROAS),
    "orders": ("spend-table", "small-spend", return_on_spend.SMALL_ROAS),
    "touches": ("touches-table", "small-touches", last_touch.SMALL_LAST),
    "orders of part 3": ("touches-table", "small-touches", last_touch.SMALL_LAST),
    "paths": ("paths-table", "small-paths", models.SMALL_PATHS),
}
"""The printed tables: the cell that shows each, the cell that makes it, and the case."""


@pytest.fixture(scope="module")
def page(repository):
    return jupytext.read(repository / "exercises" / "a04_new_media" / "a04_new_media.md", fmt="md:myst")


def as_text(table: pd.DataFrame) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(table.to_csv(index=False)), dtype=str)


@pytest.mark.parametrize("title", PRINTED)
def test_a_printed_table_and_the_one_to_try_things_on_are_the_small_case(page, title):
    shown, maker, case = PRINTED[title]
    name = title.split()[0]
    whole = {"average_seconds": "int64"} if name == "videos" else {}
    pd.testing.assert_frame_equal(as_text(printed_table(cell(page, shown), name)), as_text(case[name].astype(whole)))
    made: dict = {"pd": pd}
    exec(cell(page, maker), made)
    for given, value in case.items():
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(made[given], value)
        else:
            assert made[given] == value


def test_the_four_posts_are_those_of_the_small_case(page):
    shown = [one.source for one in page.cells if one.metadata.get("name") == "four-posts-table"]
    assert len(shown) == 2
    for markdown in shown:
        rows = [[part.strip() for part in line.strip("|").split("|")] for line in markdown.splitlines()[2:]]
        posts = kinds.SMALL["posts"].query("post_kind in ['photo', 'video']")
        assert [(int(row[2]), int(row[3])) for row in rows] == list(
            posts[["reach", "engagements"]].itertuples(index=False, name=None)
        )
        assert all(int(row[3]) / int(row[2]) == int(row[4].strip("%")) / 100 for row in rows)


def test_given_functions_stand_on_the_page_once_and_before_what_uses_them(page):
    places = [one.metadata.get("given") or one.metadata.get("task") for one in page.cells]
    assert [name for name in places if name in ("over", "pairs")] == ["over", "pairs"]
    assert places.index("over") < places.index("a04.kinds")
    assert places.index("pairs") < places.index("a04.last-touch")


def keep(code: str, language: str) -> str:
    other = "zh-Hant" if language == "en" else "en"
    return "\n".join(line for line in code.splitlines() if not line.endswith(f"# lang-{other}"))


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_every_cell_runs_with_the_model_answers(page, repository, language, capsys):
    """From the top to the shop's own media, as a learner would who has got everything right."""
    book = records("a04")
    shop = customer_value.read_ledger(repository / "datasets" / "sample" / language)
    functions = [*book.GIVEN, *(task.answer for task in book.TASKS if isinstance(task, FunctionTask))]
    made: dict = {function.__name__: function for function in functions} | {"read_ledger": lambda: shop}
    for one in page.cells:
        if one.cell_type == "code":
            code = one.source.replace("read_ledger, ", "").replace("____", "30")
            exec(keep(code, language), made)
    assert "direct" in made["found"].index
    credit = made["found"][["first", "last", "linear"]].sum()
    assert credit.tolist() == pytest.approx([made["new"]["amount"].sum()] * 3)
    answer = made["answer"]
    assert len(answer) == shop.table("media_daily")["medium"].nunique()
    assert answer["cost_per_lead"].min() == 0 and answer.filter(like="ROAS").isna().all(axis=1).sum() == 1
    assert len(answer.filter(like="ROAS").rank().drop_duplicates(keep=False).columns) == 3
    assert "%" in capsys.readouterr().out


def test_the_last_cell_works_with_answers_in_other_forms(page, repository):
    """A table with the name as a column, a plain dict, a Series: whatever the checks call right."""
    book = {task.name: task.answer for task in records("a04").TASKS if isinstance(task, FunctionTask)}
    shop = customer_value.read_ledger(repository / "datasets" / "sample" / "en")
    given = {function.__name__: function for function in records("a04").GIVEN}
    used = {
        "pd": pd,
        "read_ledger": lambda: shop,
        **{name: getattr(customer_value, name) for name in ("touch_paths", "valid_orders")},
    }
    code = keep(cell(page, "your-shop"), "en").replace("____", "30")
    tables = []
    for form in (lambda table: table, lambda table: table.reset_index()):
        made = {
            **used,
            **given,
            "attribution": lambda paths, form=form: form(book["attribution"](paths)),
            "cost_per_lead": lambda *inputs, form=form: form(book["cost_per_lead"](*inputs)[["cost_per_lead"]]),
        }
        exec(code, made)
        tables.append(made["answer"])
    pd.testing.assert_frame_equal(*tables)
    made["cost_per_lead"] = lambda *inputs: book["cost_per_lead"](*inputs)["cost_per_lead"]
    exec(code, made)
    pd.testing.assert_frame_equal(made["answer"], tables[0])
    made["cost_per_lead"] = lambda *inputs: book["cost_per_lead"](*inputs)["cost_per_lead"].to_dict()
    exec(code, made)
    pd.testing.assert_frame_equal(made["answer"], tables[0], check_names=False)


def test_what_comes_after_the_tasks_waits_for_the_learner(page):
    assert has_blank(ast.parse(keep(cell(page, "your-shop"), "en")))
