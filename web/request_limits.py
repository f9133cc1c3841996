"""How often one person, program or address may ask for what costs something, while there are accounts."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, request

from configurator.services.accounts.rate_limits import HOUR_S, RateLimit, use
from web.context import web_context
from web.proxies import client_network
from web.signing_in import accounts_are_on

# A form that is filled in asks for a view at each change: some hundreds an hour; the rest is a workshop's busy day.
PREVIEWS = RateLimit("previews", 1200, HOUR_S, "looking at designs")
FILES = RateLimit("files", 120, HOUR_S, "having files made")
UPLOADS = RateLimit("uploads", 60, HOUR_S, "sending drawings")
ORDERS = RateLimit("orders", 60, HOUR_S, "ordering")
BATCHES = RateLimit("batches", 20, HOUR_S, "ordering batches")
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
    "clinic.send": ORDERS,
    "api.place_order": ORDERS,
    "api.place_batch": BATCHES,
}


def limit_requests(app: Flask) -> None:
    """Have requests counted, each by whom it is from."""
    app.before_request(count_request)


def count_request() -> None:
    """Raise Limited for a request too many: an account's, or a visitor's address's."""
    limit = LIMITS.get(request.endpoint or "") if accounts_are_on() else None
    if limit is not None:
        context = web_context()
        use(context, limit, context.actor.account or client_network(request.remote_addr))
