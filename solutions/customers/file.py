"""How complete the customer file is."""

from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd

import customer_value
from customer_value.messages import Text
from solutions.customers.given import tidy
from tutor.shape import Column
from tutor.task import Arguments, Case, FunctionTask, Mistake

FIELDS = ["phone", "email", "region", "interests", "credit_days"]
NOTHING = ["", "n/a", "-", "unknown"]


def completeness(customers, nothing):
    # 1 every row once  # lang-en
    # 1 重複的列只留一次  # lang-zh-Hant
    ### BEGIN SOLUTION
    customers = customers.drop_duplicates()
    ### END SOLUTION

    shares = {}
    for field in ["phone", "email", "region", "interests", "credit_days"]:
        text = tidy(customers[field])
        # 2 valid, True or False: the text is none of the words for nothing  # lang-en
        # 2 valid，True 或 False：這段文字不是「等於沒填」的字  # lang-zh-Hant
        ### BEGIN SOLUTION
        valid = ~text.isin(nothing)
        ### END SOLUTION
        if field == "phone":
            # 3 a telephone number besides has at least 8 digits  # lang-en
            # 3 電話另外還要有至少 8 個數字  # lang-zh-Hant
            digits = text.str.count("[0-9]")
            ### BEGIN SOLUTION
            valid = valid & (digits >= 8)
            ### END SOLUTION
        shares[field] = valid.mean()
    return shares


# Other ways


def completeness_by_loop(customers, nothing):
    rows = list(dict.fromkeys(customers.itertuples(index=False, name=None)))
    names, shares = list(customers.columns), {}
    for field in FIELDS:
        good = 0
        for row in rows:
            value = row[names.index(field)]
            text = "" if pd.isna(value) else str(value).strip().lower()
            digits = sum(sign in "0123456789" for sign in text)
            good += text not in nothing and (field != "phone" or digits >= 8)
        shares[field] = good / len(rows) if rows else math.nan
    return pd.DataFrame({"field": list(shares), "complete": list(shares.values())})


def completeness_in_duckdb(customers, nothing):
    import duckdb

    shop = duckdb.connect()
    shop.register("customers", customers)
    counts = []
    for field in FIELDS:
        text = f"lower(trim(coalesce(cast({field} as varchar), '')))"
        phone = "and length(regexp_replace(phone, '[^0-9]', '', 'g')) >= 8" if field == "phone" else ""
        counts.append(
            f"select '{field}' as field, avg(case when not list_contains($words, {text}) {phone} "
            "then 1.0 else 0.0 end) as complete from (select distinct * from customers)"
        )
    return shop.execute(" union all ".join(counts), {"words": nothing}).df()


def completeness_by_apply(customers, nothing):
    once = customers[~customers.duplicated()]
    texts = once[FIELDS].apply(tidy)
    valid = ~texts.isin(nothing)
    valid["phone"] &= texts["phone"].str.replace("[^0-9]", "", regex=True).str.len() >= 8
    return valid.mean()


def completeness_measured(customers, nothing):
    once = customer_value.repeated_rows(customers)
    once = once[~once["repeat"]].drop(columns="repeat")
    rules = dict.fromkeys(FIELDS) | {"phone": re.compile(r"(.*[0-9]){8}.*")}
    return customer_value.completeness(once, rules, missing_words=nothing)


# What people do instead


def _shares(customers, valid_of, enough=lambda digits: digits >= 8):
    shares = {}
    for field in FIELDS:
        valid = valid_of(customers[field])
        if field == "phone":
            valid = valid & enough(tidy(customers[field]).str.count("[0-9]"))
        shares[field] = valid.mean()
    return shares


def _repeats_kept(customers, nothing):
    return _shares(customers, lambda column: ~tidy(column).isin(nothing))


def _any_digits(digits):
    return digits >= 0


def _filled(column):
    return column.notna() & (column.astype("str") != "")


def _isna_only(customers, nothing):
    return _shares(customers.drop_duplicates(), pd.Series.notna)


def _isna_any_phone(customers, nothing):
    return _shares(customers.drop_duplicates(), pd.Series.notna, _any_digits)


def _empty_only(customers, nothing):
    return _shares(customers.drop_duplicates(), _filled)


def _empty_any_phone(customers, nothing):
    return _shares(customers.drop_duplicates(), _filled, _any_digits)


def _blank_only(customers, nothing):
    return _shares(customers.drop_duplicates(), lambda column: tidy(column) != "")


def _blank_any_phone(customers, nothing):
    return _shares(customers.drop_duplicates(), lambda column: tidy(column) != "", _any_digits)


