"""One customer's several accounts: found, made one, and what they do to first purchases."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from frame_kinds import KINDS, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_value import MeasureError, merge_customers, rfm, same_customers

CUSTOMERS = pd.DataFrame(
    [
        ("C1", "Amy Wu", 1980.0, "amy@example.com", "0912-000-111"),
        ("C2", "Ben Lin", 1975.0, "ben@example.com", "02-2345-0000"),
        ("C3", "Amy Wu", 1991.0, None, "N/A"),
        ("C4", "AMY  WU", 1980.0, None, "-"),
        ("W5", "B. Lin", None, "BEN@example.com", "0933 000 222"),
        ("W6", "Lin", None, "", "+886 933 000 222"),
        ("W7", "Cai", None, None, "N/A"),
    ],
    columns=["customer_id", "name", "birth_year", "email", "phone"],
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("by", "links"),
    [
        (["email"], [("W5", "C2", "email")]),
        (["phone"], [("W6", "W5", "phone")]),
        (["email", "phone"], [("W5", "C2", "email"), ("W6", "C2", "phone")]),
        ([("name", "birth_year")], [("C4", "C1", "name + birth_year")]),
        (["name"], [("C3", "C1", "name"), ("C4", "C1", "name")]),
        (["email", "phone", ("name", "birth_year")], [("C4", "C1"), ("W5", "C2"), ("W6", "C2")]),
    ],
    ids=str,
)
def test_who_is_the_same(kind, by, links):
    found = same_customers(KINDS[kind](CUSTOMERS), by)
    assert [row[: len(links[0])] for row in found.itertuples(index=False, name=None)] == links


def test_a_column_can_be_said_to_be_a_telephone_number():
    table = CUSTOMERS.rename(columns={"phone": "contact"})
    assert same_customers(table, ["contact"]).empty
    assert len(same_customers(table, ["contact"], kinds={"contact": "phone"})) == 1


def test_nobody_is_the_same():
    assert same_customers(CUSTOMERS.iloc[:2], ["email", "phone"]).empty
    assert same_customers(CUSTOMERS.iloc[:0], ["email"]).empty


ORDERS = pd.DataFrame(
    [
        ("C2", "o1", "2024-01-05", 600),
        ("W5", "o2", "2024-03-01", 400),
        ("W6", "o3", "2024-05-01", 200),
        ("C1", "o4", "2024-05-02", 100),
        (None, "o5", "2024-06-02", 100),
    ],
    columns=["customer_id", "order_id", "order_date", "amount"],
).assign(status="completed", order_date=lambda table: pd.to_datetime(table["order_date"]))


@pytest.mark.parametrize("kind", KINDS)
def test_orders_of_merged_accounts_are_one_customers(kind):
    orders = KINDS[kind](ORDERS)
    found = merge_customers(orders, same_customers(CUSTOMERS, ["email", "phone"]))
    assert type(found) is type(orders)
    assert rows(found, "order_id", "customer_id") == [
        ("o1", "C2"),
        ("o2", "C2"),
        ("o3", "C2"),
        ("o4", "C1"),
        ("o5", None),
    ]
    assert rows(rfm(found, None, "2024-12-31"), "customer_id", "frequency") == [("C1", 1), ("C2", 3)]


def test_unmerged_accounts_make_false_first_purchases():
    """Window April to June: C1's is the only first purchase; the mistake also takes W6's for one."""
    window = ("2024-04-01", "2024-06-30")

    def first_purchases(orders):
        first = orders.dropna(subset="customer_id").groupby("customer_id")["order_date"].min()
        return sorted(first.index[first.between(*window)])

    assert first_purchases(ORDERS) == ["C1", "W6"]
    merged = merge_customers(ORDERS, same_customers(CUSTOMERS, ["email", "phone"]))
    assert first_purchases(merged) == ["C1"]


@pytest.mark.parametrize("kind", KINDS)
def test_whole_numbers_as_ids_and_another_column(kind):
    numbers = CUSTOMERS.assign(customer_id=range(1, 8))
    links = same_customers(KINDS[kind](numbers), ["email", "phone"])
    assert links[["customer_id", "same_as"]].values.tolist() == [[5, 2], [6, 2]]
    table = pd.DataFrame({"referred_by": [6, 1, 3]})
    assert rows(merge_customers(KINDS[kind](table), links, "referred_by")) == [(1,), (2,), (3,)]


@pytest.mark.parametrize("kind", KINDS)
def test_without_links_nothing_changes(kind):
    none = same_customers(CUSTOMERS.iloc[:2], ["email"])
    assert rows(merge_customers(KINDS[kind](ORDERS), none)) == rows(KINDS[kind](ORDERS))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c", "d", None]), st.sampled_from(["0911111111", "0922222222", None])),
        min_size=1,
        max_size=9,
    ),
    st.randoms(),
)
def test_laws(drawn, random):
    """Against flooding by hand; the order of rows does not matter; merging twice is merging once."""
    table = pd.DataFrame(drawn, columns=["email", "phone"]).astype("str")
    table.insert(0, "customer_id", [f"C{number}" for number in range(len(table))])
    links = same_customers(table, ["email", "phone"])
    label = list(range(len(table)))
    for _ in label:
        for column in ("email", "phone"):
            for one in range(len(table)):
                for other in range(len(table)):
                    value = table[column][one]
                    if pd.notna(value) and value == table[column][other]:
                        label[one] = label[other] = min(label[one], label[other])
    expected = {f"C{number}": f"C{root}" for number, root in enumerate(label) if number != root}
    assert dict(zip(links["customer_id"], links["same_as"], strict=True)) == expected
    shuffled = table.sample(frac=1, random_state=np.random.RandomState(random.randrange(2**31)))
    assert same_customers(shuffled, ["email", "phone"])["same_as"].tolist() == links["same_as"].tolist()
    once = merge_customers(table, links)
    pd.testing.assert_frame_equal(merge_customers(once, links), once)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: same_customers(CUSTOMERS, ["fax"]), "customers has no column 'fax'"),
        (lambda: same_customers(CUSTOMERS, []), "by is empty"),
        (lambda: same_customers(CUSTOMERS, [()]), "by is empty"),
        (lambda: same_customers(pd.concat([CUSTOMERS] * 2), ["email"]), r"holds 'C1' twice \(7 rows"),
        (lambda: same_customers(CUSTOMERS.assign(customer_id=["C1"] + [None] * 6), ["email"]), "missing on 6 of 7"),
        (lambda: same_customers(CUSTOMERS, ["email"], kinds={"email": "fax"}), "kind is 'fax'"),
        (lambda: merge_customers(ORDERS, pd.DataFrame({"customer_id": ["W5"]})), "links has no column 'same_as'"),
        (lambda: merge_customers(ORDERS, links_of(("W5", "C2"), ("W5", "C1"))), "holds 'W5' twice"),
        (lambda: merge_customers(ORDERS, links_of(("W6", "W5"), ("W5", "C2"))), "merges 'W5' and also keeps it"),
        (lambda: merge_customers(ORDERS, links_of((5, 2))), "text in one of table and links"),
        (lambda: merge_customers(ORDERS.assign(customer_id=1.5), links_of(("W6", "W5"))), "decimal point"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(MeasureError, match=words):
        call()


def links_of(*pairs):
    return pd.DataFrame(pairs, columns=["customer_id", "same_as"])
