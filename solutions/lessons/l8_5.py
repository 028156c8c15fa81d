"""The questions and checks inside lesson 8.5, "Predicting with a probability model"."""

from __future__ import annotations

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.lifetime_value.bgnbd import fit_bgnbd
from customer_value.measures.lifetime_value.forecast_error import calibration_holdout
from customer_value.measures.orders.valid import valid_orders
from customer_value.messages import Text
from tutor.known_truth import known_shop
from tutor.shape import Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _forecast(ledger: Ledger) -> pd.DataFrame:
    """One row per customer known a year before the snapshot: forecast, last year's purchases, and what came."""
    shop = known_shop(ledger)
    then = shop.snapshot - pd.DateOffset(years=1)
    known = calibration_holdout(shop.orders, shop.refunds, then, shop.snapshot).set_index("customer_id")
    valid = valid_orders(shop.orders, shop.refunds, then)
    before = valid[valid["order_date"] > then - pd.DateOffset(years=1)]
    same = before.groupby("customer_id")["order_date"].nunique().reindex(known.index, fill_value=0)
    expected = fit_bgnbd(known).expected_orders(known, (shop.snapshot - then).days)
    return pd.DataFrame({"expected": expected, "same": same, "came": known["holdout_orders"]})


def _bias(ledger: Ledger) -> float:
    found = _forecast(ledger)
    return float(found["expected"].sum() / found["came"].sum() - 1)


def _bias_of_same(ledger: Ledger) -> float:
    found = _forecast(ledger)
    return float(found["same"].sum() / found["came"].sum() - 1)


def _bias_over_forecast(ledger: Ledger) -> float:
    found = _forecast(ledger)
    return float((found["expected"].sum() - found["came"].sum()) / found["expected"].sum())


def _bias_of_buyers(ledger: Ledger) -> float:
    found = _forecast(ledger)
    found = found[found["came"] > 0]
    return float(found["expected"].sum() / found["came"].sum() - 1)


def _bias_over_customers(ledger: Ledger) -> float:
    """Divided by how many customers there are, as `len` would."""
    found = _forecast(ledger)
    return float(found["expected"].sum() / len(found) - 1)


def _difference(ledger: Ledger) -> float:
    found = _forecast(ledger)
    return float(found["expected"].sum() - found["came"].sum())


def _mae(ledger: Ledger) -> float:
    found = _forecast(ledger)
    return float((found["expected"] - found["came"]).abs().mean())


def _mae_of_same(ledger: Ledger) -> float:
    found = _forecast(ledger)
    return float((found["same"] - found["came"]).abs().mean())


def _mae_of_buyers(ledger: Ledger) -> float:
    found = _forecast(ledger)
    found = found[found["came"] > 0]
    return float((found["expected"] - found["came"]).abs().mean())


def _mean_difference(ledger: Ledger) -> float:
    found = _forecast(ledger)
    return float((found["expected"] - found["came"]).mean())


def _sum_of_differences(ledger: Ledger) -> float:
    found = _forecast(ledger)
    return float((found["expected"] - found["came"]).abs().sum())


