"""The page to which whoever lacks a second factor is led after the password: to show one, or to set one up."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.accounts.second_factors import MissingFactor
from configurator.domain.errors import Refused
from configurator.domain.problems import Problem
from configurator.services.accounts.passkeys import confirm_passkey
from web.account_pages import need_accounts
from web.context import web_context
from web.local_paths import local_path
from web.navigation import home_of
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.signing_in import renew_session, require_session

blueprint = need_accounts(Blueprint("second_factor", __name__, url_prefix="/account/second-factor"))
PLACES: Final[FieldPlaces] = {"passkey": FieldPlace("Passkey", "#passkey")}


@blueprint.get("/")
def show() -> Response | str:
    """What is lacking; whoever lacks nothing is where they wanted to go."""
    found = require_session(web_context())
    if not found.missing:
        return redirect(local_path(request.args.get("next", ""), home_of(found)), 303)
    return _page()


@blueprint.post("/")
def use() -> Response | tuple[str, int]:
    """Go on with what a passkey has answered."""
    context, found, form = web_context(), require_session(web_context()), request.form
    try:
        key, _ = confirm_passkey(context, found, current_app.config["PUBLIC_URL"], form.get("passkey", ""))
    except Refused as error:
        return _page(error.problems), 422
    renew_session(key)
    return redirect(local_path(form.get("next", ""), home_of(found)), 303)


def _page(problems: tuple[Problem, ...] = ()) -> str:
    found = require_session(web_context())
    return render_template(
        "accounts/second_factor.html",
        signed_in=found,
        is_set_up=found.missing is MissingFactor.SHOWN,
        next=local_path(request.values.get("next", "")),
        told=page_problems(problems, PLACES),
    )
