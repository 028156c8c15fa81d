"""The twin's file: what was measured, and with a base what the owner of the ledger lacks, marked as assumed."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from importlib import resources

from generator.fit.read import FitError
from generator.fit.toml import write_toml
from generator.fit.twin import FUTURE_MONTHS, Twin, rounded
from generator.scenario import Scenario, ScenarioError, load_scenario, parse_scenario

MEASURED = ("dates", "acquisition", "season", "person")
"""Tables of the file that come from the ledger."""

DROPPABLE = ("campaigns", "leads", "media", "paths", "contact", "voice", "market", "costs", "refunds", "warts")
"""Tables of a base that are left out where they do not fit the ledger's days."""

MONEY = {
    "products": {"below"},
    "categories": {"price"},
    "company": {"median", "smallest"},
    "media": {"cpm", "post_cost"},
    "campaigns": {"fixed_cost", "cost", "coupon", "spent"},
}
"""Keys of a base that are amounts of money, which follow the level of the ledger's order values."""

COUNTED = ("orders", "contacts", "new_customers", "customers")
"""Drivers of costs whose rate is an amount of money."""

ALIKE = 1.5
"""Levels of order values that differ by a smaller factor leave the base's money as it is."""

MARK = "a twin of a real ledger"
"""What the first line of every twin's file says."""

COMMENTS = {
    "dates": "Measured: the first and the last day with an order. snapshot, the day customers are judged, and\n"
    "future_months, how far the truth looks on, are chosen.",
    "acquisition": "Measured: first orders in each seven days from the start, thousandths of all; small weeks are\n"
    "smoothed.",
    "season": "Measured on repeat orders, 1 = average. months: by month of the year, all 1 where the ledger covers\n"
    "less than a year. weekdays: Monday first, 0 = closed. weeks: what each seven days from the start had beyond that.",
    "person": "Measured: purchases by maximum likelihood (BG/NBD in the time of the season above), then corrected\n"
    "until ledgers drawn from here show the real one's orders, gaps and last orders.",
    "person.r": "Purchase rate, gamma with shape r and scale 1/alpha days; chance to leave after a repeat order,\n"
    "Beta(a, b); these for customers won before the first of the cohorts below.",
    "person.once": "Share that leaves right after the first order.",
    "person.regularity": "Shape of the gaps' gamma (1 = random), its median over customers and how far they differ.",
    "person.median": "Order values in brief; the tables of values below say it in full.",
    "person.correlation": "Of a customer's spend level with the purchase rate.",
    "person.smallest": "No order is worth less: a low quantile of the real ones.",
    "person.one_a_day": "What a customer buys on one day is one order, as in what was measured.",
    "person.lines": "Assumed, from the base: what baskets look like, and who orders on the web.",
    "person.cohorts": "Measured: the same for customers won from a date on.",
    "person.values": "Measured. between: share of the variance of scores between customers; spread: how unlike their\n"
    "own scatter is; again: share of orders that repeat the amount before. Tables of [score, amount]: an amount is a\n"
    "mean of 10 orders and more, rounded to 3 digits, or a price that 10 customers and more have paid; the ends are\n"
    "fitted.",
}


def core_text(twin: Twin) -> str:
    """The file of a twin that has customers and orders alone."""
    head = [
        f"{twin.name}: {MARK}, fitted by `python -m generator fit`. It holds no order, name or number of the original;",
        "the numbers below say how customers of its kind come, buy and spend.",
    ]
    return write_toml(twin.sections(), COMMENTS, head)


