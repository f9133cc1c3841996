"""Forms that a page's script sends: it is told where to go, and what to show, without an error in the browser's log."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

SCRIPT_HEADER: Final = "X-Page"
LOCATION_HEADER: Final = "X-Location"


def answer_scripts(app: Flask) -> None:
    """Give such answers to the requests of scripts alone."""
    app.after_request(_as_script_reads_it)


def _as_script_reads_it(response: Response) -> Response:
    """A page to show has 200, as its problems are on it; a redirect is not followed by the browser but told."""
    if SCRIPT_HEADER not in request.headers:
        return response
    if response.status_code == 303:
        response.headers[LOCATION_HEADER] = response.headers.pop("Location")
    if response.status_code in (303, 422):
        response.status_code = 200
    return response
