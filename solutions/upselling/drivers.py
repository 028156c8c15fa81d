"""Key drivers: how much of the satisfaction each of two rated attributes explains, in whichever order they come in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, wraps
from itertools import permutations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.upselling.given import r_squared, ratio
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake

NAN = float("nan")
RATED = ("performance_quality", "performance_price", "performance_service", "performance_delivery")


def driver_shares(answers, first, second):
    # 1 keep who answered all three questions; a rule for two drivers needs more than three of them  # lang-en
    # 1 只留三題都有回答的人；兩個要件至少要有四個人  # lang-zh-Hant
    complete = answers[["satisfaction", first, second]].dropna()
    if len(complete) <= 3:
        return {first: float("nan"), second: float("nan")}

    # 2 what the first explains alone, the second alone, and both together  # lang-en
    # 2 第一個單獨解釋多少，第二個單獨解釋多少，兩個一起解釋多少  # lang-zh-Hant
    alone_first = r_squared(complete, [first])
    ### BEGIN SOLUTION
    alone_second = r_squared(complete, [second])
    both = r_squared(complete, [first, second])
    ### END SOLUTION

    # 3 the gain of each: the mean of coming in first and coming in last  # lang-en
    # 3 各自的增益：「先進來」和「後進來」兩種情形的平均  # lang-zh-Hant
    ### BEGIN SOLUTION
    gain_first = (alone_first + (both - alone_second)) / 2
    gain_second = (alone_second + (both - alone_first)) / 2
    ### END SOLUTION

    # 4 return each gain as a share of what both explain  # lang-en
    # 4 傳回各自的增益占兩者合計的比例  # lang-zh-Hant
    ### BEGIN SOLUTION
    return {first: ratio(gain_first, both), second: ratio(gain_second, both)}
    ### END SOLUTION


# Other right ways


def shares_over_all_orders(answers, first, second):
    complete = answers.dropna(subset=["satisfaction", first, second])
    gains = dict.fromkeys([first, second], 0.0)
    if len(complete) < 4:
        return pd.DataFrame({"driver": [first, second], "share": NAN})
    for order in permutations(gains):
        so_far = 0.0
        for place, driver in enumerate(order, start=1):
            now = r_squared(complete, list(order[:place]))
            gains[driver] += (now - so_far) / 2
            so_far = now
    return pd.Series(gains, name="share").rename_axis("driver") / (so_far if so_far else NAN)


def shares_from_correlations(answers, first, second):
    complete = answers[["satisfaction", first, second]].astype(float).dropna()
    shares = pd.DataFrame({"driver": [first, second], "share": [NAN, NAN]})
    if len(complete) < 4 or complete["satisfaction"].max() == complete["satisfaction"].min():
        return shares
    table = complete.corr().fillna(0.0).to_numpy(copy=True)
    np.fill_diagonal(table, 1.0)
    toward = table[1:, 0]
    weights = np.linalg.pinv(table[1:, 1:]) @ toward
    both = round(float(weights @ toward), 12)
    if both:
        gap = (toward[0] ** 2 - toward[1] ** 2) / 2
        shares["share"] = [(both / 2 + gap) / both, (both / 2 - gap) / both]
    return shares


def shares_in_duckdb(answers, first, second):
    import duckdb

    shop = duckdb.connect()
    shop.register("answers", answers)
    n, spread, one, two, among = shop.sql(
        f"""
        with complete as (
            select satisfaction::double y, {first}::double a, {second}::double b from answers
            where satisfaction is not null and {first} is not null and {second} is not null
        )
        select count(*), var_pop(y), coalesce(corr(y, a), 0), coalesce(corr(y, b), 0), coalesce(corr(a, b), 0)
        from complete
        """
    ).fetchall()[0]
    if n <= 3 or not spread:
        return [(first, None), (second, None)]
    one, two, among = (0.0 if value != value else value for value in (one, two, among))
    alike = abs(among) > 1 - 1e-12
    both = one**2 if alike else (one**2 + two**2 - 2 * one * two * among) / (1 - among**2)
    if both < 1e-12:
        return [(first, None), (second, None)]
    return [(first, (one**2 + both - two**2) / 2 / both), (second, (two**2 + both - one**2) / 2 / both)]


def shares_with_sklearn(answers, first, second):
    from sklearn.linear_model import LinearRegression

    complete = answers[["satisfaction", first, second]].dropna().to_numpy(dtype=float)

    def explained(*columns):
        x, y = complete[:, list(columns)], complete[:, 0]
        return LinearRegression().fit(x, y).score(x, y)

    if len(complete) < 4 or complete[:, 0].std() == 0:
        return {first: None, second: None}
    one, two, both = explained(1), explained(2), explained(1, 2)
    if both < 1e-12:
        return {first: None, second: None}
    return {first: (one + both - two) / (2 * both), second: (two + both - one) / (2 * both)}


def measured(answers, first, second):
    """What the measure says, under the name that the task's answer has."""
    return customer_value.key_drivers(answers, "satisfaction", [first, second])[["driver", "share"]]


