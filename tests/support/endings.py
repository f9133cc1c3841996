"""What must hold of orders once all has ended, whatever was killed meanwhile."""

from collections import Counter

from configurator.domain.sha256 import sha256_of
from support import ordering
from support.command import configurator

EVENTS_THAT_REPEAT = {"item_crashed", "job_flagged"}


def items_of(context, orders):
    return [item for name in orders for item in ordering.load_order(context, name).items]


def assert_handed_over_once(context, orders):
    """Each is at its factory once, with the very files that were made."""
    jobs = [ordering.jobs_of(context, name) for name in orders]
    assert [len(each) for each in jobs] == [1] * len(orders)
    assert {(job.state, job.epoch, job.flag) for (job,) in jobs} == {("handed_over", 1, "")}
    folders = {path.name: path for path in context.folders.glob("*/*")}
    assert sorted(folders) == sorted(job.ticket for (job,) in jobs)
    for item, (job,) in zip(items_of(context, orders), jobs, strict=True):
        there = {sha256_of(path) for path in folders[job.ticket].iterdir()}
        assert set(item.files.values()) < there
        assert folders[job.ticket].parent.name == job.factory


def assert_made(context, orders, most_crashes):
    assert {(item.state, item.reason) for item in items_of(context, orders)} == {("made", "")}
    crashes = [
        kind for name in orders for kind in ordering.event_kinds(context, order_id=name) if kind == "item_crashed"
    ]
    assert len(crashes) <= most_crashes


def assert_flagged(context, orders):
    """Each waits at the one factory it can go to, and says to a person why."""
    for name in orders:
        (job,) = ordering.jobs_of(context, name)
        assert (job.state, job.epoch) == ("routed", 1)
        assert job.flag.startswith("hand-over failed, tried again every") and "The line is dead." in job.flag


def assert_failed_by_crashes(context, orders):
    """Each has failed for its own crashes alone, and says so."""
    for name in orders:
        found = ordering.load_order(context, name)
        (item,) = found.items
        assert (found.state, item.state, item.crashes) == ("failed", "failed", 3)
        assert "The CAD kernel crashed (SIG" in found.reason and "tried 3 times" in found.reason
        assert ordering.event_kinds(context, order_id=name).count("item_crashed") == 3


def assert_nothing_doubled(context):
    events = Counter((event.kind, event.order_id, event.data.get("epoch")) for event in ordering.read_events(context))
    doubled = {kind for (kind, order, _), times in events.items() if times > 1 and order}
    assert doubled <= EVENTS_THAT_REPEAT


def assert_the_store_agrees(data):
    done = configurator("store", "check", "--make-private", cwd=data, environment={"CONFIGURATOR_DATA": str(data)})
    assert (done.returncode, done.stdout) == (0, "")
    assert "look at" not in done.stderr
