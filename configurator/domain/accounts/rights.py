"""What each may do with what belongs to whom: one table, and the one function that reads it.

Pages, interface and command line ask services, and services ask here. Without accounts whoever sits at the
machine may do everything, and so may the workers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from configurator.domain.accounts.accounts import Scope
from configurator.domain.actors import Actor, Role


class Right(StrEnum):
    """One thing to do, in the words of a refusal: "You may not ..."."""

    PLACE_ORDER = "order parts"
    PLACE_PRESCRIBED_ORDER = "order parts for a person"
    SEE_ORDER = "see this order"
    SEE_PATIENT = "see whom this order is for"
    LIST_ORDERS = "see these orders"
    GATHER_ORDER = "add this order to your account"
    APPROVE_ORDER = "approve this order"
    APPROVE_PRESCRIBED_ORDER = "approve parts for a person"
    CANCEL_ORDER = "cancel this order"
    ERASE_PERSON = "erase whom this order is for"
    SEE_JOB = "see this job"
    # With the files, by which a patient's measurements can be read.
    SEE_BOARD = "see this factory's board"
    REPORT_JOB = "report on this job"
    SEE_ADDRESS = "see where this part goes"
    REMAKE_JOB = "have this job made again"
    SEE_BATCH = "see this batch"
    CHANGE_FACTORY = "take this factory in or out of work"
    ADD_FACTORY = "add factories or change their facts"
    SEE_RECORD = "see the record"
    SEE_SERVICE = "see how the service does"
    MANAGE_MEMBERS = "invite or remove members here"
    MANAGE_ORGANISATIONS = "add organisations"


class Reach(StrEnum):
    """Of which things a role has a right: of all, of its organisation's, of those of the account itself."""

    ANY = "any"
    ORGANISATION = "organisation"
    ACCOUNT = "account"
    # Whoever knows the secret link of a thing that belongs to no organisation, or that was asked of one from outside.
    LINK = "link"


