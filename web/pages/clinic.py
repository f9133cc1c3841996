"""A clinician's pages: a patient's sheet for both sides, the prescription, and the orders that came of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request
from flask import redirect as to_page
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.digests import sha256
from configurator.domain.errors import Refused
from configurator.domain.offers.offer_suitability import assess_offers
from configurator.domain.orders.orders import OrderRequest
from configurator.domain.parts.templates import Template
from configurator.domain.problems import Problem, refusal, warning
from configurator.services.common.actors import name_warnings
from configurator.services.factories.factories import list_factories
from configurator.services.orders.people import read_person
from configurator.services.orders.place import place_order
from configurator.services.orders.towns import countries
from configurator.services.orders.views import list_orders
from web.clinic_form import SOURCES, SideSheet, rank_words, read_sides, sides_of
from web.context import web_context
from web.fields import general
from web.forms import unit_in
from web.identity_cookie import remember, remembered
from web.map import network_map
from web.order_form import item, read_order_form

blueprint = Blueprint("clinic", __name__, url_prefix="/clinic")
CLINIC_START = {"quantity": "1", "to": "address"}
CLINICIAN = "clinician"
SURE = warning("Something is doubtful.", hint="Look at it; sent once more as it is, it is ordered.")


@blueprint.get("/")
def sheet() -> str:
    """An empty sheet for the part that the address names."""
    begin = CLINIC_START | {"key": secrets.token_urlsafe(16), "clinician": remembered(CLINICIAN)}
    template, given = _template(request.args), begin | request.args.to_dict()
    return _page(template, given, read_sides(template, given, begun=False), begun=False)


@blueprint.post("/")
def send() -> Response | str | tuple[str, int]:
    """Judge the sheet, or order what it prescribes; what is wrong is told beside what was filled in."""
    template, given = _template(request.form), request.form
    sides = read_sides(template, given, begun=True)
    wanted = [each for each in sides if each.wanted]
    doubts = (*name_warnings("patient", given.get("patient", "").strip()), *_warnings(wanted))
    # Doubts are told once; who sends the same again is sure of it.
    sure = sha256("\n".join([given.get("patient", ""), *map(str, doubts)]).encode()) if doubts else ""
    if given.get("act") != "order":
        lacking = tuple(_lacking(given, wanted))
        return _page(template, given, sides, begun=True, problems=(*lacking, *doubts), sure=sure)
    try:
        asked = _ask(template, given, wanted)
        if given.get("sure", "") != sure:
            return _page(template, given, sides, begun=True, problems=(SURE, *doubts), sure=sure), 422
        placed = place_order(web_context(), given.get("clinician", ""), given.get("key", ""), asked)
    except Refused as error:
        return _page(template, given, sides, begun=True, problems=(*error.problems, *doubts)), 422
    page = to_page(f"/orders/{placed.order.token}", 303)
    return remember(page, CLINICIAN, given.get("clinician", "").strip()[:80])


@blueprint.get("/orders")
def orders() -> str:
    """What this clinician has ordered, the newest first."""
    context, actor = web_context(), remembered(CLINICIAN)
    found = list_orders(context, placed_by=actor, limit=100) if actor else ()
    rows = [(order, read_person(context, order.id)) for order in found]
    return render_template("clinic/orders.html", rows=rows, actor=actor)


def _warnings(sides: list[SideSheet]) -> list[Problem]:
    return [problem for side in sides for problem in side.problems if problem.severity == "warning"]


def _ask(template: Template[Any], given: Mapping[str, str], wanted: list[SideSheet]) -> OrderRequest:
    """What is ordered. Raises Refused with all that stands against it."""
    wrong = [*_lacking(given, wanted)]
    try:
        parts = [item(template.id, each.values, given) for each in wanted]
        person = {"patient": given.get("patient", "").strip(), "prescription": given.get("prescription", "").strip()}
        asked = read_order_form(parts, given, **person).ask
    except Refused as error:
        wrong += error.problems
    if wrong:
        raise Refused(*wrong)
    return asked


def _lacking(given: Mapping[str, str], wanted: list[SideSheet]) -> Iterator[Problem]:
    """What a part for a person must not lack."""
    if not wanted:
        yield refusal("Neither side is to be made.", "side", hint="Tick left, right, or both.")
    for name, what in (("patient", "patient's code"), ("prescription", "prescription"), ("clinician", "prescriber")):
        if not given.get(name, "").strip():
            yield refusal(f"The {what} is missing.", name, hint="A part for a person is prescribed, and answered for.")


def _template(given: Mapping[str, str]) -> Template[Any]:
    """The part that is named; else the first that is worn."""
    worn = [each for each in catalogue.templates().values() if each.zone == "skin"]
    return catalogue.find(given["template"]) if given.get("template") or not worn else worn[0]


def _page(
    template: Template[Any],
    given: Mapping[str, str],
    sides: Sequence[SideSheet],
    *,
    begun: bool,
    problems: tuple[Problem, ...] = (),
    sure: str = "",
) -> str:
    known = {problem for side in sides for problem in side.problems}
    first = next((each.design for each in sides if each.wanted and each.design), None)
    parameters = template.parameters(**first.parameters) if first else template.parameters()
    factories = list_factories(web_context())
    return render_template(
        "clinic/sheet.html",
        template=template,
        templates=[each for each in catalogue.templates().values() if sides_of(each) != ("",)],
        sides=sides,
        rows=list(zip(*(side.fields for side in sides), strict=True)),
        general={side.side: general(template, side.problems) for side in sides},
        rank_words=rank_words,
        sources=SOURCES,
        unit=unit_in(given),
        offers=assess_offers(template, parameters),
        factories=factories,
        map=network_map(factories),
        countries=countries(),
        given=given,
        begun=begun,
        problems=[each for each in problems if each not in known],
        fine=begun and not problems and all(each.design for each in sides if each.wanted),
        sure=sure,
    )
