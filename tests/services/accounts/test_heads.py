"""An organisation is never left without anybody who may invite others."""

import pytest
from support.databases import ON_BOTH
from support.ordering import run_concurrently
from support.people import add_clinic, add_person, signed_in

from configurator.domain.actors import LOCAL
from configurator.domain.errors import Refused
from configurator.services.accounts.accounts import set_account_disabled
from configurator.services.accounts.invitations import accept_as_known, invite
from configurator.services.accounts.organisations import add_organisation, list_members, remove_member

ANNA, BEA, ADA = "anna@example.org", "bea@example.org", "ada@example.org"
CLINIC = "clinic-bern"


@pytest.fixture
def anna(context):
    """The session of a clinic's only prescriber."""
    add_clinic(context)
    return signed_in(context, ANNA, CLINIC, "prescriber")[1]


@pytest.fixture
def ada(context):
    """The session of the only administrator."""
    add_organisation(context, LOCAL, "network", "network", "The network")
    return signed_in(context, ADA, "network", "administrator")[1]


def remove(context, by, account, organisation=CLINIC):
    remove_member(context.acting_as(by.actor), by.actor, organisation, account)


def disable(context, by, email):
    set_account_disabled(context.acting_as(by.actor), by.actor, email, disabled=True)


def test_the_last_head_is_not_removed_or_disabled_by_anybody_at_the_pages(context, anna, ada):
    add_person(context, BEA, CLINIC, "clinician")
    for call in (
        lambda: remove(context, anna, anna.account.id),
        lambda: remove(context, ada, anna.account.id),
        lambda: disable(context, ada, ANNA),
        lambda: disable(context, ada, ADA),
        lambda: remove(context, ada, ada.account.id, "network"),
    ):
        with pytest.raises(Refused, match=r"has no other (prescriber|administrator)") as error:
            call()
        assert error.value.problems[0].hint.startswith("Invite another")
    disable(context, ada, BEA)


def test_a_disabled_head_is_none(context, anna, ada):
    bea = add_person(context, BEA, CLINIC, "prescriber")
    disable(context, ada, BEA)
    with pytest.raises(Refused, match="no other prescriber"):
        disable(context, ada, ANNA)
    remove(context, anna, bea.id)


def test_the_last_head_does_not_become_less_by_an_invitation(context, anna):
    secret, _ = invite(context, LOCAL, ANNA, CLINIC, "clinician")
    with pytest.raises(Refused, match="no other prescriber"):
        accept_as_known(context, anna, secret)
    add_person(context, BEA, CLINIC, "prescriber")
    accept_as_known(context, anna, secret)


def test_at_the_command_line_it_can_be_done(context, anna):
    set_account_disabled(context, LOCAL, ANNA, disabled=True)
    remove_member(context, LOCAL, CLINIC, anna.account.id)
    assert list_members(context, CLINIC) == []


@ON_BOTH
def test_of_two_heads_who_remove_each_other_at_once_one_stays(context, anna):
    _, bea = signed_in(context, BEA, CLINIC, "prescriber")
    ended = run_concurrently(
        lambda: remove(context, anna, bea.account.id), lambda: remove(context, bea, anna.account.id)
    )
    assert sorted(isinstance(each, Refused) for each in ended) == [False, True]
    assert len(list_members(context, CLINIC)) == 1
