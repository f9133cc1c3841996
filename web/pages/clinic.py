"""A clinician's pages: a patient's sheet for both sides, the prescription, and the orders that came of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, get_template_attribute, render_template, request
from flask import redirect as to_page
from markupsafe import Markup
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.actors import Actor
from configurator.domain.errors import Refused
from configurator.domain.offers.offer_suitability import OfferSuitability, assess_offers
from configurator.domain.orders.device_types import CONSEQUENCES, device_type_problems
from configurator.domain.orders.orders import Order, Person
from configurator.domain.orders.prescriptions import PRESCRIPTION_HINT, prescription_problems
from configurator.domain.orders.requests import ItemRequest, OrderRequest
from configurator.domain.orders.wishes import Wish
from configurator.domain.parts.parameters import person_names
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusal, warning
from configurator.domain.sha256 import sha256
from configurator.domain.text_bounds import ACTOR
from configurator.services.common.texts import name_warnings
from configurator.services.factories.factories import list_factories
from configurator.services.orders.judge_order import judge_order
from configurator.services.orders.personal_data import read_person
from configurator.services.orders.place_order import store_order
from configurator.services.orders.requested_orders import asked_destination
from configurator.services.orders.town_lookup import list_countries
from configurator.services.orders.views import find_order, list_orders, list_waiting_orders
from web.clinic_form import (
    SOURCES,
    SideSheet,
    Stage,
    form_sides,
    input_name,
    pair_warnings,
    percentile_words,
    read_sides,
    side_places,
)
from web.context import web_context
from web.fields import Field
from web.forms import unit_in
from web.identity_cookie import read_actor, set_actor_cookie
from web.keys import KEY, keyed_address, replace_used_key
from web.links import order_url
from web.map import network_map
from web.messages import field_messages, general_messages
from web.notices import ORDERED, ORDERED_BEFORE, with_notice
from web.order_form import ORDER_PLACES, PICK_UP, read_order_form, town_options
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.part_quotes import Estimate, estimate_order
from web.signing_in import accounts_are_on, acting_actor, current_session
from web.swaps import swap_texts

blueprint = Blueprint("clinic", __name__, url_prefix="/clinic")
# The token of the order in whose place the sheet's is ordered.
REPLACES = "replaces"
CLINIC_START = {"quantity": "1", "to": "address"}
CLINICIAN = "clinician"
# What a sheet is of that names no part: what is prescribed most.
USUAL_TEMPLATE = "foot_orthosis"
CONFIRM_WARNING = warning("Something is doubtful.", hint="Look at it; sent once more as it is, it is ordered.")
HEAD_PLACES: FieldPlaces = {
    "patient": FieldPlace("Patient code", "#patient"),
    "clinician": FieldPlace("Prescriber", "#clinician"),
    "template": FieldPlace("Part", "#template"),
    "side": FieldPlace("Sides to make", "#sides"),
}
PRESCRIPTION_PLACES: FieldPlaces = {
    "prescription": FieldPlace("What is prescribed, and why", "#prescription"),
    "device_type": FieldPlace("What it is in law", "#device_type"),
}


@blueprint.get("/")
def sheet() -> Response | str:
    """An empty sheet for the part that the address names, under a key that stays with the address."""
    if not request.args.get(KEY):
        return to_page(keyed_address(request.args))
    defaults = CLINIC_START | {"clinician": _known_prescriber()}
    template, form = _template(request.args), defaults | request.args.to_dict()
    return _page(template, form, read_sides(template, form, "empty"), stage="empty")


@blueprint.post("/judge")
def judge() -> dict[str, Any]:
    """What to say of a sheet that is being filled in, by the ids of the page, and the fields that cannot stay.

    After it was sent once, that is also what is missing still.
    """
    template, form = _template(request.form), request.form
    sides = read_sides(template, form, _stage(form))
    places = dict(pair for side in sides for pair in side_places(template, side.side).items())
    problems = [each for side in sides for each in side.problems]
    told = page_problems([*problems, *pair_warnings(template, sides)], places, unit_in(form))
    ranks = {f"rank-{name}": words for side in sides for name, words in rank_texts(template, side).items()}
    return {
        "messages": field_messages(told) | {"general-problems": general_messages(told)} | ranks,
        "refused": told.refused,
    }


@blueprint.post("/")
def send() -> Response | str | tuple[str, int]:
    """Validate the sheet, or order what it prescribes; problems are shown beside the entries."""
    template, form = _template(request.form), request.form
    if "swap" in form:
        swapped = swap_texts(form, form["swap"])
        return _page(template, swapped, read_sides(template, swapped, _stage(form)), stage=_stage(form))
    sides = read_sides(template, form, "sent")
    selected = [each for each in sides if each.wanted]
    doubts = (*_warnings(selected), *pair_warnings(template, selected), *_device_warnings(template, form))
    warnings = (*name_warnings("patient", form.get("patient", "").strip()), *doubts)
    # Warnings are shown once; the form that is sent again confirms them by their hash in the field `sure`.
    confirmation = sha256("\n".join([form.get("patient", ""), *map(str, warnings)]).encode()) if warnings else ""
    if form.get("act") == "quote":
        return _page(template, form, sides, warnings, confirmation, quoted=_order_request(template, form, selected))
    if form.get("act") != "order":
        missing = tuple(_missing_entries(form, selected))
        is_sound = not missing and not warnings and all(each.design for each in selected)
        return _page(template, form, sides, (*missing, *warnings), confirmation, is_sound=is_sound)
    try:
        judgement = judge_order(_prescriber(form), _order_request(template, form, selected))
        if warnings and form.get("sure", "") != confirmation:
            return _page(template, form, sides, (CONFIRM_WARNING, *warnings), confirmation), 422
        placed = store_order(web_context(), judgement)
    except Refused as error:
        keyed_form, problems = replace_used_key(form, error.problems)
        own_problems = tuple(each for each in problems if not _is_of_a_side(each, selected))
        return _page(template, keyed_form, sides, (*own_problems, *warnings)), 422
    response = with_notice(to_page(order_url(placed.order), 303), ORDERED if placed.new else ORDERED_BEFORE)
    return set_actor_cookie(response, CLINICIAN, form.get("clinician", "").strip()[: ACTOR.max_length])


@blueprint.get("/orders")
def orders() -> str:
    """What this clinician has ordered, the newest first."""
    return _orders_page()


@blueprint.post("/orders")
def say_clinician() -> Response | tuple[str, int]:
    """Have this browser remember who prescribes, and show what that one has ordered."""
    try:
        actor = acting_actor(web_context(), request.form.get(CLINICIAN, ""), "clinician")
    except Refused as error:
        return _orders_page(error.problems), 422
    return set_actor_cookie(to_page("/clinic/orders", 303), CLINICIAN, actor.id)


def _orders_page(problems: tuple[Problem, ...] = ()) -> str:
    context, actor = web_context(), _known_prescriber()
    # With accounts they are the clinic's, whoever placed them.
    placed_by = "" if accounts_are_on() else actor
    own_orders = list_orders(context, placed_by=placed_by, limit=100) if actor else ()
    rows = [(order, read_person(context, order.id)) for order in own_orders]
    waiting = [(order, read_person(context, order.id)) for order in list_waiting_orders(context)]
    told = page_problems(problems, {"actor": HEAD_PLACES[CLINICIAN]})
    return render_template("clinic/orders.html", rows=rows, waiting=waiting, actor=actor, told=told)


def _stage(form: Mapping[str, str]) -> Stage:
    """How far a form is that is being filled in: what was sent before is judged as that."""
    return "sent" if form.get("stage") == "sent" else "filling"


def rank_texts(template: Template[Any], side: SideSheet) -> dict[str, Markup]:
    """Input -> how common its measurement is, as a piece of HTML; empty where nothing is known of it."""
    write = get_template_attribute("clinic/_ranks.html", "ranks")
    names = {each.name: input_name(template, side.side, each.name) for each in side.fields if each.measured}
    return {own: Markup(write(side.percentiles.get(name, ()), percentile_words).strip()) for name, own in names.items()}


def _is_of_a_side(problem: Problem, selected: list[SideSheet]) -> bool:
    """Whether the problem is one of a side's measurements, which are told beside them."""
    return any(problem in side.configured.problems for side in selected)


