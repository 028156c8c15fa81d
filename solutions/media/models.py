"""First, last and linear attribution side by side: three agreements on who gets an order's money."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.media.tables import MEDIA, TEXT, WHOLE, ids, shuffled, some_orders, table
from tutor.shape import Column, Table
from tutor.task import Arguments, Case, FunctionTask, Mistake

FB, YT, ADS, LINE, BLOG = MEDIA


def attribution(paths):
    # 1 how many touches the order of each row had  # lang-en
    # 1 每一列所屬的訂單，一共有幾次接觸  # lang-zh-Hant
    touches = paths.groupby("order_id")["step"].transform("max")

    # 2 the money that each row gets by each model  # lang-en
    # 2 每一列照每種模型分到多少錢  # lang-zh-Hant
    credit = paths[["channel"]].copy()
    credit["first"] = paths["amount"] * (paths["step"] == 1)
    ### BEGIN SOLUTION
    credit["last"] = paths["amount"] * (paths["step"] == touches)
    credit["linear"] = paths["amount"] / touches
    ### END SOLUTION

    # 3 add up by channel  # lang-en
    # 3 依管道加總  # lang-zh-Hant
    ### BEGIN SOLUTION
    return credit.groupby("channel").sum()
    ### END SOLUTION


# Three models, in other right ways


def models_by_loop(paths):
    orders = {}
    for row in paths.itertuples():
        orders.setdefault(row.order_id, []).append((row.step, row.channel, row.amount))
    credit = {channel: {"first": 0.0, "last": 0.0, "linear": 0.0} for channel in paths["channel"]}
    for steps in orders.values():
        steps.sort()
        credit[steps[0][1]]["first"] += steps[0][2]
        credit[steps[-1][1]]["last"] += steps[-1][2]
        for _, channel, amount in steps:
            credit[channel]["linear"] += amount / len(steps)
    rows = [(channel, *models.values()) for channel, models in credit.items()]
    return pd.DataFrame(rows, columns=["channel", "first", "last", "linear"])


def models_in_duckdb(paths):
    import duckdb

    shop = duckdb.connect()
    shop.register("paths", paths)
    return shop.sql(
        """
        with counted as (select *, count(*) over (partition by order_id) as n from paths)
        select channel,
               sum(case when step = 1 then amount else 0 end)::double as "first",
               sum(case when step = n then amount else 0 end)::double as "last",
               sum(amount / n)::double as linear
        from counted group by channel
        """
    ).df()


def models_by_joining(paths):
    ordered = paths.sort_values(["order_id", "step"])
    first = ordered.drop_duplicates("order_id").groupby("channel")["amount"].sum()
    last = ordered.drop_duplicates("order_id", keep="last").groupby("channel")["amount"].sum()
    parts = ordered["amount"] / ordered.groupby("order_id")["step"].transform("count")
    linear = parts.groupby(ordered["channel"]).sum()
    return pd.DataFrame({"first": first, "last": last, "linear": linear}).fillna(0).rename_axis("channel")


def models_in_polars(paths):
    import polars as pl

    size, amount, step = pl.len().over("order_id"), pl.col("amount"), pl.col("step")
    credit = pl.from_pandas(paths).with_columns(
        first=pl.when(step == 1).then(amount).otherwise(0),
        last=pl.when(step == size).then(amount).otherwise(0),
        linear=amount / size,
    )
    return credit.group_by("channel").agg(pl.col("first", "last", "linear").sum())


# What people compute instead


def _models(paths, **changed) -> pd.DataFrame:
    """The right table with some columns put in place of its own: functions of the rows and the touches of each "
    "order."""
    n = paths.groupby("order_id")["step"].transform("max")
    rules = {
        "first": lambda p, n: p["amount"] * (p["step"] == 1),
        "last": lambda p, n: p["amount"] * (p["step"] == n),
        "linear": lambda p, n: p["amount"] / n,
    } | changed
    credit = paths[["channel"]].copy()
    for name, rule in rules.items():
        credit[name] = rule(paths, n).astype(float)
    return credit.groupby("channel").sum()


