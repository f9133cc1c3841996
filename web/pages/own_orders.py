"""The orders of whoever is signed in: those placed from the account, and those gathered by their links."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.errors import Forbidden, Refused
from configurator.domain.orders.orders import Order
from configurator.domain.problems import Problem
from configurator.services.orders.own_orders import add_to_account, list_own_orders
from web.account_pages import need_accounts
from web.context import web_context
from web.links import order_url
from web.notices import GATHERED, with_notice
from web.ordered_parts import reorder_links
from web.page_problems import FieldPlace, FieldPlaces, page_problems

blueprint = need_accounts(Blueprint("own_orders", __name__, url_prefix="/account/orders"))
PLACES: Final[FieldPlaces] = {"link": FieldPlace("Link of the order", "#link")}
# Of what is pasted the token: all that follows /orders/, or a token alone.
TOKEN: Final = re.compile(r"(?:.*/orders/)?([\w-]+)[/?#]?.*", re.ASCII)
MAX_LINK_LENGTH: Final = 300


@blueprint.get("/")
def show() -> str:
    """The list, and the field for a link."""
    return _page()


@blueprint.post("/")
def gather() -> Response | tuple[str, int]:
    """Add the order of a link."""
    context, link = web_context(), request.form.get("link", "").strip()
    match = TOKEN.fullmatch(link[:MAX_LINK_LENGTH])
    try:
        order = add_to_account(context, context.actor, match[1] if match else "")
    except Forbidden:
        raise
    except Refused as error:
        return _page(error.problems), 422
    return with_notice(redirect(order_url(order), 303), GATHERED)


def _page(problems: tuple[Problem, ...] = ()) -> str:
    rows = [(order, _parts(order)) for order in list_own_orders(web_context())]
    # What is wrong with a link stands beside its field, whatever the service calls it.
    told = page_problems([replace(each, fields=("link",)) for each in problems], PLACES)
    return render_template("accounts/own_orders.html", rows=rows, given=request.form, told=told)


def _parts(order: Order) -> list[dict[str, object]]:
    """Of each part how many, what it is, and the forms that begin with it."""
    known = catalogue.templates()
    return [
        {
            "quantity": item.quantity,
            "title": known[item.design.template].title if item.design.template in known else item.design.template,
            "again": reorder_links(item.design),
        }
        for item in order.items
    ]
