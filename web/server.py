"""Serves the pages and the interface on this machine, with a worker beside."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from time import monotonic, sleep

from configurator.domain.errors import blocked, failed, refused
from configurator.folders import work_folder, writable_folder
from configurator.pool import JOBS_PER_CHILD, open_pool
from configurator.pool.limits import Limits
from configurator.queue import queue_client
from configurator.services.common.context import Context
from configurator.settings import Settings
from configurator.worker.signals import stop_on_signal
from web.app import MAX_REQUEST_BYTES, create_app
from web.connections import BoundedServer, open_server
from web.context import WebContext, serve_previews
from web.process_usage import remember_server
from web.security import HOSTS
from web.supervisor import supervise
from web.watched_template import watch_template

log = logging.getLogger("web")
# Most of them wait for the kernel (`ROOMS`); other requests must find a thread free.
THREADS = 96
# How long a request that writes waits on SQLite for another program, in s: a thread that waits answers nobody.
LOCK_TIMEOUT_S = 5.0
# The limits of one preview or set of files.
PREVIEW_LIMITS = Limits(seconds=30.0)
# In s, after the server is told to stop: how long requests in progress may take, and the sending of responses.
SHUTDOWN_TIMEOUT_S, SEND_TIMEOUT_S = 35, 2.0
THREAD_CHECK_INTERVAL_S = 1.0
WORKER = (sys.executable, "-m", "configurator", "worker", "--with-parent")


@dataclass(frozen=True)
class ServerOptions:
    """Where to listen, how many previews to make at once, and whether a worker runs beside.

    `watched` is a template whose files are read anew whenever they change; empty for none.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    children: int = 2
    worker: bool = True
    watched: str = ""


def serve_forever(
    context: Context, settings: Settings, serving: ServerOptions, on_listening: Callable[[str], object] | None = None
) -> None:
    """Answer until told to stop, by SIGTERM or Ctrl-C; `on_listening` is called with the address once it answers.

    Raises Refused for an address that others can reach, Blocked for one that is taken.
    """
    check_host(serving.host, settings.public_url)
    queue_client(context.engine)
    # Waitress warns of every request that waits for a thread; where too many wait, the pages answer 503 themselves.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    with stop_on_signal() as stop, ExitStack() as stack:
        stack.enter_context(writable_folder(settings.scratch))
        scratch = stack.enter_context(work_folder(settings.scratch))
        pool = stack.enter_context(
            open_pool(
                serving.children,
                preload="configurator.kernel.jobs.preview",
                limits=PREVIEW_LIMITS,
                jobs_per_child=1 if serving.watched else JOBS_PER_CHILD,
            )
        )
        web_context = serve_previews(context.with_pool(pool, scratch), serving.children)
        server = _open_server(web_context, settings, serving)
        if serving.worker:
            stack.enter_context(supervise(WORKER))
        address = f"http://{serving.host}:{server.effective_port}/"
        print(f"{address}parts/{serving.watched}" if serving.watched else address, flush=True)
        if on_listening:
            on_listening(address)
        _serve_until_stopped(server, stop)
        pool.stop()


def check_host(host: str, public_url: str) -> None:
    """Raise Refused for an address that others can reach while there are no accounts: they come with PUBLIC_URL."""
    if host not in HOSTS and not public_url:
        raise refused(
            f"{host} is none of {', '.join(HOSTS)}, and there are no accounts: whoever comes could read and order.",
            "host",
            hint="Set PUBLIC_URL and TRUSTED_PROXIES, with TLS in front, and there are accounts. Or listen on 127.0.0.1"
            " and come by an SSH tunnel: ssh -L 8000:127.0.0.1:8000 this-machine.",
        )


def _open_server(web_context: WebContext, settings: Settings, serving: ServerOptions) -> BoundedServer:
    app = create_app(web_context, settings.public_url, settings.trusted_proxies)
    if serving.watched:
        watch_template(app, serving.watched)
    try:
        server = open_server(app, serving.host, serving.port, THREADS, MAX_REQUEST_BYTES)
    except OSError as error:
        raise blocked(
            f"{serving.host}:{serving.port} cannot be listened on: {error.strerror}.",
            "port",
            hint="Another program has it; take another with --port, or 0 for any that is free.",
        ) from None
    remember_server(app, server)
    return server


def _serve_until_stopped(server: BoundedServer, stop: threading.Event) -> None:
    """Serve in another thread, as signals come to this one; requests in progress at the stop are still answered.

    Raises Failed where that thread ends by itself.
    """
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not stop.wait(THREAD_CHECK_INTERVAL_S):
        if not thread.is_alive():
            # Alive and deaf, it would be found by nobody.
            raise failed("The server's thread has ended.", hint="See the log; whatever started this starts it again.")
    log.info("told to stop")
    server.task_dispatcher.shutdown(timeout=SHUTDOWN_TIMEOUT_S)
    deadline = monotonic() + SEND_TIMEOUT_S
    while any(each.total_outbufs_len for each in tuple(server.active_channels.values())) and monotonic() < deadline:
        sleep(0.02)
    server.close()
