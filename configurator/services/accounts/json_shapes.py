"""Accounts and organisations as JSON, the same for every program that reads them. Of secrets there is nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from configurator.domain.accounts.accounts import Account, Invitation
from configurator.domain.accounts.organisations import Organisation
from configurator.services.accounts.accounts import AccountDetails


def account_json(account: Account) -> dict[str, Any]:
    """id, email, name, created_at, disabled_at (empty while it may sign in)."""
    return asdict(account)


def account_details_json(details: AccountDetails) -> dict[str, Any]:
    """The same with `memberships`: organisation (its id) and role."""
    memberships = [{"organisation": each.organisation.id, "role": each.role} for each in details.memberships]
    return {**account_json(details.account), "memberships": memberships}


def organisation_json(organisation: Organisation) -> dict[str, Any]:
    """id, kind, title."""
    return asdict(organisation)


def invitation_json(invitation: Invitation) -> dict[str, Any]:
    """id, organisation, role, email, invited_by, created_at, ends_at."""
    return {name: value for name, value in asdict(invitation).items() if name != "used_at"}
