"""The questions and checks inside lesson 2.3, "Positioning: high, middle, low"."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from customer_value.ledger import Ledger, once_per_ledger
from customer_value.measures.brand.price_positions import high_middle_low, price_positions
from customer_value.measures.brand.pricing import price_comparison
from customer_value.messages import Text
from solutions.lessons.orders import valid_on
from tutor.shape import Column, Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

FARTHEST = 40
"""How far the explorer's price slider goes, in per cent."""

# --- What the checks compute from the ledger ---------------------------------------------------------------------


@once_per_ledger
def _basket(ledger: Ledger) -> pd.DataFrame:
    """What our customers bought: a row for each product, with pieces, list price and our bill."""
    lines = ledger.order_lines[ledger.order_lines["order_id"].isin(valid_on(ledger, ledger.snapshot)["order_id"])]
    pieces = lines.groupby("product_id", as_index=False)["quantity"].sum()
    basket = pieces.merge(ledger.products, on="product_id")
    return basket.assign(our_bill=basket["list_price"] * basket["quantity"])


@once_per_ledger
def _both(ledger: Ledger) -> pd.DataFrame:
    """The part of the basket that a competitor has too, with both bills: a row for each competitor and product."""
    seen = ledger.table("competitor_prices")
    seen = seen[seen["seen_on"] <= ledger.snapshot].sort_values("seen_on", kind="stable")
    last = seen.drop_duplicates(["competitor_id", "product_id"], keep="last")
    both = _basket(ledger).merge(last, on="product_id")
    return both.assign(their_bill=both["price"] * both["quantity"])


def _one(ledger: Ledger) -> pd.DataFrame:
    """The rows of the competitor with whom we share most of the basket."""
    both = _both(ledger)
    return both[both["competitor_id"] == both.groupby("competitor_id")["our_bill"].sum().idxmax()]


Rows = Callable[[Ledger], pd.DataFrame]


def _divided(rows: Rows, key: str, above: str = "our_bill", below: str = "their_bill", times: float = 100) -> Callable:
    """One sum over the other, for each key."""

    def of(ledger: Ledger) -> pd.Series:
        sums = rows(ledger).groupby(key)[[above, below]].sum()
        return (times * sums[above] / sums[below]).rename("price_index")

    return of


def _mean_of_ratios(rows: Rows, key: str) -> Callable:
    def of(ledger: Ledger) -> pd.Series:
        table = rows(ledger)
        return (100 * table["list_price"] / table["price"]).groupby(table[key]).mean().rename("price_index")

    return of


def _everything_of_ours(ledger: Ledger) -> pd.Series:
    """The whole basket of ours over the part that the competitor has."""
    theirs = _both(ledger).groupby("competitor_id")["their_bill"].sum()
    return (100 * _basket(ledger)["our_bill"].sum() / theirs).rename("price_index")


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_MIDDLE = ChoiceTask(
    id="2.3.back-middle",
    title=Text("The middle of four prices", "四個價格的中間"),
    lesson="1.5",
    minutes=1,
    prompt=Text(
        "Four competitors ask 90, 100, 110 and 400 for the same thing. What do they typically ask?",
        "同一樣東西，四家競爭者賣 90、100、110、400。一般大概賣多少？",
    ),
    options=(
        Option(
            key="half",
            text=Text("245", "245"),
            why=Text(
                "That is half-way between the cheapest and the dearest; the two in between do not count at all.",
                "這是最便宜和最貴的正中間，中間那兩家完全沒算到。",
            ),
        ),
        Option(
            key="mean",
            text=Text("175", "175"),
            why=Text(
                "That is the mean. No one asks nearly as much as that except the one at 400, who pulls it up.",
                "這是平均數，被 400 那一家拉高了；其他三家都離 175 很遠。",
            ),
        ),
        Option(
            key="median",
            text=Text("105", "105"),
            why=Text(
                "The median: two ask less, two more. You will need it for competition pricing.",
                "中位數：兩家比它便宜、兩家比它貴。等一下講競爭定價會用到。",
            ),
        ),
    ),
    right="median",
)

