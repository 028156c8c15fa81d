"""The questions and checks inside lesson 9.5, "High-end events and value-added service"."""

from __future__ import annotations

from collections.abc import Callable

from customer_value.ledger import Ledger
from customer_value.lessons.event_stories import Evening, pick_evening
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, Criterion, GuessTask, Mistake, Option, Task, TextTask, ValueTask

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _evening(
    multiplied: Callable[[Evening], float], cost: Callable[[Evening], float] = lambda one: one.booked + one.hours
) -> Callable[[Ledger], float]:
    """The result of the evening, with the base rate taken of so many people, and so much cost."""

    def of(ledger: Ledger) -> float:
        one = pick_evening(ledger)
        extra = float(one.invited["bought"].sum()) - multiplied(one) * float(one.held_out["bought"].mean())
        return extra * one.order_value * one.margin - cost(one)

    return of


def _invited(one: Evening) -> float:
    return float(len(one.invited))


def _friend(column: str, how: str = "mean", least: int = 0, thanks: float = 1.0) -> Callable[[Ledger], float]:
    """What a friend is worth: a column of those with so many orders, and so many thank-yous taken off."""

    def of(ledger: Ledger) -> float:
        one = pick_evening(ledger)
        counted = one.friends.loc[one.friends["orders"] >= least, column]
        if len(one.friends) == 0:
            return float("nan")
        return float(counted.agg(how)) - thanks * one.thanks

    return of


def _agency(ledger: Ledger) -> float:
    one = pick_evening(ledger)
    return 5 * float(one.friends.loc[one.friends["orders"] >= 2, "margin"].mean()) - one.thanks


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_LOT = ChoiceTask(
    id="9.5.back-lot",
    title=Text("Who shows what it changed?", "跟誰比？"),
    lesson="3.3",
    minutes=1,
    prompt=Text(
        "100 customers were sent a letter, 50 from the same list were not, by lot. 60 of the 100 opened it. Which two "
        "groups show what the letter changed?",
        "同一份名單，100 位收到信，50 位抽籤不寄。100 位裡，60 位打開了。要知道信改變了什麼，哪兩群相比？",
    ),
    options=(
        Option(
            key="opened",
            text=Text("The 60 who opened it and the 40 who did not", "打開的 60 位，和沒打開的 40 位"),
            why=Text(
                "These groups chose themselves: who opens a letter likes us more, letter or not.",
                "這兩群是自己選的：會打開的人，有沒有信都比較喜歡我們。",
            ),
        ),
        Option(
            key="lot",
            text=Text("The 100 and the 50", "100 位，和 50 位"),
            why=Text(
                "Only the lot makes two groups alike. Today the letter is an invitation, and who comes is who opened.",
                "只有抽籤能讓兩群條件相同。今天的信是邀請函，「有來的人」就像「打開的人」。",
            ),
        ),
        Option(
            key="half",
            text=Text("The 60 and the 50", "60 位，和 50 位"),
            why=Text(
                "Among the 50 there are also those who would not have opened it. On one side they are sorted out, on "
                "the other not.",
                "50 位裡也有不會打開的人。一邊挑掉了，另一邊沒有挑。",
            ),
        ),
    ),
    right="lot",
)

