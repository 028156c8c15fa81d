"""The questions and checks inside lesson 1.2, "Six key items of customer information"."""

from __future__ import annotations

import pandas as pd

from customer_value.explorers.customers.merging import RULES
from customer_value.ledger import Ledger, once_per_ledger
from customer_value.lessons.counter_file import counter_file, merge_outcome
from customer_value.measures.orders.same_customer import merge_customers, same_customers
from customer_value.measures.orders.valid import valid_orders
from customer_value.messages import Text
from tutor.shape import Number
from tutor.task import ChoiceTask, GuessTask, Mistake, Option, Task, TextTask, ValueTask

NOTHING = ["", "n/a", "-", "無"]

# --- What the checks compute from the ledger ---------------------------------------------------------------------


def _file(ledger: Ledger) -> pd.DataFrame:
    """The customer file as it was handed over, repeated rows and all."""
    return counter_file(ledger).customers


@once_per_ledger
def _people(ledger: Ledger) -> pd.DataFrame:
    return _file(ledger).drop_duplicates()


def _companies(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["kind"].isin(["Company", "企業"])]


def _tidy(column: pd.Series) -> pd.Series:
    return column.str.strip().str.lower()


def _share(flags: pd.Series) -> float:
    return float(flags.mean()) if len(flags) else float("nan")


def _known(column: pd.Series) -> float:
    """The share of values that are no word for nothing."""
    return _share(~_tidy(column).isin(NOTHING))


def _dialled(column: pd.Series) -> pd.Series:
    text = _tidy(column)
    return ~text.isin(NOTHING) & (text.str.count("[0-9]") >= 8)


def _phone(ledger: Ledger) -> float:
    return _share(_dialled(_people(ledger)["phone"]))


def _phone_repeats(ledger: Ledger) -> float:
    return _share(_dialled(_file(ledger)["phone"]))


def _phone_not_empty(ledger: Ledger) -> float:
    return _share(_people(ledger)["phone"].notna())


def _phone_any(ledger: Ledger) -> float:
    return _known(_people(ledger)["phone"])


def _phone_untidied(ledger: Ledger) -> float:
    return _share(~_people(ledger)["phone"].isin(NOTHING))


def _phone_blank_only(ledger: Ledger) -> float:
    return _share(_tidy(_people(ledger)["phone"]) != "")


def _phone_of_filled(ledger: Ledger) -> float:
    phones = _people(ledger)["phone"]
    return _share(_dialled(phones[~_tidy(phones).isin(NOTHING)]))


def _interests(ledger: Ledger) -> float:
    return _known(_people(ledger)["interests"])


def _interests_repeats(ledger: Ledger) -> float:
    return _known(_file(ledger)["interests"])


def _interests_not_empty(ledger: Ledger) -> float:
    return _share(_people(ledger)["interests"].notna())


def _interests_untidied(ledger: Ledger) -> float:
    return _share(~_people(ledger)["interests"].isin(NOTHING))


def _interests_blank_only(ledger: Ledger) -> float:
    return _share(_tidy(_people(ledger)["interests"]) != "")


def _industry(ledger: Ledger) -> float:
    return _known(_companies(_people(ledger))["industry"])


def _industry_of_all(ledger: Ledger) -> float:
    return _known(_people(ledger)["industry"])


def _industry_of_all_rows(ledger: Ledger) -> float:
    return _known(_file(ledger)["industry"])


def _industry_not_empty(ledger: Ledger) -> float:
    return _share(_companies(_people(ledger))["industry"].notna())


def _industry_untidied(ledger: Ledger) -> float:
    return _share(~_companies(_people(ledger))["industry"].isin(NOTHING))


def _industry_repeats(ledger: Ledger) -> float:
    return _known(_companies(_file(ledger))["industry"])


@once_per_ledger
def _swallowed_by(ledger: Ledger, *keys: str) -> int:
    file = counter_file(ledger)
    links = same_customers(_people(ledger), by=[RULES[key] for key in keys])
    return merge_outcome(links, file.accounts).swallowed


