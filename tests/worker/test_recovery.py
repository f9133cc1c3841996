import time
from types import SimpleNamespace

import pytest
from dbos import DBOS, DBOSClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from support.workers import wait_until

from configurator.domain.work_times import Spent, Step
from configurator.queue import APPLICATION_VERSION, MAKING, MAX_DELAY_S, Work
from configurator.store import heartbeats
from configurator.store.database import read_transaction, write_transaction
from configurator.store.works import ENGINE_TABLES
from configurator.worker import recovery

ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


class Engine:
    """Stands in for the durable engine: whose work is unfinished, and what it is told."""

    def __init__(self, *executors):
        self.executors, self.told, self.away = executors, [], False
        self._active_workflows_set = SimpleNamespace(activeList=lambda: ["worker:me"])

    def list_workflows(self, status, **options):
        if self.away:
            raise OperationalError("", {}, Exception("away"))
        pending = [SimpleNamespace(workflow_id=each, executor_id=each) for each in self.executors]
        return pending if status == "PENDING" else []

    def _recover_pending_workflows(self, executors):
        self.told += executors
        self.executors = tuple(each for each in self.executors if each not in executors)


@pytest.fixture
def watch(context, tmp_path, monkeypatch):
    """Makes the upkeep of a worker `me`, and lets it look so many times while others beat."""

    def start(*executors):
        engine = Engine(*executors)
        monkeypatch.setattr(recovery, "DBOS", engine)
        return engine, recovery.Recovery(context, "me", tmp_path, engine)

    return start


def beat(context, *workers):
    with write_transaction(context.engine) as connection:
        for worker in workers:
            heartbeats.write_heartbeat(connection, worker)


def beats(context):
    with read_transaction(context.engine) as connection:
        return dict(heartbeats.read_heartbeats(connection))


LOOKS = round(recovery.SILENT_AFTER_S / recovery.BEAT_INTERVAL_S)


@ON_SQLITE
def test_whoever_is_silent_for_too_many_looks_is_dead_and_its_work_taken(watch, context):
    engine, mine = watch("worker:other", "worker:me")
    beat(context, "me", "other")
    for _ in range(LOOKS + 1):
        assert engine.told == []
        mine.check_once()
        beat(context, "me")
    assert engine.told == []
    mine.check_once()
    assert engine.told == ["worker:other"]
    assert beats(context).keys() == {"me"}


@ON_SQLITE
def test_a_dead_worker_is_counted_once_whoever_notices(watch, context):
    _, mine = watch("worker:other", "worker:me")
    _, third = watch("worker:other", "worker:me")
    beat(context, "me", "other")
    for _ in range(LOOKS + 2):
        for each in (mine, third):
            each.check_once()
        beat(context, "me")
    assert context.times.sums() == {Step("takeover"): Spent(1)}


@ON_SQLITE
def test_whoever_beats_is_alive_however_slowly(watch, context):
    engine, mine = watch("worker:other")
    for number in range(5 * LOOKS):
        if number % LOOKS == 0:
            beat(context, "other")
        mine.check_once()
    assert engine.told == []


@ON_SQLITE
def test_work_of_one_that_no_heart_speaks_for_is_taken_at_once(watch, context):
    engine, mine = watch("worker:stranger", "worker:me")
    mine.check_once()
    assert engine.told == ["worker:stranger"]


@ON_SQLITE
def test_nobody_takes_over_from_itself(watch, context):
    engine, mine = watch("worker:me")
    beat(context, "me")
    for _ in range(3 * LOOKS):
        mine.check_once()
    assert engine.told == []
    assert beats(context) == {"me": 1}


@ON_SQLITE
def test_while_nobody_can_look_nobody_falls_silent(watch, context):
    engine, mine = watch("worker:other")
    beat(context, "other")
    mine.check_once()
    engine.away = True
    for _ in range(10 * LOOKS):
        with pytest.raises(OperationalError):
            mine.check_once()
    engine.away = False
    for _ in range(LOOKS):
        mine.check_once()
    assert engine.told == []


@pytest.fixture
def engine(context):
    """The real engine at work as `me`; the function it calls can be set."""
    deeds = SimpleNamespace(act=lambda item: None)

    @DBOS.workflow(name="deed")
    def deed(item, attempt):
        deeds.act(item)

    config = {
        "name": "configurator", "system_database_engine": context.engine, "executor_id": "worker:me",
        "application_version": APPLICATION_VERSION, "log_level": "CRITICAL",
    }  # fmt: skip
    deeds.engine = DBOS(config=config)
    DBOS.launch()
    DBOS.register_queue(MAKING, polling_interval_sec=0.05)
    yield deeds
    DBOS.destroy(destroy_registry=True)


def enqueue(context, key="one-1"):
    with write_transaction(context.engine) as connection:
        context.enqueue(connection, Work("deed", key, ("one", 1), MAKING, priority=7))


def works(context):
    found = DBOSClient(system_database_engine=context.engine).list_workflows()
    return {each.workflow_id: (each.status, each.queue_name, each.priority, each.input["args"]) for each in found}


def pretend(context, **columns):
    """Set the engine's columns of all work by hand."""
    table, values = ENGINE_TABLES[context.engine.dialect.name], ", ".join(f"{name} = :{name}" for name in columns)
    with write_transaction(context.engine) as connection:
        connection.execute(text(f"UPDATE {table} SET {values}"), columns)


