"""One's own account: for whom one acts, where one is signed in, the password, tokens for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.accounts.accounts import SCOPE_WORDS
from configurator.domain.accounts.rights import Owner, Right
from configurator.domain.errors import Limited, Refused
from configurator.domain.problems import Problem
from configurator.services.accounts.accounts import change_password
from configurator.services.accounts.api_tokens import MAX_DAYS, list_usable_tokens, make_token, revoke_token
from configurator.services.accounts.codes import needs_code
from configurator.services.accounts.identities import list_links
from configurator.services.accounts.passkeys import list_passkeys
from configurator.services.accounts.passwords import password_hint
from configurator.services.accounts.sessions import (
    IDLE_S,
    LIFETIME_S,
    SignedIn,
    act_for,
    confirm_or_recent,
    end_session,
    end_sessions,
    has_usable_password,
    list_sessions,
)
from configurator.services.common.access import may
from web.account_pages import limited_page, need_accounts, passwords_are_open, provider_host
from web.browsers import browser_words
from web.context import web_context
from web.navigation import acting_for
from web.notices import ACTING_FOR, OTHERS_ENDED, PASSWORD_CHANGED, SESSION_ENDED, TOKEN_REVOKED, with_notice
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.signing_in import renew_session, require_session

blueprint = need_accounts(Blueprint("account", __name__, url_prefix="/account"))
USUAL_DAYS: Final = 90
# The fields of the password that is typed to end sessions, and to make a token.
ENDING: Final = "ending_password"
MAKING: Final = "token_password"
PLACES: Final[FieldPlaces] = {
    "organisation": FieldPlace("Act for", "#organisation"),
    "password": FieldPlace("Password until now", "#password"),
    "new_password": FieldPlace("New password", "#new_password"),
    ENDING: FieldPlace("Your password", f"#{ENDING}"),
    "provider": FieldPlace("Sign in elsewhere", "#provider"),
    "name": FieldPlace("What it is for", "#name"),
    MAKING: FieldPlace("Your password", f"#{MAKING}"),
    "scopes": FieldPlace("It may", "#scopes"),
    "days": FieldPlace("Ends after", "#days"),
}


@blueprint.get("/")
def show() -> str:
    """All of it."""
    return account_page()


@blueprint.post("/organisation")
def choose_organisation() -> Response | tuple[str, int]:
    """Act for another organisation from here on, or for none."""
    try:
        act_for(web_context(), require_session(web_context()), request.form.get("organisation", ""))
    except Refused as error:
        return account_page(error.problems), 422
    return _done(ACTING_FOR)


@blueprint.post("/password")
def choose_password() -> Response | tuple[str, int]:
    """Choose another password."""
    context, found = web_context(), require_session(web_context())
    try:
        key = change_password(context, found, request.form.get("password", ""), request.form.get("new_password", ""))
    except Limited as error:
        return limited_page(account_page(error.problems), error)
    except Refused as error:
        return account_page(error.problems), 422
    renew_session(key)
    return _done(PASSWORD_CHANGED)


@blueprint.post("/sessions/<session>/end")
def end_one(session: str) -> Response | tuple[str, int]:
    """End a session of one's own."""
    found = require_session(web_context())
    return _end(found, lambda: end_session(web_context(), found.actor, found.account.id, session), SESSION_ENDED)


@blueprint.post("/sessions/end")
def end_others() -> Response | tuple[str, int]:
    """End all sessions of one's own but this one."""
    found = require_session(web_context())
    end = partial(end_sessions, web_context(), found.actor, found.account.id, but=found.session.id)
    return _end(found, end, OTHERS_ENDED)


def _end(found: SignedIn, end: Callable[[], object], notice: str) -> Response | tuple[str, int]:
    """End sessions for whoever shows once more who it is: whoever only has the browser signs nobody out."""
    try:
        key, _ = confirm_or_recent(web_context(), found, request.form.get("password", ""))
        renew_session(key)
        end()
    except Limited as error:
        return limited_page(account_page(_beside(ENDING, error.problems)), error)
    except Refused as error:
        return account_page(_beside(ENDING, error.problems)), 422
    return _done(notice)


def _beside(field: str, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What is told of the password stands where that was typed, not where another one is chosen."""
    return tuple(replace(each, fields=(field,)) if each.fields == ("password",) else each for each in problems)


@blueprint.post("/tokens")
def add_token() -> str | Response | tuple[str, int]:
    """Make a token for whoever shows once more who it is; this answer is all that ever shows it."""
    form, found = request.form, require_session(web_context())
    scopes = tuple(form.getlist("scopes"))
    try:
        key, _ = confirm_or_recent(web_context(), found, form.get("password", ""))
        renew_session(key)
        text, token = make_token(web_context(), found, form.get("name", ""), scopes, _days(form.get("days", "")))
    except Limited as error:
        return limited_page(account_page(_beside(MAKING, error.problems)), error)
    except Refused as error:
        return account_page(_beside(MAKING, error.problems)), 422
    values = {"token": token, "words": SCOPE_WORDS, "acting_for": acting_for(found)}
    return render_template("accounts/token.html", text=text, **values)


@blueprint.post("/tokens/<token>/revoke")
def end_token(token: str) -> Response | tuple[str, int]:
    """Have a token of one's own be of no use any more."""
    context, found = web_context(), require_session(web_context())
    try:
        revoke_token(context, found.actor, found.account.id, token)
    except Refused as error:
        return account_page(error.problems), 422
    return _done(TOKEN_REVOKED)


def _days(text: str) -> int:
    """0 for what is no number of days."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _done(notice: str) -> Response:
    return with_notice(redirect("/account/", 303), notice)


def account_page(problems: tuple[Problem, ...] = ()) -> str:
    """All of it, with what was wrong with what was sent."""
    context, found = web_context(), require_session(web_context())
    has_code, passkeys = needs_code(context, found.account.id), list_passkeys(context, found.account.id)
    return render_template(
        "accounts/account.html",
        has_code=has_code,
        passkeys=passkeys,
        signed_in=found,
        provider_host=provider_host(),
        provider_links=list_links(context, found.account.id),
        has_password=has_usable_password(context, found.account.id),
        passwords_are_open=passwords_are_open(),
        acting_for=acting_for(found),
        manages_members=may(context, Right.MANAGE_MEMBERS, Owner(found.actor.organisation)),
        sessions=[(each, browser_words(each.agent)) for each in list_sessions(context, found.account.id)],
        idle_hours=IDLE_S // 3600,
        lifetime_days=LIFETIME_S // 86_400,
        tokens=list_usable_tokens(context, found.account.id),
        scopes=SCOPE_WORDS,
        titles={each.organisation.id: each.organisation.title for each in found.memberships},
        password_hint=password_hint(has_factor=bool(has_code or passkeys)),
        max_days=MAX_DAYS,
        usual_days=USUAL_DAYS,
        given=request.form,
        told=page_problems(problems, PLACES),
    )