def _model_mistake(**changed):
    return lambda paths: _models(paths, **changed)


def _shares_of_channels(paths, n):
    """Linear over the channels of an order: a channel that touched twice has one share."""
    channels = paths.groupby("order_id")["channel"].transform("nunique")
    again = paths.sort_values("step").duplicated(["order_id", "channel"]).reindex(paths.index)
    return (paths["amount"] / channels).where(~again, 0.0)


def _full_for_channels(paths, n):
    """The whole amount for every channel of an order, once each."""
    again = paths.sort_values("step").duplicated(["order_id", "channel"]).reindex(paths.index)
    return paths["amount"].where(~again, 0)


def _by_channels(paths, n):
    """Every touch gets what one of the order's channels would: too much where a channel touched twice."""
    return paths["amount"] / paths.groupby("order_id")["channel"].transform("nunique")


def _by_all_touches(paths, n):
    revenue = paths.drop_duplicates("order_id")["amount"].sum()
    return pd.Series(revenue / len(paths), paths.index)


def _position(paths, n):
    """Forty percent for the first and the last touch, the rest for those between."""
    inner = 0.2 / (n - 2).where(n > 2, np.nan)
    share = inner.where((paths["step"] > 1) & (paths["step"] < n), 0.4)
    return paths["amount"] * share.mask(n == 2, 0.5).mask(n == 1, 1.0)


def models_swapped(paths):
    return _models(paths).rename(columns={"first": "last", "last": "first"})


def models_last_and_linear_swapped(paths):
    return _models(paths).rename(columns={"last": "linear", "linear": "last"})


def models_last_in_file_order(paths):
    last = (~paths.duplicated("order_id", keep="last")).astype(float)
    return _models(paths, last=lambda p, n: p["amount"] * last)


def models_in_file_order(paths):
    first = (~paths.duplicated("order_id")).astype(float)
    last = (~paths.duplicated("order_id", keep="last")).astype(float)
    return _models(paths, first=lambda p, n: p["amount"] * first, last=lambda p, n: p["amount"] * last)


def models_no_direct(paths):
    return _models(paths[paths["channel"] != "direct"])


def models_shares(paths):
    found = _models(paths)
    return found / found.sum()


def models_orders(paths):
    return _models(paths.assign(amount=1))


def models_gaps(paths):
    found = _models(paths)
    return found.where(found != 0)


def models_inner(paths):
    found = _models(paths)
    return found[(found != 0).all(axis=1)]


def models_mean(paths):
    n = paths.groupby("order_id")["step"].transform("max")
    credit = paths[["channel"]].assign(
        first=paths["amount"] * (paths["step"] == 1),
        last=paths["amount"] * (paths["step"] == n),
        linear=paths["amount"] / n,
    )
    return credit.groupby("channel").mean()


def models_more_than_one_touch(paths):
    n = paths.groupby("order_id")["step"].transform("max")
    return _models(paths, last=lambda p, _: p["amount"] * ((p["step"] == n) & (n > 1)))