_BACK_SOCIAL = ChoiceTask(
    id="9.5.back-social",
    title=Text("One order, two values", "一筆訂單，兩種價值"),
    lesson="7.6",
    minutes=1,
    prompt=Text(
        "Ann brought Bea, and Bea spent 3,000. The 3,000 are Ann's social value and Bea's present value. What did the "
        "company take?",
        "阿安介紹了小貝，小貝花了 3,000。這 3,000 是阿安的社會價值，也是小貝的現在價值。公司收了多少？",
    ),
    options=(
        Option(
            key="both",
            text=Text("6,000: both values count", "6,000，兩種價值都算"),
            why=Text(
                "The till rang once. These are two ways of looking at the same order.",
                "收銀機只響了一次。這是同一筆訂單的兩種看法。",
            ),
        ),
        Option(
            key="once",
            text=Text("3,000: one order, looked at twice", "3,000，同一筆訂單看兩次"),
            why=Text(
                "Values of different kinds are never added. In an event's account each order stands on one line only.",
                "不同的價值不能相加。活動的損益表裡，一筆訂單只能出現在一列。",
            ),
        ),
        Option(
            key="ann",
            text=Text("Nothing from Bea: the money is Ann's doing", "小貝的不算，功勞是阿安的"),
            why=Text(
                "Bea paid, and the money is there. Whose doing it is, is another question.",
                "錢是小貝付的，確實收到了。功勞算誰的，是另一個問題。",
            ),
        ),
    ),
    right="once",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_GUESS = GuessTask(
    id="9.5.held-out",
    title=Text("Those without an invitation", "沒有受邀的人"),
    minutes=1,
    prompt=Text(
        "Of a hundred people on the list who got no invitation: how many bought in the same days?",
        "名單上沒有受邀的人，一百位裡有幾位在同一段時間買了？",
    ),
    unit=Text("of a hundred", "位（每一百位）"),
    low=0,
    high=100,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_RESULT = ValueTask(
    id="9.5.evening",
    title=Text("What the evening earned by itself", "活動本身的損益"),
    name="evening_profit",
    prompt=Text(
        "`evening_profit`: what the buyers left whom the evening added, less all that it cost. Friends come later.",
        "`evening_profit`：活動多帶來的買家留下的毛利，減掉全部成本。朋友等一下再算。",
    ),
    answer=_evening(_invited),
    returns=Number(unit="money"),
    mistakes=(
        Mistake(
            key="came",
            wrong=_evening(lambda one: float(one.invited["came"].sum())),
            message=Text(
                "You multiplied the base by those who came; the buyers are counted among all the invited. Both have "
                "to be the same people.",
                "基準只乘了有來的人，買家卻是從所有受邀的人裡數的。兩邊要是同一群人。",
            ),
        ),
        Mistake(
            key="held-out",
            wrong=_evening(lambda one: float(len(one.held_out))),
            message=Text(
                "That takes off how many of the *held-out* bought. Asked for is how many it would be among as many "
                "people as were invited.",
                "這樣扣掉的是**對照組**買的人數。要扣的是：如果對照組跟受邀的一樣多人，會有幾位買。",
            ),
        ),
        Mistake(
            key="everybody",
            wrong=_evening(lambda one: float(len(one.guests))),
            message=Text(
                "You multiplied the base by the whole list. The buyers in front of the minus are those of which group?",
                "基準乘了整份名單。減號前面數的買家，是哪一組的？",
            ),
        ),
        Mistake(
            key="no-base",
            wrong=_evening(lambda one: 0.0),
            message=Text(
                "Every buyer is credited to the evening. How many of the invited would have bought without it?",
                "每一位買家都算成活動的功勞。受邀的人裡，沒有活動也會買的有幾位？",
            ),
        ),
        Mistake(
            key="of-buyers",
            wrong=_evening(lambda one: float(one.invited["bought"].sum())),
            message=Text(
                "You multiplied the base by the buyers. It is a share of *people*, buyers or not: how many of those "
                "are there?",
                "基準乘了買的人。它是**人**的比率，不管買不買：該乘多少人？",
            ),
        ),
        Mistake(
            key="bills-only",
            wrong=_evening(_invited, lambda one: one.booked),
            message=Text(
                "The bills are paid, but nobody has paid for the evening's work. What did the accountant ask?",
                "報價單付了，當晚工作的人還沒付。會計一開始問了什麼？",
            ),
        ),
        Mistake(
            key="hours-only",
            wrong=_evening(_invited, lambda one: one.hours),
            message=Text(
                "Only the hours are taken off. What else was there to pay?",
                "只扣了工時。還有什麼要付？",
            ),
        ),
        Mistake(
            key="no-cost",
            wrong=_evening(_invited, lambda one: 0.0),
            message=Text(
                "Nothing is taken off for what the evening cost.",
                "活動花的錢還沒扣。",
            ),
        ),
        Mistake(
            key="wrong-sign",
            wrong=_evening(_invited, lambda one: one.booked - one.hours),
            message=Text(
                "The hours are added where they should be taken off. Look at the sign between the two costs.",
                "工時變成加上去的。看看兩項成本中間的符號。",
            ),
        ),
    ),
    hints=(
        Text(
            "The first blank is a number of people: all of whom the buyers before the minus are counted. `len(…)` "
            "counts rows.",
            "第一個空格是人數：減號前面那些買家，是從哪些人裡數的？`len(…)` 會數列數。",
        ),
        Text(
            "The second blank is the worked example's `cost`: the quotes and the hours together.",
            "第二個空格就是示範裡的 `cost`：報價單和工時加起來。",
        ),
    ),
    solution="""
# 1 The two groups of the lot, and the share that bought without an invitation  # lang-en
# 1 抽籤分開的兩組，和沒受邀也買的比率  # lang-zh-Hant
invited = people[people["group"] == "treated"]
held_out = people[people["group"] == "held_out"]
base_after = held_out["bought"].mean()

# 2 Buyers beyond those who would have bought anyway  # lang-en
# 2 扣掉本來就會買的，多出幾位  # lang-zh-Hant
extra_after = invited["bought"].sum() - len(invited) * base_after

# 3 What they leave, less all that the evening cost  # lang-en
# 3 他們留下的毛利，減掉全部成本  # lang-zh-Hant
evening_profit = extra_after * order_after * margin_after - (bills + hours)
print(round(extra_after, 1), round(evening_profit))
""",
)

_FRIEND = ValueTask(
    id="9.5.friend",
    title=Text("What a friend is worth", "一位朋友值多少"),
    name="friend_worth",
    prompt=Text(
        "`friend_worth`: the mean margin of everybody in `friends`, less the thank-you.",
        "`friend_worth`：`friends` 裡每一位平均的毛利，減掉謝禮。",
    ),
    answer=_friend("margin"),
    returns=Number(unit="money"),
    mistakes=(
        Mistake(
            key="revenue",
            wrong=_friend("revenue"),
            message=Text(
                "That is what they paid. The goods have to be paid out of it first.",
                "這是他們付的錢。裡面還有貨款要付。",
            ),
        ),
        Mistake(
            key="came-again",
            wrong=_friend("margin", least=2),
            message=Text(
                "Only those who bought again are in there. Whoever brings a friend does not know which kind it will "
                "be.",
                "這裡只有買過兩次以上的人。介紹朋友的時候，誰也不知道會是哪一種。",
            ),
        ),
        Mistake(
            key="five-years",
            wrong=_agency,
            message=Text(
                "That is the agency's sum: only those who bought again, and five years of them. Take what all of "
                "them have really left.",
                "這是廣告公司的算法：只看再買的人，還乘上五年。請用每一位真的留下來的。",
            ),
        ),
        Mistake(
            key="sum",
            wrong=_friend("margin", how="sum"),
            message=Text(
                "That is what all of them left together. Asked for is one.",
                "這是全部朋友加起來的。問的是一位。",
            ),
        ),
        Mistake(
            key="median",
            wrong=_friend("margin", how="median"),
            message=Text(
                "That is the friend in the middle. What is multiplied by a number of friends has to be the mean: the "
                "few large ones belong to it.",
                "這是排在中間的那一位。要拿來乘人數的，得用平均：少數買很多的也算在裡面。",
            ),
        ),
        Mistake(
            key="no-thanks",
            wrong=_friend("margin", thanks=0.0),
            message=Text(
                "The thank-you is not paid yet: once for each friend.",
                "謝禮還沒付：每介紹一位付一份。",
            ),
        ),
    ),
    hints=(
        Text(
            '`friends["margin"]` is the column, `.mean()` its mean; nobody is filtered out.',
            '`friends["margin"]` 是那一欄，`.mean()` 取平均；一個人都不要挑掉。',
        ),
        Text(
            "Each friend costs one `thanks`, so it comes off the mean once.",
            "一位朋友一份 `thanks`，所以從平均扣一次。",
        ),
    ),
    solution="""
# The mean of everybody, less one thank-you  # lang-en
# 每一位的平均，減一份謝禮  # lang-zh-Hant
friend_worth = friends["margin"].mean() - thanks
print(friend_worth)
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------

_THIN = ChoiceTask(
    id="9.5.thin",
    title=Text("Where the profit goes", "利潤什麼時候不見"),
    minutes=2,
    on_page=True,
    prompt=Text(
        "Without the two friends: by how much may “Would buy anyway” be wrong before nothing is left of the profit?",
        "不算兩位朋友的話，「本來就會買的比例」最多可以估錯多少，利潤才會不見？",
    ),
    options=(
        Option(
            key="fifteen",
            text=Text("By 15 points: half buy, 35 in a hundred would anyway", "15 點：一半會買，35 位本來就會買"),
            why=Text(
                "Fifteen is what the evening is hoped to add. Most of that goes into its cost. Move the slider.",
                "十五點是希望活動多帶來的，其中大部分要拿去付成本。移動滑桿看看。",
            ),
        ),
        Option(
            key="ten",
            text=Text("By 10 points", "10 點"),
            why=Text(
                "Long before that the title speaks of a loss. Move it by one step at a time.",
                "早在那之前，標題就說賠錢了。一次動一格看看。",
            ),
        ),
        Option(
            key="thin",
            text=Text("By two and a half points: one customer of 40", "2.5 點：40 位裡差一位"),
            why=Text(
                "One customer more who would have come anyway, and nothing is left. That number nobody knows "
                "beforehand; afterwards only people held out show it.",
                "只要多一位本來就會來，就什麼都不剩。這個數字事前沒有人知道，事後也只有對照組看得出來。",
            ),
        ),
        Option(
            key="none",
            text=Text("Not at all: without the friends it is a loss already", "一點都不行：沒有朋友就已經賠了"),
            why=Text(
                "Read the title with 0 friends and 35%: there is still a small profit.",
                "朋友調成 0、比例留在 35%，看標題：還賺一點點。",
            ),
        ),
    ),
    right="thin",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_MUST = ChoiceTask(
    id="9.5.must-buy",
    title=Text("How many have to buy?", "要有幾位買？"),
    minutes=1,
    prompt=Text(
        "80 are invited; a quarter of such people buy in these weeks anyway. An order leaves 600, the evening costs "
        "9,000, hours included. How many of the 80 have to buy so that nothing is lost?",
        "邀 80 位，這樣的人有四分之一本來就會在這幾週買。一筆訂單留下毛利 600，活動花 9,000（含工時）。"
        "80 位裡要有幾位買，才不會賠？",
    ),
    options=(
        Option(
            key="fifteen",
            text=Text("15", "15"),
            why=Text(
                "9,000 ÷ 600 = 15 have to come *on top* of the 20 who buy anyway. With 15 buyers it would be worse "
                "than without an evening.",
                "9,000 ÷ 600 = 15 是要**多出來**的。20 位本來就會買，只有 15 位買的話，比不辦還差。",
            ),
        ),
        Option(
            key="nineteen",
            text=Text("19", "19"),
            why=Text(
                "That is 15 and a quarter of 15. The base is a quarter of those *invited*.",
                "這是 15 再加 15 的四分之一。基準是**受邀人數**的四分之一。",
            ),
        ),
        Option(
            key="twenty",
            text=Text("20", "20"),
            why=Text(
                "20 would have bought without any evening. It has to be paid for by more than these.",
                "20 位是不辦也會買的。成本要靠多出來的人付。",
            ),
        ),
        Option(
            key="right",
            text=Text("35", "35"),
            why=Text(
                "20 anyway and 15 on top: 44 in a hundred instead of 25. Is that likely? That is the question before "
                "signing.",
                "20 位本來就會買，再加 15 位：從每一百位 25 位變成 44 位。有可能嗎？簽約前要問的就是這一句。",
            ),
        ),
    ),
    right="right",
)

_TWICE = ChoiceTask(
    id="9.5.twice",
    title=Text("The friend at the table", "同桌的朋友"),
    minutes=1,
    prompt=Text(
        "A guest brings a friend who has never bought here. The friend orders that same evening, margin 700. In the "
        "account a friend's worth is 2,000, their first orders included. Where do the 700 go?",
        "一位賓客帶了從沒買過的朋友來，朋友當晚就下單，毛利 700。損益表裡一位朋友的價值是 2,000，"
        "已經包含最初的訂單。這 700 算在哪裡？",
    ),
    options=(
        Option(
            key="buyers",
            text=Text("With the extra buyers, and 2,000 for the friend", "算多出來的買家，朋友再算 2,000"),
            why=Text(
                "Then the 700 stand there twice. The 2,000 are made of such first orders.",
                "這樣 700 算了兩次。2,000 就是由這樣的第一筆訂單組成的。",
            ),
        ),
        Option(
            key="worth",
            text=Text("Nowhere else: they are in the 2,000", "不用再算，已經在 2,000 裡"),
            why=Text(
                "The extra buyers are counted among the invited. The friend was not on the list, and stands in the "
                "other line, once.",
                "多出來的買家只從受邀的人裡數。朋友不在名單上，只在另一列出現一次。",
            ),
        ),
        Option(
            key="base",
            text=Text("With the buyers, since the base takes care of it", "算買家，反正會扣掉基準"),
            why=Text(
                "The base is that of people on the list. Nobody among the held-out stands for a friend.",
                "基準是名單上的人的比率。對照組裡沒有人代表這位朋友。",
            ),
        ),
        Option(
            key="revenue",
            text=Text("In the evening's takings, beside the account", "算進當晚的業績，另外列"),
            why=Text(
                "Takings of an evening are no result: goods, cost and those who come anyway are in them.",
                "當晚的業績不是結果：貨款、成本、本來就會來的人都還在裡面。",
            ),
        ),
    ),
    right="worth",
)

_STICKY = ChoiceTask(
    id="9.5.sticky",
    title=Text("Service or voucher?", "服務，還是折價券？"),
    minutes=1,
    prompt=Text(
        "By lot a third of a list got a repair service, a third a voucher of the same cost, a third nothing. The "
        "voucher ran out in March. What shows that the service makes customers stay and the voucher does not?",
        "一份名單抽籤分三組：一組給維修服務，一組給同樣成本的折價券，一組什麼都沒有。折價券三月到期。要看什麼，才知道服務留得住人、折價券留不住？",
    ),
    options=(
        Option(
            key="redeemed",
            text=Text("More vouchers were redeemed than repairs asked for", "折價券用掉的，比來維修的多"),
            why=Text(
                "That says who took what was free. Whether they stay is seen when it is over.",
                "這只說明免費的東西誰拿了。留不留得住，要結束以後才看得出來。",
            ),
        ),
        Option(
            key="march",
            text=Text("The shares that bought until March, of the three groups", "三月以前，三組買的比率"),
            why=Text(
                "Until March the voucher still pulls. A sale brought forward looks like loyalty then.",
                "三月以前，折價券還有效，提早買看起來就像忠誠。",
            ),
        ),
        Option(
            key="used",
            text=Text("Those who used the service against those who did not", "用過服務的，跟沒用過的比"),
            why=Text(
                "Who brings something to be repaired uses it, and us, more than others. They chose themselves.",
                "會拿東西來修的，本來就比較常用我們的東西。他們是自己選的。",
            ),
        ),
        Option(
            key="after",
            text=Text(
                "The shares that bought at full price from April, of the three groups", "四月以後，三組用原價買的比率"
            ),
            why=Text(
                "Everybody of each group, after the offer, at full price, beside those who had nothing. Interval and "
                "friends can be looked at in the same way.",
                "每組每個人都算，優惠結束以後，原價，還有什麼都沒給的那組可以比。間隔、介紹的朋友也用同樣的方式看。",
            ),
        ),
    ),
    right="after",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_SPRING = TextTask(
    id="9.5.spring",
    title=Text("Three sentences for spring", "春天這一場，寫三句話"),
    minutes=3,
    prompt=Text(
        "First: repeat, change or drop, with the number that speaks for it and its interval. Second: if there is an "
        "evening, who is on the list, who is held out, and what it may cost at most. Third: what the numbers leave "
        "open, and what you will look at in half a year.",
        "第一句：再辦、改了再辦，還是不辦？用哪個數字說話，區間多寬？第二句：要辦的話，名單上有誰、誰當對照組、最多花多少？"
        "第三句：數字沒說的是什麼，半年後你要看什麼？",
    ),
    model=Text(
        "Hold yours against the list, then read the answer below the box.",
        "先用這張清單檢查自己寫的，再看下面的寫法。",
    ),
    rubric=(
        Criterion(
            Text(
                "Speaks of what the evening added (invited less held-out, all costs), with its interval.",
                "講的是活動多帶來的（受邀減對照組、扣全部成本），也講了區間。",
            )
        ),
        Criterion(
            Text(
                "Does not read an interval with zero inside as proof, neither for it nor against it.",
                "區間裡有 0，沒有說成證明有效，也沒有說成證明沒效。",
            )
        ),
        Criterion(
            Text(
                "Chooses guests by circles too, and keeps people held out.",
                "賓客也看圈子，而且留了對照組。",
            )
        ),
        Criterion(
            Text(
                "Names what would show that they stay, measured later and at full price.",
                "說得出之後、在原價下，要看什麼才知道人有沒有留下來。",
            )
        ),
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_LOT,
    _BACK_SOCIAL,
    _THIN,
    _GUESS,
    _RESULT,
    _FRIEND,
    _MUST,
    _TWICE,
    _STICKY,
    _SPRING,
)
