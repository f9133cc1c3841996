from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from urllib.parse import parse_qsl

import psutil
import pytest
from support.command import configurator
from support.pages import GROMMET, Page
from support.server import FOREVER, running_server, wait_until

from configurator.domain.errors import Refused
from web.server import check_host

pytestmark = pytest.mark.slow


def post_status(server, path):
    """The status of the answer to a sent grommet, whose redirect is not followed."""
    with closing(HTTPConnection(server.url.removeprefix("http://"), timeout=FOREVER)) as connection:
        connection.request("POST", path, GROMMET, {"Content-Type": "application/x-www-form-urlencoded"})
        return connection.getresponse().status


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A server without a worker."""
    with running_server(tmp_path_factory.mktemp("served"), "--no-worker") as opened:
        yield opened


def test_it_prints_its_address_and_answers_there(alone):
    assert alone.url.startswith("http://127.0.0.1:")
    assert "Parts made to your measurements" in Page(alone.get("/")).text


def test_a_proxy_in_front_is_believed_if_it_is_the_one_that_the_settings_name(tmp_path, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://parts.example.org")
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1")
    with running_server(tmp_path, "--no-worker") as server:
        # All of 127.0.0.0/8 is this machine.
        assert [status_from(server, address) for address in ("127.0.0.1", "127.0.0.2")] == [200, 422]


def status_from(server, address):
    """What is answered to somebody at an address who says that a browser came to it by TLS."""
    headers = {"Host": "parts.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    place, begin = server.url.removeprefix("http://"), (address, 0)
    with closing(HTTPConnection(place, timeout=FOREVER, source_address=begin)) as connection:
        connection.request("GET", "/sign-in", headers=headers)
        return connection.getresponse().status


def test_told_to_stop_it_answers_what_was_begun_and_leaves_no_process(server):
    wait_until(server.worker)
    with ThreadPoolExecutor(1) as thread:
        begun = thread.submit(post_status, server, "/parts/grommet/made")
        # The part's own folder, within that of the server.
        wait_until(lambda: [*server.data.rglob(".partial-*/.partial-*")])
        server.process.terminate()
        assert begun.result() == 303
    assert server.process.wait() == 0
    wait_until(lambda: server.running_processes() == [])


def test_killed_it_takes_its_worker_and_all_children_with_it(server):
    wait_until(server.worker)
    server.post("/parts/grommet/made", dict(parse_qsl(GROMMET)))
    assert len(server.running_processes()) > 3
    server.process.kill()
    wait_until(lambda: server.running_processes() == [])


def test_a_worker_that_dies_is_replaced(server):
    first = wait_until(server.worker)
    with suppress(psutil.NoSuchProcess):
        first.kill()
    again = wait_until(lambda: (found := server.worker()) and found.pid != first.pid and found)
    assert again.is_running()
    assert "the worker ended with status -9" in server.log()


def test_an_address_that_others_can_reach_is_refused(tmp_path):
    done = configurator("serve", "--host", "0.0.0.0", cwd=tmp_path, environment={"CONFIGURATOR_DATA": str(tmp_path)})
    assert (done.returncode, done.stdout) == (1, "")
    assert "there are no accounts" in done.stderr
    assert "ssh -L" in done.stderr


@pytest.mark.parametrize("host", ["::", "192.168.0.7", "example.com", ""])
def test_so_is_any_that_is_no_name_of_this_machine_s_own(host):
    with pytest.raises(Refused, match="there are no accounts"):
        check_host(host, "")


def test_a_port_that_is_taken_is_told(alone):
    port, data = alone.url.rpartition(":")[2], alone.data
    done = configurator("serve", "--port", port, cwd=data, environment={"CONFIGURATOR_DATA": str(data)})
    assert (done.returncode, done.stdout) == (1, "")
    assert f"127.0.0.1:{port} cannot be listened on: Address already in use." in done.stderr
