"""Which clinics can be asked for a part for a person by people who are no members of theirs.

A clinic says so itself; that is all that anybody learns of it here, and nothing of who has an account.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from configurator.domain.accounts.organisations import Organisation, OrganisationKind
from configurator.domain.accounts.rights import PRESCRIBER, Right
from configurator.domain.actors import Actor
from configurator.domain.errors import refused
from configurator.services.common.access import require_in
from configurator.services.common.context import Context
from configurator.store import accounts, events, organisations
from configurator.store.database import read_transaction, write_transaction


def list_clinics_to_ask(context: Context) -> Sequence[Organisation]:
    """The clinics that take requests, by their title; anybody may know them."""
    with read_transaction(context.engine) as connection:
        return organisations.clinics_taking_requests(connection)


def takes_requests(context: Context, organisation: str) -> bool:
    """Whether a clinic can be asked."""
    return organisation in {each.id for each in list_clinics_to_ask(context)}


def set_taking_requests(context: Context, actor: Actor, organisation: str, *, takes: bool) -> None:
    """Have a clinic take requests, or take none any more. Raises Refused for what is no clinic, Forbidden."""
    require_in(context, Right.MANAGE_MEMBERS, "organisation", organisation)
    with write_transaction(context.engine) as connection:
        own = organisations.get_organisation(connection, organisation)
        if own.kind is not OrganisationKind.CLINIC:
            raise refused(f"{own.title} is no clinic.", "organisation", hint="Parts for a person are asked of clinics.")
        organisations.set_takes_requests(connection, organisation, takes)
        event = "requests_opened" if takes else "requests_closed"
        events.append_event(connection, actor, event, {"organisation": organisation})


def title_of_clinic(context: Context, organisation: str) -> str:
    """What a clinic is called, for whoever sees an order that was asked of it."""
    with read_transaction(context.engine) as connection:
        return organisations.get_organisation(connection, organisation).title


def prescriber_addresses(connection: Connection, organisation: str) -> Sequence[str]:
    """The e-mail addresses of those who can approve what a clinic is asked for; none of who may not sign in."""
    members = [each for each in organisations.members_of(connection, organisation) if each.role in PRESCRIBER]
    found = [accounts.get_account(connection, each.account) for each in members]
    return sorted(each.email for each in found if not each.disabled_at)
