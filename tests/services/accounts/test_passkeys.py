import json

import pytest
from support.authenticator import PRESENT, SITE, Authenticator, decode, encode
from support.databases import ON_BOTH
from support.ordering import event_kinds, run_concurrently
from support.people import ADDRESS, OTHER_PASSWORD, PASSWORD, signed_in

from configurator.domain.actors import LOCAL
from configurator.domain.errors import Limited, Refused
from configurator.services.accounts import passkey_ceremonies, passkeys, rate_limits
from configurator.services.accounts.accounts import set_account_disabled
from configurator.services.accounts.sessions import find_session, sign_in

ANNA, BEA = "anna@example.org", "bea@example.org"


def add(context, found, device, name="my phone"):
    """The key of the session in which a passkey was added."""
    key, options = passkeys.begin_adding(context, found, SITE, name, PASSWORD)
    passkeys.add_passkey(context, found, SITE, name, device.make(options))
    return key


@pytest.fixture
def device():
    return Authenticator()


@pytest.fixture
def anna(context, device):
    """A session of somebody whose device has a passkey."""
    _, found = signed_in(context, ANNA)
    return find_session(context, add(context, found, device))


def come(context, device, site=SITE):
    answer = device.use(passkeys.begin_sign_in(context, site, ADDRESS))
    return passkeys.sign_in_with_passkey(context, site, answer, ADDRESS)


def refused(call, *arguments):
    with pytest.raises(Refused, match="passkey was not accepted"):
        call(*arguments)


@ON_BOTH
def test_a_passkey_alone_signs_in_whoever_has_it(context, device, anna):
    key, found = come(context, device)
    assert find_session(context, key).account.email == ANNA and found.session.factor == "passkey"
    (passkey,) = passkeys.list_passkeys(context, anna.account.id)
    assert (passkey.name, passkey.sign_count) == ("my phone", 1) and passkey.last_used_at > passkey.created_at
    assert event_kinds(context)[-2:] == ["passkey_added", "signed_in"]


def test_the_options_ask_for_a_discoverable_key_and_for_the_person_and_name_the_public_site(context, anna):
    asked = json.loads(passkeys.begin_adding(context, anna, SITE, "laptop", PASSWORD)[1])
    assert asked["rp"]["id"] == "parts.example.org" and len(decode(asked["challenge"])) >= 16
    assert asked["authenticatorSelection"] == {
        "residentKey": "required", "requireResidentKey": True, "userVerification": "required"
    }  # fmt: skip
    (known,) = passkeys.list_passkeys(context, anna.account.id)
    assert [each["id"] for each in asked["excludeCredentials"]] == [known.id]
    asked = json.loads(passkeys.begin_sign_in(context, SITE, ADDRESS))
    assert (asked["rpId"], asked["userVerification"]) == ("parts.example.org", "required")
    assert asked["allowCredentials"] == []


def test_it_is_added_by_whoever_knows_the_password_and_every_other_session_ends(context, device):
    old_key, found = signed_in(context, ANNA)
    other_key, _ = sign_in(context, ANNA, PASSWORD, ADDRESS)
    with pytest.raises(Refused, match="not your password"):
        passkeys.begin_adding(context, found, SITE, "my phone", OTHER_PASSWORD)
    with pytest.raises(Refused, match="What device"):
        passkeys.begin_adding(context, found, SITE, " ", PASSWORD)
    key = add(context, found, device)
    assert [find_session(context, each) for each in (old_key, other_key)] == [None, None]
    assert find_session(context, key).session.id == found.session.id


def test_an_answer_is_good_once_and_in_its_session_and_for_what_it_was_asked(context, device, anna):
    answer = device.use(passkeys.begin_sign_in(context, SITE, ADDRESS))
    passkeys.sign_in_with_passkey(context, SITE, answer, ADDRESS)
    refused(passkeys.sign_in_with_passkey, context, SITE, answer, ADDRESS)
    _, other = come(context, device)
    for begun in (passkeys.begin_sign_in(context, SITE, ADDRESS), passkeys.begin_confirmation(context, other, SITE)):
        refused(passkeys.confirm_passkey, context, anna, SITE, device.use(begun))
    answer = device.use(passkeys.begin_confirmation(context, anna, SITE))
    refused(passkeys.sign_in_with_passkey, context, SITE, answer, ADDRESS)


def test_an_answer_that_comes_too_late_is_none(context, device, anna, monkeypatch):
    monkeypatch.setattr(passkey_ceremonies, "CHALLENGE_LIFETIME_S", -1)
    options = passkeys.begin_sign_in(context, SITE, ADDRESS)
    refused(passkeys.sign_in_with_passkey, context, SITE, device.use(options), ADDRESS)
    assert passkeys.remove_ended_challenges(context) == 1


def test_of_two_who_send_an_answer_at_once_one_is_in(context, device, anna):
    answer = device.use(passkeys.begin_sign_in(context, SITE, ADDRESS))
    ended = run_concurrently(*[lambda: passkeys.sign_in_with_passkey(context, SITE, answer, ADDRESS)] * 2)
    assert sorted(isinstance(each, Refused) for each in ended) == [False, True]


