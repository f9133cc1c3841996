"""Organisations and their members, for those who invite and remove them; and all organisations, for administrators."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from configurator.domain.accounts.organisations import ROLES_BY_KIND, OrganisationKind
from configurator.domain.accounts.quotas import Quota
from configurator.domain.accounts.rights import Right
from configurator.domain.errors import Forbidden, Limited, Refused
from configurator.domain.problems import Problem
from configurator.services.accounts.actor_names import actor_names
from configurator.services.accounts.clinic_requests import set_taking_requests, takes_requests
from configurator.services.accounts.invitations import invite, list_invitations, withdraw_invitation
from configurator.services.accounts.mail import mail_invitation
from configurator.services.accounts.organisations import (
    add_organisation,
    find_organisation,
    list_members,
    list_organisations,
    remove_member,
)
from configurator.services.accounts.quotas import list_quotas, set_quotas
from configurator.services.common.access import may
from configurator.services.factories.factories import list_factories
from web.account_pages import limited_page, need_accounts
from web.context import web_context
from web.notices import (
    INVITATION_WITHDRAWN,
    MEMBER_REMOVED,
    ORGANISATION_ADDED,
    QUOTAS_SET,
    REQUESTS_CLOSED,
    REQUESTS_OPENED,
    with_notice,
)
from web.page_problems import FieldPlace, FieldPlaces, page_problems

blueprint = need_accounts(Blueprint("organisations", __name__, url_prefix="/organisations"))
MEMBER_PLACES: Final[FieldPlaces] = {
    "email": FieldPlace("E-mail address", "#email"),
    "role": FieldPlace("As", "#role"),
    **{str(each): FieldPlace(f"{each.capitalize()} in a day", f"#{each}") for each in Quota},
}
PLACES: Final[FieldPlaces] = {
    "title": FieldPlace("Name", "#title"),
    "organisation": FieldPlace("Short name", "#organisation"),
}


@blueprint.get("/")
def show_all() -> str:
    """All organisations."""
    return _list_page()


@blueprint.post("/")
def add_clinic() -> Response | tuple[str, int]:
    """Add a clinic."""
    context, form = web_context(), request.form
    name, title = form.get("organisation", "").strip(), form.get("title", "")
    try:
        added = add_organisation(context, context.actor, name, OrganisationKind.CLINIC, title)
    except Refused as error:
        return _list_page(error.problems), 422
    return with_notice(redirect(f"/organisations/{added.id}", 303), ORGANISATION_ADDED)


@blueprint.get("/<organisation>")
def show(organisation: str) -> str:
    """One organisation's members and open invitations."""
    return _page(organisation)


@blueprint.post("/<organisation>/invitations")
def invite_member(organisation: str) -> str | Response | tuple[str, int]:
    """Invite somebody; this answer is all that ever shows the link."""
    context, form = web_context(), request.form
    try:
        secret, invitation = invite(context, context.actor, form.get("email", ""), organisation, form.get("role", ""))
    except Limited as error:
        return limited_page(_page(organisation, error.problems), error)
    except Refused as error:
        return _page(organisation, error.problems), 422
    link = f"{current_app.config['PUBLIC_URL']}/invitations/{secret}"
    own = find_organisation(context, organisation)
    is_sent = mail_invitation(context, invitation, own, link)
    return render_template("accounts/invited.html", link=link, invitation=invitation, organisation=own, is_sent=is_sent)


@blueprint.post("/<organisation>/invitations/<invitation>/withdraw")
def withdraw(organisation: str, invitation: str) -> Response | tuple[str, int]:
    """Have the link of an invitation be of no use any more."""
    context = web_context()
    try:
        withdraw_invitation(context, context.actor, organisation, invitation)
    except Refused as error:
        return _page(organisation, error.problems), 422
    return with_notice(redirect(f"/organisations/{organisation}", 303), INVITATION_WITHDRAWN)


@blueprint.post("/<organisation>/quotas")
def bound(organisation: str) -> Response | tuple[str, int]:
    """Bound what the organisation does in a day."""
    context = web_context()
    try:
        set_quotas(context, context.actor, organisation, request.form)
    except Forbidden:
        raise
    except Refused as error:
        return _page(organisation, error.problems), 422
    return with_notice(redirect(f"/organisations/{organisation}", 303), QUOTAS_SET)


@blueprint.post("/<organisation>/requests")
def take_requests(organisation: str) -> Response | tuple[str, int]:
    """Have a clinic take requests for parts from people outside, or take none any more."""
    context, takes = web_context(), request.form.get("take") == "yes"
    try:
        set_taking_requests(context, context.actor, organisation, takes=takes)
    except Refused as error:
        return _page(organisation, error.problems), 422
    return with_notice(redirect(f"/organisations/{organisation}", 303), REQUESTS_OPENED if takes else REQUESTS_CLOSED)


@blueprint.post("/<organisation>/members/<account>/remove")
def remove(organisation: str, account: str) -> Response | tuple[str, int]:
    """Have somebody be no member any more."""
    context = web_context()
    try:
        remove_member(context, context.actor, organisation, account)
    except Refused as error:
        return _page(organisation, error.problems), 422
    return with_notice(redirect(f"/organisations/{organisation}", 303), MEMBER_REMOVED)


def _list_page(problems: tuple[Problem, ...] = ()) -> str:
    context = web_context()
    known = list_organisations(context)
    ids = {each.id for each in known}
    return render_template(
        "accounts/organisations.html",
        organisations=known,
        factories=[each for each in list_factories(context) if each.id not in ids],
        given=request.form,
        told=page_problems(problems, PLACES),
    )


def _page(organisation: str, problems: tuple[Problem, ...] = ()) -> str:
    context = web_context()
    own, invitations = find_organisation(context, organisation), list_invitations(context, organisation)
    return render_template(
        "accounts/organisation.html",
        organisation=own,
        quotas=list_quotas(context, organisation),
        quota_names=list(Quota),
        takes_requests=takes_requests(context, organisation),
        members=list_members(context, organisation),
        invitations=invitations,
        names=actor_names(context, {each.invited_by for each in invitations}),
        roles=ROLES_BY_KIND[own.kind],
        sees_all=may(context, Right.MANAGE_ORGANISATIONS),
        own_account=context.actor.account,
        given=request.form,
        told=page_problems(problems, MEMBER_PLACES),
    )
