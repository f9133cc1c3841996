"""Who somebody at a page says to be: there are no accounts, so it is what they typed last."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

# In the record, whoever orders without saying who.
CUSTOMER = "web:customer"
COOKIE = "actor"
YEAR = 365 * 24 * 3600


def remembered() -> str:
    """The name typed last in this browser, empty if none was."""
    return request.cookies.get(COOKIE, "")[:80]


def remember(answer: Response, actor: str) -> Response:
    """Have the browser fill the name in next time."""
    answer.set_cookie(COOKIE, actor, max_age=YEAR, httponly=True, samesite="Strict")
    return answer