def _swallowed(ledger: Ledger) -> float:
    return max(_swallowed_by(ledger, key) for key in RULES)


def _swallowed_all_boxes(ledger: Ledger) -> float:
    return _swallowed_by(ledger, *RULES)


def _swallowed_with_email(ledger: Ledger) -> float:
    return max(_swallowed_by(ledger, "email", key) for key in RULES if key != "email")


def _swallowed_second(ledger: Ledger) -> float:
    return sorted(_swallowed_by(ledger, key) for key in RULES)[-2]


def _found_by_worst(ledger: Ledger) -> float:
    worst = max(RULES, key=lambda key: _swallowed_by(ledger, key))
    links = same_customers(_people(ledger), by=[RULES[worst]])
    return merge_outcome(links, counter_file(ledger).accounts).found


@once_per_ledger
def _ordered(ledger: Ledger) -> pd.DataFrame:
    return valid_orders(counter_file(ledger).orders, ledger.refunds, ledger.snapshot)


@once_per_ledger
def _merged(ledger: Ledger) -> pd.DataFrame:
    links = same_customers(_people(ledger), by=["email", ("phone", "birth_year")])
    return merge_customers(_ordered(ledger), links)


def _buyers(ledger: Ledger) -> float:
    return _merged(ledger)["customer_id"].nunique()


def _buyers_unmerged(ledger: Ledger) -> float:
    return _ordered(ledger)["customer_id"].nunique()


def _buyers_orders(ledger: Ledger) -> float:
    return len(_merged(ledger))


def _buyers_days(ledger: Ledger) -> float:
    return _merged(ledger)["order_date"].nunique()


def _buyers_accounts(ledger: Ledger) -> float:
    return len(_people(ledger))


def _buyers_links(ledger: Ledger) -> float:
    return _buyers_unmerged(ledger) - _buyers(ledger)


# --- Looking back ------------------------------------------------------------------------------------------------

_BACK_CONSENT = ChoiceTask(
    id="1.2.back-consent",
    title=Text("Whose birthday?", "生日要不要問？"),
    lesson="1.1",
    minutes=1,
    prompt=Text(
        "The registration form asks for the day of birth. Nobody in the company uses it. What should become of that "
        "box?",
        "登記表上有一格「出生年月日」，公司裡沒有人用這項資料。這一格該怎麼辦？",
    ),
    options=(
        Option(
            key="keep",
            text=Text("Keep it: it may be useful some day", "留著，說不定哪天用得到"),
            why=Text(
                "“Some day” is no purpose. Personal data are collected for a purpose that one can name to the "
                "customer.",
                "「哪天」不是目的。蒐集個人資料，要說得出是為了什麼，而且要講給顧客聽。",
            ),
        ),
        Option(
            key="drop",
            text=Text(
                "Take it out until there is a question it answers",
                "先拿掉，等真的有問題要靠它回答再說",
            ),
            why=Text(
                "What no question needs, only costs: the customer's patience, upkeep, and harm if it leaks.",
                "沒有問題用得到的資料，只有成本：顧客的耐心、維護的工夫，還有外洩的風險。",
            ),
        ),
        Option(
            key="must",
            text=Text("Make it compulsory, so that it is complete", "設成必填，資料才完整"),
            why=Text(
                "Complete is not the aim; useful is. You will see in this lesson what compulsory boxes are filled "
                "with.",
                "目的不是填滿，是有用。必填的格子裡會出現什麼，這一課就會看到。",
            ),
        ),
    ),
    right="drop",
)

