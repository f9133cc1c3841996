"""How often one person, program, address or organisation may ask for what costs something, while there are accounts."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, current_app, request

from configurator.domain.accounts.quotas import Quota
from configurator.services.accounts.quotas import use_quota
from configurator.services.accounts.rate_limits import DAY_S, HOUR_S, RateLimit, use
from web.context import web_context
from web.distinct_designs import DistinctDesigns
from web.proxies import client_network
from web.signing_in import accounts_are_on

# A form that is filled in asks for a view at each change: some hundreds an hour; the rest is a workshop's busy day.
PREVIEWS = RateLimit("previews", 1200, HOUR_S, "looking at designs")
FILES = RateLimit("files", 120, HOUR_S, "having files made")
UPLOADS = RateLimit("uploads", 60, HOUR_S, "sending drawings")
ORDERS = RateLimit("orders", 60, HOUR_S, "ordering")
BATCHES = RateLimit("batches", 20, HOUR_S, "ordering batches")
# Of those who are nobody here: who tries designs out of a program's list comes to it, who fills in forms all day not.
DESIGNS = RateLimit("designs", 3000, DAY_S, "looking at ever other designs")
LIMITS: Mapping[str, RateLimit] = {
    "api.show_preview": PREVIEWS,
    "api.show_picture": PREVIEWS,
    "api.quote_part": PREVIEWS,
    "api.make_design_files": FILES,
    "part.quote": PREVIEWS,
    "made.make": FILES,
    "made.make_file": FILES,
    "drawing.send": UPLOADS,
    "api.read_drawing": UPLOADS,
    "order.place": ORDERS,
    "basket.send": ORDERS,
    "clinic.send": ORDERS,
    "api.place_order": ORDERS,
    "api.place_batch": BATCHES,
}
QUOTAS: Mapping[str, Quota] = {
    "api.show_preview": Quota.PREVIEWS,
    "api.show_picture": Quota.PREVIEWS,
    "drawing.send": Quota.UPLOADS,
    "api.read_drawing": Quota.UPLOADS,
    "api.place_batch": Quota.UPLOADS,
    "order.place": Quota.ORDERS,
    "basket.send": Quota.ORDERS,
    "clinic.send": Quota.ORDERS,
    "api.place_order": Quota.ORDERS,
}
# The buttons of a form that orders with which nothing is ordered.
LOOKS: Mapping[str, frozenset[str]] = {
    "order.place": frozenset({"materials", "quotes", "basket"}),
    "basket.send": frozenset({"where", "take_out"}),
}
DISTINCT_DESIGNS = "made-to-measure-distinct-designs"


def limit_requests(app: Flask) -> None:
    """Have requests counted, each by whom it is from."""
    app.extensions[DISTINCT_DESIGNS] = DistinctDesigns()
    app.before_request(count_request)


def count_request() -> None:
    """Raise Limited for a request too many: an account's, a visitor's address's, or an organisation's."""
    endpoint = request.endpoint or ""
    limit = LIMITS.get(endpoint) if accounts_are_on() else None
    if limit is None:
        return
    context = web_context()
    use(context, limit, context.actor.account or client_network(request.remote_addr))
    if limit is PREVIEWS and not context.actor.account:
        _count_design(client_network(request.remote_addr))
    if endpoint in QUOTAS and not _only_looks(endpoint):
        use_quota(context, QUOTAS[endpoint])


def _only_looks(endpoint: str) -> bool:
    """Whether a form that could order does not: it asks for a price, or a sheet is checked."""
    if endpoint == "clinic.send":
        return request.form.get("act") != "order"
    return endpoint in LOOKS and not LOOKS[endpoint].isdisjoint(request.form)


def _count_design(visitor: str) -> None:
    """Raise Limited for a visitor's design too many; those looked at before may be looked at again."""
    known: DistinctDesigns = current_app.extensions[DISTINCT_DESIGNS]
    key = str((request.view_args or {}).get("key", ""))
    if known.is_new(visitor, key):
        use(web_context(), DESIGNS, visitor)
        known.remember(visitor, key)
