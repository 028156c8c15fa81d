"""The ranking of the brands by their weighted advantage."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake


def advantage(ratings, weights):
    ### BEGIN SOLUTION
    table = ratings.merge(weights, on="attribute")
    table["rating"] = table["rating"].where(~table["reversed"], 6 - table["rating"])
    table["points"] = table["rating"] * table["weight"]
    points = table.groupby("brand")["points"].sum(skipna=False)
    result = pd.DataFrame()
    result["score"] = points / weights["weight"].sum()
    result["rank"] = result["score"].rank(ascending=False, method="min")
    return result
    ### END SOLUTION


def advantage_by_pivot(ratings, weights):
    good = ratings.assign(rating=np.where(ratings["reversed"], 6 - ratings["rating"], ratings["rating"]))
    wide = good.pivot_table(index="brand", columns="attribute", values="rating", dropna=False)
    weight = weights.set_index("attribute")["weight"]
    points = (wide[weight.index] * weight).sum(axis="columns", skipna=False)
    table = pd.DataFrame({"score": points / weight.sum()})
    return table.assign(rank=table["score"].rank(ascending=False, method="min")).reset_index()


def advantage_by_loop(ratings, weights):
    weight = dict(zip(weights["attribute"], weights["weight"], strict=True))
    total = sum(weight.values())
    points: dict = {}
    for row in ratings.itertuples():
        if row.attribute in weight:
            rating = 6 - row.rating if row.reversed else row.rating
            points[row.brand] = points.get(row.brand, 0.0) + weight[row.attribute] * rating
    scores = {brand: value / total if total else float("nan") for brand, value in points.items()}
    rows = []
    for brand, score in scores.items():
        rank = 1 + sum(other > score for other in scores.values()) if score == score else None
        rows.append((brand, score, rank))
    return pd.DataFrame(rows, columns=["brand", "score", "rank"])


def advantage_in_duckdb(ratings, weights):
    import duckdb

    shop = duckdb.connect()
    shop.register("ratings", ratings.astype({"rating": "Float64"}))
    shop.register("weights", weights)
    return shop.execute(
        """
        with scored as (
            select brand,
                   case when count(rating) = count(*) then
                       sum(w.weight * case when reversed then 6 - rating else rating end)
                       / nullif((select sum(weight) from weights), 0) end as score
            from ratings join weights w using (attribute) group by brand)
        select brand, score,
               case when score is not null then rank() over (order by score desc nulls last) end as rank
        from scored
        """
    ).df()


def advantage_measured(ratings, weights):
    scores = customer_value.brand_scores(ratings.assign(respondents=1))
    found = customer_value.advantage_ranking(scores, weights.set_index("attribute")["weight"])
    return found[["brand", "score", "rank"]]


# Known mistakes


def _flipped(ratings, high=6):
    return ratings.assign(rating=ratings["rating"].where(~ratings["reversed"], high - ratings["rating"]))


def _points(ratings, weights):
    table = ratings.merge(weights, on="attribute")
    return table.assign(points=table["rating"] * table["weight"])


def _scores(ratings, weights):
    return _points(ratings, weights).groupby("brand")["points"].sum(skipna=False) / weights["weight"].sum()


def _ranked(scores, ascending=False, method="min"):
    return pd.DataFrame({"score": scores, "rank": scores.rank(ascending=ascending, method=method)})


def _unweighted(ratings, weights):
    return _ranked(_scores(_flipped(ratings), weights.assign(weight=1)))


def _everything_counts(ratings, weights):
    rest = [name for name in ratings["attribute"].unique() if name not in set(weights["attribute"])]
    more = pd.DataFrame({"attribute": rest, "weight": 1})
    return _ranked(_scores(_flipped(ratings), pd.concat([weights, more], ignore_index=True)))


def _unweighted_kept(ratings, weights):
    table = _flipped(ratings).merge(weights, on="attribute", how="left")
    points = (table["rating"] * table["weight"]).groupby(table["brand"]).sum(skipna=False)
    return _ranked(points / weights["weight"].sum())


def _not_divided(ratings, weights):
    return _ranked(_scores(_flipped(ratings), weights) * weights["weight"].sum())


def _by_number(ratings, weights):
    return _ranked(_scores(_flipped(ratings), weights) * weights["weight"].sum() / len(weights))


def _wrong_partner(ratings, weights):
    turned = weights.assign(weight=weights["weight"].to_numpy()[::-1])
    return _ranked(_scores(_flipped(ratings), turned))


def _not_flipped(ratings, weights):
    return _ranked(_scores(ratings, weights))


def _flipped_at_five(ratings, weights):
    return _ranked(_scores(_flipped(ratings, high=5), weights))


def _all_flipped(ratings, weights):
    return _ranked(_scores(ratings.assign(rating=6 - ratings["rating"]), weights))


def _others_flipped(ratings, weights):
    turned = ratings.assign(rating=ratings["rating"].where(ratings["reversed"], 6 - ratings["rating"]))
    return _ranked(_scores(turned, weights))


def _negative(ratings, weights):
    return _ranked(_scores(_flipped(ratings, high=0), weights))


def _reversed_dropped(ratings, weights):
    kept = ratings[~ratings["reversed"]]
    return _ranked(_scores(kept, weights[weights["attribute"].isin(kept["attribute"])]))


def _worst_first(ratings, weights):
    return _ranked(_scores(_flipped(ratings), weights), ascending=True)


def _ties_average(ratings, weights):
    return _ranked(_scores(_flipped(ratings), weights), method="average")


def _ties_worse(ratings, weights):
    return _ranked(_scores(_flipped(ratings), weights), method="max")


def _ties_dense(ratings, weights):
    return _ranked(_scores(_flipped(ratings), weights), method="dense")


def _ties_first(ratings, weights):
    return _ranked(_scores(_flipped(ratings), weights), method="first")


def _missing_zero(ratings, weights):
    points = _points(_flipped(ratings), weights).groupby("brand")["points"].sum()
    return _ranked(points / weights["weight"].sum())


def _missing_left_out(ratings, weights):
    table = _points(_flipped(ratings), weights).dropna()
    sums = table.groupby("brand")[["points", "weight"]].sum()
    return _ranked((sums["points"] / sums["weight"]).reindex(sorted(ratings["brand"].unique())))


def _plain_mean(ratings, weights):
    """What `.mean()` gives: without weights, and over the ratings that are there."""
    return _ranked(_points(_flipped(ratings), weights).groupby("brand")["rating"].mean())


def _mean_of_points(ratings, weights):
    return _ranked(_points(_flipped(ratings), weights).groupby("brand")["points"].mean())


def _by_weights_of_all_brands(ratings, weights):
    table = _points(_flipped(ratings), weights)
    return _ranked(table.groupby("brand")["points"].sum(skipna=False) / table["weight"].sum())


def _missing_filled(ratings, weights):
    return _ranked(_scores(_flipped(ratings), weights)).fillna(0)


def _missing_dropped(ratings, weights):
    return _ranked(_scores(_flipped(ratings), weights)).dropna()


MISTAKES = (
    Mistake(
        key="unweighted",
        wrong=_unweighted,
        message=Text(
            "Every attribute weighs the same in your score. What is `weights` for?",
            "你的分數裡，每個項目都一樣重。`weights` 是做什麼用的？",
        ),
    ),
    Mistake(
        key="everything-counts",
        wrong=_everything_counts,
        message=Text(
            "You counted attributes that have no weight with a weight of 1. What does the definition do with them?",
            "沒有權重的項目，你當成權重 1 算進去了。定義怎麼處理它們？",
        ),
    ),
    Mistake(
        key="unweighted-kept",
        wrong=_unweighted_kept,
        message=Text(
            "Attributes without a weight are still in your table, with an empty weight, and so every score comes out "
            "empty. Which rows does `merge` keep where nothing else is said?",
            "沒有權重的項目還留在你的表裡，權重是空值，所以每個分數都變成空值。`merge` 沒有另外指定時，會留下哪些列？",
        ),
    ),
    Mistake(
        key="not-divided",
        wrong=_not_divided,
        message=Text(
            "The last step is missing: your scores grow with the weights. On which scale should a score lie?",
            "少了最後一步：權重越大，你的分數就越大。分數應該落在哪個量表上？",
        ),
    ),
    Mistake(
        key="by-number",
        wrong=_by_number,
        message=Text(
            "You divided by the number of attributes. Then the scores leave the scale as soon as the weights are not "
            "1: by what does the definition divide?",
            "你除以項目的個數。只要權重不是 1，分數就會跑出量表：定義除以的是什麼？",
        ),
    ),
    Mistake(
        key="plain-mean",
        wrong=_plain_mean,
        message=Text(
            "That is the plain mean of a brand's ratings: every attribute counts alike, and `.mean()` skips what is "
            "empty. Where do the weights come in?",
            "這是一個品牌各項評分的平均：每一項都一樣重，`.mean()` 還會跳過空值。權重用在哪裡？",
        ),
    ),
    Mistake(
        key="mean-of-points",
        wrong=_mean_of_points,
        message=Text(
            "You took the mean of weight × rating. A mean divides by how many there are: by what does the definition "
            "divide?",
            "你把「權重 × 評分」拿來平均。平均除以的是個數：定義除以的是什麼？",
        ),
    ),
    Mistake(
        key="by-weights-of-all-brands",
        wrong=_by_weights_of_all_brands,
        message=Text(
            "You added up the weights in the joined table, where every brand brings them once more. How large is the "
            "sum in `weights` itself?",
            "你是在配好的表裡加總權重，每多一個品牌，權重就又出現一次。`weights` 這張表自己的總和是多少？",
        ),
    ),
    Mistake(
        key="wrong-partner",
        wrong=_wrong_partner,
        message=Text(
            "The weights have met the wrong attributes: they were joined by their place. Join by name; the two tables "
            "need not stand in one order.",
            "權重配錯項目了：你是照位置配的。要用名稱配，兩張表的順序不一定相同。",
        ),
    ),
    Mistake(
        key="not-flipped",
        wrong=_not_flipped,
        message=Text(
            "An attribute on which a high rating is bad earns points in your score. Look at the column `reversed`.",
            "高分代表不好的項目，在你的分數裡反而加了分。看看 `reversed` 欄。",
        ),
    ),
    Mistake(
        key="flipped-at-five",
        wrong=_flipped_at_five,
        message=Text(
            "You flipped with 5 − rating, so that the best becomes 4 and the worst 0. On a scale from 1 to 5, what "
            "has a 5 to turn into?",
            "你用 5 − 評分來反轉，最好的變成 4，最差的變成 0。在 1 到 5 的量表上，5 應該變成多少？",
        ),
    ),
    Mistake(
        key="others-flipped",
        wrong=_others_flipped,
        message=Text(
            "You flipped the ratings that are right already and left the reversed ones. `where` keeps a value where "
            "its condition holds.",
            "你把本來就對的評分反轉，反向的卻沒動。`where` 是在條件成立時保留原值。",
        ),
    ),
    Mistake(
        key="negative",
        wrong=_negative,
        message=Text(
            "You gave reversed ratings a minus sign. They have to stay on the scale from 1 to 5, the other way round.",
            "你把反向項目加上負號。它們應該還在 1 到 5 的量表上，只是方向相反。",
        ),
    ),
    Mistake(
        key="all-flipped",
        wrong=_all_flipped,
        message=Text(
            "You flipped every attribute. Only those marked in `reversed` point the other way.",
            "你把每個項目都反轉了。只有 `reversed` 標記的才是反向的。",
        ),
    ),
    Mistake(
        key="reversed-dropped",
        wrong=_reversed_dropped,
        message=Text(
            "You left the reversed attributes out. They are part of the comparison once they are flipped.",
            "你把反向的項目整個拿掉了。反轉之後，它們也要算。",
        ),
    ),
    Mistake(
        key="worst-first",
        wrong=_worst_first,
        message=Text(
            "Your rank 1 is the weakest brand. `rank` has a setting for the direction.",
            "你的第 1 名是最弱的品牌。`rank` 有一個參數決定方向。",
        ),
    ),
    Mistake(
        key="ties-average",
        wrong=_ties_average,
        message=Text(
            "Equal brands got the average of their ranks, such as 2.5. Which rank do they share here?",
            "同分的品牌，你給了名次的平均，例如 2.5。這裡同分的要並列第幾名？",
        ),
    ),
    Mistake(
        key="ties-worse",
        wrong=_ties_worse,
        message=Text(
            "Equal brands share a rank in your table, but the worse one. Two that are best together are both what?",
            "同分的品牌在你的表裡並列了，但並列的是比較差的名次。兩個最好的，應該都是第幾名？",
        ),
    ),
    Mistake(
        key="ties-dense",
        wrong=_ties_dense,
        message=Text(
            "After two brands on one rank you went on with the very next number. Think of the medals after two golds.",
            "兩個品牌並列之後，你接著用下一個號碼。想想看：兩面金牌之後，下一面是什麼？",
        ),
    ),
    Mistake(
        key="ties-first",
        wrong=_ties_first,
        message=Text(
            "Of two equal brands you put the one first that stands higher in the table. Equal scores, equal ranks.",
            "同分的兩個品牌，你讓表裡排前面的名次比較好。分數相同，名次也要相同。",
        ),
    ),
    Mistake(
        key="missing-zero",
        wrong=_missing_zero,
        message=Text(
            "A brand that lacks a rating got nothing for that attribute, as if it were worse than the worst. `.sum()` "
            "skips empty values without a word: what does `skipna=False` do?",
            "少了一個評分的品牌，那一項等於拿了 0，比最差的還差。`.sum()` 會默默跳過空值：`skipna=False` 有什麼作用？",
        ),
    ),
    Mistake(
        key="missing-filled",
        wrong=_missing_filled,
        message=Text(
            "A brand whose score is not known has a 0 in your table, on a scale that begins at 1. What does the "
            "definition put there?",
            "分數不知道的品牌，你填了 0，可是量表是從 1 開始的。定義在這裡填的是什麼？",
        ),
    ),
    Mistake(
        key="missing-left-out",
        wrong=_missing_left_out,
        message=Text(
            "A brand that lacks a rating was judged by the others alone, with other weights than everybody else. Is "
            "that the comparison that was asked for?",
            "少了一個評分的品牌，你只用剩下的項目評，等於用了和別人不同的權重。這是題目要的比較嗎？",
        ),
    ),
    Mistake(
        key="missing-dropped",
        wrong=_missing_dropped,
        message=Text(
            "The brand that lacks a rating has no row. It stays in the table; only its score and rank are unknown.",
            "少了評分的品牌不見了。它要留在表裡，只是分數和名次都不知道。",
        ),
    ),
)

# Cases

RATING_COLUMNS = {"brand": "str", "attribute": "str", "reversed": "bool", "rating": "float64"}


def ratings_of(rows) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(RATING_COLUMNS)).astype(RATING_COLUMNS)


def weights_of(weights: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame({"attribute": list(weights), "weight": list(weights.values())}).astype({"attribute": "str"})


def rated(table: dict[str, tuple], attributes: tuple[str, ...], reversed_: tuple[str, ...] = ()) -> list[tuple]:
    """One row for each brand and attribute, brand by brand."""
    return [
        (brand, attribute, attribute in reversed_, rating)
        for brand, row in table.items()
        for attribute, rating in zip(attributes, row, strict=True)
    ]


SMALL = {
    "ratings": ratings_of(
        rated({"Us": (3, 5, 4), "X": (1, 2, 3), "Y": (2, 4, 2)}, ("dear", "quality", "service"), ("dear",))
    ),
    "weights": weights_of({"quality": 3, "service": 2, "dear": 5}),
}
"""Three brands that the page prints: on `dear` a high rating is bad, and the weights stand in another order."""

ATTRIBUTES = ("quality", "dear", "choice", "service", "waiting", "shop")
REVERSED = ("dear", "waiting")


def _draw_table(rng: np.random.Generator, brands) -> dict[str, tuple]:
    return {brand: tuple(rng.integers(2, 11, len(ATTRIBUTES)) / 2) for brand in brands}


def _draw_weights(rng: np.random.Generator, attributes) -> pd.DataFrame:
    names = rng.permutation(attributes)
    return weights_of(
        dict(zip(map(str, names), map(int, rng.choice(np.arange(1, 10), len(names), False)), strict=True))
    )


def _arguments(rng: np.random.Generator, table, weighted, reversed_=REVERSED) -> Arguments:
    rows = rated(table, ATTRIBUTES, reversed_)
    return {
        "ratings": ratings_of(rows[place] for place in rng.permutation(len(rows))),
        "weights": _draw_weights(rng, weighted),
    }


def draw_small(rng: np.random.Generator) -> Arguments:
    table = {brand: tuple(rng.permutation([5, 4, 3, 2])[:3]) for brand in ("Us", "X", "Y")}
    rows = rated(table, ("dear", "quality", "service"), ("dear",))
    return {"ratings": ratings_of(rows), "weights": _draw_weights(rng, ("quality", "service", "dear"))}


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """Seven brands, six attributes of which one has no weight; two brands are equal, one lacks a rating."""
    table = _draw_table(rng, ("Us", "Ash", "Birch", "Cedar", "Elm"))
    table["Fir"] = table["Ash"]
    table["Oak"] = (float("nan"), *_draw_table(rng, ["Oak"])["Oak"][1:])
    return _arguments(rng, table, ATTRIBUTES[:5])


def draw_equal(rng: np.random.Generator) -> Arguments:
    """Two pairs of equal brands and one alone."""
    table = _draw_table(rng, ("Us", "Ash", "Birch"))
    table |= {"Cedar": table["Us"], "Elm": table["Ash"]}
    return _arguments(rng, table, ATTRIBUTES)


def draw_unrated(rng: np.random.Generator) -> Arguments:
    """A brand that lacks a rating on an attribute with a weight, and one that lacks one without."""
    table = _draw_table(rng, ("Us", "Ash", "Birch", "Cedar"))
    table["Ash"] = (table["Ash"][0], float("nan"), *table["Ash"][2:])
    table["Birch"] = (*table["Birch"][:5], float("nan"))
    return _arguments(rng, table, ATTRIBUTES[:5])


def draw_nothing_reversed(rng: np.random.Generator) -> Arguments:
    """No attribute is reversed."""
    return _arguments(rng, _draw_table(rng, ("Us", "Ash", "Birch", "Cedar")), ATTRIBUTES[:4], ())


def draw_no_weight(rng: np.random.Generator) -> Arguments:
    """All weights are 0."""
    drawn = _arguments(rng, _draw_table(rng, ("Us", "Ash", "Birch")), ATTRIBUTES)
    return {**drawn, "weights": drawn["weights"].assign(weight=0)}


CASES = (
    Case(
        key="small",
        name=Text("the three brands on the page", "頁面上的三個品牌"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("the brands of an ordinary market", "一般市場的品牌"),
        share=0.35,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="equal",
        name=Text("brands with equal scores", "同分的品牌"),
        share=0.15,
        draw=draw_equal,
    ),
    Case(
        key="unrated",
        name=Text("brands that lack a rating", "少了評分的品牌"),
        share=0.1,
        draw=draw_unrated,
    ),
    Case(
        key="nothing-reversed",
        name=Text("attributes of which none is reversed", "沒有反向項目的評分"),
        share=0.1,
        draw=draw_nothing_reversed,
    ),
    Case(
        key="no-weight",
        name=Text("weights that are all 0 (no base, so `NaN`)", "權重全是 0（沒有分母，所以是 `NaN`）"),
        share=0.1,
        draw=draw_no_weight,
    ),
)

ADVANTAGE = FunctionTask(
    id="a02.advantage",
    title=Text("Who is ahead?", "誰領先？"),
    points=3,
    minutes=8,
    lesson="2.5",
    prompt=Text(
        en="""
