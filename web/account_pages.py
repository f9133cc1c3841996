"""What the pages of accounts have in common: they are there only with accounts, and they change who is signed in."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.accounts.accounts import Account
from configurator.domain.errors import Limited, Refused
from configurator.services.accounts.sessions import SignedIn, begin_session, end_session
from web.context import web_context
from web.notices import CHOOSE_ACTING, with_notice
from web.signing_in import accounts_are_on, current_session, factor_page, set_session_cookie


def need_accounts(pages: Blueprint) -> Blueprint:
    """The blueprint, whose pages say how to get accounts where there are none."""
    pages.before_request(_answer_without_accounts)
    pages.before_request(_refuse_ids_of_nothing)
    return pages


def limited_page(page: str, error: Limited) -> Response:
    """A page that says when to come again, for programs too."""
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(error.seconds)
    return response


def browser_name() -> str:
    """What the browser that sent this request calls itself."""
    return request.headers.get("User-Agent", "")


def provider_host() -> str:
    """The host of the provider by which people sign in, empty for none."""
    provider = web_context().provider
    return (urlsplit(provider.issuer).hostname or "") if provider else ""


def passwords_are_open() -> bool:
    """Whether anybody uses a password here."""
    provider = web_context().provider
    return provider is None or not provider.is_only


def end_current_session() -> None:
    """End the session of this request's browser, if it has one."""
    context, found = web_context(), current_session(web_context())
    if not found:
        return
    # It may have been ended meanwhile from elsewhere.
    with suppress(Refused):
        end_session(context, found.actor, found.account.id, found.session.id)


def enter(key: str, found: SignedIn, place: str) -> Response:
    """Have the browser go to a place as whoever has just signed in, and not as before: its old session has ended."""
    end_current_session()
    if found.missing:
        return set_session_cookie(redirect(factor_page(place), 303), key)
    response = redirect(place, 303)
    if len(found.memberships) > 1 and not found.session.organisation:
        response = with_notice(response, CHOOSE_ACTING)
    return set_session_cookie(response, key)


def enter_as_new(account: Account, place: str) -> Response:
    """The same for somebody whose account has just been made."""
    return enter(*begin_session(web_context(), account, browser_name()), place)


def _answer_without_accounts() -> tuple[str, int] | None:
    return None if accounts_are_on() else (render_template("accounts/none.html"), 404)


def _refuse_ids_of_nothing() -> None:
    """Raise NotFound for an address with a NUL: nothing has such an id, and PostgreSQL takes none to look for."""
    if any("\0" in str(each) for each in (request.view_args or {}).values()):
        abort(404)
