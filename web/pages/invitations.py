"""The page behind the link of an invitation: who is invited to what, and to accept it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.errors import Refused
from configurator.domain.problems import Problem
from configurator.services.accounts.invitations import accept_as_known, accept_as_new, find_invitation
from configurator.services.accounts.passwords import password_hint
from configurator.services.accounts.sessions import act_for, find_session
from web.account_pages import enter_as_new, need_accounts, passwords_are_open, provider_host
from web.context import web_context
from web.navigation import home_of
from web.notices import NOW_MEMBER, with_notice
from web.page_problems import FieldPlace, FieldPlaces, page_problems
from web.signing_in import SESSION_COOKIE, current_session

blueprint = need_accounts(Blueprint("invitations", __name__, url_prefix="/invitations"))
PLACES: Final[FieldPlaces] = {"name": FieldPlace("Your name", "#name"), "password": FieldPlace("Password", "#password")}


@blueprint.get("/<secret>")
def show(secret: str) -> str:
    """Who is invited to what, and how to accept it."""
    return _page(secret)


@blueprint.post("/<secret>")
def accept(secret: str) -> Response | tuple[str, int]:
    """Become a member: with the account that is signed in, or with a new one."""
    try:
        return _accept_as_known(secret) if current_session(web_context()) else _accept_as_new(secret)
    except Refused as error:
        return _page(secret, error.problems), 422


def _accept_as_known(secret: str) -> Response:
    context = web_context()
    invitation, _, _ = find_invitation(context, secret)
    found = current_session(context)
    assert found is not None
    accept_as_known(context, found, secret)
    # Looked up once more, as it is a member now.
    now = find_session(context, request.cookies[SESSION_COOKIE])
    assert now is not None
    return with_notice(redirect(home_of(act_for(context, now, invitation.organisation)), 303), NOW_MEMBER)


def _accept_as_new(secret: str) -> Response:
    account = accept_as_new(web_context(), secret, request.form.get("name", ""), request.form.get("password", ""))
    return with_notice(enter_as_new(account, "/account"), NOW_MEMBER)


def _page(secret: str, problems: tuple[Problem, ...] = ()) -> str:
    context = web_context()
    invitation, organisation, is_known = find_invitation(context, secret)
    found = current_session(context)
    return render_template(
        "accounts/invitation.html",
        invitation=invitation,
        organisation=organisation,
        is_known=is_known,
        signed_in=found,
        is_invited=found is not None and found.account.email == invitation.email,
        hint=password_hint(),
        provider_host=provider_host(),
        passwords_are_open=passwords_are_open(),
        given=request.form,
        told=page_problems(problems, PLACES),
    )
