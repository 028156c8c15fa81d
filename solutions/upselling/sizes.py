"""Before the test: the order of its steps, and how many people each group needs."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np

import customer_value
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import Arguments, Case, FunctionTask, Mistake, Option, OrderingTask

NAN = float("nan")
Z_ALPHA = 1.959964
Z_POWER = 0.841621
"""The two numbers that the exercise page gives: 5% two-sided, and 80%."""


def sample_size(base, target):
    # 1 no test is large enough to find no difference  # lang-en
    # 1 沒有差異的話，再多人也測不出來  # lang-zh-Hant
    if base == target:
        return float("nan")

    # 2 how much chance moves the two groups: p x (1 - p) of each, added up  # lang-en
    # 2 兩組各會隨機起伏多少：各自的 p ×（1 − p），再加起來  # lang-zh-Hant
    ### BEGIN SOLUTION
    spread = base * (1 - base) + target * (1 - target)
    ### END SOLUTION

    # 3 return the people in each group, rounded up  # lang-en
    # 3 傳回每組的人數，無條件進位  # lang-zh-Hant
    ### BEGIN SOLUTION
    people = (Z_ALPHA + Z_POWER) ** 2 * spread / (target - base) ** 2
    return np.ceil(people)
    ### END SOLUTION


# Other right ways


def size_from_quantiles(base, target):
    z = NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(0.8)
    if not (gap := abs(target - base)):
        return NAN
    return math.ceil((base - base**2 + target - target**2) * (z / gap) ** 2)


def size_by_textbook(base, target):
    """With the pooled variance under "no difference": two or three people more."""
    if base == target:
        return NAN
    mean = (base + target) / 2
    spread = base * (1 - base) + target * (1 - target)
    root = Z_ALPHA * math.sqrt(2 * mean * (1 - mean)) + Z_POWER * math.sqrt(spread)
    return math.ceil((root / (target - base)) ** 2)


def size_by_trying(base, target):
    """The smallest number of people whose standard error is small enough, found by halving."""
    if base == target:
        return np.nan
    low, high = 1, 10**9
    while low < high:
        middle = (low + high) // 2
        error = math.sqrt((base * (1 - base) + target * (1 - target)) / middle)
        if abs(target - base) >= (Z_ALPHA + Z_POWER) * error:
            high = middle
        else:
            low = middle + 1
    return low


def size_with_table_values(base, target):
    from decimal import Decimal

    p, q = Decimal(str(base)), Decimal(str(target))
    if p == q:
        return NAN
    return ((Decimal("1.96") + Decimal("0.84")) ** 2 * (p * (1 - p) + q * (1 - q)) / (q - p) ** 2).__ceil__()


# The rates they are tried on

LEAST, MOST = 9_000, 60_000
"""How many people the drawn tests need: so many that rounding and the textbooks' variants make no odds."""


def _needs(base: float, target: float) -> float:
    return customer_value.sample_size(base, target)


def _drawn(rng: np.random.Generator, draw: Callable[[], tuple[float, float]]) -> Arguments:
    while True:
        base, target = (round(float(rate), 4) for rate in draw())
        if base != target and LEAST <= _needs(base, target) <= MOST:
            return {"base": base, "target": target}


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """Rates of some percent, the treated a little higher."""

    def draw() -> tuple[float, float]:
        base = rng.uniform(0.02, 0.09)
        return base, base + rng.uniform(0.003, 0.012)

    return _drawn(rng, draw)


def draw_fewer(rng: np.random.Generator) -> Arguments:
    """A rate that is to fall, such as that of complaints."""

    def draw() -> tuple[float, float]:
        base = rng.uniform(0.04, 0.12)
        return base, base - rng.uniform(0.004, 0.012)

    return _drawn(rng, draw)


def draw_half(rng: np.random.Generator) -> Arguments:
    """Rates around one half."""

    def draw() -> tuple[float, float]:
        base = rng.uniform(0.42, 0.56)
        return base, base + rng.uniform(0.009, 0.02)

    return _drawn(rng, draw)


