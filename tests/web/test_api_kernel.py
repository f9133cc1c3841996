import json

import pytest
from support.http_requests import GROMMET, get, post

from web.app import create_app
from web.context import serve_previews


@pytest.fixture
def client(context, pool, tmp_path):
    """Speaks with an application whose parts the kernel makes."""
    return create_app(serve_previews(context.with_pool(pool, tmp_path))).test_client()


def test_a_design_is_drawn_pictured_and_made(client):
    design = post(client, "designs", {"template": "grommet", "values": GROMMET})
    preview = get(client, design["preview"])
    assert (preview.data[:4], preview.content_type) == (b"glTF", "model/gltf-binary")
    assert "mesh;dur=" in preview.headers["Server-Timing"]
    assert get(client, design["picture"].replace("size=picture", "size=thumbnail")).data[:4] == b"\x89PNG"
    made = post(client, "files", {"template": "grommet", "values": GROMMET, "formats": ["step"]})
    assert get(client, made["files"]["step"]["url"]).data.startswith(b"ISO-10303-21")
    assert json.loads(get(client, made["files"]["report"]["url"]).data) == made["report"]
    assert all(each["ok"] for each in made["report"]["dimensions"])