@pytest.mark.parametrize(
    "change",
    [
        lambda device: setattr(device, "origin", "https://parts.example.org.evil.example"),
        lambda device: setattr(device, "flags", PRESENT),
        lambda device: setattr(device, "flags", 0),
        lambda device: setattr(device, "count", 0),
        lambda device: setattr(device, "key", Authenticator().key),
        lambda device: setattr(device, "id", b"unknown"),
        lambda device: setattr(device, "user", b"A-0000000000"),
    ],
    ids=["another site", "person unknown", "nobody there", "copied", "another key", "unknown", "another's"],
)
def test_whatever_else_a_device_says_is_refused(context, device, anna, change):
    come(context, device)
    change(device)
    refused(come, context, device)
    assert event_kinds(context)[-1] == "sign_in_refused"


def test_a_site_under_another_name_takes_no_passkey_of_this_one(context, device, anna):
    refused(come, context, device, "https://other.example.org")


@pytest.mark.parametrize("origin", ["https://evil.example", "http://parts.example.org"])
def test_no_key_is_added_from_another_site_or_by_whoever_is_not_known(context, origin):
    _, found = signed_in(context, ANNA)
    for device in (Authenticator(origin), Authenticator(flags=PRESENT)):
        _, options = passkeys.begin_adding(context, found, SITE, "x", PASSWORD)
        refused(passkeys.add_passkey, context, found, SITE, "x", device.make(options))
    assert passkeys.list_passkeys(context, found.account.id) == []


def test_a_key_belongs_to_one_account(context, device, anna):
    _, bea = signed_in(context, BEA)
    _, options = passkeys.begin_adding(context, bea, SITE, "x", PASSWORD)
    with pytest.raises(Refused, match="known already"):
        passkeys.add_passkey(context, bea, SITE, "x", device.make(options))
    assert passkeys.list_passkeys(context, bea.account.id) == []


@pytest.mark.parametrize(
    "answer",
    [
        "", "{}", "[]", "null", "1", "[" * 100_000, '"' + "x" * 100_000, '{"id": 1, "response": {}}',
        '{"id": "\\u0000", "rawId": "a", "type": "public-key", "response": {"clientDataJSON": "e30"}}',
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused(context, anna, answer):
    refused(passkeys.sign_in_with_passkey, context, SITE, answer, ADDRESS)
    refused(passkeys.add_passkey, context, anna, SITE, "x", answer)


@pytest.mark.parametrize("name", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
def test_bytes_that_were_changed_are_refused(context, device, anna, name):
    answer = json.loads(device.use(passkeys.begin_sign_in(context, SITE, ADDRESS)))
    changed = bytearray(decode(answer["response"][name]))
    changed[-1] ^= 1
    answer["response"][name] = encode(bytes(changed))
    refused(passkeys.sign_in_with_passkey, context, SITE, json.dumps(answer), ADDRESS)


def test_who_acts_is_confirmed_by_an_own_passkey_and_the_key_is_renewed(context, device, anna):
    old_key, found = come(context, device)
    key, actor = passkeys.confirm_passkey(
        context, found, SITE, device.use(passkeys.begin_confirmation(context, found, SITE))
    )
    assert actor.confirmed and find_session(context, old_key) is None and find_session(context, key)
    _, bea = signed_in(context, BEA)
    with pytest.raises(Refused, match="no such passkey"):
        passkeys.begin_confirmation(context, bea, SITE)


def test_anothers_passkey_confirms_nobody(context, device, anna):
    other = Authenticator()
    _, bea = signed_in(context, BEA)
    add(context, bea, other)
    with pytest.raises(Refused, match="not your passkey"):
        passkeys.confirm_passkey(context, anna, SITE, other.use(passkeys.begin_confirmation(context, anna, SITE)))


def test_what_is_removed_signs_nobody_in(context, device, anna):
    (passkey,) = passkeys.list_passkeys(context, anna.account.id)
    _, bea = signed_in(context, BEA)
    with pytest.raises(Refused, match="no such passkey"):
        passkeys.remove_passkey(context, bea, passkey.id, PASSWORD)
    with pytest.raises(Refused, match="not your password"):
        passkeys.remove_passkey(context, anna, passkey.id, OTHER_PASSWORD)
    assert find_session(context, passkeys.remove_passkey(context, anna, passkey.id, PASSWORD))
    refused(come, context, device)
    assert passkeys.list_passkeys(context, anna.account.id) == []


def test_a_disabled_account_does_not_come_in_by_a_passkey(context, device, anna):
    set_account_disabled(context, LOCAL, ANNA, disabled=True)
    refused(come, context, device)


def test_asking_is_limited_by_address(context):
    for _ in range(rate_limits.PASSKEYS_BY_ADDRESS.uses):
        rate_limits.use(context, rate_limits.PASSKEYS_BY_ADDRESS, ADDRESS)
    with pytest.raises(Limited):
        passkeys.begin_sign_in(context, SITE, ADDRESS)
