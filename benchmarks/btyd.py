"""Fitting and using BG/NBD and Gamma-Gamma, beside lifetimes and pymc-marketing.

    REFERENCE_LEDGERS=… .venv/bin/python -m benchmarks.btyd

On CDNOW's 23,570 customers and 39 weeks: the least seconds of five rounds to fit both models, and what they find; then
P(alive) and expected orders of everybody; then one million customers drawn from the model. Each system gets the same
summary, made beforehand, and is imported and warmed up before the clock starts; pymc-marketing, which compiles its
model, by a whole fit of the same customers. lifetimes is installed by `make bench`. pymc-marketing (MAP with its own
priors) needs other versions of what the kit is made of, so it runs in an environment of its own, which is made here on
the first run from PyPI (some 800 MB) and kept.

The parameters published for CDNOW belong to a sample of 2,357 of its customers. Which ones is not to be seen from their
ids; lifetimes ships their purchases, and the fits to them are checked against the papers.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from customer_value import BGNBD, btyd_summary, fit_bgnbd, fit_gamma_gamma, history_counts

ROUNDS = 5
MILLION = 1_000_000
PYMC = "pymc-marketing==0.19.2"
WANTED = {"lifetimes": 2.0, "pymc-marketing": 20.0}
"""How many times as fast ours has to be at fitting."""

MOST_SECONDS = 10.0
"""For the fit of a million customers."""

PUBLISHED = {"r": 0.2426, "alpha": 4.4136, "a": 0.7929, "b": 2.4259, "p": 6.25, "q": 3.74, "v": 15.44}
SHOWN = {"bg_nbd": ("r", "alpha", "a", "b"), "gamma_gamma": ("p", "q", "v")}


def main() -> int:
    """Print the tables. Returns 1 where ours is slower than wanted, or a fit is not the published one."""
    folder = os.environ.get("REFERENCE_LEDGERS")
    good = sample_is_the_published_one()
    if folder:
        good &= beside_the_others(cdnow(Path(folder)))
    else:
        print("CDNOW: skipped, REFERENCE_LEDGERS does not name the folder with cdnow.parquet.")
    return 0 if good & million() else 1


def cdnow(folder: Path) -> pd.DataFrame:
    """Every customer of CDNOW over the first 39 weeks, in weeks; one whose repeat purchases were free is left out."""
    bought = pd.read_parquet(folder / "cdnow.parquet").rename(columns={"date": "order_date", "value": "amount"})
    summary = btyd_summary(bought, "1997-09-30", unit=7)
    return summary[~(summary["monetary"] <= 0)].reset_index(drop=True)


def sample_is_the_published_one() -> bool:
    """Fit the purchases of the sample, which lifetimes ships, and say whether the published parameters come out."""
    package = importlib.util.find_spec("lifetimes")  # found, not imported: its loader needs an old setuptools
    if package is None or package.origin is None:
        print("The published sample: skipped, lifetimes is not installed here (`make bench` does it).")
        return True
    columns = ["number", "customer_id", "order_date", "quantity", "amount"]
    data = Path(package.origin).parent / "datasets" / "CDNOW_sample.txt"
    bought = pd.read_csv(data, sep=r"\s+", header=None, names=columns, dtype={"order_date": "str"})
    bought["order_date"] = pd.to_datetime(bought["order_date"], format="%Y%m%d")
    summary = btyd_summary(bought, "1997-09-30", unit=7)
    buying, spending = fit_bgnbd(summary, unit=7), fit_gamma_gamma(summary[~(summary["monetary"] <= 0)])
    found = {name: getattr(buying if name in SHOWN["bg_nbd"] else spending, name) for name in PUBLISHED}
    print(f"CDNOW's published sample, {buying.customers:,} customers: {_shown(found)}, ll {buying.log_likelihood:.2f}")
    print(f"{'published':>47}: {_shown(PUBLISHED)}")
    return all(
        abs(found[name] - value) <= (5e-4 if name in SHOWN["bg_nbd"] else 5e-3) for name, value in PUBLISHED.items()
    )


def beside_the_others(summary: pd.DataFrame) -> bool:
    """Print seconds and parameters of each system; say whether ours is as much faster as wanted."""
    print(f"\nCDNOW, {len(summary):,} customers, {len(history_counts(summary)):,} different histories, {ROUNDS} rounds")
    print(f"{'':<16}{'BG/NBD s':>10}{'GG s':>8}{'P(alive) s':>12}{'orders s':>10}{'fit, times ours':>17}")
    ours = run(ours_fits(summary))
    results = {"ours": ours}
    try:
        results["lifetimes"] = run(lifetimes_fits(summary))
    except ImportError:
        print("lifetimes is not installed here (`make bench` does it) and was not measured.")
    if (python := environment()) is not None:
        results["pymc-marketing"] = in_environment(python, summary)
    good = True
    for name, found in results.items():
        seconds = found["seconds"]
        ratio = (seconds["bg_nbd"] + seconds["gamma_gamma"]) / (
            ours["seconds"]["bg_nbd"] + ours["seconds"]["gamma_gamma"]
        )
        print(
            f"{name:<16}{seconds['bg_nbd']:>10.4f}{seconds['gamma_gamma']:>8.4f}{seconds['alive']:>12.4f}"
            f"{seconds['orders']:>10.4f}{ratio:>17.1f}"
        )
        good &= ratio >= WANTED.get(name, 0)
    for name, found in results.items():
        print(f"{name:<16}{_shown(found['parameters'])}  expected in 39 weeks {found['expected']:.1f}")
    return good


def run(fits: dict[str, Callable[[], object]]) -> dict:
    """The least seconds of each step over the rounds, and what the last of them found.

    Args:
        fits: bg_nbd, gamma_gamma, alive, orders, each without arguments; and `parameters`, a dict of what was found.
    """
    seconds = {}
    for step in ("bg_nbd", "gamma_gamma", "alive", "orders"):
        took = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            result = fits[step]()
            took.append(time.perf_counter() - begin)
        seconds[step] = min(took)
    return {"seconds": seconds, "parameters": fits["parameters"](), "expected": float(np.asarray(result).sum())}


def ours_fits(summary: pd.DataFrame) -> dict[str, Callable[[], object]]:
    fit_bgnbd(summary.head(500), unit=7)
    buying, spending = fit_bgnbd(summary, unit=7), fit_gamma_gamma(summary)
    found = {name: getattr(buying, name) for name in SHOWN["bg_nbd"]}
    return {
        "bg_nbd": lambda: fit_bgnbd(summary, unit=7),
        "gamma_gamma": lambda: fit_gamma_gamma(summary),
        "alive": lambda: buying.p_alive(summary),
        "orders": lambda: buying.expected_orders(summary, 39),
        "parameters": lambda: found | {name: getattr(spending, name) for name in SHOWN["gamma_gamma"]},
    }


def lifetimes_fits(summary: pd.DataFrame) -> dict[str, Callable[[], object]]:
    from lifetimes import BetaGeoFitter, GammaGammaFitter

    again = summary[summary["frequency"] > 0]
    history = (summary["frequency"], summary["recency"], summary["T"])
    buying, spending = BetaGeoFitter(), GammaGammaFitter()
    buying.fit(*(column.head(500) for column in history))
    return {
        "bg_nbd": lambda: buying.fit(*history),
        "gamma_gamma": lambda: spending.fit(again["frequency"], again["monetary"]),
        "alive": lambda: buying.conditional_probability_alive(*history),
        "orders": lambda: buying.conditional_expected_number_of_purchases_up_to_time(39, *history),
        "parameters": lambda: {**buying.params_, **spending.params_},
    }


BESIDE = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import pandas as pd
from pymc_marketing import clv

data = pd.read_parquet(sys.argv[1])
rounds = int(sys.argv[2])
again = data[data["frequency"] > 0]
seconds = {"bg_nbd": [], "gamma_gamma": [], "alive": [], "orders": []}

def timed(step, call):
    begin = time.perf_counter()
    found = call()
    seconds[step].append(time.perf_counter() - begin)
    return found

for _ in range(rounds + 1):  # the first compiles, and is not counted
    buying = clv.BetaGeoModel()
    timed("bg_nbd", lambda: buying.fit(data=data, method="map", progressbar=False))
    spending = clv.GammaGammaModel()
    timed("gamma_gamma", lambda: spending.fit(data=again, method="map", progressbar=False))
    timed("alive", lambda: buying.expected_probability_alive(data))
    orders = timed("orders", lambda: buying.expected_purchases(data, future_t=39))
parameters = {}
for model, names in ((buying, ("r", "alpha", "a", "b")), (spending, ("p", "q", "v"))):
    found = model.fit_result
    parameters |= {name: float(found[name].squeeze()) for name in names}
print("@" + json.dumps({
    "seconds": {step: min(took[1:]) for step, took in seconds.items()},
    "parameters": parameters,
    "expected": float(orders.sum()),
}))
"""
"""What runs in pymc-marketing's own environment; the last line of its output holds the result."""


