"""The steps from touches and orders to money by channel, to be put in order."""

from __future__ import annotations

from customer_value.messages import Text
from tutor.task import Option, OrderingTask

STEPS = OrderingTask(
    id="a04.steps",
    name="steps_answer",
    title=Text("How an order's money gets to its touches", "一筆訂單的錢，怎麼分給接觸"),
    points=2,
    minutes=4,
    lesson="4.4",
    prompt=Text(
        en="""
Every model of attribution goes the same way from two tables, touches and orders, to money by channel. Put the steps in
order, from the first to the last. Two of those listed do not belong.
""",
        zh_hant="""
不管哪一種歸因模型，從接觸和訂單兩張表，到各管道分到多少錢，走的都是同一條路。請把步驟從第一步排到最後一步。其中有兩個\
不該出現。
""",
    ),
    items=(
        Option(
            key="share",
            text=Text(
                "Give every row its share of its order by the model, so that the shares of **every** order, those of "
                "“direct” too, add up to 1.",
                "照模型決定每一列分到訂單的幾成，讓**每一筆**訂單（包括「direct」的）各列加起來都是 1。",
            ),
            why=Text(
                "A model asks which touch was first, which was last, or how many there were. That has to be settled "
                "before anything is shared, and no order may be without a row.",
                "模型要知道哪一次接觸最先、哪一次最後、一共幾次。這些要先確定，而且每筆訂單都要有列，才能開始分。",
            ),
        ),
        Option(
            key="window",
            text=Text(
                "Of these pairs keep the touches on the order's day and up to 30 days before it.",
                "在這些配對裡，只留下訂單當天、以及往前 30 天以內的接觸。",
            ),
            why=Text(
                "The look-back compares two dates, so order and touch have to stand side by side first.",
                "回溯期要比較兩個日期，所以訂單和接觸要先並排放在一起。",
            ),
        ),
        Option(
            key="drop",
            text=Text(
                "Leave out the orders that no touch led to.",
                "刪掉沒有任何接觸的訂單。",
            ),
            why=Text(
                "This step does not belong. Without these orders the channels add up to less than the revenue, and "
                "nobody "
                "sees how much cannot be explained.",
                "這一步不該出現。少了這些訂單，各管道加起來會比營收少，也沒有人看得到有多少是說不出來由的。",
            ),
        ),
        Option(
            key="sum",
            text=Text(
                "Multiply each share by the net amount of its order and add up by channel.",
                "每一列的比例乘上訂單淨額，再依管道加總。",
            ),
            why=Text(
                "Money is handed out by shares, so each row has to have its share first.",
                "錢是照比例分的，所以每一列要先有比例。",
            ),
        ),
        Option(
            key="number",
            text=Text(
                "Number the touches **that are left** of each order from 1, by day; on the same day the lower "
                "`touch_id` first.",
                "把每筆訂單**留下來的**接觸，從 1 開始編號：照日期先後；同一天的話，`touch_id` 小的在前。",
            ),
            why=Text(
                "Number 1 has to be the first touch that counts. Touches that are too old, or came after the order, "
                "have "
                "to be gone by then.",
                "1 號必須是第一個算數的接觸。太久以前的、或訂單之後才發生的，要先排除。",
            ),
        ),
        Option(
            key="valid",
            text=Text(
                "Take the valid orders, each with its net amount.",
                "取出有效訂單，以及每一筆的淨額。",
            ),
            why=Text(
                "A cancelled order has no money to hand out. Which orders there are is settled before anything is put "
                "beside them.",
                "取消的訂單沒有錢可以分。要先確定有哪些訂單，旁邊才放得上東西。",
            ),
        ),
        Option(
            key="once",
            text=Text(
                "Where a channel touched an order several times, keep one of its touches only.",
                "同一個管道對同一筆訂單接觸多次時，只留一次。",
            ),
            why=Text(
                "This step does not belong. The linear model here shares by **touches**: a channel that touched "
                "twice has "
                "two shares.",
                "這一步不該出現。這裡的平均分配是照**接觸次數**分：接觸兩次的管道有兩份。",
            ),
        ),
        Option(
            key="pair",
            text=Text(
                "Put beside each of these orders every touch of the same customer.",
                "在每一筆這樣的訂單旁邊，放上同一位顧客的每一次接觸。",
            ),
            why=Text(
                "Touches meet orders through the customer. Before that has happened, nothing can be said about days "
                "between them.",
                "接觸和訂單是透過顧客連起來的。還沒連起來之前，談不上中間隔了幾天。",
            ),
        ),
        Option(
            key="direct",
            text=Text(
                "Give each order that has no touch left one row with the channel “direct”.",
                "沒有留下任何接觸的訂單，補上一列，管道寫「direct」。",
            ),
            why=Text(
                "Which orders have no touch left is known only after the old and the late touches are gone. And the "
                "row "
                "has to be there before shares are given.",
                "要先排除太久以前和太晚的接觸，才知道哪些訂單沒有接觸；而且要在分比例之前補上。",
            ),
        ),
    ),
    right=(
        ("valid", "pair", "window", "number", "direct", "share", "sum"),
        ("valid", "pair", "window", "direct", "number", "share", "sum"),
    ),
    hints=(
        Text(
            "Begin with what there is to hand out, end with the money by channel. In between: which touches count, "
            "in which order, and how much each gets.",
            "第一步是確定有什麼可以分，最後一步是各管道的金額。中間依序是：哪些接觸算數、誰先誰後、各分多少。",
        ),
        Text(
            "The look-back comes before the numbering: otherwise number 1 might be a touch of two years ago.",
            "先看回溯期，再編號，不然 1 號可能是兩年前的接觸。",
        ),
    ),
)
