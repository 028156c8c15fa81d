"""The questions and checks inside lesson 6.3, "The differentiated service that customers expect"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value import latest_answers, order_goods, valid_orders
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.tiers.thresholds import tier_cuts, tiers
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

NAN = float("nan")
GOLD, SILVER, BRONZE = "Gold", "Silver", "Bronze"
TIERS = (GOLD, SILVER, BRONZE)

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _people(ledger: Ledger) -> pd.DataFrame:
    """Everybody who bought in the last year: what they spent, what margin they left, and their tier."""
    valid = valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    year = valid[valid["order_date"] > ledger.snapshot - pd.Timedelta(days=365)]
    goods = year["order_id"].map(order_goods(ledger.table("order_lines"), ledger.table("products")))
    year = year.assign(margin=year["amount"] - goods)
    people = year.groupby("customer_id")[["amount", "margin"]].sum().reset_index()
    cuts = tier_cuts(people, {GOLD: 0.2, SILVER: 0.3}, value="amount")
    return tiers(people, cuts, rest=BRONZE, value="amount")


@once_per_ledger
def _answers(ledger: Ledger) -> pd.DataFrame:
    """Those of them whose last answer names a service."""
    answers = latest_answers(ledger.table("surveys"), ledger.snapshot).dropna(subset="wished_service")
    return answers.merge(_people(ledger), on="customer_id")


def _share(normalize: str, tier: str) -> Callable[[Ledger], float]:
    """The largest share in a tier's row of the cross table."""

    def of(ledger: Ledger) -> float:
        answers = _answers(ledger)
        table = pd.crosstab(answers["tier"], answers["wished_service"], normalize=normalize)
        return float(table.loc[tier].max()) if tier in table.index else NAN

    return of


@once_per_ledger
def _wish(ledger: Ledger, tier: str) -> tuple[str | None, float, float]:
    """What most of a tier wishes for, what it costs, and the share; of two wished for alike the cheaper."""
    answers = _answers(ledger)
    shares = answers.loc[answers["tier"] == tier, "wished_service"].value_counts(normalize=True).rename("share")
    if shares.empty:
        return None, NAN, NAN
    costs = ledger.table("services").set_index("name")["yearly_cost"]
    table = shares.to_frame().assign(cost=shares.index.map(costs)).rename_axis("name").reset_index()
    best = table.sort_values(["share", "cost", "name"], ascending=[False, True, True]).iloc[0]
    return str(best["name"]), float(best["cost"]), float(best["share"])


def _size(ledger: Ledger, tier: str) -> int:
    return int((_people(ledger)["tier"] == tier).sum())


def _percent(times: float = 100, margin_of: str = BRONZE) -> Callable[[Ledger], float]:
    """What the Bronze tier's wish costs, of the margin that one customer of a tier leaves."""

    def of(ledger: Ledger) -> float:
        people = _people(ledger)
        margin = people.loc[people["tier"] == margin_of, "margin"].mean()
        return float(times * _wish(ledger, BRONZE)[1] / margin) if margin > 0 else NAN

    return of


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_WISH = ChoiceTask(
    id="6.3.back-wish",
    title=Text("For all, or for those who want it", "全部給，還是給想要的人"),
    lesson="2.4",
    minutes=1,
    prompt=Text(
        "A service costs 200 for one customer and year; 30% wish for it. What does it cost for 100 customers if only "
        "those get it who wish for it?",
        "一項服務，一位顧客一年要 200 元，有 30% 的人想要。一百位顧客裡只給想要的人，一年要多少？",
    ),
    options=(
        Option(
            key="all",
            text=Text("20,000", "20,000 元"),
            why=Text("That is everybody: 100 × 200.", "這是人人都給：100 × 200。"),
        ),
        Option(
            key="wish",
            text=Text("6,000", "6,000 元"),
            why=Text(
                "30 of the hundred, 200 each. Today the same sum is done tier by tier.",
                "一百位裡的 30 位，每位 200 元。今天一級一級來算。",
            ),
        ),
        Option(
            key="one",
            text=Text("60", "60 元"),
            why=Text(
                "That is the average for one of the hundred. It is not yet the cost of all of them.",
                "這是平均到每一位的錢，還不是一百位的。",
            ),
        ),
    ),
    right="wish",
)