MODEL_MISTAKES = (
    Mistake(
        key="repeats-merged",
        wrong=_model_mistake(linear=_shares_of_channels),
        message=Text(
            "In your `linear` a channel that touched an order twice has one share. It is shared by touches: how many "
            "rows has the order?",
            "你的 `linear` 裡，接觸同一筆訂單兩次的管道只有一份。要照接觸次數分：這筆訂單有幾列？",
        ),
    ),
    Mistake(
        key="by-channels",
        wrong=_model_mistake(linear=_by_channels),
        message=Text(
            "Your `linear` divides by the number of different channels, but every touch gets such a part: where a "
            "channel touched twice, more is handed out than came in. What is an order shared by?",
            "你的 `linear` 除以的是不同管道的個數，卻讓每次接觸都拿一份：同一個管道接觸兩次的話，"
            "分出去的就比收進來的多。一筆訂單是依什麼來分的？",
        ),
    ),
    Mistake(
        key="full-credit",
        wrong=_model_mistake(linear=_full_for_channels),
        message=Text(
            "In your `linear` every channel of an order gets the whole order. Compare the sum of the column with the "
            "revenue.",
            "你的 `linear` 讓一筆訂單的每個管道都拿到整筆金額。把這一欄加總，和營收比一比。",
        ),
    ),
    Mistake(
        key="full-credit-each-touch",
        wrong=_model_mistake(linear=lambda p, n: p["amount"]),
        message=Text(
            "In your `linear` every touch gets the whole amount. Compare the sum of the column with the revenue.",
            "你的 `linear` 讓每次接觸都拿到全部金額。把這一欄加總，和營收比一比。",
        ),
    ),
    Mistake(
        key="by-all-touches",
        wrong=_model_mistake(linear=_by_all_touches),
        message=Text(
            "In your `linear` all revenue is spread over all touches alike, so the sum is right and the channels are "
            "not. An order's money belongs to its own touches.",
            "你的 `linear` 把全部營收平均分給所有接觸，總和雖然對，各管道卻不對。一筆訂單的錢，只分給它自己的接觸。",
        ),
    ),
    Mistake(
        key="ends-favoured",
        wrong=_model_mistake(linear=_position),
        message=Text(
            "Your `linear` gives the first and the last touch more than those between. That is another model; here all "
            "touches of an order get the same.",
            "你的 `linear` 讓頭尾兩次接觸分得比中間多，那是另一種模型。這裡同一筆訂單的每次接觸分得一樣多。",
        ),
    ),
    Mistake(
        key="by-the-whole-table",
        wrong=_model_mistake(linear=lambda p, n: p["amount"] / len(p)),
        message=Text(
            "Your `linear` divides by the number of rows of the whole table. An order is shared by its own touches "
            "only.",
            "你的 `linear` 除以整張表的列數。一筆訂單只由它自己的接觸來分。",
        ),
    ),
    Mistake(
        key="half-and-half",
        wrong=_model_mistake(
            linear=lambda p, n: p["amount"] * ((p["step"] == 1).astype(float) + (p["step"] == n).astype(float)) / 2
        ),
        message=Text(
            "Your `linear` is the mean of the other two columns, so touches in the middle get nothing. Every touch of "
            "an order has a part.",
            "你的 `linear` 是另外兩欄的平均，中間的接觸什麼都沒分到。同一筆訂單的每次接觸都有一份。",
        ),
    ),
    Mistake(
        key="linear-is-first",
        wrong=_model_mistake(linear=lambda p, n: p["amount"] * (p["step"] == 1)),
        message=Text(
            "Your `linear` is the same as `first`. It should give something to every touch.",
            "你的 `linear` 和 `first` 一樣。它應該讓每次接觸都分到一點。",
        ),
    ),
    Mistake(
        key="by-step",
        wrong=_model_mistake(linear=lambda p, n: p["amount"] / p["step"]),
        message=Text(
            "Your `linear` divides by the touch's own number, so the first gets all and the others more on top. By "
            "what is an order divided equally?",
            "你的 `linear` 除以接觸自己的編號，第一次就拿走全部，後面的還往上加。要平均分，該除以什麼？",
        ),
    ),
    Mistake(
        key="swapped",
        wrong=models_swapped,
        message=Text(
            "`first` and `last` have changed places. Which step is an order's last?",
            "`first` 和 `last` 對調了。一筆訂單的最後一次接觸，`step` 是多少？",
        ),
    ),
    Mistake(
        key="last-and-linear-swapped",
        wrong=models_last_and_linear_swapped,
        message=Text(
            "`last` and `linear` have changed places. In which of them does one touch get all of an order?",
            "`last` 和 `linear` 對調了。哪一欄是把整筆訂單都給一次接觸？",
        ),
    ),
    Mistake(
        key="last-is-not-first",
        wrong=_model_mistake(last=lambda p, n: p["amount"] * (p["step"] != 1)),
        message=Text(
            "Your `last` pays every touch but the first, and pays each in full. Compare the sum of the column with the "
            "revenue.",
            "你的 `last` 把首次以外的每次接觸都給了全額。把這一欄加總，和營收比一比。",
        ),
    ),
    Mistake(
        key="last-is-second",
        wrong=_model_mistake(last=lambda p, n: p["amount"] * (p["step"] == 2)),
        message=Text(
            "Your `last` takes step 2. Some orders have one touch, some have four: where does each end?",
            "你的 `last` 取的是第 2 步。有的訂單只有一次接觸，有的有四次：各自結束在第幾步？",
        ),
    ),
    Mistake(
        key="last-of-the-table",
        wrong=_model_mistake(last=lambda p, n: p["amount"] * (p["step"] == p["step"].max())),
        message=Text(
            "Your `last` asks for the highest step of the whole table, so short paths get nothing. Each order has its "
            "own last step.",
            "你的 `last` 用的是整張表最大的 `step`，路徑短的訂單就什麼都沒分到。每筆訂單有自己的最後一步。",
        ),
    ),
    Mistake(
        key="single-touch-lost",
        wrong=models_more_than_one_touch,
        message=Text(
            "Orders with a single touch get no credit in your `last`. Their first touch is their last one, too.",
            "只有一次接觸的訂單，在你的 `last` 裡沒有分到錢。它的首次接觸，同時也是末次。",
        ),
    ),
    Mistake(
        key="last-as-in-the-table",
        wrong=models_last_in_file_order,
        message=Text(
            "For `last` you took the row that happens to stand last in the table. Which column says the order of time?",
            "你的 `last` 取的是表裡剛好排在最後的一列。哪一欄說的是時間先後？",
        ),
    ),
    Mistake(
        key="as-in-the-table",
        wrong=models_in_file_order,
        message=Text(
            "You took the first and last row as they happen to stand. The column `step` says the order of time.",
            "你取的是表裡剛好排在最前和最後的一列。時間先後要看 `step` 這一欄。",
        ),
    ),
    Mistake(
        key="no-direct",
        wrong=models_no_direct,
        message=Text(
            "The orders of “direct” are missing, so your columns sum to less than the revenue. Nobody can explain "
            "them, but the money came in.",
            "「direct」的訂單不見了，你的三欄加起來比營收少。沒有人說得出它的來由，但錢確實進來了。",
        ),
    ),
    Mistake(
        key="shares",
        wrong=models_shares,
        message=Text(
            "Your columns hold shares of the revenue. The table asks for money.",
            "你的三欄是占營收的比率。這張表要的是金額。",
        ),
    ),
    Mistake(
        key="orders",
        wrong=models_orders,
        message=Text(
            "Your columns count orders. What is shared is their money, in the column `amount`.",
            "你的三欄數的是訂單。要分的是金額，在 `amount` 欄。",
        ),
    ),
    Mistake(
        key="gaps",
        wrong=models_gaps,
        message=Text(
            "Where a channel got nothing by a model, your table is empty. That it got nothing is known: what number "
            "says so?",
            "某個模型下沒分到錢的管道，你的表裡是空值。它確實一毛都沒分到，這要用哪個數字表示？",
        ),
    ),
    Mistake(
        key="inner",
        wrong=models_inner,
        message=Text(
            "A channel that got nothing by one of the models is missing from your table, with what the other models "
            "give it.",
            "有一個模型沒分到錢的管道，整列都不見了，連其他模型分給它的也沒了。",
        ),
    ),
    Mistake(
        key="mean",
        wrong=models_mean,
        message=Text(
            "You took the mean over a channel's rows. Its rows have to be added up: compare the sum of a column with "
            "the revenue.",
            "你把一個管道的各列平均了，應該加總才對。把一欄的總和跟營收比一比。",
        ),
    ),
)
# The tables they are tried on

