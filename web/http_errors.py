"""Errors as an error page or, below the path of the HTTP interface, as RFC 9457 problem details."""

from __future__ import annotations

import logging
import sqlite3
from concurrent.futures import CancelledError
from urllib.parse import urlencode

from flask import Flask, Response, make_response, redirect, render_template, request
from sqlalchemy.exc import DBAPIError, TimeoutError
from werkzeug.exceptions import HTTPException

from configurator.domain.errors import Blocked, ConfiguratorError, Damaged, Forbidden, Limited, Refused, blocked, failed
from configurator.domain.problems import Problem, refusal
from configurator.services.accounts.looks import record_refusal
from configurator.services.common.database_faults import database_fault, driver_words
from configurator.services.common.kernel_gate import Busy
from configurator.services.previews.previews import Superseded
from web.api.problems import problem_response
from web.context import web_context

log = logging.getLogger("web")
INTERFACE = "/api/"
RETRY_AFTER_S = 2
# Fields that name a resource: on a GET, a refusal of one means that it does not exist (404).
RESOURCE_FIELDS = (
    "template", "order", "job", "factory", "page", "batch", "artefact", "key", "token", "organisation", "invitation",
    "link", "passkey",
)  # fmt: skip
UNEXPECTED = failed(
    "Something went wrong here that should not.", hint="Try again; if it stays, tell whoever runs this."
)


def handle_errors(app: Flask) -> None:
    """Register the error handlers; unexpected errors are logged."""
    app.register_error_handler(ConfiguratorError, handle_program_error)
    app.register_error_handler(HTTPException, handle_http_error)
    app.register_error_handler(DBAPIError, handle_database_error)
    app.register_error_handler(sqlite3.Error, handle_database_error)
    app.register_error_handler(TimeoutError, handle_no_connection)
    app.register_error_handler(CancelledError, handle_stop)
    app.register_error_handler(Exception, handle_unexpected_error)


def handle_program_error(error: ConfiguratorError) -> Response:
    """An error that this program raises deliberately."""
    if isinstance(error, Blocked):
        return _try_again(error, error.seconds if isinstance(error, Busy) else RETRY_AFTER_S)
    if isinstance(error, Forbidden) and error.signed_out:
        return _ask_to_sign_in(error)
    if isinstance(error, Forbidden):
        record_refusal(web_context(), f"{request.method} {request.endpoint}")
    if isinstance(error, Limited):
        return _with_retry_after(_error_response(429, error.problems), error.seconds)
    if isinstance(error, Damaged):
        log.error("what is stored is damaged: %s", error)
    return _error_response(status_of(error), error.problems, isinstance(error, Damaged))


def handle_http_error(error: HTTPException) -> Response:
    """An error of Flask or Werkzeug: no such page, a method not allowed, a body too large."""
    response = _error_response(error.code or 500, (refusal(error.description or error.name),))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def handle_database_error(error: DBAPIError | sqlite3.Error) -> Response:
    """The database is away, held by another program, damaged or read-only, or its disk is full."""
    log.error("the database cannot be used: %s", driver_words(error))
    return _try_again(database_fault(error))


def handle_no_connection(error: TimeoutError) -> Response:
    """All connections to the database were in use for too long."""
    log.error("no connection to the database became free: %s", error)
    return _try_again(blocked("The server is busy.", hint="Try again in a moment."))


def handle_stop(error: CancelledError) -> Response:
    """The server was told to stop, and ended what was still being made."""
    return _try_again(blocked("The server is being stopped.", hint="Try again in a moment."))


def handle_unexpected_error(error: Exception) -> Response:
    """A fault of this program: its details go to the log only."""
    # The route, not the address: that of an order or of an invitation is a secret.
    log.exception("while answering %s %s", request.method, request.url_rule)
    return _error_response(500, UNEXPECTED.problems)


def status_of(error: ConfiguratorError) -> int:
    """The status of the answer to the request that this ended."""
    if isinstance(error, Superseded):
        return 409
    if isinstance(error, Forbidden):
        return 403
    if isinstance(error, Damaged):
        return 503
    if isinstance(error, Refused):
        absent = request.method == "GET" and any(
            field in RESOURCE_FIELDS for each in error.problems for field in each.fields
        )
        return 404 if absent else 422
    return 500


def _ask_to_sign_in(error: Forbidden) -> Response:
    """Programs are told that a token is needed; browsers go to the page where one signs in, and back."""
    if request.path.startswith(INTERFACE):
        response = _error_response(401, error.problems)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    if request.method == "GET":
        return make_response(redirect(f"/sign-in?{urlencode({'next': request.full_path.rstrip('?')})}", 303))
    return _error_response(403, error.problems)


def _try_again(error: Blocked, seconds: int = RETRY_AFTER_S) -> Response:
    return _with_retry_after(_error_response(503, error.problems), seconds)


def _with_retry_after(response: Response, seconds: int) -> Response:
    response.headers["Retry-After"] = str(seconds)
    return response


def _error_response(status: int, problems: tuple[Problem, ...], is_damage: bool = False) -> Response:
    if request.path.startswith(INTERFACE):
        return problem_response(status, problems)
    page = render_template("problem.html", status=status, problems=problems, is_damage=is_damage)
    return make_response(page, status)
