"""The tasks on a shop's customers, who never say goodbye: what to expect of them, and how good the forecast was."""

from __future__ import annotations

import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.lifetime_value import alternatives
from solutions.lifetime_value.expecting_cases import ERROR_CASES, EXPECTED_CASES
from solutions.lifetime_value.expecting_mistakes import ERROR_MISTAKES, EXPECTED_MISTAKES
from solutions.lifetime_value.given import orders_if_alive
from tutor.shape import Column, Table
from tutor.task import FunctionTask, Option, OrderingTask


def expected_orders(customers, snapshot, days, r, alpha, a, b):
    # 1 the history in the model's words: x, t_x and T  # lang-en
    # 1 用模型的說法寫出歷史：x、t_x、T  # lang-zh-Hant
    ### BEGIN SOLUTION
    x = customers["purchase_days"] - 1
    t_x = (customers["last_order"] - customers["first_order"]).dt.days / 7
    T = (snapshot - customers["first_order"]).dt.days / 7
    ### END SOLUTION

    # 2 the chance of still being a customer: p_alive  # lang-en
    # 2 還是顧客的機率：p_alive  # lang-zh-Hant
    ### BEGIN SOLUTION
    odds = a / (b + x - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x)
    p_alive = (1 / (1 + odds)).where(x > 0, 1)
    ### END SOLUTION

    # 3 a table with both  # lang-en
    # 3 把兩個結果放進一張表  # lang-zh-Hant
    result = customers[["customer_id"]].copy()
    result["p_alive"] = p_alive
    ### BEGIN SOLUTION
    result["expected_orders"] = p_alive * orders_if_alive(x, T, days / 7, r, alpha, a, b)
    ### END SOLUTION
    return result


def forecast_error(forecast, later, margin):
    ### BEGIN SOLUTION
    predicted = forecast.set_index("customer_id")["clv"]
    actual = later.groupby("customer_id")["amount"].sum() * margin
    actual = actual.reindex(predicted.index, fill_value=0)
    bias = float("nan")
    if actual.sum() != 0:
        bias = predicted.sum() / actual.sum() - 1
    mae = (predicted - actual).abs().mean()
    return {"bias": bias, "mae": mae}
    ### END SOLUTION


def _expected_by_measure(customers, snapshot, days, r, alpha, a, b):
    summary = pd.DataFrame(
        {
            "frequency": customers["purchase_days"] - 1,
            "recency": (customers["last_order"] - customers["first_order"]) / pd.Timedelta(days=7),
            "T": (snapshot - customers["first_order"]) / pd.Timedelta(days=7),
        }
    )
    model = customer_value.BGNBD(r=r, alpha=alpha, a=a, b=b, unit=7)
    return pd.DataFrame(
        {
            "customer_id": customers["customer_id"],
            "p_alive": model.p_alive(summary),
            "expected_orders": model.expected_orders(summary, days / 7),
        }
    )


def _error_by_measure(forecast, later, margin):
    came = later.groupby("customer_id")["amount"].sum() * margin
    actual = forecast["customer_id"].map(came).fillna(0.0)
    found = customer_value.forecast_error(forecast["clv"], actual)
    return {"bias": found.bias, "mae": found.mae}


