"""The known mistakes of the tasks on what customers are worth: what people compute instead, and what to tell them.

A message says what was computed and one thing to look at; it never says the answer.
"""

from __future__ import annotations

from customer_value.messages import Text
from tutor.task import Mistake

# What a customer has brought so far


def _revenue(valid):
    return valid.groupby("customer_id")["amount"].sum()


def _spent(costs, customers):
    return costs.groupby("customer_id")["amount"].sum().reindex(customers, fill_value=0)


def historic_revenue(valid, costs, margin):
    return _revenue(valid)


def historic_revenue_less_costs(valid, costs, margin):
    revenue = _revenue(valid)
    return revenue - _spent(costs, revenue.index)


def historic_without_costs(valid, costs, margin):
    return _revenue(valid) * margin


def historic_costs_added(valid, costs, margin):
    revenue = _revenue(valid)
    return revenue * margin + _spent(costs, revenue.index)


def historic_margin_on_costs(valid, costs, margin):
    revenue = _revenue(valid)
    return (revenue - _spent(costs, revenue.index)) * margin


def historic_margin_twice(valid, costs, margin):
    revenue = _revenue(valid)
    return revenue * margin * margin - _spent(costs, revenue.index)


def historic_goods(valid, costs, margin):
    revenue = _revenue(valid)
    return revenue * (1 - margin) - _spent(costs, revenue.index)


def historic_of_mean_order(valid, costs, margin):
    mean = valid.groupby("customer_id")["amount"].mean()
    return mean * margin - _spent(costs, mean.index)


def historic_one_cost_row(valid, costs, margin):
    revenue = _revenue(valid)
    last = costs.drop_duplicates("customer_id", keep="last").set_index("customer_id")["amount"]
    return revenue * margin - last.reindex(revenue.index, fill_value=0)


def historic_mean_cost(valid, costs, margin):
    revenue = _revenue(valid)
    return revenue * margin - costs.groupby("customer_id")["amount"].mean().reindex(revenue.index, fill_value=0)


def historic_only_with_costs(valid, costs, margin):
    return (_revenue(valid) * margin - costs.groupby("customer_id")["amount"].sum()).dropna()


def historic_empty_without_costs(valid, costs, margin):
    revenue = _revenue(valid)
    return revenue * margin - costs.groupby("customer_id")["amount"].sum().reindex(revenue.index)


def historic_not_aligned(valid, costs, margin):
    return _revenue(valid) * margin - costs.groupby("customer_id")["amount"].sum()


def historic_never_bought_kept(valid, costs, margin):
    spent = costs.groupby("customer_id")["amount"].sum()
    return (_revenue(valid) * margin).sub(spent, fill_value=0)


def historic_doubled_by_merge(valid, costs, margin):
    merged = valid.merge(costs, on="customer_id", how="left", suffixes=("", "_spent"))
    groups = merged.groupby("customer_id")
    return groups["amount"].sum() * margin - groups["amount_spent"].sum()


def historic_costs_at_each_order(valid, costs, margin):
    each = valid["customer_id"].map(costs.groupby("customer_id")["amount"].sum()).fillna(0)
    return (valid["amount"] * margin - each).groupby(valid["customer_id"]).sum()


def historic_first_cost_row(valid, costs, margin):
    revenue = _revenue(valid)
    first = costs.drop_duplicates("customer_id").set_index("customer_id")["amount"]
    return revenue * margin - first.reindex(revenue.index, fill_value=0)


def historic_never_below_zero(valid, costs, margin):
    revenue = _revenue(valid)
    return (revenue * margin - _spent(costs, revenue.index)).clip(lower=0)


def historic_margin_in_percent(valid, costs, margin):
    revenue = _revenue(valid)
    return revenue * margin / 100 - _spent(costs, revenue.index)


