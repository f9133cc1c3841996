"""Ordering one part: how many, in what, where to."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.domain.offers.offer_suitability import assess_offers
from configurator.domain.problems import Problem, refusals
from configurator.services.factories.factories import list_factories
from configurator.services.orders.place import place_order
from configurator.services.orders.towns import countries
from web.configurations import Configuration, read_configuration
from web.context import web_context
from web.fields import fields_of
from web.forms import in_unit
from web.identity_cookie import CUSTOMER
from web.links import picture_url
from web.map import network_map
from web.order_form import item, read_order_form

blueprint = Blueprint("order", __name__, url_prefix="/parts")
ORDER_START = {"quantity": "1", "to": "address"}


@blueprint.get("/<name>/order")
def ask(name: str) -> str:
    """The form for the configuration that the address holds."""
    found = read_configuration(catalogue.find(name), request.args, complete=True)
    return _page(found, ORDER_START | {"key": secrets.token_urlsafe(16)}, ())


@blueprint.post("/<name>/order")
def place(name: str) -> Response | tuple[str, int]:
    """Place it, once however often it is sent; what is wrong is told beside what was filled in."""
    given = request.form
    found = read_configuration(catalogue.find(name), given, complete=True)
    try:
        parts = [item(name, found.values, given)]
        wanted = read_order_form(parts, given)
        placed = place_order(web_context(), CUSTOMER, given.get("key", ""), wanted.ask)
    except Refused as error:
        return _page(found, given, error.problems), 422
    return redirect(f"/orders/{placed.order.token}", 303)


def _page(found: Configuration, given: Mapping[str, str], problems: tuple[Problem, ...]) -> str:
    template, parameters = found.template, found.parameters
    factories = list_factories(web_context())
    texts = in_unit(template, found.sheet, {"unit": found.unit, **found.texts}, found.unit)
    return render_template(
        "order/ask.html",
        template=template,
        found=found,
        refused=refusals(found.problems),
        doubts=[each for each in found.problems if each.severity == "warning"],
        fields=fields_of(template, texts, (), found.unit),
        picture=picture_url(found.design, "picture") if found.design else "",
        offers=assess_offers(template, parameters) if parameters else (),
        factories=factories,
        map=network_map(factories),
        countries=countries(),
        given=given,
        problems=[each for each in problems if each not in found.problems],
    )
