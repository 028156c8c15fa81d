"""Share of wallet and headroom: whose spending counts, which answers can be right, how much is still to be had."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd

import customer_value
from customer_value.ledger import Ledger
from customer_value.messages import Text
from solutions.upselling.given import ratio, usable
from tutor.shape import Number
from tutor.task import Arguments, Case, ChoiceTask, FunctionTask, Mistake, Option, ValueTask

NAN = float("nan")


def share_of_wallet(wallets):
    # 1 keep the answers that can be right  # lang-en
    # 1 只留可能正確的答案  # lang-zh-Hant
    counted = usable(wallets)

    # 2 add up both columns of these customers  # lang-en
    # 2 把這些顧客的兩欄各自加總  # lang-zh-Hant
    ### BEGIN SOLUTION
    ours = counted["ours"].sum()
    category = counted["category"].sum()
    ### END SOLUTION

    # 3 return one sum as a share of the other  # lang-en
    # 3 傳回一個總和占另一個總和的比率  # lang-zh-Hant
    ### BEGIN SOLUTION
    return ratio(ours, category)
    ### END SOLUTION


def headroom(wallets, attainable):
    # 1 keep the answers that can be right; if nobody is left, there is no answer  # lang-en
    # 1 只留可能正確的答案；一個都不剩，就沒有答案  # lang-zh-Hant
    counted = usable(wallets)
    if len(counted) == 0:
        return float("nan")

    # 2 what each customer lacks to the attainable amount, never below 0  # lang-en
    # 2 每位顧客距離可爭取的金額還差多少，不會低於 0  # lang-zh-Hant
    ### BEGIN SOLUTION
    lacking = (attainable * counted["category"] - counted["ours"]).clip(lower=0)
    ### END SOLUTION

    # 3 return the sum  # lang-en
    # 3 傳回總和  # lang-zh-Hant
    ### BEGIN SOLUTION
    return lacking.sum()
    ### END SOLUTION


# Other right ways


def share_by_loop(wallets):
    ours = category = 0
    for row in wallets.itertuples():
        if row.category >= row.ours:
            ours += row.ours
            category += row.category
    return ours / category if category else NAN


def share_in_duckdb(wallets):
    import duckdb

    shop = duckdb.connect()
    shop.register("wallets", wallets)
    return shop.sql("select sum(ours) / sum(category) as share from wallets where category >= ours").df().astype(float)


def share_by_weights(wallets):
    told = wallets.dropna(subset=["category"]).query("category >= ours and category > 0")
    if told.empty:
        return np.nan
    return np.average(told["ours"] / told["category"], weights=told["category"])


def headroom_by_loop(wallets, attainable):
    lacking = [
        max(0.0, attainable * row.category - row.ours) for row in wallets.itertuples() if row.category >= row.ours
    ]
    return sum(lacking) if lacking else NAN


def headroom_in_duckdb(wallets, attainable):
    import duckdb

    shop = duckdb.connect()
    shop.register("wallets", wallets)
    lacking = "select sum(greatest(0, $aim * category - ours)) as headroom from wallets where category >= ours"
    return shop.execute(lacking, {"aim": attainable}).df()["headroom"].astype(float)


def headroom_in_polars(wallets, attainable):
    import polars as pl

    told = pl.from_pandas(wallets, nan_to_null=True).filter(pl.col("category") >= pl.col("ours"))
    lacking = attainable * told["category"] - told["ours"]
    return lacking.filter(lacking > 0).sum() if len(told) else NAN


def headroom_by_choosing(wallets, attainable):
    counted = usable(wallets)
    lacking = counted["category"] * attainable - counted["ours"]
    return np.where(lacking > 0, lacking, 0).sum() if len(counted) else np.nan


# The tables they are tried on


def wallet_table(rows: Iterable[tuple[float, float | None]]) -> Arguments:
    """The input of the share task from pairs of what was spent with us and what was answered; None is a blank."""
    table = pd.DataFrame(list(rows), columns=["ours", "category"]).astype({"ours": "float64", "category": "float64"})
    table.insert(0, "customer_id", pd.Series([f"C{number:05d}" for number in range(1, len(table) + 1)], dtype="str"))
    return {"wallets": table}


SMALL = wallet_table(
    [
        *((1200, 4000), (3600, 4500), (500, 2500), (2700, 3000)),
        *((900, None), (1500, 1000), (0, 2000), (800, 800)),
    ]
)
"""The table that the exercise page prints: a blank, an answer that cannot be right, somebody who buys nowhere else."""


@cache
def _shop(seed: int) -> pd.DataFrame:
    """What those of a small shop's customers who answered spend with us and in all."""
    from generator.ledger import draw_ledger, ledger_tables
    from generator.scenario import load_scenario

    everything = draw_ledger(load_scenario("boutique"), seed=seed, customers=240)
    drawn = ledger_tables(everything, "en", "orders", "refunds", "surveys")
    day = pd.Timestamp(drawn["orders"]["order_date"].max()) - pd.Timedelta(days=90)
    dates = {"orders": "order_date", "refunds": "refund_date"}
    orders, refunds = (drawn[name].astype({date: "datetime64[us]"}) for name, date in dates.items())
    columns = {"asked_on": "datetime64[us]", "answered_on": "datetime64[us]", "category_spend_12m": "float64"}
    surveys = drawn["surveys"].astype(columns)
    valid = customer_value.valid_orders(orders, refunds, day)
    table = customer_value.wallets(valid, surveys, day)
    return table[["customer_id", "ours", "category"]]


