"""The welcome series: whom to compare with whom, what it changed, and what that was worth."""

from __future__ import annotations

import numpy as np
import pandas as pd

import customer_value
from customer_value.ledger import Ledger
from customer_value.messages import Text
from solutions.new_customers.given import ratio
from tutor.shape import Column, Number
from tutor.task import Arguments, Case, ChoiceTask, FunctionTask, Mistake, Option, ValueTask

NAN = float("nan")

WHOM = ChoiceTask(
    id="a03.compare",
    name="compare_answer",
    title=Text("Who against whom?", "誰和誰比？"),
    points=1,
    minutes=3,
    lesson="3.3",
    prompt=Text(
        en="""
From March on, lots were drawn for every new customer: three of four got the welcome mails (the *treated*), one of four
got nothing (*held out*). Half of the treated opened a mail. Afterwards these shares had bought a second time:

| group | bought again |
|---|---:|
| treated, opened a mail | 50% |
| treated, opened none | 34% |
| treated, all | 42% |
| held out | 28% |
| new customers of the year before, without mails | 25% |

**By how much did the mails raise the share that buys again?**
""",
        zh_hant="""
從三月起，每位新客都抽籤：四分之三收到迎新信（**實驗組**），四分之一什麼都不寄（**對照組**）。\
實驗組有一半的人打開過信。之後各組再次購買的比率是：

| 組別 | 再次購買 |
|---|---:|
| 實驗組，打開過信 | 50% |
| 實驗組，沒打開 | 34% |
| 實驗組，全部 | 42% |
| 對照組 | 28% |
| 前一年的新客，沒有寄信 | 25% |

**迎新信讓再次購買的比率提高了多少？**
""",
    ),
    options=(
        Option(
            key="openers-others",
            text=Text(
                "50 − 34 = 16 points: those who opened against those who did not.",
                "50 − 34 ＝ 16 個百分點：打開的和沒打開的比。",
            ),
            why=Text(
                "Nobody drew lots over who opens a mail. Who opens it likes the shop anyway, and would have come more "
                "often without it.",
                "誰會打開信，不是抽籤決定的。會打開的人本來就比較喜歡這家店，就算沒有信也比較常來。",
            ),
        ),
        Option(
            key="openers-held-out",
            text=Text(
                "50 − 28 = 22 points: those who opened against those held out. The others have not seen the mail.",
                "50 − 28 ＝ 22 個百分點：打開的和對照組比，因為其他人根本沒看到信。",
            ),
            why=Text(
                "Among those held out are people who would have opened it and people who would not. Only the whole "
                "group of the treated is made up in the same way.",
                "對照組裡，有「收到就會打開」的人，也有不會打開的人。只有實驗組的全部，組成才和它一樣。",
            ),
        ),
        Option(
            key="as-drawn",
            text=Text(
                "42 − 28 = 14 points: all treated against all held out.",
                "42 − 28 ＝ 14 個百分點：實驗組全部和對照組全部比。",
            ),
            why=Text(
                "The lot has made these two groups alike in everything but the mails. It is what sending them brings, "
                "with all those who never open them: that is what is paid for, too.",
                "抽籤讓這兩組除了信以外條件都相同。這就是「寄信」帶來的效果，連從來不開信的人也包含在內，"
                "而錢也正是花在所有人身上。",
            ),
        ),
        Option(
            key="no-control",
            text=Text("42 points: what the treated bought.", "42 個百分點：實驗組買了這麼多。"),
            why=Text(
                "Then every single second purchase would be owed to the mails. But those held out got none, and many "
                "of them bought as well.",
                "這等於把每一筆二購都算成信的功勞。可是對照組一封都沒收到，也有不少人回來買。",
            ),
        ),
        Option(
            key="year-before",
            text=Text(
                "42 − 25 = 17 points: against the year before.",
                "42 − 25 ＝ 17 個百分點：和前一年比。",
            ),
            why=Text(
                "Between the two years other things have changed as well: prices, goods, who comes. Those held out "
                "lived through the same months.",
                "兩年之間，其他事情也變了：價格、商品、來的是什麼人。對照組過的是同一段日子。",
            ),
        ),
        Option(
            key="relative",
            text=Text(
                "42 ÷ 28 − 1 = 50 points: half as much again.",
                "42 ÷ 28 − 1 ＝ 50 個百分點：多了一半。",
            ),
            why=Text(
                "The two groups are right, and half as much again is right, too. But that is 50 **percent of 28**, not "
                "50 points of a hundred customers.",
                "選的兩組對了，「多了一半」也對。但那是 **28 的 50%**，不是 100 位顧客裡多 50 位。",
            ),
        ),
    ),
    right="as-drawn",
    hints=(
        Text(
            "Which two of the groups did only the lot divide, and nobody's own choice?",
            "哪兩組是純粹由抽籤分開的，沒有任何人自己的選擇在裡面？",
        ),
        Text(
            "Points are counted in a hundred customers: how many more of a hundred came back because mails were sent?",
            "百分點說的是 100 位顧客：因為寄了信，100 位裡多幾位回來？",
        ),
    ),
)


