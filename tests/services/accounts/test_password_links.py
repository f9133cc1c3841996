import pytest
from sqlalchemy import select, update
from support.databases import ON_BOTH
from support.ordering import event_kinds, run_concurrently
from support.people import ADDRESS, OTHER_PASSWORD, PASSWORD, add_clinic, add_person, signed_in

from configurator.domain.actors import LOCAL
from configurator.domain.errors import Forbidden, Refused
from configurator.services.accounts.accounts import change_password, set_account_disabled
from configurator.services.accounts.password_links import find_by_password_link, make_password_link, replace_password
from configurator.services.accounts.sessions import find_session, sign_in
from configurator.store import events, tables
from configurator.store.database import read_transaction, write_transaction

ANNA, GONE = "anna@example.org", "does not exist, was used, or has ended"


def test_whoever_has_the_link_chooses_another_password_once_and_every_session_ends(context):
    key, found = signed_in(context)
    secret, account = make_password_link(context, LOCAL, ANNA)
    assert find_by_password_link(context, secret) == account == found.account
    replace_password(context, secret, OTHER_PASSWORD)
    assert find_session(context, key) is None
    assert sign_in(context, ANNA, OTHER_PASSWORD, ADDRESS)
    with pytest.raises(Refused, match="do not belong together"):
        sign_in(context, ANNA, PASSWORD, ADDRESS)
    with pytest.raises(Refused, match=GONE):
        replace_password(context, secret, PASSWORD)
    assert {"password_link_made", "password_replaced"} <= set(event_kinds(context))


def test_a_weak_password_does_not_use_the_link_up(context):
    add_person(context)
    secret, _ = make_password_link(context, LOCAL, ANNA)
    with pytest.raises(Refused, match="easily guessed"):
        replace_password(context, secret, "passwordpassword")
    assert replace_password(context, secret, OTHER_PASSWORD)


def test_of_the_link_the_hash_alone_is_stored_and_another_link_ends_it(context):
    add_person(context)
    secret, _ = make_password_link(context, LOCAL, ANNA)
    with read_transaction(context.engine) as connection:
        rows = [
            str(row) for table in (tables.password_links, tables.events) for row in connection.execute(select(table))
        ]
    assert rows and not any(secret in row for row in rows)
    newer, _ = make_password_link(context, LOCAL, ANNA)
    with pytest.raises(Refused, match=GONE):
        find_by_password_link(context, secret)
    assert find_by_password_link(context, newer)


@pytest.mark.parametrize("secret", ["", "A" * 43, "\0", "../../etc/passwd"])
def test_no_other_link_is_one(context, secret):
    add_person(context)
    make_password_link(context, LOCAL, ANNA)
    with pytest.raises(Refused, match=GONE):
        find_by_password_link(context, secret)


def test_a_link_ends(context):
    add_person(context)
    secret, _ = make_password_link(context, LOCAL, ANNA)
    with write_transaction(context.engine) as connection:
        connection.execute(update(tables.password_links).values(ends_at=events.moment_in(-1)))
    with pytest.raises(Refused, match=GONE):
        replace_password(context, secret, OTHER_PASSWORD)


def test_a_link_ends_with_the_password_that_it_would_replace_and_with_the_account(context):
    _, found = signed_in(context)
    secret, _ = make_password_link(context, LOCAL, ANNA)
    change_password(context, found, PASSWORD, OTHER_PASSWORD)
    with pytest.raises(Refused, match=GONE):
        replace_password(context, secret, PASSWORD)
    secret, _ = make_password_link(context, LOCAL, ANNA)
    for disabled in (True, False):
        set_account_disabled(context, LOCAL, ANNA, disabled=disabled)
    with pytest.raises(Refused, match=GONE):
        replace_password(context, secret, PASSWORD)


@ON_BOTH
def test_of_two_who_use_a_link_at_once_one_does(context):
    add_person(context)
    secret, _ = make_password_link(context, LOCAL, ANNA)
    ends = run_concurrently(*[lambda: replace_password(context, secret, OTHER_PASSWORD)] * 2)
    assert sorted(isinstance(each, Refused) for each in ends) == [False, True]


def test_only_an_administrator_makes_one_and_of_an_account_that_there_is(context):
    add_clinic(context)
    _, head = signed_in(context, ANNA, "clinic-bern", "prescriber")
    with pytest.raises(Forbidden, match="As prescriber you may not"):
        make_password_link(context.acting_as(head.actor), head.actor, ANNA)
    with pytest.raises(Refused, match="no account bea@"):
        make_password_link(context, LOCAL, "bea@example.org")