def text_on_base(twin: Twin, base: str) -> tuple[str, list[str]]:
    """The file of a twin that takes over everything else from one of the kit's scenarios.

    Dates of the base are carried over into the ledger's days, keeping their order, and amounts of money are moved to
    the level of its order values where the two differ much.

    Returns:
        the text, and sentences on what was changed or left out.

    Raises:
        FitError: there is no such scenario, or it works by contract.
    """
    values, rules = base_values(base)
    notes = []
    own = twin.sections()
    factor = twin.formula.median / rules.person.median
    scale = rounded(factor, 2) if not 1 / ALIKE < factor < ALIKE else 1.0
    if scale != 1:
        notes.append(f"Prices and other money of {base} were multiplied by {scale:g} to suit the order values.")
    kept = {
        key: _moved(value, rules, twin, scale, key) for key, value in values.items() if key not in (*MEASURED, "name")
    }
    kept["title"] = own["title"]
    if "company" in kept:
        kept["company"]["share"] = 0.0
        notes.append(f"The ledger's customers all count as persons; {base}'s companies have a share of 0.")
    when = ("years", "months", "weeks")
    acquisition = own["acquisition"] | {key: one for key, one in values["acquisition"].items() if key not in when}
    season = {**own["season"], **{key: one for key, one in values["season"].items() if key.startswith("company_")}}
    basket = {key: one for key, one in values["person"].items() if key not in own["person"]}
    for key in ("cohorts", "values", "once", "regularity_spread"):
        basket.pop(key, None)
    tables = {key: own["person"].pop(key) for key in ("cohorts", "values") if key in own["person"]}
    person = {**own["person"], **basket, **tables}
    fitted = {"dates": {**own["dates"], "future_months": FUTURE_MONTHS}, "acquisition": acquisition, "season": season}
    fitted["person"] = person
    while True:
        assumed = sorted(key for key, value in kept.items() if isinstance(value, dict | list) and key != "title")
        whole = {"name": twin.name, **kept, "assumed": [*assumed, *_assumed_keys(acquisition, basket)], **fitted}
        comments = {**COMMENTS, **dict.fromkeys(assumed, f"Assumed: from the scenario {base}, not from the ledger.")}
        head = [
            f"{twin.name}: {MARK}, fitted by `python -m generator fit` on the scenario {base}. It holds no order, name",
            "or number of the original. What `assumed` lists comes from the base, not from the ledger.",
        ]
        text = write_toml(whole, comments, head)
        try:
            parse_scenario(text, f"{twin.name}.toml")
        except ScenarioError as problem:
            notes.append(_without(kept, str(problem), base))
            continue
        return text, notes


def _without(kept: dict, problem: str, base: str) -> str:
    """Take out of `kept` what a complaint is about, a campaign or a table; the sentence that says so."""
    keys = [one.get("key") for one in kept.get("campaigns", [])]
    campaign = next((key for key in keys if f"campaigns: {key} " in problem), None)
    if campaign is not None and len(keys) > 1:
        kept["campaigns"] = [one for one in kept["campaigns"] if one.get("key") != campaign]
        return f"The campaign {campaign} of {base} was left out: it does not fit the ledger's days."
    about = problem.split(": ", 1)[-1]
    there = [key for key in DROPPABLE if key in kept]
    wrong = next((key for key in there if about.startswith(key)), None)
    wrong = wrong or next((key for key in there if key in about), there[0] if there else None)
    if wrong is None:
        raise FitError(f"The base {base} does not fit the ledger: {problem}")
    del kept[wrong]
    return f"{wrong} of {base} was left out: it does not fit the ledger's days."


def base_values(base: str) -> tuple[dict, Scenario]:
    """A base's file as nested values, and as a scenario.

    Raises:
        FitError: there is no such scenario, it works by contract, or it has no persons.
    """
    try:
        rules = load_scenario(base)
    except ScenarioError as problem:
        raise FitError(str(problem)) from problem
    if rules.contracts is not None:
        raise FitError(f"The scenario {base} works by contract; a twin needs a base whose customers order freely.")
    if rules.person is None:
        raise FitError(f"The scenario {base} has companies alone; a twin needs a base that has persons.")
    text = (resources.files("generator") / "scenarios" / f"{base}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text), rules


def _assumed_keys(acquisition: Mapping, basket: Mapping) -> list[str]:
    """Keys of measured tables that were not measured."""
    return [f"acquisition.{key}" for key in acquisition if key != "weeks"] + [f"person.{key}" for key in basket]


def _moved(value: object, rules: Scenario, twin: Twin, scale: float, root: str, key: str = "") -> object:
    """A value of the base with its dates in the ledger's days and its money at the ledger's level."""
    if isinstance(value, Mapping):
        counted = root == "costs" and value.get("driver") in COUNTED
        return {
            name: (
                rounded(one * scale, 3)
                if counted and name == "rate" and scale != 1
                else _moved(one, rules, twin, scale, root, name)
            )
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [_moved(one, rules, twin, scale, root, key) for one in value]
    if isinstance(value, dt.date):
        whole = (rules.dates.end - rules.dates.start).days
        share = min(max((value - rules.dates.start).days / whole, 0.0), 1.0)
        return twin.start + dt.timedelta(days=round(share * (twin.days - 1)))
    if scale != 1 and key in MONEY.get(root, ()) and isinstance(value, int | float) and not isinstance(value, bool):
        return rounded(value * scale, 3)
    return value