def uplift(touches):
    # 1 one row per person: the group, and whether any of the touches was followed by an order  # lang-en
    # 1 一人一列：屬於哪一組，任何一次接觸之後有沒有購買  # lang-zh-Hant
    people = touches.groupby("customer_id").agg({"group": "first", "responded": "max"})

    # 2 the share of each group that bought  # lang-en
    # 2 兩組各有多少比率購買  # lang-zh-Hant
    ### BEGIN SOLUTION
    treated = people.loc[people["group"] == "treated", "responded"].mean()
    held_out = people.loc[people["group"] == "held_out", "responded"].mean()
    ### END SOLUTION

    # 3 return both ways of saying what the treatment changed  # lang-en
    # 3 用兩種說法，傳回活動改變了多少  # lang-zh-Hant
    ### BEGIN SOLUTION
    difference = treated - held_out
    return {"difference": difference, "relative": ratio(difference, held_out)}
    ### END SOLUTION


def uplift_by_loop(touches):
    group, bought = {}, {}
    for touch in touches.itertuples():
        group[touch.customer_id] = touch.group
        bought[touch.customer_id] = bought.get(touch.customer_id, False) or touch.responded
    rates = {}
    for name in ("treated", "held_out"):
        people = [bought[one] for one in group if group[one] == name]
        rates[name] = sum(people) / len(people) if people else NAN
    difference = rates["treated"] - rates["held_out"]
    return pd.Series(
        {"difference": difference, "relative": difference / rates["held_out"] if rates["held_out"] else NAN}
    )


def uplift_in_duckdb(touches):
    import duckdb

    shop = duckdb.connect()
    shop.register("touches", touches)
    treated, held_out = shop.sql(
        """
        with people as (select customer_id, "group", max(responded::int) as bought from touches group by all)
        select avg(bought) filter ("group" = 'treated'), avg(bought) filter ("group" = 'held_out') from people
        """
    ).fetchall()[0]
    if treated is None or held_out is None:
        return [("difference", NAN), ("relative", NAN)]
    difference = treated - held_out
    return [("difference", difference), ("relative", difference / held_out if held_out else NAN)]


def uplift_by_sets(touches):
    people = touches.groupby("group")["customer_id"].agg(set)
    buyers = set(touches.loc[touches["responded"], "customer_id"])
    share = {name: len(members & buyers) / len(members) for name, members in people.items()}
    if {"treated", "held_out"} - set(share):
        return {"difference": None, "relative": None}
    points = share["treated"] - share["held_out"]
    return {"difference": points, "relative": points / share["held_out"] if share["held_out"] else None}


def uplift_measured(touches):
    groups = customer_value.trial_groups(touches.assign(lead_id=None, cost=0.0)).set_index("group")
    counts = groups.reindex(["treated", "held_out"], fill_value=0)[["people", "responders"]].astype(int)
    found = customer_value.uplift(*(int(number) for number in counts.to_numpy().ravel()))
    return {"difference": found.difference, "relative": found.relative}


# What people do instead


def _people(touches):
    people = touches.groupby("customer_id").agg({"group": "first", "responded": "max", "opened": "max"})
    return people.assign(opened=people["opened"].fillna(False).astype(bool))


def _rate(people, group):
    return people.loc[people["group"] == group, "responded"].mean()


def _both(treated, control):
    return {"difference": treated - control, "relative": ratio(treated - control, control)}


def uplift_of_touches(touches):
    return _both(_rate(touches, "treated"), _rate(touches, "held_out"))


def uplift_of_openers(touches):
    people = _people(touches)
    opened = people[people["opened"]]
    return _both(_rate(opened, "treated"), _rate(people, "held_out"))


def uplift_openers_others(touches):
    people = _people(touches)
    return _both(_rate(people[people["opened"]], "treated"), _rate(people[~people["opened"]], "treated"))


def uplift_no_control(touches):
    people = _people(touches)
    treated = _rate(people, "treated")
    return {"difference": treated, "relative": ratio(treated, _rate(people, "held_out"))}


def uplift_turned(touches):
    people = _people(touches)
    return _both(_rate(people, "held_out"), _rate(people, "treated"))


def uplift_negative(touches):
    right = uplift(touches)
    return {name: -value for name, value in right.items()}


def uplift_not_scaled(touches):
    people = _people(touches)
    buyers = people[people["responded"]].groupby("group").size()
    treated, control, n = buyers.get("treated", 0), buyers.get("held_out", 0), (people["group"] == "treated").sum()
    return {"difference": ratio(treated - control, n), "relative": ratio(treated - control, control)}


def uplift_buyers(touches):
    people = _people(touches)
    buyers = people[people["responded"]].groupby("group").size()
    treated, control = buyers.get("treated", 0), buyers.get("held_out", 0)
    return {"difference": treated - control, "relative": ratio(treated - control, control)}


