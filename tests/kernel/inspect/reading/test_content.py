import os
import socket
from dataclasses import dataclass

import pytest
from support.strange_files import refusal, refusal_of

from configurator.kernel.inspect.reading import content


def test_a_folder_is_said_to_be_one(tmp_path):
    (tmp_path / "part.stl").mkdir()
    assert refusal(tmp_path / "part.stl") == f"Cannot read {tmp_path / 'part.stl'}: Is a directory."


def test_a_pipe_that_nobody_writes_into_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "part.stl")
    assert refusal(tmp_path / "part.stl") == "This is a pipe, not a file."


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_no_file(tmp_path, device):
    (tmp_path / "part.stl").symlink_to(device)
    assert refusal(tmp_path / "part.stl") == "This is a device, not a file."


def test_a_socket_cannot_be_read(tmp_path, monkeypatch):
    # The path of a socket must be short.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("part.stl")
        assert "Cannot read" in refusal(tmp_path / "part.stl")


@pytest.mark.parametrize(
    ("target", "reason"), [("part.stl", "Too many levels of symbolic links"), ("gone", "No such file or directory")]
)
def test_a_link_that_leads_nowhere_is_told_with_the_reason(tmp_path, target, reason):
    (tmp_path / "part.stl").symlink_to(tmp_path / target)
    assert refusal(tmp_path / "part.stl") == f"Cannot read {tmp_path / 'part.stl'}: {reason}."


def test_a_file_that_may_not_be_read_is_told_with_the_reason(tmp_path, monkeypatch):
    def forbidden(path, flags):
        raise PermissionError(13, "Permission denied", str(path))

    # Nothing is forbidden to root, as whom tests may run.
    monkeypatch.setattr(content.os, "open", forbidden)
    assert refusal(tmp_path / "part.stl").endswith("Permission denied.")


def test_an_empty_file_is_said_to_be_empty(tmp_path):
    assert refusal_of(tmp_path / "part.stl", b"") == "The file is empty."


def test_a_file_beyond_the_limit_is_not_read(tmp_path):
    with (tmp_path / "part.stl").open("wb") as file:
        # It has a length, and takes no room on the disk.
        file.truncate(300 * 2**30)
    assert refusal(tmp_path / "part.stl") == "The file has more than 200 MB."


def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_the_limit(tmp_path, monkeypatch):
    @dataclass
    class Earlier:
        st_mode: int
        st_size: int = 0

    monkeypatch.setattr(content, "MAX_BYTES", 10)
    monkeypatch.setattr(content.os, "fstat", lambda file, stat=os.fstat: Earlier(stat(file).st_mode))
    assert "more than" in refusal_of(tmp_path / "part.stl", b"x" * 11)


@pytest.mark.parametrize("page", ["<!DOCTYPE html><html>", "\n  <HTML><body>Log in", "\ufeff<!doctype HTML>"])
@pytest.mark.parametrize("name", ["part.stl", "part.3mf", "part.obj"])
def test_a_web_page_under_the_name_of_a_part_is_said_to_be_one(tmp_path, name, page):
    assert refusal_of(tmp_path / name, page.encode()).startswith("It is a web page, not")


@pytest.mark.parametrize(
    ("name", "begins", "says"),
    [
        ("part.stl", b"PK\x03\x04", "It is called STL, but begins like 3MF."),
        ("part.obj", b"ply\n", "It is called OBJ, but begins like PLY."),
        ("part.3mf", b"solid a", "It does not begin like 3MF."),
        ("part.STEP", b"hello", "It does not begin like STEP."),
        ("part.xyz", b"1 2 3", "The name 'part.xyz' does not say in which format it is."),
        ("part", b"1 2 3", "The name 'part' does not say in which format it is."),
    ],
)
def test_a_name_that_promises_another_format_is_refused(tmp_path, name, begins, says):
    assert refusal_of(tmp_path / name, begins) == says


@pytest.mark.parametrize(("encoding", "marks"), [("utf-16-le", "FF FE"), ("utf-16-be", "FE FF")])
@pytest.mark.parametrize("name", ["part.stl", "part.obj", "part.ply", "part.step"])
def test_a_text_in_utf_16_is_said_to_be_one(tmp_path, name, encoding, marks):
    content = "\ufeffsolid part".encode(encoding)
    kind = name.partition(".")[2].upper()
    says = f"It begins with {marks}: a text in UTF-16, which {kind} never is."
    assert refusal_of(tmp_path / name, content) == says
