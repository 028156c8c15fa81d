"""The questions and checks inside lesson 9.4, "Allocating the budget"."""

from __future__ import annotations

import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.tier_money import tier_money
from customer_value.measures.returns.budget import split_budget
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _money(ledger: Ledger) -> pd.DataFrame:
    """The tiers' accounts with average and strength."""
    money = tier_money(ledger).tiers.set_index("tier")
    average = money["added"] / money["spend"]
    return money.assign(average=average.fillna(0.0), strength=(money["added"] / money["spend"] ** 0.5).fillna(0.0))


def _budget(ledger: Ledger) -> float:
    return float(_money(ledger)["spend"].sum())


def _brought(ledger: Ledger, spend: pd.Series) -> float:
    return float((_money(ledger)["strength"] * spend**0.5).sum())


def _by(ledger: Ledger, key: pd.Series) -> pd.Series:
    """The budget, shared out in proportion to a key."""
    return _budget(ledger) * key / key.sum()


def _best(ledger: Ledger) -> pd.Series:
    return _by(ledger, _money(ledger)["strength"] ** 2)


def _most(ledger: Ledger) -> float:
    return _brought(ledger, _best(ledger))


def _percent(ledger: Ledger, spend: pd.Series) -> float:
    return round(100 * _brought(ledger, spend) / _most(ledger), 1)


def _all_in(ledger: Ledger, column: str = "average") -> float:
    money = _money(ledger)
    return _percent(ledger, _by(ledger, (money.index == money[column].idxmax()) * pd.Series(1.0, money.index)))


def _without_bronze(ledger: Ledger, power: float) -> float:
    key = _money(ledger)["strength"] ** power
    return _brought(ledger, _by(ledger, key.where(key.index != "bronze", 0.0)))


def _unmoved(ledger: Ledger) -> pd.Series:
    """The best split with bronze's part left unspent."""
    best = _best(ledger)
    return best.where(best.index != "bronze", 0.0)


def _owners_price(ledger: Ledger) -> float:
    money = _money(ledger)
    floors = pd.Series(0.2 * _budget(ledger), index=money.index)
    return _most(ledger) - float(split_budget(money["strength"], _budget(ledger), floors=floors)["return"].sum())


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_NEXT = ChoiceTask(
    id="9.4.back-next",
    title=Text("What more money brought", "多花的錢帶來什麼"),
    lesson="3.2",
    minutes=1,
    prompt=Text(
        "Last year 80,000 won 160 customers, this year 100,000 won 180. What did each **further** customer cost?",
        "去年花 80,000，來了 160 位新客；今年花 100,000，來了 180 位。**多來的**每一位，花了多少？",
    ),
    options=(
        Option(
            key="average",
            text=Text("556", "556"),
            why=Text(
                "That is 100,000 ÷ 180, the average of this year. The first 160 were there for 80,000 already.",
                "這是 100,000 ÷ 180，今年的平均。前面 160 位，本來花 80,000 就有了。",
            ),
        ),
        Option(
            key="next",
            text=Text("1,000", "1,000"),
            why=Text(
                "20,000 more for 20 more: twice the average. Whether to add money is decided by this number.",
                "多花 20,000，多 20 位，是平均的兩倍。要不要加錢，看的是這個數字。",
            ),
        ),
        Option(
            key="last-year",
            text=Text("500", "500"),
            why=Text(
                "That is last year's average. The money that was added did not work as well.",
                "這是去年的平均。後來加的錢，效果沒有那麼好。",
            ),
        ),
    ),
    right="next",
)