def environment() -> Path | None:
    """The Python of an environment with pymc-marketing, made on the first run; None, saying why, where it cannot be."""
    folder = Path(sys.prefix) / "beside" / "pymc-marketing"
    python, ready = folder / "bin" / "python", folder / "ready"
    if ready.is_file() and ready.read_text() == PYMC:
        return python
    print(f"Making an environment for {PYMC}: some minutes, once.", flush=True)
    uv = str(Path(sys.prefix) / "bin" / "uv")
    commands = [
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)],
        [uv, "pip", "install", "--quiet", "--python", str(python), PYMC, "pyarrow"],
    ]
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"pymc-marketing cannot be installed and was not measured: {done.stderr.strip()[-300:]}")
            return None
    ready.write_text(PYMC)
    return python


def in_environment(python: Path, summary: pd.DataFrame) -> dict:
    """What `run` gives, of pymc-marketing in its own environment."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "summary.parquet"
        columns = ["frequency", "recency", "T", "monetary"]
        table = summary[columns].assign(customer_id=summary.index.astype(str))
        table.rename(columns={"monetary": "monetary_value"}).assign(monetary=table["monetary"]).to_parquet(data)
        done = subprocess.run(
            [str(python), "-c", BESIDE, str(data), str(ROUNDS)], capture_output=True, text=True, check=True
        )
    return json.loads(done.stdout.rsplit("@", 1)[1])


def million() -> bool:
    """Fit and use the model on a million customers; say whether it is fast enough."""
    model = BGNBD(r=0.243, alpha=4.414 * 7, a=0.793, b=2.426)
    summary = drawn(model, MILLION, 365, np.random.default_rng(1))
    begin = time.perf_counter()
    found = fit_bgnbd(summary)
    fitted = time.perf_counter()
    alive = found.p_alive(summary)
    orders = found.expected_orders(summary, 90)
    used = time.perf_counter()
    print(f"\n{MILLION:,} customers over a year in days, {len(history_counts(summary)):,} different histories")
    print(f"fit {fitted - begin:.2f} s (wanted: under {MOST_SECONDS:.0f}), P(alive) and orders {used - fitted:.2f} s")
    print(f"mean P(alive) {alive.mean():.3f}, orders in 90 days {orders.mean():.3f}")
    true = {name: getattr(model, name) for name in SHOWN["bg_nbd"]}
    print(f"found {_shown({name: getattr(found, name) for name in SHOWN['bg_nbd']})}; true {_shown(true)}")
    return fitted - begin < MOST_SECONDS


def drawn(model: BGNBD, customers: int, days: int, random: np.random.Generator) -> pd.DataFrame:
    """Histories of customers who came at some time in the last so many days, with purchases on whole days."""
    age = random.integers(1, days + 1, customers).astype(float)
    rate, leave = random.gamma(model.r, 1 / model.alpha, customers), random.beta(model.a, model.b, customers)
    frequency, recency = np.zeros(customers, dtype=np.int64), np.zeros(customers)
    there, now = np.arange(customers), np.zeros(customers)
    while len(there):
        now = now + random.exponential(1 / np.maximum(rate[there], 1e-9))
        inside = now < age[there]
        there, now = there[inside], now[inside]
        today = np.ceil(now)
        frequency[there] += today > recency[there]  # several on one day are one
        recency[there] = today
        stays = random.random(len(there)) >= leave[there]
        there, now = there[stays], now[stays]
    return pd.DataFrame({"frequency": frequency, "recency": recency, "T": age})


def _shown(values: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in values.items())


if __name__ == "__main__":
    sys.exit(main())
