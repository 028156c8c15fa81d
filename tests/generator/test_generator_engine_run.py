"""Whoever makes a ledger, and however often it is stopped, its bytes are the same; it is there whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import threading
from concurrent.futures import BrokenExecutor, Future
from dataclasses import replace

import pandas as pd
import pytest
from small_ledger import contents, folders, run_alone, small_plan

from generator.engine import job, run, workers
from generator.engine.job import UNFINISHED
from generator.engine.plan import RequestError, plan_of
from generator.engine.progress import Watch
from generator.engine.run import StoppedError, make_ledger
from generator.engine.stage import opened, stage_of
from generator.engine.workers import Cluster, Here, Processes, Workers, WorkersError, workers_for
from generator.output import OutputError
from generator.scenario.warts import warts_of


@pytest.fixture(scope="module", params=["csv", "parquet"])
def small(request, tmp_path_factory):
    """The small ledger and its truth as one process makes them without a stop."""
    place = tmp_path_factory.mktemp(request.param)
    made = make_ledger(small_plan(request.param), folders(place))
    assert (made.blocks, made.kept) == (5, 0)
    return request.param, contents(place)


class Lent(Workers):
    """Workers that are not sent home after a run."""

    def __init__(self, team):
        self.team, self.ahead, self.lost, self.share_files = team, team.ahead, team.lost, team.share_files

    def submit(self, function, *arguments):
        return self.team.submit(function, *arguments)


@pytest.fixture(scope="module", params=["2 processes", "3 processes", "Dask"])
def team(request, tmp_path_factory):
    """Workers of each kind."""
    if request.param == "Dask":
        distributed = pytest.importorskip("distributed")
        place = tmp_path_factory.mktemp("dask")
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=place
        ) as cluster:
            team = Cluster(cluster.scheduler_address)
            yield Lent(team)
            team.close(at_once=False)
    else:
        team = Processes(int(request.param[0]))
        yield Lent(team)
        team.close(at_once=False)


class After(Watch):
    """Does something after so many blocks of this run."""

    def __init__(self, count, action):
        self.left, self.action = count, action

    def made(self, rows):
        self.left -= 1
        if not self.left:
            self.action()


def stop():
    raise KeyboardInterrupt


def test_one_file_for_each_table_as_csv_and_a_folder_of_parts_as_parquet(small):
    format, files = small
    if format == "csv":
        assert set(files) == {
            "ledger/orders.csv",
            "ledger/datapackage.json",
            "truth/customer_truth.csv",
            "truth/datapackage.json",
        }
        assert files["truth/customer_truth.csv"].count(b"\r\n") == 301
        assert files["truth/customer_truth.csv"].count(b"customer_id") == 1
    else:
        parts = [f"orders/part-{number:05d}.parquet" for number in range(5)]
        assert {name for name in files if name.startswith("ledger/orders")} == {f"ledger/{part}" for part in parts}
        package = json.loads(files["ledger/datapackage.json"])
        assert package["resources"][0]["path"] == parts


def test_other_workers_change_no_byte(small, team, tmp_path):
    format, files = small
    make_ledger(small_plan(format), folders(tmp_path), workers=lambda blocks: team)
    assert contents(tmp_path) == files


def test_nobody_at_the_address_of_a_cluster_is_said(tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(workers, "ANSWERS_WITHIN", 0.5)
    with pytest.raises(WorkersError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        make_ledger(small_plan(), folders(tmp_path), workers=workers_for(1, "tcp://127.0.0.1:9"))
    assert contents(tmp_path) == {}


def test_a_cluster_without_dask_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WorkersError, match="needs Dask: install the kit with the extra `cluster`"):
        make_ledger(small_plan(), folders(tmp_path), workers=workers_for(1, "tcp://127.0.0.1:9"))
    assert contents(tmp_path) == {}


def test_a_cluster_whose_workers_cannot_run_the_kit_is_said(tmp_path, monkeypatch):
    """The scheduler answers, and what it answers is that the kit is not there."""
    distributed = pytest.importorskip("distributed")

    class Elsewhere:
        def __init__(self, *_, **__):
            self.submit = lambda *_, **__: self
            self.scheduler_info = lambda **_: {"workers": {"one": {"nthreads": 1}}}
            self.close = lambda: None

        def result(self, timeout):
            raise ModuleNotFoundError("No module named 'generator'")

    monkeypatch.setattr(distributed, "Client", Elsewhere)
    with pytest.raises(WorkersError, match=r"cannot run the kit \(ModuleNotFoundError\); install the same version"):
        make_ledger(small_plan(), folders(tmp_path), workers=workers_for(1, "tcp://127.0.0.1:9"))


KILLS_ITSELF = """
class Watching(Told):
    def after(self, count):
        if count == 2:
            print(*(one.pid for one in multiprocessing.active_children()), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("small", ["parquet"], indirect=True)
@pytest.mark.skipif(not os.path.isdir("/proc"), reason="looks for processes in /proc")  # noqa: PTH112
def test_a_killed_run_leaves_nothing_that_looks_finished_and_is_gone_on_from(small, tmp_path):
    format, files = small
    place = tmp_path / "made"
    place.mkdir()
    killed = run_alone(place, KILLS_ITSELF, format)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    pids = [int(pid) for pid in killed.stdout.split()]
    assert len(pids) == 2
    _wait_for_the_end_of(pids)
    assert not any(folder.exists() for folder in folders(place))
    made = make_ledger(small_plan(format), folders(place))
    assert 2 <= made.kept <= 5
    assert contents(place) == files


def _wait_for_the_end_of(pids: list[int]) -> None:
    """Workers end by themselves when the run that started them is gone."""
    waited = threading.Event()
    for _ in range(100):
        alive = [pid for pid in pids if _runs(pid)]
        if not alive:
            break
        waited.wait(0.1)
    assert not alive


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_ctrl_c_says_what_is_kept_and_the_same_plan_goes_on(small, tmp_path):
    format, files = small
    with pytest.raises(
        StoppedError, match=r"^Stopped\. 2 of 5 blocks are kept in .*\.ledger\.making; the same command"
    ):
        make_ledger(small_plan(format), folders(tmp_path), watch=After(2, stop))
    assert not any(folder.exists() for folder in folders(tmp_path))
    assert make_ledger(small_plan(format), folders(tmp_path)).kept == 2
    assert contents(tmp_path) == files


def test_the_largest_ledger_begins_at_once(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(Here, "submit", lambda self, function, order, number, places: asked.append(number) or stop())
    with pytest.raises(StoppedError, match="Nothing was written"):
        make_ledger(replace(small_plan(), customers=10**15), folders(tmp_path))
    assert asked == [0]


def test_ctrl_c_before_the_first_block_is_finished_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(Here, "submit", lambda *_: stop())
    with pytest.raises(StoppedError, match="Nothing was written"):
        make_ledger(small_plan(), folders(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_stop_while_tables_are_put_together_repeats_no_block(small, tmp_path, monkeypatch):
    format, files = small
    monkeypatch.setattr(run, "put_in_place", lambda *_: stop())
    with pytest.raises(StoppedError, match="5 of 5 blocks"):
        make_ledger(small_plan(format), folders(tmp_path))
    monkeypatch.undo()
    assert make_ledger(small_plan(format), folders(tmp_path)).kept == 5
    assert contents(tmp_path) == files


@pytest.mark.parametrize("damage", ["gone", "short", "no record", "half a record"])
def test_a_block_counts_only_when_it_is_whole(small, tmp_path, damage):
    format, files = small
    with pytest.raises(StoppedError):
        make_ledger(small_plan(format), folders(tmp_path), watch=After(3, stop))
    part = next((stage_of(tmp_path / "ledger") / "content" / "orders").glob("part-00001.*"))
    record = stage_of(tmp_path / "ledger") / "done" / "00001.json"
    match damage:
        case "gone":
            part.unlink()
        case "short":
            part.write_bytes(part.read_bytes()[:-1])
        case "no record":
            record.unlink()
        case "half a record":
            record.write_bytes(record.read_bytes()[:20])
    assert make_ledger(small_plan(format), folders(tmp_path)).kept == 2
    assert contents(tmp_path) == files


@pytest.mark.parametrize("changes", [{"seed": 4}, {"customers": 299}, {"format": "parquet"}])
def test_another_plan_does_not_go_on_from_there(tmp_path, changes):
    with pytest.raises(StoppedError):
        make_ledger(small_plan(), folders(tmp_path / "one"), watch=After(2, stop))
    made = make_ledger(small_plan(**changes), folders(tmp_path / "one"))
    assert made.kept == 0
    make_ledger(small_plan(**changes), folders(tmp_path / "two"))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_two_runs_cannot_make_one_folder(tmp_path):
    plan = small_plan()
    with (
        opened(folders(tmp_path), plan.record()),
        pytest.raises(OutputError, match=r"Another run is making .*truth right now"),
    ):
        make_ledger(plan_of(plan.scenario, seed=1, customers=5), [tmp_path / "truth"])


def test_a_folder_that_a_killed_run_had_set_aside_comes_back(tmp_path):
    make_ledger(small_plan(), folders(tmp_path))
    before = contents(tmp_path)
    stage = stage_of(tmp_path / "ledger")
    stage.mkdir()
    (tmp_path / "ledger").replace(stage / "earlier")
    with pytest.raises(StoppedError):
        make_ledger(small_plan(seed=9), folders(tmp_path), watch=After(1, stop))
    kept = {name: content for name, content in contents(tmp_path).items() if not name.startswith(".")}
    assert kept == before


@pytest.mark.parametrize("small", ["csv"], indirect=True)
def test_a_lost_worker_changes_no_byte(small, tmp_path):
    import multiprocessing

    format, files = small

    def lose_one():
        multiprocessing.active_children()[0].kill()

    watch = After(1, lose_one)
    make_ledger(small_plan(format), folders(tmp_path), workers=workers_for(2, None), watch=watch)
    assert contents(tmp_path) == files


class Lossy(Workers):
    """Workers that finish one block and are then lost whenever they are asked for another."""

    ahead = 2
    lost = (BrokenExecutor,)
    asked = 0

    def submit(self, function, *arguments):
        self.asked += 1
        if self.asked == 1:
            return Here().submit(function, *arguments)
        future = Future()
        future.set_exception(BrokenExecutor("gone"))
        return future


def test_workers_that_are_lost_again_and_again_are_given_up(tmp_path):
    team = Lossy()
    with pytest.raises(WorkersError, match=r"lost 3 times in a row.*1 of 5 blocks are kept"):
        make_ledger(small_plan(), folders(tmp_path), workers=lambda _: team)
    assert not (tmp_path / "ledger").exists()
    assert make_ledger(small_plan(), folders(tmp_path)).kept == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_disk_that_is_full_in_the_middle_is_said_and_the_run_can_go_on(small, tmp_path):
    """The system itself says so: the third block's part is written to a device that is always full."""
    format, files = small

    def fill():
        for folder in folders(tmp_path):
            name = f"{os.getpid()}-{threading.get_ident()}-part-00002.{format}"
            link = stage_of(folder) / UNFINISHED / name
            link.parent.mkdir(exist_ok=True)
            link.symlink_to("/dev/full")

    with pytest.raises(OutputError, match=r"the disk is full.*2 of 5 blocks are kept") as told:
        make_ledger(small_plan(format), folders(tmp_path), watch=After(2, fill))
    assert "\n" not in str(told.value)
    assert not any(folder.exists() for folder in folders(tmp_path))
    assert make_ledger(small_plan(format), folders(tmp_path)).kept == 2
    assert contents(tmp_path) == files


def test_more_rows_than_ids_are_refused_and_nothing_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(job, "IDS", 70)
    with pytest.raises(RequestError, match=r"A block of core has \d+ rows of orders, but ids for 70: give the scen"):
        make_ledger(small_plan(), folders(tmp_path))
    assert contents(tmp_path) == {}


def test_a_disk_that_is_full_at_the_end_leaves_the_earlier_ledger(tmp_path, monkeypatch):
    make_ledger(small_plan(), folders(tmp_path))
    before = contents(tmp_path)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(run, "assemble", full)
    with pytest.raises(OutputError, match="the disk is full"):
        make_ledger(small_plan(seed=9), folders(tmp_path))
    monkeypatch.undo()
    kept = {name: content for name, content in contents(tmp_path).items() if not name.startswith(".")}
    assert kept == before


def test_memory_does_not_hold_the_ledger(tmp_path):
    """What a run keeps of a block are sums and numbers of rows."""
    made = make_ledger(small_plan(), folders(tmp_path))
    assert made.rows[1, "customer_truth"] == 300
    assert made.total_rows == 300 + made.rows[0, "orders"]
    assert len(made.by_block) == 5
    assert made.megabytes > 10


def test_tables_made_once_and_the_wart_key_survive_a_stop(boutique, tmp_path):
    """What blocks add to them goes through the records of finished blocks."""
    scenario = boutique.model_copy(update={"block": 64, "warts": warts_of("real")})
    plan = plan_of(scenario, seed=2, customers=150, truth=True)
    make_ledger(plan, folders(tmp_path / "straight"))
    with pytest.raises(StoppedError):
        make_ledger(plan, folders(tmp_path / "stopped"), watch=After(2, stop))
    assert make_ledger(plan, folders(tmp_path / "stopped")).kept == 2
    assert contents(tmp_path / "stopped") == contents(tmp_path / "straight")

    text = {"dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
    key = pd.read_csv(tmp_path / "straight" / "truth" / "wart_key.csv", **text)
    cells = key[key["column"] != "*"]
    assert {"customers", "orders", "order_lines"} <= set(cells["table"])
    for name, found in cells.groupby("table"):
        table = pd.read_csv(tmp_path / "straight" / "ledger" / f"{name}.csv", **text)
        for row, column, dirty in zip(found["row"].astype(int), found["column"], found["dirty"], strict=True):
            assert table.loc[row - 1, column] == dirty