def uplift_ratio(touches):
    people = _people(touches)
    treated, control = _rate(people, "treated"), _rate(people, "held_out")
    return {"difference": treated - control, "relative": ratio(treated, control)}


def uplift_of_treated(touches):
    people = _people(touches)
    treated, control = _rate(people, "treated"), _rate(people, "held_out")
    return {"difference": treated - control, "relative": ratio(treated - control, treated)}


def uplift_of_everybody(touches):
    people = _people(touches)
    held_out = (people["group"] == "held_out").any()
    return _both(_rate(people, "treated"), people["responded"].mean() if held_out else NAN)


def uplift_shares_of_all(touches):
    people = _people(touches)
    counts = people[people["responded"]].groupby("group").size()
    sizes = people.groupby("group").size()
    treated, control = (
        counts.get(group, 0) / len(people) if group in sizes else NAN for group in ("treated", "held_out")
    )
    return _both(treated, control)


def uplift_swapped(touches):
    right = uplift(touches)
    return {"difference": right["relative"], "relative": right["difference"]}


def uplift_points(touches):
    right = uplift(touches)
    return {"difference": 100 * right["difference"], "relative": right["relative"]}


def uplift_relative_percent(touches):
    right = uplift(touches)
    return {"difference": right["difference"], "relative": 100 * right["relative"]}


def uplift_first_touch(touches):
    first = touches.drop_duplicates("customer_id")
    return _both(_rate(first, "treated"), _rate(first, "held_out"))


def uplift_last_touch(touches):
    last = touches.drop_duplicates("customer_id", keep="last")
    return _both(_rate(last, "treated"), _rate(last, "held_out"))


MISTAKES = (
    Mistake(
        key="touches",
        wrong=uplift_of_touches,
        message=Text(
            "You divided by touches. Who got three mails and bought once is one person who bought: use `people` from "
            "step 1.",
            "你除以的是接觸次數。收到三封信、買了一次的人，就是一位購買的人：請用步驟 1 的 `people`。",
        ),
    ),
    Mistake(
        key="openers",
        wrong=uplift_of_openers,
        message=Text(
            "Of the treated you kept those who opened a mail. The lot was drawn over everybody; who opens chose that "
            "for themselves. All the treated count.",
            "實驗組你只留下打開信的人。抽籤分的是所有人，打不打開卻是自己選的；實驗組的每個人都要算。",
        ),
    ),
    Mistake(
        key="openers-others",
        wrong=uplift_openers_others,
        message=Text(
            "You compared those who opened with those who did not. Both got the mails, and they differ in more than "
            "that: who got nothing by lot?",
            "你拿打開信的和沒打開的比。這兩種人都收到了信，而且本來就不一樣：抽籤之後，什麼都沒收到的是誰？",
        ),
    ),
    Mistake(
        key="no-control",
        wrong=uplift_no_control,
        message=Text(
            "Your difference is the rate of the treated itself. Part of them would have bought without a mail: what "
            "has to come off?",
            "你的差異就是實驗組的購買率。其中有些人沒收到信也會買：要扣掉什麼？",
        ),
    ),
    Mistake(
        key="turned",
        wrong=uplift_turned,
        message=Text(
            "You took the treated off those held out, and divided by the treated. What the mails changed is what the "
            "treated have **more** than the others.",
            "你用對照組減實驗組，再除以實驗組。信改變的，是實驗組比對照組**多**出來的部分。",
        ),
    ),
    Mistake(
        key="negative",
        wrong=uplift_negative,
        message=Text(
            "Both numbers have the wrong sign: you took the treated off those held out. Where the mails helped, the "
            "difference has to be above 0.",
            "兩個數字的正負號都反了：你用對照組減實驗組。信有幫助的話，差異應該大於 0。",
        ),
    ),
    Mistake(
        key="not-scaled",
        wrong=uplift_not_scaled,
        message=Text(
            "You took the buyers of the one group off those of the other, and the groups are not equally large. Make a "
            "share of each group first.",
            "你直接把兩組的購買人數相減，可是兩組人數不一樣。先各自變成比率。",
        ),
    ),
    Mistake(
        key="buyers",
        wrong=uplift_buyers,
        message=Text(
            "You compared numbers of buyers. The groups are not equally large: make a share of each first.",
            "你比的是購買人數。兩組人數不一樣，要先各自變成比率。",
        ),
    ),
    Mistake(
        key="ratio",
        wrong=uplift_ratio,
        message=Text(
            "The difference is right. For `relative` you divided one rate by the other: no change would be 1 then. "
            "Look at what is divided in the definition.",
            "`difference` 對了。`relative` 你用一個比率除以另一個，這樣「沒有改變」會是 1。看看定義裡是什麼除以什麼。",
        ),
    ),
    Mistake(
        key="of-treated",
        wrong=uplift_of_treated,
        message=Text(
            "The difference is right. For `relative` you divided by the rate of the treated. Half as much again of "
            "what? Of what there would have been without mails.",
            "`difference` 對了。`relative` 你除以實驗組的購買率。「多了一半」是以誰為準？是沒寄信時本來會有的。",
        ),
    ),
    Mistake(
        key="of-everybody",
        wrong=uplift_of_everybody,
        message=Text(
            "You compared the treated with everybody, the treated themselves among them. Compare with those who got "
            "nothing.",
            "你拿實驗組和所有人比，實驗組自己也在裡面。要和什麼都沒收到的那一組比。",
        ),
    ),
    Mistake(
        key="shares-of-all",
        wrong=uplift_shares_of_all,
        message=Text(
            "You divided the buyers of both groups by everybody together. Each group has a size of its own: the rate "
            "of a group is a share of its own people.",
            "兩組的購買人數，你都除以全部的人。兩組各有各的人數：一組的購買率，是占這一組的人。",
        ),
    ),
    Mistake(
        key="swapped",
        wrong=uplift_swapped,
        message=Text(
            "Both numbers are there, each under the other's name. Which of them is in points of a hundred customers?",
            "兩個數字都有了，只是名稱對調。哪一個是以「100 位顧客」為準的百分點？",
        ),
    ),
    Mistake(
        key="points",
        wrong=uplift_points,
        message=Text(
            "`relative` is right; `difference` is 100 times what is asked for. Two points are 0.02 here.",
            "`relative` 對了；`difference` 大了 100 倍。2 個百分點在這裡寫成 0.02。",
        ),
    ),
    Mistake(
        key="relative-percent",
        wrong=uplift_relative_percent,
        message=Text(
            "`difference` is right; `relative` is 100 times what is asked for. Half as much again is 0.5 here.",
            "`difference` 對了；`relative` 大了 100 倍。多了一半在這裡寫成 0.5。",
        ),
    ),
    Mistake(
        key="first-touch",
        wrong=uplift_first_touch,
        message=Text(
            "You looked at each person's first touch only. The response stands on the last one before the order: step "
            "1 looks at all of them.",
            "每個人你只看第一次接觸。回應記在購買前的最後一次接觸上；步驟 1 會看全部。",
        ),
    ),
    Mistake(
        key="last-touch",
        wrong=uplift_last_touch,
        message=Text(
            "You looked at each person's last row only. Whoever responded to an earlier one is missing: step 1 looks "
            "at all of them.",
            "每個人你只看最後一列。回應較早那次接觸的人就漏掉了；步驟 1 會看全部。",
        ),
    ),
)


