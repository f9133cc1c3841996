"""One client with very many connections, or very slow ones."""

import os
import resource
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.server import FOREVER, running_server

from web.connections import max_connections
from web.server import THREADS

pytestmark = pytest.mark.slow
TRICKLE = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
ROOT = Path(__file__).parents[2]
# More than select() can watch.
MANY = 1100


@pytest.fixture(autouse=True, scope="module")
def enough_files():
    """This process opens the connections, and may open as many as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def address(server):
    host, _, port = server.url.removeprefix("http://").partition(":")
    return host, int(port)


@contextmanager
def connections(server, number, first_bytes=b""):
    """So many connections, on each of which these bytes were sent."""
    opened = []
    try:
        for _ in range(number):
            opened.append(socket.create_connection(address(server), timeout=30))
            if first_bytes:
                opened[-1].sendall(first_bytes)
        yield opened
    finally:
        for each in opened:
            each.close()


def lives(server):
    return server.process.poll() is None and "Parts made to your measurements" in server.get("/")


@pytest.mark.parametrize("first_bytes", [b"", TRICKLE, b"\r\n"], ids=["silent", "trickling", "empty lines"])
def test_many_connections_stop_nobody(server, size, first_bytes):
    with connections(server, size(MANY, 5 * MANY), first_bytes) as opened:
        assert lives(server)
        for each in opened[::7]:
            try:
                each.sendall(b"x")
            except OSError:
                # It had to make room.
                continue
        assert lives(server)
    assert lives(server)


@pytest.mark.parametrize("ahead", [3, 100])
def test_clients_who_take_no_answer_stop_nobody(server, ahead):
    largest = max((ROOT / "web" / "static").glob("*.js"), key=lambda path: path.stat().st_size)
    wishes = f"GET /static/{largest.name} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() * ahead
    with connections(server, THREADS + 14, wishes):
        # Until every thread has met one of them.
        time.sleep(2)
        assert lives(server)
    assert lives(server)


def test_who_has_been_slow_longest_makes_room_also_while_taking_an_answer(server):
    wish = b"GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with connections(server, max_connections() + 20, wish):
        assert lives(server)


def test_metrics_tell_how_many_are_open_and_how_many_had_to_make_room(server):
    def metric(name):
        (line,) = (line for line in server.get("/metrics").splitlines() if line.startswith(f"configurator_{name} "))
        return float(line.split()[1])

    with connections(server, MANY):
        assert metric("connections") > metric("connections_max") / 2
        assert metric("connections_closed_total") > 0
        assert 0 < metric("threads_busy") <= metric("threads")


def test_a_request_that_never_ends_is_cut_off(server):
    with connections(server, 1, TRICKLE) as (connection,):
        connection.settimeout(60)
        assert connection.recv(100) == b""
        assert lives(server)


def test_an_endless_address_is_refused(server):
    names = b"&".join(b"x%d=1" % number for number in range(20_000))
    with connections(server, 1, b"GET /parts/grommet?" + names + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") as (
        connection,
    ):
        assert connection.recv(100).startswith(b"HTTP/1.0 431 ")
    assert lives(server)


def test_few_files_to_open_leave_room_for_the_rest(tmp_path):
    with running_server(tmp_path, "--no-worker") as server:
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (200, 200))
        with connections(server, 400, TRICKLE):
            assert lives(server)
        assert lives(server)
        assert len(server.log()) < 10_000


@pytest.mark.parametrize("lengths", [b"Content-Length: 4\r\nTransfer-Encoding: chunked"])
def test_a_request_with_two_lengths_is_refused_and_its_connection_closed(server, lengths):
    second = b"GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    begun = b"POST /api/v1/designs HTTP/1.1\r\nHost: 127.0.0.1\r\n" + lengths + b"\r\n\r\n0\r\n\r\n" + second
    with connections(server, 1, begun) as (connection,):
        received = b""
        while chunk := connection.recv(4096):
            received += chunk
    assert received.startswith(b"HTTP/1.1 400 ")
    assert received.count(b"HTTP/1.1 ") == 1


def test_a_server_whose_thread_has_ended_ends(tmp_path):
    code = (
        "from web import server\n"
        "server.BoundedServer.run = lambda self: None\n"
        "from configurator.cli.main import main\n"
        "main(['serve', '--port', '0', '--no-worker'])\n"
    )
    environment = os.environ | {"CONFIGURATOR_DATA": str(tmp_path)}
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=FOREVER, check=False)
    assert done.returncode == 1
    assert "The server's thread has ended." in done.stderr
