"""Looking at orders and jobs; on both databases."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.ordering import (
    BERLIN,
    CLINIC,
    LYON,
    add_factories,
    advance,
    approved_order,
    job_in_state,
    jobs_of,
    load_job,
    load_order,
    made_order,
    order_request,
    placed_order,
    read_events,
)
from support.reports import report, report_content

from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.services.orders.json_shapes import order_details_json, order_json
from configurator.services.orders.views import find_order, list_events, list_jobs, list_orders, show_job, show_order
from configurator.services.orders.views import list_order_jobs as found_jobs
from configurator.services.production.availability import set_factory_state


def test_an_order_comes_with_its_jobs_reports_and_record(context):
    add_factories(context, BERLIN, LYON)
    job = job_in_state(context, "handed_over", request=order_request("firewall", "firewall"))
    made_order(context, "2")
    details = show_order(context, job.order)
    assert details.order == load_order(context, job.order)
    assert (
        [each.job for each in details.jobs] == list(jobs_of(context, job.order)) == list(found_jobs(context, job.order))
    )
    assert [each.item.id for each in details.jobs] == [item.id for item in details.order.items]
    assert details.reports.keys() == {item.id for item in details.order.items}
    assert list(details.events) == read_events(context, order_id=job.order)


def test_of_a_stored_report_nothing_is_lost(context):
    details = show_order(context, made_order(context).id)
    (item,) = details.order.items
    later = replace(details, reports={item.id: report(humidity=40)})
    assert order_details_json(later)["order"]["items"][0]["report"] == report_content(humidity=40)


def test_a_job_has_a_folder_while_a_factory_holds_it(context):
    add_factories(context, BERLIN, LYON)
    (job,) = jobs_of(context, approved_order(context).id)
    folders = {"waiting": show_job(context, job.id)[0].folder}
    for state in ("routed", "handed_over", "claimed", "started", "done", "shipped"):
        advance(context, load_job(context, job.id), state)
        folders[state] = show_job(context, job.id)[0].folder
    lies = str(context.folders / "berlin" / f"{job.id}.1")
    assert folders == {
        "waiting": None, "routed": None, "handed_over": lies, "claimed": lies, "started": lies, "done": lies,
        "shipped": None,
    }  # fmt: skip
    assert Path(lies).is_dir()


def test_a_job_keeps_the_route_of_every_lease(context):
    add_factories(context, BERLIN, LYON)
    job = job_in_state(context, "claimed")
    set_factory_state(context, Actor("network"), "berlin", "down")
    advance(context, load_job(context, job.id), "routed")
    details, events = show_job(context, job.id)
    assert {epoch: route["chosen"]["factory"] for epoch, route in details.routes.items()} == {1: "berlin", 2: "lyon"}
    assert list(events) == read_events(context, job_id=job.id)


def test_an_order_that_waits_has_no_report(context):
    assert show_order(context, placed_order(context).id).reports == {}


def test_lists_are_of_what_was_asked_for(context):
    add_factories(context, BERLIN)
    job = job_in_state(context, "routed")
    order = placed_order(context, "2")
    assert [each.id for each in list_orders(context)] == [order.id, job.order]
    assert [each.id for each in list_orders(context, state="approved")] == [job.order]
    assert [each.id for each in list_orders(context, limit=1)] == [order.id]
    assert [each.id for each in list_jobs(context, factory="berlin", state="routed")] == [job.id]
    assert list_jobs(context, state="claimed") == list_jobs(context, factory="lyon") == []
    assert list(list_events(context, order=order.id)) == read_events(context, order_id=order.id)
    assert list(list_events(context, after=2, limit=1)) == read_events(context)[2:3]


def test_an_order_is_found_by_its_token_with_its_items(context):
    order, _ = placed_order(context, "1"), placed_order(context, "2")
    assert find_order(context, order.token) == load_order(context, order.id)


@pytest.mark.parametrize(
    "change", [lambda token: "", lambda token: token[:-1], lambda token: f"{token}\0", str.swapcase]
)
def test_a_token_that_is_not_whole_leads_nowhere_and_is_not_repeated(context, change):
    token = change(placed_order(context).token)
    with pytest.raises(Refused, match="no order under this link") as error:
        find_order(context, token)
    (problem,) = error.value.problems
    assert problem.fields == ("token",)
    assert not token or token not in str(problem)


def test_a_token_stands_in_nothing_that_is_printed(context):
    add_factories(context, BERLIN)
    job = job_in_state(context, "claimed")
    token = load_order(context, job.order).token
    assert token not in str(order_details_json(show_order(context, job.order)))
    assert "token" not in order_json(load_order(context, job.order))


def test_orders_are_listed_by_who_placed_them(context):
    order = placed_order(context)
    assert [each.id for each in list_orders(context, placed_by=CLINIC.id)] == [order.id]
    assert list_orders(context, placed_by="clinic-8") == []


@pytest.mark.parametrize("look", [show_order, show_job])
def test_what_is_not_there_is_refused(context, look):
    with pytest.raises(Refused, match="There is no"):
        look(context, "0000000000")
