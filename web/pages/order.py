"""The order form of one part: quantity, offer, destination."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.domain.offers.offer_suitability import assess_offers
from configurator.domain.orders.requests import ItemRequest
from configurator.domain.problems import Problem, refusals
from configurator.services.factories.factories import list_factories
from configurator.services.orders.place_order import place_order
from configurator.services.orders.town_lookup import list_countries
from configurator.services.previews.shapes import shape_of
from web.configurations import Configuration, read_configuration
from web.context import web_context
from web.fields import fields_of
from web.forms import in_unit
from web.identity_cookie import CUSTOMER
from web.links import picture_url
from web.map import network_map
from web.order_form import read_order_form

blueprint = Blueprint("order", __name__, url_prefix="/parts")
ORDER_START = {"quantity": "1", "to": "address"}


@blueprint.get("/<name>/order")
def ask(name: str) -> str:
    """The form for the configuration that the address holds."""
    configuration = read_configuration(catalogue.find(name), request.args, complete=True)
    return _page(configuration, ORDER_START | {"key": secrets.token_urlsafe(16)}, ())


@blueprint.post("/<name>/order")
def place(name: str) -> Response | tuple[str, int]:
    """Place the order, once however often the form is sent; problems are shown beside the entries."""
    form = request.form
    configuration = read_configuration(catalogue.find(name), form, complete=True)
    part = ItemRequest(name, configuration.sheet, configuration.configured)
    try:
        placed = place_order(web_context(), CUSTOMER, read_order_form(form, [part]))
    except Refused as error:
        return _page(configuration, form, error.problems), 422
    return redirect(f"/orders/{placed.order.token}", 303)


def _page(configuration: Configuration, form: Mapping[str, str], problems: tuple[Problem, ...]) -> str:
    template, parameters, unit = configuration.template, configuration.parameters, configuration.unit
    factories = list_factories(web_context())
    texts = in_unit(
        template, configuration.sheet, {"unit": configuration.unit, **configuration.texts}, configuration.unit
    )
    return render_template(
        "order/ask.html",
        template=template,
        found=configuration,
        refused=refusals(configuration.problems),
        doubts=[each for each in configuration.problems if each.severity == "warning"],
        fields=fields_of(template, texts, (), unit),
        picture=picture_url(shape_of(configuration.design), "picture") if configuration.design else "",
        offers=assess_offers(template, parameters) if parameters else (),
        factories=factories,
        map=network_map(factories),
        countries=list_countries(),
        given=form,
        problems=[each for each in problems if each not in configuration.problems],
    )