EXPECTED = FunctionTask(
    id="a08.expected_orders",
    title=Text("The orders to expect (BG/NBD)", "預期訂單數（BG/NBD）"),
    points=3,
    minutes=9,
    lesson="8.5",
    prompt=Text(
        en="""
Write `expected_orders(customers, snapshot, days, r, alpha, a, b)`.

- `customers` holds one row a customer: `customer_id`, `purchase_days` (days with a valid order, all together),
  `first_order` and `last_order` (dates, both on or before the snapshot).
- `days` says how far to look ahead from the snapshot.
- `r`, `alpha`, `a`, `b` are the parameters of a BG/NBD model that was fitted **in weeks**. They are given; nothing is
  fitted here.

**Definition.**

1. The history in the model's words, times in **weeks** (days ÷ 7, not rounded): **x** = purchase days **after the
   first** (`purchase_days` − 1), **t_x** = from the first order to the **last**, **T** = from the first order to the
   snapshot.
2. The [chance of still being a customer](term:probability-alive), **1 for whoever has x = 0**, and otherwise

   `p_alive = 1 / (1 + a / (b + x - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x))`
3. Orders to expect = `p_alive` × the orders of somebody who is certainly still a customer. The given function
   `orders_if_alive(x, T, weeks, r, alpha, a, b)` knows the second factor; it looks ahead in weeks.

**Comes back:** a table with one row per customer: `customer_id` (column or index), `p_alive` (a share) and
`expected_orders`; nothing rounded.
""",
        zh_hant="""
請寫出 `expected_orders(customers, snapshot, days, r, alpha, a, b)`。

- `customers` 一列一位顧客：`customer_id`、`purchase_days`（有有效訂單的天數，全部加起來）、`first_order` 和 \
`last_order`（日期，都不晚於快照日）。
- `days` 是從快照日往後看幾天。
- `r`、`alpha`、`a`、`b` 是 BG/NBD 模型的參數，是用**週**估出來的。參數已經給定，這裡不必估計。

**定義：**

1. 用模型的說法寫出歷史，時間都用**週**（天數 ÷ 7，不取整）：**x** = **第一次之後**的購買天數（`purchase_days` − 1），\
**t_x** = 第一筆到**最後一筆**訂單之間，**T** = 第一筆訂單到快照日之間。
2. [仍是顧客的機率](term:probability-alive)：**x = 0 的人是 1**，其他人是

   `p_alive = 1 / (1 + a / (b + x - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x))`
3. 預期訂單數 = `p_alive` × 「確定還是顧客」的人的訂單數。第二個因子用給定的函式 `orders_if_alive(x, T, weeks, r, \
alpha, a, b)` 來算，它往後看的時間單位是週。

**傳回：** 一張一位顧客一列的表格：`customer_id`（欄位或索引都可以）、`p_alive`（比率）和 `expected_orders`，\
都不要四捨五入。
""",
    ),
    answer=expected_orders,
    returns=Table(columns=(Column(name="p_alive", unit="share"), Column(name="expected_orders", unit="purchases"))),
    cases=EXPECTED_CASES,
    mistakes=EXPECTED_MISTAKES,
    alternatives=(
        alternatives.expected_by_loop,
        alternatives.expected_by_logarithms,
        alternatives.expected_in_polars,
    ),
    measure=_expected_by_measure,
    hints=(
        Text(
            "Step 1 is three lines, one for each of x, t_x and T. Two dates subtracted give a time span; "
            "`(…).dt.days` makes whole days of it, and ÷ 7 makes weeks of them.",
            "步驟 1 是三行，x、t_x、T 各一行。兩個日期相減得到一段時間，`(…).dt.days` 換成天數，再除以 7 就是週數。",
        ),
        Text(
            "Step 2: copy the formula. Then the customers with x = 0 get a 1: `p_alive = p_alive.where(x > 0, 1)` "
            "keeps the value where x is above 0 and puts 1 elsewhere.",
            "步驟 2：照公式寫。接著把 x = 0 的人換成 1：`p_alive = p_alive.where(x > 0, 1)` 會保留 x 大於 0 的值，"
            "其他的放 1。",
        ),
        Text(
            'Step 3: `result["expected_orders"] = p_alive * orders_if_alive(x, T, …, r, alpha, a, b)`. In the gap '
            "stands how far to look ahead; mind the unit.",
            '步驟 3：`result["expected_orders"] = p_alive * orders_if_alive(x, T, …, r, alpha, a, b)`。'
            "空著的地方是往後看多久，注意單位。",
        ),
    ),
)

