"""What is computed of an order on its way: counted the same for every way in."""

# The command imports these late, and what is not imported yet is not counted: they are imported for that alone.
import configurator.cli.commands.request
import configurator.services.orders.order_files
import configurator.services.orders.place_order  # noqa: F401
from configurator.domain.offers.offer_suitability import assess_offers, offer_objections
from configurator.services.common.idempotency import request_digest
from configurator.services.designs.configure import configure
from support.calls import count_calls


def count_order_calls(monkeypatch):
    """A counter of `configure`, `offer_objections`, `assess_offers` and `request_digest`."""
    return count_calls(monkeypatch, configure, offer_objections, assess_offers, request_digest)


def expected_calls(items, named_offers=0):
    """The calls for so many items, some of them in an offer that was named; others take the first that fits.

    Whoever objects to an offer looks for another besides.
    """
    return {"configure": items, "offer_objections": named_offers, "assess_offers": items, "request_digest": 1}
