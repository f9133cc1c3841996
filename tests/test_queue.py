import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from dbos import DBOSClient

from configurator.queue import APPLICATION_VERSION, MAKING, PRODUCING, Work
from configurator.services.common.workflows import PAUSE, making, producing, withdrawing
from configurator.store.database import writing


def enqueue(office, *works):
    with writing(office.engine) as connection:
        for work in works:
            office.enqueue(connection, work)


def waiting(office):
    return DBOSClient(system_database_engine=office.engine).list_workflows()


def test_work_waits_under_its_name_for_any_worker_of_any_release(office):
    enqueue(office, making("ITEM"))
    (work,) = waiting(office)
    assert (work.workflow_id, work.name, work.queue_name) == ("make_item-ITEM-1", "make_item", MAKING)
    assert (work.status, work.app_version) == ("ENQUEUED", APPLICATION_VERSION)
    assert work.input["args"] == ("ITEM", 1)


def test_work_that_is_to_come_later_is_delayed(office):
    enqueue(office, making("ITEM", 2), producing("JOB", PAUSE), producing("JOB"))
    assert [(work.name, work.queue_name, work.status) for work in waiting(office)] == [
        ("make_item", MAKING, "DELAYED"),
        ("produce_job", PRODUCING, "DELAYED"),
        ("produce_job", PRODUCING, "ENQUEUED"),
    ]


def test_the_same_work_is_enqueued_once(office):
    enqueue(office, making("ITEM"), making("ITEM"))
    enqueue(office, making("ITEM"), making("OTHER"))
    assert [work.workflow_id for work in waiting(office)] == ["make_item-ITEM-1", "make_item-OTHER-1"]


@pytest.mark.parametrize("work", [lambda: producing("JOB"), lambda: withdrawing("berlin", "JOB.1")])
def test_what_may_be_needed_again_is_work_of_its_own_each_time(office, work):
    enqueue(office, work(), work())
    assert len(waiting(office)) == 2


def test_work_enqueued_by_many_at_once_is_there_once(office):
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: enqueue(office, making("SAME"), making(f"ITEM{number}")), range(4)))
    assert len(waiting(office)) == 5


def test_work_of_a_transaction_that_is_rolled_back_was_never_there(office):
    with pytest.raises(KeyError), writing(office.engine) as connection:
        office.enqueue(connection, making("ITEM"))
        raise KeyError
    assert waiting(office) == []


def test_what_waits_can_be_read_by_any_program(office):
    """And none can be made to run code by it, as it could by a pickle."""
    enqueue(office, Work("make_item", "ITEM-1", ("ITEM", 1)))
    table = "dbos.workflow_input" if office.engine.dialect.name == "postgresql" else "workflow_input"
    with office.engine.connect() as connection:
        (text,) = connection.exec_driver_sql(f"SELECT inputs FROM {table}").scalars()
    assert json.loads(text)["positionalArgs"] == ["ITEM", 1]


def test_an_office_is_opened_without_loading_the_durable_engine(office, tmp_path):
    """It takes half a second, which a command that only looks does not have."""
    url = office.engine.url.render_as_string(hide_password=False)
    environment = {"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": url}
    program = f"""
import sys
from configurator.services.common.context import open_office
from configurator.settings import read_settings
open_office(read_settings({environment!r}))
assert not {{"dbos", "cadquery", "reportlab"}} & sys.modules.keys()
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