Write `advantage(ratings, weights)`. `ratings` has one row per brand and attribute: `brand`, `attribute`, `reversed`
(True where a high rating is the worse one) and `rating` (1 to 5; empty where nobody rated it). `weights` has one row
per attribute that counts: `attribute` and `weight`.

**Definition.**

score, the [weighted advantage](term:weighted-advantage) = sum of (weight × rating) ÷ sum of the weights

- **Reversed ratings are flipped first**: on a scale from 1 to 5 a rating becomes 6 − rating, so that high is good
  everywhere.
- Weight and rating belong together **by the name of the attribute**. An attribute that `weights` does not have is left
  out.
- `rank` 1 is the highest score. Equal brands share the better rank and the next rank is left out: 1, 2, 2, 4.
- A brand that lacks a rating on an attribute in `weights` keeps its row, with `score` and `rank` empty (`NaN`). If all
  weights are 0, there is no base: all are `NaN`.

**Comes back:** a table with one row per brand, `brand` as the index or as a column, and the columns `score` (points on
the scale of the ratings, not rounded) and `rank`.

All of it is yours. What helps: `table.merge(other, on="attribute")`; `column.where(condition, otherwise)` keeps a value
where the condition holds and else takes `otherwise`, and `~` in front of a condition turns it round; after a `groupby`,
`.sum(skipna=False)` gives `NaN` as soon as one value is empty; `column.rank(ascending=False, method="min")`.
""",
        zh_hant="""
