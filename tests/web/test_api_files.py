import time
from concurrent.futures import ThreadPoolExecutor

from support.http_requests import GROMMET, fields, get, messages, post

from configurator.domain.errors import crashed
from configurator.domain.sha256 import sha256
from configurator.services.common.kernel_gate import ROOMS
from web.context import EXTENSION

WANTED = {"template": "grommet", "values": GROMMET, "formats": ["stl", "png"]}


def test_files_are_made_kept_and_told_with_the_report(client):
    found = post(client, "files", WANTED)
    assert set(found["files"]) == {"stl", "png", "report"}
    for each in found["files"].values():
        data = get(client, each["url"]).data
        assert (sha256(data), len(data)) == (each["sha256"], each["bytes"])
    assert found["report"]["volume_mm3"] == 1000
    assert found["timings_ms"] == {"build": 1}


def test_what_was_made_before_is_not_made_again(client, paper):
    first, again = post(client, "files", WANTED), post(client, "files", WANTED)
    assert len(paper.requests) == 1
    assert (again["files"], again["timings_ms"]) == (first["files"], {})


def test_a_format_asked_for_twice_is_made_once(client, paper):
    post(client, "files", WANTED | {"formats": ["png", "stl", "png"]})
    assert paper.requests[0]["formats"] == ["png", "stl"]


def test_sizes_out_of_tolerance_are_told(client, paper):
    paper.ok = False
    assert "height was asked 4.5" in messages(post(client, "files", WANTED))


def test_a_measured_size_must_be_given(client):
    values = {"hole_diameter": 14, "panel_thickness": 1.5}
    assert fields(post(client, "files", WANTED | {"values": values}, 422)) == ["cable_diameter"]


def test_no_file_can_be_asked_for_that_nobody_makes(client):
    assert fields(post(client, "files", WANTED | {"formats": ["gcode"]}, 422)) == ["formats.0"]
    assert fields(post(client, "files", WANTED | {"formats": []}, 422)) == ["formats"]


def test_a_part_that_cannot_be_made_is_told_with_its_reason(client, paper):
    def on_request(request):
        raise crashed("It took longer than 30 s.", hint="Try again.")

    paper.on_request = on_request
    assert "longer than 30 s" in messages(post(client, "files", WANTED, 500))


def test_where_too_many_wait_already_one_is_sent_away(app, client):
    leave = [app.extensions[EXTENSION].gate.admit("files", str(number)) for number in range(ROOMS["files"].callers)]
    answer = client.post("/api/v1/files", json=WANTED)
    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert int(answer.headers["Retry-After"]) >= 1
    leave[0]()
    post(client, "files", WANTED)


def test_what_was_made_before_needs_no_room(app, client):
    first = post(client, "files", WANTED)
    for number in range(ROOMS["files"].callers):
        app.extensions[EXTENSION].gate.admit("files", str(number))
    assert post(client, "files", WANTED)["files"] == first["files"]


def test_files_are_made_one_after_the_other(app, paper):
    at_once, most = 0, 0

    def on_request(request):
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        time.sleep(0.05)
        at_once -= 1

    paper.on_request = on_request
    holes = (14, 15, 16)
    wanted = [WANTED | {"values": GROMMET | {"hole_diameter": hole}} for hole in holes]
    with ThreadPoolExecutor(3) as threads:
        made = list(threads.map(lambda each: post(app.test_client(), "files", each), wanted))
    assert [each["design"]["parameters"]["hole_diameter"] for each in made] == list(holes)
    assert most == 1
