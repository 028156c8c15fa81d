"""How real twins look: random halves of real ledgers, their twins, and the textbook model, judged alike.

    REFERENCE_LEDGERS=… python -m benchmarks.realism [cdnow.parquet …]

For each real ledger of the folder REFERENCE_LEDGERS that the kit can read: a classifier is trained to tell customers of
two ledgers apart and judged on customers it was not fitted on; beside it stand the distances of the shapes and the
figures that a course works with. "halves" are two random halves of the real ledger, "textbook" is BG/NBD with
Gamma-Gamma spend (Fader, Hardie and Lee 2005) as papers simulate it, "twin" what `python -m generator fit` makes, drawn
with seeds that the fit has not seen, and "twin of a half" a twin of one random half, judged by the other half. SDV is
judged too where it is installed.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from customer_value import BGNBD, GammaGamma, fit_bgnbd, fit_gamma_gamma
from generator.check.classifier import auc
from generator.check.distances import distances, halves
from generator.check.features import customer_features
from generator.check.orders import READERS, customer_days
from generator.check.profile import profile
from generator.fit.fit import Wanted, fit_twin
from generator.fit.ledger import Days
from generator.fit.report import as_orders
from generator.fit.twin import draw_days

SEEDS = (1, 2, 3)


def buying(ledger: Days) -> BGNBD:
    """BG/NBD in plain days."""
    first = ledger.first_day
    times = {"recency": ledger.last_day - first, "T": ledger.days - 1 - first + 0.5}
    return fit_bgnbd(pd.DataFrame({"frequency": ledger.count - 1} | times))


def spending(ledger: Days) -> GammaGamma:
    """Gamma-Gamma over all orders of the customers with repeat orders."""
    count = ledger.count
    mean = np.bincount(ledger.customer, ledger.value) / count
    return fit_gamma_gamma(pd.DataFrame({"frequency": count, "monetary": mean})[count > 1])


def textbook(ledger: Days, seed: int) -> pd.DataFrame:
    """Orders of BG/NBD with Gamma-Gamma spend for the real first days, several orders of a day as one."""
    often, much = buying(ledger), spending(ledger)
    random = np.random.default_rng(seed)
    first = ledger.first_day
    customers = len(first)
    rate, leave = random.gamma(often.r, 1 / often.alpha, customers), random.beta(often.a, often.b, customers)
    owner, when = [np.arange(customers)], [first.astype(float)]
    there, now = np.arange(customers), first + random.random(customers)
    while len(there):
        now = now + random.exponential(1 / np.maximum(rate[there], 1e-12))
        inside = now < ledger.days
        there, now = there[inside], now[inside]
        owner.append(there)
        when.append(np.floor(now))
        stays = random.random(len(there)) >= leave[there]
        there, now = there[stays], now[stays]
    customer, day = np.concatenate(owner), np.concatenate(when).astype(int)
    value = random.gamma(much.p, 1.0, len(customer)) / random.gamma(much.q, 1 / much.v, customers)[customer]
    date = pd.Timestamp(ledger.start) + pd.to_timedelta(day, unit="D")
    return customer_days(pd.DataFrame({"customer_id": customer, "date": date, "value": np.maximum(value, 0.01)}))


def row(name: str, real: pd.DataFrame, made: pd.DataFrame, end: pd.Timestamp) -> dict[str, float | str]:
    """What one ledger's orders look like beside the real ones."""
    own, other = profile(real, end), profile(made, end)
    apart = distances(real, made, end, end)
    judge = auc(customer_features(real, end), customer_features(made, end))
    return {
        "": name,
        "AUC": judge.value,
        "KS orders": apart.orders,
        "KS gap": apart.gaps,
        "KS value": apart.values,
        "KS recency": apart.recency,
        "retention": apart.retention,
        "top 20 %": other.top_20 - own.top_20,
        "ICC": other.icc - own.icc,
        "freq x spend": other.frequency_value - own.frequency_value,
        "… repeaters": other.frequency_value_repeaters - own.frequency_value_repeaters,
        "tell-tale": judge.tell_tales[0].name,
    }


