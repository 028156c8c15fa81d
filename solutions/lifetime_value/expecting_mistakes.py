"""The known mistakes of the tasks on expected orders and their test: what people compute, and what to tell them.

A message says what was computed and one thing to look at; it never says the answer.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from customer_value.messages import Text
from solutions.lifetime_value.given import orders_if_alive
from tutor.task import Mistake

NAN = float("nan")


# What to expect


def _history(customers, snapshot, unit=7):
    """x, t_x and T, in units of so many days."""
    first, last = customers["first_order"], customers["last_order"]
    return customers["purchase_days"] - 1, (last - first).dt.days / unit, (snapshot - first).dt.days / unit


def _alive(x, t_x, T, r, alpha, a, b, *, power=None, base=None, once=1.0):
    with np.errstate(all="ignore"):
        odds = (
            a
            / (b + (x - 1 if base is None else base))
            * ((alpha + T) / (alpha + t_x)) ** (r + x if power is None else power)
        )
        there = 1 / (1 + odds)
    return there if once is None else there.where(x > 0, once)


def _expected(customers, there, orders):
    return pd.DataFrame({"customer_id": customers["customer_id"], "p_alive": there, "expected_orders": there * orders})


def _model(customers, history, weeks, r, alpha, a, b, **changes):
    """What comes out of a history, in whatever unit, with a change to the formula."""
    x, t_x, T = history
    there = _alive(x, t_x, T, r, alpha, a, b, **changes)
    return _expected(customers, there, orders_if_alive(x, T, weeks, r, alpha, a, b))


def expected_rfm_frequency(customers, snapshot, days, r, alpha, a, b):
    _, t_x, T = _history(customers, snapshot)
    return _model(customers, (customers["purchase_days"], t_x, T), days / 7, r, alpha, a, b)


def expected_rfm_recency(customers, snapshot, days, r, alpha, a, b):
    x, t_x, T = _history(customers, snapshot)
    return _model(customers, (x, T - t_x, T), days / 7, r, alpha, a, b)


def expected_rfm_both(customers, snapshot, days, r, alpha, a, b):
    _, t_x, T = _history(customers, snapshot)
    return _model(customers, (customers["purchase_days"], T - t_x, T), days / 7, r, alpha, a, b)


def expected_in_days(customers, snapshot, days, r, alpha, a, b):
    return _model(customers, _history(customers, snapshot, 1), days, r, alpha, a, b)


def expected_history_in_days(customers, snapshot, days, r, alpha, a, b):
    return _model(customers, _history(customers, snapshot, 1), days / 7, r, alpha, a, b)


def expected_horizon_in_days(customers, snapshot, days, r, alpha, a, b):
    return _model(customers, _history(customers, snapshot), days, r, alpha, a, b)


def expected_in_months(customers, snapshot, days, r, alpha, a, b):
    return _model(customers, _history(customers, snapshot, 30), days / 30, r, alpha, a, b)


def expected_whole_weeks(customers, snapshot, days, r, alpha, a, b):
    first, last = customers["first_order"], customers["last_order"]
    history = customers["purchase_days"] - 1, (last - first).dt.days // 7, (snapshot - first).dt.days // 7
    return _model(customers, history, days / 7, r, alpha, a, b)


def expected_age_from_last(customers, snapshot, days, r, alpha, a, b):
    x, t_x, T = _history(customers, snapshot)
    return _model(customers, (x, t_x, T - t_x), days / 7, r, alpha, a, b)


def expected_one_day_more(customers, snapshot, days, r, alpha, a, b):
    x, t_x, T = _history(customers, snapshot)
    return _model(customers, (x, t_x, T + 1 / 7), days / 7, r, alpha, a, b)


def expected_once_forgotten(customers, snapshot, days, r, alpha, a, b):
    return _model(customers, _history(customers, snapshot), days / 7, r, alpha, a, b, once=None)


def expected_once_gone(customers, snapshot, days, r, alpha, a, b):
    return _model(customers, _history(customers, snapshot), days / 7, r, alpha, a, b, once=0.0)


def expected_power_without_r(customers, snapshot, days, r, alpha, a, b):
    history = _history(customers, snapshot)
    return _model(customers, history, days / 7, r, alpha, a, b, power=history[0])


def expected_base_without_one(customers, snapshot, days, r, alpha, a, b):
    history = _history(customers, snapshot)
    return _model(customers, history, days / 7, r, alpha, a, b, base=history[0])


def expected_swapped(customers, snapshot, days, r, alpha, a, b):
    x, t_x, T = _history(customers, snapshot)
    there = _alive(x, T, t_x, r, alpha, a, b)
    return _expected(customers, there, orders_if_alive(x, T, days / 7, r, alpha, a, b))


def expected_recency_for_age(customers, snapshot, days, r, alpha, a, b):
    x, t_x, T = _history(customers, snapshot)
    there = _alive(x, t_x, T, r, alpha, a, b)
    return _expected(customers, there, orders_if_alive(x, t_x, days / 7, r, alpha, a, b))


def _right_history(customers, snapshot, days, r, alpha, a, b):
    x, t_x, T = _history(customers, snapshot)
    return x, T, _alive(x, t_x, T, r, alpha, a, b), orders_if_alive(x, T, days / 7, r, alpha, a, b)


def expected_gone(customers, snapshot, days, r, alpha, a, b):
    _, _, there, orders = _right_history(customers, snapshot, days, r, alpha, a, b)
    return _expected(customers, 1 - there, orders)


def expected_everybody_there(customers, snapshot, days, r, alpha, a, b):
    _, _, there, orders = _right_history(customers, snapshot, days, r, alpha, a, b)
    return _expected(customers, there, orders).assign(expected_orders=orders)


def expected_alive_twice(customers, snapshot, days, r, alpha, a, b):
    _, _, there, orders = _right_history(customers, snapshot, days, r, alpha, a, b)
    return _expected(customers, there, there * orders)


def expected_with_past(customers, snapshot, days, r, alpha, a, b):
    x, _, there, orders = _right_history(customers, snapshot, days, r, alpha, a, b)
    return _expected(customers, there, orders).assign(expected_orders=x + there * orders)


def expected_pace(customers, snapshot, days, r, alpha, a, b):
    x, T, there, _ = _right_history(customers, snapshot, days, r, alpha, a, b)
    with np.errstate(all="ignore"):
        return _expected(customers, there, x / T * days / 7)


def expected_mean_pace(customers, snapshot, days, r, alpha, a, b):
    x, T, there, _ = _right_history(customers, snapshot, days, r, alpha, a, b)
    return _expected(customers, there, (r + x) / (alpha + T) * days / 7)


def expected_where_turned_round(customers, snapshot, days, r, alpha, a, b):
    x, t_x, T = _history(customers, snapshot)
    alive = (1 / (1 + a / (b + x - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x))).where(x == 0, 1.0)
    orders = alive * orders_if_alive(x, T, days / 7, r, alpha, a, b)
    return customers[["customer_id"]].assign(p_alive=alive, expected_orders=orders)


def expected_alive_rounded(customers, snapshot, days, r, alpha, a, b):
    found = _model(customers, _history(customers, snapshot), days / 7, r, alpha, a, b)
    return found.assign(p_alive=found["p_alive"].round(2))


EXPECTED_MISTAKES = (
    Mistake(
        key="rfm-frequency",
        lesson="7.1",
        wrong=expected_rfm_frequency,
        message=Text(
            "You took RFM's frequency, all purchases. The model counts repeat purchases: what is x for somebody who "
            "came once?",
            "你用的是 RFM 的消費頻率，也就是全部的購買次數。模型數的是「重複」購買：只來過一次的人，x 是多少？",
        ),
    ),
    Mistake(
        key="rfm-recency",
        lesson="7.1",
        wrong=expected_rfm_recency,
        message=Text(
            "You took RFM's recency, from the last purchase to the snapshot. The model's t_x has the same name in "
            "many books and runs between two other days: which?",
            "你用的是 RFM 的最近一次消費，從最後一次購買算到快照日。模型的 t_x 在很多書裡也叫 recency，"
            "卻是另外兩天之間的長度：是哪兩天？",
        ),
    ),
    Mistake(
        key="rfm-both",
        lesson="7.1",
        wrong=expected_rfm_both,
        message=Text(
            "You fed RFM's frequency and recency to the model. They share names with x and t_x and mean something "
            "else: read step 1 of the prompt again.",
            "你把 RFM 的頻率和最近一次消費餵給模型了。名稱和 x、t_x 一樣，意思不同：再讀一次題目的步驟 1。",
        ),
    ),
    Mistake(
        key="in-days",
        wrong=expected_in_days,
        message=Text(
            "You counted in days throughout. These parameters come from a model in weeks: look at what alpha is added "
            "to.",
            "你全都用天數算。這組參數是用「週」估出來的模型：看看 alpha 是加在什麼東西上。",
        ),
    ),
    Mistake(
        key="history-in-days",
        wrong=expected_history_in_days,
        message=Text(
            "You look ahead in weeks, but the histories are in days. Everything the model is given has the same unit.",
            "往後看的時間是週，歷史卻還是天數。餵給模型的時間都要用同一個單位。",
        ),
    ),
    Mistake(
        key="horizon-in-days",
        wrong=expected_horizon_in_days,
        message=Text(
            "The histories are in weeks, but you look ahead in days. Look at what `orders_if_alive` calls its third "
            "input.",
            "歷史換成週了，往後看的時間卻還是天數。看看 `orders_if_alive` 的第三個參數叫什麼。",
        ),
    ),
    Mistake(
        key="in-months",
        wrong=expected_in_months,
        message=Text(
            "You counted in months. These parameters come from a model in weeks.",
            "你用月算。這組參數是用「週」估出來的模型。",
        ),
    ),
    Mistake(
        key="once-forgotten",
        wrong=expected_once_forgotten,
        message=Text(
            "Customers who came once went through the formula too. In this model one can only leave after a repeat "
            "purchase: look at what the definition says for x = 0.",
            "只來過一次的人，你也套了公式。在這個模型裡，重複購買之後才可能離開：看看定義怎麼說 x = 0 的人。",
        ),
    ),
    Mistake(
        key="once-gone",
        wrong=expected_once_gone,
        message=Text(
            "You wrote off everybody who came once. Look at what the definition says for x = 0.",
            "只來過一次的人，你全都當成已經離開。看看定義怎麼說 x = 0 的人。",
        ),
    ),
    Mistake(
        key="power-without-r",
        wrong=expected_power_without_r,
        message=Text(
            "Look at the power in the formula of P(alive): something besides x stands in it.",
            "看看 P(alive) 公式裡的次方：除了 x，還有別的。",
        ),
    ),
    Mistake(
        key="base-without-one",
        wrong=expected_base_without_one,
        message=Text(
            "Look at the fraction a / (…) in the formula of P(alive): the bracket is a little different.",
            "看看 P(alive) 公式裡的 a / (…)：括號裡的內容有一點不同。",
        ),
    ),
    Mistake(
        key="swapped",
        wrong=expected_swapped,
        message=Text(
            "T and t_x have changed places in the formula. Then whoever has been silent longest is the most surely "
            "there: which of the two is the larger?",
            "公式裡的 T 和 t_x 對調了，結果越久沒來的人反而越確定還在：兩個裡面哪一個比較大？",
        ),
    ),
    Mistake(
        key="recency-for-age",
        wrong=expected_recency_for_age,
        message=Text(
            "P(alive) is right. Look at the second input that `orders_if_alive` takes, and at the one you gave.",
            "P(alive) 對了。看看 `orders_if_alive` 的第二個參數要什麼，你給的又是什麼。",
        ),
    ),
    Mistake(
        key="gone",
        wrong=expected_gone,
        message=Text(
            "Your p_alive is the chance that a customer has left. Which way round is the formula?",
            "你的 p_alive 是已經離開的機率。公式算的是哪一邊？",
        ),
    ),
    Mistake(
        key="everybody-there",
        wrong=expected_everybody_there,
        message=Text(
            "P(alive) is right, but the orders are those of somebody who is certainly still a customer. How do the "
            "two go together?",
            "P(alive) 對了，但預期訂單還是「確定還在」的人才有的數字。這兩個要怎麼合起來？",
        ),
    ),
    Mistake(
        key="alive-twice",
        wrong=expected_alive_twice,
        message=Text(
            "P(alive) is in the expected orders twice. Once is enough.",
            "預期訂單裡 P(alive) 乘了兩次。一次就夠了。",
        ),
    ),
    Mistake(
        key="with-past",
        wrong=expected_with_past,
        message=Text(
            "You added the purchases made so far. Only those still to come are asked for.",
            "你把過去的購買次數也加進去了。題目只問之後的。",
        ),
    ),
    Mistake(
        key="pace",
        wrong=expected_pace,
        message=Text(
            "You carried on each customer's own pace so far. Then a customer who came once never comes again, and a "
            "lucky month lasts for ever. Use `orders_if_alive`, which knows how far a single history can be trusted.",
            "你直接照每個人過去的步調往後推。這樣只來過一次的人永遠不會再來，剛好來得勤的人會一直勤下去。改用 "
            "`orders_if_alive`，它知道一個人的歷史能信幾分。",
        ),
    ),
    Mistake(
        key="mean-pace",
        wrong=expected_mean_pace,
        message=Text(
            "You multiplied a rate by the time, as if nobody could leave in the weeks to come. `orders_if_alive` "
            "knows that they can.",
            "你用購買率乘上時間，好像往後這段期間都不會有人離開。`orders_if_alive` 把這件事也算進去了。",
        ),
    ),
    Mistake(
        key="whole-weeks",
        wrong=expected_whole_weeks,
        message=Text(
            "You cut the weeks to whole ones (`//`, or rounding). The definition leaves them as they come.",
            "你把週數取成整數了（用了 `//` 或四捨五入）。定義裡週數不取整。",
        ),
    ),
    Mistake(
        key="age-from-last",
        wrong=expected_age_from_last,
        message=Text(
            "Your T begins with the last order. It is the customer's whole age: look at the line in the drawing.",
            "你的 T 從最後一筆訂單算起。T 是顧客的「年齡」：看看示意圖裡那一條線。",
        ),
    ),
    Mistake(
        key="one-day-more",
        wrong=expected_one_day_more,
        message=Text(
            "Your T is a day too long: both ends were counted. A customer whose first order is on the snapshot itself "
            "has T = 0.",
            "你的 T 多了一天，頭尾都算進去了。第一筆訂單就在快照日的人，T = 0。",
        ),
    ),
    Mistake(
        key="where-turned-round",
        wrong=expected_where_turned_round,
        message=Text(
            "Everybody who came again has a chance of 1, and whoever came once went through the formula. "
            "`.where(…)` keeps the values where its condition is true: which customers keep theirs?",
            "來過好幾次的人機率全是 1，只來過一次的人反而套了公式。`.where(…)` 保留的是條件成立的值：該保留的是哪些"
            "人？",
        ),
    ),
    Mistake(
        key="alive-rounded",
        wrong=expected_alive_rounded,
        message=Text(
            "Your p_alive has been rounded. Give it back as it comes; rounding is for reading.",
            "你的 p_alive 四捨五入過了。請傳回原本的數字，要給人看的時候再取整。",
        ),
    ),
)


# How far the forecast was off


def _told(bias, mae):
    return {"bias": bias, "mae": mae}


def _pair(forecast, later, margin):
    """The forecast and what came, of the customers of the forecast."""
    guess = forecast.set_index("customer_id")["clv"]
    came = (later.groupby("customer_id")["amount"].sum() * margin).reindex(guess.index, fill_value=0.0)
    return guess, came


def _errors(guess, came):
    total = came.sum()
    return _told(guess.sum() / total - 1 if total else NAN, (guess - came).abs().mean())


def error_over_forecast(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"bias": 1 - came.sum() / guess.sum()}


def error_actual_over_forecast(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"bias": came.sum() / guess.sum() - 1}


def error_sign(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    found = _errors(guess, came)
    return found | {"bias": -found["bias"]}


def error_ratio(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    found = _errors(guess, came)
    return found | {"bias": found["bias"] + 1}


def error_money(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"bias": guess.sum() - came.sum()}


def error_mean_difference(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"bias": (guess - came).mean()}


def error_non_buyers_dropped(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    bought = guess.index.isin(later["customer_id"])
    return _errors(guess[bought], came[bought])


def error_non_buyers_empty(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    bought = guess.index.isin(later["customer_id"])
    return _told(_errors(guess, came)["bias"], (guess - came)[bought].abs().mean())


def error_newcomers(forecast, later, margin):
    guess = forecast.set_index("customer_id")["clv"]
    came = later.groupby("customer_id")["amount"].sum() * margin
    everybody = guess.index.union(came.index)
    return _errors(guess.reindex(everybody, fill_value=0.0), came.reindex(everybody, fill_value=0.0))


def error_newcomers_in_sum(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"bias": guess.sum() / (later["amount"].sum() * margin) - 1}


def error_revenue(forecast, later, margin):
    return _errors(*_pair(forecast, later, 1))


def error_margin_on_both(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess * margin, came)


def error_rmse(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"mae": ((guess - came) ** 2).mean() ** 0.5}


def error_mse(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"mae": ((guess - came) ** 2).mean()}


def error_wape(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"mae": float((guess - came).abs().sum()) / float(came.sum())}


def error_median(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"mae": (guess - came).abs().median()}


def error_signed(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"mae": (guess - came).mean()}


def error_of_mean(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"mae": abs((guess - came).mean())}


def error_sum(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    return _errors(guess, came) | {"mae": (guess - came).abs().sum()}


def error_percent(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    found = _errors(guess, came)
    return found | {"bias": 100 * found["bias"]}


def error_mean_of_ratios(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    bought = came > 0
    return _errors(guess, came) | {"bias": (guess[bought] / came[bought] - 1).mean()}


def error_percentage(forecast, later, margin):
    guess, came = _pair(forecast, later, margin)
    bought = came > 0
    return _errors(guess, came) | {"mae": ((guess - came)[bought].abs() / came[bought]).mean()}


def error_per_order(forecast, later, margin):
    merged = forecast.merge(later, on="customer_id", how="left").fillna({"amount": 0.0})
    return _errors(merged["clv"], merged["amount"] * margin)


def error_one_order(forecast, later, margin):
    return _errors(*_pair(forecast, later.drop_duplicates("customer_id", keep="last"), margin))


def error_not_aligned(forecast, later, margin):
    guess = forecast.set_index("customer_id")["clv"]
    came = later.groupby("customer_id")["amount"].sum() * margin
    return _errors(guess, came)


ERROR_MISTAKES = (
    Mistake(
        key="over-forecast",
        wrong=error_over_forecast,
        message=Text(
            "The MAE is right. You measured the bias by the forecast: what came is the yardstick, so what does one "
            "divide by?",
            "MAE 對了。偏誤你是拿預測當標準：該當標準的是實際發生的，所以要除以哪一個？",
        ),
    ),
    Mistake(
        key="actual-over-forecast",
        wrong=error_actual_over_forecast,
        message=Text(
            "The MAE is right. The bias is upside down: it says by how much the forecast was off.",
            "MAE 對了。偏誤上下顛倒：它說的是預測偏了多少。",
        ),
    ),
    Mistake(
        key="sign",
        wrong=error_sign,
        message=Text(
            "The MAE is right. The bias has the wrong sign: a forecast that was too low has a bias below 0.",
            "MAE 對了。偏誤的正負號相反：預測太低的時候，偏誤應該小於 0。",
        ),
    ),
    Mistake(
        key="ratio",
        wrong=error_ratio,
        message=Text(
            "The MAE is right. For the bias one step is missing: what should a forecast that is right in sum have?",
            "MAE 對了。偏誤還差一步：總額剛好說中的預測，偏誤應該是多少？",
        ),
    ),
    Mistake(
        key="money",
        wrong=error_money,
        message=Text(
            "The MAE is right. Your bias is an amount of money; it is asked for as a share of what came.",
            "MAE 對了。你的偏誤是金額，題目要的是占實際總額的比率。",
        ),
    ),
    Mistake(
        key="mean-difference",
        wrong=error_mean_difference,
        message=Text(
            "The MAE is right. Your bias is the mean difference in money; it is asked for as a share of what came.",
            "MAE 對了。你的偏誤是平均差多少錢，題目要的是占實際總額的比率。",
        ),
    ),
    Mistake(
        key="non-buyers-dropped",
        wrong=error_non_buyers_dropped,
        message=Text(
            "Customers who bought nothing in the hold-out are gone. They are the ones the forecast had to find: what "
            "did they bring?",
            "保留期沒有買的顧客不見了。預測要抓出來的就是他們：他們帶來多少？",
        ),
    ),
    Mistake(
        key="non-buyers-empty",
        wrong=error_non_buyers_empty,
        message=Text(
            "The bias is right. In the MAE customers who bought nothing are missing: an empty value (`NaN`) is left "
            "out of a mean. What did they bring?",
            "偏誤對了。MAE 裡少了沒有買的顧客：空值（`NaN`）不會算進平均。他們帶來的是多少？",
        ),
    ),
    Mistake(
        key="newcomers",
        wrong=error_newcomers,
        message=Text(
            "People are in it of whom there was no forecast. Look at who became a customer only afterwards: can a "
            "forecast be wrong about them?",
            "裡面有根本沒預測過的人。看看之後才成為顧客的人：預測怎麼可能對他們說錯？",
        ),
    ),
    Mistake(
        key="newcomers-in-sum",
        wrong=error_newcomers_in_sum,
        message=Text(
            "The MAE is right. But the bias is measured by everything that came, from people without a forecast too.",
            "MAE 對了。可是偏誤的分母連沒預測過的人帶來的也算進去了。",
        ),
    ),
    Mistake(
        key="revenue",
        wrong=error_revenue,
        message=Text(
            "You compared a forecast of margin with revenue. Look at what `margin` is for.",
            "你拿毛利的預測去和營收比。看看 `margin` 是做什麼用的。",
        ),
    ),
    Mistake(
        key="margin-on-both",
        wrong=error_margin_on_both,
        message=Text(
            "You multiplied the forecast by the margin rate as well. Look at the unit of its column `clv`.",
            "連預測你也乘了毛利率。看看 `clv` 這一欄的單位。",
        ),
    ),
    Mistake(
        key="rmse",
        wrong=error_rmse,
        message=Text(
            "The bias is right. You squared the errors and took the root (RMSE), so that a few large ones weigh most. "
            "The A in MAE stands for absolute.",
            "偏誤對了。你把誤差平方再開根號（RMSE），少數很大的誤差會主導結果。MAE 的 A 是絕對值。",
        ),
    ),
    Mistake(
        key="mse",
        wrong=error_mse,
        message=Text(
            "The bias is right. You squared the errors. The A in MAE stands for absolute.",
            "偏誤對了。你把誤差平方了。MAE 的 A 是絕對值。",
        ),
    ),
    Mistake(
        key="wape",
        wrong=error_wape,
        message=Text(
            "The bias is right. You divided the errors by what came (WAPE); the M in MAE says by what they are "
            "divided.",
            "偏誤對了。你把誤差除以實際總額（WAPE）；MAE 的 M 說明了要除以什麼。",
        ),
    ),
    Mistake(
        key="median",
        wrong=error_median,
        message=Text(
            "The bias is right. You took the median error; the M in MAE is the mean.",
            "偏誤對了。你取的是誤差的中位數；MAE 的 M 是平均。",
        ),
    ),
    Mistake(
        key="signed",
        wrong=error_signed,
        message=Text(
            "The bias is right. In your MAE too high and too low cancel each other out: what does absolute mean?",
            "偏誤對了。你的 MAE 裡，高估和低估互相抵銷了：絕對值是什麼意思？",
        ),
    ),
    Mistake(
        key="of-mean",
        wrong=error_of_mean,
        message=Text(
            "The bias is right. You took the absolute value at the very end, when too high and too low had cancelled "
            "each other out. In which order do the two steps belong?",
            "偏誤對了。你最後才取絕對值，那時高估和低估早就抵銷了。這兩步的順序該怎麼排？",
        ),
    ),
    Mistake(
        key="sum",
        wrong=error_sum,
        message=Text(
            "The bias is right. You added the errors up; the MAE is per customer.",
            "偏誤對了。你把誤差全部加總；MAE 是平均每位顧客的。",
        ),
    ),
    Mistake(
        key="per-order",
        wrong=error_per_order,
        message=Text(
            "You compared the forecast with single orders: a customer who bought three times is in it three times. "
            "Add up each customer's orders first.",
            "你拿預測和一筆一筆的訂單比：買三次的人出現了三次。先把每位顧客的訂單加總。",
        ),
    ),
    Mistake(
        key="one-order",
        wrong=error_one_order,
        message=Text(
            "You took one order of each customer. Look at somebody who bought several times in the hold-out.",
            "每位顧客你只算了一筆訂單。看看在保留期買過好幾次的人。",
        ),
    ),
    Mistake(
        key="percent",
        wrong=error_percent,
        message=Text(
            "The MAE is right. The bias is a percentage here; it is asked for as a share.",
            "MAE 對了。你的偏誤是百分比，題目要的是比率。",
        ),
    ),
    Mistake(
        key="mean-of-ratios",
        wrong=error_mean_of_ratios,
        message=Text(
            "The MAE is right. For the bias you took the mean of single customers' ratios, which small customers rule "
            "and non-buyers do not have. Sum over sum.",
            "MAE 對了。偏誤你是先算每位顧客的比率再平均，結果由小客戶主導，沒買的人也算不出來。應該是總和除以總和。",
        ),
    ),
    Mistake(
        key="percentage-error",
        wrong=error_percentage,
        message=Text(
            "The bias is right. You divided each error by what the customer brought (a percentage error), which "
            "nobody without an order has. The MAE is an amount of money.",
            "偏誤對了。你把每個人的誤差除以他帶來的金額（百分比誤差），沒買的人就算不出來。MAE 是金額。",
        ),
    ),
    Mistake(
        key="not-aligned",
        wrong=error_not_aligned,
        message=Text(
            "The two columns hold different customers: strangers are in the sum of what came, and whoever bought "
            "nothing is missing from the MAE. Look at how the first task brings one column to the customers of the "
            "other.",
            "兩欄的顧客不一樣：實際總額裡有沒預測過的人，MAE 裡又少了沒買的人。看看第一題怎麼把一欄對到另一欄的顧客。",
        ),
    ),
)