_BACK_SURE = ChoiceTask(
    id="6.3.back-sure",
    title=Text("20 answers", "20 份回答"),
    lesson="2.6",
    minutes=1,
    prompt=Text(
        "Of 20 answers 8 name the same service. What do you say about *all* customers of that kind?",
        "20 份回答裡，有 8 份選同一項服務。對**全部**這類顧客，你會怎麼說？",
    ),
    options=(
        Option(
            key="exact",
            text=Text("40% want it", "40% 想要"),
            why=Text(
                "40% of those who answered. With other 20 people it might as well have been 5 or 11.",
                "40% 是有回答的人。換 20 個人來答，可能是 5 份，也可能是 11 份。",
            ),
        ),
        Option(
            key="wide",
            text=Text("About 40%, but a fifth or three fifths is possible, too", "大約 40%，但兩成到六成都有可能"),
            why=Text(
                "The 95% confidence interval goes from 22% to 61%. A share without its base says too little.",
                "95% 信賴區間是 22% 到 61%。只說比率、不說幾個人答，等於沒說。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("Nothing: 20 are too few to say anything", "什麼都不能說，20 份太少"),
            why=Text(
                "They say that it is hardly 10% and hardly 80%. For some decisions that is enough.",
                "至少可以說，不太會是 10%，也不太會是 80%。有些決定，這樣就夠了。",
            ),
        ),
    ),
    right="wide",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_DEAREST = GuessTask(
    id="6.3.dearest",
    title=Text("Who wants the dearest?", "想要最貴那一項的人"),
    minutes=1,
    prompt=Text(
        "Of every 100 Gold customers: how many name the **dearest** service of the list as the one they would like "
        "best?",
        "每 100 位金級顧客，有幾位說最想要的是清單上**最貴**的那一項？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_BRONZE_FIRST = ValueTask(
    id="6.3.bronze-first",
    title=Text("What Bronze wishes for most", "銅級最想要的"),
    name="bronze_first",
    prompt=Text(
        "`bronze_first`: of the Bronze customers who answered, the share that names the service which most of them "
        "name.",
        "`bronze_first`：有回答的銅級顧客裡，選最熱門那一項的比率。",
    ),
    answer=_share("index", BRONZE),
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="by-column",
            wrong=_share("columns", BRONZE),
            message=Text(
                "You made every column add up to 1: of those who wish for a service, how many are Bronze. Asked is the "
                "other way round, so every **row** has to.",
                "你讓每一欄加起來是 1，算成「想要這一項的人裡，銅級占多少」。要問的相反，該讓每一**列**加起來是 1。",
            ),
        ),
        Mistake(
            key="of-all",
            wrong=_share("all", BRONZE),
            message=Text(
                "That is a share of all answers of all tiers. The base is Bronze alone.",
                "分母用了三級全部的回答，應該只用銅級的。",
            ),
        ),
        Mistake(
            key="gold",
            wrong=_share("index", GOLD),
            message=Text("That is the row of Gold.", "這是金級那一列。"),
        ),
        Mistake(
            key="silver",
            wrong=_share("index", SILVER),
            message=Text("That is the row of Silver.", "這是銀級那一列。"),
        ),
    ),
    hints=(
        Text(
            'Which should add up to 1: the row of a tier, or the column of a service? The two words are `"index"` and '
            '`"columns"`.',
            '哪一個加起來該是 1：一級的那一列，還是一項服務的那一欄？兩個字分別是 `"index"` 和 `"columns"`。',
        ),
        Text(
            'A tier is a row, so `normalize="index"`; and `.loc[bronze]` takes the row of Bronze.',
            '一級是一列，所以是 `normalize="index"`；`.loc[bronze]` 取出銅級那一列。',
        ),
    ),
    solution="""
# 1 A row for each tier, a column for each service; every row adds up to 1  # lang-en
# 1 一級一列、一項服務一欄，每一列加起來是 1  # lang-zh-Hant
shares = pd.crosstab(answers["tier"], answers["wished_service"], normalize="index")
display(shares.round(2))

# 2 The largest share in the row of Bronze  # lang-en
# 2 銅級那一列裡最大的比率  # lang-zh-Hant
bronze_first = shares.loc[bronze].max()
print(bronze_first)
""",
)

_BRONZE_PERCENT = ValueTask(
    id="6.3.bronze-percent",
    title=Text("What the wish of Bronze takes of its margin", "銅級最想要的，吃掉多少毛利"),
    name="bronze_percent",
    prompt=Text(
        "`bronze_percent`: how many per cent of the margin that one Bronze customer leaves in a year the service in "
        "`bronze_wish` takes.",
        "`bronze_percent`：`bronze_wish` 這一項服務，要吃掉一位銅級顧客一年毛利的百分之幾。",
    ),
    answer=_percent(),
    returns=Number(unit="percent"),
    mistakes=(
        Mistake(
            key="share",
            wrong=_percent(times=1),
            message=Text(
                "That is the share, of 1. In per cent it is a hundred times as much.",
                "這是比率（全部是 1），換成百分比要乘 100。",
            ),
        ),
        Mistake(
            key="turned",
            wrong=lambda ledger: 1e4 / _percent()(ledger),
            message=Text(
                "You divided the margin by the cost. Asked is what the cost is *of* the margin.",
                "你拿毛利除以成本了。要問的是成本占毛利的多少。",
            ),
        ),
        Mistake(
            key="whole-tier",
            wrong=lambda ledger: _percent()(ledger) * _size(ledger, BRONZE),
            message=Text(
                "You held the cost of the whole tier against the margin of one customer. Take one customer in both.",
                "成本算了整級，毛利卻只有一位。兩邊都用一位來算。",
            ),
        ),
        Mistake(
            key="gold",
            wrong=_percent(margin_of=GOLD),
            message=Text("That is the margin of a Gold customer.", "這用的是金級一位的毛利。"),
        ),
        Mistake(
            key="silver",
            wrong=_percent(margin_of=SILVER),
            message=Text("That is the margin of a Silver customer.", "這用的是銀級一位的毛利。"),
        ),
    ),
    hints=(
        Text(
            "What one costs, divided by what one leaves, is the share. Then make per cent of it.",
            "一位的成本除以一位的毛利，就是比率，再換成百分比。",
        ),
        Text(
            "`services[bronze_wish] / margins[bronze] * 100`",
            "`services[bronze_wish] / margins[bronze] * 100`",
        ),
    ),
    solution="""
# What one costs, of what one leaves  # lang-en
# 一位的成本，占一位的毛利  # lang-zh-Hant
bronze_percent = services[bronze_wish] / margins[bronze] * 100
print(bronze_percent)
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_MOTIVE = ChoiceTask(
    id="6.3.motive",
    title=Text("Behind the wish", "願望背後"),
    minutes=1,
    prompt=Text(
        "A customer wishes for “a personal adviser”. You ask what for. “Last time it came broken, and I had to tell "
        "three people the same story.” What serves this customer best?",
        "一位顧客說想要「專人服務」。你問他為什麼，他說：「上次東西送來破了，我同一件事講了三遍。」怎樣最能滿足他？",
    ),
    options=(
        Option(
            key="wish",
            text=Text("The adviser, for that was the wish", "給他專人，他要的就是這個"),
            why=Text(
                "You would pay for a whole person where one promise would do. The wish is the customer's idea of a "
                "solution; ask for what is behind it.",
                "一個承諾就能解決的事，你請了一個人。願望是顧客自己想的解法，要問背後的原因。",
            ),
        ),
        Option(
            key="security",
            text=Text(
                "A replacement without questions, and one person who sees it through",
                "壞了直接換新，而且從頭到尾同一個人處理",
            ),
            why=Text(
                "The motive is safety: that it will be put right, and told only once. That costs little and is due "
                "only when something breaks.",
                "動機是安全：出了事有人負責，而且只要講一遍。花費不多，出事才用得到。",
            ),
        ),
        Option(
            key="respect",
            text=Text("A call by name before every new collection", "有新品就先打電話給他，叫得出他的名字"),
            why=Text(
                "That serves respect. This customer spoke of what goes wrong, not of being known.",
                "這滿足的是尊重。他擔心的是出事，不是沒被記住。",
            ),
        ),
        Option(
            key="ease",
            text=Text("Reordering in one step, so that it goes quickly", "一鍵再買，省得麻煩"),
            why=Text(
                "That serves ease, at the step of buying. Here buying was no trouble; what came after it was.",
                "這滿足的是省事，幫的是「購買」那一步。他買的時候很順，出事是在後面。",
            ),
        ),
    ),
    right="security",
)

_UNDECIDED = ChoiceTask(
    id="6.3.undecided",
    title=Text("The wrapping, or the delivery?", "包裝，還是到貨？"),
    minutes=1,
    prompt=Text(
        "A customer may choose. “The gift wrapping would be nice. Or the delivery… no, the wrapping. Though the "
        "delivery is practical, too.” What helps?",
        "一位顧客可以自己選，他說：「包裝好像不錯。還是到貨好？……嗯，包裝好了。可是到貨也滿實用的。」怎麼回最有幫助？",
    ),
    options=(
        Option(
            key="quick",
            text=Text("“The wrapping, then. I'll put you down for it.”", "「那就包裝，我幫您登記。」"),
            why=Text(
                "One proposal, two sentences: that helps the quick. Undecided people say yes and go back on it "
                "tomorrow.",
                "一個建議、兩句話，對爽快型有用。猶豫型當下說好，明天又反悔。",
            ),
        ),
        Option(
            key="careful",
            text=Text(
                "“I'll send you the details of both in writing. Take your time.”",
                "「兩項的說明我都寄給您，您慢慢看。」",
            ),
            why=Text(
                "In writing and without hurry: that helps the careful. Here it is still more to weigh, and no end to "
                "it.",
                "給書面資料、不催，對謹慎型有用。這一位只會多出更多東西要比，而且沒完沒了。",
            ),
        ),
        Option(
            key="undecided",
            text=Text(
                "“Often presents? The wrapping. Often in a hurry? The delivery. You have until 31 December.”",
                "「常送禮就選包裝，常趕時間就選到貨。12 月 31 日以前告訴我就好。」",
            ),
            why=Text(
                "Always back to the same two: undecided. What speaks for each, and a true date.",
                "在兩樣之間打轉，是猶豫型：各說一個理由，再給一個真的期限。",
            ),
        ),
        Option(
            key="silent",
            text=Text("“What would you like best?” And you wait.", "「您最想要的是哪一種呢？」然後等他開口。"),
            why=Text(
                "An open question and a pause: that helps the silent. This customer has been asking just that all "
                "the time.",
                "問開放式的問題，然後等，對沉默型有用。這一位一直在問自己的，就是這一題。",
            ),
        ),
    ),
    right="undecided",
)

_PROMISE = ChoiceTask(
    id="6.3.promise",
    title=Text("Which promise?", "要承諾幾天？"),
    minutes=1,
    prompt=Text(
        "90 of 100 parcels arrive the next day, all 100 within three days. Which promise leaves most content?",
        "一百個包裹裡，90 個隔天到，全部 100 個三天內到。哪一種承諾，最多顧客滿意？",
    ),
    options=(
        Option(
            key="next-day",
            text=Text("“Tomorrow”: it is nearly always true", "「明天到」，反正幾乎都做得到"),
            why=Text(
                "Ten of a hundred are disappointed, and they are the ones who talk about it.",
                "一百位裡有十位失望，而且會到處說的就是這十位。",
            ),
        ),
        Option(
            key="soon",
            text=Text("“As fast as we can”", "「我們會盡快」"),
            why=Text(
                "Nobody can check it, so it builds no trust, and everybody expects what suits them.",
                "沒人能查證，建立不了信任；每個人心裡想的天數也不一樣。",
            ),
        ),
        Option(
            key="three",
            text=Text("“Within three days, mostly sooner”", "「三天內到，多半更快」"),
            why=Text(
                "Kept a hundred times of a hundred; 90 are pleased to have it earlier. Expectation is half of "
                "satisfaction.",
                "一百次都做到，其中 90 位還提早收到。期望定在哪裡，決定了一半的滿意。",
            ),
        ),
        Option(
            key="none",
            text=Text("None, then nobody can be disappointed", "不要承諾，就沒有人會失望"),
            why=Text(
                "People expect something all the same, from the last shop they ordered at.",
                "不說，顧客照樣有期望，而且是拿別家的標準。",
            ),
        ),
    ),
    right="three",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_OFFER = TextTask(
    id="6.3.offer",
    title=Text("The plan and the call", "計畫和電話"),
    minutes=5,
    prompt=Text(
        "**To the owner, two sentences:** what each tier is offered within a tenth of its margin (one service for all, "
        "or a choice), what that costs, and what you leave out.\n\n"
        "**The call.** Complete it; the customer is Gold, and sceptical.\n\n"
        "> You: … (the offer, with an end)\n>\n"
        "> Customer: “You only ring up because you want to sell me something.”\n>\n"
        "> You: … (accept, ask)\n>\n"
        "> Customer: “Last year somebody promised to call back. Nobody did.”\n>\n"
        "> You: … (answer, and agree on the next step)",
        "**寫給老闆的兩句話：** 在毛利的一成以內，每一級給什麼（給同一項，或讓顧客自己選）、要多少錢、放棄了什麼。\n\n"
        "**一通電話。** 對方是金級，懷疑型，請把對話補完：\n\n"
        "> 你：……（提出服務，說清楚期限）\n>\n"
        "> 顧客：「你打來還不是想賣東西。」\n>\n"
        "> 你：……（接納、釐清）\n>\n"
        "> 顧客：「去年有人說會回電，結果根本沒有。」\n>\n"
        "> 你：……（回應，並約好下一步）",
    ),
    model=Text(
        "Hold yours against these questions, then read the one below the box.\n\n"
        "- Is there a share, a cost and a limit behind every tier, and are the many who wish for something else "
        "mentioned?\n"
        "- Does the offer promise only what you keep on a bad day, and until when?\n"
        "- Did you take the doubt in before you answered it, and ask before you offered more?\n"
        "- Does the call end with a day and a name?",
        "先拿這幾個問題檢查自己寫的，再看下面的範例。\n\n"
        "- 每一級後面，有沒有比率、成本和上限？想要別項的人有提到嗎？\n"
        "- 承諾的事，最忙的那天也做得到嗎？有沒有期限？\n"
        "- 回答之前有沒有先接住？加碼之前有沒有先問？\n"
        "- 電話結束時，有沒有日期和負責的人？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_WISH,
    _BACK_SURE,
    _DEAREST,
    _BRONZE_FIRST,
    _BRONZE_PERCENT,
    _MOTIVE,
    _UNDECIDED,
    _PROMISE,
    _OFFER,
)