HOLDOUT = OrderingTask(
    id="a08.holdout",
    title=Text("An honest test of a forecast", "誠實檢驗預測"),
    points=1,
    minutes=3,
    lesson="8.5",
    name="steps",
    prompt=Text(
        en="""
The owner asks the right question: "And how do I know that your forecast is any good?" You cannot wait a year. But a
year has passed already: pretend that you know only what came before it, forecast it, and only then look.

Put the steps of this test in order. **Two of the eight do not belong in it at all**; leave them out. The hold-out is
to stay closed until the forecast stands.

Give six letters in the order of the steps: `steps = ["…", "…", "…", "…", "…", "…"]`
""",
        zh_hant="""
老闆問到重點了：「我怎麼知道你的預測準不準？」你沒辦法等一年。不過有一年已經過去了：假裝自己只知道那之前的事，\
預測那一年，之後才去看答案。

請把檢驗的步驟排好。**八項裡有兩項根本不該做**，不要放進來。預測定下來之前，保留期的資料不能打開。

依步驟順序寫出六個字母：`steps = ["…", "…", "…", "…", "…", "…"]`
""",
    ),
    items=(
        Option(
            key="fit",
            text=Text("Fit the model's parameters to these histories", "用這些歷史估計模型的參數"),
            why=Text(
                "A model is fitted to data, so what it is fitted to has to be there before.",
                "估計參數要有資料，所以要用的資料得先備好。",
            ),
        ),
        Option(
            key="compare",
            text=Text(
                "Compare the two: in sum (bias) and customer by customer (MAE)",
                "兩相比較：看總額（偏誤），也看每位顧客（MAE）",
            ),
            why=Text(
                "To compare you need two columns of numbers, so both of them have to be there before.",
                "比較需要兩欄數字，所以兩欄都要先有。",
            ),
        ),
        Option(
            key="drop",
            text=Text(
                "Take out the customers who bought nothing in the hold-out, since they distort the average",
                "把保留期沒有買的顧客拿掉，免得影響平均",
            ),
            why=Text(
                "These are the very customers that the forecast had to find: on the day of the forecast nobody could "
                "know that they would not come. They stay, with 0.",
                "預測要抓出來的就是這些人：做預測的那一天，沒有人知道他們不會再來。他們要留著，算 0。",
            ),
        ),
        Option(
            key="split",
            text=Text(
                "Choose a day a year back: what lies before it is the calibration, what comes after it the hold-out",
                "選一年前的某一天：之前的資料用來校準，之後的是保留期",
            ),
            why=Text(
                "Before anything is summed up or fitted it has to be clear what may be known.",
                "彙整或估計之前，要先說清楚哪些資料可以知道。",
            ),
        ),
        Option(
            key="forecast",
            text=Text(
                "Forecast the hold-out for everybody who was a customer on that day",
                "替那一天所有的顧客預測保留期",
            ),
            why=Text(
                "A forecast needs a model with its parameters, and it has to stand before the hold-out is opened.",
                "預測需要有參數的模型，而且要在打開保留期之前定下來。",
            ),
        ),
        Option(
            key="refit",
            text=Text(
                "Fit the parameters once more to all the data, the hold-out included, so that the forecast gets better",
                "用全部資料（包括保留期）再估一次參數，讓預測更準",
            ),
            why=Text(
                "Then the model has seen the answers. It would look good on this year and say nothing about the next.",
                "這樣模型等於先看過答案。它在這一年會很漂亮，卻說明不了下一年。",
            ),
        ),
        Option(
            key="open",
            text=Text(
                "Open the hold-out: add up what each of these customers brought, 0 for whoever brought nothing",
                "打開保留期：加總這些顧客各帶來多少，沒買的算 0",
            ),
            why=Text(
                "The hold-out stays closed until the forecast stands.",
                "預測定下來之前，保留期不能打開。",
            ),
        ),
        Option(
            key="histories",
            text=Text(
                "Sum up each customer's history to that day: x, t_x, T",
                "彙整每位顧客到那一天為止的歷史：x、t_x、T",
            ),
            why=Text(
                "“That day” has to be chosen first, and what comes of the histories comes after them.",
                "要先選好「那一天」；用到歷史的步驟，都在它後面。",
            ),
        ),
    ),
    right=(("split", "histories", "fit", "forecast", "open", "compare"),),
    hints=(
        Text(
            "Ask of every step: what does it need that another one makes? And could somebody have done it on the "
            "evening of that day, without knowing what came next?",
            "每一步都問：它需要的東西，是哪一步做出來的？還有，站在那一天晚上、不知道之後的事，做得到嗎？",
        ),
        Text(
            "First it is settled what may be known; then come the histories, the model and the forecast, each out of "
            "the one before. Only the last two steps look at the hold-out.",
            "先決定哪些可以知道；接著是歷史、模型、預測，一步接一步。只有最後兩步會看保留期。",
        ),
    ),
)

