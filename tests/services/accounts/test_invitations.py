from functools import partial

import pytest
from sqlalchemy import update
from support.databases import ON_BOTH
from support.ordering import BERLIN, add_factories, event_kinds, run_concurrently
from support.people import ADDRESS, PASSWORD, add_clinic, add_person, signed_in

from configurator.domain.actors import LOCAL
from configurator.domain.errors import Forbidden, Refused
from configurator.services.accounts.accounts import set_account_disabled
from configurator.services.accounts.invitations import (
    accept_as_known,
    accept_as_new,
    find_invitation,
    invite,
    list_invitations,
)
from configurator.services.accounts.organisations import (
    add_organisation,
    list_members,
    list_organisations,
    remove_member,
)
from configurator.services.accounts.sessions import find_session, sign_in
from configurator.store import events, tables
from configurator.store.database import write_transaction

GONE = "does not exist, was used, or has ended"


def test_whoever_is_invited_becomes_a_member_once(context):
    add_clinic(context)
    secret, invitation = invite(context, LOCAL, "Bea@example.org", "clinic-bern", "prescriber")
    assert [each.id for each in list_invitations(context, "clinic-bern")] == [invitation.id]
    found, organisation, is_known = find_invitation(context, secret)
    assert (found.email, organisation.title, is_known) == ("bea@example.org", "Foot clinic Bern", False)
    accept_as_new(context, secret, "Dr Bea Roth", PASSWORD)
    _, session = sign_in(context, "bea@example.org", PASSWORD, ADDRESS)
    assert (session.actor.role, session.actor.organisation) == ("prescriber", "clinic-bern")
    with pytest.raises(Refused, match=GONE):
        accept_as_new(context, secret, "Dr Bea Roth", PASSWORD)
    assert list_invitations(context, "clinic-bern") == []
    assert event_kinds(context) == ["organisation_added", "member_invited", "invitation_accepted", "signed_in"]


def test_whoever_has_an_account_accepts_signed_in_to_it_and_to_no_other(context):
    add_clinic(context)
    _, anna = signed_in(context, "anna@example.org")
    _, bea = signed_in(context, "bea@example.org")
    secret, _ = invite(context, LOCAL, "bea@example.org", "clinic-bern", "clinician")
    with pytest.raises(Refused, match="has an account already"):
        accept_as_new(context, secret, "Bea", PASSWORD)
    with pytest.raises(Refused, match="for another address"):
        accept_as_known(context, anna, secret)
    accept_as_known(context, bea, secret)
    assert [(each.account.email, each.role) for each in list_members(context, "clinic-bern")] == [
        ("bea@example.org", "clinician")
    ]
    with pytest.raises(Refused, match=GONE):
        accept_as_known(context, bea, secret)


@pytest.mark.parametrize("secret", ["", "A" * 43, "\0", "../../etc/passwd"])
def test_no_other_link_is_an_invitation(context, secret):
    add_clinic(context)
    invite(context, LOCAL, "bea@example.org", "clinic-bern", "clinician")
    with pytest.raises(Refused, match=GONE):
        find_invitation(context, secret)


def test_an_invitation_ends(context):
    add_clinic(context)
    secret, _ = invite(context, LOCAL, "bea@example.org", "clinic-bern", "clinician")
    with write_transaction(context.engine) as connection:
        connection.execute(update(tables.invitations).values(ends_at=events.moment_in(-1)))
    with pytest.raises(Refused, match=GONE):
        accept_as_new(context, secret, "Bea", PASSWORD)
    assert list_invitations(context, "clinic-bern") == []


@ON_BOTH
def test_of_two_who_use_a_link_at_once_one_does(context):
    add_clinic(context)
    secret, _ = invite(context, LOCAL, "bea@example.org", "clinic-bern", "clinician")

    ends = run_concurrently(*(partial(accept_as_new, context, secret, name, PASSWORD) for name in ("Bea", "Eve")))
    assert sorted(isinstance(each, Refused) for each in ends) == [False, True]
    assert len(list_members(context, "clinic-bern")) == 1


def test_a_factory_of_the_network_has_members_without_being_added_again(context):
    add_factories(context, BERLIN)
    with pytest.raises(Refused, match="no 'clinician'"):
        invite(context, LOCAL, "op@example.org", "berlin", "clinician")
    secret, _ = invite(context, LOCAL, "op@example.org", "berlin", "operator")
    accept_as_new(context, secret, "Otto", PASSWORD)
    assert [(each.id, each.kind) for each in list_organisations(context)] == [("berlin", "factory")]
    with pytest.raises(Refused, match="no organisation oslo"):
        invite(context, LOCAL, "op@example.org", "oslo", "operator")
    with pytest.raises(Refused, match="There is no factory oslo"):
        add_organisation(context, LOCAL, "oslo", "factory", "Oslo")


def test_a_head_invites_to_the_own_organisation_and_a_clinician_to_none(context):
    for clinic in ("clinic-bern", "clinic-thun"):
        add_clinic(context, clinic)
    _, head = signed_in(context, "head@example.org", "clinic-bern", "prescriber")
    _, clinician = signed_in(context, "c@example.org", "clinic-bern", "clinician")
    own = context.acting_as(head.actor)
    assert invite(own, head.actor, "bea@example.org", "clinic-bern", "clinician")
    with pytest.raises(Refused, match="no organisation clinic-thun"):
        invite(own, head.actor, "bea@example.org", "clinic-thun", "clinician")
    with pytest.raises(Forbidden, match="As clinician you may not invite"):
        invite(context.acting_as(clinician.actor), clinician.actor, "bea@example.org", "clinic-bern", "clinician")
    with pytest.raises(Forbidden, match="add organisations"):
        add_organisation(own, head.actor, "clinic-genf", "clinic", "Genf")


def test_who_is_removed_is_out_at_once(context):
    add_clinic(context)
    key, found = signed_in(context, "anna@example.org", "clinic-bern", "clinician")
    remove_member(context, LOCAL, "clinic-bern", found.account.id)
    assert find_session(context, key) is None and list_members(context, "clinic-bern") == []
    with pytest.raises(Refused, match="no member"):
        remove_member(context, LOCAL, "clinic-bern", found.account.id)


@pytest.mark.parametrize(
    ("email", "name", "field"),
    [("anna", "Anna", "email"), ("a@b", "Anna", "email"), ("a@b.org\n", " ", "name"), ("a b@c.org", "Anna", "email")],
)
def test_an_account_needs_an_address_and_a_name(context, email, name, field):
    with pytest.raises(Refused) as error:
        add_person(context, email, name=name)
    assert error.value.problems[0].fields == (field,)
    add_person(context)
    with pytest.raises(Refused, match="has an account already"):
        add_person(context)


@pytest.mark.parametrize("end", ["removed", "disabled"])
def test_an_invitation_ends_with_whoever_made_it(context, end):
    """Else who is removed comes back by a link that was made before."""
    add_clinic(context)
    _, head = signed_in(context, "head@example.org", "clinic-bern", "prescriber")
    own, _ = invite(context, head.actor, "again@example.org", "clinic-bern", "prescriber")
    others, _ = invite(context, LOCAL, "bea@example.org", "clinic-bern", "clinician")
    if end == "removed":
        remove_member(context, LOCAL, "clinic-bern", head.account.id)
    else:
        set_account_disabled(context, LOCAL, "head@example.org", disabled=True)
    with pytest.raises(Refused, match=GONE):
        accept_as_new(context, own, "Dr Anna Meier", PASSWORD)
    assert accept_as_new(context, others, "Bea Roth", PASSWORD)
