"""What is spoken with an identity provider: OpenID Connect's code flow with PKCE, by the library authlib.

Where its endpoints and keys are it says itself, below its issuer; of it alone is believed who somebody is.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from configurator.domain.accounts.identities import Identity
from configurator.domain.errors import Refused, refused
from configurator.settings import IdentityProvider

log = logging.getLogger("configurator.provider")
DISCOVERY_PATH = "/.well-known/openid-configuration"
CALLBACK_PATH = "/sign-in/provider/back"
SCOPE = "openid email profile"
# How long the provider may take for one answer, and how far its clock may be off (s).
TIMEOUT_S, LEEWAY_S = 10.0, 60
# Signatures by a key that is not the client's secret.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]


def visit_address(provider: IdentityProvider, site: str, state: str, nonce: str, verifier: str) -> str:
    """Where a browser is sent. Raises Refused while the provider does not answer as it should."""
    with _speaking(provider, site) as (session, metadata):
        endpoint = metadata["authorization_endpoint"]
        address, _ = session.create_authorization_url(endpoint, state=state, nonce=nonce, code_verifier=verifier)
        return str(address)


def fetch_identity(provider: IdentityProvider, site: str, code: str, nonce: str, verifier: str) -> Identity:
    """Who has come back with a code. Raises Refused for what the provider, or its answer, does not bear out."""
    from joserfc import jwk, jwt

    with _speaking(provider, site) as (session, metadata):
        token = session.fetch_token(
            metadata["token_endpoint"], code=code, code_verifier=verifier, grant_type="authorization_code",
            timeout=TIMEOUT_S,
        )  # fmt: skip
        keys = jwk.KeySet.import_key_set(_get(session, metadata["jwks_uri"]))
        decoded = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS)
        check_claims(provider, decoded.header, decoded.claims, nonce, token.get("access_token"))
        return read_identity(provider, decoded.claims | _user_info(session, metadata, decoded.claims))


def check_claims(provider: IdentityProvider, header: Any, claims: Any, nonce: str, access_token: str | None) -> None:
    """Raise JoseError, or what hostile claims do, where they are not from this provider, for this client and now."""
    from authlib.oidc.core import CodeIDToken

    options = {
        "iss": {"essential": True, "values": [provider.issuer]},
        "aud": {"essential": True, "value": provider.client_id},
    }
    params = {"nonce": nonce, "client_id": provider.client_id, "access_token": access_token}
    CodeIDToken(claims, header, options, params).validate(leeway=LEEWAY_S)


def read_identity(provider: IdentityProvider, claims: dict[str, Any]) -> Identity:
    """Who it is, of claims that have been checked. Raises KeyError for those of nobody."""
    # Some providers say "true" as a text, which says nothing of what they mean by it.
    email = str(claims.get("email", "")) if claims.get("email_verified") is True else ""
    is_multi_factor = "mfa" in (claims.get("amr") or ())
    name = str(claims.get("name", ""))
    return Identity(provider.issuer, str(claims["sub"]), email.strip().lower(), name, is_multi_factor)


def _user_info(session: Any, metadata: Any, claims: Any) -> dict[str, Any]:
    """What the provider says of e-mail and name elsewhere than in the token; nothing of another person."""
    if "email" in claims or "userinfo_endpoint" not in metadata:
        return {}
    told = _get(session, metadata["userinfo_endpoint"])
    return told if told["sub"] == claims["sub"] else {}


def _get(session: Any, address: str) -> Any:
    answer = session.get(address, timeout=TIMEOUT_S)
    answer.raise_for_status()
    return answer.json()


@contextmanager
def _speaking(provider: IdentityProvider, site: str) -> Iterator[tuple[Any, Any]]:
    """A session, and what the provider says of itself. Raises Refused for whatever goes wrong within."""
    from authlib.integrations.requests_client import OAuth2Session

    session = OAuth2Session(
        provider.client_id,
        provider.client_secret,
        scope=SCOPE,
        redirect_uri=site + CALLBACK_PATH,
        code_challenge_method="S256",
    )
    try:
        with session:
            # Without a token: it is not there yet.
            metadata = session.request(
                "GET", provider.issuer.rstrip("/") + DISCOVERY_PATH, withhold_token=True, timeout=TIMEOUT_S
            ).json()
            if metadata["issuer"] != provider.issuer:
                raise ValueError("another issuer")
            yield session, metadata
    except Refused:
        raise
    except Exception as error:
        # The network, the provider and whoever comes back are foreign; libraries raise what they like of them.
        log.warning("the identity provider's answer is not taken: %s", type(error).__name__)
        raise refused(
            "The provider did not bear out who you are.",
            "provider",
            hint="Try again; if it stays, tell whoever runs this.",
        ) from error