def _not_turned(customers, nothing):
    return _shares(customers.drop_duplicates(), lambda column: tidy(column).isin(nothing))


def _untidy(customers, nothing):
    once = customers.drop_duplicates()
    return _shares(once, lambda column: ~column.astype("str").fillna("").isin(nothing))


def _no_digits(customers, nothing):
    return _shares(customers.drop_duplicates(), lambda column: ~tidy(column).isin(nothing), _any_digits)


def _digits_above(customers, nothing):
    return _shares(customers.drop_duplicates(), lambda column: ~tidy(column).isin(nothing), lambda digits: digits > 8)


def _signs(customers, nothing):
    once = customers.drop_duplicates()
    shares = _shares(once, lambda column: ~tidy(column).isin(nothing), _any_digits)
    text = tidy(once["phone"])
    return shares | {"phone": (~text.isin(nothing) & (text.str.len() >= 8)).mean()}


def _zero_missing(customers, nothing):
    return _shares(customers.drop_duplicates(), lambda column: ~tidy(column).isin([*nothing, "0"]))


def _of_filled(customers, nothing):
    once = customers.drop_duplicates()
    shares = {}
    for field in FIELDS:
        text = tidy(once[field])
        shares[field] = (~text.isin(nothing)).mean()
        if field == "phone":
            given = text[~text.isin(nothing)]
            shares[field] = (given.str.count("[0-9]") >= 8).mean()
    return shares


def _counts(customers, nothing):
    once = customers.drop_duplicates()
    return {field: share * len(once) for field, share in completeness(customers, nothing).items()}


def _of_all_rows(customers, nothing):
    return {field: count / max(len(customers), 1) for field, count in _counts(customers, nothing).items()}


def _by_phone(customers, nothing):
    return completeness(customers.drop_duplicates("phone"), nothing)


def _by_customer(customers, nothing):
    return completeness(customers.drop_duplicates("customer_id"), nothing)


def _words_of_the_page(customers, nothing):
    return completeness(customers, ["", "n/a", "-", "unknown"])


def _without_brackets(customers, nothing):
    # & is taken before >=, so that a True, which is 1, is compared with 8
    shares = completeness(customers, nothing)
    return shares | {"phone": 0 * shares["phone"]}


