"""A design that crashes the kernel, asked for again and again."""

from dataclasses import replace

import pytest
from support.http_requests import GROMMET, PREFIX, post
from support.studio import Studio

from configurator.domain.errors import blocked, crashed, failed
from configurator.services.common.context import open_context
from configurator.services.common.memory_cache import CRASH_MEMORY_S, MAX_CRASHES, FailureCache
from configurator.services.previews.previews import FAILURE_MEMORY_S
from configurator.settings import read_settings
from web import assets
from web.app import create_app
from web.context import EXTENSION, serve_previews

OTHER = GROMMET | {"hole_diameter": 17}


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class Kernel(Studio):
    """Ends each job with the error, if there is one; `jobs` has what each was about."""

    def __init__(self, error):
        super().__init__()
        self.error, self.jobs = error, []

    def submit(self, function, request, limits=None):
        self.jobs.append(request["parameters"]["hole_diameter"])
        self.on_request = self.end
        return super().submit(function, request, limits)

    def end(self, request):
        if self.error:
            raise self.error


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def attack(sqlite, tmp_path, monkeypatch, clock):
    """An application whose kernel ends every job with that error."""
    monkeypatch.setattr(assets, "read_manifest", lambda *_: dict.fromkeys(("main.js", "main.css"), "x"))
    with sqlite.prepared() as url:
        context = open_context(read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": url}))

        def begin(error):
            kernel = Kernel(error)
            served = serve_previews(context.with_pool(kernel, tmp_path))
            app = create_app(served)
            app.extensions[EXTENSION] = replace(served, failures=FailureCache(FAILURE_MEMORY_S, clock))
            return app.test_client(), kernel

        yield begin
        context.engine.dispose()


def ask_for_files(client, values=GROMMET, *formats):
    asked = {"template": "grommet", "values": values, "formats": formats or ["stl"]}
    return client.post(f"{PREFIX}/files", json=asked)


def ask_for_picture(client, size="picture"):
    address = post(client, "designs", {"template": "grommet", "values": GROMMET})["picture"]
    return client.get(address.replace("size=picture", f"size={size}"))


@pytest.mark.parametrize("ask", [ask_for_files, ask_for_picture])
def test_it_is_tried_twice_and_then_again_after_minutes(attack, clock, ask):
    client, kernel = attack(crashed("The CAD kernel crashed (segmentation fault)."))
    answers = [ask(client) for _ in range(20)]
    assert {each.status_code for each in answers} == {500}
    assert "The CAD kernel crashed" in answers[-1].json["problems"][0]["message"]
    assert len(kernel.jobs) == MAX_CRASHES
    for tries in range(1, 4):
        clock.now += CRASH_MEMORY_S + 1
        for _ in range(5):
            ask(client)
        assert len(kernel.jobs) == MAX_CRASHES + tries
    clock.now += CRASH_MEMORY_S + 1
    kernel.error = None
    assert ask(client).status_code == 200


def test_whichever_of_its_files_is_asked_for(attack):
    client, kernel = attack(crashed("The CAD kernel crashed."))
    for formats in (["stl"], ["step"], ["3mf"], ["stl", "step"], ["glb"]):
        assert ask_for_files(client, GROMMET, *formats).status_code == 500
    assert len(kernel.jobs) == MAX_CRASHES


def test_it_stops_no_other_design(attack):
    client, kernel = attack(crashed("The CAD kernel crashed."))
    for _ in range(5):
        ask_for_files(client)
    kernel.error = None
    assert ask_for_files(client, OTHER).status_code == 200
    assert kernel.jobs == [GROMMET["hole_diameter"]] * MAX_CRASHES + [17]


def test_a_part_that_cannot_be_made_is_not_made_at_every_request(attack, clock):
    client, kernel = attack(failed("The solid is torn."))
    for _ in range(5):
        assert "torn" in ask_for_files(client).text
    assert len(kernel.jobs) == 1
    # What failed may have been one of the formats.
    ask_for_files(client, GROMMET, "step")
    assert len(kernel.jobs) == 2
    clock.now += FAILURE_MEMORY_S + 1
    kernel.error = None
    assert ask_for_files(client).status_code == 200


def test_a_full_disk_is_no_fault_of_the_design(attack):
    client, kernel = attack(blocked("The disk is full."))
    for _ in range(3):
        assert ask_for_files(client).status_code == 503
    kernel.error = None
    assert ask_for_files(client).status_code == 200
