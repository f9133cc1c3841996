"""Looking at orders and jobs; on both databases."""

import pytest
from support.ordering import (
    BERLIN,
    CLINIC,
    LYON,
    add,
    advance,
    approved,
    ask,
    job_in,
    jobs_of,
    made,
    placed,
    record,
    see,
    see_job,
)

from configurator.domain.errors import Refused
from configurator.services.orders.json_shapes import order_details_shape, order_shape
from configurator.services.orders.views import find_order, list_events, list_jobs, list_orders, show_job, show_order
from configurator.services.orders.views import jobs_of as found_jobs
from configurator.services.production.availability import set_state


def test_an_order_comes_with_its_jobs_reports_and_record(office):
    add(office, BERLIN, LYON)
    job = job_in(office, "handed_over", wanted=ask("firewall", "firewall"))
    made(office, "2")
    details = show_order(office, job.order)
    assert details.order == see(office, job.order)
    assert (
        [each.job for each in details.jobs] == list(jobs_of(office, job.order)) == list(found_jobs(office, job.order))
    )
    assert [each.item.id for each in details.jobs] == [item.id for item in details.order.items]
    assert details.reports.keys() == {item.id for item in details.order.items}
    assert list(details.events) == record(office, order_id=job.order)


def test_a_job_has_a_folder_while_a_factory_holds_it(office):
    add(office, BERLIN, LYON)
    (job,) = jobs_of(office, approved(office).id)
    folders = {"waiting": show_job(office, job.id)[0].folder}
    for state in ("routed", "handed_over", "claimed", "started", "done", "shipped"):
        advance(office, see_job(office, job.id), state)
        folders[state] = show_job(office, job.id)[0].folder
    lies = office.folders / "berlin" / f"{job.id}.1"
    assert folders == {
        "waiting": None, "routed": None, "handed_over": lies, "claimed": lies, "started": lies, "done": lies,
        "shipped": None,
    }  # fmt: skip
    assert lies.is_dir()


def test_a_job_keeps_the_route_of_every_lease(office):
    add(office, BERLIN, LYON)
    job = job_in(office, "claimed")
    set_state(office, "network", "berlin", "down")
    advance(office, see_job(office, job.id), "routed")
    details, events = show_job(office, job.id)
    assert {epoch: route["chosen"]["factory"] for epoch, route in details.routes.items()} == {1: "berlin", 2: "lyon"}
    assert list(events) == record(office, job_id=job.id)


def test_an_order_that_waits_has_no_report(office):
    assert show_order(office, placed(office).id).reports == {}


def test_lists_are_of_what_was_asked_for(office):
    add(office, BERLIN)
    job = job_in(office, "routed")
    order = placed(office, "2")
    assert [each.id for each in list_orders(office)] == [order.id, job.order]
    assert [each.id for each in list_orders(office, state="approved")] == [job.order]
    assert [each.id for each in list_orders(office, limit=1)] == [order.id]
    assert [each.id for each in list_jobs(office, factory="berlin", state="routed")] == [job.id]
    assert list_jobs(office, state="claimed") == list_jobs(office, factory="lyon") == []
    assert list(list_events(office, order=order.id)) == record(office, order_id=order.id)
    assert list(list_events(office, after=2, limit=1)) == record(office)[2:3]


def test_an_order_is_found_by_its_token_with_its_items(office):
    order, _ = placed(office, "1"), placed(office, "2")
    assert find_order(office, order.token) == see(office, order.id)


@pytest.mark.parametrize(
    "change", [lambda token: "", lambda token: token[:-1], lambda token: f"{token}\0", str.swapcase]
)
def test_a_token_that_is_not_whole_leads_nowhere_and_is_not_repeated(office, change):
    token = change(placed(office).token)
    with pytest.raises(Refused, match="no order under this link") as error:
        find_order(office, token)
    (problem,) = error.value.problems
    assert problem.fields == ("token",)
    assert not token or token not in str(problem)


def test_a_token_stands_in_nothing_that_is_printed(office):
    add(office, BERLIN)
    job = job_in(office, "claimed")
    token = see(office, job.order).token
    assert token not in str(order_details_shape(show_order(office, job.order)))
    assert "token" not in order_shape(see(office, job.order))


def test_orders_are_listed_by_who_placed_them(office):
    order = placed(office)
    assert [each.id for each in list_orders(office, placed_by=CLINIC)] == [order.id]
    assert list_orders(office, placed_by="clinic-8") == []


@pytest.mark.parametrize("look", [show_order, show_job])
def test_what_is_not_there_is_refused(office, look):
    with pytest.raises(Refused, match="There is no"):
        look(office, "0000000000")
