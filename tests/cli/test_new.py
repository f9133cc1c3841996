"""A file for a part that there is not yet."""

import importlib.util

import pytest

from configurator.catalogue import TEMPLATES


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.TEMPLATE


def test_it_is_a_whole_template_under_its_own_name(call, tmp_path):
    done = call("new", "door_handle", "--into", tmp_path)
    path = tmp_path / "door_handle.py"
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    assert "configurator preview door_handle" in done.stderr
    template = load(path)
    assert (template.id, template.title, template.parameters.__name__) == ("door_handle", "Door handle", "DoorHandle")
    assert TEMPLATES.fault_of(template) == ""
    text = path.read_text(encoding="utf-8")
    assert "able clip" not in text and "copy this file" not in text


@pytest.mark.parametrize("part", ["grommet", "Door", "2ba", "door-handle", "../door", ""])
def test_an_id_that_cannot_be_is_refused(call, tmp_path, part):
    done = call("new", part, "--into", tmp_path)
    assert (done.exit_code == 1 and "Choose another" in done.stderr) or "small letters" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays(call, tmp_path):
    (tmp_path / "door_handle.py").write_text("mine")
    done = call("new", "door_handle", "--into", tmp_path)
    assert done.exit_code == 1 and "already" in done.stderr
    assert (tmp_path / "door_handle.py").read_text() == "mine"


def test_a_folder_that_is_not_there_is_named(call, tmp_path):
    done = call("new", "door_handle", "--into", tmp_path / "nowhere")
    assert done.exit_code == 1 and "--into" in done.stderr