def draw_ordinary(rng: np.random.Generator) -> Arguments:
    """Customers of the shop, with more blanks, answers that are too low, and customers who buy nowhere else."""
    table = _shop(int(rng.integers(1, 2**31))).copy()
    kind = rng.choice(["as is", "blank", "low", "all"], size=len(table), p=[0.7, 0.1, 0.1, 0.1])
    spent = table["ours"] > 0
    table["category"] = table["category"].mask(kind == "blank")
    table["category"] = table["category"].mask((kind == "low") & spent, (table["ours"] * 0.6).round(-1))
    table["category"] = table["category"].mask((kind == "all") & spent, table["ours"])
    return {"wallets": table}


def draw_small(rng: np.random.Generator) -> Arguments:
    """The printed table with other amounts."""
    times = rng.integers(2, 9, size=8) * 25
    rows = [
        (ours * int(time) / 100, None if category is None else category * int(time) / 100)
        for (ours, category), time in zip(
            [(1200, 4000), (3600, 4500), (500, 2500), (2700, 3000), (900, None), (1500, 1000), (0, 2000), (800, 800)],
            times,
            strict=True,
        )
    ]
    return wallet_table(rows)


def draw_blank(rng: np.random.Generator) -> Arguments:
    """Nobody gave an answer that can be right."""
    low = int(rng.integers(5, 30)) * 100
    return wallet_table([(low, None), (low - 100, None), (low, low - 100), (2 * low, low)])


def draw_loyal(rng: np.random.Generator) -> Arguments:
    """Customers who buy next to nothing elsewhere, one who buys nothing here, and one who spends nothing at all."""
    one, two, three = (int(amount) * 100 for amount in rng.integers(8, 60, size=3))
    return wallet_table([(one, one), (two, two + 100), (0, three), (0, 0), (three, three)])


def draw_nothing_spent(rng: np.random.Generator) -> Arguments:
    """Customers who spend nothing on such goods, here or elsewhere."""
    return wallet_table([(0, 0)] * int(rng.integers(2, 5)))


def draw_unequal(rng: np.random.Generator) -> Arguments:
    """One big household among small ones."""
    big = int(rng.integers(200, 400)) * 100
    small = [int(amount) * 100 for amount in rng.integers(4, 20, size=4)]
    return wallet_table([(big * 0.05, big), *((amount * 0.75, amount) for amount in small), (300, None)])


def draw_nobody(rng: np.random.Generator) -> Arguments:
    """A table without a row."""
    return wallet_table([])


def _with_aim(draw):
    return lambda rng: {**draw(rng), "attainable": float(rng.choice([0.6, 0.65, 0.7, 0.75, 0.85]))}


ON_PAGE = Text("the eight customers on the page", "頁面上的八位顧客")
ORDINARY = Text("an ordinary survey", "一次一般的問卷調查")
BLANK = Text("a survey without an answer that can be right", "沒有任何可能正確答案的調查")
LOYAL = Text("customers who buy nearly everything here", "幾乎都在我們這裡買的顧客")
UNEQUAL = Text("one big household among small ones", "一戶大客戶和幾戶小客戶")

SHARE_CASES = (
    Case(key="small", name=ON_PAGE, share=0.2, draw=draw_small, printed=SMALL),
    Case(key="ordinary", name=ORDINARY, share=0.4, draw=draw_ordinary, ordinary=True),
    Case(key="unequal", name=UNEQUAL, share=0.1, draw=draw_unequal),
    Case(key="loyal", name=LOYAL, share=0.1, draw=draw_loyal),
    Case(key="blank", name=BLANK, share=0.1, draw=draw_blank),
    Case(
        key="nothing",
        name=Text("customers who spend nothing at all", "完全沒有消費的顧客"),
        share=0.1,
        draw=draw_nothing_spent,
    ),
)

HEADROOM_CASES = (
    Case(key="small", name=ON_PAGE, share=0.2, draw=_with_aim(draw_small), printed={**SMALL, "attainable": 0.8}),
    Case(key="ordinary", name=ORDINARY, share=0.4, draw=_with_aim(draw_ordinary), ordinary=True),
    Case(key="unequal", name=UNEQUAL, share=0.1, draw=_with_aim(draw_unequal)),
    Case(key="loyal", name=LOYAL, share=0.1, draw=_with_aim(draw_loyal)),
    Case(key="blank", name=BLANK, share=0.1, draw=_with_aim(draw_blank)),
    Case(
        key="nobody",
        name=Text("a survey without a single row", "連一列都沒有的調查"),
        share=0.1,
        draw=_with_aim(draw_nobody),
    ),
)


