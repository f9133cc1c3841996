"""Whoever changes how a part is built is not shown what was built before."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

from configurator import catalogue
from configurator.services.previews import sources as module
from configurator.services.previews.sources import source_digest

GROMMET = Path(inspect.getfile(catalogue.find("grommet").parameters))


@pytest.fixture(autouse=True)
def afresh():
    """Nothing is remembered from one process to the next."""
    forget()
    yield
    forget()


def forget():
    source_digest.cache_clear()
    module._shared_code_digest.cache_clear()


def elsewhere():
    """What another process says."""
    code = "from configurator.services.previews.sources import source_digest; print(source_digest('grommet'))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_processes_agree_on_code_that_rests():
    assert source_digest("grommet") == elsewhere() != source_digest("foot_orthosis")


def test_a_changed_template_is_another(monkeypatch, tmp_path):
    before = source_digest("grommet")
    changed = tmp_path / "grommet.py"
    changed.write_bytes(GROMMET.read_bytes() + b"\n")
    os.utime(changed, (1000, 1000))
    monkeypatch.setattr(module.inspect, "getfile", lambda _: str(changed))
    forget()
    assert source_digest("grommet") != before


def test_code_changed_since_it_was_imported_is_shared_with_nobody(monkeypatch):
    monkeypatch.setattr(module, "_PROCESS_STARTED_AT", 1000.0)
    found = set()
    for _ in range(2):
        forget()
        assert source_digest("grommet") == source_digest("grommet")
        found.add(source_digest("grommet"))
    assert len(found) == 2


def test_a_template_without_a_file_is_told_by_versions(monkeypatch, tmp_path):
    monkeypatch.setattr(module.inspect, "getfile", lambda _: str(tmp_path / "packed.zip" / "grommet.py"))
    assert source_digest("grommet") == source_digest("foot_orthosis")
