"""RFM with scores from millions of orders in Parquet: the kit beside hand-written SQL, lifetimes, pymc-marketing.

    .venv/bin/python -m benchmarks.rfm [--orders 10000000] [--others PYTHON] [--rounds 3]
    .venv/bin/python -m benchmarks.rfm --orders 30000000 --only kit --memory 2GB

Orders as a twin of CDNOW would have them are written once to a folder that is deleted afterwards; two in a hundred are
cancelled. Each contestant reads them and writes its table, in a process of its own, the contestants in turn. The SQL
comes in two: as short as it can be written, and ranked with window functions, as most people would write it. All
three of DuckDB's have to come to the same table.

lifetimes and pymc-marketing make their own summary (no scores) of the same rows with pandas; their seconds are those
of the summary call alone, without reading, and beside them those with reading. `--others` names a Python that has
them; what is not installed there is left out, and said.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SNAPSHOT = "1998-03-31"

CUSTOMERS_PER_ORDER = 0.3622
"""How many customers the scenario needs for an order."""

VALID = """
select customer_id, date '{snapshot}' - max(order_date) as recency, count(*) as frequency,
  round(sum(amount::double), 6) as monetary
from read_parquet('{orders}')
where order_date <= date '{snapshot}' and customer_id is not null and status not in ('cancelled', 'test') and amount > 0
group by customer_id
"""

PLACED = """
select people.*, r.points as r_score, f.points as f_score, m.points as m_score,
  (r.points * 100 + f.points * 10 + m.points)::varchar as cell, r.points + f.points + m.points as score_sum
from people
left join r on r.value = people.recency left join f on f.value = people.frequency
left join m on m.value = people.monetary
"""

PLACE = """
{name} as (
  select value, ceil(5 * (2 * sum(n) over (order by value {order}) - n + 1) / (2 * sum(n) over ()))::bigint as points
  from (select {column} as value, count(*)::double as n from people group by all))
"""

RANKED = """
select *, (r_score * 100 + f_score * 10 + m_score)::varchar as cell, r_score + f_score + m_score as score_sum
from (select *, {ranks} from people)
"""

RANK = """
ceil(5 * (rank() over (order by {column} {order}) + (count(*) over (partition by {column}) - 1) / 2)
  / count(*) over ())::bigint as {name}_score
