"""All accounts, for administrators: who may sign in."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.errors import Refused
from configurator.domain.problems import Problem
from configurator.services.accounts.accounts import list_accounts, set_account_disabled
from configurator.services.accounts.mail import mail_password_link
from configurator.services.accounts.password_links import make_password_link, password_url
from configurator.services.accounts.second_factor import remove_factors_of
from web.account_pages import need_accounts, passwords_are_open
from web.context import web_context
from web.notices import ACCOUNT_DISABLED, ACCOUNT_ENABLED, FACTORS_OF_OTHER_REMOVED, with_notice
from web.page_problems import page_problems

blueprint = need_accounts(Blueprint("accounts", __name__, url_prefix="/accounts"))


@blueprint.get("/")
def show() -> str:
    """All accounts, with what they are members of."""
    return _page()


@blueprint.post("/disable")
def disable() -> Response | tuple[str, int]:
    """Let somebody sign in no more."""
    return _set_disabled(ACCOUNT_DISABLED, disabled=True)


@blueprint.post("/enable")
def enable() -> Response | tuple[str, int]:
    """Let somebody sign in again."""
    return _set_disabled(ACCOUNT_ENABLED, disabled=False)


@blueprint.post("/password-link")
def make_link() -> str | tuple[str, int]:
    """Make a link by which somebody chooses another password; this answer is all that ever shows it."""
    context = web_context()
    try:
        secret, account = make_password_link(context, context.actor, request.form.get("email", ""))
    except Refused as error:
        return _page(error.problems), 422
    link = password_url(current_app.config["PUBLIC_URL"], secret)
    is_sent = mail_password_link(context, account, link)
    return render_template("accounts/password_link.html", link=link, account=account, is_sent=is_sent)


@blueprint.post("/factors/remove")
def end_factors() -> Response | tuple[str, int]:
    """Have somebody whose device is lost sign in without codes or passkeys."""
    context = web_context()
    try:
        remove_factors_of(context, context.actor, request.form.get("email", ""))
    except Refused as error:
        return _page(error.problems), 422
    return with_notice(redirect("/accounts/", 303), FACTORS_OF_OTHER_REMOVED)


def _set_disabled(notice: str, *, disabled: bool) -> Response | tuple[str, int]:
    context = web_context()
    try:
        set_account_disabled(context, context.actor, request.form.get("email", ""), disabled=disabled)
    except Refused as error:
        return _page(error.problems), 422
    return with_notice(redirect("/accounts/", 303), notice)


def _page(problems: tuple[Problem, ...] = ()) -> str:
    context = web_context()
    return render_template(
        "accounts/accounts.html",
        accounts=list_accounts(context),
        own_account=context.actor.account,
        passwords_are_open=passwords_are_open(),
        told=page_problems(problems, {}),
    )