# Known mistakes of the share


def share_mean_of_shares(wallets):
    counted = usable(wallets)
    return (counted["ours"] / counted["category"]).mean()


def share_median_of_shares(wallets):
    counted = usable(wallets)
    return (counted["ours"] / counted["category"]).median()


def share_over_rivals(wallets):
    counted = usable(wallets)
    return ratio(counted["ours"].sum(), counted["category"].sum() - counted["ours"].sum())


def share_of_the_rest(wallets):
    counted = usable(wallets)
    return ratio((counted["category"] - counted["ours"]).sum(), counted["category"].sum())


def share_all_rows(wallets):
    return ratio(wallets["ours"].sum(), wallets["category"].sum())


def share_too_low_kept(wallets):
    told = wallets.dropna(subset=["category"])
    return ratio(told["ours"].sum(), told["category"].sum())


def share_other_customers(wallets):
    return ratio(wallets["ours"].sum(), usable(wallets)["category"].sum())


def share_of_two_means(wallets):
    return ratio(wallets["ours"].mean(), wallets["category"].mean())


def share_all_with_us_left_out(wallets):
    counted = wallets[wallets["category"] > wallets["ours"]]
    return ratio(counted["ours"].sum(), counted["category"].sum())


def share_repaired(wallets):
    told = wallets.dropna(subset=["category"])
    return ratio(told["ours"].sum(), told[["ours", "category"]].max(axis=1).sum())


def share_blanks_filled(wallets):
    filled = wallets.assign(category=wallets["category"].fillna(wallets["category"].mean()))
    return share_of_wallet(filled) if len(usable(wallets)) else NAN


def share_of_customers(wallets):
    counted = usable(wallets)
    return ratio(len(counted), len(wallets)) if len(counted) else NAN


def share_zero_left_out(wallets):
    counted = usable(wallets)
    counted = counted[counted["ours"] > 0]
    return ratio(counted["ours"].sum(), counted["category"].sum())


def share_ours_added(wallets):
    counted = usable(wallets)
    return ratio(counted["ours"].sum(), counted["ours"].sum() + counted["category"].sum())


SHARE_MISTAKES = (
    Mistake(
        key="mean-of-shares",
        wrong=share_mean_of_shares,
        message=Text(
            "You took the share of each customer and then their mean, so that somebody who spends little weighs as "
            "much as somebody who spends a lot. Look at what is added up first in the definition.",
            "你先算出每位顧客各自的比率，再取平均，花得少的人和花得多的人就一樣重了。看看定義裡先做的是什麼加總。",
        ),
    ),
    Mistake(
        key="median-of-shares",
        wrong=share_median_of_shares,
        message=Text(
            "You took the middle one of the customers' own shares. The question is about all their money together.",
            "你取的是各顧客比率的中位數。題目問的是把所有人的錢放在一起看。",
        ),
    ),
    Mistake(
        key="over-rivals",
        wrong=share_over_rivals,
        message=Text(
            "You compared our sales with those of all others. Look at what `category` holds: are we in it or not?",
            "你拿我們的銷售額和其他店的相比。看看 `category` 的內容：它有沒有包含我們？",
        ),
    ),
    Mistake(
        key="the-rest",
        wrong=share_of_the_rest,
        message=Text(
            "You computed the part that goes to other shops. Whose part does the definition ask for?",
            "你算的是花在別家的那一部分。定義問的是誰的部分？",
        ),
    ),
    Mistake(
        key="all-rows",
        wrong=share_all_rows,
        message=Text(
            "You added up every row. A sum leaves a blank out of one column and not out of the other: are both sums "
            "still about the same customers? Step 1 has put the right rows into `counted`.",
            "你把每一列都加進去了。加總時，空白只會在其中一欄被略過，另一欄照加：這樣兩個總和還是同一群人嗎？"
            "步驟 1 已經把該用的列放進 `counted`。",
        ),
    ),
    Mistake(
        key="too-low-kept",
        wrong=share_too_low_kept,
        message=Text(
            "You left out the blanks but kept answers lower than what the customer spent with us alone. Can anybody "
            "spend less in all than in one shop?",
            "你去掉了空白，卻留下比「只在我們這裡」的消費還低的答案。有人的總消費會比在一家店的消費還少嗎？",
        ),
    ),
    Mistake(
        key="other-customers",
        wrong=share_other_customers,
        message=Text(
            "The two sums are of different customers: one of all, the other of those whose answer counts. Look at "
            "which table you take each of them from.",
            "兩個總和算的不是同一群人：一個是全部的人，另一個只有答案算數的人。看看各是從哪張表取的。",
        ),
    ),
    Mistake(
        key="two-means",
        wrong=share_of_two_means,
        message=Text(
            "You divided one mean by another, and they are means over different numbers of customers, since a mean "
            "skips blanks. Begin with the rows that count for both.",
            "你用一個平均除以另一個平均，可是平均會略過空白，兩邊的人數並不一樣。先從兩欄都算數的列開始。",
        ),
    ),
    Mistake(
        key="all-with-us-left-out",
        wrong=share_all_with_us_left_out,
        message=Text(
            "You left out the customers who buy everything here. Their answer equals what they spent with us: does the "
            "definition call it too low?",
            "你漏掉了全部都在我們這裡買的顧客。他們的答案正好等於在我們這裡的消費：照定義，這算太低嗎？",
        ),
    ),
    Mistake(
        key="repaired",
        wrong=share_repaired,
        message=Text(
            "You lifted the answers that are too low up to what was spent with us, as if these customers bought "
            "nowhere else. Look at what the definition does with such an answer.",
            "你把太低的答案補到等於在我們這裡的消費，等於假設這些人不在別家買。看看定義怎麼處理這種答案。",
        ),
    ),
    Mistake(
        key="blanks-filled",
        wrong=share_blanks_filled,
        message=Text(
            "You filled the blanks with the mean of the others. Who said nothing has said nothing: look at what the "
            "definition does with a blank.",
            "你用其他人的平均補上空白。沒填就是不知道：看看定義怎麼處理空白。",
        ),
    ),
    Mistake(
        key="customers",
        wrong=share_of_customers,
        message=Text(
            "You computed the share of customers whose answer can be used. The question is about money.",
            "你算的是答案可用的顧客占多少人。題目問的是錢。",
        ),
    ),
    Mistake(
        key="zero-left-out",
        wrong=share_zero_left_out,
        message=Text(
            "You left out the customers who bought nothing from us in that year. They did spend, only elsewhere: does "
            "the definition leave them out?",
            "你漏掉了那一年沒有在我們這裡買的顧客。他們有消費，只是花在別家：定義有把他們排除嗎？",
        ),
    ),
    Mistake(
        key="ours-added",
        wrong=share_ours_added,
        message=Text(
            "You added what was spent with us to `category`. Look at what `category` holds: are we in it already?",
            "你把在我們這裡的消費加到 `category` 上了。看看 `category` 的內容：是不是已經包含我們？",
        ),
    ),
)