PATH_COLUMNS = {"order_id": TEXT, "step": WHOLE, "channel": TEXT, "amount": WHOLE}


def paths_table(rows) -> Arguments:
    """The input from pairs of an amount and the channels that led to it, in the order of time."""
    rows = list(rows)
    touches = [
        (order, step, channel, amount)
        for order, (amount, channels) in zip(ids("O", len(rows), 6), rows, strict=True)
        for step, channel in enumerate(channels, start=1)
    ]
    return {"paths": table(PATH_COLUMNS, touches)}


SMALL_PATHS = paths_table([(1200, (FB, YT, LINE)), (300, (LINE,)), (600, (YT, YT, FB)), (500, ("direct",))])
"""The paths that the page prints: a channel that touched twice, a single touch, and an order without a touch."""


def draw_small_paths(rng: np.random.Generator) -> Arguments:
    amounts = rng.integers(2, 30, 4) * 60
    channels = [str(one) for one in rng.permutation(MEDIA)]
    shape = ((0, 1, 2), (2,), (1, 1, 0))
    rows = [(int(money), tuple(channels[one] for one in path)) for money, path in zip(amounts[:3], shape, strict=True)]
    return paths_table([*rows, (int(amounts[3]), ("direct",))])


def draw_ordinary_paths(rng: np.random.Generator) -> Arguments:
    """An ordinary shop's orders with paths of one to four touches, in no order, and a third without a touch."""
    amounts = some_orders(rng)["amount"]
    finds, closes = [0.45, 0.3, 0.15, 0.1], [0.1, 0.1, 0.4, 0.4]
    channels, rows = (FB, YT, ADS, LINE), []
    for amount in amounts:
        length = int(rng.choice([0, 1, 2, 3, 4], p=[0.3, 0.25, 0.2, 0.15, 0.1]))
        path = [str(rng.choice(channels, p=finds if step < length - 1 else closes)) for step in range(length)]
        rows.append((int(amount), tuple(path) or ("direct",)))
    rows.append((int(amounts.iloc[0]), (FB, BLOG, LINE)))  # a channel that is only ever in the middle
    return {"paths": shuffled(paths_table(rows)["paths"], rng)}


