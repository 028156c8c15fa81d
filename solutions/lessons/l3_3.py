"""The questions and checks inside lesson 3.3, "Relationship marketing"."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from customer_value.ledger import Ledger
from customer_value.lessons.trial_stories import Trial, pick_trials
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

NAN = float("nan")

Measure = Callable[[Trial], float]
"""A number worked out from one trial; rightly or wrongly."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _people(trial: Trial) -> pd.DataFrame:
    """One row for each person: the group, and whether any of their rows was followed by an order."""
    return trial.touches.groupby("customer_id").agg(
        group=("group", "first"), responded=("responded", "max"), step=("step", "max"), clicked=("clicked", "max")
    )


def _share(rows: pd.DataFrame, group: str) -> float:
    there = rows.loc[rows["group"] == group, "responded"].astype(float)
    return float(there.mean()) if len(there) else NAN


def _treated(trial: Trial) -> float:
    return _share(_people(trial), "treated")


def _held_out(trial: Trial) -> float:
    return _share(_people(trial), "held_out")


def _difference(trial: Trial) -> float:
    return _treated(trial) - _held_out(trial)


def _treated_rows(trial: Trial) -> float:
    return _share(trial.touches, "treated")


def _treated_first(trial: Trial) -> float:
    return _share(trial.touches.drop_duplicates("customer_id"), "treated")


def _treated_of_all(trial: Trial) -> float:
    people = _people(trial)
    came = people["responded"].astype(float)
    return float(came[people["group"] == "treated"].sum() / len(people))


def _everybody(trial: Trial) -> float:
    return float(_people(trial)["responded"].astype(float).mean())


def _treated_count(trial: Trial) -> float:
    people = _people(trial)
    return float(people.loc[people["group"] == "treated", "responded"].astype(float).sum())


def _rows_difference(trial: Trial) -> float:
    return _treated_rows(trial) - _share(trial.touches, "held_out")


def _rows_against_people(trial: Trial) -> float:
    return _treated(trial) - _share(trial.touches, "held_out")


def _turned(trial: Trial) -> float:
    return -_difference(trial)


def _relative(trial: Trial) -> float:
    without = _held_out(trial)
    return _difference(trial) / without if without else NAN


def _against_all(trial: Trial) -> float:
    return _treated(trial) - _everybody(trial)


def _counts(trial: Trial) -> float:
    people = _people(trial)
    came = people[people["responded"].astype(bool)]["group"].value_counts()
    return float(came.get("treated", 0) - came.get("held_out", 0))


def _clickers(trial: Trial) -> float:
    people = _people(trial)
    clicked = people[people["clicked"].fillna(False).astype(bool)]
    return _share(clicked, "treated") - _held_out(trial)


def _nobody(ledger: Ledger) -> float:
    """What the mean of a group that is not in the table comes to."""
    return NAN


def _of(measure: Measure, place: int) -> Callable[[Ledger], float]:
    """A measure of the series (0) or of the other trial (1)."""

    def of(ledger: Ledger) -> float:
        return measure(pick_trials(ledger)[place])

    return of


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_OPEN = ChoiceTask(
    id="3.3.back-open",
    title=Text("The undecided", "還沒決定的人"),
    lesson="3.2",
    minutes=1,
    prompt=Text(
        "100 leads: 30 became customers, 50 said no, and 20 asked last week and have not decided. Among those whose "
        "answer is known, what is the conversion rate?",
        "100 筆名單：30 筆成交，50 筆沒成交，20 筆上星期才來問、還沒決定。已經有結果的人，轉換率是多少？",
    ),
    options=(
        Option(
            key="all",
            text=Text("30 of 100", "100 筆裡 30 筆"),
            why=Text(
                "That counts the 20 as lost before they have had the time to decide.",
                "這樣等於 20 位還在考慮，就先被算成沒成交。",
            ),
        ),
        Option(
            key="settled",
            text=Text("30 of 80", "80 筆裡 30 筆"),
            why=Text(
                "Only those who are settled can be judged. Today it is the same: everybody has to have had the same "
                "days in which to come back.",
                "有結果的才能判斷。今天也一樣：要給每個人同樣多的天數回來，才能比。",
            ),
        ),
        Option(
            key="lost",
            text=Text("30 of 50", "50 筆裡 30 筆"),
            why=Text(
                "That is won against lost, two halves of the settled. The 30 belong below the line as well.",
                "這是成交比沒成交。分母裡也要有那 30 筆。",
            ),
        ),
    ),
    right="settled",
)