MISTAKES = (
    Mistake(
        key="repeats-kept",
        wrong=_repeats_kept,
        message=Text(
            "Rows that stand in the file twice are counted twice. Take the repeated rows out before you count.",
            "檔案裡重複的列被算了兩次。先去掉重複的列再算。",
        ),
    ),
    Mistake(
        key="isna-only",
        wrong=_isna_only,
        message=Text(
            "Only empty cells count as missing with you. But somebody who types N/A, a dash or a blank has told you no "
            "more than somebody who leaves the cell empty. Hold `text` to the list.",
            "你只把空的儲存格當成沒填。可是打了 N/A、一條橫線或一個空白的人，告訴你的並沒有比較多。"
            "請拿 `text` 和清單比對。",
        ),
    ),
    Mistake(
        key="isna-any-phone",
        wrong=_isna_any_phone,
        message=Text(
            "You counted the cells that are not empty, whatever stands in them: N/A, a dash, a telephone number "
            "without a digit. Hold `text` to the list, and count the digits.",
            "你數的是「不是空的」儲存格，不管裡面寫什麼：N/A、橫線、沒有數字的電話都算了。"
            "請拿 `text` 和清單比對，電話還要數數字。",
        ),
    ),
    Mistake(
        key="empty-only",
        wrong=_empty_only,
        message=Text(
            "Empty cells and empty texts count as missing with you, but a cell with a blank or a word for nothing is "
            "still taken for filled in. Look at `text`, and hold it to the list.",
            "空的儲存格和空字串你當成沒填，可是只有空白、或寫了「等於沒填」的字的，還是算成有填。"
            "請看 `text`，拿它和清單比對。",
        ),
    ),
    Mistake(
        key="empty-any-phone",
        wrong=_empty_any_phone,
        message=Text(
            "Only empty cells and empty texts are missing with you: blanks and words for nothing count as values, and "
            "any telephone number will do. The list and the digits are still to come.",
            "你只排除了空的儲存格和空字串：空白、「等於沒填」的字都被當成有值，電話寫什麼都算。"
            "清單和數字的個數都還沒用到。",
        ),
    ),
    Mistake(
        key="blank-only",
        wrong=_blank_only,
        message=Text(
            "Empty and blank cells count as missing with you, but words such as N/A and - are taken for values. The "
            "list `nothing` knows them.",
            "空的、只有空白的，你都當成沒填；可是 N/A、- 這些字卻被當成有值。`nothing` 這份清單裡就有它們。",
        ),
    ),
    Mistake(
        key="blank-any-phone",
        wrong=_blank_any_phone,
        message=Text(
            "Empty and blank cells count as missing with you, but words such as N/A and - are taken for values, and "
            "any telephone number will do. Use the list `nothing`, and the digits.",
            "空的、只有空白的，你都當成沒填；可是 N/A、- 這些字卻被當成有值，電話也寫什麼都算。"
            "請用 `nothing` 這份清單，還有數字的個數。",
        ),
    ),
    Mistake(
        key="not-turned",
        wrong=_not_turned,
        message=Text(
            "Your `valid` is True for the missing values: what is in the list is what nobody filled in. Something "
            "has to turn True and False round.",
            "你的 `valid` 在沒填的地方反而是 True：在清單裡的，才是沒填的。要有個符號把 True 和 False 對調。",
        ),
    ),
    Mistake(
        key="untidy",
        wrong=_untidy,
        message=Text(
            "You compared the cells as they were typed: `N/A` in capitals, or with a blank beside it, is not on the "
            "list in that form. Compare the tidied `text`.",
            "你拿原本輸入的樣子去比：大寫的 `N/A`，或旁邊多一個空白，和清單上的寫法就對不起來。"
            "要用整理過的 `text` 來比。",
        ),
    ),
    Mistake(
        key="no-digits",
        wrong=_no_digits,
        message=Text(
            "The telephone numbers are too many: there is something in the cell, but no number one could dial. Step 3 "
            "asks for digits.",
            "電話算得太多：儲存格裡有東西，但不是能撥的號碼。步驟 3 要求有足夠的數字。",
        ),
    ),
    Mistake(
        key="digits-above",
        wrong=_digits_above,
        message=Text(
            "Telephone numbers with exactly 8 digits are thrown out. At least 8 allows 8 itself.",
            "剛好 8 個數字的電話被排除了。「至少 8 個」包含 8 個。",
        ),
    ),
    Mistake(
        key="signs",
        wrong=_signs,
        message=Text(
            "For the telephone you counted all signs, not the digits: hyphens, blanks and letters are signs too. "
            "`digits` in the cell has the number of digits.",
            "電話的部分，你數的是所有字元，不只是數字：連字號、空白、英文字母也算了。"
            "儲存格裡的 `digits` 才是數字的個數。",
        ),
    ),
    Mistake(
        key="zero-missing",
        wrong=_zero_missing,
        message=Text(
            "Zero is taken for missing. Zero credit days is an answer: this customer pays at once.",
            "0 被當成沒填了。信用天數 0 天是一個答案：這位顧客當場付清。",
        ),
    ),
    Mistake(
        key="of-filled",
        wrong=_of_filled,
        message=Text(
            "For the telephone you divided by the cells that are filled in. The share is of all rows, the empty ones "
            "too: `valid` needs a True or False for every row.",
            "電話的部分，你除以的是有填的筆數。比率的分母是所有的列，空的也算：`valid` 每一列都要有 True 或 False。",
        ),
    ),
    Mistake(
        key="counts",
        wrong=_counts,
        message=Text(
            "These are numbers of customers. Asked for is the share of the rows: the mean of True and False.",
            "這是筆數。要的是占所有列的比率，也就是 True 和 False 的平均。",
        ),
    ),
    Mistake(
        key="of-all-rows",
        wrong=_of_all_rows,
        message=Text(
            "You counted every customer once, but divided by all rows, the repeated ones among them. Both have to come "
            "from the same table.",
            "分子去掉了重複的列，分母卻還是全部的列。兩個要來自同一張表。",
        ),
    ),
    Mistake(
        key="by-phone",
        wrong=_by_phone,
        message=Text(
            "You took every telephone number once, and with that all customers without one became a single row. A row "
            "is repeated only if it agrees in every column.",
            "你讓每個電話號碼只留一列，結果所有沒電話的顧客變成了一列。每一欄都相同，才是重複的列。",
        ),
    ),
    Mistake(
        key="by-customer",
        wrong=_by_customer,
        message=Text(
            "You kept one row for each `customer_id`. Somebody may stand in the file twice with different telephone "
            "numbers: which rows does the definition call repeated?",
            "每個 `customer_id` 你只留一列。可是有人在檔案裡出現兩次，電話卻不一樣；照定義，怎樣才算重複的列？",
        ),
    ),
    Mistake(
        key="words-of-the-page",
        wrong=_words_of_the_page,
        message=Text(
            "You wrote the words that mean nothing into the function yourself. The next file brings other words: which "
            "parameter holds them?",
            "「等於沒填」的字，你自己寫死在函式裡了。下一份檔案用的是別的字；哪一個參數裡有它們？",
        ),
    ),
    Mistake(
        key="without-brackets",
        wrong=_without_brackets,
        message=Text(
            "No telephone number is valid with you. Python takes `&` before `>=`: has the comparison brackets of its "
            "own?",
            "在你的結果裡，沒有一個電話是有效的。Python 會先算 `&`，再算 `>=`：比較的那一段，有放在自己的括號裡嗎？",
        ),
    ),
)