def _places(template: Template[Any]) -> FieldPlaces:
    """Every field of the sheet, in its order."""
    sides = [side_places(template, side) for side in form_sides(template)]
    names = dict(pair for side in sides for pair in side.items())
    return {**HEAD_PLACES, **names, **PRESCRIPTION_PLACES, **ORDER_PLACES}


def _prescriber(form: Mapping[str, str]) -> Actor:
    """Whoever prescribes. A form that names nobody is refused for that, together with what else is wrong with it."""
    return acting_actor(web_context(), form.get("clinician", "").strip() or "nobody", "clinician")


def _known_prescriber() -> str:
    """The name of whoever is signed in; without accounts the one typed last in this browser."""
    found = current_session(web_context())
    return found.account.name if found else read_actor(CLINICIAN)


def _warnings(sides: list[SideSheet]) -> list[Problem]:
    return [problem for side in sides for problem in side.problems if problem.severity == "warning"]


def _device_warnings(template: Template[Any], form: Mapping[str, str]) -> list[Problem]:
    problems = device_type_problems(form.get("device_type", ""), is_prescribed=template.prescribed)
    return [each for each in problems if each.severity == "warning"]


def _order_request(template: Template[Any], form: Mapping[str, str], selected: list[SideSheet]) -> OrderRequest:
    parts = [ItemRequest(template.id, each.sheet, each.configured) for each in selected]
    person, missing = _person(form), _missing_entries(form, selected)
    asked = _asked_order(form)
    if asked is None:
        return read_order_form(form, parts, person, missing, form.get("device_type", ""))
    goes_to = asked_destination(web_context(), asked)
    ordered = read_order_form({**form, "to": f"{PICK_UP}-"}, parts, person, missing, form.get("device_type", ""))
    person = replace(goes_to.person, patient=person.patient, prescription=person.prescription)
    return replace(ordered, person=person, place=goes_to.place, pick_up=goes_to.pick_up, replaces=asked.id)