HISTORIC_MISTAKES = (
    Mistake(
        key="revenue",
        wrong=historic_revenue,
        message=Text(
            "This is what each customer paid, not what the shop was left with. Look at the definition: what becomes "
            "of revenue before it is value?",
            "這是每位顧客付了多少錢，不是店裡留下多少。看看定義：營收要經過哪些步驟，才算得上價值？",
        ),
    ),
    Mistake(
        key="revenue-less-costs",
        wrong=historic_revenue_less_costs,
        message=Text(
            "You took the customer's costs off the revenue. Who pays for the goods? Look at what `margin` is for.",
            "你直接從營收扣掉經營成本。那進貨的錢誰付？看看 `margin` 是做什麼用的。",
        ),
    ),
    Mistake(
        key="without-costs",
        wrong=historic_without_costs,
        message=Text(
            "This is the margin of each customer. The second table, `costs`, has not been used yet.",
            "這是每位顧客的毛利。第二張表 `costs` 還沒有用到。",
        ),
    ),
    Mistake(
        key="costs-added",
        wrong=historic_costs_added,
        message=Text(
            "You added what was spent on the customer. It has left the till: which sign does it need?",
            "你把花在顧客身上的錢加上去了。這筆錢是付出去的，該用哪個正負號？",
        ),
    ),
    Mistake(
        key="margin-on-costs",
        wrong=historic_margin_on_costs,
        message=Text(
            "You took the costs off first and multiplied the rest by the margin, so only a part of each cost was "
            "taken off. Goods are paid out of revenue: what does the margin rate belong to?",
            "你先扣成本，再把剩下的乘上毛利率，所以成本只扣到一部分。進貨的錢是從營收付的：毛利率該乘在哪一個數字上？",
        ),
    ),
    Mistake(
        key="margin-twice",
        wrong=historic_margin_twice,
        message=Text(
            "The margin rate is in there twice. The amounts are revenue, so how often do the goods have to be paid?",
            "毛利率乘了兩次。表裡的金額是營收，進貨成本要扣幾次？",
        ),
    ),
    Mistake(
        key="goods",
        wrong=historic_goods,
        message=Text(
            "You took the part of the revenue that the goods cost. What is left when they are paid?",
            "你取的是營收裡付給進貨的那一部分。貨款付掉之後，剩下的才是毛利。",
        ),
    ),
    Mistake(
        key="mean-order",
        wrong=historic_of_mean_order,
        message=Text(
            "You began with the mean order, as the worked example does. Here the question is what a customer brought "
            "in all.",
            "你從平均一筆訂單算起，那是示範用的例子。這裡問的是一位顧客總共帶來多少。",
        ),
    ),
    Mistake(
        key="one-cost-row",
        wrong=historic_one_cost_row,
        message=Text(
            "You took one cost for each customer. Look at a customer with several rows in `costs`.",
            "每位顧客你只扣了一筆成本。看看在 `costs` 裡有好幾列的顧客。",
        ),
    ),
    Mistake(
        key="mean-cost",
        wrong=historic_mean_cost,
        message=Text(
            "You took the mean of a customer's costs. Look at a customer with several rows in `costs`: what was spent "
            "on them in all?",
            "你扣的是每位顧客成本的平均。看看在 `costs` 裡有好幾列的顧客：一共在他身上花了多少？",
        ),
    ),
    Mistake(
        key="only-with-costs",
        wrong=historic_only_with_costs,
        message=Text(
            "Customers on whom nothing was spent are gone. They bought, so they have a value: what was spent on "
            "somebody without a row in `costs`?",
            "沒有花過錢的顧客不見了。他們買過東西，當然有價值：在 `costs` 裡沒有資料的人，花在他身上的是多少？",
        ),
    ),
    Mistake(
        key="empty-without-costs",
        wrong=historic_empty_without_costs,
        message=Text(
            "Customers on whom nothing was spent have an empty value (`NaN`). A number less nothing known is unknown "
            "to Python: what should stand for them? Look at `fill_value` in the worked example.",
            "沒有花過錢的顧客，結果是空的（`NaN`）。數字減去遺漏值，Python 只能回答不知道：這些人該補成多少？"
            "看看示範裡的 `fill_value`。",
        ),
    ),
    Mistake(
        key="not-aligned",
        wrong=historic_not_aligned,
        message=Text(
            "The two columns hold different customers, so the difference is empty for whoever is missing in one of "
            "them. Look at how the worked example brings the second column to the customers of the first.",
            "兩邊的顧客不一樣，少了任何一邊的人，相減的結果就是空的。看看示範怎麼把第二欄對到第一欄的顧客。",
        ),
    ),
    Mistake(
        key="never-bought-kept",
        wrong=historic_never_bought_kept,
        message=Text(
            "There are people in it who never bought. Look at who the definition gives a row to.",
            "裡面有從來沒買過的人。看看定義裡誰才有一列。",
        ),
    ),
    Mistake(
        key="doubled-by-merge",
        wrong=historic_doubled_by_merge,
        message=Text(
            "You merged the tables before adding up. A customer with two orders and two costs then has four rows, and "
            "everything counts double: add up each table by itself first.",
            "你先合併再加總。兩筆訂單、兩筆成本的顧客會變成四列，全都重複計算：兩張表要先各自加總。",
        ),
    ),
    Mistake(
        key="costs-at-each-order",
        wrong=historic_costs_at_each_order,
        message=Text(
            "You took a customer's costs off at each order. How often was that money spent?",
            "每一筆訂單你都扣了一次成本。這些錢到底花了幾次？",
        ),
    ),
    Mistake(
        key="first-cost-row",
        wrong=historic_first_cost_row,
        message=Text(
            "You took the first cost of each customer and left the others out. Look at a customer with several "
            "rows in `costs`.",
            "每位顧客你只扣了第一筆成本，其他的沒扣。看看在 `costs` 裡有好幾列的顧客。",
        ),
    ),
    Mistake(
        key="never-below-zero",
        wrong=historic_never_below_zero,
        message=Text(
            "You lifted what is below 0 up to 0. Look at what the definition says of a customer on whom more was "
            "spent than earned.",
            "低於 0 的你都改成 0 了。看看題目怎麼說花的比賺的多的顧客。",
        ),
    ),
    Mistake(
        key="margin-in-percent",
        wrong=historic_margin_in_percent,
        message=Text(
            "You divided the margin rate by 100. Look at how it comes in: is it a share or a percentage?",
            "你把毛利率除以 100 了。看看傳進來的是比率還是百分比。",
        ),
    ),
)