COLUMNS = {"customer_id": "str", **dict.fromkeys(FIELDS[:-1], "str"), "credit_days": "Int64"}


def file_of(rows) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(COLUMNS)


SMALL = (
    ("C00001", "02-2345-6789", "lin@example.com", "North", "Teaware", 30),
    ("C00002", "N/A", "wu@example.com", "North", None, 0),
    ("C00003", "0912-345-678", " ", "South", "Textiles", None),
    ("C00004", "abc", "N/A", "North", "-", 60),
    ("C00002", "N/A", "wu@example.com", "North", None, 0),
    ("C00005", None, "ho@example.com", "unknown", "Tableware", None),
    ("C00006", "2345-6789", "", "Central", "Teaware", 0),
    ("C00007", "ask Mr Ho", "chang@example.com", "East", " n/a ", None),
    ("C00008", "  ", None, None, "Textiles", 30),
)
"""The customer file that the exercise page prints."""


def _small(rows=SMALL) -> Arguments:
    return {"customers": file_of(rows), "nothing": list(NOTHING)}


def draw_small(rng: np.random.Generator) -> Arguments:
    """The printed rows, the values of every column in other places."""
    once = [row for place, row in enumerate(SMALL) if place != 4]
    columns = [[row[0] for row in once]]
    for place in range(1, 6):
        values = [row[place] for row in once]
        columns.append([values[other] for other in rng.permutation(len(values))])
    rows = list(zip(*columns, strict=True))
    twice = int(rng.integers(0, len(rows)))
    return _small([*rows, rows[twice]])


