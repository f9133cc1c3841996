"""A stranger's package brings a way to hand jobs over."""

import json
import os
import sys

import pytest
from support import ordering
from support.strangers import DROP, install
from support.workers import CRASHING, TESTS, approve_when_made, order, wait_for_hand_over, worker_crew

from configurator.production import target_registry
from configurator.production.target_registry import find_target
from configurator.services.admin.extensions import list_extensions
from configurator.services.factories.factories import read_factory_file
from configurator.services.orders.views import show_job

MODULES = {
    "__init__": "",
    "_shared": "raise RuntimeError('a module with an underscore is no target')",
    "drop": DROP,
    "explodes": "1 / 0",
    "hot": DROP.replace("strangers-drop", "hot-folder"),
    "nothing": "TARGETS = 5",
}


@pytest.fixture
def strangers(tmp_path_factory, monkeypatch):
    """The folder of another distribution with targets, most of them broken; this process finds them too."""
    folder = tmp_path_factory.mktemp("strangers")
    install(folder, "strangers_targets", MODULES, "[configurator.targets]\nall = strangers_targets\n")
    monkeypatch.syspath_prepend(folder)
    target_registry.entries.cache_clear()
    yield folder
    target_registry.entries.cache_clear()
    for name in [each for each in sys.modules if each.startswith("strangers_targets")]:
        del sys.modules[name]


@pytest.fixture
def oslo(context, tmp_path):
    """A factory that gets its jobs by the stranger's target, as its file says; where they go."""

    def add():
        drop = tmp_path / "drop"
        drop.mkdir()
        machine = {"id": "jet", "process": "mjf", "build_mm": [380, 380, 380], "materials": ["TPU"]}
        facts = {"id": "oslo", "title": "Oslo", "place": {"latitude": 59.9, "longitude": 10.8}, "machines": [machine]}
        file = tmp_path / "oslo.json"
        file.write_text(json.dumps({**facts, "target": "strangers-drop", "settings": {"into": str(drop)}}))
        ordering.add_factories(context, read_factory_file(file).factory)
        return drop

    return add


def test_each_broken_target_is_listed_with_its_reason_and_stops_nothing(strangers):
    listed = [each for each in list_extensions() if each.kind == "target"]
    errors = {each.module: each.error for each in listed if each.error}
    assert errors == {
        "strangers_targets.explodes": "ZeroDivisionError: division by zero (line 1)",
        "strangers_targets.hot": "Its id 'hot-folder' is taken by configurator.production.targets.hot_folder.",
        "strangers_targets.nothing": "The module has no TARGETS of type Target.",
    }
    assert {"hot-folder", "strangers-drop"} <= {each.id for each in listed}
    assert find_target("hot-folder").title == "A hot folder"


@pytest.mark.slow
def test_a_worker_hands_a_job_over_by_a_strangers_target(strangers, context, tmp_path, oslo):
    drop = oslo()
    path = os.pathsep.join(map(str, (TESTS, CRASHING, strangers)))
    with worker_crew(context, tmp_path, PYTHONPATH=path) as crew:
        crew.start()
        name = order(context, "1", "grommet")
        approve_when_made(context, name)
        (job,) = wait_for_hand_over(context, name)
    sizes = json.loads((drop / job.ticket).read_text())
    assert {"job.json", "traveller.pdf"} < sizes.keys() and all(sizes.values())
    assert show_job(context, job.id)[0].folder == str(drop / job.ticket)
    assert not (context.folders / "oslo").exists()
