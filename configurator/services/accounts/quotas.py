"""Bounds of an organisation, all its members and tokens together: an administrator sets them, and requests use them."""

from __future__ import annotations

from collections.abc import Mapping

from configurator.domain.accounts.quotas import QUOTA_WORDS, Quota, read_quotas
from configurator.domain.accounts.rights import Right
from configurator.domain.actors import Actor
from configurator.services.accounts import rate_limits
from configurator.services.accounts.organisations import known_organisation
from configurator.services.accounts.rate_limits import DAY_S, RateLimit
from configurator.services.common.access import require, require_in
from configurator.services.common.context import Context
from configurator.store import events, organisations
from configurator.store.database import read_transaction, write_transaction


def list_quotas(context: Context, organisation: str) -> Mapping[str, int]:
    """What bounds an organisation, for those who manage its members. Raises Forbidden, Refused."""
    require_in(context, Right.MANAGE_MEMBERS, "organisation", organisation)
    with read_transaction(context.engine) as connection:
        return organisations.get_quotas(connection, organisation)


def set_quotas(context: Context, actor: Actor, organisation: str, texts: Mapping[str, str]) -> Mapping[str, int]:
    """Bound what an organisation does in a day, as `read_quotas` reads it. Raises Forbidden, Refused."""
    require(context, Right.MANAGE_ORGANISATIONS)
    quotas = read_quotas(texts)
    with write_transaction(context.engine) as connection:
        own = known_organisation(connection, organisation)
        organisations.set_quotas(connection, own.id, quotas)
        events.append_event(connection, actor, "quotas_set", {"organisation": own.id, "quotas": dict(quotas)})
    return quotas


def use_quota(context: Context, quota: Quota) -> None:
    """Take one use of what bounds the organisation for which the context's actor acts. Raises Limited."""
    organisation = context.actor.organisation
    if not organisation:
        return
    with read_transaction(context.engine) as connection:
        uses = organisations.get_quotas(connection, organisation).get(quota)
    if uses:
        limit = RateLimit(f"quota-{quota}", uses, DAY_S, f"{QUOTA_WORDS[quota]} by all of your organisation in a day")
        rate_limits.use(context, limit, organisation)
