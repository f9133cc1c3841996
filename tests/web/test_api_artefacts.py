import hashlib

import pytest
from support.http_requests import fields, get

from configurator.store import objects


@pytest.fixture
def kept(context):
    return objects.put_object(context.objects, b"solid part")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("part.stl", "model/stl"),
        ("part.3mf", "model/3mf"),
        ("part.report.json", "application/json"),
        ("part.html", "application/octet-stream"),
    ],
)
def test_bytes_come_as_a_file_of_their_kind(client, kept, name, kind):
    answer = get(client, f"artefacts/{kept}?name={name}")
    assert (answer.data, answer.content_type) == (b"solid part", kind)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_they_may_be_kept_for_a_year(client, kept):
    answer = get(client, f"artefacts/{kept}")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    again = get(client, f"artefacts/{kept}", 304, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.data == b""


def test_what_is_not_there_is_not_found(client):
    assert fields(get(client, f"artefacts/{hashlib.sha256(b'').hexdigest()}", 404).json) == ["artefact"]


@pytest.mark.parametrize("name", ["a/b.stl", "..", '"', "a%0d%0aX-Header: 1", "x" * 101, "", "%00"])
def test_a_name_that_is_not_safe_is_refused(client, kept, name):
    assert fields(get(client, f"artefacts/{kept}?name={name}", 422).json) == ["name"]


def test_a_picture_is_shown_by_the_browser(client, kept):
    answer = get(client, f"artefacts/{kept}?name=part.png")
    assert answer.content_type == "image/png"
    assert answer.headers["Content-Disposition"] == 'inline; filename="part.png"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
