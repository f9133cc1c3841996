"""The few calls of S3 that the store of artefacts makes, answered in memory; and rclone, which ignores conditions."""

import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self):
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.keeps and self.headers.get("If-None-Match") == "*" and self.path in self.server.objects:
            self._answer(412)
            return
        self.server.objects[self.path] = data
        self._answer(200)

    def do_GET(self):
        data = self.server.objects.get(self.path)
        self._answer(404 if data is None else 200, data or b"")

    def _answer(self, status, data=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", '"1"')
        self.send_header("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@contextmanager
def s3_server(*, keeps):
    """The address of a server that keeps what is there, if it `keeps`, when it is told to create."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.keeps, server.objects = keeps, {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def rclone_server(folder):
    """The address of `rclone serve s3` over a folder, with the bucket `parts`."""
    (folder / "parts").mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", "key,secret", folder]
    process = subprocess.Popen([Path(sys.executable).with_name("rclone"), *words], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait_for(port):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.05)
    raise AssertionError("rclone does not listen")
