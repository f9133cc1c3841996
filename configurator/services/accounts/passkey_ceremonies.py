"""What a device is asked for a passkey, and what it answers: W3C Web Authentication, by the library `webauthn`.

For which site is said by PUBLIC_URL alone: whoever sends a request chooses its Host.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from configurator.domain.accounts.accounts import Account
from configurator.domain.accounts.passkeys import Ceremony, Passkey
from configurator.domain.accounts.secrets import new_secret, secret_hash
from configurator.domain.errors import Refused, refused
from configurator.services.common.context import Context
from configurator.store import events, passkeys
from configurator.store.database import write_transaction

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

RELYING_PARTY_NAME = "Made to measure"
# How long a challenge may be answered (s): the specification's own recommendation with user verification.
CHALLENGE_LIFETIME_S = 300
DEFAULT_PORTS = {"https": 443, "http": 80}
# An id has up to 1023 bytes.
_ID = re.compile(r"[\w-]{1,1364}", re.ASCII)
ANSWER_HINT = "Try again; if it stays so, use the password."


@dataclass(frozen=True)
class NewKey:
    """What a device says of a key that it has made: id and public key in base64url, and its count."""

    id: str
    public_key: str
    sign_count: int


def adding_options(context: Context, site: str, session: str, account: Account, known: Sequence[Passkey]) -> str:
    """JSON for a browser to have a device make a passkey of an account that has these already."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import structs

    options = generate_registration_options(
        rp_id=_relying_party(site),
        rp_name=RELYING_PARTY_NAME,
        user_id=account.id.encode(),
        user_name=account.email,
        user_display_name=account.name,
        challenge=_new_challenge(context, Ceremony.ADD, session),
        timeout=CHALLENGE_LIFETIME_S * 1000,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(known),
    )
    return options_to_json(options)


def use_options(context: Context, site: str, ceremony: Ceremony, session: str = "", own: Sequence[Passkey] = ()) -> str:
    """JSON for a browser to have a device use one of these passkeys, or any that it has for this site."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=_relying_party(site),
        challenge=_new_challenge(context, ceremony, session),
        timeout=CHALLENGE_LIFETIME_S * 1000,
        allow_credentials=_descriptors(own),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def check_new_key(context: Context, site: str, session: str, answer: str) -> NewKey:
    """The key that a device has made, asked by `adding_options`. Raises Refused."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url

    with _refusing():
        credential = _read_answer(answer)
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=_use_challenge(context, credential, Ceremony.ADD, session),
            expected_rp_id=_relying_party(site),
            expected_origin=_origin(site),
            require_user_verification=True,
        )
        public_key = bytes_to_base64url(verified.credential_public_key)
        return NewKey(bytes_to_base64url(verified.credential_id), public_key, verified.sign_count)


def check_use(context: Context, site: str, ceremony: Ceremony, answer: str, session: str = "") -> Passkey:
    """The passkey that a device has used, asked by `use_options`; that it did is taken down. Raises Refused.

    A count that is not higher than the one before tells of a copy, and is refused (section 6.1.1 there).
    """
    from webauthn import verify_authentication_response
    from webauthn.helpers import base64url_to_bytes

    with _refusing():
        credential = _read_answer(answer)
        challenge = _use_challenge(context, credential, ceremony, session)
        passkey = _known_passkey(context, credential)
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_relying_party(site),
            expected_origin=_origin(site),
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
        with write_transaction(context.engine) as connection:
            if not passkeys.use_passkey(connection, passkey, verified.new_sign_count):
                raise _refusal()
        return passkey


def _relying_party(site: str) -> str:
    return urlsplit(site).hostname or ""


def _origin(site: str) -> str:
    """As browsers write it: without the port that its scheme has anyway."""
    parts = urlsplit(site)
    port = "" if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}"


def _new_challenge(context: Context, ceremony: Ceremony, session: str) -> bytes:
    """256 random bits, stored by their hash until they are answered or it is too late."""
    challenge = new_secret()
    with write_transaction(context.engine) as connection:
        ends_at = events.moment_in(CHALLENGE_LIFETIME_S)
        passkeys.add_challenge(connection, secret_hash(challenge), ceremony, session, ends_at)
    return challenge.encode()


def _use_challenge(context: Context, credential: Any, ceremony: Ceremony, session: str) -> bytes:
    """The challenge that was answered, used up whatever comes of it. Raises Refused, and whatever hostile bytes do."""
    from webauthn.helpers import base64url_to_bytes, parse_client_data_json

    data = parse_client_data_json(base64url_to_bytes(credential["response"]["clientDataJSON"]))
    with write_transaction(context.engine) as connection:
        if not passkeys.use_challenge(connection, secret_hash(data.challenge.decode()), ceremony, session):
            raise _refusal()
    return data.challenge


def _known_passkey(context: Context, credential: Any) -> Passkey:
    """The passkey that an answer names, if it also names its owner. Raises Refused, KeyError, TypeError."""
    from webauthn.helpers import base64url_to_bytes

    with write_transaction(context.engine) as connection:
        passkey = passkeys.find_passkey(connection, credential["id"]) if _ID.fullmatch(credential["id"]) else None
    handle = credential["response"].get("userHandle")
    # A device may leave the owner away where it was told which passkeys to use.
    if passkey is None or (handle and base64url_to_bytes(handle) != passkey.account.encode()):
        raise _refusal()
    return passkey


def _read_answer(answer: str) -> Any:
    return json.loads(answer)


def _descriptors(known: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    from webauthn import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.id)) for each in known]


@contextmanager
def _refusing() -> Iterator[None]:
    """Raises Refused for whatever goes wrong within, but for what the database has to say."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (Refused, SQLAlchemyError):
        raise
    except Exception as error:
        # What a stranger sends goes through parsers of JSON, base64, CBOR and keys, which raise what they like.
        raise _refusal() from error


def _refusal() -> Refused:
    return refused("The passkey was not accepted.", "passkey", hint=ANSWER_HINT)