def _root_of_squares(ledger: Ledger) -> float:
    found = _forecast(ledger)
    return float(((found["expected"] - found["came"]) ** 2).mean() ** 0.5)


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_RECENCY = ChoiceTask(
    id="8.5.back-recency",
    title=Text("Recency", "最近一次消費"),
    lesson="7.1",
    minutes=1,
    prompt=Text(
        "Lin bought on 1 March and on 1 October; the snapshot is 31 December. What is her recency in RFM?",
        "小林 3 月 1 日和 10 月 1 日各買一次，快照日是 12 月 31 日。RFM 的最近一次消費是多少？",
    ),
    options=(
        Option(
            key="rfm",
            text=Text("91 days: from her last order to the snapshot", "91 天：最後一筆訂單到快照日"),
            why=Text(
                "Careful today: the model's column of the same name runs from the *first* to the *last* purchase, "
                "214 days for her.",
                "今天要小心：模型裡同名的欄位，是從**第一次**到**最後一次**購買，她是 214 天。",
            ),
        ),
        Option(
            key="btyd",
            text=Text("214 days: from her first order to her last", "214 天：第一筆到最後一筆"),
            why=Text(
                "That is what the model of today calls recency. RFM counts from the last order to the snapshot.",
                "那是今天的模型所說的 recency。RFM 是從最後一筆訂單數到快照日。",
            ),
        ),
        Option(
            key="age",
            text=Text("305 days: from her first order to the snapshot", "305 天：第一筆到快照日"),
            why=Text(
                "That is how long we have known her; the model of today calls it T.",
                "那是認識她多久，今天的模型叫做 T。",
            ),
        ),
    ),
    right="rfm",
)

