import os
from pathlib import Path

import pytest
from support.dxf_drawings import content, plate

from configurator.domain.errors import Crashed, Refused, crashed
from configurator.domain.parts.outlines import parse_outline
from configurator.domain.problems import warning
from configurator.services.designs.outlines import (
    KERNEL_READ_OUTLINE,
    MAX_FILE_BYTES,
    OUTLINE_LIMITS,
    read_outline_file,
)

WARNING = warning("w", "file", hint="h")
ANSWER = {"text": "M 0 0 L 1 0 L 1 1 Z", "warnings": [WARNING.as_dict()], "left_out": ["1 text"], "unit": "mm"}


class Asked:
    """A pool that notes what it is asked, with the bytes of the file, and answers with what it was given."""

    def __init__(self, answer=ANSWER):
        self.answer = answer
        self.asked = []

    def run(self, function, request, limits):
        content = Path(request["file"]).read_bytes()
        self.asked.append((function, request["name"], request["unit"], content, limits))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def refusal(*arguments):
    pool = Asked()
    with pytest.raises(Refused) as caught:
        read_outline_file(pool, *arguments)
    assert pool.asked == []
    (problem,) = caught.value.problems
    assert problem.fields == ("file",)
    assert problem.hint
    return problem.message


def test_a_file_or_its_bytes_are_read_in_a_child_within_limits(tmp_path):
    path = tmp_path / "part.dxf"
    path.write_bytes(b"0")
    pool = Asked()
    found = read_outline_file(pool, path, unit="in")
    read_outline_file(pool, b"1", "other.svg")
    assert pool.asked == [
        (KERNEL_READ_OUTLINE, "part.dxf", "in", b"0", OUTLINE_LIMITS),
        (KERNEL_READ_OUTLINE, "other.svg", "", b"1", OUTLINE_LIMITS),
    ]
    assert (found.text, found.left_out, found.unit) == (ANSWER["text"], ("1 text",), "mm")
    assert found.warnings == (WARNING,)
    assert (OUTLINE_LIMITS.seconds, OUTLINE_LIMITS.memory_gib) <= (60, 4)


def test_a_file_of_a_hundred_megabytes_is_refused_before_anything_is_read(tmp_path):
    path = tmp_path / "part.dxf"
    path.touch()
    os.truncate(path, 100_000_000)
    assert refusal(path) == "The file has 100 MB; at most 20 are read."
    assert refusal(bytes(MAX_FILE_BYTES + 1), "part.dxf") == "The file has 20 MB; at most 20 are read."


def test_what_is_no_file_or_empty_is_refused(tmp_path):
    (tmp_path / "empty.dxf").touch()
    os.mkfifo(tmp_path / "pipe.dxf")
    assert refusal(tmp_path / "empty.dxf") == "The file is empty."
    assert refusal(b"", "empty.dxf") == "The file is empty."
    for name in ("missing.dxf", "pipe.dxf", ""):
        assert refusal(tmp_path / name) == "This is no file."


def test_a_file_that_the_kernel_cannot_bear_is_told_as_the_files_fault():
    died = crashed("The work took longer than 60 s and was stopped.", hint="Try simpler values.")
    with pytest.raises(Crashed) as caught:
        read_outline_file(Asked(died), b"0", "part.dxf")
    (problem,) = caught.value.problems
    assert (problem.fields, problem.message) == (("file",), died.problems[0].message)
    assert "outline alone" in problem.hint


def test_a_drawing_comes_back_from_a_real_child(pool):
    document, space = plate()
    space.add_circle((50, 25), 8)
    found = read_outline_file(pool, content(document), "part.dxf")
    assert parse_outline(found.text).circles[0].diameter == 16
    with pytest.raises(Refused) as caught:
        read_outline_file(pool, b"PK\x03\x04", "part.dxf")
    assert caught.value.problems[0].message == "It is a ZIP, not DXF or SVG."
