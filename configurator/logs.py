"""The log: one entry a line, of bounded length, without secrets or control characters; as text or as JSON."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from configurator.domain.texts import neutral

# Set while a request is answered or its work is done.
_REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
# Whoever knows the token in such an address may approve and cancel.
SECRET_ADDRESS = re.compile(r"(/(?:orders|batches)/)[\w-]{32}")
MAX_MESSAGE_LENGTH, MAX_TRACE_LENGTH = 2_000, 8_000
# Of messages from one line of code, so many are logged in so many seconds; the next one tells how many were left out.
MAX_REPEATS, REPEATS_WINDOW_S = 50, 10.0


@contextmanager
def request_id(name: str) -> Iterator[None]:
    """Every entry of the block carries this id."""
    token = _REQUEST_ID.set(name)
    try:
        yield
    finally:
        _REQUEST_ID.reset(token)


def current_request_id() -> str:
    """The id of the request that is answered here, empty outside one."""
    return _REQUEST_ID.get()


def stages_text(timings_ms: Mapping[str, float]) -> str:
    """How long each stage of a job took, for the log."""
    return ", ".join(f"{stage} {spent_ms:.0f} ms" for stage, spent_ms in timings_ms.items()) or "made before"


def log_to_stderr(as_json: bool = False) -> None:
    """Log to stderr: this program from INFO, its libraries from WARNING."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLine() if as_json else TextLine())
    handler.addFilter(Flood())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("configurator").setLevel(logging.INFO)


def safe_text(text: str) -> str:
    """A text that may be logged: without tokens, control characters and endless length."""
    return neutral(SECRET_ADDRESS.sub(r"\1…", text[:MAX_MESSAGE_LENGTH]))


class TextLine(logging.Formatter):
    """An entry for people; the lines of a trace are indented, so that none passes for an entry."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, request and message."""
        request = f" [{current_request_id()}]" if current_request_id() else ""
        line = f"{self.formatTime(record)} {record.levelname}{request} {safe_text(record.getMessage())}"
        return "\n    ".join([line, *_trace_lines(self, record)])


class JsonLine(logging.Formatter):
    """An entry for programs: at, level, logger, request, message and, of an exception, trace."""

    def format(self, record: logging.LogRecord) -> str:
        """The object on one line."""
        entry = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "request": current_request_id(),
            "message": safe_text(record.getMessage()),
        }
        trace = _trace_lines(self, record)
        return json.dumps({**entry, "trace": trace} if trace else entry)


def _trace_lines(formatter: logging.Formatter, record: logging.LogRecord) -> list[str]:
    if record.exc_info is None:
        return []
    # The end tells what happened.
    text = formatter.formatException(record.exc_info)[-MAX_TRACE_LENGTH:]
    return [neutral(SECRET_ADDRESS.sub(r"\1…", line)) for line in text.split("\n")]


class Flood(logging.Filter):
    """Leaves out what one line of code logs too often."""

    def __init__(self) -> None:
        super().__init__()
        # (file, line) -> when the present window began, and how many came in it.
        self._windows: dict[tuple[str, int], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the entry is logged."""
        place, now = (record.pathname, record.lineno), monotonic()
        began_at, count = self._windows.get(place, (now, 0))
        if now - began_at > REPEATS_WINDOW_S:
            left_out = max(0, count - MAX_REPEATS)
            if left_out:
                record.msg, record.args = f"{record.getMessage()} ({left_out} more like this were left out)", ()
            began_at, count = now, 0
        self._windows[place] = (began_at, count + 1)
        return count < MAX_REPEATS