class Verdict(StrEnum):
    """An answer: what is hidden is answered as if it were not there."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Owner:
    """To whom a thing belongs: the organisation and the account, empty where none is; `by_link` if its link came.

    What `is_requested` was asked of the organisation by somebody outside, who goes on seeing it.
    """

    organisation: str = ""
    account: str = ""
    by_link: bool = False
    is_requested: bool = False


NOBODY = Owner()
# Whoever sits at a machine without accounts, types at its command line, or works in its background.
TRUSTED_ROLES: frozenset[Role] = frozenset({"", "worker"})
CLINIC_ROLES: frozenset[Role] = frozenset({"clinician", "prescriber"})
FACTORY_ROLES: frozenset[Role] = frozenset({"operator", "inspector"})
PRESCRIBER: frozenset[Role] = frozenset({"prescriber"})
ADMINISTRATOR: frozenset[Role] = frozenset({"administrator"})
_HEADS: frozenset[Role] = frozenset({"prescriber", "inspector"})
# Of whom no organisation loses the last at the pages: they invite the others.
HEADS = _HEADS | ADMINISTRATOR
EVERYBODY: frozenset[Role] = CLINIC_ROLES | FACTORY_ROLES | ADMINISTRATOR | {"visitor", "customer"}
Reaches = Mapping[Role, frozenset[Reach]]


def _reaches(*grants: tuple[frozenset[Role], Reach]) -> Reaches:
    """The reaches of each role that is named."""
    roles = {role for granted, _ in grants for role in granted}
    return {role: frozenset(reach for granted, reach in grants if role in granted) for role in roles}


_NETWORK = (ADMINISTRATOR, Reach.ANY)
_CLINIC = (CLINIC_ROLES, Reach.ORGANISATION)
_FACTORY = (FACTORY_ROLES, Reach.ORGANISATION)
_SIGNED_IN = (EVERYBODY - {"visitor"}, Reach.ACCOUNT)
_OWN_ORDERS = (_CLINIC, (EVERYBODY, Reach.LINK), _SIGNED_IN)
# A role that is not named has no such right.
RIGHTS: Mapping[Right, Reaches] = {
    Right.PLACE_ORDER: _reaches((EVERYBODY, Reach.ANY)),
    Right.PLACE_PRESCRIBED_ORDER: _reaches((CLINIC_ROLES, Reach.ANY)),
    Right.SEE_ORDER: _reaches(*_OWN_ORDERS),
    Right.SEE_PATIENT: _reaches(_CLINIC),
    Right.LIST_ORDERS: _reaches(_CLINIC, _SIGNED_IN),
    # A token adds nothing.
    Right.GATHER_ORDER: _reaches((EVERYBODY - {"visitor"}, Reach.LINK), _SIGNED_IN),
    Right.APPROVE_ORDER: _reaches(*_OWN_ORDERS),
    Right.APPROVE_PRESCRIBED_ORDER: _reaches((PRESCRIBER, Reach.ORGANISATION)),
    Right.CANCEL_ORDER: _reaches(*_OWN_ORDERS),
    Right.ERASE_PERSON: _reaches((PRESCRIBER, Reach.ORGANISATION)),
    Right.SEE_JOB: _reaches(_FACTORY, _NETWORK),
    Right.SEE_BOARD: _reaches(_FACTORY),
    Right.REPORT_JOB: _reaches(_FACTORY),
    Right.SEE_ADDRESS: _reaches(_FACTORY),
    Right.REMAKE_JOB: _reaches(_NETWORK),
    Right.SEE_BATCH: _reaches(*_OWN_ORDERS),
    Right.CHANGE_FACTORY: _reaches(_FACTORY, _NETWORK),
    Right.ADD_FACTORY: _reaches(_NETWORK),
    Right.SEE_RECORD: _reaches(_NETWORK),
    Right.SEE_SERVICE: _reaches(_NETWORK),
    Right.MANAGE_MEMBERS: _reaches((_HEADS, Reach.ORGANISATION), _NETWORK),
    Right.MANAGE_ORGANISATIONS: _reaches(_NETWORK),
}
# What a token must be allowed for; it never manages members or organisations.
SCOPES: Mapping[Right, Scope] = {
    Right.PLACE_ORDER: Scope.ORDERS,
    Right.PLACE_PRESCRIBED_ORDER: Scope.ORDERS,
    Right.SEE_ORDER: Scope.READ,
    Right.SEE_PATIENT: Scope.READ,
    Right.LIST_ORDERS: Scope.READ,
    Right.CANCEL_ORDER: Scope.ORDERS,
    Right.APPROVE_ORDER: Scope.ORDERS,
    Right.SEE_JOB: Scope.READ,
    Right.SEE_BOARD: Scope.JOBS,
    Right.REPORT_JOB: Scope.JOBS,
    Right.SEE_ADDRESS: Scope.JOBS,
    Right.REMAKE_JOB: Scope.JOBS,
    Right.SEE_BATCH: Scope.READ,
    Right.CHANGE_FACTORY: Scope.FACTORIES,
    Right.ADD_FACTORY: Scope.FACTORIES,
    Right.SEE_RECORD: Scope.READ,
    Right.SEE_SERVICE: Scope.READ,
}


def decide(actor: Actor, right: Right, owner: Owner = NOBODY) -> Verdict:
    """Whether the actor has the right to what belongs to this owner; to what belongs to others it is hidden."""
    if actor.role in TRUSTED_ROLES:
        return Verdict.ALLOWED
    reached = RIGHTS[right].get(actor.role, frozenset())
    if _is_in_scope(actor, right) and any(_is_within(actor, reach, owner) for reach in reached):
        return Verdict.ALLOWED
    is_near = owner == NOBODY or any(_is_within(actor, reach, owner) for reach in Reach if reach is not Reach.ANY)
    return Verdict.FORBIDDEN if is_near else Verdict.HIDDEN


def owning_organisation(actor: Actor) -> str:
    """To which organisation an order belongs that this actor places: a clinic's to the clinic, others to none."""
    return actor.organisation if actor.role in CLINIC_ROLES else ""


def _is_in_scope(actor: Actor, right: Right) -> bool:
    return actor.scopes is None or SCOPES.get(right) in actor.scopes


def _is_within(actor: Actor, reach: Reach, owner: Owner) -> bool:
    match reach:
        case Reach.ANY:
            return True
        case Reach.ORGANISATION:
            return bool(owner.organisation) and owner.organisation == actor.organisation
        case Reach.ACCOUNT:
            return _is_outside(owner) and bool(owner.account) and owner.account == actor.account
        case Reach.LINK:
            return _is_outside(owner) and owner.by_link


def _is_outside(owner: Owner) -> bool:
    """Whether it is also the affair of somebody who is no member of the organisation, if it has one."""
    return not owner.organisation or owner.is_requested
