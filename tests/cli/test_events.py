import pytest
from support.ordering import BERLIN, add_factories, job_in_state, made_order, read_events


@pytest.fixture
def job(context):
    """A job on a machine, beside an order that is none of its business."""
    add_factories(context, BERLIN)
    made_order(context, "2")
    return job_in_state(context, "started")


def test_the_record_is_printed_a_line_an_event_without_what_is_empty(call, context, job):
    lines = call("events").stdout.splitlines()
    told = read_events(context)
    assert [line.split("  ")[0] for line in lines] == [str(event.number) for event in told]
    assert [line.split("  ")[1] for line in lines] == [event.at for event in told]
    claimed = next(line for line in lines if "  job claimed by " in line)
    assert claimed.endswith(f"  job claimed by berlin:op2, order {job.order}, job {job.id}, factory berlin")


def test_the_record_in_json_is_the_record(told, context, job):
    assert told("events")["events"] == [event.as_dict() for event in read_events(context)]


def test_the_record_of_one_subject(told, context, job):
    for name, field, value in [
        ("order", "order_id", job.order),
        ("job", "job_id", job.id),
        ("factory", "factory", "berlin"),
    ]:
        found = told("events", f"--{name}", value)["events"]
        assert found == [event.as_dict() for event in read_events(context, **{field: value})]
        assert 0 < len(found) < len(read_events(context))
    assert told("events", "--job", job.ticket.lower()) == told("events", "--job", job.id)


def test_the_record_is_read_on_from_a_number(told, context, job):
    everything = told("events")["events"]
    first = told("events", "--limit", 3)["events"]
    assert first + told("events", "--after", first[-1]["number"])["events"] == everything


def test_nothing_happened_yet(call, told, data):
    assert call("events").stdout == ""
    assert told("events") == {"events": []}
