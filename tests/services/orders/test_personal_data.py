from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select
from support.ordering import (
    ANNA,
    BERLIN,
    CLINIC,
    OPERATOR,
    add_factories,
    advance,
    approved_order,
    event_kinds,
    job_in_state,
    load_job,
    load_order,
    made_order,
    order_request,
    placed_order,
    read_events,
)

from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.domain.orders.orders import Person
from configurator.domain.production.history import replay
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.personal_data import erase_person, read_address, read_person
from configurator.services.orders.place_order import place_order
from configurator.services.production import job_reports
from configurator.services.production.availability import set_factory_state
from configurator.store.database import read_transaction

PERSONAL = (ANNA.patient, ANNA.prescription, *ANNA.address.values())


@pytest.fixture
def network(context):
    add_factories(context, BERLIN)
    return context


def tables(context):
    """Everything in every table, the durable engine's too, as text."""
    found = MetaData()
    for schema in (None, "dbos") if context.engine.dialect.name == "postgresql" else (None,):
        found.reflect(context.engine, schema=schema)
    with read_transaction(context.engine) as connection:
        return "\n".join(str(row) for table in found.sorted_tables for row in connection.execute(select(table)))


def named(text):
    return [each for each in PERSONAL if each in text]


def test_a_finished_part_has_an_address_and_that_it_was_read_is_told(network):
    job = job_in_state(network, "done")
    assert read_address(network, OPERATOR, job.ticket) == ANNA.address
    event = read_events(network, job_id=job.id)[-1]
    assert (event.kind, event.actor, event.factory, event.order_id, event.data) == (
        "address_read", OPERATOR.id, "berlin", job.order, {},
    )  # fmt: skip


@pytest.mark.parametrize("state", ["handed_over", "claimed", "started", "shipped"])
def test_an_unfinished_part_has_none(network, state):
    job = job_in_state(network, state)
    before = read_events(network)
    with pytest.raises(Refused, match=f"Job {job.id} is not done") as error:
        read_address(network, OPERATOR, job.ticket)
    assert error.value.problems[0].fields == ("ticket",) and error.value.problems[0].hint
    assert read_events(network) == before


def test_a_factory_whose_lease_has_ended_learns_nothing(network):
    job = job_in_state(network, "claimed")
    set_factory_state(network, Actor("network"), "berlin", "down")
    set_factory_state(network, Actor("network"), "berlin", "up")
    advance(network, load_job(network, job.id), "done")
    with pytest.raises(Refused, match="not done under lease 1"):
        read_address(network, OPERATOR, job.ticket)


def test_somebody_reads_it(network):
    with pytest.raises(Refused) as error:
        read_address(network, Actor(""), job_in_state(network, "done").ticket)
    assert error.value.problems[0].fields == ("actor",)


def test_whom_an_order_is_for(context):
    order = placed_order(context)
    assert read_person(context, order.id) == ANNA
    with pytest.raises(Refused, match="There is no order ABC"):
        read_person(context, "ABC")


@pytest.mark.parametrize("begin", [placed_order, made_order, approved_order])
def test_who_still_gets_something_is_not_forgotten(network, begin):
    order = begin(network)
    before = read_events(network)
    with pytest.raises(Refused, match=f"is {order.state}. Cancel it") as error:
        erase_person(network, CLINIC, order.id)
    assert error.value.problems[0].fields == ("order",)
    assert (read_person(network, order.id), read_events(network)) == (ANNA, before)


def test_what_names_somebody_lies_in_one_table_and_nothing_of_it_is_left(network):
    job = job_in_state(network, "done")
    read_address(network, OPERATOR, job.ticket)
    job_reports.report_shipped(network, OPERATOR, job.ticket)
    other = placed_order(
        network, "2", order_request("smallest", person=Person("K-2042", "RX-78", {"name": "Ben Weber"}))
    )
    assert named(tables(network)) == list(PERSONAL)
    events = read_events(network)
    assert named(str(events)) == []

    assert erase_person(network, CLINIC, job.order)
    assert named(tables(network)) == []
    assert read_person(network, job.order) == Person()
    assert read_person(network, other.id).patient == "K-2042"
    assert read_events(network)[:-1] == events
    assert read_events(network)[-1].data == {"person": load_order(network, job.order).person}
    told = replay(read_events(network))
    assert (told.faults, told.orders[job.order], told.jobs[job.id]) == ([], "shipped", "shipped")


def test_the_text_of_a_prescription_is_in_no_event_and_forgotten_like_its_number(context):
    text = "Heel lift 4 mm left.\nNone on the right."
    order = placed_order(context, request=order_request(person=replace(ANNA, prescription=text)))
    assert read_person(context, order.id).prescription == text
    cancel_order(context, CLINIC, order.id)
    assert "Heel lift" in tables(context)
    assert "Heel lift" not in str(read_events(context))
    erase_person(context, CLINIC, order.id)
    assert "Heel lift" not in tables(context)


def test_it_is_forgotten_once(context):
    order = placed_order(context)
    cancel_order(context, CLINIC, order.id)
    assert erase_person(context, CLINIC, order.id)
    assert not erase_person(context, CLINIC, order.id)
    assert event_kinds(context).count("person_erased") == 1


def test_an_unknown_order_forgets_nothing(context):
    order = placed_order(context)
    cancel_order(context, CLINIC, order.id)
    with pytest.raises(Refused) as error:
        erase_person(context, CLINIC, "ABC")
    assert error.value.problems[0].fields == ("order",)
    assert read_person(context, order.id) == ANNA


def test_the_key_of_a_forgotten_order_still_stands_for_it(context):
    order = placed_order(context)
    cancel_order(context, CLINIC, order.id)
    erase_person(context, CLINIC, order.id)
    for wanted in (order_request(), order_request("smallest")):
        again = place_order(context, CLINIC, wanted)
        assert (again.order.id, again.new) == (order.id, False)
    assert named(tables(context)) == []


def test_in_the_file_of_sqlite_nothing_is_left_either(context):
    order = placed_order(context)
    cancel_order(context, CLINIC, order.id)
    erase_person(context, CLINIC, order.id)
    context.engine.dispose()
    assert named(Path(context.engine.url.database).read_bytes().decode("latin-1")) == []
