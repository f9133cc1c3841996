"""What goes wrong, told on a page or, below the interface's path, as RFC 9457 problem details."""

from __future__ import annotations

import logging

from flask import Flask, Response, make_response, render_template, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from configurator.domain.errors import Blocked, ConfiguratorError, Refused, blocked, failed
from configurator.domain.problems import Problem, refusal
from configurator.services.previews.previews import Busy, Superseded
from web.api.problems import details

log = logging.getLogger("web")
INTERFACE = "/api/"
# Fields for which the thing asked for is not there, rather than the request ill put.
ABSENT = ("template", "order", "job", "factory", "page", "batch", "artefact", "key", "token")
UNEXPECTED = failed(
    "Something went wrong here that should not.", hint="Try again; if it stays, tell whoever runs this."
)


def handle_errors(app: Flask) -> None:
    """Have every error answered in its reader's form, and unforeseen ones logged."""
    app.register_error_handler(ConfiguratorError, on_purpose)
    app.register_error_handler(HTTPException, by_the_framework)
    app.register_error_handler(DBAPIError, from_the_database)
    app.register_error_handler(Exception, unforeseen)


def on_purpose(error: ConfiguratorError) -> Response:
    """What this program raises."""
    answer = _answer(_status(error), error.problems)
    if isinstance(error, Busy):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


def by_the_framework(error: HTTPException) -> Response:
    """A page that is not there, a method that is not allowed, a body that is too large."""
    answer = _answer(error.code or 500, (refusal(error.description or error.name),))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            answer.headers[name] = value
    return answer


def from_the_database(error: DBAPIError) -> Response:
    """The database is away, or its disk is full."""
    log.error("the database cannot be used: %s", error.orig)
    return _answer(503, blocked("The database does not answer.", hint="Try again in a moment.").problems)


def unforeseen(error: Exception) -> Response:
    """A fault of this program's: told in the log, not to strangers."""
    log.exception("while answering %s %s", request.method, request.path)
    return _answer(500, UNEXPECTED.problems)


def _status(error: ConfiguratorError) -> int:
    if isinstance(error, Superseded):
        return 409
    if isinstance(error, Blocked):
        return 503
    if isinstance(error, Refused):
        absent = request.method == "GET" and any(field in ABSENT for each in error.problems for field in each.fields)
        return 404 if absent else 422
    return 500


def _answer(status: int, problems: tuple[Problem, ...]) -> Response:
    if request.path.startswith(INTERFACE):
        return details(status, problems)
    return make_response(render_template("problem.html", status=status, problems=problems), status)