def mean_of(rows: list[dict[str, float | str]]) -> dict[str, float | str]:
    """One row for several seeds: means; differences keep their sign."""
    table = pd.DataFrame(rows)
    found: dict[str, float | str] = {name: float(table[name].mean()) for name in list(table)[1:-1]}
    return {"": rows[0][""], **found, "tell-tale": rows[0]["tell-tale"]}


def twins(name: str, ledger: Days, judge: pd.DataFrame, end: pd.Timestamp) -> list[dict[str, float | str]]:
    """Rows of a ledger's twin, one for each seed, as many customers as `judge`, the real orders it is held against."""
    scenario = fit_twin(ledger, Wanted(name="twin", currency="XXX")).scenario()
    customers = judge["customer_id"].nunique()
    return [row(name, judge, as_orders(draw_days(scenario, customers, seed)), end) for seed in SEEDS]


def as_markdown(rows: list[dict[str, float | str]]) -> str:
    """A table of rows with the same keys; figures with three digits."""
    titles = list(rows[0])
    lines = ["| " + " | ".join(titles) + " |", "|---|" + "---:|" * (len(titles) - 2) + "---|"]
    for one in rows:
        cells = [f"{value:.3f}" if isinstance(value, float) else value for value in one.values()]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def sdv_features(features: pd.DataFrame, seed: int) -> pd.DataFrame:
    """As many customers from SDV's Gaussian copula, fitted to the features of the real ones."""
    from sdv.metadata import SingleTableMetadata
    from sdv.single_table import GaussianCopulaSynthesizer

    np.random.seed(seed)  # noqa: NPY002 - SDV draws from the global state
    metadata = SingleTableMetadata()
    metadata.detect_from_dataframe(features.reset_index(drop=True))
    synthesizer = GaussianCopulaSynthesizer(metadata)
    synthesizer.fit(features.reset_index(drop=True))
    return synthesizer.sample(len(features))


def compare(name: str, path: Path) -> None:
    """Print the table of one real ledger."""
    orders = customer_days(READERS[name](path))
    orders = orders.sort_values(["customer_id", "date"], ignore_index=True)
    ledger, end = Days.of(orders), orders["date"].max()
    real = as_orders(ledger)
    print(f"\n{name}: {len(ledger.count):,} customers, {len(real):,} customer-days, {ledger.days} days")
    rows = [mean_of([row("halves", *halves(real, seed), end) for seed in SEEDS])]
    rows.append(mean_of([row("textbook", real, textbook(ledger, seed), end) for seed in SEEDS]))
    begin = time.process_time()
    drawn = twins("twin", ledger, real, end)
    seconds = time.process_time() - begin
    one, other = halves(real, SEEDS[0])
    apart = twins("twin of a half", Days.of(one.sort_values(["customer_id", "date"])), other, end)
    rows += [mean_of(drawn), mean_of(apart)]
    print(as_markdown(rows))
    seen = "; ".join(", ".join(f"{one['AUC']:.3f}" for one in made) for made in (drawn, apart))
    print(f"twin fitted and judged in {seconds:.0f} s of processor time; AUC by seed {seen}")
    if importlib.util.find_spec("sdv"):
        features = customer_features(real, end)
        print(f"SDV Gaussian copula on the features: AUC {auc(features, sdv_features(features, 1)).value:.3f}")
    else:
        print("SDV is not installed here and was not judged.")


def main() -> None:
    folder = os.environ.get("REFERENCE_LEDGERS")
    if not folder:
        print("Skipped: REFERENCE_LEDGERS does not name the folder with the real ledgers; see benchmarks/README.md.")
        return
    wanted = sys.argv[1:] or list(READERS)
    there = [name for name in wanted if name in READERS and (Path(folder) / name).is_file()]
    if not there:
        sys.exit(f"{folder} has none of {', '.join(wanted)}.")
    for name in there:
        compare(name, Path(folder) / name)


if __name__ == "__main__":
    main()
