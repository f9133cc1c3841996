from dataclasses import replace

import pytest
from joserfc.errors import JoseError
from support.authenticator import SITE, Authenticator
from support.databases import ON_BOTH
from support.identity_provider import running_provider, sign_in_there
from support.ordering import event_kinds
from support.people import ADDRESS, OTHER_PASSWORD, PASSWORD, add_clinic, add_person, signed_in

from configurator.domain.accounts.identities import Errand
from configurator.domain.actors import LOCAL
from configurator.domain.errors import Refused
from configurator.services.accounts import identities, passkeys, sessions
from configurator.services.accounts.accounts import change_password, set_account_disabled
from configurator.services.accounts.invitations import accept_as_new, invite
from configurator.services.accounts.password_links import make_password_link, replace_password, send_password_link
from configurator.services.accounts.provider_protocol import check_claims, read_identity
from configurator.services.accounts.sessions import find_session, sign_in
from configurator.settings import IdentityProvider

ANNA = "anna@example.org"


@pytest.fixture(scope="module")
def provider():
    with running_provider(SITE) as running:
        yield running


@pytest.fixture
def context(context, provider):
    return replace(context, provider=replace(provider, has_second_factor=True))


def visit(context, begun, name="anna"):
    """The visit and the identity of somebody who was sent to the provider, and has come back."""
    state, address = begun
    back = sign_in_there(address, name, SITE)
    assert back["state"] == state
    return identities.end_visit(context, SITE, state, back["code"])


def come(context, name="anna"):
    _, identity = visit(context, identities.begin_visit(context, SITE, ADDRESS), name)
    return identities.sign_in_with_identity(context, identity)


def link(context, found, name="anna", password=PASSWORD):
    _, *begun = identities.begin_linking(context, found, SITE, password)
    identities.link_identity(context, found, *visit(context, begun, name))


def invitation(context, email=ANNA):
    add_clinic(context)
    secret, _ = invite(context, LOCAL, email, "clinic-bern", "prescriber")
    return identities.begin_visit(context, SITE, ADDRESS, Errand.ACCEPT, invitation=secret), secret


@ON_BOTH
def test_who_is_linked_signs_in_by_the_provider(context):
    _, found = signed_in(context, ANNA)
    link(context, found)
    key, came = come(context)
    assert find_session(context, key).account.email == ANNA and came.session.factor == "provider"
    assert identities.list_links(context, found.account.id)[0].last_used_at
    assert event_kinds(context)[-2:] == ["identity_linked", "signed_in"]
    set_account_disabled(context, LOCAL, ANNA, disabled=True)
    with pytest.raises(Refused, match="No account is linked"):
        come(context)


def test_a_sign_in_there_is_worth_a_password_where_nobody_says_more(context, provider):
    begun, _ = invitation(context)
    _, found = identities.accept_with_identity(context, *visit(context, begun))
    assert found.missing == ""
    _, found = come(replace(context, provider=provider))
    assert (found.session.factor, found.missing) == ("", "set_up")


@pytest.mark.parametrize(
    ("claims", "email", "is_multi_factor"),
    [
        ({"email": "Anna@Example.org", "email_verified": True, "amr": ["pwd", "mfa"]}, ANNA, True),
        ({"email": ANNA, "email_verified": "true", "amr": ["pwd"]}, "", False),
        ({"email": ANNA, "amr": None}, "", False),
    ],
)
def test_of_a_person_counts_what_the_provider_vouches_for(provider, claims, email, is_multi_factor):
    read = read_identity(provider, {"sub": "s"} | claims)
    assert (read.subject, read.email, read.is_multi_factor) == ("s", email, is_multi_factor)


def test_an_account_is_not_found_by_an_address(context):
    add_person(context, ANNA)
    with pytest.raises(Refused, match="No account is linked"):
        come(context)
    begun, _ = invitation(context)
    with pytest.raises(Refused, match="has an account already"):
        identities.accept_with_identity(context, *visit(context, begun))


def test_an_invitation_is_accepted_by_whoever_has_the_address_verified(context):
    begun, secret = invitation(context)
    for name in ("unverified-anna", "bea"):
        with pytest.raises(Refused, match="not verified that the invited address"):
            identities.accept_with_identity(context, *visit(context, begun, name))
        begun = identities.begin_visit(context, SITE, ADDRESS, Errand.ACCEPT, invitation=secret)
    _, found = identities.accept_with_identity(context, *visit(context, begun))
    assert (found.actor.role, found.account.name, found.missing) == ("prescriber", "Dr anna", "")
    assert come(context)[1].account.id == found.account.id


