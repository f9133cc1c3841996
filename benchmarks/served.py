"""A server for a benchmark, and a client with one connection to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from typing import Any


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """Port and process id of `configurator serve` without a worker, on empty data."""
    command = [sys.executable, "-m", "configurator", "serve", "--port", "0", "--no-worker"]
    with tempfile.TemporaryDirectory() as folder:
        data = {"CONFIGURATOR_DATA": str(Path(folder, "data")), "DATABASE_URL": "", "ARTEFACTS": ""}
        with subprocess.Popen(command, env=os.environ | data, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                yield int(process.stdout.readline().rstrip("/\n").rpartition(":")[2]), process.pid
            finally:
                process.terminate()


class Person:
    """One client with a connection that stays open, as a browser has it."""

    def __init__(self, port: int, name: str) -> None:
        self._connection, self._name = HTTPConnection("127.0.0.1", port, timeout=120), name

    def judge(self, template: str, values: dict[str, Any]) -> dict[str, Any]:
        """The answer to values: design and problems, without a shape."""
        body = json.dumps({"template": template, "values": values})
        status, _, answer = self._ask("POST", "/api/v1/designs", body, {"Content-Type": "application/json"})
        assert status == 200, answer
        judged: dict[str, Any] = json.loads(answer)
        return judged

    def preview(self, address: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of a preview."""
        return self._ask("GET", address, None, {"X-Client": self._name, "Accept-Encoding": "gzip, br"})

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def milliseconds(start: float) -> float:
    """Since a moment of `perf_counter`."""
    return (perf_counter() - start) * 1000
