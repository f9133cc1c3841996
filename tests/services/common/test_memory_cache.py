from configurator.domain.errors import crashed, failed
from configurator.services.common import memory_cache
from configurator.services.common.memory_cache import FailureCache


def test_of_failures_without_end_the_last_are_remembered(monkeypatch):
    monkeypatch.setattr(memory_cache, "MAX_FAILURES", 3)
    failures = FailureCache(10, lambda: 0.0)
    for number in range(10):
        failures.put(str(number), failed("Torn."))
    assert [key for key in map(str, range(10)) if failures.get(key)] == ["7", "8", "9"]
    assert len(failures._failures) == 3


def test_a_crash_is_tried_again_once_and_then_waits():
    failures = FailureCache(10, lambda: 0.0)
    failures.put("key", crashed("Dead."))
    assert failures.get("key") is None
    failures.put("key", crashed("Dead again."))
    assert "Dead again." in str(failures.get("key"))
