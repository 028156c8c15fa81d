"""From a survey file to a net promoter score: what the number says, in which order it is made, and the function."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.brand.given import share_of
from tutor.shape import Number
from tutor.task import Arguments, Case, ChoiceTask, FunctionTask, Mistake, Option, OrderingTask

# What the number says

PLUS_TWENTY = ChoiceTask(
    id="a02.plus-twenty",
    name="slide_four",
    title=Text("What does +20 say?", "+20 說的是什麼？"),
    points=1,
    minutes=3,
    lesson="2.6",
    prompt=Text(
        en="""
The fourth slide says: *"NPS +20."* Nothing else: no numbers of promoters (9 or 10), passives (7 or 8) or detractors
(0 to 6). Which sentence is **certain** to be true of those who answered?
""",
        zh_hant="""
第四張投影片寫著：「**NPS +20。**」此外什麼都沒有：沒說推薦者（9 或 10 分）、中立者（7 或 8 分）、\
批評者（0 到 6 分）各有多少。對回答問卷的人來說，哪一句話**一定**成立？
""",
    ),
    options=(
        Option(
            key="fifth",
            text=Text(
                "20% of them would recommend us.",
                "有 20% 的人會推薦我們。",
            ),
            why=Text(
                "NPS is no percentage of people: it is a difference between two. With +20 there may be 20% promoters, "
                "or 55% of them.",
                "NPS 不是某一種人的百分比，而是兩個百分比的差。NPS 是 +20 的時候，推薦者可能占 20%，也可能占 55%。",
            ),
        ),
        Option(
            key="sixty",
            text=Text(
                "60% of them are promoters and 40% detractors.",
                "推薦者占 60%，批評者占 40%。",
            ),
            why=Text(
                "That would give +20, but only if nobody answered 7 or 8. Passives count among all who answered; the "
                "slide does not say how many there are.",
                "這樣的確是 +20，但只有在沒有人給 7 或 8 分時才成立。中立者也算在全部回答的人裡，投影片沒說有多少。",
            ),
        ),
        Option(
            key="more",
            text=Text(
                "There are 20% more promoters than detractors: for every ten detractors twelve promoters.",
                "推薦者比批評者多 20%：每十位批評者，就有十二位推薦者。",
            ),
            why=Text(
                "That compares promoters with detractors, as a ratio. NPS subtracts, and both shares are of **all** "
                "who answered: try 45 promoters and 25 detractors of 100.",
                "這是拿推薦者和批評者相除。NPS 是相減，而且兩個占比的分母都是全部回答的人：用 100 人裡 45 位推薦者、"
                "25 位批評者試試看。",
            ),
        ),
        Option(
            key="points",
            text=Text(
                "The share of promoters is 20 percentage points above that of detractors.",
                "推薦者的占比，比批評者的占比多 20 個百分點。",
            ),
            why=Text(
                "Right, and that is all it says. Whether few are angry or many are torn, the same +20 does not tell; "
                "so ask for the three shares and the number of answers.",
                "對，而且它只說了這件事。到底是很少人生氣，還是兩極分化，同一個 +20 看不出來；所以要再問三種人的占比和"
                "回答的人數。",
            ),
        ),
        Option(
            key="mean",
            text=Text(
                "On average they gave us a 6, which is 20% above the middle of the scale.",
                "他們平均給我們 6 分，比量表的中間高 20%。",
            ),
            why=Text(
                "NPS is not made from the mean answer. Who answers 6 is a detractor as much as who answers 0, and the "
                "mean does not know that.",
                "NPS 不是從平均分數算出來的。給 6 分和給 0 分的人一樣是批評者，平均分數分不出來。",
            ),
        ),
    ),
    right="points",
    hints=(
        Text(
            "Think of 100 people. Find two different mixes of promoters, passives and detractors that both give +20.",
            "想像 100 個人，找出兩種不同的組合（推薦者、中立者、批評者），NPS 都是 +20。",
        ),
        Text(
            "Which sentence is true of both mixes?",
            "哪一句話，對兩種組合都成立？",
        ),
    ),
)

# In which order it is made

STEPS = OrderingTask(
    id="a02.steps",
    name="report_steps",
    title=Text("From the file to the report", "從問卷檔到報告"),
    points=1,
    minutes=4,
    lesson="2.6",
    prompt=Text(
        en="""
The survey file has one row for every questionnaire sent, over two years. Many were never answered, some customers
answered two or three times. The owner wants **the NPS of the customers who answered in 2025, each counted once by the
latest answer of that year**, so that it may be reported. Put the steps in order.
""",
        zh_hant="""
