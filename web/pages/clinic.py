"""A clinician's pages: a patient's sheet for both sides, the prescription, and the orders that came of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request
from flask import redirect as to_page
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.actors import Actor, named_actor
from configurator.domain.errors import Refused
from configurator.domain.offers.offer_suitability import assess_offers
from configurator.domain.orders.orders import Person
from configurator.domain.orders.prescriptions import PRESCRIPTION_HINT, prescription_problems
from configurator.domain.orders.requests import ItemRequest, OrderRequest
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusal, warning
from configurator.domain.sha256 import sha256
from configurator.domain.text_bounds import ACTOR
from configurator.services.common.texts import name_warnings
from configurator.services.factories.factories import list_factories
from configurator.services.orders.judge_order import judge_order
from configurator.services.orders.personal_data import read_person
from configurator.services.orders.place_order import store_order
from configurator.services.orders.town_lookup import list_countries
from configurator.services.orders.views import list_orders
from web.clinic_form import SOURCES, SideSheet, percentile_words, read_sides, sides_of
from web.context import web_context
from web.fields import problems_without_field
from web.forms import unit_in
from web.identity_cookie import read_actor, set_actor_cookie
from web.map import network_map
from web.order_form import read_order_form

blueprint = Blueprint("clinic", __name__, url_prefix="/clinic")
CLINIC_START = {"quantity": "1", "to": "address"}
CLINICIAN = "clinician"
CONFIRM_WARNING = warning("Something is doubtful.", hint="Look at it; sent once more as it is, it is ordered.")


@blueprint.get("/")
def sheet() -> str:
    """An empty sheet for the part that the address names."""
    defaults = CLINIC_START | {"key": secrets.token_urlsafe(16), "clinician": read_actor(CLINICIAN)}
    template, form = _template(request.args), defaults | request.args.to_dict()
    return _page(template, form, read_sides(template, form, begun=False), begun=False)


@blueprint.post("/")
def send() -> Response | str | tuple[str, int]:
    """Validate the sheet, or order what it prescribes; problems are shown beside the entries."""
    template, form = _template(request.form), request.form
    sides = read_sides(template, form, begun=True)
    selected = [each for each in sides if each.wanted]
    warnings = (*name_warnings("patient", form.get("patient", "").strip()), *_warnings(selected))
    # Warnings are shown once; the form that is sent again confirms them by their hash in the field `sure`.
    confirmation = sha256("\n".join([form.get("patient", ""), *map(str, warnings)]).encode()) if warnings else ""
    if form.get("act") != "order":
        missing = tuple(_missing_entries(form, selected))
        return _page(template, form, sides, begun=True, problems=(*missing, *warnings), confirmation=confirmation)
    try:
        judgement = judge_order(_prescriber(form), _order_request(template, form, selected))
        if form.get("sure", "") != confirmation:
            return _page(
                template, form, sides, begun=True, problems=(CONFIRM_WARNING, *warnings), confirmation=confirmation
            ), 422
        placed = store_order(web_context(), judgement)
    except Refused as error:
        return _page(template, form, sides, begun=True, problems=(*error.problems, *warnings)), 422
    response = to_page(f"/orders/{placed.order.token}", 303)
    return set_actor_cookie(response, CLINICIAN, form.get("clinician", "").strip()[: ACTOR.max_length])


@blueprint.get("/orders")
def orders() -> str:
    """What this clinician has ordered, the newest first."""
    context, actor = web_context(), read_actor(CLINICIAN)
    own_orders = list_orders(context, placed_by=actor, limit=100) if actor else ()
    rows = [(order, read_person(context, order.id)) for order in own_orders]
    return render_template("clinic/orders.html", rows=rows, actor=actor)


def _prescriber(form: Mapping[str, str]) -> Actor:
    """Whoever prescribes. A form that names nobody is refused for that, together with what else is wrong with it."""
    return named_actor(form.get("clinician", "").strip() or "nobody", "clinician")


def _warnings(sides: list[SideSheet]) -> list[Problem]:
    return [problem for side in sides for problem in side.problems if problem.severity == "warning"]


def _order_request(template: Template[Any], form: Mapping[str, str], selected: list[SideSheet]) -> OrderRequest:
    parts = [ItemRequest(template.id, each.sheet, each.configured) for each in selected]
    person = _person(form)
    return read_order_form(form, parts, person, _missing_entries(form, selected))


def _missing_entries(form: Mapping[str, str], selected: list[SideSheet]) -> Iterator[Problem]:
    """A refusal for each entry that a part for a person needs and the form lacks."""
    if not selected:
        yield refusal("Neither side is to be made.", "side", hint="Tick left, right, or both.")
    yield from prescription_problems(_person(form))
    if not form.get(CLINICIAN, "").strip():
        yield refusal("The prescriber is missing.", CLINICIAN, hint=PRESCRIPTION_HINT)


def _person(form: Mapping[str, str]) -> Person:
    return Person(form.get("patient", "").strip(), form.get("prescription", ""))


def _template(form: Mapping[str, str]) -> Template[Any]:
    """The template that the form names; else the first that is worn on the skin."""
    skin_templates = [each for each in catalogue.templates().values() if each.zone == "skin"]
    return catalogue.find(form["template"]) if form.get("template") or not skin_templates else skin_templates[0]


def _page(
    template: Template[Any],
    form: Mapping[str, str],
    sides: Sequence[SideSheet],
    *,
    begun: bool,
    problems: tuple[Problem, ...] = (),
    confirmation: str = "",
) -> str:
    side_problems = {problem for side in sides for problem in side.problems}
    first_design = next((each.design for each in sides if each.wanted and each.design), None)
    parameters = template.parameters(**first_design.parameters) if first_design else template.parameters()
    factories = list_factories(web_context())
    return render_template(
        "clinic/sheet.html",
        template=template,
        templates=[each for each in catalogue.templates().values() if sides_of(each) != ("",)],
        sides=sides,
        rows=list(zip(*(side.fields for side in sides), strict=True)),
        general={side.side: problems_without_field(template, side.problems) for side in sides},
        rank_words=percentile_words,
        sources=SOURCES,
        unit=unit_in(form),
        offers=assess_offers(template, parameters),
        factories=factories,
        map=network_map(factories),
        countries=list_countries(),
        given=form,
        begun=begun,
        problems=[each for each in problems if each not in side_problems],
        fine=begun and not problems and all(each.design for each in sides if each.wanted),
        sure=confirmation,
    )
