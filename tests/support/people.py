"""Accounts of a clinic and of a factory, and how they sign in."""

import time

import pytest
from argon2 import PasswordHasher
from pyotp import TOTP

from configurator.domain.accounts.second_factors import MissingFactor, SecondFactor
from configurator.domain.actors import LOCAL
from configurator.services.accounts import factors, passwords
from configurator.services.accounts.accounts import add_account
from configurator.services.accounts.codes import STEP_S
from configurator.services.accounts.organisations import add_organisation
from configurator.services.accounts.sessions import begin_session, sign_in

PASSWORD = "harbour lane walnut seventeen"
OTHER_PASSWORD = "copper kettle on a mossy stair"
# Hashes as cheap as can be.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
ADDRESS = "192.0.2.7"


def code_of(secret, steps=0):
    """The code of an app, so many half minutes from now; the one before still fits, and leaves that of now unused."""
    return TOTP(secret).at(time.time() + steps * STEP_S)


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch):
    """For folders with many accounts."""
    monkeypatch.setattr(passwords, "hasher", lambda: CHEAP)


@pytest.fixture
def without_second_factor(monkeypatch):
    """Also members do without one, where it is not the subject."""
    monkeypatch.setattr(factors, "missing_factor", lambda *_, **__: MissingFactor.NONE)


def add_clinic(context, clinic="clinic-bern"):
    return add_organisation(context, LOCAL, clinic, "clinic", "Foot clinic Bern")


def add_person(context, email="anna@example.org", organisation="", role="", name="Dr Anna Meier"):
    """An account with `PASSWORD`."""
    return add_account(context, LOCAL, email, name, PASSWORD, organisation, role).account


def signed_in(context, email="anna@example.org", organisation="", role=""):
    """The key and the session of a new account."""
    add_person(context, email, organisation, role)
    return sign_in(context, email, PASSWORD, ADDRESS)


def signed_in_with_code(context, email, organisation="", role=""):
    """The same of somebody who has shown a second factor too, as members must."""
    return begin_session(context, add_person(context, email, organisation, role), factor=SecondFactor.CODE)
