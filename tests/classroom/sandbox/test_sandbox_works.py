"""What learners' code needs goes on in the sandbox."""

from __future__ import annotations

import asyncio
import ctypes
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import zoneinfo
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from in_sandbox import WAYS, needs_sandbox, scratch, try_in

pytestmark = [needs_sandbox, pytest.mark.parametrize("way", WAYS)]

ROWS = pd.DataFrame({"k": list("abab"), "v": [1.0, 2.0, 3.0, 4.0]})


@pytest.fixture
def folder(way):
    if way == "ordinary" and any(parent.stat().st_mode & 1 == 0 for parent in Path(sys.base_prefix).parents):
        pytest.skip("Python lies in root's home, which an ordinary user cannot reach")
    with scratch(way) as made:
        yield made


def csv():
    ROWS.to_csv("rows.csv", index=False)
    back = pd.read_csv("rows.csv")
    return back.groupby("k")["v"].sum().to_dict(), len(back.merge(back, on="k")), str(back["k"].dtype)


def parquet():
    ROWS.to_parquet("rows.parquet")
    return len(pd.read_parquet("rows.parquet")), len(pd.read_csv("rows.csv", engine="pyarrow"))


def excel():
    ROWS.to_excel("rows.xlsx")
    return len(pd.read_excel("rows.xlsx"))


def learning():
    import scipy.stats
    from sklearn.cluster import KMeans
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LinearRegression

    fitted = LinearRegression().fit(ROWS[["v"]], 2 * ROWS["v"] + 1)
    slopes = fitted.coef_[0], scipy.stats.linregress([1, 2, 3], [2, 4, 6]).slope
    RandomForestClassifier(5, random_state=0).fit(ROWS[["v"]], ROWS["k"])
    groups = KMeans(2, n_init=2, random_state=0).fit_predict(ROWS[["v"]])
    return [round(slope, 6) for slope in slopes], len(set(groups))


def figure():
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt
    import seaborn as sns

    sns.barplot(ROWS, x="k", y="v")
    plt.title("每位顧客")
    plt.savefig("figure.png")
    return Path("figure.png").stat().st_size > 1000


def sql():
    import duckdb

    rows = duckdb.connect().sql("SELECT k, sum(v) FROM 'rows.csv' GROUP BY k ORDER BY k").fetchall()
    return [list(row) for row in rows]


def shell():
    from IPython.core.interactiveshell import InteractiveShell

    done = InteractiveShell().run_cell("import statistics\nstatistics.mean([1, 2, 6])")
    return done.result


def threads():
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(abs, [-1, 2, -3]))
    thread = threading.Thread(target=found.append, args=(4,))
    thread.start()
    thread.join()
    return found


def files():
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as file:
        file.write(b"x")
        for name in ("a", "b", "c"):
            Path(folder, name).touch()
        Path(folder, "a").touch()
        Path(folder, "a").write_text("text")
        shutil.copy(Path(folder, "a"), Path(folder, "d"))
        shutil.copy2(Path(folder, "a"), Path(folder, "e"))
        shutil.copytree(folder, "copied")
        Path("copied", "sub").mkdir()
        shutil.move("copied/a", "copied/sub/a")
        shutil.make_archive("archive", "zip", "copied")
        names = sorted(one.name for one in Path(folder).iterdir())
        shutil.rmtree("copied")
    with Path(os.devnull).open("w") as nothing:
        nothing.write("x")
    return names


def waiting():
    called = []
    signal.signal(signal.SIGALRM, lambda *_: called.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(0.05)
    asyncio.run(asyncio.sleep(0))
    return called


def numbers():
    import numpy as np

    random = np.random.default_rng(0).normal(size=(200, 200))
    return bool(np.allclose(np.linalg.inv(random) @ random, np.eye(200))), len(os.urandom(8))


def zones():
    stamp = pd.Timestamp("2025-01-01", tz="Asia/Taipei")
    return str(stamp), str(zoneinfo.ZoneInfo("Europe/Berlin"))


def standard_library():
    import gettext
    import hashlib
    import json
    import mimetypes
    import ssl
    import uuid

    ssl.create_default_context()
    gettext.translation("nothing", fallback=True)
    random = len(str(uuid.uuid4()))
    return hashlib.sha256(b"x").hexdigest()[:4], mimetypes.guess_type("a.csv")[0], json.loads("1"), random


def native():
    return ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 3)()


def the_kit():
    import tutor.attempt
    from customer_value import read_ledger

    return read_ledger.__name__, tutor.attempt.__name__


WORK = {
    csv: [{"a": 4.0, "b": 6.0}, 8, "str"],
    parquet: [4, 4],
    excel: 4,
    learning: [[2.0, 2.0], 2],
    figure: True,
    sql: [["a", 4.0], ["b", 6.0]],
    shell: 3,
    threads: [1, 2, 3, 4],
    files: ["a", "b", "c", "d", "e"],
    waiting: [1],
    numbers: [True, 8],
    zones: ["2025-01-01 00:00:00+08:00", "Europe/Berlin"],
    standard_library: ["2d71", "text/csv", 1, 36],
    native: 3,
    the_kit: ["read_ledger", "tutor.attempt"],
}


@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_it_works(work, folder, way):
    for name in ("rows.csv",):  # what some of them read
        ROWS.to_csv(folder / name, index=False)
        (folder / name).chmod(0o666)
    found = try_in(folder, work, way)
    assert found.value == WORK[work], found.message