# The answers they are tried on


def ratings(rows: Iterable[tuple[float | None, ...]], *, drivers: tuple[str, ...] = RATED[1:]) -> pd.DataFrame:
    """A table of answers from rows of satisfaction and ratings; None is a blank."""
    names = ["satisfaction", *drivers]
    table = pd.DataFrame(list(rows), columns=names, dtype="float64")
    table.insert(0, "customer_id", pd.Series([f"C{number:05d}" for number in range(1, len(table) + 1)], dtype="str"))
    return table


SMALL = {
    "answers": ratings(
        [
            *((5, 3, 5, 4), (4, 4, 4, 5), (2, 3, 1, 3), (3, 2, 4, None), (4, 4, 3, 4)),
            *((5, 5, 5, 5), (1, 2, 2, 2), (None, 4, 4, 4), (3, None, 3, 4), (4, 3, 5, 3)),
        ]
    ),
    "first": "performance_service",
    "second": "performance_price",
}
"""The ten answers that the exercise page prints; two of them are incomplete for these two drivers."""


@cache
def _shop(seed: int) -> pd.DataFrame:
    """The answered surveys of a small shop."""
    from generator.ledger import draw_ledger, ledger_tables
    from generator.scenario import load_scenario

    drawn = ledger_tables(draw_ledger(load_scenario("boutique"), seed=seed, customers=200), "en", "surveys")["surveys"]
    answered = drawn[drawn["answered_on"].notna()].drop_duplicates("customer_id", keep="last")
    return answered[["customer_id", "satisfaction", *RATED]].astype(dict.fromkeys(["satisfaction", *RATED], "float64"))


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """The shop's answers, with more blanks, in no particular order, and two of the four rated attributes."""
    table = _shop(int(rng.integers(1, 2**31))).reset_index(drop=True)
    for name in ("satisfaction", *RATED):
        table[name] = table[name].mask(rng.random(len(table)) < 0.06)
    first, second = (str(name) for name in rng.choice(RATED, size=2, replace=False))
    return {"answers": table, "first": first, "second": second}


def draw_small(rng: np.random.Generator) -> Arguments:
    """Ten answers, two of them incomplete."""
    rows = []
    for place in range(10):
        service, price, delivery = (int(rating) for rating in rng.integers(1, 6, size=3))
        all_in_all = int(np.clip(round(0.6 * service + 0.3 * price + rng.normal(0.5, 0.6)), 1, 5))
        rows.append((None if place == 7 else all_in_all, None if place == 2 else price, service, delivery))
    return {**SMALL, "answers": ratings(rows)}