# Known mistakes of the headroom. Whoever mixes up something else still knows that there is no answer where nobody is
# left: `min_count=1` makes the sum of nothing NaN.


def _lacking(wallets, attainable):
    counted = usable(wallets)
    return attainable * counted["category"] - counted["ours"]


def headroom_everything(wallets, attainable):
    return _lacking(wallets, 1).clip(lower=0).sum(min_count=1)


def headroom_not_floored(wallets, attainable):
    return _lacking(wallets, attainable).sum(min_count=1)


def headroom_part_of_the_rest(wallets, attainable):
    counted = usable(wallets)
    return attainable * (counted["category"] - counted["ours"]).sum(min_count=1)


def headroom_aim_only(wallets, attainable):
    return attainable * usable(wallets)["category"].sum(min_count=1)


def headroom_mean(wallets, attainable):
    return _lacking(wallets, attainable).clip(lower=0).mean()


def headroom_without_sign(wallets, attainable):
    return _lacking(wallets, attainable).abs().sum(min_count=1)


def headroom_count(wallets, attainable):
    lacking = _lacking(wallets, attainable)
    return int((lacking > 0).sum()) if len(lacking) else NAN


def headroom_turned_round(wallets, attainable):
    return (-_lacking(wallets, attainable)).clip(lower=0).sum(min_count=1)


def headroom_upper(wallets, attainable):
    return _lacking(wallets, attainable).clip(upper=0).sum(min_count=1)


def headroom_share_of_ours(wallets, attainable):
    counted = usable(wallets)
    return (counted["category"] - attainable * counted["ours"]).clip(lower=0).sum(min_count=1)


def headroom_blanks_filled(wallets, attainable):
    filled = wallets.assign(category=wallets["category"].fillna(wallets["category"].mean()))
    return headroom(filled, attainable) if len(usable(wallets)) else NAN


def headroom_fixed_aim(wallets, attainable):
    return _lacking(wallets, 0.8).clip(lower=0).sum(min_count=1)


