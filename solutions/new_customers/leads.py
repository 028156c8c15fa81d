"""Leads: which rate is meant, how many got a quotation, and how many of those that are settled became customers."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.ledger import Ledger
from customer_value.messages import Text
from solutions.new_customers.drawing import LEADS, days, draw_shop, table
from solutions.new_customers.given import known_on, ratio
from tutor.shape import Number
from tutor.task import Arguments, Case, ChoiceTask, FunctionTask, Mistake, Option, ValueTask

NAN = float("nan")

WHICH_RATE = ChoiceTask(
    id="a03.which_rate",
    name="rate_answer",
    title=Text("Which rate is the conversion rate?", "哪一個才是轉換率？"),
    points=1,
    minutes=2,
    lesson="3.2",
    prompt=Text(
        en="""
Of 400 people who asked, somebody got through to 300, and 120 of those got a quotation. By today 48 have become
customers, 272 have said no, and 80 are still thinking it over. Six colleagues, six rates. **Which one says how many of
the people who ask become customers, and can be compared with last year's, when nobody was left undecided?**
""",
        zh_hant="""
400 個人來詢問，其中 300 人聯絡上了，再從中報價給 120 人。到今天為止，48 人成為客戶，272 人說不要，還有 80 \
人在考慮。六位同事算出六個比率。**哪一個能說明「來詢問的人有多少成為客戶」，\
而且可以和去年比？**（去年的名單都已經有結果了。）
""",
    ),
    options=(
        Option(
            key="open-kept",
            text=Text("48 ÷ 400 = 12%", "48 ÷ 400 ＝ 12%"),
            why=Text(
                "The 80 who are still thinking count as lost here. The more people asked last week, the worse this "
                "rate looks. Last year's has nobody undecided in it.",
                "還在考慮的 80 人，在這裡等於當成沒成交。上星期來問的人越多，這個比率就越難看；"
                "去年的名單裡卻沒有這種人。",
            ),
        ),
        Option(
            key="last-step",
            text=Text("48 ÷ 120 = 40%", "48 ÷ 120 ＝ 40%"),
            why=Text(
                "That is the last step alone: of those with a quotation, how many bought. Whoever was lost before has "
                "been left out. The question begins with everybody who asked.",
                "這只是最後一步：收到報價的人有多少買。更早流失的人都不見了；題目是從「來詢問的人」開始算的。",
            ),
        ),
        Option(
            key="mean-of-steps",
            text=Text(
                "the mean of 300 ÷ 400, 120 ÷ 300 and 48 ÷ 120, about 52%",
                "300 ÷ 400、120 ÷ 300、48 ÷ 120 三個步驟的平均，約 52%",
            ),
            why=Text(
                "The mean of the steps is a rate of nobody: there are no people of whom every second one bought. Steps "
                "follow one another, they do not stand side by side.",
                "步驟的平均不是任何一群人的比率：沒有哪一群人有一半成交。步驟是一個接一個，不是並排的。",
            ),
        ),
        Option(
            key="settled",
            text=Text("48 ÷ 320 = 15%", "48 ÷ 320 ＝ 15%"),
            why=Text(
                "Of the 320 who have made up their minds, 48 became customers. The other 80 are in neither part until "
                "they have decided, or until they are so old that nothing more is to be expected.",
                "已經有結果的 320 人裡，48 人成為客戶。另外 80 人先不放進分子，也不放進分母，等他們決定了，"
                "或是久到不用再等了，才算進來。",
            ),
        ),
        Option(
            key="won-to-lost",
            text=Text("48 ÷ 272, about 18%", "48 ÷ 272，約 18%"),
            why=Text(
                "Customers are set against those who said no. That is a ratio of two groups, not a part of a whole: "
                "the 48 asked, too, and belong below the line.",
                "這是拿成交的和拒絕的相比，是兩群人的對比，不是整體的一部分：那 48 人也來詢問過，分母要有他們。",
            ),
        ),
        Option(
            key="quoted",
            text=Text("120 ÷ 400 = 30%", "120 ÷ 400 ＝ 30%"),
            why=Text(
                "A quotation is not a customer yet. This rate says how busy the sales people were.",
                "拿到報價還不是客戶。這個比率說的是業務有多忙。",
            ),
        ),
    ),
    right="settled",
    hints=(
        Text(
            "Ask two questions of each: who stands above the line, and has everybody below it had the time to get "
            "there?",
            "每一個都問兩句：分子是誰？分母裡的每個人，都已經有機會走到那一步了嗎？",
        ),
        Text(
            "The people who have become customers stand above the line. Below it belong all who have an answer by now, "
            "yes or no.",
            "分子是已經成為客戶的人；分母是現在已經有答案的所有人，要或不要都算。",
        ),
    ),
)


# Of those somebody got through to, how many got a quotation: from the ledger


def _known(ledger: Ledger) -> pd.DataFrame:
    return known_on(ledger.table("leads"), ledger.snapshot)


def _steps(leads: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    quoted = leads["quoted_on"].notna() | leads["won"]
    return leads["contacted_on"].notna() | quoted, quoted


def quote_rate(ledger: Ledger) -> float:
    contacted, quoted = _steps(_known(ledger))
    return quoted.sum() / contacted.sum()


def quote_rate_by_loop(ledger: Ledger) -> float:
    contacted = quoted = 0
    for lead in _known(ledger).itertuples():
        got_quote = lead.won or not pd.isna(lead.quoted_on)
        quoted += got_quote
        contacted += got_quote or not pd.isna(lead.contacted_on)
    return quoted / contacted


def quote_rate_by_mean(ledger: Ledger) -> float:
    contacted, quoted = _steps(_known(ledger))
    return quoted[contacted].mean()


def quote_rate_measured(ledger: Ledger) -> float:
    funnel = customer_value.lead_funnel(ledger.table("leads"), ledger.snapshot)
    return funnel.set_index("step").loc["quoted", "step_rate"]


def _skipped_lost(ledger: Ledger) -> float:
    leads = _known(ledger)
    return leads["quoted_on"].notna().sum() / _steps(leads)[0].sum()


def _of_everybody(ledger: Ledger) -> float:
    return _steps(_known(ledger))[1].mean()


def _quoted_count(ledger: Ledger) -> int:
    return int(_steps(_known(ledger))[1].sum())


def _counted_twice(ledger: Ledger) -> float:
    leads = _known(ledger)
    return (leads["quoted_on"].notna().sum() + leads["won"].sum()) / _steps(leads)[0].sum()


def _won_of_contacted(ledger: Ledger) -> float:
    leads = _known(ledger)
    return leads["won"].sum() / _steps(leads)[0].sum()


def _closed_too(ledger: Ledger) -> float:
    leads = _known(ledger)
    reached = leads["quoted_on"].notna() | leads["closed_on"].notna()
    return reached.sum() / (leads["contacted_on"].notna() | reached).sum()


def _rows_counted(ledger: Ledger) -> float:
    contacted, quoted = _steps(_known(ledger))
    return len(quoted) / len(contacted)


def _next_step(ledger: Ledger) -> float:
    leads = _known(ledger)
    return leads["won"].sum() / _steps(leads)[1].sum()


def _both_needed(ledger: Ledger) -> float:
    leads = _known(ledger)
    return (leads["quoted_on"].notna() & leads["won"]).sum() / _steps(leads)[0].sum()


def _whole_file(ledger: Ledger) -> float:
    leads = ledger.table("leads")
    contacted, quoted = _steps(leads.assign(won=leads["stage"] == "won"))
    return quoted.sum() / contacted.sum()


def _to_the_others(ledger: Ledger) -> float:
    contacted, quoted = _steps(_known(ledger))
    return quoted.sum() / (contacted & ~quoted).sum()


QUOTE_MISTAKES = (
    Mistake(
        key="skipped-lost",
        wrong=_skipped_lost,
        message=Text(
            "You counted only the leads with a day in `quoted_on`. Some buy without a quotation: they have come "
            "further than that step, so they have reached it. Which column tells who they are?",
            "你只算了 `quoted_on` 有日期的名單。有些人沒要報價就直接買：他們已經走過這一步了，也算到達。"
            "哪一欄看得出是誰？",
        ),
    ),
    Mistake(
        key="of-everybody",
        wrong=_of_everybody,
        message=Text(
            "You divided by everybody who asked. A step rate is divided by those who had reached the step before.",
            "你除以的是所有來詢問的人。步驟轉換率的分母，是已經到達前一步的人。",
        ),
    ),
    Mistake(
        key="count",
        wrong=_quoted_count,
        message=Text(
            "You counted the leads. The question asks for a share: of how many?",
            "你算的是人數。題目要的是比率：占多少人裡面的多少？",
        ),
    ),
    Mistake(
        key="twice",
        wrong=_counted_twice,
        message=Text(
            "You added those with a quotation and those who were won. Most are both, and are counted twice now: `|` "
            "counts everybody once.",
            "你把有報價的和成交的加起來。大部分的人兩者都是，就被算了兩次；用 `|` 每個人只會算一次。",
        ),
    ),
    Mistake(
        key="won-of-contacted",
        wrong=_won_of_contacted,
        message=Text(
            "You counted those who were won. They have reached the step, but so have others who got a quotation and "
            "did not buy.",
            "你算的是成交的人。他們確實到達了這一步，可是拿了報價卻沒買的人也到達了。",
        ),
    ),
    Mistake(
        key="closed-too",
        wrong=_closed_too,
        message=Text(
            "Everybody who has closed counts as having reached the step, the lost ones too. Who was lost may never "
            "have got a quotation: which column is about those who were won?",
            "凡是已結案的，你都算成到達，連沒成交的也在內。沒成交的人可能根本沒拿到報價；只看成交的是哪一欄？",
        ),
    ),
    Mistake(
        key="rows-counted",
        wrong=_rows_counted,
        message=Text(
            "You counted the rows of two columns, False as well as True, and both are equally long. What counts only "
            "the True ones?",
            "你數的是兩欄各有幾列，True 和 False 都算在內，所以一樣多。怎麼只數 True？",
        ),
    ),
    Mistake(
        key="next-step",
        wrong=_next_step,
        message=Text(
            "This is the step after: of those with a quotation, how many were won. One step further up is asked for.",
            "這是下一步：有報價的人裡，有多少成交。題目問的是再前一步。",
        ),
    ),
    Mistake(
        key="both-needed",
        wrong=_both_needed,
        message=Text(
            "With `&` you kept only those who got a quotation **and** bought. Which sign means that one of the two is "
            "enough?",
            "用 `&` 只會留下有報價**而且**成交的人。哪個符號是「其中一個成立就算」？",
        ),
    ),
    Mistake(
        key="whole-file",
        wrong=_whole_file,
        message=Text(
            "You counted the whole file, with what happened after the snapshot. The table `known` of the cell above "
            "ends on that day.",
            "你用了整份檔案，連快照日之後發生的事都算進去。上面那一格的 `known` 只到快照日為止。",
        ),
    ),
    Mistake(
        key="to-the-others",
        wrong=_to_the_others,
        message=Text(
            "You set those with a quotation against those without. A share is a part of the whole: everybody somebody "
            "got through to.",
            "你拿有報價的和沒報價的相比。比率是部分占整體：整體是所有聯絡上的人。",
        ),
    ),
)

QUOTE_RATE = ValueTask(
    id="a03.quote_rate",
    name="quote_rate",
    title=Text("One step of the funnel", "漏斗的一步"),
    points=1,
    minutes=4,
    lesson="3.2",
    prompt=Text(
        en="""
