"""Many orders at the same moment, just after the server has started: each is placed, or told to come again."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from support.http_requests import ORDER
from support.server import FOREVER, running_server

pytestmark = pytest.mark.slow


def place(server, key, ready):
    """Place an order at the moment when all do; the status, and in how many s to come again."""
    body = json.dumps(ORDER | {"key": str(key)}).encode()
    request = Request(f"{server.url}/api/v1/orders", body, {"Content-Type": "application/json"})
    ready.wait(FOREVER)
    try:
        with urlopen(request, timeout=FOREVER) as answer:
            return answer.status, None
    except HTTPError as error:
        return error.code, error.headers.get("Retry-After")


def burst(server, keys):
    """All at once; what each was answered."""
    ready = Barrier(len(keys))
    with ThreadPoolExecutor(len(keys)) as threads:
        return list(threads.map(lambda key: place(server, key, ready), keys))


def test_orders_at_once_right_after_the_start_are_placed_or_told_to_come_again(tmp_path, size):
    with running_server(tmp_path, "--no-worker") as server:
        for number, count in enumerate(size([40], [15, 40] * 10)):
            keys = [f"{number}-{each}" for each in range(count)]
            answers = burst(server, keys)
            print(count, Counter(code for code, _ in answers))
            assert {code for code, _ in answers} <= {201, 503}, (answers, server.log()[-2000:])
            assert all(int(seconds) > 0 for code, seconds in answers if code == 503)
            again = [key for key, (code, _) in zip(keys, answers, strict=True) if code == 503]
            assert all(place(server, key, Barrier(1))[0] in (200, 201) for key in again)
