"""The questions and checks inside lesson 7.4, "Cluster analysis".

Everybody is seen over the two years up to the snapshot, as in lesson 7.2.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.tiers.clusters import choose_k, cluster_stability, kmeans, scaled
from customer_value.measures.tiers.rfm import rfm
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

LESSON = "7.4"

TWO_YEARS = 730
COLUMNS = ["recency", "frequency", "monetary"]
SKEWED = ["frequency", "monetary"]
KS = range(2, 8)
ROUNDS = 3
HOLDS = 0.8
"""From this agreement on a cut counts as one that comes out again."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _people(ledger: Ledger) -> pd.DataFrame:
    return rfm(ledger.orders, ledger.refunds, ledger.snapshot, days=TWO_YEARS).set_index("customer_id")


@once_per_ledger
def _points(ledger: Ledger) -> pd.DataFrame:
    return scaled(_people(ledger), COLUMNS, log=SKEWED)


@once_per_ledger
def _three(ledger: Ledger) -> pd.DataFrame:
    """The customers and the money of each of three clusters, the largest first."""
    people = _people(ledger)
    return people.groupby(kmeans(_points(ledger), 3))["monetary"].agg(["size", "sum", "median", "mean"])


@once_per_ledger
def _quality(ledger: Ledger) -> pd.DataFrame:
    """What speaks for each number of clusters, as the lesson works it out."""
    points = _points(ledger)
    found = choose_k(points, np.random.default_rng(0), ks=KS)
    rows = [cluster_stability(points, k, np.random.default_rng(0), rounds=ROUNDS).mean() for k in KS]
    return found.assign(agreement=rows).set_index("k")


def _z(numbers: pd.Series, *, ddof: int = 0) -> pd.Series:
    return (numbers - numbers.mean()) / numbers.std(ddof=ddof)


def _log(ledger: Ledger) -> pd.Series:
    return np.log1p(_people(ledger)["monetary"])


def _around_the_median(ledger: Ledger) -> float:
    money = _log(ledger)
    return float(((money - money.median()) / money.std(ddof=0)).max())


def _divided_by_the_mean(ledger: Ledger) -> float:
    money = _log(ledger)
    return float(((money - money.mean()) / money.mean()).max())


def _by_variance(ledger: Ledger) -> float:
    money = _log(ledger)
    return float(((money - money.mean()) / money.var(ddof=0)).max())


def _share_of_people(ledger: Ledger) -> float:
    three = _three(ledger)
    return float(three.loc[three["sum"].idxmax(), "size"] / three["size"].sum())


def _largest_cluster(ledger: Ledger) -> float:
    three = _three(ledger)
    return float(three["sum"].iloc[0] / three["sum"].sum())


def _of_the_sums(name: str):
    def of(ledger: Ledger) -> float:
        three = _three(ledger)
        return float(three[name].max() / three[name].sum())

    return of


def _unscaled(ledger: Ledger) -> float:
    people = _people(ledger)
    sums = people.groupby(kmeans(people[COLUMNS], 3))["monetary"].sum()
    return float(sums.max() / sums.sum())


def _finest(ledger: Ledger) -> float:
    """The largest number of clusters whose agreement, as the figure writes it, is at least 0.80."""
    agreement = _quality(ledger)["agreement"].round(2)
    good = agreement[agreement >= HOLDS]
    return int(good.index.max()) if len(good) else float("nan")


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_ROWS = ChoiceTask(
    id="7.4.back-rows",
    title=Text("Another order of the rows", "換個順序"),
    lesson="7.2",
    minutes=1,
    prompt=Text(
        "Somebody scores the customers on Monday. On Tuesday the same file is sorted by name, scored again, and a "
        "tenth of the customers have another score. What has happened?",
        "星期一替顧客打好分數；星期二，同一份檔案改照姓名排序再打一次，有一成的顧客分數變了。發生了什麼事？",
    ),
    options=(
        Option(
            key="customers",
            text=Text("A tenth of the customers have changed", "有一成的顧客變了"),
            why=Text(
                "Nobody has ordered anything in between. If the customers are the same, it is the ruler that moved.",
                "中間沒有人買東西。顧客一樣，動的就是尺。",
            ),
        ),
        Option(
            key="ruler",
            text=Text("The scores depend on something other than the customers", "分數靠的是跟顧客無關的事"),
            why=Text(
                "Equal customers got their places in the order of the rows. Today we ask the same of clusters: does "
                "the result come out again, or was it chance?",
                "一樣的人，是照列的先後分高下。今天要拿同樣的問題問集群：再做一次，結果一樣嗎？還是碰巧？",
            ),
        ),
        Option(
            key="normal",
            text=Text("Nothing: a tenth is within what may happen", "沒事，一成算正常誤差"),
            why=Text(
                "A tenth of the customers would hear another script on Tuesday, for no reason that anybody could give.",
                "那等於有一成的客人，星期二聽到的是另一份稿子，卻沒有人說得出為什麼。",
            ),
        ),
    ),
    right="ruler",
)

