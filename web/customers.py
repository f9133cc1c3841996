"""Whoever orders on the pages for everybody."""

from __future__ import annotations

from configurator.domain.actors import Actor
from web.context import web_context
from web.identity_cookie import CUSTOMER
from web.signing_in import acting_actor


def customer() -> Actor:
    """Nobody in particular, or an account."""
    return acting_actor(web_context(), CUSTOMER.id, CUSTOMER.role)
