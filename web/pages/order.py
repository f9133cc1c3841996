"""The order form of one part: quantity, offer, destination."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.errors import Limited, Refused, refused
from configurator.domain.offers.installation import installation_problems
from configurator.domain.offers.offer_suitability import assess_offers
from configurator.domain.offers.offers import ZONES
from configurator.domain.orders.orders import Person
from configurator.domain.orders.requests import ItemRequest, OrderRequest
from configurator.domain.orders.wishes import Wish
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusal, refusals
from configurator.services.accounts.clinic_requests import list_clinics_to_ask
from configurator.services.factories.factories import list_factories
from configurator.services.orders.baskets import add_to_basket
from configurator.services.orders.order_items import judge_item, with_installation
from configurator.services.orders.order_mails import sends_word
from configurator.services.orders.place_order import place_order
from configurator.services.orders.town_lookup import list_countries
from configurator.services.previews.shapes import shape_of
from web.asking import asks_clinic
from web.baskets import basket_token, own_entries, with_basket
from web.clinic_form import sheet_address
from web.configurations import Configuration, read_configuration
from web.context import web_context
from web.customers import customer
from web.fields import fields_of
from web.keys import KEY, keyed_address, replace_used_key
from web.links import PICTURES, order_url, picture_url
from web.map import network_map
from web.notices import IN_BASKET, ORDERED, ORDERED_BEFORE, with_notice
from web.order_form import (
    FLUID_INPUTS,
    FLUID_TITLES,
    ORDER_PLACES,
    installation_texts,
    read_order_form,
    read_own_choices,
    town_options,
)
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.parcels import ParcelsShown, shown_parcels
from web.part_quotes import estimate_order

blueprint = Blueprint("order", __name__, url_prefix="/parts")
# What asks for price and date before ordering.
QUOTED = "quotes"
CLINIC_PLACES: FieldPlaces = {
    "clinic": FieldPlace("Which clinic", "#clinic"),
    "patient": FieldPlace("How the clinic knows you", "#patient"),
    "prescription": FieldPlace("What it is for", "#prescription"),
}
ORDER_START = {"quantity": "1", "to": "address"}


@blueprint.get("/<name>/order")
def ask(name: str) -> Response | str:
    """The form for the configuration that the address holds, under a key that stays with the address.

    A part for a person is ordered on the clinic's sheet, which this leads to; with accounts others ask a clinic for it.
    """
    template = catalogue.find(name)
    if template.prescribed and not asks_clinic(template):
        return redirect(sheet_address(template, request.args))
    if not request.args.get(KEY):
        return redirect(keyed_address(request.args))
    configuration = read_configuration(template, request.args, complete=True)
    return _page(configuration, ORDER_START | {KEY: request.args[KEY]}, ())


@blueprint.post("/<name>/order")
def place(name: str) -> Response | tuple[str, int]:
    """Place the order, once however often the form is sent; problems are shown beside the entries."""
    form = request.form
    configuration = read_configuration(catalogue.find(name), form, complete=True)
    part = ItemRequest(name, configuration.sheet, configuration.configured)
    if "materials" in form:
        return _page(configuration, form, _installed(configuration, form).problems), 200
    asked = _order_request(configuration.template, form, part)
    if QUOTED in form:
        return _page(configuration, form, asked.problems, asked), 200
    try:
        if "basket" in form:
            return _into_basket(name, configuration, form)
        placed = place_order(web_context(), customer(), asked)
    except Limited:
        raise
    except Refused as error:
        return _page(configuration, *replace_used_key(form, error.problems)), 422
    return with_notice(redirect(order_url(placed.order), 303), ORDERED if placed.new else ORDERED_BEFORE)


def _order_request(template: Template[Any], form: Mapping[str, str], part: ItemRequest) -> OrderRequest:
    if not asks_clinic(template):
        return read_order_form(form, [part])
    person = Person(form.get("patient", "").strip(), form.get("prescription", ""))
    clinic = form.get("clinic", "")
    problems = () if clinic else (refusal("Which clinic is asked is not said.", "clinic", hint="Choose one."),)
    return read_order_form(form, [part], person, problems, clinic=clinic)


def _into_basket(name: str, configuration: Configuration, form: Mapping[str, str]) -> Response:
    """Put the part with its own choices into the basket, and show that. Raises Refused for what cannot be made so."""
    if configuration.template.prescribed:
        raise refused("A part for a person goes into no basket.", hint="Order it on the clinic's sheet.")
    part = ItemRequest(name, configuration.sheet, configuration.configured)
    chosen, problems = read_own_choices(part, form)
    objections = (*problems, *refusals(judge_item(chosen).problems))
    if objections:
        raise Refused(*objections)
    token = add_to_basket(web_context(), basket_token(), name, own_entries(configuration, form))
    return with_basket(with_notice(redirect("/basket/", 303), IN_BASKET), token)


def _expected(asked: OrderRequest) -> ParcelsShown | None:
    """From where it would come, as far as the form is complete."""
    with suppress(Refused):
        return shown_parcels(web_context(), customer(), asked)
    return None


def _installed(configuration: Configuration, form: Mapping[str, str]) -> ItemRequest:
    """The part where the form says that it sits; its problems say what cannot be read of that, or that nothing may."""
    part = ItemRequest(configuration.template.id, configuration.sheet, configuration.configured)
    installed = with_installation(part, *installation_texts(form))
    forbidden = installation_problems(configuration.template, installed.installation)
    return replace(installed, problems=(*installed.problems, *forbidden))


def _page(
    configuration: Configuration,
    form: Mapping[str, str],
    problems: tuple[Problem, ...],
    quoted: OrderRequest | None = None,
) -> str:
    template, parameters, unit = configuration.template, configuration.parameters, configuration.unit
    factories = list_factories(web_context())
    installation = _installed(configuration, form).installation
    offers = assess_offers(template, parameters, installation) if parameters else ()
    fitting = [each for each in offers if each.fits]
    clinic_places = CLINIC_PLACES if asks_clinic(template) else {}
    own_problems = [each for each in problems if each not in configuration.configured.problems]
    return render_template(
        "order/ask.html",
        template=template,
        found=configuration,
        refused=configuration.told_elsewhere(),
        doubts=configuration.told_elsewhere(),
        fields=fields_of(template, configuration.texts, unit),
        entered=configuration.entered,
        unit=unit,
        picture=picture_url(shape_of(configuration.design), PICTURES[unit]) if configuration.design else "",
        offers=offers,
        zones=ZONES if template.is_for_vehicle else {},
        fluids={name: FLUID_TITLES[fluid] for name, fluid in FLUID_INPUTS.items()},
        factories=factories,
        map=network_map(factories),
        countries=list_countries(),
        wishes=[*Wish],
        expected=_expected(quoted) if quoted else None,
        towns=town_options(form) if problems else {},
        sends_word=sends_word(web_context()),
        asks_clinic=asks_clinic(template),
        clinics=list_clinics_to_ask(web_context()) if asks_clinic(template) else (),
        # The answer to a form is no page to restore what was typed in, and the focus goes to what was asked for.
        shows_materials="materials" in form and not own_problems,
        estimate=estimate_order(configuration.design, quoted, offers, quoted.items[0].quantity) if quoted else None,
        given=form if any(each.offer.id == form.get("offer") for each in fitting) else _without_offer(form),
        told=page_problems(own_problems, {**clinic_places, **ORDER_PLACES, **configuration.places_elsewhere()}, unit),
    )


def _without_offer(form: Mapping[str, str]) -> dict[str, str]:
    """A material that does not fit is not offered, and so cannot stay chosen."""
    return {name: text for name, text in form.items() if name != "offer"}