Of the leads in the table `known` that somebody got through to, **what share got as far as a quotation?**

**Definition.** A lead has *reached* a step if it ever came that far, also where it skipped the step: who was won
without a quotation has come further than a quotation. So:

- reached "quoted": there is a day in `quoted_on`, **or** the lead was won;
- reached "contacted": there is a day in `contacted_on`, or it reached "quoted" (this line is done).

step rate = leads that reached "quoted" ÷ leads that reached "contacted"

**Leave** the share in the variable `quote_rate`, between 0 and 1, not rounded. Fill both blanks. Useful: `.sum()` of a
column of True and False counts the True ones.
""",
        zh_hant="""
`known` 這張表裡，聯絡上的人**有多少比率走到了報價這一步？**

**定義：** 只要曾經走到那一步，就算**到達**，跳過去的也算：沒要報價就成交的人，已經走得比報價更遠。所以：

- 到達「報價」：`quoted_on` 有日期，**或者**已經成交；
- 到達「聯絡上」：`contacted_on` 有日期，或者到達「報價」（這一行已經寫好）。

步驟轉換率 ＝ 到達「報價」的名單數 ÷ 到達「聯絡上」的名單數

把這個比率**放進**變數 `quote_rate`，介於 0 和 1 之間，不要四捨五入。兩個空格都要填。\
用得到的工具：True 和 False 的欄位取 `.sum()`，就是 True 的個數。
""",
    ),
    answer=quote_rate,
    returns=Number(unit="share"),
    mistakes=QUOTE_MISTAKES,
    alternatives=(quote_rate_by_loop, quote_rate_by_mean),
    measure=quote_rate_measured,
    solution="""
