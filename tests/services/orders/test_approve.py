from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pytest
from support.databases import ON_BOTH
from support.ordering import (
    BERLIN,
    CLINIC,
    PicturePool,
    add_factories,
    advance,
    approved_order,
    event_kinds,
    job_in_state,
    jobs_of,
    load_order,
    made_order,
    make_items,
    order_request,
    placed_order,
    queued_works,
    read_events,
    run_concurrently,
)

from configurator.domain.actors import Actor
from configurator.domain.errors import Failed, Refused
from configurator.services.orders import approve
from configurator.services.orders.approve import approve_order
from configurator.services.orders.cancel import cancel_order
from configurator.store.database import read_transaction


def refusal(context, order, **options):
    before = load_order(context, order.id), read_events(context), queued_works(context)
    with pytest.raises(Refused) as error:
        approve_order(context, options.pop("actor", CLINIC), order.id, **options)
    assert (load_order(context, order.id), read_events(context), queued_works(context)) == before
    return error.value.problems[0]


def after_a_look(monkeypatch, happens):
    """Have something happen between looking at the order and approving it."""

    @contextmanager
    def looking(engine):
        with read_transaction(engine) as connection:
            yield connection
        happens()

    monkeypatch.setattr(approve, "read_transaction", looking)


def test_each_item_of_an_approved_order_gets_a_job_and_its_work(context):
    order = made_order(context, request=order_request("firewall", "smallest"))
    after = approve_order(context, Actor("dr-2"), order.id)
    found = jobs_of(context, order.id)
    assert after.state == "approved"
    assert {(job.item, job.state, job.epoch, job.factory) for job in found} == {
        (item.id, "waiting", 0, "") for item in order.items
    }
    assert sorted(queued_works(context)[2:]) == sorted(("produce_job", (job.id,)) for job in found)
    (event,) = read_events(context, kind="order_approved")
    assert (event.actor, event.data["deviation"]) == ("dr-2", "")
    assert event.data["reports"] == {item.id: item.files["report"] for item in order.items}


def test_what_is_not_made_yet_is_not_approved(context):
    problem = refusal(context, placed_order(context))
    assert problem.fields == ("order",)
    assert "is placed and cannot become approved" in problem.message


def test_an_order_is_approved_once(context):
    problem = refusal(context, approved_order(context))
    assert "is approved and cannot become approved" in problem.message and problem.hint


def test_a_shipped_order_is_not_approved_and_made_again(context):
    add_factories(context, BERLIN)
    job = job_in_state(context, "shipped")
    assert "is shipped and cannot become approved" in refusal(context, load_order(context, job.order)).message


def test_an_order_that_is_made_while_it_is_looked_at_is_not_approved_unseen(context, monkeypatch):
    """Or nobody would have compared asked with made."""
    order = placed_order(context)
    after_a_look(monkeypatch, lambda: make_items(context, order, PicturePool(ok=False)))
    with pytest.raises(Refused, match="is placed"):
        approve_order(context, CLINIC, order.id)


def test_an_order_that_is_shipped_while_it_is_looked_at_is_not_made_again(context, monkeypatch):
    add_factories(context, BERLIN)
    order = made_order(context)

    def ship():
        monkeypatch.undo()
        approve_order(context, CLINIC, order.id)
        advance(context, *jobs_of(context, order.id), "shipped")

    after_a_look(monkeypatch, ship)
    with pytest.raises(Refused, match="is shipped"):
        approve_order(context, CLINIC, order.id)
    assert load_order(context, order.id).state == "shipped"


def test_a_cancelled_order_is_not_approved(context):
    order = made_order(context)
    cancel_order(context, CLINIC, order.id)
    problem = refusal(context, order)
    assert problem.fields == ("order",) and "is cancelled" in problem.message


def test_an_unknown_order_cannot_be_approved(context):
    with pytest.raises(Refused, match="There is no order ABC"):
        approve_order(context, CLINIC, "ABC")


def test_a_size_out_of_tolerance_needs_a_word(context):
    order = placed_order(context)
    make_items(context, order, PicturePool(ok=False))
    problem = refusal(context, order)
    assert problem.fields == ("deviation",)
    (item,) = order.items
    assert problem.message == f"Out of tolerance: grommet {item.design.code}: height is 4.5 mm, asked 4.5 mm."
    assert refusal(context, order, deviation=" ").fields == ("deviation",)
    assert refusal(context, order, deviation="\0").fields == ("deviation",)
    assert approve_order(context, CLINIC, order.id, " The panel is soft. ").state == "approved"
    assert read_events(context, kind="order_approved")[0].data["deviation"] == "The panel is soft."


def test_a_report_that_was_changed_is_not_approved(context):
    order = made_order(context)
    digest = order.items[0].files["report"]
    (context.folders.parent / "artefacts" / "sha256" / digest[:2] / digest).write_text('{"dimensions": []}')
    with pytest.raises(Failed, match="was changed on its disk"):
        approve_order(context, CLINIC, order.id)
    assert load_order(context, order.id).state == "made"


@ON_BOTH
def test_approved_by_two_at_once_it_is_approved_once(context):
    order = made_order(context)
    found = run_concurrently(*[partial(approve_order, context, CLINIC, order.id)] * 2)
    assert sorted(isinstance(each, Refused) for each in found) == [False, True]
    assert len(jobs_of(context, order.id)) == 1
    assert event_kinds(context).count("order_approved") == 1


@ON_BOTH
def test_approved_and_cancelled_at_once_it_is_one_of_both(context):
    for key in "123":
        order = made_order(context, key)
        run_concurrently(
            partial(approve_order, context, CLINIC, order.id), partial(cancel_order, context, CLINIC, order.id)
        )
        state = load_order(context, order.id).state
        assert state == "cancelled"
        assert {job.state for job in jobs_of(context, order.id)} <= {"cancelled"}


def test_an_approval_that_is_rolled_back_leaves_no_job_and_no_work(context):
    def enqueue(connection, work):
        context.enqueue(connection, work)
        raise OSError("the machine stops here")

    order = made_order(context)
    before = queued_works(context)
    with pytest.raises(OSError, match="stops"):
        approve_order(replace(context, enqueue=enqueue), CLINIC, order.id)
    assert (load_order(context, order.id).state, jobs_of(context, order.id), queued_works(context)) == (
        "made",
        [],
        before,
    )