def _few(rng: np.random.Generator, complete: int) -> Arguments:
    rows: list[tuple[float | None, ...]] = [
        *((5, 4, 5, 3), (2, 3, 2, 4), (3, 1, 4, 3), (1, 2, 1, 5)),
        *((4, None, 4, 4), (None, 3, 2, 2)),
    ]
    kept = [rows[place] for place in rng.permutation(4)[:complete]]
    return {**SMALL, "answers": ratings([*kept, *rows[4:]])}


def draw_three(rng: np.random.Generator) -> Arguments:
    """Three complete answers: a rule for two drivers fits them perfectly, whatever they are."""
    return _few(rng, 3)


def draw_four(rng: np.random.Generator) -> Arguments:
    """Four complete answers: just enough."""
    return _few(rng, 4)


def draw_alike(rng: np.random.Generator) -> Arguments:
    """One of the two drivers was rated alike by everybody."""
    same = int(rng.integers(3, 6))
    rows = [(all_in_all, same, service, 3) for all_in_all, service in _pairs(rng, 9)]
    return {**SMALL, "answers": ratings(rows)}


def draw_twins(rng: np.random.Generator) -> Arguments:
    """Both drivers got the very same ratings."""
    return {**SMALL, "answers": ratings([(one, two, two, 3) for one, two in _pairs(rng, 9)])}


def draw_content(rng: np.random.Generator) -> Arguments:
    """Everybody is equally satisfied: there is nothing to explain."""
    same = int(rng.integers(2, 6))
    rows = [(same, *(int(rating) for rating in rng.integers(1, 6, size=3))) for _ in range(8)]
    return {**SMALL, "answers": ratings([*rows, (same, 1, 2, 3), (same, 5, 4, 3)])}


def draw_unrelated(rng: np.random.Generator) -> Arguments:
    """Satisfaction has nothing to do with either driver."""
    low, high = (int(one) for one in rng.permutation([2, 4]))
    rows = [(all_in_all, price, service, 3) for price in (1, 5) for service in (2, 4) for all_in_all in (low, high)]
    return {**SMALL, "answers": ratings(rows)}


def _pairs(rng: np.random.Generator, count: int) -> list[tuple[int, int]]:
    """Satisfaction and one rating that goes with it, neither of them always the same."""
    pairs = [(1, 2), (5, 4), (4, 5)]
    for _ in range(count - len(pairs)):
        rating = int(rng.integers(1, 6))
        pairs.append((int(np.clip(rating + rng.integers(-1, 2), 1, 5)), rating))
    return pairs