def draw_repeats(rng: np.random.Generator) -> Arguments:
    """Channels that touched the same order more than once."""
    one, two, three = (int(money) * 60 for money in rng.integers(4, 40, 3))
    return paths_table([(one, (ADS, ADS, ADS, FB)), (two, (YT, FB, YT)), (three, (ADS, ADS))])


def draw_single(rng: np.random.Generator) -> Arguments:
    """Orders with one touch each: then the three models agree."""
    return paths_table((int(money) * 50, (str(rng.choice(MEDIA)),)) for money in rng.integers(4, 40, 6))


def draw_direct(rng: np.random.Generator) -> Arguments:
    return paths_table((int(money) * 50, ("direct",)) for money in rng.integers(4, 40, 3))


def draw_shuffled(rng: np.random.Generator) -> Arguments:
    """Long paths whose rows stand backwards."""
    rows = [
        (int(money) * 60, tuple(str(one) for one in rng.permutation(MEDIA)[:4])) for money in rng.integers(4, 40, 3)
    ]
    return {"paths": paths_table(rows)["paths"].iloc[::-1].reset_index(drop=True)}


MODEL_CASES = (
    Case(
        key="small",
        name=Text("the four orders on the page", "頁面上的四筆訂單"),
        share=0.2,
        draw=draw_small_paths,
        printed=SMALL_PATHS,
    ),
    Case(
        key="ordinary",
        name=Text("the orders of an ordinary shop", "一般商店的訂單"),
        share=0.35,
        draw=draw_ordinary_paths,
        ordinary=True,
    ),
    Case(
        key="repeats",
        name=Text("a channel that touched an order more than once", "同一管道接觸同一筆訂單好幾次"),
        share=0.15,
        draw=draw_repeats,
    ),
    Case(key="backwards", name=Text("rows in no order of time", "沒有照時間排的資料"), share=0.1, draw=draw_shuffled),
    Case(key="single", name=Text("orders with one touch each", "每筆訂單只有一次接觸"), share=0.1, draw=draw_single),
    Case(key="direct", name=Text("orders without any touch", "完全沒有接觸的訂單"), share=0.1, draw=draw_direct),
)

