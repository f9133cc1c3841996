import pytest
from support.ordering import BERLIN, add, job_in, made, record


@pytest.fixture
def job(office):
    """A job on a machine, beside an order that is none of its business."""
    add(office, BERLIN)
    made(office, "2")
    return job_in(office, "started")


def test_the_record_is_printed_a_line_an_event_without_what_is_empty(call, office, job):
    lines = call("events").stdout.splitlines()
    told = record(office)
    assert [line.split("  ")[0] for line in lines] == [str(event.number) for event in told]
    assert [line.split("  ")[1] for line in lines] == [event.at for event in told]
    claimed = next(line for line in lines if "  job claimed by " in line)
    assert claimed.endswith(f"  job claimed by berlin:op2, order {job.order}, job {job.id}, factory berlin")


def test_the_record_in_json_is_the_record(told, office, job):
    assert told("events")["events"] == [event.as_dict() for event in record(office)]


def test_the_record_of_one_subject(told, office, job):
    for name, field, value in [
        ("order", "order_id", job.order),
        ("job", "job_id", job.id),
        ("factory", "factory", "berlin"),
    ]:
        found = told("events", f"--{name}", value)["events"]
        assert found == [event.as_dict() for event in record(office, **{field: value})]
        assert 0 < len(found) < len(record(office))
    assert told("events", "--job", job.ticket.lower()) == told("events", "--job", job.id)


def test_the_record_is_read_on_from_a_number(told, office, job):
    everything = told("events")["events"]
    first = told("events", "--limit", 3)["events"]
    assert first + told("events", "--after", first[-1]["number"])["events"] == everything


def test_nothing_happened_yet(call, told, data):
    assert call("events").stdout == ""
    assert told("events") == {"events": []}
