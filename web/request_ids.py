"""An id for every request: in the log, in the answer's header, and in what an error tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from configurator.domain.identifiers import new_id
from configurator.logs import request_id

HEADER = "X-Request-Id"
# An id that a proxy in front has given is taken over.
PATTERN = re.compile(r"[A-Za-z0-9._-]{1,64}")
WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


def with_request_ids(application: WsgiApp) -> WsgiApp:
    """The application, within whose every call `logs.current_request_id` is that of the request."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        sent = environ.get("HTTP_X_REQUEST_ID", "")
        name = sent if PATTERN.fullmatch(sent) else new_id()

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, (HEADER, name)], *more)

        with request_id(name):
            return application(environ, start)

    return answer
