from itertools import product

import pytest

from configurator.domain.accounts.accounts import Scope
from configurator.domain.accounts.rights import (
    EVERYBODY,
    NOBODY,
    RIGHTS,
    SCOPES,
    Owner,
    Right,
    Verdict,
    decide,
    owning_organisation,
)
from configurator.domain.actors import LOCAL, VISITOR, Actor

ALLOWED, FORBIDDEN, HIDDEN = Verdict
OWN = {
    "clinician": "clinic-bern",
    "prescriber": "clinic-bern",
    "operator": "berlin",
    "inspector": "berlin",
    "administrator": "network",
}


def member(role, scopes=None):
    return Actor("A-1", role, OWN.get(role, ""), "A-1", scopes)


@pytest.mark.parametrize("right", Right)
def test_without_accounts_everything_is_allowed_and_so_it_is_to_workers(right):
    for actor in (LOCAL, Actor("clinic-7"), Actor("worker:1", "worker")):
        assert decide(actor, right, Owner("clinic-bern", "A-2")) is ALLOWED


@pytest.mark.parametrize(
    ("right", "role", "own", "others"),
    [
        (Right.SEE_ORDER, "clinician", ALLOWED, HIDDEN),
        (Right.SEE_ORDER, "prescriber", ALLOWED, HIDDEN),
        (Right.SEE_ORDER, "operator", FORBIDDEN, HIDDEN),
        (Right.SEE_ORDER, "administrator", FORBIDDEN, HIDDEN),
        (Right.APPROVE_ORDER, "clinician", ALLOWED, HIDDEN),
        (Right.APPROVE_PRESCRIBED_ORDER, "clinician", FORBIDDEN, HIDDEN),
        (Right.APPROVE_PRESCRIBED_ORDER, "prescriber", ALLOWED, HIDDEN),
        (Right.ERASE_PERSON, "prescriber", ALLOWED, HIDDEN),
        (Right.SEE_JOB, "operator", ALLOWED, HIDDEN),
        (Right.SEE_JOB, "clinician", FORBIDDEN, HIDDEN),
        (Right.SEE_JOB, "administrator", ALLOWED, ALLOWED),
        (Right.REPORT_JOB, "inspector", ALLOWED, HIDDEN),
        (Right.REPORT_JOB, "administrator", FORBIDDEN, HIDDEN),
        (Right.SEE_ADDRESS, "administrator", FORBIDDEN, HIDDEN),
        (Right.MANAGE_MEMBERS, "prescriber", ALLOWED, HIDDEN),
        (Right.MANAGE_MEMBERS, "clinician", FORBIDDEN, HIDDEN),
        (Right.MANAGE_MEMBERS, "administrator", ALLOWED, ALLOWED),
    ],
)
def test_of_an_organisation_its_members_have_what_their_role_gives_and_of_others_they_see_nothing(
    right, role, own, others
):
    assert decide(member(role), right, Owner(OWN[role], "A-2")) is own
    assert decide(member(role), right, Owner("elsewhere", "A-2")) is others


@pytest.mark.parametrize("right", [Right.SEE_ORDER, Right.APPROVE_ORDER, Right.CANCEL_ORDER, Right.SEE_BATCH])
@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_link_leads_to_what_belongs_to_no_organisation_and_to_nothing_else(right, role):
    someone = Actor("A-9", role, "far-away", "A-9")
    assert decide(someone, right, Owner(by_link=True)) is ALLOWED
    assert decide(someone, right, Owner(account="A-2", by_link=True)) is ALLOWED
    assert decide(someone, right, Owner("clinic-bern", by_link=True)) is HIDDEN
    assert decide(someone, right, Owner(account="A-2")) is HIDDEN


def test_a_customer_has_what_is_his_own_and_a_visitor_nothing():
    customer = Actor("A-3", "customer", "", "A-3")
    assert decide(customer, Right.SEE_ORDER, Owner(account="A-3")) is ALLOWED
    assert decide(customer, Right.LIST_ORDERS, Owner(account="A-3")) is ALLOWED
    assert decide(customer, Right.SEE_PATIENT, Owner(account="A-3")) is FORBIDDEN
    for right in (Right.LIST_ORDERS, Right.SEE_SERVICE, Right.SEE_RECORD, Right.ADD_FACTORY):
        assert decide(VISITOR, right) is FORBIDDEN


def test_what_belongs_to_a_clinic_is_hidden_from_the_account_that_left_it():
    assert decide(Actor("A-1", "customer", "", "A-1"), Right.SEE_ORDER, Owner("clinic-bern", "A-1")) is HIDDEN


def test_a_part_for_a_person_is_ordered_by_a_clinic_alone():
    may = {role for role in EVERYBODY if decide(member(role), Right.PLACE_PRESCRIBED_ORDER) is ALLOWED}
    assert may == {"clinician", "prescriber"}


@pytest.mark.parametrize(("right", "scope"), list(product(Right, Scope)))
def test_a_token_does_what_its_scope_and_its_owner_may(right, scope):
    for role in EVERYBODY - {"visitor"}:
        owner = Owner(OWN.get(role, ""), "A-1")
        by_token, by_person = (decide(member(role, scopes), right, owner) for scopes in (frozenset({scope}), None))
        assert by_token is (by_person if SCOPES.get(right) is scope else min(by_person, FORBIDDEN, key=_strictness))


def _strictness(verdict):
    return [HIDDEN, FORBIDDEN, ALLOWED].index(verdict)


def test_no_token_approves_a_part_for_a_person_or_manages_members():
    every_scope = frozenset(Scope)
    for right in (Right.APPROVE_PRESCRIBED_ORDER, Right.ERASE_PERSON, Right.MANAGE_MEMBERS):
        assert decide(member("prescriber", every_scope), right, Owner("clinic-bern")) is FORBIDDEN


def test_every_right_is_somebodys_and_names_known_roles():
    assert set(RIGHTS) == set(Right)
    assert all(RIGHTS[right] and set(RIGHTS[right]) <= EVERYBODY for right in Right)


def test_what_a_clinic_orders_is_the_clinics_and_what_others_order_is_theirs():
    assert owning_organisation(member("clinician")) == "clinic-bern"
    assert [owning_organisation(member(role)) for role in ("operator", "administrator", "customer", "visitor")] == [
        ""
    ] * 4
    assert decide(member("operator"), Right.LIST_ORDERS, NOBODY) is FORBIDDEN
