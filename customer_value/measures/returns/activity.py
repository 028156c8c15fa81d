"""What customers did that costs the company something: the units that costs are charged by."""

from __future__ import annotations

from typing import Any

import pandas as pd

from customer_value.errors import MeasureError
from customer_value.measures._tables import one_row_each, pandas_table
from customer_value.measures._touches import texts
from customer_value.measures.orders.valid import valid_orders
from customer_value.measures.returns._months import whole_months
from customer_value.measures.returns.unit_costs import campaign_costs, order_goods

WINNING = ("acquire", "refer")
"""The objectives of campaigns that are to win customers; all others are to keep them."""

COLUMNS = ["customer_id", "driver", "kind", "channel", "sales_area", "quantity"]


def customer_activity(
    orders: Any,
    refunds: Any,
    snapshot: Any,
    *,
    months: int = 12,
    lines: Any = None,
    products: Any = None,
    customers: Any = None,
    contacts: Any = None,
    campaigns: Any = None,
    touches: Any = None,
) -> pd.DataFrame:
    """How much each customer did of what drives costs (成本動因): orders, revenue, goods, contacts, campaigns.

    The books say what each cost follows, its *driver*. This table says who did how much of it, so that the cost of a
    parcel can go to whoever had a parcel sent. Only valid orders count; what a returned order cost is borne by those
    that stayed.

    - `orders`, `revenue`, `customers`: valid orders, their net amount, 1 for each customer with an order.
    - `goods`: the unit costs of what was sold (from `lines` and `products`).
    - `new_customers`, `media`: 1 for whoever made the first order ever, with how they were won (from `customers`).
    - `contacts`: service contacts (from `contacts`).
    - `campaigns`: what each customer's touches and vouchers cost, and an equal part of the campaign's fixed cost (from
      `campaigns` and `touches`).

    Args:
        orders, refunds: as for `valid_orders`; the orders with `channel` and `sales_area` too.
        snapshot: the day on which customers are judged. Counted is what was done in the whole calendar months that
            were over then; a campaign counts as a whole in the month it started, as in the books.
        months: how many of them, the latest.
        lines, products: as for `order_goods`.
        customers: `customer_id`, `channel` (how the customer was won).
        contacts: the table `service_contacts`: `customer_id`, `contacted_on`.
        campaigns, touches: as for `campaign_costs`, the campaigns with `objective` and `starts_on` too.

    Returns:
        A pandas frame, one row per customer, driver, kind, channel and area: `customer_id`, `driver`, `kind` (of the
        cost it drives; "" for any), `channel`, `sales_area` ("" for none in particular), `quantity`. A table that is
        not given gives no rows, and the costs it would drive are charged to nobody. Customers without any valid order
        by the end of the period are in no row.

    Raises:
        MeasureError: a column is missing or of another type, or one of two tables that belong together is not given.

    Examples:
        A is no new customer of 2024, since the first order was in 2023:

        >>> import pandas as pd
        >>> orders = pd.DataFrame({
        ...     "customer_id": ["A", "A"], "order_id": ["o1", "o2"], "status": "completed", "amount": [500, 300],
        ...     "order_date": pd.to_datetime(["2023-07-01", "2024-03-05"]), "channel": "Shop", "sales_area": "North"})
        >>> customers = pd.DataFrame({"customer_id": ["A"], "channel": ["Referral"]})
        >>> activity = customer_activity(orders, None, "2024-12-31", customers=customers)
        >>> activity[["driver", "channel", "quantity"]]
              driver channel  quantity
        0     orders    Shop       1.0
        1    revenue    Shop     300.0
        2  customers               1.0
    """
    first, last = whole_months(snapshot, months)
    known = {"customer_id": "key", "order_id": "key", "order_date": "date", "amount": "number"}
    valid = pandas_table(valid_orders(orders, refunds, snapshot), "valid", **known)
    valid = valid[valid["order_date"] <= last].merge(_places(orders), on="order_id", how="left")
    now = valid[valid["order_date"] >= first].assign(one=1.0)
    parts = [
        _units(now, "orders", "one"),
        _units(now, "revenue", "amount"),
        _units(now.drop_duplicates("customer_id").assign(channel="", sales_area=""), "customers", "one"),
    ]
    if _both(order_lines=lines, products=products):
        parts.append(_units(now.assign(goods=_goods(now, lines, products)), "goods", "goods"))
    if customers is not None:
        newcomers = _newcomers(valid, customers, first)
        parts += [_units(newcomers, driver, "one") for driver in ("new_customers", "media")]
    if contacts is not None:
        parts.append(_units(_contacts(valid, contacts, first, last), "contacts", "one"))
    if _both(campaigns=campaigns, touches=touches):
        parts.append(_units(_campaigns(valid, campaigns, touches, first, last), "campaigns", "cost"))
    return pd.concat(parts, ignore_index=True)


