"""The questions and checks inside lesson 4.1, "New media"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value import media_funnel
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.messages import Text
from tutor.shape import Column
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

Rates = Callable[[Ledger], pd.Series]
"""A rate for each medium, or for each kind of ownership; rightly or wrongly."""

PER = 10_000
"""Customers are counted for so many people reached."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _year(ledger: Ledger) -> pd.DataFrame:
    """The media's days of the last year."""
    days = ledger.table("media_daily")
    start = ledger.snapshot - pd.DateOffset(years=1)
    return days[(days["date"] > start) & (days["date"] <= ledger.snapshot)]


def _sums(days: pd.DataFrame) -> pd.DataFrame:
    return days.groupby("medium")[["reach", "engagements", "clicks", "leads"]].sum()


def _step(to: str, of: str, days: Callable[[Ledger], pd.DataFrame] = _year) -> Rates:
    """The share of one column in another for each medium; empty where the base is 0."""

    def rates(ledger: Ledger) -> pd.Series:
        sums = _sums(days(ledger))
        return sums[to] / sums[of].where(sums[of] > 0)

    return rates


def _all_days(ledger: Ledger) -> pd.DataFrame:
    return ledger.table("media_daily")


def _mean_of_days(ledger: Ledger) -> pd.Series:
    days = _year(ledger)
    return (days["clicks"] / days["reach"]).groupby(days["medium"]).mean()


@once_per_ledger
def _funnel(ledger: Ledger) -> pd.DataFrame:
    """The media's way from reach to customers in the last year."""
    first = _year(ledger)["date"].min()
    return media_funnel(ledger.table("media_daily"), ledger.table("leads"), first, ledger.snapshot)


def _by_ownership(to: str, of: str, times: float = PER) -> Rates:
    """One column for so many of another, over all media of the same ownership; empty where the base is 0."""

    def rates(ledger: Ledger) -> pd.Series:
        sums = _funnel(ledger).groupby("ownership")[[to, of]].sum()
        return times * sums[to] / sums[of].where(sums[of] > 0)

    return rates


def _mean_of_media(ledger: Ledger) -> pd.Series:
    funnel = _funnel(ledger)
    return (PER * funnel["customers"] / funnel["reach"]).groupby(funnel["ownership"]).mean()


def _sum_of_media(ledger: Ledger) -> pd.Series:
    funnel = _funnel(ledger)
    return (PER * funnel["customers"] / funnel["reach"]).groupby(funnel["ownership"]).sum()


def _of_all_reach(ledger: Ledger) -> pd.Series:
    funnel = _funnel(ledger)
    return PER * funnel.groupby("ownership")["customers"].sum() / funnel["reach"].sum()


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_SECOND = ChoiceTask(
    id="4.1.back-second",
    title=Text("Half of whom?", "誰的一半？"),
    lesson="3.4",
    minutes=1,
    prompt=Text(
        "Of a hundred first-time customers, thirty have bought again so far. Half of these thirty did so within 40 "
        "days. A colleague reports: “Half of our new customers are back after 40 days.” What is wrong?",
        "一百位首購客戶，到目前有三十位買了第二次，這三十位有一半在 40 天內回來。同事報告：「我們的新客有一半 40 "
        "天內就會回來。」哪裡不對？",
    ),
    options=(
        Option(
            key="unit",
            text=Text("It should be the mean of the days, not a half", "應該報平均幾天，不該說一半"),
            why=Text(
                "A mean of the thirty would have the same fault: it leaves out whoever is not back.",
                "就算換成平均數，算的還是那三十位，沒回來的人一樣不在裡面。",
            ),
        ),
        Option(
            key="base",
            text=Text("The seventy who are not back are missing", "少了還沒回來的七十位"),
            why=Text(
                "It is half of those who came. Of all hundred, 15 were back after 40 days. Always ask: of whom?",
                "那是「回來的人」的一半。一百位裡，40 天內回來的只有 15 位。看到任何比率，先問：分母是誰？",
            ),
        ),
        Option(
            key="late",
            text=Text("Nothing: the seventy will come later", "沒有不對，那七十位晚點會來"),
            why=Text(
                "Some may, most will not. Nobody knows yet, and a report may not decide it for them.",
                "有些人會，多數人不會。現在沒有人知道，報告不能替他們決定。",
            ),
        ),
    ),
    right="base",
)

