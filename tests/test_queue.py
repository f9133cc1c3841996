import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from dbos import DBOSClient
from support.databases import ON_BOTH

from configurator.queue import APPLICATION_VERSION, BATCHES, MAKING, PRODUCING, Work
from configurator.services.common.workflows import (
    RETRY_PAUSE_S,
    dispatch_work,
    make_item_work,
    make_row_work,
    withdraw_work,
)
from configurator.store.database import write_transaction


def enqueue(context, *works):
    with write_transaction(context.engine) as connection:
        for work in works:
            context.enqueue(connection, work)


def waiting(context):
    return DBOSClient(system_database_engine=context.engine).list_workflows()


@ON_BOTH
def test_work_waits_under_its_name_for_any_worker_of_any_release(context):
    enqueue(context, make_item_work("ITEM"))
    (work,) = waiting(context)
    assert (work.workflow_id, work.name, work.queue_name) == ("make_item-ITEM-1", "make_item", MAKING)
    assert (work.status, work.app_version) == ("ENQUEUED", APPLICATION_VERSION)
    assert work.input["args"] == ("ITEM", 1)


@ON_BOTH
def test_work_that_is_to_come_later_is_delayed(context):
    enqueue(context, make_item_work("ITEM", 2), dispatch_work("JOB", RETRY_PAUSE_S), dispatch_work("JOB"))
    assert [(work.name, work.queue_name, work.status) for work in waiting(context)] == [
        ("make_item", MAKING, "DELAYED"),
        ("produce_job", PRODUCING, "DELAYED"),
        ("produce_job", PRODUCING, "ENQUEUED"),
    ]


@ON_BOTH
def test_rows_wait_in_a_queue_of_their_own_the_first_of_each_batch_before_all_others(context):
    enqueue(context, *(make_row_work(batch, number) for batch in ("ONE", "TWO") for number in (1, 2, 3)))
    rows = sorted((work.priority, work.input["args"][0], work.queue_name) for work in waiting(context))
    assert rows == [(number, batch, BATCHES) for number in (1, 2, 3) for batch in ("ONE", "TWO")]


@ON_BOTH
def test_the_same_work_is_enqueued_once(context):
    enqueue(context, make_item_work("ITEM"), make_item_work("ITEM"))
    enqueue(context, make_item_work("ITEM"), make_item_work("OTHER"))
    assert [work.workflow_id for work in waiting(context)] == ["make_item-ITEM-1", "make_item-OTHER-1"]


@ON_BOTH
@pytest.mark.parametrize("work", [lambda: dispatch_work("JOB"), lambda: withdraw_work("berlin", "JOB.1")])
def test_what_may_be_needed_again_is_work_of_its_own_each_time(context, work):
    enqueue(context, work(), work())
    assert len(waiting(context)) == 2


@ON_BOTH
def test_work_enqueued_by_many_at_once_is_there_once(context):
    with ThreadPoolExecutor(4) as threads:
        list(
            threads.map(
                lambda number: enqueue(context, make_item_work("SAME"), make_item_work(f"ITEM{number}")), range(4)
            )
        )
    assert len(waiting(context)) == 5


@ON_BOTH
def test_work_of_a_transaction_that_is_rolled_back_was_never_there(context):
    with pytest.raises(KeyError), write_transaction(context.engine) as connection:
        context.enqueue(connection, make_item_work("ITEM"))
        raise KeyError
    assert waiting(context) == []


@ON_BOTH
def test_what_waits_can_be_read_by_any_program(context):
    """And none can be made to run code by it, as it could by a pickle."""
    enqueue(context, Work("make_item", "ITEM-1", ("ITEM", 1)))
    table = "dbos.workflow_input" if context.engine.dialect.name == "postgresql" else "workflow_input"
    with context.engine.connect() as connection:
        (text,) = connection.exec_driver_sql(f"SELECT inputs FROM {table}").scalars()
    assert json.loads(text)["positionalArgs"] == ["ITEM", 1]


@ON_BOTH
def test_an_office_is_opened_without_loading_the_durable_engine(context, tmp_path):
    """It takes half a second, which a command that only looks does not have."""
    url = context.engine.url.render_as_string(hide_password=False)
    environment = {"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": url}
    program = f"""
import sys
from configurator.services.common.context import open_context
from configurator.settings import read_settings
open_context(read_settings({environment!r}))
assert not {{"dbos", "cadquery", "reportlab"}} & sys.modules.keys()
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