def _units(rows: pd.DataFrame, driver: str, quantity: str) -> pd.DataFrame:
    """The quantities of one driver, added up by customer, kind, channel and area."""
    rows = rows.assign(driver=driver, quantity=rows[quantity])
    for column in ("kind", "channel", "sales_area"):
        if column not in rows:
            rows[column] = ""
    return rows.groupby(COLUMNS[:-1], as_index=False)["quantity"].sum()


def _places(orders: Any) -> pd.DataFrame:
    """Each order's sales channel and area, those of its first row."""
    ids = pandas_table(orders, "orders", order_id="key")
    return ids.join(texts(orders, "orders", "channel", "sales_area")).drop_duplicates("order_id")


def _goods(now: pd.DataFrame, lines: Any, products: Any) -> pd.Series:
    goods = now["order_id"].map(order_goods(lines, products))
    if (without := goods.isna()).any():
        order = now.loc[without, "order_id"].iloc[0]
        raise MeasureError(f"order_lines has no line of the order {order!r}; give the lines of every order.")
    return goods


def _newcomers(valid: pd.DataFrame, customers: Any, first: pd.Timestamp) -> pd.DataFrame:
    """Whose first valid order ever lies in the period, and how they were won."""
    people = pandas_table(customers, "customers", customer_id="key")
    one_row_each(people, "customers", "customer_id")
    people["channel"] = texts(customers, "customers", "channel")["channel"]
    begun = valid.groupby("customer_id")["order_date"].min()
    came = pd.DataFrame({"customer_id": begun.index[begun >= first], "one": 1.0})
    return came.merge(people, on="customer_id", how="left").fillna({"channel": ""})


def _contacts(valid: pd.DataFrame, contacts: Any, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    calls = pandas_table(contacts, "contacts", customer_id="key", contacted_on="date")
    day = calls["contacted_on"]
    return calls[day.between(first, last) & calls["customer_id"].isin(valid["customer_id"])].assign(one=1.0)


def _campaigns(
    valid: pd.DataFrame, campaigns: Any, touches: Any, first: pd.Timestamp, last: pd.Timestamp
) -> pd.DataFrame:
    """What the campaigns that started in the period cost for each customer, and whether it was to win or to keep."""
    started = pandas_table(campaigns, "campaigns", campaign_id="key", objective="text", starts_on="date")
    started = started[started["starts_on"].between(first, last)]
    cost = campaign_costs(campaigns, touches).merge(started, on="campaign_id")
    wins = cost["objective"].isin(WINNING)
    cost["kind"] = wins.map({True: "acquisition", False: "maintenance"})
    cost["customer_id"] = cost["customer_id"].map({str(one): one for one in valid["customer_id"]})
    return cost.dropna(subset="customer_id")


def _both(**pair: Any) -> bool:
    """Whether two tables that belong together are given."""
    given = [name for name, table in pair.items() if table is not None]
    if len(given) == 1:
        other = next(name for name in pair if name not in given)
        raise MeasureError(f"{given[0]} is given without {other}; the two belong together.")
    return bool(given)
