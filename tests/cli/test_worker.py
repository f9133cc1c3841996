import logging

import pytest
from support.command import configurator


def test_a_worker_with_nothing_to_do_ends_when_told_to_end_idle(data, tmp_path):
    done = configurator("worker", "--until-idle", "--children", 1, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    first, *_, last = done.stderr.splitlines()
    assert " INFO worker " in first
    assert first.endswith("is at work with 1 children")
    assert last.endswith("has stopped")


@pytest.fixture
def strangers(tmp_path):
    """An environment in which another distribution has a package of our name."""
    about = tmp_path / "strangers-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: web.py\nVersion: 1.0\n")
    (about / "top_level.txt").write_text("web\n")
    return {"PYTHONPATH": str(tmp_path)}


def test_a_worker_does_not_start_beside_anothers_package_of_our_name(data, tmp_path, strangers):
    done = configurator("worker", "--until-idle", cwd=tmp_path, environment=strangers)
    assert (done.returncode, done.stdout) == (1, "")
    assert "error: The package 'web' is also that of web.py" in done.stderr
    assert "at work" not in done.stderr


def test_a_worker_tells_of_itself_and_of_others_only_warnings(call, data, monkeypatch):
    monkeypatch.setattr("configurator.worker.worker.run_worker", lambda *_, **__: None)
    root, own = logging.getLogger(), logging.getLogger("configurator")
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", logging.NOTSET)
    monkeypatch.setattr(own, "level", logging.NOTSET)
    assert call("worker", "--until-idle").exit_code == 0
    assert (root.level, own.level) == (logging.WARNING, logging.INFO)


def test_how_many_children_and_how_long_is_passed_on(call, data, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "configurator.worker.worker.run_worker", lambda *words, **more: asked.append((*words[1:], more))
    )
    call("worker", "--children", 3)
    call("worker", "--until-idle", "--children", 1)
    call("worker", "--with-parent", "--children", 1)
    assert [(scratch, children) for scratch, children, _ in asked] == [(data / "scratch", each) for each in (3, 1, 1)]
    assert [more for _, _, more in asked] == [
        {"until_idle": False, "with_parent": False},
        {"until_idle": True, "with_parent": False},
        {"until_idle": False, "with_parent": True},
    ]
    assert call("worker", "--children", 0).exit_code == 2