_BACK_SKEW = ChoiceTask(
    id="7.4.back-skew",
    title=Text("One large customer", "一位大戶"),
    lesson="1.5",
    minutes=1,
    prompt=Text(
        "Ten customers spent 1,000 each, an eleventh 100,000. A report says: “on average 10,000”. What would describe "
        "the middle customer?",
        "十位顧客各花 1,000 元，第十一位花 100,000 元。報表寫「平均一萬元」。要說中間那位顧客，該用哪個數字？",
    ),
    options=(
        Option(
            key="mean",
            text=Text("The mean: it takes everybody into account", "平均數，因為每個人都算進去了"),
            why=Text(
                "It does, and so one customer decides it. Ten of eleven are far below it.",
                "就是因為都算，一位大戶就能決定它。十一位裡有十位遠遠不到這個數字。",
            ),
        ),
        Option(
            key="without",
            text=Text("The mean without the large customer", "拿掉大戶再平均"),
            why=Text(
                "The number would fit, but the best customer would have vanished from the report.",
                "數字是對了，最好的客人卻從報表上消失了。",
            ),
        ),
        Option(
            key="median",
            text=Text("The median", "中位數"),
            why=Text(
                "1,000, and the large customer cannot move it. Money is skewed; you will meet that again in a moment.",
                "是 1,000，大戶拉不動它。金額是偏態的，等一下又會碰到。",
            ),
        ),
    ),
    right="median",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_LARGEST = GuessTask(
    id="7.4.largest",
    title=Text("The largest of four", "四群裡最大的一群"),
    minutes=1,
    prompt=Text(
        "Now all customers of this ledger. K-means is to make **four** clusters, and gets the numbers as they stand: "
        "days, orders, money. Of every 100 customers, how many land in the largest cluster?",
        "現在換成帳本裡的全部顧客。把天數、訂單數、金額原封不動交給 k-means，要它分成**四群**。每 100 位顧客裡，有幾位"
        "會落在最大的那一群？",
    ),
    unit=Text("of 100", "位"),
    low=0,
    high=100,
    start=0,
)

# --- Faded, own, explored ----------------------------------------------------------------------------------------

_TOP = ValueTask(
    id="7.4.top",
    title=Text("How far up the largest spender stands", "大戶站得多高"),
    name="top",
    minutes=2,
    prompt=Text(
        "`top`: how many standard deviations above the average customer the largest spender stands, when money is "
        "taken as a logarithm.",
        "`top`：金額取對數之後，花最多的那一位，比平均高幾個標準差。",
    ),
    answer=lambda ledger: float(_z(_log(ledger)).max()),
    returns=Number(unit="standard deviations"),
    mistakes=(
        Mistake(
            key="no-log",
            wrong=lambda ledger: float(_z(_people(ledger)["monetary"]).max()),
            message=Text(
                "That is without the logarithm: one customer stands that far away from all the others. Run step 1, and "
                "use `money` in step 2.",
                "這是沒有取對數的結果：一個人離大家那麼遠。先執行步驟 1，步驟 2 用的是 `money`。",
            ),
        ),
        Mistake(
            key="median",
            wrong=_around_the_median,
            message=Text(
                "You measured from the median. To standardise, measure from the mean: 0 is to be the average customer.",
                "你是從中位數量起的。標準化要從平均數量起，0 才代表平均的顧客。",
            ),
        ),
        Mistake(
            key="by-mean",
            wrong=_divided_by_the_mean,
            message=Text(
                "You divided by the mean. The second blank asks how far customers typically lie from it.",
                "你除以平均數了。第二個空格要的是：大家通常離平均多遠。",
            ),
        ),
        Mistake(
            key="variance",
            wrong=_by_variance,
            message=Text(
                "You divided by the variance, the standard deviation times itself. The word is `std`.",
                "你除以變異數了，那是標準差的平方。該填的是 `std`。",
            ),
        ),
        Mistake(
            key="not-divided",
            wrong=lambda ledger: float((_log(ledger) - _log(ledger).mean()).max()),
            message=Text(
                "You took the mean off, but did not divide by the standard deviation.",
                "平均數扣掉了，可是還沒有除以標準差。",
            ),
        ),
        Mistake(
            key="log-only",
            wrong=lambda ledger: float(_log(ledger).max()),
            message=Text(
                "That is the logarithm of the largest spend. Now less the mean, over the standard deviation.",
                "這只是最大金額的對數，還要減平均、除以標準差。",
            ),
        ),
    ),
    hints=(
        Text(
            "The same two steps as for the four customers: less the mean, over the standard deviation.",
            "跟四位顧客的做法一樣兩步：減平均數，除以標準差。",
        ),
        Text("The blanks are `money.mean()` and `std`.", "兩個空格是 `money.mean()` 和 `std`。"),
    ),
    solution="""
# 1 logarithm: twice as much is the same step everywhere  # lang-en
# 1 取對數：多一倍，不管從哪裡起，都是一樣長的一步  # lang-zh-Hant
money = np.log1p(people["monetary"])

# 2 from the average customer, in standard deviations  # lang-en
# 2 從平均的顧客量起，單位是標準差  # lang-zh-Hant
money_scaled = (money - money.mean()) / money.std(ddof=0)
top = money_scaled.max()
top
""",
)

_BEST_SHARE = ValueTask(
    id="7.4.best-share",
    title=Text("What the strongest of three clusters brings", "三群裡最強的一群，帶來多少"),
    name="best_share",
    minutes=3,
    prompt=Text(
        "`best_share`: of everything that customers spent, the share that comes from the cluster whose customers spent "
        "most **together** (three clusters, scaled points).",
        "`best_share`：分成三群（用標準化過的 `points`），**合計**花最多的那一群，占全部消費金額的多少。",
    ),
    answer=_of_the_sums("sum"),
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="people",
            wrong=_share_of_people,
            message=Text(
                "That is the cluster's share of the customers. Asked for is its share of the money.",
                "這是那一群占了多少人。題目問的是占了多少錢。",
            ),
        ),
        Mistake(
            key="largest",
            wrong=_largest_cluster,
            message=Text(
                "That is cluster 1. The clusters are numbered by how many customers they have, not by what these "
                "spend.",
                "這是第 1 群。群的編號是照人數排的，不是照金額。",
            ),
        ),
        Mistake(
            key="medians",
            wrong=_of_the_sums("median"),
            message=Text(
                "You added up the medians. Three medians have no common whole; add up the customers' money.",
                "你加的是中位數。三個中位數加起來什麼也不是，要加的是每個人的金額。",
            ),
        ),
        Mistake(
            key="means",
            wrong=_of_the_sums("mean"),
            message=Text(
                "You compared the clusters' means, as if all had the same number of customers. Take sums.",
                "你比的是各群的平均，好像每群人數都一樣。要用總和。",
            ),
        ),
        Mistake(
            key="unscaled",
            wrong=_unscaled,
            message=Text(
                "These clusters were made from the raw numbers, so they are bands of money. Give `kmeans` `points`.",
                "這是用原始數字分的群，只是按金額切段。交給 `kmeans` 的應該是 `points`。",
            ),
        ),
    ),
    hints=(
        Text(
            '`sums = people.groupby("cluster")["monetary"].sum()` gives one sum for each cluster.',
            '`sums = people.groupby("cluster")["monetary"].sum()`，一群一個總和。',
        ),
        Text(
            "The largest of them over all of them: `sums.max() / sums.sum()`.",
            "最大的除以全部：`sums.max() / sums.sum()`。",
        ),
    ),
    solution="""
people["cluster"] = kmeans(points, 3)
sums = people.groupby("cluster")["monetary"].sum()
best_share = sums.max() / sums.sum()
best_share
""",
)