_BACK_OPEN = ChoiceTask(
    id="4.1.back-open",
    title=Text("Leads that are still open", "還沒有結果的名單"),
    lesson="3.2",
    minutes=1,
    prompt=Text(
        "Fifty people asked last quarter. Twelve bought, 28 said no, ten are still thinking. What is the conversion "
        "rate?",
        "上一季有五十筆名單：12 筆成交、28 筆沒成交、10 筆還在考慮。轉換率是多少？",
    ),
    options=(
        Option(
            key="all",
            text=Text("12 of 50: 24%", "12 ÷ 50，24%"),
            why=Text(
                "That counts the ten who are still thinking as a no. They have not had their chance yet.",
                "這等於把還在考慮的十筆當成沒成交，可是他們還沒有機會決定。",
            ),
        ),
        Option(
            key="settled",
            text=Text("12 of 40: 30%", "12 ÷ 40，30%"),
            why=Text(
                "Only the settled ones stand below the line: 12 and 28.",
                "分母只放已經有結果的：12 加 28。",
            ),
        ),
        Option(
            key="lost",
            text=Text("12 against 28: 43%", "12 ÷ 28，43%"),
            why=Text(
                "That sets the buyers against those who said no. A rate is a part of a whole, so the twelve belong "
                "below the line too.",
                "這是拿成交的去比沒成交的。比率是部分除以全體，分母也要包含那 12 筆。",
            ),
        ),
    ),
    right="settled",
)