MODELS = FunctionTask(
    id="a04.models",
    title=Text("First, last and linear, side by side", "首次、末次、平均分配，三種並列"),
    points=2,
    minutes=8,
    lesson="4.4",
    prompt=Text(
        en="""
Write `attribution(paths)`. The table has one row per touch that counts: `order_id`, `step` (1 for the order's first
touch, then 2, 3 … without a gap), `channel`, `amount` (the net amount of the **whole** order, the same on all its
rows). An order without a touch has one row with the channel `direct`.

**Definition.** Three ways to hand out the amount of an order:

| column | who gets it |
|---|---|
| `first` | all of it the first touch |
| `last` | all of it the order's last touch |
| `linear` | every **touch** of the order the same part; a channel that touched twice has two parts |

With one touch only, all three give it everything. The rows stand in no particular order.

**Comes back:** a table with one row for **every** channel of `paths`, `direct` too: `channel` as the index or as a
column, and the three columns in dollars, not rounded, 0 where a channel got nothing. Each column sums to the same: the
revenue of all orders.

`first` is done for you: a comparison times an amount leaves the amount where it is true and 0 where it is not. Two
lines of step 2 and step 3 are missing.
""",
        zh_hant="""
請寫出 `attribution(paths)`。這張表裡，每次算數的接觸占一列：`order_id`、`step`\
（訂單的第一次接觸是 1，接著 2、3……不跳號）、`channel`（管道）、`amount`（**整筆**訂單的淨額，\
同一筆訂單的每一列都相同）。沒有接觸的訂單有一列，管道是 `direct`。

**定義：** 一筆訂單的金額，有三種分法：

| 欄位 | 分給誰 |
|---|---|
| `first` | 全部給首次接觸 |
| `last` | 全部給這筆訂單的末次接觸 |
| `linear` | 這筆訂單的每次**接觸**分得一樣多；接觸兩次的管道有兩份 |

只有一次接觸的話，三種分法都全部給它。各列沒有照特定順序排。

**傳回：** 一張表，`paths` 裡的**每個**管道一列，`direct` 也要：`channel` 放在索引或欄位都可以，加上這三欄，\
單位是新臺幣元，\
不要四捨五入，沒分到錢的填 0。三欄的總和都一樣，就是全部訂單的營收。

`first` 已經寫好：比較的結果乘上金額，成立的地方留下金額，不成立的地方是 0。還缺步驟 2 的兩行，以及步驟 3。
""",
    ),
    answer=attribution,
    returns=Table(
        columns=tuple(Column(name=one, key="channel", unit="money") for one in ("first", "last", "linear")),
        key=("channel",),
    ),
    cases=MODEL_CASES,
    mistakes=MODEL_MISTAKES,
    alternatives=(models_by_loop, models_in_duckdb, models_by_joining, models_in_polars),
    measure=customer_value.attribution_table,
    hints=(
        Text(
            "The column `touches` of step 1 says, in every row, how many touches the row's order had. That is also the "
            "number of its last step.",
            "步驟 1 的 `touches` 在每一列寫著這筆訂單一共有幾次接觸，那也就是它最後一步的編號。",
        ),
        Text(
            '`credit["last"]` looks like the line above it, with something else than 1 behind `==`. '
            '`credit["linear"]` is '
            "an amount divided by a number of touches.",
            '`credit["last"]` 和上一行很像，只是 `==` 後面不是 1。`credit["linear"]` 是金額除以接觸次數。',
        ),
        Text(
            'Step 3 is one line: `return credit.groupby("channel").…()`. Which word adds up?',
            '步驟 3 一行：`return credit.groupby("channel").…()`。哪個字是加總？',
        ),
    ),
)
