"""A worker clears away what nothing keeps, every so often."""

import pytest
from support.calls import count_calls

from configurator.services.admin.collection import collect_artefacts
from configurator.worker import recovery
from configurator.worker.heartbeat import BEAT_INTERVAL_S
from configurator.worker.recovery import COLLECTION_INTERVAL_S, Recovery


@pytest.fixture
def quiet(monkeypatch):
    """No work, and nothing else to clean up."""
    monkeypatch.setattr(recovery.DBOS, "list_workflows", lambda **options: [])


class Engine:
    class _active_workflows_set:
        activeList = staticmethod(list)


def test_it_collects_once_an_interval(context, tmp_path, monkeypatch, quiet):
    counts = count_calls(monkeypatch, collect_artefacts)
    looking = Recovery(context, "1", tmp_path, Engine)
    looking.check_once()
    assert counts["collect_artefacts"] == 0
    looking._clock_s = COLLECTION_INTERVAL_S - BEAT_INTERVAL_S
    looking.check_once(), looking.check_once()
    assert counts["collect_artefacts"] == 1
