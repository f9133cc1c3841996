from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from support.ordering import read_events

from configurator.domain.actors import Actor
from configurator.store import events
from configurator.store.database import write_transaction


@pytest.fixture
def told(context):
    with write_transaction(context.engine) as connection:
        events.append_event(connection, Actor("clinic-7"), "one", {"size": [1.5, None]}, order_id="A", item_id="I")
        events.append_event(connection, Actor("berlin"), "two", order_id="A", job_id="J", factory="berlin")
        events.append_event(connection, Actor("berlin"), "three", order_id="B", job_id="J")
    return context


def test_events_come_back_as_they_happened(told):
    one, two, three = read_events(told)
    assert (one.actor, one.kind, one.order_id, one.item_id, one.data) == (
        "clinic-7", "one", "A", "I", {"size": [1.5, None]},
    )  # fmt: skip
    assert (two.job_id, two.factory, two.data) == ("J", "berlin", {})
    assert one.number < two.number < three.number
    assert one.at <= two.at <= three.at


@pytest.mark.parametrize(
    ("subject", "kinds"),
    [
        ({"order_id": "A"}, ["one", "two"]),
        ({"job_id": "J"}, ["two", "three"]),
        ({"job_id": "J", "order_id": "B"}, ["three"]),
        ({"kind": "one"}, ["one"]),
        ({"order_id": ""}, ["one", "two", "three"]),
        ({"factory": "oslo"}, []),
    ],
)
def test_the_record_of_one_subject(told, subject, kinds):
    assert [event.kind for event in read_events(told, **subject)] == kinds


def test_the_record_is_read_on_from_where_one_was(told):
    with write_transaction(told.engine) as connection:
        (first,) = events.select_events(connection, limit=1)
        rest = events.select_events(connection, after=first.number)
    assert [event.kind for event in rest] == ["two", "three"]


AGAIN = "(number, at, actor, kind, data) SELECT number, at, 'nobody', kind, data FROM mtm_events"
ROUNDABOUT = {
    "sqlite": (f"REPLACE INTO mtm_events {AGAIN}",),
    "postgresql": (
        f"INSERT INTO mtm_events {AGAIN} ON CONFLICT (number) DO UPDATE SET actor = 'nobody'",
        "TRUNCATE mtm_events",
    ),
}


def test_the_database_itself_refuses_to_change_the_record(told):
    before = read_events(told)
    plain = ("UPDATE mtm_events SET actor = 'nobody'", "DELETE FROM mtm_events WHERE kind = 'one'")
    for way in (*plain, *ROUNDABOUT[told.engine.dialect.name]):
        with pytest.raises(DBAPIError, match="append-only"), write_transaction(told.engine) as connection:
            connection.execute(text(way))
    assert read_events(told) == before


def test_the_time_is_utc_to_the_millisecond():
    told = events.now()
    assert len(told) == len("2026-11-20T10:12:44.123Z") and told.endswith("Z")
    assert datetime.fromisoformat(told).tzinfo == UTC