_BACK_JOIN = ChoiceTask(
    id="2.3.back-join",
    title=Text("What a join leaves out", "合併會漏掉什麼"),
    lesson="0.2",
    minutes=1,
    prompt=Text(
        '`ours.merge(theirs, on="product_id")`: we sell 100 products, and 30 of them are in `theirs`, once each. '
        "How many rows come out?",
        '`ours.merge(theirs, on="product_id")`：我們賣 100 種商品，其中 30 種在 `theirs` 裡各出現一次。合併後有幾列？',
    ),
    options=(
        Option(
            key="all",
            text=Text("100, with gaps in 70", "100 列，其中 70 列有空格"),
            why=Text(
                'That would be `how="left"`. Unless told so, `merge` keeps only what stands in both tables.',
                '那要寫 `how="left"`。沒特別說，`merge` 只留兩張表都有的。',
            ),
        ),
        Option(
            key="both",
            text=Text("30", "30 列"),
            why=Text(
                "Only what both tables have. Today that is just what we want: goods to be had in both places.",
                "只留兩邊都有的。今天要的正是這個：兩家都買得到的商品。",
            ),
        ),
        Option(
            key="sum",
            text=Text("130", "130 列"),
            why=Text(
                "That would be the tables one below the other. `merge` puts them side by side.",
                "那是上下疊在一起。`merge` 是左右併起來。",
            ),
        ),
    ),
    right="both",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_TEN_OFF = GuessTask(
    id="2.3.ten-off",
    title=Text("Ten per cent off", "降價一成"),
    minutes=1,
    prompt=Text(
        "Every price falls by 10%, the cost of the goods stays. How many per cent more pieces must we sell to earn as "
        "much as before?",
        "全部降價 10%，商品成本不變。銷量要多百分之幾，才賺得跟原來一樣多？",
    ),
    unit=Text("% more pieces", "%"),
    low=0,
    high=300,
    start=10,
)

# --- Faded: every competitor -------------------------------------------------------------------------------------

_BY_COMPETITOR = ValueTask(
    id="2.3.by-competitor",
    title=Text("The price index against each competitor", "對每一家的價格指數"),
    name="price_indices",
    minutes=2,
    prompt=Text(
        "`price_indices`: for each competitor, what the shared basket costs with us where it costs 100 there.",
        "`price_indices`：對每一家競爭者，兩家都有的那一籃，對方是 100 時我們是多少。",
    ),
    answer=_divided(_both, "competitor_id"),
    returns=Column(name="price_index", key="competitor_id"),
    mistakes=(
        Mistake(
            key="upside-down",
            wrong=_divided(_both, "competitor_id", above="their_bill", below="our_bill"),
            message=Text(
                "This says how dear *they* are where we are 100. Whose bill has to be divided by whose, if above 100 "
                "is to mean that we are dearer?",
                "這說的是：我們是 100 時，**對方**多貴。要讓「超過 100 就是我們貴」，該拿誰的帳單除以誰的？",
            ),
        ),
        Mistake(
            key="not-times-100",
            wrong=_divided(_both, "competitor_id", times=1),
            message=Text("The ratio is right; an index counts from 100.", "比例對了，不過指數是以 100 為準。"),
        ),
        Mistake(
            key="mean-of-ratios",
            wrong=_mean_of_ratios(_both, "competitor_id"),
            message=Text(
                "This is the mean of the products' price ratios: what sells once weighs as much as what sells every "
                "day. Add up the bills first, divide once.",
                "這是各商品價格比的平均：只賣過一次的和天天賣的一樣重。先把帳單加起來，最後只除一次。",
            ),
        ),
        Mistake(
            key="price-tags",
            wrong=_divided(_both, "competitor_id", above="list_price", below="price"),
            message=Text(
                "These are sums of price tags, as if everybody bought one of each. The bills have the pieces in them.",
                "這是把標價加總，好像每個人每樣各買一件。帳單裡才有件數。",
            ),
        ),
        Mistake(
            key="everything-of-ours",
            wrong=_everything_of_ours,
            message=Text(
                "Above the line stands everything we sold, below it only what they have too. Both bills are for the "
                "same goods.",
                "分子是我們賣的全部，分母只有對方也有的。兩張帳單要結同樣的商品。",
            ),
        ),
    ),
    hints=(
        Text(
            "`bills` has two columns. Take one with `bills[…]` and the name in quotation marks.",
            "`bills` 有兩個欄位，用 `bills[…]` 取一欄，名稱要加引號。",
        ),
        Text(
            'Below the line, as in the worked example, stands `bills["their_bill"]`.',
            '跟示範一樣，分母是 `bills["their_bill"]`。',
        ),
    ),
    solution="""
# 1 Each competitor's two bills  # lang-en
# 1 對每一家，兩張帳單各是多少  # lang-zh-Hant
bills = both.groupby("competitor_id")[["our_bill", "their_bill"]].sum()

# 2 Our bill where theirs is 100  # lang-en
# 2 對方是 100 時，我們是多少  # lang-zh-Hant
price_indices = 100 * bills["our_bill"] / bills["their_bill"]
price_indices.round(1)
""",
)

# --- Own: where we are dear --------------------------------------------------------------------------------------

_BY_CATEGORY = ValueTask(
    id="2.3.by-category",
    title=Text("Where are we dear?", "貴在哪裡？"),
    name="category_index",
    minutes=3,
    prompt=Text(
        "`category_index`: from `one`, the price index of each `category`.",
        "`category_index`：用 `one`，算出每一個 `category` 的價格指數。",
    ),
    answer=_divided(_one, "category"),
    returns=Column(name="price_index", key="category"),
    mistakes=(
        Mistake(
            key="upside-down",
            wrong=_divided(_one, "category", above="their_bill", below="our_bill"),
            message=Text("Their bill is above the line. Turn it round.", "分子放成對方的帳單了，上下對調。"),
        ),
        Mistake(
            key="not-times-100",
            wrong=_divided(_one, "category", times=1),
            message=Text("The ratio is right; an index counts from 100.", "比例對了，不過指數是以 100 為準。"),
        ),
        Mistake(
            key="all-competitors",
            wrong=_divided(_both, "category"),
            message=Text(
                "This is against all competitors thrown together, from `both`. The rows of the one competitor are in "
                "`one`.",
                "這是用 `both`，跟所有競爭者混在一起比。只要那一家的列，在 `one` 裡。",
            ),
        ),
        Mistake(
            key="mean-of-ratios",
            wrong=_mean_of_ratios(_one, "category"),
            message=Text(
                "This is the mean of the products' price ratios. Add up both bills within each category, then divide.",
                "這是各商品價格比的平均。先在每一類裡把兩張帳單加起來，再相除。",
            ),
        ),
        Mistake(
            key="price-tags",
            wrong=_divided(_one, "category", above="list_price", below="price"),
            message=Text(
                "These are price tags without the pieces. Use the two bills.", "這是標價，沒有算件數。請用那兩張帳單。"
            ),
        ),
    ),
    hints=(
        Text(
            "The same two lines as before; another table, and another column to group by.",
            "跟剛才那兩行一樣，只是換一張表、換一個分組的欄位。",
        ),
        Text(
            'First `bills = one.groupby("category")[["our_bill", "their_bill"]].sum()`, then divide.',
            '先 `bills = one.groupby("category")[["our_bill", "their_bill"]].sum()`，再相除。',
        ),
    ),
    solution="""
bills = one.groupby("category")[["our_bill", "their_bill"]].sum()
category_index = 100 * bills["our_bill"] / bills["their_bill"]
category_index.round(1)
""",
)

# --- The explorer ------------------------------------------------------------------------------------------------


@once_per_ledger
def _positions(ledger: Ledger) -> pd.DataFrame:
    lines = ledger.order_lines[ledger.order_lines["order_id"].isin(valid_on(ledger, ledger.snapshot)["order_id"])]
    compared = price_comparison(lines, ledger.products, ledger.table("competitor_prices"), ledger.snapshot)
    return price_positions(compared, ledger.table("brand_ratings"))


def _moved(ledger: Ledger, per_cent: int) -> str:
    """Our position with our price so many per cent higher."""
    start = _positions(ledger)
    level = np.where(start["own"], start["price_level"] * (1 + per_cent / 100), start["price_level"])
    moved = high_middle_low(start.assign(price_level=level))
    return moved.loc[moved["own"], "position"].iloc[0]


@once_per_ledger
def _turns_high(ledger: Ledger) -> float:
    return next((step for step in range(FARTHEST + 1) if _moved(ledger, step) == "high"), float("nan"))


def _high_if_the_band_stood_still(ledger: Ledger) -> float:
    start = _positions(ledger)
    edge = 1.1 * start["price_level"].mean() / start.loc[start["own"], "price_level"].iloc[0]
    return next((step for step in range(FARTHEST + 1) if 1 + step / 100 > edge), float("nan"))


def _turns_low(ledger: Ledger) -> float:
    return next((-step for step in range(FARTHEST + 1) if _moved(ledger, -step) == "low"), float("nan"))


_TURNS_HIGH = ValueTask(
    id="2.3.turns-high",
    title=Text("From which price on are we high?", "漲到哪裡變成高價位？"),
    name="turns_high",
    minutes=2,
    prompt=Text(
        "`turns_high`: quality and cost at 0; the first price change, from 0 upwards, in whole per cent, at which the "
        "title puts us among the high-priced.",
        "`turns_high`：品質和成本都留在 0，價格從 0 往上拉，標題第一次說我們是高價位，那時是百分之幾？填整數。",
    ),
    answer=_turns_high,
    returns=Number(whole=True),
    mistakes=(
        Mistake(
            key="too-early",
            wrong=lambda ledger: _turns_high(ledger) - 1,
            message=Text(
                "At that price the title does not say high yet. One step further.",
                "拉到這裡，標題還沒說高價位。再往右一格。",
            ),
        ),
        Mistake(
            key="too-late",
            wrong=lambda ledger: _turns_high(ledger) + 1,
            message=Text("One step too far: the title said high before.", "多拉了一格，前一格標題就變了。"),
        ),
        Mistake(
            key="band-stood-still",
            wrong=_high_if_the_band_stood_still,
            message=Text(
                "That is where the grey band ends *today*. Move the slider: the mean has our own price in it, so the "
                "band moves along.",
                "這是灰底**現在**的邊界。實際拉拉看：平均裡也有我們自己的價格，灰底會跟著走。",
            ),
        ),
        Mistake(
            key="low",
            wrong=_turns_low,
            message=Text(
                "That is the cut at which we become low-priced. Pull to the right.",
                "這是降到多少變成低價位。請往右拉。",
            ),
        ),
    ),
    hints=(
        Text(
            "Press Reset first, then click the price slider's knob and use the right arrow key: one press is 1%.",
            "先按重設，點一下價格滑桿的圓鈕，再按鍵盤的向右鍵：按一下是 1%。",
        ),
        Text("Read only the title: it changes at one press.", "只看標題：按到某一下，它就變了。"),
    ),
    solution="""
# Read off the explorer; worked out here with the same steps  # lang-en
# 從圖上讀出來的數字；這裡用同樣的步驟算一次  # lang-zh-Hant
from customer_value import high_middle_low

ours = positions["own"]
for turns_high in range(41):
    level = positions["price_level"].mask(ours, positions["price_level"] * (1 + turns_high / 100))
    if high_middle_low(positions.assign(price_level=level))[ours]["position"].item() == "high":
        break
turns_high
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_SMALL_BASKET = ChoiceTask(
    id="2.3.small-basket",
    title=Text("A small basket", "一個小籃子"),
    minutes=2,
    prompt=Text(
        "What is our price index against this competitor?\n\n"
        "| | our price | their price | we sold |\n|---|---:|---:|---:|\n"
        "| Candle | 200 | 250 | 50 |\n| Vase | 900 | 750 | 5 |\n| Lamp | 1,500 | not sold | 4 |",
        "對這一家競爭者，我們的價格指數是多少？\n\n"
        "| | 我們的價格 | 對方的價格 | 我們賣了 |\n|---|---:|---:|---:|\n"
        "| 蠟燭 | 200 | 250 | 50 |\n| 花瓶 | 900 | 750 | 5 |\n| 檯燈 | 1,500 | 沒有賣 | 4 |",
    ),
    options=(
        Option(
            key="tags",
            text=Text("110: we are dearer", "110：我們比較貴"),
            why=Text(
                "1,100 over 1,000 are the tags of one candle and one vase. But fifty candles are sold for five vases.",
                "1,100 除以 1,000，是一根蠟燭加一個花瓶的標價。可是蠟燭賣了 50 根，花瓶才 5 個。",
            ),
        ),
        Option(
            key="ratios",
            text=Text("100: there is no difference", "100：一樣貴"),
            why=Text(
                "The mean of 80 and 120. It gives the vase as much weight as the candle, which sells ten times as "
                "often.",
                "這是 80 和 120 的平均，把花瓶和賣得多十倍的蠟燭看成一樣重。",
            ),
        ),
        Option(
            key="lamp",
            text=Text("126: we are much dearer", "126：我們貴很多"),
            why=Text(
                "Our lamps are in your bill but not in theirs: the baskets are not the same.",
                "你把檯燈算進我們的帳單，對方那張卻沒有：這不是同一籃。",
            ),
        ),
        Option(
            key="right",
            text=Text("89: we are cheaper", "89：我們比較便宜"),
            why=Text(
                "10,000 + 4,500 with us, 12,500 + 3,750 there: 14,500 over 16,250. The lamp has no price to compare.",
                "我們是 10,000＋4,500，對方是 12,500＋3,750：14,500 ÷ 16,250。檯燈沒得比，兩邊都不算。",
            ),
        ),
        Option(
            key="inverted",
            text=Text("112: we are dearer", "112：我們比較貴"),
            why=Text("That is their bill over ours.", "這是對方的帳單除以我們的，上下顛倒了。"),
        ),
    ),
    right="right",
)

_MARKUP = ChoiceTask(
    id="2.3.markup",
    title=Text("A margin of 40%", "毛利率 40%"),
    minutes=1,
    prompt=Text(
        "Something costs us 60. The owner wants a margin of 40%, which is a share of the *price*. What price must we "
        "ask?",
        "進貨成本 60 元，老闆要毛利率 40%，毛利率是占**售價**的比例。該賣多少？",
    ),
    options=(
        Option(
            key="markup",
            text=Text("84", "84 元"),
            why=Text(
                "60 and 40% on top of the *cost*. Of 84 only 24 are left: a margin of 29%.",
                "這是**成本**再加四成。賣 84 只剩 24，毛利率只有 29%。",
            ),
        ),
        Option(
            key="over",
            text=Text("150", "150 元"),
            why=Text(
                "60 ÷ 0.4. Then the *cost* is 40% of the price and the margin 60%.",
                "60 ÷ 0.4，變成**成本**占四成，毛利率就是 60% 了。",
            ),
        ),
        Option(
            key="right",
            text=Text("100", "100 元"),
            why=Text(
                "60 ÷ (1 − 0.4). Of 100, 40 are left.",
                "60 ÷（1－0.4）。賣 100 剩 40，正好四成。",
            ),
        ),
    ),
    right="right",
)

_WHICH_WAY = ChoiceTask(
    id="2.3.which-way",
    title=Text("Which one is value pricing?", "哪一個是價值定價？"),
    minutes=1,
    prompt=Text(
        "Four people set the price of a repair service. Who goes by its value?",
        "四個人替「維修服務」訂價。誰看的是價值？",
    ),
    options=(
        Option(
            key="cost",
            text=Text(
                "“An hour of work and the material, and we keep half of the price.”", "「工時加材料，毛利抓一半。」"
            ),
            why=Text(
                "Cost pricing: it says what leaves the margin we want, and nothing of what it is worth to anybody.",
                "成本定價。它告訴你賣多少才有想要的毛利，沒說對顧客值多少。",
            ),
        ),
        Option(
            key="competition",
            text=Text(
                "“The workshop next door asks 500, so we ask 450 for just the same.”",
                "「隔壁修理行收 500，我們收 450。」",
            ),
            why=Text(
                "Competition pricing: it trusts that next door knows what it is doing.",
                "競爭定價。前提是隔壁知道自己在做什麼。",
            ),
        ),
        Option(
            key="value",
            text=Text(
                "“A new one costs 2,000, and people are fond of theirs.”", "「買新的要 2,000，而且舊的有感情。」"
            ),
            why=Text(
                "It starts from what the customer would otherwise pay and miss. How much of that we ask is another "
                "decision.",
                "從顧客「不修的話要花多少、會失去什麼」想起。要收其中的多少，是下一個決定。",
            ),
        ),
        Option(
            key="target",
            text=Text(
                "“We want 30,000 a month from it, and there will be sixty repairs.”",
                "「一個月要做 3 萬，大概會修 60 件。」",
            ),
            why=Text(
                "That turns a wish into a price. Neither cost nor customer has been asked.",
                "這是把願望除以件數，成本和顧客都沒有問過。",
            ),
        ),
    ),
    right="value",
)

_THE_LINE = ChoiceTask(
    id="2.3.the-line",
    title=Text("What the dashed line says", "虛線說了什麼"),
    minutes=1,
    prompt=Text(
        "On some map the dashed line gives 108 at our quality, and we stand at 100. Which sentence may go into the "
        "report?",
        "某張圖上，照我們的品質，虛線上的價格是 108，我們現在是 100。哪一句可以寫進報告？",
    ),
    options=(
        Option(
            key="pay",
            text=Text(
                "Our customers are ready to pay 8% more than they do today", "我們的顧客願意比現在多付 8% 的價錢"
            ),
            why=Text(
                "No customer was asked about a price. The line goes through what *competitors ask*.",
                "沒有人問過顧客願付多少。這條線穿過的是**競爭者開的價**。",
            ),
        ),
        Option(
            key="profit",
            text=Text("We give away 8% of our profit with every piece sold", "每賣一件，就少賺 8% 的利潤"),
            why=Text(
                "8% of the price is not 8% of the profit, and at 108 fewer might buy.",
                "價格的 8% 不是利潤的 8%，而且漲到 108，買的人可能會變少。",
            ),
        ),
        Option(
            key="safe",
            text=Text("A rise of up to 8% will not cost us any customers", "漲 8% 以內，不會流失顧客"),
            why=Text(
                "The map knows nothing about who would leave. For that one has to try it, on some goods first.",
                "圖上看不出誰會走。要知道，得先挑幾樣商品試試看。",
            ),
        ),
        Option(
            key="line",
            text=Text("Competitors' prices point to about 108 at our quality", "照同業行情，這樣的品質大約是 108"),
            why=Text(
                "That much and no more: a handful of brands, a straight line. It is a reason to try, not a proof.",
                "能說的就這些：只有幾個品牌，又硬畫成一條直線。值得一試，但不是證明。",
            ),
        ),
    ),
    right="line",
)

_CHANNEL = ChoiceTask(
    id="2.3.channel",
    title=Text("Tried on here, bought there", "這裡看，那裡買"),
    minutes=1,
    prompt=Text(
        "The same thing costs 1,200 in our shop and 1,000 with a competitor that only sells online. Customers look at "
        "it in our shop and order it there. We want to stay in the middle. What is the first thing to do?",
        "同一樣東西，我們店裡賣 1,200，只做網路的競爭者賣 1,000。顧客來店裡看，回家上網跟他們買。我們想留在中價位，"
        "第一步該做什麼？",
    ),
    options=(
        Option(
            key="worth",
            text=Text(
                "Say what comes with the 1,200 in the shop, and test it", "先講清楚店裡的 1,200 多了什麼，再試看看"
            ),
            why=Text(
                "Advice, taking it home today, mending: if the shop adds something, price and channel fit together. "
                "If nobody wants it, the shop is too dear, and one knows.",
                "有人介紹、當天帶走、壞了有人修：店面真的多給了什麼，價格和通路才對得上。沒人在意，就知道店面太貴了。",
            ),
        ),
        Option(
            key="match",
            text=Text(
                "Ask 1,000 everywhere, so that no one has a reason to order there",
                "全通路都降到 1,000，讓人沒理由跑去網路買",
            ),
            why=Text(
                "They pay for no shop. At their price, with our costs, we are in the low corner, and the next one "
                "there is cheaper still.",
                "他們不用付店租。用我們的成本賣他們的價，只是搬到低價位，而那裡永遠有人更便宜。",
            ),
        ),
        Option(
            key="two-prices",
            text=Text(
                "Ask 1,000 in our web shop only, and leave the price in the shop as it is",
                "只有自己的網路商店賣 1,000，店裡照舊賣 1,200",
            ),
            why=Text(
                "Then our own customers stand in the shop with the phone in their hand. Two prices for the same thing "
                "have to be explained by something.",
                "那就換成自己的顧客站在店裡滑手機比價。同一樣東西兩個價，要說得出差在哪裡。",
            ),
        ),
    ),
    right="worth",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_PRICE_LIST = TextTask(
    id="2.3.price-list",
    title=Text("Three sentences for the price list", "價目表的三句話"),
    minutes=3,
    prompt=Text(
        "What happens to the prices, and where? Which number says so? What do we give up, and what would make you turn "
        "back?",
        "價格怎麼動、動哪些？根據哪一個數字？放棄的是什麼，看到什麼就改回來？",
    ),
    model=Text(
        "Hold yours against these, then run the next cell.\n\n"
        "- Does it say which goods, or does it move everything alike?\n"
        "- Is there one number from the map and one in pieces?\n"
        "- Does it say where the brand stands afterwards: low, middle, high?\n"
        "- Is there a sign by which you would notice in a month that it was wrong?\n\n"
        "Cutting, raising and leaving it can all be defended. Cutting everything because “somebody is cheaper” cannot: "
        "somebody always is.",
        "先拿這幾點檢查自己寫的，再執行下一格。\n\n"
        "- 有沒有說動哪些商品，還是全部一起動？\n"
        "- 有沒有一個圖上的數字，和一個跟銷量有關的數字？\n"
        "- 有沒有說動完之後，品牌站在高、中、低哪裡？\n"
        "- 一個月後看到什麼，就知道錯了？\n\n"
        "降、漲、不動都可以說得通。只因為「有人比較便宜」就全部降，說不通：永遠有人比較便宜。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_MIDDLE,
    _BACK_JOIN,
    _BY_COMPETITOR,
    _BY_CATEGORY,
    _TEN_OFF,
    _TURNS_HIGH,
    _SMALL_BASKET,
    _MARKUP,
    _WHICH_WAY,
    _THE_LINE,
    _CHANNEL,
    _PRICE_LIST,
)
