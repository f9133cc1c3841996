import pytest
from sqlalchemy import select, update
from support.databases import ON_BOTH
from support.ordering import event_kinds, read_events, run_concurrently
from support.people import ADDRESS, OTHER_PASSWORD, PASSWORD, add_clinic, add_person, signed_in

from configurator.domain.actors import LOCAL
from configurator.domain.errors import Limited, Refused
from configurator.services.accounts import rate_limits, sessions
from configurator.services.accounts.accounts import change_password, set_account_disabled
from configurator.store import events, tables
from configurator.store.database import read_transaction, write_transaction
from configurator.store.organisations import save_member

WRONG = "Address and password do not belong together"


def test_whoever_signs_in_has_a_session_under_a_key_that_is_stored_nowhere(context):
    key, found = signed_in(context)
    assert sessions.find_session(context, key) == found
    assert (found.account.email, found.actor.role, found.actor.account) == (
        "anna@example.org", "customer", found.account.id,
    )  # fmt: skip
    with read_transaction(context.engine) as connection:
        everything = [str(row) for table in tables.metadata.sorted_tables for row in connection.execute(select(table))]
    assert not any(key in row or PASSWORD in row for row in everything)
    assert any(found.session.id in row for row in everything)


@pytest.mark.parametrize("key", ["", "x", "A" * 43, "\0" * 43, "é" * 43])
def test_no_other_key_has_a_session(context, key):
    signed_in(context)
    assert sessions.find_session(context, key) is None


def test_a_member_of_one_organisation_acts_for_it_and_of_two_for_none_until_one_is_chosen(context):
    for clinic in ("clinic-bern", "clinic-thun"):
        add_clinic(context, clinic)
    _, found = signed_in(context, "anna@example.org", "clinic-bern", "prescriber")
    assert (found.actor.role, found.actor.organisation) == ("prescriber", "clinic-bern")
    add_second_membership(context, found.account.id)
    key, found = sessions.sign_in(context, "Anna@Example.org ", PASSWORD, ADDRESS)
    assert (found.actor.role, found.actor.organisation) == ("customer", "")
    sessions.act_for(context, found, "clinic-thun")
    found = sessions.find_session(context, key)
    assert (found.actor.role, found.actor.organisation) == ("clinician", "clinic-thun")
    with pytest.raises(Refused, match="no member"):
        sessions.act_for(context, found, "clinic-genf")


def add_second_membership(context, account):
    with write_transaction(context.engine) as connection:
        save_member(connection, account, "clinic-thun", "clinician")


@pytest.mark.parametrize(
    ("email", "password"),
    [("anna@example.org", OTHER_PASSWORD), ("nobody@example.org", PASSWORD), ("anna@example.org", "")],
)
def test_wrong_words_are_refused_in_the_same_words_whoever_exists(context, email, password):
    add_person(context)
    with pytest.raises(Refused, match=WRONG) as error:
        sessions.sign_in(context, email, password, ADDRESS)
    assert error.value.problems[0].fields == ("email", "password", "code") and email not in str(error.value)
    assert event_kinds(context)[-1] == "sign_in_refused" and email not in str(read_events(context)[-1])


def test_attempts_are_limited_by_account_wherever_they_come_from(context):
    add_person(context)
    for number in range(rate_limits.SIGN_IN_BY_ACCOUNT.uses):
        with pytest.raises(Refused, match=WRONG):
            sessions.sign_in(context, "anna@example.org", "wrong", f"192.0.2.{number}")
    with pytest.raises(Limited, match="signing in to this account") as error:
        sessions.sign_in(context, "anna@example.org", PASSWORD, ADDRESS)
    assert 0 < error.value.seconds <= rate_limits.DAY_S / rate_limits.SIGN_IN_BY_ACCOUNT.uses + 1


def test_attempts_are_limited_by_address_whoever_they_are_for(context):
    for number in range(rate_limits.SIGN_IN_BY_ADDRESS.uses):
        with pytest.raises(Refused, match=WRONG):
            sessions.sign_in(context, f"{number}@example.org", PASSWORD, ADDRESS)
    add_person(context)
    with pytest.raises(Limited, match="from this address"):
        sessions.sign_in(context, "anna@example.org", PASSWORD, ADDRESS)
    assert sessions.sign_in(context, "anna@example.org", PASSWORD, "198.51.100.1")


def test_whoever_signs_in_uses_nothing_up_for_others_at_the_same_address(context):
    add_person(context)
    for _ in range(rate_limits.SIGN_IN_BY_ADDRESS.uses + 2):
        assert sessions.sign_in(context, "anna@example.org", PASSWORD, ADDRESS)


