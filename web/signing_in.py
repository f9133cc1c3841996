"""As whom a request acts: by the session of its browser, or by the token of its program. Only with accounts.

Without accounts a request acts as whoever sits at this machine.
"""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import urlencode

from flask import after_this_request, current_app, g, request
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from configurator.domain.accounts.second_factors import MissingFactor
from configurator.domain.actors import LOCAL, VISITOR, Actor, Role, named_actor
from configurator.domain.errors import Forbidden
from configurator.domain.problems import refusal
from configurator.services.accounts.api_tokens import find_token_use
from configurator.services.accounts.passkeys import confirm_passkey
from configurator.services.accounts.sessions import LIFETIME_S, SignedIn, confirm_password, find_session
from configurator.services.common.context import Context

R = TypeVar("R", bound=Response)
# The prefix binds the cookie to this very host, with TLS and without a path (ASVS v5.0.0-3.3.3).
SESSION_COOKIE = "__Host-session"
FACTOR_PAGE = "/account/second-factor/"
BEARER = "Bearer "
# What programs ask: pages take no token.
TOKEN_PATHS = ("/api/", "/metrics")


def accounts_are_on() -> bool:
    """Whether whoever comes is somebody, by an account or as a visitor."""
    return bool(current_app.config["PUBLIC_URL"])


def current_session(context: Context) -> SignedIn | None:
    """The session of this request's browser, looked up once."""
    if "signed_in" not in g:
        key = request.cookies.get(SESSION_COOKIE, "") if accounts_are_on() else ""
        g.signed_in = find_session(context, key) if key else None
    found: SignedIn | None = g.signed_in
    return found


def current_actor(context: Context) -> Actor:
    """As whom this request acts. Raises Unauthorized for a token that is none, or that has ended."""
    if not accounts_are_on():
        return LOCAL
    if "actor" not in g:
        g.actor = _token_actor(context) or _session_actor(context)
    actor: Actor = g.actor
    return actor


def missing_factor(context: Context) -> MissingFactor:
    """What the session of this request's browser lacks; nothing without one, or where a program sends its token."""
    found, is_program = current_session(context), current_actor(context).scopes is not None
    return found.missing if found and not is_program else MissingFactor.NONE


def factor_page(place: str) -> str:
    """The address of the page where a session gets what it lacks, and goes on to a place."""
    return f"{FACTOR_PAGE}?{urlencode({'next': place})}"


def require_session(context: Context) -> SignedIn:
    """The session of this request's browser. Raises Forbidden without one."""
    found = current_session(context)
    if found is None:
        raise Forbidden(refusal("You are not signed in.", "session", hint="Sign in first."), signed_out=True)
    return found


def require_account(context: Context) -> None:
    """Raise Forbidden for a request of nobody: neither a session's nor a token's."""
    if not context.actor.account and current_session(context) is None:
        hint = "Sign in first; a program sends its token."
        raise Forbidden(refusal("You are not signed in.", "session", hint=hint), signed_out=True)


def acting_actor(context: Context, name: str, role: Role = "") -> Actor:
    """As whom something is done: with accounts as the context's actor, whatever name is given; else by that name.

    Raises Refused for a name that is none.
    """
    return context.actor if accounts_are_on() else named_actor(name, role)


def confirm_by_form(context: Context) -> Actor:
    """The actor of this request's session, who has sent a passkey's answer or the password once more with a form.

    The browser gets a new key. Raises Refused, Forbidden, Limited.
    """
    found, answer = require_session(context), request.form.get("passkey", "")
    if answer:
        key, actor = confirm_passkey(context, found, current_app.config["PUBLIC_URL"], answer)
    else:
        key, actor = confirm_password(context, found, request.form.get("password", ""))
    renew_session(key)
    return actor


def renew_session(key: str) -> None:
    """Have the answer to this request, whatever it is, bring the browser the session's new key."""

    @after_this_request
    def bring_key(answer: Response) -> Response:
        return set_session_cookie(answer, key)


def set_session_cookie(answer: R, key: str) -> R:
    """Have the browser send the session's key from here on."""
    answer.set_cookie(SESSION_COOKIE, key, max_age=LIFETIME_S, path="/", secure=True, httponly=True, samesite="Lax")
    return answer


def delete_session_cookie(answer: R) -> R:
    """Have the browser forget the session's key."""
    answer.delete_cookie(SESSION_COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
    return answer


def _session_actor(context: Context) -> Actor:
    """A session that lacks a second factor is nobody's yet."""
    found = current_session(context)
    return found.actor if found and not found.missing else VISITOR


def _token_actor(context: Context) -> Actor | None:
    """As whom the token of this request acts; None without one. Pages take none."""
    header = request.headers.get("Authorization", "")
    if not header or not request.path.startswith(TOKEN_PATHS):
        return None
    use = find_token_use(context, header.removeprefix(BEARER)) if header.startswith(BEARER) else None
    if use is None:
        raise Unauthorized("This token is unknown, or has ended: make another on the page of your account.")
    return use.actor