"""

ORDERED = (("r", "recency", "desc"), ("f", "frequency", ""), ("m", "monetary", ""))


def by_kit(orders: Path, out: Path, *, one_row_per_order: bool = True) -> tuple[float, float]:
    """The measures of the kit on a DuckDB relation."""
    import duckdb

    from customer_value import rfm, rfm_scores

    begin = time.perf_counter()
    table = rfm_scores(rfm(duckdb.read_parquet(str(orders)), None, SNAPSHOT, one_row_per_order=one_row_per_order))
    table.write_parquet(str(out))
    return (seconds := time.perf_counter() - begin), seconds


def by_kit_adding_up(orders: Path, out: Path) -> tuple[float, float]:
    """The same, not told that each row is a whole order."""
    return by_kit(orders, out, one_row_per_order=False)


def by_sql(orders: Path, out: Path) -> tuple[float, float]:
    """Hand-written SQL that counts the distinct values before it places them."""
    steps = [PLACE.format(name=name, column=column, order=order) for name, column, order in ORDERED]
    people = f"people as materialized ({VALID.format(snapshot=SNAPSHOT, orders=orders)})"
    return _sql(f"with {', '.join([people, *steps])} {PLACED}", out)


def by_ranking_sql(orders: Path, out: Path) -> tuple[float, float]:
    """Hand-written SQL with a rank over all customers for each number."""
    ranks = ", ".join(RANK.format(name=name, column=column, order=order) for name, column, order in ORDERED)
    people = VALID.format(snapshot=SNAPSHOT, orders=orders)
    return _sql(f"with people as ({people}) {RANKED.format(ranks=ranks)}", out)


def _sql(query: str, out: Path) -> tuple[float, float]:
    import duckdb

    begin = time.perf_counter()
    duckdb.sql(query).write_parquet(str(out))
    return (seconds := time.perf_counter() - begin), seconds


def by_lifetimes(orders: Path, out: Path) -> tuple[float, float]:
    from lifetimes.utils import summary_data_from_transaction_data as summary

    return _summary(summary, orders)


def by_pymc_marketing(orders: Path, out: Path) -> tuple[float, float]:
    from pymc_marketing.clv.utils import rfm_summary as summary

    return _summary(summary, orders)


def _summary(summary, orders: Path) -> tuple[float, float]:
    import warnings

    import pandas as pd

    warnings.simplefilter("ignore")
    start = time.perf_counter()
    rows = pd.read_parquet(orders)
    rows = rows[rows["status"] == "completed"].astype({"order_date": "datetime64[s]", "amount": "float64"})
    begin = time.perf_counter()
    summary(rows, "customer_id", "order_date", monetary_value_col="amount", observation_period_end=SNAPSHOT)
    return time.perf_counter() - begin, time.perf_counter() - start


CONTESTANTS = {
    "kit": by_kit,
    "kit, adding up": by_kit_adding_up,
    "SQL": by_sql,
    "SQL, ranking": by_ranking_sql,
    "lifetimes": by_lifetimes,
    "pymc-marketing": by_pymc_marketing,
}
OTHERS = ("lifetimes", "pymc-marketing")


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--others", default=sys.executable, help="a Python that has lifetimes and pymc-marketing")
    parser.add_argument("--only", help="one contestant alone")
    parser.add_argument("--memory", default="", help="DuckDB's memory limit, such as 2GB; DuckDB's own when left out")
    parser.add_argument("--place", type=Path, help="where to write; a temporary folder when left out")
    parser.add_argument("--run", nargs=3, metavar=("CONTESTANT", "ORDERS", "OUT"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        return _run(*asked.run, asked.memory)
    names = [asked.only] if asked.only else list(CONTESTANTS)
    with tempfile.TemporaryDirectory(dir=asked.place) as folder:
        orders = _orders(Path(folder), asked.orders)
        found = {name: [] for name in names}
        for _ in range(asked.rounds):
            for name in names:
                out = Path(folder) / f"{name}.parquet"
                python = asked.others if name in OTHERS else sys.executable
                if found[name] is not None:
                    one = _measure(python, name, orders, out, asked.memory)
                    found[name] = None if one is None else [*found[name], one]
        _report({name: runs for name, runs in found.items() if runs})
        if not asked.only:
            _same([Path(folder) / f"{name}.parquet" for name in names if name not in OTHERS])
    return 0


def _orders(folder: Path, orders: int) -> Path:
    """One Parquet file of orders."""
    import duckdb

    from benchmarks.size import ORDERS_ALONE
    from generator.engine.plan import plan_of
    from generator.engine.progress import watching
    from generator.engine.run import make_ledger
    from generator.engine.workers import workers_for
    from generator.scenario import parse_scenario

    customers = round(orders * CUSTOMERS_PER_ORDER)
    plan = plan_of(
        parse_scenario(ORDERS_ALONE, "orders-alone"), seed=1, customers=customers, truth=False, format="parquet"
    )
    with watching() as watch:
        make_ledger(plan, [folder / "ledger"], workers=workers_for(2, None), watch=watch)
    status = "case when hash(order_id) % 50 = 0 then 'cancelled' else 'completed' end as status"
    path = folder / "orders.parquet"
    made = duckdb.sql(f"select *, {status} from read_parquet('{folder}/ledger/orders/*.parquet')")
    made.write_parquet(str(path))
    rows, people = duckdb.sql(f"select count(*), count(distinct customer_id) from '{path}'").fetchall()[0]
    print(f"{rows:,} orders of {people:,} customers, {path.stat().st_size / 1e6:,.0f} MB", flush=True)
    return path


def _run(name: str, orders: str, out: str, memory: str) -> int:
    """One contestant in this process; its figures as JSON."""
    if memory:
        import duckdb

        duckdb.sql(f"set memory_limit = '{memory}'")
    try:
        seconds, whole = CONTESTANTS[name](Path(orders), Path(out))
    except ModuleNotFoundError as problem:
        print(json.dumps({"missing": problem.name}))
        return 0
    print(json.dumps({"seconds": seconds, "whole": whole, "cpu": time.process_time(), "peak": _peak_megabytes()}))
    return 0


def _peak_megabytes() -> float:
    """The most memory of this process; Linux' own figure where it is, as the other one takes over the parent's."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 ** (1 + (sys.platform == "darwin"))


def _measure(python: str, name: str, orders: Path, out: Path, memory: str) -> dict[str, float] | None:
    command = [python, "-m", "benchmarks.rfm", "--run", name, str(orders), str(out), "--memory", memory]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    figures = json.loads(answer.stdout.strip().splitlines()[-1])
    if "missing" in figures:
        print(f"{name}: left out, {figures['missing']} is not installed for {python}")
        return None
    return figures


def _report(found: dict[str, list[dict[str, float]]]) -> None:
    middle = {
        name: {key: statistics.median(run[key] for run in runs) for key in runs[0]} for name, runs in found.items()
    }
    print(f"{'':18}{'seconds':>9}{'with reading':>14}{'CPU':>8}{'peak MB':>9}   kit / it: seconds, CPU (by pairs)")
    for name, figures in middle.items():
        ratios = ""
        if name != "kit" and "kit" in found:
            pairs = list(zip(found["kit"], found[name], strict=True))
            ratios = ", ".join(
                f"{statistics.median(ours[key] / other[key] for ours, other in pairs):.2f}"
                for key in ("seconds", "cpu")
            )
        times = f"{figures['seconds']:9.2f}{figures['whole']:14.2f}{figures['cpu']:8.2f}"
        print(f"{name:18}{times}{figures['peak']:9,.0f}   {ratios}")


def _same(tables: list[Path]) -> None:
    """Say whether tables hold the same rows."""
    import duckdb

    columns = "customer_id, recency, frequency, monetary, r_score, f_score, m_score, cell, score_sum"
    first, *others = tables
    for other in others:
        queries = (
            f"select {columns} from '{first}' except select {columns} from '{other}'",
            f"select {columns} from '{other}' except select {columns} from '{first}'",
        )
        differing = sum(duckdb.sql(f"select count(*) from ({query})").fetchall()[0][0] for query in queries)
        print(f"{first.stem} and {other.stem}: {'the same table' if not differing else f'{differing:,} rows differ'}")


if __name__ == "__main__":
    sys.exit(main())
