"""What proxies in front say of a request is believed from those alone that the settings name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

WITH_PORT = re.compile(r"([\d.]+|\[.+\]):\d+", re.ASCII)
WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]
# All that a client could send to seem to be another, or elsewhere; see also RFC 7239.
FORWARDED_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_X_REAL_IP",
)


def client_network(address: str | None) -> str:
    """By what requests from one place are counted: an IPv4 address, or the 64 bits of IPv6 that an owner has.

    Some proxies add the port, or write an IPv4 address as IPv6 (RFC 4291, section 2.5.5.2): all of those would be one.
    """
    text = address or ""
    match = WITH_PORT.fullmatch(text)
    try:
        found = ip_address(match[1].strip("[]") if match else text)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((found, 64), strict=False))
    return str(found.ipv4_mapped if isinstance(found, IPv6Address) else found)


def behind_proxies(application: WsgiApp, trusted: frozenset[str]) -> WsgiApp:
    """The application, told of the client's address and scheme by the trusted proxies, and by nobody else.

    One proxy is in front: its last entry of X-Forwarded-For counts, and its X-Forwarded-Proto.
    """
    fixed = ProxyFix(application, x_for=1, x_proto=1, x_host=0, x_port=0, x_prefix=0)

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("REMOTE_ADDR") in trusted:
            return fixed(environ, start_response)
        for header in FORWARDED_HEADERS:
            environ.pop(header, None)
        return application(environ, start_response)

    return answer