# The touches it is tried on

TOUCHES = {
    "touch_id": "str",
    "customer_id": "str",
    "group": "str",
    "opened": "boolean",
    "responded": "bool",
}

SMALL_ROWS = (
    ("T01", "C00001", "treated", False, False),
    ("T02", "C00007", "held_out", None, True),
    ("T03", "C00002", "treated", True, True),
    ("T04", "C00001", "treated", True, True),
    ("T05", "C00008", "held_out", None, False),
    ("T06", "C00003", "treated", False, False),
    ("T07", "C00004", "treated", True, False),
    ("T08", "C00005", "treated", False, True),
    ("T09", "C00009", "held_out", None, False),
    ("T10", "C00004", "treated", False, False),
    ("T11", "C00010", "held_out", None, False),
    ("T12", "C00003", "treated", False, False),
    ("T13", "C00006", "treated", False, False),
    ("T14", "C00011", "held_out", None, False),
    ("T15", "C00006", "treated", True, False),
    ("T16", "C00008", "held_out", None, False),
)
SMALL: Arguments = {
    "touches": pd.DataFrame(list(SMALL_ROWS), columns=list(TOUCHES)).astype(TOUCHES),
}
"""The sixteen touches that the exercise page prints."""


def _campaign(
    rng: np.random.Generator, treated: int, held_out: int, *, rate: float, base: float, most: int = 3
) -> Arguments:
    """A campaign of several touches; who responds gets no more, so the response stands on the last touch, but for a few
    whose order was found late."""
    rows, ids = [], rng.permutation(np.arange(1, treated + held_out + 1))
    for place, number in enumerate(ids):
        group = "treated" if place < treated else "held_out"
        keen = bool(rng.random() < 0.5)
        chance = base if group == "held_out" else min(rate * (1.4 if keen else 0.6), 0.95)
        buys = bool(rng.random() < chance)
        touches = int(rng.integers(1, most + 1))
        on = int(rng.integers(0, touches)) if rng.random() < 0.3 else touches - 1
        for step in range(touches):
            opened = None if group == "held_out" else bool(keen and (step == 0 or rng.random() < 0.6))
            rows.append((step, f"C{number:05d}", group, opened, buys and step == on))
    order = sorted(range(len(rows)), key=lambda one: (rows[one][0], rng.random()))
    table = [(f"T{number:05d}", *rows[one][1:]) for number, one in enumerate(order, start=1)]
    return {"touches": pd.DataFrame(table, columns=list(TOUCHES)).astype(TOUCHES)}