_BACK_INTERVAL = ChoiceTask(
    id="3.3.back-interval",
    title=Text("Has it risen?", "真的變好了嗎？"),
    lesson="2.6",
    minutes=1,
    prompt=Text(
        "An NPS of +20 from 100 answers, with a 95% interval from +4 to +36. Next month, from 100 others, it is +26. "
        "What can be said?",
        "100 份問卷，NPS 是 +20，95% 信賴區間從 +4 到 +36。下個月換另外 100 人填，變成 +26。可以怎麼說？",
    ),
    options=(
        Option(
            key="risen",
            text=Text("Customers are more satisfied: 26 is more than 20", "顧客更滿意了，26 比 20 高"),
            why=Text(
                "Of these hundred, yes. But +26 lies deep inside the first interval: with another hundred it might "
                "have been so in the first month.",
                "這一百位確實比較高。可是 +26 還在第一個月的區間裡：換一百位來填，第一個月也可能就是 +26。",
            ),
        ),
        Option(
            key="open",
            text=Text("Nothing yet: chance alone moves it by that much", "還不能說，光靠運氣就會差這麼多"),
            why=Text(
                "The interval says how far the number may be off, only because these people answered and not others. "
                "We need the same today, for a difference.",
                "區間說的是：光是「剛好問到這些人」，數字就可能差多遠。今天要替一個「差距」算區間。",
            ),
        ),
        Option(
            key="same",
            text=Text("Nothing has changed", "什麼都沒變"),
            why=Text(
                "That cannot be said either. The data leave a rise open, and a fall as well.",
                "這也不能說。資料容許它變好，也容許它變差。",
            ),
        ),
    ),
    right="open",
)

