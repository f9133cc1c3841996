import pytest
from sqlalchemy import select, update
from support.people import add_clinic, signed_in

from configurator.domain.actors import LOCAL
from configurator.domain.errors import Refused
from configurator.services.accounts.accounts import set_account_disabled
from configurator.services.accounts.api_tokens import find_token_use, list_tokens, make_token, revoke_token
from configurator.services.accounts.organisations import remove_member
from configurator.store import events, tables
from configurator.store.database import read_transaction, write_transaction


@pytest.fixture
def prescriber(context):
    add_clinic(context)
    return signed_in(context, "anna@example.org", "clinic-bern", "prescriber")[1]


def test_a_token_acts_for_its_owner_within_its_scopes(context, prescriber):
    text, token = make_token(context, prescriber, "orders", ("orders", "read"), 30)
    use = find_token_use(context, text)
    assert (use.actor.id, use.actor.role, use.actor.organisation, use.actor.account, use.actor.scopes) == (
        f"T-{token.id}", "prescriber", "clinic-bern", prescriber.account.id, {"orders", "read"},
    )  # fmt: skip
    assert text.startswith(f"mtmt_{token.id}_")


def test_of_a_token_the_secret_is_stored_nowhere(context, prescriber):
    text, token = make_token(context, prescriber, "orders", ("read",), 30)
    secret = text.rpartition(f"{token.id}_")[2]
    with read_transaction(context.engine) as connection:
        everything = [str(row) for table in tables.metadata.sorted_tables for row in connection.execute(select(table))]
    assert not any(secret in row for row in everything)


def test_only_the_whole_token_is_one(context, prescriber):
    text, token = make_token(context, prescriber, "orders", ("read",), 30)
    other, _ = make_token(context, prescriber, "others", ("read",), 30)
    mixed = f"mtmt_{token.id}_{other.rpartition('_')[2] if other[-43] != '_' else other[-43:]}"
    for wrong in ("", text[:-1], text + "A", text.lower(), text[5:], mixed, "mtmt_\0", "é" * 59):
        assert find_token_use(context, wrong) is None


def test_a_token_ends_by_date_by_hand_and_with_its_owners_rights(context, prescriber):
    texts = [make_token(context, prescriber, f"{number}", ("read",), 1) for number in range(2)]
    (ended, ended_token), (revoked, revoked_token) = texts
    with write_transaction(context.engine) as connection:
        past = update(tables.api_tokens).where(tables.api_tokens.c.id == ended_token.id)
        connection.execute(past.values(ends_at=events.moment_in(-1)))
    assert find_token_use(context, ended) is None and find_token_use(context, revoked) is not None
    with pytest.raises(Refused, match="no such token"):
        revoke_token(context, LOCAL, "A-OTHER", revoked_token.id)
    revoke_token(context, prescriber.actor, prescriber.account.id, revoked_token.id)
    assert find_token_use(context, revoked) is None
    text, _ = make_token(context, prescriber, "more", ("read",), 1)
    set_account_disabled(context, LOCAL, "anna@example.org", disabled=True)
    assert find_token_use(context, text) is None
    set_account_disabled(context, LOCAL, "anna@example.org", disabled=False)
    assert find_token_use(context, text) is not None
    remove_member(context, LOCAL, "clinic-bern", prescriber.account.id)
    assert find_token_use(context, text) is None


def test_it_is_seen_when_a_token_was_used_last(context, prescriber):
    text, _ = make_token(context, prescriber, "orders", ("read",), 1)
    assert list_tokens(context, prescriber.account.id)[0].last_used_at == ""
    find_token_use(context, text)
    (token,) = list_tokens(context, prescriber.account.id)
    assert token.last_used_at > events.moment_in(-60)


@pytest.mark.parametrize(
    ("name", "scopes", "days", "field"),
    [
        ("", ("read",), 1, "name"),
        ("x" * 81, ("read",), 1, "name"),
        ("orders", (), 1, "scopes"),
        ("orders", ("everything",), 1, "scopes"),
        ("orders", ("read",), 0, "days"),
        ("orders", ("read",), 10_000, "days"),
    ],
)
def test_a_token_needs_a_name_known_scopes_and_an_end(context, prescriber, name, scopes, days, field):
    with pytest.raises(Refused) as error:
        make_token(context, prescriber, name, scopes, days)
    assert error.value.problems[0].fields == (field,) and error.value.problems[0].hint
