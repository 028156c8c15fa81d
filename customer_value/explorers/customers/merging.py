"""Choose by what two accounts count as one customer's, and see whom that merges."""

from __future__ import annotations

import ipywidgets as widgets

from customer_value import words
from customer_value.explorers.explorer import Explorer
from customer_value.figures.orders.merging import merging
from customer_value.figures.picture import Picture
from customer_value.lessons.counter_file import CounterFile, merge_outcome
from customer_value.measures.orders.same_customer import same_customers

RULES = {
    "email": "email",
    "phone": "phone",
    "phone_year": ("phone", "birth_year"),
    "name": "name",
    "name_year": ("name", "birth_year"),
}
"""What accounts may agree in; each rule is a box."""


def merge_explorer(file: CounterFile, *, language: str | None = None) -> Explorer:
    """A box for each rule by which two accounts count as one customer's; below, whom the ticked rules merge.

    The question: which single box takes most people for somebody else, and how many? And with which boxes are most
    second accounts found while next to nobody disappears?

    Args:
        file: as `counter_file` returns it.
        language: of the text; the notebook's when None.
    """
    customers = file.customers.drop_duplicates()

    def draw(**ticked: bool) -> Picture:
        rules = [rule for key, rule in RULES.items() if ticked[key]]
        if not rules:
            nothing = same_customers(customers.iloc[:0], by=["email"])
            return merging(merge_outcome(nothing, file.accounts), chosen=False, language=language)
        return merging(merge_outcome(same_customers(customers, by=rules), file.accounts), language=language)

    layout = widgets.Layout(width="auto")
    controls = {
        key: widgets.Checkbox(
            value=key == "email",
            description=words.text(f"explorers.merging.{key}", language),
            indent=False,
            layout=layout,
        )
        for key in RULES
    }
    return Explorer(controls, draw, language)