問卷檔裡，寄出的每一份問卷一列，前後兩年。很多沒有回，有些顧客回答了兩三次。老闆要的是 **2025 年有回答的顧客的 NPS，\
每人只算一次，以當年最後一次回答為準**，而且要能放進報告。請把步驟排好。
""",
    ),
    items=(
        Option(
            key="difference",
            text=Text(
                "Take the detractors' share from the promoters' and multiply by 100.",
                "推薦者的占比減掉批評者的占比，再乘以 100。",
            ),
            why=Text(
                "Two shares have to be there before one can be taken from the other.",
                "要先有兩個占比，才能相減。",
            ),
        ),
        Option(
            key="latest",
            text=Text(
                "Of each customer keep the latest of these rows.",
                "這些列裡，每位顧客只留最後一次。",
            ),
            why=Text(
                "The latest row of all may be a questionnaire that was never answered, or one of another year. What is "
                "the latest answer can be said only when such rows are gone.",
                "整個檔案裡的最後一列，可能是沒回的問卷，也可能是別的年份。要先去掉那些列，才說得出哪一次是最後的「回答」。",
            ),
        ),
        Option(
            key="interval",
            text=Text(
                "Put the interval around the score and write the number of answers beside it.",
                "在分數兩邊加上信賴區間，旁邊註明回答人數。",
            ),
            why=Text(
                "An interval goes around a score; the score has to be there first.",
                "信賴區間是圍在分數兩邊的，要先有分數。",
            ),
        ),
        Option(
            key="sevens-out",
            text=Text(
                "Take out those who answered 7 or 8.",
                "去掉給 7 分或 8 分的人。",
            ),
            why=Text(
                "Passives belong to all who answered. Without them every score moves away from 0: this step does not "
                "belong.",
                "中立者也是回答的人。把他們去掉，每個分數都會被拉得離 0 更遠：這一步不該出現。",
            ),
        ),
        Option(
            key="shares",
            text=Text(
                "Divide promoters and detractors by all who are left.",
                "推薦者和批評者的人數，各除以留下來的總人數。",
            ),
            why=Text(
                "Before anything can be divided it has to be counted, and the base has to be final.",
                "要先數好人數，而且分母已經確定，才能除。",
            ),
        ),
        Option(
            key="blanks-zero",
            text=Text(
                "Write a 0 where the answer is missing.",
                "沒有回答的，補上 0 分。",
            ),
            why=Text(
                "Who did not answer has not said 0. This turns silence into the worst mark, and the score into a "
                "measure of how many reply: the step does not belong.",
                "沒回答的人，並沒有說 0 分。這樣做等於把沉默當成最差的評價，分數變成在量回覆率：這一步不該出現。",
            ),
        ),
        Option(
            key="count",
            text=Text(
                "Count how many customers answered 9 or 10, 7 or 8, 0 to 6.",
                "數一數：給 9 或 10 分、7 或 8 分、0 到 6 分的顧客各有幾位。",
            ),
            why=Text(
                "What is counted here is customers. As long as one customer may have several rows, the count is of "
                "answers.",
                "這裡要數的是顧客。只要同一位顧客還可能有好幾列，數到的就是問卷份數。",
            ),
        ),
        Option(
            key="keep",
            text=Text(
                "Keep the rows with an answer that came in 2025.",
                "只留下 2025 年有回答的列。",
            ),
            why=Text(
                "Everything else rests on which rows count; this comes before anything is chosen or counted.",
                "後面的每一步都取決於哪些列算數；要挑選、要計數之前，先做這一步。",
            ),
        ),
    ),
    right=(("keep", "latest", "count", "shares", "difference", "interval"),),
    hints=(
        Text(
            "Ask of each step what it needs. Which rows may be there when the latest of a customer is chosen?",
            "每一步都問：它需要什麼？挑「最後一次」的時候，表裡應該只剩哪些列？",
        ),
        Text(
            "Two steps do not belong: one throws real answers away, one invents answers. The others go from rows to "
            "customers, to counts, to shares, to the score.",
            "有兩步不該出現：一步丟掉真的回答，一步捏造回答。其他的：從列到顧客，到人數，到占比，再到分數。",
        ),
    ),
)

# The function


def nps(answers):
    # 1 those who answered  # lang-en
    # 1 只留有回答的人  # lang-zh-Hant
    given = answers.dropna()

    # 2 the shares of promoters and of detractors  # lang-en
    # 2 推薦者和批評者的占比  # lang-zh-Hant
    ### BEGIN SOLUTION
    promoters = share_of((given >= 9).sum(), len(given))
    detractors = share_of((given <= 6).sum(), len(given))
    ### END SOLUTION

    # 3 return the score in points  # lang-en
    # 3 傳回分數（-100 到 100）  # lang-zh-Hant
    ### BEGIN SOLUTION
    return 100 * (promoters - detractors)
    ### END SOLUTION


def nps_by_loop(answers):
    total = number = 0
    for answer in answers:
        if pd.isna(answer):
            continue
        number += 1
        if answer >= 9:
            total += 1
        elif answer <= 6:
            total -= 1
    return total / number * 100 if number else None


def nps_in_duckdb(answers):
    import duckdb

    shop = duckdb.connect()
    shop.register("surveys", answers.dropna().to_frame("nps"))
    return shop.execute(
        "select 100.0 * (count(*) filter (where nps >= 9) - count(*) filter (where nps <= 6)) / nullif(count(*), 0) "
        "from surveys"
    ).fetchall()[0][0]


def nps_as_mean_of_signs(answers):
    kinds = pd.cut(answers.dropna(), [-1, 6, 8, 10], labels=[-100, 0, 100])
    return kinds.astype(float).mean()


def _counts(answers):
    given = answers.dropna()
    return int((given >= 9).sum()), int((given <= 6).sum()), len(given)


def _passives_dropped(answers):
    promoters, detractors, _ = _counts(answers)
    return 100 * share_of(promoters - detractors, promoters + detractors)


def _promoters_only(answers):
    promoters, _, number = _counts(answers)
    return 100 * share_of(promoters, number)


def _as_share(answers):
    promoters, detractors, number = _counts(answers)
    return share_of(promoters - detractors, number)


def _between(answers, high, low):
    given = answers.dropna()
    return 100 * share_of(int((given >= high).sum()) - int((given <= low).sum()), len(given))


def _sevens_promote(answers):
    return _between(answers, 7, 6)


def _eights_promote(answers):
    return _between(answers, 8, 6)


def _tens_only(answers):
    return _between(answers, 10, 6)


def _six_is_passive(answers):
    return _between(answers, 9, 5)


def _seven_detracts(answers):
    return _between(answers, 9, 7)


def _passives_detract(answers):
    return _between(answers, 9, 8)


def _added(answers):
    promoters, detractors, number = _counts(answers)
    return 100 * share_of(promoters + detractors, number)


def _ratio(answers):
    promoters, detractors, _ = _counts(answers)
    return share_of(promoters, detractors)


def _blanks_in_base(answers):
    promoters, detractors, _ = _counts(answers)
    return 100 * share_of(promoters - detractors, len(answers))


def _blanks_zero(answers):
    return nps(answers.fillna(0))


def _turned(answers):
    return -nps(answers)


def _difference_of_heads(answers):
    promoters, detractors, _ = _counts(answers)
    return promoters - detractors


def _mean(answers):
    return answers.mean()


def _mean_in_percent(answers):
    return 10 * answers.mean()


NPS_MISTAKES = (
    Mistake(
        key="passives-dropped",
        wrong=_passives_dropped,
        message=Text(
            "You divided by promoters and detractors alone. Those who answered 7 or 8 answered as well: of whom is it "
            "the share?",
            "你只除以推薦者加批評者。給 7、8 分的人也回答了：分母應該是誰？",
        ),
    ),
    Mistake(
        key="promoters-only",
        wrong=_promoters_only,
        message=Text(
            "That is the percentage of promoters. The score has a second half: who speaks against us?",
            "這是推薦者的百分比。分數還有另一半：說我們不好的人呢？",
        ),
    ),
    Mistake(
        key="as-share",
        wrong=_as_share,
        message=Text(
            "That is a number between -1 and 1. The score is in points, from -100 to +100.",
            "這是 -1 到 1 之間的數字。分數從 -100 到 +100。",
        ),
    ),
    Mistake(
        key="sevens-promote",
        wrong=_sevens_promote,
        message=Text(
            "You counted those who answered 7 or 8 as promoters. From which answer on does the definition speak "
            "of one?",
            "你把給 7、8 分的人也算成推薦者。定義裡，幾分以上才是推薦者？",
        ),
    ),
    Mistake(
        key="eights-promote",
        wrong=_eights_promote,
        message=Text(
            "You counted an 8 as a promoter. Look at the boundary once more, and at `>` and `>=`.",
            "你把 8 分也算成推薦者。再看一次界線，以及 `>` 和 `>=`。",
        ),
    ),
    Mistake(
        key="tens-only",
        wrong=_tens_only,
        message=Text(
            "Your promoters answered 10 only. With `>`, the number itself is not in it.",
            "你的推薦者只有 10 分的人。用 `>` 的話，那個數字本身不算在內。",
        ),
    ),
    Mistake(
        key="six-is-passive",
        wrong=_six_is_passive,
        message=Text(
            "Your detractors end at 5. Who answered 6 belongs to which group?",
            "你的批評者只到 5 分。給 6 分的人屬於哪一群？",
        ),
    ),
    Mistake(
        key="seven-detracts",
        wrong=_seven_detracts,
        message=Text(
            "You counted a 7 as a detractor. Look at where the detractors end.",
            "你把 7 分也算成批評者。看看批評者到幾分為止。",
        ),
    ),
    Mistake(
        key="passives-detract",
        wrong=_passives_detract,
        message=Text(
            "You counted everybody who is no promoter as a detractor. There is a third group between the two.",
            "你把不是推薦者的人全都算成批評者。兩者之間還有第三群人。",
        ),
    ),
    Mistake(
        key="added",
        wrong=_added,
        message=Text(
            "You added promoters and detractors: so many have a strong opinion. Whoever speaks against us has to lower "
            "the score.",
            "你把推薦者和批評者相加，得到的是「態度鮮明的人」。說我們不好的人，應該讓分數變低。",
        ),
    ),
    Mistake(
        key="ratio",
        wrong=_ratio,
        message=Text(
            "That is how many promoters there are for each detractor. The score subtracts, and its base is everybody "
            "who answered.",
            "這是每一位批評者對應幾位推薦者。NPS 是相減，而且分母是全部回答的人。",
        ),
    ),
    Mistake(
        key="blanks-in-base",
        wrong=_blanks_in_base,
        message=Text(
            "Those who left the question blank are in your base. `len(answers)` counts them, `len(given)` does not.",
            "沒有回答的人也算進分母了。`len(answers)` 會數到他們，`len(given)` 不會。",
        ),
    ),
    Mistake(
        key="blanks-zero",
        wrong=_blanks_zero,
        message=Text(
            "You counted every blank as a 0, so that silence became a detractor. Who did not answer has said nothing.",
            "你把空白都當成 0 分，沉默就變成了批評。沒有回答的人什麼都沒說。",
        ),
    ),
    Mistake(
        key="turned",
        wrong=_turned,
        message=Text(
            "Your sign is turned: you took the promoters from the detractors.",
            "正負號相反：你用批評者減掉推薦者了。",
        ),
    ),
    Mistake(
        key="heads",
        wrong=_difference_of_heads,
        message=Text(
            "That is a number of people: promoters less detractors. A shop with ten times the answers would get ten "
            "times the score. What has to be divided by what?",
            "這是人數：推薦者減批評者。回答的人多十倍，分數也會多十倍。什麼要除以什麼？",
        ),
    ),
    Mistake(
        key="mean",
        wrong=_mean,
        message=Text(
            "That is the mean answer. The score counts people of two kinds; how far a 3 lies below a 6 does not matter "
            "to it.",
            "這是平均分數。NPS 數的是兩種人有多少，3 分比 6 分低多少並不重要。",
        ),
    ),
    Mistake(
        key="mean-in-percent",
        wrong=_mean_in_percent,
        message=Text(
            "That is the mean answer as a percentage of 10. The score counts people of two kinds: look at step 2.",
            "這是平均分數換算成 10 分的百分比。NPS 數的是兩種人有多少：看看步驟 2。",
        ),
    ),
)


def answers_of(values) -> pd.Series:
    return pd.Series(list(values), dtype="float64", name="nps")


SMALL_ANSWERS = (10, 9, 8, None, 6, 9, 10, 7, 3, None, 9, 8)
"""The answers that the page prints: two of twelve left the question blank."""


def draw_small_answers(rng: np.random.Generator) -> Arguments:
    return {"answers": answers_of(rng.permutation([10, 9, 9, 10, 8, 7, 6, int(rng.integers(0, 6)), 9, None, None]))}


def draw_ordinary_answers(rng: np.random.Generator) -> Arguments:
    """About 160 questionnaires; three in ten were left blank."""
    p = np.array([2, 1, 2, 3, 3, 5, 7, 12, 19, 21, 25]) * rng.uniform(0.7, 1.3, 11)
    number = int(rng.integers(140, 180))
    values = rng.choice(11, size=number, p=p / p.sum()).astype(float)
    values[rng.random(number) < 0.3] = np.nan
    return {"answers": answers_of(values)}


def draw_boundaries(rng: np.random.Generator) -> Arguments:
    """Answers on both sides of each boundary only, none of them blank."""
    counts = rng.permutation([3, 5, 8, 13])
    return {"answers": answers_of(rng.permutation(np.repeat([6, 7, 8, 9], counts)))}


def draw_against(rng: np.random.Generator) -> Arguments:
    """More detractors than promoters: a score below 0."""
    values = [*rng.integers(0, 7, int(rng.integers(9, 15))), 8, 7, 7, 9, 10, None]
    return {"answers": answers_of(rng.permutation(np.array(values, dtype=float)))}


def draw_delighted(rng: np.random.Generator) -> Arguments:
    return {"answers": answers_of(rng.integers(9, 11, int(rng.integers(4, 9))))}


def draw_silent(rng: np.random.Generator) -> Arguments:
    return {"answers": answers_of([None] * int(rng.integers(3, 9)))}


NPS_CASES = (
    Case(
        key="small",
        name=Text("the twelve questionnaires on the page", "頁面上的十二份問卷"),
        share=0.2,
        draw=draw_small_answers,
        printed={"answers": answers_of(SMALL_ANSWERS)},
    ),
    Case(
        key="ordinary",
        name=Text("an ordinary survey with blanks", "有空白的一般問卷"),
        share=0.35,
        draw=draw_ordinary_answers,
        ordinary=True,
    ),
    Case(
        key="boundaries",
        name=Text("answers of 6, 7, 8 and 9 only", "只有 6、7、8、9 分的回答"),
        share=0.15,
        draw=draw_boundaries,
    ),
    Case(
        key="against",
        name=Text("more detractors than promoters", "批評者比推薦者多的問卷"),
        share=0.1,
        draw=draw_against,
    ),
    Case(
        key="delighted",
        name=Text("a survey that only promoters answered", "只有推薦者回答的問卷"),
        share=0.1,
        draw=draw_delighted,
    ),
    Case(
        key="silent",
        name=Text("a survey that nobody answered (no base, so `NaN`)", "沒有人回答的問卷（沒有分母，所以是 `NaN`）"),
        share=0.1,
        draw=draw_silent,
    ),
)

NPS = FunctionTask(
    id="a02.nps",
    title=Text("The net promoter score", "淨推薦值"),
    points=2,
    minutes=5,
    lesson="2.6",
    prompt=Text(
        en="""