def draw_ordinary(rng: np.random.Generator, customers: int = 150) -> Arguments:
    """The customer file of the shop, with holes of every kind, some rows stored twice and some typed in anew."""
    from generator.ledger import draw_ledger, ledger_tables
    from generator.scenario import load_scenario

    drawn = draw_ledger(load_scenario("boutique"), seed=int(rng.integers(1, 2**31)), customers=customers)
    table = ledger_tables(drawn, "en", "customers")["customers"]
    n = len(table)

    def spoilt(values, holes, share):
        found = [None if pd.isna(one) else str(one) for one in values]
        return [str(rng.choice(holes)) if rng.random() < share else one for one in found]

    holes = ["", " ", "N/A", "n/a", "-", " - ", "無", "Unknown"]
    phone = spoilt(table["phone"], [*holes, "abc", "ask at the till", "0912", "2345-6789", "87654321", "234567"], 0.5)
    credit = [int(one) if one >= 0 else None for one in rng.choice([-1, 0, 0, 30, 60], size=n)]
    fields = [spoilt(table[name], holes, share) for name, share in zip(FIELDS[1:4], (0.2, 0.3, 0.25), strict=True)]
    phone = [None if rng.random() < 0.05 else one for one in phone]
    rows = list(zip(table["customer_id"], phone, *fields, credit, strict=True))
    # typed in again with another telephone number: these rows are not repeated
    changed = [(row[0], "0912-345-678", *row[2:]) for row in (rows[place] for place in rng.choice(n, size=n // 15))]
    rows += [rows[place] for place in rng.choice(n, size=n // 5, replace=False)]
    rows += [row for row in dict.fromkeys(changed) if row not in rows]
    in_any_order = [rows[place] for place in rng.permutation(len(rows))]
    return {"customers": file_of(in_any_order), "nothing": [*NOTHING, "無"]}


def draw_phones(rng: np.random.Generator) -> Arguments:
    """Telephone numbers with seven, eight and more digits, and other lists of words for nothing."""
    numbers = ["2345-678", "2345-6789", "(02) 2345-678", "+886 912 345 678", "12 34", "no phone", "nil", "NIL ", None]
    rows = [
        (f"C{number:05d}", numbers[place], "a@example.com", "North", "?", 0)
        for number, place in enumerate(rng.permutation(len(numbers)), start=1)
    ]
    return {"customers": file_of(rows), "nothing": ["", "nil", "?"]}


def draw_empty(rng: np.random.Generator) -> Arguments:
    """A file in which one field is empty throughout and another holds only zeros, a blank row twice."""
    n = int(rng.integers(4, 9))
    rows = [(f"C{number:05d}", "04-2345-6789", None, "South", " ", 0) for number in range(1, n + 1)]
    return _small([*rows, rows[-1], rows[-1]])


def draw_nobody(rng: np.random.Generator) -> Arguments:
    """A file without a single row."""
    return _small([])


CASES = (
    Case(
        key="small",
        name=Text("the small customer file on the page", "頁面上的小顧客檔"),
        share=0.25,
        draw=draw_small,
        printed=_small(),
    ),
    Case(
        key="ordinary",
        name=Text("an ordinary file of 150 customers", "150 位顧客的一般顧客檔"),
        share=0.4,
        draw=draw_ordinary,
        ordinary=True,
    ),
    Case(
        key="phones",
        name=Text("telephone numbers of all kinds", "各式各樣的電話"),
        share=0.15,
        draw=draw_phones,
    ),
    Case(
        key="empty-field",
        name=Text("a field that is empty throughout", "整欄都是空的"),
        share=0.1,
        draw=draw_empty,
    ),
    Case(key="nobody", name=Text("a file without rows", "一列都沒有的檔案"), share=0.1, draw=draw_nobody),
)

COMPLETENESS = FunctionTask(
    id="a01.completeness",
    title=Text("How complete is the file?", "顧客檔有多完整？"),
    points=2,
    minutes=7,
    lesson="1.2",
    prompt=Text(
        en="""
Write `completeness(customers, nothing)`. `customers` is a customer file as it was typed in; `nothing` is the list of
words that mean as much as an empty cell.

**Definition.** [Completeness](term:completeness) of a field is the number of rows with a **valid** value ÷ the number
of all rows, after repeated rows have been taken out.

- A row is repeated if it agrees with an earlier one in **every** column.
- A value is [missing](term:missing-value) if the cell is empty, or if its tidied text is in the list `nothing`. (`tidy`
  makes an empty text `""` of an empty cell, and that is in the list.) What is not missing is valid; **0 is a value**.
- A telephone number has to have **at least 8 digits** besides.
- Of a file without rows, every share is empty (`NaN`).

**Comes back:** one share between 0 and 1 for each of the five fields, not rounded. The last line gives back a
dictionary, name to share; that is all right, and so are a column or a table with `field` and `complete`.

The loop is written. Three lines are missing.
""",
        zh_hant="""
請寫出 `completeness(customers, nothing)`。`customers` 是一份照原樣輸入的顧客檔；`nothing` 是一個清單，\
列出「等於沒填」的字。

**定義：** 一個欄位的[完整率](term:completeness)，是**有效**值的列數 ÷ 所有的列數，而且要先去掉重複的列。

- **每一欄**都和前面某一列相同，才是重複的列。
- 儲存格是空的，或整理過的文字在 `nothing` 清單裡，就算沒填，也就是[遺漏值](term:missing-value)。\
（`tidy` 會把空的儲存格變成空字串 `""`，而它也在清單裡。）不是沒填的就是有效；**0 是一個值**。
- 電話另外要有**至少 8 個數字**。
- 一列都沒有的檔案，每個比率都是空值（`NaN`）。

**傳回：** 五個欄位各一個 0 到 1 的比率，不要四捨五入。最後一行傳回一個字典，從欄位名稱查得到比率，這樣就可以；\
換成一欄，或有 `field` 和 `complete` 兩欄的表，也都可以。

迴圈已經寫好，缺的是三行。
""",
    ),
    answer=completeness,
    returns=Column(name="complete", key="field", unit="share"),
    cases=CASES,
    mistakes=MISTAKES,
    alternatives=(completeness_by_loop, completeness_in_duckdb, completeness_by_apply),
    measure=completeness_measured,
    hints=(
        Text(
            "Step 1 is one line: `customers = customers.…()`, with the word for dropping repeated rows from task 5.",
            "步驟 1 一行：`customers = customers.…()`，用第 5 題去掉重複列的那個字。",
        ),
        Text(
            "Step 2: `text.isin(nothing)` is `True` where the text is in the list. You need the contrary; `~` in front "
            "turns True and False round.",
            "步驟 2：`text.isin(nothing)`，文字在清單裡就是 `True`。你要的是相反的；前面加 `~`，True 和 False 就對調。",
        ),
        Text(
            "Step 3: `valid = valid & (…)`, with the comparison of `digits` in the brackets. `>=` means at least.",
            "步驟 3：`valid = valid & (…)`，括號裡放 `digits` 的比較。`>=` 是「至少」。",
        ),
    ),
)
