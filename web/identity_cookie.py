"""The name that a visitor typed last, stored in a cookie: there are no accounts."""

from __future__ import annotations

from urllib.parse import quote, unquote

from flask import request
from werkzeug.wrappers import Response

from configurator.domain.actors import Actor
from configurator.domain.text_bounds import ACTOR

# The actor of orders that are placed without a name.
CUSTOMER = Actor("web:customer", "visitor")
COOKIE_AGE_S = 365 * 24 * 3600


def read_actor(role: str) -> str:
    """The name typed last in this browser in a role, empty if none was."""
    name = unquote(request.cookies.get(role, ""))[: ACTOR.max_length]
    # A cookie may hold whatever a browser sends.
    return name if name.isprintable() else ""


def set_actor_cookie(answer: Response, role: str, actor: str, path: str = "/") -> Response:
    """Have the browser fill the name in next time, on the pages below a path: each board has its own operator."""
    # A header holds Latin letters only, and quotes, commas and semicolons end a cookie's value.
    answer.set_cookie(role, quote(actor, safe=""), max_age=COOKIE_AGE_S, path=path, httponly=True, samesite="Strict")
    return answer