HEADROOM_MISTAKES = (
    Mistake(
        key="everything",
        wrong=headroom_everything,
        message=Text(
            "You counted everything that is spent elsewhere, as if we could win the whole wallet. Which parameter says "
            "how much of it can be had?",
            "你把花在別家的錢全部算進來，好像整個荷包都爭取得到。哪個參數說明了可以爭取到多少？",
        ),
    ),
    Mistake(
        key="not-floored",
        wrong=headroom_not_floored,
        message=Text(
            "Customers who are beyond the attainable amount already count as negative and use up the headroom of the "
            "others. Look at one of them: how much can be gained there?",
            "已經超過可爭取金額的顧客被算成負數，把別人的成長空間抵銷了。找一位這樣的顧客來看：還能多賺他多少？",
        ),
    ),
    Mistake(
        key="part-of-the-rest",
        wrong=headroom_part_of_the_rest,
        message=Text(
            "You took the attainable share of what is spent elsewhere. Look at what the share is a share of in the "
            "definition.",
            "你把可爭取的比率乘在「花在別家的錢」上。看看定義裡，這個比率乘的是什麼。",
        ),
    ),
    Mistake(
        key="aim-only",
        wrong=headroom_aim_only,
        message=Text(
            "You added up what could be had in all. What of it do we have already?",
            "你加總的是總共可以爭取到多少。其中有多少我們已經拿到了？",
        ),
    ),
    Mistake(
        key="mean",
        wrong=headroom_mean,
        message=Text(
            "You took the mean per customer. The owner asks what all of them come to.",
            "你算的是每位顧客的平均。老闆問的是全部加起來有多少。",
        ),
    ),
    Mistake(
        key="without-sign",
        wrong=headroom_without_sign,
        message=Text(
            "You took the size of each difference without its sign, so that a customer who is beyond the aim adds to "
            "the headroom. What should such a customer add?",
            "你取了差距的絕對值，已經超過目標的顧客反而讓空間變大。這種顧客應該貢獻多少？",
        ),
    ),
    Mistake(
        key="count",
        wrong=headroom_count,
        message=Text(
            "You counted the customers who have room. The question is how much money it comes to.",
            "你數的是還有空間的顧客人數。題目問的是金額有多少。",
        ),
    ),
    Mistake(
        key="turned-round",
        wrong=headroom_turned_round,
        message=Text(
            "You subtracted the other way round: this is by how much some customers are beyond the aim. Which of the "
            "two has to come first?",
            "你減反了：這是部分顧客超過目標的金額。哪一個要放在前面？",
        ),
    ),
    Mistake(
        key="upper",
        wrong=headroom_upper,
        message=Text(
            "You cut off the wrong side: everything above 0 is gone, and what should have gone is left. Look at the "
            "setting of `clip`.",
            "切錯邊了：大於 0 的都不見了，該去掉的反而留著。看看 `clip` 的參數。",
        ),
    ),
    Mistake(
        key="share-of-ours",
        wrong=headroom_share_of_ours,
        message=Text(
            "You multiplied the attainable share with what is spent with us. Look at what it is a share of.",
            "你把可爭取的比率乘在「我們這裡的消費」上。看看它是誰的比率。",
        ),
    ),
    Mistake(
        key="blanks-filled",
        wrong=headroom_blanks_filled,
        message=Text(
            "You filled the blanks with the mean of the others and gave headroom to customers of whom nothing is "
            "known. Step 1 has put the rows that count into `counted`.",
            "你用平均補上空白，替根本不知道狀況的顧客也算了成長空間。步驟 1 已經把該用的列放進 `counted`。",
        ),
    ),
    Mistake(
        key="fixed-aim",
        wrong=headroom_fixed_aim,
        message=Text(
            "You wrote the attainable share of this page into the function. Another owner hopes for another one: use "
            "the parameter that the function is given.",
            "你把這一頁的可爭取比率直接寫死在函式裡。換一個老闆，期望就不同：請用傳進來的參數。",
        ),
    ),
)


# Whose spending: the answers of the ledger


def _answers(ledger: Ledger) -> pd.DataFrame:
    valid = customer_value.valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    return customer_value.wallets(valid, ledger.table("surveys"), ledger.snapshot)


def usable_share(ledger: Ledger) -> float:
    survey = _answers(ledger)
    return ratio(len(usable(survey)), len(survey))


def usable_share_by_mean(ledger: Ledger) -> float:
    survey = _answers(ledger)
    return (survey["category"] >= survey["ours"]).mean()


def usable_share_by_loop(ledger: Ledger) -> float:
    right = [row.category >= row.ours for row in _answers(ledger).itertuples()]
    return sum(right) / len(right)


def usable_share_measured(ledger: Ledger) -> float:
    table = customer_value.wallet_table(_answers(ledger).assign(everybody="all"), "everybody")
    return table["counted"].sum() / table["customers"].sum()


def usable_count(ledger: Ledger) -> int:
    return len(usable(_answers(ledger)))


def filled_in_share(ledger: Ledger) -> float:
    return float(_answers(ledger)["category"].notna().mean())


def usable_of_filled_in(ledger: Ledger) -> float:
    return usable_count(ledger) / int(_answers(ledger)["category"].notna().sum())


def not_too_low_share(ledger: Ledger) -> float:
    survey = _answers(ledger)
    return float((~(survey["category"] < survey["ours"])).mean())


def left_out_share(ledger: Ledger) -> float:
    return 1 - usable_share(ledger)


def usable_of_all_sent(ledger: Ledger) -> float:
    return usable_count(ledger) / len(ledger.table("surveys"))


def usable_over_left_out(ledger: Ledger) -> float:
    survey = _answers(ledger)
    return ratio(len(usable(survey)), len(survey) - len(usable(survey)))