# True for every lead that reached the step  # lang-en
# 到達這一步的名單是 True  # lang-zh-Hant
reached_quoted = (
    ### BEGIN SOLUTION
    known["quoted_on"].notna() | known["won"]
    ### END SOLUTION
)
reached_contacted = known["contacted_on"].notna() | reached_quoted

# how many of the one among the other  # lang-en
# 兩個數量相除  # lang-zh-Hant
quote_rate = (
    ### BEGIN SOLUTION
    ratio(reached_quoted.sum(), reached_contacted.sum())
    ### END SOLUTION
)
""",
    hints=(
        Text(
            "The line for `reached_contacted` shows the form: one condition, then `|`, which means *or*, then another.",
            "`reached_contacted` 那一行就是樣子：一個條件，接著 `|`（意思是「或者」），再一個條件。",
        ),
        Text(
            'The column `known["won"]` holds True and False already, so it can stand behind `|` as it is. The second '
            "blank divides two sums: that of the one column by that of the other.",
            '`known["won"]` 這一欄本來就是 True 和 False，可以直接放在 `|` 後面。'
            "第二個空格是兩個總和相除：一欄的總和，除以另一欄的總和。",
        ),
    ),
)


# The conversion rate


def conversion(leads, snapshot, days):
    # 1 the leads as they stood on the snapshot  # lang-en
    # 1 快照日當天所知道的名單  # lang-zh-Hant
    known = known_on(leads, snapshot)

    # 2 settled: those of them that are closed, or at least `days` days old  # lang-en
    # 2 settled：已經有結果的，也就是已結案，或詢問至今滿 days 天的  # lang-zh-Hant
    ### BEGIN SOLUTION
    age = (snapshot - known["created_on"]).dt.days
    settled = known[known["closed_on"].notna() | (age >= days)]
    ### END SOLUTION

    # 3 return the share of them that was won  # lang-en
    # 3 傳回其中成交的比率  # lang-zh-Hant
    ### BEGIN SOLUTION
    return ratio(settled["won"].sum(), len(settled))
    ### END SOLUTION


def conversion_by_loop(leads, snapshot, days):
    settled = won = 0
    for lead in leads.itertuples():
        if lead.created_on > snapshot:
            continue
        closed = not pd.isna(lead.closed_on) and lead.closed_on <= snapshot
        if closed or (snapshot - lead.created_on).days >= days:
            settled += 1
            won += closed and lead.stage == "won"
    return won / settled if settled else NAN


def conversion_in_duckdb(leads, snapshot, days):
    import duckdb

    shop = duckdb.connect()
    shop.register("leads", leads)
    (found,) = shop.execute(
        """
        select avg(case when stage = 'won' and closed_on <= $today then 1.0 else 0.0 end) from leads
        where created_on <= $today
            and (coalesce(closed_on <= $today, false) or date_diff('day', created_on, $today) >= $days)
        """,
        {"today": snapshot.to_pydatetime(), "days": days},
    ).fetchall()[0]
    return NAN if found is None else float(found)


def conversion_in_polars(leads, snapshot, days):
    import polars as pl

    today = snapshot.to_pydatetime()
    closed = (pl.col("closed_on") <= today).fill_null(False)
    old = pl.col("created_on") <= today - pd.Timedelta(days=days).to_pytimedelta()
    known = pl.from_pandas(leads).filter(pl.col("created_on") <= today).filter(closed | old)
    found = known.select(((pl.col("stage") == "won") & closed).mean()).item()
    return NAN if found is None else found


def conversion_by_mean(leads, snapshot, days):
    known = known_on(leads, snapshot)
    still_open = known["closed_on"].isna() & (known["created_on"] > snapshot - pd.Timedelta(days=days))
    return known.loc[~still_open, "won"].mean()


# What people do instead. Where they find 0 among leads of whom nobody has decided, that is left open (`or NAN`): 0
# there is what somebody returns who knows everything but the rule about an empty base.


def _age(leads, snapshot):
    return (snapshot - leads["created_on"]).dt.days


def _settled(leads, snapshot, days):
    known = known_on(leads, snapshot)
    return known[known["closed_on"].notna() | (_age(known, snapshot) >= days)]


def conversion_open_kept(leads, snapshot, days):
    return known_on(leads, snapshot)["won"].mean() or NAN


def conversion_closed_only(leads, snapshot, days):
    known = known_on(leads, snapshot)
    return known.loc[known["closed_on"].notna(), "won"].mean()


def conversion_old_only(leads, snapshot, days):
    known = known_on(leads, snapshot)
    return known.loc[_age(known, snapshot) >= days, "won"].mean()


def conversion_both_needed(leads, snapshot, days):
    known = known_on(leads, snapshot)
    return known.loc[known["closed_on"].notna() & (_age(known, snapshot) >= days), "won"].mean()


def conversion_young_instead(leads, snapshot, days):
    known = known_on(leads, snapshot)
    return known.loc[known["closed_on"].notna() | (_age(known, snapshot) <= days), "won"].mean() or NAN


def conversion_a_day_short(leads, snapshot, days):
    known = known_on(leads, snapshot)
    return known.loc[known["closed_on"].notna() | (_age(known, snapshot) > days), "won"].mean()


def conversion_won_of_old(leads, snapshot, days):
    known = known_on(leads, snapshot)
    return ratio(known["won"].sum(), (_age(known, snapshot) >= days).sum())


def conversion_whole_file(leads, snapshot, days):
    settled = leads["closed_on"].notna() | (_age(leads, snapshot) >= days)
    return (leads.loc[settled, "stage"] == "won").mean()


def conversion_file_closed(leads, snapshot, days):
    closed = leads[leads["stage"].isin(["won", "lost"])]
    return (closed["stage"] == "won").mean()


def conversion_file_all(leads, snapshot, days):
    return (leads["stage"] == "won").mean() or NAN


def conversion_won_later(leads, snapshot, days):
    known = known_on(leads, snapshot)
    known["won"] = leads["stage"] == "won"
    return known.loc[known["closed_on"].notna() | (_age(known, snapshot) >= days), "won"].mean()


def conversion_won_to_lost(leads, snapshot, days):
    settled = _settled(leads, snapshot, days)
    return ratio(settled["won"].sum(), (~settled["won"]).sum())


def conversion_last_step(leads, snapshot, days):
    settled = _settled(leads, snapshot, days)
    return ratio(settled["won"].sum(), (settled["quoted_on"].notna() | settled["won"]).sum())


def conversion_mean_of_steps(leads, snapshot, days):
    settled = _settled(leads, snapshot, days)
    quoted = (settled["quoted_on"].notna() | settled["won"]).sum()
    contacted = (settled["contacted_on"].notna() | settled["quoted_on"].notna() | settled["won"]).sum()
    steps = [ratio(contacted, len(settled)), ratio(quoted, contacted), ratio(settled["won"].sum(), quoted)]
    return sum(steps) / 3


def conversion_mean_of_sources(leads, snapshot, days):
    return _settled(leads, snapshot, days).groupby("source")["won"].mean().mean()


def conversion_count(leads, snapshot, days):
    return _settled(leads, snapshot, days)["won"].sum() or NAN


def conversion_quickly_closed(leads, snapshot, days):
    known = known_on(leads, snapshot)
    quickly = (known["closed_on"] - known["created_on"]).dt.days <= days
    return known.loc[quickly, "won"].mean()


def conversion_rows_counted(leads, snapshot, days):
    settled = _settled(leads, snapshot, days)
    return ratio(len(settled["won"]), len(settled))


CONVERSION_MISTAKES = (
    Mistake(
        key="open-kept",
        wrong=conversion_open_kept,
        message=Text(
            "Leads that are still open stand in your base and count as lost before they have decided. Look at L11 on "
            "the page: is it settled?",
            "還沒有結果的名單也在你的分母裡，還沒決定就被當成沒成交。看看頁面上的 L11：它有結果了嗎？",
        ),
    ),
    Mistake(
        key="closed-only",
        wrong=conversion_closed_only,
        message=Text(
            "You kept the closed leads only. Those that have been open for `days` days or more are settled as well: "
            "look at L06 on the page.",
            "你只留了已結案的名單。開著滿 `days` 天的也算有結果了，看看頁面上的 L06。",
        ),
    ),
    Mistake(
        key="old-only",
        wrong=conversion_old_only,
        message=Text(
            "You kept only the old leads. Who has closed is settled, however young the lead is: look at L08 on the "
            "page.",
            "你只留了時間夠久的名單。已結案的，不管多新都算有結果，看看頁面上的 L08。",
        ),
    ),
    Mistake(
        key="both-needed",
        wrong=conversion_both_needed,
        message=Text(
            "Your leads have to be closed **and** old. The definition says *or*: which sign is that?",
            "你要求名單要結案**而且**夠久。定義說的是「或者」：那是哪個符號？",
        ),
    ),
    Mistake(
        key="young-instead",
        wrong=conversion_young_instead,
        message=Text(
            "You kept the open leads that are young and left out the old ones. Which way does your comparison with "
            "`days` point?",
            "你留下的是還很新的未結案名單，久的反而拿掉了。跟 `days` 比較的符號，方向對嗎？",
        ),
    ),
    Mistake(
        key="a-day-short",
        wrong=conversion_a_day_short,
        message=Text(
            "An open lead that is exactly `days` days old is missing in your base: L07 on the page. Look at your "
            "comparison.",
            "剛好滿 `days` 天的未結案名單，不在你的分母裡，例如頁面上的 L07。看看比較符號。",
        ),
    ),
    Mistake(
        key="won-of-old",
        wrong=conversion_won_of_old,
        message=Text(
            "Above the line stand all who were won, below it only the old leads. Is everybody above the line also "
            "below it?",
            "分子是所有成交的，分母卻只有時間夠久的名單。分子裡的每個人，都在分母裡嗎？",
        ),
    ),
    Mistake(
        key="whole-file",
        wrong=conversion_whole_file,
        message=Text(
            "You used `leads` as the file has it, with what happened after the snapshot. Step 1 has put what was known "
            "on that day into `known`.",
            "你用了檔案原本的 `leads`，連快照日之後發生的事都算進去。步驟 1 已經把當天知道的放進 `known`。",
        ),
    ),
    Mistake(
        key="file-closed",
        wrong=conversion_file_closed,
        message=Text(
            "You took every lead that the file calls won or lost. Some of them closed only after the snapshot, and the "
            "old open ones are missing: where are `snapshot` and `days` in your code?",
            "你用的是檔案裡標成 won 或 lost 的所有名單。其中有些在快照日之後才結案，放太久的未結案名單也漏掉了："
            "`snapshot` 和 `days` 用在哪裡？",
        ),
    ),
    Mistake(
        key="file-all",
        wrong=conversion_file_all,
        message=Text(
            "You divided what the file calls won by all leads in it. That holds leads of after the snapshot, and young "
            "ones that are still open: step 2 keeps the settled ones.",
            "你用檔案裡標成 won 的，除以檔案裡的所有名單。裡面有快照日之後的，也有還沒結果的新名單："
            "步驟 2 要留下的是有結果的。",
        ),
    ),
    Mistake(
        key="won-later",
        wrong=conversion_won_later,
        message=Text(
            "Your base is right, but above the line stand leads that were won only after the snapshot. `known` has a "
            "column of its own for who was won by then.",
            "分母對了，可是分子裡有快照日之後才成交的名單。`known` 裡有一欄，寫的是到那天為止有沒有成交。",
        ),
    ),
    Mistake(
        key="won-to-lost",
        wrong=conversion_won_to_lost,
        message=Text(
            "You set the won against the others. A rate is a part of the whole: those who were won are part of the "
            "settled leads.",
            "你拿成交的和其他的相比。比率是部分占整體：成交的人也是有結果的名單之一。",
        ),
    ),
    Mistake(
        key="last-step",
        wrong=conversion_last_step,
        message=Text(
            "You divided by those who got a quotation. Whoever was lost before that asked as well: what is the base "
            "of the definition?",
            "你除以的是走到報價的人。更早流失的人也來詢問過；定義的分母是誰？",
        ),
    ),
    Mistake(
        key="mean-of-steps",
        wrong=conversion_mean_of_steps,
        message=Text(
            "You took the mean of the step rates. The steps follow one another; their mean is a rate of nobody.",
            "你把各步驟的轉換率平均。步驟是一個接一個的，平均起來不是任何一群人的比率。",
        ),
    ),
    Mistake(
        key="mean-of-sources",
        wrong=conversion_mean_of_sources,
        message=Text(
            "You took the mean of the sources' rates. A fair with five leads weighs as much there as the web with five "
            "hundred. Count all leads together.",
            "你把各來源的轉換率平均。這樣只有五筆名單的展覽，和五百筆的網路一樣重。請把所有名單合在一起算。",
        ),
    ),
    Mistake(
        key="quickly-closed",
        wrong=conversion_quickly_closed,
        message=Text(
            "You kept the leads that closed within `days` days of asking. `days` is about something else: how long "
            "ago, seen from the snapshot, has somebody asked who is still open?",
            "你留的是詢問後 `days` 天內結案的名單。`days` 看的不是這個：從快照日往回看，還沒結案的人，"
            "是多久以前來問的？",
        ),
    ),
    Mistake(
        key="rows-counted",
        wrong=conversion_rows_counted,
        message=Text(
            "Above the line you counted rows, won or not, so both numbers are the same. What counts only the True ones "
            "of a column?",
            "分子你數的是列數，成交沒成交都算，所以和分母一樣多。怎麼只數一欄裡的 True？",
        ),
    ),
    Mistake(
        key="count",
        wrong=conversion_count,
        message=Text(
            "You counted the leads that were won. A rate is a part of something: what is missing is the base.",
            "你算的是成交的筆數。比率是「其中的一部分」，還差分母。",
        ),
    ),
)


# The leads it is tried on

SNAPSHOT = pd.Timestamp("2025-12-31")
DAYS = 90

SMALL_ROWS = (
    ("L01", "Web", "2025-02-03", "2025-02-04", "2025-02-10", "2025-03-01", "won"),
    ("L02", "Fair", "2025-03-12", "2025-03-20", "2025-04-02", "2025-05-05", "lost"),
    ("L03", "Web", "2025-04-20", "2025-04-21", None, "2025-04-28", "won"),
    ("L04", "Web", "2025-06-01", None, None, "2025-08-30", "lost"),
    ("L05", "Referral", "2025-07-15", "2025-07-15", "2025-07-20", "2025-08-02", "won"),
    ("L06", "Fair", "2025-08-08", "2025-08-19", "2025-09-30", None, "quoted"),
    ("L07", "Web", "2025-10-02", "2025-10-05", None, None, "contacted"),
    ("L08", "Referral", "2025-10-20", "2025-10-21", "2025-11-03", "2025-11-10", "won"),
    ("L09", "Web", "2025-11-15", "2025-11-16", None, "2025-12-20", "lost"),
    ("L10", "Web", "2025-11-28", "2025-12-01", "2025-12-15", "2026-01-09", "won"),
    ("L11", "Fair", "2025-12-10", None, None, None, "open"),
    ("L12", "Referral", "2026-01-05", "2026-01-05", None, "2026-01-12", "won"),
)
SMALL: Arguments = {"leads": table(LEADS, SMALL_ROWS), "snapshot": SNAPSHOT, "days": DAYS}
"""The twelve leads that the exercise page prints."""


def _asked(rng: np.random.Generator, snapshot: pd.Timestamp, wait: int) -> list[tuple]:
    """Leads on the borders of the definition: dates in relation to the snapshot and to `days`."""

    def lead(age, closed=None, stage="contacted", quoted=None):
        created = snapshot - days(age)
        got_through = None if rng.random() < 0.3 else created
        return [
            str(rng.choice(["Web search", "Trade fair"])),
            *(created, got_through),
            None if quoted is None else created + days(quoted),
            None if closed is None else snapshot - days(closed),
            stage,
        ]

    return [
        lead(wait),
        lead(wait + 1, quoted=5, stage="quoted"),
        lead(wait - 1),
        lead(wait, closed=-3, stage="won"),
        lead(wait + 20, closed=-9, stage="won", quoted=2),
        lead(4, closed=0, stage="won"),
        lead(6, closed=1, stage="lost", quoted=1),
        lead(3, closed=-1, stage="won"),
        lead(0),
        lead(-1, closed=-2, stage="lost"),
        lead(200, closed=150, stage="lost"),
        lead(180, closed=160, stage="won", quoted=3),
        lead(170, closed=165, stage="won"),
    ]


def _numbered(rows) -> pd.DataFrame:
    return table(LEADS, ((f"L{number:05d}", *row) for number, row in enumerate(rows, start=1)))


def draw_small(rng: np.random.Generator) -> Arguments:
    """The printed leads, their stories under other names and on other days."""
    by = days(rng.integers(-200, 60))
    sources = rng.permutation(["Web", "Fair", "Referral"])
    renamed = dict(zip(("Web", "Fair", "Referral"), sources, strict=True))
    keep = [row for row in SMALL_ROWS if row[0] != str(rng.choice(["L01", "L02", "L04"]))]
    rows = [
        (str(renamed[source]), *(None if day is None else pd.Timestamp(day) + by for day in dates), stage)
        for _, source, *dates, stage in keep
    ]
    return {"leads": _numbered(rows), "snapshot": SNAPSHOT + by, "days": DAYS}


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """The leads of a generated shop, some given up without being closed, and some on the borders."""
    leads = draw_shop(rng, customers=200)["leads"]
    snapshot = pd.Timestamp("2025-03-31") + days(rng.integers(0, 270))
    wait = int(rng.choice([45, 60, 75, 90]))
    forgotten = (leads["stage"] == "lost") & (rng.random(len(leads)) < 0.3)
    leads.loc[forgotten, "closed_on"] = pd.NaT
    leads.loc[forgotten, "stage"] = "contacted"
    young = leads["created_on"].between(snapshot - days(wait), snapshot) & (rng.random(len(leads)) < 0.3)
    leads.loc[young, "closed_on"] = pd.NaT
    leads.loc[young, "stage"] = "open"
    rows = [row[1:] for row in leads.itertuples(index=False, name=None)]
    rows += [row for one in _asked(rng, snapshot, wait) for row in [one] * int(rng.integers(1, 4))]
    in_any_order = [rows[place] for place in rng.permutation(len(rows))]
    return {"leads": _numbered(in_any_order), "snapshot": snapshot, "days": wait}


def draw_borders(rng: np.random.Generator) -> Arguments:
    """Only the leads on the borders."""
    snapshot, wait = pd.Timestamp("2025-06-30") + days(rng.integers(0, 180)), int(rng.integers(30, 100))
    rows = _asked(rng, snapshot, wait)
    chosen = rng.permutation(len(rows))[: rng.integers(11, 14)]
    chosen = [0, *(place for place in chosen if place)]
    return {"leads": _numbered(rows[place] for place in chosen), "snapshot": snapshot, "days": wait}


def draw_undecided(rng: np.random.Generator) -> Arguments:
    """A shop whose leads are all young and open on the snapshot."""
    snapshot, wait = pd.Timestamp("2025-06-30") + days(rng.integers(0, 180)), int(rng.integers(30, 100))
    rows = []
    for place in range(int(rng.integers(4, 9))):
        created = snapshot - days(rng.integers(0, wait))
        closed = snapshot + days(rng.integers(1, 30)) if place % 2 else None
        rows.append(
            ("Web search", created, created, None, closed, "won" if place % 4 == 1 else "lost" if place % 2 else "open")
        )
    return {"leads": _numbered(rows), "snapshot": snapshot, "days": wait}


def draw_nobody_won(rng: np.random.Generator) -> Arguments:
    """Leads that were all lost, or given up."""
    snapshot, wait = pd.Timestamp("2025-06-30") + days(rng.integers(0, 180)), int(rng.integers(30, 100))
    rows = []
    for place in range(int(rng.integers(4, 9))):
        created = snapshot - days(wait + rng.integers(0, 60))
        rows.append(
            (
                "Trade fair",
                created,
                None,
                None,
                created + days(9) if place % 2 else None,
                "lost" if place % 2 else "open",
            )
        )
    return {"leads": _numbered(rows), "snapshot": snapshot, "days": wait}


CONVERSION_CASES = (
    Case(
        key="small",
        name=Text("the twelve leads on the page", "頁面上的十二筆名單"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(key="ordinary", name=Text("an ordinary shop", "一家一般的店"), share=0.4, draw=draw_ordinary, ordinary=True),
    Case(
        key="borders",
        name=Text("leads that closed or grew old just on the day", "剛好在那一天結案或滿期的名單"),
        share=0.2,
        draw=draw_borders,
    ),
    Case(
        key="undecided",
        name=Text("leads of whom nobody has decided yet", "還沒有任何結果的名單"),
        share=0.1,
        draw=draw_undecided,
    ),
    Case(key="none-won", name=Text("leads of whom nobody bought", "沒有人成交的名單"), share=0.1, draw=draw_nobody_won),
)


def conversion_measured(leads, snapshot, days):
    return customer_value.conversion_rate(leads, snapshot, days=days)


CONVERSION = FunctionTask(
    id="a03.conversion",
    title=Text("Conversion rate", "轉換率"),
    points=2,
    minutes=6,
    lesson="3.2",
    prompt=Text(
        en="""