_BACK_ROWS = ChoiceTask(
    id="3.3.back-rows",
    title=Text("Three rows, one person?", "三列資料，幾個人？"),
    lesson="1.2",
    minutes=1,
    prompt=Text(
        "A list has 500 rows; some people stand on it two or three times. Which line counts the people?",
        "一份名單有 500 列，有些人出現兩三次。哪一行算得出有幾個人？",
    ),
    options=(
        Option(
            key="len",
            text=Text("`len(rows)`", "`len(rows)`"),
            why=Text("That is 500, the number of rows.", "這會得到 500，是列數。"),
        ),
        Option(
            key="count",
            text=Text('`rows["customer_id"].count()`', '`rows["customer_id"].count()`'),
            why=Text(
                "`count` counts every filled cell, each person as often as they stand there.",
                "`count` 數的是有填的格子，一個人出現幾次就數幾次。",
            ),
        ),
        Option(
            key="nunique",
            text=Text('`rows["customer_id"].nunique()`', '`rows["customer_id"].nunique()`'),
            why=Text(
                "It counts different customers. In a minute a row will be a message, and a person will have several.",
                "`nunique` 數不同的顧客。等一下一列是一則訊息，一個人會有好幾列。",
            ),
        ),
    ),
    right="nunique",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_WHOM = ChoiceTask(
    id="3.3.whom",
    title=Text("Who against whom?", "誰跟誰比？"),
    minutes=1,
    prompt=Text(
        "Which two groups would you compare to say what the messages changed?",
        "要說訊息改變了什麼，你會拿哪兩群人來比？",
    ),
    options=(
        Option(
            key="clicked",
            text=Text(
                "those who clicked, and those who got it but did not click",
                "點了連結的，跟收到但沒點的",
            ),
            why=Text("", ""),
        ),
        Option(
            key="clicked-lot",
            text=Text(
                "those who clicked (the others have hardly seen it), and those left out by lot",
                "點了連結的（沒點的等於沒看到），跟抽籤留下來的",
            ),
            why=Text("", ""),
        ),
        Option(
            key="lot",
            text=Text(
                "all who were to get it, and those left out by lot",
                "該收到的每一個人，跟抽籤留下來的",
            ),
            why=Text("", ""),
        ),
        Option(
            key="before",
            text=Text(
                "those who got it, and the new customers of the year before",
                "收到的人，跟前一年的新客",
            ),
            why=Text("", ""),
        ),
    ),
)

_OF_HUNDRED = GuessTask(
    id="3.3.of-hundred",
    title=Text("Without a message", "沒收到訊息的人"),
    minutes=1,
    prompt=Text(
        "Of every hundred who were left out by lot and got nothing, how many came back all the same, within the "
        "days that count?",
        "抽籤留下來、什麼都沒收到的人，每一百位有幾位在期限內還是自己回來了？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_TURNED = Mistake(
    key="turned",
    wrong=_of(_turned, 0),
    message=Text(
        "The number is right but for its sign. What the messages changed is what the treated have **more**: which "
        "share comes first?",
        "數字對，正負號反了。訊息改變的，是收到的人**多**出來的部分：哪一個比率該放前面？",
    ),
)

_RATE_TREATED = ValueTask(
    id="3.3.rate-treated",
    title=Text("The treated who came back", "實驗組回來的比率"),
    name="rate_treated",
    prompt=Text(
        "`rate_treated`: of the people who got the messages, the share that came back within the days that count.",
        "`rate_treated`：收到訊息的人裡，期限內回來買的比率。",
    ),
    answer=_of(_treated, 0),
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="rows",
            wrong=_of(_treated_rows, 0),
            message=Text(
                "You divided by messages. Somebody who got two and came back once is one person who came back, not "
                "half of one: which table has a row for each person?",
                "你除以的是訊息則數。收到兩則、回來一次的人，就是一個回來的人，不是半個。哪一張表是一人一列？",
            ),
        ),
        Mistake(
            key="first-row",
            wrong=_of(_treated_first, 0),
            message=Text(
                "Only the first message of each person was looked at. The order stands beside the last message before "
                "it: take the largest of a person's values, not the first.",
                "你只看了每個人的第一則訊息。訂單記在它前面最後那一則旁邊，所以要取一個人的最大值，不是第一個值。",
            ),
        ),
        Mistake(
            key="of-all",
            wrong=_of(_treated_of_all, 0),
            message=Text(
                "Above the line stand the treated, below it everybody, the held-out too. Divide by the treated.",
                "分子是實驗組，分母卻連對照組也算了。請除以實驗組的人數。",
            ),
        ),
        Mistake(
            key="everybody",
            wrong=_of(_everybody, 0),
            message=Text(
                "This is the share of both groups together. Keep the treated first.",
                "這是兩組合起來的比率。先只留下實驗組。",
            ),
        ),
        Mistake(
            key="held-out",
            wrong=_of(_held_out, 0),
            message=Text(
                "This is the share of those who got nothing. The worked example asks for the treated.",
                "這是什麼都沒收到的那一組。示範要的是實驗組。",
            ),
        ),
        Mistake(
            key="count",
            wrong=_of(_treated_count, 0),
            message=Text(
                "This is how many came back. `mean` in place of `sum` makes a share of it.",
                "這是回來的人數。把 `sum` 換成 `mean`，就是比率。",
            ),
        ),
    ),
    hints=(
        Text(
            "Run the cell above from the top, as it stands.",
            "把上面那格從頭執行一次，什麼都不用改。",
        ),
        Text(
            '`people` has one row per person. Keep the rows whose `group` is `"treated"` and take the mean of '
            "`responded`.",
            '`people` 是一人一列。留下 `group` 是 `"treated"` 的列，取 `responded` 的平均。',
        ),
    ),
    solution="""
# 1 One row per person: the group, and whether any of the rows was followed by an order  # lang-en
# 1 一人一列：哪一組、任何一則訊息之後有沒有回來買  # lang-zh-Hant
people = touches.groupby("customer_id").agg(group=("group", "first"), responded=("responded", "max"))

# 2 The share of the treated who came back  # lang-en
# 2 實驗組回來的比率  # lang-zh-Hant
treated = people[people["group"] == "treated"]
rate_treated = treated["responded"].mean()
print(f"{len(touches):,}  {len(people):,}  {rate_treated:.1%}")
""",
)

