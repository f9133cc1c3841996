from itertools import count

import pytest

from configurator.domain.production.history import Event, replay


def told(*events):
    """Events as (kind, subject, data); the subject's kind is the event's first word."""
    numbers = count(1)
    words = {"order": "order_id", "item": "item_id", "job": "job_id", "factory": "factory", "address": "job_id"}
    return [
        Event(next(numbers), "2026-11-20T10:00:00.000Z", "me", kind, **{words[kind.split("_")[0]]: subject, **more})
        for kind, subject, more in events
    ]


def moved(kind, subject, start, to, factory="", **data):
    return kind, subject, {"data": {"from": start, "to": to, **data}, "factory": factory}


PLACED = moved("order_placed", "O", None, "placed")
ADDED = moved("item_added", "I", None, "waiting")
CREATED = moved("job_created", "J", None, "waiting")
ROUTED = moved("job_routed", "J", "waiting", "routed", "berlin", epoch=1)
RELEASED = moved("job_released", "J", "routed", "waiting", "berlin", epoch=1, flag="")


def test_states_are_those_of_the_last_moves():
    history = replay(told(PLACED, ADDED, moved("item_made", "I", "waiting", "made"), CREATED, ROUTED))
    assert (history.orders, history.items, history.jobs) == ({"O": "placed"}, {"I": "made"}, {"J": "routed"})
    assert history.faults == []


def test_a_lease_is_told_by_who_has_it_and_its_number():
    assert replay(told(CREATED)).leases == {}
    assert replay(told(CREATED, ROUTED)).leases == {"J": ("berlin", 1)}
    assert replay(told(CREATED, ROUTED, RELEASED)).leases == {"J": ("", 1)}
    again = moved("job_routed", "J", "waiting", "routed", "oslo", epoch=2)
    assert replay(told(CREATED, ROUTED, RELEASED, again)).leases == {"J": ("oslo", 2)}


def test_flags_are_the_last_ones():
    flagged = ("job_flagged", "J", {"data": {"flag": "look"}})
    assert replay(told(CREATED, ROUTED, flagged)).flags == {"J": "look"}
    assert replay(told(CREATED, ROUTED, flagged, RELEASED)).flags == {"J": ""}


def test_events_that_move_nothing_change_no_state():
    others = (
        ("factory_added", "berlin", {}),
        ("job_unroutable", "J", {"data": {"reason": "none"}}),
        ("address_read", "J", {}),
    )
    history = replay(told(CREATED, *others))
    assert (history.jobs, history.faults, history.orders) == ({"J": "waiting"}, [], {})


@pytest.mark.parametrize(
    ("events", "fault"),
    [
        ([moved("order_made", "O", "placed", "made")], "event 1: O was None, not placed"),
        ([PLACED, moved("order_approved", "O", "made", "approved")], "event 2: O was placed, not made"),
        ([PLACED, moved("order_shipped", "O", "placed", "shipped")], "event 2: O cannot go from placed to shipped"),
        ([moved("job_created", "J", None, "routed")], "event 1: J cannot go from None to routed"),
        ([CREATED, CREATED], "event 2: J was waiting, not None"),
        ([PLACED, moved("order_lost", "O", "placed", "lost")], "event 2: O cannot go from placed to lost"),
        ([moved("order_found", "O", "lost", "placed")], "event 1: O cannot go from lost to placed"),
    ],
)
def test_what_cannot_be_is_a_fault(events, fault):
    assert fault in replay(told(*events)).faults


def test_an_event_has_a_shape_in_json():
    (event,) = told(CREATED)
    assert event.as_dict() == {
        "number": 1, "at": "2026-11-20T10:00:00.000Z", "actor": "me", "kind": "job_created", "order_id": "",
        "item_id": "", "job_id": "J", "factory": "", "data": {"from": None, "to": "waiting"}, "role": "",
        "organisation": "",
    }  # fmt: skip