_BACK_MIDDLE = ChoiceTask(
    id="4.1.back-middle",
    title=Text("The usual order", "一般的一筆訂單"),
    lesson="1.5",
    minutes=1,
    prompt=Text(
        "Five orders: 300, 350, 400, 450 and 8,500. Somebody asks what people usually spend. Which number do you give?",
        "五筆訂單：300、350、400、450、8,500 元。有人問：「一般人一次花多少？」你報哪個數字？",
    ),
    options=(
        Option(
            key="mean",
            text=Text("2,000, the mean", "2,000 元，平均數"),
            why=Text(
                "No order is anywhere near 2,000. One large order has pulled the mean up; good for a total, not for "
                "“usually”.",
                "沒有一筆訂單接近 2,000 元。一筆大單就把平均數拉上去了；算總額可以，說「一般」不行。",
            ),
        ),
        Option(
            key="median",
            text=Text("400, the median", "400 元，中位數"),
            why=Text(
                "Half spend less, half more; the large order counts once, however large it is.",
                "一半的人花得比較少，一半比較多；那筆大單再大，也只算一筆。",
            ),
        ),
        Option(
            key="largest",
            text=Text("8,500, the largest", "8,500 元，最大的一筆"),
            why=Text(
                "That is the exception. It matters for the till, but says nothing about the other four.",
                "那是例外。對營收很重要，但說明不了另外四筆。",
            ),
        ),
    ),
    right="median",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_OF_TEN_THOUSAND = GuessTask(
    id="4.1.of-ten-thousand",
    title=Text("Of ten thousand", "一萬人裡有幾位"),
    minutes=1,
    prompt=Text(
        "Take all media together. For every 10,000 people reached in the last year, how many became customers?",
        "把所有媒體合起來看。最近一年每觸及一萬人次，你猜有幾位最後成了顧客？",
    ),
    unit=Text("customers", "位"),
    low=0,
    high=10_000,
    start=0,
)

_WHERE_LARGE = ChoiceTask(
    id="4.1.where-large",
    title=Text("The loudest medium", "聲量最大的媒體"),
    minutes=1,
    prompt=Text(
        "Rank all media by customers per 10,000 people reached. Where does the one with the largest reach stand?",
        "把媒體照「每觸及一萬人次帶來幾位顧客」排名，觸及最大的那個媒體會排在哪裡？",
    ),
    options=(
        Option(key="first", text=Text("First", "第一名"), why=Text("", "")),
        Option(key="between", text=Text("In between", "中間"), why=Text("", "")),
        Option(key="last", text=Text("Last", "最後一名"), why=Text("", "")),
    ),
)

# --- Reach is no headcount ---------------------------------------------------------------------------------------

_THREE_DAYS = ChoiceTask(
    id="4.1.three-days",
    title=Text("Three days' reach", "三天的觸及"),
    minutes=1,
    prompt=Text(
        "A page reached 400 people on Monday, 300 on Tuesday and 500 on Wednesday. How many different people were "
        "reached in the three days?",
        "有個專頁，星期一觸及 400 人，星期二 300 人，星期三 500 人。這三天一共觸及多少個不同的人？",
    ),
    options=(
        Option(
            key="sum",
            text=Text("1,200: the three days added up", "1,200 人，三天加起來"),
            why=Text(
                "Only if nobody came back. Whoever saw it on all three days stands in each of the three numbers.",
                "除非沒有人重複看到。三天都看到的人，三個數字裡都有他。",
            ),
        ),
        Option(
            key="largest",
            text=Text("500: the best of the three days", "500 人，最多的那一天"),
            why=Text(
                "Only if Monday's and Tuesday's people were all there again on Wednesday. At least 500 it is.",
                "除非星期一、二看到的人，星期三全都又看到。500 人是「至少」。",
            ),
        ),
        Option(
            key="mean",
            text=Text("400: the mean of the three days", "400 人，三天的平均"),
            why=Text(
                "That is the mean of the days: what a day reaches, not how many people it was in all. On Wednesday "
                "alone there were 500.",
                "這是一天平均觸及的人數，不是總共有幾個人。光是星期三就有 500 人了。",
            ),
        ),
        Option(
            key="between",
            text=Text("From 500 to 1,200", "500 到 1,200 人之間"),
            why=Text(
                "At least as many as on the best day, at most the sum. More cannot be known from daily numbers.",
                "至少是最多的那一天，最多是三天加起來。只有每天的數字，能知道的就到這裡。",
            ),
        ),
    ),
    right="between",
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_CLICK_RATE = ValueTask(
    id="4.1.click-rate",
    title=Text("The click rate of each medium", "各媒體的點閱率"),
    name="click_rate",
    prompt=Text(
        "`click_rate`: for each medium, the year's clicks divided by the year's reach.",
        "`click_rate`：每個媒體一整年的點擊，除以一整年的觸及。",
    ),
    answer=_step("clicks", "reach"),
    returns=Column(name="click_rate", key="medium", unit="share"),
    mistakes=(
        Mistake(
            key="engagements",
            wrong=_step("engagements", "reach"),
            message=Text(
                "These are likes, comments and shares for each person reached. Which column holds the clicks?",
                "這是按讚、留言、分享除以觸及。點擊在哪一欄？",
            ),
        ),
        Mistake(
            key="mean-of-days",
            wrong=_mean_of_days,
            message=Text(
                "This is the mean of the days' rates: a day that reached ten people weighs as much as one that "
                "reached a thousand. First add, then divide.",
                "這是把每天的比率拿來平均：只觸及十個人的一天，和觸及一千人的一天一樣重。請先加總，再相除。",
            ),
        ),
        Mistake(
            key="every-year",
            wrong=_step("clicks", "reach", _all_days),
            message=Text(
                "Days before the last year and after the snapshot are in here. Begin with `year`, not with `days`.",
                "一年以前和快照日以後的日子也算進來了。請從 `year` 開始，不要用 `days`。",
            ),
        ),
    ),
    hints=(
        Text("Run the cell above from the top.", "把上面那格從頭執行一次。"),
        Text(
            'The second step is `media["clicks"] / media["reach"]`.',
            '第二步是 `media["clicks"] / media["reach"]`。',
        ),
    ),
    solution="""
media = year.groupby("medium")[["reach", "engagements", "clicks", "leads"]].sum()
click_rate = media["clicks"] / media["reach"]
""",
)

_LEAD_RATE = ValueTask(
    id="4.1.lead-rate",
    title=Text("From clicks to leads", "從點擊到名單"),
    name="lead_rate",
    prompt=Text(
        "`lead_rate`: for each medium, the share of those who clicked that became a lead.",
        "`lead_rate`：每個媒體點進來的人，有多少比例成了名單。",
    ),
    answer=_step("leads", "clicks"),
    returns=Column(name="lead_rate", key="medium", unit="share"),
    mistakes=(
        Mistake(
            key="of-reach",
            wrong=_step("leads", "reach"),
            message=Text(
                "This is the share of everybody *reached* that became a lead, two steps at once. Which people does "
                "the last step begin with?",
                "這是「觸及」的人有多少成了名單，一次跨了兩步。這一步是從哪些人開始的？",
            ),
        ),
        Mistake(
            key="first-step",
            wrong=_step("clicks", "reach"),
            message=Text(
                "That is the first step once more: from reach to clicks. The next step begins with the clicks.",
                "這又是第一步，從觸及到點擊。下一步要從點擊開始。",
            ),
        ),
        Mistake(
            key="of-engagements",
            wrong=_step("leads", "engagements"),
            message=Text(
                "This divides by likes, comments and shares. Whoever became a lead had clicked, but need not have "
                "liked anything.",
                "這是除以按讚、留言和分享。留下資料的人點過連結，但不一定按過讚。",
            ),
        ),
    ),
    hints=(
        Text(
            "The two columns are called `clicks` and `leads`. Which of them is the whole, which a part of it?",
            "兩個欄位是 `clicks` 和 `leads`。哪一個是全體，哪一個是其中一部分？",
        ),
        Text(
            "The part stands before the slash, the whole behind it, both in quotation marks.",
            "部分放在斜線前面，全體放在後面，都要加引號。",
        ),
    ),
    solution="""
# Of those who clicked, what share became a lead?  # lang-en
# 點進來的人，有多少比例成了名單？  # lang-zh-Hant
lead_rate = media["leads"] / media["clicks"]
lead_rate.sort_values(ascending=False).round(3)
""",
)

_PER_TEN_THOUSAND = ValueTask(
    id="4.1.by-ownership",
    title=Text("Customers per 10,000 reached", "每觸及一萬人次的顧客數"),
    name="per_ten_thousand",
    minutes=3,
    prompt=Text(
        "`per_ten_thousand`: for owned, earned and paid media each, customers per 10,000 people reached, not rounded.",
        "`per_ten_thousand`：自媒體、口碑媒體、付費媒體，各自每觸及一萬人次帶來幾位顧客，不要四捨五入。",
    ),
    answer=_by_ownership("customers", "reach"),
    returns=Column(name="per_ten_thousand", key="ownership"),
    mistakes=(
        Mistake(
            key="mean-of-media",
            wrong=_mean_of_media,
            message=Text(
                "This takes each medium's number and then the mean of them: a small medium weighs as much as a large "
                "one. First add customers and reach of all media of the group, then divide.",
                "這是先算每個媒體的數字，再拿來平均：小媒體和大媒體一樣重。請先把同一類的顧客和觸及各自加總，再相除。",
            ),
        ),
        Mistake(
            key="share",
            wrong=_by_ownership("customers", "reach", 1),
            message=Text(
                "The division is right; these are customers for each *single* person reached. How many for ten "
                "thousand?",
                "除法對了，不過這是每觸及「一個人次」的顧客數。一萬人次是多少？",
            ),
        ),
        Mistake(
            key="hundred",
            wrong=_by_ownership("customers", "reach", 100),
            message=Text(
                "These are per cent: customers for each hundred reached. The question is about ten thousand.",
                "這是百分比，也就是每觸及一百人次的顧客數。題目問的是一萬人次。",
            ),
        ),
        Mistake(
            key="leads",
            wrong=_by_ownership("leads", "reach"),
            message=Text(
                "These are leads per 10,000 reached. Not everybody who asks buys: take the last column of the way.",
                "這是每觸及一萬人次的名單數。問過的人不一定會買，請取最後一步的那一欄。",
            ),
        ),
        Mistake(
            key="of-clicks",
            wrong=_by_ownership("customers", "clicks"),
            message=Text(
                "These are customers for every 10,000 who *clicked*. The whole here is everybody reached.",
                "這是每一萬次「點擊」的顧客數。這裡的全體，是所有觸及的人次。",
            ),
        ),
        Mistake(
            key="of-leads",
            wrong=_by_ownership("customers", "leads"),
            message=Text(
                "These are customers for every 10,000 *leads*, the last step only. The whole is everybody reached.",
                "這是每一萬筆「名單」的顧客數，只有最後一步。這裡的全體，是所有觸及的人次。",
            ),
        ),
        Mistake(
            key="upside-down",
            wrong=_by_ownership("reach", "customers", 1),
            message=Text(
                "This is how many people had to be reached for *one* customer. The question turns it round: how many "
                "customers for 10,000 reached?",
                "這是觸及多少人次才有「一位」顧客。題目反過來問：每觸及一萬人次有幾位顧客？",
            ),
        ),
        Mistake(
            key="sum-of-media",
            wrong=_sum_of_media,
            message=Text(
                "This adds up the media's own numbers per 10,000, and rates cannot be added. First add customers and "
                "reach of all media of the group, then divide.",
                "這是把各媒體每一萬人次的數字相加，但比率不能相加。請先把同一類的顧客和觸及各自加總，再相除。",
            ),
        ),
        Mistake(
            key="of-all-reach",
            wrong=_of_all_reach,
            message=Text(
                "You divided by the reach of all media together. Each kind is to be set against its own reach.",
                "你除以所有媒體加起來的觸及。每一類要跟自己的觸及比。",
            ),
        ),
    ),
    hints=(
        Text(
            'Make a table first: `sums = funnel.groupby("ownership")[["reach", "customers"]].sum()`.',
            '先做一張表：`sums = funnel.groupby("ownership")[["reach", "customers"]].sum()`。',
        ),
        Text(
            "Then divide its two columns, and multiply by 10000 (in Python without a comma).",
            "再把這張表的兩欄相除，乘以 10000（在 Python 裡不加逗號）。",
        ),
    ),
    solution="""
sums = funnel.groupby("ownership")[["reach", "customers"]].sum()
per_ten_thousand = 10_000 * sums["customers"] / sums["reach"]
per_ten_thousand
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_PHOTO = ChoiceTask(
    id="4.1.photo",
    title=Text("One photograph", "一張照片"),
    minutes=1,
    prompt=Text(
        "A customer likes what she bought, takes a picture and shows it to her followers. Nobody paid or asked her. "
        "A week later we pay the platform to show that same picture to 20,000 more people. What kind of medium was "
        "it, then and now?",
        "有位顧客很喜歡買到的東西，拍了照片發給她的粉絲看，沒有人付錢，也沒有人請她發。一星期後，我們付錢給平台，"
        "把同一張照片推給另外 20,000 人看。一開始是哪一種媒體？後來呢？",
    ),
    options=(
        Option(
            key="earned-earned",
            text=Text("Earned both times: it is her picture", "兩次都是口碑媒體，照片是她拍的"),
            why=Text(
                "Who took it does not decide. The second time people see it because we paid.",
                "重點不是誰拍的。第二次，大家看到是因為我們付了錢。",
            ),
        ),
        Option(
            key="earned-paid",
            text=Text("First earned, then paid", "先是口碑媒體，後來是付費媒體"),
            why=Text(
                "First others spoke of us unasked. Then we bought the space. The same picture, another bill, and "
                "readers trust it differently.",
                "一開始是別人主動談我們，後來版面是買來的。同一張照片，多了一張帳單，看的人相信的程度也不一樣。",
            ),
        ),
        Option(
            key="owned-paid",
            text=Text(
                "First owned, then paid, as it shows our goods", "先是自媒體，後來是付費媒體，因為拍的是我們的東西"
            ),
            why=Text(
                "Owned is what we run ourselves, such as a page. Her account is not ours, whatever it shows.",
                "自媒體是我們自己經營的，例如專頁。她的帳號不是我們的，不管拍了什麼。",
            ),
        ),
        Option(
            key="earned-owned",
            text=Text("First earned, then owned", "先是口碑媒體，後來是自媒體"),
            why=Text(
                "It would be owned if we showed it on our page to those who follow us. Here space was bought.",
                "放到自己的專頁給粉絲看，才是自媒體。這裡是花錢買版面。",
            ),
        ),
    ),
    right="earned-paid",
)

_LIKED = ChoiceTask(
    id="4.1.liked",
    title=Text("200 likes, 60 clicks", "200 個讚、60 次點擊"),
    minutes=1,
    prompt=Text(
        "A post reached 4,000 people. 200 engaged, 60 clicked. “So 30% of those who engaged went on to click,” says a "
        "colleague. Why is this no step of the funnel?",
        "一則貼文觸及 4,000 人，有 200 次互動、60 次點擊。同事說：「所以有互動的人，30% 接著點了連結。」"
        "為什麼這不算漏斗的一步？",
    ),
    options=(
        Option(
            key="small",
            text=Text("60 is too few for a percentage", "60 次太少，算不出百分比"),
            why=Text(
                "Few make a rate uncertain, and 4.2 is about that. But here it would be wrong with 60,000 too.",
                "次數少，比率會不準，第 4.2 課會談。可是這裡就算有 60,000 次也是錯的。",
            ),
        ),
        Option(
            key="not-held",
            text=Text("The 60 need not be among the 200", "那 60 位不一定在 200 位裡面"),
            why=Text(
                "Many click without liking, many like without clicking. A step has to hold all who take the next one: "
                "clicks are set against reach.",
                "很多人沒按讚就點了，也有很多人按了讚卻沒點。前一步要包含後一步的每個人，才能相除；點擊要拿觸及來比。",
            ),
        ),
        Option(
            key="order",
            text=Text(
                "People click first and engage afterwards, so it is 200 of 60",
                "大家都是先點再互動，所以應該是 200 ÷ 60",
            ),
            why=Text(
                "Then it would be 333%, which no step can be. The two are different things people do, in either order.",
                "那就變成 333%，沒有一步會超過 100%。這是兩件不同的事，先後不一定。",
            ),
        ),
        Option(
            key="reach",
            text=Text("It is a step, it only has to be taken of 4,000", "算是一步，只是要除以 4,000"),
            why=Text(
                "60 of 4,000 is the click rate, a step of its own. It does not make engagement a step on the way.",
                "60 ÷ 4,000 是點閱率，本身就是一步。但互動並不會因此變成路上的一站。",
            ),
        ),
    ),
    right="not-held",
)

_NOT_SHOWN = ChoiceTask(
    id="4.1.not-shown",
    title=Text("Nine in ten thousand", "一萬人裡的九位"),
    minutes=1,
    prompt=Text(
        "Suppose that of 10,000 people reached by search advertisements nine become customers, and of 10,000 reached "
        "by the page three. Which sentence may you say?",
        "假設搜尋廣告每觸及一萬人次有 9 位成為顧客，專頁每觸及一萬人次有 3 位。哪一句話可以說？",
    ),
    options=(
        Option(
            key="move",
            text=Text(
                "Moving money from the page to search makes three customers of each one",
                "把錢從專頁移到搜尋廣告，一位顧客會變三位",
            ),
            why=Text(
                "Only if the next 10,000 are as willing as the last, and reaching them costs the same. Neither is in "
                "these numbers.",
                "除非下一萬人跟這一萬人一樣想買，而且觸及他們的花費也一樣。這兩件事，數字裡都沒有。",
            ),
        ),
        Option(
            key="better",
            text=Text("Search advertisements persuade people three times as well", "搜尋廣告說服人的能力是專頁的三倍"),
            why=Text(
                "Whoever searches wants something already. Part of the nine would have come without the advertisement.",
                "會去搜尋的人，本來就想買。那 9 位裡，有些人沒看到廣告也會來。",
            ),
        ),
        Option(
            key="counted",
            text=Text(
                "Last year a larger share of those reached by search became customers",
                "去年搜尋廣告觸及的人，成為顧客的比率比較高",
            ),
            why=Text(
                "That was counted. Why it was so, and whether more money would bring more, is another question "
                "(lessons 4.4 and 9.3).",
                "這是數出來的。為什麼會這樣、多花錢會不會更多，是另外的問題（第 4.4、9.3 課）。",
            ),
        ),
        Option(
            key="useless",
            text=Text("The page is not worth looking after", "專頁不值得經營"),
            why=Text(
                "Many a customer sees the page for months and then searches. The number gives the whole customer to "
                "the medium of the lead (lesson 4.4).",
                "很多顧客看了好幾個月專頁，最後才去搜尋。這個數字把整位顧客都算給留名單的那個媒體（第 4.4 課）。",
            ),
        ),
    ),
    right="counted",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_ADVICE = TextTask(
    id="4.1.advice",
    title=Text("Where the ten hours go", "十個小時給誰"),
    minutes=3,
    prompt=Text(
        "Three sentences to the owner: which medium gets the ten hours, and with which number beside which other one; "
        "what speaks against it; what you will count in half a year to see whether it was right.",
        "寫三句話給老闆：十個小時給哪個媒體，用哪個數字、跟哪個數字比；反對的理由是什麼；半年後要數什麼，"
        "才知道選對了沒有。",
    ),
    model=Text(
        "Check yours against these questions, then run the cell below the box.\n\n"
        "- Does your number stand for a *rate* (out of how many?) or only for size?\n"
        "- Did you say how much the medium can grow, and not only how good it is?\n"
        "- Can *hours* do that: is the medium owned, paid or earned?\n"
        "- Is what you will count a step of the funnel, clicks, leads or customers, and not only likes or reach?\n\n"
        "A large medium with a low rate and a small one with a high rate can both be good answers.",
        "先拿這四個問題檢查自己寫的，再執行下面那一格。\n\n"
        "- 你的數字是**比率**（除以誰？），還是只有大小？\n"
        "- 除了它有多好，你有沒有說它還能長多大？\n"
        "- **十個小時**幫得上忙嗎？它是自媒體、付費媒體，還是口碑媒體？\n"
        "- 半年後要數的，是漏斗裡的一步（點擊、名單、顧客），還是只有讚和觸及？\n\n"
        "選一個大而比率低的，或小而比率高的，都可以是好答案。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_SECOND,
    _BACK_OPEN,
    _BACK_MIDDLE,
    _OF_TEN_THOUSAND,
    _CLICK_RATE,
    _THREE_DAYS,
    _LEAD_RATE,
    _WHERE_LARGE,
    _PER_TEN_THOUSAND,
    _PHOTO,
    _LIKED,
    _NOT_SHOWN,
    _ADVICE,
)
