"""The HTTP server with limits that hold against clients who open many connections, send little, or take no answer.

Waitress itself bounds what one request may hold. Here is added how long it may take, who has to go when all
connections are taken, that no thread waits for a client, and what RFC 9112 says of a request with two lengths.
"""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

MAX_CONNECTIONS = 512
# Of the files that this process may open, so many belong to connections: databases, pools and pages need theirs.
CONNECTIONS_SHARE = 0.25
# In s: from the first byte of a request to the end of its header, and to the end of its body; without any byte; and
# how often all of this is looked at.
HEADER_TIMEOUT_S, BODY_TIMEOUT_S, IDLE_TIMEOUT_S, CHECK_INTERVAL_S = 10, 120, 60, 2
# So many requests may wait on one connection for the answer to the first: browsers send none ahead.
MAX_REQUESTS_AHEAD = 4
# A thread never waits until a client has taken what is answered: beyond 1 MB that lies in a file.
UNLIMITED_ANSWER_BYTES = 2**50
# Of the address and all headers together: every parameter of a part with a long text fits in.
MAX_HEADER_BYTES = 32 * 2**10


# Waitress has no types: what is derived from its classes is derived from Any.
class StrictParser(HTTPRequestParser):  # type: ignore[misc]
    """Refuses a request whose end could be understood in two ways (RFC 9112, section 6.1)."""

    def parse_header(self, header_plus: bytes) -> None:
        """Raise ParsingError, which answers 400 and closes the connection, for both lengths at once."""
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length and Transfer-Encoding exclude each other")


class TimedChannel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when its present request is under way, or its client has had an answer to take."""

    parser_class = StrictParser
    request_began_at: float | None = None
    answered_at: float | None = None

    def received(self, data: bytes) -> Any:
        """Note when a request begins, and that it is complete; close on one who sends many ahead."""
        if self.request is None:
            self.request_began_at = time.time()
        outcome = super().received(data)
        if self.request is None:
            self.request_began_at = None
        if len(self.requests) > MAX_REQUESTS_AHEAD:
            self.will_close = True
        return outcome

    def service(self) -> None:
        """Answer a request, and note when that was."""
        super().service()
        self.answered_at = time.time()

    def is_overdue(self, now: float) -> bool:
        """Whether its request has been under way for too long, or no byte of an answer was taken for too long."""
        if self.total_outbufs_len and now - self.last_activity > IDLE_TIMEOUT_S:
            return True
        if self.request is None or self.request_began_at is None:
            return False
        timeout_s = BODY_TIMEOUT_S if self.request.headers_finished else HEADER_TIMEOUT_S
        return now - self.request_began_at > timeout_s

    def is_idle(self) -> bool:
        """Whether its client is the one who has something to do: send a request, or take an answer."""
        return not self.requests

    def patience(self) -> tuple[bool, float]:
        """The least makes room: first whoever takes no answer now, and of these whose client has been slow longest."""
        since = self.request_began_at or self.answered_at or float(self.creation_time)
        return bool(self.total_outbufs_len), since


@dataclass(frozen=True)
class ServerUsage:
    """Connections now and how many there may be, how many had to make room since the start; threads that answer."""

    connections: int
    most_connections: int
    closed_for_room: int
    busy_threads: int
    threads: int


class BoundedServer(TcpWSGIServer):  # type: ignore[misc]
    """One listening socket; when all connections are taken, the one whose client has been slow longest makes room."""

    channel_class = TimedChannel
    closed_for_room = 0

    def usage(self) -> ServerUsage:
        """How full it is now."""
        dispatcher = self.task_dispatcher
        return ServerUsage(
            len(self.active_channels),
            max_connections(),
            self.closed_for_room,
            dispatcher.active_count,
            len(dispatcher.threads),
        )

    def maintenance(self, now: float) -> None:
        """Close what is idle or overdue."""
        super().maintenance(now)
        for channel in tuple(self.active_channels.values()):
            if channel.is_overdue(now):
                channel.will_close = True

    def handle_accept(self) -> None:
        """Accept a connection, and make room for it before."""
        if len(self.active_channels) >= max_connections():
            idle = [each for each in self.active_channels.values() if each.is_idle()]
            if idle:
                self.closed_for_room += 1
                min(idle, key=TimedChannel.patience).handle_close()
        super().handle_accept()


def max_connections() -> int:
    """How many connections may be open at once."""
    open_files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return min(MAX_CONNECTIONS, int(CONNECTIONS_SHARE * open_files))


def open_server(application: Any, host: str, port: int, threads: int, max_body_bytes: int) -> BoundedServer:
    """The server, which listens from now on. Raises OSError where the address is taken."""
    adjustments = Adjustments(
        host=host,
        port=port,
        threads=threads,
        max_request_body_size=max_body_bytes,
        max_request_header_size=MAX_HEADER_BYTES,
        outbuf_high_watermark=UNLIMITED_ANSWER_BYTES,
        # The listening socket and the trigger that wakes the loop count too. Where no connection is idle, one more
        # is accepted, and then none.
        connection_limit=max_connections() + 3,
        channel_timeout=IDLE_TIMEOUT_S,
        cleanup_interval=CHECK_INTERVAL_S,
        # select() fails for descriptors above 1023.
        asyncore_use_poll=True,
        log_socket_errors=False,
        ident=None,
        # Whom to believe is decided in `web.proxies`: here they would be gone before, whoever sent them.
        clear_untrusted_proxy_headers=False,
    )
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    return BoundedServer(application, {}, dispatcher=dispatcher, adj=adjustments, sockinfo=adjustments.listen[0])
