"""Somebody who has the kernel work without end."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from support.server import FOREVER

pytestmark = pytest.mark.slow
PAGES_WITHOUT_KERNEL = ("/", "/parts/grommet", "/factories/")


def status(server, path, headers=None):
    try:
        with urlopen(Request(server.url + path, headers=headers or {}), timeout=FOREVER) as answer:
            return answer.status, answer.headers
    except HTTPError as error:
        return error.code, error.headers


def picture(server, hole):
    values = {"hole_diameter": hole, "panel_thickness": 1.5, "cable_diameter": 8}
    body = json.dumps({"template": "grommet", "values": values}).encode()
    request = Request(f"{server.url}/api/v1/designs", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=FOREVER) as answer:
        return json.loads(answer.read())["picture"].replace("size=picture", "size=thumbnail")


@pytest.fixture(scope="module")
def pictures(server):
    return [picture(server, 14 + number / 10) for number in range(100)]


def artefacts(server):
    return sorted(server.data.rglob("sha256/*/*"))


def test_a_hundred_pictures_at_once_stop_no_page(server, pictures):
    with ThreadPoolExecutor(100) as threads:
        begun = [threads.submit(status, server, each) for each in pictures]
        time.sleep(0.3)
        for path in PAGES_WITHOUT_KERNEL:
            server.get(path)
        assert not all(each.done() for each in begun), "the pages came only when the kernel had nothing left to do"
        answers = [each.result() for each in begun]
    assert {code for code, _ in answers} == {200, 503}
    assert all(int(headers["Retry-After"]) > 0 for code, headers in answers if code == 503)


def test_one_visitor_s_pictures_leave_room_for_another_s(server, pictures):
    with ThreadPoolExecutor(50) as threads:
        begun = [threads.submit(status, server, each, {"X-Client": "greedy"}) for each in pictures[50:]]
        time.sleep(0.3)
        assert status(server, picture(server, 30), {"X-Client": "another"})[0] == 200
        assert 503 in {each.result()[0] for each in begun}


def test_another_site_s_page_has_no_picture_made(server):
    code, _ = status(server, picture(server, 31), {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"})
    assert code == 422


@pytest.mark.parametrize("path", ["/parts/grommet/made", "/parts/grommet/made/pdf"])
def test_an_address_that_is_embedded_has_no_files_made(server, path):
    before = artefacts(server)
    code, _ = status(server, f"{path}?hole_diameter=33&panel_thickness=1.5&cable_diameter=8")
    assert code in (404, 405)
    assert artefacts(server) == before
