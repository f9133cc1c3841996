import pytest
from support.people import OTHER_PASSWORD, PASSWORD

from configurator.domain.errors import Refused
from configurator.services.accounts.passwords import MAX_LENGTH, check_password, hash_password, is_password

SHORT = "walnut9harbo"


@pytest.mark.parametrize(
    "password", [PASSWORD, OTHER_PASSWORD, "ж" * 5 + " zögernd Ülme 93 quer", "x9!Kf moss 3 kettle " * 5]
)
def test_long_and_unlikely_ones_are_taken_whatever_they_are_made_of(password):
    check_password(password, ("anna@example.org", "Anna Meier"))


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "0 characters"),
        ("harbour lane w", "14 characters"),
        ("x" * (MAX_LENGTH + 1), "129 characters"),
        ("passwordpassword", "easily guessed"),
        ("aaaaaaaaaaaaaaaaaaaa", "easily guessed"),
        ("made to measure", "easily guessed"),
        ("anna@example.orgAnna Meier", "easily guessed"),
    ],
)
def test_short_and_likely_ones_are_refused_with_what_to_do(password, words):
    with pytest.raises(Refused, match=words) as error:
        check_password(password, ("anna@example.org", "Anna Meier"))
    (problem,) = error.value.problems
    assert problem.fields == ("password",) and problem.hint and (not password or password not in str(problem))


def test_beside_a_second_factor_it_may_be_shorter_but_not_easily_guessed():
    check_password(SHORT, has_factor=True)
    for password, words in ((SHORT, "12 characters, not 15"), ("walnut!", "7 characters"), ("password", "guessed")):
        with pytest.raises(Refused, match=words):
            check_password(password, has_factor=password != SHORT)


def test_only_the_password_itself_fits_its_hash():
    stored = hash_password(PASSWORD)
    assert stored.startswith("$argon2id$") and stored != hash_password(PASSWORD)
    assert is_password(PASSWORD, stored)
    assert not is_password(PASSWORD + " ", stored)
    assert not is_password("", stored)


def test_no_longer_text_that_begins_like_a_password_fits():
    password = "kettle moss 47 " * 9
    stored = hash_password(password[:MAX_LENGTH])
    assert is_password(password[:MAX_LENGTH], stored) and not is_password(password, stored)


@pytest.mark.parametrize("stored", ["", "$argon2id$", "nobody has this password", "plain"])
def test_without_a_hash_no_password_fits(stored):
    assert not is_password(PASSWORD, stored)
    assert not is_password("nobody has this password", stored)
    assert not is_password("", stored)
