"""The name that a visitor typed last, stored in a cookie: there are no accounts."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from configurator.domain.actors import Actor

# The actor of orders that are placed without a name.
CUSTOMER = Actor("web:customer", "visitor")
COOKIE_AGE_S = 365 * 24 * 3600


def read_actor(role: str) -> str:
    """The name typed last in this browser in a role, empty if none was."""
    return request.cookies.get(role, "")[:80]


def set_actor_cookie(answer: Response, role: str, actor: str, path: str = "/") -> Response:
    """Have the browser fill the name in next time, on the pages below a path: each board has its own operator."""
    answer.set_cookie(role, actor, max_age=COOKIE_AGE_S, path=path, httponly=True, samesite="Strict")
    return answer
