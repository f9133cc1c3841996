"""What factories promise for an item that is to be made: what a route ranks them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from configurator.domain.production.network import Network
from configurator.domain.production.promises import Promise
from configurator.domain.production.quotes import Quote, QuoteRequest
from configurator.services.common.context import Context
from configurator.services.quotes.quotes import ask_factories
from configurator.store import quotes


@dataclass(frozen=True)
class AskedPart:
    """A part with what the nearest factories said to it, and what that rests on: the network, and the queue of each.

    Nobody was asked yet where there is no network.
    """

    request: QuoteRequest
    network: Network | None = None
    queues: quotes.QueueStates = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()

    @property
    def promises(self) -> Mapping[str, Promise]:
        """By factory what its quote promises, without those that cannot tell a day."""
        return {each.factory: each.promise for each in self.quotes if each.promise}

    @property
    def full(self) -> frozenset[str]:
        """The factories that have no time for it in the days looked at."""
        return frozenset(each.factory for each in self.quotes if each.is_full)


def ask_nearest(context: Context, connection: Connection, network: Network, part: AskedPart) -> AskedPart:
    """The part with what the nearest that can make it say now.

    What was said before stands where nothing has changed since: in a transaction that routes little is left to ask.
    """
    if part.network is not network:
        found = ask_factories(connection, context, part.request, network.factories)
        queues = quotes.queue_states(connection, [each.factory for each in found])
        return AskedPart(part.request, network, queues, found)
    queues = quotes.queue_states(connection, [each.factory for each in part.quotes])
    changed = {each.factory for each in part.quotes if queues.get(each.factory) != part.queues.get(each.factory)}
    if not changed:
        return part
    factories = [each for each in network.factories if each.id in changed]
    anew = {each.factory: each for each in ask_factories(connection, context, part.request, factories)}
    return replace(part, queues=queues, quotes=tuple(anew.get(each.factory, each) for each in part.quotes))
