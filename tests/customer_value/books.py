"""A little shop with its books, small enough to be worked out by hand, for the tests of costs and campaigns.

In 2024 A bought twice in the shop and once on the web, B once on the web (new in 2024, by referral), C sent
everything back, and E, who had bought in 2023, only called. The window of the campaign K1 is over, that of K2 open.
"""

from __future__ import annotations

import pandas as pd

SNAPSHOT = "2024-12-31"

ORDERS = pd.DataFrame(
    [
        ("A", "o1", "2023-06-01", "Shop", "North", "completed", 400),
        ("A", "o2", "2024-02-01", "Shop", "North", "completed", 600),
        ("A", "o3", "2024-05-01", "Shop", "South", "completed", 300),
        ("A", "o4", "2024-11-05", "Web", "North", "completed", 500),
        ("B", "o5", "2024-11-10", "Web", "South", "completed", 900),
        ("C", "o6", "2024-07-01", "Web", "South", "completed", 200),
        ("E", "o7", "2023-08-01", "Shop", "South", "completed", 250),
        ("B", "o8", "2024-12-01", "Web", "South", "cancelled", 800),
        ("A", "o9", "2025-01-10", "Web", "North", "completed", 700),
    ],
    columns=["customer_id", "order_id", "order_date", "channel", "sales_area", "status", "amount"],
).assign(order_date=lambda table: pd.to_datetime(table["order_date"]))

REFUNDS = pd.DataFrame(
    [("o6", "2024-07-09", 200), ("o5", "2024-11-20", 100), ("o4", "2025-01-05", 500)],
    columns=["order_id", "refund_date", "amount"],
).assign(refund_date=lambda table: pd.to_datetime(table["refund_date"]))

LINES = pd.DataFrame(
    [
        ("o1", "tea", 4),
        ("o2", "tea", 4),
        ("o2", "cup", 1),
        ("o3", "tea", 3),
        ("o4", "cup", 2),
        ("o5", "tea", 9),
        ("o6", "tea", 2),
        ("o7", "cup", 1),
        ("o8", "tea", 8),
        ("o9", "cup", 3),
    ],
    columns=["order_id", "product_id", "quantity"],
)

PRODUCTS = pd.DataFrame({"product_id": ["tea", "cup"], "unit_cost": [40, 100]})

CUSTOMERS = pd.DataFrame(
    {
        "customer_id": ["A", "B", "C", "E"],
        "channel": ["Walked past", "Referral", "Referral", "Walked past"],
        "referred_by": [None, "A", "A", None],
        "registered_on": pd.to_datetime(["2023-06-01", "2024-11-08", "2024-06-30", "2023-08-01"]),
    }
)

CONTACTS = pd.DataFrame(
    {
        "customer_id": ["A", "E", "E", "A", "C"],
        "contacted_on": pd.to_datetime(["2024-03-01", "2024-04-01", "2024-12-31", "2023-12-31", "2024-07-02"]),
    }
)

CAMPAIGNS = pd.DataFrame(
    {
        "campaign_id": ["K1", "K2", "K3"],
        "name": ["Letter", "Next year", "Bring a friend"],
        "objective": ["keep", "keep", "refer"],
        "starts_on": pd.to_datetime(["2024-11-01", "2025-01-02", "2024-10-01"]),
        "ends_on": pd.to_datetime(["2024-12-15", "2025-02-15", "2024-10-31"]),
        "fixed_cost": [30, 10, 0],
        "coupon_value": [20, 0, 0],
    }
)

TOUCHES = pd.DataFrame(
    [
        ("K1", "A", None, "treated", "2024-11-01", 5, "o4", True),
        ("K1", "A", None, "treated", "2024-11-03", 5, None, None),
        ("K1", "B", None, "treated", "2024-11-01", 5, "o5", False),
        ("K1", None, "L1", "treated", "2024-11-01", 5, None, None),
        ("K1", "E", None, "held_out", "2024-11-01", 0, None, None),
        ("K1", None, "L2", "held_out", "2024-11-01", 0, None, None),
        ("K2", "A", None, "treated", "2025-01-02", 5, "o9", False),
        ("K2", "E", None, "held_out", "2025-01-02", 0, None, None),
        ("K3", "E", None, "treated", "2024-10-01", 9, None, None),
    ],
    columns=["campaign_id", "customer_id", "lead_id", "group", "touched_on", "cost", "order_id", "coupon_used"],
).assign(touched_on=lambda table: pd.to_datetime(table["touched_on"]), attended=None)

COSTS = pd.DataFrame(
    [
        ("2024-02-01", "direct", "Goods", "Shop", None, "goods", 380),
        ("2024-11-01", "direct", "Goods", "Web", None, "goods", 560),
        ("2024-11-01", "direct", "Parcels", "Web", None, "orders", 120),
        ("2024-05-01", "direct", "Card fees", None, "South", "revenue", 22),
        ("2024-01-01", "indirect", "Rent", None, "North", "capacity", 300),
        ("2024-01-01", "acquisition", "Gifts", "Referral", None, "new_customers", 50),
        ("2024-01-01", "acquisition", "Fair", "Trade fair", None, "new_customers", 70),
        ("2024-10-01", "acquisition", "Friends", None, None, "campaigns", 9),
        ("2024-11-01", "maintenance", "Letters", None, None, "campaigns", 70),
        ("2024-06-01", "maintenance", "Desk", None, None, "contacts", 60),
        ("2024-06-01", "maintenance", "Members", None, None, "customers", 40),
        ("2023-12-01", "indirect", "Rent", None, "North", "capacity", 300),
        ("2025-01-01", "indirect", "Rent", None, "North", "capacity", 300),
    ],
    columns=["month", "kind", "item", "channel", "sales_area", "driver", "amount"],
).assign(month=lambda table: pd.to_datetime(table["month"]))
