"""The page behind the link by which a forgotten password is replaced."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.errors import Refused
from configurator.domain.problems import Problem
from configurator.services.accounts.password_links import find_by_password_link, replace_password
from configurator.services.accounts.passwords import HINT
from web.account_pages import end_current_session, need_accounts
from web.context import web_context
from web.notices import PASSWORD_REPLACED, with_notice
from web.page_problems import FieldPlace, FieldPlaces, page_problems

blueprint = need_accounts(Blueprint("passwords", __name__, url_prefix="/passwords"))
PLACES: Final[FieldPlaces] = {"password": FieldPlace("New password", "#password")}


@blueprint.get("/<secret>")
def show(secret: str) -> str:
    """Whose password it is, and to choose another."""
    return _page(secret)


@blueprint.post("/<secret>")
def choose(secret: str) -> Response | tuple[str, int]:
    """Choose another password, and sign in with it."""
    try:
        replace_password(web_context(), secret, request.form.get("password", ""))
    except Refused as error:
        return _page(secret, error.problems), 422
    end_current_session()
    return with_notice(redirect("/sign-in", 303), PASSWORD_REPLACED)


def _page(secret: str, problems: tuple[Problem, ...] = ()) -> str:
    account = find_by_password_link(web_context(), secret)
    return render_template("accounts/password.html", account=account, hint=HINT, told=page_problems(problems, PLACES))
