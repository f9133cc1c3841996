"""Accounts and organisations, as the command line prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from configurator.cli.output import print_json, print_line, print_message, print_table
from configurator.domain.accounts.accounts import Account, Invitation
from configurator.domain.accounts.organisations import Organisation
from configurator.services.accounts.accounts import AccountDetails
from configurator.services.accounts.json_shapes import (
    account_details_json,
    account_json,
    invitation_json,
    organisation_json,
)


def show_account_added(details: AccountDetails, as_json: bool) -> None:
    """Print whose account is new, and of what it is a member."""
    if as_json:
        print_json({"account": account_details_json(details)})
        return
    account = details.account
    print_message(f"Account {account.email} ({account.name}) is added: {_memberships(details) or 'customer'}.")


def show_accounts(accounts: Sequence[AccountDetails], as_json: bool) -> None:
    """Print one line per account."""
    if as_json:
        print_json({"accounts": [account_details_json(each) for each in accounts]})
        return
    rows = [
        (each.account.email, each.account.name, _memberships(each), "disabled" if each.account.disabled_at else "")
        for each in accounts
    ]
    print_table(["email", "name", "member", "state"], rows)


def show_account_state(account: Account, as_json: bool) -> None:
    """Print whether it may sign in."""
    if as_json:
        print_json({"account": account_json(account)})
        return
    print_message(f"Account {account.email} {'is disabled' if account.disabled_at else 'may sign in'}.")


def show_factors_removed(account: Account, as_json: bool) -> None:
    """Print that no second factor is asked for any more."""
    if as_json:
        print_json({"account": account_json(account)})
        return
    print_message(
        f"Account {account.email} has no second factor any more, and its sessions have ended. A member sets one up"
        " after the password."
    )


def show_password_link(link: str, account: Account, as_json: bool) -> None:
    """Print the link, which nothing else ever shows."""
    if as_json:
        print_json({"account": account_json(account), "link": link})
        return
    print_line(link)
    print_message(f"Hand it over to {account.name}: by it one chooses another password, once and within a day.")


def show_invitation(link: str, invitation: Invitation, as_json: bool) -> None:
    """Print the link, which nothing else ever shows."""
    if as_json:
        print_json({"invitation": invitation_json(invitation), "link": link})
        return
    print_line(link)
    print_message(
        f"For {invitation.email}, to be {invitation.role} of {invitation.organisation}, once, until"
        f" {invitation.ends_at}. Hand it over so that nobody else reads it."
    )


def show_organisation(organisation: Organisation, as_json: bool) -> None:
    """Print what the organisation is now."""
    if as_json:
        print_json({"organisation": organisation_json(organisation)})
        return
    print_message(f"Organisation {organisation.id} ({organisation.title}) is a {organisation.kind}.")


def show_organisations(organisations: Sequence[Organisation], as_json: bool) -> None:
    """Print one line per organisation."""
    if as_json:
        print_json({"organisations": [organisation_json(each) for each in organisations]})
        return
    print_table(["organisation", "kind", "title"], [(each.id, each.kind, each.title) for each in organisations])


def _memberships(details: AccountDetails) -> str:
    return ", ".join(f"{each.role} of {each.organisation.id}" for each in details.memberships)


def show_taking_requests(organisation: str, takes: bool, as_json: bool) -> None:
    """Print whether a clinic can be asked for parts from outside."""
    if as_json:
        print_json({"organisation": organisation, "takes_requests": takes})
        return
    print_message(f"{organisation} {'takes requests' if takes else 'takes no requests'} from outside.")


def show_quotas(organisation: str, quotas: Mapping[str, int], as_json: bool) -> None:
    """Print what bounds an organisation in a day."""
    if as_json:
        print_json({"organisation": organisation, "quotas": dict(quotas)})
        return
    words = ", ".join(f"{number} {quota}" for quota, number in quotas.items())
    print_message(f"{organisation}: {words} in a day." if words else f"{organisation} is not bounded.")