CASES = (
    Case(
        key="small",
        name=Text("the ten answers on the page", "頁面上的十份答案"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("an ordinary survey", "一次一般的問卷調查"),
        share=0.35,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(key="three", name=Text("three complete answers only", "只有三份完整答案"), share=0.1, draw=draw_three),
    Case(key="four", name=Text("four complete answers", "四份完整答案"), share=0.1, draw=draw_four),
    Case(
        key="alike",
        name=Text("a driver that everybody rates alike", "每個人評分都一樣的要件"),
        share=0.05,
        draw=draw_alike,
    ),
    Case(
        key="twins",
        name=Text("two drivers with the very same ratings", "評分完全相同的兩個要件"),
        share=0.05,
        draw=draw_twins,
    ),
    Case(
        key="content",
        name=Text("customers who are all equally satisfied", "滿意度全都一樣的顧客"),
        share=0.1,
        draw=draw_content,
    ),
    Case(
        key="unrelated",
        name=Text("drivers that explain nothing", "什麼都解釋不了的要件"),
        share=0.05,
        draw=draw_unrelated,
    ),
)


# Known mistakes


def _where_enough(compute):
    """Whoever mixes up something else still knows that a few answers say nothing: step 1 is given."""

    @wraps(compute)
    def wrong(answers, first, second):
        complete = answers[["satisfaction", first, second]].dropna()
        return compute(answers, first, second) if len(complete) > 3 else {first: NAN, second: NAN}

    return wrong


def _complete(answers, first, second):
    return answers[["satisfaction", first, second]].dropna()


def _explained(values):
    """R squared of the first column by the others; for plain arrays, since the known mistakes ask for it so often."""
    y, x = values[:, 0], np.column_stack([np.ones(len(values)), values[:, 1:]])
    missed = ((y - x @ np.linalg.lstsq(x, y)[0]) ** 2).sum()
    return round(1 - ratio(missed, ((y - y.mean()) ** 2).sum()), 12)


def _parts(complete, first, second):
    """What the first explains alone, the second alone, and both."""
    values = complete[["satisfaction", first, second]].to_numpy(dtype=float)
    return _explained(values[:, [0, 1]]), _explained(values[:, [0, 2]]), _explained(values)


def _as_shares(first, one, second, two):
    return {first: ratio(one, one + two), second: ratio(two, one + two)}


def _gains(one, two, both):
    return (one + both - two) / 2, (two + both - one) / 2


@_where_enough
def shares_of_squares(answers, first, second):
    one, two, _ = _parts(_complete(answers, first, second), first, second)
    return _as_shares(first, one, second, two)


@_where_enough
def shares_of_correlations(answers, first, second):
    table = _complete(answers, first, second).corr()["satisfaction"]
    return _as_shares(first, table[first], second, table[second])


def _weights(centred, first, second):
    return np.linalg.lstsq(centred[[first, second]].to_numpy(), centred["satisfaction"].to_numpy())[0]


@_where_enough
def shares_of_weights(answers, first, second):
    complete = _complete(answers, first, second).astype(float)
    scaled = (complete - complete.mean()) / complete.std()
    weights = _weights(scaled.fillna(0), first, second)
    return _as_shares(first, abs(weights[0]), second, abs(weights[1]))


@_where_enough
def shares_of_raw_weights(answers, first, second):
    complete = _complete(answers, first, second).astype(float)
    centred = complete - complete.mean()
    weights = _weights(centred, first, second)
    return _as_shares(first, abs(weights[0]), second, abs(weights[1]))


@_where_enough
def shares_first_in(answers, first, second):
    one, two, both = _parts(_complete(answers, first, second), first, second)
    return {first: ratio(one, both), second: ratio(two, both)}


@_where_enough
def shares_last_in(answers, first, second):
    one, two, both = _parts(_complete(answers, first, second), first, second)
    return {first: ratio(both - two, both), second: ratio(both - one, both)}


@_where_enough
def shares_of_last_in(answers, first, second):
    one, two, both = _parts(_complete(answers, first, second), first, second)
    return _as_shares(first, both - two, second, both - one)


@_where_enough
def shares_one_order(answers, first, second):
    one, _, both = _parts(_complete(answers, first, second), first, second)
    return {first: ratio(one, both), second: ratio(both - one, both)}


@_where_enough
def shares_not_divided(answers, first, second):
    one, two = _gains(*_parts(_complete(answers, first, second), first, second))
    return {first: one, second: two}


@_where_enough
def shares_not_halved(answers, first, second):
    one, two, both = _parts(_complete(answers, first, second), first, second)
    return {first: ratio(one + both - two, both), second: ratio(two + both - one, both)}


@_where_enough
def shares_pair_by_pair(answers, first, second):
    one, two, both = r_squared(answers, [first]), r_squared(answers, [second]), r_squared(answers, [first, second])
    gain, other = _gains(one, two, both)
    return {first: ratio(gain, both), second: ratio(other, both)}


def _of_table(table, first, second):
    one, two, both = _parts(table, first, second)
    gain, other = _gains(one, two, both)
    return {first: ratio(gain, both), second: ratio(other, both)}


@_where_enough
def shares_whole_rows(answers, first, second):
    return _of_table(answers.dropna(), first, second)


@_where_enough
def shares_blanks_zero(answers, first, second):
    return _of_table(answers[["satisfaction", first, second]].fillna(0), first, second)


@_where_enough
def shares_blanks_mean(answers, first, second):
    table = answers[["satisfaction", first, second]].astype(float)
    return _of_table(table.fillna(table.mean()), first, second)


@_where_enough
def shares_swapped(answers, first, second):
    found = driver_shares(answers, first, second)
    return {first: found[second], second: found[first]}


@_where_enough
def shares_of_ratings(answers, first, second):
    means = _complete(answers, first, second).mean()
    return _as_shares(first, means[first], second, means[second])


def shares_under_parameter_names(answers, first, second):
    found = driver_shares(answers, first, second)
    return {"first": found[first], "second": found[second]}


@_where_enough
def shares_half_of_last(answers, first, second):
    one, two, both = _parts(_complete(answers, first, second), first, second)
    return {first: ratio(one + (both - two) / 2, both), second: ratio(two + (both - one) / 2, both)}


@_where_enough
def shares_own_taken_off(answers, first, second):
    one, two, both = _parts(_complete(answers, first, second), first, second)
    return {first: ratio((one + both - one) / 2, both), second: ratio((two + both - two) / 2, both)}


MISTAKES = (
    Mistake(
        key="squares",
        wrong=shares_of_squares,
        message=Text(
            "You compared what each driver explains alone. What both explain in common is counted twice that way. Look "
            "at the second half of the definition of the gain: what does a driver add when it comes in last?",
            "你比的是各自單獨解釋的部分，兩者重疊的那一塊因此算了兩次。看看增益定義的後半："
            "要件「後進來」時多解釋了多少？",
        ),
    ),
    Mistake(
        key="correlations",
        wrong=shares_of_correlations,
        message=Text(
            "You took shares of the correlations. A correlation is not a part of anything, and these two overlap. "
            "Begin with what `r_squared` gives.",
            "你用相關係數來分比例。相關係數不是某個整體的一部分，而且兩者會重疊。請從 `r_squared` 的結果開始。",
        ),
    ),
    Mistake(
        key="weights",
        wrong=shares_of_weights,
        message=Text(
            "You took shares of the (standardised) regression weights. Where two drivers are rated alike, the weights "
            "give nearly everything to one of them. Look at how the definition makes a gain of three values of R².",
            "你用（標準化的）迴歸權重來分比例。兩個要件的評分很像時，權重會幾乎全給其中一個。看看定義怎麼用三個 R² "
            "算出增益。",
        ),
    ),
    Mistake(
        key="raw-weights",
        wrong=shares_of_raw_weights,
        message=Text(
            "You took shares of the regression weights as they stand. They depend on how widely each rating is spread. "
            "Look at how the definition makes a gain of three values of R².",
            "你直接用迴歸權重來分比例，它會受到各項評分分散程度的影響。看看定義怎麼用三個 R² 算出增益。",
        ),
    ),
    Mistake(
        key="first-in",
        wrong=shares_first_in,
        message=Text(
            "You let each driver come in first, and only first. Add your shares up: what should they come to? The gain "
            "is the mean of two ways of coming in.",
            "你讓兩個要件都只有「先進來」。把你的比例加起來：應該等於多少？增益是兩種進場方式的平均。",
        ),
    ),
    Mistake(
        key="last-in",
        wrong=shares_last_in,
        message=Text(
            "You let each driver come in last, and only last. Add your shares up: what should they come to? The gain "
            "is the mean of two ways of coming in.",
            "你讓兩個要件都只有「後進來」。把你的比例加起來：應該等於多少？增益是兩種進場方式的平均。",
        ),
    ),
    Mistake(
        key="of-last-in",
        wrong=shares_of_last_in,
        message=Text(
            "You compared only what each driver adds when it comes in last (squared standardised weights give the "
            "same). What both explain in common is nobody's that way. Take the mean of coming in first and last.",
            "你只比了「後進來」時各多解釋多少（用標準化權重的平方也會得到一樣的結果），兩者共同解釋的部分就沒有人分到。"
            "請取先進來和後進來的平均。",
        ),
    ),
    Mistake(
        key="one-order",
        wrong=shares_one_order,
        message=Text(
            "You let the first driver come in first and the second last. In the other order other numbers come out: "
            "which of the two is the definition's?",
            "你讓第一個要件先進來、第二個後進來。順序反過來，數字就不同：定義用的是哪一種？",
        ),
    ),
    Mistake(
        key="not-divided",
        wrong=shares_not_divided,
        message=Text(
            "These are the gains themselves. One step is missing that makes shares of what both explain together.",
            "這些是增益本身。還差一步，要換成占兩者合計的比例。",
        ),
    ),
    Mistake(
        key="not-halved",
        wrong=shares_not_halved,
        message=Text(
            "You added up the two ways of coming in. The gain is their mean. Add your shares up: what should they come "
            "to?",
            "你把兩種進場方式加了起來。增益是兩者的平均。把你的比例加起來：應該等於多少？",
        ),
    ),
    Mistake(
        key="pair-by-pair",
        wrong=shares_pair_by_pair,
        message=Text(
            "Your three values of R² are of different people: alone you took who answered that question, together who "
            "answered both. Which table was made in step 1?",
            "你的三個 R² 算的不是同一群人：單獨時用有回答該題的人，一起時用兩題都有回答的人。步驟 1 做出的是哪張表？",
        ),
    ),
    Mistake(
        key="whole-rows",
        wrong=shares_whole_rows,
        message=Text(
            "You left out everybody who left any question blank, also questions that nobody asks about here. Choose "
            "the three columns before you drop the blanks.",
            "你把任何一題空白的人都去掉了，連這裡用不到的題目也算。先選出三個欄位，再去掉空白。",
        ),
    ),
    Mistake(
        key="blanks-zero",
        wrong=shares_blanks_zero,
        message=Text(
            "You put 0 where somebody left a question blank: that is worse than the worst rating there is. Look at "
            "what the definition does with incomplete answers.",
            "你把空白補成 0，那比最差的評分還差。看看定義怎麼處理不完整的答案。",
        ),
    ),
    Mistake(
        key="blanks-mean",
        wrong=shares_blanks_mean,
        message=Text(
            "You filled the blanks with the mean. Invented answers hide what goes with what. Look at what the "
            "definition does with incomplete answers.",
            "你用平均補上空白。補出來的答案會蓋掉真正的關聯。看看定義怎麼處理不完整的答案。",
        ),
    ),
    Mistake(
        key="swapped",
        wrong=shares_swapped,
        message=Text(
            "The two shares have changed places. Look at which gain belongs to which name in what you return.",
            "兩個比例的位置對調了。看看傳回的內容裡，哪個增益配到哪個名稱。",
        ),
    ),
    Mistake(
        key="quoted-names",
        wrong=shares_under_parameter_names,
        message=Text(
            "The shares are right, but they are called `first` and `second`. These two words only stand for the "
            "columns' names: take the quotation marks away.",
            "比例都對，但名稱成了 `first` 和 `second` 這兩個字。它們只是代表欄位名稱的參數：把引號拿掉。",
        ),
    ),
    Mistake(
        key="ratings",
        wrong=shares_of_ratings,
        message=Text(
            "You compared how well the two are rated. What is rated well need not be what satisfaction depends on: "
            "look at what `r_squared` measures.",
            "你比的是兩者的評分高低。評分高的，不一定是影響滿意度的。看看 `r_squared` 量的是什麼。",
        ),
    ),
    Mistake(
        key="half-of-last",
        wrong=shares_half_of_last,
        message=Text(
            "Only one of the two ways of coming in was halved: Python divides before it adds. What has to go into "
            "brackets?",
            "你只把其中一種情形除以 2：Python 會先除再加。哪些要放進括號裡？",
        ),
    ),
    Mistake(
        key="own-taken-off",
        wrong=shares_own_taken_off,
        message=Text(
            "Both drivers always get one half. For coming in last you took off the R² of the same driver: who is "
            "there already when it comes in?",
            "這樣兩個要件永遠各得一半。「後進來」的時候，你減掉的是它自己的 R²：它進來的時候，先在裡面的是誰？",
        ),
    ),
)

DRIVERS = FunctionTask(
    id="a06.driver_shares",
    title=Text("Key drivers", "關鍵要件"),
    points=3,
    minutes=10,
    lesson="6.2",
    prompt=Text(
        en="""
Write `driver_shares(answers, first, second)`. `answers` has one row per customer: `satisfaction` (1 to 5) and several
rated attributes (1 to 5), each of them missing where the question was left blank. `first` and `second` are the names of
two of these columns, as text.

**Definition** (the LMG method, also called Shapley value of [R²](term:r-squared)), on the **complete** answers: those
with satisfaction and both drivers filled in; other columns do not matter.

- A driver that comes in **first** gains its own R², alone.
- A driver that comes in **last** gains R² of both − R² of the other one alone.
- Its gain is the **mean** of the two. Its share, the [derived importance](term:derived-importance), is gain ÷ R² of
  both.

**Comes back:** two shares, one for each driver's name: `{first: …, second: …}`, not rounded. They add up to 1.
With three complete answers or fewer, where all are equally satisfied, and where R² of both is 0, nothing can be
said: `NaN` for both. Step 1 sees to the first of these, `ratio(part, whole)` to the others.

Step 1 is done for you, and step 2 is begun.
""",
        zh_hant="""
請寫出 `driver_shares(answers, first, second)`。`answers` 一位顧客一列：`satisfaction`（滿意度，1 到 5）\
和幾個評分欄位（1 到 5），沒回答的是遺漏值。`first` 和 `second` 是其中兩個欄位的名稱（文字）。

**定義**（LMG 法，也稱為 [R²](term:r-squared) 的 Shapley 值），只用**完整**的答案，\
也就是滿意度和這兩個要件都有填的人，其他欄位不管：

- 要件**先進來**，增益就是它單獨的 R²。
- 要件**後進來**，增益是「兩個一起的 R²」−「另一個單獨的 R²」。
- 它的增益取這兩者的**平均**；它的比例，也就是[推導重要度](term:derived-importance)，是增益 ÷ 兩個一起的 R²。

**傳回：** 兩個比例，各配一個要件的名稱：`{first: …, second: …}`，不要四捨五入，加起來是 1。\
完整答案只有三份或更少、所有人滿意度都相同，或兩個一起的 R² 是 0，都無從判斷，兩個都傳回 `NaN`：\
第一種步驟 1 已經處理，後兩種交給 `ratio(part, whole)`。

步驟 1 已經寫好，步驟 2 開了頭。
""",
    ),
    answer=driver_shares,
    returns=Column(name="share", key="driver", unit="share", named=True),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(shares_over_all_orders, shares_from_correlations, shares_in_duckdb, shares_with_sklearn),
    measure=measured,
    hints=(
        Text(
            "Step 2 needs two more lines like the one that is there: one for the second driver alone, one with both "
            "names in the square brackets.",
            "步驟 2 還要兩行，寫法跟已經有的那行一樣：一行是第二個要件單獨，一行在中括號裡放兩個名稱。",
        ),
        Text(
            "In step 3 each driver has two gains: alone, and what is added to the other one. Add them in brackets and "
            "divide by 2.",
            "步驟 3 裡，每個要件有兩個增益：自己單獨的，以及加到另一個之上多出來的。用括號相加，再除以 2。",
        ),
        Text(
            "Try it on paper: your two gains must add up to R² of both. If they do, `ratio(gain, both)` gives the "
            "share, with NaN where it has to be.",
            "在紙上驗算：兩個增益加起來，必須等於兩個一起的 R²。對了的話，`ratio(增益, 兩個一起)` 就是比例，該是 NaN "
            "的也會是 NaN。",
        ),
    ),
)