# The short formula


def _parts(year, annual_churn, margin):
    """Average order value, orders a customer and year, years, margin."""
    orders, customers = year["order_id"].nunique(), year["customer_id"].nunique()
    return float(year["amount"].sum()) / orders, orders / customers, 1 / annual_churn, margin


def _product(*factors):
    product = 1.0
    for factor in factors:
        product *= factor
    return product


def short_revenue(year, annual_churn, margin):
    return _product(*_parts(year, annual_churn, 1))


def short_one_year(year, annual_churn, margin):
    aov, often, _, rate = _parts(year, annual_churn, margin)
    return aov * often * rate


def short_margin_twice(year, annual_churn, margin):
    return _product(*_parts(year, annual_churn, margin)) * margin


def short_years_of_retention(year, annual_churn, margin):
    return _product(*_parts(year, 1 - annual_churn, margin))


def short_times_retention(year, annual_churn, margin):
    aov, often, _, rate = _parts(year, annual_churn, margin)
    return aov * often * (1 - annual_churn) * rate


def short_times_churn(year, annual_churn, margin):
    aov, often, _, rate = _parts(year, annual_churn, margin)
    return aov * often * annual_churn * rate


def short_without_first_year(year, annual_churn, margin):
    aov, often, _, rate = _parts(year, annual_churn, margin)
    return aov * often * (1 - annual_churn) / annual_churn * rate


def short_in_months(year, annual_churn, margin):
    return _product(*_parts(year, annual_churn, margin)) * 12