_BACK_JOIN = ChoiceTask(
    id="1.2.back-join",
    title=Text("How many rows?", "會有幾列？"),
    lesson="0.2",
    minutes=1,
    prompt=Text(
        "A table has 5 customers, each once. Another has their 12 orders. You join the orders with the customers on "
        "`customer_id`. How many rows come out?",
        "一張表有 5 位顧客，一人一列；另一張表是他們的 12 筆訂單。用 `customer_id` 把訂單和顧客合併，會得到幾列？",
    ),
    options=(
        Option(
            key="customers",
            text=Text("5", "5 列"),
            why=Text(
                "Then seven orders would be gone. Each order finds its customer; a customer may be found several "
                "times.",
                "那就有七筆訂單不見了。每筆訂單都會找到自己的顧客，同一位顧客可以被找到好幾次。",
            ),
        ),
        Option(
            key="orders",
            text=Text("12", "12 列"),
            why=Text(
                "One row for each order, with the customer's columns beside it.",
                "一筆訂單一列，旁邊多了顧客的欄位。",
            ),
        ),
        Option(
            key="sum",
            text=Text("17", "17 列"),
            why=Text(
                "That would be one table under the other. Joining puts them side by side.",
                "那是把一張接在另一張下面。合併是左右並排，不是上下相接。",
            ),
        ),
        Option(
            key="times",
            text=Text("60", "60 列"),
            why=Text(
                "That is every order with every customer. `on` keeps only the pairs with the same `customer_id`.",
                "那是每筆訂單配每位顧客。寫了 `on`，就只留 `customer_id` 相同的。",
            ),
        ),
    ),
    right="orders",
)

# --- Predict -----------------------------------------------------------------------------------------------------

_CALLABLE = GuessTask(
    id="1.2.callable",
    title=Text("How many could be dialled?", "打得通的有幾位？"),
    minutes=1,
    prompt=Text(
        "Every telephone box is filled. Of 100 customers, how many have a number with enough digits to dial?",
        "電話這一格人人都有填。100 位顧客裡，有幾位的號碼數字夠多、真的能撥？",
    ),
    unit=Text("of 100", "位（每 100 位）"),
    low=0,
    high=100,
    start=50,
)

# --- Worked, faded, own ------------------------------------------------------------------------------------------

_REPEATS = Text(
    "The rows that stand in the file twice are counted twice here. Begin with the table in which each row stands once.",
    "檔案裡重複的列被算了兩次。請從同樣的列只留一次的那張表開始。",
)
_NOT_EMPTY = Text(
    "This counts boxes that are not empty, whatever stands in them. The form lets none stay empty: hold the words to "
    "the "
    "list.",
    "你數的是「不是空的」，裡面寫什麼都算。可是這張表單本來就不准留空：請拿裡面的字和清單比對。",
)
_UNTIDIED = Text(
    "The text was compared as it was typed: “N/A” in capitals, or a lonely blank, is not on the list in that form. "
    "Tidy "
    "it first.",
    "你拿原本輸入的樣子去比：大寫的「N/A」、只有一個空白的，和清單上的寫法對不起來。要先把文字整理好。",
)
_BLANK_ONLY = Text(
    "Only blank boxes are missing here. Words such as “N/A” and “-” tell us no more than a blank: are they on your "
    "list?",
    "你只把空白當成沒填。「N/A」、「-」這些字，告訴你的並沒有比空白多：清單裡有它們嗎？",
)

