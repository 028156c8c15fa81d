"""The plan itself: one page, read by a person."""

from __future__ import annotations

from customer_value.messages import Text
from tutor.task import Criterion, TextTask

PLAN = TextTask(
    id="a10.plan",
    title=Text("The plan on one page", "一頁計畫"),
    points=4,
    minutes=14,
    lesson="9.6",
    prompt=Text(
        en="""
Write the plan for **your own company** to its owner, who has five minutes and no patience for tables: at most 250
words. Double-click the cell below, replace what is in it, and close it with Shift and Enter.

Use your own numbers: those of `table`, `worth`, `checked` and `result` above, and of the page drawn from them. Money
with its currency in letters, such as 9,000 dollars or 9,000 TWD (what stands between two dollar signs, a notebook takes
for mathematics); rates in per cent; the return as you would say it aloud. What the owner wants to know:

1. **Who** is this about? How many, how much of the money, what they are worth, how many buy again today.
2. **What** is to change? A target for each tier you plan for, and why it can be reached.
3. **What does it pay?** Extra buyers, margin, cost, return; on which assumption that rests, and at which number it
   would no longer pay.
4. **How shall we know?** Whom you hold out, on which day you look, and what would make you stop. In one quarter luck
   alone moves groups as small as these by ten points and more (lesson 9.6), so let it not hang on such a gap: count
   answers, or add up several quarters.
""",
        zh_hant="""
請替**你自己的公司**，把計畫寫給老闆看。老闆只有五分鐘，也沒耐心看表格：最多 400 字。\
在下面那一格按兩下，換成你的內容，再按 Shift+Enter。

請用自己的數字，也就是上面 `table`、`worth`、`checked`、`result` 和那一頁圖的結果。金額要有幣別，請寫成文字，\
例如 9,000 元或 9,000 TWD（筆記本會把兩個錢號之間的字當成數學式）；\
比率用百分比，投資報酬率用口語講。老闆想知道的是：

1. **對象是誰？** 幾位、占多少營收、值多少錢、今天有多少人會再買。
2. **要改變什麼？** 你規劃的每一級各訂一個目標，以及為什麼做得到。
3. **划不划算？** 多出來的買家、毛利、成本、報酬率；還有，這個報酬率靠哪個假設，到了哪個數字就不划算。
4. **怎麼知道有沒有效？** 留下哪些人當對照組、哪一天檢查、看到什麼結果就停止。這麼小的組，光看一季，\
運氣就能差到十個百分點以上（第 9.6 課），別拿這樣的差距當停止的條件：可以數回應的人數，或是把好幾季累加起來。
""",
    ),
    rubric=(
        Criterion(
            Text(
                "Names each planned tier with its own numbers: how many, share of the money, lifetime value, today's "
                "rate; the numbers are those of this learner's ledger",
                "用自己的數字說明每個規劃的分級：人數、營收占比、終身價值、今天的續購率；數字符合這位學員的帳本",
            ),
            1,
        ),
        Criterion(
            Text(
                "Gives each planned tier a target not below today's rate and not above 1, with a reason; one above "
                "every "
                "tier's rate of today is defended, and who is left out is said",
                "每個規劃的分級都有目標，不低於今天、不超過 1，並說明理由；超過今天最好一級的，說得出憑什麼；沒有規劃的"
                "分級也有交代",
            ),
            1,
        ),
        Criterion(
            Text(
                "Extra buyers, margin, cost and return agree with each other and with the targets, and an assumption "
                "is named on which the return turns (season, margin, orders per buyer, cost), with a number at which "
                "it no longer pays",
                "多出來的買家、毛利、成本和報酬率彼此吻合，也和目標一致，並指出報酬率取決於哪個假設"
                "（季節、毛利率、每人訂單數、成本），以及到了哪個數字就不划算",
            ),
            1,
        ),
        Criterion(
            Text(
                "Says how it will be known whether the plan worked: a held-out group, a date, and a result at which it "
                "is stopped, and that is no gap of one quarter which luck alone can make (answers counted, or several "
                "quarters added up, will do)",
                "說明怎麼知道計畫有沒有效：對照組、檢查日期，以及看到什麼結果就停止，而且不是單獨一季、光靠運氣就會出現的差距"
                "（數回應的人數，或好幾季累加的結果，都可以）",
            ),
            1,
        ),
    ),
    model=Text(
        en="""
**To the owner: who should buy again next quarter**

Of 320 customers, 32 in gold bring 48% of the money and 96 in silver 36%. Over the years a gold customer is worth 9,000
dollars, a silver one 2,300. Of 25 existing gold customers 60% bought again last quarter, of 80 silver ones 30%, of 120
bronze ones 10%.

Two targets. Gold from 60% to 64%: more than any tier does today, so I ask for one more buyer only, by a call about the
spring goods. Silver from 30% to 40%: a letter with a reason to come, and gold shows 40% is possible. Bronze
stays at 10%: a letter would cost more than its orders leave.

That is 1 + 8 = 9 extra buyers. Gold orders three times at 2,500 dollars, silver twice at 1,500; at a margin of 40% that
brings 12,600 dollars for 8,400: a return of 50%. It no longer pays when silver stays below about 36%. Most rests on the
season: last quarter had Christmas; at one order a buyer we lose money.

A quarter of silver, drawn by lot, gets no letter (so silver brings and costs a quarter less). With 60 letters and 20
held out, luck alone makes 23 points in a quarter, so I add up. If by 31 March fewer than 4 of the 60 have answered,
the letter cannot have paid, and there is no second. It also ends if after a year those held out lead.
""",
        zh_hant="""
**給老闆：下一季，誰該再買一次**

名單上 320 位顧客裡，金級 32 位，帶來 48% 的營收；銀級 96 位，帶來 36%。金級一位的終身價值是 9,000 元，\
銀級 2,300 元。上一季，25 位金級老客戶有 60% 再次購買，80 位銀級有 30%，120 位銅級有 10%。

我提兩個目標。金級從 60% 到 64%：今天沒有一級做到過，所以只求多一位，由店長親自打電話介紹春季新品。\
銀級從 30% 到 40%：寄一封讓人想回來的信，金級的表現說明 40% 做得到。銅級維持 10%，因為寄信的錢比訂單留下的還多。

這樣多出 1 + 8 = 9 位買家。金級每人三筆、每筆 2,500 元，銀級每人兩筆、每筆 1,500 元；毛利率 40%，毛利 12,600 元，\
成本 8,400 元，報酬率 50%。銀級不到 36% 左右，就不划算。最大的假設是季節：上一季有聖誕節，如果每人只買一次，就會賠錢。

銀級抽四分之一當對照組，不寄信（帶來的和花掉的也少四分之一）。60 位比 20 位，光靠運氣就會差 23 個百分點，\
一季看不出來，要逐季累加。到 3 月 31 日，60 位裡回應的不到 4 位，信就不可能回本，不寄第二封。一年後對照組領先，也停。
""",
    ),
)
