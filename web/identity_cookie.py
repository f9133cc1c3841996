"""Who somebody at a page says to be: there are no accounts, so it is what they typed last."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

# In the record, whoever orders without saying who.
CUSTOMER = "web:customer"
COOKIE_AGE_S = 365 * 24 * 3600


def remembered(role: str) -> str:
    """The name typed last in this browser in a role, empty if none was."""
    return request.cookies.get(role, "")[:80]


def remember(answer: Response, role: str, actor: str, path: str = "/") -> Response:
    """Have the browser fill the name in next time, on the pages below a path: each board has its own operator."""
    answer.set_cookie(role, actor, max_age=COOKIE_AGE_S, path=path, httponly=True, samesite="Strict")
    return answer