_PHONE = ValueTask(
    id="1.2.phone",
    title=Text("How complete is the telephone?", "電話的完整率"),
    name="phone_share",
    prompt=Text(
        "`phone_share`: the share of rows, each once, with a telephone number of at least 8 digits.",
        "`phone_share`：同樣的列只算一次，電話至少有 8 個數字的占多少。",
    ),
    answer=_phone,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(key="repeats-kept", wrong=_phone_repeats, message=_REPEATS),
        Mistake(key="not-empty", wrong=_phone_not_empty, message=_NOT_EMPTY),
        Mistake(
            key="any-digits",
            wrong=_phone_any,
            message=Text(
                "Numbers that break off after a few digits are counted as well. What does step 3 ask besides the list?",
                "只打了一半的號碼也算進去了。步驟 3 除了清單，還要求什麼？",
            ),
        ),
        Mistake(key="untidied", wrong=_phone_untidied, message=_UNTIDIED),
        Mistake(key="blank-only", wrong=_phone_blank_only, message=_BLANK_ONLY),
        Mistake(
            key="of-filled",
            wrong=_phone_of_filled,
            message=Text(
                "You divided by the numbers that are there. Completeness divides by all rows, those with nothing as "
                "well.",
                "你除以的是有填號碼的列。完整率的分母是全部的列，沒填的也要算。",
            ),
        ),
    ),
    hints=(
        Text(
            "Run the cell above from its first line: the four steps stand there.",
            "把上面那一格從頭執行一次，四個步驟都在裡面。",
        ),
        Text(
            'Step 3 is `~text.isin(nothing) & (text.str.count("[0-9]") >= 8)`.',
            '步驟 3 是 `~text.isin(nothing) & (text.str.count("[0-9]") >= 8)`。',
        ),
    ),
    solution="""
people = customers.drop_duplicates()
nothing = ["", "n/a", "-", "無"]
text = people["phone"].str.strip().str.lower()
valid = ~text.isin(nothing) & (text.str.count("[0-9]") >= 8)
phone_share = valid.mean()
phone_share
""",
)

_INTERESTS = ValueTask(
    id="1.2.interests",
    title=Text("How complete are the needs?", "需求的完整率"),
    name="interests_share",
    prompt=Text(
        "`interests_share`: the share of rows, each once, on which `interests` is no word for nothing.",
        "`interests_share`：同樣的列只算一次，`interests` 不是「等於沒填」的占多少。",
    ),
    answer=_interests,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(key="repeats-kept", wrong=_interests_repeats, message=_REPEATS),
        Mistake(key="not-empty", wrong=_interests_not_empty, message=_NOT_EMPTY),
        Mistake(key="untidied", wrong=_interests_untidied, message=_UNTIDIED),
        Mistake(key="blank-only", wrong=_interests_blank_only, message=_BLANK_ONLY),
    ),
    hints=(
        Text(
            "The list has a name; it was made in the cell with the telephone.",
            "清單已經有名字了，在算電話的那一格。",
        ),
        Text(
            "`nothing` in the first blank, `mean` in the second.",
            "第一格填 `nothing`，第二格填 `mean`。",
        ),
    ),
    solution="""
wishes = people["interests"].str.strip().str.lower()

# 3 Valid: not one of the words for nothing  # lang-en
# 3 有效：不是「等於沒填」的字  # lang-zh-Hant
known = ~wishes.isin(nothing)

# 4 The share of all rows  # lang-en
# 4 占全部列數的比率  # lang-zh-Hant
interests_share = known.mean()
interests_share
""",
)