def usable_of_small_table(ledger: Ledger) -> float:
    table = SMALL["wallets"]
    return ratio(len(usable(table)), len(table))


def usable_of_all_customers(ledger: Ledger) -> float:
    valid = customer_value.valid_orders(ledger.orders, ledger.refunds, ledger.snapshot)
    return usable_count(ledger) / int(valid["customer_id"].nunique())


ANSWER_MISTAKES = (
    Mistake(
        key="count",
        wrong=usable_count,
        message=Text(
            "You counted the answers that can be right. The question asks for a share: of how many?",
            "你數的是可能正確的答案有幾個。題目問的是比率：占幾個裡面的多少？",
        ),
    ),
    Mistake(
        key="filled-in",
        wrong=filled_in_share,
        message=Text(
            "You left out the blanks only. Compare `category` with `ours` row by row: which answers cannot be right?",
            "你只去掉了空白。把 `category` 和 `ours` 一列一列比：哪些答案不可能是對的？",
        ),
    ),
    Mistake(
        key="of-filled-in",
        wrong=usable_of_filled_in,
        message=Text(
            "You divided by those who filled the question in. Everybody in `survey` answered the survey: look at what "
            "the share is to be a share of.",
            "你除以的是有填這一題的人。`survey` 裡的每個人都回了問卷：看看題目的比率，分母是誰。",
        ),
    ),
    Mistake(
        key="not-too-low",
        wrong=not_too_low_share,
        message=Text(
            "You left out the answers that are too low, but the blanks are still in: a blank is not below anything. "
            "`usable` leaves out both.",
            "你去掉了太低的答案，空白卻還在：空白不會「小於」任何數字。`usable` 兩種都會去掉。",
        ),
    ),
    Mistake(
        key="left-out",
        wrong=left_out_share,
        message=Text(
            "You computed the share of the answers that cannot be used. The question asks for the others.",
            "你算的是不能用的答案占多少。題目問的是其他那些。",
        ),
    ),
    Mistake(
        key="of-all-sent",
        wrong=usable_of_all_sent,
        message=Text(
            "You divided by every survey that was ever sent, answered or not, and some customers were asked twice. The "
            "table `survey` has one row for each customer who answered.",
            "你除以的是所有寄出的問卷，沒回的也算，有些顧客還被問了兩次。`survey` 這張表裡，每位有回答的顧客是一列。",
        ),
    ),
    Mistake(
        key="over-left-out",
        wrong=usable_over_left_out,
        message=Text(
            "You divided those that count by those that do not. A share is a part of the whole: what is the whole?",
            "你用算數的除以不算數的。比率是部分占整體：這裡的整體是什麼？",
        ),
    ),
    Mistake(
        key="small-table",
        wrong=usable_of_small_table,
        message=Text(
            "This is the share in the little table `wallets`, with its eight customers. Which table does the "
            "question ask about?",
            "這是小表格 `wallets` 那八位顧客的比率。題目問的是哪一張表？",
        ),
    ),
    Mistake(
        key="of-all-customers",
        wrong=usable_of_all_customers,
        message=Text(
            "You divided by all customers who ever bought. Most of them were never asked, or did not answer: which "
            "table has those who did?",
            "你除以的是所有買過東西的顧客。其中很多人沒被問到，或沒有回答：有回答的人在哪一張表？",
        ),
    ),
)