def delayed_until(context):
    """In ms since 1970, of the only work."""
    with read_transaction(context.engine) as connection:
        table = ENGINE_TABLES[context.engine.dialect.name]
        return connection.scalar(text(f"SELECT delay_until_epoch_ms FROM {table}"))


def done(context):
    return lambda: {status for status, *_ in works(context).values()} == {"SUCCESS"}


def test_what_ends_by_a_fault_is_tried_again_after_a_pause_with_the_same_arguments(engine, context, tmp_path):
    faults = iter([ZeroDivisionError("a fault of the program"), RuntimeError("another")])

    def act(item):
        for fault in faults:
            raise fault

    engine.act = act
    mine = recovery.Recovery(context, "me", tmp_path, engine.engine)
    enqueue(context)
    for times in (1, 2):
        wait_until(lambda: {status for status, *_ in works(context).values()} == {"ERROR"})
        mine.check_once()
        assert works(context) == {f"deed-one-1~{times}": ("DELAYED", MAKING, 7, ("one", 1))}
        mine.check_once()
        assert len(works(context)) == 1, "it waits"
        pretend(context, delay_until_epoch_ms=0)
    wait_until(done(context))


def test_what_the_engine_gave_up_is_tried_again(engine, context, tmp_path):
    enqueue(context)
    wait_until(done(context))
    pretend(context, status="MAX_RECOVERY_ATTEMPTS_EXCEEDED")
    recovery.Recovery(context, "me", tmp_path, engine.engine).check_once()
    assert works(context) == {"deed-one-1~1": ("DELAYED", MAKING, 7, ("one", 1))}


def test_what_ended_well_a_day_ago_is_forgotten(engine, context, tmp_path):
    for number, age in enumerate([0, recovery.FINISHED_RETENTION.total_seconds() + 60]):
        enqueue(context, f"one-{number}")
        wait_until(done(context))
        table, name = ENGINE_TABLES[context.engine.dialect.name], f"deed-one-{number}"
        with write_transaction(context.engine) as connection:
            query = f"UPDATE {table} SET completed_at = completed_at - :age WHERE workflow_uuid = :name"
            connection.execute(text(query), {"age": round(1000 * age), "name": name})
    recovery.Recovery(context, "me", tmp_path, engine.engine).check_once()
    assert works(context).keys() == {"deed-one-0"}


def test_what_was_delayed_by_a_wrong_clock_is_put_back_and_what_waits_rightly_is_left(engine, context, tmp_path):
    with write_transaction(context.engine) as connection:
        context.enqueue(connection, Work("deed", "one-1", ("one", 1), MAKING, delay=60))
    year_2040, soon = 2_208_988_800_000, round(1000 * (time.time() + MAX_DELAY_S / 2))
    mine = recovery.Recovery(context, "me", tmp_path, engine.engine)
    for until, is_put_back in ((year_2040, True), (soon, False)):
        pretend(context, delay_until_epoch_ms=until)
        recovery._shorten_delays(mine._context)
        assert (delayed_until(context) != until) == is_put_back
    pretend(context, delay_until_epoch_ms=year_2040)
    mine.check_once()
    assert delayed_until(context) <= 1000 * (time.time() + recovery.RETRY_PAUSE_S)


def test_no_work_is_delayed_for_longer_than_an_hour(engine, context):
    with write_transaction(context.engine) as connection:
        context.enqueue(connection, Work("deed", "one-1", ("one", 1), MAKING, delay=1e9))
    assert delayed_until(context) <= 1000 * (time.time() + MAX_DELAY_S)


def test_of_two_who_mend_the_same_work_one_does(engine, context):
    enqueue(context)
    wait_until(done(context))
    pretend(context, status="ERROR")
    (stuck,) = DBOS.list_workflows()
    for _ in range(2):
        with write_transaction(context.engine) as connection:
            context.enqueue(connection, recovery._next_attempt(stuck))
    assert works(context).keys() == {"deed-one-1", "deed-one-1~1"}


def test_the_work_of_the_dead_is_really_done(engine, context, tmp_path):
    enqueue(context)
    wait_until(done(context))
    pretend(context, status="PENDING", executor_id="worker:dead")
    did = []
    engine.act = did.append
    recovery.Recovery(context, "me", tmp_path, engine.engine).check_once()
    wait_until(done(context))
    assert did == ["one"]


def test_own_work_that_the_engine_let_fall_is_taken_up_and_work_in_hand_is_not(engine, context, tmp_path):
    enqueue(context, "fallen")
    wait_until(done(context))
    pretend(context, status="PENDING", executor_id="worker:me")
    did = []

    def act(item):
        did.append(item)
        wait_until(lambda: len(did) == 2)

    engine.act = act
    enqueue(context, "in hand")
    wait_until(lambda: did == ["one"])
    mine = recovery.Recovery(context, "me", tmp_path, engine.engine)
    for _ in range(LOOKS + 1):
        mine.check_once()
    time.sleep(0.3)
    assert did == ["one"], "not before it has been without anyone for long"
    mine.check_once()
    wait_until(done(context))
    assert did == ["one", "one"]