def draw_small(rng: np.random.Generator) -> Arguments:
    return _campaign(rng, int(rng.integers(6, 9)), int(rng.integers(4, 6)), rate=0.6, base=0.3, most=2)


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """Some hundred people, three of four treated."""
    rate = rng.uniform(0.3, 0.5)
    return _campaign(
        rng, int(rng.integers(85, 140)), int(rng.integers(30, 50)), rate=rate, base=rate - rng.uniform(0.06, 0.15)
    )


def draw_harm(rng: np.random.Generator) -> Arguments:
    """Mails that put people off."""
    return _campaign(rng, int(rng.integers(30, 50)), int(rng.integers(20, 30)), rate=0.1, base=0.6)


def draw_no_base(rng: np.random.Generator) -> Arguments:
    """Nobody buys without the mails."""
    return _campaign(rng, int(rng.integers(12, 30)), int(rng.integers(5, 12)), rate=0.5, base=0.0)


def draw_no_hold_out(rng: np.random.Generator) -> Arguments:
    """Everybody got the mails."""
    return _campaign(rng, int(rng.integers(8, 20)), 0, rate=0.5, base=0.0)


CASES = (
    Case(
        key="small",
        name=Text("the eleven people on the page", "頁面上的十一個人"),
        share=0.2,
        draw=draw_small,
        printed=SMALL,
    ),
    Case(
        key="ordinary",
        name=Text("an ordinary campaign", "一檔一般的活動"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(key="harm", name=Text("mails that put people off", "讓人反感的信"), share=0.2, draw=draw_harm),
    Case(
        key="no-base",
        name=Text("a campaign without which nobody buys", "沒有活動就沒有人買"),
        share=0.1,
        draw=draw_no_base,
    ),
    Case(
        key="no-hold-out",
        name=Text("a campaign in which nobody was held out", "沒有對照組的活動"),
        share=0.1,
        draw=draw_no_hold_out,
    ),
)

UPLIFT = FunctionTask(
    id="a03.uplift",
    title=Text("Treated and held out", "實驗組與對照組"),
    points=2,
    minutes=6,
    lesson="3.3",
    prompt=Text(
        en="""
Write `uplift(touches)`: what a campaign changed, its [uplift](term:uplift). The table `touches` has one row per touch:
`touch_id`, `customer_id`, `group` (`"treated"` or `"held_out"`), `opened` (empty for those held out), `responded` (True
where an order followed). One person may stand on several rows.

**Definition.** The rate of a group is the share of its **people** with a response on any row. **All** the treated
count, whether or not they opened anything.

- `difference` = rate of the treated − rate of those held out; 0.02 are 2 percentage points.
- `relative` = `difference` ÷ rate of those held out; 0.5 is half as much again.

**Comes back:** both under their names, `{"difference": …, "relative": …}`, not rounded. Both may be below 0. Without a
group both are `NaN`; if nobody of those held out bought, only `relative` is.

Step 1 is done for you. The `.mean()` of a column of True and False is the share of True, and of an empty column `NaN`.
`ratio(…, …)` from the top of the page divides, and gives `NaN` where there is nothing to divide by.
""",
        zh_hant="""
請寫出 `uplift(touches)`：一檔活動改變了多少，也就是[提升效果](term:uplift)。`touches` 一次接觸一列：`touch_id`、\
`customer_id`、`group`（`"treated"` 是實驗組，`"held_out"` 是對照組）、`opened`（對照組是空值）、\
`responded`（之後有購買是 True）。同一個人可能有好幾列。

**定義：** 一組的購買率，是這一組的**人**裡，任何一列有回應的比率。實驗組的**每個人**都算，不管有沒有打開過信。

- `difference` ＝ 實驗組的購買率 − 對照組的購買率；0.02 是 2 個百分點。
- `relative` ＝ `difference` ÷ 對照組的購買率；0.5 是多了一半。

**傳回：** 兩個數字各配自己的名稱，`{"difference": …, "relative": …}`，不要四捨五入，都可能小於 0。\
少了任何一組，兩個都是 `NaN`；對照組沒有人購買時，只有 `relative` 是 `NaN`。

步驟 1 已經寫好。True 和 False 的欄位取 `.mean()`，就是 True 的比率，空的欄位會得到 `NaN`。\
頁面上方的 `ratio(…, …)` 會相除，沒有分母就給 `NaN`。
""",
    ),
    answer=uplift,
    returns=Column(name="uplift", key="name", unit="share", named=True),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(uplift_by_loop, uplift_in_duckdb, uplift_by_sets),
    measure=uplift_measured,
    hints=(
        Text(
            "Step 2 is two lines that differ in one word. Each takes the column `responded` of the people of one group "
            "and its mean.",
            "步驟 2 是兩行，只差一個字。每一行都是取某一組的 `responded` 欄，再取平均。",
        ),
        Text(
            '`people.loc[people["group"] == "treated", "responded"]` is the column of the treated. The other group has '
            "another name in the quotation marks.",
            '`people.loc[people["group"] == "treated", "responded"]` 是實驗組的那一欄。另一組只要換引號裡的名稱。',
        ),
        Text(
            "Give the difference a name first, then return the dict of the definition. `ratio` divides and gives `NaN` "
            "where there is nothing to divide by.",
            "先把差異取個名字，再傳回定義裡的字典。`ratio` 會相除，沒有東西可以當分母時給 `NaN`。",
        ),
    ),
)


# What it was worth: from the ledger

MARGIN = 400
"""What one more order earns, as the page gives it."""


def _welcome(ledger: Ledger) -> tuple[pd.DataFrame, float]:
    """The people, buyers and cost of each group of the welcome series, and its fixed cost."""
    campaigns, touches = ledger.table("campaigns"), ledger.table("touches")
    (campaign,) = campaigns[campaigns["objective"] == "welcome"].itertuples()
    touches = touches[touches["campaign_id"] == campaign.campaign_id]
    people = touches.groupby("customer_id").agg({"group": "first", "responded": "max", "cost": "sum"})
    groups = people.groupby("group").agg(
        people=("responded", "size"), buyers=("responded", "sum"), cost=("cost", "sum")
    )
    return groups, float(campaign.fixed_cost)


def _counts(ledger: Ledger):
    groups, fixed = _welcome(ledger)
    treated, held_out = groups.loc["treated"], groups.loc["held_out"]
    return treated, held_out, fixed


def series_worth(ledger: Ledger) -> float:
    treated, held_out, fixed = _counts(ledger)
    expected = treated["people"] * held_out["buyers"] / held_out["people"]
    return (treated["buyers"] - expected) * MARGIN - fixed - treated["cost"]


def worth_by_rates(ledger: Ledger) -> float:
    treated, held_out, fixed = _counts(ledger)
    added = treated["buyers"] / treated["people"] - held_out["buyers"] / held_out["people"]
    return treated["people"] * added * MARGIN - (fixed + treated["cost"])


def worth_by_loop(ledger: Ledger) -> float:
    groups, fixed = _welcome(ledger)
    earned = 0.0
    for one in groups.itertuples():
        weight = 1 if one.Index == "treated" else -groups.loc["treated", "people"] / one.people
        earned += weight * one.buyers * MARGIN
    return earned - fixed - groups["cost"].sum()


def worth_measured(ledger: Ledger) -> float:
    campaigns, touches = ledger.table("campaigns"), ledger.table("touches")
    (name,) = campaigns.loc[campaigns["objective"] == "welcome", "campaign_id"]
    groups = customer_value.trial_groups(touches[touches["campaign_id"] == name]).set_index("group")
    counts = [
        int(groups.loc[group, column]) for group in ("treated", "held_out") for column in ("people", "responders")
    ]
    (fixed,) = campaigns.loc[campaigns["campaign_id"] == name, "fixed_cost"]
    return customer_value.uplift(*counts).incremental * MARGIN - fixed - groups["cost"].sum()


def _no_control(ledger: Ledger) -> float:
    treated, _, fixed = _counts(ledger)
    return treated["buyers"] * MARGIN - fixed - treated["cost"]


def _not_scaled(ledger: Ledger) -> float:
    treated, held_out, fixed = _counts(ledger)
    return (treated["buyers"] - held_out["buyers"]) * MARGIN - fixed - treated["cost"]


def _fixed_left_out(ledger: Ledger) -> float:
    return series_worth(ledger) + _welcome(ledger)[1]


def _touches_left_out(ledger: Ledger) -> float:
    return series_worth(ledger) + _counts(ledger)[0]["cost"]


def _cost_left_out(ledger: Ledger) -> float:
    return _fixed_left_out(ledger) + _counts(ledger)[0]["cost"]


def _per_person(ledger: Ledger) -> float:
    return series_worth(ledger) / _counts(ledger)[0]["people"]


def _relative_uplift(ledger: Ledger) -> float:
    treated, held_out, fixed = _counts(ledger)
    base = held_out["buyers"] / held_out["people"]
    relative = (treated["buyers"] / treated["people"] - base) / base
    return treated["people"] * relative * MARGIN - fixed - treated["cost"]


def _everybody_treated(ledger: Ledger) -> float:
    treated, held_out, fixed = _counts(ledger)
    added = treated["buyers"] / treated["people"] - held_out["buyers"] / held_out["people"]
    return (treated["people"] + held_out["people"]) * added * MARGIN - fixed - treated["cost"]


def _orders_only(ledger: Ledger) -> float:
    treated, held_out, _ = _counts(ledger)
    return treated["buyers"] - treated["people"] * held_out["buyers"] / held_out["people"]


def _rounded_people(ledger: Ledger) -> float:
    treated, held_out, fixed = _counts(ledger)
    expected = round(treated["people"] * held_out["buyers"] / held_out["people"])
    return (treated["buyers"] - expected) * MARGIN - fixed - treated["cost"]


def _turned_round(ledger: Ledger) -> float:
    treated, held_out, fixed = _counts(ledger)
    expected = held_out["people"] * treated["buyers"] / treated["people"]
    return (expected - held_out["buyers"]) * MARGIN - fixed - treated["cost"]


def _scaled_the_wrong_way(ledger: Ledger) -> float:
    treated, held_out, fixed = _counts(ledger)
    expected = held_out["people"] * treated["buyers"] / treated["people"]
    return (treated["buyers"] - expected) * MARGIN - fixed - treated["cost"]


def _expected_of_everybody(ledger: Ledger) -> float:
    treated, held_out, fixed = _counts(ledger)
    expected = (treated["people"] + held_out["people"]) * held_out["buyers"] / held_out["people"]
    return (treated["buyers"] - expected) * MARGIN - fixed - treated["cost"]


def _cost_added(ledger: Ledger) -> float:
    return series_worth(ledger) + 2 * _counts(ledger)[0]["cost"]


def _cost_for_each(ledger: Ledger) -> float:
    treated = _counts(ledger)[0]
    return series_worth(ledger) + treated["cost"] - treated["cost"] * treated["people"]


def _return_on_cost(ledger: Ledger) -> float:
    return series_worth(ledger) / (_welcome(ledger)[1] + _counts(ledger)[0]["cost"])


WORTH_MISTAKES = (
    Mistake(
        key="no-control",
        wrong=_no_control,
        message=Text(
            "You counted every buyer among the treated as won by the mails. How many of them would have bought "
            "without one?",
            "你把實驗組的每位買家都算成信的功勞。其中有多少人沒收到信也會買？",
        ),
    ),
    Mistake(
        key="not-scaled",
        wrong=_not_scaled,
        message=Text(
            "You took the buyers of those held out off as they are. That group is much smaller: as many people as were "
            "treated would have brought how many?",
            "你直接扣掉對照組的購買人數。可是那一組人少得多；如果對照組和實驗組一樣多人，會有幾位買家？",
        ),
    ),
    Mistake(
        key="fixed-left-out",
        wrong=_fixed_left_out,
        message=Text(
            "The fixed cost is still in: somebody had to write the mails before the first was sent.",
            "固定成本還沒扣：寄出第一封信之前，得先有人把信寫好。",
        ),
    ),
    Mistake(
        key="touches-left-out",
        wrong=_touches_left_out,
        message=Text(
            "The cost of sending is still in. Which column of `groups` has it?",
            "寄信的費用還沒扣。它在 `groups` 的哪一欄？",
        ),
    ),
    Mistake(
        key="cost-left-out",
        wrong=_cost_left_out,
        message=Text(
            "This is what the added orders earn before anything is paid for. Two costs come off.",
            "這是增量訂單賺到的，還沒付任何費用。有兩種成本要扣。",
        ),
    ),
    Mistake(
        key="per-person",
        wrong=_per_person,
        message=Text(
            "This is the profit for each person treated. Asked for is that of the whole series.",
            "這是實驗組平均每人的獲利。題目要的是整個系列。",
        ),
    ),
    Mistake(
        key="relative",
        wrong=_relative_uplift,
        message=Text(
            "You multiplied the people by the **relative** uplift. How many of a hundred people bought more is told by "
            "the difference in points.",
            "你用**相對**提升乘上人數。100 個人裡多幾位購買，要看相差幾個百分點。",
        ),
    ),
    Mistake(
        key="everybody",
        wrong=_everybody_treated,
        message=Text(
            "You let everybody have the mails, also those held out. They got none, so nothing was won from them.",
            "你把對照組也當成收到信。他們一封都沒收到，沒有增量可言。",
        ),
    ),
    Mistake(
        key="orders-only",
        wrong=_orders_only,
        message=Text(
            "This is how many more people bought. Each of them earns the margin, and then the costs come off.",
            "這是多了幾位買家。每一位都能賺到毛利，之後再扣掉成本。",
        ),
    ),
    Mistake(
        key="rounded-people",
        wrong=_rounded_people,
        message=Text(
            "You rounded the expected buyers to whole people. It is what one would expect on average: keep the "
            "decimals.",
            "你把「本來會買的人數」四捨五入成整數了。它是平均來說的期望值，小數要留著。",
        ),
    ),
    Mistake(
        key="turned-round",
        wrong=_turned_round,
        message=Text(
            "You scaled the treated down to the size of those held out. The mails went to the treated: how many would "
            "*they* have bought without them?",
            "你把實驗組縮到對照組的人數。信是寄給實驗組的：如果沒寄，**他們**會有幾位購買？",
        ),
    ),
    Mistake(
        key="scaled-the-wrong-way",
        wrong=_scaled_the_wrong_way,
        message=Text(
            "What you took off the treated is their own rate on the people held out. What would have happened without "
            "mails is shown by the rate of those held out.",
            "你扣掉的，是實驗組自己的購買率乘上對照組人數。沒收到信會怎麼樣，要看對照組的購買率。",
        ),
    ),
    Mistake(
        key="expected-of-everybody",
        wrong=_expected_of_everybody,
        message=Text(
            "Your expected buyers are those of both groups together, and you took them off the buyers of the treated "
            "alone. How many people are the treated?",
            "「本來會買的」你用兩組合起來的人數去算，卻只從實驗組的買家裡扣。實驗組有多少人？",
        ),
    ),
    Mistake(
        key="cost-added",
        wrong=_cost_added,
        message=Text(
            "The cost of sending is added instead of taken off. Look at the sign before it, and at brackets after a "
            "minus.",
            "寄信的費用被加上去了，應該是扣掉。看看它前面的正負號，還有減號後面的小括號。",
        ),
    ),
    Mistake(
        key="cost-for-each",
        wrong=_cost_for_each,
        message=Text(
            "You multiplied the cost of sending by the people. `cost` in `groups` is what all mails of the group cost "
            "together.",
            "寄信的費用你又乘上人數。`groups` 裡的 `cost`，已經是整組所有信加起來的費用。",
        ),
    ),
    Mistake(
        key="return-on-cost",
        wrong=_return_on_cost,
        message=Text(
            "This is what came back for each dollar spent, a rate. Asked for is the amount itself.",
            "這是每花一元賺回多少，是報酬率。題目要的是金額本身。",
        ),
    ),
)

WORTH = ValueTask(
    id="a03.series_worth",
    name="series_worth",
    title=Text("What the welcome series was worth", "迎新信值多少"),
    points=2,
    minutes=4,
    lesson="3.3",
    prompt=Text(
        en="""
Take the numbers of the shop's own welcome series from the table `groups` and the variable `fixed_cost`. One more
order earns 400 dollars (`margin`). **What did the series earn in all?**

**Definition.**

- *Expected*: how many of the treated would have bought without mails = people treated × buyers held out ÷ people held
  out.
- *Added* buyers = buyers among the treated − expected.
- Earned = added × `margin` − `fixed_cost` − cost of the touches of the treated.

Each added buyer counts as one order. Do not round in between. `treated` is the row of the treated in the table, so
`treated["people"]` is one number.

**Leave** the amount, in dollars and not rounded, in the variable `series_worth`. A loss is a number below 0.
""",
        zh_hant="""
請用店裡自己的迎新信來算：人數在 `groups` 這張表，固定成本在變數 `fixed_cost`。多一筆訂單能賺 400 元（`margin`）。\
**整個系列總共賺了多少？**

**定義：**

- **本來會買的**：實驗組如果沒收到信，會有幾位購買 ＝ 實驗組人數 × 對照組買家 ÷ 對照組人數。
- **增量**買家 ＝ 實驗組買家 − 本來會買的。
- 獲利 ＝ 增量 × `margin` − `fixed_cost` − 實驗組的寄信費用。

每位增量買家算一筆訂單，中間不要四捨五入。`treated` 是表裡實驗組的那一列，`treated["people"]` 就是一個數字。

把金額**放進**變數 `series_worth`，單位是元，不要四捨五入。虧損就是小於 0 的數字。
""",
    ),
    answer=series_worth,
    returns=Number(unit="money"),
    mistakes=WORTH_MISTAKES,
    alternatives=(worth_by_rates, worth_by_loop),
    measure=worth_measured,
    solution="""
treated = groups.loc["treated"]
held_out = groups.loc["held_out"]

# how many of the treated would have bought without mails, and how many more did  # lang-en
# 實驗組沒收到信也會買的人數，以及多了幾位  # lang-zh-Hant
### BEGIN SOLUTION
expected = treated["people"] * held_out["buyers"] / held_out["people"]
added = treated["buyers"] - expected
### END SOLUTION

# what they earn, less all that it cost  # lang-en
# 他們帶來的毛利，減去全部成本  # lang-zh-Hant
series_worth = (
    ### BEGIN SOLUTION
    added * margin - fixed_cost - treated["cost"]
    ### END SOLUTION
)
""",
    hints=(
        Text(
            "Begin with the buying rate of those held out: two numbers of the row `held_out`.",
            "先算對照組的購買率：用到 `held_out` 那一列的兩個數字。",
        ),
        Text(
            "The rate of those held out times the people treated gives the expected buyers. That need not be a "
            "whole number.",
            "對照組的購買率乘上實驗組的人數，就是本來會買的人數，不一定是整數。",
        ),
        Text(
            "In the last brackets stand one product and two things that come off: the added buyers times the margin, "
            'minus the fixed cost, minus `treated["cost"]`.',
            '最後的小括號裡，是一個乘積和兩個減項：增量買家乘上毛利，減固定成本，再減 `treated["cost"]`。',
        ),
    ),
)