_DIFFERENCE = ValueTask(
    id="3.3.difference",
    title=Text("What the messages changed", "訊息改變了多少"),
    name="difference",
    prompt=Text(
        "`difference`: the share of the treated who came back less the share of the held-out who did.",
        "`difference`：實驗組回來的比率，減掉對照組回來的比率。",
    ),
    answer=_of(_difference, 0),
    returns=Number(unit="share"),
    mistakes=(
        _TURNED,
        Mistake(
            key="nothing-off",
            wrong=_of(_treated, 0),
            message=Text(
                "This is the share of the treated itself. Part of them would have come without a message: take off "
                "the share of those who got none.",
                "這就是實驗組的比率，什麼都沒扣。他們有些人沒收到也會來：要扣掉沒收到那一組的比率。",
            ),
        ),
        Mistake(
            key="without",
            wrong=_of(_held_out, 0),
            message=Text(
                "This is the share of the held-out. It has to be taken off that of the treated.",
                "這是對照組的比率。它是要被拿去扣的那一個。",
            ),
        ),
        Mistake(
            key="nobody",
            wrong=_nobody,
            message=Text(
                "`nan` says that there was nobody to take a mean of: no row of `people` has your word in the column "
                "`group`. Look into the table for the word it uses.",
                "`nan` 表示沒有人可以取平均：`people` 的 `group` 那一欄，沒有一列是你填的字。回表裡看看用的是哪個字。",
            ),
        ),
        Mistake(
            key="against-all",
            wrong=_of(_against_all, 0),
            message=Text(
                "You took off the share of everybody, the treated among them. Whom does the lot set apart?",
                "你扣掉的是所有人的比率，裡面也有實驗組。抽籤分開的是哪兩組？",
            ),
        ),
        Mistake(
            key="rows",
            wrong=_of(_rows_difference, 0),
            message=Text(
                "Both shares were taken of messages, not of people. Use `people`, where everybody stands once.",
                "兩個比率都是拿訊息則數去除。請用 `people`，那裡一個人只有一列。",
            ),
        ),
        Mistake(
            key="people-rows",
            wrong=_of(_rows_against_people, 0),
            message=Text(
                "The treated are counted as people, the held-out as rows. Take both from `people`.",
                "實驗組你數的是人，對照組數的是列。兩邊都用 `people`。",
            ),
        ),
        Mistake(
            key="relative",
            wrong=_of(_relative, 0),
            message=Text(
                "That is how much more in relation to the held-out: the relative uplift. A fair number, but asked for "
                "are the points: subtract, do not divide.",
                "這是「比對照組多了幾成」，也是可以用的數字；不過這裡要的是差幾個百分點：相減就好，不要再除。",
            ),
        ),
        Mistake(
            key="clickers",
            wrong=_of(_clickers, 0),
            message=Text(
                "Of the treated only those who clicked are in here. The lot decided who got a message; who clicks "
                "decided that for themselves.",
                "實驗組你只留了點連結的人。誰收到訊息是抽籤決定的，點不點卻是自己決定的。",
            ),
        ),
    ),
    hints=(
        Text(
            "The first blank is the word that stands in the column `group` for those who got nothing.",
            "第一個空格，是 `group` 那一欄裡代表「什麼都沒收到」的字。",
        ),
        Text(
            '`"held_out"`, with the quotation marks. The share of the treated comes first, the other is taken off.',
            '填 `"held_out"`，引號要留著。接著實驗組的比率放前面，減掉另一個。',
        ),
    ),
    solution="""
# 1 The share of the held-out who came back, counted in the same way  # lang-en
# 1 對照組回來的比率，算法一樣  # lang-zh-Hant
held_out = people[people["group"] == "held_out"]
rate_held_out = held_out["responded"].mean()

# 2 What the messages changed, in points of a hundred  # lang-en
# 2 訊息改變了多少，用百分點來說  # lang-zh-Hant
difference = rate_treated - rate_held_out
print(f"{100 * difference:+.1f}")
""",
)