Write `conversion(leads, snapshot, days)`: what share of the leads became customers, judged on the `snapshot`. `days` is
a number, such as 90.

**Definition.** The [conversion rate](term:conversion-rate) = settled leads that were won ÷ settled leads

- *Settled* is a lead that is closed by the snapshot (won or lost), **or** so old that nothing more is to be expected:
  `days` days or more from `created_on` to the snapshot. An open lead that is younger is in **neither** part.
- Exactly `days` days is old enough. (Lesson 3.2 called this number `wait`.) What happened after the snapshot is not
  known.
- If no lead is settled, the rate is `NaN`.

**Comes back:** one share from 0 to 1, not rounded.

Step 1 is done for you. Useful: `(snapshot - known["created_on"]).dt.days` is a column with the age of each lead in
days; `len(…)` is the number of rows; `ratio(…, …)` from above divides, and gives `NaN` where the second number is 0.
""",
        zh_hant="""
請寫出 `conversion(leads, snapshot, days)`：在快照日 `snapshot` 判斷，有多少比率的名單成為客戶。`days` 是天數，例如 90。

**定義：** [轉換率](term:conversion-rate) ＝ 有結果的名單裡，成交的筆數 ÷ 有結果的名單筆數

- **有結果**：到快照日為止已經結案（成交或沒成交都算），**或者**已經久到不用再等：\
從 `created_on` 到快照日滿 `days` 天。還沒滿、也還沒結案的，**分子分母都不算**。
- 剛好滿 `days` 天也算（這個天數，第 3.2 課叫做 `wait`）。快照日之後發生的事，當天還不知道。
- 沒有任何名單有結果時，傳回 `NaN`。