WHOSE_SPENDING = ChoiceTask(
    id="a06.whose_spending",
    title=Text("Which share does the owner mean?", "老闆問的是哪一種占比？"),
    points=1,
    minutes=2,
    lesson="6.1",
    name="owners_question",
    prompt=Text(
        en="""
"Of every NT$100 that our customers spend on such goods, wherever they buy them, how much comes to us?" asks the owner.
Which calculation answers exactly this question?
""",
        zh_hant="""
老闆問：「我們的顧客每花 100 元買這類商品，不管在哪裡買，有多少是花在我們店裡？」哪一種算法正好回答這個問題？
""",
    ),
    options=(
        Option(
            key="market-share",
            lesson="2.2",
            text=Text(
                "our sales ÷ the sales of all shops that sell such goods in town",
                "我們的銷售額 ÷ 全市所有同類商店的銷售額",
            ),
            why=Text(
                "That is our market share. Below the line stand people who never were our customers. The owner asks "
                "about our customers' money only.",
                "這是市佔率。分母裡有許多從來不是我們顧客的人；老闆問的只有我們顧客的錢。",
            ),
        ),
        Option(
            key="repeat-revenue",
            text=Text(
                "our sales to customers who came back ÷ all our sales",
                "我們賣給回頭客的金額 ÷ 我們的全部銷售額",
            ),
            why=Text(
                "That is the share of revenue from customers who came back. Some people call it share of wallet, but "
                "nothing in it was spent in another shop. Where would you find that money?",
                "這是回頭客占營收的比率。有人也叫它荷包佔有率，但裡面完全沒有花在別家的錢。那些錢要去哪裡找？",
            ),
        ),
        Option(
            key="mean-of-shares",
            text=Text(
                "for each customer who answered: spent with us ÷ spent in all; then the mean of these shares",
                "每位有回答的顧客：在我們這裡的消費 ÷ 全部消費，再把這些比率平均",
            ),
            why=Text(
                "Here every customer weighs the same, whether their wallet is thin or fat. That describes the typical "
                "customer; the owner asks about every NT$100.",
                "這樣算，荷包大的和荷包小的顧客一樣重，描述的是「典型的一位顧客」；老闆問的是「每 100 元」。",
            ),
        ),
        Option(
            key="right",
            text=Text(
                "what the customers who answered spent with us in a year ÷ what the same customers spent in all in "
                "that year",
                "有回答的顧客一年在我們這裡的消費總和 ÷ 同一群顧客同一年的全部消費總和",
            ),
            why=Text(
                "The same people and the same year above and below the line, and money against money: this is the "
                "share of wallet.",
                "分子和分母是同一群人、同一年，而且是錢對錢：這就是荷包佔有率。",
            ),
        ),
        Option(
            key="other-people",
            text=Text(
                "all our sales of the year ÷ what the customers who answered spent in all in that year",
                "我們一年的全部銷售額 ÷ 有回答的顧客同一年的全部消費",
            ),
            why=Text(
                "Above the line stand all customers, below it only those who answered. Two numbers of different people "
                "make no share; this one can even exceed the whole.",
                "分子是所有顧客，分母只有回答的人。兩邊不是同一群人，就不成比率，甚至可能超過全部。",
            ),
        ),
    ),
    right="right",
    hints=(
        Text(
            "Ask of each option: who is counted above the line, who below it? And is it money from one shop or from "
            "all?",
            "對每個選項都問：分子算的是誰？分母算的是誰？是一家店的錢，還是所有店的錢？",
        ),
        Text(
            "Two options are about our customers' money in all shops and about the same people above and below the "
            "line. In one of them a customer who spends ten times as much weighs ten times as much.",
            "有兩個選項算的是顧客在所有商店的錢，而且分子、分母是同一群人。其中一個，花十倍錢的顧客就有十倍的份量。",
        ),
    ),
)

ANSWERS = ValueTask(
    id="a06.answers",
    title=Text("Answers that can be right", "可能正確的答案"),
    points=1,
    minutes=4,
    lesson="6.1",
    name="usable_share",
    prompt=Text(
        en="""
Before a number from a survey goes to the owner, say how many of the answers it rests on. Of all customers in
`survey`, what share gave an answer that can be right?

**Definition.** Customers that `usable` keeps ÷ all customers in `survey` (each of them answered the survey, if not this
question).

**Leave** the share, between 0 and 1 and not rounded, in the variable `usable_share`. `len(…)` gives the number of
rows of a table, and `ratio` divides.
""",
        zh_hant="""
問卷的數字交給老闆之前，要先說清楚有多少答案撐著它。`survey` 裡的所有顧客，有多少比例的答案可能是對的？

**定義：** `usable` 留下的顧客 ÷ `survey` 裡的所有顧客（每一位都回了問卷，只是不一定填了這一題）。

把這個比率**放進**變數 `usable_share`，介於 0 和 1 之間，不要四捨五入。`len(…)` 是表格的列數，`ratio` 可以相除。
""",
    ),
    answer=usable_share,
    returns=Number(unit="share"),
    mistakes=ANSWER_MISTAKES,
    alternatives=(usable_share_by_mean, usable_share_by_loop),
    measure=usable_share_measured,
    solution="""
# the customers whose answer can be right, over all who answered  # lang-en
# 答案可能正確的顧客，除以所有回問卷的顧客  # lang-zh-Hant
usable_share = (
    ### BEGIN SOLUTION
    ratio(len(usable(survey)), len(survey))
    ### END SOLUTION
)
""",
    hints=(
        Text(
            "You need two numbers of rows: of the whole table, and of what `usable` makes of it.",
            "你需要兩個列數：整張表的，以及經過 `usable` 之後的。",
        ),
        Text(
            "A function can be called inside another one: `len(usable(survey))` first makes the shorter table and then "
            "counts its rows.",
            "函式裡面可以再放函式：`len(usable(survey))` 會先做出比較短的表，再數它有幾列。",
        ),
    ),
)