_BACK_CONTROL = ChoiceTask(
    id="9.4.back-control",
    title=Text("The campaign's orders", "算活動的訂單"),
    lesson="3.3",
    minutes=1,
    prompt=Text(
        "200 customers got a letter and 50 of them bought. Of 100 who were left out by lot, 15 bought. How many of the "
        "50 orders would not have come without the letter?",
        "200 位顧客收到信，50 位買了。抽籤沒收到的 100 位裡，15 位買了。這 50 筆訂單，有幾筆是沒有信就不會來的？",
    ),
    options=(
        Option(
            key="all",
            text=Text("50", "50"),
            why=Text(
                "Then those without a letter would not have bought at all. 15 in 100 did.",
                "這樣等於說沒收到信就不會買，可是 100 位裡有 15 位買了。",
            ),
        ),
        Option(
            key="unscaled",
            text=Text("35", "35"),
            why=Text(
                "The 15 are of 100 people; the letter went to 200.",
                "15 位是 100 人裡的，信寄給了 200 人，要先換成一樣多人。",
            ),
        ),
        Option(
            key="added",
            text=Text("20", "20"),
            why=Text(
                "Of 200 people 30 would have come anyway. Only what is added may be held against the cost.",
                "200 人裡有 30 位本來就會來。拿來跟成本比的，只能是多出來的。",
            ),
        ),
    ),
    right="added",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_GUESS = GuessTask(
    id="9.4.guess",
    title=Text("Your split", "你會怎麼分"),
    minutes=1,
    prompt=Text(
        "The tier with the highest average: how many per cent of the budget would you give it?",
        "平均最高的那一級，你會給預算的百分之幾？",
    ),
    unit=Text("%", "%"),
    low=0,
    high=100,
    start=0,
)

# --- Faded, explorer, own ----------------------------------------------------------------------------------------

_BEST = ValueTask(
    id="9.4.best",
    title=Text("What the small ones get in the best split", "最好的分法，銅級分到多少"),
    name="to_bronze",
    prompt=Text(
        "`to_bronze`: the money that Bronze gets when the budget is split so that the next dollar brings the same in "
        "every tier.",
        "`to_bronze`：預算分到每一級的下一塊錢都帶來一樣多時，銅級分到的金額。",
    ),
    answer=lambda ledger: float(_best(ledger)["bronze"]),
    returns=Number(unit="money"),
    tolerance=1e-4,
    mistakes=(
        Mistake(
            key="in-proportion",
            wrong=lambda ledger: float(_by(ledger, _money(ledger)["strength"])["bronze"]),
            message=Text(
                "You shared the budget out by the strengths themselves. Then the next dollar still brings more where "
                "the strength is higher. What has to grow as a does: the spend, or its square root?",
                "你是照強度本身來分。這樣強度高的那一級，下一塊錢帶來的還是比較多。"
                "跟 a 成正比的是花費，還是花費的平方根？",
            ),
        ),
        Mistake(
            key="square-root",
            wrong=lambda ledger: float(_by(ledger, _money(ledger)["strength"] ** 0.5)["bronze"]),
            message=Text(
                "0.5 takes the root. Turn it round: √spend grows as a, so how does the spend grow?",
                "0.5 是開根號，方向反了：√花費 跟 a 成正比，那花費呢？",
            ),
        ),
        Mistake(
            key="mean",
            wrong=lambda ledger: 4 * float(_best(ledger)["bronze"]),
            message=Text(
                "You divided by the mean of the key, so four budgets are spent. The parts have to come to one budget.",
                "你除的是基準的平均，等於花了四筆預算。各級加起來要剛好一筆。",
            ),
        ),
        Mistake(
            key="equal",
            wrong=lambda ledger: _budget(ledger) / 4,
            message=Text(
                "That is an equal part for each tier. Then the next dollar brings more in one than in another.",
                "這是四級平分。這樣下一塊錢，有的級帶來多、有的帶來少。",
            ),
        ),
        Mistake(
            key="as-so-far",
            wrong=lambda ledger: float(_money(ledger)["spend"]["bronze"]),
            message=Text(
                "That is what Bronze got so far. Share the budget out by the key.",
                "這是銅級目前的花費。請照基準重新分。",
            ),
        ),
        Mistake(
            key="share",
            wrong=lambda ledger: float(_best(ledger)["bronze"]) / _budget(ledger),
            message=Text(
                "That is Bronze's share. How much is there to share out?",
                "這是銅級的占比。要分的總共有多少錢？",
            ),
        ),
    ),
    hints=(
        Text(
            "The first blank is the number by which “squared” is written; the second is the word after the dot that "
            "adds a column up.",
            "第一格是「平方」要寫的數字，第二格是點後面那個把一欄加總的字。",
        ),
        Text(
            "Add `best` up: it has to come to `budget`.",
            "把 `best` 加總看看，應該等於 `budget`。",
        ),
    ),
    solution="""
# 1 The key  # lang-en
# 1 分配的基準  # lang-zh-Hant
key = money["strength"] ** 2

# 2 The whole budget, shared out by it  # lang-en
# 2 整筆預算，照基準分  # lang-zh-Hant
best = budget * key / key.sum()
to_bronze = best[bronze]
best.round()
""",
)

_ALL_IN = ValueTask(
    id="9.4.all-in-one",
    title=Text("Everything in one place", "全部押在一處"),
    name="all_in_one",
    prompt=Text(
        "`all_in_one`: the percentage of the best split's return that you reach with the whole budget in the tier of "
        "the highest average. Write it as the title does, 12.3 for 12.3%.",
        "`all_in_one`：整筆預算都給平均最高的那一級，能帶來最佳分法的百分之幾。照標題寫，12.3% 就寫 12.3。",
    ),
    answer=_all_in,
    returns=Number(unit="percent"),
    tolerance=0.005,
    mistakes=(
        Mistake(
            key="start",
            wrong=lambda ledger: _percent(ledger, _by(ledger, pd.Series(1.0, _money(ledger).index))),
            message=Text(
                "That is the title at the start, with equal parts. Pull all sliders but one to 0.",
                "這是起點四級平分的標題。除了那一級，其他都拉到 0。",
            ),
        ),
        Mistake(
            key="lost",
            wrong=lambda ledger: 100 - _all_in(ledger),
            message=Text(
                "That is what is lost. Asked for is what the title says: how much is reached.",
                "這是少掉的部分。要寫的是標題上的，達到幾成。",
            ),
        ),
        Mistake(
            key="share",
            wrong=lambda ledger: _all_in(ledger) / 100,
            message=Text(
                "Write it as the title does, without the percent sign: 12.3 for 12.3%.",
                "照標題的寫法，不用百分號：12.3% 就寫 12.3。",
            ),
        ),
        Mistake(
            key="largest",
            wrong=lambda ledger: _all_in(ledger, "spend"),
            message=Text(
                "That is with all of it in the tier that has most so far. Take the one with the highest *average*.",
                "你放到的是目前花最多的那一級。要放**平均**最高的那一級。",
            ),
        ),
    ),
    hints=(
        Text(
            "Which tier has the highest average stands in bold under the first table with averages.",
            "平均最高的是哪一級，算平均那張表的下面用粗體寫了。",
        ),
        Text(
            "Pull that slider anywhere above 0 and the three others to 0; the title has two numbers, take the second.",
            "那一級的滑桿只要大於 0，其他三支拉到 0；標題有兩個數字，要第二個。",
        ),
    ),
    solution="""
# Read off the title; worked out here  # lang-en
# 從標題讀出來的數字；這裡算一次  # lang-zh-Hant
one_tier = money["strength"][money["average"].idxmax()] * budget**0.5
all_in_one = round(100 * one_tier / split_budget(money["strength"], budget)["return"].sum(), 1)
all_in_one
""",
)

_FLAT = ChoiceTask(
    id="9.4.flat",
    title=Text("Near the rings", "靠近空心圈"),
    minutes=2,
    on_page=True,
    prompt=Text(
        "With everything in one tier (its slider at 20), raise another from 0 to 1. Then bring the dots near the "
        "rings, and move the tier of the highest ring by one step. Near the rings the title hardly changes. Why?",
        "先從「全部放一級」（拉到 20）開始，把另一級從 0 拉到 1。再把點移到空心圈附近，把圈最高的那一級挪一格。"
        "靠近空心圈的時候，標題幾乎不變，為什麼？",
    ),
    options=(
        Option(
            key="equal",
            text=Text("What is missed in one tier is won in the other", "這一級少掉的，那一級賺回來"),
            why=Text(
                "There the next dollar brings nearly the same everywhere. So the best need not be hit exactly; the "
                "strengths are not known that well anyway.",
                "那裡每一級的下一塊錢都差不多。所以不必剛好分到最好，反正強度也沒有那麼準。",
            ),
        ),
        Option(
            key="coarse",
            text=Text("One step is too little to matter", "一格太小，本來就沒差"),
            why=Text(
                "From 0 to 1 is one step, too, and there it matters. Try it with the highest ring among the others.",
                "從 0 到 1 也是一格，那裡就有差。從其他級裡，挑空心圈最高的那一級試試看。",
            ),
        ),
        Option(
            key="sum",
            text=Text("The budget is the same, so as much comes back", "總額一樣，回來的就一樣"),
            why=Text(
                "The budget was the same with everything in one tier, too, and much less came back.",
                "全部放一級的時候，總額也一樣，回來的卻少很多。",
            ),
        ),
        Option(
            key="strong",
            text=Text("The tier that has most is full", "錢最多的那一級已經飽和了"),
            why=Text(
                "More money still brings more there: look at the curve. But it is taken from where it is missed.",
                "看曲線，那一級加錢還是會多。只是錢是從別級拿的，別級就少了。",
            ),
        ),
    ),
    right="equal",
)

_PRICE = ValueTask(
    id="9.4.price",
    title=Text("Nothing for the small ones", "小客人不給"),
    name="price_small",
    prompt=Text(
        "`price_small`: by how much less the best split brings when Bronze may get nothing and the whole budget goes "
        "to the others.",
        "`price_small`：銅級一毛都不給、整筆預算分給其他級的時候，最好的分法會少帶來多少。",
    ),
    answer=lambda ledger: _most(ledger) - _without_bronze(ledger, 2),
    returns=Number(unit="money"),
    tolerance=1e-4,
    mistakes=(
        Mistake(
            key="unmoved",
            wrong=lambda ledger: _most(ledger) - _brought(ledger, _unmoved(ledger)),
            message=Text(
                "That is all that Bronze brings in the best split. But its money is not gone: it goes to the others.",
                "這是最好的分法裡，銅級帶來的全部。可是它的錢沒有不見，會分給其他級。",
            ),
        ),
        Mistake(
            key="what-it-brings",
            wrong=lambda ledger: _without_bronze(ledger, 2),
            message=Text(
                "That is what the split *brings* under the rule. The price is how much less that is than the best.",
                "這是遵守規定之後**帶來**多少。代價是跟最好的差多少。",
            ),
        ),
        Mistake(
            key="owner",
            wrong=_owners_price,
            message=Text(
                "That is the owner's rule. The manager's is a cap, not a floor: `caps=`.",
                "這是老闆那一條。店長的是上限，不是下限：`caps=`。",
            ),
        ),
        Mistake(
            key="its-money",
            wrong=lambda ledger: float(_best(ledger)["bronze"]),
            message=Text(
                "That is the money that Bronze would have got. Asked for is what fails to come back.",
                "這是銅級原本會分到的錢。要算的是少帶回來的錢。",
            ),
        ),
        Mistake(
            key="from-so-far",
            wrong=lambda ledger: float(_money(ledger)["added"].sum()) - _without_bronze(ledger, 2),
            message=Text(
                "You compare with what was added so far. The price of a rule is held against the best split.",
                "你是跟目前帶來的比。規定的代價，要跟最好的分法比。",
            ),
        ),
        Mistake(
            key="in-proportion",
            wrong=lambda ledger: _most(ledger) - _without_bronze(ledger, 0),
            message=Text(
                "You gave the three others equal parts. Under the rule, too, the rest is split in the best way.",
                "你把錢平分給其他三級。有了規定，其餘的錢還是要用最好的方法分。",
            ),
        ),
    ),
    hints=(
        Text(
            "`caps = pd.Series(budget, index=money.index)` first; then set the one for Bronze.",
            "先寫 `caps = pd.Series(budget, index=money.index)`，再改銅級那一個。",
        ),
        Text(
            "The call is that of the owner's rule with `caps=caps` in place of `floors=floors`.",
            "呼叫的寫法跟老闆那一條一樣，只把 `floors=floors` 換成 `caps=caps`。",
        ),
    ),
    solution="""
# Bronze may get nothing, the others up to everything  # lang-en
# 銅級不給，其他級最多可以全拿  # lang-zh-Hant
caps = pd.Series(budget, index=money.index)
caps[bronze] = 0
price_small = cost_of_constraint(money["strength"], budget, caps=caps)
price_small
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_THOUSAND = ChoiceTask(
    id="9.4.thousand",
    title=Text("A thousand for two", "一千塊分兩邊"),
    minutes=1,
    prompt=Text(
        "Last year 100 on A added 200, and 900 on B added 1,200: on average 2 and 1.33. On our curve the strengths "
        "are 20 and 40. This year there are 1,000 again. How do you split them?",
        "去年甲花 100，多帶來 200；乙花 900，多帶來 1,200，平均是 2 和 1.33。"
        "照我們的曲線，強度是 20 和 40。今年一樣有 1,000，怎麼分？",
    ),
    options=(
        Option(
            key="best-average",
            text=Text("All to A: 2 is more than 1.33", "全部給甲，2 比 1.33 高"),
            why=Text(
                "A's next dollar brings 1 after 100, but 0.32 after 1,000. On the way B overtakes it.",
                "甲花到 100，下一塊錢帶來 1；花到 1,000，只剩 0.32，半路上就被乙追過了。",
            ),
        ),
        Option(
            key="proportion",
            text=Text("333 and 667, as the strengths", "333 和 667，照強度"),
            why=Text(
                "Then the next dollar brings 0.55 in A and 0.77 in B. Square the strengths.",
                "這樣下一塊錢，甲帶來 0.55，乙帶來 0.77，還不相等。強度要平方。",
            ),
        ),
        Option(
            key="as-before",
            text=Text("100 and 900, as before", "100 和 900，跟之前一樣"),
            why=Text(
                "There the next dollar brings 1 in A and 0.67 in B. So money should move to A.",
                "這樣下一塊錢，甲帶來 1，乙帶來 0.67，所以錢該往甲挪。",
            ),
        ),
        Option(
            key="squares",
            text=Text("200 and 800", "200 和 800"),
            why=Text(
                "400 to 1,600, that is 1 to 4; the next dollar brings 0.71 in both. A gets twice what it had, and B "
                "most of it all the same.",
                "400 比 1,600，就是 1 比 4，下一塊錢兩邊都帶來 0.71。甲拿到的是原來的兩倍，但大部分還是給乙。",
            ),
        ),
    ),
    right="squares",
)

_TWO_POINTS = ChoiceTask(
    id="9.4.two-points",
    title=Text("Two campaigns, one curve", "兩檔活動，一條曲線"),
    minutes=1,
    prompt=Text(
        "A tier had two campaigns: 100 added 300, 400 added 600. “*a* is 30 both times,” says the agency, “so both "
        "points lie exactly on the curve, and 1,600 will add 1,200.” What do you answer?",
        "有一級辦過兩檔活動：花 100 多帶來 300，花 400 多帶來 600。廣告公司說：「兩次的 *a* 都是 30，"
        "兩個點剛好都在線上，所以花 1,600 會多帶來 1,200。」你怎麼回？",
    ),
    options=(
        Option(
            key="proved",
            text=Text("Right: two points, so the curve is measured", "沒錯，有兩個點，曲線就是量出來的"),
            why=Text(
                "The line 200 + spend goes through both as well, and says 1,800. Two points fit many curves.",
                "200 ＋ 花費這條直線也通過這兩點，算出來卻是 1,800。通過兩點的線很多。",
            ),
        ),
        Option(
            key="cautious",
            text=Text("Say 1,000: take a sixth off, to be careful", "保守一點，打個折，算 1,000 就好"),
            why=Text(
                "Off which number? The line 200 + spend goes through both points, too, and says 1,800. Nobody knows to "
                "which side the curve is wrong.",
                "從哪個數字打折？200 ＋ 花費這條直線也通過這兩點，算出來是 1,800。曲線往哪一邊錯，沒有人知道。",
            ),
        ),
        Option(
            key="assumed",
            text=Text("Not known yet: try 800, some left out by lot", "還不知道，先試 800，留對照組"),
            why=Text(
                "Far beyond what was ever spent, the curve alone speaks. A trial between gives a point that can refute "
                "it.",
                "花到從沒花過的金額，就只剩曲線在說話。先試中間，多一個點，才有機會發現曲線錯了。",
            ),
        ),
    ),
    right="assumed",
)

_ANYWAY = ChoiceTask(
    id="9.4.anyway",
    title=Text("They would have come", "本來就會來"),
    minutes=1,
    prompt=Text(
        "A plan counts *all* orders after the campaigns as added. In truth 80% of Gold's would have come anyway, and "
        "20% of Bronze's. What does that do to the **split**?",
        "有份計畫把活動之後的訂單**全部**算成多帶來的。其實金級有 80% 本來就會來，銅級有 20%。**分法**會怎麼樣？",
    ),
    options=(
        Option(
            key="nothing",
            text=Text("Nothing: too much is counted everywhere", "不會變，每一級都多算了"),
            why=Text(
                "If all strengths were too high by the same factor, yes. But Gold's is five times too high, Bronze's "
                "only 1.25 times.",
                "如果每一級都多算一樣的倍數，分法才不會變。可是金級的強度多算成五倍，銅級只有 1.25 倍。",
            ),
        ),
        Option(
            key="gold",
            text=Text("Gold gets too much, Bronze too little", "金級分太多，銅級分太少"),
            why=Text(
                "Gold's strength is five times too high, Bronze's 1.25 times; squared, that is 25 against 1.6. Gold is "
                "paid for orders that needed no letter.",
                "金級的強度多算成五倍，銅級 1.25 倍；平方之後是 25 比 1.6。錢就花在金級本來就有的訂單上。",
            ),
        ),
        Option(
            key="all",
            text=Text("Every tier gets too much", "每一級都分太多"),
            why=Text(
                "There is one budget: what one tier gets too much, another lacks.",
                "預算只有一筆，這一級分太多，就有另一級不夠。",
            ),
        ),
        Option(
            key="bronze",
            text=Text("Bronze gets too much, Gold too little", "銅級分太多，金級分太少"),
            why=Text(
                "Few of Bronze's orders come by themselves, so nearly all that is counted there was added. It is Gold "
                "that is overrated.",
                "銅級自己會來的少，算進來的幾乎都是真的多帶來。高估的是金級。",
            ),
        ),
    ),
    right="gold",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_SPRING = TextTask(
    id="9.4.spring",
    title=Text("Three sentences to the owner", "寫給老闆的三句話"),
    minutes=3,
    prompt=Text(
        "First: which rule you would sign, if any, what it costs and what it buys that the table does not show. "
        "Second: which you would not, and why. Third: what all this rests on, and how you would be careful.",
        "第一句：哪一條規定你會簽（也可以都不簽），代價多少，換到什麼表上看不到的東西。第二句：哪一條不簽，為什麼。"
        "第三句：這些數字靠的是什麼，你打算怎麼小心。",
    ),
    model=Text(
        "Hold yours against the list, then read the answer below the box.",
        "先用這張清單檢查自己寫的，再看下面的寫法。",
    ),
    rubric=(
        Criterion(
            Text(
                "Names the price of a rule in money, and beside it what the table does not count.",
                "說出一條規定的代價是多少錢，也說出表上沒算到的好處。",
            )
        ),
        Criterion(
            Text(
                "Does not take the best split for the truth: one point a tier, an assumed curve, one share for all.",
                "沒有把最佳分法當成真理：每級一個點、假設的曲線、四級共用一個比例。",
            )
        ),
        Criterion(
            Text(
                "Goes a step that can be checked: part of the way, with some left out by lot in each tier.",
                "走的是驗證得了的一步：先挪一部分，每一級抽籤留對照組。",
            )
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_NEXT,
    _BACK_CONTROL,
    _GUESS,
    _BEST,
    _FLAT,
    _ALL_IN,
    _PRICE,
    _THOUSAND,
    _TWO_POINTS,
    _ANYWAY,
    _SPRING,
)