**傳回：** 一個 0 到 1 的比率，不要四捨五入。

步驟 1 已經寫好。用得到的工具：`(snapshot - known["created_on"]).dt.days` 是每筆名單的天數，一整欄；`len(…)` 是列數；\
前面的 `ratio(…, …)` 會相除，第二個數字是 0 就給 `NaN`。
""",
    ),
    answer=conversion,
    returns=Number(unit="share"),
    cases=CONVERSION_CASES,
    mistakes=CONVERSION_MISTAKES,
    alternatives=(conversion_by_loop, conversion_in_duckdb, conversion_in_polars, conversion_by_mean),
    measure=conversion_measured,
    hints=(
        Text(
            "Step 2 needs two conditions on the rows of `known`, with *or* between them. First give the age a name of "
            "its own, then it is easier to read.",
            "步驟 2 要對 `known` 的列下兩個條件，中間是「或者」。先把天數取個名字，會比較好讀。",
        ),
        Text(
            'Closed means that `known["closed_on"]` has a day: `.notna()`. A comparison, such as the one with `days`, '
            "needs brackets of its own beside `|`.",
            '已結案，就是 `known["closed_on"]` 有日期：`.notna()`。和 `days` 的比較放在 `|` 旁邊時，要有自己的小括號。',
        ),
        Text(
            "Step 2 has the form `settled = known[… | (…)]`. Step 3 hands `ratio` two numbers: the sum of the column "
            "`won` of `settled`, and how many rows `settled` has.",
            "步驟 2 的樣子是 `settled = known[… | (…)]`。步驟 3 把兩個數字交給 `ratio`：`settled` 的 `won` 欄總和，"
            "以及 `settled` 的列數。",
        ),
    ),
)
