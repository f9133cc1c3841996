import json
import os
import signal
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import text
from support import ordering
from support.databases import first_on
from support.mailbox import SENDER, free_port, mail_server
from support.sliced import PART, TWO_HOURS, add_shop, write_shop, write_slicer
from support.workers import (
    HASTE,
    approve_when_made,
    order,
    temporary_files,
    wait_for_hand_over,
    wait_until,
    worker_crew,
)

from configurator.domain.production.history import replay
from configurator.domain.work_times import Step
from configurator.services.batches.batches import place_batch, show_batch
from configurator.services.quotes.quotes import quote_order
from configurator.store import objects
from configurator.store.database import read_transaction, write_transaction
from configurator.store.work_times import read_work_times
from configurator.store.works import ENGINE_TABLES

ON_SQLITE, ON_POSTGRESQL = (
    pytest.mark.parametrize("databases", [kind], indirect=True) for kind in ("sqlite", "postgresql")
)


# In s: how long those may be silent who only wait for a processor.
PATIENCE = 6.0


@pytest.fixture
def crew(context, tmp_path):
    ordering.add_factories(context, ordering.BERLIN)
    with worker_crew(context, tmp_path) as crew:
        yield crew


@pytest.fixture
def patient_crew(context, tmp_path):
    """For tests in which nobody dies, and nobody must seem to on a busy machine."""
    ordering.add_factories(context, ordering.BERLIN)
    with worker_crew(context, tmp_path, HASTE=json.dumps(HASTE | {"SILENT_AFTER_S": PATIENCE})) as crew:
        yield crew


def engine_says(context):
    """How many works are in each of the engine's states."""
    with context.engine.connect() as connection:
        table = ENGINE_TABLES[context.engine.dialect.name]
        return dict(connection.execute(text(f"SELECT status, count(*) FROM {table} GROUP BY status")).all())


def item_of(context, name):
    return ordering.load_order(context, name).items[0]


def rows_made(context, placed):
    return show_batch(context, placed.batch.token).counts()["made"]


def at_work(crew):
    """How many patient parts are being built, or were when their process died."""
    return len(list(crew.data.glob("go.*")))


def times_of(context):
    with read_transaction(context.engine) as connection:
        return read_work_times(connection)


def let_go(crew):
    (crew.data / "go").touch()


def assert_gone(crew):
    wait_until(lambda: not crew.running_processes())
    assert temporary_files(crew.data) == []
    assert not list(crew.data.glob("scratch/*"))


@first_on("postgresql")
def test_an_order_is_made_and_once_approved_handed_over_and_the_worker_leaves_nothing(crew, context):
    worker = crew.start()
    name = order(context, "1", "grommet")
    approve_when_made(context, name)
    (job,) = wait_for_hand_over(context, name)
    assert (context.folders / "berlin" / job.ticket / "traveller.pdf").is_file()
    assert list(crew.heartbeats().values()) != [], "it says that it lives"

    worker.terminate()

    assert worker.wait(15) == 0
    assert crew.heartbeats() == {}
    assert_gone(crew)
    assert engine_says(context) == {"SUCCESS": 2}
    times = {step: spent.times for step, spent in times_of(context).items()}
    assert times == {Step("hand_over", "hot-folder"): 1, Step("part", "build"): 1}


@ON_SQLITE
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_what_a_stopped_worker_was_at_is_neither_lost_nor_an_error_nor_a_crash(crew, context, told):
    worker = crew.start()
    name = order(context, "1", "patient")
    wait_until(lambda: at_work(crew) == 1)

    # As a terminal does, or whoever stops a service.
    (os.killpg if told == signal.SIGINT else os.kill)(worker.pid, told)

    assert worker.wait(30) == 0
    assert crew.heartbeats() == {}
    assert_gone(crew)
    assert engine_says(context) == {"PENDING": 1}
    assert (item_of(context, name).state, item_of(context, name).crashes) == ("waiting", 0)
    let_go(crew)
    assert crew.start(until_idle=True).wait(60) == 0
    assert item_of(context, name).state == "made"
    assert engine_says(context) == {"SUCCESS": 1}


@ON_SQLITE
def test_until_idle_ends_by_itself_once_nothing_is_left_to_try(crew, context):
    gone = crew.data / "unmounted"
    ordering.add_factories(context, replace(ordering.BERLIN, folder=str(gone)))
    name = order(context, "1", "grommet")
    assert crew.start(until_idle=True).wait(60) == 0
    approve_when_made(context, name)
    worker = crew.start(until_idle=True)
    (job,) = ordering.jobs_of(context, name)
    wait_until(lambda: "hand-over failed" in ordering.load_job(context, job.id).flag)
    assert worker.poll() is None
    gone.mkdir()
    assert worker.wait(60) == 0
    wait_for_hand_over(context, name)
    assert (gone / f"{job.id}.1").is_dir()
    assert_gone(crew)