def _asked_order(form: Mapping[str, str]) -> Order | None:
    """What somebody outside asked for, and the sheet is to take the place of; None for a sheet of the clinic's own."""
    token = form.get(REPLACES, "")
    return find_order(web_context(), token) if token else None


def _missing_entries(form: Mapping[str, str], selected: list[SideSheet]) -> Iterator[Problem]:
    """A refusal for each entry that a part for a person needs and the form lacks."""
    if not selected:
        yield refusal("Neither side is to be made.", "side", hint="Tick left, right, or both.")
    yield from prescription_problems(_person(form))
    if not form.get(CLINICIAN, "").strip() and not accounts_are_on():
        yield refusal("The prescriber is missing.", CLINICIAN, hint=PRESCRIPTION_HINT)


def _person(form: Mapping[str, str]) -> Person:
    return Person(form.get("patient", "").strip(), form.get("prescription", ""))


def _template(form: Mapping[str, str]) -> Template[Any]:
    """The template that the form names; else the usual one."""
    return catalogue.find(form.get("template") or USUAL_TEMPLATE)


def _rows(template: Template[Any], sides: Sequence[SideSheet]) -> list[tuple[Field, ...]]:
    """The fields of each parameter: one for every side, or one for all where it is the person's."""
    of_person = person_names(template.parameters)
    rows = zip(*(side.fields for side in sides), strict=True)
    return [row[:1] if row[0].name in of_person else row for row in rows]


def _estimates(
    sides: Sequence[SideSheet], quoted: OrderRequest, offers: Sequence[OfferSuitability]
) -> dict[str, Estimate]:
    """By side what its part would cost and when it would come; each side is a part of the order."""
    quantities = [each.quantity for each in quoted.items]
    wanted = [each for each in sides if each.wanted]
    return {
        side.side: estimate_order(side.design, quoted, offers, quantity)
        for side, quantity in zip(wanted, quantities, strict=True)
    }


def _page(
    template: Template[Any],
    form: Mapping[str, str],
    sides: Sequence[SideSheet],
    problems: tuple[Problem, ...] = (),
    confirmation: str = "",
    *,
    stage: Stage = "sent",
    is_sound: bool = False,
    quoted: OrderRequest | None = None,
) -> str:
    side_problems = [problem for side in sides for problem in side.problems]
    others = [each for each in problems if each not in side_problems]
    first_design = next((each.design for each in sides if each.wanted and each.design), None)
    parameters = template.parameters(**first_design.parameters) if first_design else template.parameters()
    factories = list_factories(web_context())
    asked, offers = _asked_order(form), assess_offers(template, parameters)
    return render_template(
        "clinic/sheet.html",
        asked=asked,
        template=template,
        templates=[each for each in catalogue.templates().values() if each.prescribed],
        sides=sides,
        rows=_rows(template, sides),
        named=partial(input_name, template),
        ranks={name: text for side in sides for name, text in rank_texts(template, side).items()},
        sources=SOURCES,
        device_types=CONSEQUENCES,
        unit=unit_in(form),
        offers=offers,
        estimates=_estimates(sides, quoted, offers) if quoted else None,
        factories=factories,
        map=network_map(factories),
        countries=list_countries(),
        wishes=[*Wish],
        towns=town_options(form) if problems else {},
        given=form,
        told=page_problems([*others, *side_problems], _places(template), unit_in(form)),
        stage=stage,
        is_sound=is_sound,
        sure=confirmation,
    )
