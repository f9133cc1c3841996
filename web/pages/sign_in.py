"""Sign in with address and password or with a passkey, and out."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.errors import Limited, Refused
from configurator.domain.problems import Problem
from configurator.services.accounts.passkeys import sign_in_with_passkey
from configurator.services.accounts.sessions import sign_in as begin
from web.account_pages import (
    browser_name,
    end_current_session,
    enter,
    limited_page,
    need_accounts,
    passwords_are_open,
    provider_host,
)
from web.baskets import without_basket
from web.context import web_context
from web.local_paths import local_path
from web.navigation import home_of
from web.notices import SIGNED_OUT, with_notice
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.proxies import client_network
from web.signing_in import current_session, delete_session_cookie

blueprint = need_accounts(Blueprint("sign_in", __name__))
PLACES: Final[FieldPlaces] = {
    "email": FieldPlace("E-mail address", "#email"),
    "password": FieldPlace("Password", "#password"),
    "code": FieldPlace("Code", "#code"),
    "passkey": FieldPlace("Passkey", "#passkey"),
    "provider": FieldPlace("Sign in elsewhere", "#provider"),
}


@blueprint.get("/sign-in")
def ask() -> Response | str:
    """The form; whoever is signed in is where they wanted to go."""
    found = current_session(web_context())
    return redirect(local_path(request.args.get("next", ""), home_of(found)), 303) if found else sign_in_page()


@blueprint.post("/sign-in")
def sign_in() -> Response | tuple[str, int]:
    """Begin a session, under a key that no browser had before, and end the one before."""
    form = request.form
    address = client_network(request.remote_addr)
    try:
        key, found = begin(
            web_context(),
            form.get("email", ""),
            form.get("password", ""),
            address,
            agent=browser_name(),
            code=form.get("code", ""),
        )
    except Limited as error:
        return limited_page(sign_in_page(error.problems), error)
    except Refused as error:
        return sign_in_page(error.problems), 422
    return enter(key, found, local_path(form.get("next", ""), home_of(found)))


@blueprint.post("/sign-in/passkey")
def sign_in_by_passkey() -> Response | tuple[str, int]:
    """The same by what a device has answered, and nothing else."""
    form, address = request.form, client_network(request.remote_addr)
    try:
        key, found = sign_in_with_passkey(
            web_context(), current_app.config["PUBLIC_URL"], form.get("passkey", ""), address, browser_name()
        )
    except Limited as error:
        return limited_page(sign_in_page(error.problems), error)
    except Refused as error:
        return sign_in_page(error.problems), 422
    return enter(key, found, local_path(form.get("next", ""), home_of(found)))


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End the session, in the database and in the browser, with what pages keep in the browser meanwhile."""
    end_current_session()
    response = with_notice(redirect(local_path(request.form.get("next", ""), "/"), 303), SIGNED_OUT)
    # Drafts of forms may be of patients, and the next person may sit at this machine, to whom the basket is no affair.
    response.headers["Clear-Site-Data"] = '"storage"'
    return delete_session_cookie(without_basket(response))


def sign_in_page(problems: tuple[Problem, ...] = ()) -> str:
    """The form, with what was wrong with it."""
    return render_template(
        "accounts/sign_in.html",
        given=request.form,
        next=local_path(request.values.get("next", "")),
        provider_host=provider_host(),
        passwords_are_open=passwords_are_open(),
        told=page_problems(problems, PLACES),
    )
