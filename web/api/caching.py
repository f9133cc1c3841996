"""Responses that never change: their address names their content."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

FOREVER = "public, max-age=31536000, immutable"
CACHE_HEADERS = {"Cache-Control": f"{FOREVER}: the address names the content.", "ETag": "Names the content."}


def cache_forever(data: bytes, media: str, tag: str, headers: Mapping[str, str]) -> Response:
    """A response that a browser may cache for a year, or 304 if its If-None-Match has the tag."""
    response = Response(data, 200, headers, content_type=media)
    response.headers["Cache-Control"] = FOREVER
    response.set_etag(tag)
    response.make_conditional(request)
    return response