_INDUSTRY = ValueTask(
    id="1.2.industry",
    title=Text("How complete is the industry?", "行業的完整率"),
    name="industry_share",
    minutes=4,
    prompt=Text(
        "`industry_share`: of the rows that should have an industry, each once, the share on which it is known.",
        "`industry_share`：本來就該有行業的列（同樣的列只算一次），知道行業的占多少。",
    ),
    answer=_industry,
    returns=Number(unit="share"),
    mistakes=(
        Mistake(
            key="of-everybody",
            wrong=_industry_of_all,
            message=Text(
                "You divided by everybody. A person has no industry, so there is nothing missing: which rows should "
                "have one?",
                "你除以的是全部顧客。個人本來就沒有行業，不能算沒填：哪些列才該有行業？",
            ),
        ),
        Mistake(
            key="of-all-rows",
            wrong=_industry_of_all_rows,
            message=Text(
                "You divided by every row of the file, persons and repeated rows among them. Begin with `people`, "
                "and keep the "
                "companies.",
                "你除以的是檔案的每一列，個人和重複的列都在裡面。請從 `people` 開始，再留下企業。",
            ),
        ),
        Mistake(key="not-empty", wrong=_industry_not_empty, message=_NOT_EMPTY),
        Mistake(key="untidied", wrong=_industry_untidied, message=_UNTIDIED),
        Mistake(key="repeats-kept", wrong=_industry_repeats, message=_REPEATS),
    ),
    hints=(
        Text(
            'First the rows: `companies = people[people["kind"].isin(…)]`, with the two words above your cell.',
            '先選列：`companies = people[people["kind"].isin(["Company", "企業"])]`。',
        ),
        Text(
            "Then the same steps as for the needs, with `companies` in place of `people` and `industry` in place of "
            "`interests`.",
            "接著照需求那一格的步驟做，`people` 換成 `companies`，`interests` 換成 `industry`。",
        ),
    ),
    solution="""
companies = people[people["kind"].isin(["Company", "企業"])]
industry = companies["industry"].str.strip().str.lower()
industry_share = (~industry.isin(nothing)).mean()
industry_share
""",
)

# --- Second accounts ---------------------------------------------------------------------------------------------

_SWALLOWED = ValueTask(
    id="1.2.swallowed",
    title=Text("Taken for somebody else", "被誤認成別人"),
    name="swallowed",
    prompt=Text(
        "`swallowed`: ticking one box alone, the most people that any box takes for somebody else.",
        "`swallowed`：一次只勾一個，最多有幾個人被誤認成別人？",
    ),
    answer=_swallowed,
    returns=Number(unit="people", whole=True),
    mistakes=(
        Mistake(
            key="all-boxes",
            wrong=_swallowed_all_boxes,
            message=Text(
                "That is the number with every box ticked. Untick all but one.",
                "這是全部都勾的數字。請只留一個勾。",
            ),
        ),
        Mistake(
            key="second-worst",
            wrong=_swallowed_second,
            message=Text(
                "That is one box, but not the worst. Have you tried every single one, the others unticked?",
                "這是其中一個條件，但不是最糟的。每一個都單獨勾過了嗎？",
            ),
        ),
        Mistake(
            key="found",
            wrong=_found_by_worst,
            message=Text(
                "You read another bar: the second accounts that were found. The red bar counts people taken for "
                "somebody else.",
                "你讀到另一條了：那是找到的重複帳號。被當成別人的是紅色那一條。",
            ),
        ),
    ),
    hints=(
        Text(
            "At the start e-mail is ticked. Untick it, tick the next, read the lowest bar, and so on through the five.",
            "一開始勾的是電子郵件。取消它，勾下一個，讀最下面那一條，五個輪流看一遍。",
        ),
        Text(
            "Who shares what? Think which of the five most people have in common with strangers.",
            "哪一樣東西，最容易和陌生人一樣？",
        ),
    ),
    solution="""
# Read off the explorer; worked out here for each box in turn  # lang-en
# 從圖上讀出來的數字；這裡一個條件一個條件算  # lang-zh-Hant
from customer_value.lessons.counter_file import merge_outcome

boxes = ["email", "phone", ("phone", "birth_year"), "name", ("name", "birth_year")]
each = [merge_outcome(same_customers(people, by=[box]), file.accounts).swallowed for box in boxes]
swallowed = max(each)
swallowed
""",
)