@ON_SQLITE
def test_told_to_stop_before_it_is_idle_it_says_so(crew, context):
    worker = crew.start(until_idle=True)
    order(context, "1", "patient")
    wait_until(lambda: at_work(crew) == 1)
    worker.terminate()
    assert worker.wait(30) == 1


def test_two_workers_at_once_do_each_work_once(crew, context, size):
    names = [order(context, str(number), "grommet", hole_diameter=14 + number) for number in range(size(6, 12))]
    workers = [crew.start(), crew.start()]
    wait_until(lambda: all(ordering.load_order(context, name).state == "made" for name in names))
    # All that are made compete; each hand-over takes a process for its papers, so few of them do.
    handed_over = names[: size(3, 4)]
    approve_when_made(context, *handed_over)
    jobs = wait_for_hand_over(context, *handed_over)
    assert sorted(path.name for path in (context.folders / "berlin").iterdir()) == sorted(job.ticket for job in jobs)
    told = Counter((event.kind, event.order_id, event.item_id, event.job_id) for event in ordering.read_events(context))
    assert max(told.values()) == 1
    assert replay(ordering.read_events(context)).faults == []
    for worker in workers:
        worker.terminate()
    assert [worker.wait(15) for worker in workers] == [0, 0]
    assert_gone(crew)


@first_on("sqlite")
def test_a_worker_that_was_suspended_and_taken_over_doubles_nothing(crew, context):
    suspended = crew.start()
    name = order(context, "1", "patient")
    wait_until(lambda: at_work(crew) == 1)
    # Not in the middle of its writing: SQLite's lock would be its own for as long as it stands still.
    with write_transaction(context.engine):
        suspended.send_signal(signal.SIGSTOP)
    other = crew.start()
    wait_until(lambda: at_work(crew) == 2)

    let_go(crew)
    approve_when_made(context, name)
    suspended.send_signal(signal.SIGCONT)

    (job,) = wait_for_hand_over(context, name)
    wait_until(lambda: len(crew.heartbeats()) == 2)
    for worker in (suspended, other):
        worker.terminate()
    assert [worker.wait(30) for worker in (suspended, other)] == [0, 0]
    told = Counter(event.kind for event in ordering.read_events(context))
    assert (told["item_made"], told["order_made"], told["job_handed_over"]) == (1, 1, 1)
    assert item_of(context, name).crashes == 0
    assert replay(ordering.read_events(context)).faults == []
    assert [path.name for path in (context.folders / "berlin").iterdir()] == [job.ticket]
    assert engine_says(context) == {"SUCCESS": 2}
    assert_gone(crew)


@first_on("postgresql")
def test_a_batch_goes_through_though_a_worker_is_killed_in_the_middle(crew, context):
    rows = [{"length": str(20 + number)} for number in range(5)]
    batch = place_batch(context, ordering.CLINIC, "1", "patient", [*rows, {"length": "long"}], ["png"]).batch
    killed, other = crew.start(), crew.start()
    wait_until(lambda: at_work(crew) >= 2)

    killed.kill()
    killed.wait()
    wait_until(lambda: "taking over" in crew.logs())
    let_go(crew)

    wait_until(lambda: show_batch(context, batch.token).counts()["waiting"] == 0)
    *made, refused = show_batch(context, batch.token).rows
    assert ([each.status for each in made], refused.status) == (["made"] * 5, "refused")
    assert all(objects.has_object(context.objects, digest) for each in made for digest in each.files.values())
    assert len({each.files["report"] for each in made}) == 5
    assert sum(each.starts for each in made) > 5, "what the dead one had begun was begun again"
    assert sum(each.crashes for each in made) == 0
    wait_until(lambda: engine_says(context) == {"SUCCESS": 5})
    wait_until(lambda: not [path for path in temporary_files(crew.data) if f"-{killed.pid}-" in str(path)])
    other.terminate()
    assert other.wait(30) == 0
    assert_gone(crew)


@first_on("sqlite")
def test_an_order_is_made_before_the_rows_that_wait_and_batches_take_turns(context, tmp_path):
    with worker_crew(context, tmp_path, LASTS="0.2") as crew:
        first, second = (
            place_batch(
                context, ordering.CLINIC, key, "grommet", [ordering.row(20 + at / 10) for at in range(30)], ["png"]
            )
            for key in ("1", "2")
        )
        crew.start()
        wait_until(lambda: rows_made(context, first) >= 2)
        name = order(context, "3", "grommet")
        wait_until(lambda: ordering.load_order(context, name).state == "made")
        made = rows_made(context, first), rows_made(context, second)
    assert sum(made) < 30, "the rows waited for the order"
    assert abs(made[0] - made[1]) <= 2, "of two batches none waits for the other's end"