def test_a_visit_is_over_once_and_its_code_is_good_for_no_other(context):
    _, address = identities.begin_visit(context, SITE, ADDRESS)
    other_state, _ = identities.begin_visit(context, SITE, ADDRESS)
    code = sign_in_there(address, "anna", SITE)["code"]
    with pytest.raises(Refused, match="did not bear out"):
        identities.end_visit(context, SITE, other_state, code)
    with pytest.raises(Refused, match="begun elsewhere"):
        identities.end_visit(context, SITE, other_state, code)
    for unknown in ("", "A" * 43, "\0"):
        with pytest.raises(Refused, match="begun elsewhere"):
            identities.end_visit(context, SITE, unknown, code)


CLAIMS = {"iss": "https://a.example", "aud": "c", "sub": "s", "nonce": "n", "iat": 0, "exp": 2**40}


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://a.example.evil.example"}, {"aud": "another"}, {"aud": ["c", "another"], "azp": "another"},
        {"exp": 1}, {"nonce": "another"}, {"iat": 2**40}, {"sub": None}, {"nonce": None}, {"exp": None}, {"aud": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_says_from_whom_for_whom_until_when_and_of_which_visit(change):
    provider = IdentityProvider("https://a.example", "c", "secret")
    check_claims(provider, {"alg": "RS256"}, CLAIMS, "n", None)
    changed = {name: value for name, value in (CLAIMS | change).items() if value is not None}
    with pytest.raises(JoseError):
        check_claims(provider, {"alg": "RS256"}, changed, "n", None)


def test_a_token_for_another_visit_client_or_issuer_is_not_taken(context, provider, monkeypatch):
    state, address = identities.begin_visit(context, SITE, ADDRESS)
    code = sign_in_there(address, "anna", SITE)["code"]
    monkeypatch.setattr(identities, "fetch_identity", lambda *asked: asked)
    _, (_, _, code, _, verifier) = identities.end_visit(context, SITE, state, code)
    monkeypatch.undo()
    with pytest.raises(Refused, match="did not bear out"):
        identities.fetch_identity(provider, SITE, code, "another nonce", verifier)
    for change in ({"client_secret": "x"}, {"issuer": provider.issuer + "/"}):
        with pytest.raises(Refused, match="did not bear out"):
            come(replace(context, provider=replace(provider, **change)))


def test_of_two_accounts_one_is_linked_and_from_its_own_session(context):
    _, anna = signed_in(context, ANNA)
    _, bea = signed_in(context, "bea@example.org")
    with pytest.raises(Refused, match="not your password"):
        identities.begin_linking(context, anna, SITE, OTHER_PASSWORD)
    _, *begun = identities.begin_linking(context, anna, SITE, PASSWORD)
    came = visit(context, begun)
    with pytest.raises(Refused, match="another session"):
        identities.link_identity(context, bea, *came)
    identities.link_identity(context, anna, *came)
    with pytest.raises(Refused, match="signs in by this already"):
        link(context, bea)
    assert identities.remove_links(context, anna, PASSWORD) and identities.list_links(context, anna.account.id) == []


def test_where_passwords_are_closed_no_way_by_one_is_open(context, provider):
    key, found = signed_in(context, ANNA)
    add_clinic(context)
    secret, _ = invite(context, LOCAL, "bea@example.org", "clinic-bern", "clinician")
    link_secret, _ = make_password_link(context, LOCAL, ANNA)
    closed = replace(context, provider=replace(provider, is_only=True))
    for call in (
        lambda: sign_in(closed, ANNA, PASSWORD, ADDRESS),
        lambda: sessions.confirm_password(closed, found, PASSWORD),
        lambda: change_password(closed, found, PASSWORD, OTHER_PASSWORD),
        lambda: make_password_link(closed, LOCAL, ANNA),
        lambda: send_password_link(closed, SITE, ANNA, ADDRESS),
        lambda: identities.remove_links(closed, found, PASSWORD),
        lambda: accept_as_new(closed, secret, "Bea", PASSWORD),
        lambda: replace_password(closed, link_secret, OTHER_PASSWORD),
    ):
        with pytest.raises(Refused, match="Nobody uses a password here"):
            call()
    assert find_session(closed, key)


def test_who_has_no_password_adds_a_passkey_soon_after_signing_in(context, monkeypatch):
    begun, _ = invitation(context)
    _, found = identities.accept_with_identity(context, *visit(context, begun))
    key, options = passkeys.begin_adding(context, found, SITE, "x", "")
    passkeys.add_passkey(context, found, SITE, "x", Authenticator().make(options))
    assert find_session(context, key)
    monkeypatch.setattr(sessions, "RECENT_S", -1)
    with pytest.raises(Refused, match="too long ago"):
        passkeys.begin_adding(context, found, SITE, "y", "")


def test_nobody_waits_for_a_provider_that_is_away(context, provider):
    away = replace(context, provider=replace(provider, issuer="http://localhost:9"))
    with pytest.raises(Refused, match="did not bear out"):
        identities.begin_visit(away, SITE, ADDRESS)
    assert identities.remove_ended_visits(away) == 0