_FINEST_TASK = ValueTask(
    id="7.4.finest",
    title=Text("How finely can one cut?", "最細能切成幾群？"),
    name="finest",
    minutes=2,
    prompt=Text(
        "`finest`: the largest number of clusters whose agreement (red square) is still 0.80 or more.",
        "`finest`：一致程度（紅色方塊）還有 0.80 以上的群數裡，最大的是幾群。",
    ),
    answer=_finest,
    returns=Number(unit="clusters", whole=True),
    mistakes=(
        Mistake(
            key="clearest",
            wrong=lambda ledger: int(_quality(ledger)["silhouette"].idxmax()),
            message=Text(
                "There the **silhouette** is highest. Look at the red squares, and for the largest number at which "
                "they are high enough.",
                "這裡是**輪廓係數**最高的地方。要看的是紅色方塊，而且是夠高的群數裡最大的。",
            ),
        ),
        Mistake(
            key="highest",
            wrong=lambda ledger: int(_quality(ledger)["agreement"].idxmax()),
            message=Text(
                "There the agreement is highest. Can one cut more finely and still stay above 0.80?",
                "這裡的一致程度最高。再切細一點，還能在 0.80 以上嗎？",
            ),
        ),
        Mistake(
            key="lowest",
            wrong=lambda ledger: int(_quality(ledger)["agreement"].idxmin()),
            message=Text(
                "There the agreement is lowest: draw other customers, and other clusters come out. Go on looking.",
                "這裡的一致程度最低：換一批顧客，分出來的群就不同了。再找找。",
            ),
        ),
    ),
    hints=(
        Text(
            "Set the slider to each number in turn; the value stands beside the large red square on the right.",
            "滑桿一格一格移，右邊大紅方塊旁邊的數字就是一致程度。",
        ),
        Text(
            "Begin at the right end and come down: the first number with 0.80 or more is the answer.",
            "從最右邊開始往回走，第一個到 0.80 的就是答案。",
        ),
    ),
    solution="""
# Read off the explorer; worked out here from its numbers  # lang-en
# 從圖上讀出來的；這裡用同樣的數字算一次  # lang-zh-Hant
holds = found[found["agreement"].round(2) >= 0.8]
finest = int(holds["k"].max()) if len(holds) else float("nan")
finest
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_AGE = ChoiceTask(
    id="7.4.age",
    title=Text("Age and money", "年齡和金額"),
    minutes=1,
    prompt=Text(
        "Somebody makes clusters from age (20 to 70 years) and spend (0 to 100,000), without putting them on one "
        "scale. What will the clusters be?",
        "有人拿年齡（20 到 70 歲）和消費金額（0 到 100,000 元）去分群，沒有先標準化。分出來的會是什麼？",
    ),
    options=(
        Option(
            key="both",
            text=Text("Groups that differ in age and in spend", "年齡和金額都不同的群"),
            why=Text(
                "Fifty years are a distance of 50; a few thousand in spend are a distance of a few thousand. Age is "
                "not heard.",
                "差五十歲，距離才 50；金額差個幾千，距離就是幾千。年齡根本說不上話。",
            ),
        ),
        Option(
            key="money",
            text=Text("Bands of spend; age counts for nothing", "金額的分段，年齡等於沒用"),
            why=Text(
                "The number with the largest unit rules the distance. Count it in millions, and age would rule.",
                "單位大的數字決定距離。把金額改用百萬元當單位，就換年齡說了算。",
            ),
        ),
        Option(
            key="fails",
            text=Text("None: k-means refuses numbers of different units", "分不出來，單位不同 k-means 會報錯"),
            why=Text(
                "It never refuses. It cuts up whatever it is given, and that is the danger.",
                "它從不拒絕，給什麼就切什麼，這才危險。",
            ),
        ),
    ),
    right="money",
)

_STABLE = ChoiceTask(
    id="7.4.stable",
    title=Text("Stable, but clear?", "穩定，但分得清嗎？"),
    minutes=1,
    prompt=Text(
        "Another shop, five clusters: silhouette 0.31, of shuffled customers 0.31, agreement 0.92. Which sentence may "
        "stand in the report?",
        "另一家店分成五群：輪廓係數 0.31，打亂的顧客也是 0.31，一致程度 0.92。報告裡可以寫哪一句？",
    ),
    options=(
        Option(
            key="types",
            text=Text("“There are five types of customer; 92% are certain.”", "「顧客有五種類型，九成二的把握。」"),
            why=Text(
                "The agreement says that the same cut comes out again. A pear also falls into the same halves twice, "
                "and has no two kinds of pear in it.",
                "一致程度說的是：再切一次，切在同樣的地方。一顆梨子切兩次也都切在中間，裡面並沒有兩種梨子。",
            ),
        ),
        Option(
            key="useless",
            text=Text("“The clusters are worthless.”", "「這些群沒有用。」"),
            why=Text(
                "As a discovery, yes. As a grid that sorts customers in the same way every time they may serve.",
                "當成發現，是沒有用；當成每次都切在同樣地方的格子，還是用得上。",
            ),
        ),
        Option(
            key="more",
            text=Text("“We need more clusters, until the silhouette rises.”", "「再多分幾群，輪廓係數就會上去。」"),
            why=Text(
                "With enough tries some number will look better by luck. The shuffled line is there to warn of that.",
                "試得夠多次，總有一次碰巧好看。打亂的那條線，就是用來提醒這件事。",
            ),
        ),
        Option(
            key="grid",
            text=Text(
                "“Five parts that come out again. No clear gaps lie between them.”",
                "「切成五塊，再切也一樣；但塊與塊之間沒有明顯的空隙。」",
            ),
            why=Text(
                "Both halves are true, and the second keeps the reader from believing in types.",
                "兩句都對，而且第二句讓人不會誤以為發現了五種人。",
            ),
        ),
    ),
    right="grid",
)

_SAYS = ChoiceTask(
    id="7.4.says",
    title=Text("What the cluster says", "這一群說了什麼"),
    minutes=1,
    prompt=Text(
        "A cluster has the name “Regulars”: middle customer 6 orders in two years, the last one 59 days ago. Which "
        "sentence does this support?",
        "有一群叫「常客」：中間那位兩年買 6 次，上次是 59 天前。這些數字撐得起哪一句話？",
    ),
    options=(
        Option(
            key="nature",
            text=Text("They buy often because they are loyal by nature", "他們常買，因為天生忠誠"),
            why=Text(
                "The cluster was made from the orders. To explain the orders by it is to go round in a circle.",
                "這一群就是用訂單分出來的，再拿它解釋訂單，是繞了一圈回到原點。",
            ),
        ),
        Option(
            key="stay",
            text=Text("They will still be regulars next year", "他們明年還是常客"),
            why=Text(
                "Nothing later than the snapshot was looked at. Who moves shows in a migration table (7.2); who "
                "will is the next lesson.",
                "快照日以後的事，這裡完全沒看。誰移動了要看遷移表（7.2），誰會移動是下一課的事。",
            ),
        ),
        Option(
            key="middle",
            text=Text("At least half of them ordered six times or more", "裡面至少一半的人，買了 6 次以上"),
            why=Text(
                "That is what a median is. It describes the middle, and says nothing of how wide the cluster is.",
                "這就是中位數的意思：說的是中間那位，不是每一位。",
            ),
        ),
        Option(
            key="all",
            text=Text("Whoever is in it ordered about six times", "這一群的人，大概都買 6 次"),
            why=Text(
                "The median does not say how far the others lie away; at the edge there are customers who look like "
                "the next cluster.",
                "中位數沒說其他人離多遠。站在邊上的人，跟隔壁群的人長得差不多。",
            ),
        ),
    ),
    right="middle",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_VERSIONS = TextTask(
    id="7.4.versions",
    title=Text("How many versions?", "要幾個版本？"),
    minutes=3,
    prompt=Text(
        "Three sentences to the owner. First: how many versions you order, and which number speaks for it. Second: "
        "what you answer the agency about its seven types. Third: what you give up.",
        "給老闆三句話。第一句：訂幾個版本，憑哪個數字。第二句：廣告公司說的七種類型，你怎麼回。第三句：你放棄了什麼。",
    ),
    model=Text(
        "Hold yours against these questions, then run the next cell for one answer in the numbers of this ledger.\n\n"
        "- Does every version have a sentence that the others do not have?\n"
        "- Is each large enough, and would the same cut come out again?\n"
        "- Have you said “parts of one crowd”, not “types that were discovered”?",
        "先拿這三個問題檢查自己寫的，再執行下一格，看用這本帳本的數字可以怎麼寫。\n\n"
        "- 每個版本，都有一句別的版本沒有的話嗎？\n"
        "- 每一群都夠大嗎？再切一次，還是同樣的切法嗎？\n"
        "- 你寫的是「一群人切成幾塊」，還是「發現了幾種人」？",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_ROWS,
    _BACK_SKEW,
    _LARGEST,
    _TOP,
    _BEST_SHARE,
    _FINEST_TASK,
    _AGE,
    _STABLE,
    _SAYS,
    _VERSIONS,
)
