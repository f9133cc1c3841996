"""A server for a benchmark, and a client with one connection to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from typing import IO, Any
from urllib.parse import urlencode

from configurator.domain.actors import Actor
from configurator.domain.production.factory_files import read_factory
from configurator.private_files import private_files
from configurator.services.common.context import Context, open_context
from configurator.services.factories.factories import add_factory
from configurator.settings import read_settings

# As behind a proxy on this machine, which has TLS.
ACCOUNTS = {"PUBLIC_URL": "https://parts.example.org", "TRUSTED_PROXIES": "127.0.0.1"}
FACTORIES = Path(__file__).parents[1] / "docs" / "samples" / "factories"


@dataclass(frozen=True)
class Service:
    """A server and the worker beside it: port and process id of the server, the data folder, the log of both."""

    port: int
    process: int
    data: Path
    log: Path

    def run(self, *words: str) -> str:
        """What the command `configurator` prints, on the same data. Raises CalledProcessError."""
        command = [sys.executable, "-m", "configurator", *words]
        environment = os.environ | _settings(self.data)
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout

    def open_context(self) -> Context:
        """The same database and artefacts, for another process."""
        return open_context(read_settings(_settings(self.data)))


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """Port and process id of `configurator serve` without a worker, on empty data."""
    with tempfile.TemporaryDirectory() as folder, _serve(Path(folder, "data"), None, "--no-worker") as served:
        yield served


@contextmanager
def server_with_accounts() -> Iterator[tuple[int, int, Context]]:
    """Port and process id of the same with accounts, for whoever seems to be its proxy, and the context of its data."""
    with tempfile.TemporaryDirectory() as folder:
        data, log = Path(folder, "data"), Path(folder, "serve.log")
        with private_files():
            context = open_context(read_settings(_settings(data)))
        with log.open("w") as stream, _serve(data, stream, "--no-worker", **ACCOUNTS) as (port, process):
            yield port, process, context
        context.engine.dispose()


@contextmanager
def service() -> Iterator[Service]:
    """`configurator serve` with a worker beside, on data that has the sample factories and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        data, log = Path(folder, "data"), Path(folder, "serve.log")
        _add_factories(data)
        with log.open("w") as stream, _serve(data, stream) as (port, process):
            yield Service(port, process, data, log)


class Person:
    """One client with a connection that stays open, as a browser has it; `headers` go with all it asks for."""

    def __init__(self, port: int, name: str, headers: Mapping[str, str] | None = None) -> None:
        self._connection, self._headers = (
            HTTPConnection("127.0.0.1", port, timeout=120),
            {"X-Client": name} | {**(headers or {})},
        )

    def judge(self, template: str, values: dict[str, Any]) -> dict[str, Any]:
        """The answer to values: design and problems, without a shape."""
        status, _, answer = self.post("/api/v1/designs", {"template": template, "values": values})
        assert status == 200, answer
        return read_json(answer)

    def get(self, path: str, etag: str = "") -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of what is asked for; 304 where it still has that tag."""
        headers = {"Accept-Encoding": "gzip, br"}
        return self._ask("GET", path, None, headers | ({"If-None-Match": etag} if etag else {}))

    def read(self, path: str) -> dict[str, Any]:
        """The JSON of an address where there is some."""
        status, _, answer = self._ask("GET", path, None, {})
        assert status == 200, answer
        return read_json(answer)

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer to JSON, uncompressed."""
        return self._ask("POST", path, json.dumps(body), {"Content-Type": "application/json"})

    def send_form(self, path: str, fields: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of the answer to a page's form."""
        return self._ask("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        self._connection.close()

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        self._connection.request(method, path, body, self._headers | headers)
        answer = self._connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def read_json(answer: bytes) -> dict[str, Any]:
    """An object."""
    content: dict[str, Any] = json.loads(answer)
    return content


def milliseconds(start: float) -> float:
    """Since a moment of `perf_counter`."""
    return (perf_counter() - start) * 1000


@contextmanager
def _serve(data: Path, log: IO[str] | None, *options: str, **settings: str) -> Iterator[tuple[int, int]]:
    command = [sys.executable, "-m", "configurator", "serve", "--port", "0", *options]
    environment = os.environ | _settings(data) | settings
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline().rstrip("/\n").rpartition(":")[2]), process.pid
        finally:
            process.terminate()


def _settings(data: Path) -> dict[str, str]:
    return {"CONFIGURATOR_DATA": str(data), "DATABASE_URL": "", "ARTEFACTS": ""}


def _add_factories(data: Path) -> None:
    with private_files():
        context = open_context(read_settings(_settings(data)))
        for file in sorted(FACTORIES.iterdir()):
            add_factory(context, Actor("network"), read_factory(json.loads(file.read_text(encoding="utf-8"))))
        context.engine.dispose()
