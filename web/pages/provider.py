"""Sign in by another provider: sent there, and come back; the link to one's account, and to an invitation."""

from __future__ import annotations

import hmac
from dataclasses import replace
from typing import Final

from flask import Blueprint, abort, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.accounts.identities import Errand
from configurator.domain.errors import Limited, Refused, refused
from configurator.domain.problems import Problem
from configurator.services.accounts.identities import (
    VISIT_LIFETIME_S,
    accept_with_identity,
    begin_linking,
    begin_visit,
    end_visit,
    link_identity,
    remove_links,
    sign_in_with_identity,
)
from web.account_pages import browser_name, enter, limited_page, need_accounts, provider_host
from web.context import web_context
from web.local_paths import local_path
from web.navigation import home_of
from web.notices import NOW_MEMBER, PROVIDER_LINKED, PROVIDER_REMOVED, with_notice
from web.pages.account import account_page
from web.pages.sign_in import sign_in_page
from web.proxies import client_network
from web.signing_in import renew_session, require_session

blueprint = need_accounts(Blueprint("provider", __name__))
# By it the browser that comes back is the one that was sent: bound to this host, as the session's.
VISIT_COOKIE: Final = "__Host-visit"


@blueprint.before_request
def _refuse_without_provider() -> None:
    """Raise NotFound where there is no provider."""
    if web_context().provider is None:
        abort(404)


@blueprint.get("/sign-in/provider")
def begin() -> Response | tuple[str, int]:
    """Send the browser there, to be signed in here."""
    return _send_there(Errand.SIGN_IN, place=local_path(request.args.get("next", "")))


@blueprint.get("/invitations/<secret>/provider")
def accept(secret: str) -> Response | tuple[str, int]:
    """Send the browser there, to accept an invitation."""
    return _send_there(Errand.ACCEPT, invitation=secret)


@blueprint.post("/account/provider")
def link() -> Response | tuple[str, int]:
    """Say where to go to link one's account: a form's answer may not lead to another site by itself."""
    found, site = require_session(web_context()), current_app.config["PUBLIC_URL"]
    try:
        key, state, address = begin_linking(web_context(), found, site, request.form.get("password", ""))
    except Limited as error:
        return limited_page(account_page(_beside_link(error)), error)
    except Refused as error:
        return account_page(_beside_link(error)), 422
    renew_session(key)
    page = render_template("accounts/provider.html", address=address, provider_host=provider_host())
    return _with_visit(current_app.make_response(page), state)


@blueprint.post("/account/provider/remove")
def remove() -> Response | tuple[str, int]:
    """Have nobody sign in to one's account by the provider."""
    try:
        key = remove_links(web_context(), require_session(web_context()), request.form.get("password", ""))
    except Limited as error:
        return limited_page(account_page(_beside_link(error)), error)
    except Refused as error:
        return account_page(_beside_link(error)), 422
    renew_session(key)
    return with_notice(redirect("/account/", 303), PROVIDER_REMOVED)


@blueprint.get("/sign-in/provider/back")
def back() -> Response:
    """Take whoever comes back for whom the provider says it is."""
    try:
        response = _come_back()
    except Refused as error:
        response = current_app.make_response((sign_in_page(error.problems), 422))
    response.delete_cookie(VISIT_COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
    return response


def _come_back() -> Response:
    """What was begun is done. Raises Refused."""
    context, state = web_context(), request.args.get("state", "")
    if not hmac.compare_digest(request.cookies.get(VISIT_COOKIE, "").encode(), state.encode()):
        raise refused("This sign-in was begun in another browser.", "provider", hint="Begin again.")
    if "code" not in request.args:
        raise refused("You have not signed in there.", "provider", hint="Begin again, or sign in otherwise.")
    visit, identity = end_visit(context, current_app.config["PUBLIC_URL"], state, request.args["code"])
    if visit.errand is Errand.LINK:
        link_identity(context, require_session(context), visit, identity)
        return with_notice(redirect("/account/", 303), PROVIDER_LINKED)
    if visit.errand is Errand.ACCEPT:
        key, found = accept_with_identity(context, visit, identity, browser_name())
        return with_notice(enter(key, found, "/account/"), NOW_MEMBER)
    key, found = sign_in_with_identity(context, identity, browser_name())
    return enter(key, found, local_path(visit.next, home_of(found)))


def _beside_link(error: Refused) -> tuple[Problem, ...]:
    """What is wrong, told where the account is linked: that form has a password of its own."""
    return tuple(replace(each, fields=("provider",)) for each in error.problems)


def _send_there(errand: Errand, *, invitation: str = "", place: str = "") -> Response | tuple[str, int]:
    address, site = client_network(request.remote_addr), current_app.config["PUBLIC_URL"]
    try:
        state, there = begin_visit(web_context(), site, address, errand, invitation=invitation, next=place)
    except Limited as error:
        return limited_page(sign_in_page(error.problems), error)
    except Refused as error:
        return sign_in_page(error.problems), 422
    return _with_visit(redirect(there, 303), state)


def _with_visit(response: Response, state: str) -> Response:
    response.set_cookie(
        VISIT_COOKIE, state, max_age=VISIT_LIFETIME_S, path="/", secure=True, httponly=True, samesite="Lax"
    )
    return response
