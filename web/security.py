"""Checks of every request, and security headers of every response.

Without accounts, what keeps strangers out is that the server listens on this machine alone. With or without them, a
browser is not led by somebody else's page to write here.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

from configurator.domain.errors import refused

HOSTS = ["localhost", "127.0.0.1"]
# Of the fields of a form, in bytes: every text at its longest, several times.
MAX_FORM_BYTES = 2**19
FORM_MEDIA = "application/x-www-form-urlencoded"
# Read-only by definition: RFC 9110, section 9.2.1.
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # An order's page has its secret in its address.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HEALTH = "/health/"
# Two years, as browsers' own list asks.
HSTS_S = 63_072_000
# Pages may show personal data: browsers must not store them.
NO_STORE = "no-store"


def secure(app: Flask) -> None:
    """Have the application check the origin of requests, and send the security headers with every response."""
    public = urlsplit(app.config["PUBLIC_URL"])
    # Whoever watches over the service asks it at this machine.
    app.config["TRUSTED_HOSTS"] = [*HOSTS, public.hostname] if public.hostname else HOSTS
    app.before_request(refuse_cross_site)
    if public.scheme == "https":
        app.before_request(refuse_plain)
        app.after_request(demand_tls)
    app.before_request(bound_form)
    app.after_request(add_headers)


def refuse_cross_site() -> None:
    """Raise Refused for a request that writes and that another site's page had this browser send."""
    if request.method not in SAFE_METHODS:
        refuse_foreign()


def refuse_plain() -> None:
    """Raise Refused for a request that did not come by TLS, but for what this machine asks of the service itself."""
    if not request.is_secure and not request.path.startswith(HEALTH):
        raise refused("This came without TLS.", "scheme", hint=f"Come by {current_app.config['PUBLIC_URL']}.")


def demand_tls(response: Response) -> Response:
    """Have browsers come by TLS alone from here on."""
    response.headers.setdefault("Strict-Transport-Security", f"max-age={HSTS_S}")
    return response


def bound_form() -> None:
    """Have a form with more than `MAX_FORM_BYTES` refused before its fields are read: each of them costs time."""
    if request.mimetype == FORM_MEDIA:
        request.max_content_length = MAX_FORM_BYTES


def refuse_foreign() -> None:
    """Raise Refused for a request that another site's page had this browser send."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    foreign = site not in (None, "same-origin", "none")
    # Clients other than browsers send neither header.
    if foreign or (origin is not None and origin != request.host_url.rstrip("/")):
        raise refused("This was sent from another site's page.", "Origin", hint="Open the page here and send it again.")


def add_headers(response: Response) -> Response:
    """Add the security headers; what is not said to be public is kept nowhere, whatever else is said of it."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if not response.cache_control.public:
        response.headers["Cache-Control"] = NO_STORE
    return response
