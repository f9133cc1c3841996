"""Somebody who asks for previews, whatever becomes of the server."""

import json
import struct
from collections import Counter
from contextlib import contextmanager
from http.client import HTTPException
from itertools import count
from threading import Event, Thread
from urllib.request import Request, urlopen

from support.server import FOREVER, ServerProcess

# So long a visitor looks at what he got, in s, or waits where he got nothing.
PAUSE_S = 5.0


class Visitor:
    """Asks for one preview after another until each is there; starts the server again once it was killed."""

    def __init__(self, data):
        self._data, self._end = data, Event()
        self.servers, self.whole, self.failures = [], [], Counter()
        self._start_server()
        self._thread = Thread(target=self._ask_on)
        self._thread.start()

    @property
    def server(self):
        return self.servers[-1]

    def end(self):
        """Get the last preview, and stop the last server."""
        self._end.set()
        self._thread.join()
        self.server.end()

    def running_processes(self):
        return [process for server in self.servers for process in server.running_processes()]

    def _start_server(self):
        self.servers.append(ServerProcess(self._data, "--no-worker", "--children", "1"))

    def _ask_on(self):
        for number in count():
            if self._end.is_set():
                return
            self._ask_until_there({"hole_diameter": 14 + number / 100, "panel_thickness": 1.5, "cable_diameter": 8})

    def _ask_until_there(self, values):
        while True:
            try:
                self.whole.append(is_whole(self._preview(values)))
                return
            except (OSError, HTTPException) as error:
                self.failures[f"{type(error).__name__} {getattr(error, 'code', '')}".strip()] += 1
                if self.server.process.poll() is not None:
                    self._start_server()
            finally:
                self._end.wait(PAUSE_S)

    def _preview(self, values):
        body = json.dumps({"template": "grommet", "values": values}).encode()
        request = Request(f"{self.server.url}/api/v1/designs", body, {"Content-Type": "application/json"})
        with urlopen(request, timeout=FOREVER) as answer:
            address = json.loads(answer.read())["preview"]
        with urlopen(self.server.url + address, timeout=FOREVER) as answer:
            return answer.read()

    def line(self):
        """What was asked for and how often in vain, in words."""
        failures = ", ".join(f"{count} {name}" for name, count in sorted(self.failures.items()))
        return f"{len(self.whole)} previews of {len(self.servers)} servers, asked for again after: {failures}"


@contextmanager
def visiting(data):
    visitor = Visitor(data)
    try:
        yield visitor
    finally:
        visitor.end()
        for server in visitor.servers:
            server.end()


def is_whole(glb):
    """Whether it is a GLB as long as it says."""
    return struct.unpack("<4sII", glb[:12]) == (b"glTF", 2, len(glb))
