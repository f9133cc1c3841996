"""The basket: several parts, one address, one order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.errors import Refused
from configurator.domain.orders.requests import OrderRequest
from configurator.domain.orders.wishes import Wish
from configurator.domain.problems import Problem
from configurator.services.factories.factories import list_factories
from configurator.services.orders.baskets import change_entries, read_basket, take_from_basket
from configurator.services.orders.place_order import place_order
from configurator.services.orders.town_lookup import list_countries
from web.baskets import BasketPart, basket_token, read_part, without_basket
from web.context import web_context
from web.customers import customer
from web.keys import KEY, keyed_address, replace_used_key
from web.links import order_url
from web.map import network_map
from web.notices import ORDERED, ORDERED_BEFORE, with_notice
from web.order_form import ORDER_PLACES, read_basket_form, town_options
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.parcels import ParcelsShown, shown_parcels

blueprint = Blueprint("basket", __name__, url_prefix="/basket")
BASKET_START = {"to": "address"}
# Before the id of a line: the name of its field for how many, and of the button that takes it out.
QUANTITY, TAKE_OUT = "quantity:", "take_out"


@blueprint.get("/")
def show() -> Response | str:
    """What is in the basket, and where it is to go, under a key that stays with the address."""
    if not request.args.get(KEY):
        return redirect(keyed_address(request.args))
    return _page(_parts(), BASKET_START | {KEY: request.args[KEY]})


@blueprint.post("/")
def send() -> Response | str | tuple[str, int]:
    """Take a part out, show in how many parcels it would come, or order all that is in it, once however often sent."""
    form = request.form
    if TAKE_OUT in form:
        take_from_basket(web_context(), basket_token(), form[TAKE_OUT])
    change_entries(web_context(), basket_token(), "quantity", _quantities(form))
    parts = _parts()
    if TAKE_OUT in form:
        return _page(parts, form)
    try:
        asked = _order_request(parts, form)
        if "where" in form:
            return _page(parts, form, expected=shown_parcels(web_context(), customer(), asked))
        placed = place_order(web_context(), customer(), asked)
    except Refused as error:
        keyed_form, problems = replace_used_key(form, error.problems)
        return _page(parts, keyed_form, problems), 422
    ordered = with_notice(redirect(order_url(placed.order), 303), ORDERED if placed.new else ORDERED_BEFORE)
    return without_basket(ordered)


def _parts() -> Sequence[BasketPart]:
    return [read_part(each) for each in read_basket(web_context(), basket_token())]


def _quantities(form: Mapping[str, str]) -> dict[str, str]:
    """How many of each line, by its id."""
    return {name.removeprefix(QUANTITY): text for name, text in form.items() if name.startswith(QUANTITY)}


def _order_request(parts: Sequence[BasketPart], form: Mapping[str, str]) -> OrderRequest:
    return read_basket_form(form, [(each.request, each.problems) for each in parts])


def _page(
    parts: Sequence[BasketPart],
    form: Mapping[str, str],
    problems: tuple[Problem, ...] = (),
    expected: ParcelsShown | None = None,
) -> str:
    factories = list_factories(web_context())
    return render_template(
        "order/basket.html",
        parts=parts,
        factories=factories,
        map=network_map(factories),
        countries=list_countries(),
        towns=town_options(form) if problems else {},
        wishes=[*Wish],
        expected=expected,
        given=form,
        told=page_problems(problems, _places(parts)),
    )


def _places(parts: Sequence[BasketPart]) -> FieldPlaces:
    """The fields of every line, as told of it, before those of the order."""
    own = {name: place for each in parts for name, place in _line_places(each).items()}
    return {**own, **{name: place for name, place in ORDER_PLACES.items() if name not in ("quantity", "offer")}}


def _line_places(part: BasketPart) -> FieldPlaces:
    line, found = part.line, part.configuration
    places = {f"{line.id}.quantity": FieldPlace(f"{part.title}: how many", f"#quantity-{line.id}")}
    texts = found.template.parameters.model_fields if found else {}
    names = {name: str(field.title) for name, field in texts.items()}
    names |= {"offer": "material", "zone": "where it sits", "fluids": "what touches it", "template": "part"}
    return places | {
        f"{line.id}.{name}": FieldPlace(f"{part.title}: {label}", f"#line-{line.id}") for name, label in names.items()
    }