_OTHER = ValueTask(
    id="3.3.other",
    title=Text("Another trial", "另一個活動"),
    name="difference_other",
    minutes=3,
    prompt=Text(
        "`difference_other`: from `other_touches`, the share of the treated people who came back less the share of the "
        "held-out.",
        "`difference_other`：從 `other_touches` 算出實驗組回來的比率，減掉對照組回來的比率。",
    ),
    answer=_of(_difference, 1),
    returns=Number(unit="share"),
    mistakes=(
        Mistake(key="turned", wrong=_of(_turned, 1), message=_TURNED.message),
        Mistake(
            key="series",
            wrong=_of(_difference, 0),
            message=Text(
                "This is the number of the first series. Begin with `other_touches`.",
                "這是前面那個系列的數字。請從 `other_touches` 開始。",
            ),
        ),
        Mistake(
            key="nothing-off",
            wrong=_of(_treated, 1),
            message=Text(
                "This is the share of the treated. What would they have done without it?",
                "這是實驗組的比率。要是沒做這件事，他們會怎樣？",
            ),
        ),
        Mistake(
            key="without",
            wrong=_of(_held_out, 1),
            message=Text(
                "This is the share of the held-out. It has to be taken off that of the treated.",
                "這是對照組的比率。它是要被拿去扣的那一個。",
            ),
        ),
        Mistake(
            key="against-all",
            wrong=_of(_against_all, 1),
            message=Text(
                "You took off the share of everybody. Take off that of the held-out only.",
                "你扣掉的是所有人的比率。只扣對照組的。",
            ),
        ),
        Mistake(
            key="relative",
            wrong=_of(_relative, 1),
            message=Text(
                "That is how much more in relation to the held-out. Asked for are the points: subtract, do not divide.",
                "這是「比對照組多了幾成」。這裡要的是百分點：相減就好，不要再除。",
            ),
        ),
        Mistake(
            key="counts",
            wrong=_of(_counts, 1),
            message=Text(
                "You subtracted numbers of people, and the groups are not equally large. Make a share of each first.",
                "你直接拿人數相減，可是兩組人數不一樣。先各自變成比率。",
            ),
        ),
    ),
    hints=(
        Text(
            "The same three steps as above, with `other_touches` in place of `touches`: people, two shares, one "
            "subtraction.",
            "跟上面同樣三步，只是 `touches` 換成 `other_touches`：一人一列、兩個比率、相減。",
        ),
        Text(
            'A short way: `shares = other_people.groupby("group")["responded"].mean()` gives both shares at once; '
            '`shares["treated"]` is one of them.',
            '有個短的寫法：`shares = other_people.groupby("group")["responded"].mean()` 一次得到兩個比率，'
            '`shares["treated"]` 是其中一個。',
        ),
    ),
    solution="""
other_people = other_touches.groupby("customer_id").agg(group=("group", "first"), responded=("responded", "max"))
shares = other_people.groupby("group")["responded"].mean()
difference_other = shares["treated"] - shares["held_out"]
print(f"{100 * difference_other:+.1f}")
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_EXTRA = ChoiceTask(
    id="3.3.extra",
    title=Text("How many because of it?", "幾位是它帶回來的？"),
    minutes=2,
    prompt=Text(
        "120 new customers got a note, 36 of them came back. 60 were left out by lot, 12 of them came back. How many "
        "of the 36 came because of the note?",
        "120 位新客收到小卡，36 位回來買。抽籤留下 60 位不寄，12 位回來買。36 位裡，有幾位是小卡帶回來的？",
    ),
    options=(
        Option(
            key="all",
            text=Text("36", "36 位"),
            why=Text(
                "One in five of those left out came as well. Of 120 about 24 would have come without a note.",
                "沒收到的人，五個也有一個回來。120 位裡大約 24 位本來就會來。",
            ),
        ),
        Option(
            key="not-scaled",
            text=Text("24", "24 位"),
            why=Text(
                "36 − 12 forgets that the groups are not equally large: 12 of 60 are 24 of 120.",
                "36−12 忘了兩組人數不一樣：60 位裡的 12 位，等於 120 位裡的 24 位。",
            ),
        ),
        Option(
            key="right",
            text=Text("12", "12 位"),
            why=Text(
                "30% less 20% are 10 points, and 10 in a hundred of 120 are 12.",
                "30% 減 20% 是 10 個百分點，120 位的 10% 是 12 位。",
            ),
        ),
        Option(
            key="points",
            text=Text("10", "10 位"),
            why=Text(
                "10 are the points, that is, people in a hundred. There were 120.",
                "10 是百分點，也就是每一百位有 10 位。這裡有 120 位。",
            ),
        ),
    ),
    right="right",
)

_OPENERS = ChoiceTask(
    id="3.3.openers",
    title=Text("Only those who read it", "只算有看的人"),
    minutes=1,
    prompt=Text(
        "A colleague: “Half of them never opened the mail, so it cannot have changed them. Compare those who opened it "
        "with the held-out.” What do you answer?",
        "同事說：「有一半的人根本沒打開信，信不可能影響他們。拿打開的人跟對照組比才對。」你怎麼回？",
    ),
    options=(
        Option(
            key="agree",
            text=Text("True: the others only water the number down", "有道理，其他人只是把數字稀釋了"),
            why=Text(
                "Whoever opens our mail already likes us more. Among the held-out are such people too, but nobody "
                "can pick them out: they had nothing to open.",
                "會打開信的人，本來就比較喜歡我們。對照組裡也有這種人，只是挑不出來，因為他們沒有信可以開。",
            ),
        ),
        Option(
            key="unlike",
            text=Text(
                "Then the two groups differ in more than the mail",
                "那樣兩群人就不只差在信了",
            ),
            why=Text(
                "The lot made *all* the treated like all the held-out. Keep a part of one side, and they differ.",
                "抽籤讓**整個**實驗組跟整個對照組條件相同。只留下其中一邊的一部分，就不再相同了。",
            ),
        ),
        Option(
            key="unopened",
            text=Text(
                "Compare those who opened with those who did not, it is the same mail",
                "應該拿打開的跟沒打開的比，收到的信一樣",
            ),
            why=Text(
                "These two chose their groups themselves. The difference shows who they are, not what the mail did.",
                "這兩群是自己選的。差別說的是他們本來是什麼樣的人，不是信做了什麼。",
            ),
        ),
    ),
    right="unlike",
)

_OPEN = ChoiceTask(
    id="3.3.zero-inside",
    title=Text("From −2 to +14", "從 −2 到 +14"),
    minutes=1,
    prompt=Text(
        "A test of a thank-you card: +6 points, 95% interval from −2 to +14. What do you tell the owner?",
        "感謝卡的測試：多了 6 個百分點，95% 信賴區間從 −2 到 +14。你怎麼跟老闆說？",
    ),
    options=(
        Option(
            key="works",
            text=Text(
                "The card brings back six more of every hundred customers", "感謝卡讓每一百位多 6 位回來，可以全面寄"
            ),
            why=Text(
                "Of these people, with this lot. The data also fit with 14 more, and with none at all.",
                "那是這批人、這次抽籤的結果。多 14 位，或一位也沒多，資料也都說得通。",
            ),
        ),
        Option(
            key="nothing",
            text=Text("The card does nothing, for zero lies inside", "感謝卡沒有用，因為 0 在區間裡"),
            why=Text(
                "Not shown is not the same as not there. +14 lies inside as well.",
                "「看不出來」不等於「沒有」。+14 也在區間裡。",
            ),
        ),
        Option(
            key="open",
            text=Text("So far it may be luck; more people would tell", "目前可能只是運氣，要再多一些人才知道"),
            why=Text(
                "That is what the interval says. Whether to go on depends on what a card costs (lesson 6.5).",
                "區間說的就是這件事。要不要繼續，看一張卡多少錢（第 6.5 課）。",
            ),
        ),
    ),
    right="open",
)

_TWO_WAY = ChoiceTask(
    id="3.3.two-way",
    title=Text("Which of these is a talk?", "哪一個才是對話？"),
    minutes=1,
    prompt=Text(
        "Four things the shop does for new customers. Which one is **two-way**, and adds something to the goods?",
        "店裡替新客做的四件事，哪一件是**雙向**的，而且讓買到的東西更有價值？",
    ),
    options=(
        Option(
            key="newsletter",
            text=Text(
                "A newsletter on the first of every month, with the new goods and a word from the owner",
                "每月一號寄電子報，介紹新品，再附上老闆的幾句話",
            ),
            why=Text(
                "That is active and one-way: we speak, whether they want to hear it or not.",
                "這是主動、單向的：不管對方想不想聽，都是我們在說。",
            ),
        ),
        Option(
            key="voucher",
            text=Text("A voucher for the second order", "第二次購買的折價券"),
            why=Text(
                "It lowers a price, and whoever would have come anyway takes it too. Nothing is said or heard.",
                "這是降價，本來就會來的人也照拿。沒有說到話，也沒有聽到什麼。",
            ),
        ),
        Option(
            key="asked",
            text=Text(
                "Asking after a week whether all is well with the purchase, and acting on the answer",
                "一週後問「買的東西用得順手嗎」，照回答去處理",
            ),
            why=Text(
                "We ask, they answer, something follows: that is a talk, and help that came with the purchase.",
                "我們問、他們答、之後真的有下文：這就是對話，也是買了才有的服務。",
            ),
        ),
        Option(
            key="hotline",
            text=Text(
                "A telephone number on the invoice, with somebody there from nine to nine",
                "發票上印客服電話，早上九點到晚上九點都有人接",
            ),
            why=Text(
                "That is passive: good to have, but they have to begin, mostly when something has gone wrong.",
                "這是被動的：有很好，但要對方先開口，多半是出了問題才會打。",
            ),
        ),
    ),
    right="asked",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_PLAN = TextTask(
    id="3.3.plan",
    title=Text("Five lines", "五行字"),
    minutes=4,
    prompt=Text(
        "One line each: **whom** (target), **what they get out of it** (proposition), **how they are reached** "
        "(channel), **what happens on which day** (activities), and **how many are held out**, with one number of this "
        "ledger behind your choice.",
        "一行一件事：**給誰**（目標）、**對他們有什麼好處**（價值主張）、**用什麼管道**（通路）、"
        "**哪一天做什麼**（活動），還有**留多少人當對照組**，並用這本帳本的一個數字當理由。",
    ),
    model=Text(
        "Hold yours against these questions, then read the one below the box.\n\n"
        "- Could a colleague make the list from your first line, consent included?\n"
        "- Is there something in it for the customer besides a lower price?\n"
        "- Does your number come from the two groups of the lot?\n"
        "- Did you say what the held-out cost you (sales that do not happen) and what you get for it?",
        "先拿這幾個問題檢查自己寫的，再看下面的範例。\n\n"
        "- 換一個人來做，照你的第一行列得出同一份名單嗎？有沒有排除沒同意收訊息的人？\n"
        "- 除了便宜，顧客還得到什麼？\n"
        "- 你的數字，是抽籤分開的那兩組算出來的嗎？\n"
        "- 有沒有寫出對照組的代價（少做的生意），以及換來什麼？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_OPEN,
    _BACK_INTERVAL,
    _BACK_ROWS,
    _WHOM,
    _OF_HUNDRED,
    _RATE_TREATED,
    _DIFFERENCE,
    _OTHER,
    _EXTRA,
    _OPENERS,
    _OPEN,
    _TWO_WAY,
    _PLAN,
)
