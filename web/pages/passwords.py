"""The page behind the link by which a forgotten password is replaced."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.errors import Limited, Refused
from configurator.domain.problems import Problem
from configurator.services.accounts.accounts import has_second_factor
from configurator.services.accounts.password_links import find_by_password_link, replace_password, send_password_link
from configurator.services.accounts.passwords import password_hint
from web.account_pages import end_current_session, limited_page, need_accounts, passwords_are_open
from web.context import web_context
from web.notices import PASSWORD_LINK_SENT, PASSWORD_REPLACED, with_notice
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.proxies import client_network

blueprint = need_accounts(Blueprint("passwords", __name__, url_prefix="/passwords"))
ASK_PLACES: Final[FieldPlaces] = {"email": FieldPlace("E-mail address", "#email")}
PLACES: Final[FieldPlaces] = {"password": FieldPlace("New password", "#password")}


@blueprint.get("/")
def ask() -> str:
    """The form to ask for a link; without a mail server, whom to ask."""
    return _ask_page()


@blueprint.post("/")
def send() -> Response | tuple[str, int]:
    """Send a link, if there is such an account: the answer is the same whether there is."""
    context = web_context()
    if context.mail is None:
        return _ask_page(), 422
    try:
        address = client_network(request.remote_addr)
        send_password_link(context, current_app.config["PUBLIC_URL"], request.form.get("email", ""), address)
    except Limited as error:
        return limited_page(_ask_page(error.problems), error)
    except Refused as error:
        return _ask_page(error.problems), 422
    return with_notice(redirect("/sign-in", 303), PASSWORD_LINK_SENT)


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


def _ask_page(problems: tuple[Problem, ...] = ()) -> str:
    told = page_problems(problems, ASK_PLACES)
    return render_template(
        "accounts/forgotten.html",
        sends=web_context().mail is not None and passwords_are_open(),
        given=request.form,
        told=told,
        passwords_are_open=passwords_are_open(),
    )


def _page(secret: str, problems: tuple[Problem, ...] = ()) -> str:
    account = find_by_password_link(web_context(), secret)
    told, hint = page_problems(problems, PLACES), password_hint(has_factor=has_second_factor(web_context(), account.id))
    return render_template("accounts/password.html", account=account, hint=hint, told=told)