_BUYERS = ValueTask(
    id="1.2.buyers",
    title=Text("How many customers?", "到底有幾位顧客？"),
    name="buyers",
    prompt=Text(
        "`buyers`: how many different customers stand in `one_each`.",
        "`buyers`：`one_each` 裡有幾位不同的顧客。",
    ),
    answer=_buyers,
    returns=Number(unit="customers", whole=True),
    mistakes=(
        Mistake(
            key="unmerged",
            wrong=_buyers_unmerged,
            message=Text(
                "Here second accounts still count as customers. Take the table in which they have been merged.",
                "重複的帳號還是各算一位。請用合併過的那張表。",
            ),
        ),
        Mistake(
            key="orders",
            wrong=_buyers_orders,
            message=Text(
                "That is the number of orders. Which column says who ordered?",
                "這是訂單的筆數。哪一欄說得出是誰訂的？",
            ),
        ),
        Mistake(
            key="days",
            wrong=_buyers_days,
            message=Text(
                "These are the days on which anybody ordered. Which column says who?",
                "這是有人下單的日子。哪一欄說得出是誰？",
            ),
        ),
        Mistake(
            key="accounts",
            wrong=_buyers_accounts,
            message=Text(
                "That counts the accounts in the customer file, also those that were merged or never bought.",
                "這是顧客檔裡的帳號數，已經合併的、從沒買過的都在裡面。",
            ),
        ),
        Mistake(
            key="gone",
            wrong=_buyers_links,
            message=Text(
                "That is how many buyers the merge took away. Asked for is how many are left.",
                "這是合併後少掉的人數。要的是剩下幾位。",
            ),
        ),
    ),
    hints=(
        Text(
            "Between the brackets goes the column that says who ordered, in quotation marks.",
            "中括號裡填「誰訂的」那一欄，要加引號。",
        ),
        Text('`one_each["customer_id"].nunique()`', '`one_each["customer_id"].nunique()`'),
    ),
    solution="""
buyers = one_each["customer_id"].nunique()
buyers
""",
)

# --- Check yourself ----------------------------------------------------------------------------------------------

_EIGHT_PHONES = ChoiceTask(
    id="1.2.eight-phones",
    title=Text("A column of eight", "八列電話"),
    minutes=2,
    prompt=Text(
        "Valid is a number with at least 8 digits. No row is repeated. How complete is this column?\n\n"
        "| row | phone |\n|---|---|\n| 1 | 02-2345-6789 |\n| 2 | N/A |\n| 3 | 0912-345-678 |\n| 4 | 0912-34 |\n"
        "| 5 | *(empty)* |\n| 6 | +886 2 2345 6789 |\n| 7 | - |\n| 8 | ask at the till |",
        "至少 8 個數字才算有效，沒有重複的列。這一欄的完整率是多少？\n\n"
        "| 列 | 電話 |\n|---|---|\n| 1 | 02-2345-6789 |\n| 2 | N/A |\n| 3 | 0912-345-678 |\n| 4 | 0912-34 |\n"
        "| 5 | （空的） |\n| 6 | +886 2 2345 6789 |\n| 7 | - |\n| 8 | 請問櫃檯 |",
    ),
    options=(
        Option(
            key="right",
            text=Text("3 of 8, 37.5%", "8 列裡 3 列，37.5%"),
            why=Text(
                "Rows 1, 3 and 6 can be dialled; all eight rows are in the base.",
                "第 1、3、6 列能撥，分母是全部 8 列。",
            ),
        ),
        Option(
            key="short-kept",
            text=Text("4 of 8, 50%", "8 列裡 4 列，50%"),
            why=Text(
                "Row 4 is in: it looks like a number, but breaks off after six digits.",
                "你把第 4 列算進去了。它看起來像電話，可是只有六個數字。",
            ),
        ),
        Option(
            key="of-filled",
            text=Text("3 of 5, 60%", "5 列裡 3 列，60%"),
            why=Text(
                "You divided by the rows on which something real was typed. Rows with nothing belong to the base: "
                "they are the gap.",
                "你除以的是有寫東西的列。沒填的也要放進分母，它們就是那個洞。",
            ),
        ),
        Option(
            key="not-empty",
            text=Text("7 of 8, 87.5%", "8 列裡 7 列，87.5%"),
            why=Text(
                "Only the empty box was left out. “N/A”, a dash and “ask at the till” cannot be dialled either.",
                "你只排除了空的那一列。「N/A」、橫線和「請問櫃檯」，一樣打不通。",
            ),
        ),
    ),
    right="right",
)