def short_per_month(year, annual_churn, margin):
    return _product(*_parts(year, annual_churn, margin)) / 12


def short_churn_in_percent(year, annual_churn, margin):
    return _product(*_parts(year, annual_churn, margin)) / 100


def short_without_frequency(year, annual_churn, margin):
    aov, _, years, rate = _parts(year, annual_churn, margin)
    return aov * years * rate


def short_all_orders(year, annual_churn, margin):
    aov, _, years, rate = _parts(year, annual_churn, margin)
    return aov * year["order_id"].nunique() * years * rate


def short_revenue_times_frequency(year, annual_churn, margin):
    _, often, years, rate = _parts(year, annual_churn, margin)
    return year["amount"].sum() / year["customer_id"].nunique() * often * years * rate


def short_mean_of_means(year, annual_churn, margin):
    _, often, years, rate = _parts(year, annual_churn, margin)
    return year.groupby("customer_id")["amount"].mean().mean() * often * years * rate


def short_median_order(year, annual_churn, margin):
    _, often, years, rate = _parts(year, annual_churn, margin)
    return year["amount"].median() * often * years * rate


def short_repeats(year, annual_churn, margin):
    aov, often, years, rate = _parts(year, annual_churn, margin)
    return aov * (often - 1) * years * rate


def short_frequency_upside_down(year, annual_churn, margin):
    aov, often, years, rate = _parts(year, annual_churn, margin)
    return aov / often * years * rate


def short_whole_years(year, annual_churn, margin):
    aov, often, years, rate = _parts(year, annual_churn, margin)
    return aov * often * int(years) * rate


def short_goods(year, annual_churn, margin):
    return _product(*_parts(year, annual_churn, 1 - margin))


def short_orders_a_month(year, annual_churn, margin):
    aov, _, years, rate = _parts(year, annual_churn, margin)
    return aov * year["order_id"].nunique() / 12 * years * rate