請寫出 `advantage(ratings, weights)`。`ratings` 一個品牌的一個項目一列：`brand`（品牌）、`attribute`（項目）、\
`reversed`（高分代表比較差的是 True）、`rating`（評分，1 到 5；沒有人評的是空值）。`weights` 是要計入的項目，一項一列：\
`attribute` 和 `weight`（權重）。

**定義：**

分數（[加權優勢](term:weighted-advantage)）=（權重 × 評分）的總和 ÷ 權重的總和

- **反向的項目先反轉**：在 1 到 5 的量表上，評分變成 6 − 評分，這樣每一項都是越高越好。
- 權重和評分要**用項目名稱**配在一起。`weights` 裡沒有的項目不算。
- `rank` 第 1 名是分數最高的。同分的並列較好的名次，下一個名次跳過：1、2、2、4。
- 在 `weights` 的某個項目上沒有評分的品牌，仍然有一列，但 `score` 和 `rank` 是空值（`NaN`）。\
權重全是 0 的話沒有分母，全部都是 `NaN`。

**傳回：** 一張一個品牌一列的表，`brand` 放在索引或欄位都可以，加上 `score`（和評分同一個量表，不要四捨五入）\
和 `rank` 兩欄。

這一題全部由你來寫。用得到的有：`table.merge(另一張表, on="attribute")`；\
`欄位.where(條件, 否則)` 在條件成立時保留原值，不成立就換成「否則」，條件前面加 `~` 是「不」；\
`groupby` 之後的 `.sum(skipna=False)` 只要有一個空值，結果就是 `NaN`；`欄位.rank(ascending=False, method="min")`。
""",
    ),
    answer=advantage,
    returns=Table(
        columns=(Column(name="score", key="brand"), Column(name="rank", key="brand", unit="points")),
        key=("brand",),
    ),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(advantage_by_pivot, advantage_by_loop, advantage_in_duckdb),
    measure=advantage_measured,
    hints=(
        Text(
            "Work out the score of one brand by hand from the printed tables, and write down each step. You will find "
            "four: bring together, flip, multiply and add up, divide.",
            "先用頁面上的表，動手算出一個品牌的分數，每一步都寫下來。一共四步：配在一起、反轉、相乘加總、相除。",
        ),
        Text(
            '`table = ratings.merge(weights, on="attribute")` brings them together. The flip is '
            '`table["rating"].where(~table["reversed"], 6 - table["rating"])`.',
            '`table = ratings.merge(weights, on="attribute")` 把兩張表配在一起。反轉是 '
            '`table["rating"].where(~table["reversed"], 6 - table["rating"])`。',
        ),
        Text(
            'Give the product a column of its own, `table["points"]`. Then group by `brand`, add the points up with '
            '`skipna=False`, divide by `weights["weight"].sum()`, and rank what comes out.',
            '把乘積放進一個新欄位 `table["points"]`，再依 `brand` 分組，用 `skipna=False` 加總，除以 '
            '`weights["weight"].sum()`，最後把結果排名次。',
        ),
    ),
)
