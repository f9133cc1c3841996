"""What the head of every page leads to, for whoever looks at it. Without accounts that is everything."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from flask import Flask, request
from sqlalchemy.exc import DBAPIError, TimeoutError

from configurator.domain.accounts.rights import ADMINISTRATOR, CLINIC_ROLES, FACTORY_ROLES, Owner, Right
from configurator.domain.actors import Actor
from configurator.services.accounts.sessions import SignedIn
from configurator.services.common.access import may
from web.baskets import basket_token
from web.context import web_context
from web.signing_in import accounts_are_on, current_session

PARTS: Final = ("/", "Parts")
CLINIC: Final = ("/clinic", "Clinic")
BASKET: Final = ("/basket/", "Basket")
FACTORIES: Final = ("/factories", "Factories")
ORGANISATIONS: Final = ("/organisations", "Organisations")
OWN_ORDERS: Final = ("/account/orders/", "My orders")
SIGN_IN: Final = "/sign-in"


@dataclass(frozen=True)
class Navigation:
    """The links of the main navigation, by path and words; whether there are accounts, and who is signed in.

    `name` is empty for nobody, `acting_for` for who acts for no organisation. Who lacks a second factor has no links.
    """

    links: tuple[tuple[str, str], ...] = (PARTS, CLINIC, FACTORIES)
    has_accounts: bool = False
    name: str = ""
    acting_for: str = ""
    sees_status: bool = True
    sign_in_url: str = SIGN_IN


def show_navigation(app: Flask) -> None:
    """Give the page templates `navigation()`, and whether whoever looks `sees_board(factory)`."""
    app.jinja_env.globals["navigation"] = read_navigation
    app.jinja_env.globals["sees_board"] = lambda factory: may(web_context(), Right.SEE_BOARD, Owner(factory))


def read_navigation() -> Navigation:
    """Of the page that answers this request, with the basket where this browser has one."""
    found = _navigation()
    return replace(found, links=(*found.links, BASKET)) if basket_token() else found


def _navigation() -> Navigation:
    if not accounts_are_on():
        return Navigation()
    found = _session_if_any()
    if found is None:
        return Navigation((PARTS,), has_accounts=True, sees_status=False, sign_in_url=_sign_in_url())
    if found.missing:
        return Navigation((), True, found.account.name, sees_status=False)
    actor = found.actor
    links = (*links_for(actor), OWN_ORDERS) if actor.role == "customer" else links_for(actor)
    return Navigation(links, True, found.account.name, acting_for(found), actor.role in ADMINISTRATOR)


def links_for(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Where somebody who is signed in works."""
    if actor.role in CLINIC_ROLES:
        return (PARTS, CLINIC)
    if actor.role in FACTORY_ROLES:
        return (PARTS, (f"/factories/{actor.organisation}", "Board"))
    return (PARTS, FACTORIES, ORGANISATIONS) if actor.role in ADMINISTRATOR else (PARTS,)


def home_of(found: SignedIn) -> str:
    """Where somebody begins who has just signed in: at work, or where to choose for whom."""
    if len(found.memberships) > 1 and not found.actor.organisation:
        return "/account"
    return links_for(found.actor)[-1][0]


def acting_for(found: SignedIn) -> str:
    """The title of the organisation that a session acts for, empty for none."""
    titles = {each.organisation.id: each.organisation.title for each in found.memberships}
    return titles.get(found.actor.organisation, "")


def _session_if_any() -> SignedIn | None:
    """None also where the database is away: the page that says so has a head too."""
    try:
        return current_session(web_context())
    except (DBAPIError, sqlite3.Error, TimeoutError):
        return None


def _sign_in_url() -> str:
    """The page to sign in, and back to this one."""
    if request.method != "GET" or request.path in ("/", SIGN_IN):
        return SIGN_IN
    return f"{SIGN_IN}?{urlencode({'next': request.full_path.rstrip('?')})}"