_TWICE = ChoiceTask(
    id="1.2.twice",
    title=Text("One order, stored twice", "哪幾列是同一筆？"),
    minutes=2,
    prompt=Text(
        "Four rows of a file of orders. Which are one order stored twice?\n\n"
        "| row | order_id | customer_id | order_date | amount |\n|---|---|---|---|---:|\n"
        "| 1 | O101 | C7 | 2025-05-02 | 480 |\n| 2 | O102 | C7 | 2025-05-02 | 480 |\n"
        "| 3 | O103 | C9 | 2025-05-02 | 480 |\n| 4 | O101 | C7 | 2025-05-02 | 480 |",
        "訂單檔的四列。哪幾列其實是同一筆訂單，重複存了？\n\n"
        "| 列 | order_id | customer_id | order_date | amount |\n|---|---|---|---|---:|\n"
        "| 1 | O101 | C7 | 2025-05-02 | 480 |\n| 2 | O102 | C7 | 2025-05-02 | 480 |\n"
        "| 3 | O103 | C9 | 2025-05-02 | 480 |\n| 4 | O101 | C7 | 2025-05-02 | 480 |",
    ),
    options=(
        Option(
            key="right",
            text=Text("1 and 4", "第 1 列和第 4 列"),
            why=Text(
                "They agree in every column, the order's number among them.",
                "每一欄都一樣，連訂單編號也一樣。",
            ),
        ),
        Option(
            key="same-customer",
            text=Text("1, 2 and 4", "第 1、2、4 列"),
            why=Text(
                "Row 2 has a number of its own: C7 bought the same thing again that day. Dropping it throws real "
                "money away.",
                "第 2 列有自己的編號：C7 同一天又買了一次一樣的。把它去掉，就丟了真的收入。",
            ),
        ),
        Option(
            key="same-amount",
            text=Text("all four", "四列都是"),
            why=Text(
                "Equal day and amount happen every day. Row 3 is another customer altogether.",
                "日期和金額一樣，天天都會發生。第 3 列根本是另一位顧客。",
            ),
        ),
        Option(
            key="none",
            text=Text("none: each row stands for something", "都不是，每一列都有意義"),
            why=Text(
                "An order has one number. Rows 1 and 4 carry the same one, and nothing else differs.",
                "一筆訂單只有一個編號。第 1 列和第 4 列編號相同，其他也沒有不同。",
            ),
        ),
    ),
    right="right",
)

_MUST_FILL = ChoiceTask(
    id="1.2.must-fill",
    title=Text("Compulsory from Monday", "下星期一起必填"),
    minutes=1,
    prompt=Text(
        "The telephone becomes compulsory: without it the form cannot be saved. A month later the report says 100%. "
        "What do "
        "you know now?",
        "電話改成必填，沒寫就存不了檔。一個月後，報表寫著 100%。你知道了什麼？",
    ),
    options=(
        Option(
            key="all",
            text=Text("Every new customer can be rung up", "每位新顧客都打得通了"),
            why=Text(
                "You know that every box is full. Whether one could dial what is in it, the report does not ask.",
                "你只知道每一格都滿了。裡面的東西能不能撥，報表沒問。",
            ),
        ),
        Option(
            key="full",
            text=Text("Only that every box is full; count the valid ones", "只知道格子滿了，還要再數有效的"),
            why=Text(
                "Whoever does not want to give a number types something. Only a rule and a count show what.",
                "不想給電話的人，還是會隨便打點什麼。打了什麼，要有規則、數過才知道。",
            ),
        ),
        Option(
            key="worse",
            text=Text("Nothing at all: such a number is useless", "什麼都不知道，這種數字沒有用"),
            why=Text(
                "That goes too far. It does say that the form works; it only answers another question than yours.",
                "也不至於。它說明表單有在運作，只是回答的不是你的問題。",
            ),
        ),
    ),
    right="full",
)

