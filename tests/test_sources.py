"""Whoever changes how a part is built, or a table that it is built from, gets nothing of before."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import FOREVER

import configurator
from configurator import sources
from configurator.sources import source_digest

PRINT_DIGEST = "from configurator.sources import source_digest; print(source_digest('grommet'))"


@pytest.fixture(autouse=True)
def afresh():
    """Nothing is remembered from one process to the next."""
    forget()
    yield
    forget()


def forget():
    for each in (source_digest, sources._core_digest, sources._package_digest):
        each.cache_clear()


def elsewhere(folder=None):
    """What another process says that finds packages in the folder first."""
    words = [sys.executable, "-c", PRINT_DIGEST]
    done = subprocess.run(words, capture_output=True, text=True, timeout=FOREVER, check=True, cwd=folder)
    return done.stdout.strip()


@pytest.fixture
def copied(tmp_path):
    """The parts in a folder of their own, which comes first; with a table beside them."""
    source = Path(configurator.__file__).parents[1] / "templates_cad"
    shutil.copytree(source, tmp_path / "templates_cad", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "templates_cad" / "data").mkdir()
    (tmp_path / "templates_cad" / "data" / "threads.csv").write_text("name,pitch\nM6,1.0\n")
    age(tmp_path)
    return tmp_path


def age(folder):
    """As if it had been written long ago."""
    for path in folder.rglob("*"):
        os.utime(path, (1000, 1000))


def test_processes_agree_on_code_that_rests():
    assert source_digest("grommet") == elsewhere()


@pytest.mark.parametrize("name", ["grommet.py", "data/threads.csv", "_template.py"])
def test_a_changed_file_of_the_package_is_another(copied, name):
    before = elsewhere(copied)
    assert before == elsewhere(copied)
    changed = copied / "templates_cad" / name
    changed.write_bytes(changed.read_bytes() + b"\n")
    age(copied)
    assert elsewhere(copied) != before


@pytest.mark.parametrize("folder", sources.CORE_FOLDERS)
def test_a_changed_table_of_the_program_is_another(monkeypatch, folder, tmp_path):
    shutil.copytree(Path(configurator.__file__).parent / folder, tmp_path / folder)
    age(tmp_path)
    monkeypatch.setattr(sources.configurator, "__file__", str(tmp_path / "__init__.py"))
    before = source_digest("grommet")
    forget()
    (tmp_path / folder / "table.csv").write_text("1,2\n")
    age(tmp_path)
    assert source_digest("grommet") != before


def test_code_changed_since_it_was_imported_is_shared_with_nobody(monkeypatch):
    monkeypatch.setattr(sources, "_PROCESS_STARTED_AT", 1000.0)
    digests = set()
    for _ in range(2):
        forget()
        assert source_digest("grommet") == source_digest("grommet")
        digests.add(source_digest("grommet"))
    assert len(digests) == 2


def test_an_unknown_template_is_told_by_the_rest():
    assert source_digest("no_such_part") != source_digest("grommet")
