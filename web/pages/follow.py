"""The page of an order: progress, nominal against measured, approval. Whoever knows its address may approve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor, named_actor
from configurator.domain.display_units import unit_of_entries
from configurator.domain.errors import Damaged, Forbidden, Refused, refused
from configurator.domain.orders.orders import Order, Person
from configurator.domain.orders.states import OrderState
from configurator.domain.parts.measured_dimensions import MeasuredDimension
from configurator.domain.production.quotes import Quote
from configurator.services.accounts.actor_names import actor_names, name_actors
from configurator.services.accounts.clinic_requests import title_of_clinic
from configurator.services.accounts.looks import record_look
from configurator.services.accounts.passkeys import list_passkeys
from configurator.services.accounts.sessions import has_usable_password
from configurator.services.common.access import may
from configurator.services.common.context import Context
from configurator.services.common.ownership import owner_of_order
from configurator.services.factories.factories import list_factories
from configurator.services.orders.approve import approve_order
from configurator.services.orders.cancel import cancel_order
from configurator.services.orders.order_rights import has_prescribed_part, may_approve
from configurator.services.orders.own_orders import add_to_account
from configurator.services.orders.personal_data import read_person
from configurator.services.orders.requested_orders import order_in_place, refuses_request
from configurator.services.orders.views import OrderDetails, find_order, show_order
from configurator.services.quotes.quotes import quote_order
from configurator.services.quotes.renewals import expired_quotes
from web.context import web_context
from web.http_errors import status_of
from web.identity_cookie import CUSTOMER, read_actor
from web.notices import APPROVED, APPROVED_BEFORE, CANCELLED, CANCELLED_BEFORE, GATHERED, with_notice
from web.order_doubts import side_doubts
from web.ordered_parts import part_values
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.progress import approval, diary, steps
from web.signing_in import accounts_are_on, acting_actor, confirm_by_form, current_session

blueprint = Blueprint("follow", __name__, url_prefix="/orders")
APPROVED_STATES: Final = (OrderState.APPROVED, OrderState.SHIPPED)
FORM_PLACES: Final[FieldPlaces] = {
    "actor": FieldPlace("Who approves", "#actor"),
    "deviation": FieldPlace("Why the part can be used", "#deviation"),
    "reason": FieldPlace("Why", "#reason"),
    "password": FieldPlace("Your password", "#password"),
    "passkey": FieldPlace("Passkey", "#passkey"),
    "quote": FieldPlace("Price and date", "#quotes"),
}


@blueprint.get("/<token>")
def show(token: str) -> str:
    """The whole page; that somebody has looked at a patient's is recorded."""
    values = _page_values(token)
    if values["person"]:
        record_look(web_context(), values["order"].id)
    return render_template("follow/show.html", **values)


@blueprint.get("/<token>/progress")
def progress(token: str) -> Response:
    """The part of the page that changes, for a page that polls; 304 if it has not changed."""
    response = make_response(render_template("follow/_progress.html", **_page_values(token)))
    response.add_etag()
    return response.make_conditional(request)


@blueprint.post("/<token>/approve")
def approve(token: str) -> Response | tuple[str, int]:
    """Approve the order for production; approved already, it is as whoever sends this wants it."""
    order = find_order(web_context(), token)
    if order.state in APPROVED_STATES:
        return with_notice(redirect(f"/orders/{token}", 303), APPROVED_BEFORE)
    try:
        context = _approving_context(order)
        approve_order(context, _approver(order), order.id, request.form.get("deviation", ""))
    except (Refused, Damaged) as error:
        return _page_with_problems(token, error)
    return with_notice(redirect(f"/orders/{token}", 303), APPROVED)


@blueprint.post("/<token>/cancel")
def cancel(token: str) -> Response | tuple[str, int]:
    """Cancel the order; cancelled already, it is as whoever sends this wants it."""
    order = find_order(web_context(), token)
    if order.state is OrderState.CANCELLED:
        return with_notice(redirect(f"/orders/{token}", 303), CANCELLED_BEFORE)
    actor = acting_actor(web_context(), request.form.get("actor", "").strip() or order.placed_by, "clinician")
    try:
        cancel_order(web_context(), actor, order.id, request.form.get("reason", ""))
    except Refused as error:
        return _page_with_problems(token, error)
    return with_notice(redirect(f"/orders/{token}", 303), CANCELLED)


@blueprint.post("/<token>/gather")
def gather(token: str) -> Response | tuple[str, int]:
    """Add the order to the account of whoever is signed in."""
    try:
        add_to_account(web_context(), web_context().actor, token)
    except Forbidden:
        raise
    except Refused as error:
        return _page_with_problems(token, error)
    return with_notice(redirect(f"/orders/{token}", 303), GATHERED)


def _approving_context(order: Order) -> Context:
    """The context of whoever approves; of a part for a person, one who shows once more who it is. Raises Refused."""
    context = web_context()
    if not _asks_confirmation(context, order):
        return context
    return context.acting_as(confirm_by_form(context), order.token)


def _asks_confirmation(context: Context, order: Order) -> bool:
    return accounts_are_on() and has_prescribed_part(order) and may_approve(context, order)


