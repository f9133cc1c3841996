"""The page of an order: progress, nominal against measured, approval. Whoever knows its address may approve."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.actors import Actor, named_actor
from configurator.domain.errors import Damaged, Refused, refused
from configurator.domain.measures.sheets import read_values
from configurator.domain.offers.offers import find_offer
from configurator.domain.orders.orders import Item, Order
from configurator.domain.parts.parameters import parameter_unit
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem
from configurator.formats import offered
from configurator.services.designs.configure import configure
from configurator.services.factories.factories import list_factories
from configurator.services.orders.approve import approve_order
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.views import OrderDetails, find_order, show_order
from web.context import web_context
from web.http_errors import status_of
from web.identity_cookie import CUSTOMER, read_actor
from web.links import file_urls
from web.progress import diary, steps

blueprint = Blueprint("follow", __name__, url_prefix="/orders")


@blueprint.get("/<token>")
def show(token: str) -> str:
    """The whole page."""
    return render_template("follow/show.html", **_page_values(token))


@blueprint.get("/<token>/progress")
def progress(token: str) -> Response:
    """The part of the page that changes, for a page that polls; 304 if it has not changed."""
    response = make_response(render_template("follow/_progress.html", **_page_values(token)))
    response.cache_control.no_cache = True
    response.cache_control.private = True
    response.add_etag()
    return response.make_conditional(request)


@blueprint.post("/<token>/approve")
def approve(token: str) -> Response | tuple[str, int]:
    """Approve the order for production."""
    order = find_order(web_context(), token)
    try:
        approve_order(web_context(), _approver(order), order.id, request.form.get("deviation", ""))
    except (Refused, Damaged) as error:
        return _page_with_problems(token, error)
    return redirect(f"/orders/{token}", 303)


@blueprint.post("/<token>/cancel")
def cancel(token: str) -> Response | tuple[str, int]:
    """Cancel the order."""
    order = find_order(web_context(), token)
    try:
        cancel_order(
            web_context(),
            named_actor(request.form.get("actor", "").strip() or order.placed_by, "clinician"),
            order.id,
            request.form.get("reason", ""),
        )
    except Refused as error:
        return _page_with_problems(token, error)
    return redirect(f"/orders/{token}", 303)


def _approver(order: Order) -> Actor:
    """The actor who approves. Raises Refused where the order has a named orderer and the approver is not named."""
    name = request.form.get("actor", "").strip()
    if not name and order.placed_by != CUSTOMER.id:
        raise refused("Who approves is not said.", "actor", hint="Whoever approves answers for it: give your role.")
    return named_actor(name, "clinician") if name else CUSTOMER


def _page_with_problems(token: str, error: Refused | Damaged) -> tuple[str, int]:
    return render_template("follow/show.html", **_page_values(token) | {"problems": error.problems}), status_of(error)


def _page_values(token: str) -> dict[str, Any]:
    details = show_order(web_context(), find_order(web_context(), token).id)
    titles = {each.id: each.title for each in list_factories(web_context())}
    return {
        "token": token,
        "order": details.order,
        "steps": steps(details.order, details.events),
        "diary": diary(details.events, titles),
        "parts": [_part_values(details, item, titles) for item in details.order.items],
        "movable": not any(each.job.state.has_part for each in details.jobs),
        "astray": [each for report in details.reports.values() for each in report.deviations],
        "titles": titles,
        "named": details.order.placed_by != CUSTOMER.id,
        "actor": read_actor("clinician"),
        "problems": (),
    }


def _part_values(details: OrderDetails, item: Item, titles: dict[str, str]) -> dict[str, Any]:
    template = catalogue.templates().get(item.design.template)
    return {
        "item": item,
        "title": template.title if template else item.design.template,
        "offer": find_offer(item.offer),
        "entered": _sheet_entries(template, item),
        "doubts": _warnings(template, item),
        "report": details.reports.get(item.id),
        "report_fault": details.report_faults.get(item.id, ""),
        "picture": file_urls(item.design, item.files).get("png", ""),
        "files": _file_links(item),
        "jobs": [
            {"job": each.job, "factory": titles.get(each.job.factory, "")}
            for each in details.jobs
            if each.job.item == item.id
        ],
    }


def _file_links(item: Item) -> dict[str, str]:
    """Title -> address, of the files that an order's page links."""
    urls = file_urls(item.design, item.files)
    return {each.title: urls[each.name] for each in offered("order page") if each.name in urls}


def _sheet_entries(template: Template[Any] | None, item: Item) -> list[dict[str, Any]]:
    """Each value as it was entered, with its source; repeats and uncertainty in the parameter's own unit.

    What was not entered is the default of the template.
    """
    fields = template.parameters.model_fields if template else {}
    declared = {name: {"title": str(field.title), "own": parameter_unit(field)} for name, field in fields.items()}
    defaults = {name: _default_entry(value) for name, value in item.design.parameters.items() if value is not None}
    entries = {**defaults, **item.sheet}
    names = [*(name for name in declared if name in entries), *(name for name in entries if name not in declared)]
    return [{"title": name, "own": "", **declared.get(name, {}), **entries[name]} for name in names]


def _default_entry(value: Any) -> dict[str, Any]:
    return {"value": value, "entered": "", "unit": "", "source": "as proposed", "repeats": (), "uncertainty": None}


def _warnings(template: Template[Any] | None, item: Item) -> tuple[Problem, ...]:
    """The warnings at the time of the order, for whoever approves it."""
    if template is None or template.version != item.design.version:
        return ()
    parameters = {name: value for name, value in item.design.parameters.items() if value is not None}
    return configure(template, read_values(template.parameters, parameters)).problems
