"""Passkeys of one's own account: listed, added by a device, removed. Without scripts no browser asks a device."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from flask import Blueprint, Response, current_app, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from configurator.domain.errors import Limited, Refused
from configurator.domain.problems import Problem
from configurator.services.accounts.passkeys import (
    add_passkey,
    begin_adding,
    begin_confirmation,
    begin_sign_in,
    find_passkey,
    list_passkeys,
    remove_passkey,
)
from configurator.services.accounts.sessions import has_usable_password
from web.account_pages import limited_page, need_accounts
from web.context import web_context
from web.navigation import home_of
from web.notices import PASSKEY_ADDED, PASSKEY_REMOVED, with_notice
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.proxies import client_network
from web.signing_in import renew_session, require_session

blueprint = need_accounts(Blueprint("passkeys", __name__, url_prefix="/account/passkeys"))
PLACES: Final[FieldPlaces] = {
    "name": FieldPlace("Which device", "#name"),
    "password": FieldPlace("Your password", "#password"),
    "passkey": FieldPlace("Passkey", "#passkey"),
}


@blueprint.get("/")
def show() -> str:
    """All of them, and how to add one."""
    return _page()


@blueprint.post("/")
def add() -> AnyResponse | tuple[str, int]:
    """Add the passkey that a device has made."""
    context, found, form = web_context(), require_session(web_context()), request.form
    try:
        add_passkey(context, found, current_app.config["PUBLIC_URL"], form.get("name", ""), form.get("passkey", ""))
    except Refused as error:
        return _page(error.problems), 422
    place = home_of(found) if found.missing else "/account/passkeys/"
    return with_notice(redirect(place, 303), PASSKEY_ADDED)


@blueprint.post("/options")
def ask_to_add() -> Response:
    """What the browser of somebody who has typed the password asks a device, to make a passkey."""
    context, found, form = web_context(), require_session(web_context()), request.form

    def begin() -> str:
        name, password = form.get("name", ""), form.get("password", "")
        key, options = begin_adding(context, found, current_app.config["PUBLIC_URL"], name, password)
        renew_session(key)
        return options

    return options_answer(begin)


@blueprint.post("/confirmation")
def ask_to_confirm() -> Response:
    """What the browser asks a device, to use a passkey of the account."""
    context, found = web_context(), require_session(web_context())
    return options_answer(lambda: begin_confirmation(context, found, current_app.config["PUBLIC_URL"]))


@blueprint.post("/sign-in")
def ask_to_sign_in() -> Response:
    """What the browser asks a device, to use any passkey that it has for this site."""
    address = client_network(request.remote_addr)
    return options_answer(lambda: begin_sign_in(web_context(), current_app.config["PUBLIC_URL"], address))


@blueprint.get("/<passkey>")
def show_one(passkey: str) -> str:
    """One of them, to remove it."""
    return _removal_page(passkey)


@blueprint.post("/<passkey>")
def remove(passkey: str) -> AnyResponse | tuple[str, int]:
    """Have it be of no use any more."""
    context, found = web_context(), require_session(web_context())
    try:
        renew_session(remove_passkey(context, found, passkey, request.form.get("password", "")))
    except Limited as error:
        return limited_page(_removal_page(passkey, error.problems), error)
    except Refused as error:
        return _removal_page(passkey, error.problems), 422
    return with_notice(redirect("/account/passkeys/", 303), PASSKEY_REMOVED)


def options_answer(begin: Callable[[], str]) -> Response:
    """What a script reads: the options, or why there are none as `problem`."""
    try:
        return Response(begin(), content_type="application/json")
    except Refused as error:
        response = Response(json.dumps({"problem": str(error)}), 422, content_type="application/json")
        if isinstance(error, Limited):
            response.status_code, response.headers["Retry-After"] = 429, str(error.seconds)
        return response


def _page(problems: tuple[Problem, ...] = ()) -> str:
    found = require_session(web_context())
    return render_template(
        "accounts/passkeys.html",
        account=found.account,
        has_password=has_usable_password(web_context(), found.account.id),
        passkeys=list_passkeys(web_context(), found.account.id),
        given=request.form,
        told=page_problems(problems, PLACES),
    )


def _removal_page(passkey: str, problems: tuple[Problem, ...] = ()) -> str:
    found = require_session(web_context())
    return render_template(
        "accounts/passkey.html",
        account=found.account,
        has_password=has_usable_password(web_context(), found.account.id),
        passkey=find_passkey(web_context(), found.account.id, passkey),
        told=page_problems(problems, PLACES),
    )
