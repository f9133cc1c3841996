"""Who may come to which page or operation while there are accounts; what may be seen there, services decide.

An endpoint that is not in the table is closed, and a test fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask import Flask, redirect, request
from werkzeug.exceptions import Forbidden as NoSuchAccess
from werkzeug.wrappers import Response

from configurator.domain.accounts.rights import Right
from configurator.domain.accounts.second_factors import MissingFactor
from configurator.domain.errors import Forbidden
from configurator.domain.problems import refusal
from configurator.services.common.access import require
from web.context import web_context
from web.signing_in import FACTOR_PAGE, TOKEN_PATHS, accounts_are_on, factor_page, missing_factor, require_account


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
    "sign_in.sign_in_by_passkey": Access.ANYBODY,
    "passkeys.ask_to_sign_in": Access.ANYBODY,
    "provider.begin": Access.ANYBODY,
    "provider.accept": Access.ANYBODY,
    "provider.back": Access.ANYBODY,
    "provider.link": Access.ACCOUNT,
    "provider.remove": Access.ACCOUNT,
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
    "second_factor.show": Access.ACCOUNT,
    "second_factor.use": Access.ACCOUNT,
    "passkeys.show": Access.ACCOUNT,
    "passkeys.add": Access.ACCOUNT,
    "passkeys.ask_to_add": Access.ACCOUNT,
    "passkeys.ask_to_confirm": Access.ACCOUNT,
    "passkeys.show_one": Access.ACCOUNT,
    "passkeys.remove": Access.ACCOUNT,
    "account.choose_organisation": Access.ACCOUNT,
    "account.choose_password": Access.ACCOUNT,
    "account.end_one": Access.ACCOUNT,
    "account.end_others": Access.ACCOUNT,
    "account.add_token": Access.ACCOUNT,
    "account.end_token": Access.ACCOUNT,
    "accounts.show": Right.MANAGE_ORGANISATIONS,
    "accounts.make_link": Right.MANAGE_ORGANISATIONS,
    "accounts.end_factors": Right.MANAGE_ORGANISATIONS,
    "accounts.disable": Right.MANAGE_ORGANISATIONS,
    "accounts.enable": Right.MANAGE_ORGANISATIONS,
    "organisations.show_all": Right.MANAGE_ORGANISATIONS,
    "organisations.add_clinic": Right.MANAGE_ORGANISATIONS,
    "organisations.show": Access.ASKED,
    "organisations.invite_member": Access.ASKED,
    "organisations.withdraw": Access.ASKED,
    "organisations.remove": Access.ASKED,
    "organisations.take_requests": Access.ASKED,
    "organisations.bound": Right.MANAGE_ORGANISATIONS,
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
    "basket.show": Access.ANYBODY,
    "basket.send": Access.ASKED,
    "follow.show": Access.ASKED,
    "follow.progress": Access.ASKED,
    "follow.approve": Access.ASKED,
    "follow.cancel": Access.ASKED,
    "follow.gather": Access.ASKED,
    "own_orders.show": Access.ACCOUNT,
    "own_orders.gather": Access.ACCOUNT,
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
    "api.expect_parcels": Access.ACCOUNT,
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


# All that there is for a session that lacks a second factor: to show it, or to leave.
WHILE_FACTOR_IS_MISSING = frozenset(
    {
        "static", "operations.live", "operations.ready", "sign_in.sign_in", "sign_in.sign_in_by_passkey",
        "sign_in.sign_out", "passkeys.ask_to_sign_in", "passkeys.ask_to_confirm", "second_factor.show",
        "second_factor.use",
    }
)  # fmt: skip
# And, where its account has none, to set one up.
TO_SET_UP = frozenset({"codes.show", "codes.change", "passkeys.show", "passkeys.add", "passkeys.ask_to_add"})


def guard(app: Flask) -> None:
    """Have every request asked at the door, while there are accounts."""
    app.before_request(check_access)


def check_access() -> Response | None:
    """Lead a session that lacks a second factor to where it gets it. Raises Forbidden for who may not come here."""
    if not accounts_are_on() or request.endpoint is None:
        return None
    if "Authorization" in request.headers:
        # A token that is none is told at once, also where none is needed.
        web_context()
    if request.endpoint not in WHILE_FACTOR_IS_MISSING:
        missing = missing_factor(web_context())
        if missing and not (missing is MissingFactor.SET_UP and request.endpoint in TO_SET_UP):
            return _lead_to_factor()
    _check_table()
    return None


def _lead_to_factor() -> Response:
    if request.method == "GET" and not request.path.startswith(TOKEN_PATHS):
        return redirect(factor_page(request.full_path.rstrip("?")), 303)
    hint = f"Open {FACTOR_PAGE} first."
    raise Forbidden(refusal("You have not shown a second factor.", "session", hint=hint))


def _check_table() -> None:
    access = ACCESS.get(request.endpoint or "")
    if access is None:
        raise NoSuchAccess(f"{request.endpoint} is closed: nobody has said who may come.")
    if isinstance(access, Right):
        require(web_context(), access)
    elif access is Access.ACCOUNT:
        require_account(web_context())