_WHICH_WAY = ChoiceTask(
    id="1.2.which-way",
    title=Text("Which way of asking?", "用哪一種方式問？"),
    minutes=1,
    prompt=Text(
        "The owner wants to know *why* people who used to come every month have stopped. Nobody in the company has "
        "an idea. What comes "
        "first?",
        "老闆想知道：以前每個月都來的人，**為什麼**不來了？公司裡沒有人有頭緒。第一步該做什麼？",
    ),
    options=(
        Option(
            key="survey",
            text=Text(
                "A questionnaire to 500 of them, with six reasons to tick", "寄問卷給其中 500 位，列六個原因請他們勾"
            ),
            why=Text(
                "Which six? A questionnaire counts answers you already know. It comes second.",
                "哪六個？問卷只能數你已經想到的答案，應該排在第二步。",
            ),
        ),
        Option(
            key="interviews",
            text=Text("Long talks with ten of them", "找其中十位，好好聊一聊"),
            why=Text(
                "A few people at length bring up reasons you did not think of. How many share them, a questionnaire "
                "tells afterwards.",
                "少少幾位、聊久一點，才會聽到你沒想過的原因。有多少人這樣想，之後再用問卷去數。",
            ),
        ),
        Option(
            key="orders",
            text=Text("The orders: what did they buy last?", "看訂單：他們最後買了什麼？"),
            why=Text(
                "The orders say *who* stopped and *when*. Why, nobody has written into them.",
                "訂單說得出**誰**、**什麼時候**不來了；為什麼，訂單上沒有寫。",
            ),
        ),
        Option(
            key="market",
            text=Text("A study of the whole market", "買一份市場研究報告"),
            why=Text(
                "That is about everybody, most of whom never were your customers. These people are on your list: ask "
                "them.",
                "那講的是整個市場，大部分的人根本不是你的顧客。這些人就在名單上，直接問他們。",
            ),
        ),
    ),
    right="interviews",
)

# --- Monday morning ----------------------------------------------------------------------------------------------

_QUESTION = TextTask(
    id="1.2.question",
    title=Text("Three sentences to the team", "寫給同事的三句話"),
    minutes=4,
    prompt=Text(
        "First: which item will be asked for, and one number from the figure. Second: why not another item, and how "
        "we find that one "
        "out instead. Third: what happens to somebody who does not want to answer, and when you count again.",
        "第一句：要問哪一項，附上圖裡的一個數字。第二句：為什麼不是另一項，那一項改用什麼方式知道。第三句："
        "不想回答的人怎麼辦，還有什麼時候再算一次。",
    ),
    model=Text(
        "Hold yours against these questions, then run on to the answer below.\n\n"
        "- Does your number come with its base: of all customers, or of those to whom the item applies?\n"
        "- Would somebody do something differently on the day the answer comes in?\n"
        "- Can a customer decline, and is that kept as an answer rather than as “N/A”?\n\n"
        "The telephone and the needs are both good choices if you said what for.",
        "先拿這三個問題檢查自己寫的，再往下執行，看看另一種寫法。\n\n"
        "- 你的數字有沒有說清楚分母：全部顧客，還是本來就該有這一項的人？\n"
        "- 答案進來的那一天，有沒有人會因此做不一樣的事？\n"
        "- 顧客可以不答嗎？不答有沒有記成一種答案，而不是「N/A」？\n\n"
        "選電話、選需求都可以，只要說得出為了什麼。",
    ),
)

TASKS: tuple[Task, ...] = (
    _BACK_CONSENT,
    _BACK_JOIN,
    _CALLABLE,
    _PHONE,
    _INTERESTS,
    _INDUSTRY,
    _SWALLOWED,
    _BUYERS,
    _EIGHT_PHONES,
    _TWICE,
    _MUST_FILL,
    _WHICH_WAY,
    _QUESTION,
)