def test_a_session_ends_after_being_idle_and_after_its_lifetime(context):
    for column, seconds in (("seen_at", sessions.IDLE_S), ("created_at", sessions.LIFETIME_S)):
        key, found = signed_in(context, f"{column}@example.org")
        age(context, found.session.id, **{column: events.moment_in(60 - seconds)})
        assert sessions.find_session(context, key) is not None
        age(context, found.session.id, **{"seen_at": events.now(), column: events.moment_in(-1 - seconds)})
        assert sessions.find_session(context, key) is None
    assert sessions.remove_ended_sessions(context) == 2


def age(context, session, **columns):
    with write_transaction(context.engine) as connection:
        connection.execute(update(tables.sessions).where(tables.sessions.c.id == session).values(**columns))


def test_that_a_session_is_used_is_taken_down_now_and_then(context):
    key, found = signed_in(context)
    age(context, found.session.id, seen_at=events.moment_in(-2 * sessions.SEEN_EVERY_S))
    seen = sessions.find_session(context, key).session.seen_at
    assert seen > events.moment_in(-60)
    assert sessions.find_session(context, key).session.seen_at == seen


def test_a_person_sees_and_ends_own_sessions_and_nobody_elses(context):
    key, found = signed_in(context)
    other_key, other = sessions.sign_in(context, "anna@example.org", PASSWORD, ADDRESS, "Firefox")
    assert [each.agent for each in sessions.list_sessions(context, found.account.id)] == ["Firefox", ""]
    stranger = add_person(context, "bea@example.org")
    with pytest.raises(Refused, match="no such session"):
        sessions.end_session(context, found.actor, stranger.id, other.session.id)
    sessions.end_session(context, found.actor, found.account.id, other.session.id)
    assert sessions.find_session(context, other_key) is None
    assert sessions.find_session(context, key) is not None


def test_another_password_ends_every_other_session(context):
    key, found = signed_in(context)
    other_key, _ = sessions.sign_in(context, "anna@example.org", PASSWORD, ADDRESS)
    with pytest.raises(Refused, match="not your password"):
        change_password(context, found, OTHER_PASSWORD, OTHER_PASSWORD)
    new_key = change_password(context, found, PASSWORD, OTHER_PASSWORD)
    assert sessions.find_session(context, new_key) is not None
    assert [sessions.find_session(context, each) for each in (key, other_key)] == [None, None]
    with pytest.raises(Refused, match=WRONG):
        sessions.sign_in(context, "anna@example.org", PASSWORD, ADDRESS)
    assert sessions.sign_in(context, "anna@example.org", OTHER_PASSWORD, ADDRESS)


def test_a_disabled_account_is_out_at_once_and_does_not_come_in_again(context):
    key, _ = signed_in(context)
    set_account_disabled(context, LOCAL, "anna@example.org", disabled=True)
    assert sessions.find_session(context, key) is None
    with pytest.raises(Refused, match=WRONG):
        sessions.sign_in(context, "anna@example.org", PASSWORD, ADDRESS)
    set_account_disabled(context, LOCAL, "anna@example.org", disabled=False)
    assert sessions.sign_in(context, "anna@example.org", PASSWORD, ADDRESS)


def test_the_password_typed_once_more_confirms_who_acts(context):
    key, found = signed_in(context)
    assert not found.actor.confirmed
    with pytest.raises(Refused, match="not your password"):
        sessions.confirm_password(context, found, OTHER_PASSWORD)
    new_key, actor = sessions.confirm_password(context, found, PASSWORD)
    assert actor.confirmed and not sessions.find_session(context, new_key).actor.confirmed
    assert sessions.find_session(context, key) is None


@ON_BOTH
def test_a_limit_holds_for_all_who_come_at_once(context):
    limit = rate_limits.RateLimit("test", 5, 3600, "testing")

    def attempt():
        rate_limits.use(context, limit, "somebody")
        return True

    assert sum(each is True for each in run_concurrently(*[attempt] * 12)) == 5


def test_uses_come_back_evenly(context):
    limit, at = rate_limits.RateLimit("test", 2, 60, "testing"), [1000.0]
    for _ in range(2):
        rate_limits.use(context, limit, "somebody", lambda: at[0])
    with pytest.raises(Limited) as error:
        rate_limits.use(context, limit, "somebody", lambda: at[0])
    assert error.value.seconds == 30
    rate_limits.use(context, limit, "another", lambda: at[0])
    at[0] += 30
    rate_limits.use(context, limit, "somebody", lambda: at[0])
    with pytest.raises(Limited):
        rate_limits.use(context, limit, "somebody", lambda: at[0])
    assert rate_limits.remove_full(context, lambda: at[0] + rate_limits.DAY_S + 1) == 2
