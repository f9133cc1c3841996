"""The page to have an account sign in with a code of an app too, or no longer."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.errors import Limited, Refused
from configurator.domain.problems import Problem
from configurator.services.accounts.codes import code_address, is_code_secret, needs_code, new_code_secret
from configurator.services.accounts.second_factor import remove_code, set_up_code
from configurator.services.accounts.sessions import has_usable_password
from web.account_pages import limited_page, need_accounts
from web.context import web_context
from web.navigation import home_of
from web.notices import CODE_REMOVED, CODE_SET_UP, with_notice
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.qr_codes import qr_picture
from web.signing_in import renew_session, require_session

blueprint = need_accounts(Blueprint("codes", __name__, url_prefix="/account/code"))
PLACES: Final[FieldPlaces] = {
    "code": FieldPlace("Code that the app shows", "#code"),
    "password": FieldPlace("Your password", "#password"),
}


@blueprint.get("/")
def show() -> str:
    """How to set a code up, with a secret that nobody else has seen; or to do without."""
    return _page()


@blueprint.post("/")
def change() -> Response | tuple[str, int]:
    """Set a code up, or do without one again."""
    context, found, form = web_context(), require_session(web_context()), request.form
    password = form.get("password", "")
    try:
        if form.get("act") == "remove":
            key = remove_code(context, found, password)
        else:
            key = set_up_code(context, found, form.get("secret", ""), form.get("code", ""), password)
    except Limited as error:
        return limited_page(_page(error.problems), error)
    except Refused as error:
        return _page(error.problems), 422
    renew_session(key)
    place = home_of(found) if found.missing else "/account/"
    return with_notice(redirect(place, 303), CODE_REMOVED if form.get("act") == "remove" else CODE_SET_UP)


def _page(problems: tuple[Problem, ...] = ()) -> str:
    context, found = web_context(), require_session(web_context())
    # The one that was shown before: an app may have it already.
    sent = request.form.get("secret", "")
    secret = sent if is_code_secret(sent) else new_code_secret()
    address = code_address(found.account, secret)
    return render_template(
        "accounts/code.html",
        account=found.account,
        has_code=needs_code(context, found.account.id),
        has_password=has_usable_password(context, found.account.id),
        secret=secret,
        address=address,
        picture=qr_picture(address),
        told=page_problems(problems, PLACES),
    )