ERROR = FunctionTask(
    id="a08.forecast_error",
    title=Text("How far the forecast was off", "預測誤差"),
    points=3,
    minutes=7,
    lesson="8.5",
    prompt=Text(
        en="""
Write `forecast_error(forecast, later, margin)`.

- `forecast` holds what was forecast for each customer of the calibration, for the year of the hold-out: `customer_id`,
  `clv` (money, as **margin**). One row a customer.
- `later` holds the valid orders of the hold-out, one a row: `customer_id`, `order_id`, `order_date`, `amount` (net
  revenue). Customers who came only afterwards are in it too.
- `margin` is the margin rate, a share.

**Definition.** The judgement is about the customers in `forecast`, all of them and nobody else. What a customer
actually brought is the sum of their amounts in `later` × margin, 0 for anybody who bought nothing.

- **[bias](term:bias)** = sum of the forecasts ÷ sum of what was brought, − 1. A forecast that was too low in all has a
  bias below
  0. If nobody brought anything, there is no base: `float("nan")`.
- **MAE** ([mean absolute error](term:mean-absolute-error)) = the mean, over these customers, of the difference between
  forecast and brought, taken without its sign.

**Comes back:** a dictionary with two entries, `{"bias": …, "mae": …}`: a share, and money per customer; not rounded.
The two names have to be spelt like this.

This one is all yours. `.abs()` takes the signs off a column.
""",
        zh_hant="""
請寫出 `forecast_error(forecast, later, margin)`。

- `forecast` 是替校準期每位顧客做的預測，預測的是保留期那一年：`customer_id`、`clv`（金額，以**毛利**計），\
一列一位顧客。
- `later` 是保留期的有效訂單，一列一筆：`customer_id`、`order_id`、`order_date`、`amount`（淨營收）。\
之後才第一次來的顧客也在裡面。
- `margin` 是毛利率，用比率表示。

**定義：** 要評的是 `forecast` 裡的顧客，一個不少，也不多算別人。一位顧客實際帶來的，是他在 `later` 裡的金額加總 × \
毛利率，沒買的是 0。

- **[偏誤](term:bias)**（bias）= 預測總和 ÷ 實際總和 − 1。整體預測得太低，偏誤就小於 0。如果沒有人帶來任何東西，\
就沒有分母：\
`float("nan")`。
- **[平均絕對誤差](term:mean-absolute-error)**（MAE）= 這些顧客的「預測和實際的差距」（不看正負號）的平均。

**傳回：** 一個有兩項的字典，`{"bias": …, "mae": …}`：一個比率，和平均每位顧客多少錢，都不要四捨五入。\
兩個名稱要一字不差。

這一題整個由你來寫。`.abs()` 可以去掉一整欄的正負號。
""",
    ),
    answer=forecast_error,
    returns=Column(name="error", key="measure", named=True),
    cases=ERROR_CASES,
    mistakes=ERROR_MISTAKES,
    alternatives=(alternatives.error_by_loop, alternatives.error_by_map, alternatives.error_in_duckdb),
    measure=_error_by_measure,
    hints=(
        Text(
            "Make two columns with the customer as index: what was forecast, and what was brought. "
            '`forecast.set_index("customer_id")["clv"]` is the first.',
            '做兩欄，索引都是顧客：一欄預測，一欄實際。`forecast.set_index("customer_id")["clv"]` 就是第一欄。',
        ),
        Text(
            "The second is a `groupby` with a sum, times the margin, and then, as in the first task, `.reindex(…, "
            "fill_value=0)` with the index of the first column. That puts in the 0 and leaves strangers out.",
            "第二欄是 `groupby` 加總，再乘毛利率；接著和第一題一樣，用 `.reindex(…, fill_value=0)` 對到第一欄的索引。"
            "這樣沒買的會補 0，沒預測過的人也會拿掉。",
        ),
        Text(
            'For the bias begin with `bias = float("nan")` and change it only `if actual.sum() != 0:`. For the MAE '
            "subtract the columns, then `.abs()`, then `.mean()`, in this order.",
            '偏誤先寫 `bias = float("nan")`，只有在 `if actual.sum() != 0:` 的時候才改掉它。MAE 是兩欄相減，接著 '
            "`.abs()`，再 `.mean()`，順序不能換。",
        ),
    ),
)
