"""The two questions about rates and money: a mean of rates is no rate of all, and return on ad spend is no profit."""

from __future__ import annotations

from customer_value.messages import Text
from tutor.task import ChoiceTask, Option

MEAN = ChoiceTask(
    id="a04.mean",
    name="mean_answer",
    title=Text("“Five percent engagement”", "「互動率有 5%」"),
    points=2,
    minutes=3,
    lesson="4.2",
    prompt=Text(
        en="""
"Our four posts have an engagement rate of 5%," says the colleague who looks after the page. The owner asks: "So **of a
hundred people who saw one of these posts, how many reacted?**" Work it out from the table above. (Take a person whom
two posts reached as reached twice.)
""",
        zh_hant="""
小編說：「這四則貼文的互動率是 5%。」老闆問：「所以**每一百個看到貼文的人，有幾個有反應？**」請用上面的表算算看。\
（同一個人看到兩則貼文，就算觸及兩次。）
""",
    ),
    options=(
        Option(
            key="mean-of-rates",
            text=Text(
                "5.0: each post has a rate, and 5.0% is the mean of the four.",
                "5.0 個：每則貼文都有互動率，四個比率平均起來是 5.0%。",
            ),
            why=Text(
                "In the mean of four rates each post has one vote. But one post was seen by eight times as many people "
                "as another: does each person have one vote then?",
                "把四個比率平均，等於每則貼文一票。可是有一則貼文的觸及是另一則的八倍：這樣還是每個人一票嗎？",
            ),
        ),
        Option(
            key="followers",
            text=Text(
                "2.3: all reactions together, divided by the page's followers.",
                "2.3 個：全部的互動加起來，除以粉絲人數。",
            ),
            why=Text(
                "Most followers never see a post, and many who see it follow nothing. Whom does the owner ask about?",
                "大多數粉絲根本沒看到貼文，看到的人也不一定是粉絲。老闆問的是哪一群人？",
            ),
        ),
        Option(
            key="pooled",
            text=Text(
                "3.8: all reactions together, divided by all reach together.",
                "3.8 個：全部的互動加起來，除以全部的觸及。",
            ),
            why=Text(
                "Add up first, divide afterwards: 230 reactions of 6,000 people reached. Every person reached weighs "
                "the same, whichever post it was. So one small post that went well cannot carry the whole page.",
                "先加總、再相除：觸及 6,000 人次，有 230 次互動。不管是哪一則貼文，每一次觸及的份量都一樣，"
                "所以一則小而討喜的貼文撐不起整個粉專。",
            ),
        ),
        Option(
            key="middle",
            text=Text(
                "4.5: the rate in the middle, since one post stands out.",
                "4.5 個：有一則特別高，所以取中間的比率。",
            ),
            why=Text(
                "A median keeps a single post from pulling at the number, but it still counts posts. The owner's "
                "hundred are people.",
                "中位數不會被單獨一則貼文拉走，但數的還是貼文。老闆說的一百個，是人。",
            ),
        ),
        Option(
            key="reached",
            text=Text(
                "60: that many of a hundred followers were reached.",
                "60 個：每一百個粉絲，觸及了六十個。",
            ),
            why=Text(
                "That says how many saw something, set against the followers. Who reacted does not come into it.",
                "這是觸及和粉絲人數的比，說的是有多少人看到，跟有沒有反應無關。",
            ),
        ),
    ),
    right="pooled",
    hints=(
        Text(
            "Put the four posts into one: how many people were reached in all, and how many reactions came of it?",
            "把四則貼文當成一則：一共觸及多少人次？總共有幾次互動？",
        ),
        Text(
            "The post that reached 4,000 people holds two thirds of all the people reached. Near whose rate does the "
            "rate of all have to lie?",
            "觸及 4,000 人的那一則，占了全部觸及的三分之二。整體的比率應該會靠近哪一則？",
        ),
    ),
)

