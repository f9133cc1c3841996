"""Drawings that are sent for an outline, by a page's form and by a script."""

import base64
import io
from urllib.parse import parse_qs, urlsplit

import pytest

from configurator.domain.errors import refused
from configurator.domain.problems import warning
from configurator.services.designs.outlines import OutlineFile
from web import drawings

HOLE = "M 10 20 A 10 10 0 0 0 20 30 A 10 10 0 0 0 30 20 A 10 10 0 0 0 20 10 A 10 10 0 0 0 10 20 Z"
SQUARE = f"M 0 0 L 40 0 L 40 40 L 0 40 Z {HOLE}"


@pytest.fixture
def kernel(monkeypatch):
    """What the kernel would read, and what it was asked for."""
    asked = []

    def read(pool, content, name, unit):
        asked.append((content, name, unit))
        if content == b"open":
            raise refused("The outline stays open at (3, 4).", "file", hint="Close it.")
        doubts = (warning("A spline is taken for arcs.", "file"),) if content == b"spline" else ()
        return OutlineFile(SQUARE, doubts, ("3 texts",) if doubts else (), unit or "mm")

    monkeypatch.setattr(drawings, "read_outline_file", read)
    return asked


def sent(client, content, **fields):
    file = (io.BytesIO(content), "gasket.dxf")
    form = {"file-shape": file, "unit": "in", "thickness": "1/16", **fields}
    return client.post("/parts/flat_gasket/drawing/shape", data=form, content_type="multipart/form-data")


def test_the_page_has_the_outline_of_the_drawing_and_what_was_typed(client, kernel):
    answer = sent(client, b"square", **{"unit-shape": "cm"})
    assert (answer.status_code, kernel) == (303, [(b"square", "gasket.dxf", "cm")])
    query = parse_qs(urlsplit(answer.location).query)
    assert query == {"unit": ["in"], "thickness": ["1/16"], "shape": [SQUARE]}
    page = client.get(answer.location).text
    assert "outline 40 × 40 mm with 1 hole" in page and f'value="{SQUARE}"' in page


def test_what_is_doubtful_or_left_out_is_told_before_it_is_used(client, kernel):
    page = sent(client, b"spline").text
    assert "A spline is taken for arcs." in page and "3 texts" in page and "Use this outline" in page


@pytest.mark.parametrize(("content", "words"), [(b"open", "stays open"), (b"", "no drawing")])
def test_a_drawing_that_cannot_be_used_is_refused(client, kernel, content, words):
    answer = sent(client, content)
    assert answer.status_code == 422 and words in answer.text


def test_a_drawing_is_for_a_field_that_is_an_outline(client, kernel):
    form = {"file-thickness": (io.BytesIO(b"square"), "a.dxf")}
    assert client.post("/parts/flat_gasket/drawing/thickness", data=form).status_code in (404, 422)


def test_a_script_gets_the_text_and_its_sizes(client, kernel):
    body = {"content": base64.b64encode(b"spline").decode(), "name": "a.dxf", "unit": "in"}
    answer = client.post("/api/v1/outlines", json=body)
    assert answer.status_code == 200, answer.text
    told = answer.json
    assert (told["outline"], told["width_mm"], told["holes"], told["unit"]) == (SQUARE, 40.0, 1, "in")
    assert told["left_out"] == ["3 texts"] and told["problems"][0]["severity"] == "warning"
    values = {"template": "flat_gasket", "values": {"shape": told["outline"], "thickness": 2}}
    assert client.post("/api/v1/designs", json=values).json["design"]["parameters"]["shape"] == SQUARE