_BACK_GOODBYE = ChoiceTask(
    id="8.5.back-goodbye",
    title=Text("Who says goodbye?", "誰會說再見？"),
    lesson="8.1",
    minutes=1,
    prompt=Text(
        "A member's year ran out and was not renewed; a shop's customer has been silent for half a year. Of whom do "
        "you "
        "*know* that they are gone?",
        "會員到期沒有續約；店裡的客人半年沒來。你**確定**走了的是哪一位？",
    ),
    options=(
        Option(
            key="member",
            text=Text("Of the member only", "只有會員"),
            why=Text(
                "Where there is a contract, leaving is seen. In a shop there is only silence, and silence is a "
                "probability. Today we work it out.",
                "有合約，走了看得到。店裡只有沉默，沉默只是一種機率，今天就來算它。",
            ),
        ),
        Option(
            key="both",
            text=Text("Of both: half a year is long", "兩位都是，半年很久了"),
            why=Text(
                "For somebody who buys once a year, half a year is nothing.",
                "對一年買一次的人來說，半年不算什麼。",
            ),
        ),
        Option(
            key="shop",
            text=Text("Of the shop's customer only", "只有店裡的客人"),
            why=Text(
                "Nobody told us. A rule such as 180 days is a convention, not knowledge.",
                "沒有人告訴我們。180 天之類的規則是約定，不是知道。",
            ),
        ),
    ),
    right="member",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_SILENCE = ChoiceTask(
    id="8.5.silence",
    title=Text("Whose silence weighs more?", "誰的沉默比較嚴重？"),
    minutes=2,
    on_page=True,
    prompt=Text(
        "Pull the upper slider to 120, once for the frequent and once for the rare buyer. Of whom does the model still "
        "think that they are more likely a customer than not?",
        "把上面的滑桿拉到 120 天，常買的、少買的各看一次。模型覺得誰比較可能還是顧客（機率還在一半以上）？",
    ),
    options=(
        Option(
            key="rare",
            text=Text("Of the rare buyer only", "只有少買的"),
            why=Text(
                "For somebody who used to come every few weeks, four months are a long time. The same silence is "
                "normal for a rare buyer. The model measures silence by each one's own rhythm.",
                "以前幾個星期就來一次的人，四個月很久；同樣的天數，對少買的人很平常。模型是用每個人自己的步調在量。",
            ),
        ),
        Option(
            key="frequent",
            text=Text("Of the frequent buyer only", "只有常買的"),
            why=Text(
                "So one would think: they bought most. Change the customer and read the two percentages at 120.",
                "買最多，直覺是這樣。換一下顧客，看看 120 天時兩個百分比。",
            ),
        ),
        Option(
            key="same",
            text=Text("Of both: 120 days say the same of each", "兩位都是，120 天就是 120 天"),
            why=Text(
                "That would be a fixed rule such as 180 days. The model has none: change the customer and look.",
                "那是 180 天這種固定規則。模型沒有這種規則，換一位顧客看看。",
            ),
        ),
    ),
    right="rare",
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_BIAS = ValueTask(
    id="8.5.bias",
    title=Text("The model's bias", "模型的偏誤"),
    minutes=2,
    name="bias",
    prompt=Text(
        "`bias`: the sum of the model's forecasts over the sum of what came, less 1.",
        "`bias`：模型預測的總和，除以實際的總和，再減 1。",
    ),
    answer=_bias,
    returns=Number(unit="ratio"),
    mistakes=(
        Mistake(
            key="same",
            wrong=_bias_of_same,
            message=Text(
                "That is the bias of *the same as the year before*. Above the line belongs the column `expected`.",
                "這是「跟前一年一樣」的偏誤。分子要放 `expected` 那一欄。",
            ),
        ),
        Mistake(
            key="over-forecast",
            wrong=_bias_over_forecast,
            message=Text(
                "You measured against the forecast. What came is the measuring rod: it belongs below the line.",
                "你拿預測當分母。衡量的尺是實際發生的，分母要放實際。",
            ),
        ),
        Mistake(
            key="buyers",
            wrong=_bias_of_buyers,
            message=Text(
                "Those who bought nothing are missing. They were forecast too, so they count, with 0.",
                "少了沒有買的人。他們也被預測了，要算，實際是 0。",
            ),
        ),
        Mistake(
            key="over-customers",
            wrong=_bias_over_customers,
            message=Text(
                "You divided by the number of customers. Sum against sum: what came has a sum too.",
                "你除以的是人數。要拿總和比總和，實際的購買次數也要加總。",
            ),
        ),
        Mistake(
            key="difference",
            wrong=_difference,
            message=Text(
                "That is the difference in purchases. Bias is a share of what came.",
                "這是差了幾次。偏誤是占實際的比例。",
            ),
        ),
    ),
    hints=(
        Text("Look at step 2 of the worked cell: what stands below the line?", "看示範那一格的步驟 2，分母是什麼？"),
        Text(
            "What came stands in `came`; add it up as the column before it was added up.",
            "實際的購買次數在 `came` 裡，照前面那一欄的方法加總。",
        ),
    ),
    solution='bias = known["expected"].sum() / came.sum() - 1\nbias\n',
)

_MAE = ValueTask(
    id="8.5.mae",
    title=Text("Its mean absolute error", "模型的平均絕對誤差"),
    minutes=3,
    name="mae",
    prompt=Text(
        "`mae`: how far the model is off for a customer on average, too high or too low alike, in purchases.",
        "`mae`：平均每位顧客，模型差了幾次，高估低估都算。",
    ),
    answer=_mae,
    returns=Number(unit="purchases"),
    mistakes=(
        Mistake(
            key="same",
            wrong=_mae_of_same,
            message=Text(
                'That is the error of *the same as the year before*. The model\'s forecast is `known["expected"]`.',
                '這是「跟前一年一樣」的誤差。模型的預測是 `known["expected"]`。',
            ),
        ),
        Mistake(
            key="no-abs",
            wrong=_mean_difference,
            message=Text(
                "Without `.abs()` those forecast too high and too low cancel out. That is bias per customer, not "
                "error.",
                "少了 `.abs()`，高估和低估會互相抵銷，那是平均偏多少，不是差多少。",
            ),
        ),
        Mistake(
            key="buyers",
            wrong=_mae_of_buyers,
            message=Text(
                "Those who bought nothing are missing. For them the forecast was off as well.",
                "少了沒有買的人。對他們的預測，一樣有差。",
            ),
        ),
        Mistake(
            key="sum",
            wrong=_sum_of_differences,
            message=Text(
                "That is everybody's error together. Per customer: `.mean()`.",
                "這是所有人的誤差加起來。要的是平均每位，用 `.mean()`。",
            ),
        ),
        Mistake(
            key="squares",
            wrong=_root_of_squares,
            message=Text(
                "That is the root of the mean square, which gives a few large misses much weight. Here: `.abs()`.",
                "這是平方平均再開根號，少數差很多的會被放大。這裡用 `.abs()`。",
            ),
        ),
    ),
    hints=(
        Text("Three steps in one line: subtract, `.abs()`, `.mean()`.", "一行三步：相減、`.abs()`、`.mean()`。"),
        Text(
            'The subtraction is `known["expected"] - came`; put brackets around it.',
            '相減是 `known["expected"] - came`，外面加括號。',
        ),
    ),
    solution='mae = (known["expected"] - came).abs().mean()\nmae\n',
)

# --- Predict -----------------------------------------------------------------------------------------------------

_REMAINS = GuessTask(
    id="8.5.guess-remains",
    title=Text("What would remain?", "還會剩多少？"),
    minutes=1,
    prompt=Text(
        "Somebody knows the truth about every customer: pace, chance of leaving, who has left already. Call the "
        "model's error 100%. How much of it would this person still have?",
        "有個人知道每位顧客的真相：步調、離開的機率、誰已經走了。把模型的誤差當成 100%，他的誤差會有幾 %？",
    ),
    unit=Text("%", "%"),
    low=0,
    high=100,
    start=0,
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_QUIZ_ONCE = ChoiceTask(
    id="8.5.quiz-once",
    title=Text("Certain to be there?", "一定還在？"),
    minutes=1,
    prompt=Text(
        "Bo bought once, two years ago, and never again. The model says P(alive) = 1. What follows?",
        "阿波兩年前買過一次，之後沒再來。模型說他仍是顧客的機率是 1。可以怎麼說？",
    ),
    options=(
        Option(
            key="certain",
            text=Text("Bo will certainly come again", "阿波一定會再來"),
            why=Text(
                "Still to be a customer is not yet to buy. Look at the purchases expected: they are next to none.",
                "還是顧客，不等於會買。看預期購買次數：幾乎是零。",
            ),
        ),
        Option(
            key="blind",
            text=Text(
                "Nothing: this model lets people leave only after a repeat purchase",
                "什麼都看不出來：這個模型要再購過的人才會離開",
            ),
            why=Text(
                "A blind spot of the model. For one-time buyers use the purchases expected, or the second-purchase "
                "curve of 3.4.",
                "這是模型的盲點。只買過一次的人，要看預期購買次數，或 3.4 的第二次購買曲線。",
            ),
        ),
        Option(
            key="broken",
            text=Text("The fit has gone wrong", "模型沒有配好"),
            why=Text(
                "It is so in every BG/NBD, however well fitted: with no repeat purchase P(alive) is 1.",
                "每個 BG/NBD 都這樣，配得再好也是：沒有再購，機率就是 1。",
            ),
        ),
    ),
    right="blind",
)

_QUIZ_HALF = ChoiceTask(
    id="8.5.quiz-half",
    title=Text("A promise", "一個承諾"),
    minutes=1,
    prompt=Text(
        "Your forecast is off by 1.2 purchases a customer; whoever knows the truth would be off by 0.8. A consultant "
        "promises "
        "a model that takes the 1.2 down to 0.4 for every customer. What do you say?",
        "你的預測平均每位差 1.2 次；知道真相的人會差 0.8 次。顧問保證，換他的模型，每位只差 0.4 次。你怎麼回他？",
    ),
    options=(
        Option(
            key="buy",
            text=Text("A third of the error is left: worth its price", "誤差剩三分之一，值得買"),
            why=Text(
                "He promises to know on which days people will feel like shopping. The truth itself does not say that.",
                "他等於保證知道每個人哪一天想買東西，連真相裡都沒有這個。",
            ),
        ),
        Option(
            key="doubt",
            text=Text(
                "On which hold-out? 0.8 is chance, and no model forecasts that",
                "保留期驗過嗎？0.8 是運氣，沒有模型預測得到",
            ),
            why=Text(
                "Perhaps he measured on the very data from which his model learnt. Ask for a year it has not seen.",
                "他很可能是拿模型學過的資料來量。請他用模型沒看過的一年證明。",
            ),
        ),
        Option(
            key="never",
            text=Text("No model can be better than ours", "沒有模型會比我們的好"),
            why=Text(
                "Between 1.2 and 0.8 there is room, above all with more history and other signs of life.",
                "1.2 到 0.8 之間還有空間，特別是歷史更長、或多一些往來紀錄的時候。",
            ),
        ),
    ),
    right="doubt",
)

_QUIZ_GAMMA = ChoiceTask(
    id="8.5.quiz-gamma",
    title=Text("One large purchase", "一筆大單"),
    minutes=1,
    prompt=Text(
        "All customers together spend 1,500 a purchase. Kim has one repeat purchase, of 9,000; Ray has twenty, of "
        "9,000 "
        "on average. What does Gamma-Gamma expect of the next one?",
        "全體平均一次花 1,500 元。小金只再購過一次，花了 9,000 元；阿瑞再購二十次，平均 9,000 元。"
        "Gamma-Gamma 預期他們下一次各花多少？",
    ),
    options=(
        Option(
            key="alike",
            text=Text("9,000 of both", "兩位都是 9,000 元"),
            why=Text(
                "One purchase may have been a wedding present. Of Kim too little is known to trust it in full.",
                "一次可能是結婚禮物。對小金知道得太少，不能全信。",
            ),
        ),
        Option(
            key="mean",
            text=Text("1,500 of both: the mean of all", "兩位都是 1,500 元，全體平均"),
            why=Text(
                "Then nobody's own history would count, and Ray has shown twenty times what he spends.",
                "那自己的紀錄就白費了，阿瑞已經證明過二十次。",
            ),
        ),
        Option(
            key="shrunk",
            text=Text("Of Ray nearly 9,000, of Kim something in between", "阿瑞接近 9,000 元，小金介於中間"),
            why=Text(
                "The less is known of somebody, the more the model leans on the mean of all.",
                "對一個人知道得越少，就越靠近全體平均。",
            ),
        ),
    ),
    right="shrunk",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_THREE_USES = TextTask(
    id="8.5.three-uses",
    title=Text("Three answers before lunch", "中午以前的三個回答"),
    minutes=4,
    prompt=Text(
        "One sentence to each of the three. The buyer wants the sum. The shop manager wants the names for the evening. "
        "The team leader wants the number on every card. May they use the forecast for it, and with which warning? "
        "Give "
        "each the number from above that decides it.",
        "三個人各回一句。採購要總數，店長要晚會名單，組長要把數字寫上每一張客戶卡。這個預測可以這樣用嗎？"
        "要提醒什麼？每一句都要引用上面決定它的那個數字。",
    ),
    model=Text(
        "Hold your three sentences against the list, then read the ones below the box.",
        "先拿下面幾點檢查你的三句話，再看框框下面的寫法。",
    ),
    rubric=(
        Criterion(Text("The sum: names the bias.", "總數：寫出偏誤。")),
        Criterion(
            Text(
                "The list: compares it with the list one would have had without a model.",
                "名單：跟沒有模型時的名單比過。",
            )
        ),
        Criterion(
            Text(
                "The card: says no, and gives the error per customer beside what an average customer buys.",
                "客戶卡：說不行，並拿平均每位的誤差，跟平均購買次數放在一起比。",
            )
        ),
        Criterion(Text("Does not blame the model for what is chance.", "沒有把運氣怪到模型頭上。")),
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_RECENCY,
    _BACK_GOODBYE,
    _SILENCE,
    _BIAS,
    _MAE,
    _REMAINS,
    _QUIZ_ONCE,
    _QUIZ_HALF,
    _QUIZ_GAMMA,
    _THREE_USES,
)