@first_on("postgresql")
def test_a_row_that_an_older_program_enqueued_among_the_orders_is_made(patient_crew, context):
    batch = place_batch(context, ordering.CLINIC, "1", "grommet", [ordering.row(20)], ["png"])
    table = ENGINE_TABLES[context.engine.dialect.name]
    with write_transaction(context.engine) as connection:
        connection.execute(text(f"UPDATE {table} SET queue_name = 'making', priority = 0"))
    patient_crew.start()
    wait_until(lambda: rows_made(context, batch) == 1)


@ON_SQLITE
def test_a_part_that_kills_every_worker_fails_alone(context, tmp_path):
    ordering.add_factories(context, ordering.BERLIN)
    haste = json.dumps(HASTE | {"MAX_WORKER_DEATHS": 3, "SUSPECT_STARTS": 1})
    with worker_crew(context, tmp_path, HASTE=haste, LASTS="1") as crew:
        deadly = order(context, "deadly", "deadly")
        # In hand whenever a worker dies.
        others = [order(context, str(number), "grommet", hole_diameter=14 + number) for number in range(4)]
        for _ in range(10):
            if crew.start(children=3, until_idle=True).wait(60) == 0:
                break
        assert len(crew.processes) == 4, "three deaths, and one to tell of them"
        assert item_of(context, deadly).reason == "Its making was cut off 3 times by the death of a worker."
        assert ordering.load_order(context, deadly).state == "failed"
        assert item_of(context, deadly).crashes == 0
        assert {item_of(context, name).state for name in others} == {"made"}
        assert replay(ordering.read_events(context)).faults == []
        assert_gone(crew)


@ON_POSTGRESQL
def test_when_the_database_is_back_workers_go_on_by_themselves(patient_crew, context, postgresql):
    crew = patient_crew
    workers = [crew.start(), crew.start()]
    # Done before the other begins, lest both lie with one worker and this one wait behind that.
    approve_when_made(context, before := order(context, "1", "grommet"))
    wait_for_hand_over(context, before)
    name = order(context, "2", "patient")
    wait_until(lambda: at_work(crew) == 1)

    with away(postgresql):
        # Longer than a worker may be silent.
        time.sleep(1.2 * PATIENCE)
    hearts = crew.heartbeats()
    wait_until(lambda: all(beat > hearts.get(worker, 0) for worker, beat in crew.heartbeats().items()))
    let_go(crew)
    approve_when_made(context, name)
    wait_for_hand_over(context, name)

    assert "taking over" not in crew.logs(), "nobody was dead"
    assert at_work(crew) == 1
    assert item_of(context, name).starts == 1
    for worker in workers:
        worker.terminate()
    assert [worker.wait(30) for worker in workers] == [0, 0]
    assert engine_says(context) == {"SUCCESS": 4}


@ON_POSTGRESQL
def test_a_worker_can_be_stopped_while_the_database_is_away(crew, context, postgresql):
    worker = crew.start()
    order(context, "1", "patient")
    wait_until(lambda: at_work(crew) == 1)
    with away(postgresql):
        time.sleep(1)
        worker.terminate()
        assert worker.wait(40) == 0
        wait_until(lambda: not crew.running_processes())


@contextmanager
def away(postgresql):
    postgresql._server.stop()
    try:
        yield
    finally:
        postgresql._server.ensure_postgres_running()


@first_on("sqlite")
def test_a_worker_sends_word_and_a_server_that_is_away_holds_nothing_up(context, tmp_path):
    ordering.add_factories(context, ordering.BERLIN)
    request = replace(ordering.order_request(), person=replace(ordering.ANNA, email="anna@example.org"))
    site = {"PUBLIC_URL": "http://localhost", "MAIL_FROM": SENDER}
    with mail_server() as (mailbox, server):
        at_home = replace(context, mail=server, public_url=site["PUBLIC_URL"])
        for key, port in (("1", server.port), ("2", free_port())):
            placed = ordering.placed_order(at_home, key, request)
            with worker_crew(context, tmp_path, SMTP_URL=f"smtp://127.0.0.1:{port}", **site) as crew:
                assert crew.start(until_idle=True).wait(timeout=120) == 0
            assert ordering.load_order(context, placed.id).state == "made"
    ((recipients, _),) = mailbox.messages
    assert recipients == ["anna@example.org"]


@first_on("sqlite")
def test_a_worker_asks_the_slicer_and_quotes_the_order(context, tmp_path):
    add_shop(context, write_shop(tmp_path))
    placed = ordering.placed_order(context, request=PART)
    folder = write_slicer(tmp_path / "bin", TWO_HOURS)
    with worker_crew(context, tmp_path, PATH=f"{folder}:{os.environ['PATH']}") as crew:
        assert crew.start(until_idle=True).wait(timeout=120) == 0
    ((quote,),) = quote_order(context, placed.id).values()
    assert (quote.machine_h, quote.hours_by) == (2, "hours by PrusaSlicer with mk3.ini")
