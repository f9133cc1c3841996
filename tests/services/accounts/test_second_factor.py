import time

import pytest
from pyotp import TOTP
from support.databases import ON_BOTH
from support.ordering import event_kinds, run_concurrently
from support.people import ADDRESS, OTHER_PASSWORD, PASSWORD, add_clinic, code_of, signed_in

from configurator.domain.actors import LOCAL
from configurator.domain.errors import Forbidden, Refused
from configurator.services.accounts.accounts import change_password
from configurator.services.accounts.codes import STEP_S, code_address, matching_step, needs_code, new_code_secret
from configurator.services.accounts.password_links import make_password_link, replace_password
from configurator.services.accounts.second_factor import remove_code, remove_factors_of, set_up_code
from configurator.services.accounts.sessions import find_session, sign_in

SHORT = "walnut9harbo"
ANNA, WRONG = "anna@example.org", "do not belong together, or the code"


@pytest.fixture
def secret():
    return new_code_secret()


def set_up(context, secret):
    """An account that needs a code, set up by the one before, so that the one of now may be used. Key and session."""
    _, found = signed_in(context)
    key = set_up_code(context, found, secret, code_of(secret, -1), PASSWORD)
    return key, found


def test_with_a_code_the_password_alone_is_not_enough(context, secret):
    set_up(context, secret)
    for code in ("", "000000", "123 456", code_of(secret, 5), "x" * 1000):
        with pytest.raises(Refused, match=WRONG):
            sign_in(context, ANNA, PASSWORD, ADDRESS, code=code)
    with pytest.raises(Refused, match=WRONG):
        sign_in(context, ANNA, OTHER_PASSWORD, ADDRESS, code=TOTP(secret).now())
    assert sign_in(context, ANNA, PASSWORD, ADDRESS, code=TOTP(secret).now())


def test_a_code_is_used_once_and_none_before_it_any_more(context, secret):
    set_up(context, secret)
    code = TOTP(secret).now()
    assert sign_in(context, ANNA, PASSWORD, ADDRESS, code=f"{code[:3]} {code[3:]}")
    for used in (code, TOTP(secret).at(time.time() - STEP_S)):
        with pytest.raises(Refused, match=WRONG):
            sign_in(context, ANNA, PASSWORD, ADDRESS, code=used)


def test_the_code_by_which_it_was_set_up_is_used(context, secret):
    _, found = signed_in(context)
    code = TOTP(secret).now()
    set_up_code(context, found, secret, code, PASSWORD)
    with pytest.raises(Refused, match=WRONG):
        sign_in(context, ANNA, PASSWORD, ADDRESS, code=code)


@ON_BOTH
def test_of_two_who_use_a_code_at_once_one_is_in(context, secret):
    set_up(context, secret)
    code = TOTP(secret).now()
    ends = run_concurrently(*[lambda: sign_in(context, ANNA, PASSWORD, ADDRESS, code=code)] * 2)
    assert sorted(isinstance(each, Refused) for each in ends) == [False, True]


def test_a_code_fits_its_half_minute_and_the_one_after(secret):
    code, at = TOTP(secret).at(90_000), 90_000 // STEP_S
    fits = [matching_step(secret, code, lambda now=now: now) for now in (89_999, 90_000, 90_059, 90_060)]
    assert fits == [None, at, at, None]


@pytest.mark.parametrize(("wrong", "field"), [("code", "code"), ("secret", "code"), ("password", "password")])
def test_it_is_set_up_by_whoever_has_the_app_and_the_password(context, secret, wrong, field):
    _, found = signed_in(context)
    given = {"secret": secret, "code": TOTP(secret).now(), "password": PASSWORD} | {wrong: "wrong"}
    with pytest.raises(Refused) as error:
        set_up_code(context, found, **given)
    assert error.value.problems[0].fields == (field,) and not needs_code(context, found.account.id)


def test_setting_it_up_ends_every_other_session_and_renews_this_ones_key(context, secret):
    old_key, found = signed_in(context)
    other_key, _ = sign_in(context, ANNA, PASSWORD, ADDRESS)
    key = set_up_code(context, found, secret, TOTP(secret).now(), PASSWORD)
    assert find_session(context, key).session.id == found.session.id
    assert [find_session(context, each) for each in (old_key, other_key)] == [None, None]
    assert event_kinds(context)[-1] == "code_set_up"


def test_it_is_removed_by_whoever_has_the_password_or_by_an_administrator(context, secret):
    _, found = set_up(context, secret)
    with pytest.raises(Refused, match="not your password"):
        remove_code(context, found, OTHER_PASSWORD)
    key = remove_code(context, found, PASSWORD)
    assert sign_in(context, ANNA, PASSWORD, ADDRESS)
    set_up_code(context, find_session(context, key), secret, TOTP(secret).now(), PASSWORD)
    remove_factors_of(context, LOCAL, ANNA)
    assert sign_in(context, ANNA, PASSWORD, ADDRESS)
    add_clinic(context)
    _, head = signed_in(context, "head@example.org", "clinic-bern", "prescriber")
    with pytest.raises(Forbidden):
        remove_factors_of(context.acting_as(head.actor), head.actor, ANNA)


def test_another_password_by_a_link_does_not_go_round_it(context, secret):
    set_up(context, secret)
    replace_password(context, make_password_link(context, LOCAL, ANNA)[0], OTHER_PASSWORD)
    with pytest.raises(Refused, match=WRONG):
        sign_in(context, ANNA, OTHER_PASSWORD, ADDRESS)
    assert sign_in(context, ANNA, OTHER_PASSWORD, ADDRESS, code=TOTP(secret).now())


def test_a_short_password_stays_no_longer_than_the_second_factor(context, secret):
    key, found = set_up(context, secret)
    found = find_session(context, key)
    found = find_session(context, change_password(context, found, PASSWORD, SHORT))
    with pytest.raises(Refused, match="too short to be all") as error:
        remove_code(context, found, SHORT)
    assert "15 characters first" in error.value.problems[0].hint and find_session(context, key) is None
    assert needs_code(context, found.account.id) and sign_in(context, ANNA, SHORT, ADDRESS, code=TOTP(secret).now())
    remove_factors_of(context, LOCAL, ANNA)
    with pytest.raises(Refused, match="Without a second factor this password is too short"):
        sign_in(context, ANNA, SHORT, ADDRESS)
    with pytest.raises(Refused, match="12 characters, not 15"):
        replace_password(context, make_password_link(context, LOCAL, ANNA)[0], SHORT)


def test_what_was_shown_stands_in_the_session_until_it_is_no_more(context, secret):
    key, _ = set_up(context, secret)
    assert find_session(context, key).session.factor == "code"
    _, other = sign_in(context, ANNA, PASSWORD, ADDRESS, code=TOTP(secret).now())
    assert other.session.factor == "code"
    assert find_session(context, remove_code(context, other, PASSWORD)).session.factor == ""


def test_an_app_reads_who_and_where(context, secret):
    _, found = signed_in(context)
    address = code_address(found.account, secret)
    assert address.startswith("otpauth://totp/Made%20to%20measure:anna%40example.org?") and secret in address
