"""Answers that never change under their address."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

FOREVER = "public, max-age=31536000, immutable"
CACHE_HEADERS = {"Cache-Control": f"{FOREVER}: the address names the content.", "ETag": "Names the content."}


def cache_forever(data: bytes, media: str, tag: str, headers: Mapping[str, str]) -> Response:
    """Bytes that a browser may keep for a year, or 304 if it says that it has them."""
    answer = Response(data, 200, headers, content_type=media)
    answer.headers["Cache-Control"] = FOREVER
    answer.set_etag(tag)
    answer.make_conditional(request)
    return answer
