import os
import subprocess
import sys

import pytest

from configurator.private_files import close_to_others, is_open_to_others, open_paths, private_files


@pytest.fixture
def folder(tmp_path):
    """A folder that anybody may enter, with a file that anybody may read."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "file").touch()
    folder.chmod(0o755)
    (folder / "file").chmod(0o644)
    return folder


def test_what_a_process_and_its_children_create_is_private(tmp_path):
    with private_files():
        (tmp_path / "file").touch()
        subprocess.run([sys.executable, "-c", "import os; os.mkdir('folder')"], cwd=tmp_path, check=True)
    assert [*open_paths(tmp_path)] == []


def test_the_umask_of_before_is_there_again():
    before = os.umask(0o022)
    with private_files():
        pass
    assert os.umask(before) == 0o022


def test_open_files_and_folders_are_named_and_closed(folder):
    assert [*open_paths(folder)] == [folder, folder / "file"]
    close_to_others(folder)
    assert [*open_paths(folder)] == []
    assert (folder / "file").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_what_a_link_leads_to_is_left_alone(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch()
    elsewhere.chmod(0o644)
    (folder / "link").symlink_to(elsewhere)
    close_to_others(folder)
    assert is_open_to_others(elsewhere)


def test_what_is_not_there_is_not_open(tmp_path):
    assert not is_open_to_others(tmp_path / "nothing")