SHARE = FunctionTask(
    id="a06.share_of_wallet",
    title=Text("Share of wallet", "荷包佔有率"),
    points=2,
    minutes=6,
    lesson="6.1",
    prompt=Text(
        en="""
Write `share_of_wallet(wallets)`. The table `wallets` has one row per customer: `customer_id`, `ours` (money spent with
us in a year), `category` (money spent on such goods in all in the same year, us included, as the customer said;
missing where nothing was answered).

**Definition.** [Share of wallet](term:share-of-wallet) = sum of `ours` ÷ sum of `category`, both over the **same**
customers: those whose answer can be right (`usable`).

**Comes back:** one share between 0 and 1 (0.25 for a quarter), not rounded. Where the sum of `category` is 0, or nobody
is left, there is no base: `NaN`. `ratio(part, whole)` sees to that.

Step 1 is done for you. Fill in steps 2 and 3.
""",
        zh_hant="""
請寫出 `share_of_wallet(wallets)`。`wallets` 這張表一位顧客一列：`customer_id`、`ours`（一年在我們這裡花了多少元）、\
`category`（同一年買這類商品總共花了多少元，包含在我們這裡花的，由顧客自己回答；沒回答的是遺漏值）。

**定義：** [荷包佔有率](term:share-of-wallet) ＝ `ours` 的總和 ÷ `category` 的總和，兩個總和算的是**同一群**顧客：\
答案可能正確的人（`usable`）。

**傳回：** 一個 0 到 1 之間的比率（四分之一就是 0.25），不要四捨五入。`category` 的總和是 0，或一個人都不剩，\
就沒有分母，傳回 `NaN`；`ratio(part, whole)` 會處理這件事。

步驟 1 已經寫好，請完成步驟 2 和 3。
""",
    ),
    answer=share_of_wallet,
    returns=Number(unit="share"),
    cases=SHARE_CASES,
    mistakes=SHARE_MISTAKES,
    alternatives=(share_by_loop, share_in_duckdb, share_by_weights),
    measure=lambda wallets: customer_value.share_of_wallet(wallets["ours"], wallets["category"]),
    hints=(
        Text(
            "After step 1 `counted` holds the customers that count. Step 2 needs two numbers from it, one for each "
            "column.",
            "步驟 1 之後，`counted` 裡就是該算的顧客。步驟 2 要從裡面取出兩個數字，一欄一個。",
        ),
        Text(
            '`counted["ours"].sum()` adds up one column. Give each of the two sums a name.',
            '`counted["ours"].sum()` 會把一欄加總。兩個總和各取一個名字。',
        ),
        Text(
            "The last line begins with `return` and calls `ratio` with the two sums. The first of the two is divided "
            "by the second.",
            "最後一行用 `return` 開頭，把兩個總和交給 `ratio`。它會用第一個除以第二個。",
        ),
    ),
)

HEADROOM = FunctionTask(
    id="a06.headroom",
    title=Text("Headroom", "成長空間"),
    points=2,
    minutes=6,
    lesson="6.1",
    prompt=Text(
        en="""
Write `headroom(wallets, attainable)`. `wallets` is as before; `attainable` is the share of a wallet that we can hope
for at best, for example 0.8.

**Definition.** [Headroom](term:headroom) is, for each customer whose answer can be right, `attainable` × `category` −
`ours`, but never below 0; then the sum over these customers.

The 0 matters: somebody who spends nearly everything here has no room left, but does not use up the room of others.

**Comes back:** one amount in NT$, not rounded. If nobody's answer can be right, nothing is known: `NaN` (not 0, which
would say that everybody is at the limit).
""",
        zh_hant="""
請寫出 `headroom(wallets, attainable)`。`wallets` 和上一題一樣；`attainable` 是荷包裡我們最多能爭取到的比率，例如 0.8。

**定義：** [成長空間](term:headroom)是對每位答案可能正確的顧客，計算 `attainable` × `category` − `ours`，但不低於 0；\
再把這些顧客的結果加總。

「不低於 0」很重要：幾乎都在我們這裡買的人已經沒有空間了，但不該把別人的空間抵銷掉。

**傳回：** 一個金額（元），不要四捨五入。如果沒有任何答案可能正確，就什麼都不知道，傳回 `NaN`（不是 0，0 \
的意思是每個人都到頂了）。
""",
    ),
    answer=headroom,
    returns=Number(unit="money"),
    cases=HEADROOM_CASES,
    mistakes=HEADROOM_MISTAKES,
    alternatives=(headroom_by_loop, headroom_in_duckdb, headroom_in_polars, headroom_by_choosing),
    measure=lambda wallets, attainable: customer_value.headroom(wallets["ours"], wallets["category"], attainable),
    hints=(
        Text(
            'Compute with whole columns: `0.5 * counted["category"]` gives half of it for every customer at once. '
            "Which number stands in the place of the half?",
            '整欄可以一次計算：`0.5 * counted["category"]` 會一次算出每位顧客的一半。這裡要乘的是哪個數字？',
        ),
        Text(
            "A column in brackets with `.clip(lower=0)` behind it has no value below 0: what was lower is 0 now.",
            "在算好的一欄外面加上括號，後面接 `.clip(lower=0)`，就不會有低於 0 的值：原本更低的都變成 0。",
        ),
        Text(
            "First take off what we have already, then cut off what is below 0, then add up with `.sum()`. In another "
            "order something else comes out.",
            "先減掉我們已經拿到的，再把低於 0 的切掉，最後用 `.sum()` 加總。順序不同，結果就不同。",
        ),
    ),
)