def _has_password(context: Context) -> bool:
    found = current_session(context)
    return found is not None and has_usable_password(context, found.account.id)


def _has_passkey(context: Context) -> bool:
    found = current_session(context)
    return found is not None and bool(list_passkeys(context, found.account.id))


def _approver(order: Order) -> Actor:
    """The actor who approves. Raises Refused where the order has a named orderer and the approver is not named."""
    if accounts_are_on():
        return web_context().actor
    name = request.form.get("actor", "").strip()
    if not name and order.placed_by != CUSTOMER.id:
        raise refused("Who approves is not said.", "actor", hint="Whoever approves answers for it: give your role.")
    return named_actor(name, "clinician") if name else CUSTOMER


def _page_with_problems(token: str, error: Refused | Damaged) -> tuple[str, int]:
    values = _page_values(token)
    values |= {"told": page_problems(error.problems, FORM_PLACES, values["unit"]), "given": request.form}
    return render_template("follow/show.html", **values), status_of(error)


def _page_values(token: str) -> dict[str, Any]:
    context = web_context()
    details = show_order(context, find_order(context, token).id)
    record, quotes = name_actors(context, details.events), quote_order(context, details.order.id)
    titles = {each.id: each.title for each in list_factories(web_context())}
    unit = unit_of_entries(entry for item in details.order.items for entry in item.sheet.values())
    return {
        "token": token,
        **_request_values(details.order),
        "can_gather": bool(context.actor.account) and _can_be_gathered(context, details.order),
        "order": details.order,
        "unit": unit,
        "collected_at": titles.get(details.order.pick_up, details.order.pick_up),
        "person": _person(details.order),
        "steps": steps(details.order, record),
        "diary": diary(details.order, record, titles),
        "approval": approval(record),
        "parts": [part_values(details, item, titles, unit) for item in details.order.items],
        "quotes": {item: _own_first(details, item, kept) for item, kept in quotes.items()},
        "quoted_at": max((each.quoted_at for kept in quotes.values() for each in kept), default=""),
        "expired": expired_quotes(quotes),
        "parcel_count": _parcel_count(details),
        "pairs": side_doubts(details.order.items, unit),
        "movable": not any(each.job.state.has_part for each in details.jobs),
        "astray": [each for report in details.reports.values() for each in report.deviations],
        "size_count": sum(len(report.dimensions) for report in details.reports.values()),
        "unsure_count": sum(_is_unsure(each) for report in details.reports.values() for each in report.dimensions),
        "named": details.order.placed_by != CUSTOMER.id and not accounts_are_on(),
        "prescriber": actor_names(context, {details.order.placed_by}).get(details.order.placed_by),
        "may_approve": may_approve(context, details.order),
        "asks_confirmation": _asks_confirmation(context, details.order),
        "has_passkey": _has_passkey(context),
        "has_password": _has_password(context),
        "actor": _likely_approver(details.order),
        "told": page_problems((), FORM_PLACES),
        "given": {},
    }


def _own_first(details: OrderDetails, item: str, kept: Sequence[Quote]) -> list[Quote]:
    """The quotes of an item, that of the factory which makes it before the others."""
    own = {each.job.factory for each in details.jobs if each.job.item == item}
    return sorted(kept, key=lambda each: each.factory not in own)


def _request_values(order: Order) -> dict[str, Any]:
    """Of what somebody outside asked of a clinic: its name, whether it may refuse, and what has become of it."""
    context = web_context()
    refuses = refuses_request(context, order) and may_approve(context, order)
    return {
        "clinic": title_of_clinic(context, order.organisation) if order.requested else "",
        "refuses": refuses and order.state.is_unapproved,
        "may_cancel": may(context, Right.CANCEL_ORDER, owner_of_order(context, order))
        and (refuses or not refuses_request(context, order)),
        "replaced_by": order_in_place(context, order),
    }


def _can_be_gathered(context: Context, order: Order) -> bool:
    """Whether it belongs to no account, and is not the affair of the clinic that looks at it."""
    is_outside = not order.organisation or (order.requested and order.organisation != context.actor.organisation)
    return is_outside and not order.account


def _parcel_count(details: OrderDetails) -> int:
    """From how many factories the parts come, as far as they have gone to one."""
    remade = {each.job.remake_of for each in details.jobs}
    return len({each.job.factory for each in details.jobs if each.job.factory and each.job.id not in remade})


def _likely_approver(order: Order) -> str:
    """Whoever ordered it, in the browser that says so; anybody else says who he is before he approves."""
    actor = read_actor("clinician")
    return actor if actor == order.placed_by else ""


def _is_unsure(dimension: MeasuredDimension) -> bool:
    """Whether it is within tolerance only as far as can be told."""
    return dimension.ok and dimension.uncertainty > dimension.tolerance


def _person(order: Order) -> Person | None:
    """For whom and what for, where a part of the order is for a person; the address is nobody's affair here."""
    context = web_context()
    is_shown = has_prescribed_part(order) and may(context, Right.SEE_PATIENT, owner_of_order(context, order))
    return read_person(context, order.id) if is_shown else None
