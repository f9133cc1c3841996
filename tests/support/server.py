"""The command that serves, as a process of its own, and all that it starts."""

import os
import subprocess
import time
import uuid
from contextlib import contextmanager, suppress
from urllib.parse import urlencode
from urllib.request import urlopen

import psutil

from support.command import COMMAND
from support.processes import command_line, marked_processes

# Far more than anything here takes: reached only by what would otherwise wait for ever.
FOREVER = 120


class ServerProcess:
    """A server with its data in a folder; its processes are known by a mark that they all inherit."""

    def __init__(self, data, *options):
        self.data, self.mark = data, uuid.uuid4().hex
        environment = os.environ | {"CONFIGURATOR_DATA": str(data), "MARK": self.mark}
        with (data / "serve.log").open("w") as log:
            words = [COMMAND, "serve", "--port", "0", *options]
            self.process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
        self.url = self.process.stdout.readline().strip().rstrip("/")
        assert self.url, self.log()

    def log(self):
        return (self.data / "serve.log").read_text()

    def post(self, path, form):
        """The page that a sent form leads to."""
        with urlopen(self.url + path, urlencode(form).encode(), timeout=FOREVER) as answer:
            return answer.read().decode()

    def get(self, path):
        with urlopen(self.url + path, timeout=FOREVER) as answer:
            return answer.read().decode()

    def running_processes(self):
        """The processes that still run, of all that the server ever started."""
        return marked_processes(self.mark)

    def worker(self):
        """The worker beside, None while there is none that answers for itself."""
        return next((each for each in self.running_processes() if "worker" in command_line(each)), None)

    def end(self):
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(FOREVER)
        for process in self.running_processes():
            with suppress(psutil.Error):
                process.kill()
        self.process.stdout.close()
        self.process.wait()


@contextmanager
def running_server(data, *options):
    """A server that has ended with the block, and all its processes with it."""
    server = ServerProcess(data, *options)
    try:
        yield server
    finally:
        server.end()


def wait_until(condition):
    deadline = time.monotonic() + FOREVER
    while not (result := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
    return result
