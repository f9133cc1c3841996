"""Codes of six digits that an app makes of a secret and the time: TOTP, RFC 6238."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from hmac import compare_digest

from configurator.domain.accounts.accounts import Account
from configurator.services.common.context import Context
from configurator.store import accounts
from configurator.store.database import read_transaction, write_transaction

ISSUER = "Made to measure"
STEP_S = 30
# 160 bits in base 32, as RFC 4226 recommends.
_SECRET = re.compile(r"[A-Z2-7]{32}")


def new_code_secret() -> str:
    """What an app makes codes of."""
    import pyotp

    return pyotp.random_base32()


def is_code_secret(text: str) -> bool:
    """Whether it could be one."""
    return _SECRET.fullmatch(text) is not None


def code_address(account: Account, secret: str) -> str:
    """What an app reads as a QR code or a link."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=ISSUER)


def needs_code(context: Context, account: str) -> bool:
    """Whether the account signs in with a code too."""
    return bool(_secret_of(context, account))


def use_code(context: Context, account: str, code: str) -> bool:
    """Whether the account needs no code, or this one fits and was never used; then it is."""
    secret = _secret_of(context, account)
    if not secret:
        return True
    step = matching_step(secret, code)
    if step is None:
        return False
    with write_transaction(context.engine) as connection:
        return accounts.use_code_step(connection, account, step)


def matching_step(secret: str, code: str, clock: Callable[[], float] = time.time) -> int | None:
    """The step of time, this one or the one before, whose code it is; None for neither."""
    import pyotp

    totp, now, digits = pyotp.TOTP(secret), int(clock()) // STEP_S, code.replace(" ", "").encode()
    steps = (step for step in (now, now - 1) if compare_digest(totp.at(step * STEP_S).encode(), digits))
    return next(steps, None)


def _secret_of(context: Context, account: str) -> str:
    with read_transaction(context.engine) as connection:
        return accounts.code_secret(connection, account)