def draw_from_nothing(rng: np.random.Generator) -> Arguments:
    """Nobody buys without the offer."""
    return _drawn(rng, lambda: (0.0, rng.uniform(0.0002, 0.0008)))


def draw_equal(rng: np.random.Generator) -> Arguments:
    """Nothing to be found."""
    rate = int(rng.integers(1, 60)) / 100
    return {"base": rate, "target": rate}


CASES = (
    Case(
        key="small",
        name=Text("the example on the page", "頁面上的例子"),
        share=0.2,
        draw=draw_ordinary,
        printed={"base": 0.05, "target": 0.06},
    ),
    Case(
        key="ordinary",
        name=Text("an offer that is to raise the response", "要提高回應率的優惠"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(key="fewer", name=Text("a rate that is to fall", "希望降低的比率"), share=0.1, draw=draw_fewer),
    Case(key="half", name=Text("rates around one half", "接近一半的比率"), share=0.1, draw=draw_half),
    Case(
        key="nothing",
        name=Text("an offer without which nobody buys", "沒有優惠就沒有人買"),
        share=0.1,
        draw=draw_from_nothing,
    ),
    Case(key="equal", name=Text("two equal rates", "兩個相同的比率"), share=0.1, draw=draw_equal),
)


# Known mistakes


def _spread(*rates):
    return sum(rate * (1 - rate) for rate in rates)


def _people(z_squared, spread, gap):
    return math.ceil(z_squared * spread / gap**2) if gap else NAN


Z_SQUARED = (Z_ALPHA + Z_POWER) ** 2


def size_of_both(base, target):
    return 2 * _people(Z_SQUARED, _spread(base, target), target - base)


def size_one_sided(base, target):
    return _people((1.644854 + Z_POWER) ** 2, _spread(base, target), target - base)


def size_without_power(base, target):
    return _people(Z_ALPHA**2, _spread(base, target), target - base)


def size_base_twice(base, target):
    return _people(Z_SQUARED, _spread(base, base), target - base)


def size_target_twice(base, target):
    return _people(Z_SQUARED, _spread(target, target), target - base)


def size_one_spread(base, target):
    return _people(Z_SQUARED, _spread(base), target - base)


def size_relative(base, target):
    raised = base * (1 + target)
    return _people(Z_SQUARED, _spread(base, raised), raised - base) if base != target else NAN


def size_target_added(base, target):
    return _people(Z_SQUARED, _spread(base, base + target), target) if base != target else NAN


def size_gap_not_squared(base, target):
    return _people(Z_SQUARED, _spread(base, target), abs(target - base) ** 0.5)


def size_z_not_squared(base, target):
    return _people(Z_ALPHA + Z_POWER, _spread(base, target), target - base)


def size_each_z_squared(base, target):
    return _people(Z_ALPHA**2 + Z_POWER**2, _spread(base, target), target - base)


def size_without_q(base, target):
    return _people(Z_SQUARED, base + target, target - base)


def size_spread_of_mean(base, target):
    return _people(Z_SQUARED, _spread((base + target) / 2), target - base)


def size_roots_added(base, target):
    return _people(Z_SQUARED, (_spread(base) ** 0.5 + _spread(target) ** 0.5) ** 2, target - base)


def size_not_squared_at_all(base, target):
    return _people(Z_ALPHA + Z_POWER, _spread(base, target) ** 0.5, abs(target - base) ** 0.5)


def size_second_z_squared(base, target):
    return _people(Z_ALPHA + Z_POWER**2, _spread(base, target), target - base)


def size_base_squared(base, target):
    return math.ceil(Z_SQUARED * _spread(base, target) / (target - base**2)) if base != target else NAN


def size_spreads_multiplied(base, target):
    return _people(Z_SQUARED, _spread(base) * _spread(target), target - base)


MISTAKES = (
    Mistake(
        key="both-groups",
        wrong=size_of_both,
        message=Text(
            "These are the people of both groups together. Look at what the definition asks for.",
            "這是兩組合計的人數。看看定義問的是什麼。",
        ),
    ),
    Mistake(
        key="one-sided",
        wrong=size_one_sided,
        message=Text(
            "You planned a test that looks in one direction only (1.645). The page gives the number for both "
            "directions: an offer can put people off as well.",
            "你規畫的是單尾檢定（1.645）。頁面上給的是雙尾的數字：優惠也可能讓人反感。",
        ),
    ),
    Mistake(
        key="without-power",
        wrong=size_without_power,
        message=Text(
            "You left out `Z_POWER`. With so few people the test would miss a real effect every second time.",
            "你漏了 `Z_POWER`。人數這麼少，就算真的有效，也有一半的機會測不出來。",
        ),
    ),
    Mistake(
        key="base-twice",
        wrong=size_base_twice,
        message=Text(
            "You took the spread of `base` for both groups. The treated group has a rate of its own.",
            "你兩組都用 `base` 的起伏。實驗組有它自己的比率。",
        ),
    ),
    Mistake(
        key="target-twice",
        wrong=size_target_twice,
        message=Text(
            "You took the spread of `target` for both groups. The control group has a rate of its own.",
            "你兩組都用 `target` 的起伏。對照組有它自己的比率。",
        ),
    ),
    Mistake(
        key="one-spread",
        wrong=size_one_spread,
        message=Text(
            "You took the spread of one group. Chance moves both groups: look at what is added up.",
            "你只算了一組的起伏。兩組都會受機運影響：看看要加的是什麼。",
        ),
    ),
    Mistake(
        key="relative",
        wrong=size_relative,
        message=Text(
            "You read `target` as a growth on top of `base`. It is the rate of the treated itself.",
            "你把 `target` 當成在 `base` 之上的成長率。它就是實驗組的回應率本身。",
        ),
    ),
    Mistake(
        key="target-added",
        wrong=size_target_added,
        message=Text(
            "You added `target` on top of `base`. It is the rate of the treated itself: what is the difference then?",
            "你把 `target` 加在 `base` 上面。它就是實驗組的回應率本身：這樣差異是多少？",
        ),
    ),
    Mistake(
        key="gap-not-squared",
        wrong=size_gap_not_squared,
        message=Text(
            "You divided by the difference itself. Look at what stands behind its brackets in the formula.",
            "你直接除以差異。看看公式裡差異的括號後面還有什麼。",
        ),
    ),
    Mistake(
        key="z-not-squared",
        wrong=size_z_not_squared,
        message=Text(
            "You forgot to square the sum of the two z values. `** 2` behind brackets squares all that is in them.",
            "兩個 z 值的總和忘了平方。括號後面的 `** 2` 會把括號裡的全部平方。",
        ),
    ),
    Mistake(
        key="each-z-squared",
        wrong=size_each_z_squared,
        message=Text(
            "You squared each z value and then added. Look at where the brackets stand in the formula.",
            "你先把兩個 z 值各自平方再相加。看看公式裡括號的位置。",
        ),
    ),
    Mistake(
        key="second-z-squared",
        wrong=size_second_z_squared,
        message=Text(
            "Only `Z_POWER` is squared in your line, since `** 2` binds more tightly than `+`. What has to go into "
            "brackets?",
            "你那一行只有 `Z_POWER` 被平方，因為 `** 2` 比 `+` 先算。哪些要放進括號裡？",
        ),
    ),
    Mistake(
        key="without-q",
        wrong=size_without_q,
        message=Text(
            "You added up the rates. The spread of a group is its rate times what is missing to 1.",
            "你把兩個比率直接相加。一組的起伏，是它的比率乘上「1 減去比率」。",
        ),
    ),
    Mistake(
        key="spread-of-mean",
        wrong=size_spread_of_mean,
        message=Text(
            "You took the spread of the mean rate, and once only. Chance moves two groups: what do both come to?",
            "你用平均比率的起伏，而且只算一次。有兩組都會受機運影響：合起來是多少？",
        ),
    ),
    Mistake(
        key="roots-added",
        wrong=size_roots_added,
        message=Text(
            "You added up the standard deviations of the groups. Independent chances add up otherwise: look at the "
            "formula, there is no root in it.",
            "你把兩組的標準差相加。互相獨立的隨機起伏不是這樣加的：看看公式，裡面沒有開根號。",
        ),
    ),
    Mistake(
        key="root",
        wrong=size_not_squared_at_all,
        message=Text(
            "You computed the root of what is asked for: nothing in your line is squared. Look at the formula once "
            "more.",
            "你算的是答案的平方根：整行都沒有平方。再看一次公式。",
        ),
    ),
    Mistake(
        key="base-squared",
        wrong=size_base_squared,
        message=Text(
            "Below the line only `base` is squared, since `** 2` binds more tightly than `-`. What has to go into "
            "brackets?",
            "分母裡只有 `base` 被平方，因為 `** 2` 比減號先算。哪些要放進括號裡？",
        ),
    ),
    Mistake(
        key="spreads-multiplied",
        wrong=size_spreads_multiplied,
        message=Text(
            "You multiplied the spreads of the two groups. Look at the sign between them in the formula.",
            "你把兩組的起伏相乘了。看看公式裡這兩個之間是什麼符號。",
        ),
    ),
)

SIZE = FunctionTask(
    id="a06.sample_size",
    title=Text("Sample size", "樣本數"),
    points=2,
    minutes=5,
    lesson="6.4",
    prompt=Text(
        en="""
Write `sample_size(base, target)`: the [sample size](term:sample-size), how many people **each** group needs. `base` is
the response expected without the offer, `target` the response with it that would be worth finding; both are shares
(0.05 for 5%).

**Definition.**

people per group = (`Z_ALPHA` + `Z_POWER`)² × (base × (1 − base) + target × (1 − target)) ÷ (target − base)²

rounded **up** to whole people. `Z_ALPHA` and `Z_POWER` are made in the cell above: a false alarm in 5 of 100 tests, and
a real effect found in 80 of 100.

**Comes back:** one whole number; `NaN` where the two rates are equal. `** 2` squares, `np.ceil(…)` rounds up.
(Textbooks differ by a few people; anything within 0.2% counts as right.)

Step 1 is done for you.
""",
        zh_hant="""
請寫出 `sample_size(base, target)`，算出[樣本數](term:sample-size)：**每一組**需要幾個人。\
`base` 是沒有優惠時預期的回應率，`target` \
是有優惠時值得我們去找的回應率，兩個都是比率（5% 就是 0.05）。

**定義：**

每組人數 =（`Z_ALPHA` + `Z_POWER`）² ×（base ×（1 − base）+ target ×（1 − target））÷（target − base）²

**無條件進位**成整數。`Z_ALPHA` 和 `Z_POWER` 在上一格已經設好：100 次測試裡容許 5 次誤報，真的有效時 100 次要找出 80 \
次。

**傳回：** 一個整數；兩個比率相同就傳回 `NaN`。`** 2` 是平方，`np.ceil(…)` 是無條件進位。\
（各家教科書會差幾個人，誤差在 0.2% 以內都算對。）

步驟 1 已經寫好。
""",
    ),
    answer=sample_size,
    returns=Number(unit="people"),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(size_from_quantiles, size_by_textbook, size_by_trying, size_with_table_values),
    measure=customer_value.sample_size,
    tolerance=2e-3,
    hints=(
        Text(
            "Step 2 is the middle bracket of the formula: one product for `base`, one for `target`, and a plus "
            "between.",
            "步驟 2 就是公式中間的括號：`base` 一個乘積，`target` 一個乘積，中間是加號。",
        ),
        Text(
            "`(a + b) ** 2` squares the sum. Without the brackets only `b` is squared.",
            "`(a + b) ** 2` 是把總和平方。少了括號，就只有 `b` 會被平方。",
        ),
        Text(
            "The last line is `return np.ceil(…)`. Inside: the squared sum, times the spread, divided by the squared "
            "difference.",
            "最後一行是 `return np.ceil(…)`。裡面依序是：總和的平方，乘上步驟 2 的起伏，再除以差異的平方。",
        ),
    ),
)

STEPS = OrderingTask(
    id="a06.test_steps",
    title=Text("A test that can be believed", "一場可信的測試"),
    points=1,
    minutes=3,
    lesson="6.4",
    name="test_steps",
    prompt=Text(
        en="""
The owner wants to know whether the offer makes people buy. Put the steps of an honest test in order, from the desk to
the decision.
""",
        zh_hant="""
老闆想知道這個優惠是不是真的讓人多買。請把一場可信的測試要做的步驟排好順序，從坐在桌前規畫，一直到做出決定。
""",
    ),
    items=(
        Option(
            key="lot",
            text=Text("draw by lot who gets the offer and who does not", "抽籤決定誰收到優惠、誰不收到"),
            why=Text(
                "The lot is drawn once it is known how many people each group needs, and before anybody gets anything.",
                "要先知道每組需要幾個人才抽籤，而且要在任何人收到優惠之前抽完。",
            ),
        ),
        Option(
            key="peek",
            text=Text(
                "look at the figures every morning and stop as soon as p is below 0.05",
                "每天早上看數字，p 值一低於 0.05 就停",
            ),
            why=Text(
                "Looking every day and stopping on the first good one finds such a day sooner or later, even where "
                "the offer does nothing.",
                "天天看、一看到好結果就停，就算優惠完全沒用，遲早也會碰到一天「看起來有效」。",
            ),
        ),
        Option(
            key="decide",
            text=Text(
                "work out the profit per contact with its interval, and decide",
                "算出每次接觸的利潤和信賴區間，然後決定",
            ),
            why=Text(
                "A decision needs the buyers of both groups, counted when the planned time is over.",
                "要先等時間結束、數完兩組的購買人數，才能決定。",
            ),
        ),
        Option(
            key="size",
            text=Text("work out how many people each group needs", "算出每組需要幾個人"),
            why=Text(
                "The number follows from the response that would be worth finding, so that comes before; and nobody "
                "can be drawn before the number is known.",
                "人數取決於值得找的回應率，所以要先有它；而人數還沒算出來，就沒辦法抽籤。",
            ),
        ),
        Option(
            key="count",
            text=Text(
                "when the planned time is over, count the buyers among everybody in each group",
                "預定的時間結束後，數兩組所有人裡各有幾人購買",
            ),
            why=Text(
                "Counting comes when the offer has been out for the whole planned time, and before any conclusion.",
                "優惠送出、等滿預定時間之後才數，而且要在下結論之前。",
            ),
        ),
        Option(
            key="openers",
            text=Text(
                "leave out those of the treated group who never opened the message",
                "把實驗組裡沒有打開訊息的人去掉",
            ),
            why=Text(
                "The lot made the two groups alike. People who open a message are keener on the shop anyway; without "
                "the others the groups are no longer alike.",
                "抽籤讓兩組的人相近。會打開訊息的人本來就比較喜歡這家店；去掉其他人，兩組就不再相近了。",
            ),
        ),
        Option(
            key="worth",
            text=Text(
                "settle which response would be worth finding: from which rate on does the offer pay?",
                "先決定多高的回應率才值得找：高到多少，優惠才划算？",
            ),
            why=Text(
                "This is what the whole plan rests on: it needs margin and cost only, no test and no people yet.",
                "整個計畫都以它為依據：它只需要毛利和成本，還用不到測試，也用不到人。",
            ),
        ),
        Option(
            key="send",
            text=Text(
                "send the offer to the one group, nothing to the other, both watched over the same days",
                "一組送出優惠，另一組什麼都不送，兩組觀察同一段日子",
            ),
            why=Text(
                "Sending comes after the draw: who gets the offer must not depend on anything but the lot.",
                "抽完籤才送出：誰收到優惠，除了抽籤之外不能受任何事影響。",
            ),
        ),
    ),
    right=(("worth", "size", "lot", "send", "count", "decide"),),
    hints=(
        Text(
            "Two of the steps make something out of nothing: one by looking often enough, one by changing a group "
            "after the draw.",
            "有兩個步驟會「無中生有」：一個是看得夠多次，一個是抽籤之後又更動其中一組。",
        ),
        Text(
            "Begin with what can be known at the desk before anybody is chosen, and end with the decision. Ask of each "
            "step: which other one does it need?",
            "從還沒選任何人、坐在辦公桌前就能知道的事開始，以決定結尾。每一步都問：它需要哪一步先完成？",
        ),
    ),
)
