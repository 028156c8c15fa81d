"""The question on leakage: which of five columns has seen the answer?"""

from __future__ import annotations

from customer_value.messages import Text
from tutor.task import ChoiceTask, Option

LEAK = ChoiceTask(
    id="a07.leak",
    title=Text("Which column has seen the answer?", "哪一欄偷看了答案？"),
    points=1,
    minutes=2,
    lesson="7.5",
    prompt=Text(
        en="""
The cut-off is 31 December 2024. A customer is premium who spends NT$20,000 or more **in 2025**. A colleague gives a
classifier five columns of each customer and is delighted: of those it calls premium, 99 in 100 are. **Which column has
to go, because on the evening of 31 December 2024 nobody could have filled it in?**
""",
        zh_hant="""
截止日是 2024 年 12 月 31 日。**2025 年**消費滿 20,000 元的，就是精品客戶。同事拿每位顧客的五個欄位去訓練分類模型，\
結果好得驚人：模型說是精品的，100 位有 99 位真的是。**哪一欄一定要拿掉，因為在 2024 年 12 月 31 日晚上，誰也填不出來？**
""",
    ),
    options=(
        Option(
            key="recency",
            text=Text(
                "Days from the last order of 2024 to 31 December 2024",
                "2024 年最後一筆訂單到 2024 年 12 月 31 日的天數",
            ),
            why=Text(
                "Both dates lie on or before the cut-off, so this was known that evening. That a column uses the "
                "cut-off itself is no fault.",
                "兩個日期都不晚於截止日，當天晚上就知道了。用到截止日本身並沒有問題。",
            ),
        ),
        Option(
            key="refunded-order",
            text=Text(
                "Net spend in 2024, with the refunds made by 31 December 2024 taken off",
                "2024 年的淨消費金額，扣掉 2024 年 12 月 31 日以前的退款",
            ),
            why=Text(
                "Spend may be a feature: it is the spend of the year before. Orders and refunds both stop at the "
                "cut-off here.",
                "消費金額可以當特徵，因為這是前一年的金額。這裡的訂單和退款都只算到截止日。",
            ),
        ),
        Option(
            key="card",
            text=Text(
                "Holds a gold card in the customer list of today; whoever spends 20,000 dollars within a year gets one",
                "今天的顧客名單上有沒有金卡（一年內消費滿 20,000 元就發卡）",
            ),
            why=Text(
                "The list is of today, so the card may have been given for the very spend that is to be foreseen: it "
                "is the label in other clothes. The classifier has learnt nothing about the future, and next year, "
                "when it is needed, the column will not be filled in.",
                "名單是今天的，金卡可能正是因為截止日之後的消費才發的：它其實就是標籤換了一身衣服。"
                "模型沒有學到任何關於未來的事，明年真的要用時，這一欄根本填不出來。",
            ),
        ),
        Option(
            key="area",
            text=Text("Sales area on the address that was on file at the cut-off", "截止日當天登記地址所屬的營業區"),
            why=Text(
                "It was on file that evening. It may be of little use, but a weak feature is no leak.",
                "當天晚上就登記好了。它也許沒什麼用，但沒用不等於偷看答案。",
            ),
        ),
        Option(
            key="first-order",
            text=Text(
                "Days from the first order ever to 31 December 2024", "有史以來第一筆訂單到 2024 年 12 月 31 日的天數"
            ),
            why=Text(
                "The first order of a customer on the list lies before the cut-off, however long ago. Old is not the "
                "same as leaked.",
                "名單上顧客的第一筆訂單，再久以前也都在截止日之前。資料舊，不等於洩漏。",
            ),
        ),
    ),
    right="card",
    name="leak",
    hints=(
        Text(
            "Take the columns one by one and ask each the same question: on which day could this cell be filled in?",
            "一欄一欄問同一個問題：這一格，最早哪一天填得出來？",
        ),
        Text(
            "A date inside a column's name tells much. Which column names no day up to which it was counted, but is as "
            "it stands now?",
            "欄位名稱裡的日期透露很多。哪一欄沒有說算到哪一天，只說現在是什麼樣子？",
        ),
    ),
)