SHORT_MISTAKES = (
    Mistake(
        key="revenue",
        wrong=short_revenue,
        message=Text(
            "This is a lifetime's revenue. It is how the agency reckons: which input has not been used?",
            "這是一輩子的營收，廣告公司就是這樣算的：哪一個參數沒有用到？",
        ),
    ),
    Mistake(
        key="one-year",
        wrong=short_one_year,
        message=Text(
            "This is the margin of one year. How long does a customer stay? Look at `annual_churn`.",
            "這是一年的毛利。顧客會待多久？看看 `annual_churn`。",
        ),
    ),
    Mistake(
        key="margin-twice",
        wrong=short_margin_twice,
        message=Text("The margin rate is in there twice.", "毛利率乘了兩次。"),
    ),
    Mistake(
        key="years-of-retention",
        wrong=short_years_of_retention,
        message=Text(
            "You made the years out of the share that stays. The years get more the fewer leave: which of the two is "
            "churn?",
            "你用「留下來的比率」去算年數。流失的人越少，待得越久：流失率指的是哪一邊？",
        ),
    ),
    Mistake(
        key="times-retention",
        wrong=short_times_retention,
        message=Text(
            "You multiplied by the share that stays. That carries the customer one year further, not to the end: how "
            "many years does somebody stay on average?",
            "你乘的是留下來的比率，這樣只多算了一年，不是一輩子：平均會待幾年？",
        ),
    ),
    Mistake(
        key="times-churn",
        wrong=short_times_churn,
        message=Text(
            "You multiplied by the churn. Then customers would be worth more the more of them leave: how do years "
            "come out of a churn?",
            "你乘的是流失率，這樣流失越多，顧客反而越值錢：從流失率要怎麼得到年數？",
        ),
    ),
    Mistake(
        key="without-first-year",
        wrong=short_without_first_year,
        message=Text(
            "You counted only the years after this one. Does the first year not belong to a customer's life?",
            "你只算了今年以後的年數。第一年不算在顧客的壽命裡嗎？",
        ),
    ),
    Mistake(
        key="in-months",
        wrong=short_in_months,
        message=Text(
            "You counted the lifespan in months and the orders by the year. Both need the same unit of time.",
            "壽命你用月算，訂單卻是一年的次數。兩個的時間單位要一樣。",
        ),
    ),
    Mistake(
        key="per-month",
        wrong=short_per_month,
        message=Text(
            "You divided by 12. Look at what period churn and orders belong to.",
            "你除以 12 了。看看流失率和訂單次數是多長期間的。",
        ),
    ),
    Mistake(
        key="churn-in-percent",
        wrong=short_churn_in_percent,
        message=Text(
            "A factor of 100 is missing: look at whether `annual_churn` and `margin` come in as shares or as "
            "percentages.",
            "差了 100 倍：看看 `annual_churn` 和 `margin` 傳進來的是比率還是百分比。",
        ),
    ),
    Mistake(
        key="without-frequency",
        wrong=short_without_frequency,
        message=Text(
            "You counted one order a year. How many does a customer make in a year?",
            "你只算了一年一筆訂單。一位顧客一年會買幾次？",
        ),
    ),
    Mistake(
        key="all-orders",
        wrong=short_all_orders,
        message=Text(
            "You took all orders of the shop for the orders of one customer. Divide by what?",
            "你把全店的訂單數當成一位顧客的訂單數。還要除以什麼？",
        ),
    ),
    Mistake(
        key="frequency-twice",
        wrong=short_revenue_times_frequency,
        message=Text(
            "You divided the money by the customers, not by the orders, and then multiplied by the orders again. What "
            "is divided by what in an average order value?",
            "你用金額除以顧客數，沒有除以訂單數，後面又再乘一次訂單數。客單價是什麼除以什麼？",
        ),
    ),
    Mistake(
        key="mean-of-means",
        wrong=short_mean_of_means,
        message=Text(
            "Your average order value is the mean of the customers' own means: somebody with one order counts as much "
            "as somebody with twenty. Take all the money over all the orders.",
            "你的客單價是「每位顧客平均」的平均：只買一次的人和買二十次的人一樣重。應該用全部金額除以全部訂單。",
        ),
    ),
    Mistake(
        key="median-order",
        wrong=short_median_order,
        message=Text(
            "You took the median order. It is a fine description of a typical order, but it does not add up to the "
            "money that came in.",
            "你用的是訂單金額的中位數。它能描述一般的訂單，但乘上筆數不會等於實際收到的錢。",
        ),
    ),
    Mistake(
        key="repeats-only",
        wrong=short_repeats,
        message=Text(
            "You left one order of each customer out. The formula takes all orders of the year.",
            "每位顧客你都少算一筆訂單。公式要的是一年裡所有的訂單。",
        ),
    ),
    Mistake(
        key="whole-years",
        wrong=short_whole_years,
        message=Text(
            "You cut the years to whole ones. An average need not be whole: nothing is rounded here.",
            "你把年數去掉小數了。平均值不必是整數，這裡不取整。",
        ),
    ),
    Mistake(
        key="frequency-upside-down",
        wrong=short_frequency_upside_down,
        message=Text(
            "You divided the customers by the orders. How many orders does one customer make: which goes on top?",
            "你用顧客數除以訂單數。要問的是一位顧客買幾次：哪一個該放在分子？",
        ),
    ),
    Mistake(
        key="goods",
        wrong=short_goods,
        message=Text(
            "You took the part of the revenue that the goods cost. What is left when they are paid?",
            "你取的是營收裡付給進貨的那一部分。貨款付掉之後，剩下的才是毛利。",
        ),
    ),
    Mistake(
        key="orders-a-month",
        wrong=short_orders_a_month,
        message=Text(
            "You divided the orders by 12: these are the orders of the whole shop in a month. Whose orders does "
            "the definition ask for, and in how long a time?",
            "你把訂單數除以 12，得到的是全店一個月的訂單。定義要的是誰的訂單、多長期間的？",
        ),
    ),
)