NOT_ROI = ChoiceTask(
    id="a04.not-roi",
    name="roas_answer",
    title=Text("Which of the two pays?", "哪一個才划算？"),
    points=2,
    minutes=4,
    lesson="4.4",
    prompt=Text(
        en="""
The agency's report: "Search ads: **ROAS 3.0**. Videos: **ROAS 2.0**. Move the money to search." Through search ads
people mostly buy boxed sets on offer: of each dollar, **30 cents** are left when the goods are paid. Through the videos
they buy what the potter shows: **60 cents** are left. Take it that no order would have come without the advertisement,
and look at the last 100 dollars of each. What should the owner know?
""",
        zh_hant="""
廣告公司的報告：「搜尋廣告 **ROAS 3.0**，影片 **ROAS 2.0**，建議把預算移到搜尋廣告。」從搜尋廣告來的人，\
多半買特價禮盒，\
每 1 元營收付完貨款剩 **0.3 元**；從影片來的人，買的是陶藝師介紹的作品，每 1 元剩 **0.6 元**。假設沒有廣告就不會有這些\
訂單，兩邊各看最近花的 100 元。老闆該知道什麼？
""",
    ),
    options=(
        Option(
            key="higher-roas",
            text=Text(
                "Search ads are better: each dollar brings 3 dollars in place of 2.",
                "搜尋廣告比較好：每 1 元帶回 3 元，影片只有 2 元。",
            ),
            why=Text(
                "Three dollars of revenue come in, that is so. But a dollar of revenue does not leave the same in "
                "both: "
                "what is in the till when the goods are paid?",
                "帶回 3 元營收沒錯，可是兩邊的 1 元營收，剩下來的不一樣：付完貨款，收銀機裡還有多少？",
            ),
        ),
        Option(
            key="above-one",
            text=Text(
                "Both earn money, since both have a ROAS above 1; the higher one earns more.",
                "兩個都賺錢，因為 ROAS 都大於 1；比較高的賺比較多。",
            ),
            why=Text(
                "Above 1 more revenue comes in than is spent. The advertisement is not the only thing that has to be "
                "paid out of it, though.",
                "大於 1 只表示營收比廣告費多。但是從營收裡要付的，不只有廣告費。",
            ),
        ),
        Option(
            key="not-less-spend",
            text=Text(
                "Both earn money: search ads 90 dollars, videos 120 dollars.",
                "兩個都賺錢：搜尋廣告賺 90 元，影片賺 120 元。",
            ),
            why=Text(
                "Those are the margins that the 100 dollars brought. What did bringing them cost?",
                "這是 100 元廣告費帶來的毛利。為了帶來這些毛利，又花了多少？",
            ),
        ),
        Option(
            key="less-one",
            text=Text(
                "Both earn money: search ads 200 dollars, videos 100 dollars.",
                "兩個都賺錢：搜尋廣告賺 200 元，影片賺 100 元。",
            ),
            why=Text(
                "That is revenue less the advertisement. The goods have been paid by nobody yet.",
                "這是營收減廣告費，貨款還沒有人付。",
            ),
        ),
        Option(
            key="margin",
            text=Text(
                "Search ads lose 10 dollars, videos earn 20 dollars.",
                "搜尋廣告賠 10 元，影片賺 20 元。",
            ),
            why=Text(
                "Search: 100 dollars bring 300 of revenue, of which 90 stay: 10 fewer than were spent. Videos: 200 of "
                "revenue, of which 120 stay. ROAS counts revenue, ROI what stays; break-even is a ROAS of 1 ÷ margin "
                "rate, which is 3.3 for the one and 1.7 for the other.",
                "搜尋廣告：100 元帶回 300 元營收，留下 90 元，比花掉的少 10 元。影片：帶回 200 元營收，留下 120 元。"
                "ROAS 看的是營收，ROI 看的是留下來的錢；損益兩平的 ROAS 是 1 ÷ 毛利率，一個要 3.3，一個只要 1.7。",
            ),
        ),
    ),
    right="margin",
    hints=(
        Text(
            "Write down three amounts for each: what was spent, what revenue it brought, and what of that is left when "
            "the goods are paid.",
            "兩邊各寫三個金額：花了多少、帶回多少營收、付完貨款剩多少。",
        ),
        Text(
            "The advertisement has to be paid out of what is left. Is there enough of it?",
            "廣告費要從剩下來的錢裡付。夠不夠？",
        ),
    ),
)
