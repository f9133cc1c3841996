"""The basket of a browser: a cookie has its token, the database what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from configurator import catalogue
from configurator.domain.errors import Refused
from configurator.domain.measures.sheets import Sheet
from configurator.domain.offers.offers import OFFERS
from configurator.domain.orders.baskets import BasketLine
from configurator.domain.orders.requests import ItemRequest
from configurator.domain.parts.designs import Configured
from configurator.domain.problems import Problem
from configurator.services.orders.baskets import BASKET_AGE
from configurator.services.previews.shapes import shape_of
from web.configurations import Configuration, read_configuration
from web.fields import Field, fields_of
from web.links import PICTURES, picture_url
from web.order_form import FLUID_INPUTS, read_own_choices

COOKIE = "basket"
# What an order's form says of one part alone.
OWN_CHOICES = ("quantity", "offer", "zone", *FLUID_INPUTS)


@dataclass(frozen=True)
class BasketPart:
    """A line of the basket, judged anew: what it requests, and what cannot be read of it.

    `configuration` is None where its template is gone.
    """

    line: BasketLine
    request: ItemRequest
    problems: tuple[Problem, ...]
    configuration: Configuration | None

    @property
    def title(self) -> str:
        """What it is."""
        return self.configuration.template.title if self.configuration else self.line.template

    @property
    def material(self) -> str:
        """In what, as its offer is titled."""
        offer = OFFERS.get(self.line.entries.get("offer", ""))
        return offer.title if offer else ""

    @property
    def picture(self) -> str:
        """Where its picture is; empty without a design."""
        found = self.configuration
        return picture_url(shape_of(found.design), PICTURES[found.unit]) if found and found.design else ""

    @property
    def fields(self) -> list[Field]:
        """What was entered."""
        found = self.configuration
        return [*fields_of(found.template, found.texts, found.unit)] if found else []

    @property
    def address(self) -> str:
        """The page on which its sizes are changed."""
        return f"/parts/{self.line.template}?{self.configuration.query}" if self.configuration else "/"


def read_part(line: BasketLine) -> BasketPart:
    """A line of the basket; its request is named by the line's id."""
    try:
        found = read_configuration(catalogue.find(line.template), line.entries, complete=True)
    except Refused as error:
        gone = ItemRequest(line.template, Sheet({}), Configured(None, error.problems), name=line.id)
        return BasketPart(line, gone, (), None)
    part = ItemRequest(line.template, found.sheet, found.configured, name=line.id)
    return BasketPart(line, *read_own_choices(part, line.entries), found)


def own_entries(configuration: Configuration, form: Mapping[str, str]) -> dict[str, str]:
    """What a line keeps of a part's form: its sizes with their unit, and its own choices."""
    return {"unit": configuration.unit, **configuration.texts} | {
        name: form[name] for name in OWN_CHOICES if form.get(name)
    }


def basket_token() -> str:
    """The token of this browser's basket, empty for none; it may be anything that a browser sends."""
    return request.cookies.get(COOKIE, "")


def with_basket(answer: Response, token: str) -> Response:
    """Have the browser keep the basket."""
    age_s = int(BASKET_AGE.total_seconds())
    answer.set_cookie(COOKIE, token, max_age=age_s, secure=request.is_secure, httponly=True, samesite="Strict")
    return answer


def without_basket(answer: Response) -> Response:
    """Have the browser forget it."""
    answer.delete_cookie(COOKIE, httponly=True, samesite="Strict")
    return answer
