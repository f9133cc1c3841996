"""Who may come to which page or operation while there are accounts; what may be seen there, services decide.

An endpoint that is not in the table is closed, and a test fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask import Flask, request
from werkzeug.exceptions import Forbidden as NoSuchAccess

from configurator.domain.accounts.rights import Right
from configurator.services.common.access import require
from web.context import web_context
from web.signing_in import accounts_are_on, require_account


class Access(StrEnum):
    """Who may come: anybody, with or without an account; somebody with one; or whom the services let."""

    ANYBODY = "anybody"
    ACCOUNT = "account"
    ASKED = "asked"


# Where a right stands, it is asked for at the door already, so that nobody fills in a form in vain.
ACCESS: Mapping[str, Access | Right] = {
    "static": Access.ANYBODY,
    "operations.live": Access.ANYBODY,
    "operations.ready": Access.ANYBODY,
    "operations.metrics": Access.ASKED,
    "operations.status": Access.ASKED,
    "sign_in.ask": Access.ANYBODY,
    "sign_in.sign_in": Access.ANYBODY,
    "sign_in.sign_out": Access.ANYBODY,
    "invitations.show": Access.ANYBODY,
    "invitations.accept": Access.ANYBODY,
    "passwords.ask": Access.ANYBODY,
    "passwords.send": Access.ANYBODY,
    "passwords.show": Access.ANYBODY,
    "passwords.choose": Access.ANYBODY,
    "account.show": Access.ACCOUNT,
    "codes.show": Access.ACCOUNT,
    "codes.change": Access.ACCOUNT,
    "account.choose_organisation": Access.ACCOUNT,
    "account.choose_password": Access.ACCOUNT,
    "account.end_one": Access.ACCOUNT,
    "account.end_others": Access.ACCOUNT,
    "account.add_token": Access.ACCOUNT,
    "account.end_token": Access.ACCOUNT,
    "accounts.show": Right.MANAGE_ORGANISATIONS,
    "accounts.make_link": Right.MANAGE_ORGANISATIONS,
    "accounts.end_code": Right.MANAGE_ORGANISATIONS,
    "accounts.disable": Right.MANAGE_ORGANISATIONS,
    "accounts.enable": Right.MANAGE_ORGANISATIONS,
    "organisations.show_all": Right.MANAGE_ORGANISATIONS,
    "organisations.add_clinic": Right.MANAGE_ORGANISATIONS,
    "organisations.show": Access.ASKED,
    "organisations.invite_member": Access.ASKED,
    "organisations.withdraw": Access.ASKED,
    "organisations.remove": Access.ASKED,
    "catalogue.browse": Access.ANYBODY,
    "threads.identify": Access.ANYBODY,
    "part.configure": Access.ANYBODY,
    "part.judge": Access.ANYBODY,
    "part.quote": Access.ANYBODY,
    "drawing.send": Access.ANYBODY,
    "made.show": Access.ANYBODY,
    "made.make": Access.ANYBODY,
    "made.make_file": Access.ANYBODY,
    "order.ask": Access.ANYBODY,
    "order.place": Access.ASKED,
    "follow.show": Access.ASKED,
    "follow.progress": Access.ASKED,
    "follow.approve": Access.ASKED,
    "follow.cancel": Access.ASKED,
    "clinic.sheet": Right.PLACE_PRESCRIBED_ORDER,
    "clinic.judge": Right.PLACE_PRESCRIBED_ORDER,
    "clinic.send": Right.PLACE_PRESCRIBED_ORDER,
    "clinic.orders": Right.PLACE_PRESCRIBED_ORDER,
    "clinic.say_clinician": Right.PLACE_PRESCRIBED_ORDER,
    "factory.network": Access.ANYBODY,
    "factory.board": Access.ASKED,
    "factory.jobs": Access.ASKED,
    "factory.operator": Access.ASKED,
    "factory.tell": Access.ASKED,
    "factory.address": Access.ASKED,
    "factory.files": Access.ASKED,
    "factory.traveller": Access.ASKED,
    "api.read_document": Access.ANYBODY,
    "api.list_templates": Access.ANYBODY,
    "api.show_template": Access.ANYBODY,
    "api.read_measuring_sheet": Access.ANYBODY,
    "api.find_threads": Access.ANYBODY,
    "api.read_drawing": Access.ANYBODY,
    "api.judge_design": Access.ANYBODY,
    "api.quote_part": Access.ANYBODY,
    "api.show_quotes": Access.ASKED,
    "api.show_preview": Access.ANYBODY,
    "api.show_picture": Access.ANYBODY,
    "api.make_design_files": Access.ANYBODY,
    "api.read_artefact_bytes": Access.ANYBODY,
    "api.list_factories": Access.ANYBODY,
    # A visitor's orders are kept apart by the keys that pages make; programs choose theirs, and need a token.
    "api.place_order": Access.ACCOUNT,
    "api.place_batch": Access.ACCOUNT,
    "api.show_batch": Access.ASKED,
    "api.show_results": Access.ASKED,
    "api.show_order": Access.ASKED,
    "api.approve_order": Access.ASKED,
    "api.cancel_order": Access.ASKED,
    "api.list_jobs": Access.ASKED,
    "api.show_job": Access.ASKED,
    "api.claim_job": Access.ASKED,
    "api.start_job": Access.ASKED,
    "api.finish_job": Access.ASKED,
    "api.fail_job": Access.ASKED,
    "api.ship_job": Access.ASKED,
}


def guard(app: Flask) -> None:
    """Have every request asked at the door, while there are accounts."""
    app.before_request(check_access)


def check_access() -> None:
    """Raise Forbidden for a request that may not come here."""
    if not accounts_are_on() or request.endpoint is None:
        return
    if "Authorization" in request.headers:
        # A token that is none is told at once, also where none is needed.
        web_context()
    access = ACCESS.get(request.endpoint)
    if access is None:
        raise NoSuchAccess(f"{request.endpoint} is closed: nobody has said who may come.")
    if isinstance(access, Right):
        require(web_context(), access)
    elif access is Access.ACCOUNT:
        require_account(web_context())