Write `nps(answers)`. `answers` is one column, a whole number from 0 to 10 for each questionnaire; empty where the
question was left blank.

**Definition.** [NPS](term:net-promoter-score) = 100 × (promoters − detractors) ÷ **all who answered**

- Promoters answered 9 or 10, detractors 0 to 6. Those with 7 or 8 are passive: they stand in neither group, but they
  answered.
- Blanks are no answers and no zeros; they are left out.
- If nobody answered: `NaN`.

**Comes back:** one number from -100 to +100, in points, not rounded.

Step 1 is that of `csat`. Fill in steps 2 and 3; `(given >= 9).sum()` counts those with 9 or more.
""",
        zh_hant="""
請寫出 `nps(answers)`。`answers` 是一個欄位，每份問卷一個 0 到 10 的整數，沒填的是空值。

**定義：** [NPS](term:net-promoter-score) = 100 ×（推薦者 − 批評者）÷ **全部回答的人**

- 推薦者給 9 或 10 分，批評者給 0 到 6 分。給 7 或 8 分的是中立者：不屬於那兩群，但他們也回答了。
- 空白不是回答，也不是 0 分，不算在內。
- 沒有人回答的話，是 `NaN`。

**傳回：** 一個 -100 到 +100 的分數，不要四捨五入。

步驟 1 和 `csat` 一樣。請完成步驟 2 和 3；`(given >= 9).sum()` 會數出 9 分以上的有幾位。
""",
    ),
    answer=nps,
    returns=Number(),
    cases=NPS_CASES,
    mistakes=NPS_MISTAKES,
    alternatives=(nps_by_loop, nps_in_duckdb, nps_as_mean_of_signs),
    measure=customer_value.nps,
    hints=(
        Text(
            "Sort the printed answers into three heaps by hand and count them. How many answered in all?",
            "把頁面上的回答用手分成三堆，數一數。一共有幾個人回答？",
        ),
        Text(
            "Step 2 has two lines: `promoters = share_of((given >= 9).sum(), len(given))`, and the same for those at "
            "the lower end.",
            "步驟 2 是兩行：`promoters = share_of((given >= 9).sum(), len(given))`，低分的那一邊也照樣寫一行。",
        ),
        Text(
            "Step 3 takes one share from the other and makes points of it: `return 100 * (…)`.",
            "步驟 3 把兩個占比相減，再乘以 100：`return 100 * (…)`。",
        ),
    ),
)

TASKS = (PLUS_TWENTY, STEPS, NPS)
