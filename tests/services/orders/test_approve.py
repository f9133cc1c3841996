from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest
from support.databases import ON_BOTH
from support.ordering import (
    BERLIN,
    CLINIC,
    PaperPool,
    add,
    advance,
    approved,
    ask,
    at_once,
    job_in,
    jobs_of,
    kinds,
    made,
    make,
    placed,
    queued,
    record,
    see,
)

from configurator.domain.errors import Failed, Refused
from configurator.services.orders import approve
from configurator.services.orders.approve import approve_order
from configurator.services.orders.cancel import cancel_order
from configurator.store.database import reading


def refusal(context, order, **options):
    before = see(context, order.id), record(context), queued(context)
    with pytest.raises(Refused) as error:
        approve_order(context, options.pop("actor", CLINIC), order.id, **options)
    assert (see(context, order.id), record(context), queued(context)) == before
    return error.value.problems[0]


def after_a_look(monkeypatch, happens):
    """Have something happen between looking at the order and approving it."""

    @contextmanager
    def looking(engine):
        with reading(engine) as connection:
            yield connection
        happens()

    monkeypatch.setattr(approve, "reading", looking)


def test_each_item_of_an_approved_order_gets_a_job_and_its_work(context):
    order = made(context, wanted=ask("firewall", "smallest"))
    after = approve_order(context, "dr-2", order.id)
    found = jobs_of(context, order.id)
    assert after.state == "approved"
    assert {(job.item, job.state, job.epoch, job.factory) for job in found} == {
        (item.id, "waiting", 0, "") for item in order.items
    }
    assert sorted(queued(context)[2:]) == sorted(("produce_job", (job.id,)) for job in found)
    (event,) = record(context, kind="order_approved")
    assert (event.actor, event.data["deviation"]) == ("dr-2", "")
    assert event.data["reports"] == {item.id: item.files["report"] for item in order.items}


def test_what_is_not_made_yet_is_not_approved(context):
    problem = refusal(context, placed(context))
    assert problem.fields == ("order",)
    assert "is placed and cannot become approved" in problem.message


def test_an_order_is_approved_once(context):
    problem = refusal(context, approved(context))
    assert "is approved and cannot become approved" in problem.message and problem.hint


def test_a_shipped_order_is_not_approved_and_made_again(context):
    add(context, BERLIN)
    job = job_in(context, "shipped")
    assert "is shipped and cannot become approved" in refusal(context, see(context, job.order)).message


def test_an_order_that_is_made_while_it_is_looked_at_is_not_approved_unseen(context, monkeypatch):
    """Or nobody would have compared asked with made."""
    order = placed(context)
    after_a_look(monkeypatch, lambda: make(context, order, PaperPool(ok=False)))
    with pytest.raises(Refused, match="is placed"):
        approve_order(context, CLINIC, order.id)


def test_an_order_that_is_shipped_while_it_is_looked_at_is_not_made_again(context, monkeypatch):
    add(context, BERLIN)
    order = made(context)

    def ship():
        monkeypatch.undo()
        approve_order(context, CLINIC, order.id)
        advance(context, *jobs_of(context, order.id), "shipped")

    after_a_look(monkeypatch, ship)
    with pytest.raises(Refused, match="is shipped"):
        approve_order(context, CLINIC, order.id)
    assert see(context, order.id).state == "shipped"


def test_a_cancelled_order_is_not_approved(context):
    order = made(context)
    cancel_order(context, CLINIC, order.id)
    problem = refusal(context, order)
    assert problem.fields == ("order",) and "is cancelled" in problem.message


def test_an_unknown_order_and_nobody_approve_nothing(context):
    with pytest.raises(Refused, match="There is no order ABC"):
        approve_order(context, CLINIC, "ABC")
    assert refusal(context, made(context), actor=" ").fields == ("actor",)


def test_a_size_out_of_tolerance_needs_a_word(context):
    order = placed(context)
    make(context, order, PaperPool(ok=False))
    problem = refusal(context, order)
    assert problem.fields == ("deviation",)
    (item,) = order.items
    assert problem.message == f"Out of tolerance: grommet {item.design.code}: height is 4.5, asked 4.5."
    assert refusal(context, order, deviation=" ").fields == ("deviation",)
    assert refusal(context, order, deviation="\0").fields == ("deviation",)
    assert approve_order(context, CLINIC, order.id, " The panel is soft. ").state == "approved"
    assert record(context, kind="order_approved")[0].data["deviation"] == "The panel is soft."


def test_a_report_that_was_changed_is_not_approved(context):
    order = made(context)
    digest = order.items[0].files["report"]
    (context.folders.parent / "artefacts" / "sha256" / digest[:2] / digest).write_text('{"dimensions": []}')
    with pytest.raises(Failed, match="was changed on its disk"):
        approve_order(context, CLINIC, order.id)
    assert see(context, order.id).state == "made"


@ON_BOTH
def test_approved_by_two_at_once_it_is_approved_once(context):
    order = made(context)
    found = at_once(*[partial(approve_order, context, CLINIC, order.id)] * 2)
    assert sorted(isinstance(each, Refused) for each in found) == [False, True]
    assert len(jobs_of(context, order.id)) == 1
    assert kinds(context).count("order_approved") == 1


@ON_BOTH
def test_approved_and_cancelled_at_once_it_is_one_of_both(context):
    for key in "123":
        order = made(context, key)
        at_once(partial(approve_order, context, CLINIC, order.id), partial(cancel_order, context, CLINIC, order.id))
        state = see(context, order.id).state
        assert state == "cancelled"
        assert {job.state for job in jobs_of(context, order.id)} <= {"cancelled"}


def test_an_approval_that_is_rolled_back_leaves_no_job_and_no_work(context):
    def enqueue(connection, work):
        context.enqueue(connection, work)
        raise OSError("the machine stops here")

    order = made(context)
    before = queued(context)
    with pytest.raises(OSError, match="stops"):
        approve_order(replace(context, enqueue=enqueue), CLINIC, order.id)
    assert (see(context, order.id).state, jobs_of(context, order.id), queued(context)) == ("made", [], before)
