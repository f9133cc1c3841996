"""The web application: its blueprints, limits, compression and error handlers."""

from __future__ import annotations

from flask import Flask
from flask_compress import Compress
from jinja2 import StrictUndefined

from configurator.domain import text_bounds
from configurator.formats import formats
from configurator.logs import current_request_id
from web import access, assets, filters, http_errors, navigation, notices, request_limits, security, sent_by_script
from web.api import api
from web.context import EXTENSION, WebContext
from web.metrics.requests import count_requests
from web.pages import (
    account,
    accounts,
    basket,
    catalogue,
    clinic,
    codes,
    drawing,
    factory,
    follow,
    invitations,
    made,
    operations,
    order,
    organisations,
    own_orders,
    part,
    passkeys,
    passwords,
    provider,
    second_factor,
    sign_in,
    threads,
)
from web.proxies import behind_proxies
from web.request_ids import with_request_ids
from web.signing_in import accounts_are_on

WORK_PAGES = (catalogue, part, drawing, made, order, basket, follow, clinic, factory, threads, operations)
ACCOUNT_PAGES = (
    sign_in, account, own_orders, second_factor, codes, passkeys, passwords, provider, invitations, organisations,
    accounts,
)  # fmt: skip
# What one request may bring, in bytes: a table of a thousand rows is a tenth of it.
MAX_REQUEST_BYTES = 4 * 2**20
YEAR_S = 365 * 24 * 3600
# Text; of the formats each says itself whether it can be compressed.
COMPRESSED_TYPES = (
    "text/html", "text/css", "text/javascript", "text/csv", "image/svg+xml", "application/json",
    "application/problem+json",
)  # fmt: skip


def create_app(context: WebContext, public_url: str = "", trusted_proxies: frozenset[str] = frozenset()) -> Flask:
    """The application over an opened context; with a public URL there are accounts, see `configurator.settings`.

    Raises Failed where the front end is not built.
    """
    app = Flask(__name__)
    app.extensions[EXTENSION] = context
    app.config.update(
        PUBLIC_URL=public_url,
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=security.MAX_FORM_BYTES,
        MAX_FORM_PARTS=500,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR_S,
        COMPRESS_MIMETYPES=[*COMPRESSED_TYPES, *(each.media_type for each in formats().values() if each.compressible)],
        COMPRESS_ALGORITHM=["br", "gzip"],
        # Higher ones take longer than they save on a network.
        COMPRESS_BR_LEVEL=4,
        COMPRESS_LEVEL=4,
    )
    _configure_templates(app)
    notices.announce_notices(app)
    navigation.show_navigation(app)
    sent_by_script.answer_scripts(app)
    count_requests(app, context.engine)
    security.secure(app)
    access.guard(app)
    request_limits.limit_requests(app)
    http_errors.handle_errors(app)
    for pages in (*WORK_PAGES, *ACCOUNT_PAGES):
        app.register_blueprint(pages.blueprint)
    app.register_blueprint(api)
    Compress(app)
    # Flask's own way to wrap an application: a method of it is replaced, which no type checker likes.
    app.wsgi_app = with_request_ids(behind_proxies(app.wsgi_app, trusted_proxies))  # type: ignore[assignment, method-assign]
    return app


def _configure_templates(app: Flask) -> None:
    """Give the page templates their settings, the address of each asset, and the filters."""
    manifest = assets.read_manifest()
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.finalize = filters.harmless
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["asset"] = lambda name: f"/static/{manifest[name]}"
    app.jinja_env.globals["text_bounds"] = text_bounds
    app.jinja_env.globals["request_id"] = current_request_id
    app.jinja_env.globals["with_accounts"] = accounts_are_on
    # Of the template that its author is at work on; see `web.watched_template`.
    app.jinja_env.globals["template_stamp"] = lambda: ""
    app.jinja_env.filters.update(filters.FILTERS)
